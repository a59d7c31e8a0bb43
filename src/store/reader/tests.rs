//! Reading by days, and what was entered last.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use tempfile::TempDir;

use super::*;
use crate::model::issue::Issue;
use crate::model::visit::Visit;
use crate::model::{Org, Record};
use crate::store::batch::Stamp;
use crate::store::desk::{Desk, NewDesk};
use crate::store::disk::RealDisk;

fn stamp() -> Stamp {
    Stamp { at: "2026-11-23T09:12:33+08:00".to_owned(), by: "李工".to_owned() }
}

fn desk() -> (TempDir, Desk) {
    let dir = tempfile::tempdir().unwrap();
    let new = NewDesk { org: Org(430_122_105_001), name: "站".to_owned(), operator: "李工".to_owned() };
    let desk = Desk::init(Arc::new(RealDisk), dir.path(), &new, &stamp()).unwrap();
    (dir, desk)
}

fn add(desk: &mut Desk, records: impl IntoIterator<Item = Record>) -> Vec<Entry> {
    let mut batch = desk.batch(stamp());
    for record in records {
        batch.add(record);
    }
    desk.commit(batch).unwrap()
}

fn void(desk: &mut Desk, entry: &Entry) {
    let mut batch = desk.batch(stamp());
    batch.void(entry, "录重了");
    desk.commit(batch).unwrap();
}

fn day(day: u32) -> Date {
    Date::from_ymd(2026, 11, day).unwrap()
}

fn visit(on: u32) -> Record {
    Record::Visit(Visit { date: Some(day(on)), ..Visit::default() })
}

fn ids(entries: &[Entry]) -> Vec<u64> {
    entries.iter().map(|entry| entry.id).collect()
}

#[test]
fn a_day_has_its_records_and_no_others() {
    let (_dir, mut desk) = desk();
    // More of the tenth than are read at a time, between those of other days.
    let days = [9, 10, 10, 11, 10, 10, 10, 10, 9, 11];
    let saved = add(&mut desk, days.map(visit));
    void(&mut desk, &saved[2]);
    let reader = desk.reader();
    assert_eq!(ids(&reader.on_day(Kind::Visit, day(10), 99).unwrap()), [8, 7, 6, 5, 2]);
    assert_eq!(ids(&reader.on_day(Kind::Visit, day(10), 3).unwrap()), [8, 7, 6]);
    assert_eq!(ids(&reader.on_day(Kind::Visit, day(9), 99).unwrap()), [9, 1]);
    assert!(reader.on_day(Kind::Visit, day(12), 99).unwrap().is_empty());
    assert!(reader.on_day(Kind::Reception, day(10), 99).unwrap().is_empty());
    assert_eq!(ids(&reader.up_to(Kind::Visit, day(12), 2).unwrap()), [10, 4]);
}

#[test]
fn the_latest_is_the_one_entered_last() {
    let (_dir, mut desk) = desk();
    assert!(desk.reader().latest(Kind::Visit).unwrap().is_none());
    // The day does not count: old ledgers are entered later.
    let saved = add(&mut desk, [20, 11, 12, 9, 8, 7].map(visit));
    assert_eq!(desk.reader().latest(Kind::Visit).unwrap().map(|entry| entry.id), Some(6));
    // More voided than are read at a time.
    saved[1..].iter().for_each(|entry| void(&mut desk, entry));
    assert_eq!(desk.reader().latest(Kind::Visit).unwrap().map(|entry| entry.id), Some(1));
    void(&mut desk, &saved[0]);
    assert!(desk.reader().latest(Kind::Visit).unwrap().is_none());
}

#[test]
fn what_is_owed_from_a_day_on_comes_the_earliest_first() {
    let (_dir, mut desk) = desk();
    let issue = |due: Option<u32>| {
        let (stage, due_on) = (Stage::Assigned, due.map(day));
        Record::Issue(Box::new(Issue { reported_on: Some(day(1)), stage, due_on, ..Issue::default() }))
    };
    add(&mut desk, [Some(20), Some(10), None, Some(15), Some(9)].map(issue));
    let reader = desk.reader();
    assert_eq!(ids(&reader.due_from(day(10), 99).unwrap()), [2, 4, 1, 3]);
    assert_eq!(ids(&reader.due_from(day(11), 1).unwrap()), [4]);
    assert_eq!(ids(&reader.due_from(day(21), 99).unwrap()), [3]);
}

#[test]
fn a_long_list_is_read_backwards_as_forwards() {
    // Enough for many nodes of the store, and days of all lengths, so that some end where a node does.
    let days: Vec<u32> = (1..=28).flat_map(|on| (0..20 + 11 * on).map(move |_| on)).collect();
    let (_dir, mut desk) = desk();
    for some in days.chunks(1_000) {
        add(&mut desk, some.iter().copied().map(visit));
    }
    add(&mut desk, (0..300).map(|_| Record::Visit(Visit::default())));
    let reader = desk.reader();
    let read = |direction| {
        let (mut found, mut from) = (Vec::new(), None);
        loop {
            let mut rows = reader.page(List::All(Kind::Visit), from.as_ref(), direction, 200).unwrap();
            if direction == Direction::Backward {
                rows.reverse();
            }
            let Some(last) = rows.last() else { return found };
            from = Some(last.position.clone());
            found.extend(rows.iter().map(|row| row.entry.id));
        }
    };
    let (forward, mut backward): (Vec<u64>, Vec<u64>) = (read(Direction::Forward), read(Direction::Backward));
    backward.reverse();
    assert_eq!(forward.len(), days.len() + 300);
    assert_eq!(forward, backward);
}
