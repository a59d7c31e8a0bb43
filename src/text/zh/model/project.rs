//! What is said of livelihood projects.

/// The arithmetic of a vote: a project is chosen by more than half of all deputies of the congress.
pub fn tally(votes_for: u32, due: u32, majority: bool) -> String {
    let verdict = if majority { "过半数" } else { "未过半数" };
    format!("赞成 {votes_for} / 应到 {due}，{verdict}")
}
