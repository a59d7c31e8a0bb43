//! What is said when a desk is opened, and when something is saved or undone.

use std::path::Path;

use crate::text::zh::model::moves as moved;
use crate::text::zh::model::verb as step;

/// Our own chain is being put in place.
pub const RECOVERY_UNDER_WAY: &str =
    "正在用上级保存的记录重建本单位的数据，还没有做完。请关闭程序再打开，会自动接着做完。";
/// An opening was stopped.
pub const CANCELLED: &str = "已取消，数据没有改变。下次打开时会从头再做。";
/// The live store was made anew.
pub const REBUILT: &str = "数据库有损坏或版本不同，已由日志重建，记录没有丢失。";
/// The same, from a journal that is damaged itself.
pub const REBUILT_IN_PART: &str =
    "数据库有损坏或版本不同，已由日志重建到损坏的那一行之前，其后的记录现在看不到。请运行 liaison salvage 找回。";
/// The reason a record has that an undo voided.
pub const UNDONE: &str = "撤销";
/// An issue without the day it was raised.
pub const NO_DATE: &str = "没有提出日期，不能编号。请填写提出日期后再保存。";
/// A record voided for no reason.
pub const NO_REASON: &str = "作废必须写明原因。请填写原因后再试。";
/// A second station, or none.
pub const ONE_STATION: &str = "每个值班台只有一条联络站记录，不能新增或作废。请直接修改它。";
/// Nothing left to undo.
pub const NOTHING_TO_UNDO: &str = "没有可以撤销的操作。";
/// Nothing was undone just before.
pub const NOTHING_TO_REDO: &str = "没有可以重做的：只能重做刚撤销的，之后又保存过就不能了。";
/// A record could not be written as JSON.
pub const NOT_WRITTEN: &str = "记录无法写成日志，没有保存。请检查各栏内容后再试，仍不行请报告这个问题。";

/// A directory that holds a desk already.
pub fn exists(root: &Path) -> String {
    format!("“{}”里已经有一个值班台。请直接打开它，或用 --data 指定另一个目录。", root.display())
}

/// A journal with records, and no `desk.toml`.
pub fn orphan_journal(path: &Path) -> String {
    format!(
        "“{}”里已有记录，但缺少 desk.toml。请从备份恢复 desk.toml，或换一个空目录；不要删除这个日志。",
        path.display()
    )
}

/// The end of the journal was an unfinished save.
pub fn torn(bytes: u64, kept: &Path) -> String {
    format!(
        "上次保存没有写完就中断了（{bytes} 字节），那一次没有保存成功。残余部分已移到“{}”，请核对最后一笔记录。",
        kept.display()
    )
}

/// A backup has more of the journal than there is.
pub fn shorter_than(backup: &Path) -> String {
    format!(
        "数据库已由日志重建，但备份“{}”里的日志比现在的长：日志丢失了末尾，最近的记录只在备份里。\
         请先不要录入，退出后用 liaison restore 恢复这份备份。",
        backup.display()
    )
}

/// Records the journal has lost were written to a file.
pub fn salvaged(records: usize, path: &Path) -> String {
    format!(
        "日志丢失了末尾，数据库里较新的 {records} 条记录已另存到“{}”。现在只能查看；请先备份数据目录，再运行 liaison salvage 收回这些记录。",
        path.display()
    )
}

/// Records of a store that belongs to another journal were written to a file.
pub fn forked(records: usize, path: &Path) -> String {
    format!(
        "数据库与现在的日志不是同一段历史，日志可能被换成了另一份，已按现在的日志重建数据库。原数据库里有 {records} 条记录与日志不同，\
         另存到“{}”，没有并入；请对照补录，或关掉程序后换回原来的日志。",
        path.display()
    )
}

/// Some of what was to be taken in does not fit what is there.
pub fn not_taken_in(records: usize, path: &Path) -> String {
    format!("有 {records} 条记录与日志里同编号的记录不同，没有收回，仍在“{}”里。请对照补录。", path.display())
}

/// Such a file still waits.
pub fn salvage_waits(path: &Path) -> String {
    format!(
        "“{}”里有还没有收回的记录，收回之前只能查看，以免编号重复。请运行 liaison salvage 收回；确认不要时把该文件移走。",
        path.display()
    )
}

/// There is no such file.
pub fn no_salvage(root: &Path) -> String {
    format!("“{}”里没有 salvage.jsonl，没有需要收回的记录。", root.display())
}

/// A line of such a file is none.
pub fn bad_salvage(path: &Path, line: usize) -> String {
    format!(
        "“{}”第 {line} 行读不出来，从这一行起没有收回。请把该文件另存一份，改正或删去这一行后再运行 liaison salvage。",
        path.display()
    )
}

/// Somebody else wrote in between.
pub fn changed(label: &str) -> String {
    format!("“{label}”在打开之后又被改过，没有保存。请重新打开它，核对后再改。")
}

/// A voided record cannot be changed.
pub fn voided(label: &str) -> String {
    format!("“{label}”已经作废，不能再改。需要时请新增一条。")
}

/// No such record.
pub fn no_record(kind: &str, id: u64) -> String {
    format!("没有编号为 {id} 的{kind}。请检查编号。")
}

/// What would be undone is not as it was left.
pub fn cannot_undo(label: &str) -> String {
    format!("“{label}”之后又有改动，不能撤销。请直接修改或作废它。")
}

/// Not a time stamp.
pub fn bad_stamp(at: &str) -> String {
    format!("时间“{at}”不合规，没有保存。请检查电脑的日期和时区。")
}

/// What a save was: the key of the verb, the kind, the first record's name, how many records.
pub fn save_of(verb: &str, kind: &str, label: &str, records: usize) -> String {
    let verb = verb_name(verb);
    if records > 1 {
        format!("{verb}{kind}“{label}”等 {records} 条记录")
    } else {
        format!("{verb}{kind}“{label}”")
    }
}

/// A save was undone.
pub fn undone(what: &str) -> String {
    format!("已撤销：{what}")
}

/// What was undone was done again.
pub fn redone(what: &str) -> String {
    format!("已重做：{what}")
}

/// What a verb of the journal is called.
pub fn verb_name(verb: &str) -> &str {
    match verb {
        "add" => "新增",
        "edit" => "修改",
        "void" => "作废",
        "salvage" => "收回",
        "term" => "换届",
        "takeover" => "采纳下发",
        "undo" => "撤销",
        "again" => "重做",
        other => step::ALL.iter().chain(moved::ALL).find(|(key, _)| *key == other).map_or(other, |(_, name)| name),
    }
}
