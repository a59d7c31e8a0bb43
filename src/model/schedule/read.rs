//! Reads the rules of reception days from TOML.

use serde::Deserialize;
use toml::Spanned;

use super::{Months, Moving, Pattern, Schedule, ScheduleRule};
use crate::model::codes::CodesError;
use crate::model::date::{Date, Time};
use crate::model::field::YEARS;
use crate::model::order::Order as _;
use crate::model::toml_text::{refused, unreadable};
use crate::text::zh::model::schedule as zh;
use crate::text::{clean, when};

/// A setting holds at most 60,000 characters of up to four bytes.
const MAX_BYTES: usize = 240_000;
const MAX_RULES: usize = 20;
const MAX_CLOSED: usize = 200;
/// The most days of one closing.
const MAX_CLOSED_DAYS: i64 = 366;
/// The most characters of a place and of a theme: those of a reception day.
const MAX_CHARS: usize = 60;
/// The most deputies on duty at one time.
const MAX_DEPUTIES: usize = 50;
const MAX_WEEKS: u32 = 52;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default)]
    closed: Vec<Spanned<String>>,
    #[serde(default)]
    rules: Vec<Spanned<RawRule>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    weekday: Option<OneOrMore<u32>>,
    nth: Option<OneOrMore<i32>>,
    weeks: Option<u32>,
    days: Option<OneOrMore<i32>>,
    market: Option<OneOrMore<u32>>,
    #[serde(default)]
    lunar: bool,
    months: Option<RawMonths>,
    since: Option<String>,
    start: String,
    end: String,
    place: String,
    #[serde(default)]
    theme: String,
    #[serde(default = "one")]
    deputies: usize,
    #[serde(default, rename = "move")]
    moving: RawMoving,
}

