//! How what did not fit of a chain is told.

use crate::model::received::Held;

/// A line that was not used.
pub fn quarantined(seq: u64, reason: &str) -> String {
    format!("第 {seq} 行：{reason}")
}

/// More lines were not used than are listed.
pub fn unlisted(listed: usize, more: u64) -> String {
    format!("只列前 {listed} 条，另有 {more} 条没有列出")
}

/// A package that waits.
pub fn held(held: &Held) -> String {
    let Held { file, first, last, reason, .. } = held;
    format!("{file}（第 {first} 至 {last} 行）：{reason}")
}
