//! A cell as the clerk would have typed it into the field: dates from text, serial numbers and date cells alike.

use chrono::{Days, NaiveDate, NaiveTime, Timelike};

use crate::model::{Date, FieldKind, Time};
use crate::report::sheet::Cell;
use crate::text::zh::report::import as zh;
use crate::text::{clean, when};

/// Serial numbers below this day are more likely a year or a count that went astray.
const FIRST_SERIAL: f64 = 32_874.0;
const LAST_SERIAL: f64 = 109_574.0;
/// Days from the day spreadsheets count from to 1904-01-01.
const DAYS_TO_1904: f64 = 1_462.0;
/// What a year of two digits belongs to.
const CENTURY: i32 = 2000;
const MINUTES_A_DAY: f64 = 24.0 * 60.0;

/// What a cell says for a field of that kind; empty for nothing. The error is a sentence for the clerk.
pub fn typed(cell: &Cell, kind: FieldKind) -> Result<String, String> {
    if let Cell::Error(name) = cell {
        return Err(zh::error_cell(name));
    }
    if cell.is_blank() {
        return Ok(String::new());
    }
    match kind {
        FieldKind::Date => match date_and_time(cell) {
            Some((date, _)) => Ok(date.to_string()),
            None => Err(zh::not_a_full_date(&cell.text())),
        },
        FieldKind::Time => Ok(time(cell).map_or_else(|| cell.text().into_owned(), |time| Time::from(time).to_string())),
        FieldKind::Money => Ok(money(cell).unwrap_or_else(|| cell.text().into_owned())),
        _ => Ok(cell.text().into_owned()),
    }
}

/// The date in a cell, and the time of day where one stands beside it.
fn date_and_time(cell: &Cell) -> Option<(Date, Option<NaiveTime>)> {
    let (date, time) = match cell {
        Cell::Date(at) => (at.date(), Some(at.time()).filter(|time| *time != NaiveTime::MIN)),
        Cell::Number(number) => (day_of_number(*number)?, None),
        Cell::Text(text) => when::parse_datetime(text).or_else(|| {
            let digits = clean::fold(text);
            let serial = digits.len() == 5 && digits.bytes().all(|byte| byte.is_ascii_digit());
            let day = serial.then(|| digits.parse().ok().and_then(day_of_number)).flatten();
            let day = day.or_else(|| when::parse_datetime(without_time(&clean::collapse(&digits))).map(|(day, _)| day));
            day.map(|date| (date, None))
        })?,
        Cell::Bool(_) | Cell::Error(_) => return None,
    };
    Some((Date(date), time))
}

/// A date that stands as a number: the days a spreadsheet counts, or the eight digits of the date.
fn day_of_number(number: f64) -> Option<NaiveDate> {
    if (FIRST_SERIAL..=LAST_SERIAL).contains(&number) {
        let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?;
        return whole(number).and_then(|days| epoch.checked_add_days(Days::new(days)));
    }
    if (19_000_101.0..=21_991_231.0).contains(&number) && number.fract() == 0.0 {
        return when::parse_datetime(&number.to_string()).map(|(date, _)| date);
    }
    None
}

/// A day that stands as a number of days since 1904, as workbooks of old Macintosh programs count them.
pub fn day_from_1904(number: f64) -> Option<Date> {
    let number = number + DAYS_TO_1904;
    (FIRST_SERIAL..=LAST_SERIAL).contains(&number).then(|| day_of_number(number)).flatten().map(Date)
}

/// The month and the day of a day without a year: `7月5日`, `7/5`. With a full stop it may be a number that lost its last
/// zero, `7.1` for the tenth.
pub fn month_and_day(text: &str) -> Option<(u32, u32)> {
    let text = clean::collapse(&clean::fold(text));
    let text = without_time(&text);
    let with_signs = || text.strip_suffix(zh::DAY_SIGNS)?.split_once(zh::MONTH_SIGN);
    let (month, day) = with_signs().or_else(|| text.split_once('/'))?;
    Some((small(month)?, small(day)?))
}

