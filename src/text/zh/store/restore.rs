//! What is said when a backup is put in place (恢复).

use std::fmt::Display;
use std::path::Path;

/// The clerk stopped it.
pub const CANCELLED: &str = "恢复已取消，现有数据没有改变。";

/// The directory is another organisation's.
pub fn other_desk(root: &Path, present: impl Display, found: impl Display) -> String {
    format!(
        "“{}”是 {present} 的数据，备份是 {found} 的，没有恢复。请换对应的备份，或用 --data 指定另一个目录。",
        root.display()
    )
}

/// What is in the backup makes no desk.
pub fn unusable(file: &Path, cause: &dyn Display) -> String {
    format!("备份“{}”里的内容不能用，现有数据没有改变。请换一份更早的备份。原因：{cause}", file.display())
}

/// Nothing was changed.
pub fn not_begun(cause: &dyn Display) -> String {
    format!("没有恢复，现有数据没有改变。{cause}")
}

/// Half way.
pub fn unfinished(cause: &dyn Display) -> String {
    format!("备份已经核对并展开，但还没有全部换入：{cause} 处理后再打开程序，会自动接着做完。")
}
