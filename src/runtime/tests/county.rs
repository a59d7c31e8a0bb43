//! A county with the records of two stations: whose each is, in lists, filters, ledgers and on paper.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::bench::{Bench, by_phone, date, stamp};
use crate::app::Layer;
use crate::app::command::Place;
use crate::model::deputy::Deputy;
use crate::model::event::Event;
use crate::model::issue::{Issue, Stage};
use crate::model::received::Received;
use crate::model::takeover::Taken;
use crate::model::unit::Unit;
use crate::model::visit::Visit;
use crate::model::{Entry, Org, Record};
use crate::store::copies::{self, Grown};
use crate::store::desk::{Compose, Delivery, Desk, NewDesk, Section};
use crate::store::disk::Disk;
use crate::store::disk::model::ModelDisk;

const COUNTY: Org = Org(430_121);
const ONE: Org = Org(430_121_105_001);
const OTHER: Org = Org(430_121_106_001);

/// The journal of a station: a deputy, a unit, an issue that is overdue, one with a promise, a visit.
fn chain(org: Org, name: &str, deputy: &str, day: &str) -> Vec<u8> {
    chain_of(org, name, Deputy { name: deputy.to_owned(), ..Deputy::default() }, day)
}

fn chain_of(org: Org, name: &str, who: Deputy, day: &str) -> Vec<u8> {
    let deputy = who.name.clone();
    let (disk, dir) = (ModelDisk::new(), tempfile::tempdir().unwrap());
    let new = NewDesk { org, name: name.to_owned(), operator: "李工".to_owned() };
    let mut desk = Desk::init(Arc::new(disk.clone()), dir.path(), &new, &stamp()).unwrap();
    let mut batch = desk.batch(stamp());
    let (levels, deputies) = (vec!["township".to_owned()], vec![1]);
    batch.add(Record::Deputy(Deputy { levels, ..who }));
    let unit = format!("{}水利站", &name[..9]);
    batch.add(Record::Unit(Unit { name: unit, level: "township".to_owned(), ..Unit::default() }));
    batch.add(Record::Issue(Box::new(Issue {
        stage: Stage::Assigned,
        route: "township".to_owned(),
        unit: Some(1),
        assigned_on: date("2026-10-10"),
        due_on: date("2026-11-09"),
        ..by_phone(&format!("{deputy}收到的路灯问题"), day)
    })));
    let reply = Event { verb: "reply".to_owned(), on: date("2026-11-10"), class: "B".to_owned(), ..Event::default() };
    batch.add(Record::Issue(Box::new(Issue {
        stage: Stage::Tracking,
        class: "B".to_owned(),
        unit: Some(1),
        events: vec![Event { planned_on: date("2026-12-01"), ..reply }],
        ..by_phone(&format!("{deputy}收到的水渠问题"), day)
    })));
    let summary = "走访四户".to_owned();
    batch.add(Record::Visit(Visit { date: date(day), deputies, people: 4, summary, ..Visit::default() }));
    desk.commit(batch).unwrap();
    disk.read(&copies::path_of(dir.path(), org), 1 << 20).unwrap()
}

fn told(grown: &Grown) -> Record {
    let (code, mark) = (grown.org.to_string(), &grown.mark);
    let (hash, via) = (mark.hash.to_string(), code.clone());
    Record::Received(Box::new(Received { code, via, seq: mark.seq, hash, bytes: mark.end, ..Received::default() }))
}

fn take_in(desk: &mut Desk, chains: &[(Org, Vec<u8>)]) {
    let count = |bytes: &[u8]| u64::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap();
    let sections: Vec<Section> =
        chains.iter().map(|(org, bytes)| Section { org: *org, lines: count(bytes), anew: false }).collect();
    let all: Vec<u8> = chains.iter().flat_map(|(_, bytes)| bytes.iter().copied()).collect();
    let delivery = Delivery { sections: &sections, lines: &mut &all[..] };
    let compose: &mut Compose<'_> = &mut |batch, chains| {
        chains.iter().for_each(|grown| {
            batch.add_reserved(grown.org.0, told(grown));
        });
    };
    desk.receive(stamp(), delivery, compose, &mut |_, _| ControlFlow::Continue(())).unwrap();
}