/// A day without the time of day or the day of the week behind it: `7月5日` of `7月5日(周日)下午3点`. What else stands there
/// stays, so that it is no day.
fn without_time(text: &str) -> &str {
    let signed = text.char_indices().find(|(_, c)| zh::DAY_SIGNS.contains(c)).map(|(at, c)| at + c.len_utf8());
    let named = || text.char_indices().find(|(_, c)| zh::TIME_BEGINS.contains(*c)).map(|(at, _)| at);
    let Some((day, time)) = signed.or_else(named).and_then(|at| text.split_at_checked(at)) else { return text };
    let is_time = |c: char| c.is_ascii_digit() || zh::TIME_SIGNS.contains(c);
    if time.chars().all(is_time) { day } else { text }
}

/// A day whose year has two digits: `26.7.5`, `26年7月5日`. With strokes it may be a day of other countries, `7/5/26`.
pub fn day_of_short_year(text: &str) -> Option<Date> {
    let text = clean::collapse(&clean::fold(text));
    let text = without_time(&text);
    let text = text.strip_suffix(zh::DAY_SIGNS).unwrap_or(text);
    let parts: Vec<&str> = text.split(['.', '-', zh::YEAR_SIGN, zh::MONTH_SIGN]).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let year = i32::try_from(small(year).filter(|_| year.len() == 2)?).ok()?;
    Date::from_ymd(CENTURY + year, small(month)?, small(day)?)
}

fn small(digits: &str) -> Option<u32> {
    let is_short = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_short.then(|| digits.parse().ok()).flatten()
}

/// A time of day that stands as a date cell or as the fraction of a day.
fn time(cell: &Cell) -> Option<NaiveTime> {
    match cell {
        Cell::Date(at) => Some(at.time()),
        Cell::Number(number) if (0.0..1.0).contains(number) => {
            let minutes = whole((number * MINUTES_A_DAY).round()).and_then(|minutes| u32::try_from(minutes).ok())?;
            NaiveTime::from_hms_opt(minutes / 60 % 24, minutes % 60, 0)
        }
        Cell::Text(text) => when::parse_datetime(text).and_then(|(_, time)| time),
        _ => None,
    }
}

/// An amount without the noise of binary fractions.
fn money(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Number(number) if (number * 100.0 - (number * 100.0).round()).abs() < 1e-4 => {
            Some(format!("{number:.2}"))
        }
        _ => None,
    }
}

/// The two ends of a range of times at the end of a text: `9:00-11:30`, `2026年3月5日 上午9:00至11:30`.
pub fn range_of_times(text: &str) -> Option<(Option<Date>, Time, Time)> {
    let folded = clean::fold(text);
    folded.char_indices().rev().find_map(|(at, c)| {
        if !zh::RANGE_SIGNS.contains(c) {
            return None;
        }
        let (before, after) = (folded.get(..at)?, folded.get(at + c.len_utf8()..)?);
        let end = when::parse_time(after.trim_start_matches(|c| zh::RANGE_SIGNS.contains(c)).trim()).ok()?;
        let before = before.trim_end_matches(|c| zh::RANGE_SIGNS.contains(c)).trim_end();
        let (date, start) = match when::parse_datetime(before) {
            Some((date, start)) => (Some(Date(date)), start?),
            None => (None, when::parse_time(before).ok()?),
        };
        // 下午2:30-4:30 says the half of the day once.
        let end =
            if end <= start && end.hour() < 12 && start.hour() >= 12 { end.with_hour(end.hour() + 12)? } else { end };
        Some((date, Time::from(start), Time::from(end)))
    })
}

