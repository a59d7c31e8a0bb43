//! What a county decides about an issue of its station, at both keyboards: decided, sent down, taken over, seen above.

use super::bench::Bench;
use super::deciding::county_with_an_issue;
use super::other::{COUNTY, Other, STATION, acquainted, city_above, press};
use crate::app::command::Place;
use crate::model::handling::{Handling, reference, told};
use crate::model::issue::{Issue, Stage};
use crate::model::unit::Unit;
use crate::model::{Date, Kind, Record};
use crate::store::reader::List;
use crate::sync::package::Sort;

pub fn issue(bench: &Bench, id: u64) -> Issue {
    match bench.office.context().directory.entry(Kind::Issue, id).unwrap().record {
        Record::Issue(issue) => *issue,
        other => panic!("{other:?}"),
    }
}

pub fn unit(name: &str) -> Record {
    Record::Unit(Unit { name: name.to_owned(), level: "county".to_owned(), active: true, ..Unit::default() })
}

pub fn decided(verb: &str) -> Handling {
    Handling {
        station: STATION.to_string(),
        issue: 1,
        number: "2026-0001".to_owned(),
        verb: verb.to_owned(),
        on: Date::from_ymd(2026, 11, 23),
        ..Handling::default()
    }
}

/// A station whose county has decided that its unit of this name handles the first issue; the package is on the stick.
fn station_with_a_decision(name: &str) -> (Bench, Other) {
    let (mut bench, mut county) = acquainted(80, 24);
    press(&mut bench, "9");
    press(&mut bench, "<F2>");
    press(&mut bench, "<Enter>");
    press(&mut bench, "<Enter>");
    county.take(&format!("LZ-{STATION}-{COUNTY}-up-0001.lz"));
    let due_on = Date::from_ymd(2027, 2, 21);
    let assign = Handling { unit: Some(1), due_on, ..decided("assign") };
    county.commit(vec![unit(name), Record::Handling(Box::new(assign))]);
    county.send(Sort::Down, STATION);
    (bench, county)
}

/// Takes in what is on the stick, and goes to 今日.
pub fn exchanged(bench: &mut Bench) {
    press(bench, "9");
    press(bench, "<F2>");
    press(bench, "<Enter>");
    assert!(bench.text().contains("可以拔出"), "{}", bench.text());
    press(bench, "<Enter>");
    press(bench, "1");
}

/// Selects the line of 今日 that says this.
pub fn select(bench: &mut Bench, says: &str) {
    bench.keys("<Home>");
    for _ in 0..40 {
        let lines = bench.app.today.lines(&bench.office.context());
        let led = lines.iter().filter(|line| line.target.is_some()).nth(bench.app.today.selected);
        if led.is_some_and(|line| line.text.contains(says)) {
            return;
        }
        bench.keys("<Down>");
    }
    panic!("no line says {says}:\n{}", bench.text());
}

#[test]
fn a_decision_is_counted_led_to_and_taken_over_with_one_key() {
    let (mut bench, mut county) = station_with_a_decision("镇水利站");
    exchanged(&mut bench);
    bench.shows(&["上级办理待采纳 1 项"]);
    select(&mut bench, "上级办理");
    bench.keys("<Enter>");
    bench.shows(&["上级办理待采纳", "2026-0001", "交办"]);
    bench.keys("<Enter>");
    assert_eq!(bench.app.place(), Place::Detail, "{}", bench.text());
    assert_eq!(bench.app.current().map(|entry| entry.kind()), Some(Kind::Issue));
    bench.keys("<End>");
    bench.shows(&["上级办理·交办转办（长沙县人大）", "镇水利站", "待采纳", "F4 采纳"]);
    bench.keys("<F4>");
    let taken = issue(&bench, 1);
    assert_eq!((taken.stage, taken.unit, taken.due_on), (Stage::Assigned, Some(1), Date::from_ymd(2027, 2, 21)));
    assert_eq!(taken.events.last().unwrap().handling, reference(COUNTY, 1));
    assert!(bench.message().contains("已保存"), "{}", bench.message());
    bench.keys("<End>");
    bench.shows(&["采纳", "已采纳"]);
    bench.lacks("F4 采纳");
    // Nothing is left to take over, and the key says so.
    bench.keys("<F4>");
    assert!(bench.message().contains("没有待采纳"), "{}", bench.message());
    bench.keys("1");
    bench.lacks("上级办理待采纳");
    // An undo opens it again; once more, and the county sees it.
    bench.keys("<C-z>");
    bench.shows(&["上级办理待采纳 1 项"]);
    select(&mut bench, "上级办理");
    bench.keys("<Enter><Enter><C-b>");
    assert_eq!(issue(&bench, 1).stage, Stage::Assigned);
    press(&mut bench, "9");
    press(&mut bench, "<F2>");
    press(&mut bench, "<Enter>");
    county.take_all(STATION);
    let reader = county.desk.reader();
    let about = crate::runtime::pages::deciding(&reader, STATION, 1).unwrap().unwrap();
    assert!(about.waiting.is_empty() && about.content().unwrap().stage == Stage::Assigned, "{about:?}");
}

