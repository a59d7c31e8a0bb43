//! The sentences of a report. A sentence of which nothing happened is not made at all; the caller sees to that.

use crate::model::Date;
use crate::text::zh::model::stats::day;

/// Joins the clauses of a sentence and ends it.
pub fn sentence(clauses: &[String]) -> String {
    if clauses.is_empty() { String::new() } else { format!("{}。", clauses.join("，")) }
}

/// Joins the names in a list.
pub fn listed(items: &[String]) -> String {
    items.join("、")
}

/// Nothing at all happened.
pub fn nothing(now: &str) -> String {
    format!("{now}没有接待、走访、活动和意见建议的记录。")
}

/// Days held.
pub fn held(now: &str, days: &str) -> String {
    format!("{now}举行代表接待日{days}期")
}

/// Deputies who came.
pub fn came(times: &str) -> String {
    format!("代表进站{times}人次")
}

/// Visitors.
pub fn visitors(groups: &str, people: &str) -> String {
    format!("接待群众{groups}批次{people}人次")
}

/// Nobody came.
pub const NO_VISITORS: &str = "没有群众来访";

/// Visits.
pub fn visits(times: &str) -> String {
    format!("代表走访{times}次")
}

/// People met.
pub fn met(people: &str, households: Option<&str>) -> String {
    match households {
        Some(households) => format!("联系群众{people}人、{households}户"),
        None => format!("联系群众{people}人"),
    }
}

/// Issues taken down.
pub fn collected(issues: &str, items: Option<&str>) -> String {
    match items {
        Some(items) => format!("收集群众意见建议{issues}件（{items}条）"),
        None => format!("收集群众意见建议{issues}件"),
    }
}

/// Issues accepted.
pub fn accepted(issues: &str) -> String {
    format!("受理{issues}件")
}

/// More or fewer than in another period.
pub fn compared(with: &str, now: u64, then: u64) -> String {
    match now.cmp(&then) {
        std::cmp::Ordering::Greater => format!("比{with}增加{}件", now - then),
        std::cmp::Ordering::Less => format!("比{with}减少{}件", then - now),
        std::cmp::Ordering::Equal => format!("与{with}持平"),
    }
}

/// Activities.
pub fn activities(times: &str) -> String {
    format!("开展代表活动{times}次")
}

/// Carried over.
pub fn carried(issues: &str) -> String {
    format!("期初结转{issues}件")
}

/// Taken down in the period.
pub fn taken(now: &str, issues: &str) -> String {
    format!("{now}收集{issues}件")
}

/// Reopened or restored.
pub fn reopened(times: &str) -> String {
    format!("重开、恢复{times}件次")
}

/// Closed.
pub fn closed(times: &str) -> String {
    format!("办结{times}件次")
}

/// Guided, merged, withdrawn.
pub fn left(times: &str) -> String {
    format!("引导、并案、撤回{times}件次")
}

/// Open at the end.
pub fn open(issues: &str) -> String {
    format!("期末在办{issues}件")
}

/// Answered on the spot.
pub fn on_spot(issues: &str, rate: &str) -> String {
    format!("当场答复{issues}件，占受理的{rate}")
}

/// Handed over, by route.
pub fn assigned(issues: &str, routes: &[String]) -> String {
    match routes {
        [] => format!("首次交办{issues}件"),
        [only] => format!("首次交办{issues}件，均为{only}"),
        several => format!("首次交办{issues}件，其中{}", several.join("、")),
    }
}

/// So many of a group. A name that ends in a digit (转12345) must not run into the number.
pub fn so_many(name: &str, count: &str, unit: &str) -> String {
    let between = if name.ends_with(|c: char| c.is_ascii_digit()) { "的" } else { "" };
    format!("{name}{between}{count}{unit}")
}

/// The groups with most issues.
pub fn mostly(groups: &[String]) -> String {
    format!("反映较多的是{}", groups.join("、"))
}

/// All of one group.
pub fn all_of(group: &str) -> String {
    format!("均属{group}")
}

/// Answered in time.
pub fn in_time(now: &str, due: &str, of: &str, rate: &str) -> String {
    format!("答复期限在{now}的{due}件，按期答复{of}件，按期答复率{rate}")
}

