//! Dates as typed: words, offsets, weekdays, bare digits, and numbers with separators.

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::{WhenError, number, plain, quoted};
use crate::text::zh::text::{DAY_ENDINGS, DAY_SEPARATORS, DAY_WORDS, WEEK_WORDS, WEEKDAY_SIGNS};

/// First year a date may have; what is older is a slip of the finger.
pub const FIRST_YEAR: i32 = 1900;

/// Last year a date may have.
pub const LAST_YEAR: i32 = 2199;

/// Reads a date as typed, seen from `today`.
///
/// Understood are words (`今天`, `昨天`, also `jt`, `zt`), offsets in days (`-1`, `+3`), weekdays
/// (`周三`, `上周三`; weeks begin on Monday), bare digits (`5`, `305`, `0305`, `20260305`) and
/// numbers with separators (`3.5`, `3-5`, `3/5`, `3月5日`, each also after a year of four digits).
///
/// A day alone is that day of this month, and a month and day are of this year, even where that
/// lies ahead: the field shows what was understood, and whether a date may lie ahead is the rule
/// of the field.
///
/// # Errors
///
/// [`WhenError`] when it is none of the forms, no day of the calendar, or of an impossible year.
pub fn parse_date(input: &str, today: NaiveDate) -> Result<NaiveDate, WhenError> {
    let text = plain(input);
    let days = day_word(&text).or_else(|| offset(&text)).or_else(|| weekday(&text, today));
    let date = if let Some(days) = days {
        today.checked_add_signed(TimeDelta::days(days))
    } else {
        let (year, month, day) = calendar_day(&text, today).ok_or_else(|| WhenError::NotADate(quoted(input)))?;
        if !year_fits(year) {
            return Err(WhenError::YearOutOfRange(quoted(input)));
        }
        NaiveDate::from_ymd_opt(year, month, day)
    };
    match date {
        None => Err(WhenError::NoSuchDay(quoted(input))),
        Some(date) if !year_fits(date.year()) => Err(WhenError::YearOutOfRange(quoted(input))),
        Some(date) => Ok(date),
    }
}

/// Takes a date with its year off the beginning of `text`; the second value is what follows it.
pub(super) fn leading_full_date(text: &str) -> Option<(NaiveDate, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !DAY_SEPARATORS.contains(&c)).unwrap_or(text.len());
    let (head, rest) = text.split_at(end);
    let rest = rest.strip_prefix(DAY_ENDINGS).unwrap_or(rest);
    let (year, month, day) = full_day(head)?;
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    year_fits(year).then_some((date, rest))
}

/// Takes a weekday, in brackets or not, off the beginning of `text`.
pub(super) fn without_weekday(text: &str) -> &str {
    let inner = text.strip_prefix('(').unwrap_or(text);
    match week_and_day(inner) {
        Some((_, _, rest)) => rest.strip_prefix(')').unwrap_or(rest),
        None => text,
    }
}

fn year_fits(year: i32) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&year)
}

fn day_word(text: &str) -> Option<i64> {
    DAY_WORDS.iter().find(|(word, _)| *word == text).map(|(_, days)| *days)
}

fn offset(text: &str) -> Option<i64> {
    let days = number(text.strip_prefix(['+', '-'])?, 3).map(i64::from)?;
    Some(if text.starts_with('-') { -days } else { days })
}

/// Returns the days from `today` to the weekday that `text` names.
fn weekday(text: &str, today: NaiveDate) -> Option<i64> {
    let (weeks, day, rest) = week_and_day(text)?;
    let passed = i64::from(today.weekday().num_days_from_monday());
    rest.is_empty().then_some(weeks * 7 + day - passed)
}

/// Takes a weekday off the beginning of `text`: weeks from this one, days after Monday, the rest.
fn week_and_day(text: &str) -> Option<(i64, i64, &str)> {
    WEEK_WORDS.iter().find_map(|(word, weeks)| {
        let mut rest = text.strip_prefix(word)?.chars();
        let sign = rest.next()?;
        let (_, day) = WEEKDAY_SIGNS.iter().find(|(known, _)| *known == sign)?;
        Some((*weeks, *day, rest.as_str()))
    })
}

/// Reads year, month and day, the first or the first two of which may be left to `today`.
fn calendar_day(text: &str, today: NaiveDate) -> Option<(i32, u32, u32)> {
    let body = text.strip_suffix(DAY_ENDINGS).unwrap_or(text);
    let parts: Vec<&str> = body.split(DAY_SEPARATORS).collect();
    let (month, day) = match (parts.as_slice(), body.len()) {
        ([day], 1..=2) => (today.month(), number(day, 2)?),
        ([digits], 3..=4) => {
            let (month, day) = digits.split_at_checked(digits.len() - 2)?;
            (number(month, 2)?, number(day, 2)?)
        }
        ([month, day], _) => (number(month, 2)?, number(day, 2)?),
        _ => return full_day(body),
    };
    Some((today.year(), month, day))
}

/// Reads a day with its year, which has four digits: eight digits, or three numbers with separators.
fn full_day(text: &str) -> Option<(i32, u32, u32)> {
    let parts: Vec<&str> = text.split(DAY_SEPARATORS).collect();
    let (year, month, day) = match parts.as_slice() {
        [digits] if digits.len() == 8 => {
            let (year, rest) = digits.split_at_checked(4)?;
            let (month, day) = rest.split_at_checked(2)?;
            (year, month, day)
        }
        [year, month, day] if year.len() == 4 => (*year, *month, *day),
        _ => return None,
    };
    let year = i32::try_from(number(year, 4)?).ok()?;
    Some((year, number(month, 2)?, number(day, 2)?))
}
