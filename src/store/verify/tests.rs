//! Tests of the check: each state of journal and store is told for what it is, and none is changed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;

use tempfile::TempDir;

use super::*;
use crate::model::Record;
use crate::model::deputy::Deputy;
use crate::store::batch::Stamp;
use crate::store::db::Writes;
use crate::store::desk::{Desk, NewDesk};
use crate::store::disk::RealDisk;

const ORG: Org = Org(430_122_105_001);

/// A closed desk of some deputies.
fn desk() -> (Arc<dyn Disk>, TempDir) {
    let (disk, dir): (Arc<dyn Disk>, _) = (Arc::new(RealDisk), tempfile::tempdir().unwrap());
    let new = NewDesk { org: ORG, name: "茶亭镇代表联络站".to_owned(), operator: "李工".to_owned() };
    let stamp = Stamp { at: "2026-11-23T09:12:33+08:00".to_owned(), by: "李工".to_owned() };
    let mut desk = Desk::init(Arc::clone(&disk), dir.path(), &new, &stamp).unwrap();
    for name in ["张三", "李四", "王五"] {
        let mut batch = desk.batch(stamp.clone());
        batch.add(Record::Deputy(Deputy { name: name.to_owned(), ..Deputy::default() }));
        desk.commit(batch).unwrap();
    }
    drop(desk);
    (disk, dir)
}

fn check(disk: &Arc<dyn Disk>, dir: &TempDir) -> Report {
    let report = verify(disk, dir.path(), &mut |_, _, _| ControlFlow::Continue(())).unwrap();
    assert!(!dir.path().join(WORK).exists(), "the store for comparison stays behind");
    assert!(report.lines().iter().all(|line| line.ends_with('。')), "{:?}", report.lines());
    report
}

fn books(dir: &TempDir) -> Books {
    let (_, path) = dirs::list(dir.path()).unwrap().pop().unwrap();
    Books::open(&path, ORG).unwrap()
}

fn pairs(books: &Books, tree: Tree) -> Vec<Pair> {
    books.db().range(tree, (Bound::Unbounded, Bound::Unbounded), Direction::Forward, 99).unwrap()
}

#[test]
fn a_whole_desk_is_sound() {
    let (disk, dir) = desk();
    let report = check(&disk, &dir);
    assert_eq!((report.journal.lines, &report.store), (5, &Store::Same { applied: 5 }));
    assert!(!report.is_damaged());
    assert_eq!(report.last_at.as_deref(), Some("2026-11-23T09:12:33+08:00"));
}

#[test]
fn whatever_differs_from_the_journal_is_found() {
    for tree in [Tree::Record, Tree::Index, Tree::History, Tree::Undo, Tree::Fact] {
        let (disk, dir) = desk();
        let store = books(&dir);
        let all = pairs(&store, tree);
        let (last, _) = all.last().unwrap();
        store.db().write(&Writes::from([((tree, last.to_vec()), None)])).unwrap();
        drop(store);
        let report = check(&disk, &dir);
        assert!(report.is_damaged(), "{tree:?}");
        let Store::Differs { entries: 1, records } = report.store else { panic!("{tree:?}: {:?}", report.store) };
        let named = matches!(tree, Tree::Record | Tree::History | Tree::Fact);
        assert_eq!(records, if named { vec![(Kind::Deputy, 3)] } else { vec![] });
    }
    let (disk, dir) = desk();
    let store = books(&dir);
    let all = pairs(&store, Tree::Record);
    let changed = ((Tree::Record, all[1].0.to_vec()), Some(all[2].1.to_vec()));
    let wrong = ((Tree::Meta, Total::Kind(Kind::Deputy).key().to_vec()), Some(7_u64.to_be_bytes().to_vec()));
    store.db().write(&Writes::from([changed, wrong])).unwrap();
    drop(store);
    let report = check(&disk, &dir);
    assert!(matches!(report.store, Store::Differs { entries: 2, .. }), "{:?}", report.store);
    assert!(report.lines().last().unwrap().contains("代表 1"));
    // And the cure that is named is one.
    drop(Desk::rebuild(Arc::clone(&disk), dir.path(), &mut |_, _| ControlFlow::Continue(())).unwrap());
    assert!(!check(&disk, &dir).is_damaged());
}

