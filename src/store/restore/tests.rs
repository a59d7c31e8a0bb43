//! Tests of restoring: old or new whole, whatever fails and wherever the power goes; nothing lost on the way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::ErrorKind;
use std::ops::ControlFlow;

use super::*;
use crate::store::disk::faulty::{Fault, FaultyDisk, Operation, Span};
use crate::store::disk::model::{ModelDisk, Survival};
use crate::store::disk::{Access, Kind};
use crate::store::journal::{ChainStart, Epoch, Found, Journal, NewLine, Stamp, verify};
use crate::store::keys::DeskKey;

const ORG: Org = Org(430_122_105_001);

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-23T18:00:05+08:00").unwrap()
}

fn root() -> &'static Path {
    Path::new("/desk")
}

fn journal() -> PathBuf {
    place::journal(root(), ORG)
}

fn open(disk: &Arc<dyn Disk>) -> Journal {
    Journal::open(Arc::clone(disk), &journal(), ORG, None).unwrap().journal
}

fn append(disk: &Arc<dyn Disk>, title: &str) {
    let stamp = Stamp { at: now(), by: "lihua".to_owned() };
    let data = format!(r#"{{"title":"{title}"}}"#);
    let line = NewLine { kind: "issue".to_owned(), id: 1, rev: 1, verb: "register".to_owned(), data };
    open(disk).append(&stamp, &[line]).unwrap();
}

/// A desk whose journal has two lines, a backup of it, and then a third line and a draft.
fn desk() -> (ModelDisk, PathBuf) {
    let model = ModelDisk::new();
    let disk: Arc<dyn Disk> = Arc::new(model.clone());
    disk.create_dir_all(root()).unwrap();
    disk.create_dir_all(Path::new("/stick")).unwrap();
    let key = DeskKey::create(disk.as_ref(), &root().join("keys"), ORG).unwrap();
    let start = ChainStart { org: ORG, epoch: Epoch([7; 16]), key: key.public(), program: "liaison test".to_owned() };
    let stamp = Stamp { at: now(), by: "lihua".to_owned() };
    Journal::create(Arc::clone(&disk), &journal(), &stamp, &start).unwrap();
    Settings::new(ORG, "lihua").save(disk.as_ref(), root()).unwrap();
    append(&disk, "kept in the backup");
    let source = Source { disk: disk.as_ref(), root: root(), org: ORG, saved: None };
    let file = backup::write(&source, Path::new("/stick"), now(), &mut go_on).unwrap().path;
    append(&disk, "entered later");
    model.put(&root().join("drafts/issue-1.json"), b"{}");
    (model, file)
}

fn shared(model: &ModelDisk) -> Arc<dyn Disk> {
    Arc::new(model.clone())
}

fn journal_holds(disk: &dyn Disk, path: &Path, title: &str) -> bool {
    String::from_utf8(disk.read(path, 1 << 20).unwrap()).unwrap().contains(title)
}

#[test]
fn the_backup_takes_the_place_and_begins_an_epoch() {
    let (model, file) = desk();
    let disk = shared(&model);
    let restored = restore(&disk, root(), &file, now(), &mut go_on).unwrap();
    assert_eq!((restored.last_line, restored.newer_changes), (3, 1));
    let opened = Journal::open(Arc::clone(&disk), &journal(), ORG, None).unwrap();
    assert_eq!(opened.found, Found::Sound);
    let chain = opened.journal.chain();
    assert_eq!((chain.number, chain.seq), (2, 3));
    assert_ne!(chain.start.epoch, Epoch([7; 16]));
    assert!(journal_holds(disk.as_ref(), &journal(), "kept in the backup"));
    assert!(!journal_holds(disk.as_ref(), &journal(), "entered later"));
    assert!(!disk.exists(&root().join("drafts/issue-1.json")).unwrap(), "the backup had no draft");
    // What was there before comes back the same way.
    drop(opened);
    restore(&disk, root(), &restored.former.unwrap(), now(), &mut go_on).unwrap();
    assert!(journal_holds(disk.as_ref(), &journal(), "entered later"));
    assert!(disk.exists(&root().join("drafts/issue-1.json")).unwrap());
    assert!(!disk.exists(&switch::new_folder(root())).unwrap());
}

#[test]
fn a_computer_without_anything_gets_the_desk_back() {
    let (model, file) = desk();
    let disk = shared(&model);
    let elsewhere = Path::new("/new/computer");
    let restored = restore(&disk, elsewhere, &file, now(), &mut go_on).unwrap();
    assert_eq!((restored.former, restored.newer_changes), (None, 0));
    assert_eq!(Settings::load(disk.as_ref(), elsewhere).unwrap().operator(), "lihua");
    let found = verify(disk.as_ref(), &place::journal(elsewhere, ORG), &mut go_on).unwrap();
    assert_eq!((found.lines, found.chains.len(), found.damage), (3, 2, None));
}

/// What a restore that failed or was cut may leave: one of the two states, and in the new one the old data still kept.
fn assert_old_or_new(disk: &Arc<dyn Disk>, done: bool, what: &str) {
    finish(disk.as_ref(), root()).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(Settings::load(disk.as_ref(), root()).unwrap().org(), ORG, "{what}");
    DeskKey::load(disk.as_ref(), &root().join("keys")).unwrap();
    let found = verify(disk.as_ref(), &journal(), &mut go_on).unwrap();
    assert_eq!((found.lines, found.damage), (3, None), "{what}");
    let old = journal_holds(disk.as_ref(), &journal(), "entered later");
    assert_eq!(old, found.chains.len() == 1, "{what}: neither old nor new");
    assert_eq!(old, disk.exists(&root().join("drafts/issue-1.json")).unwrap(), "{what}: mixed");
    assert!(!(done && old), "{what}: said to be restored");
    assert!(!disk.exists(&switch::new_folder(root())).unwrap(), "{what}");
    if old {
        return;
    }
    let kept = disk.list(root(), 99).unwrap().into_iter().any(|entry| match entry.meta.kind {
        Kind::Folder if entry.path.ends_with("backup") => disk.list(&entry.path, 99).unwrap().iter().any(|entry| {
            entry.path.extension().is_some_and(|ending| ending == "zip")
                && backup::check(disk.as_ref(), &entry.path, &mut go_on).is_ok()
        }),
        Kind::Folder if entry.path.to_string_lossy().contains("before-restore") => {
            journal_holds(disk.as_ref(), &place::journal(&entry.path, ORG), "entered later")
        }
        _ => false,
    });
    assert!(kept, "{what}: the data from before are gone");
}

#[test]
fn any_failure_and_any_power_cut_leave_old_or_new() {
    for (span, survivals) in [
        (Span::Once, vec![None]),
        (Span::Writes, vec![None]),
        (Span::Everything, vec![Some(Survival::Least), Some(Survival::Most), Some(Survival::Torn(3))]),
    ] {
        for survival in survivals {
            let mut nth = 0;
            loop {
                let (model, file) = desk();
                let faulty = FaultyDisk::new(Arc::new(model.clone()));
                let disk: Arc<dyn Disk> = Arc::new(faulty.clone());
                faulty.fail(nth, Fault::Error(ErrorKind::StorageFull), span);
                let restored = restore(&disk, root(), &file, now(), &mut go_on);
                let operations = faulty.operations();
                faulty.heal();
                if let Some(survival) = survival {
                    model.cut_power(survival);
                }
                let what = format!("{span:?} {survival:?} at {nth}");
                assert_old_or_new(&disk, restored.is_ok(), &what);
                if operations <= nth {
                    break;
                }
                nth += 1;
            }
            assert!(nth > 100, "every step was made to fail");
        }
    }
}

#[test]
fn what_cannot_be_backed_up_is_moved_aside() {
    let (model, file) = desk();
    let faulty = FaultyDisk::new(Arc::new(model.clone()));
    let disk: Arc<dyn Disk> = Arc::new(faulty.clone());
    // A file that no other system could name is in no backup.
    model.put(&root().join("reports/aux"), b"x");
    let restored = restore(&disk, root(), &file, now(), &mut go_on).unwrap();
    let former = restored.former.unwrap();
    assert_eq!(former, root().join("before-restore-20261123-180005"));
    assert!(journal_holds(disk.as_ref(), &place::journal(&former, ORG), "entered later"));
    assert!(disk.exists(&former.join("reports/aux")).unwrap());
    assert_eq!(faulty.count(Operation::RemoveDirAll), 3);
}

#[test]
fn records_that_wait_to_be_salvaged_are_kept_too() {
    let (model, file) = desk();
    let disk = shared(&model);
    let waiting = root().join("salvage.jsonl");
    model.put(&waiting, b"from before");
    let source = Source { disk: disk.as_ref(), root: root(), org: ORG, saved: None };
    let with = backup::write(&source, Path::new("/stick"), now(), &mut go_on).unwrap().path;
    restore(&disk, root(), &file, now(), &mut go_on).unwrap();
    assert!(disk.exists(&waiting).unwrap(), "the backup had none: it stays");
    model.put(&waiting, b"from later");
    restore(&disk, root(), &with, now(), &mut go_on).unwrap();
    assert_eq!(model.bytes(&waiting).unwrap(), b"from before");
}

#[test]
fn what_makes_no_desk_is_refused_and_nothing_changes() {
    let (model, file) = desk();
    let disk = shared(&model);
    let before = model.bytes(&journal()).unwrap();
    let refused = |model: &ModelDisk, file: &Path, root: &Path, expected: &str| {
        let error = restore(&shared(model), root, file, now(), &mut go_on).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    // A program is at work there.
    let holder = Holder::this_process(disk.as_ref(), "test", now());
    let lock = Lock::acquire(Arc::clone(&disk), root(), &holder).unwrap();
    refused(&model, &file, root(), "正被另一个程序使用");
    drop(lock);
    // Another organisation's desk.
    disk.create_dir_all(Path::new("/other")).unwrap();
    Settings::new(Org(430_122_105_002), "x").save(disk.as_ref(), Path::new("/other")).unwrap();
    refused(&model, &file, Path::new("/other"), "430122105002");
    // A backup made of a damaged journal, of a desk without its settings, of none.
    let mut bent = before.clone();
    bent[400] ^= 1;
    model.put(&journal(), &bent);
    let source = Source { disk: disk.as_ref(), root: root(), org: ORG, saved: None };
    let damaged = backup::write(&source, Path::new("/stick"), now(), &mut go_on).unwrap().path;
    refused(&model, &damaged, root(), "更早的备份");
    assert_eq!(model.bytes(&journal()).unwrap(), bent);
    disk.remove(&root().join("desk.toml")).unwrap();
    let without = backup::write(&source, Path::new("/stick"), now(), &mut go_on).unwrap().path;
    refused(&model, &without, root(), "desk.toml");
    refused(&model, Path::new("/stick/none.zip"), root(), "不存在");
    disk.write_atomic(Path::new("/stick/x.zip"), b"x", Access::Shared).unwrap();
    refused(&model, Path::new("/stick/x.zip"), root(), "不是本程序的备份");
    assert!(!disk.exists(&switch::new_folder(root())).unwrap());
    // Damaged data are no obstacle to restoring.
    restore(&disk, root(), &file, now(), &mut go_on).unwrap();
}

#[test]
fn can_be_cancelled_until_it_is_decided() {
    let (model, file) = desk();
    let mut cancelled = 0;
    for stop in 0..99 {
        let mut calls = 0;
        let restored = restore(&shared(&model), root(), &file, now(), &mut |_, _| {
            calls += 1;
            if calls > stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        match restored {
            Err(RestoreError::Cancelled) => cancelled += 1,
            other => {
                other.unwrap();
                break;
            }
        }
        assert_old_or_new(&shared(&model), false, "cancelled");
    }
    assert!(cancelled > 10);
}
