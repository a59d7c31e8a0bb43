//! A roster, units and code lists that came down, taken over at the keyboard.

use super::bench::Bench;
use super::other::{Other, STATION, acquainted, press};
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

/// A station whose county has sent down a deputy, two namesakes of one of its own, a unit and a term.
pub fn offered(columns: u16, rows: u16) -> (Bench, Other) {
    let (mut bench, mut county) = acquainted(columns, rows);
    let setting = Setting { key: "deadlines.redo_days".to_owned(), value: "20".to_owned(), taken: None };
    county.commit(vec![
        deputy("周建设", "county"),
        deputy("张三", "township"),
        deputy("张三", "township"),
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
    bench.shows(&["上级下发：代表 1、单位 1、码表 1 待采纳", "另有 2 条要人工核对"]);
    press(&mut bench, "9<F5>");
    assert_eq!(bench.app.place(), Place::Takeover);
    bench.shows(&["采纳下发 · 长沙县人大 · 共 5 条，已勾选 3 条", "周建设", "同名待核", "县水利局", "新增"]);
    press(&mut bench, "<Enter>");
    assert_eq!(bench.app.place(), Place::Sync);
    assert!(bench.message().contains("已采纳 3 条"), "{}", bench.message());
    assert_eq!(totals(&mut bench), [deputies + 1, units + 1]);
    assert_eq!(bench.office.context().codes.deadlines().redo_days, 20);
    press(&mut bench, "1");
    bench.shows(&["上级下发：2 条要人工核对"]);
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
    // The namesakes stand last among the deputies.
    press(&mut bench, "<Home><Space><End><Space><Up><Space>");
    bench.shows(&["已勾选 0 条", "[ ] 代表 同名待核"]);
    press(&mut bench, "<Enter>");
    assert!(bench.message().contains("没有勾选"), "{}", bench.message());
    press(&mut bench, "<Home><Space><Enter>");
    assert!(bench.message().contains("已采纳 1 条"), "{}", bench.message());
    assert_eq!(totals(&mut bench)[0], deputies + 1);
    press(&mut bench, "9<F5><Esc>");
    assert_eq!(bench.app.place(), Place::Sync);
}

#[test]
fn a_namesake_comes_in_as_another_person_or_is_put_away() {
    let (mut bench, _) = offered(80, 24);
    let [deputies, _] = totals(&mut bench);
    press(&mut bench, "9<F5><Home><Down><Space>");
    bench.shows(&["[x] 代表 同名待核 张三"]);
    press(&mut bench, "<Enter>");
    assert!(bench.message().contains("已采纳 4 条"), "{}", bench.message());
    assert_eq!(totals(&mut bench)[0], deputies + 2);
    // The other of the two is now the one of ours.
    press(&mut bench, "9<F5>");
    bench.lacks("同名待核");
    // Or the first of them is, and stays as it is here.
    press(&mut bench, "<Esc><C-z><Enter>9<F5><Home><Down>");
    bench.shows(&["同名待核"]);
    press(&mut bench, "<F4>");
    assert!(bench.message().contains("以本站为准，不再提示"), "{}", bench.message());
    press(&mut bench, "<Esc>9<F5>");
    bench.lacks("同名待核");
    press(&mut bench, "<Esc>");
    assert_eq!(totals(&mut bench)[0], deputies);
}

#[test]
fn a_desk_without_a_level_above_says_so() {
    let mut bench = Bench::sample(80, 24);
    press(&mut bench, "9<F5>");
    assert!(bench.message().contains("还没有收到上级单位下发的数据"), "{}", bench.message());
    assert_eq!(bench.app.place(), Place::Sync);
}

/// A station that was sent deputies of its own township, of another, and of no place that is said.
fn with_deputies_of_others() -> Bench {
    let (mut bench, mut county) = acquainted(80, 24);
    let of = |name: &str, group: &str| match deputy(name, "county") {
        Record::Deputy(deputy) => Record::Deputy(Deputy { group: group.to_owned(), ..deputy }),
        other => other,
    };
    county.commit(vec![
        of("周建设", "茶亭镇代表小组"),
        of("吴远", "桥驿镇代表小组"),
        of("郑明", "桥驿镇代表小组"),
        of("冯五", ""),
    ]);
    county.send(Sort::Down, STATION);
    for keys in ["9", "<F2>", "<Enter>", "<Enter>", "9<F5>"] {
        press(&mut bench, keys);
    }
    bench
}

#[test]
fn deputies_of_other_stations_stand_last_unmarked_and_a_sort_is_marked_with_one_key() {
    let mut bench = with_deputies_of_others();
    bench.shows(&[
        "共 4 条，已勾选 2 条",
        "[x] 代表 新增     周建设",
        "[x] 代表 新增     冯五",
        "[ ] 代表 非本站   吴远",
    ]);
    press(&mut bench, "<End>*");
    bench.shows(&["已勾选 4 条", "[x] 代表 非本站   吴远", "[x] 代表 非本站   郑明"]);
    press(&mut bench, "*");
    bench.shows(&["已勾选 2 条", "[ ] 代表 非本站   吴远", "[x] 代表 新增     周建设"]);
}

#[test]
fn a_difference_put_away_with_a_key_is_not_told_again_and_the_undo_brings_it_back() {
    let (mut bench, mut county) = offered(80, 24);
    press(&mut bench, "9<F5><Home><F4>");
    assert!(bench.message().contains("本站没有对应的记录"), "{}", bench.message());
    press(&mut bench, "<Enter>");
    // The post of a deputy that was taken over changes above and here.
    let above = county.desk.reader().entry(crate::model::Kind::Deputy, 1).unwrap().unwrap();
    let Record::Deputy(was) = above.record.clone() else { panic!() };
    let mut batch = county.batch();
    batch.change("edit", &above, Record::Deputy(Deputy { post: "校长".to_owned(), ..was }));
    county.desk.commit(batch).unwrap();
    press(&mut bench, "5");
    while bench.app.current().is_some_and(|entry| !matches!(&entry.record, Record::Deputy(one) if one.name == "周建设"))
    {
        press(&mut bench, "<Down>");
    }
    press(&mut bench, "<F3>");
    bench.form_field("post", "教师");
    press(&mut bench, "<C-s>");
    county.send(Sort::Down, STATION);
    for keys in ["9", "<F2>", "<Enter>", "<Enter>", "9<F5>"] {
        press(&mut bench, keys);
    }
    bench.shows(&["周建设", "两边不同", "教师", "校长"]);
    press(&mut bench, "<Home>");
    while !bench.text().lines().any(|line| line.starts_with('>') && line.contains("周建设")) {
        press(&mut bench, "<Down>");
    }
    press(&mut bench, "<F4>");
    assert!(bench.message().contains("以本站为准，不再提示"), "{}", bench.message());
    bench.lacks("两边不同");
    press(&mut bench, "<Esc>9<F5>");
    bench.lacks("两边不同");
    press(&mut bench, "<Esc><C-z><Enter>");
    press(&mut bench, "9<F5>");
    bench.shows(&["周建设", "两边不同"]);
}
