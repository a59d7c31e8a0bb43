//! What is said of drafts.

use std::fmt::Display;

/// The name of a draft is none.
pub const BAD_NAME: &str = "草稿名称不合规，草稿未保存。请先把内容存成正式记录，并报告这个问题。";
/// More was typed than a draft may hold.
pub const TOO_LARGE: &str = "内容太长，草稿未保存。请删减后再试，或先存成正式记录。";

/// As many drafts as may be.
pub fn too_many(limit: usize) -> String {
    format!("草稿已有 {limit} 份，没有再存新的。请先打开旧草稿，保存或放弃其中几份。")
}

/// The file system refused.
pub fn not_kept(cause: impl Display) -> String {
    format!("草稿未保存：{cause}")
}
