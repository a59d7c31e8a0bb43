//! What packages' sorts and states are called.

/// What a package is.
pub const SORTS: &[(&str, &str)] = &[("up", "上报"), ("down", "下发"), ("full", "全量"), ("receipt", "回执")];
/// How far it got.
pub const STATES: &[(&str, &str)] = &[("made", "未写出"), ("written", "已写出"), ("acknowledged", "已回执")];
