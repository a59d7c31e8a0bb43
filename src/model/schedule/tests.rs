//! A year of each rule against dates written by hand, and who is on duty.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::model::books::{Books, day};
use crate::model::codes::SCHEDULE_RULES;
use crate::model::deputy::Deputy;
use crate::model::reception::{ANNOUNCED, CANCELLED, HELD, POSTPONED};

const AT: &str = "start = '9:00'\nend = '１１：30'\nplace = '接待室'\n";

/// Books whose station has rules, on a day.
fn books(rules: &str, today: Date) -> Books {
    let mut books = Books::empty();
    books.codes.apply(SCHEDULE_RULES, rules).unwrap();
    books.today = today;
    books
}

fn one_rule(rule: &str) -> String {
    format!("[[rules]]\n{AT}{rule}\n")
}

fn roster(count: u64) -> Vec<(u64, Deputy)> {
    (1..=count).map(|id| (id, Deputy { name: format!("代表{id}"), ..Deputy::default() })).collect()
}

fn planned(books: &Books, first: Date, last: Date) -> Plan {
    plan((first, last), &[], &roster(4), &books.context()).unwrap()
}

/// The dates of a year by one rule, as `1-15`, and `2-24<2-15` where moved.
fn dates_of_2026(rule: &str) -> Vec<String> {
    let books = books(&one_rule(rule), day(2026, 1, 1));
    shown(&planned(&books, day(2026, 1, 1), day(2026, 12, 31)))
}