#[test]
fn a_unit_that_is_missing_is_entered_first() {
    let (mut bench, _) = station_with_a_decision("县水利局");
    exchanged(&mut bench);
    select(&mut bench, "上级办理");
    bench.keys("<Enter><Enter><F4>");
    assert_eq!(bench.app.place(), Place::Form, "{}", bench.text());
    bench.shows(&["新增承办单位", "县水利局", "按 F5 采纳", "先登记这个单位"]);
    // Given up, the decision still waits, and the screen says so.
    bench.keys("<Esc>");
    assert_eq!(bench.app.place(), Place::Detail, "{}", bench.text());
    assert!(bench.message().contains("仍待采纳"), "{}", bench.message());
    assert_eq!(issue(&bench, 1).stage, Stage::Registered);
    bench.keys("<F4>");
    assert_eq!(bench.app.place(), Place::Form, "{}", bench.text());
    bench.keys("<C-s>");
    bench.settle_warnings();
    // With the unit saved, the decision is taken over.
    assert_eq!(bench.app.place(), Place::Detail, "{}", bench.text());
    assert_eq!((issue(&bench, 1).stage, issue(&bench, 1).unit), (Stage::Assigned, Some(3)));
    assert!(bench.message().contains("已登记承办单位 县水利局；已保存 2026-0001"), "{}", bench.message());
}

#[test]
fn what_does_not_pass_is_put_right_in_the_form_of_the_step() {
    let (mut bench, mut county) = station_with_a_decision("镇水利站");
    // The second issue is assigned: a term that is no later than its own has to be changed.
    let extend =
        Handling { due_on: Date::from_ymd(2026, 11, 25), reason: "等枯水期".to_owned(), ..decided("extend") };
    let before = Date::from_ymd(2026, 11, 9);
    assert_eq!(issue(&bench, 2).due_on, before);
    bench.keys("3");
    county.commit(vec![Record::Handling(Box::new(Handling { issue: 2, number: "2026-0002".to_owned(), ..extend }))]);
    county.send(Sort::Down, STATION);
    // Meanwhile the station has extended it on its own, for longer.
    let entry = bench.office.context().directory.entry(Kind::Issue, 2).unwrap();
    let mut later = issue(&bench, 2);
    later.due_on = Date::from_ymd(2026, 12, 9);
    bench.office.change(&entry, Record::Issue(Box::new(later)));
    exchanged(&mut bench);
    bench.shows(&["上级办理待采纳 2 项"]);
    select(&mut bench, "上级办理");
    bench.keys("<Enter><Down><Enter><F4>");
    assert_eq!(bench.app.place(), Place::Form, "{}", bench.text());
    bench.shows(&["延期", "2026-0002"]);
    // Left and come back to, the form still knows which decision it takes over.
    bench.form_field("due_on", "20261220");
    bench.keys("<Esc>");
    assert_eq!(bench.drafts().len(), 1);
    bench.keys("<F4>");
    bench.shows(&["2026-12-20"]);
    bench.keys("<C-s>");
    bench.settle_warnings();
    let taken = issue(&bench, 2);
    assert_eq!(taken.due_on, Date::from_ymd(2026, 12, 20), "{}", bench.text());
    assert_eq!(taken.events.last().unwrap().handling, reference(COUNTY, 2));
    assert!(bench.drafts().is_empty());
}

