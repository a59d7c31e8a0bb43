//! The rules a station's reception days follow, and the plan made from them.
//!
//! A rule says on which dates days fall, when, where, and how many deputies are on duty; what becomes of a date that is a
//! holiday is a part of it. [`plan()`] makes the days of a period from the rules, leaves out what the books have, and puts
//! deputies on duty in turn. The rules are the setting `schedule.rules`; shipped are none.

mod days;
mod plan;
mod read;
mod rota;
#[cfg(test)]
mod tests;

pub use plan::{Note, Plan, PlannedDay, first_needed, plan};

use super::calendar::lunar::NoLunarDay;
use super::codes::CodesError;
use super::context::Context;
use super::date::{Date, Time};
use super::reception::{PLANNED, ReceptionDay};
use crate::text::zh::model::schedule as zh;

/// On which dates a rule's days fall.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Pattern {
    /// Every so many weeks on these weekdays, 1 Monday to 7 Sunday.
    Weekly {
        /// The weekdays.
        weekdays: Vec<u32>,
        /// 1 for every week; else counted from the week of the rule's `since`.
        weeks: u32,
    },
    /// On the nth such weekday of a month; -1 is the last.
    Nth {
        /// The weekdays.
        weekdays: Vec<u32>,
        /// Which of the month, 1 to 5 or -1.
        nth: Vec<i32>,
    },
    /// On these days of a month; -1 is the last. A month that has no such day has none.
    Days(Vec<i32>),
    /// On market days: the date's last digit, by the solar or the lunar calendar.
    Market {
        /// The last digits.
        digits: Vec<u32>,
        /// Whether the lunar day counts.
        lunar: bool,
    },
}

/// In which months a rule holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Months {
    /// In all.
    All,
    /// In January, March and so on.
    Odd,
    /// In February, April and so on.
    Even,
    /// In these, 1 to 12.
    Of(Vec<u32>),
}

/// Which dates give way to the next working day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moving {
    /// None; a day on which the station is closed falls away.
    Never,
    /// Public holidays.
    Holiday,
    /// All days that are not worked.
    DayOff,
}

/// One rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScheduleRule {
    /// On which dates.
    pub pattern: Pattern,
    /// In which months.
    pub months: Months,
    /// Not before.
    pub since: Option<Date>,
    /// From.
    pub start: Time,
    /// To.
    pub end: Time,
    /// Where.
    pub place: String,
    /// What about; empty for no theme.
    pub theme: String,
    /// Deputies on duty each time.
    pub deputies: usize,
    /// Which dates give way.
    pub moving: Moving,
}

/// The rules in force.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Schedule {
    /// The rules.
    pub rules: Vec<ScheduleRule>,
    /// Days on which the station is closed, each from one to another.
    pub closed: Vec<(Date, Date)>,
    /// The text they were read from, with its comments.
    text: String,
}

impl Schedule {
    /// What the program ships: no rule, and how rules are written.
    pub fn shipped() -> Result<Schedule, CodesError> {
        Schedule::read("schedule.toml", include_str!("../../fixtures/schedule.toml"))
    }

    /// Reads the value of the setting `schedule.rules`; `key` names it in messages.
    ///
    /// # Errors
    ///
    /// [`CodesError`] with the line when it does not read or breaks a rule.
    pub fn read(key: &str, value: &str) -> Result<Schedule, CodesError> {
        read::schedule(key, value)
    }

    /// Why a rule or a closing of the setting's text would not be taken; it stands alone, so no line is named.
    pub fn wrong(toml: &str) -> Option<String> {
        read::wrong(toml)
    }

    /// The text the rules were read from, as the setting takes it.
    pub fn value(&self) -> &str {
        &self.text
    }

    /// Whether the station is closed by hand on a day.
    pub fn is_closed(&self, date: Date) -> bool {
        self.closed.iter().any(|(first, last)| (*first..=*last).contains(&date))
    }
}

impl ScheduleRule {
    /// The rule as a sentence.
    pub fn said(&self) -> String {
        zh::rule(self)
    }

    /// Whether a date falls under the rule, before anything is moved.
    ///
    /// # Errors
    ///
    /// [`NoLunarDay`] where the rule goes by lunar days and this one is not known.
    pub fn falls_on(&self, date: Date) -> Result<bool, NoLunarDay> {
        days::falls_on(self, date)
    }
}

/// The last day on which the notice of a planned day is published in time; `None` where it is out, or the day is not
/// ahead in the plan.
pub fn notice_due(day: &ReceptionDay, context: &Context<'_>) -> Option<Date> {
    let date = day.date.filter(|_| day.stage == PLANNED && day.notice_on.is_none())?;
    Some(date.plus_days(-i64::from(context.codes.deadlines().notice_days)))
}
