//! Periods as typed: a day, a month, a year, a word such as 上月, or from one to another.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{WhenError, number, parse_date, plain, quoted};
use crate::text::span::{Span, at_dashes, span};
use crate::text::when::{FIRST_YEAR, LAST_YEAR};
use crate::text::zh::text::{MONTH_ENDINGS, PERIOD_WORDS, YEAR_ENDING, YEAR_PARTS};

/// Days from the first to the last, both included; an end that is missing is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Period {
    /// The first day.
    pub first: Option<NaiveDate>,
    /// The last day.
    pub last: Option<NaiveDate>,
}

/// What a word such as 上月 counts in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Weeks, which begin on Monday.
    Week,
    /// Calendar months.
    Month,
    /// Quarters of a calendar year.
    Quarter,
    /// Calendar years.
    Year,
}

/// The first and the last day.
type Whole = (NaiveDate, NaiveDate);

/// Reads a period as typed, seen from `today`.
///
/// Understood are a day in every form of [`parse_date`], a month (`3月`, `2026-03`), a quarter or half of a year (`2026Q3`,
/// `2026年三季度`, `上半年`), a year (`2026`), words (`本月`, `上月`, `去年`, `上周`), and any of these as the ends of a range: `3.1-3.31`, `3.1..`, `..3.31`, `3月至5月`, `>=3.1`. An end that
/// lacks its month or year has those of the end before it.
///
/// # Errors
///
/// [`WhenError`] when it is none of these, has no such day, or ends before it begins.
pub fn parse_period(input: &str, today: NaiveDate) -> Result<Period, WhenError> {
    let text = plain(input);
    let refused = match whole(&text, today) {
        Ok((first, last)) => return Ok(Period { first: Some(first), last: Some(last) }),
        Err(error) => error,
    };
    ranged(&text, today, refused).map_err(|error| match error {
        WhenError::NotADate(_) => WhenError::NotAPeriod(quoted(input)),
        other => other,
    })
}

/// Reads a period that is meant to lie ahead, as [`parse_period`] does; one without its year that is over is next year's.
///
/// # Errors
///
/// As of [`parse_period`].
pub fn parse_period_ahead(input: &str, today: NaiveDate) -> Result<Period, WhenError> {
    let period = parse_period(input, today)?;
    let text = plain(input);
    // A word or an offset means what it says; so does a day alone.
    let is_calendar = text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(|c: char| !c.is_ascii_digit());
    let is_over = period.last.is_some_and(|last| last < today);
    let next_year = NaiveDate::from_ymd_opt(today.year().saturating_add(1), 1, 1);
    let next = next_year.filter(|_| is_over && is_calendar).and_then(|day| parse_period(input, day).ok());
    Ok(next.unwrap_or(period))
}

fn ranged(text: &str, today: NaiveDate, refused: WhenError) -> Result<Period, WhenError> {
    let open = |first, last| Ok(Period { first, last });
    match span(text) {
        Some(Span::Between(low, high)) => between(low, high, today),
        Some(Span::AtLeast(end)) => open(Some(whole(end, today)?.0), None),
        Some(Span::AtMost(end)) => open(None, Some(whole(end, today)?.1)),
        Some(Span::MoreThan(end)) => open(whole(end, today)?.1.checked_add_days(Days::new(1)), None),
        Some(Span::LessThan(end)) => open(None, whole(end, today)?.0.checked_sub_days(Days::new(1))),
        None => at_dash(text, today, refused),
    }
}

/// Takes a text apart at the one of its dashes that has a period on either side.
fn at_dash(text: &str, today: NaiveDate, refused: WhenError) -> Result<Period, WhenError> {
    let mut reason = refused;
    // A date has two dashes at most, and so has each end of a range.
    // Behind a year a number that is no month is a slip, not the day to which the year's first days are meant.
    let is_slip = |low: &str, high: &str| is_number(low, 4) && high.len() <= 2 && is_number(high, high.len());
    for (low, high) in at_dashes(text).take(5).filter(|(low, high)| !is_slip(low, high)) {
        match between(low, high, today) {
            Ok(period) => return Ok(period),
            Err(error) if matches!(reason, WhenError::NotADate(_)) => reason = error,
            Err(_) => {}
        }
    }
    Err(reason)
}

