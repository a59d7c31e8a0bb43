//! Where what arrives does not go on from what is here: gaps, two continuations of one chain, another installation.

use super::bench::Bench;
use super::other::{CITY, COUNTY, Other, STATION, acquainted, county_and_station, press, trust};
use crate::store::disk::{Access, Disk};
use crate::sync::package::Sort;
use std::path::PathBuf;

/// A county with the second package of a station on the stick; the first, which it never got, and its file.
fn county_before_a_gap() -> (Bench, Other, (PathBuf, Vec<u8>)) {
    let (bench, mut station) = county_and_station();
    station.visits(1);
    let first = station.send(Sort::Up, COUNTY);
    let kept = station.disk.read(&first, 1 << 20).unwrap();
    station.disk.remove(&first).unwrap();
    station.acknowledged_by(COUNTY);
    station.visits(1);
    station.send(Sort::Up, COUNTY);
    (bench, station, (first, kept))
}

/// A county where a package waits for the one before it.
pub fn county_with_gap() -> Bench {
    let (mut bench, ..) = county_before_a_gap();
    for key in ["1", "9", "<F2>", "<Enter>", "<Enter>"] {
        press(&mut bench, key);
    }
    bench
}

#[test]
fn a_gap_is_told_and_closes_by_itself() {
    let (mut bench, station, (first, kept)) = county_before_a_gap();
    press(&mut bench, "1");
    press(&mut bench, "9");
    press(&mut bench, "<F2>");
    bench.shows(&["缺口：", "行（第 1 至"]);
    press(&mut bench, "<Enter>");
    bench.shows(&["先存着", "可以拔出"]);
    press(&mut bench, "<Enter>");
    bench.shows(&["1  1  0"]);
    station.disk.write_atomic(&first, &kept, Access::Shared).unwrap();
    press(&mut bench, "<F2>");
    press(&mut bench, "<Enter>");
    press(&mut bench, "<Enter>");
    bench.shows(&["0  0  0"]);
}

#[test]
fn a_cloned_station_is_told_with_what_to_do() {
    let (mut bench, mut station) = county_and_station();
    let mut clone = station.cloned();
    station.visits(1);
    let first = station.send(Sort::Up, COUNTY);
    press(&mut bench, "<F2>");
    press(&mut bench, "<Enter>");
    press(&mut bench, "<Enter>");
    station.disk.remove(&first).unwrap();
    clone.visits(2);
    clone.send(Sort::Up, COUNTY);
    press(&mut bench, "<F2>");
    bench.shows(&["冲突：", "打电话问清"]);
    press(&mut bench, "<Enter>");
    bench.shows(&["有冲突"]);
    press(&mut bench, "<Enter>");
    bench.shows(&["0  0  1", "冲突 1"]);
    bench.keys("4");
    assert_eq!(bench.app.book().total, Some(1), "what the clone sent stays out");
}

/// A county at whose desk a package of a cloned station was refused, on the list of parties.
pub fn county_with_a_fork() -> (Bench, Other) {
    let (mut bench, mut station) = county_and_station();
    station.visits(1);
    let mut clone = station.cloned();
    station.visits(1);
    let first = station.send(Sort::Up, COUNTY);
    press(&mut bench, "<F2>");
    press(&mut bench, "<Enter>");
    press(&mut bench, "<Enter>");
    station.disk.remove(&first).unwrap();
    clone.visits(4);
    let second = clone.send(Sort::Up, COUNTY);
    for key in ["<F2>", "<Enter>", "<Enter>"] {
        press(&mut bench, key);
    }
    station.disk.remove(&second).unwrap();
    (bench, clone)
}

