//! What is said of proposals.

/// The lead signs once more.
pub const LEAD_TWICE: &str = "领衔代表不要再列入附议代表，请删去";
/// Handed over to nobody.
pub const NO_UNIT: &str = "已交办的请填写承办单位";
/// Answered before anybody was asked.
pub const NOT_HANDED: &str = "请先填写交办日期，再填答复日期";
/// Answered before it was handed over.
pub const REPLIED_BEFORE: &str = "答复日期不能早于交办日期，请改正";
/// A class without an answer.
pub const CLASS_WITHOUT_REPLY: &str = "还没有答复日期，不能填办理结果";
/// A rating without an answer.
pub const RATING_WITHOUT_REPLY: &str = "还没有答复日期，不能填满意度";
/// Due before it was handed over.
pub const DUE_BEFORE: &str = "办理期限不能早于交办日期，请改正";
/// The same proposal was entered before.
pub const TWICE: &str = "同一领衔代表已有同标题的建议，请核对是否重复登记";

/// More time that is none.
pub fn not_later(was: impl std::fmt::Display) -> String {
    format!("延期后的办理期限应晚于原期限 {was}，请改正")
}

/// Due later than the law allows.
pub fn due_too_late(latest: impl std::fmt::Display) -> String {
    format!("办理期限最迟到 {latest}（代表法：三个月内答复，最长六个月），请改正")
}

/// What was not made sure of, of a proposal that comes from an issue.
pub fn unchecked(names: &[&str]) -> String {
    format!("由意见转成的建议须逐项核对，还没有确认：{}；有一项不符合的，不要转为代表建议", names.join("、"))
}

/// What was not made sure of, of another proposal.
pub fn unchecked_own(names: &[&str]) -> String {
    format!("还没有核对：{}；提交前请确认", names.join("、"))
}
