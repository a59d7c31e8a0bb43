//! What parties' roles and standings are called, and what they could not use.

use crate::model::party::Refused;

/// Which way it stands to this desk.
pub const ROLES: &[(&str, &str)] = &[("upper", "上级"), ("lower", "下级")];
/// Whether its keys are trusted.
pub const STATUSES: &[(&str, &str)] = &[("added", "未核对"), ("confirmed", "已核对"), ("revoked", "已停用")];

/// Lines of ours that a party could not use, one each, and how many more there are.
pub fn refused(refused: &[Refused], all: u64) -> Vec<String> {
    let line = |line: &Refused| format!("{}：{}（日志第 {} 行）", line.record, line.reason, line.seq);
    let mut lines: Vec<String> = refused.iter().map(line).collect();
    let more = all.saturating_sub(u64::try_from(lines.len()).unwrap_or(u64::MAX));
    lines.extend((more > 0).then(|| format!("另有 {more} 条没有列出，请向对方查问")));
    lines
}

/// A line of which nothing is known here any more.
pub const REFUSED_UNKNOWN: &str = "已查不到的记录";
