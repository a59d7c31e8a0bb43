//! Every operation of the file layer made to fail in turn, and the power cut at any of them, over a clerk's whole day:
//! what was acknowledged is there, what failed was said, and the books agree with the journal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod shared;

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use liaison::store::backup::{self, Source};
use liaison::store::desk::Desk;
use liaison::store::disk::faulty::{Fault, FaultyDisk, Span};
use liaison::store::disk::model::{ModelDisk, Survival};
use liaison::store::disk::{Disk, RealDisk};
use liaison::store::drafts::{self, Draft};
use liaison::store::restore;
use shared::*;

/// A day's work on a disk in memory that can be made to fail; sled's files are on the real one.
struct Run {
    model: ModelDisk,
    faulty: FaultyDisk,
    disk: Arc<dyn Disk>,
    dir: tempfile::TempDir,
}

impl Run {
    fn new() -> Self {
        let model = ModelDisk::new();
        let faulty = FaultyDisk::new(Arc::new(model.clone()));
        let disk: Arc<dyn Disk> = Arc::new(faulty.clone());
        Self { model, faulty, disk, dir: tempfile::tempdir().unwrap() }
    }

    fn root(&self) -> &Path {
        self.dir.path()
    }

    /// How many operations an undisturbed day takes.
    fn operations() -> u64 {
        let run = Self::new();
        let mut day = Day::new(&run.disk, run.root());
        day.work();
        assert_eq!((day.messages, day.saved.len()), (Vec::<String>::new(), 14));
        run.faulty.operations()
    }

    /// Opens on what is left: everything acknowledged is there, and work goes on.
    fn assert_goes_on(&self, saved: &Acknowledged, what: &str) {
        if !Desk::exists(self.disk.as_ref(), self.root()) {
            assert!(saved.is_empty(), "{what}: the desk is gone");
            init(&self.disk, self.root()).unwrap_or_else(|error| panic!("{what}: {error}"));
            return;
        }
        let mut desk = open(&self.disk, self.root()).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(desk.read_only(), None, "{what}");
        assert_all_there(&desk, saved, what);
        drafts::list(self.disk.as_ref(), self.root()).unwrap();
        let mut batch = desk.batch(stamp());
        batch.add(issue("照常录入"));
        desk.commit(batch).unwrap_or_else(|error| panic!("{what}: {error}"));
        drop(desk);
        assert_sound(&self.disk, self.root(), what);
        let source = Source { disk: self.disk.as_ref(), root: self.root(), org: ORG, saved: None };
        for made in backup::list(&source).unwrap() {
            backup::check(self.disk.as_ref(), &made, &mut go_on).unwrap_or_else(|error| panic!("{what}: {error}"));
        }
    }
}

#[test]
fn any_single_failure_is_said_and_survived() {
    for nth in 0..Run::operations() {
        let run = Run::new();
        run.faulty.fail(nth, Fault::Short(11, ErrorKind::StorageFull), Span::Once);
        let mut day = Day::new(&run.disk, run.root());
        day.work();
        run.faulty.heal();
        day.messages.iter().for_each(|message| assert_is_a_message(message));
        run.assert_goes_on(&day.saved, &format!("operation {nth}"));
    }
}

#[test]
fn a_power_cut_at_any_operation_is_survived_whatever_it_does_to_the_store() {
    for nth in 0..Run::operations() {
        let run = Run::new();
        run.faulty.fail(nth, Fault::Short(11, ErrorKind::BrokenPipe), Span::Everything);
        let mut day = Day::new(&run.disk, run.root());
        day.work();
        run.faulty.heal();
        run.model.cut_power(Survival::Torn(nth));
        let hurt = hurt_store(run.root(), &mut Dice::new(nth));
        run.assert_goes_on(&day.saved, &format!("power cut at operation {nth}, {hurt}"));
    }
}

