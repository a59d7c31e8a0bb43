//! Tests of the desk; what they share.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod damage;
mod faults;
mod lives;
mod model;
mod opening;
mod receiving;
mod recovering;
mod salvage;
mod saving;
mod undoing;
mod waiting;

use std::ops::{Bound, ControlFlow};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;

use super::{Desk, NewDesk, OpenError};
use crate::model::deputy::Deputy;
use crate::model::issue::Issue;
use crate::model::{Date, Entry, Kind, Org, Record};
use crate::store::batch::Stamp;
use crate::store::books::Books;
use crate::store::check::{self, Outcome};
use crate::store::db::Tree;
use crate::store::disk::{Disk, RealDisk};
use crate::store::place;
use crate::store::reader::{Direction, List};

const ORG: Org = Org(430_122_105_001);

/// A data directory that goes away after the test, on a real disk or on one given.
struct Home {
    dir: TempDir,
    disk: Arc<dyn Disk>,
}

impl Home {
    fn new() -> Home {
        Home::on(Arc::new(RealDisk))
    }

    /// The journal on a disk of its own; sled's files are always real.
    fn on(disk: Arc<dyn Disk>) -> Home {
        Home { dir: tempfile::tempdir().unwrap(), disk }
    }

    fn root(&self) -> &Path {
        self.dir.path()
    }

    fn try_init(&self) -> Result<Desk, OpenError> {
        let new = NewDesk { org: ORG, name: "茶亭镇代表联络站".to_owned(), operator: "李工".to_owned() };
        Desk::init(Arc::clone(&self.disk), self.root(), &new, &stamp())
    }

    fn init(&self) -> Desk {
        self.try_init().unwrap()
    }

    fn try_open(&self) -> Result<Desk, OpenError> {
        Desk::open(Arc::clone(&self.disk), self.root(), &mut go_on)
    }

    fn open(&self) -> Desk {
        self.try_open().unwrap()
    }

    fn journal(&self) -> PathBuf {
        place::journal(self.root(), ORG)
    }

    /// Where the first store stands.
    fn store_path(&self) -> PathBuf {
        self.root().join("db-1")
    }

    /// The directory of the store in use.
    fn store(&self) -> PathBuf {
        crate::store::db::dirs::list(self.root()).unwrap().pop().unwrap().1
    }
}

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn stamp() -> Stamp {
    Stamp { at: "2026-11-23T09:12:33+08:00".to_owned(), by: "李工".to_owned() }
}

fn date(month: u32, day: u32) -> Option<Date> {
    Date::from_ymd(2026, month, day)
}

fn issue(title: &str) -> Record {
    Record::Issue(Box::new(Issue { reported_on: date(11, 23), title: title.to_owned(), ..Issue::default() }))
}

fn deputy(name: &str) -> Record {
    Record::Deputy(Deputy { name: name.to_owned(), ..Deputy::default() })
}

fn add(desk: &mut Desk, record: Record) -> Entry {
    let mut batch = desk.batch(stamp());
    batch.add(record);
    desk.commit(batch).unwrap().remove(0)
}

fn edit(desk: &mut Desk, before: &Entry, record: Record) -> Entry {
    let mut batch = desk.batch(stamp());
    batch.change("edit", before, record);
    desk.commit(batch).unwrap().remove(0)
}

fn entry(desk: &Desk, kind: Kind, id: u64) -> Entry {
    desk.reader().entry(kind, id).unwrap().unwrap()
}

fn as_issue(entry: &Entry) -> &Issue {
    match &entry.record {
        Record::Issue(issue) => issue,
        other => panic!("{other:?}"),
    }
}

fn ids(desk: &Desk, list: List) -> Vec<u64> {
    let rows = desk.reader().page(list, None, Direction::Forward, usize::MAX).unwrap();
    rows.into_iter().map(|row| row.entry.id).collect()
}

/// Keys and values of all trees, in order.
type Dump = Vec<(Tree, Vec<u8>, Vec<u8>)>;

/// Everything in the store but the marks of when it was last settled.
fn dump(books: &Books) -> Dump {
    let mut all = Vec::new();
    for tree in Tree::ALL {
        let pairs = books.db().range(tree, (Bound::Unbounded, Bound::Unbounded), Direction::Forward, usize::MAX);
        for (key, value) in pairs.unwrap() {
            if tree != Tree::Meta || !matches!(&key[..], b"settled" | b"complete") {
                all.push((tree, key.to_vec(), value.to_vec()));
            }
        }
    }
    all
}

fn assert_sound(desk: &Desk) {
    assert_eq!(check::check(&desk.reader().books(), &mut go_on).unwrap(), Outcome::Sound);
}
