//! What is asked and said where the roster, units and code lists of the level above are taken over.

/// Between what is said of one record.
pub const BETWEEN: &str = "；";
/// Nothing but that they are the same.
pub const SAME: &str = "内容一致，只登记对应关系";
/// The marked ones are none.
pub const NOTHING_MARKED: &str = "没有勾选要采纳的；按空格勾选，或按 Esc 返回";
/// This line is for a person to settle.
pub const CANNOT_BE: &str = "这一条不能直接采纳，原因见下；请在本站记录中核对修改";
/// There is nothing of ours.
pub const CANNOT_STAY: &str = "本站没有对应的记录，不用设为不再提示；不勾选就不会采纳";
/// Titles of the table.
pub const TITLES: [&str; 4] = ["类别", "情况", "名称", "内容"];

/// Above the lines: whose they are, and how many are marked.
pub fn caption(from: &str, lines: usize, marked: usize) -> String {
    format!("采纳下发 · {from} · 共 {lines} 条，已勾选 {marked} 条")
}

/// A field becomes theirs.
pub fn becomes(label: &str, ours: &str, theirs: &str) -> String {
    let of = |text: &str| if text.is_empty() { "空".to_owned() } else { text.to_owned() };
    format!("{label} {}→{}", of(ours), of(theirs))
}

/// Both differ.
pub fn differs(label: &str, ours: &str, theirs: &str) -> String {
    let of = |text: &str| if text.is_empty() { "空".to_owned() } else { text.to_owned() };
    format!("{label} 本站“{}”上级“{}”", of(ours), of(theirs))
}