fn is_number(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn between(low: &str, high: &str, today: NaiveDate) -> Result<Period, WhenError> {
    let (first, _) = whole(low, today)?;
    // Digits go on from the end before; words and weekdays are seen from today.
    let seen_from = if high.starts_with(|c: char| c.is_ascii_digit()) { first } else { today };
    let (_, last) = whole(high, seen_from)?;
    if last < first {
        return Err(WhenError::Reversed(first, last));
    }
    Ok(Period { first: Some(first), last: Some(last) })
}

/// A day, a month, a year or a word.
fn whole(text: &str, today: NaiveDate) -> Result<Whole, WhenError> {
    match parse_date(text, today) {
        Ok(day) => Ok((day, day)),
        Err(error) => word(text, today)
            .or_else(|| year(text))
            .or_else(|| part_of_year(text, today))
            .or_else(|| some_months(text, today))
            .or_else(|| month(text, today))
            .ok_or(error),
    }
}

fn word(text: &str, today: NaiveDate) -> Option<Whole> {
    let (_, unit, by) = PERIOD_WORDS.iter().find(|(word, ..)| *word == text)?;
    match unit {
        Unit::Week => {
            let monday = today.checked_sub_days(Days::new(today.weekday().num_days_from_monday().into()))?;
            let first = monday.checked_add_signed(chrono::TimeDelta::weeks((*by).into()))?;
            Some((first, first.checked_add_days(Days::new(6))?))
        }
        Unit::Month => months(today.with_day(1)?, *by, 1),
        Unit::Quarter => months(NaiveDate::from_ymd_opt(today.year(), today.month0() / 3 * 3 + 1, 1)?, by * 3, 3),
        Unit::Year => months(NaiveDate::from_ymd_opt(today.year(), 1, 1)?, by * 12, 12),
    }
}

/// So many months from `by` months beyond a first of a month.
fn months(from: NaiveDate, by: i32, count: u32) -> Option<Whole> {
    let apart = Months::new(by.unsigned_abs());
    let first = if by < 0 { from.checked_sub_months(apart) } else { from.checked_add_months(apart) }?;
    Some((first, first.checked_add_months(Months::new(count))?.pred_opt()?))
}

fn year(text: &str) -> Option<Whole> {
    let digits = text.strip_suffix(YEAR_ENDING).unwrap_or(text);
    months(NaiveDate::from_ymd_opt(full_year(digits)?, 1, 1)?, 0, 12)
}

/// `2026q3`, `2026年三季度`, `上半年`, `去年下半年`; without a year that of today.
fn part_of_year(text: &str, today: NaiveDate) -> Option<Whole> {
    YEAR_PARTS.iter().find_map(|(part, begins, count)| {
        let of = text.strip_suffix(part)?;
        let year = match of.strip_suffix('-').unwrap_or(of) {
            "" => today.year(),
            of => whole_year(of, today)?,
        };
        months(NaiveDate::from_ymd_opt(year, *begins, 1)?, 0, *count)
    })
}

/// `1-6月`, `2026年1-10月`: months of one year, the ending said once.
fn some_months(text: &str, today: NaiveDate) -> Option<Whole> {
    let body = MONTH_ENDINGS.iter().find_map(|ending| text.strip_suffix(ending))?;
    let (year, body) = match body.split_once(YEAR_ENDING) {
        Some((year, body)) => (full_year(year)?, body),
        None => (today.year(), body),
    };
    let (first, last) = body.split_once('-')?;
    let (first, last) = (number(first, 2)?, number(last, 2)?);
    let count = last.checked_sub(first).filter(|_| last <= 12)? + 1;
    months(NaiveDate::from_ymd_opt(year, first, 1)?, 0, count)
}

/// A year in digits or a word.
fn whole_year(text: &str, today: NaiveDate) -> Option<i32> {
    let word = PERIOD_WORDS.iter().find(|(word, unit, _)| *unit == Unit::Year && *word == text);
    match word {
        Some((.., by)) => today.year().checked_add(*by),
        None => full_year(text.strip_suffix(YEAR_ENDING).unwrap_or(text)),
    }
}

/// `3月`, or a month after its year: `2026年3月`, `2026-3`, `2026.03`.
fn month(text: &str, today: NaiveDate) -> Option<Whole> {
    let ended = MONTH_ENDINGS.iter().find_map(|ending| text.strip_suffix(ending));
    let body = ended.unwrap_or(text);
    let (year, month) = match body.split_once(['-', '/', '.', YEAR_ENDING]) {
        Some((year, month)) => (full_year(year)?, month),
        // A number alone is a day.
        None => (ended.map(|_| today.year())?, body),
    };
    months(NaiveDate::from_ymd_opt(year, number(month, 2)?, 1)?, 0, 1)
}

fn full_year(digits: &str) -> Option<i32> {
    let year = i32::try_from(number(digits, 4)?).ok()?;
    (digits.len() == 4 && (FIRST_YEAR..=LAST_YEAR).contains(&year)).then_some(year)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn read(text: &str) -> Result<String, WhenError> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let shown = |day: Option<NaiveDate>| day.map_or(String::new(), |day| day.to_string());
        parse_period(text, today).map(|period| format!("{}..{}", shown(period.first), shown(period.last)))
    }

    #[test]
    fn days_months_years_words_and_ranges_are_read() {
        for (text, expected) in [
            ("今天", "2026-11-23..2026-11-23"),
            ("-1", "2026-11-22..2026-11-22"),
            ("5", "2026-11-05..2026-11-05"),
            ("2026-3-1", "2026-03-01..2026-03-01"),
            ("3月", "2026-03-01..2026-03-31"),
            ("２月份", "2026-02-01..2026-02-28"),
            ("2024年2月", "2024-02-01..2024-02-29"),
            ("2025-12", "2025-12-01..2025-12-31"),
            ("2026", "2026-01-01..2026-12-31"),
            ("2025年", "2025-01-01..2025-12-31"),
            ("本月", "2026-11-01..2026-11-30"),
            ("上月", "2026-10-01..2026-10-31"),
            ("去年", "2025-01-01..2025-12-31"),
            ("本季度", "2026-10-01..2026-12-31"),
            ("上季度", "2026-07-01..2026-09-30"),
            ("2026Q3", "2026-07-01..2026-09-30"),
            ("２０２６ q4", "2026-10-01..2026-12-31"),
            ("2026-Q1", "2026-01-01..2026-03-31"),
            ("2025年三季度", "2025-07-01..2025-09-30"),
            ("2025第二季度", "2025-04-01..2025-06-30"),
            ("一季度", "2026-01-01..2026-03-31"),
            ("2026H1", "2026-01-01..2026-06-30"),
            ("2025年下半年", "2025-07-01..2025-12-31"),
            ("上半年", "2026-01-01..2026-06-30"),
            ("去年下半年", "2025-07-01..2025-12-31"),
            ("2026年1-6月", "2026-01-01..2026-06-30"),
            ("1-6月", "2026-01-01..2026-06-30"),
            ("2025年1-10月份", "2025-01-01..2025-10-31"),
            ("2025Q4至2026Q2", "2025-10-01..2026-06-30"),
            ("上周", "2026-11-16..2026-11-22"),
            ("3.1-3.31", "2026-03-01..2026-03-31"),
            ("3.1-31", "2026-03-01..2026-03-31"),
            ("3.1。。3.31", "2026-03-01..2026-03-31"),
            ("2025.3.1-3.31", "2025-03-01..2025-03-31"),
            ("2026-3-1-2026-3-31", "2026-03-01..2026-03-31"),
            ("2025-2026", "2025-01-01..2026-12-31"),
            ("3月-5月", "2026-03-01..2026-05-31"),
            ("上月至今天", "2026-10-01..2026-11-23"),
            ("3.1..", "2026-03-01.."),
            ("..3.31", "..2026-03-31"),
            (">=3.1", "2026-03-01.."),
            (">3月", "2026-04-01.."),
            ("＜3月", "..2026-02-28"),
            ("-7..", "2026-11-16.."),
            ("-7..-1", "2026-11-16..2026-11-22"),
        ] {
            assert_eq!(read(text).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn a_period_ahead_without_its_year_is_next_years_where_it_is_over() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        for (text, first) in [
            ("12月", "2026-12-01"),
            ("11月", "2026-11-01"),
            ("1月", "2027-01-01"),
            ("1月-3月", "2027-01-01"),
            ("2.1-2.28", "2027-02-01"),
            ("2026-01", "2026-01-01"),
            ("2025", "2025-01-01"),
            ("上月", "2026-10-01"),
            ("5", "2026-11-05"),
            ("-1", "2026-11-22"),
        ] {
            let period = parse_period_ahead(text, today).unwrap();
            assert_eq!(period.first.unwrap().to_string(), first, "{text}");
        }
        assert!(parse_period_ahead("2.30-3.5", today).is_err());
    }

    #[test]
    fn what_is_no_period_says_why() {
        for text in [
            "",
            ">=",
            "..",
            "路灯",
            "13月",
            "2026-13",
            "2026-0",
            "0月",
            "3.1..路灯",
            "---",
            "年",
            "20260",
            "2026-2027-2028",
            "2026Q5",
            "Q",
            "26H1",
            "上月二季度",
            "1-13月",
        ] {
            assert!(matches!(read(text), Err(WhenError::NotAPeriod(_) | WhenError::NoSuchDay(_))), "{text}");
        }
        for text in ["2026-02-30", "2.30-3.5", "2026-02-30..", "3.1..2026-2-30"] {
            assert!(matches!(read(text), Err(WhenError::NoSuchDay(_))), "{text}: {:?}", read(text));
        }
        for text in ["3.31-3.1", "今天..昨天", "2026..2025", "3.31至3.1"] {
            assert!(matches!(read(text), Err(WhenError::Reversed(..))), "{text}: {:?}", read(text));
        }
        for text in ["-".repeat(10_000), "3.1-".repeat(2_500), "1".repeat(10_000), "..".repeat(5_000)] {
            assert!(read(&text).is_err());
        }
    }
}
