//! What 今日 says.

use super::counted;
use crate::app::today::{Fruitless, Tier};
use crate::model::Kind;
use crate::model::duty::Duty;
use crate::model::owing::Owing;
use crate::text::zh::model::duty::counter;

/// What the opening of the desk has to tell.
pub const NOTICES: &str = "打开台账时的提示";
/// What comes first.
pub const START: &str = "开始使用";
/// The first steps, and the records they are about.
pub const STEPS: [(&str, Kind); 3] = [
    ("第一步  录入代表名册（回车转到，按 F2 新增）", Kind::Deputy),
    ("第二步  录入承办单位", Kind::Unit),
    ("第三步  核对本站信息", Kind::Station),
];
/// A station that has its ledgers already; the command stands on a line of its own.
pub const START_WITH_LEDGERS: [&str; 2] =
    ["已有电子台账的：按 Alt+I，写上文件的路径，看过各列后导入；", "    也可以退出后运行 liaison import 台账文件.xlsx"];
/// This desk came back from a backup.
pub const CUT_OFF: &str = "恢复备份之后";

/// What is to be done then.
pub fn cut_off(upper: &str) -> String {
    format!("先不要录入：请“{upper}”写全量包，按 9、F2 读入，把备份后的记录接回")
}

/// What was put aside has to be entered again.
pub const REENTER: &str = "要补录的记录";

/// Where it is listed: the oldest of so many lists.
pub fn reenter(name: &str, lists: usize) -> String {
    let lists = if lists > 1 { format!("（共 {lists} 份）") } else { String::new() };
    format!("恢复时换下的在 {name}{lists}，补录完按回车记下")
}

/// Reception days.
pub const RECEPTIONS: &str = "接待日";
/// None is planned.
pub const NO_RECEPTION: &str = "今天没有接待日，也没有排定下一次；到接待日页按 F2 排定";
/// Deputies.
pub const DEPUTIES: &str = "代表履职";
/// The desks below.
pub const BELOW: &str = "下级单位";
/// The desk itself.
pub const DESK: &str = "台账";
/// No ledger was exported yet.
pub const NEVER_EXPORTED: &str = "还没有导出过台账（在台账页按 F8）";

/// Chains that parted from our copy.
pub fn forks(count: u64) -> String {
    format!("{count} 个单位的记录与本机已收到的冲突，请打电话问清再决定")
}

/// Other installations that wait.
pub fn installations(count: u64) -> String {
    format!("{count} 个单位换了电脑或重装过，请打电话核实后决定")
}

/// The last month, not reported by so many.
pub fn missing(period: &str, count: u64) -> String {
    format!("{period}未上报的 {count} 个单位，已过应报日，请催报")
}

/// Missing lines, and packages that wait for them.
pub fn gaps(gaps: u64, held: u64) -> String {
    if gaps == 0 {
        // Nothing is missing: it waits for a decision or a signature.
        return format!("暂存数据包 {held} 个，等着确认或决定；回车选中单位看原因");
    }
    format!("缺口 {gaps} 处，暂存数据包 {held} 个；请对方再写一次上报包")
}

/// Decisions that went into no package yet.
pub fn undelivered((lines, parties): (u64, u64)) -> String {
    format!("未下发 {lines} 条，等着收的下级 {parties} 个；插上U盘按 9、F2 写出下发包")
}

/// Lines that were not used.
pub fn quarantined(count: u64) -> String {
    format!("隔离的记录 {count} 条，没有读入，请看原因并告诉对方")
}

/// Unfinished forms.
pub fn drafts(count: usize) -> String {
    format!("未保存的草稿 {count} 份（回车继续，Delete 删除）")
}

/// A draft.
pub fn draft_line(what: &str, at: &str) -> String {
    let at: String = at.chars().take(16).map(|letter| if letter == 'T' { ' ' } else { letter }).collect();
    format!("{what}  {at}")
}

/// A draft of a step, which so many other issues take as well.
pub fn draft_of_step(verb: &str, issue: &str, others: usize) -> String {
    if others == 0 { format!("{verb} {issue}") } else { format!("{verb} {issue} 等 {} 件", others + 1) }
}

/// A draft of a decision about an issue of a desk below.
pub fn draft_of_decision(verb: &str, station: &str, issue: &str) -> String {
    format!("上级办理 {verb} {station} {issue}")
}

/// A draft of a new record.
pub fn draft_of_new(kind: Kind, words: &str) -> String {
    format!("新增{}  {words}", name(kind)).trim_end().to_owned()
}

/// A draft of a change.
pub fn draft_of_edit(kind: Kind, record: &str) -> String {
    format!("修改{} {record}", name(kind))
}

/// Today's reception.
pub fn on_duty(start: &str, place: &str, deputies: &str) -> String {
    format!("今天 {start} {place}，值班代表：{deputies}")
}

/// A reception day ahead, and how its notice stands.
pub fn ahead(days: i64, record: &str, notice: &str) -> String {
    let when = if days == 1 { "明天".to_owned() } else { format!("{days} 天后") };
    let gap = if notice.is_empty() { "" } else { "  " };
    format!("{when}  {record}{gap}{notice}")
}

/// The last day for a notice, so many days ahead.
pub fn notice(days: i64, last: &str) -> String {
    match days {
        0 => "公告今天要发".to_owned(),
        days if days < 0 => format!("公告已晚 {} 天", -days),
        _ => format!("公告最迟 {last} 发"),
    }
}

/// A day that has passed and still stands in the plan.
pub fn past_day(record: &str) -> String {
    format!("已过，请登记举行、顺延或取消  {record}")
}

