//! What filters say, and the words they understand.

use std::fmt::Display;

/// Asks that nothing was entered in a field.
pub const NOTHING: &str = "空";
/// Between codes; a slash is none of them, because names of the second level have one.
pub const CODE_SEPARATORS: &str = "，、,；;|｜";

/// Help for a text.
pub const TEXT_HINT: &str = "含有这些字或拼音；以 = 开头则整栏相同；填“空”找没填的";
/// Help for codes and records.
pub const SEVERAL_HINT: &str = "可填几项，符合一项即可；填“空”找没填的；F4 选择";
/// Help for a date.
pub const DATE_HINT: &str = "一天或一段：今天、3.1-3.31、3.1..、..3.31、3月、2026、上月、空";
/// Help for a time of day.
pub const TIME_HINT: &str = "一个时间或一段：900、9:00-12:00；填“空”找没填的";
/// Help for a count.
pub const NUMBER_HINT: &str = "一个数或一段：5、10-20、>=5、5以上；填“空”找没填的";
/// Help for yes or no.
pub const YES_NO_HINT: &str = "填 是 或 否（也可填 1、0），不填就不限";
/// Help for the record an issue came from.
pub const SOURCE_HINT: &str = "接待日或走访的日期，如 3.5、20260305";

/// One condition of a filter.
pub fn condition(label: &str, text: &str) -> String {
    match text {
        "" => format!("{label}={NOTHING}"),
        text if text.starts_with(['<', '>', '=']) => format!("{label}{text}"),
        text => format!("{label}={text}"),
    }
}

/// A key the kind does not have.
pub fn no_field(key: &str) -> String {
    format!("没有“{key}”这一栏")
}

/// A condition longer than anything it could find.
pub fn too_long(label: &str, most: usize) -> String {
    format!("「{label}」的条件最多 {most} 个字，请写短一些")
}

/// Signs only.
pub fn nothing_to_find(label: &str) -> String {
    format!("「{label}」请填文字或拼音，只有标点空格找不出什么；找没填的请填“{NOTHING}”")
}

/// Neither a reception day nor a visit.
pub fn no_source(label: &str, typed: &str) -> String {
    format!("「{label}」没有找到“{typed}”的接待日或走访，请填日期，如 3.5、20260305")
}

/// A day with more of them than one condition may stand for.
pub fn too_many_sources(label: &str, typed: &str, most: usize) -> String {
    format!("「{label}」符合“{typed}”的接待日和走访超过 {most} 个，请写得再具体些")
}

/// Neither a count nor a range of counts.
pub fn not_a_count(label: &str) -> String {
    format!("「{label}」请填一个数或一段，如 5、10-20、>=5、5以上")
}

/// Neither a time nor a range of times.
pub fn not_a_time(label: &str) -> String {
    format!("「{label}」请填一个时间或一段，如 900、9:00-12:00")
}

/// A range that ends before it begins.
pub fn reversed(label: &str, least: &dyn Display, most: &dyn Display) -> String {
    format!("「{label}」的范围从 {least} 到 {most} 是反的，请对调")
}

/// Decisions of desks above that wait.
pub const WAITING: &str = "上级办理待采纳";
