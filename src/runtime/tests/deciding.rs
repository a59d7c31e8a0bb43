//! What a county decides, passes on and takes back.

use super::bench::{Bench, by_phone};
use super::decisions::{decided, exchanged, select, unit};
use super::other::{CITY, COUNTY, Other, STATION, STICK, city_above, county_and_station, press};
use crate::app::command::Place;
use crate::model::handling::{Handling, taken_over, told};
use crate::model::issue::{Issue, Stage};
use crate::model::{Context, Date, Kind, Record};
use crate::store::reader::{Direction, List};
use crate::sync::package::Sort;
use std::path::Path;

/// A county's desk that has an issue of its station.
pub fn county_with_an_issue() -> (Bench, Other) {
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
    assert_eq!(told, (Some((CITY, 1)), "长沙市人大", Date::from_ymd(2027, 1, 10)));
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
    bench.shows(&["未下发 1 条，等着收的下级 1 个"]);
    bench.keys("3<BackTab><BackTab><BackTab>");
    bench.shows(&["本级作出的办理", "随下一个包下发"]);
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
fn a_county_keeps_as_its_own_what_the_city_voids() {
    let (mut bench, mut station) = county_with_an_issue();
    let mut city = city_above(&mut bench);
    let assign = Handling { unit: Some(1), due_on: Date::from_ymd(2027, 2, 21), ..decided("assign") };
    city.commit(vec![unit("县水利局"), Record::Handling(Box::new(assign))]);
    city.send(Sort::Down, COUNTY);
    exchanged(&mut bench);
    select(&mut bench, "上级办理");
    bench.keys("<Enter><Enter><F4>");
    let entry = city.desk.reader().entry(Kind::Handling, 1).unwrap().unwrap();
    let mut batch = city.batch();
    batch.void(&entry, "上级已作废：改由省里办");
    city.desk.commit(batch).unwrap();
    city.send(Sort::Down, COUNTY);
    bench.keys("1");
    exchanged(&mut bench);
    select(&mut bench, "上级已作废");
    bench.keys("<Enter><Enter><End>");
    bench.shows(&["F4 一并作废", "F5 保留本级的", "上级已作废：改由省里办"]);
    bench.lacks("上级已作废：上级已作废");
    bench.keys("<F5>");
    assert!(bench.message().contains("已保留"), "{}", bench.text());
    let ours = bench.office.context().directory.entry(Kind::Handling, 1).unwrap();
    let Record::Handling(kept) = &ours.record else { panic!() };
    assert_eq!((ours.voided.as_deref(), kept.passes(), kept.verb.as_str()), (None, None, "assign"));
    bench.keys("1");
    bench.lacks("上级已作废、");
    // Undone, it follows the city's again.
    bench.keys("<C-z>");
    bench.shows(&["上级已作废、本级已采纳或转下 1 项"]);
    bench.keys("<C-y>");
    bench.lacks("上级已作废、");
    station.send(Sort::Up, COUNTY);
    exchanged(&mut bench);
    station.take_all(COUNTY);
    assert_eq!(station.desk.reader().waiting_total(), 1, "the station has it to take over still");
}

#[test]
fn a_county_is_told_of_its_decisions_that_came_to_nothing_until_they_are_voided() {
    let (mut bench, mut station) = county_with_an_issue();
    bench.keys("3<Enter><F6><Enter>");
    bench.form_field("unit", "县水利局");
    bench.keys("<C-s>");
    bench.settle_warnings();
    let up = station.send(Sort::Up, COUNTY);
    exchanged(&mut bench);
    station.remove(&up);
    station.take_all(COUNTY);
    let issue = station.desk.reader().entry(Kind::Issue, 1).unwrap().unwrap();
    let Record::Issue(mut refusing) = issue.record.clone() else { panic!() };
    refusing.events.push(crate::model::event::Event {
        verb: "decline".to_owned(),
        on: Some(bench.office.context().today),
        by: "李慧".to_owned(),
        handling: format!("{COUNTY}/1"),
        reason: "不归水利局管".to_owned(),
        ..Default::default()
    });
    let mut batch = station.batch();
    batch.change("decline", &issue, Record::Issue(refusing));
    station.desk.commit(batch).unwrap();
    // One that a desk below made is none of this desk's own.
    station.commit(vec![Record::Handling(Box::new(decided("urge")))]);
    station.send(Sort::Up, COUNTY);
    bench.keys("1");
    exchanged(&mut bench);
    bench.keys("1");
    bench.shows(&["本级的办理：对方不采纳 1 项"]);
    select(&mut bench, "本级的办理");
    bench.keys("<Enter>");
    bench.shows(&["本级作出的办理", "2026-0001", "不采纳"]);
    let theirs = bench.office.context().of(STATION, |there| there.directory.entry(Kind::Handling, 1));
    assert_eq!(theirs.map(|entry| entry.org), Some(STATION), "it is here");
    bench.lacks("催办");
    bench.keys("<Enter>");
    bench.shows(&["不予采纳（李慧）", "不归水利局管"]);
    bench.keys("<Esc><Delete>另作办理<C-s>1");
    bench.lacks("本级的办理：");
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
