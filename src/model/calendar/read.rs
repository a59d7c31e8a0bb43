//! Reads the holidays of a year from TOML, and writes them as such.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Calendar, Holiday, Year, is_weekend};
use crate::model::codes::CodesError;
use crate::model::date::Date;
use crate::model::field::YEARS;
use crate::model::order::Order as _;
use crate::model::toml_text::{refused, unreadable};
use crate::text::zh::model::calendar as zh;
use crate::text::{clean, when};

/// The most bytes of a year's text.
const MAX_BYTES: usize = 20_000;
/// The most holidays, and the most make-up workdays, of a year.
const MAX_ENTRIES: usize = 40;
/// The most days of one holiday: 春节 has nine at most so far.
const MAX_DAYS: i64 = 31;
/// The most characters of a holiday's name.
const MAX_NAME_CHARS: usize = 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default)]
    official: bool,
    #[serde(default)]
    holidays: Vec<Spanned<String>>,
    #[serde(default)]
    workdays: Vec<Spanned<String>>,
}

/// Reads the shipped file, with its years as tables.
pub(super) fn file(origin: &str, toml: &str) -> Result<Calendar, CodesError> {
    let years: BTreeMap<String, Raw> =
        toml::from_str(toml).map_err(|source| unreadable(origin, toml, zh::SHAPE, source))?;
    let mut calendar = Calendar::default();
    for (year, raw) in years {
        let number = number(origin, &year)?;
        calendar.years.insert(number, Reading { origin, toml, number }.year(raw)?);
    }
    Ok(calendar)
}

/// Reads the setting of one year.
pub(super) fn setting(origin: &str, year: &str, toml: &str) -> Result<(i32, Year), CodesError> {
    let number = number(origin, year)?;
    if toml.len() > MAX_BYTES {
        return Err(refused(origin, None, &zh::too_long(MAX_BYTES)));
    }
    let raw = toml::from_str(toml).map_err(|source| unreadable(origin, toml, zh::SHAPE, source))?;
    Ok((number, Reading { origin, toml, number }.year(raw)?))
}

fn number(origin: &str, year: &str) -> Result<i32, CodesError> {
    let is_four_digits = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let number = year.parse().ok().filter(|number| is_four_digits && YEARS.contains(number));
    number.ok_or_else(|| refused(origin, None, &zh::bad_year(*YEARS.start(), *YEARS.end())))
}

/// What is being read, for messages.
struct Reading<'a> {
    origin: &'a str,
    toml: &'a str,
    number: i32,
}

impl Reading<'_> {
    fn year(&self, raw: Raw) -> Result<Year, CodesError> {
        if raw.holidays.len().max(raw.workdays.len()) > MAX_ENTRIES {
            return Err(refused(self.origin, None, &zh::too_many(MAX_ENTRIES)));
        }
        let mut year = Year { official: raw.official, ..Year::default() };
        for entry in &raw.holidays {
            let holiday = self.holiday(entry)?;
            let is_met = |other: &&Holiday| other.first <= holiday.last && holiday.first <= other.last;
            if let Some(other) = year.holidays.iter().find(is_met) {
                return Err(self.refused(entry, zh::overlap(&holiday.name, &other.name)));
            }
            year.holidays.push(holiday);
        }
        for entry in &raw.workdays {
            let (day, last) = self.days(entry, entry.get_ref())?;
            let is_met = |holiday: &&Holiday| (holiday.first..=holiday.last).contains(&day);
            let why = match year.holidays.iter().find(is_met) {
                Some(holiday) => Some(zh::workday_in_holiday(day, &holiday.name)),
                None if day != last => Some(zh::ONE_WORKDAY.to_owned()),
                None if !is_weekend(day) => Some(zh::workday_on_weekday(day)),
                None if year.workdays.contains(&day) => Some(zh::workday_twice(day)),
                None => None,
            };
            match why {
                Some(why) => return Err(self.refused(entry, why)),
                None => year.workdays.push(day),
            }
        }
        year.holidays.order_by_key(|holiday| holiday.first);
        year.workdays.order();
        Ok(year)
    }

    fn holiday(&self, entry: &Spanned<String>) -> Result<Holiday, CodesError> {
        let text = entry.get_ref().trim();
        let (name, days) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let chars = name.chars().count();
        if !(1..=MAX_NAME_CHARS).contains(&chars) || name.chars().any(|c| c.is_control() || ['"', '\\'].contains(&c)) {
            return Err(self.refused(entry, zh::bad_name(MAX_NAME_CHARS)));
        }
        let (first, last) = self.days(entry, days)?;
        if last.days_since(first) >= MAX_DAYS {
            return Err(self.refused(entry, zh::holiday_too_long(name, MAX_DAYS)));
        }
        Ok(Holiday { name: name.to_owned(), first, last })
    }

    /// A day or days of the year, as a clerk types them.
    fn days(&self, entry: &Spanned<String>, text: &str) -> Result<(Date, Date), CodesError> {
        let refused = |why| self.refused(entry, why);
        let seen_from = Date::from_ymd(self.number, 1, 1).ok_or_else(|| refused(zh::DAYS_EXPECTED.to_owned()))?;
        let typed = clean::fold(text);
        // A day alone, or a word such as 今天, would be read from the first of January.
        let is_full = typed.starts_with(|c: char| c.is_ascii_digit()) && typed.contains(|c: char| !c.is_ascii_digit());
        if !is_full {
            return Err(refused(zh::DAYS_EXPECTED.to_owned()));
        }
        let period = when::parse_period(&typed, seen_from.0).map_err(|error| refused(error.to_string()))?;
        let (Some(first), Some(last)) = (period.first, period.last) else {
            return Err(refused(zh::DAYS_EXPECTED.to_owned()));
        };
        let days = (Date(first), Date(last));
        if days.0.year() != self.number || days.1.year() != self.number {
            return Err(refused(zh::other_year(self.number)));
        }
        Ok(days)
    }

    fn refused(&self, entry: &Spanned<String>, why: String) -> CodesError {
        refused(self.origin, Some((self.toml, entry.span().start)), &why)
    }
}

/// A year's holidays in the shape they are read from.
pub(super) fn rendered(year: &Year) -> String {
    let short = |date: Date| date.0.format("%-m.%-d").to_string();
    let mut text = format!("official = {}\nholidays = [\n", year.official);
    for Holiday { name, first, last } in &year.holidays {
        let days = if first == last { short(*first) } else { format!("{}-{}", short(*first), short(*last)) };
        text.push_str(&format!("  \"{name} {days}\",\n"));
    }
    let workdays: Vec<String> = year.workdays.iter().map(|day| format!("\"{}\"", short(*day))).collect();
    text.push_str(&format!("]\nworkdays = [{}]\n", workdays.join(", ")));
    text
}
