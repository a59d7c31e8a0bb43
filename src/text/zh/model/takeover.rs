//! What is said of a level above whose roster, units and code lists are taken over.

use crate::model::Kind;
use crate::model::takeover::{Counts, Standing};

/// Theirs was voided.
pub const GONE: &str = "上级已作废这条记录；本站是否保留，请自行核对";
/// Nothing to do.
pub const NOTHING: &str = "上级下发的名册、单位和码表与本站一致，没有待采纳的";
/// Nobody is above.
pub const NO_UPPER: &str = "还没有收到上级单位下发的数据";

/// So many of ours stay as they are.
pub fn kept(count: usize) -> String {
    format!("{count} 条以本站为准，不再提示；上级再改时会重新提示。可按 Ctrl+Z 撤销")
}

/// Which of ours it may be, and what a person can say of it; `like` is the one most like it.
pub fn fits(ours: &[String], like: &str) -> String {
    let shown: Vec<&str> = ours.iter().take(4).map(String::as_str).collect();
    let shown = shown.join("、");
    format!(
        "同名，不能断定是否本站的{shown}：是另一人就勾选，作为新增采纳；就是{like}则以本站为准（F4 或 --keep-ours）"
    )
}

/// What rows of a kind are called together.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Deputy => "代表",
        Kind::Unit => "单位",
        _ => "码表",
    }
}

/// How a row stands.
pub fn standing(standing: Standing, kind: Kind) -> &'static str {
    match (standing, kind) {
        (Standing::New, _) => "新增",
        (Standing::Changed, _) => "变更",
        (Standing::Left, Kind::Unit) => "停用",
        (Standing::Left, _) => "离任",
        (Standing::Same, _) => "一致",
        (Standing::Conflict, Kind::Setting) => "本站另设",
        (Standing::Conflict, _) => "两边不同",
        (Standing::Elsewhere, _) => "非本站",
        (Standing::Unclear, _) => "同名待核",
        (Standing::Gone, _) => "已作废",
        (Standing::Unusable, _) => "不能用",
    }
}

/// What waits, for 今日 and 同步.
pub fn waiting(counts: Counts) -> String {
    let parts = [("代表", counts.deputies), ("单位", counts.units), ("码表", counts.settings)];
    let told: Vec<String> =
        parts.iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{what} {count}")).collect();
    match (told.is_empty(), counts.doubtful) {
        (true, count) => format!("上级下发：{count} 条要人工核对"),
        (false, 0) => format!("上级下发：{} 待采纳", told.join("、")),
        (false, count) => format!("上级下发：{} 待采纳，另有 {count} 条要人工核对", told.join("、")),
    }
}

/// How it is undone on the screen.
pub const UNDO: &str = "。可按 Ctrl+Z 整批撤销";

/// What was taken over.
pub fn done(count: usize, left: usize) -> String {
    let left = match left {
        0 => String::new(),
        left => format!("；还有 {left} 条没有采纳"),
    };
    format!("已采纳 {count} 条{left}")
}