/// A number without its fraction, where it is small enough to have one.
fn whole(number: f64) -> Option<u64> {
    format!("{:.0}", number.trunc()).parse().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn dates_come_as_text_as_serial_and_as_cell() {
        let at = NaiveDate::from_ymd_opt(2019, 4, 25).unwrap();
        let cells = [
            text("2019/4/25 9:32:09"),
            text(" 2019年4月25日 "),
            text("2019.4.25"),
            text("20190425"),
            text("43580"),
            Cell::Number(43_580.397),
            Cell::Number(20_190_425.0),
            Cell::Date(at.and_hms_opt(9, 32, 9).unwrap()),
        ];
        for cell in cells {
            assert_eq!(typed(&cell, FieldKind::Date).as_deref(), Ok("2019-04-25"), "{cell:?}");
        }
        assert_eq!(typed(&text(" \u{3000}"), FieldKind::Date).as_deref(), Ok(""));
    }

    #[test]
    fn a_day_may_have_its_time_or_the_day_of_the_week_behind_it() {
        for written in [
            "2026年7月5日上午",
            "２０２６年７月５日　上午",
            "2026.7.5下午3点半",
            "2026年7月5日(星期日)",
            "2026-7-5 周日",
            "2026/7/5（周日）上午9：00左右",
            "2026年7月5号晚上7时30分",
        ] {
            assert_eq!(typed(&text(written), FieldKind::Date).as_deref(), Ok("2026-07-05"), "{written}");
        }
        for written in ["7月5日", "7/5", "７／５", "7月5号上午", "07月05日(周日)", "7/5下午3点"] {
            assert_eq!(month_and_day(written), Some((7, 5)), "{written}");
        }
        assert_eq!(day_of_short_year("26.7.5上午"), Date::from_ymd(2026, 7, 5));
        for written in ["7月5日至7月6日", "7月5日-6日", "7月5日、6日", "7月5日上午某时", "7/5/26", "7.5", "7-5", "周日"]
        {
            assert_eq!(month_and_day(written), None, "{written}");
        }
        for written in ["2026年7月5日至6日", "2026年7月5日以前", "上午"] {
            assert!(typed(&text(written), FieldKind::Date).is_err(), "{written}");
        }
    }

    #[test]
    fn half_a_date_is_refused_rather_than_guessed() {
        let time_only = NaiveDate::from_ymd_opt(1899, 12, 31).unwrap().and_hms_opt(9, 0, 0).unwrap();
        for cell in [text("4月25日"), text("2019年"), text("25"), Cell::Number(2019.0), Cell::Number(-1.0)] {
            assert!(typed(&cell, FieldKind::Date).is_err(), "{cell:?}");
        }
        assert!(typed(&Cell::Error("#REF!".into()), FieldKind::Line { max: 9 }).unwrap_err().contains("#REF!"));
        assert_eq!(typed(&Cell::Date(time_only), FieldKind::Time).as_deref(), Ok("09:00"));
    }

    #[test]
    fn numbers_say_what_the_sheet_shows() {
        assert_eq!(typed(&Cell::Number(2549.0), FieldKind::Label).as_deref(), Ok("2549"));
        assert_eq!(typed(&Cell::Number(0.1 + 0.2), FieldKind::Money).as_deref(), Ok("0.30"));
        assert_eq!(typed(&Cell::Number(0.375), FieldKind::Time).as_deref(), Ok("09:00"));
        assert_eq!(typed(&Cell::Number(0.9999), FieldKind::Time).as_deref(), Ok("00:00"));
        assert_eq!(typed(&text("9点半"), FieldKind::Time).as_deref(), Ok("9点半"));
    }

    #[test]
    fn ranges_of_times_are_taken_apart() {
        let time = |hour, minute| Time::from_hm(hour, minute).unwrap();
        let day = Date::from_ymd(2026, 3, 5);
        assert_eq!(range_of_times("9:00-11:30"), Some((None, time(9, 0), time(11, 30))));
        assert_eq!(range_of_times("2026-3-5 9:00—11:30"), Some((day, time(9, 0), time(11, 30))));
        assert_eq!(range_of_times("2026年3月5日上午9:00至11:30"), Some((day, time(9, 0), time(11, 30))));
        assert_eq!(range_of_times("下午2:30~4:30"), Some((None, time(14, 30), time(16, 30))));
        assert_eq!(range_of_times("2026-03-05"), None);
        assert_eq!(range_of_times("全天"), None);
    }
}
