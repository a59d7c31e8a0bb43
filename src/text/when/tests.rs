//! Tests of dates and times as typed, imported and shown.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

/// A Monday.
fn today() -> NaiveDate {
    day(2026, 11, 23)
}

#[test]
fn reads_dates_relative_to_today() {
    for (typed, days) in [
        ("今天", 0),
        ("昨天", -1),
        ("前天", -2),
        ("明天", 1),
        ("后天", 2),
        ("jt", 0),
        ("ZT", -1),
        ("-1", -1),
        ("－１", -1),
        ("+3", 3),
        (" ＋3　", 3),
        ("周一", 0),
        ("周三", 2),
        ("星期日", 6),
        ("周天", 6),
        ("上周五", -3),
        ("下周1", 7),
    ] {
        let expected = today() + chrono::TimeDelta::days(days);
        assert_eq!(parse_date(typed, today()), Ok(expected), "{typed}");
    }
    assert_eq!(parse_date("周三", day(2026, 11, 29)), Ok(day(2026, 11, 25)));
}

#[test]
fn reads_dates_in_digits() {
    for (typed, expected) in [
        ("5", day(2026, 11, 5)),
        ("05", day(2026, 11, 5)),
        ("30", day(2026, 11, 30)),
        ("5日", day(2026, 11, 5)),
        ("５号", day(2026, 11, 5)),
        ("305", day(2026, 3, 5)),
        ("0305", day(2026, 3, 5)),
        ("1231", day(2026, 12, 31)),
        ("3.5", day(2026, 3, 5)),
        ("3。5", day(2026, 3, 5)),
        ("3-5", day(2026, 3, 5)),
        ("3—5", day(2026, 3, 5)),
        ("3/5", day(2026, 3, 5)),
        ("3月5日", day(2026, 3, 5)),
        ("20260305", day(2026, 3, 5)),
        ("2026-03-05", day(2026, 3, 5)),
        ("2026.7.5", day(2026, 7, 5)),
        ("2026/7/5", day(2026, 7, 5)),
        ("２０２６年３月５日", day(2026, 3, 5)),
        ("2024-02-29", day(2024, 2, 29)),
        ("1900-01-01", day(1900, 1, 1)),
        ("2199-12-31", day(2199, 12, 31)),
    ] {
        assert_eq!(parse_date(typed, today()), Ok(expected), "{typed}");
    }
}

#[test]
fn refuses_what_is_no_date() {
    for typed in ["", "abc", "今天天气", "3月", "2026-3", "26-3-5", "1-2-3-4", "3..5", "-", "123456", "周八", "三"]
    {
        let refused = parse_date(typed, today());
        assert!(matches!(refused, Err(WhenError::NotADate(_))), "{typed} {refused:?}");
    }
    for typed in ["2026-02-30", "2026-13-1", "0230", "31", "0", "99", "0000", "2026-0-1"] {
        let refused = parse_date(typed, today());
        assert!(matches!(refused, Err(WhenError::NoSuchDay(_))), "{typed} {refused:?}");
    }
    for typed in ["0000-01-01", "1899-12-31", "2200-1-1", "9999-12-31"] {
        let refused = parse_date(typed, today());
        assert!(matches!(refused, Err(WhenError::YearOutOfRange(_))), "{typed} {refused:?}");
    }
    let refused = parse_date("+1", day(2199, 12, 31));
    assert!(matches!(refused, Err(WhenError::YearOutOfRange(_))));
}

#[test]
fn messages_quote_and_help() {
    let message = parse_date("2026-02-30", today()).unwrap_err().to_string();
    assert!(message.contains("2026-02-30") && message.contains("0305"), "{message}");
    let message = parse_time(&"\u{1B}乱".repeat(500)).unwrap_err().to_string();
    assert!(!message.contains('\u{1B}') && message.chars().count() < 100, "{message}");
}

