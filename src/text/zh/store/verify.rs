//! What a check of everything stored (核对) says.

use std::fmt::Display;
use std::path::Path;

/// There is no live store.
pub const STORE_MISSING: &str = "数据库：还没有，下次打开时由日志生成，记录不受影响。";
/// The live store does not open, or is of another history.
pub const STORE_UNUSABLE: &str = "数据库：不能用或已过时，下次打开时由日志重建，记录不受影响。";
/// Nothing is wrong.
pub const SOUND: &str = "核对完成，没有发现问题。";
/// Something is.
pub const DAMAGED: &str = "核对完成，发现上述问题，请按提示处理。";

/// The journal's length: lines and saves, and when the last whole save was made.
pub fn journal(path: &Path, lines: u64, groups: u64, last_at: Option<&str>) -> String {
    let until = last_at.map_or_else(String::new, |at| format!("，最后一次在 {}", minute(at)));
    format!("日志“{}”：{lines} 行、{groups} 次保存完好{until}。", path.display())
}

/// More than one installation wrote the journal.
pub fn epochs(number: usize) -> String {
    format!("这份日志先后分 {number} 段写成（用备份恢复过、收回过丢失的记录，或换过电脑）。")
}

/// A bad line: its number, its place and what is wrong with it, and the last line of the last save before it.
pub fn missing_from(line: u64, offset: u64, flaw: &dyn Display, last: u64) -> String {
    format!(
        "日志第 {line} 行（第 {offset} 字节起）损坏：{flaw}。第 1 至 {last} 行完好，从第 {} 行起读不到。\n\
         请先运行 liaison salvage，它会在备份里找这一段；找不到时用 liaison restore 恢复最近的备份，或向上级要回本站已上报的数据。",
        last.saturating_add(1)
    )
}

/// An unfinished save at the end.
pub fn torn(bytes: u64) -> String {
    format!("日志末尾有一次没有写完的保存（{bytes} 字节），它没有保存成功过；下次打开时会移到旁边的文件。")
}

/// A backup has more of the journal than there is.
pub fn shorter_than(backup: &Path) -> String {
    format!(
        "备份“{}”里的日志比现在的长：日志丢失了末尾。请先运行 liaison salvage；数据库里也没有的，用 liaison restore 恢复这份备份。",
        backup.display()
    )
}

/// The live store agrees up to the last line applied.
pub fn store_same(applied: u64, last: u64) -> String {
    if applied < last {
        format!("数据库：到第 {applied} 行都与日志一致；其余 {} 行下次打开时补上。", last - applied)
    } else {
        "数据库：每条记录、每个列表都与日志一致。".to_owned()
    }
}

/// The live store has more than can be read of the journal.
pub fn store_ahead(applied: u64, last: u64) -> String {
    let first = last.saturating_add(1);
    let missing =
        if first == applied { format!("第 {applied} 行") } else { format!("第 {first} 至 {applied} 行") };
    format!(
        "数据库：记到第 {applied} 行，日志只能读到第 {last} 行；{missing}只在数据库里还有。请运行 liaison salvage 找回。"
    )
}

/// The live store says something else.
pub fn store_differs(entries: u64, records: &[String]) -> String {
    let records = if records.is_empty() { String::new() } else { format!("，涉及：{}", records.join("、")) };
    format!("数据库有 {entries} 处与日志不同{records}。记录以日志为准，没有丢失；请运行 liaison rebuild 重建数据库。")
}

/// A record by its kind and number.
pub fn record(kind: &str, id: u64) -> String {
    format!("{kind} {id}")
}

/// An RFC 3339 time to the minute, as people write it.
fn minute(at: &str) -> String {
    at.get(..16).unwrap_or(at).replace('T', " ")
}
