//! Planning reception days.

use crate::model::Date;

/// The date of a day.
pub const DATE: &str = "日期";
/// The date a day was moved from.
pub const MOVED: &str = "原定";
/// From and to.
pub const TIME: &str = "时间";
/// Where.
pub const PLACE: &str = "地点";
/// Who is on duty.
pub const DEPUTIES: &str = "接待代表";
/// Between two names.
pub const BETWEEN: &str = "、";
/// For which period?
pub const QUESTION: &str = "排哪段时间（如 12月、2027、12.1-12.31；空着为下月）：";
/// The period taken where none is typed.
pub const NEXT_MONTH: &str = "下月";
/// A period without an end.
pub const BOTH_ENDS: &str = "请写明起止，如 12.1-12.31";

/// What the plan is of.
pub fn caption((first, last): (Date, Date), days: usize) -> String {
    format!("排期 {first} 至 {last}：新增 {days} 期（还没有保存）")
}

/// Nothing is to be added, with what there is to know.
pub fn nothing(notes: &[String]) -> String {
    let notes = if notes.is_empty() { "规则在这段时间没有接待日".to_owned() } else { notes.join("；") };
    format!("没有要新增的接待日：{notes}")
}

/// The plan was saved.
pub fn saved(days: usize) -> String {
    format!("已排 {days} 期；按 F6 公告，按 Ctrl+Z 可一并撤销")
}
