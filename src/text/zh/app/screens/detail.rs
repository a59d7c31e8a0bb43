//! What a record's detail says beside its fields.

use super::counted;
use crate::model::Kind;
use crate::model::duty::Duty;
use crate::model::handling::Standing;
use crate::store::reader::List;
use crate::text::zh::model::duty::counter;
use crate::text::zh::model::handling;
pub use crate::text::zh::model::said::labelled;

/// A voided record.
pub const VOIDED: &str = "〔已作废〕";

/// Whose record it is, where it is another desk's, and whether decisions about it can be made here.
pub fn reported_by(station: &str, may_decide: bool) -> String {
    let may = if may_decide { "按 F6 作出上级办理" } else { "只能查看" };
    format!("{station} 报来（{may}）")
}

/// Whose record it is, where it is of the level above.
pub fn sent_down_by(desk: &str) -> String {
    format!("{desk} 下发（只能查看）")
}

/// What a deputy did.
pub const FILE: &str = "履职情况";
/// Of all years.
pub const IN_ALL: &str = "合计";

/// A year's figures.
pub fn year(year: i32) -> String {
    format!("{year}年")
}

/// What is counted, with its unit.
pub fn figure(duty: Duty) -> String {
    format!("{}（{}）", duty.name(), counter(duty))
}

/// A figure of this year, the last and all.
pub fn figures(duty: Duty, year: i32, [this, last, all]: [u64; 3]) -> String {
    format!("{}：{year}年 {this}，{}年 {last}，合计 {all}", figure(duty), year - 1)
}

/// The year of a deputy in one line.
pub fn in_short(year: i32, told: &[String]) -> String {
    format!("{year} 年：{}", told.join("，"))
}

/// Why it was voided.
pub fn void_reason(reason: &str) -> String {
    format!("已作废，原因：{reason}")
}

/// Nested rows.
pub fn rows(label: &str, count: usize) -> String {
    format!("{label}（{count}）")
}

/// An issue nobody has taken up.
pub const NOT_HANDLED: &str = "还没有交办或答复";
/// An answer the resident does not know of.
pub const NOT_TOLD: &str = "还没有向群众反馈";

/// An answer the deputies do not know of.
pub const DEPUTY_NOT_TOLD: &str = "还没有告知代表";
/// The resident is not content.
pub const TO_REDO: &str = "群众不满意，请重新办理";
/// The resident is not content, though it was handled again.
pub const STILL_DISSATISFIED: &str = "重办后仍不满意：可再重办，或由站长写明理由后办结";
/// A promise nobody watches yet.
pub const TO_TRACK: &str = "B类答复已反馈，请转入跟踪";
/// Nothing is left to do.
pub const TO_CLOSE: &str = "已反馈，可以办结";
/// A promise that cannot be kept.
pub const PROMISE_GIVEN_UP: &str = "B类承诺不能兑现";
/// A promise that went with its issue.
pub const PROMISE_WITHDRAWN: &str = "B类承诺随本件撤回";
/// A promise whose resident was guided elsewhere.
pub const PROMISE_GUIDED: &str = "B类承诺随本件引导";
/// A promise whose issue went into another.
pub const PROMISE_PASSED: &str = "B类承诺随本件并入";

/// A promise that was kept, so many days past its day.
pub fn promise_kept(days_late: Option<i64>) -> String {
    match days_late {
        Some(days) if days > 0 => format!("B类承诺已兑现，晚 {days} 天"),
        Some(days) if days < 0 => format!("B类承诺已兑现，提前 {} 天", -days),
        _ => "B类承诺如期兑现".to_owned(),
    }
}

/// An issue with what was merged into it.
pub fn behind(issues: usize, headcount: u64, items: u64, more: bool) -> String {
    let at_least = if more { "至少 " } else { "" };
    format!("并入本件 {at_least}{issues} 件，连同本件共 {headcount} 人、{items} 条")
}

/// Who entered a step.
pub fn by(name: &str) -> String {
    format!("（{name}）")
}

/// How long after the step before.
pub fn days_later(days: i64) -> String {
    match days {
        0 => "同日".to_owned(),
        days => format!("{days:+}天"),
    }
}

/// A date that was put off.
pub fn moved(label: &str, before: &str, now: &str) -> String {
    format!("{label} {before} 改为 {now}")
}

/// A due date, so many days ahead.
pub fn due(days: i64) -> String {
    format!("办理期限（{}）", ahead(days))
}