/// A county's desk that holds what two stations reported, and an issue of its own.
pub fn county(columns: u16, rows: u16) -> Bench {
    Bench::made(COUNTY, "长沙县人大常委会代表联络工作委员会", (columns, rows), |desk| {
        let mut batch = desk.batch(stamp());
        batch.add(Record::Issue(Box::new(by_phone("县里登记的公交问题", "2026-11-01"))));
        desk.commit(batch).unwrap();
        let chains = [
            (ONE, chain(ONE, "茶亭镇代表联络站", "张三", "2026-11-20")),
            (OTHER, chain(OTHER, "桥驿镇人大代表联络站", "王五", "2026-11-18")),
        ];
        take_in(desk, &chains);
    })
}

fn current(bench: &Bench) -> Entry {
    bench.app.current().unwrap_or_else(|| panic!("nothing is selected:\n{}", bench.text())).clone()
}

fn filtered(bench: &mut Bench, script: &str) {
    bench.keys(script);
    bench.finish_search();
    assert_eq!(bench.app.place(), Place::Filtered, "{}", bench.text());
}

#[test]
fn lists_and_today_say_whose_each_record_is() {
    let mut bench = county(80, 24);
    bench.shows(&["茶亭镇  2026-0001  张三收到的路灯问题", "桥驿镇  2026-0001"]);
    bench.keys("3");
    bench.shows(&["联络站", ">  茶亭镇", "   桥驿镇", "   本级"]);
    bench.keys("<Enter>");
    bench.shows(&["茶亭镇代表联络站 报来（按 F6"]);
    bench.keys("<Esc><F3>");
    assert!(bench.message().contains("别的单位"), "{}", bench.message());
    // A number of our own that is marked is not marked where another desk has it.
    bench.keys("<End><Insert>");
    assert_eq!((current(&bench).org, current(&bench).id), (COUNTY, 1));
    let screen = bench.text();
    let marked: Vec<&str> = screen.lines().filter(|line| line.contains('*') && line.contains("2026-0001")).collect();
    assert!(marked.len() == 1 && marked[0].contains("本级"), "{screen}");
    // A station's own lists have no such column.
    let mut station = Bench::sample(80, 24);
    station.keys("3");
    station.lacks("联络站       编号");
}

#[test]
fn a_filter_asks_for_the_records_of_a_desk_and_for_its_deputies() {
    let mut bench = county(80, 24);
    filtered(&mut bench, "3<F7>qyz<Enter><F7>");
    bench.shows(&["联络站=桥驿镇人大代表联络站", "找到 2 件", "王五收到的路灯问题"]);
    bench.lacks("张三收到的");
    // Each station has a deputy 1: the name means the one of the station asked for.
    bench.keys("<F7>");
    bench.form_field("deputies", "wangwu");
    filtered(&mut bench, "<F7>");
    bench.shows(&["代表=王五", "找到 2 件"]);
    bench.keys("<F7><C-n>430121105001<Enter>");
    bench.form_field("deputies", "王五");
    bench.keys("<F7>");
    assert_eq!(bench.app.place(), Place::Filter, "{}", bench.text());
    bench.shows(&["没有找到代表「王五」"]);
    bench.keys("<C-n>没有这个站<F7>");
    bench.shows(&["没有找到联络站“没有这个站”"]);
    // Our own alone are those of no station.
    filtered(&mut bench, "<C-n>长沙县<Enter><F7>");
    bench.shows(&["找到 1 件", "县里登记的公交问题"]);
    assert_eq!(current(&bench).org, COUNTY);
}

#[test]
fn a_record_is_gone_to_with_whose_it_is() {
    let mut bench = county(80, 24);
    bench.keys("3#桥驿镇／2026-0002<Enter>");
    assert_eq!((current(&bench).org, current(&bench).id), (OTHER, 2), "{}", bench.text());
    bench.keys("#2026-0002<Enter>");
    assert_eq!((current(&bench).org, current(&bench).id), (ONE, 2), "no other of ours is called so");
    bench.keys("#2026-0001<Enter>");
    assert_eq!((current(&bench).org, current(&bench).id), (COUNTY, 1), "ours first");
    bench.keys("9<Tab><Tab>/qiaoyi");
    bench.finish_search();
    bench.shows(&["找到 1 个", "430121106001"]);
}

