//! Tests of finding issues that look alike on a desk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::cell::Cell;
use std::sync::Arc;

use tempfile::TempDir;

use super::*;
use crate::model::issue::{Issue, Stage};
use crate::model::{Date, Org};
use crate::store::batch::{EDIT, Stamp};
use crate::store::check::Outcome;
use crate::store::copies::Place;
use crate::store::db::Writes;
use crate::store::desk::{Desk, NewDesk};
use crate::store::disk::RealDisk;

const ORG: Org = Org(430_122_105_001);

fn stamp() -> Stamp {
    Stamp { at: "2026-11-23T09:12:33+08:00".to_owned(), by: "李工".to_owned() }
}

fn issue_of(title: &str, village: &str, category: &str) -> Record {
    Record::Issue(Box::new(Issue {
        reported_on: Date::from_ymd(2026, 11, 23),
        title: title.to_owned(),
        village: village.to_owned(),
        category: category.to_owned(),
        ..Issue::default()
    }))
}

/// A desk with issues 1, 2, … of these titles, villages and categories.
fn desk(issues: &[(&str, &str, &str)]) -> (TempDir, Desk) {
    let dir = tempfile::tempdir().unwrap();
    let new = NewDesk { org: ORG, name: "站".to_owned(), operator: "李工".to_owned() };
    let mut desk = Desk::init(Arc::new(RealDisk), dir.path(), &new, &stamp()).unwrap();
    let mut batch = desk.batch(stamp());
    for (title, village, category) in issues {
        batch.add(issue_of(title, village, category));
    }
    desk.commit(batch).unwrap();
    (dir, desk)
}

/// Writes an issue anew.
fn change(desk: &mut Desk, id: u64, change: impl FnOnce(&mut Issue)) {
    let before = desk.reader().entry(Kind::Issue, id).unwrap().unwrap();
    let Record::Issue(mut issue) = before.record.clone() else { unreachable!() };
    change(&mut issue);
    let mut batch = desk.batch(stamp());
    batch.change(EDIT, &before, Record::Issue(issue));
    desk.commit(batch).unwrap();
}

fn asked(title: &str, village: &str) -> Asked {
    Asked { title: title.to_owned(), village: village.to_owned(), except: None }
}

fn found(desk: &Desk, asked: &Asked) -> (Vec<u64>, Option<String>) {
    let alike = desk.reader().alike(asked, &mut Titles::default(), &|| true).unwrap().unwrap();
    (alike.issues.iter().map(|entry| entry.id).collect(), alike.categories.clear().cloned())
}

fn lamps() -> (TempDir, Desk) {
    desk(&[
        ("村口路灯不亮", "茶亭村", "0501"),
        ("水渠淤塞", "茶亭村", "0102"),
        ("三组路灯不亮", "双井村", "0501"),
        ("村口路灯又不亮了", "茶亭村", "0501"),
        ("道路积水", "", "0502"),
    ])
}

#[test]
fn earlier_issues_of_the_village_and_their_category_are_found() {
    let (_dir, desk) = lamps();
    let lamp = Some("0501".to_owned());
    assert_eq!(found(&desk, &asked("村口路灯不亮", "茶亭村")), (vec![1, 4], lamp.clone()));
    assert_eq!(found(&desk, &asked("三组的路灯不亮", "新塘村")), (vec![], lamp), "the category is of any village");
    assert_eq!(found(&desk, &asked("道路积水", "新塘村")), (vec![5], Some("0502".to_owned())));
    assert_eq!(found(&desk, &asked("路灯", "茶亭村")), (vec![], None), "too little is typed");
    assert_eq!(found(&desk, &asked("医保报销", "茶亭村")), (vec![], None));
    let edited = Asked { except: Some(1), ..asked("村口路灯不亮", "茶亭村") };
    assert_eq!(found(&desk, &edited).0, [4]);
}

#[test]
fn what_was_voided_merged_or_written_anew_is_followed() {
    let (_dir, mut desk) = lamps();
    let lamp = asked("村口路灯不亮", "茶亭村");
    change(&mut desk, 4, |issue| (issue.stage, issue.merged_into) = (Stage::Merged, Some(1)));
    assert_eq!(found(&desk, &lamp).0, [1]);
    let first = desk.reader().entry(Kind::Issue, 1).unwrap().unwrap();
    let mut batch = desk.batch(stamp());
    batch.void(&first, "录重了");
    desk.commit(batch).unwrap();
    assert!(found(&desk, &lamp).0.is_empty());
    desk.undo(stamp()).unwrap();
    assert_eq!(found(&desk, &lamp).0, [1]);
    change(&mut desk, 2, |issue| issue.title = "村口路灯不亮".to_owned());
    assert_eq!(found(&desk, &lamp).0, [2, 1]);
    change(&mut desk, 1, |issue| issue.village = "双井村".to_owned());
    assert_eq!(found(&desk, &lamp).0, [2]);
    let sound = desk.reader().check(&mut |_, _| std::ops::ControlFlow::Continue(())).unwrap();
    assert_eq!(sound, Outcome::Sound);
}