#[test]
fn what_does_not_fit_any_more_is_told_with_why() {
    let (mut bench, _) = station_with_a_decision("镇水利站");
    // The station has handed it over itself meanwhile.
    let entry = bench.office.context().directory.entry(Kind::Issue, 1).unwrap();
    let assigned = Issue { stage: Stage::Assigned, unit: Some(2), ..issue(&bench, 1) };
    bench.office.change(&entry, Record::Issue(Box::new(assigned)));
    exchanged(&mut bench);
    select(&mut bench, "上级办理");
    bench.keys("<Enter><Enter><End>");
    bench.shows(&["现在不能采纳"]);
    bench.keys("<F4>");
    assert!(bench.message().contains("已交办"), "{}", bench.message());
    assert_eq!(issue(&bench, 1).unit, Some(2));
}

#[test]
fn what_waits_behind_an_earlier_decision_says_so() {
    let (mut bench, mut county) = station_with_a_decision("镇水利站");
    county.commit(vec![Record::Handling(Box::new(Handling { reason: "有误".to_owned(), ..decided("return") }))]);
    county.send(Sort::Down, STATION);
    exchanged(&mut bench);
    select(&mut bench, "上级办理待采纳 2 项");
    bench.keys("<Enter><Enter><End>");
    bench.shows(&["等前一项采纳后"]);
    bench.lacks("现在不能采纳");
    bench.keys("<F4><End>");
    bench.lacks("等前一项采纳后");
    bench.keys("<F4>");
    assert_eq!(issue(&bench, 1).stage, Stage::Registered, "{}", bench.text());
}

#[test]
fn a_decision_voided_after_it_was_taken_over_is_told_in_the_time_line() {
    let (mut bench, mut county) = station_with_a_decision("镇水利站");
    exchanged(&mut bench);
    select(&mut bench, "上级办理");
    bench.keys("<Enter><Enter><F4>");
    let entry = county.desk.reader().entry(Kind::Handling, 1).unwrap().unwrap();
    let mut batch = county.batch();
    batch.void(&entry, "单位弄错了");
    county.desk.commit(batch).unwrap();
    county.send(Sort::Down, STATION);
    exchanged(&mut bench);
    assert_eq!(issue(&bench, 1).stage, Stage::Assigned, "what the station did is its own");
    bench.lacks("上级办理待采纳");
    bench.shows(&["上级已作废、本站已采纳 1 项"]);
    select(&mut bench, "上级已作废");
    bench.keys("<Enter>");
    bench.shows(&["2026-0001", "采纳后作废"]);
    bench.keys("<Enter><End>");
    bench.shows(&["采纳上级办理：长沙县人大 第 1 号", "后来作废了这项办理", "本站采纳后上级已作废：单位弄错了"]);
    // One key, and it is known.
    bench.keys("<F4>");
    assert!(bench.message().contains("已保存"), "{}", bench.message());
    bench.shows(&["知悉作废"]);
    bench.lacks("记为知悉");
    assert_eq!(issue(&bench, 1).stage, Stage::Assigned);
    bench.keys("<F4>");
    assert!(bench.message().contains("没有待采纳"), "{}", bench.message());
    bench.keys("1");
    bench.lacks("上级已作废");
    bench.keys("<C-z>");
    bench.shows(&["上级已作废、本站已采纳 1 项"]);
}

#[test]
fn a_decision_that_is_not_taken_over_is_refused_with_why_and_the_county_sees_it() {
    let (mut bench, mut county) = station_with_a_decision("镇水利站");
    exchanged(&mut bench);
    select(&mut bench, "上级办理");
    bench.keys("<Enter><Enter><F5>");
    assert_eq!(bench.app.place(), Place::Form, "{}", bench.text());
    bench.shows(&["不予采纳", "2026-0001"]);
    bench.keys("<C-s>");
    assert_eq!(bench.app.place(), Place::Form, "a reason is asked for: {}", bench.text());
    bench.form_field("reason", "已自行交办镇水利站");
    bench.keys("<C-s>");
    bench.settle_warnings();
    assert_eq!(bench.app.place(), Place::Detail, "{}", bench.text());
    assert_eq!(issue(&bench, 1).stage, Stage::Registered);
    bench.keys("<End>");
    bench.shows(&["不予采纳", "已自行交办镇水利站"]);
    bench.keys("<F4>");
    assert!(bench.message().contains("没有待采纳"), "{}", bench.message());
    bench.keys("1");
    bench.lacks("上级办理待采纳");
    press(&mut bench, "9");
    press(&mut bench, "<F2>");
    press(&mut bench, "<Enter>");
    county.take_all(STATION);
    let reader = county.desk.reader();
    let about = crate::runtime::pages::deciding(&reader, STATION, 1).unwrap().unwrap();
    assert!(about.waiting.is_empty(), "{about:?}");
    let decision = reader.entry(Kind::Handling, 1).unwrap().unwrap();
    assert_eq!(told::state(&decision, Some(&about.issue), []), told::State::Refused);
}