#[test]
fn a_wrong_figure_of_a_deputy_is_damage_and_a_store_finds_it_in_itself() {
    let (disk, dir) = desk();
    let store = books(&dir);
    let figure = [&b"d"[..], &ORG.0.to_be_bytes(), &1_u64.to_be_bytes(), &[0x80, 0, 7, 0xEA], &[4]].concat();
    store.db().write(&Writes::from([((Tree::Meta, figure), Some(7_u64.to_be_bytes().to_vec()))])).unwrap();
    let found = crate::store::check::check(&store, &mut |_, _| ControlFlow::Continue(())).unwrap();
    let crate::store::check::Outcome::Wrong(problems) = found else { panic!("{found:?}") };
    assert!(problems.len() == 1 && problems[0].contains("kept as 7, counted as 0"), "{problems:?}");
    drop(store);
    assert!(matches!(check(&disk, &dir).store, Store::Differs { entries: 1, .. }));
}

#[test]
fn what_is_counted_otherwise_than_it_is_kept_is_found_by_a_store_in_itself() {
    let (_disk, dir) = desk();
    let store = books(&dir);
    let facts = pairs(&store, Tree::Fact);
    assert_eq!(facts.len(), 3, "a station counts nowhere");
    let problems = |key: &[u8], value: Option<Vec<u8>>| {
        let before = store.db().get(Tree::Fact, key).unwrap().map(|value| value.to_vec());
        store.db().write(&Writes::from([((Tree::Fact, key.to_vec()), value)])).unwrap();
        let found = crate::store::check::check(&store, &mut |_, _| ControlFlow::Continue(())).unwrap();
        store.db().write(&Writes::from([((Tree::Fact, key.to_vec()), before)])).unwrap();
        let crate::store::check::Outcome::Wrong(problems) = found else { panic!("{found:?}") };
        problems
    };
    assert_eq!(problems(&facts[1].0, Some(vec![1])), ["deputy 2 is counted as it is not"]);
    let lost = problems(&facts[1].0, None);
    assert_eq!(lost, ["deputy 2 is counted as it is not", "3 records are counted, 2 are kept for it"]);
    let left = codec::record_key(Kind::Issue, ORG, 1);
    assert_eq!(problems(&left, Some(vec![1])), ["3 records are counted, 4 are kept for it"]);
}

#[test]
fn a_store_that_the_next_opening_mends_is_no_damage() {
    let (disk, dir) = desk();
    let (_, path) = dirs::list(dir.path()).unwrap().pop().unwrap();
    dirs::remove(&path);
    assert_eq!(check(&disk, &dir).store, Store::Missing);
    fs::create_dir(&path).unwrap();
    fs::write(path.join("conf"), b"not sled").unwrap();
    assert_eq!(check(&disk, &dir).store, Store::Unusable);
    // The store of another desk's history.
    let (_, other) = desk();
    dirs::remove(&path);
    fs::rename(other.path().join("db-1"), &path).unwrap();
    assert_eq!(check(&disk, &dir).store, Store::Unusable);
    assert!(!check(&disk, &dir).is_damaged());
}

#[test]
fn a_journal_without_its_end_is_damage() {
    let (disk, dir) = desk();
    let path = place::journal(dir.path(), ORG);
    let bytes = fs::read(&path).unwrap();
    let end = bytes[..bytes.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap();
    fs::write(&path, &bytes[..=end]).unwrap();
    let report = check(&disk, &dir);
    assert_eq!(report.store, Store::Ahead { applied: 5 });
    assert!(report.is_damaged() && report.lines().last().unwrap().contains("第 5 行只在数据库里"));
}

#[test]
fn it_can_be_stopped_in_any_step() {
    let (disk, dir) = desk();
    for step in [Step::Journal, Step::Replay] {
        let stopped = verify(&disk, dir.path(), &mut |now, _, _| {
            if now == step { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        // A journal this short is read before anything is reported.
        assert!(matches!(stopped, Ok(_) | Err(OpenError::Cancelled)));
        assert!(!dir.path().join(WORK).exists());
    }
}
