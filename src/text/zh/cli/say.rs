//! What commands answer.

use std::fmt::Display;
use std::path::Path;

use crate::model::Kind;
use crate::store::settings::Level;

/// The heading of the column of ids.
pub const ID: &str = "序号";
/// Nothing was found to list.
pub const NOTHING_LISTED: &str = "没有符合条件的记录。";
/// A search for nothing.
pub const SEARCH_NEEDED: &str = "请写要查找的内容：--search 文字或拼音。";
/// An edit that changes nothing.
pub const UNCHANGED: &str = "内容没有变化，未保存。";
/// A void without a reason.
pub const REASON_NEEDED: &str = "作废要写明原因：--reason 原因。";
/// The station's record is one of a kind.
pub const ONE_STATION: &str = "联络站记录只有一条，不能新增或作废，可以用 edit station 1 修改。";
/// What makes the records of a kind that nobody adds, edits or voids by hand.
pub fn made_by(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Party => "往来单位用 liaison party add、confirm、revoke 登记和更改",
        Kind::Received => "收到的记录由 liaison unpack 收包时登记",
        Kind::Pack => "数据包由 liaison pack 打包时登记，可以用 liaison media 查看",
        Kind::Handling => "上级办理用 liaison decide 作出，用 liaison void handling 作废，站里用 liaison adopt 采纳",
        _ => return None,
    })
}

/// A record that is not made by hand.
pub fn not_by_hand(kind: &str, who: &str) -> String {
    format!("{kind}不能直接新增、修改或作废：{who}。")
}

/// A step that no decision can be.
pub fn undecidable(verb: &str, known: &str) -> String {
    format!("上级办理没有“{verb}”这一步。可用：{known}。")
}

/// No issue of a station was named.
pub const ISSUE_OF_STATION: &str = "请写明是哪个站的哪一件：站点代码或名称/意见编号，如 430122105001/2026-0012。";

/// No such issue there.
pub fn no_issue_there(station: &str, number: &str) -> String {
    format!("还没有收到 {station} 的 {number}，请核对编号，或先收取该站的上报包。")
}

/// No such decision of a level above.
pub fn no_decision(typed: &str) -> String {
    format!("没有上级办理“{typed}”。上级办理写成“作出单位代码/序号”，如 430121/1；待采纳的用 liaison adopt 列出。")
}

/// Decisions of other desks that have the number typed, where none of ours has.
pub fn decisions_of_others(typed: &str, theirs: &[String]) -> String {
    format!("本级没有作出过“{typed}”号办理；这个号是别的单位的，只有该单位自己能改：{}", theirs.join("；"))
}

/// One of them: how it is written, whose it is, what it is called.
pub fn decision_of(reference: &str, desk: &str, called: &str) -> String {
    format!("{reference} {desk}（{called}）")
}

/// Our own issue.
pub const OWN_ISSUE: &str = "这是本单位自己的意见，请用 liaison do 办理。";

/// Nothing waits for this issue.
pub fn nothing_to_adopt(number: &str) -> String {
    format!("{number} 没有待采纳的上级办理。可以先用 liaison adopt 看待采纳的清单。")
}

/// Only live decisions of its own a desk voids.
pub const NOTHING_WAITS: &str = "没有待采纳的上级办理。";

/// A desk without a name.
pub const NAME_NEEDED: &str = "请写单位名称：--name 名称。";
/// The operator where none was named.
pub const OPERATOR: &str = "值班员";
/// The operator of the sample desk.
pub const DEMO_OPERATOR: &str = "李慧";
/// What stands in the file that marks sample data.
pub const SAMPLE_MARK: &str = "这个目录里是演示数据，可以随时用 liaison demo --fresh 重建。\n";
/// No data directory could be found.
pub const NO_DATA_DIR: &str = "找不到存放数据的默认目录，请用 --data 目录 指定。";
/// The progress line of an opening.
pub const OPENING: &str = "正在整理数据";
/// The progress line of the sample generator.
pub const MAKING: &str = "正在生成演示数据";

/// A kind that does not exist.
pub fn unknown_kind(word: &str, known: &str) -> String {
    format!("没有“{word}”这种记录。可用的种类：{known}。")
}

/// No record to work on was named.
pub fn id_needed(kind: &str) -> String {
    format!("请写明是哪一条：编号、#序号或名称。可以先用 liaison list {kind} 查看。")
}

/// No record, or several: why, and where to look.
pub fn not_found(why: &str, kind: &str) -> String {
    format!("{why}。可以先用 liaison list {kind} 查看序号和编号。")
}

/// A reception day that was moved from a date its rule gives.
pub fn moved(to: impl Display, from: impl Display) -> String {
    format!("{to}：原定 {from}，已顺延。")
}

/// What planning would add.
pub fn would_plan(days: usize) -> String {
    format!("会新增 {days} 期接待日；去掉 --dry-run 即存入。")
}

/// What planning added.
pub fn planned(days: usize) -> String {
    format!("已新增 {days} 期接待日；可以用 liaison undo 一并撤销。")
}

/// Nothing of our own; how one of another desk is told.
pub fn of_which_desk(why: &str) -> String {
    format!("{why}看下面各站的记录请写“站名/编号”，例如 茶亭镇/2026-0012。")
}

/// An issue among others of its number, first as it can be typed.
pub fn told_apart(code: impl Display, number: &str, desk: &str, title: &str) -> String {
    format!("{code}/{number} {desk} {title}")
}

