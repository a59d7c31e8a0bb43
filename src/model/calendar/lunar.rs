//! The lunar day of a date, by the Chinese calendar. The only code that knows where it comes from.

use chinese_lunisolar_calendar::LunisolarDate;

use crate::model::date::Date;
use crate::text::zh::model::calendar as zh;

/// A day of the Chinese calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lunar {
    /// The month, 1 to 12.
    pub month: u8,
    /// The day, 1 to 30.
    pub day: u8,
    /// Whether it lies in a leap month 闰月.
    pub leap: bool,
}

/// The day lies where no lunar day is told. Display is the Chinese message.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}", zh::no_lunar_day(*.0, FIRST, LAST))]
pub struct NoLunarDay(pub Date);

/// The first day that can be told, year, month, day: where the table begins.
pub const FIRST: (i32, u32, u32) = (1901, 2, 19);
/// The last day that can be told. From the next day on the tables in use differ: the new moon of that month falls within
/// minutes of midnight.
pub const LAST: (i32, u32, u32) = (2057, 9, 27);

/// The lunar day of a date.
///
/// # Errors
///
/// [`NoLunarDay`] before 1901-02-19 and after 2057-09-27, rather than a guess.
pub fn of(date: Date) -> Result<Lunar, NoLunarDay> {
    let end = |(year, month, day)| Date::from_ymd(year, month, day);
    let is_told = end(FIRST).is_some_and(|first| first <= date) && end(LAST).is_some_and(|last| date <= last);
    let lunar = LunisolarDate::from_date(date.0).ok().filter(|_| is_told).ok_or(NoLunarDay(date))?;
    let month = lunar.to_lunar_month();
    Ok(Lunar { month: month.to_u8(), day: lunar.to_lunar_day().to_u8(), leap: month.is_leap_month() })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn lunar(year: i32, month: u32, day: u32) -> Result<(u8, u8, bool), NoLunarDay> {
        of(Date::from_ymd(year, month, day).unwrap()).map(|day| (day.month, day.day, day.leap))
    }

    #[test]
    fn lunar_days_are_those_of_the_almanac() {
        for ((year, month, day), expected) in [
            // 春节 of several years, and the day before one of them: 2024's last month has thirty days, 2025's twenty-nine.
            ((1949, 1, 29), (1, 1, false)),
            ((2000, 2, 5), (1, 1, false)),
            ((2025, 1, 28), (12, 29, false)),
            ((2025, 1, 29), (1, 1, false)),
            ((2026, 2, 16), (12, 29, false)),
            ((2026, 2, 17), (1, 1, false)),
            ((2027, 2, 6), (1, 1, false)),
            // 端午, 中秋, 重阳.
            ((2026, 6, 19), (5, 5, false)),
            ((2026, 9, 25), (8, 15, false)),
            ((2027, 9, 15), (8, 15, false)),
            ((2026, 10, 18), (9, 9, false)),
            // 2025 has a leap sixth month, 2023 a leap second, 2033 a leap eleventh.
            ((2025, 7, 24), (6, 30, false)),
            ((2025, 7, 25), (6, 1, true)),
            ((2025, 8, 22), (6, 29, true)),
            ((2025, 8, 23), (7, 1, false)),
            ((2023, 3, 22), (2, 1, true)),
            ((2033, 12, 22), (11, 1, true)),
        ] {
            assert_eq!(lunar(year, month, day), Ok(expected), "{year}-{month}-{day}");
        }
    }

    #[test]
    fn beyond_the_ends_it_says_so() {
        assert_eq!(lunar(1901, 2, 19), Ok((1, 1, false)));
        assert_eq!(lunar(2057, 9, 27), Ok((8, 29, false)));
        for (year, month, day) in [(1901, 2, 18), (1, 1, 1), (2057, 9, 28), (2058, 1, 1), (2101, 1, 1), (9999, 12, 31)]
        {
            let error = lunar(year, month, day).unwrap_err();
            assert!(error.to_string().contains("1901-02-19") && error.to_string().contains("2057-09-27"), "{error}");
        }
    }
}