/// Answers by class.
pub fn classes(classes: &[String], solved: &str, planned: &str) -> String {
    format!("受理并已答复的件中{}，解决率{solved}，解决率和计划解决率合计{planned}", classes.join("、"))
}

/// One class.
pub fn class(letter: &str, issues: u64) -> String {
    format!("{letter}类{issues}件")
}

/// Fed back.
pub fn fed_back(issues: &str, rate: &str) -> String {
    format!("已向群众反馈{issues}件，反馈率{rate}")
}

/// Rated.
pub fn rated(issues: &str, satisfied: &str, basically: &str) -> String {
    format!("群众已评价{issues}件，满意率{satisfied}，含基本满意{basically}")
}

/// Days it took.
pub fn took(now: &str, mean: &str, median: &str) -> String {
    format!("{now}办结的件平均办理{mean}天，中位数{median}天")
}

/// Became proposals.
pub fn proposals(issues: &str) -> String {
    format!("形成代表建议{issues}件")
}

/// Handed to the hotline.
pub fn hotline(issues: &str, closed: &str) -> String {
    format!("转12345热线{issues}件，其中已办结{closed}件")
}

/// Deputies who went.
pub fn went(deputies: &str, times: &str, rate: Option<&str>) -> String {
    match rate {
        Some(rate) => format!("参加代表{deputies}人、{times}人次，走访覆盖率{rate}"),
        None => format!("参加代表{deputies}人、{times}人次"),
    }
}

/// Issues taken down on visits.
pub fn from_visits(issues: &str) -> String {
    format!("走访中收集意见建议{issues}件")
}

/// Deeds done.
pub fn deeds(deeds: &str) -> String {
    format!("办实事{deeds}件")
}

/// Money and goods.
pub fn money(yuan: &str) -> String {
    format!("帮扶资金物资折合{yuan}元")
}

/// Service.
pub fn served(times: &str) -> String {
    format!("服务群众{times}人次")
}

/// Problems solved.
pub fn solved(issues: &str) -> String {
    format!("帮助解决问题{issues}件")
}

/// Activities with who came and of which types.
pub fn activities_of(times: &str, types: &[String], people: &str) -> String {
    let types = if types.is_empty() { String::new() } else { format!("（{}）", types.join("、")) };
    format!("开展代表活动{times}次{types}，参加{people}人次")
}

/// Comments on bills.
pub fn comments(comments: &str, adopted: &str, rate: &str) -> String {
    format!("征集立法意见{comments}条，采纳{adopted}条，采纳率{rate}")
}

/// Livelihood projects.
pub fn projects(voted: &str, elected: u64, done: &str, rate: &str) -> String {
    format!("民生实事项目票决{voted}件、选中{elected}件，完成{done}件，完成率{rate}")
}

/// Overdue at the cut-off.
pub fn overdue(cut_off: Date, issues: &str) -> String {
    format!("截至{}，超期未办的{issues}件", day(cut_off))
}

/// Nothing is overdue.
pub fn none_overdue(cut_off: Date) -> String {
    format!("截至{}，没有超期未办的件。", day(cut_off))
}

/// Rated unsatisfied.
pub fn dissatisfied(issues: &str, redone: Option<&str>) -> String {
    match redone {
        Some(redone) => format!("评价不满意{issues}件，其中重新办理后已办结{redone}件"),
        None => format!("评价不满意{issues}件"),
    }
}

/// Days that were planned and not held.
pub fn not_held(planned: u64, held: u64, rate: &str) -> String {
    format!("接待日计划{planned}期，举行{held}期，计划完成率{rate}")
}

/// An issue by its number and title.
pub fn issue(at: usize, number: &str, title: &str, village: &str) -> String {
    let village = if village.is_empty() { String::new() } else { format!("（{village}）") };
    format!("{at}．{number}　{title}{village}")
}

/// Whose turn it is.
pub fn with(unit: &str) -> String {
    if unit.is_empty() { "未明确承办单位".to_owned() } else { format!("承办单位{unit}") }
}

