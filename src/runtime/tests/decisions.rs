//! What a county decides about an issue of its station, at both keyboards: decided, sent down, taken over, seen above.

use std::path::Path;

use super::bench::{Bench, by_phone};
use super::exchange::{COUNTY, Other, STATION, STICK, acquainted, city_above, county_and_station, press};
use crate::app::command::Place;
use crate::model::handling::{Handling, reference, taken_over, told};
use crate::model::issue::{Issue, Stage};
use crate::model::unit::Unit;
use crate::model::{Context, Date, Kind, Record};
use crate::store::reader::{Direction, List};
use crate::sync::package::Sort;

fn issue(bench: &Bench, id: u64) -> Issue {
    match bench.office.context().directory.entry(Kind::Issue, id).unwrap().record {
        Record::Issue(issue) => *issue,
        other => panic!("{other:?}"),
    }
}

fn unit(name: &str) -> Record {
    Record::Unit(Unit { name: name.to_owned(), level: "county".to_owned(), active: true, ..Unit::default() })
}

fn decided(verb: &str) -> Handling {
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
fn exchanged(bench: &mut Bench) {
    press(bench, "9");
    press(bench, "<F2>");
    press(bench, "<Enter>");
    assert!(bench.text().contains("可以拔出"), "{}", bench.text());
    press(bench, "<Enter>");
    press(bench, "1");
}

/// Selects the line of 今日 that says this.
fn select(bench: &mut Bench, says: &str) {
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
    bench.shows(&["新增承办单位", "县水利局", "先登记这个单位"]);
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

/// A county's desk that has an issue of its station.
fn county_with_an_issue() -> (Bench, Other) {
    let (mut bench, mut station) = county_and_station();
    station.commit(vec![unit("县水利局"), Record::Issue(Box::new(by_phone("通组路塌方", "2026-11-20")))]);
    station.send(Sort::Up, COUNTY);
    bench.office.add(unit("县水利局"));
    press(&mut bench, "1");
    exchanged(&mut bench);
    (bench, station)
}

#[test]
fn a_county_decides_by_the_key_of_the_steps_and_takes_back_what_waits() {
    let (mut bench, mut station) = county_with_an_issue();
    bench.keys("3");
    bench.shows(&["通组路塌方"]);
    bench.keys("<Enter><F6>");
    bench.shows(&["2026-0001 上级办理", "交办转办"]);
    bench.lacks("2 答复");
    bench.keys("<Enter>");
    assert_eq!(bench.app.place(), Place::Form, "{}", bench.text());
    bench.shows(&["上级办理·交办转办", "2026-0001", "通组路塌方", "2027-02-21"]);
    bench.lacks("办理内容");
    // Half filled in, it is a draft; it goes on from 今日.
    bench.form_field("unit", "县水利局");
    bench.keys("<Esc>");
    bench.keys("1");
    bench.shows(&["上级办理 交办转办", "2026-0001"]);
    select(&mut bench, "上级办理 交办转办");
    bench.keys("<Enter>");
    bench.shows(&["上级办理·交办转办", "县水利局"]);
    bench.keys("<C-s>");
    bench.settle_warnings();
    assert!(bench.message().contains("已保存"), "{}", bench.text());
    assert!(bench.drafts().is_empty());
    bench.keys("3<Enter><End>");
    bench.shows(&["上级办理·交办转办", "县水利局", "待采纳"]);
    // Behind an assignment other steps are next.
    bench.keys("<F6>");
    bench.shows(&["1 退回", "2 延期", "4 答复"]);
    bench.keys("<Esc>");
    // It is voided from its own page, and goes.
    bench.keys("<BackTab><Enter>");
    assert_eq!(bench.app.current().map(|entry| entry.kind()), Some(Kind::Handling), "{}", bench.text());
    bench.keys("<Delete>作出有误<C-s>");
    assert!(bench.message().contains("作废"), "{}", bench.message());
    bench.keys("<Esc><End>");
    bench.lacks("待采纳");
    bench.keys("<F6>");
    bench.shows(&["交办"]);
    bench.keys("<Enter>");
    bench.form_field("unit", "县水利局");
    bench.keys("<C-s>");
    bench.settle_warnings();
    // It goes down, is taken over there, and comes back up.
    let up = station.send(Sort::Up, COUNTY);
    exchanged(&mut bench);
    station.remove(&up);
    station.take_all(COUNTY);
    let reader = station.desk.reader();
    let waiting = reader.page(List::Waiting, None, Direction::Forward, 9).unwrap();
    assert_eq!((waiting.len(), reader.waiting_total()), (1, 1), "what was voided waits for nobody");
    let office = bench.office.context();
    let context = Context { today: office.today, codes: office.codes, directory: &reader };
    let (about, step) = taken_over(&waiting[0].entry, "李慧", &context);
    let mut batch = station.batch();
    batch.take_step(&[&about.unwrap()], &step.unwrap(), &context).unwrap();
    station.desk.commit(batch).unwrap();
    station.send(Sort::Up, COUNTY);
    exchanged(&mut bench);
    bench.keys("3<Enter><End>");
    bench.shows(&["已采纳（2026-11-23）"]);
    // What was taken over stays: nothing saved here since could be undone but the decision itself.
    bench.keys("<Esc><C-z>");
    assert!(!bench.message().contains("已撤销"), "{}", bench.message());
    for _ in 0..3 {
        bench.keys("<BackTab>");
    }
    bench.shows(&["本级作出的办理"]);
    bench.keys("<Delete>又改主意<C-s>");
    assert!(bench.message().contains("不能作废"), "{}", bench.message());
}

#[test]
fn a_county_passes_on_what_the_city_decided_with_one_key() {
    let (mut bench, mut station) = county_with_an_issue();
    let mut city = city_above(&mut bench);
    let due_on = Date::from_ymd(2027, 2, 21);
    let assign = Handling { unit: Some(1), due_on, ..decided("assign") };
    city.commit(vec![unit("市水利局"), Record::Handling(Box::new(assign))]);
    city.send(Sort::Down, COUNTY);
    exchanged(&mut bench);
    bench.shows(&["上级办理待采纳 1 项"]);
    select(&mut bench, "上级办理");
    bench.keys("<Enter><Enter><End>");
    bench.shows(&["上级办理·交办转办（长沙市人大）", "市水利局", "采纳后随下发包转给站里", "F4 采纳"]);
    // Its unit is entered first; then it is one of the county's at once.
    bench.keys("<F4>");
    bench.shows(&["新增承办单位", "市水利局"]);
    bench.keys("<C-s>");
    bench.settle_warnings();
    assert!(bench.message().contains("转给站里"), "{}", bench.text());
    bench.keys("<End>");
    bench.shows(&["上级办理·交办转办（长沙县人大", "最初作出单位：长沙市人大", "长沙市", "已转办，待站里采纳"]);
    bench.keys("<F4>");
    assert!(bench.message().contains("没有待采纳"), "{}", bench.message());
    bench.keys("1");
    bench.lacks("上级办理待采纳");
    let up = station.send(Sort::Up, COUNTY);
    exchanged(&mut bench);
    station.remove(&up);
    station.take_all(COUNTY);
    let waiting = station.desk.reader().page(List::Waiting, None, Direction::Forward, 9).unwrap();
    let Record::Handling(passed) = &waiting[0].entry.record else { panic!() };
    let told =
        (waiting.len(), waiting[0].entry.org, passed.origin.as_str(), passed.origin_name.as_str(), passed.due_on);
    assert_eq!(told, (1, COUNTY, "4301/1", "长沙市人大", due_on));
}

#[test]
fn what_does_not_pass_at_the_county_is_put_right_in_the_form_of_its_decision() {
    let (mut bench, mut station) = county_with_an_issue();
    let mut city = city_above(&mut bench);
    let assigned =
        Issue { stage: Stage::Assigned, due_on: Date::from_ymd(2026, 12, 20), ..by_phone("桥坏了", "2026-11-20") };
    station.commit(vec![Record::Issue(Box::new(assigned))]);
    station.send(Sort::Up, COUNTY);
    let due_on = Date::from_ymd(2026, 12, 10);
    let extend =
        Handling { issue: 2, number: "2026-0002".to_owned(), due_on, reason: "汛期".to_owned(), ..decided("extend") };
    city.commit(vec![Record::Handling(Box::new(extend))]);
    city.send(Sort::Down, COUNTY);
    exchanged(&mut bench);
    select(&mut bench, "上级办理");
    bench.keys("<Enter><Enter><F4>");
    assert_eq!(bench.app.place(), Place::Form, "{}", bench.text());
    bench.shows(&["上级办理·延期", "2026-0002"]);
    // Left and come back to from 今日, it still knows which decision it passes on.
    bench.form_field("due_on", "20270110");
    bench.keys("<Esc>1");
    select(&mut bench, "上级办理 延期");
    bench.keys("<Enter>");
    bench.shows(&["2027-01-10"]);
    bench.keys("<C-s>");
    bench.settle_warnings();
    let kept = bench.office.context().directory.entry(Kind::Handling, 1).unwrap();
    let Record::Handling(kept) = kept.record else { panic!() };
    let told = (kept.passes(), kept.origin_name.as_str(), kept.due_on);
    assert_eq!(told, (Some((super::exchange::CITY, 1)), "长沙市人大", Date::from_ymd(2027, 1, 10)));
    bench.keys("1");
    bench.lacks("上级办理待采纳");
}

#[test]
fn what_was_decided_after_the_stick_had_gone_goes_with_the_next_one() {
    let (mut bench, mut station) = county_with_an_issue();
    station.remove(&Path::new(STICK).join(format!("LZ-{STATION}-{COUNTY}-up-0001.lz")));
    station.take_all(COUNTY);
    press(&mut bench, "9");
    bench.lacks("未下发");
    bench.keys("3<Enter><F6><Enter>");
    bench.form_field("unit", "县水利局");
    bench.keys("<C-s>");
    bench.settle_warnings();
    press(&mut bench, "9");
    bench.shows(&["未下发 1 条（1 个）"]);
    press(&mut bench, "1");
    bench.shows(&["本级作出的办理未下发 1 项"]);
    bench.keys("3<BackTab><BackTab><BackTab>");
    bench.shows(&["本级作出的办理", "随下一个包下发"]);
    bench.shows(&["未下发 1 条，等着收的下级 1 个"]);
    press(&mut bench, "9");
    press(&mut bench, "<F2>");
    bench.shows(&["下发包给", "未下发 1 条"]);
    press(&mut bench, "<Enter>");
    bench.shows(&["可以拔出", "写出并核对"]);
    press(&mut bench, "<Enter>");
    press(&mut bench, "1");
    bench.lacks("未下发");
    bench.keys("3");
    bench.shows(&["本级作出的办理", "待采纳"]);
    bench.lacks("随下一个包下发");
    station.take_all(COUNTY);
    assert_eq!(station.desk.reader().waiting_total(), 1);
    // A change of what all below share is offered likewise: a stick with nobody's package on it takes it.
    bench.office.add(unit("县住建局"));
    press(&mut bench, "9");
    bench.shows(&["未下发 1 条（1 个）"]);
    press(&mut bench, "<F2>");
    bench.shows(&["下发包给", "未下发 1 条"]);
    press(&mut bench, "<Enter>");
    press(&mut bench, "<Enter>");
    bench.lacks("未下发");
    station.take_all(COUNTY);
    let there = station.desk.reader().of(COUNTY);
    assert_eq!(there.page(List::Station(Kind::Unit, COUNTY), None, Direction::Forward, 9).unwrap().len(), 2);
}

#[test]
fn a_county_refuses_to_pass_on_what_the_city_decided_and_says_why() {
    let (mut bench, _) = county_with_an_issue();
    let mut city = city_above(&mut bench);
    let assign = Handling { unit: Some(1), due_on: Date::from_ymd(2027, 2, 21), ..decided("assign") };
    city.commit(vec![unit("市水利局"), Record::Handling(Box::new(assign))]);
    city.send(Sort::Down, COUNTY);
    exchanged(&mut bench);
    select(&mut bench, "上级办理");
    bench.keys("<Enter><Enter><End>");
    bench.shows(&["F5 不采纳"]);
    bench.keys("<F5>");
    assert_eq!(bench.app.place(), Place::Form, "{}", bench.text());
    bench.shows(&["不予采纳", "2026-0001"]);
    bench.keys("<C-s>");
    assert_eq!(bench.app.place(), Place::Form, "a reason is asked for: {}", bench.text());
    bench.form_field("reason", "不归我县管");
    // Left and come back to, it is a refusal still.
    bench.keys("<Esc>1");
    select(&mut bench, "不予采纳");
    bench.keys("<Enter>");
    bench.shows(&["不予采纳", "不归我县管"]);
    bench.keys("<C-s>");
    bench.settle_warnings();
    assert!(bench.message().contains("已保存"), "{}", bench.text());
    bench.keys("1");
    bench.lacks("上级办理待采纳");
    // It goes up, where the city sees it, and not down.
    press(&mut bench, "9");
    bench.lacks("未下发 2 条");
    press(&mut bench, "<F2>");
    press(&mut bench, "<Enter>");
    press(&mut bench, "<Enter>");
    city.take_all(COUNTY);
    let reader = city.desk.reader();
    let naming = reader.of(STATION).decisions(1).unwrap();
    let (first, about) = (reader.entry(Kind::Handling, 1).unwrap().unwrap(), reader.of(STATION).entry(Kind::Issue, 1));
    assert_eq!(told::state(&first, about.unwrap().as_ref(), &naming), told::State::Refused);
    let Record::Handling(refusal) = &naming.iter().find(|one| one.org == COUNTY).unwrap().record else { panic!() };
    assert_eq!((refusal.reason.as_str(), refusal.origin.as_str()), ("不归我县管", "4301/1"));
}

#[test]
fn a_county_follows_a_city_that_voids_what_was_passed_on_with_one_key() {
    let (mut bench, mut station) = county_with_an_issue();
    let mut city = city_above(&mut bench);
    let assign = Handling { unit: Some(1), due_on: Date::from_ymd(2027, 2, 21), ..decided("assign") };
    city.commit(vec![unit("县水利局"), Record::Handling(Box::new(assign))]);
    city.send(Sort::Down, COUNTY);
    exchanged(&mut bench);
    select(&mut bench, "上级办理");
    bench.keys("<Enter><Enter><F4>");
    assert!(bench.message().contains("转给站里"), "{}", bench.text());
    let entry = city.desk.reader().entry(Kind::Handling, 1).unwrap().unwrap();
    let mut batch = city.batch();
    batch.void(&entry, "单位弄错了");
    city.desk.commit(batch).unwrap();
    city.send(Sort::Down, COUNTY);
    bench.keys("1");
    exchanged(&mut bench);
    bench.lacks("上级办理待采纳");
    bench.shows(&["上级已作废、本级已采纳或转下 1 项"]);
    select(&mut bench, "上级已作废");
    bench.keys("<Enter>");
    bench.shows(&["2026-0001", "转后作废"]);
    bench.keys("<Enter><End>");
    bench.shows(&["上级已作废：单位弄错了", "按 F4 一并作废"]);
    bench.lacks("F5 不采纳");
    bench.keys("<F4>");
    assert!(bench.message().contains("已作废"), "{}", bench.text());
    let ours = bench.office.context().directory.entry(Kind::Handling, 1).unwrap();
    assert_eq!(ours.voided.as_deref(), Some("上级已作废：单位弄错了"));
    bench.keys("1");
    bench.lacks("上级已作废、");
    // Undone, it is to be looked at again; done again, the station hears of nothing that waits.
    bench.keys("<C-z>");
    bench.shows(&["上级已作废、本级已采纳或转下 1 项"]);
    bench.keys("<C-y>");
    bench.lacks("上级已作废、");
    station.send(Sort::Up, COUNTY);
    exchanged(&mut bench);
    station.take_all(COUNTY);
    assert_eq!(station.desk.reader().waiting_total(), 0);
}

#[test]
fn what_the_city_voids_while_the_county_fills_it_in_is_not_passed_on() {
    let (mut bench, mut station) = county_with_an_issue();
    let mut city = city_above(&mut bench);
    let assigned =
        Issue { stage: Stage::Assigned, due_on: Date::from_ymd(2026, 12, 20), ..by_phone("桥坏了", "2026-11-20") };
    station.commit(vec![Record::Issue(Box::new(assigned))]);
    station.send(Sort::Up, COUNTY);
    let due_on = Date::from_ymd(2026, 12, 10);
    let extend =
        Handling { issue: 2, number: "2026-0002".to_owned(), due_on, reason: "汛期".to_owned(), ..decided("extend") };
    city.commit(vec![Record::Handling(Box::new(extend))]);
    city.send(Sort::Down, COUNTY);
    exchanged(&mut bench);
    select(&mut bench, "上级办理");
    bench.keys("<Enter><Enter><F4>");
    bench.form_field("due_on", "20270110");
    bench.keys("<Esc>");
    let entry = city.desk.reader().entry(Kind::Handling, 1).unwrap().unwrap();
    let mut batch = city.batch();
    batch.void(&entry, "期限改由县里定");
    city.desk.commit(batch).unwrap();
    city.send(Sort::Down, COUNTY);
    exchanged(&mut bench);
    select(&mut bench, "上级办理 延期");
    bench.keys("<Enter><C-s>");
    bench.settle_warnings();
    assert_eq!(bench.app.place(), Place::Form, "{}", bench.text());
    bench.shows(&["上级刚作废了这条办理（期限改由县里定）"]);
    assert!(bench.office.context().directory.entry(Kind::Handling, 1).is_none());
    bench.keys("<C-s>");
    bench.settle_warnings();
    let Record::Handling(kept) = bench.office.context().directory.entry(Kind::Handling, 1).unwrap().record else {
        panic!()
    };
    assert_eq!((kept.origin.as_str(), kept.origin_name.as_str()), ("", ""), "it is one of the county's own");
}

#[test]
fn decisions_are_found_by_station_and_by_the_title_of_their_issue_and_say_why_they_were_voided() {
    let (mut bench, _station) = county_with_an_issue();
    bench.keys("3<Enter><F6><Enter>");
    bench.form_field("unit", "县水利局");
    bench.keys("<C-s>");
    bench.settle_warnings();
    bench.keys("3<BackTab><BackTab><BackTab><F7>");
    bench.form_field("station", &STATION.to_string());
    bench.keys("<C-s>");
    bench.finish_search();
    bench.shows(&["2026-0001", "通组路塌方"]);
    bench.keys("<F7>");
    bench.form_field("station", &COUNTY.to_string());
    bench.keys("<C-s>");
    bench.finish_search();
    bench.shows(&["通组路塌方"]);
    bench.keys("<Esc>/塌方");
    bench.finish_search();
    bench.shows(&["2026-0001", "通组路塌方"]);
    bench.keys("<Esc>/路灯");
    bench.finish_search();
    bench.lacks("通组路塌方");
    bench.keys("<Esc>");
    bench.keys("<Delete>县里另有安排<C-s>");
    assert!(bench.message().contains("作废"), "{}", bench.message());
    bench.keys("<Tab>");
    bench.shows(&["作废原因", "县里另有安排", "2026-0001"]);
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