/// What a clerk does at a full, write-protected or forbidden disk gets the reason and the cure, and nothing is half done.
#[test]
fn every_write_says_why_it_was_refused() {
    let cases = [
        (ErrorKind::StorageFull, "空间已满"),
        (ErrorKind::QuotaExceeded, "空间已满"),
        (ErrorKind::ReadOnlyFilesystem, "只读"),
        (ErrorKind::PermissionDenied, "没有权限"),
    ];
    for (kind, reason) in cases {
        let run = Run::new();
        let mut desk = init(&run.disk, run.root()).unwrap();
        let draft = Draft { name: "issue-1".to_owned(), ..Draft::default() };
        let source = Source { disk: run.disk.as_ref(), root: run.root(), org: ORG, saved: None };
        let file = backup::keep(&source, now(), &mut go_on).unwrap().path;
        run.faulty.fail(0, Fault::Error(kind), Span::Writes);
        let mut batch = desk.batch(stamp());
        batch.add(issue("写不进去"));
        let messages = [
            desk.set_operator("王芳").unwrap_err().to_string(),
            drafts::save(run.disk.as_ref(), run.root(), &draft).unwrap_err().to_string(),
            backup::keep(&source, now(), &mut go_on).unwrap_err().to_string(),
            desk.commit(batch).unwrap_err().to_string(),
            desk.undo(stamp()).unwrap_err().to_string(),
        ];
        drop(desk);
        let restored = restore::restore(&run.disk, run.root(), &file, now(), &mut go_on).unwrap_err().to_string();
        let opened = open(&run.disk, run.root()).err().map(|error| error.to_string());
        let elsewhere = tempfile::tempdir().unwrap();
        let begun = init(&run.disk, &elsewhere.path().join("new")).err().unwrap().to_string();
        for message in messages.iter().chain([&restored, &begun]).chain(&opened) {
            assert!(message.contains(reason) || message.contains("不能保存"), "{kind:?}: {message}");
            assert_is_a_message(message);
        }
        run.faulty.heal();
        run.assert_goes_on(&Acknowledged::new(), reason);
    }
}

#[test]
fn a_stick_pulled_while_the_desk_is_open_costs_nothing_that_was_saved() {
    let run = Run::new();
    let mut desk = init(&run.disk, run.root()).unwrap();
    let mut batch = desk.batch(stamp());
    batch.add(issue("拔出之前"));
    let saved: Acknowledged =
        desk.commit(batch).unwrap().into_iter().map(|entry| ((entry.kind(), entry.id), entry)).collect();
    run.faulty.fail(0, Fault::Error(ErrorKind::NotFound), Span::Everything);
    for _ in 0..3 {
        let mut batch = desk.batch(stamp());
        batch.add(issue("拔出之后"));
        assert_is_a_message(&desk.commit(batch).unwrap_err().to_string());
    }
    assert_all_there(&desk, &saved, "still shown");
    drop(desk);
    assert_is_a_message(&open(&run.disk, run.root()).err().unwrap().to_string());
    run.faulty.heal();
    run.assert_goes_on(&saved, "the stick is back");
}

#[test]
fn a_second_program_is_told_who_has_the_desk() {
    let dir = tempfile::tempdir().unwrap();
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let desk = init(&disk, dir.path()).unwrap();
    let source = Source { disk: disk.as_ref(), root: dir.path(), org: ORG, saved: Some(desk.journal().end()) };
    let file = backup::keep(&source, now(), &mut go_on).unwrap().path;
    let refused = [
        open(&disk, dir.path()).err().unwrap().to_string(),
        restore::restore(&disk, dir.path(), &file, now(), &mut go_on).unwrap_err().to_string(),
    ];
    for message in refused {
        assert!(message.contains(&format!("进程 {}", std::process::id())), "{message}");
        assert_is_a_message(&message);
    }
    drop(desk);
    drop(open(&disk, dir.path()).unwrap());
}
