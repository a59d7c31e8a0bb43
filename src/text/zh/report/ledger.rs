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

/// The history of an issue in full; others write anything under 办理经过 alone.
pub const HISTORY: &str = "办理经过(供再次导入)";
/// What the headings of the columns it goes on in begin with.
pub const HISTORY_HEAD: &str = "办理经过(供再次导入，续";
/// What such headings end with.
pub const GOES_ON_END: &str = ")";

/// The heading of the column the history goes on in.
pub fn history_goes_on(piece: usize) -> String {
    format!("{HISTORY_HEAD}{piece}{GOES_ON_END}")
}

/// The heading of the column the text of a field goes on in.
pub fn goes_on(label: &str, piece: usize) -> String {
    format!("{}{piece}{GOES_ON_END}", goes_on_head(label))
}

/// What it begins with.
pub fn goes_on_head(label: &str) -> String {
    format!("{label}(续")
}
