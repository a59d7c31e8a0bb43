//! What is said when a damaged journal is mended from backups.

use std::fmt::Display;
use std::path::Path;

/// The clerk stopped it.
pub const CANCELLED: &str = "已取消，日志没有改变。";

/// The file system refused.
pub fn not_mended(cause: &dyn Display) -> String {
    format!("日志没有修补，原来的文件没有改变。{cause}")
}

/// Everything is there again.
pub fn whole(backup: &Path, damaged: &Path, first_bad: u64, last: u64) -> String {
    format!(
        "日志已修补完整：从第 {first_bad} 行起损坏的部分由备份“{}”补回，现有 1 至 {last} 行，一行不缺。损坏的原件保存在“{}”。",
        backup.display(),
        damaged.display()
    )
}

/// Some of it is.
pub fn part(backup: &Path, damaged: &Path, first_bad: u64, last: u64) -> String {
    format!(
        "日志只修补了一部分：从第 {first_bad} 行起损坏，由备份“{}”补回，现在能读到第 {last} 行；其后另有损坏。\
         损坏的原件保存在“{}”。请再运行一次 liaison salvage。",
        backup.display(),
        damaged.display()
    )
}

/// No backup reaches past the damage, but the live store has everything.
pub fn set_aside(damaged: &Path, last: u64, known: u64) -> String {
    format!(
        "日志从第 {} 行起损坏，备份里没有这一段，但数据库里到第 {known} 行都在。日志保留第 1 至 {last} 行，其余作为新的记录收回；\
         损坏的原件保存在“{}”。",
        last.saturating_add(1),
        damaged.display()
    )
}

/// No backup reaches past the damage.
pub fn no_backup(line: u64, flaw: &dyn Display, last: u64) -> String {
    format!(
        "日志第 {line} 行损坏：{flaw}。第 1 至 {last} 行完好；从第 {} 行起读不到，备份里也没有这一段，日志没有改动。\
         请用 liaison restore 恢复最近的备份，恢复前的数据会另存；仍缺的向上级要回本站已上报的数据。",
        last.saturating_add(1)
    )
}