#[test]
fn the_newest_are_looked_at_and_no_more_than_the_bound() {
    let (_dir, desk) = desk(&[("路灯不亮", "", ""); 600]);
    let books = desk.reader().books();
    let asks = Cell::new(0);
    let ask = || {
        asks.set(asks.get() + 1);
        true
    };
    let lamp = asked("路灯不亮", "");
    assert_eq!(
        Titles::read(&books, 5, &ask).unwrap().unwrap().survey(&lamp).ranking().shown,
        [600, 599, 598, 597, 596]
    );
    assert_eq!(Titles::read(&books, 2, &ask).unwrap().unwrap().survey(&lamp).ranking().shown, [600, 599]);
    let edited = Asked { except: Some(600), ..lamp.clone() };
    assert_eq!(Titles::read(&books, 2, &ask).unwrap().unwrap().survey(&edited).ranking().shown, [599]);
    asks.set(0);
    Titles::read(&books, usize::MAX, &ask).unwrap().unwrap();
    assert!((3..=4).contains(&asks.get()), "asked between chunks: {}", asks.get());
}

#[test]
fn it_stops_when_told() {
    let (_dir, desk) = desk(&[("路灯不亮", "", ""); 600]);
    let lamp = asked("路灯不亮", "");
    assert!(desk.reader().alike(&lamp, &mut Titles::default(), &|| false).unwrap().is_none());
    let left = Cell::new(2);
    let soon = || left.replace(left.get() - 1) > 0;
    assert!(desk.reader().alike(&lamp, &mut Titles::default(), &soon).unwrap().is_none());
    assert_eq!(left.get(), -1, "asked no more once it said no");
}

#[test]
fn bent_rows_and_rows_of_others_are_passed_over() {
    let (_dir, desk) = lamps();
    let books = desk.reader().books();
    let whole = index::rows(&desk.reader().entry(Kind::Issue, 1).unwrap().unwrap(), Place::Own);
    let whole = whole.into_iter().find(|row| row.starts_with(&index::ALIKE_PREFIX)).unwrap();
    let mut bent: Vec<Vec<u8>> = (1..whole.len()).map(|length| whole[..length].to_vec()).collect();
    bent.push([&whole[..], &[0; 200]].concat());
    // As of another organisation.
    let owner = whole.len() - 16;
    bent.push([&whole[..owner], &[1; 8], &whole[owner + 8..]].concat());
    let writes: Writes = bent.into_iter().map(|row| ((Tree::Index, row), Some(Vec::new()))).collect();
    books.db().write(&writes).unwrap();
    assert_eq!(found(&desk, &asked("村口路灯不亮", "茶亭村")).0, [1, 4]);
}

#[test]
fn a_row_without_its_record_asks_for_a_rebuild() {
    let (_dir, desk) = lamps();
    let books = desk.reader().books();
    let writes: Writes = [((Tree::Record, codec::record_key(Kind::Issue, ORG, 1)), None)].into_iter().collect();
    books.db().write(&writes).unwrap();
    let error = desk.reader().alike(&asked("村口路灯不亮", "茶亭村"), &mut Titles::default(), &|| true).unwrap_err();
    assert!(error.wants_rebuild());
}

#[test]
fn titles_are_read_once_until_something_is_saved() {
    let (_dir, mut desk) = desk(&[("村口路灯不亮", "茶亭村", "")]);
    let mut titles = Titles::default();
    let asks = Cell::new(0);
    let ask = || {
        asks.set(asks.get() + 1);
        true
    };
    let lamp = asked("村口路灯不亮", "茶亭村");
    for _ in 0..3 {
        assert_eq!(desk.reader().alike(&lamp, &mut titles, &ask).unwrap().unwrap().issues.len(), 1);
    }
    let once = asks.replace(0);
    let mut batch = desk.batch(stamp());
    batch.add(issue_of("路灯不亮好久", "茶亭村", ""));
    desk.commit(batch).unwrap();
    assert_eq!(desk.reader().alike(&lamp, &mut titles, &ask).unwrap().unwrap().issues.len(), 2);
    assert!(asks.get() >= once && once <= 2, "{once} {}", asks.get());
}
