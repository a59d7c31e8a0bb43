//! Whose a record is.

/// The name of the column and the field.
pub const LABEL: &str = "联络站";
/// Help for it in a filter.
pub const HINT: &str = "站名、拼音或代码，可填几个；县名即其所有站；F4 选择";
/// A record of the desk itself.
pub const OWN: &str = "本级";
/// What stands between a desk and a record of it; an input method sends the second.
pub const DESK_SIGNS: [char; 2] = ['/', '／'];
/// Where names of desks begin to be alike.
pub const ENDS: &[&str] = &["人大", "代表联络", "代表工作", "联络站", "联络点"];

/// A person with whose.
pub fn of_desk(name: &str, desk: &str) -> String {
    format!("{name}（{desk}）")
}

/// No desk is called so.
pub fn unknown(typed: &str) -> String {
    format!("没有找到联络站“{typed}”，请写站名、拼音或代码")
}

/// Several desks are called so.
pub fn several(typed: &str, names: &[String]) -> String {
    format!("“{typed}”有几个站都符合，请写全或写代码：{}", names.join("；"))
}

/// A desk as it is told apart from others of its name.
pub fn candidate(name: &str, code: &str) -> String {
    format!("{name}（{code}）")
}
