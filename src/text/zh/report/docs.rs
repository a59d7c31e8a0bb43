//! What stands on single documents, and what is said about them.

use std::path::Path;

use super::printable;
use crate::model::Date;
use crate::report::docs::Scope;
use crate::text::zh::model::stats::day;

pub mod forms;
pub mod lists;

pub use forms::{assign, blank, deputy, feedback, issue, reception, record, urge};
pub use lists::{notice, overdue, promises, public, redone, votes};

/// A document's key and name.
pub type Named = (&'static str, &'static str);

/// 接待日公告.
pub const NOTICE: Named = ("notice", "接待日公告");
/// 接待日记录表.
pub const RECEPTION: Named = ("reception", "接待日记录表");
/// 意见建议登记表.
pub const ISSUE: Named = ("issue", "意见建议登记表");
/// 交办单.
pub const ASSIGN: Named = ("assign", "交办单");
/// 督办单.
pub const URGE: Named = ("urge", "督办单");
/// 反馈单.
pub const FEEDBACK: Named = ("feedback", "反馈单");
/// 超期清单.
pub const OVERDUE: Named = ("overdue", "超期清单");
/// B类跟踪台账.
pub const PROMISES: Named = ("promises", "B类跟踪台账");
/// 不满意件重办台账.
pub const REDONE: Named = ("redone", "不满意件重办台账");
/// 群众意见办理情况公示.
pub const PUBLIC_ISSUES: Named = ("public-issues", "群众意见办理情况公示");
/// 走访登记表.
pub const VISIT: Named = ("visit", "走访登记表");
/// 代表走访情况公示.
pub const PUBLIC_VISITS: Named = ("public-visits", "代表走访情况公示");
/// 代表履职登记表.
pub const DEPUTY: Named = ("deputy", "代表履职登记表");
/// 代表活动登记表.
pub const ACTIVITY: Named = ("activity", "代表活动登记表");
/// 民生实事登记表.
pub const PROJECT: Named = ("project", "民生实事登记表");
/// 民生实事票决结果.
pub const VOTES: Named = ("votes", "民生实事票决结果");
/// 代表建议登记表.
pub const PROPOSAL: Named = ("proposal", "代表建议登记表");
/// 代表建议办理情况反馈单.
pub const PROPOSAL_FEEDBACK: Named = ("proposal-feedback", "代表建议办理情况反馈单");

/// Heading of the numbers of rows.
pub const SERIAL: &str = "序号";
/// Not ticked.
pub const BOX: &str = "□";
/// Ticked; every font of a Chinese office has it.
pub const TICKED: &str = "■";
/// Between two choices.
pub const BETWEEN_BOXES: &str = "　";
/// Between two fields in one cell.
pub const BETWEEN_FIELDS: &str = "；";
/// Stands above what a resident asked to be kept in confidence.
pub const CONFIDENTIAL: &str = "【保密】反映人要求保密，只限办理需要的人阅看，不得公示、转印。";

/// A voided record.
pub const IS_VOIDED: &str = "这条记录已作废";
/// A record of another kind.
pub const OTHER_KIND: &str = "种类不同";
/// A record that such a list does not hold.
pub const STANDS_NOT_IN_IT: &str = "它不在这份表里";
/// No such record.
pub const GONE: &str = "没有这条记录，请核对编号";

/// No record was named.
pub fn names_no_record(document: &str) -> String {
    format!("{document}一件一张：请写明是哪一件（编号、日期或姓名）。")
}

/// It cannot be made of this record.
pub fn does_not_fit(document: &str, record: &str, why: &str) -> String {
    format!("{} 不能打印{document}：{why}。", printable(record))
}

/// Too many records.
pub fn too_many(most: usize) -> String {
    format!("一次最多打印 {most} 张，请分几次。")
}

/// The ending of a file is none.
pub fn unknown_ending(path: &Path) -> String {
    let path = printable(&path.to_string_lossy());
    format!("不知道把“{path}”写成哪种格式。请让文件名以 .docx 或 .html 结尾；要写到文件夹里，请在后面加 / 。")
}