/// Several of them.
pub fn past_days(count: usize, is_whole: bool) -> String {
    format!("已过、还没有登记举行、顺延或取消的接待日 {}{count} 期", least(is_whole))
}

fn least(is_whole: bool) -> &'static str {
    if is_whole { "" } else { "至少 " }
}

/// How many are late and how many fall due, by the days of warning.
///
/// Each with whether that is all of them.
pub fn due((late, is_all_late): (usize, bool), tiers: &[Tier]) -> String {
    let tier = |(days, count, is_whole): &Tier| {
        let (from, to) = (days.start(), days.end());
        let within = if *from == 0 { format!("{to} 天内到期") } else { format!("{from} 至 {to} 天到期") };
        format!("，{within} {}{count} 件", least(*is_whole))
    };
    let tiers: String = tiers.iter().map(tier).collect();
    format!("待答复：超期 {}{late} 件{tiers}", least(is_all_late))
}

/// One of them.
pub fn due_line(days: i64, record: &str) -> String {
    match days {
        0 => format!("今天到期  {record}"),
        days if days < 0 => format!("超期 {} 天  {record}", -days),
        days => format!("还有 {days} 天  {record}"),
    }
}

/// The whole due list.
pub fn all_due(count: u64) -> String {
    format!("查看全部待答复和B类跟踪 {count} 件，按期限排列")
}

/// So many issues for which the station owes something.
pub fn owed(owing: Owing, count: u64) -> String {
    let what = match owing {
        Owing::HandOn => "已登记、还没有交办或答复的意见",
        Owing::Answer => "已交办、等待答复的意见",
        Owing::Feedback => "已答复、还没有向群众反馈的意见",
        Owing::TellDeputy => "已向群众反馈、还没有告知代表的意见",
        Owing::Redo => "评价不满意、等待重新办理的意见",
        Owing::Track => "B类答复已反馈、还没有转入跟踪的意见",
        Owing::Promise => "B类承诺待兑现的意见",
        Owing::Close => "已反馈、还没有办结的意见",
    };
    format!("{what} {count} 件")
}

/// Decisions of the level above that wait.
pub fn decisions(count: u64) -> String {
    format!("上级办理待采纳 {count} 项（回车看清单，再回车打开那一件，按 F4 采纳）")
}

/// Decisions of the level above that were taken over and voided there since.
pub fn revoked(count: u64) -> String {
    format!("上级已作废、本站已采纳 {count} 项（回车看清单，打开那一件核对，按 F4 记为知悉）")
}

/// The same where what is decided is passed on as well.
pub fn withdrawn(count: u64) -> String {
    format!("上级已作废、本级已采纳或转下 {count} 项（回车看清单，打开那一件，按 F4 知悉或一并作废，F5 保留本级的）")
}

/// Decisions of our own that came to nothing.
pub fn fruitless(Fruitless { refused, moot, more }: &Fruitless) -> String {
    let told = [("不采纳", refused), ("不再适用", moot)].into_iter().filter(|(_, count)| **count > 0);
    let told: Vec<String> = told.map(|(what, count)| format!("{what} {}{count} 项", least(!more))).collect();
    format!("本级的办理：对方{}（回车看清单和理由；不再要办的按 Delete 作废，就不再提示）", told.join("、"))
}

/// Lines of ours that the level above has and could not use.
pub fn refused(count: u64) -> String {
    format!("上报的记录有 {count} 条上级没有采用（回车，再选中上级按回车看原因）")
}

/// A promise of class B that falls due.
pub fn promise(days: i64, record: &str) -> String {
    match days {
        0 => format!("B类承诺今天到期  {record}"),
        days if days < 0 => format!("B类承诺已过 {} 天  {record}", -days),
        days => format!("B类承诺还有 {days} 天  {record}"),
    }
}

/// All promises, of which so many are past or fall due.
pub fn all_promised(count: usize, is_whole: bool, warned: i64) -> String {
    format!("查看全部B类承诺（已过或 {warned} 天内到期的 {}{count} 件）", least(is_whole))
}

/// Deputies who have not met a quota.
pub fn short(duty: Duty, wanted: u32, count: usize, is_whole: bool) -> String {
    format!("{} {}{count} 人", short_list(duty, wanted), least(is_whole))
}

/// What they have in common.
pub fn short_list(duty: Duty, wanted: u32) -> String {
    format!("今年{}不满 {wanted} {}的在任代表", duty.name(), counter(duty))
}

/// The day of the last export, so many days ago.
pub fn exported(on: &str, days: i64) -> String {
    match days {
        0 => "今天导出过台账".to_owned(),
        days => format!("上次导出台账是 {on}，已过 {days} 天"),
    }
}

/// The State Council's notice for the next year is not entered.
pub fn no_holidays(year: i32) -> String {
    format!("{year} 年放假安排还没有按国务院办公厅通知录入，通知发布后请填写")
}

/// How much is in the books.
pub fn totals(totals: &[(Kind, u64)]) -> String {
    let told: Vec<String> =
        totals.iter().map(|(kind, count)| format!("{} {}", name(*kind), counted(*kind, count))).collect();
    format!("  共有 {}", told.join("，"))
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Station => "本站信息",
        Kind::Deputy => "代表",
        Kind::Unit => "承办单位",
        Kind::Reception => "接待日",
        Kind::Issue => "群众意见",
        Kind::Visit => "走访",
        Kind::Setting => "设置",
        Kind::Activity => "活动",
        Kind::Project => "民生实事",
        Kind::Proposal => "代表建议",
        Kind::Report => "报表",
        Kind::Party => "往来单位",
        Kind::Received => "收到的记录",
        Kind::Handling => "上级办理",
        Kind::Pack => "数据包",
    }
}
