//! A roster, units and code lists that came down, taken over at the keyboard.

use super::bench::Bench;
use super::exchange::{Other, STATION, acquainted, press};
use crate::app::command::Place;
use crate::model::Record;
use crate::model::deputy::Deputy;
use crate::model::setting::Setting;
use crate::model::unit::Unit;
use crate::sync::package::Sort;

fn deputy(name: &str, level: &str) -> Record {
    Record::Deputy(Deputy {
        name: name.to_owned(),
        levels: vec![level.to_owned()],
        term: "县第十八届".to_owned(),
        group: "茶亭镇代表小组".to_owned(),
        ..Deputy::default()
    })
}

/// A station whose county has sent down two deputies, one of them a namesake of its own, a unit and a term.
pub fn offered(columns: u16, rows: u16) -> (Bench, Other) {
    let (mut bench, mut county) = acquainted(columns, rows);
    let setting = Setting { key: "deadlines.redo_days".to_owned(), value: "20".to_owned(), taken: None };
    county.commit(vec![
        deputy("周建设", "county"),
        deputy("张三", "city"),
        Record::Unit(Unit { name: "县水利局".to_owned(), level: "county".to_owned(), ..Unit::default() }),
        Record::Setting(setting),
    ]);
    county.send(Sort::Down, STATION);
    for keys in ["9", "<F2>", "<Enter>", "<Enter>", "1"] {
        press(&mut bench, keys);
    }
    (bench, county)
}

/// How many deputies and units are on the lists.
fn totals(bench: &mut Bench) -> [u64; 2] {
    press(bench, "5");
    let deputies = bench.app.book().total.unwrap();
    press(bench, "<Tab>");
    let units = bench.app.book().total.unwrap();
    press(bench, "<BackTab>");
    [deputies, units]
}

#[test]
fn today_says_what_waits_and_one_key_takes_it_over() {
    let (mut bench, _) = offered(80, 24);
    let [deputies, units] = totals(&mut bench);
    press(&mut bench, "1");
    bench.shows(&["上级下发：代表 1、单位 1、码表 1 待采纳", "另有 1 条要人工核对"]);
    press(&mut bench, "9<F5>");
    assert_eq!(bench.app.place(), Place::Takeover);
    bench.shows(&["采纳下发 · 长沙县人大 · 共 4 条，已勾选 3 条", "周建设", "同名待核", "县水利局", "新增"]);
    press(&mut bench, "<Enter>");
    assert_eq!(bench.app.place(), Place::Sync);
    assert!(bench.message().contains("已采纳 3 条"), "{}", bench.message());
    assert_eq!(totals(&mut bench), [deputies + 1, units + 1]);
    assert_eq!(bench.office.context().codes.deadlines().redo_days, 20);
    press(&mut bench, "1");
    assert!(!bench.text().contains("待采纳"), "{}", bench.text());
    // One undo for all of it.
    press(&mut bench, "9<C-z><Enter>");
    assert_eq!(totals(&mut bench), [deputies, units]);
    assert_ne!(bench.office.context().codes.deadlines().redo_days, 20);
    press(&mut bench, "1");
    bench.shows(&["上级下发：代表 1、单位 1、码表 1 待采纳"]);
}

#[test]
fn rows_are_marked_one_by_one_and_what_is_doubtful_is_left() {
    let (mut bench, _) = offered(80, 24);
    let [deputies, _] = totals(&mut bench);
    press(&mut bench, "9<F5>");
    // The namesake stands last among the deputies.
    press(&mut bench, "<Down><Space>");
    assert!(bench.message().contains("不能直接采纳"), "{}", bench.message());
    press(&mut bench, "<Home><Space><Down><Down><Space><Down><Space>");
    bench.shows(&["已勾选 0 条", "[ ] 代表"]);
    press(&mut bench, "<Enter>");
    assert!(bench.message().contains("没有勾选"), "{}", bench.message());
    press(&mut bench, "<Home><Space><Enter>");
    assert!(bench.message().contains("已采纳 1 条"), "{}", bench.message());
    assert_eq!(totals(&mut bench)[0], deputies + 1);
    press(&mut bench, "9<F5><Esc>");
    assert_eq!(bench.app.place(), Place::Sync);
}

#[test]
fn a_desk_without_a_level_above_says_so() {
    let mut bench = Bench::sample(80, 24);
    press(&mut bench, "9<F5>");
    assert!(bench.message().contains("还没有收到上级单位下发的数据"), "{}", bench.message());
    assert_eq!(bench.app.place(), Place::Sync);
}
