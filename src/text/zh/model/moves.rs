//! The names of the steps of records that are no issues, and what is said where one cannot be taken.

use std::fmt::Display;

/// A day's public notice goes out.
pub const ANNOUNCE: &str = "公告";
/// A day takes place.
pub const HOLD: &str = "举行";
/// A day is put off to another.
pub const POSTPONE: &str = "顺延";
/// A day is called off.
pub const CANCEL: &str = "取消";

/// A project comes onto the short list.
pub const DRAFT: &str = "初定";
/// A project comes before the presidium.
pub const REVIEW: &str = "审议";
/// A project is voted on.
pub const VOTE: &str = "票决";
/// A project is begun.
pub const START: &str = "实施";
/// How far a project has come.
pub const ADVANCE: &str = "登记进度";
/// A project is rated.
pub const EVALUATE: &str = "测评";
/// A proposal goes to a unit.
pub const HAND: &str = "交办";
/// A unit gets more time for its answer.
pub const PROLONG: &str = "延期";
/// A unit answers a proposal.
pub const RESPOND: &str = "答复";
/// A deputy says what they think of the answer.
pub const APPRAISE: &str = "评价";
/// A deputy's office rests.
pub const SUSPEND: &str = "暂停";
/// A deputy leaves office.
pub const END: &str = "终止";
/// A deputy is in office again.
pub const RESUME: &str = "恢复在任";

/// A report goes out.
pub const SUBMIT: &str = "报送";

/// Every one by its key, in the order of the kinds.
pub const ALL: &[(&str, &str)] = &[
    ("announce", ANNOUNCE),
    ("hold", HOLD),
    ("postpone", POSTPONE),
    ("cancel", CANCEL),
    ("draft", DRAFT),
    ("review", REVIEW),
    ("vote", VOTE),
    ("start", START),
    ("advance", ADVANCE),
    ("evaluate", EVALUATE),
    ("hand", HAND),
    ("prolong", PROLONG),
    ("respond", RESPOND),
    ("appraise", APPRAISE),
    ("suspend", SUSPEND),
    ("end", END),
    ("resume", RESUME),
    ("submit", SUBMIT),
];

/// A step that does not fit where the record stands.
pub fn wrong_standing(kind: &str, now: &str, step: &str, from: &[String], next: &[&str]) -> String {
    let from = from.join("、");
    let next = if next.is_empty() {
        "没有可做的步骤".to_owned()
    } else {
        format!("现在可做：{}", next.join("、"))
    };
    format!("{kind}现为「{now}」，不能「{step}」：「{step}」只用于「{from}」的{kind}。{next}")
}

/// A day cannot be put off to the past.
pub fn moved_to_past(date: impl Display) -> String {
    format!("{date} 已经过去，请改为今天或以后的日期")
}

/// Another day stands at that time and place.
pub fn moved_to_taken(date: impl Display) -> String {
    format!("{date} 同一时间、地点已有接待日，请换一个日期；不再另办的，请用“取消”")
}

/// The new date is no working day.
pub fn moved_to_day_off(date: impl Display, holiday: Option<&str>) -> String {
    format!("{date} 是{}，请核对是否接待", holiday.unwrap_or("周末"))
}