#[test]
fn a_conflict_is_decided_in_the_row_of_the_desk() {
    let (mut bench, _clone) = county_with_a_fork();
    bench.shows(&["F4 决定冲突", "冲突 1"]);
    press(&mut bench, "<F4>");
    bench.shows(&["采用对方新发来的", "保留本机已收到的", "记录冲突"]);
    // What is selected at first is that nothing is decided.
    press(&mut bench, "<Enter>");
    bench.lacks("采用新发来的，原因");
    bench.shows(&["冲突 1"]);
    press(&mut bench, "<F4>");
    press(&mut bench, "1");
    bench.shows(&["采用新发来的，原因", "原来的文件另存"]);
    // Enter alone, which ends a paste as well, decides nothing; nor does Esc.
    press(&mut bench, "<Esc>");
    bench.shows(&["冲突 1"]);
    press(&mut bench, "<F4>1问过，新电脑为准<C-s>");
    assert!(bench.message().contains("已采用对方新发来的"), "{}", bench.message());
    bench.lacks("冲突 1");
    press(&mut bench, "<F4>");
    assert!(bench.message().contains("没有冲突"), "{}", bench.message());
    bench.keys("4");
    assert_eq!(bench.app.book().total, Some(5));
    // The desk came back.
    bench.keys("9<Tab>");
    bench.shows(&["430121105001"]);
}

#[test]
fn what_is_sent_goes_to_the_desk_of_the_row() {
    let (mut bench, _clone) = county_with_a_fork();
    let city = Other::new(&bench, CITY);
    trust(&mut bench, &city);
    // What came, and what of it did not fit, are of the station.
    for _ in 0..2 {
        press(&mut bench, "<Tab><F6>");
        bench.shows(&["写一个全量包给“茶亭镇"]);
        bench.lacks("给“长沙市人大”");
        press(&mut bench, "<Esc>");
    }
    press(&mut bench, "<Tab><F4>");
    assert!(bench.message().contains("“待处理”"), "{}", bench.message());
}

#[test]
fn a_conflict_with_what_is_above_is_decided_in_its_row_among_the_parties() {
    let (mut bench, mut county) = acquainted(80, 24);
    county.visits(1);
    let mut clone = county.cloned();
    let first = county.send(Sort::Full, STATION);
    for key in ["9", "<F2>", "<Enter>", "<Enter>"] {
        press(&mut bench, key);
    }
    county.remove(&first);
    clone.visits(2);
    clone.send(Sort::Full, STATION);
    for key in ["<F2>", "<Enter>", "<Enter>"] {
        press(&mut bench, key);
    }
    press(&mut bench, "<Tab><F4>");
    bench.shows(&["采用对方新发来的", "保留本机已收到的", "3 先不决定"]);
}

#[test]
fn what_is_here_may_stay_as_well() {
    let (mut bench, _clone) = county_with_a_fork();
    press(&mut bench, "<F4>2旧电脑为准<C-s>");
    assert!(bench.message().contains("以本机已收到的为准"), "{}", bench.message());
    bench.lacks("冲突 1");
    bench.keys("4");
    assert_eq!(bench.app.book().total, Some(2));
}

/// A county with a package of a station that began anew, on the stick.
fn county_before_another_installation() -> (Bench, Other) {
    let (mut bench, mut station) = county_and_station();
    station.visits(1);
    let first = station.send(Sort::Up, COUNTY);
    press(&mut bench, "<F2>");
    press(&mut bench, "<Enter>");
    press(&mut bench, "<Enter>");
    station.disk.remove(&first).unwrap();
    // The station's computer is gone; it begins anew, with keys of its own.
    let mut anew = Other::new(&bench, STATION);
    trust(&mut bench, &anew);
    anew.acquaint(COUNTY);
    anew.visits(2);
    anew.send(Sort::Up, COUNTY);
    (bench, anew)
}

/// A county where the package of a station that began anew waits.
pub fn county_with_another_installation() -> Bench {
    let (mut bench, _) = county_before_another_installation();
    for key in ["<F2>", "<Enter>", "<Enter>"] {
        press(&mut bench, key);
    }
    bench
}

#[test]
fn another_installation_waits_until_somebody_agrees() {
    let (mut bench, _) = county_before_another_installation();
    press(&mut bench, "<F2>");
    bench.shows(&["换机：", "F4 同意换机"]);
    press(&mut bench, "<Enter>");
    bench.shows(&["先存着"]);
    press(&mut bench, "<Enter>");
    press(&mut bench, "<F2>");
    bench.keys("<F4>");
    assert!(bench.message().contains("已同意"), "{}", bench.message());
    // What was asked is answered.
    bench.shows(&["（已同意）"]);
    bench.lacks("属实就按 F4 同意");
    press(&mut bench, "<Enter>");
    bench.lacks("先存着");
    bench.shows(&["读入：", "可以拔出"]);
}
