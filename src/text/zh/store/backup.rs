//! What is said of backups (备份).

use std::fmt::Display;
use std::path::Path;

/// The clerk stopped it.
pub const CANCELLED: &str = "备份已取消，没有留下半成品。";
/// What stands for an entry that could not be told.
const SOMEWHERE: &str = "目录部分";

/// Nothing to back up.
pub fn no_desk(root: &Path) -> String {
    format!("“{}”里没有值班台的数据，没有可以备份的内容。请检查数据目录。", root.display())
}

/// Some other file.
pub fn not_a_backup(path: &Path) -> String {
    format!("“{}”不是本程序的备份，或者没有复制完整。请选择 liaison-…….zip 文件，没有改动任何数据。", path.display())
}

/// An entry does not agree with its digest.
pub fn damaged(path: &Path, item: &str) -> String {
    let item = if item.is_empty() { SOMEWHERE } else { item };
    format!("备份“{}”已损坏（{item} 与校验值不符），不能使用。请换一份备份，没有改动任何数据。", path.display())
}

/// Made by a newer program.
pub fn newer(path: &Path, found: u32, known: u32) -> String {
    format!(
        "备份“{}”是新版程序做的（格式 {found}，本程序只认到格式 {known}）。请换用新版程序，没有改动任何数据。",
        path.display()
    )
}

/// Over a limit.
pub fn too_large(path: &Path) -> String {
    format!("“{}”太大或文件太多，一份备份最多 4 GiB、20000 个文件。请把不用的文件移到别处后再备份。", path.display())
}

/// All names are taken.
pub fn no_free_name(folder: &Path) -> String {
    format!("“{}”里同一时刻的备份太多，没有可用的文件名。请过一会儿再试。", folder.display())
}

/// Half of the data stand elsewhere.
pub fn restoring(root: &Path) -> String {
    format!("“{}”上次恢复备份还没有做完。请先打开程序，它会自动接着做完，然后再备份。", root.display())
}

/// A bad line met on the way, while the desk works on.
pub fn damage_found(line: u64, flaw: &dyn Display) -> String {
    format!(
        "今天备份时发现日志第 {line} 行损坏：{flaw}。现有记录仍可使用；请尽快退出，运行 liaison salvage，用备份修补日志。"
    )
}

/// Today's backup was not made, though the desk is open and works.
pub fn not_made_today(cause: &dyn Display) -> String {
    format!("今天的自动备份没有做成：{cause}")
}
