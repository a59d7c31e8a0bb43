//! What stands on documents of many records.

/// 接待日公告.
pub mod notice {
    use crate::model::{Date, Time};
    use crate::text::zh::model::stats::day;

    /// Heading of day and time.
    pub const WHEN: &str = "接待时间";
    /// Heading of the place.
    pub const PLACE: &str = "接待地点";
    /// Heading of the deputies.
    pub const DEPUTIES: &str = "接待代表";
    /// Heading of the theme.
    pub const THEME: &str = "主题、联合接待单位";
    /// Nothing to announce.
    pub const NO_DAYS: &str =
        "没有可公告的接待日（只公告计划和已公告的）。请先按 F4 排期或新增接待日，或用 --since、--until 换一段时间。";
    /// What deputies do and do not do.
    pub const MATTERS: &str = "欢迎群众前来反映情况、提出意见建议。代表听取意见、登记转办、跟踪督促并反馈结果，不直接处理问题；诉讼、仲裁、行政复议等事项请走法定途径。";

    /// Its title.
    pub fn title(station: &str) -> String {
        format!("{station}接待日公告")
    }

    /// What is announced.
    pub fn opening(period: &str) -> String {
        format!("现将{period}人大代表接待群众的安排公告如下：")
    }

    /// The months of the days.
    pub fn months(first: (i32, u32), last: (i32, u32)) -> String {
        match (first, last) {
            ((year, month), last) if (year, month) == last => format!("{year}年{month}月"),
            ((year, month), (same, until)) if year == same => format!("{year}年{month}月至{until}月"),
            ((year, month), (later, until)) => format!("{year}年{month}月至{later}年{until}月"),
        }
    }

    /// From when to when.
    pub fn time(start: Option<Time>, end: Option<Time>) -> String {
        let told = |time: Time| format!("{}:{:02}", time.minutes() / 60, time.minutes() % 60);
        match (start, end) {
            (Some(start), Some(end)) => format!("{}—{}", told(start), told(end)),
            (Some(start), None) => told(start),
            _ => String::new(),
        }
    }

    /// The day with its weekday, its time, and the day it was moved from.
    pub fn when(date: Date, time: &str, moved_from: Option<Date>) -> String {
        use chrono::Datelike;
        const DAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
        let weekday = usize::try_from(date.0.weekday().num_days_from_monday()).ok().and_then(|at| DAYS.get(at));
        let moved = moved_from.map(|from| format!("\n（原定{}）", day(from))).unwrap_or_default();
        format!("{}（星期{}）\n{time}{moved}", day(date), weekday.copied().unwrap_or_default())
    }

    /// What the day is about, and who receives with the deputies.
    pub fn about(theme: &str, joint_units: &str) -> String {
        let joint = if joint_units.is_empty() { String::new() } else { format!("联合接待：{joint_units}") };
        let between = if theme.is_empty() || joint.is_empty() { "" } else { "\n" };
        format!("{theme}{between}{joint}")
    }

    /// A deputy with the congresses they sit in.
    pub fn deputy(name: &str, levels: &[&str]) -> String {
        if levels.is_empty() { name.to_owned() } else { format!("{name}（{}人大代表）", levels.join("、")) }
    }

    /// The deputies that are named, and how many others.
    pub fn deputies(named: &[String], others: usize) -> String {
        match (named.is_empty(), others) {
            (true, 0) => String::new(),
            (true, others) => format!("代表 {others} 名"),
            (false, 0) => named.join("、"),
            (false, others) => format!("{}，另有代表 {others} 名", named.join("、")),
        }
    }

    /// How the station is reached.
    pub fn reach(phone: &str, address: &str) -> String {
        let address = if address.is_empty() { String::new() } else { format!("联络站地址：{address}。") };
        let phone = if phone.is_empty() { String::new() } else { format!("咨询、预约电话：{phone}。") };
        format!("{phone}{address}")
    }
}

