//! Rules of reception days as sentences, and what is said about them and about plans.

use crate::model::date::Date;
use crate::model::schedule::{Months, Moving, Note, Pattern, Schedule, ScheduleRule};

/// How rules are written.
pub const SHAPE: &str = "请按 [[rules]] days = [15] start = \"09:00\" end = \"11:30\" place = \"接待室\" deputies = 2 \
                         move = \"holiday\" 的格式改正";
/// A setting nobody knows.
pub const NO_SUCH_SETTING: &str = "没有这个设置项，接待日规则写在 schedule.rules";
/// A closing that is none.
pub const CLOSED_EXPECTED: &str = "闭站日期应带年份，如 \"2027-02-10\" 或 \"2027-07-01-2027-07-05\"，请改正";
/// A day that is none.
pub const SINCE_EXPECTED: &str = "since 应为起始日期，如 \"2027-01-06\"，请改正";
/// Weeks counted from no week.
pub const SINCE_NEEDED: &str = "隔周的规则（weeks 大于 1）要写 since，从那一周算起，如 since = \"2027-01-06\"";
/// Times in the wrong order.
pub const END_BEFORE_START: &str = "结束时间（end）应晚于开始时间（start），请改正";
/// No place.
pub const PLACE_NEEDED: &str = "地点（place）不能为空，请填写";
/// Lunar days of another rule.
pub const LUNAR_OF_MARKET: &str = "lunar 只用于逢日子的规则（market），请删去或改正";
/// No pattern, or two.
pub const ONE_PATTERN: &str =
    "每条规则写一种日期：weekday（每周几，可加 nth 为每月第几个）、days（每月几日）或 market（逢几的日子）";
/// Weekdays.
pub const WEEKDAY: &str = "weekday（周几）";
/// Which of a month.
pub const NTH: &str = "nth（第几个）";
/// Days of a month.
pub const DAYS: &str = "days（几日）";
/// Last digits.
pub const MARKET: &str = "market（逢几）";
/// Months.
pub const MONTHS: &str = "months（月份）";
/// No rule is set.
pub const NO_RULES: &str =
    "还没有接待日规则，无法排期：请按 F9 打开设置，在“接待日规则”（schedule.rules）里增加规则，再排期";
/// A period of more than two years.
pub const PERIOD_TOO_LONG: &str = "一次最多排两年，请缩短时间范围";

/// Too much text.
pub fn too_long(bytes: usize) -> String {
    format!("内容太长，最多 {bytes} 字节，请删减")
}

/// Too many entries.
pub fn too_many(rules: usize, closed: usize) -> String {
    format!("最多 {rules} 条规则、{closed} 项闭站日期，请删减")
}

/// A closing of more than a year.
pub fn closed_too_long(days: i64) -> String {
    format!("一项闭站日期最多 {days} 天，请核对起止日期")
}

/// A number of deputies out of range.
pub fn bad_deputies(most: usize) -> String {
    format!("每次接待代表（deputies）应为 1 到 {most} 名，请改正")
}

/// Weeks out of range or without weekdays.
pub fn bad_weeks(most: u32) -> String {
    format!("weeks（每几周）只与 weekday 一起用，应为 1 到 {most}，请改正")
}

/// Numbers out of range.
pub fn bad_numbers(name: &str, least: u32, most: u32) -> String {
    format!("{name}应为 {least} 到 {most} 的数，请改正")
}

/// Numbers out of range, where -1 is the last.
pub fn bad_numbers_or_last(name: &str, most: i32) -> String {
    format!("{name}应为 1 到 {most} 的数，或 -1（最后一个），请改正")
}

/// A text that is too long.
pub fn text_too_long(chars: usize) -> String {
    format!("地点和主题各最多 {chars} 个字，请删减")
}

/// A period that is over.
pub fn period_past(last: Date, today: Date) -> String {
    format!("{last} 已经过去（今天是 {today}），请换一个时间范围；已举行的接待日请按 F2 补登")
}