/// One number or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore<T> {
    One(T),
    Several(Vec<T>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawMonths {
    Parity(Parity),
    Of(OneOrMore<u32>),
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Parity {
    Odd,
    Even,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
enum RawMoving {
    None,
    #[default]
    Holiday,
    DayOff,
}

fn one() -> usize {
    1
}

impl<T: Ord> OneOrMore<T> {
    /// The numbers in order, each once.
    fn sorted(self) -> Vec<T> {
        let mut numbers = match self {
            OneOrMore::One(number) => vec![number],
            OneOrMore::Several(numbers) => numbers,
        };
        numbers.order();
        numbers.dedup();
        numbers
    }
}

/// Reads the value of the setting.
pub(super) fn schedule(origin: &str, toml: &str) -> Result<Schedule, CodesError> {
    if toml.len() > MAX_BYTES {
        return Err(refused(origin, None, &zh::too_long(MAX_BYTES)));
    }
    let raw: Raw = toml::from_str(toml).map_err(|source| unreadable(origin, toml, zh::SHAPE, source))?;
    if raw.rules.len() > MAX_RULES || raw.closed.len() > MAX_CLOSED {
        return Err(refused(origin, None, &zh::too_many(MAX_RULES, MAX_CLOSED)));
    }
    let mut schedule = Schedule { rules: Vec::new(), closed: Vec::new(), text: toml.to_owned() };
    for entry in raw.closed {
        let days = closed(entry.get_ref()).map_err(|why| refused(origin, Some((toml, entry.span().start)), &why))?;
        schedule.closed.push(days);
    }
    for entry in raw.rules {
        let at = entry.span().start;
        let rule = rule(entry.into_inner()).map_err(|why| refused(origin, Some((toml, at)), &why))?;
        schedule.rules.push(rule);
    }
    Ok(schedule)
}

/// The first thing wrong with the rules and closings of a text.
pub(super) fn wrong(toml: &str) -> Option<String> {
    let Ok(raw) = toml::from_str::<Raw>(toml) else { return Some(zh::SHAPE.to_owned()) };
    let closings = raw.closed.iter().find_map(|entry| closed(entry.get_ref()).err());
    closings.or_else(|| raw.rules.into_iter().find_map(|entry| rule(entry.into_inner()).err()))
}

/// A day or days on which the station is closed, with the year.
fn closed(text: &str) -> Result<(Date, Date), String> {
    let typed = clean::fold(text);
    let base = Date::from_ymd(*YEARS.start(), 1, 1).ok_or_else(|| zh::CLOSED_EXPECTED.to_owned())?;
    let has_year = typed.len() > 4 && typed.bytes().take(4).all(|byte| byte.is_ascii_digit());
    if !has_year {
        return Err(zh::CLOSED_EXPECTED.to_owned());
    }
    let period = when::parse_period(&typed, base.0).map_err(|error| error.to_string())?;
    let (Some(first), Some(last)) = (period.first, period.last) else { return Err(zh::CLOSED_EXPECTED.to_owned()) };
    let days = (Date(first), Date(last));
    let fits = YEARS.contains(&days.0.year()) && days.1.days_since(days.0) < MAX_CLOSED_DAYS;
    if fits { Ok(days) } else { Err(zh::closed_too_long(MAX_CLOSED_DAYS)) }
}

fn rule(mut raw: RawRule) -> Result<ScheduleRule, String> {
    let since = raw.since.take().map(|since| day(&since)).transpose()?;
    let months = match raw.months.take() {
        None => Months::All,
        Some(RawMonths::Parity(Parity::Odd)) => Months::Odd,
        Some(RawMonths::Parity(Parity::Even)) => Months::Even,
        Some(RawMonths::Of(months)) => Months::Of(within(months.sorted(), 1, 12, zh::MONTHS)?),
    };
    let (start, end) = (time(&raw.start)?, time(&raw.end)?);
    if end <= start {
        return Err(zh::END_BEFORE_START.to_owned());
    }
    let (place, theme) = (line(&raw.place)?, line(&raw.theme)?);
    if place.is_empty() {
        return Err(zh::PLACE_NEEDED.to_owned());
    }
    let deputies = raw.deputies;
    if !(1..=MAX_DEPUTIES).contains(&deputies) {
        return Err(zh::bad_deputies(MAX_DEPUTIES));
    }
    let moving = match raw.moving {
        RawMoving::None => Moving::Never,
        RawMoving::Holiday => Moving::Holiday,
        RawMoving::DayOff => Moving::DayOff,
    };
    let pattern = pattern(raw, since)?;
    Ok(ScheduleRule { pattern, months, since, start, end, place, theme, deputies, moving })
}

fn pattern(raw: RawRule, since: Option<Date>) -> Result<Pattern, String> {
    let weeks = raw.weeks.unwrap_or(1);
    let is_weekly_only = raw.weeks.is_some() && (raw.weekday.is_none() || raw.nth.is_some());
    if is_weekly_only || !(1..=MAX_WEEKS).contains(&weeks) {
        return Err(zh::bad_weeks(MAX_WEEKS));
    }
    if raw.lunar && raw.market.is_none() {
        return Err(zh::LUNAR_OF_MARKET.to_owned());
    }
    let last_or = |numbers: Vec<i32>, most, name| {
        let fits = numbers.iter().all(|number| *number == -1 || (1..=most).contains(number));
        if fits && !numbers.is_empty() { Ok(numbers) } else { Err(zh::bad_numbers_or_last(name, most)) }
    };
    match (raw.weekday, raw.nth, raw.days, raw.market) {
        (Some(weekdays), None, None, None) if weeks == 1 || since.is_some() => {
            Ok(Pattern::Weekly { weekdays: within(weekdays.sorted(), 1, 7, zh::WEEKDAY)?, weeks })
        }
        (Some(_), None, None, None) => Err(zh::SINCE_NEEDED.to_owned()),
        (Some(weekdays), Some(nth), None, None) => Ok(Pattern::Nth {
            weekdays: within(weekdays.sorted(), 1, 7, zh::WEEKDAY)?,
            nth: last_or(nth.sorted(), 5, zh::NTH)?,
        }),
        (None, None, Some(days), None) => Ok(Pattern::Days(last_or(days.sorted(), 31, zh::DAYS)?)),
        (None, None, None, Some(digits)) => {
            Ok(Pattern::Market { digits: within(digits.sorted(), 0, 9, zh::MARKET)?, lunar: raw.lunar })
        }
        _ => Err(zh::ONE_PATTERN.to_owned()),
    }
}

fn within(numbers: Vec<u32>, least: u32, most: u32, name: &str) -> Result<Vec<u32>, String> {
    let fits = !numbers.is_empty() && numbers.iter().all(|number| (least..=most).contains(number));
    if fits { Ok(numbers) } else { Err(zh::bad_numbers(name, least, most)) }
}

fn day(text: &str) -> Result<Date, String> {
    let typed = clean::fold(text);
    let date = typed.parse::<Date>().ok().filter(|date| YEARS.contains(&date.year()));
    date.ok_or_else(|| zh::SINCE_EXPECTED.to_owned())
}

fn time(text: &str) -> Result<Time, String> {
    when::parse_time(text).map(Time::from).map_err(|error| error.to_string())
}

fn line(text: &str) -> Result<String, String> {
    let cleaned = clean::line(text);
    if cleaned.chars().count() <= MAX_CHARS { Ok(cleaned.to_string()) } else { Err(zh::text_too_long(MAX_CHARS)) }
}
