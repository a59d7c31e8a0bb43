//! What `stats` says.

use crate::model::stats::Which;

/// Titles of columns.
pub const ID: &str = "代号";
/// The code of a part.
pub const PART: &str = "分项";
/// The unit.
pub const UNIT: &str = "单位";
/// What a figure means.
pub const DEFINITION: &str = "定义";
/// How far it is.
pub const COUNTING: &str = "正在统计";

/// Nothing to break down by is called so.
pub fn no_dimension(typed: &str, known: &str) -> String {
    format!("不能按“{typed}”分；可用的：{known}")
}

/// No figure has the id.
pub fn no_indicator(typed: &str, known: &str) -> String {
    format!("没有“{typed}”这个指标；可用的代号：{known}")
}

/// A figure has no such part.
pub fn no_part(id: &str, typed: &str, known: &str) -> String {
    if known.is_empty() {
        format!("{id} 不分项，请只写 {id}")
    } else {
        format!("{id} 没有“{typed}”这一项；可用的：{known}")
    }
}

/// A group of a breakdown.
pub fn group(by: &str, name: &str) -> String {
    format!("\n【{by}：{name}】")
}

/// How many records stand behind a figure.
pub fn behind(which: &Which, total: u64, listed: usize) -> String {
    let part = if which.part.is_empty() { String::new() } else { format!(":{}", which.part) };
    let more = if u64::try_from(listed).is_ok_and(|listed| listed < total) {
        format!("，列出最近的 {listed} 条")
    } else {
        String::new()
    };
    format!("{} 的 {}{part} 计入记录 {total} 条{more}。", which.period.title(), which.id)
}
