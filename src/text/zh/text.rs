//! What the `text` layer says to the clerk, and the Chinese words and signs it understands.

use std::ops::RangeInclusive;

use chrono::{NaiveDate, Weekday};

use crate::text::when::Unit;

/// Stands for what did not fit.
pub const ELLIPSIS: &str = "…";

/// Signs that must not begin a line (the closing ones of GB/T 15834, and their ASCII fellows).
pub const NO_LINE_START: &str = "，。、；：？！）》〉」』】〕〗］｝”’…—～·％℃,.;:?!)]}%";

/// Signs that must not end a line.
pub const NO_LINE_END: &str = "（《〈「『【〔〖［｛“‘([{";

/// The dot between the parts of a name, as GB/T 15834 has it.
pub const MIDDLE_DOT: &str = "·";

/// Dots that stand for [`MIDDLE_DOT`] in names from other systems.
pub const MIDDLE_DOTS: &str = "•‧∙⋅・･";

/// Signs of number, date, phone and code fields that are no full-width form of the ASCII sign they mean.
pub const HALF_WIDTH: [(char, char); 9] =
    [('。', '.'), ('｡', '.'), ('、', ','), ('—', '-'), ('–', '-'), ('−', '-'), ('‐', '-'), ('‑', '-'), ('―', '-')];

/// Words for a day and how many days it lies from today.
pub const DAY_WORDS: [(&str, i64); 20] = [
    ("今天", 0),
    ("今日", 0),
    ("今", 0),
    ("jt", 0),
    ("昨天", -1),
    ("昨日", -1),
    ("昨", -1),
    ("zt", -1),
    ("前天", -2),
    ("前日", -2),
    ("qt", -2),
    ("大前天", -3),
    ("明天", 1),
    ("明日", 1),
    ("明", 1),
    ("mt", 1),
    ("后天", 2),
    ("后日", 2),
    ("ht", 2),
    ("大后天", 3),
];

/// Words before a weekday and how many weeks they lie from this one; longer ones first.
pub const WEEK_WORDS: [(&str, i64); 13] = [
    ("上星期", -1),
    ("上礼拜", -1),
    ("上周", -1),
    ("下星期", 1),
    ("下礼拜", 1),
    ("下周", 1),
    ("本星期", 0),
    ("本周", 0),
    ("这星期", 0),
    ("这周", 0),
    ("星期", 0),
    ("礼拜", 0),
    ("周", 0),
];

/// Signs of the weekdays and how many days they lie after Monday.
pub const WEEKDAY_SIGNS: [(char, i64); 15] = [
    ('一', 0),
    ('二', 1),
    ('三', 2),
    ('四', 3),
    ('五', 4),
    ('六', 5),
    ('日', 6),
    ('天', 6),
    ('1', 0),
    ('2', 1),
    ('3', 2),
    ('4', 3),
    ('5', 4),
    ('6', 5),
    ('7', 6),
];

/// What may stand between the numbers of a date.
pub const DAY_SEPARATORS: [char; 5] = ['-', '/', '.', '年', '月'];

/// What may end a date.
pub const DAY_ENDINGS: [char; 2] = ['日', '号'];

/// Words for a period: what they count in, and how many of those it lies from the present one.
pub const PERIOD_WORDS: [(&str, Unit, i32); 25] = [
    ("本周", Unit::Week, 0),
    ("这周", Unit::Week, 0),
    ("本星期", Unit::Week, 0),
    ("上周", Unit::Week, -1),
    ("上星期", Unit::Week, -1),
    ("下周", Unit::Week, 1),
    ("本月", Unit::Month, 0),
    ("这个月", Unit::Month, 0),
    ("当月", Unit::Month, 0),
    ("上月", Unit::Month, -1),
    ("上个月", Unit::Month, -1),
    ("下月", Unit::Month, 1),
    ("下个月", Unit::Month, 1),
    ("本季", Unit::Quarter, 0),
    ("本季度", Unit::Quarter, 0),
    ("上季", Unit::Quarter, -1),
    ("上季度", Unit::Quarter, -1),
    ("下季度", Unit::Quarter, 1),
    ("今年", Unit::Year, 0),
    ("本年", Unit::Year, 0),
    ("本年度", Unit::Year, 0),
    ("去年", Unit::Year, -1),
    ("上年", Unit::Year, -1),
    ("前年", Unit::Year, -2),
    ("明年", Unit::Year, 1),
];

/// What ends a month, the longer first.
pub const MONTH_ENDINGS: [&str; 2] = ["月份", "月"];

/// What ends a year.
pub const YEAR_ENDING: char = '年';

/// Words for a quarter or half of a year: the month it begins with and how many months it has.
pub const YEAR_PARTS: [(&str, u32, u32); 26] = [
    ("q1", 1, 3),
    ("1季度", 1, 3),
    ("第1季度", 1, 3),
    ("一季度", 1, 3),
    ("第一季度", 1, 3),
    ("q2", 4, 3),
    ("2季度", 4, 3),
    ("第2季度", 4, 3),
    ("二季度", 4, 3),
    ("第二季度", 4, 3),
    ("q3", 7, 3),
    ("3季度", 7, 3),
    ("第3季度", 7, 3),
    ("三季度", 7, 3),
    ("第三季度", 7, 3),
    ("q4", 10, 3),
    ("4季度", 10, 3),
    ("第4季度", 10, 3),
    ("四季度", 10, 3),
    ("第四季度", 10, 3),
    ("h1", 1, 6),
    ("上半年", 1, 6),
    ("前半年", 1, 6),
    ("h2", 7, 6),
    ("下半年", 7, 6),
    ("后半年", 7, 6),
];

