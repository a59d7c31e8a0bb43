//! Dates and times as the clerk types them, as other systems write them, and as the program shows them.
//!
//! Dates and times are civil and local. The clock is not read here: today is passed in.

mod date;
mod period;
mod time;

use chrono::{Datelike, NaiveDate, NaiveTime};
use thiserror::Error;

use super::clean::{fold, line};
use super::width::cut;
use super::zh::text as zh;

pub use date::{FIRST_YEAR, LAST_YEAR, parse_date};
pub use period::{Period, Unit, parse_period, parse_period_ahead};
pub use time::parse_time;

/// Why a typed date or time was not understood; the message names the forms that are.
///
/// Each holds what was typed, shortened for display.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WhenError {
    /// None of the forms of a date.
    #[error("{}", zh::not_a_date(.0))]
    NotADate(String),
    /// The form of a date, but no such day in the calendar, such as 2026-02-30.
    #[error("{}", zh::no_such_day(.0))]
    NoSuchDay(String),
    /// A year outside [`FIRST_YEAR`] to [`LAST_YEAR`].
    #[error("{}", zh::year_out_of_range(.0, FIRST_YEAR, LAST_YEAR))]
    YearOutOfRange(String),
    /// None of the forms of a period.
    #[error("{}", zh::not_a_period(.0))]
    NotAPeriod(String),
    /// A period that ends before it begins.
    #[error("{}", zh::reversed(.0, .1))]
    Reversed(NaiveDate, NaiveDate),
    /// None of the forms of a time of day.
    #[error("{}", zh::not_a_time(.0))]
    NotATime(String),
    /// The form of a time, but no such hour or minute, such as 25:00.
    #[error("{}", zh::no_such_time(.0))]
    NoSuchTime(String),
}

/// Reads a cell such as `2019/4/25 9:32:09`, `2019-04-25T09:32` or `2019年4月25日 9时32分`.
///
/// The year must be given in full. A weekday between date and time, a fraction of a second and
/// Beijing's offset from UTC are passed over; any other offset is refused, since it may mean
/// another civil day.
pub fn parse_datetime(input: &str) -> Option<(NaiveDate, Option<NaiveTime>)> {
    let text = fold(input).to_lowercase();
    let (date, rest) = date::leading_full_date(&text)?;
    let rest = date::without_weekday(rest.trim_start()).trim_start();
    let rest = rest.strip_prefix('t').unwrap_or(rest);
    if rest.is_empty() {
        return Some((date, None));
    }
    let time = parse_time(time::without_fraction_and_offset(rest)).ok()?;
    Some((date, Some(time)))
}

/// Shows a date in full, as `2026-11-23`.
pub fn show_date(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

/// Shows a date in full with its weekday, as `2026-11-23 周一`.
pub fn show_date_weekday(date: NaiveDate) -> String {
    format!("{} {}", show_date(date), zh::weekday(date.weekday()))
}

/// Reduces typed text to what the forms are described in: folded, without blanks, small letters.
fn plain(input: &str) -> String {
    let mut text = fold(input).to_lowercase();
    text.retain(|c| !c.is_whitespace());
    text
}

/// Returns what was typed, short and clean enough to be quoted in a message.
fn quoted(input: &str) -> String {
    const COLUMNS: usize = 24;
    cut(&line(input), COLUMNS).to_owned()
}

/// Reads a number of one to `most` ASCII digits.
fn number(text: &str, most: usize) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits && text.len() <= most).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests;
