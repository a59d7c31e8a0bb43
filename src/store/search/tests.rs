//! Tests of search.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use tempfile::TempDir;

use super::*;
use crate::model::{Date, Org};
use crate::store::batch::Stamp;
use crate::store::desk::{Desk, NewDesk};
use crate::store::disk::RealDisk;

fn stamp() -> Stamp {
    Stamp { at: "2026-11-23T09:12:33+08:00".to_owned(), by: "李工".to_owned() }
}

fn issue(title: &str, deputies: Vec<u64>) -> Record {
    let reported_on = Date::from_ymd(2026, 11, 23);
    Record::Issue(Box::new(Issue { reported_on, title: title.to_owned(), deputies, ..Issue::default() }))
}

/// Deputy 1 欧阳修; issues 1 路灯不亮, 2 水渠淤塞 (received by 欧阳修, remark of a reply 已清淤), 3 路灯太亮 (voided), 4 GPS定位不准.
fn desk() -> (TempDir, Desk) {
    let dir = tempfile::tempdir().unwrap();
    let new = NewDesk { org: Org(430_122_105_001), name: "站".to_owned(), operator: "李工".to_owned() };
    let mut desk = Desk::init(Arc::new(RealDisk), dir.path(), &new, &stamp()).unwrap();
    let mut batch = desk.batch(stamp());
    let deputy = batch.add(Record::Deputy(Deputy { name: "欧阳修".to_owned(), ..Deputy::default() }));
    batch.add(issue("路灯不亮", vec![]));
    let Record::Issue(mut second) = issue("水渠淤塞", vec![deputy]) else { unreachable!() };
    second.events.push(Event { verb: "reply".to_owned(), text: "已清淤".to_owned(), ..Event::default() });
    batch.add(Record::Issue(second));
    batch.add(issue("路灯太亮", vec![]));
    batch.add(issue("GPS定位不准", vec![]));
    let saved = desk.commit(batch).unwrap();
    let mut batch = desk.batch(stamp());
    batch.void(&saved[3], "录重了");
    desk.commit(batch).unwrap();
    (dir, desk)
}

fn found(desk: &Desk, kind: Kind, query: &str) -> Vec<u64> {
    let mut hits = Vec::new();
    let mut note = |news| {
        if let SearchNews::Hit(entry) = news {
            hits.push(entry.id);
        }
        ControlFlow::Continue(())
    };
    desk.reader().search(kind, query, &mut note).unwrap();
    hits
}

#[test]
fn characters_pinyin_and_letters_find() {
    let (_dir, desk) = desk();
    for (query, expected) in [
        ("路灯", vec![1]),
        ("灯", vec![1]),
        ("ludeng", vec![1]),
        ("ld", vec![1]),
        ("gps", vec![4]),
        ("ＧＰＳ", vec![4]),
        ("2026-0002", vec![2]),
        ("清淤", vec![2]),
        ("淤", vec![2]),
        ("欧阳", vec![2]),
        ("oyx", vec![2]),
        ("2026", vec![4, 2, 1]),
        ("不", vec![4, 1]),
        ("录重了", vec![]),
        ("李工", vec![]),
        ("没有的字", vec![]),
        ("", vec![]),
        ("  ", vec![]),
    ] {
        assert_eq!(found(&desk, Kind::Issue, query), expected, "{query}");
    }
    assert_eq!(found(&desk, Kind::Deputy, "欧阳修"), [1]);
    assert!(found(&desk, Kind::Visit, "路灯").is_empty());
}

#[test]
fn a_filter_takes_live_records_the_newest_first() {
    let (_dir, desk) = desk();
    let codes = crate::model::codes::CodeLists::shipped().unwrap();
    let reader = desk.reader();
    let today = Date::from_ymd(2026, 11, 23).unwrap();
    let context = crate::model::Context { today, codes: &codes, directory: &reader };
    for (conditions, expected) in [
        (&[][..], vec![4, 2, 1]),
        (&[("title", "路灯")][..], vec![1]),
        (&[("title", "shuiqu")][..], vec![2]),
        (&[("deputies", "欧阳修")][..], vec![2]),
        (&[("title", "不"), ("reported_on", "11.23")][..], vec![4, 1]),
        (&[("title", "不"), ("reported_on", "..11.22")][..], vec![]),
        (&[("number", "0004")][..], vec![4]),
    ] {
        let mut filter = Filter::new(Kind::Issue);
        for (key, typed) in conditions {
            filter.add(key, typed, crate::model::filter::Manner::Like, &context).unwrap();
        }
        let mut found = Vec::new();
        let mut note = |news| {
            if let SearchNews::Hit(entry) = news {
                found.push(entry.id);
            }
            ControlFlow::Continue(())
        };
        reader.sift(&filter, &mut note).unwrap();
        assert_eq!(found, expected, "{conditions:?}");
    }
}

#[test]
fn it_stops_when_told_and_says_how_far_it_is() {
    let (_dir, mut desk) = desk();
    for _ in 0..3 {
        let mut batch = desk.batch(stamp());
        (0..200).for_each(|at| _ = batch.add(issue(&format!("第{at}件路面积水"), vec![])));
        desk.commit(batch).unwrap();
    }
    let (mut hits, mut seen) = (0, Vec::new());
    let mut note = |news| {
        match news {
            SearchNews::Hit(_) => hits += 1,
            SearchNews::Progress(done, all) => seen.push((done, all)),
        }
        ControlFlow::Continue(())
    };
    desk.reader().search(Kind::Issue, "积水", &mut note).unwrap();
    assert_eq!(hits, 600);
    assert!(seen.len() >= 2 && seen.is_sorted());
    assert_eq!(seen.last(), Some(&(603, 603)));
    let mut news = 0;
    let mut stop = |_| {
        news += 1;
        ControlFlow::Break(())
    };
    desk.reader().search(Kind::Issue, "积水", &mut stop).unwrap();
    assert_eq!(news, 1);
}