/// An answer that was due.
pub fn was_due(due: Date, days: i64) -> String {
    format!("应于{}前答复，已超期{days}天", day(due))
}

/// A promise that was due.
pub fn was_promised(due: Date, days: i64) -> String {
    format!("承诺{}前办好，已逾期{days}天", day(due))
}

/// A promise to come.
pub fn promised(due: Date) -> String {
    format!("承诺{}前办好", day(due))
}

/// A promise without a day.
pub const PROMISED_NO_DAY: &str = "承诺日期未填";

/// More time was given.
pub fn extended(on: Option<Date>, reason: &str) -> String {
    match on {
        Some(on) => format!("{}延期，原因：{reason}", day(on)),
        None => format!("曾延期，原因：{reason}"),
    }
}

/// It came back.
pub fn returned(reason: &str) -> String {
    format!("曾被退回，原因：{reason}")
}

/// It was urged.
pub fn urged(times: usize, last: Option<Date>) -> String {
    match last {
        Some(last) => format!("已催办{times}次，最近一次{}", day(last)),
        None => format!("已催办{times}次"),
    }
}

/// How far it has come.
pub fn progress(text: &str) -> String {
    format!("进展：{text}")
}

/// Nothing was noted.
pub const NO_CAUSE: &str = "台账中没有延期、催办记录";

/// More than the list shows.
pub fn more(rest: u64, ledger: &str) -> String {
    format!("另有{rest}件未列出，详见{ledger}。")
}

/// The ledger of overdue issues.
pub const OVERDUE_LEDGER: &str = "超期清单";
/// The ledger of promises.
pub const PROMISE_LEDGER: &str = "B类跟踪台账";

/// Confidential issues are never named.
pub fn withheld(issues: u64) -> String {
    format!("另有要求保密的{issues}件，不列明。")
}

/// Ever answered with class B.
pub fn ever_promised(cut_off: Date, issues: &str, became: &[String]) -> String {
    let became = if became.is_empty() { String::new() } else { format!("，其中{}", became.join("、")) };
    format!("截至{}，曾答复为B类的共{issues}件{became}", day(cut_off))
}

/// What became of promises.
pub mod became {
    /// A.
    pub const KEPT: &str = "转为A类";
    /// C.
    pub const GIVEN_UP: &str = "转为C类";
    /// B.
    pub const OPEN: &str = "仍为B类";
    /// Withdrawn or merged.
    pub const LEFT: &str = "撤回或并案";
}

/// Promises past their day.
pub fn promises_overdue(issues: &str) -> String {
    format!("逾期未兑现{issues}件")
}

/// The heading of an example.
pub fn case(at: usize, title: &str, desk: &str) -> String {
    let desk = if desk.is_empty() { String::new() } else { format!("（{desk}）") };
    format!("{at}．{title}{desk}")
}

/// Where an example came from.
pub fn raised(on: Option<Date>, village: &str, content: &str) -> String {
    let on = on.map(|on| format!("{}，", day(on))).unwrap_or_default();
    format!("{on}{village}群众反映：{content}")
}

/// What was answered.
pub fn answered(on: Option<Date>, unit: &str, text: &str) -> String {
    let on = on.map(day).unwrap_or_default();
    format!("{on}{unit}答复：{text}")
}

/// What the resident said of it.
pub fn rating(name: &str) -> String {
    format!("群众评价：{name}")
}

/// Figures of earlier periods that changed.
pub fn restated(periods: &[String], figures: usize) -> String {
    format!("{}报送后有补录、更正，涉及{figures}项数据，现数如下表。", periods.join("、"))
}

/// Entries that came later.
pub fn entered_later(period: &str, count: usize, more: bool) -> String {
    let least = if more { "至少" } else { "" };
    format!("{period}报送后补录、改动的记录{least}{count}条。")
}

/// Text that was cut.
pub const CUT: char = '…';
/// What a text of the books ends in where a sentence goes on.
pub const ENDS: [char; 4] = ['。', '；', '，', '.'];
/// What ends a sentence of its own.
pub const ENDED: [char; 3] = ['！', '？', CUT];
