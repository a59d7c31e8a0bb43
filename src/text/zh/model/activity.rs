//! What is said of activities.

/// The last day before the first.
pub const END_BEFORE_START: &str = "结束日期不能早于活动日期，请改正；只开一天的不填结束日期";
/// More comments adopted than there were.
pub const MORE_ADOPTED: &str = "采纳条数不能多于意见条数，请核对";
/// What came of an activity that lies ahead.
pub const OUTCOME_AHEAD: &str = "活动日期在今天以后，成果请等开完后再填";
/// Nobody is named.
pub const NOBODY: &str = "没有填参加人员，参加人次不会计入；按 F4 从名册勾选";
/// The same activity was entered before.
pub const TWICE: &str = "同一天、同类型、同名称的活动已登记过，请核对是否重复登记";

/// Somebody named twice.
pub fn named_twice(name: &str) -> String {
    format!("参加人员里 {name} 有两行，请只留一行")
}
