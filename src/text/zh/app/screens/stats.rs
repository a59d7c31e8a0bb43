//! What the page 统计 says.

use crate::model::stats::indicator::Chapter;
use crate::model::stats::{Amount, Break, Dimension, Indicator, Period};
use crate::text::zh::model::stats::day;

/// The page.
pub const NAME: &str = "统计";
/// Which period?
pub const QUESTION: &str = "统计哪一期（如 2026-10、2026Q3、上半年、2026、3.1-3.31，回车为本月）：";
/// A period with an open end.
pub const BOTH_ENDS: &str = "统计的期间要有起止两头，如 2026-10、2026Q3、上半年、2026、3.1-3.31";
/// A period beyond the years of the books.
pub const UNUSUAL: &str = "这个期间的年份不对，请核对";
/// The menu of charts.
pub const FACES: &str = "怎么看选中的数字";
/// The course of a figure.
pub const COURSE: &str = "近 12 期走势";
/// The table of figures.
pub const FIGURES: &str = "数字表";
/// What has no group.
pub const NO_GROUP: &str = "（未填）";
/// Nothing was counted yet.
pub const COUNTING: &str = "正在统计…";
/// There are no figures.
pub const NONE: &str = "没有统计数字";
/// Nothing to break down.
pub const NO_BARS: &str = "这个数字这样分没有内容；按 F5 换个分法，按 Esc 返回";
/// The titles of the columns.
pub const INDICATOR: &str = "指标";
/// The period.
pub const NOW: &str = "本期";
/// The period before.
pub const BEFORE: &str = "上期";
/// The same period a year before.
pub const YEAR_BEFORE: &str = "上年同期";
/// The change from the period before.
pub const CHANGE: &str = "比上期";
/// Between the names of several.
pub const BETWEEN: &str = "、";
/// A row counts for several deputies.
pub const FOR_EACH: &str = "涉及几名代表的各计一次，各行之和可能大于总数。";

/// How to get to the reports; stands behind the title of the page.
pub const REPORTS: &str = "　Alt+R 报表";

/// What stands on paper.
pub mod sheet {
    use crate::model::stats::Period;

    /// The heading of the periods of a course.
    pub const PERIOD: &str = "期间";
    /// Nothing is counted yet that could be printed.
    pub const NOT_YET: &str = "数字还没有统计出来，请稍等再按 F8";

    /// The table of figures.
    pub fn title(station: &str, period: Period) -> String {
        format!("{station}{}统计表", period.title())
    }

    /// One figure, and how it is looked at.
    pub fn title_of(station: &str, period: Period, figure: &str, how: &str) -> String {
        format!("{station}{}{figure}（{how}）", period.title())
    }

    /// What is in view, as a menu calls it.
    pub fn called(period: Period) -> String {
        format!("{}的统计", period.title())
    }
}

/// A chapter of the table.
pub fn chapter(chapter: Chapter) -> &'static str {
    match chapter {
        Chapter::Reception => "接待",
        Chapter::Issue => "群众意见",
        Chapter::Visit => "走访",
        Chapter::Activity => "活动",
        Chapter::Legislation => "立法意见",
        Chapter::Project => "民生实事",
    }
}

/// What a figure is broken down by.
pub fn dimension(by: Dimension) -> &'static str {
    match by {
        Dimension::Station => "联络站",
        Dimension::County => "县市区",
        Dimension::City => "市州",
        Dimension::Category => "类别",
        Dimension::Village => "村社区",
        Dimension::Deputy => "代表",
        Dimension::Channel => "渠道",
        Dimension::Route => "办理方式",
        Dimension::Urgency => "紧急程度",
    }
}

/// A breakdown.
pub fn by(by: Dimension) -> String {
    format!("按{}分", dimension(by))
}

/// A part of a figure.
pub fn part_of(whole: &str, part: &str) -> String {
    format!("{whole}（{part}）")
}

/// A figure with its unit.
pub fn with_unit(name: &str, unit: &str) -> String {
    if unit.is_empty() { name.to_owned() } else { format!("{name} {unit}") }
}

/// A figure and what it amounts to.
pub fn figure(name: &str, amount: Option<Amount>, unit: &str) -> String {
    let amount = amount.map_or(String::new(), |amount| format!(" {}{unit}", amount.shown()));
    format!("{name}{amount}")
}

/// A figure whose records are listed.
pub fn counting(period: Period, figure: &str, group: Option<&str>) -> String {
    let group = group.map_or(String::new(), |group| format!("{group} "));
    format!("{} {group}{figure}", period.title())
}

/// The page's period, its cut-off, and what is being counted: the figures shown meanwhile are those of another period where
/// one is named.
pub fn caption(period: Period, is_over: bool, running: Option<(u64, u64)>, shown: Option<Period>) -> String {
    let counting = match running {
        None => return format!("统计 {}（统计至{}{}）", period.title(), day(period.last), unfinished(is_over)),
        Some((_, 0)) => format!("正在统计 {}…", period.title()),
        Some((looked, of)) => format!("正在统计 {}… {looked}/{of}", period.title()),
    };
    match shown {
        Some(shown) => format!("{counting} 下面是{}的", shown.title()),
        None => counting,
    }
}

/// A cut-off that lies ahead.
pub fn unfinished(is_over: bool) -> &'static str {
    if is_over { "" } else { "，本期未完" }
}

/// An identity that does not hold: what was counted, what the others come to, and what is to be done.
pub fn broken(period: Period, broken: &Break) -> String {
    let name = Indicator::of(&broken.id).map_or("", |indicator| indicator.name);
    let apart = i128::from(broken.counted) - i128::from(broken.reckoned);
    format!(
        "数字不平：{} {}（{}）直接数得 {}，按其他数字推算是 {}，相差 {}。请运行 liaison verify 核对后再报",
        period.title(),
        name,
        broken.id,
        broken.counted,
        broken.reckoned,
        apart.unsigned_abs()
    )
}

/// What a figure means.
pub fn definition(indicator: &Indicator, part: Option<&str>) -> String {
    let part = part.map_or(String::new(), |part| format!("其中“{part}”；"));
    format!("{}（{}）：{part}{}。", indicator.name, indicator.id, indicator.definition)
}

/// What a rate or a mean was divided of; nothing for a number.
pub fn division(amount: Amount) -> String {
    match amount {
        Amount::Count(_) | Amount::Money(_) => String::new(),
        Amount::Rate { of, among } => format!("{of}÷{among}＝{}", amount.shown()),
        Amount::Days { of, among } => format!("共 {of} 天÷{among}＝{} 天", amount.shown()),
    }
}

/// The title of bars: the figure, what it comes to altogether, and how it is looked at.
pub fn bars(figure: &str, how: &str, below: usize) -> String {
    let below = if below == 0 { String::new() } else { format!("（下面还有 {below} 行）") };
    format!("{figure} {how}{below}")
}
