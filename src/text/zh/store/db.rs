//! What is said of the live store.

use std::io::ErrorKind;
use std::path::Path;

use super::disk::cause;

/// Its files are bent.
pub fn damaged(path: &Path) -> String {
    format!(
        "数据库“{}”已损坏。记录都在日志里：请重新打开程序，将自动由日志重建；也可运行 liaison rebuild。",
        path.display()
    )
}

/// The system refused.
pub fn refused(path: &Path, kind: ErrorKind) -> String {
    format!("无法使用数据库“{}”：{}", path.display(), cause(kind))
}

/// Another program has it open.
pub fn busy(path: &Path) -> String {
    format!("数据库“{}”正被另一个程序使用。请先退出那个程序，再重新打开。", path.display())
}

/// A list has a row for a record that is not there.
pub fn row_without_record(kind: &str, id: u64) -> String {
    format!("清单与记录不一致（{kind}，编号 {id}）。记录都在日志里：请运行 liaison rebuild 由日志重建。")
}
