//! What a report of a period says. Every number comes in as it is shown, so that a text agrees with its tables to the digit.

pub mod words;

use std::fmt::Display;

use crate::model::Date;
use crate::model::stats::{Period, Sort};
use crate::text::zh::model::stats::day;

/// The numbers of headings of the first level.
const ORDINALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// A heading of the first level, by its place from 0.
pub fn heading(at: usize, name: &str) -> String {
    format!("{}、{name}", ORDINALS.get(at).copied().unwrap_or_default())
}

/// The heading of a section, by the key of its field.
pub fn section(key: &str) -> &'static str {
    match key {
        "overview" => "基本情况",
        "handling" => "群众意见办理情况",
        "work" => "代表走访和活动情况",
        "problems" => "存在问题",
        "promises" => "B类承诺兑现情况",
        "cases_text" => "典型案例",
        _ => "下步打算",
    }
}

/// The heading of what earlier reports told otherwise.
pub const RESTATED: &str = "以前各期的补登";

/// The period in words, with its days.
pub fn period(period: Period) -> String {
    format!("统计期间：{}至{}", day(period.first), day(period.last))
}

/// The line of a report that was not sent yet.
pub const DRAFT: &str = "（草稿，尚未报送）";
/// The line of a report sent in place of another.
pub const CORRECTION: &str = "（更正件）";

/// An identity that does not hold.
pub fn broken(name: &str, counted: impl Display, reckoned: impl Display) -> String {
    format!("数据核对：“{name}”直接统计为{counted}，按其他指标推算为{reckoned}，两者不符，请核对台账")
}

/// What stands below every table: period, cut-off.
pub fn basis(period: Period) -> String {
    format!("统计期间{}至{}，截止日为期末当日；作废的记录不计。", day(period.first), day(period.last))
}

/// The definitions of the figures of a table.
pub fn definitions(of: &[(String, &str)]) -> String {
    let each: Vec<String> = of.iter().map(|(name, definition)| format!("{name}：{definition}")).collect();
    format!("指标口径：{}。", each.join("；"))
}

/// What a figure means.
pub fn defined(name: &str, definition: &str) -> String {
    format!("{name}：{definition}。")
}

/// The definitions of the classes.
pub fn classes(of: &[(&str, &str)]) -> String {
    let each: Vec<String> = of.iter().map(|(name, definition)| format!("{name}：{definition}")).collect();
    format!("答复类别：{}。", each.join("；"))
}

/// A figure with its unit.
pub fn named(name: &str, unit: &str) -> String {
    if unit.is_empty() { name.to_owned() } else { format!("{name}（{unit}）") }
}

/// A part of a figure.
pub fn part(name: &str) -> String {
    format!("　其中：{name}")
}

/// Captions and headings of the tables.
pub mod table {
    /// All figures.
    pub const FIGURES: &str = "附表　主要数据";
    /// The columns of all figures.
    pub const INDICATOR: &str = "指标";
    /// This period.
    pub const NOW: &str = "本期";
    /// The period before.
    pub const BEFORE: &str = "上期";
    /// The same period a year before.
    pub const YEAR_BEFORE: &str = "上年同期";
    /// The heading of what the figures mean.
    pub const DEFINITIONS: &str = "附：指标口径";
    /// Where that stands.
    pub const SEE: &str = "指标口径见末尾“附：指标口径”。";
    /// What has no group.
    pub const NONE: &str = "未填";

    /// A cross-table.
    pub fn by(name: &str) -> String {
        format!("附表　群众意见按{name}统计")
    }

    /// The figures told anew.
    pub const RESTATED: &str = "补登";
    /// Its columns.
    pub const RESTATED_HEADINGS: [&str; 5] = ["期间", "指标", "原报", "现数", "差"];

    /// More rows than the paper shows.
    pub fn more(rows: usize, rest: usize) -> String {
        format!("只列前{rows}行，另有{rest}行未列；全部可在“统计”页查看，或用 liaison stats 导出。")
    }

    /// A deputy counts for each.
    pub const EACH: &str = "一件由几名代表接收的，各计一件，各行之和大于总数。";
}

/// Titles of the charts.
pub mod chart {
    /// By category.
    pub const CATEGORIES: &str = "群众意见分类";
    /// The trend.
    pub const TREND: &str = "近期收集和办结";
    /// Its series.
    pub const COLLECTED: &str = "收集";
    /// Its series.
    pub const CLOSED: &str = "办结";
    /// The unit.
    pub const UNIT: &str = "件";

    /// A period along the axis.
    pub fn label(period: crate::model::stats::Period) -> String {
        use crate::model::stats::Sort;
        let (year, month) = (period.first.year(), period.first.month());
        match period.sort() {
            Sort::Month => format!("{month}月"),
            Sort::Quarter => format!("{}Q{}", year % 100, month.div_ceil(3)),
            Sort::Half => format!("{}{}", year % 100, if month == 1 { "上" } else { "下" }),
            Sort::Year => year.to_string(),
            Sort::Days => format!("{}.{}", period.last.month(), period.last.day()),
        }
    }
}

