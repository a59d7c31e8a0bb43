//! Tests of mending: any line that a backup has can go bad and comes back; nothing is cut, nothing made up.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::ErrorKind;
use std::ops::ControlFlow;

use super::*;
use crate::store::disk::faulty::{Fault, FaultyDisk, Span};
use crate::store::disk::model::{ModelDisk, Survival};
use crate::store::journal::{ChainStart, Epoch, Journal, NewLine, Stamp};
use crate::store::keys::DeskKey;
use crate::store::settings::Settings;

const ORG: Org = Org(430_122_105_001);

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn now(day: u32) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(&format!("2026-11-{day:02}T18:00:05+08:00")).unwrap()
}

fn root() -> &'static Path {
    Path::new("/desk")
}

fn path() -> PathBuf {
    place::journal(root(), ORG)
}

/// A desk of 12 lines with backups of the first 5 and the first 9, and the journal as it should be.
fn desk() -> (ModelDisk, Vec<u8>) {
    let model = ModelDisk::new();
    let disk: Arc<dyn Disk> = Arc::new(model.clone());
    disk.create_dir_all(root()).unwrap();
    let key = DeskKey::create(disk.as_ref(), &root().join("keys"), ORG).unwrap();
    let start = ChainStart { org: ORG, epoch: Epoch([7; 16]), key: key.public(), program: "liaison".to_owned() };
    let stamp = Stamp { at: now(1), by: "lihua".to_owned() };
    let mut journal = Journal::create(Arc::clone(&disk), &path(), &stamp, &start).unwrap();
    Settings::new(ORG, "lihua").save(disk.as_ref(), root()).unwrap();
    let source = Source { disk: disk.as_ref(), root: root(), org: ORG, saved: None };
    for id in 2..=12_u64 {
        let data = format!(r#"{{"title":"issue {id}"}}"#);
        let line = NewLine { kind: "issue".to_owned(), id, rev: 1, verb: "register".to_owned(), data };
        journal.append(&stamp, &[line]).unwrap();
        match id {
            5 => drop(backup::keep(&source, now(5), &mut go_on).unwrap()),
            9 => drop(backup::keep(&source, now(9), &mut go_on).unwrap()),
            _ => {}
        }
    }
    let whole = model.bytes(&path()).unwrap();
    (model, whole)
}

/// Where each line begins, and the end.
fn starts(bytes: &[u8]) -> Vec<usize> {
    let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(ends).collect()
}

fn bend(model: &ModelDisk, bytes: &[u8], places: &[usize]) {
    let mut bent = bytes.to_vec();
    for place in places {
        bent[*place] ^= 4;
    }
    model.put(&path(), &bent);
}

fn mend_it(disk: &Arc<dyn Disk>) -> Result<Mended, MendError> {
    mend(disk, root(), now(23), &mut go_on)
}

#[test]
fn a_bad_line_that_a_backup_has_comes_back_exactly() {
    for line in 0..12 {
        let (model, whole) = desk();
        let disk: Arc<dyn Disk> = Arc::new(model.clone());
        let place = starts(&whole)[line] + 40;
        bend(&model, &whole, &[place]);
        match mend_it(&disk).unwrap() {
            Mended::Whole(mend) => {
                assert!(line < 9);
                assert_eq!((mend.first_bad, mend.last_line), (u64::try_from(line).unwrap() + 1, 12));
                assert!(mend.backup.to_string_lossy().contains("20261109"), "the newest that reaches is enough");
                assert_eq!(model.bytes(&path()).unwrap(), whole);
                assert_ne!(model.bytes(&mend.damaged).unwrap(), whole);
            }
            Mended::NoBackup { last_line, damage } => {
                assert!(line >= 9);
                assert_eq!((last_line, damage.line), (u64::try_from(line).unwrap(), Some(last_line + 1)));
                assert_ne!(model.bytes(&path()).unwrap(), whole);
            }
            other => panic!("{other:?}"),
        }
        assert!(model.bytes(&path().with_extension(WORK)).is_none());
        assert_eq!(matches!(mend_it(&disk).unwrap(), Mended::Sound), line < 9);
    }
}

#[test]
fn an_older_backup_helps_where_the_newer_one_has_the_damage() {
    let (model, whole) = desk();
    let disk: Arc<dyn Disk> = Arc::new(model.clone());
    bend(&model, &whole, &[starts(&whole)[3] + 40]);
    let source = Source { disk: disk.as_ref(), root: root(), org: ORG, saved: None };
    backup::keep(&source, now(20), &mut go_on).unwrap();
    assert!(matches!(mend_it(&disk).unwrap(), Mended::Whole(_)));
    assert_eq!(model.bytes(&path()).unwrap(), whole);
}

#[test]
fn further_damage_is_kept_and_told() {
    let (model, whole) = desk();
    let disk: Arc<dyn Disk> = Arc::new(model.clone());
    let starts = starts(&whole);
    bend(&model, &whole, &[starts[3] + 40, starts[10] + 40]);
    let Mended::Part(mend) = mend_it(&disk).unwrap() else { panic!("not in part") };
    assert_eq!((mend.first_bad, mend.last_line), (4, 10));
    let found = journal::verify(disk.as_ref(), &path(), &mut go_on).unwrap();
    assert_eq!((found.lines, found.damage.unwrap().line), (10, Some(11)));
    assert_eq!(model.bytes(&path()).unwrap().len(), whole.len(), "nothing is cut");
    assert!(matches!(mend_it(&disk).unwrap(), Mended::NoBackup { last_line: 10, .. }));
}

#[test]
fn a_backup_of_another_history_is_not_mixed_in() {
    let (model, whole) = desk();
    let (other, _) = desk();
    for entry in other.list(&root().join("backup"), 9).unwrap() {
        model.put(&entry.path, &other.bytes(&entry.path).unwrap());
    }
    let disk: Arc<dyn Disk> = Arc::new(model.clone());
    bend(&model, &whole, &[starts(&whole)[3] + 40]);
    assert!(matches!(mend_it(&disk).unwrap(), Mended::NoBackup { last_line: 3, .. }));
}

#[test]
fn any_failure_or_power_cut_leaves_the_damaged_or_the_mended_file() {
    for span in [Span::Once, Span::Everything] {
        let mut nth = 0;
        loop {
            let (model, whole) = desk();
            bend(&model, &whole, &[starts(&whole)[3] + 40]);
            let bent = model.bytes(&path()).unwrap();
            let faulty = FaultyDisk::new(Arc::new(model.clone()));
            faulty.fail(nth, Fault::Short(9, ErrorKind::StorageFull), span);
            let disk: Arc<dyn Disk> = Arc::new(faulty.clone());
            let mended = mend_it(&disk);
            let operations = faulty.operations();
            faulty.heal();
            if span == Span::Everything {
                model.cut_power(Survival::Torn(nth));
            }
            let found = model.bytes(&path()).unwrap();
            assert!(found == whole || found == bent, "operation {nth}, {span:?}");
            assert!(!matches!(mended, Ok(Mended::Whole(_))) || found == whole);
            assert!(matches!(mend_it(&disk).unwrap(), Mended::Whole(_) | Mended::Sound));
            assert_eq!(model.bytes(&path()).unwrap(), whole);
            if operations <= nth {
                break;
            }
            nth += 1;
        }
        assert!(nth > 60, "every step was made to fail");
    }
}