/// Picks a choice of F8 by its name, and takes the folder that is offered; gives what was written.
fn written(bench: &mut Bench, choice: &str) -> String {
    bench.keys("<F8>");
    let Some(Layer::Menu(menu)) = bench.app.layers.last() else { panic!("{}\n{}", bench.message(), bench.text()) };
    let at = menu.items.iter().position(|(name, _)| name.starts_with(choice)).expect(choice);
    let before = bench.files_in("export");
    bench.keys(&"<Down>".repeat(at));
    bench.keys("<Enter><Enter>");
    bench.finish_export();
    let new = bench.files_in("export").into_iter().find(|name| !before.contains(name));
    let file = new.unwrap_or_else(|| panic!("{}", bench.message()));
    let bytes = bench.bytes_of(&format!("export/{file}"));
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn ledgers_and_lists_on_paper_are_of_all_desks_with_whose_each_record_is() {
    let mut bench = county(80, 24);
    bench.keys("3");
    let csv = written(&mut bench, "意见建议台账　csv（UTF-8）");
    let rows: Vec<&str> = csv.lines().collect();
    assert!(rows[0].starts_with("\u{feff}所属联络站,编号,"), "{csv}");
    assert_eq!(rows.len(), 6, "{csv}");
    assert!(csv.contains("桥驿镇,2026-0001,2026-11-18,来电,王五,"), "{csv}");
    assert!(csv.contains("茶亭镇,2026-0001,2026-11-20,来电,张三,") && csv.contains("本级,2026-0001,"), "{csv}");
    // What a filter took, in the order of the ledger.
    filtered(&mut bench, "<F7>桥驿<Enter><F7>");
    let csv = written(&mut bench, "意见建议台账　csv（UTF-8）");
    assert_eq!(csv.lines().count(), 3, "{csv}");
    // It is called after the station asked for, and its rows look as those of all.
    assert!(csv.starts_with("\u{feff}所属联络站,编号,"), "{csv}");
    let named = |name: &String| name.starts_with("桥驿镇人大代表联络站") && name.ends_with(".csv");
    assert!(bench.files_in("export").iter().any(named), "{:?}", bench.files_in("export"));
    bench.keys("<Esc>5");
    let csv = written(&mut bench, "代表花名册　csv（UTF-8）");
    assert!(csv.starts_with("\u{feff}序号,所属联络站,") && csv.contains("2,桥驿镇,王五"), "{csv}");
}

#[test]
fn a_station_passes_the_column_over_when_it_takes_such_a_ledger_in() {
    let mut bench = county(80, 24);
    bench.keys("3");
    let csv = written(&mut bench, "意见建议台账　csv（UTF-8）");
    let mut station = Bench::sample(80, 24);
    station.put_file("县里的.csv", csv);
    station.keys("3<A-i>县里的.csv<Enter>");
    station.finish_import();
    assert_eq!(station.app.place(), Place::Import, "{}", station.text());
    let screen = station.text();
    let column = screen.lines().find(|line| line.contains("所属联络站")).unwrap();
    assert!(column.contains("不取"), "{screen}");
    station.keys("<C-s>");
    station.finish_import();
    station.shows(&["2026-0001"]);
    assert_eq!(station.app.place(), Place::Imported, "{}", station.text());
}

#[test]
fn a_deputy_of_the_county_has_done_what_was_done_at_the_stations_that_took_the_deputy_over() {
    let mut bench = Bench::made(COUNTY, "长沙县人大", (80, 40), |desk| {
        let mut batch = desk.batch(stamp());
        let levels = vec!["county".to_owned()];
        batch.add(Record::Deputy(Deputy { name: "张三".to_owned(), levels, ..Deputy::default() }));
        desk.commit(batch).unwrap();
        let taken = |id: u64| Some(Box::new(Taken { from: format!("{COUNTY}/{id}"), said: String::new() }));
        let who = |name: &str, id| Deputy { name: name.to_owned(), taken: taken(id), ..Deputy::default() };
        let chains = [
            (ONE, chain_of(ONE, "茶亭镇代表联络站", who("张三", 1), "2026-11-20")),
            (OTHER, chain_of(OTHER, "桥驿镇人大代表联络站", who("王五", 2), "2026-11-18")),
        ];
        take_in(desk, &chains);
    });
    bench.keys("5");
    while current(&bench).org != COUNTY {
        bench.keys("<Down>");
    }
    bench.keys("<Enter>");
    let screen = bench.text();
    let visits =
        screen.lines().find(|line| line.trim_start().starts_with("走访")).unwrap_or_else(|| panic!("{screen}"));
    let figures: Vec<&str> = visits.split_whitespace().skip(1).collect();
    assert_eq!(figures, ["1", "0", "1"], "{screen}");
    bench.shows(&["各站名册中的这位代表（1 人）", "茶亭镇"]);
}
