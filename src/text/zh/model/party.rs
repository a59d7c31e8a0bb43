//! What parties' roles and standings are called.

/// Which way it stands to this desk.
pub const ROLES: &[(&str, &str)] = &[("upper", "上级"), ("lower", "下级")];
/// Whether its keys are trusted.
pub const STATUSES: &[(&str, &str)] = &[("added", "待核对"), ("confirmed", "已核对"), ("revoked", "已撤销")];
