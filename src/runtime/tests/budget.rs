//! What a routine record costs: at most twelve keys beyond its free text, from the key that opens the form to the one that
//! saves it. Free text stands between « and » in the scripts; everything else counts, digits included.

use super::bench::{Bench, date};
use crate::app::command::Place;
use crate::app::form::tests::support::keys_of;
use crate::model::{Kind, Record};

pub const MOST: usize = 12;

/// Presses a script and returns the keys that are no free text.
pub fn counted(bench: &mut Bench, script: &str) -> usize {
    let mut keys = 0;
    let mut rest = script;
    while let Some((before, after)) = rest.split_once('«') {
        let (text, after) = after.split_once('»').unwrap();
        bench.keys(before);
        bench.keys(text);
        keys += keys_of(before).len();
        rest = after;
    }
    bench.keys(rest);
    keys + keys_of(rest).len()
}

fn record(bench: &Bench, kind: Kind, id: u64) -> Record {
    bench.office.context().directory.entry(kind, id).unwrap().record
}

fn saved(bench: &Bench) {
    assert_eq!(bench.app.place(), Place::List, "{}", bench.text());
    assert!(bench.message().contains("已保存"), "{}", bench.message());
}

#[test]
fn a_routine_issue() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3");
    // Day, source, deputies on duty and village are carried.
    let keys = counted(&mut bench, "<F2>«桥头护栏断了一截»<Enter>«放学时孩子多，怕掉下去，请尽快修。»<Tab>102<C-s>");
    saved(&bench);
    assert!(keys <= MOST, "{keys} keys");
    let Record::Issue(issue) = record(&bench, Kind::Issue, 3) else { panic!() };
    assert_eq!((issue.category.as_str(), issue.title.as_str()), ("0102", "桥头护栏断了一截"));
    assert_eq!((issue.reported_on, issue.deputies), (date("2026-11-23"), vec![1, 2]));
}

#[test]
fn an_issue_that_came_another_way_than_the_last_one() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("3");
    // Up to the channel: by telephone, and who took it.
    let script = "<F2><Up><Up><Up><Up>6«桥头护栏断了一截»<Enter>«放学时孩子多，怕掉下去，请尽快修。»<Tab>102<C-s>";
    let keys = counted(&mut bench, script);
    saved(&bench);
    assert!(keys <= MOST, "{keys} keys");
    let Record::Issue(issue) = record(&bench, Kind::Issue, 3) else { panic!() };
    assert_eq!((issue.channel.as_str(), issue.source), ("phone", None));
}

#[test]
fn a_reception_day_with_two_issues() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("2<Down>");
    let mut parts = Vec::new();
    // The announced day is held, with groups and people; then the first issue, put on the list; the second, which saves
    // all three.
    for script in [
        "<F3>32<Enter>3<Enter>«上午接待两批，反映护栏和渠道。»",
        "<F9>«桥头护栏断了一截»<Enter>«放学时孩子多，怕掉下去。»<Tab>202<C-n>",
        "«三组灌渠淤堵»<Enter>«水到不了渠尾，三十亩田等水。»<Tab>102<C-s>",
    ] {
        parts.push(counted(&mut bench, script));
    }
    saved(&bench);
    assert!(parts.iter().all(|keys| *keys <= MOST), "{parts:?} keys");
    // The three records together, so that a change that costs keys is seen.
    assert_eq!(parts.iter().sum::<usize>(), 19);
    let Record::Reception(day) = record(&bench, Kind::Reception, 2) else { panic!() };
    assert_eq!((day.groups, day.people, day.attendance.len()), (Some(2), Some(3), 2));
    for id in [3, 4] {
        let Record::Issue(issue) = record(&bench, Kind::Issue, id) else { panic!() };
        assert_eq!((issue.source, issue.village.as_str()), (Some(2), "茶亭社区"));
    }
}

#[test]
fn a_planned_day_is_held() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("2<Down>");
    let keys = counted(&mut bench, "<F3>31<Enter>1<Enter><C-s>");
    saved(&bench);
    assert!(keys <= MOST, "{keys} keys");
    let Record::Reception(day) = record(&bench, Kind::Reception, 2) else { panic!() };
    assert_eq!((day.stage.as_str(), day.people), ("held", Some(1)));
}

#[test]
fn a_visit() {
    let mut bench = Bench::sample(80, 24);
    bench.keys("4");
    // Who, kinds of people passed by, households, people; way and village are carried.
    let script =
        "<F2>1<Enter><Enter>4<Enter>6<Enter>«冬季用电安全»<Enter>«走访四户，查看线路，提醒不要私拉乱接。»<C-s>";
    let keys = counted(&mut bench, script);
    saved(&bench);
    assert!(keys <= MOST, "{keys} keys");
    let Record::Visit(visit) = record(&bench, Kind::Visit, 2) else { panic!() };
    assert_eq!((visit.deputies, visit.households, visit.people), (vec![1], Some(4), 6));
    assert_eq!(visit.topic, "冬季用电安全");
}
