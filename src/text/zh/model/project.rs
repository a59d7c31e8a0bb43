//! What is said of livelihood projects.

/// More votes than deputies who came.
pub const MORE_VOTES: &str = "赞成、反对、弃权之和不能多于实到人数，请核对";
/// More came than there are.
pub const MORE_PRESENT: &str = "实到人数不能多于应到人数，请核对";
/// Chosen, but no votes.
pub const ELECTED_WITHOUT_VOTES: &str = "票决入选的请填写赞成票数";
/// Built without having been chosen.
pub const NOT_ELECTED: &str = "没有票决入选的项目不能进入实施或测评：请先登记票决结果，或把阶段改回";
/// Voted on, but no votes.
pub const NO_VOTES: &str = "已到票决阶段，还没有填赞成票数";
/// It cost more than it might.
pub const OVER_BUDGET: &str = "已支出超过预算，请核对金额";
/// Finished before the year it is of.
pub const FINISHED_BEFORE: &str = "完成期限在项目年度之前，请核对";
/// Rated, but not finished.
pub const RATED_UNFINISHED: &str = "已到测评阶段，进度还不是 100%，请核对";
/// The same project was entered before.
pub const TWICE: &str = "同一年度已有同名项目，请核对是否重复登记";

/// The arithmetic of a vote: a project is chosen by more than half of all deputies of the congress.
pub fn tally(votes_for: u32, due: u32, majority: bool) -> String {
    let verdict = if majority { "过半数" } else { "未过半数" };
    format!("赞成 {votes_for} / 应到 {due}，{verdict}")
}

/// Chosen by too few.
pub fn no_majority(votes_for: u32, due: u32) -> String {
    format!("赞成 {votes_for} 票，没有超过应到代表 {due} 人的半数，一般不能入选，请核对票数")
}

/// Not chosen by enough.
pub fn majority_not_elected(votes_for: u32, due: u32) -> String {
    format!(
        "赞成 {votes_for} 票已超过应到代表 {due} 人的半数，而「票决入选」填「否」：差额票决未入选的可继续，否则请改正"
    )
}
