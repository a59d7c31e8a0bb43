//! Civil dates and times of day: ISO text in JSON, integers in the store.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A local civil date without a zone.
///
/// JSON: `"2026-11-23"`. Stored: days since 0001-01-01 as `i32`, because the codec is not self-describing and integers sort.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date(pub NaiveDate);

/// A time of day in whole minutes.
///
/// JSON: `"09:30"`. Stored: minutes since midnight as `u16`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Time(u16);

const MINUTES_A_DAY: u16 = 24 * 60;

impl Date {
    /// Makes a date; `None` where the calendar has no such day.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Date> {
        NaiveDate::from_ymd_opt(year, month, day).map(Date)
    }

    /// Days since 0001-01-01: the sortable form used in index keys.
    pub fn days(self) -> i32 {
        self.0.num_days_from_ce()
    }

    /// The date a number of days since 0001-01-01 stands for.
    pub fn from_days(days: i32) -> Option<Date> {
        NaiveDate::from_num_days_from_ce_opt(days).map(Date)
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The calendar month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// This date moved by whole days; saturates at the calendar's ends.
    pub fn plus_days(self, days: i64) -> Date {
        let moved = chrono::TimeDelta::try_days(days).and_then(|d| self.0.checked_add_signed(d));
        Date(moved.unwrap_or(if days < 0 { NaiveDate::MIN } else { NaiveDate::MAX }))
    }

    /// Days from `earlier` to this date; negative when it lies before.
    pub fn days_since(self, earlier: Date) -> i64 {
        (self.0 - earlier.0).num_days()
    }
}

impl Time {
    /// Makes a time of day; `None` beyond 23:59.
    pub fn from_hm(hour: u16, minute: u16) -> Option<Time> {
        (hour < 24 && minute < 60).then_some(Time(hour * 60 + minute))
    }

    /// So many minutes later on the same day; `None` beyond its ends.
    pub fn plus_minutes(self, minutes: i16) -> Option<Time> {
        let minutes = self.0.checked_add_signed(minutes)?;
        Time::from_hm(minutes / 60, minutes % 60)
    }

    /// Minutes since midnight.
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl From<NaiveTime> for Time {
    fn from(time: NaiveTime) -> Time {
        // hour() < 24 and minute() < 60, so the product fits.
        Time((time.hour() * 60 + time.minute()) as u16)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The same text as `%Y-%m-%d` gives, which would be read anew for every date.
        write!(f, "{}", self.0)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A text that is not an ISO date or time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotIso;

impl fmt::Display for NotIso {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an ISO 8601 date or time")
    }
}

impl std::error::Error for NotIso {}

impl FromStr for Date {
    type Err = NotIso;

    fn from_str(text: &str) -> Result<Date, NotIso> {
        // chrono's %Y takes signs and more digits; a stored date is exactly ten characters.
        if text.len() != 10 {
            return Err(NotIso);
        }
        NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Date).map_err(|_| NotIso)
    }
}

impl FromStr for Time {
    type Err = NotIso;

    fn from_str(text: &str) -> Result<Time, NotIso> {
        let (hour, minute) = text.split_once(':').ok_or(NotIso)?;
        let number = |part: &str| part.parse::<u16>().map_err(|_| NotIso);
        Time::from_hm(number(hour)?, number(minute)?).ok_or(NotIso)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_i32(self.days())
        }
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        if deserializer.is_human_readable() {
            String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
        } else {
            Date::from_days(i32::deserialize(deserializer)?).ok_or_else(|| de::Error::custom("day number out of range"))
        }
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { serializer.serialize_u16(self.0) }
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Time, D::Error> {
        if deserializer.is_human_readable() {
            String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
        } else {
            let minutes = u16::deserialize(deserializer)?;
            (minutes < MINUTES_A_DAY).then_some(Time(minutes)).ok_or_else(|| de::Error::custom("minute out of range"))
        }
    }
}
