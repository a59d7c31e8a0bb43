//! Counting working days.

use chrono::{Datelike, Weekday};

use crate::model::date::Date;

/// The day `days` working days after `from`, which itself is not counted: weekends and `holidays` are skipped.
pub fn workdays(from: Date, days: u32, holidays: &[Date]) -> Date {
    let mut day = from;
    let mut left = days;
    while left > 0 {
        let next = day.plus_days(1);
        // The calendar's end: the day no longer moves.
        if next == day {
            return day;
        }
        day = next;
        let weekend = matches!(day.0.weekday(), Weekday::Sat | Weekday::Sun);
        if !weekend && !holidays.contains(&day) {
            left -= 1;
        }
    }
    day
}