#[test]
fn what_is_voided_while_its_form_is_open_is_not_saved_as_taken_over() {
    let (mut bench, mut county) = station_with_a_decision("镇水利站");
    let before = Date::from_ymd(2026, 11, 9);
    assert_eq!(issue(&bench, 2).due_on, before);
    let extend =
        Handling { due_on: Date::from_ymd(2026, 11, 25), reason: "等枯水期".to_owned(), ..decided("extend") };
    county.commit(vec![Record::Handling(Box::new(Handling { issue: 2, number: "2026-0002".to_owned(), ..extend }))]);
    county.send(Sort::Down, STATION);
    let entry = bench.office.context().directory.entry(Kind::Issue, 2).unwrap();
    let mut later = issue(&bench, 2);
    later.due_on = Date::from_ymd(2026, 12, 9);
    bench.office.change(&entry, Record::Issue(Box::new(later)));
    exchanged(&mut bench);
    select(&mut bench, "上级办理");
    bench.keys("<Enter><Down><Enter><F4>");
    bench.form_field("due_on", "20261220");
    // Left as a draft, the county's voiding comes in, and the draft goes on.
    bench.keys("<Esc>");
    let decision = county.desk.reader().entry(Kind::Handling, 2).unwrap().unwrap();
    let mut batch = county.batch();
    batch.void(&decision, "期限改由站里定");
    county.desk.commit(batch).unwrap();
    county.send(Sort::Down, STATION);
    exchanged(&mut bench);
    select(&mut bench, "延期");
    bench.keys("<Enter>");
    bench.shows(&["2026-12-20"]);
    bench.keys("<C-s>");
    bench.settle_warnings();
    assert_eq!(bench.app.place(), Place::Form, "{}", bench.text());
    bench.shows(&["上级刚作废了这条办理（期限改由站里定）", "2026-12-20"]);
    let events = issue(&bench, 2).events.len();
    bench.keys("<C-s>");
    bench.settle_warnings();
    let stepped = issue(&bench, 2);
    assert_eq!((stepped.events.len(), stepped.due_on), (events + 1, Date::from_ymd(2026, 12, 20)), "{}", bench.text());
    assert_eq!(stepped.events.last().unwrap().handling, "", "it is a step of the station's own");
    assert!(bench.drafts().is_empty());
}

#[test]
fn what_waits_is_found_by_station_and_by_the_title_of_its_issue() {
    let (mut bench, _station) = county_with_an_issue();
    let mut city = city_above(&mut bench);
    let due_on = Date::from_ymd(2027, 2, 21);
    city.commit(vec![
        unit("市水利局"),
        Record::Handling(Box::new(Handling { unit: Some(1), due_on, ..decided("assign") })),
    ]);
    city.send(Sort::Down, COUNTY);
    exchanged(&mut bench);
    bench.keys("3<BackTab><BackTab><BackTab><BackTab>");
    assert_eq!(bench.app.book().cursor.list(), List::Waiting);
    bench.keys("/塌方");
    bench.finish_search();
    bench.shows(&["2026-0001", "市水利局"]);
    bench.keys("<Esc>/路灯");
    bench.finish_search();
    bench.lacks("市水利局");
    bench.keys("<Esc><F7>");
    bench.form_field("station", &STATION.to_string());
    bench.keys("<C-s>");
    bench.finish_search();
    bench.shows(&["2026-0001", "市水利局", "上级办理待采纳"]);
}
