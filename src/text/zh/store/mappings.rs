//! About what is remembered of imported files.

use std::path::Path;

/// Stands at the top of the file.
pub const HEADER: &str = "导入台账时各列对应的字段，由程序记下，下次同样的表头照此办理；删去本文件即重新识别";

/// The file is not what it should be.
pub fn unreadable(path: &Path) -> String {
    format!("“{}”读不出来，这次按列名重新识别各列；原文件会另存，不会丢失。", path.display())
}
