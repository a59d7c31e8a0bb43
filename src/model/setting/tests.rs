//! Tests of settings: the table is whole, what is in force is written as it is read, keys are proposed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashSet;

use super::code::{CodeRow, Shape};
use super::holiday::{HOLIDAYS, HolidayRow, WORKDAYS, WorkdayRow};
use super::known::{self, Holds, KNOWN};
use super::rule::{CLOSED, ClosedRow, RULES, RuleRow};
use super::{propose, rows};
use crate::model::books::Books;
use crate::model::codes::{CodeLists, Origin};
use crate::model::date::{Date, Time};
use crate::model::{FieldKind, Part, PartKind, Value};

fn shipped() -> CodeLists {
    CodeLists::shipped().unwrap()
}

#[test]
fn every_setting_the_program_reads_is_in_the_table() {
    for prefix in CodeLists::prefixes() {
        assert!(KNOWN.iter().any(|known| known.key.starts_with(prefix)), "{prefix}");
    }
    for list in shipped().names() {
        let item = known::find(&format!("codes.{list}")).unwrap_or_else(|| panic!("{list}"));
        assert_eq!(item.known.holds, Holds::Table(list_name(&item.known.holds)));
        assert_eq!(item.known.spec.kind, FieldKind::Rows(PartKind::Code(Shape::of(list))), "{list}");
    }
    let keys: HashSet<&str> = KNOWN.iter().map(|known| known.key).collect();
    assert_eq!(keys.len(), KNOWN.len());
    assert!(known::find("print.footer").is_none() && known::find("codes.").is_none());
}

fn list_name(holds: &Holds) -> &'static str {
    match holds {
        Holds::Table(list) => list,
        _ => panic!("no list"),
    }
}

