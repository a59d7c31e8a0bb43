//! Working days: weekends, public holidays, and the weekend days that are worked to make up for them.
//!
//! A year's holidays are data: shipped in `fixtures/holidays.toml`, replaced by the setting `holidays.<year>`. A year of
//! which nothing is known has weekends only. A change of them moves no due date that was stored: terms are counted when a
//! step is taken.

pub mod lunar;
mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{Datelike, Weekday};

use super::codes::CodesError;
use super::date::Date;

/// The most working days counted one by one: ten years, longer than any term.
const MOST_DAYS: u32 = 3_650;

/// A holiday of one or several days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holiday {
    /// What it is called.
    pub name: String,
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
}

/// The holidays of one year.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Year {
    /// Whether these are the days of the State Council's notice, with its make-up workdays.
    pub official: bool,
    /// The holidays, by day.
    pub holidays: Vec<Holiday>,
    /// Days of a weekend that are worked, by day.
    pub workdays: Vec<Date>,
}

/// The holidays of the years they are known of.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Calendar {
    years: BTreeMap<i32, Year>,
}

impl Calendar {
    /// The holidays the program ships.
    pub fn shipped() -> Result<Calendar, CodesError> {
        read::file("holidays.toml", include_str!("../../fixtures/holidays.toml"))
    }

    /// Puts the holidays of one year in place of the former ones: `year` as it stands in the setting's key, `value` in the
    /// shape of a year in `fixtures/holidays.toml`, or nothing where the year is known to have none.
    ///
    /// # Errors
    ///
    /// [`CodesError`] when it does not read or breaks a rule; nothing is changed then.
    pub fn apply(&mut self, key: &str, year: &str, value: &str) -> Result<(), CodesError> {
        let (number, year) = read::setting(key, year, value)?;
        self.years.insert(number, year);
        Ok(())
    }

    /// The years whose holidays are known, by year.
    pub fn years(&self) -> impl Iterator<Item = i32> {
        self.years.keys().copied()
    }

    /// The holidays of a year.
    pub fn year(&self, year: i32) -> Option<&Year> {
        self.years.get(&year)
    }

    /// Whether the State Council's notice for a year has been entered; where not, make-up workdays are not known.
    pub fn is_official(&self, year: i32) -> bool {
        self.year(year).is_some_and(|year| year.official)
    }

    /// What a year's holidays are as the value of the setting `holidays.<year>`; empty for a year that is not known.
    pub fn value(&self, year: i32) -> String {
        self.year(year).map_or_else(String::new, read::rendered)
    }

    /// The name of the holiday a day belongs to.
    pub fn holiday_name(&self, date: Date) -> Option<&str> {
        let year = self.year(date.year())?;
        let holiday = year.holidays.iter().find(|holiday| (holiday.first..=holiday.last).contains(&date))?;
        Some(&holiday.name)
    }

    /// Whether a day is worked.
    pub fn is_workday(&self, date: Date) -> bool {
        let is_made_up = self.year(date.year()).is_some_and(|year| year.workdays.contains(&date));
        is_made_up || (!is_weekend(date) && self.holiday_name(date).is_none())
    }

    /// The first working day after a day.
    pub fn next_workday(&self, date: Date) -> Date {
        self.add_workdays(date, 1)
    }

    /// The day `days` working days after `from`, which itself is not counted; at most ten years of them.
    pub fn add_workdays(&self, from: Date, days: u32) -> Date {
        let mut day = from;
        let mut left = days.min(MOST_DAYS);
        while left > 0 {
            let next = day.plus_days(1);
            // The calendar's end: the day no longer moves.
            if next == day {
                return day;
            }
            day = next;
            left -= u32::from(self.is_workday(day));
        }
        day
    }
}

/// Whether a day is a Saturday or a Sunday.
pub(super) fn is_weekend(date: Date) -> bool {
    matches!(date.0.weekday(), Weekday::Sat | Weekday::Sun)
}
