//! Tests of looking records up.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use tempfile::TempDir;

use super::*;
use crate::model::deputy::Deputy;
use crate::model::issue::Issue;
use crate::model::reception::ReceptionDay;
use crate::model::unit::Unit;
use crate::model::visit::Visit;
use crate::model::{Org, Time};
use crate::store::batch::Stamp;
use crate::store::desk::{Desk, NewDesk};
use crate::store::disk::RealDisk;

/// Deputies 1 张三, 2 张三丰, 3 李四 twice (3, 4), 5 章珊 (voided); unit 1 水利站; reception days 1 (11-20 9:00), 2 (11-20 14:00), 3 (10-20);
/// visit 1 of 李四 on 11-21; issues 1 and 2.
fn desk() -> (TempDir, Desk) {
    let dir = tempfile::tempdir().unwrap();
    let stamp = Stamp { at: "2026-11-23T09:12:33+08:00".to_owned(), by: "李工".to_owned() };
    let new = NewDesk { org: Org(430_122_105_001), name: "站".to_owned(), operator: "李工".to_owned() };
    let mut desk = Desk::init(Arc::new(RealDisk), dir.path(), &new, &stamp).unwrap();
    let mut batch = desk.batch(stamp.clone());
    for (name, post) in [("张三", "村支书"), ("张三丰", ""), ("李四", "教师"), ("李四", "医生"), ("章珊", "")]
    {
        batch.add(Record::Deputy(Deputy { name: name.to_owned(), post: post.to_owned(), ..Deputy::default() }));
    }
    batch.add(Record::Unit(Unit { name: "水利站".to_owned(), ..Unit::default() }));
    for (month, day, hour) in [(11, 20, 9), (11, 20, 14), (10, 20, 9)] {
        let (date, start) = (Date::from_ymd(2026, month, day), Time::from_hm(hour, 0));
        let theme = "住房".to_owned();
        batch.add(Record::Reception(ReceptionDay { date, start, theme, ..ReceptionDay::default() }));
    }
    let date = Date::from_ymd(2026, 11, 21);
    batch.add(Record::Visit(Visit { date, deputies: vec![3], ..Visit::default() }));
    for title in ["路灯不亮", "水渠淤塞"] {
        let title = title.to_owned();
        batch.add(Record::Issue(Box::new(Issue { reported_on: date, title, ..Issue::default() })));
    }
    let saved = desk.commit(batch).unwrap();
    let mut batch = desk.batch(stamp);
    batch.void(&saved[4], "录重了");
    desk.commit(batch).unwrap();
    (dir, desk)
}

fn found(desk: &Desk, kind: Kind, typed: &str) -> Vec<(u64, bool)> {
    desk.reader().find(kind, typed, 9).into_iter().map(|candidate| (candidate.id, candidate.exact)).collect()
}

#[test]
fn names_and_pinyin_find_people() {
    let (_dir, desk) = desk();
    assert_eq!(found(&desk, Kind::Deputy, "张三"), [(1, true)]);
    assert_eq!(found(&desk, Kind::Deputy, "张"), [(1, false), (2, false)]);
    assert_eq!(found(&desk, Kind::Deputy, "zs"), [(1, false), (2, false)]);
    assert_eq!(found(&desk, Kind::Deputy, "李四"), [(3, true), (4, true)]);
    assert!(found(&desk, Kind::Deputy, "王五").is_empty());
    assert_eq!(found(&desk, Kind::Unit, "slz"), [(1, false)]);
    assert_eq!(found(&desk, Kind::Deputy, "").len(), 4);
    assert_eq!(desk.reader().find(Kind::Deputy, "", 2).len(), 2);
    let candidates = desk.reader().find(Kind::Deputy, "李四", 9);
    assert_eq!((&candidates[0].label[..], &candidates[0].detail[..]), ("李四", "教师"));
}

#[test]
fn numbers_find_issues() {
    let (_dir, desk) = desk();
    assert_eq!(found(&desk, Kind::Issue, "2026-0002"), [(2, true)]);
    assert_eq!(found(&desk, Kind::Issue, "2")[0].0, 2);
    assert_eq!(found(&desk, Kind::Issue, "路灯不亮"), [(1, false)]);
    assert!(found(&desk, Kind::Issue, "2026-0009").is_empty());
    assert_eq!(desk.reader().label(Kind::Issue, 1).unwrap(), "2026-0001");
}

#[test]
fn dates_find_days_and_visits() {
    let (_dir, desk) = desk();
    assert_eq!(found(&desk, Kind::Reception, "2026-11-20 14:00"), [(2, true)]);
    assert_eq!(found(&desk, Kind::Reception, "2026-11-20"), [(2, true), (1, true)]);
    assert_eq!(found(&desk, Kind::Reception, "10-20"), [(3, false)]);
    assert_eq!(found(&desk, Kind::Reception, "住房").len(), 3);
    assert_eq!(found(&desk, Kind::Visit, "2026-11-21"), [(1, true)]);
    assert_eq!(found(&desk, Kind::Visit, "2026-11-21 李四"), [(1, true)]);
    assert_eq!(found(&desk, Kind::Visit, "lisi"), [(1, false)]);
    assert_eq!(desk.reader().label(Kind::Visit, 1).unwrap(), "2026-11-21 李四");
    assert_eq!(desk.reader().label(Kind::Reception, 2).unwrap(), "2026-11-20 14:00");
    assert_eq!(desk.reader().label(Kind::Reception, 9), None);
}
