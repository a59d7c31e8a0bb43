//! Which dates fall under a rule, and what a date is moved to.

use chrono::Datelike;

use super::{Months, Moving, Pattern, Schedule, ScheduleRule};
use crate::model::calendar::Calendar;
use crate::model::calendar::lunar::{self, NoLunarDay};
use crate::model::date::Date;

/// The most days a day is moved by: a longer closing leaves it out.
pub(super) const MOST_MOVED: i64 = 62;

/// What becomes of a date that falls under a rule.
pub(super) enum Falls {
    /// It stays.
    Stays,
    /// It is moved to this day.
    Moved(Date),
    /// It falls away: the station is closed.
    Away,
}

pub(super) fn falls_on(rule: &ScheduleRule, date: Date) -> Result<bool, NoLunarDay> {
    if rule.since.is_some_and(|since| date < since) || !in_months(&rule.months, date.0.month()) {
        return Ok(false);
    }
    let weekday = date.0.weekday().number_from_monday();
    Ok(match &rule.pattern {
        Pattern::Weekly { weekdays, weeks } => {
            let apart = rule.since.map_or(0, |since| monday(date).days_since(monday(since)) / 7);
            weekdays.contains(&weekday) && apart % i64::from((*weeks).max(1)) == 0
        }
        Pattern::Nth { weekdays, nth } => weekdays.contains(&weekday) && is_nth(date, nth),
        Pattern::Days(days) => {
            let is_last = date.plus_days(1).0.day() == 1;
            days.iter().any(|day| u32::try_from(*day).map_or(is_last, |day| day == date.0.day()))
        }
        Pattern::Market { digits, lunar: false } => digits.contains(&(date.0.day() % 10)),
        Pattern::Market { digits, lunar: true } => digits.contains(&u32::from(lunar::of(date)?.day % 10)),
    })
}

fn in_months(months: &Months, month: u32) -> bool {
    match months {
        Months::All => true,
        Months::Odd => !month.is_multiple_of(2),
        Months::Even => month.is_multiple_of(2),
        Months::Of(months) => months.contains(&month),
    }
}

fn is_nth(date: Date, nth: &[i32]) -> bool {
    let which = (date.0.day() - 1) / 7 + 1;
    let is_last = date.plus_days(7).0.month() != date.0.month();
    nth.iter().any(|nth| u32::try_from(*nth).map_or(is_last, |nth| nth == which))
}

fn monday(date: Date) -> Date {
    date.plus_days(-i64::from(date.0.weekday().num_days_from_monday()))
}

/// What becomes of a date under a rule: to the first working day on which the station is open, where it gives way.
pub(super) fn falls(rule: &ScheduleRule, date: Date, schedule: &Schedule, calendar: &Calendar) -> Falls {
    let is_closed = schedule.is_closed(date);
    let gives_way = match rule.moving {
        Moving::Never => false,
        Moving::Holiday => calendar.holiday_name(date).is_some(),
        Moving::DayOff => !calendar.is_workday(date),
    };
    if !is_closed && !gives_way {
        return Falls::Stays;
    }
    if rule.moving == Moving::Never {
        return Falls::Away;
    }
    let mut later = (1..=MOST_MOVED).map(|days| date.plus_days(days));
    later.find(|day| calendar.is_workday(*day) && !schedule.is_closed(*day)).map_or(Falls::Away, Falls::Moved)
}