fn shown(plan: &Plan) -> Vec<String> {
    let short = |date: Date| date.0.format("%-m-%-d").to_string();
    let one = |day: &PlannedDay| match day.moved_from {
        Some(from) => format!("{}<{}", short(day.date), short(from)),
        None => short(day.date),
    };
    plan.days.iter().map(one).collect()
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn every_wednesday_of_2026() {
    let expected = "1-7 1-14 1-21 1-28 2-4 2-11 2-24<2-18 2-25 3-4 3-11 3-18 3-25 4-1 4-8 4-15 4-22 4-29 5-6 5-13 5-20 \
                    5-27 6-3 6-10 6-17 6-24 7-1 7-8 7-15 7-22 7-29 8-5 8-12 8-19 8-26 9-2 9-9 9-16 9-23 9-30 10-8<10-7 \
                    10-14 10-21 10-28 11-4 11-11 11-18 11-25 12-2 12-9 12-16 12-23 12-30";
    assert_eq!(dates_of_2026("weekday = 3"), words(expected));
}

#[test]
fn every_other_wednesday_counts_from_its_week() {
    let expected = "1-14 1-28 2-11 2-25 3-11 3-25 4-8 4-22 5-6 5-20 6-3 6-17 7-1 7-15 7-29 8-12 8-26 9-9 9-23 10-8<10-7 \
                    10-21 11-4 11-18 12-2 12-16 12-30";
    assert_eq!(dates_of_2026("weekday = 3\nweeks = 2\nsince = '2025-12-01'"), words(expected));
    let later = dates_of_2026("weekday = [1, 3]\nweeks = 3\nsince = '2026-11-25'");
    assert_eq!(later, words("11-25 12-14 12-16"), "the Monday of the first week lies before it");
}

#[test]
fn days_of_the_month_give_way_to_holidays_or_to_all_days_off() {
    let fifteenth = "1-15 2-24<2-15 3-15 4-15 5-15 6-15 7-15 8-15 9-15 10-15 11-15 12-15";
    assert_eq!(dates_of_2026("days = [15]"), words(fifteenth));
    let worked = "1-15 2-24<2-15 3-16<3-15 4-15 5-15 6-15 7-15 8-17<8-15 9-15 10-15 11-16<11-15 12-15";
    assert_eq!(dates_of_2026("days = [15]\nmove = 'day_off'"), words(worked));
    let as_it_is = "1-15 2-15 3-15 4-15 5-15 6-15 7-15 8-15 9-15 10-15 11-15 12-15";
    assert_eq!(dates_of_2026("days = 15\nmove = 'none'"), words(as_it_is));
    // A make-up Saturday is worked: 2-14 and 2-28 stay.
    let twice = "1-14 1-28 2-14 2-28 3-16<3-14 3-30<3-28 4-14 4-28 5-14 5-28 6-15<6-14 6-29<6-28 7-14 7-28 8-14 8-28 9-14 \
                 9-28 10-14 10-28 11-16<11-14 11-30<11-28 12-14 12-28";
    assert_eq!(dates_of_2026("days = [28, 14]\nmove = 'day_off'"), words(twice));
}

#[test]
fn months_without_the_day_have_none_and_each_has_a_last() {
    assert_eq!(dates_of_2026("days = 31"), words("1-31 3-31 5-31 7-31 8-31 10-31 12-31"));
    let last = "1-31 2-28 3-31 4-30 5-31 6-30 7-31 8-31 9-30 10-31 11-30 12-31";
    assert_eq!(dates_of_2026("days = -1"), words(last));
}

#[test]
fn weekdays_of_the_month_by_their_number() {
    let second_and_fourth = "1-14 1-28 2-11 2-25 3-11 3-25 4-8 4-22 5-13 5-27 6-10 6-24 7-8 7-22 8-12 8-26 9-9 9-23 10-14 \
                             10-28 11-11 11-25 12-9 12-23";
    assert_eq!(dates_of_2026("weekday = 3\nnth = [2, 4]"), words(second_and_fourth));
    let last_friday = "1-30 2-27 3-27 4-24 5-29 6-26 7-31 8-28 9-28<9-25 10-30 11-27 12-25";
    assert_eq!(dates_of_2026("weekday = 5\nnth = -1"), words(last_friday));
    // Months with a fifth Friday only; 5-1 is none of them.
    assert_eq!(dates_of_2026("weekday = 5\nnth = 5"), words("1-30 5-29 7-31 10-30"));
}

#[test]
fn a_rule_may_hold_in_some_months_only() {
    assert_eq!(dates_of_2026("days = 10\nmonths = 'odd'"), words("1-10 3-10 5-10 7-10 9-10 11-10"));
    assert_eq!(dates_of_2026("days = 10\nmonths = 'even'"), words("2-10 4-10 6-10 8-10 10-10 12-10"));
    assert_eq!(dates_of_2026("weekday = 1\nnth = 1\nmonths = [3, 12]"), words("3-2 12-7"));
    assert_eq!(dates_of_2026("weekday = 4\nmonths = 2"), words("2-5 2-12 2-24<2-19 2-26"));
}

#[test]
fn market_days_go_by_the_last_digit_and_meet_where_they_are_moved_to() {
    let days = dates_of_2026("market = [4, 9]");
    // February has no 29th; 2-19 is moved to where 2-24 stands, 10-4 to a day of its own.
    let of = |month: &str| days.iter().filter(|day| day.starts_with(month)).cloned().collect::<Vec<_>>();
    assert_eq!(of("2-"), words("2-4 2-9 2-14 2-24"));
    assert_eq!(of("4-"), words("4-7<4-4 4-9 4-14 4-19 4-24 4-29"));
    assert_eq!(of("5-"), words("5-6<5-4 5-9 5-14 5-19 5-24 5-29"));
    assert_eq!(of("10-"), words("10-8<10-4 10-9 10-14 10-19 10-24 10-29"));
    assert_eq!(of("11-"), words("11-4 11-9 11-14 11-19 11-24 11-29"));
    assert_eq!(days.len(), 12 * 6 - 2);
}

#[test]
fn lunar_market_days_go_by_the_lunar_day() {
    let rule = one_rule("market = [4, 9]\nlunar = true");
    // 2026-02-17 is the first of the first month, which has thirty days. The twenty-ninth of the month before and 初四 are
    // both moved to 2-24; then come 初九, 十四 and so on.
    let in_2026 = planned(&books(&rule, day(2026, 2, 1)), day(2026, 2, 17), day(2026, 3, 23));
    assert_eq!(shown(&in_2026), words("2-24<2-16 2-25 3-2 3-7 3-12 3-17 3-22"));
    // The leap sixth month of 2025 begins on 7-25, after a sixth month of thirty days that ends with 廿四, 廿九.
    let in_2025 = planned(&books(&rule, day(2025, 7, 1)), day(2025, 7, 17), day(2025, 8, 27));
    assert_eq!(shown(&in_2025), words("7-18 7-23 7-28 8-2 8-7 8-12 8-17 8-22 8-26"));
    assert_eq!(in_2025.notes, [Note::Unofficial(2025)]);
    // Where the lunar day is not known it says so.
    let at_the_end = planned(&books(&rule, day(2057, 9, 1)), day(2057, 9, 20), day(2057, 10, 31));
    assert_eq!(shown(&at_the_end), words("9-22 9-27"));
    assert!(at_the_end.notes.iter().any(|note| note.said().contains("2057-09-28")), "{:?}", at_the_end.notes);
}

#[test]
fn days_the_station_is_closed_are_moved_or_fall_away() {
    let closed = "closed = ['2026-12-15', '2026-12-16-12-18', '2026-11']\n";
    let moved = books(&format!("{closed}{}", one_rule("days = 15")), day(2026, 10, 1));
    let plan = planned(&moved, day(2026, 10, 1), day(2026, 12, 31));
    assert_eq!(shown(&plan), words("10-15 12-1<11-15 12-21<12-15"));
    let kept = books(&format!("{closed}{}", one_rule("days = 15\nmove = 'none'")), day(2026, 10, 1));
    let plan = planned(&kept, day(2026, 10, 1), day(2026, 12, 31));
    assert_eq!(shown(&plan), words("10-15"));
    assert_eq!(plan.notes, [Note::Closed(day(2026, 11, 15)), Note::Closed(day(2026, 12, 15))]);
}

#[test]
fn a_day_belongs_to_the_period_it_is_moved_into() {
    let rule = one_rule("days = [1, 31]\nmonths = [1, 12]");
    let books = books(&rule, day(2026, 12, 1));
    // 2027-01-01 is a Friday and a holiday; the thirty-first of December is worked.
    assert_eq!(shown(&planned(&books, day(2026, 12, 1), day(2027, 1, 3))), words("12-1 12-31"));
    assert_eq!(shown(&planned(&books, day(2027, 1, 4), day(2027, 1, 31))), words("1-4<1-1 1-31"));
}

#[test]
fn what_has_passed_is_not_planned() {
    let books = books(&one_rule("weekday = 3"), day(2026, 11, 23));
    let plan = planned(&books, day(2026, 11, 1), day(2026, 11, 30));
    assert_eq!((shown(&plan), plan.notes), (words("11-25"), vec![Note::Past]));
    for (first, last) in [((2026, 10, 1), (2026, 10, 31)), ((2027, 1, 1), (2029, 1, 31))] {
        let period = (day(first.0, first.1, first.2), day(last.0, last.1, last.2));
        super::plan(period, &[], &roster(4), &books.context()).unwrap_err();
    }
    let none = Books::empty();
    let error = super::plan((none.today, none.today), &[], &roster(4), &none.context()).unwrap_err();
    assert!(error.contains("schedule.rules"), "{error}");
}

#[test]
fn what_the_books_have_is_not_planned_again() {
    let books = books(&one_rule("days = [1, 15]\ndeputies = 2"), day(2026, 9, 1));
    let period = (day(2026, 9, 1), day(2026, 12, 31));
    let first = plan(period, &[], &roster(5), &books.context()).unwrap();
    assert_eq!(shown(&first), words("9-1 9-15 10-8<10-1 10-15 11-1 11-15 12-1 12-15"));
    let mut days: Vec<ReceptionDay> = first.days.iter().map(PlannedDay::record).collect();
    // What became of them since makes no difference: announced, held, called off, or put off to another day.
    days[0].stage = HELD.to_owned();
    days[1].stage = ANNOUNCED.to_owned();
    days[3].stage = CANCELLED.to_owned();
    days[4].stage = POSTPONED.to_owned();
    let later = ReceptionDay { date: Some(day(2026, 11, 20)), moved_from: days[4].date, ..days[4].clone() };
    days.push(later);
    let again = plan(period, &days, &roster(5), &books.context()).unwrap();
    assert_eq!((again.days, again.notes), (Vec::new(), vec![Note::Known(8)]));
    // Voided days are not given in: they are planned anew. The day that was put off is still known by where it came from.
    days.remove(4);
    assert_eq!(plan(period, &days, &roster(5), &books.context()).unwrap().days, []);
    days.remove(0);
    assert_eq!(shown(&plan(period, &days, &roster(5), &books.context()).unwrap()), words("9-1"));
    // A day at another time or place is another day.
    days[0].start = Time::from_hm(14, 0);
    assert_eq!(shown(&plan(period, &days, &roster(5), &books.context()).unwrap()), words("9-1 9-15"));
}

#[test]
fn a_day_planned_before_its_holiday_was_known_stays_alone() {
    let mut books = books(&one_rule("days = 4"), day(2027, 9, 1));
    let period = (day(2027, 10, 1), day(2027, 10, 31));
    let before = planned(&books, period.0, period.1);
    assert_eq!((shown(&before), before.notes), (words("10-4"), vec![Note::Unofficial(2027)]));
    let days: Vec<ReceptionDay> = before.days.iter().map(PlannedDay::record).collect();
    books.codes.apply("holidays.2027", "official = true\nholidays = ['国庆节 10.1-10.7']").unwrap();
    let after = plan(period, &days, &roster(4), &books.context()).unwrap();
    assert_eq!((after.days, after.notes), (Vec::new(), vec![Note::Known(1)]));
}

#[test]
fn two_rules_for_one_time_and_place_are_one_day() {
    let rules = one_rule("weekday = 3\ndeputies = 1") + &one_rule("days = 16\ndeputies = 3");
    let afternoon = "[[rules]]\nstart = '14:00'\nend = '16:00'\nplace = '接待室'\ndays = 16\n";
    let books = books(&(rules + afternoon), day(2026, 12, 1));
    let plan = planned(&books, day(2026, 12, 14), day(2026, 12, 20));
    let on_duty: Vec<_> = plan.days.iter().map(|day| (day.start.to_string(), day.deputies.clone())).collect();
    assert_eq!(on_duty, [("09:00".to_owned(), vec![1, 2, 3]), ("14:00".to_owned(), vec![4])]);
}

#[test]
fn who_does_not_serve_on_a_day_is_not_on_duty() {
    let mut roster = roster(4);
    let (ended, suspended) = ("ended".to_owned(), "suspended".to_owned());
    roster[0].1 = Deputy { status: ended, status_on: Some(day(2026, 12, 10)), ..Deputy::default() };
    roster[1].1 = Deputy { status: suspended, status_on: None, ..Deputy::default() };
    let books = books(&one_rule("weekday = [1, 3]\ndeputies = 3"), day(2026, 12, 1));
    let plan = plan((day(2026, 12, 1), day(2026, 12, 20)), &[], &roster, &books.context()).unwrap();
    let on_duty: Vec<_> = plan.days.iter().map(|day| day.deputies.clone()).collect();
    assert_eq!(on_duty, [vec![1, 3, 4], vec![1, 3, 4], vec![1, 3, 4], vec![3, 4], vec![3, 4]]);
    assert_eq!(plan.notes, [Note::TooFew(day(2026, 12, 14))]);
    let nobody = super::plan((day(2026, 12, 1), day(2026, 12, 20)), &[], &[], &books.context()).unwrap();
    assert_eq!((nobody.days, nobody.notes), (Vec::new(), vec![Note::Nobody]));
}

#[test]
fn the_turn_goes_on_from_what_the_books_have() {
    let books = books(&one_rule("weekday = 3\ndeputies = 2"), day(2026, 6, 1));
    let held = |month, date, deputies: &[u64]| ReceptionDay {
        date: Some(day(2026, month, date)),
        deputies: deputies.to_vec(),
        ..ReceptionDay::default()
    };
    let off = ReceptionDay { stage: CANCELLED.to_owned(), ..held(5, 20, &[3, 4]) };
    let days = [held(5, 6, &[1, 2]), held(5, 13, &[2, 3]), off];
    let plan = plan((day(2026, 6, 1), day(2026, 6, 30)), &days, &roster(4), &books.context()).unwrap();
    let on_duty: Vec<_> = plan.days.iter().map(|day| day.deputies.clone()).collect();
    // 4 never was; 1 once on the sixth, 3 once on the thirteenth, 2 twice.
    assert_eq!(on_duty, [[4, 1], [3, 4], [2, 1], [3, 4]]);
}

#[test]
fn who_takes_office_in_the_year_is_not_called_every_time() {
    let mut roster = roster(5);
    roster[4].1.status_on = Some(day(2026, 7, 1));
    let books = books(&one_rule("weekday = 3"), day(2026, 1, 1));
    let plan = plan((day(2026, 1, 1), day(2026, 12, 31)), &[], &roster, &books.context()).unwrap();
    let of = |id, from: Date| plan.days.iter().filter(|day| day.date >= from && day.deputies.contains(&id)).count();
    let (others, new) = (of(1, day(2026, 7, 1)), of(5, day(2026, 1, 1)));
    assert!(new >= 5 && new <= others + 1, "{new} of the new one, {others} of another since July");
}

#[test]
fn rules_are_said_in_a_sentence() {
    let said = |rule: &str| {
        let schedule = Schedule::read(SCHEDULE_RULES, &one_rule(rule)).unwrap();
        schedule.rules[0].said().replace(" 09:00–11:30，接待室，代表 1 名", "@")
    };
    for (rule, sentence) in [
        ("days = 15", "每月 15 日@，逢节假日顺延"),
        ("days = [5, 20, -1]\nmove = 'none'", "每月 5、20 日和最后一日@"),
        ("weekday = 3\nmove = 'day_off'", "每周三@，逢休息日顺延"),
        ("weekday = [1, 3]\nmonths = 'odd'\nmove = 'none'", "单月每周一、周三@"),
        ("weekday = 3\nweeks = 2\nsince = '2025-12-03'", "隔周周三@，逢节假日顺延，自 2025-12-03 起"),
        ("weekday = 5\nnth = [1, -1]\nmove = 'none'", "每月第一个、最后一个周五@"),
        ("weekday = 5\nnth = 2\nmonths = [3, 6]\nmove = 'none'", "3、6 月第二个周五@"),
        ("market = [4, 9]\nmove = 'none'", "逢 4、9 日@"),
        ("market = [0]\nlunar = true\nmonths = 'even'\nmove = 'none'", "双月农历逢 0 日@"),
    ] {
        assert_eq!(said(rule), sentence);
    }
}

#[test]
fn rules_that_break_a_rule_are_refused_with_their_line() {
    let refused = |text: &str| Schedule::read(SCHEDULE_RULES, text).expect_err(text).to_string();
    for (text, told) in [
        ("[[rules]]\nday = 3".to_owned(), "第 2 行读不懂"),
        ("rules = 3".to_owned(), "读不懂"),
        (one_rule(""), "第 1 行：每条规则写一种日期"),
        (one_rule("") + &one_rule("days = 3"), "第 1 行"),
        (one_rule("days = 3") + &one_rule("days = 0"), "第 6 行：days"),
        (one_rule("days = []"), "days"),
        (one_rule("days = 32"), "1 到 31"),
        (one_rule("days = -2"), "-1"),
        (one_rule("days = 3\nmarket = 4"), "一种日期"),
        (one_rule("nth = 2"), "一种日期"),
        (one_rule("weekday = 8"), "1 到 7"),
        (one_rule("weekday = 3\nnth = 6"), "1 到 5"),
        (one_rule("weekday = 3\nweeks = 2"), "since"),
        (one_rule("weekday = 3\nweeks = 0"), "weeks"),
        (one_rule("days = 3\nweeks = 2"), "weeks"),
        (one_rule("days = 3\nlunar = true"), "lunar"),
        (one_rule("market = 10"), "0 到 9"),
        (one_rule("days = 3\nmonths = 13"), "1 到 12"),
        (one_rule("days = 3\nsince = '1.6'"), "since"),
        (one_rule("days = 3\ndeputies = 0"), "1 到 50"),
        (one_rule("days = 3").replace("９", "9").replace("'9:00'", "'12:00'"), "结束时间"),
        (one_rule("days = 3").replace("'9:00'", "'25:00'"), "25:00"),
        (one_rule("days = 3").replace("接待室", " \u{200b}"), "地点"),
        (one_rule("days = 3").replace("接待室", &"室".repeat(61)), "60"),
        ("closed = ['2.10']".to_owned(), "第 1 行：闭站日期应带年份"),
        ("closed = [\n'2027..']".to_owned(), "第 2 行：闭站日期应带年份"),
        ("closed = ['2027-01-01-2029-01-01']".to_owned(), "366"),
        ("closed = ['2027-02-30']".to_owned(), "第 1 行"),
        (one_rule("days = 3").repeat(21), "20"),
        ("#".repeat(300_000), "太长"),
    ] {
        let error = refused(&text);
        assert!(error.contains(told), "{text}: {error}");
    }
}

#[test]
fn the_value_in_force_is_what_the_setting_takes() {
    let mut books = Books::empty();
    let shipped = books.codes.clone();
    assert!(shipped.schedule_value().contains("[[rules]]"), "how rules are written stands in the comments");
    assert!(shipped.schedule().rules.is_empty());
    assert_eq!(shipped.value(SCHEDULE_RULES).as_deref(), Some(&shipped.schedule_value()[..]));
    books.codes.apply(SCHEDULE_RULES, &shipped.schedule_value()).unwrap();
    assert_eq!(books.codes.schedule().rules, []);
    // What the comments say can be taken at its word.
    let value = shipped.schedule_value();
    let example = value.lines().skip(1).map(|line| line.trim_start_matches('#').trim());
    let example: Vec<&str> = example.take_while(|line| !line.starts_with("日期")).collect();
    books.codes.apply(SCHEDULE_RULES, &example.join("\n")).unwrap();
    assert_eq!(books.codes.schedule().rules.len(), 1);
    assert!(books.codes.schedule().is_closed(day(2027, 7, 3)));
    let set = books.codes.clone();
    books.codes.apply(SCHEDULE_RULES, &set.schedule_value()).unwrap();
    assert_eq!(books.codes, set);
    assert!(books.codes.apply("schedule.rule", "").unwrap_err().to_string().contains("schedule.rules"));
}

#[test]
fn the_settings_are_told_in_a_few_words() {
    let mut books = Books::empty();
    let told = |books: &Books, key: &str| crate::model::setting::known::find(key).unwrap().summary(&books.codes);
    assert_eq!(told(&books, SCHEDULE_RULES), "没有规则");
    assert_eq!(told(&books, "holidays.2026"), "7 个假期，调休上班 6 天");
    assert_eq!(told(&books, "holidays.2027"), "7 个假期，调休上班 0 天，通知未出");
    assert_eq!(told(&books, "holidays.2030"), "（未填，只按周末算）");
    let rules = format!("closed = ['2027-02-10']\n{}{}", one_rule("days = 15"), one_rule("weekday = 3"));
    books.codes.apply(SCHEDULE_RULES, &rules).unwrap();
    let said = told(&books, SCHEDULE_RULES);
    assert!(said.starts_with("2 条：每月 15 日") && said.ends_with("；闭站 1 项"), "{said}");
}

#[test]
fn the_notice_is_due_three_days_before() {
    let books = Books::empty();
    let record = ReceptionDay { date: Some(day(2026, 12, 2)), stage: PLANNED.to_owned(), ..ReceptionDay::default() };
    assert_eq!(notice_due(&record, &books.context()), Some(day(2026, 11, 29)));
    let out = ReceptionDay { notice_on: Some(day(2026, 11, 20)), ..record.clone() };
    let off = ReceptionDay { stage: CANCELLED.to_owned(), ..record.clone() };
    assert_eq!((notice_due(&out, &books.context()), notice_due(&off, &books.context())), (None, None));
    assert_eq!(notice_due(&ReceptionDay { date: None, ..record }, &books.context()), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Over a year no two deputies differ by more than one duty, however many they are and whatever the rules; each day
    /// has as many as its rule asks for, and nobody twice. Planned again, or month by month, nothing is added.
    #[test]
    fn duties_are_even_and_planning_again_adds_nothing(
        deputies in 1_u64..41,
        each in 1_usize..6,
        rules in proptest::sample::subsequence(
            vec!["weekday = 3", "days = [15, -1]", "weekday = 5\nnth = [2, 4]", "market = [4, 9]", "market = 7\nlunar = true"],
            1..4,
        ),
        month in 1_u32..13,
    ) {
        let rules: String = rules.iter().map(|rule| one_rule(&format!("{rule}\ndeputies = {each}"))).collect();
        let books = books(&rules, day(2026, 1, 1));
        let roster = roster(deputies);
        let year = (day(2026, 1, 1), day(2026, 12, 31));
        let plan = super::plan(year, &[], &roster, &books.context()).unwrap();
        let wanted = each.min(roster.len());
        let mut counts: BTreeMap<u64, usize> = roster.iter().map(|(id, _)| (*id, 0)).collect();
        for day in &plan.days {
            let mut once = day.deputies.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!((once.len(), day.deputies.len()), (wanted, wanted));
            day.deputies.iter().for_each(|id| *counts.get_mut(id).unwrap() += 1);
        }
        let (least, most) = (counts.values().min().unwrap(), counts.values().max().unwrap());
        prop_assert!(most - least <= 1, "{:?}", counts);

        let days: Vec<ReceptionDay> = plan.days.iter().map(PlannedDay::record).collect();
        prop_assert_eq!(super::plan(year, &days, &roster, &books.context()).unwrap().days, vec![]);
        // A part planned first changes nothing of which days there are.
        let first = day(2026, month, 1);
        let part = super::plan((first, first.plus_days(27)), &[], &roster, &books.context()).unwrap();
        let part: Vec<ReceptionDay> = part.days.iter().map(PlannedDay::record).collect();
        let rest = super::plan(year, &part, &roster, &books.context()).unwrap();
        let mut dates: Vec<Option<Date>> = rest.days.iter().map(PlannedDay::record).chain(part).map(|day| day.date).collect();
        dates.sort();
        prop_assert_eq!(dates, days.iter().map(|day| day.date).collect::<Vec<_>>());
    }
}