/// What a dimension is called in a caption.
pub fn dimension(key: &str) -> &'static str {
    match key {
        "category" => "类别",
        "village" => "村社区",
        "channel" => "渠道",
        "deputy" => "接收代表",
        "route" => "办理方式",
        "urgency" => "紧急程度",
        "county" => "县市区",
        _ => "联络站",
    }
}

/// The office it goes to, at the end.
pub fn to(names: &[String]) -> String {
    format!("报送：{}", names.join("，"))
}

/// The offices that get a copy.
pub fn copy(names: &[String]) -> String {
    format!("抄送：{}", names.join("，"))
}

/// The day below a report.
pub fn dated(date: Date) -> String {
    day(date)
}

/// What this period is called in a sentence.
pub fn now(sort: Sort) -> &'static str {
    match sort {
        Sort::Month => "本月",
        Sort::Quarter => "本季度",
        Sort::Half => "本半年",
        Sort::Year => "全年",
        Sort::Days => "本期",
    }
}

/// What the period before is called in a sentence.
pub fn before(sort: Sort) -> &'static str {
    match sort {
        Sort::Month => "上月",
        Sort::Quarter => "上季度",
        Sort::Half => "上一个半年",
        Sort::Year => "上年",
        Sort::Days => "上期",
    }
}

/// What is said when a report was written, sent or printed.
pub mod said {
    use std::path::Path;

    /// The figures are being counted.
    pub const COUNTING: &str = "正在统计、成文";
    /// It was given up.
    pub const CANCELLED: &str = "已停止，没有写出报表";
    /// The frozen file was copied.
    pub const AS_SENT: &str = "已报送的报表，按报送时原样写出";
    /// It is still a draft.
    pub const AS_DRAFT: &str = "尚未报送：数据按现在的台账统计，之后补录还会变";

    /// A file was written.
    pub fn written(path: &Path) -> String {
        format!("已写出 {}", path.display())
    }

    /// It was marked as sent.
    pub fn sent(called: &str) -> String {
        format!("{called}已报送，内容已定，重印与报送时逐字相同；以后补录的数据在下一份报表里作为补登列出")
    }

    /// Sections that follow the figures were made anew.
    pub fn renewed(names: &[&str]) -> String {
        format!("拟稿后台账有变化，已按现在的数据重写：{}", names.join("、"))
    }

    /// Sections in the clerk's own words.
    pub fn own(names: &[&str]) -> String {
        format!("下列各节是您改过的文字，请核对其中的数字：{}", names.join("、"))
    }

    /// The kept file is not there, or not as it was sent.
    pub fn lost(path: &Path) -> String {
        format!("报送时留存的文件不在或已改动（{}），已用留存的内容重新生成，与报送时逐字相同", path.display())
    }

    /// It cannot be made as it was.
    pub fn differs(path: &Path) -> String {
        format!(
            "报送时留存的文件不在或已改动，重新生成的文件字样相同、但与报送时不是逐字节一致（程序版本不同）；已另存为 {}",
            path.display()
        )
    }

    /// Stands behind the name of a file that is made again and is not as it was sent.
    pub const AGAIN: &str = "（重新生成）";
    /// What was frozen does not read.
    pub const UNREADABLE: &str = "留存的报表内容读不出来，请用备份恢复";

    /// The file's ending says nothing.
    pub fn no_form(path: &Path) -> String {
        format!(
            "“{}”不是已有的文件夹，也看不出要写哪种文件。要写三种文件到一个文件夹，请先建好它，或在末尾加一个 /；\
             只写一种，请以 .docx、.xlsx、.html 结尾，或用 --format 指定",
            path.display()
        )
    }

    /// Something that may only be said of a draft.
    pub const ALREADY_SENT: &str = "这一期已报送，内容不能再改；要更正，请先作废那一份，再写一份同期的报表";

    /// A change that is no pair.
    pub fn not_a_pair(text: &str) -> String {
        format!("“{text}”不成一对，应写成 栏名=内容")
    }

    /// The period does not read.
    pub fn bad_period(typed: &str) -> String {
        format!(
            "“{typed}”不是期间。请写 2026-10（月）、2026Q3（季度）、2026H1（半年）、2026（年）或 2026-10-01..2026-10-20"
        )
    }

    /// Nothing could be written.
    pub fn not_kept(why: &str) -> String {
        format!("没有报送：{why}")
    }

    /// Which period is asked for.
    pub const WHICH_PERIOD: &str = "写哪一期（2026-10、2026Q3、2026H1、2026；不填为上月）：";
    /// What the file of a draft is called besides.
    pub const DRAFT: &str = "（草稿）";
    /// Another form was opened while the text was made.
    pub const FORM_OPEN: &str = "报表已成文，但您正在填另一张表；请填完后在“报表”清单里按 F2 再写";
    /// Between sentences on one line.
    pub const BETWEEN: &str = "；";

    /// How far the counting is.
    pub fn counting(done: u64, of: u64) -> String {
        format!("{COUNTING} {done}/{of}")
    }

    /// The text stands, to be changed.
    pub const WHAT_NEXT: &str = "报表已成文，可改各节文字；Ctrl+S 存为草稿，存后按 F6 报送";
}