#[test]
fn reads_times() {
    for (typed, expected) in [
        ("9", time(9, 0)),
        ("09", time(9, 0)),
        ("930", time(9, 30)),
        ("0930", time(9, 30)),
        ("1830", time(18, 30)),
        ("9:30", time(9, 30)),
        ("９：３０", time(9, 30)),
        ("9.30", time(9, 30)),
        ("9点半", time(9, 30)),
        ("9点", time(9, 0)),
        ("9点整", time(9, 0)),
        ("9点一刻", time(9, 15)),
        ("9时32分", time(9, 32)),
        ("上午9点", time(9, 0)),
        ("下午3点", time(15, 0)),
        ("下午15:30", time(15, 30)),
        ("中午12点半", time(12, 30)),
        ("中午1点", time(13, 0)),
        ("晚上7点", time(19, 0)),
        ("9:30 PM", time(21, 30)),
        ("12am", time(0, 0)),
        ("0:00", time(0, 0)),
        ("2359", time(23, 59)),
    ] {
        assert_eq!(parse_time(typed), Ok(expected), "{typed}");
    }
}

#[test]
fn refuses_what_is_no_time() {
    for typed in ["", "点", "半", "abc", "9:30:00:00", "12345", "下午", ":30", "9:300"] {
        let refused = parse_time(typed);
        assert!(matches!(refused, Err(WhenError::NotATime(_))), "{typed} {refused:?}");
    }
    for typed in ["24", "2400", "9:60", "960", "晚上12点", "上午13点"] {
        let refused = parse_time(typed);
        assert!(matches!(refused, Err(WhenError::NoSuchTime(_))), "{typed} {refused:?}");
    }
}

#[test]
fn reads_cells_of_other_systems() {
    let date = day(2019, 4, 25);
    let exact = NaiveTime::from_hms_opt(9, 32, 9).unwrap();
    for (cell, expected) in [
        ("2019/4/25 9:32:09", Some(exact)),
        ("2019-04-25T09:32", Some(time(9, 32))),
        ("2019-04-25T09:32:09.123+08:00", Some(exact)),
        ("2019年4月25日 9时32分", Some(time(9, 32))),
        ("2019年4月25日（星期四）上午9:32", Some(time(9, 32))),
        ("2019.4.25 周四", None),
        ("２０１９－０４－２５", None),
        ("20190425", None),
        ("20190425 0932", Some(time(9, 32))),
        ("2019-04-25 下午3:05", Some(time(15, 5))),
    ] {
        assert_eq!(parse_datetime(cell), Some((date, expected)), "{cell}");
    }
    for cell in
        ["", "4/25/2019", "4-25", "2019-04-31", "2019-04-25 25:00", "2019-04-25 无", "1899-01-01", "2019-04-25T09:32Z"]
    {
        assert_eq!(parse_datetime(cell), None, "{cell}");
    }
}

#[test]
fn shows_dates() {
    assert_eq!(show_date(today()), "2026-11-23");
    assert_eq!(show_date_weekday(today()), "2026-11-23 周一");
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (FIRST_YEAR..=LAST_YEAR, 1_u32..=366)
        .prop_filter_map("leap days only", |(year, ordinal)| NaiveDate::from_yo_opt(year, ordinal))
}

proptest! {
    #[test]
    fn what_is_shown_reads_back(date in any_day(), minutes in 0_u32..1440) {
        prop_assert_eq!(parse_date(&show_date(date), today()), Ok(date));
        let digits = date.format("%Y%m%d").to_string();
        prop_assert_eq!(parse_date(&digits, today()), Ok(date));
        prop_assert_eq!(parse_datetime(&show_date_weekday(date)), Some((date, None)));
        let clock = time(minutes / 60, minutes % 60);
        prop_assert_eq!(parse_time(&clock.format("%H:%M").to_string()), Ok(clock));
    }

    #[test]
    fn no_input_panics(text in "[0-9年月日号点时分半周上下午+./:\\-T（三) ]{0,16}|\\PC{0,40}", date in any_day()) {
        if let Ok(date) = parse_date(&text, date) {
            prop_assert!((FIRST_YEAR..=LAST_YEAR).contains(&date.year()));
        }
        let _ = parse_time(&text);
        let _ = parse_datetime(&text);
    }
}
