//! A record read from top to bottom.

/// The first line of a record.
pub fn heading(kind: &str, id: u64, label: &str) -> String {
    format!("{kind} #{id} {label}")
}

/// The second line of a voided record.
pub fn voided(reason: &str) -> String {
    format!("已作废：{reason}")
}

/// A field with its label.
pub fn labelled(label: &str, value: &str) -> String {
    format!("{label}：{value}")
}

/// A step of an issue.
pub fn step(day: &str, verb: &str, by: &str) -> String {
    if by.is_empty() { format!("{day} {verb}") } else { format!("{day} {verb}（{by}）") }
}