#[test]
fn what_is_in_force_reads_as_it_is_written_and_as_the_form_writes_it() {
    let books = Books::shared();
    for item in known::all(&books.context()) {
        let codes = shipped();
        let text = codes.value(&item.key).unwrap_or_else(|| panic!("{} has no value", item.key));
        // A year nobody has entered yet is written as one without holidays.
        if text.is_empty() {
            continue;
        }
        let mut again = codes.clone();
        again.apply(&item.key, &text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(again.value(&item.key), Some(text.clone()), "{}", item.key);
        assert_eq!(again.origin(&item.key), Origin::Station);
        let formed = item.text(&item.values(&codes));
        let settled = item.settled(&formed, &codes).unwrap();
        assert!(item.is_in_force(&settled, &codes) && item.is_in_force(text.trim_end(), &codes), "{}", item.key);
        // The rules of reception days are kept as they were written, with their comments; a form writes none.
        if item.known.holds != Holds::Schedule {
            assert_eq!(settled, text.trim_end(), "{}", item.key);
        }
        for (list, name) in codes.names().map(|list| (list, again.list(list))) {
            assert_eq!(codes.list(list), name, "{list} changed by {}", item.key);
        }
        assert!(!item.label().is_empty() && !item.summary(&codes).is_empty() && !item.known.spec.hint.is_empty());
    }
}

#[test]
fn a_code_that_is_added_gets_a_key_of_its_own() {
    let codes = shipped();
    let add = |list: &str, added: &[(&str, &str)]| {
        let shape = Shape::of(list);
        let mut all = rows::of_codes(list, codes.list(list));
        for (name, parent) in added {
            let (name, parent) = ((*name).to_owned(), (*parent).to_owned());
            all.push(Part::Code(Box::new(CodeRow { name, parent, ..CodeRow::blank(shape) })));
        }
        let begin = all.len() - added.len();
        propose::give_keys(&mut all);
        let item = known::find(&format!("codes.{list}")).unwrap();
        item.settled(&rows::text(list, &all), &codes).unwrap();
        all[begin..].iter().map(|row| row.get("key")).collect::<Vec<_>>()
    };
    let text = |key: &str| Value::Text(key.to_owned());
    assert_eq!(add("unit_level", &[("村组", ""), ("（１）", "")]), [text("cunzu"), text("own")]);
    assert_eq!(add("nature", &[("表扬", ""), ("表阳", "")]), [text("biaoyang"), text("biaoyang_2")]);
    let below = codes.list("category").iter().filter(|code| code.parent == "02" && code.key != "0299");
    let last: u32 = below.map(|code| code.key.parse().unwrap()).max().unwrap();
    let next = [text(&format!("{:04}", last + 1)), text(&format!("{:04}", last + 2))];
    assert_eq!(add("category", &[("共享单车", "02"), ("电动车充电", "02")]), next);
}

#[test]
fn a_reset_keeps_what_the_station_added_as_retired() {
    let mut codes = shipped();
    let item = known::find("codes.nature").unwrap();
    assert_eq!(item.reset(&codes).unwrap(), None);
    let text =
        item.settled("[[nature]]\nkey='help'\nname='求助类'\n[[nature]]\nkey='praise'\nname='表扬'\n", &codes).unwrap();
    codes.apply(&item.key, &text).unwrap();
    let back = item.reset(&codes).unwrap().unwrap();
    codes.apply(&item.key, &back).unwrap();
    assert_eq!((codes.name("nature", "help"), codes.name("nature", "praise")), ("求助", "表扬"));
    assert!(!codes.code("nature", "praise").unwrap().active && codes.code("nature", "inquiry").unwrap().active);
    let plain = known::find("deadlines.redo_days").unwrap();
    codes.apply(&plain.key, "20").unwrap();
    assert_eq!(plain.reset(&codes).unwrap(), None);
}

/// A rule whose times and place are filled in.
fn rule(pattern: &str) -> RuleRow {
    RuleRow {
        pattern: pattern.to_owned(),
        start: Time::from_hm(9, 0),
        end: Time::from_hm(11, 30),
        place: "接待室".to_owned(),
        ..RuleRow::default()
    }
}

#[test]
fn numbers_of_a_rule_are_taken_as_they_are_said() {
    let said = |row: &RuleRow| {
        assert_eq!(row.wrong(), None);
        row.summary()
    };
    let market = RuleRow { market: "四、9".to_owned(), lunar: true, ..rule("market") };
    assert!(said(&market).starts_with("农历逢 4、9 日 "), "{}", said(&market));
    let weekly = RuleRow { weekday: "周三 星期天".to_owned(), ..rule("weekly") };
    assert!(said(&weekly).starts_with("每周三、周日 "), "{}", said(&weekly));
    let nth = RuleRow { weekday: "五".to_owned(), nth: "第二个，最后一个".to_owned(), ..rule("nth") };
    assert!(said(&nth).starts_with("每月第二个、最后一个周五 "), "{}", said(&nth));
    let days = RuleRow { days: "十日，二十五号，31".to_owned(), ..rule("days") };
    assert!(said(&days).starts_with("每月 10、25、31 日 "), "{}", said(&days));
    let months =
        RuleRow { days: "1".to_owned(), months: "chosen".to_owned(), chosen: "三月，十二月".to_owned(), ..days };
    assert!(said(&months).starts_with("3、12 月 1 日 "), "{}", said(&months));
}

#[test]
fn the_field_of_a_rule_that_would_not_be_taken_is_named() {
    let wrong = |row: RuleRow| row.wrong().map(|(key, _)| key);
    assert_eq!(wrong(RuleRow { days: "15".to_owned(), ..rule("days") }), None);
    assert_eq!(wrong(rule("days")), None, "what is empty the form asks for");
    for days in ["32", "0", "-2", "十五几", "十十", "15.5"] {
        assert_eq!(wrong(RuleRow { days: days.to_owned(), ..rule("days") }), Some("days"), "{days}");
    }
    // What does not apply is not looked at; the last market day means nothing.
    assert_eq!(wrong(RuleRow { market: "-1".to_owned(), days: "99".to_owned(), ..rule("market") }), Some("market"));
    let weekly = RuleRow { weekday: "3".to_owned(), ..rule("weekly") };
    assert_eq!(wrong(RuleRow { weeks: 2, ..weekly.clone() }), Some("since"));
    assert_eq!(wrong(RuleRow { weeks: 2, since: Date::from_ymd(2027, 1, 6), ..weekly.clone() }), None);
    assert_eq!(wrong(RuleRow { end: weekly.start, ..weekly.clone() }), Some("end"));
    assert_eq!(wrong(RuleRow { months: "chosen".to_owned(), chosen: "13".to_owned(), ..weekly }), Some("chosen"));
    for row in ["weekly", "nth", "market"].map(|pattern| RuleRow {
        weekday: "八".to_owned(),
        market: "10".to_owned(),
        ..rule(pattern)
    }) {
        let (_, message) = row.wrong().unwrap();
        assert!(!message.contains("[[") && !message.contains('='), "the clerk has no TOML to mend: {message}");
    }
    let closed = |days: &str| ClosedRow { days: days.to_owned() }.wrong().map(|(key, _)| key);
    assert_eq!(
        [closed("2027-02-10"), closed(""), closed("2.10"), closed("春节")],
        [None, None, Some("days"), Some("days")]
    );
}

#[test]
fn the_list_and_the_row_of_a_year_that_would_not_be_taken_are_named() {
    let item = known::find("holidays.2027").unwrap();
    let codes = shipped();
    let holiday = |days: &str| Part::Holiday(HolidayRow { name: "假".to_owned(), days: days.to_owned() });
    let workday = |day: &str| Part::Workday(WorkdayRow { day: day.to_owned() });
    let wrong = |holidays: Vec<Part>, workdays: Vec<Part>| {
        item.wrong(&[(HOLIDAYS, Value::Rows(holidays)), (WORKDAYS, Value::Rows(workdays))], &codes)
    };
    let good = || vec![holiday("1.1-1.3"), holiday("10.1-10.7")];
    assert_eq!(wrong(good(), vec![workday("2.14")]), None);
    let (list, message) = wrong(vec![holiday("1.1-1.3"), holiday("1.3")], vec![workday("2.15")]).unwrap();
    assert!(list == HOLIDAYS && message.starts_with("第 2 行"), "{message}");
    let (list, message) = wrong(good(), vec![workday("2.14"), workday("2.15")]).unwrap();
    assert!(list == WORKDAYS && message.starts_with("第 2 行"), "{message}");
    let (list, message) = wrong(good(), vec![workday("10.2")]).unwrap();
    assert!(list == WORKDAYS && message.starts_with("第 1 行"), "{message}");
    let rules = known::find("schedule.rules").unwrap();
    let rows = vec![Part::Rule(Box::new(rule("days"))); 1];
    let found = rules.wrong(&[(RULES, Value::Rows(rows)), (CLOSED, Value::Rows(Vec::new()))], &codes);
    assert_eq!(found.map(|(list, _)| list), Some(RULES));
}

#[test]
fn what_an_input_method_types_is_read_as_in_a_form() {
    let codes = shipped();
    let settled = |key: &str, typed: &str| known::find(key).unwrap().settled(typed, &codes);
    for (key, typed, stored) in [
        ("quotas.visits", "５", "5"),
        ("deadlines.notice_days", " ７　", "7"),
        ("deadlines.warn_days", "１０，３", "[10, 3]"),
        ("scores.enabled", "是", "true"),
        ("scores.enabled", "否", "false"),
    ] {
        assert_eq!(settled(key, typed).unwrap(), stored, "{key} {typed}");
    }
    assert!(settled("quotas.visits", "五").is_err() && settled("scores.enabled", "也许").is_err());
    // Names keep what was typed.
    assert_eq!(settled("recipients.to", "镇人大（主席团）").unwrap(), "[\"镇人大（主席团）\"]");
}