/// 超期清单.
pub mod overdue {
    /// Headings.
    pub const NUMBER: &str = "编号";
    /// Of the titles.
    pub const TITLE: &str = "标题";
    /// Of the villages.
    pub const VILLAGE: &str = "村（社区）";
    /// Of the units.
    pub const UNIT: &str = "承办单位";
    /// Of the days they were handed over, and below them those they were due.
    pub const ASSIGNED_AND_DUE: &str = "交办日期\n期限";
    /// Of the days they are late.
    pub const LATE: &str = "超期（天）";
    /// Of the urgings.
    pub const URGED: &str = "催办（最近）";
    /// Of the deputies.
    pub const DEPUTIES: &str = "代表";
    /// None.
    pub const NONE: &str = "没有超期的意见，不用打印超期清单。";
    /// What counts.
    pub const RULES: &str = "超期：已交办、过了办理期限还没有答复的，以及B类跟踪中、过了承诺日期的。";

    /// Until when and how many.
    pub fn as_of(today: &str, count: usize, scope: &str) -> String {
        let scope = if scope.is_empty() { String::new() } else { format!("（期限在{scope}）") };
        format!("截至{today}{scope}，超期 {count} 件。")
    }

    /// The day it was handed over, and the day it was due.
    pub fn due(assigned_on: &str, due_on: &str, is_promise: bool) -> String {
        let promise = if is_promise { "\n（B类承诺）" } else { "" };
        format!("{assigned_on}\n{due_on}{promise}")
    }

    /// How often it was urged, and when last.
    pub fn urged(times: usize, last: &str) -> String {
        if times == 0 { "未催办".to_owned() } else { format!("{times} 次\n{last}") }
    }
}

/// B类跟踪台账.
pub mod promises {
    use crate::model::Date;
    use crate::model::life::Outcome;
    use crate::text::zh::model::stats::day;

    /// Headings.
    pub const NUMBER: &str = "编号";
    /// Of the titles.
    pub const TITLE: &str = "标题";
    /// Of the villages.
    pub const VILLAGE: &str = "村（社区）";
    /// Of the units.
    pub const UNIT: &str = "承办单位";
    /// Of the days promises were made.
    pub const MADE_ON: &str = "列为B类";
    /// Of the days they were made for.
    pub const PROMISED: &str = "承诺完成";
    /// Of what became of them.
    pub const OUTCOME: &str = "结果";
    /// Of the days they are late.
    pub const LATE: &str = "超期（天）";
    /// None.
    pub const NONE: &str = "没有列过B类的意见，不用打印B类跟踪台账。";

    /// How many there are, and what became of them.
    #[derive(Clone, Copy, Default)]
    pub struct Counts {
        /// All.
        pub all: usize,
        /// Kept.
        pub kept: usize,
        /// Given up.
        pub given_up: usize,
        /// Withdrawn, or part of another issue.
        pub ended: usize,
        /// Still standing.
        pub open: usize,
        /// Of those: past their day.
        pub late: usize,
    }

    /// The counts in words.
    pub fn counted(counts: &Counts) -> String {
        let Counts { all, kept, given_up, ended, open, late } = *counts;
        format!(
            "共 {all} 项：转为A类 {kept}，转为C类 {given_up}，撤回、引导、并案 {ended}，仍为B类 {open}（其中已过承诺日期 {late}）。"
        )
    }

    /// The day it was promised for, and the days it was moved to.
    pub fn promised(first: &str, moved: &[String]) -> String {
        if moved.is_empty() { first.to_owned() } else { format!("{first}\n改为{}", moved.join("、")) }
    }

    /// What became of it.
    pub fn outcome(outcome: Outcome) -> String {
        let on = |on: Option<Date>| on.map(day).unwrap_or_default();
        match outcome {
            Outcome::Open => "仍为B类".to_owned(),
            Outcome::Kept(date) => format!("转为A类\n{}", on(date)),
            Outcome::GivenUp(date) => format!("转为C类\n{}", on(date)),
            Outcome::Withdrawn(date) => format!("撤回\n{}", on(date)),
            Outcome::Guided(date) => format!("引导\n{}", on(date)),
            Outcome::Passed(date) => format!("并案\n{}", on(date)),
        }
    }
}

