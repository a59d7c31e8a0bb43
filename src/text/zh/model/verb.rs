//! The names of the steps in an issue's life, by their keys.

/// Every verb of the domain; also those this version cannot take yet, because another desk's history may show them.
pub const ALL: [(&str, &str); 18] = [
    ("register", REGISTER),
    ("answer", ANSWER),
    ("assign", ASSIGN),
    ("return", "退回"),
    ("extend", "延期"),
    ("urge", "催办督办"),
    ("reply", REPLY),
    ("feedback", FEEDBACK),
    ("track", "转入跟踪"),
    ("progress", "进展"),
    ("redo", "重新办理"),
    ("close", CLOSE),
    ("reopen", "重开"),
    ("guide", "引导"),
    ("merge", "并案"),
    ("split", "拆分"),
    ("withdraw", "撤回"),
    ("restore", "恢复"),
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
