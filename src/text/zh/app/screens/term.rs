//! What a change of term asks and says on screen.

/// Which term ends?
pub const WHICH: &str = "换届：哪一届到期";
/// Nobody is in office.
pub const NOBODY: &str = "名册里没有在任代表，不用换届";
/// The day of the change.
pub const DAY: &str = "换届日期（回车为今天）：";
/// No.
pub const NOT: &str = "不换届";
/// Yes.
pub const YES: &str = "换届";

/// What the new term is called.
pub fn new_term(from: &str) -> String {
    format!("{from} 之后的新届次：")
}

/// What the marked rows mean.
pub fn reelected(marked: usize) -> String {
    match marked {
        0 => "名册里没有勾选连任的代表：全部转为往届。要先勾选，请按 Esc".to_owned(),
        marked => format!("勾选的 {marked} 人连任，其余转为往届"),
    }
}

/// From one term to another, on a day.
pub fn confirm(from: &str, to: &str, on: &str) -> String {
    format!("{on} 由 {from} 换为 {to}")
}

/// What it comes to.
pub fn comes_to(summary: &str, details: &[String]) -> String {
    format!("{summary}。{}", details.join("；"))
}