/// The name of a file of one or several sheets.
pub fn file_of(document: &str, record: &str, sheets: usize) -> String {
    if sheets > 1 { format!("{document} {record} 等{sheets}张") } else { format!("{document} {record}") }
}

/// The name of a file of a list.
pub fn file_of_list(station: &str, document: &str, on: Date) -> String {
    format!("{station}{document}（{}）", day(on))
}

/// A document with its station.
pub fn of_station(station: &str, document: &str) -> String {
    format!("{station}{document}")
}

/// The number of a document of an issue `2026-0012`: 交办〔2026〕12号. Nothing where the issue has no number.
pub fn document_number(word: &str, number: &str) -> String {
    match number.split_once('-') {
        Some((year, serial)) => format!("{word}〔{year}〕{}号", serial.trim_start_matches('0')),
        None => String::new(),
    }
}

/// Who a sheet goes to; room for a pen where that is not known.
pub fn addressee(unit: &str) -> String {
    let unit = if unit.is_empty() { "　　　　　　　　" } else { unit };
    format!("{unit}：")
}

/// Who signs with a seal.
pub fn sealed(who: &str) -> String {
    format!("{who}\n（盖章）")
}

/// A field with its name.
pub fn labelled(label: &str, text: &str) -> String {
    format!("{label}：{text}")
}

/// Several fields in one cell: a sentence that ends is not followed by another mark.
pub fn joined(fields: impl Iterator<Item = String>) -> String {
    let mut all = String::new();
    for field in fields {
        if !all.is_empty() {
            all.truncate(all.trim_end_matches(['。', '；']).len());
            all.push_str(BETWEEN_FIELDS);
        }
        all.push_str(&field);
    }
    all
}

/// Two things in one cell, as far as there are any.
pub fn pair(first: &str, second: &str) -> String {
    match (first.is_empty(), second.is_empty()) {
        (false, false) => format!("{first}　{second}"),
        (false, true) => first.to_owned(),
        _ => second.to_owned(),
    }
}

/// The days a list is of; nothing for all.
pub fn scope(scope: &Scope) -> String {
    match (scope.since, scope.until, scope.year) {
        (Some(since), Some(until), _) => format!("{}至{}", day(since), day(until)),
        (Some(since), None, _) => format!("{}以来", day(since)),
        (None, Some(until), _) => format!("截至{}", day(until)),
        (None, None, Some(year)) => format!("{year}年"),
        (None, None, None) => String::new(),
    }
}

/// When a list was made, and of which days it is.
pub fn made_on(today: &str, scope: &str) -> String {
    let scope = if scope.is_empty() { String::new() } else { format!("起止日期：{scope}　　") };
    format!("{scope}制表日期：{today}")
}

/// More rows than fit on paper.
pub fn more_rows(shown: usize, more: usize) -> String {
    format!("纸上只列前 {shown} 条，另有 {more} 条：请在值班台按 F8 把台账导出为电子表格，或用 liaison export。")
}

/// Issues that are left out.
pub fn withheld(count: usize) -> String {
    format!("另有 {count} 件要求保密，不列入本表。")
}

/// All that would stand on it are left out.
pub fn only_withheld(count: usize) -> String {
    format!("符合的 {count} 件都要求保密，不列表打印；要看请在值班台打开。")
}

/// Nobody knows such a document.
pub fn unknown(called: &str, known: &[Named]) -> String {
    let known: Vec<String> = known.iter().map(|(key, name)| format!("{key} {name}")).collect();
    format!("没有叫“{}”的文书。可以打印：{}。", printable(called), known.join("、"))
}

/// What a document is made of.
pub fn made_of(kind: &str, is_of_each: bool) -> String {
    if is_of_each {
        format!("一条{kind}一张，须写明是哪一条")
    } else {
        format!("由{kind}汇总，可用 --since、--until、--year")
    }
}

/// Names may stand in the words of a notice.
pub const LOOK_FOR_NAMES: &str = "张贴前请再看一遍标题、答复和实事里有没有群众的姓名。";
