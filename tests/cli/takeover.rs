//! What a county sends down of its roster, units and code lists, taken over by command.

use serde_json::Value;

use super::desk::*;
use super::sync::{COUNTY, above, acquaint, folder, packed, station, taken};

fn rows(desk: &Desk, args: &[&str]) -> Vec<Value> {
    let told = desk.done(&[&["takeover"], args, &["--dry-run", "--format", "jsonl"]].concat());
    told.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_station_takes_over_what_came_down() {
    let (one, county, stick) = (station(1), above("county", COUNTY), folder());
    one.not_done(&["takeover", "--dry-run"], 1, "还没有收到上级单位下发的数据");
    acquaint(&one, &county);
    let of = |name: &str| {
        county.add("deputy", &[&format!("name={name}"), "levels=县", "term=县第十八届", "post=校长"]);
    };
    of("周建设");
    of("汤建国");
    county.add("unit", &["name=县水利局", "level=县"]);
    county.add("setting", &["key=deadlines.redo_days", "value=20"]);
    packed(&county, "down", &[], stick.path());
    taken(&one, stick.path());
    one.not_done(&["takeover"], 2, "--yes");
    let found: Vec<_> = rows(&one, &[]).iter().map(|row| (row["name"].clone(), row["standing"].clone())).collect();
    let told = |name: &str, standing: &str| (Value::from(name), Value::from(standing));
    // A township deputy of the same name is not taken for the county's.
    assert_eq!(found[..3], [told("周建设", "new"), told("汤建国", "unclear"), told("县水利局", "new")]);
    assert_eq!((found.len(), rows(&one, &["units"]).len()), (4, 1));
    // Who knows that it is another person says so, and may think again.
    one.done(&["takeover", "roster", "--pick", "2", "--yes"]);
    assert_eq!(one.records("deputy", &[]).len(), 2);
    one.done(&["undo"]);
    one.not_done(&["takeover", "--pick", "2", "--yes"], 2, "roster");
    one.done(&["takeover", "roster", "--yes"]);
    assert_eq!((one.records("deputy", &[]).len(), one.records("unit", &[]).len()), (2, 0));
    one.done(&["takeover", "--yes"]);
    assert_eq!(one.records("unit", &[])[0]["name"], "县水利局");
    assert_eq!(one.records("setting", &[])[0]["value"], "20");
    // Once the clerk has said that the deputy sits in the county as well, it is one and the same.
    one.done(&["edit", "deputy", "汤建国", "--set", "levels=县、乡镇", "term=县第十八届、镇第十九届"]);
    let left = rows(&one, &[]);
    assert_eq!((left.len(), &left[0]["standing"]), (1, &Value::from("changed")), "{left:?}");
    one.done(&["takeover", "--yes"]);
    assert!(rows(&one, &[]).is_empty());
    assert_eq!(one.records("deputy", &[]).len(), 2);
    assert!(one.done(&["verify"]).contains("没有发现问题"));
}