/// What there is to know about a plan.
pub fn note(note: &Note) -> String {
    match note {
        Note::Known(days) => format!("{days} 个接待日已在簿上，不重复排"),
        Note::Past => "已过去的日子不排".to_owned(),
        Note::Unofficial(year) => format!("{year} 年放假调休安排未录入，请以国务院办公厅通知为准，录入后再核对"),
        Note::Closed(date) => format!("{date} 闭站，没有可顺延的日子，未排"),
        Note::NoLunar(unknown) => unknown.to_string(),
        Note::TooFew(date) => format!("{date} 起在任代表不足规则要求的人数"),
        Note::Nobody => "没有在任代表，无法排班：请先在代表页按 F2 录入代表".to_owned(),
    }
}

/// A rule as a sentence.
pub fn rule(rule: &ScheduleRule) -> String {
    let ScheduleRule { start, end, place, deputies, .. } = rule;
    let theme = if rule.theme.is_empty() { String::new() } else { format!("（{}）", rule.theme) };
    let since = rule.since.map_or(String::new(), |since| format!("，自 {since} 起"));
    let moving = match rule.moving {
        Moving::Never => "",
        Moving::Holiday => "，逢节假日顺延",
        Moving::DayOff => "，逢休息日顺延",
    };
    format!("{} {start}–{end}，{place}{theme}，代表 {deputies} 名{moving}{since}", pattern(rule))
}

fn pattern(rule: &ScheduleRule) -> String {
    let months = match &rule.months {
        Months::All => None,
        Months::Odd => Some("单月".to_owned()),
        Months::Even => Some("双月".to_owned()),
        Months::Of(months) => Some(format!("{} 月", numbers(months))),
    };
    // A month that is named says "every month" no more.
    let monthly = months.clone().unwrap_or_else(|| "每月".to_owned());
    let within = months.unwrap_or_default();
    match &rule.pattern {
        Pattern::Weekly { weekdays, weeks: 1 } => format!("{within}每{}", weekday_names(weekdays)),
        Pattern::Weekly { weekdays, weeks: 2 } => format!("{within}隔周{}", weekday_names(weekdays)),
        Pattern::Weekly { weekdays, weeks } => format!("{within}每 {weeks} 周的{}", weekday_names(weekdays)),
        Pattern::Nth { weekdays, nth } => {
            let which = nth.iter().filter(|nth| **nth > 0).map(|nth| format!("第{}个", ordinal(*nth)));
            let last = nth.contains(&-1).then(|| "最后一个".to_owned());
            let which: Vec<String> = which.chain(last).collect();
            format!("{monthly}{}{}", which.join("、"), weekday_names(weekdays))
        }
        Pattern::Days(days) => {
            let named: Vec<u32> = days.iter().filter_map(|day| u32::try_from(*day).ok()).collect();
            let named = (!named.is_empty()).then(|| format!(" {} 日", numbers(&named)));
            let last = days.contains(&-1).then(|| "最后一日".to_owned());
            let days: Vec<String> = named.into_iter().chain(last).collect();
            format!("{monthly}{}", days.join("和"))
        }
        Pattern::Market { digits, lunar } => {
            let calendar = if *lunar { "农历" } else { "" };
            format!("{within}{calendar}逢 {} 日", numbers(digits))
        }
    }
}

fn numbers(numbers: &[u32]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
}

fn ordinal(number: i32) -> &'static str {
    match number {
        1 => "一",
        2 => "二",
        3 => "三",
        4 => "四",
        _ => "五",
    }
}

fn weekday_names(weekdays: &[u32]) -> String {
    let name = |weekday: &u32| match weekday {
        1 => "周一",
        2 => "周二",
        3 => "周三",
        4 => "周四",
        5 => "周五",
        6 => "周六",
        _ => "周日",
    };
    weekdays.iter().map(name).collect::<Vec<_>>().join("、")
}

/// The rules in a few words.
pub fn summary(schedule: &Schedule) -> String {
    let closed =
        if schedule.closed.is_empty() { String::new() } else { format!("；闭站 {} 项", schedule.closed.len()) };
    match schedule.rules.as_slice() {
        [] => format!("没有规则{closed}"),
        [only] => format!("{}{closed}", rule(only)),
        [first, ..] => format!("{} 条：{}{closed}", schedule.rules.len(), rule(first)),
    }
}
