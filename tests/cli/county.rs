//! A county by command: whose its stations' records are, and that it changes none of them.

use std::fs;

use super::desk::*;
use super::sync::{COUNTY, above, acquaint, folder, packed, station, taken, work};

/// A county that took in what two stations reported, and the stations.
fn county() -> (Desk, [Desk; 2]) {
    let (stations, county, drawer) = ([station(1), station(2)], above("county", COUNTY), folder());
    for (at, desk) in stations.iter().enumerate() {
        acquaint(desk, &county);
        work(desk, at + 1, 0);
        taken(&county, &packed(desk, "up", &[], drawer.path()).remove(0));
    }
    (county, stations)
}

#[test]
fn records_of_stations_are_listed_and_shown_with_whose_they_are() {
    let (county, stations) = county();
    let table = county.done(&["list", "issue"]);
    assert!(table.starts_with("序号   联络站") && table.contains("第1") && table.contains("第2"), "{table}");
    assert!(!stations[0].done(&["list", "issue"]).contains("联络站"));
    let csv = county.done(&["list", "visit", "--format", "csv", "--station", "d2"]);
    assert!(csv.starts_with("序号,联络站,日期") && csv.lines().count() == 3, "{csv}");
    let org = |row: &serde_json::Map<String, serde_json::Value>| row["org"].as_str().unwrap().to_owned();
    for asked in [["--station", "第2联络站"], ["--where", "station=430122105002"], ["--where", "station~第2"]] {
        let rows = county.records("issue", &asked);
        assert_eq!(rows.iter().map(org).collect::<Vec<_>>(), ["430122105002"], "{asked:?}");
    }
    // Every station has a deputy 1; the county itself has none.
    let named = county.records("issue", &["--station", "第1联络站", "--where", "deputies=汤建国"]);
    assert_eq!(named.iter().map(org).collect::<Vec<_>>(), ["430122105001"]);
    county.not_done(&["list", "issue", "--where", "deputies=汤建国"], 2, "汤建国");
    county.not_done(&["list", "issue", "--station", "没有这个站"], 2, "没有找到联络站");
    county.not_done(&["list", "issue", "--station", "联络站"], 2, "有几个站都符合");
    county.not_done(&["list", "setting", "--station", "第1联络站"], 2, "--station");

    let number = stations[1].newest("issue")["number"].as_str().unwrap().to_owned();
    county.not_done(&["show", "issue", &number], 1, "有 2 个站都有");
    for desk in ["第2", "430122105002", "第2联络站"] {
        let shown = county.done(&["show", "issue", &format!("{desk}／{number}")]);
        assert!(shown.contains("联络站：第2联络站") && shown.contains("2组的路灯不亮"), "{shown}");
    }
    let shown = county.done(&["show", "visit", "第1/1"]);
    assert!(shown.contains("代表：汤建国"), "{shown}");
    county.not_done(&["show", "deputy", "汤建国"], 1, "站名/编号");
}

#[test]
fn what_a_station_wrote_only_the_station_changes() {
    let (county, stations) = county();
    let before = county.all();
    let number = stations[0].newest("issue")["number"].as_str().unwrap().to_owned();
    let of_one = format!("第1/{number}");
    let refused = "只有该站自己能改";
    county.not_done(&["edit", "issue", &of_one, "--set", "title=改过的标题"], 1, refused);
    county.not_done(&["do", "answer", &of_one, "--set", "text=已请电工修好"], 1, refused);
    county.not_done(&["void", "deputy", "第1/汤建国", "--reason", "录错了"], 1, refused);
    assert_eq!(county.all(), before);
}

#[test]
fn ledgers_are_of_all_stations_or_of_one() {
    let (county, stations) = county();
    let folder = folder();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    county.done(&["export", "issue", "--to", &path("all.csv")]);
    let all = fs::read_to_string(path("all.csv")).unwrap();
    assert!(all.starts_with("\u{feff}所属联络站,编号,"), "{all}");
    assert_eq!(all.lines().count(), 3);
    assert!(all.lines().all(|line| line.split(',').count() == all.lines().next().unwrap().split(',').count()));
    county.done(&["export", "issue", "--station", "第2联络站", "--to", &path("one.csv")]);
    let one = fs::read_to_string(path("one.csv")).unwrap();
    assert!(one.lines().count() == 2 && one.contains("第2,"), "{one}");
    // A station has it as before, and takes the county's in without a word of the column.
    stations[0].done(&["export", "issue", "--to", &path("own.csv")]);
    assert!(!fs::read_to_string(path("own.csv")).unwrap().contains("所属联络站"));
    let ran = stations[0].run(&["import", &path("one.csv"), "--kind", "issue", "--dry-run"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    county.done(&["print", "issue", "第2/2026-0001", "--to", &path("one.html")]);
    let sheet = fs::read_to_string(path("one.html")).unwrap();
    assert!(sheet.contains("第2联络站") && sheet.contains("汤建国"), "{sheet}");
}
