//! What is said about holidays and lunar days.

use crate::model::Date;
use crate::model::calendar::Year;

/// How a year's holidays are written.
pub const SHAPE: &str = "请按 official = true、holidays = [\"春节 2.15-2.23\"]、workdays = [\"2.14\"] 的格式改正";
/// Days that are none.
pub const DAYS_EXPECTED: &str = "应为当年的月和日，如「春节 2.15-2.23」或「元旦 1.1」，请改正";
/// Several make-up workdays in one entry.
pub const ONE_WORKDAY: &str = "补班日请一天写一项，如 workdays = [\"2.14\", \"2.28\"]";

/// A year that is none.
pub fn bad_year(first: i32, last: i32) -> String {
    format!("设置项名称应为 holidays. 加四位年份（{first} 至 {last}），如 holidays.2027")
}

/// Too much text.
pub fn too_long(bytes: usize) -> String {
    format!("内容太长，最多 {bytes} 字节，请删减")
}

/// Too many entries.
pub fn too_many(most: usize) -> String {
    format!("一年的假期和补班日各最多 {most} 项，请删减")
}

/// A name of the wrong form.
pub fn bad_name(chars: usize) -> String {
    format!("假期名称应为 1 到 {chars} 个字，后面空一格再写日期，如「春节 2.15-2.23」")
}

/// A day of another year.
pub fn other_year(year: i32) -> String {
    format!("只能写 {year} 年的日期；跨年的假期请分别写在两年的设置里")
}

/// Two holidays on one day.
pub fn overlap(name: &str, other: &str) -> String {
    format!("「{name}」与「{other}」的日期重叠，请改正")
}

/// A holiday that is longer than any.
pub fn holiday_too_long(name: &str, most: i64) -> String {
    format!("「{name}」超过 {most} 天，请核对起止日期")
}

/// A make-up workday that is a holiday.
pub fn workday_in_holiday(day: Date, name: &str) -> String {
    format!("补班日 {day} 在「{name}」假期内，请改正")
}

/// A make-up workday that is worked anyway.
pub fn workday_on_weekday(day: Date) -> String {
    format!("补班日 {day} 不是周末，本来就上班，请核对或删去")
}

/// A make-up workday that stands twice.
pub fn workday_twice(day: Date) -> String {
    format!("补班日 {day} 重复，请只保留一项")
}

/// A date whose lunar day is not known.
pub fn no_lunar_day(date: Date, first: (i32, u32, u32), last: (i32, u32, u32)) -> String {
    let shown = |(year, month, day): (i32, u32, u32)| format!("{year}-{month:02}-{day:02}");
    format!("查不到 {date} 的农历日期：只能查 {} 至 {}，请改用公历规则或手工添加接待日", shown(first), shown(last))
}

/// A year's holidays in a few words.
pub fn summary(year: Option<&Year>) -> String {
    let Some(Year { official, holidays, workdays }) = year else { return "未录入，只算周末".to_owned() };
    let days = format!("{} 个假期，补班 {} 天", holidays.len(), workdays.len());
    if *official { days } else { format!("{days}；通知未录入") }
}
