//! What is said about a step in an issue's life that cannot be taken, or not so.

use std::fmt::Display;

/// Closing what was only promised.
pub const CLOSE_PROMISED: &str = "B类是承诺，不能直接办结：要先转入跟踪，落实后改为 A类或 C类答复";
/// Closing before the resident was told.
pub const CLOSE_UNTOLD: &str = "还没有把最近一次答复反馈给群众，请先做「反馈」";
/// Closing against the resident's word.
pub const CLOSE_DISSATISFIED: &str = "群众评价为不满意，不能办结：要先重新办理并再次反馈";
/// Closing against the resident's word after it was handled again.
pub const CLOSE_WHY: &str = "重办后群众仍不满意，办结须由站长在「办结说明」里写明理由（统计时仍算不满意）";
/// Watching what was not promised.
pub const TRACK_NO_PROMISE: &str = "只有 B类答复才转入跟踪：A类、C类反馈后直接办结";
/// Watching before the resident was told.
pub const TRACK_UNTOLD: &str = "还没有把 B类答复反馈给群众，请先做「反馈」";
/// Handling again what nobody complained of.
pub const REDO_NOT_DISSATISFIED: &str = "反馈后评为不满意的才重新办理；还没有反馈的请先做「反馈」";
/// Sending elsewhere without saying where.
pub const GUIDE_WHERE: &str = "引导去向为其他的，请写明请群众去哪里";
/// An issue merged into itself.
pub const MERGE_ITSELF: &str = "不能并入它自己，请另选一件";
/// Splitting what is one point.
pub const SPLIT_ONE_ITEM: &str = "只有 1 条，不能拆分：确有几条的，先修改「条数」再拆分";
/// Splitting several at a time.
pub const SPLIT_ALONE: &str = "每件拆出的标题和内容不同，只能一件一件拆分，请先取消勾选";
/// The part has the title of the whole.
pub const SPLIT_SAME_TITLE: &str = "新件标题与本件相同，请核对，最好改得能区分";
/// Class B without a date.
pub const PROMISE_WANTED: &str = "B类答复请填写承诺完成日期";
/// Class B with a date that is no promise.
pub const PROMISE_TOO_EARLY: &str = "承诺完成日期应晚于答复日期，请改正";
/// A promised date on another class.
pub const PROMISE_WITHOUT_B: &str = "只有 B类答复才填承诺完成日期：请清空，或把办理结果改为 B类";
/// Class C without a reason.
pub const REASON_WANTED: &str = "C类答复请写明不能办理的原因";
/// The handling unit among those that help.
pub const UNIT_TWICE: &str = "协办单位里有承办单位，请去掉";
/// The step's day and the day of assignment differ.
pub const TWO_DAYS: &str = "交办以交办日期为准，不用另填步骤日期，请把两者改成同一天";
/// Due before assigned.
pub const DUE_TOO_EARLY: &str = "办理期限不能早于交办日期，请改正";
/// Nobody could be reached, and no reason.
pub const UNREACHABLE_WHY: &str = "无法联系群众的，请写明原因（如联系过几次、用什么方式）";
/// Dissatisfied without a word.
pub const REMARK_WANTED: &str = "评价为不满意的，请写明群众的意见";
/// Nobody told the deputy.
pub const TELL_DEPUTY: &str = "还没有填写告知代表日期，办理结果应同时告知接待代表";

/// A rating of the same answer that would be lost.
pub fn rating_lost(rating: &str) -> String {
    format!("这次答复群众已评价「{rating}」，不能改回未评价；没有重新评价的，请保留「{rating}」")
}

/// A deputy told before there was anything to tell.
pub fn told_before_answer(told: impl Display, answered: impl Display) -> String {
    format!("告知代表日期 {told} 早于这次答复的日期（{answered}），请改正")
}

/// A verb this version does not know.
pub fn unknown_verb(key: &str) -> String {
    format!("没有「{key}」这个步骤，请从下一步里选择")
}

/// A step the stage does not allow.
pub fn wrong_stage(stage: &str, verb: &str, from: &[String], next: &[&str]) -> String {
    let from = if from.is_empty() {
        "只在新增时发生".to_owned()
    } else {
        format!("只用于「{}」的意见", from.join("、"))
    };
    let next = if next.is_empty() {
        "现在没有可做的步骤".to_owned()
    } else {
        format!("现在可做：{}", next.join("、"))
    };
    format!("意见现为「{stage}」，不能「{verb}」：「{verb}」{from}。{next}")
}

/// The history has no more room.
pub fn history_full(most: usize) -> String {
    format!("办理经过已有 {most} 步，不能再加，请另登记一件并在内容里写明原编号")
}

/// A field the verb does not have.
pub fn foreign_field(verb: &str, label: &str) -> String {
    format!("「{verb}」不填「{label}」，请清空这一项")
}

/// A step dated before the one it follows.
pub fn before_last_step(on: impl Display, earliest: impl Display) -> String {
    format!("日期 {on} 早于反映日期或上一步的日期（{earliest}），请改为这一天或以后")
}

/// A route that another verb takes.
pub fn route_of_another_step(route: &str) -> String {
    format!("「{route}」不是交办的去向，请另选办理方式，或改做相应的步骤")
}

/// A unit out of use.
pub fn unit_inactive(name: &str) -> String {
    format!("单位 {name} 已停用，请改选，或先在单位里重新启用")
}

/// A unit that sent the issue back before.
pub fn unit_returned(name: &str, on: impl Display) -> String {
    format!("{name} 在 {on} 退回过这一件，请核对是否仍交给它")
}

/// A unit that sends back what it does not have.
pub fn returned_by_another(name: &str) -> String {
    format!("{name} 不是这一件的承办或协办单位，请核对")
}

/// A route on which the matter has a number of its own.
pub fn number_wanted(route: &str) -> String {
    format!("「{route}」有对方的编号，还没有填写外部编号；暂时没有的，以后可在修改里补填")
}

/// An extension that is none.
pub fn due_not_later(before: impl Display) -> String {
    format!("新的期限应晚于原来的期限 {before}，请改晚")
}

/// A due date beyond what the law allows.
pub fn due_too_late(most: u32, last: impl Display) -> String {
    format!("办理期限最长 {most} 天（连同延期），即不晚于 {last}，请改早")
}

/// An issue merged into one at its end.
pub fn merge_ended(number: &str, stage: &str) -> String {
    format!("{number} 现为「{stage}」，不能再并入；请选一件还在办的，或先恢复、重开它")
}

/// A step dated before the last one of the other issue it is noted in.
pub fn before_other_step(on: impl Display, number: &str, earliest: impl Display) -> String {
    format!("日期 {on} 早于 {number} 最近一步的日期（{earliest}），请改为这一天或以后")
}

/// The other issue's history has no more room.
pub fn other_history_full(number: &str, most: usize) -> String {
    format!("{number} 的办理经过已有 {most} 步，不能再加，请另选一件")
}

/// A part as large as the whole.
pub fn split_leaves_none(items: u32) -> String {
    format!("本件共 {items} 条，至少留 1 条，最多分出 {} 条", items.saturating_sub(1))
}
