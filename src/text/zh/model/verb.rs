//! The names of the steps in an issue's life, by their keys.

/// Every verb of the domain, in the order of an issue's life.
pub const ALL: [(&str, &str); 20] = [
    ("register", REGISTER),
    ("answer", ANSWER),
    ("assign", ASSIGN),
    ("return", RETURN),
    ("extend", EXTEND),
    ("urge", URGE),
    ("reply", REPLY),
    ("feedback", FEEDBACK),
    ("track", TRACK),
    ("progress", PROGRESS),
    ("redo", REDO),
    ("close", CLOSE),
    ("reopen", REOPEN),
    ("guide", GUIDE),
    ("merge", MERGE),
    ("split", SPLIT),
    ("withdraw", WITHDRAW),
    ("restore", RESTORE),
    ("decline", DECLINE),
    ("noted", NOTED),
];

/// How every issue begins.
pub const REGISTER: &str = "登记";
/// Answered at once.
pub const ANSWER: &str = "当场答复";
/// Handed to a unit.
pub const ASSIGN: &str = "交办转办";
/// The unit's answer.
pub const REPLY: &str = "答复";
/// The resident is told.
pub const FEEDBACK: &str = "反馈";
/// The end.
pub const CLOSE: &str = "办结";
/// The unit sends it back.
pub const RETURN: &str = "退回";
/// The term is put off.
pub const EXTEND: &str = "延期";
/// The unit is pressed.
pub const URGE: &str = "催办督办";
/// A promise is watched.
pub const TRACK: &str = "转入跟踪";
/// How far a promise has come.
pub const PROGRESS: &str = "进展";
/// Handled again.
pub const REDO: &str = "重新办理";
/// Taken up again after its end.
pub const REOPEN: &str = "重开";
/// Shown the right way elsewhere.
pub const GUIDE: &str = "引导";
/// Made part of another.
pub const MERGE: &str = "并案";
/// A part of it becomes one of its own.
pub const SPLIT: &str = "拆分";
/// Taken back.
pub const WITHDRAW: &str = "撤回";
/// Brought back.
pub const RESTORE: &str = "恢复";
/// A decision of a level above is not taken over.
pub const DECLINE: &str = "不予采纳";
/// That a decision was voided above after it was taken over is known.
pub const NOTED: &str = "知悉作废";