/// 不满意件重办台账.
pub mod redone {
    /// Headings.
    pub const NUMBER: &str = "编号";
    /// Of the titles.
    pub const TITLE: &str = "标题";
    /// Of the units.
    pub const UNIT: &str = "承办单位";
    /// Of the first time.
    pub const DISSATISFIED_ON: &str = "评为不满意";
    /// Of what was said.
    pub const REMARK: &str = "评价意见";
    /// Of how often it was handled again.
    pub const TIMES: &str = "重办（次）";
    /// Of the day that was due.
    pub const DUE_ON: &str = "重办期限";
    /// Of the rating now, and where it stands.
    pub const STAGE: &str = "现评价、现状";
    /// None.
    pub const NONE: &str = "没有评为不满意的意见，不用打印重办台账。";

    /// The rating now, where it stands, and since when it is closed.
    pub fn stage(rating: &str, stage: &str, closed_on: &str) -> String {
        format!("{rating}，{stage}\n{closed_on}").trim_end().trim_start_matches('，').to_owned()
    }

    /// How many, and how many of them were redone and closed.
    pub fn counted(all: usize, closed: usize) -> String {
        format!("曾评为不满意 {all} 件，其中重办并办结 {closed} 件。")
    }
}

/// 民生实事票决结果.
pub mod votes {
    /// Heading of the result.
    pub const RESULT: &str = "结果";
    /// None.
    pub const NONE: &str = "没有票决过的民生实事项目；用 --year 换一年，或先按 F6 登记票决。";
    /// What it takes.
    pub const RULES: &str = "票决以全体代表（应到）的过半数赞成为通过；应到、实到、赞成、反对、弃权均为人数。";

    /// Who counted the votes.
    pub const SIGNATURES: [&str; 3] = ["总监票人\n签名", "监票人\n签名", "计票人\n签名"];

    /// Its title.
    pub fn title(year: Option<u32>) -> String {
        let year = year.map(|year| format!("{year}年")).unwrap_or_default();
        format!("{year}民生实事项目票决结果")
    }

    /// How many.
    pub fn counted(all: usize, elected: usize) -> String {
        format!("共票决 {all} 项，入选 {elected} 项。")
    }

    /// Whether it was chosen.
    pub fn elected(elected: bool) -> &'static str {
        if elected { "入选" } else { "未入选" }
    }
}

/// What everybody may read.
pub mod public {
    /// Headings.
    pub const NUMBER: &str = "编号";
    /// Of the villages.
    pub const VILLAGE: &str = "村（社区）";
    /// Of the titles.
    pub const TITLE: &str = "标题";
    /// Of the categories.
    pub const CATEGORY: &str = "类别";
    /// Of the units.
    pub const UNIT: &str = "承办单位";
    /// Of the answers.
    pub const ANSWER: &str = "办理答复（摘要）";
    /// Of the classes.
    pub const CLASS: &str = "结果";
    /// No answer yet.
    pub const UNANSWERED: &str = "正在办理";
    /// Behind an answer that was cut.
    pub const CUT: &str = "……";
    /// Of the days.
    pub const ON: &str = "日期";
    /// Of the deputies.
    pub const DEPUTIES: &str = "代表";
    /// Of the ways.
    pub const WAY: &str = "方式";
    /// Of the topics.
    pub const TOPIC: &str = "主题";
    /// Of the people met.
    pub const PEOPLE: &str = "人数";
    /// Of the deeds.
    pub const DEEDS: &str = "办实事";
    /// None.
    pub const NO_ISSUES: &str = "这段时间没有可公示的意见。请用 --since、--until 换一段时间。";
    /// None.
    pub const NO_VISITS: &str = "这段时间没有可公示的走访。请用 --since、--until 换一段时间。";

    /// Above the issues.
    pub fn issues(period: &str) -> String {
        format!("现将{period}群众所提意见建议的办理情况公示如下，欢迎监督。")
    }

    /// Above the visits.
    pub fn visits(period: &str) -> String {
        format!("现将{period}人大代表走访联系群众的情况公示如下，欢迎监督。")
    }

    /// Whom to tell.
    pub fn reach(phone: &str) -> String {
        format!("对办理情况有意见的，请拨打联络站电话：{phone}。")
    }
}