/// A promised date, so many days ahead.
pub fn promised(days: i64) -> String {
    format!("B类承诺（{}）", ahead(days))
}

fn ahead(days: i64) -> String {
    match days {
        0 => "今天到期".to_owned(),
        days if days < 0 => format!("超期 {} 天", -days),
        days => format!("还有 {days} 天"),
    }
}

/// The steps of an issue, of which only the last are shown.
pub fn latest(label: &str, count: usize, shown: usize) -> String {
    if shown < count { format!("{label}（{count}，最近 {shown}）") } else { rows(label, count) }
}

/// Where a decision stands.
pub fn decision(standing: Standing) -> String {
    match standing {
        Standing::Open => "待采纳".to_owned(),
        Standing::Passed => "已转办，待站里采纳".to_owned(),
        Standing::Taken(Some(on)) => format!("已采纳（{on}）"),
        Standing::Taken(None) => "已采纳".to_owned(),
        Standing::Refused(Some(on)) => format!("不采纳（{on}）"),
        Standing::Refused(None) => "不采纳".to_owned(),
        Standing::Moot => "不再适用（该件已办完或作废）".to_owned(),
        Standing::Other => "不再适用（针对的是换机前编号相同的另一件意见）".to_owned(),
    }
}

/// Voided above after it was taken over here, which nobody has said to know yet.
pub fn revoked(reason: &str) -> String {
    format!("本站采纳后上级已作废：{}（与上级核对后按 F4 记为知悉）", handling::bare(reason))
}

/// Voided above after it was passed on here.
pub fn withdrawn(reason: &str) -> String {
    format!(
        "上级已作废：{}（本级转下去的还在：按 F4 一并作废，随下发包告诉站里；仍要办的按 F5 保留为本级的办理）",
        handling::bare(reason)
    )
}

/// What became of a decision shown by itself.
pub fn state(state: &str, refused: Option<&str>) -> String {
    let refused = refused.map_or_else(String::new, |refused| format!("（{refused}）"));
    format!("状态：{state}{refused}")
}

/// What the level above decided about an issue of a desk below waits for us.
pub const TO_PASS_ON: &str = "待采纳：采纳后随下发包转给站里";
/// What is passed on was voided above since.
pub const UNDONE_ABOVE: &str = "上级后来作废了原来的办理，请核对；不再要办的，请作废本级这一项";

/// What was decided, and by whom.
pub fn decided(step: &str, from: &str) -> String {
    format!("上级办理·{step}（{from}）")
}

/// It can be taken over once the one before it was.
pub const AFTER_EARLIER: &str = "等前一项采纳后再采纳";

/// Why it cannot be taken over as the issue stands.
pub fn unfit(why: &str) -> String {
    format!("现在不能采纳：{why}")
}

/// The signs a record bears.
pub fn signs(labels: &[&str]) -> String {
    format!("[x] {}", labels.join("  [x] "))
}

/// Records were opened from records so often that one more would lose the way back.
pub fn too_deep(count: usize) -> String {
    format!("已接连打开 {count} 层记录；请先按 Esc 返回，或按 Alt+数字 转到台账")
}

/// Records that hang on this one.
pub fn links(list: List, count: usize, more: bool) -> String {
    let what = match list {
        List::From(Kind::Reception, _) => "本次接待日收集的意见",
        List::From(..) => "本次走访收集的意见",
        List::Deputy(Kind::Reception, _) => "近期接待日",
        List::Deputy(Kind::Issue, _) => "近期接收的意见",
        List::Deputy(Kind::Activity, _) => "近期活动",
        List::Deputy(Kind::Proposal, _) => "领衔和附议的建议",
        List::Deputy(..) => "近期走访",
        List::Naming(Kind::Proposal, _) => "形成的代表建议",
        List::Naming(Kind::Project, _) => "列为民生实事",
        List::Naming(Kind::Deputy, _) => "各站名册中的这位代表",
        List::Naming(Kind::Handling, _) => "上级办理",
        List::Naming(..) => "相关活动",
        List::All(_) | List::Stage(_) | List::Due | List::Voided(_) | List::Station(..) | List::Own(_) => "相关记录",
        List::Promised | List::Dissatisfied | List::Pledges => "相关记录",
        List::Waiting | List::Unacknowledged | List::Troubled => "相关记录",
    };
    let count = counted(list.kind(), count);
    let key = if matches!(list, List::Deputy(..)) { "，F7 看全部" } else { "" };
    if more { format!("{what}（前 {count}{key}）") } else { format!("{what}（{count}）") }
}
