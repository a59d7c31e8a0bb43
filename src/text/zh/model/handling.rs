//! What is said about decisions of a level above.

use std::fmt::Display;

use super::verb;
use crate::model::Date;
use crate::model::check::{Finding, Severity};
use crate::model::handling::told::State;

/// The steps a decision can be.
pub const VERBS: &[(&str, &str)] = &[
    ("assign", verb::ASSIGN),
    ("return", verb::RETURN),
    ("extend", verb::EXTEND),
    ("urge", verb::URGE),
    ("reply", verb::REPLY),
    ("decline", verb::DECLINE),
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
pub const OTHER: &str = "这条办理不再适用：针对的是换机前编号相同的另一件意见；如仍需办理，请上级对这一件另作办理";

/// The issue is voided.
pub fn gone(number: &str) -> String {
    format!("{number} 已作废，不能采纳上级办理；请把作废情况告知上级")
}

/// Its desk took it back.
pub fn withdrawn(reason: &str) -> String {
    format!("上级已作废这条办理（{}），不用采纳", bare(reason))
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

/// The station said that it will not take it over.
pub fn refused(on: Option<Date>) -> String {
    let on = on.map_or_else(String::new, |on| format!("于 {on} "));
    format!("本站已{on}说明不采纳这条上级办理；改变主意的，撤销那一步，或请上级另作办理")
}

/// Why what passed a decision on is voided: the desk above has voided that.
pub fn voided_above(reason: &str) -> String {
    format!("{ABOVE}{}", bare(reason))
}

/// What a reason for voiding begins with where it follows one above.
const ABOVE: &str = "上级已作废：";

/// A reason for voiding, without that it was voided above: what tells of it says that itself.
pub fn bare(reason: &str) -> &str {
    reason.trim_start_matches(ABOVE)
}

/// Voided above while the step was being filled in.
pub fn voided_since(reason: &str) -> String {
    format!("上级已作废这条办理（{}），没有按采纳保存", bare(reason))
}

/// A step that is about a decision names none.
pub const NAMES_NONE: &str =
    "这一步只针对一条上级办理：请在那件意见上按 F5（不采纳）或 F4（知悉作废），命令行用 liaison adopt";
/// A refusal that names no decision.
pub const DECLINES_NOTHING: &str = "没有指明不采纳的是哪一条上级办理；上级已作废的不用再说明，按 Esc 离开";
/// Several issues cannot take a step about one decision.
pub const ALONE: &str = "一条上级办理只针对一件意见，请一件一件来";
/// That it was voided is known already.
pub const NOTED_BEFORE: &str = "已经记过：知道上级作废了这条办理，不用再记";
/// What was not taken over cannot be known to be voided after that.
pub const NEVER_TAKEN: &str = "本站没有采纳过这条上级办理，不用记知悉作废";

/// What a list calls the issue a decision is about.
pub const TITLE: &str = "意见";
/// What a list calls what was decided.
pub const SAYS: &str = "办理内容";
/// What a list calls what became of it.
pub const STATE: &str = "状态";

/// To hand it to a unit by a day.
pub fn assigned(unit: &str, due_on: &str) -> String {
    format!("交办{unit} {due_on}前")
}

/// To send it back.
pub fn returned(reason: &str) -> String {
    format!("退回：{reason}")
}

/// To put its term off.
pub fn extended(due_on: &str, reason: &str) -> String {
    format!("延期到{due_on}：{reason}")
}

/// To press the unit.
pub fn urged(text: &str) -> String {
    format!("催办：{text}")
}

/// To answer it.
pub fn answered(class: &str, planned_on: &str, text: &str) -> String {
    let class = if class.is_empty() { String::new() } else { format!("{class} ") };
    let planned = if planned_on.is_empty() { String::new() } else { format!("{planned_on}前办好 ") };
    format!("答复：{class}{planned}{text}")
}

/// That another one goes no further.
pub fn declined(reason: &str) -> String {
    format!("理由：{reason}")
}

/// Who refused one, when and why.
pub fn refused_by(desk: &str, by: &str, on: Option<Date>, reason: &str) -> String {
    let who = format!("{desk} {by}");
    let on = on.map_or_else(String::new, |on| format!(" {on}"));
    format!("{}{on} 说明：{reason}", who.trim_end())
}

/// What became of a decision, as short as a column.
pub fn state(state: State) -> &'static str {
    match state {
        State::Unsent => "随下一个包下发",
        State::Waiting => "待采纳",
        State::Passed => "已转办",
        State::Taken => "已采纳",
        State::Refused => "不采纳",
        State::Moot => "不再适用",
        State::Voided => "已作废",
        State::VoidedTaken => "采纳后作废",
        State::VoidedPassed => "转后作废",
    }
}

/// Passed on already.
pub const PASSED: &str = "这条上级办理已经转下去了，或已说明不采纳，不用再办";

/// The unit is not in this desk's list.
pub fn no_unit(name: &str) -> String {
    format!(
        "本级承办单位名册里没有「{name}」：上级下发里有的，先到“9 同步”按 F5 采纳；没有的，请先登记这个单位，再采纳"
    )
}

/// What stands against the step.
pub fn does_not_pass(found: &[Finding]) -> String {
    let errors: Vec<&str> =
        found.iter().filter(|one| one.severity == Severity::Error).map(|one| one.message.as_str()).collect();
    format!("照上级办理填写的内容还不能保存：{}。请改好后再保存", errors.join("；"))
}

/// The decision of a level above that a step took over; `first` is who decided it before that, or nobody.
pub fn taken_over(from: &str, id: u64, first: &str, is_voided: bool) -> String {
    let since = if is_voided { "（上级后来作废了这项办理，请与上级核对）" } else { "" };
    let first = if first.is_empty() { String::new() } else { format!("（转办 {first} 的办理）") };
    format!("采纳上级办理：{from} 第 {id} 号{first}{since}")
}

/// The decision of a level above that a step says something of.
pub fn about_decision(from: &str, id: u64) -> String {
    format!("上级办理：{from} 第 {id} 号")
}

/// That decision is not there any more.
pub const GONE_ABOVE: &str = "（这项办理已不在上级簿中，请与上级核对）";