/// Before the least value of a range. An input method in Chinese mode has 《 and 》 on the keys of < and >.
pub const AT_LEAST_SIGNS: [&str; 3] = [">=", "》=", "≥"];

/// Before the greatest value of a range.
pub const AT_MOST_SIGNS: [&str; 3] = ["<=", "《=", "≤"];

/// Before the value a range lies above.
pub const MORE_THAN_SIGNS: [&str; 2] = [">", "》"];

/// Before the value a range lies below.
pub const LESS_THAN_SIGNS: [&str; 2] = ["<", "《"];

/// Between the ends of a range, the longer first.
pub const BETWEEN_SIGNS: [&str; 6] = ["..", "……", "…", "~", "至", "到"];

/// After the least value of a range, the longer first.
pub const AT_LEAST_ENDINGS: [&str; 3] = ["及以上", "以上", "起"];

/// After the greatest value of a range, the longer first.
pub const AT_MOST_ENDINGS: [&str; 3] = ["及以下", "以下", "止"];

/// Words of a time and what they are in digits; longer ones first.
pub const CLOCK_WORDS: [(&str, &str); 9] = [
    ("点钟", ":"),
    ("点整", ":"),
    ("点半", ":30"),
    ("点一刻", ":15"),
    ("点三刻", ":45"),
    ("点", ":"),
    ("时", ":"),
    ("分", ":"),
    ("秒", ""),
];

/// Halves of the day: the word, the hours it is said of, and the hour of the day the first of them is.
pub const HALF_DAYS: [(&str, RangeInclusive<u32>, u32); 14] = [
    ("凌晨", 0..=11, 0),
    ("凌晨", 12..=12, 0),
    ("早上", 0..=11, 0),
    ("上午", 0..=12, 0),
    ("中午", 11..=12, 11),
    ("中午", 1..=2, 13),
    ("下午", 12..=23, 12),
    ("下午", 1..=11, 13),
    ("晚上", 18..=23, 18),
    ("晚上", 5..=11, 17),
    ("am", 0..=11, 0),
    ("am", 12..=12, 0),
    ("pm", 12..=12, 12),
    ("pm", 1..=11, 13),
];

/// Names a weekday as a list shows it.
pub fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "周一",
        Weekday::Tue => "周二",
        Weekday::Wed => "周三",
        Weekday::Thu => "周四",
        Weekday::Fri => "周五",
        Weekday::Sat => "周六",
        Weekday::Sun => "周日",
    }
}

const DATE_FORMS: &str = "请输入如 今天、昨天、-1、5（本月5日）、0305、3.5、周三、20260305 或 2026-3-5";

/// Says that what was typed is no date.
pub fn not_a_date(typed: &str) -> String {
    format!("看不懂日期“{typed}”，{DATE_FORMS}")
}

/// Says that the calendar has no such day.
pub fn no_such_day(typed: &str) -> String {
    format!("没有“{typed}”这一天，请核对月份和日期；{DATE_FORMS}")
}

/// Says that a year lies outside `first` to `last`.
pub fn year_out_of_range(typed: &str, first: i32, last: i32) -> String {
    format!("日期“{typed}”的年份不在 {first} 至 {last} 年之间，请核对年份；{DATE_FORMS}")
}

/// Says that what was typed is no period.
pub fn not_a_period(typed: &str) -> String {
    format!(
        "看不懂日期范围“{typed}”，请输入一天（如 今天、3.5）、一段（如 3.1-3.31、3.1..、..3.31）、3月、2026Q3、上半年、2026 或 上月"
    )
}

/// Says that a period ends before it begins.
pub fn reversed(first: &NaiveDate, last: &NaiveDate) -> String {
    format!("日期范围的止日 {last} 早于起日 {first}，请对调或补上年份")
}

const TIME_FORMS: &str = "请输入如 9、930、0930、1830、9:30、9点半 或 下午3点";

/// Says that what was typed is no time of day.
pub fn not_a_time(typed: &str) -> String {
    format!("看不懂时间“{typed}”，{TIME_FORMS}")
}

/// Says that no day has such a time.
pub fn no_such_time(typed: &str) -> String {
    format!("没有“{typed}”这个时间，请核对小时和分钟；{TIME_FORMS}")
}

/// Kinds of personal numbers.
pub const ID_CARD: &str = "身份证号码";
/// See [`ID_CARD`].
pub const MOBILE: &str = "手机号码";
/// See [`ID_CARD`].
pub const BANK_CARD: &str = "银行卡号";

/// Stands for a given name.
pub const SOMEONE: &str = "某";

/// Surnames of two characters.
pub const COMPOUND_SURNAMES: [&str; 72] = [
    "欧阳", "司马", "诸葛", "上官", "司徒", "东方", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙",
    "轩辕", "端木", "南宫", "西门", "独孤", "拓跋", "百里", "呼延", "东郭", "闻人", "申屠", "太史", "公冶", "澹台",
    "赫连", "濮阳", "钟离", "宗政", "淳于", "单于", "鲜于", "仲孙", "万俟", "司空", "司寇", "亓官", "闾丘", "子车",
    "颛孙", "巫马", "公西", "漆雕", "乐正", "壤驷", "公良", "夹谷", "宰父", "谷梁", "公羊", "段干", "南门", "羊舌",
    "微生", "梁丘", "左丘", "东门", "东里", "达奚", "褚师", "纳兰", "完颜", "耶律", "叶赫", "贺兰", "太叔", "第五",
    "即墨", "南荣",
];
