//! Headings of what a ledger carries beside the fields of its table.

/// The day of the latest answer.
pub const REPLY_ON: &str = "答复日期";
/// Its words.
pub const REPLY_TEXT: &str = "答复内容";
/// The promised finish date of a class B answer.
pub const PLANNED_ON: &str = "承诺完成日期";
/// Why a class C answer says no.
pub const REPLY_REASON: &str = "不能办理原因";
/// The day the resident was told.
pub const FEEDBACK_ON: &str = "反馈群众日期";
/// How.
pub const FEEDBACK_WAY: &str = "反馈群众方式";
/// Why the resident could not be reached.
pub const FEEDBACK_REASON: &str = "联系不上原因";
/// The day the deputy was told.
pub const DEPUTY_TOLD_ON: &str = "告知代表日期";
/// Who rated.
pub const RATED_BY: &str = "评价人";
/// What the resident said of the result.
pub const REMARK: &str = "评价意见";