/// Several desks have an issue of that number.
pub fn several_desks(number: &str, count: usize, shown: &[String]) -> String {
    let more = if count > shown.len() { "\n……" } else { "" };
    format!("有 {count} 个站都有“{number}”，请写明是哪个站的：\n{}{more}", shown.join("\n"))
}

/// A record of another desk.
pub fn of_another(id: &str, desk: &str) -> String {
    format!("“{id}”是{desk}的记录，只有该站自己能改；本级对意见的办理请用 liaison decide。")
}

/// A kind whose records are not told apart by desks.
pub fn not_by_station(kind: &str) -> String {
    format!("{kind} 不按联络站列出，请去掉 --station。")
}

/// A step that does not exist.
pub fn unknown_step(verb: &str) -> String {
    format!("没有“{verb}”这个步骤。可用：{}。", super::help::steps())
}

/// A record that is void.
pub fn is_void(id: &str, reason: &str) -> String {
    format!("“{id}”已作废（{reason}），不能再改。刚作废的可以用 liaison undo 撤销。")
}

/// What may stand after the key of a condition; an input method sends the second of each.
pub const CONDITION_SIGNS: [char; 12] = ['=', '＝', '~', '～', '<', '＜', '《', '≤', '>', '＞', '》', '≥'];
/// Those that ask for the whole value.
pub const IS_SIGNS: [char; 2] = ['=', '＝'];
/// Those that ask for a part of a text.
pub const HOLDS_SIGNS: [char; 2] = ['~', '～'];

/// A `--set` without `=`.
pub fn not_a_pair(pair: &str) -> String {
    format!("“{pair}”要写成 字段=内容，例如 title=路灯不亮。")
}

/// A field that the kind, or the step, does not have.
pub fn no_field(what: &str, key: &str, keys: &str) -> String {
    format!("{what} 没有“{key}”这个字段。可用的字段：{keys}。")
}

/// A field given twice.
pub fn field_twice(key: &str) -> String {
    format!("“{key}”写了两次，请只写一次；有几项的写在一起，用逗号隔开。")
}

/// A kind of record without a date.
pub fn no_dates(kind: &str) -> String {
    format!("{kind} 没有日期，不能用 --since 和 --until，请去掉。")
}

/// A period that ends before it begins.
pub fn until_before_since(since: impl Display, until: impl Display) -> String {
    format!("--until {until} 早于 --since {since}，请对调或改正。")
}

/// Results that could not be printed.
pub fn not_printed(error: &dyn Display) -> String {
    format!("结果没有写全：{error}。请检查输出到的文件或磁盘，再运行一次。")
}

/// One field's message.
pub fn field(key: &str, message: &str) -> String {
    format!("{key}：{message}")
}

/// A saved record.
pub fn saved(kind: &str, id: u64, label: &str) -> String {
    format!("已保存 {kind} #{id} {label}")
}

/// A voided record.
pub fn void_done(kind: &str, id: u64, label: &str) -> String {
    format!("已作废 {kind} #{id} {label}，编号保留；要收回用 liaison undo")
}

/// A file where the data directory should be.
pub fn data_is_a_file(path: &Path) -> String {
    format!("{} 是一个文件，不是文件夹，不能存放数据。请用 --data 指定一个文件夹。", path.display())
}

/// An option with more text than its field holds.
pub fn option_too_long(option: &str, most: usize) -> String {
    format!("{option} 最多 {most} 个字，请删减。")
}

/// No desk in the directory.
pub fn no_desk(root: &Path) -> String {
    format!(
        "{} 里还没有建站。请直接运行 liaison 按提示建站，或用 liaison init --code 代码 --name 名称。",
        root.display()
    )
}

/// A code that is none of its level.
pub fn bad_code(code: &str, level: Level) -> String {
    let must = match level {
        Level::Station => "联络站要 12 位数字，即 9 位区划代码加 3 位序号",
        Level::County => "县（市、区）要 6 位区划代码",
        Level::City => "市州要 4 位区划代码",
        Level::Province => "省要 2 位区划代码",
    };
    format!("代码“{code}”不对：{must}。层级用 --level 指定。")
}

/// A new desk.
pub fn made(name: &str, root: &Path) -> String {
    format!("{name}已建好，数据在 {}。运行 liaison 打开值班台。不得录入、存储国家秘密。", root.display())
}

/// A new sample desk.
pub fn demo_made(root: &Path) -> String {
    format!("演示数据已建好，在 {}。", root.display())
}

/// A sample desk that was made before.
pub fn demo_there(root: &Path) -> String {
    format!("演示数据已经在 {}，要重建请加 --fresh。", root.display())
}

/// A directory that holds real data where sample data was asked for.
pub fn not_a_sample(root: &Path) -> String {
    format!("{} 里是正式数据，不是演示数据，没有改动。请用 --data 指定另一个目录。", root.display())
}

/// A directory with other things in it, where sample data was asked for.
pub fn not_empty(root: &Path) -> String {
    format!("{} 里已有别的文件，演示数据要放在空目录里，没有改动。请用 --data 指定另一个目录。", root.display())
}

/// A directory that could not be removed.
pub fn not_removed(root: &Path, error: &dyn Display) -> String {
    format!("不能清除旧的演示数据 {}：{error}。请关闭正在使用它的程序后再试。", root.display())
}

/// A file that could not be written.
pub fn not_written(path: &Path, error: &dyn Display) -> String {
    format!("不能写入 {}：{error}。请检查磁盘空间和权限。", path.display())
}
