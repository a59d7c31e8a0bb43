//! Tests of the calendar: working days over holidays, and what a setting may say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd(year, month, day).unwrap()
}

fn shipped() -> Calendar {
    Calendar::shipped().unwrap()
}

fn applied(year: &str, value: &str) -> Result<Calendar, String> {
    let mut calendar = shipped();
    calendar.apply("holidays.x", year, value).map(|()| calendar).map_err(|error| error.to_string())
}

#[test]
fn the_year_2026_is_that_of_the_notice() {
    let calendar = shipped();
    // The days off in a row, first and last, and the weekend days worked, as the notice of 2025-11-04 has them.
    let off = [((1, 1), (1, 3)), ((2, 15), (2, 23)), ((4, 4), (4, 6)), ((5, 1), (5, 5)), ((6, 19), (6, 21))];
    let off = off.into_iter().chain([((9, 25), (9, 27)), ((10, 1), (10, 7))]);
    let mut days_off = 0;
    for ((month, first), (last_month, last)) in off {
        let (mut date, last) = (day(2026, month, first), day(2026, last_month, last));
        while date <= last {
            assert!(!calendar.is_workday(date), "{date}");
            assert!(calendar.holiday_name(date).is_some(), "{date}");
            (date, days_off) = (date.plus_days(1), days_off + 1);
        }
    }
    assert_eq!(days_off, 33);
    for (month, date) in [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)] {
        assert!(calendar.is_workday(day(2026, month, date)), "{month}-{date}");
    }
    // 365 days, 104 of them on weekends, 33 off of which fourteen lie on weekends, six weekend days worked.
    let year = (0..365).map(|days| day(2026, 1, 1).plus_days(days));
    assert_eq!(year.filter(|date| calendar.is_workday(*date)).count(), 365 - 104 - (33 - 14) + 6);
    assert!(calendar.is_official(2026));
}

#[test]
fn of_2027_only_the_days_of_the_regulation_are_known() {
    let calendar = shipped();
    assert!(!calendar.is_official(2027) && !calendar.is_official(2028));
    let year = (0..365).map(|days| day(2027, 1, 1).plus_days(days));
    assert_eq!(year.filter(|date| calendar.holiday_name(*date).is_some()).count(), 13);
    assert_eq!(calendar.holiday_name(day(2027, 2, 5)), Some("春节"));
    assert!(calendar.is_workday(day(2027, 2, 9)) && calendar.is_workday(day(2027, 10, 4)));
    // A year of which nothing is known has weekends.
    assert!(calendar.is_workday(day(2031, 10, 1)) && !calendar.is_workday(day(2031, 10, 4)));
}

#[test]
fn working_days_are_counted_over_holidays_and_years() {
    let calendar = shipped();
    let friday = day(2026, 11, 20);
    assert_eq!(calendar.add_workdays(friday, 0), friday);
    assert_eq!(calendar.add_workdays(friday, 1), day(2026, 11, 23));
    assert_eq!(calendar.add_workdays(day(2026, 11, 21), 5), day(2026, 11, 27));
    assert_eq!(calendar.next_workday(day(2026, 2, 13)), day(2026, 2, 14), "a Saturday that is worked");
    assert_eq!(calendar.next_workday(day(2026, 2, 14)), day(2026, 2, 24));
    assert_eq!(calendar.next_workday(day(2026, 9, 30)), day(2026, 10, 8));
    assert_eq!(calendar.add_workdays(day(2026, 10, 8), 3), day(2026, 10, 12), "Saturday the tenth is worked");
    assert_eq!(calendar.next_workday(day(2026, 12, 31)), day(2027, 1, 4));
    let end = Date(chrono::NaiveDate::MAX);
    assert_eq!(calendar.add_workdays(end, u32::MAX), end);
}

#[test]
fn a_setting_replaces_a_year_and_its_value_is_what_it_takes() {
    let calendar = shipped();
    for year in [2026, 2027] {
        let value = calendar.value(year);
        assert_eq!(applied(&year.to_string(), &value).unwrap(), calendar, "{value}");
    }
    let value =
        "official = true\nholidays = ['元旦 1.1-3', \"春节　２月４日至２月１０日\"]\nworkdays = ['2.13', '1-16']\n";
    let changed = applied("2027", value).unwrap();
    assert!(changed.is_official(2027) && !changed.is_workday(day(2027, 2, 10)) && changed.is_workday(day(2027, 1, 16)));
    assert!(changed.is_workday(day(2027, 10, 1)), "what is left out is no holiday");
    assert_eq!(applied("2027", &changed.value(2027)).unwrap(), changed);
    let none = applied("2030", "").unwrap();
    assert_eq!(none.years().collect::<Vec<_>>(), [2026, 2027, 2030]);
    assert_eq!(shipped().value(2030), "");
}

#[test]
fn what_breaks_a_rule_is_refused_with_its_line() {
    let lines = |holidays: &str, workdays: &str| format!("holidays = [\n{holidays}\n]\nworkdays = [\n{workdays}\n]\n");
    for (year, value, told) in [
        ("26", String::new(), "四位年份"),
        ("2200", String::new(), "1990"),
        ("2027", "holidays = [".to_owned(), "读不懂"),
        ("2027", "holiday = []".to_owned(), "第 1 行读不懂"),
        ("2027", lines("\"元旦 1.1\",\n\"春节 2.5-2.8\",\n\"除夕 2.5\"", ""), "第 4 行：「除夕」与「春节」"),
        ("2027", lines("\"元旦 2026-12-31\"", ""), "第 2 行：只能写 2027 年"),
        ("2027", lines("\"元旦 2026.12.31-2027.1.2\"", ""), "只能写 2027 年"),
        ("2027", lines("\"元旦\"", ""), "第 2 行：应为当年的月和日"),
        ("2027", lines("\"元旦 今天\"", ""), "第 2 行：应为当年的月和日"),
        ("2027", lines("\"元旦 1\"", ""), "第 2 行：应为当年的月和日"),
        ("2027", lines("\"元旦 2.30\"", ""), "第 2 行：没有"),
        ("2027", lines("\"元旦 1.3-1.1\"", ""), "第 2 行"),
        ("2027", lines("\"元旦 1.1..\"", ""), "第 2 行：应为当年的月和日"),
        ("2027", lines("\"暑假 7.1-8.31\"", ""), "第 2 行：「暑假」超过 31 天"),
        ("2027", lines("\"  \"", ""), "第 2 行：假期名称"),
        ("2027", lines("\"国庆节 10.1-10.3\"", "\"10.3\""), "第 5 行：补班日 2027-10-03 在「国庆节」假期内"),
        ("2027", lines("", "\"10.8\""), "第 5 行：补班日 2027-10-08 不是周末"),
        ("2027", lines("", "\"10.9\",\"10.9\""), "第 5 行：补班日 2027-10-09 重复"),
        ("2027", lines("", "\"10.9-10.10\""), "第 5 行：补班日请一天写一项"),
        ("2027", "# ".repeat(20_000), "太长"),
        ("2027", lines(&"\"x 1.1\",".repeat(41), ""), "最多 40 项"),
    ] {
        let error = applied(year, &value).expect_err(&value);
        assert!(error.contains(told), "{value}: {error}");
    }
}
