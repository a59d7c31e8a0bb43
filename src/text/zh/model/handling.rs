//! What is said about decisions of a level above.

use std::fmt::Display;

use super::verb;
use crate::model::Date;
use crate::model::check::{Finding, Severity};

/// The steps a decision can be.
pub const VERBS: &[(&str, &str)] = &[
    ("assign", verb::ASSIGN),
    ("return", verb::RETURN),
    ("extend", verb::EXTEND),
    ("urge", verb::URGE),
    ("reply", verb::REPLY),
];

/// No issue is given.
pub const NO_ISSUE: &str = "没有指明是哪个站的哪一件意见，请在该件意见上按 F6 办理";
/// The end of a term before its beginning.
pub const DUE_BEFORE: &str = "办理期限早于办理日期，请改晚";

/// A field that does not belong to the step.
pub fn not_asked(label: &str) -> String {
    format!("这一步不填「{label}」，请清空")
}

/// The county's step does not fit where the issue stands.
pub fn wrong_stage(stage: &str, step: &str) -> String {
    format!("按已收到的记录和已作出的办理，这件意见为「{stage}」，不能「{step}」；如站里已有进展，请先收取该站的上报包")
}

/// A decision of a day before the issue was raised.
pub fn before_issue(reported_on: impl Display) -> String {
    format!("日期早于群众反映的日期 {reported_on}，请改晚")
}

/// Not about this desk.
pub const NOT_OURS: &str = "这条上级办理不是针对这一件意见，或本版本不认识这一步，不能采纳；请向上级核对";

/// About an issue that had the same number on the computer before.
pub const OTHER: &str = "这条办理针对的是换机前编号相同的另一件意见，不用采纳；如仍需办理，请上级对这一件另作办理";

/// The issue is voided.
pub fn gone(number: &str) -> String {
    format!("{number} 已作废，不能采纳上级办理；请把作废情况告知上级")
}

/// Its desk took it back.
pub fn withdrawn(reason: &str) -> String {
    format!("上级已作废这条办理（{reason}），不用采纳")
}

/// Taken over, and so no more to be voided.
pub fn stays(on: Option<Date>) -> String {
    let on = on.map_or_else(String::new, |on| format!("于 {on} "));
    format!("站里已{on}采纳这条办理，不能作废；要改变请在那一件上另作办理")
}

/// Taken over already.
pub fn taken(on: Option<Date>) -> String {
    match on {
        Some(on) => format!("这条上级办理已于 {on} 采纳，不用再办"),
        None => "这条上级办理已经采纳，不用再办".to_owned(),
    }
}

/// Passed on already.
pub const PASSED: &str = "这条上级办理已经采纳并转下去了，不用再办";

/// The unit is not in this desk's list.
pub fn no_unit(name: &str) -> String {
    format!("本级承办单位名册里没有「{name}」，请先登记这个单位，再采纳")
}

/// What stands against the step.
pub fn does_not_pass(found: &[Finding]) -> String {
    let errors: Vec<&str> =
        found.iter().filter(|one| one.severity == Severity::Error).map(|one| one.message.as_str()).collect();
    format!("照上级办理填写的内容还不能保存：{}。请改好后再保存", errors.join("；"))
}
