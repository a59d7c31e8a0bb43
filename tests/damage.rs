//! Stored files cut, bent, removed and mixed up: every acknowledged record is there, or the desk says exactly what is
//! missing and from where it can come.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod shared;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use liaison::model::Org;
use liaison::store::backup::{self, Source};
use liaison::store::desk::{Desk, NewDesk};
use liaison::store::disk::{Disk, RealDisk};
use liaison::store::mend::{self, Mended};
use liaison::store::restore;
use liaison::store::verify::Store;
use sha2::{Digest, Sha256};
use shared::*;

/// A desk after a day's work, closed, with a backup of nearly all of it.
struct Home {
    disk: Arc<dyn Disk>,
    dir: tempfile::TempDir,
    saved: Acknowledged,
    journal: Vec<u8>,
}

impl Home {
    fn new() -> Self {
        let disk: Arc<dyn Disk> = Arc::new(RealDisk);
        let dir = tempfile::tempdir().unwrap();
        let mut day = Day::new(&disk, dir.path());
        day.work();
        assert_eq!(day.messages, Vec::<String>::new());
        let saved = day.saved;
        let journal = fs::read(journal(dir.path())).unwrap();
        Self { disk, dir, saved, journal }
    }

    fn root(&self) -> &Path {
        self.dir.path()
    }

    fn put_journal(&self, bytes: &[u8]) {
        fs::write(journal(self.root()), bytes).unwrap();
    }

    fn remove_stores(&self) {
        for store in stores(self.root()) {
            fs::remove_dir_all(store).unwrap();
        }
    }

    /// Opens: everything is there and work can go on; then everything agrees.
    fn assert_whole(&self, what: &str) {
        let desk = open(&self.disk, self.root()).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(desk.read_only(), None, "{what}");
        assert_all_there(&desk, &self.saved, what);
        drop(desk);
        assert_sound(&self.disk, self.root(), what);
    }
}

/// Where each line begins, and the end.
fn starts(bytes: &[u8]) -> Vec<usize> {
    let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(ends).collect()
}

fn copy_folder(from: &Path, to: &Path) {
    for file in files(from) {
        let target = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(file, target).unwrap();
    }
}

#[test]
fn whatever_happens_to_the_live_store_nothing_is_missing() {
    let home = Home::new();
    let kept = tempfile::tempdir().unwrap();
    let store = stores(home.root()).pop().unwrap();
    copy_folder(&store, kept.path());
    for seed in 0..60 {
        home.remove_stores();
        copy_folder(kept.path(), &store);
        let mut dice = Dice::new(seed);
        let hurt = hurt_store(home.root(), &mut dice);
        let again = hurt_store(home.root(), &mut dice);
        home.assert_whole(&format!("seed {seed}: {hurt}, {again}"));
        home.put_journal(&home.journal);
    }
}

#[test]
fn a_save_torn_at_any_byte_is_cut_and_everything_before_it_stays() {
    let home = Home::new();
    let before = home.journal.clone();
    let mut desk = open(&home.disk, home.root()).unwrap();
    let kept = tempfile::tempdir().unwrap();
    copy_folder(&stores(home.root()).pop().unwrap(), kept.path());
    let mut batch = desk.batch(stamp());
    batch.add(issue("一次保存两件：其一"));
    batch.add(issue("一次保存两件：其二"));
    desk.commit(batch).unwrap();
    drop(desk);
    let after = fs::read(journal(home.root())).unwrap();
    // The group's line ends are where a reader could be fooled; the bytes between are all alike.
    let ends = starts(&after);
    let places =
        (before.len() + 1..after.len()).filter(|at| at % 61 == 0 || ends.iter().any(|end| at.abs_diff(*end) <= 2));
    for cut in places {
        home.remove_stores();
        copy_folder(kept.path(), &home.root().join("db-1"));
        home.put_journal(&after[..cut]);
        let desk = open(&home.disk, home.root()).unwrap();
        assert_eq!(desk.read_only(), None, "cut at {cut}");
        assert!(desk.notices().iter().any(|notice| notice.text.contains("torn-")), "cut at {cut}: not told");
        drop(desk);
        home.assert_whole(&format!("cut at {cut}"));
        assert_eq!(fs::read(journal(home.root())).unwrap(), before);
    }
}

#[test]
fn a_lost_tail_shows_by_the_backups_when_the_live_store_is_gone_too() {
    let home = Home::new();
    let source = || Source { disk: home.disk.as_ref(), root: home.root(), org: ORG, saved: None };
    let stick = tempfile::tempdir().unwrap();
    let whole = backup::write(&source(), stick.path(), now(), &mut go_on).unwrap().path;
    backup::keep(&source(), now(), &mut go_on).unwrap();
    let starts = starts(&home.journal);
    home.put_journal(&home.journal[..starts[starts.len() - 4]]);
    home.remove_stores();
    let desk = open(&home.disk, home.root()).unwrap();
    let name = "liaison-430122105001-20261123-180005";
    assert!(desk.notices().iter().any(|notice| notice.text.contains(name)), "{:?}", desk.notices());
    drop(desk);
    let report = checked(&home.disk, home.root(), "cut");
    assert!(report.is_damaged() && report.lines().iter().any(|line| line.contains(name)), "{:?}", report.lines());
    // A backup of a save that was cut short has no more of it than there is.
    let torn = [&home.journal[..starts[starts.len() - 4]], &home.journal[starts[starts.len() - 4]..][..90]].concat();
    fs::remove_dir_all(home.root().join("backup")).unwrap();
    home.put_journal(&torn);
    backup::keep(&source(), now(), &mut go_on).unwrap();
    assert!(open(&home.disk, home.root()).unwrap().notices()[0].text.contains("torn-"));
    let report = checked(&home.disk, home.root(), "torn");
    assert!(!report.is_damaged(), "{:?}", report.lines());
    // Put in place, it has everything; the backup of what was there before is no reason for another alarm.
    restore::restore(&home.disk, home.root(), &whole, now(), &mut go_on).unwrap();
    home.assert_whole("restored");
}

#[test]
fn a_lost_tail_is_taken_back_in_from_the_live_store() {
    let home = Home::new();
    let starts = starts(&home.journal);
    let kept = tempfile::tempdir().unwrap();
    copy_folder(home.root(), kept.path());
    for lines in (2..starts.len() - 1).step_by(3) {
        fs::remove_dir_all(home.root()).unwrap();
        copy_folder(kept.path(), home.root());
        home.put_journal(&home.journal[..starts[lines]]);
        let what = format!("only {lines} lines left");
        let report = checked(&home.disk, home.root(), &what);
        assert!(report.is_damaged(), "{what}");
        // The cut may fall into a group, of which then nothing counts.
        let Store::Ahead { applied } = report.store else { panic!("{what}: {:?}", report.store) };
        let told = report.lines().join("\n");
        assert!(
            told.contains(&format!("{applied} 行只在数据库里")) && told.contains("liaison salvage"),
            "{what}: {told}"
        );
        let desk = open(&home.disk, home.root()).unwrap();
        assert!(desk.read_only().is_some_and(|reason| reason.contains("salvage")), "{what}");
        assert_all_there(&desk, &home.saved, &what);
        drop(desk);
        let (desk, taken) = Desk::salvage(Arc::clone(&home.disk), home.root(), &stamp(), &mut go_on).unwrap();
        assert!(taken > 0, "{what}");
        for ((kind, id), entry) in &home.saved {
            let found = desk.reader().entry(*kind, *id).unwrap().unwrap();
            assert_eq!((&found.record, &found.voided), (&entry.record, &entry.voided), "{what}");
        }
        drop(desk);
        assert_sound(&home.disk, home.root(), &what);
    }
}

#[test]
fn a_bad_line_is_named_and_comes_back_from_a_backup() {
    let home = Home::new();
    let starts = starts(&home.journal);
    let mut dice = Dice::new(5);
    for line in 0..starts.len() - 1 {
        home.put_journal(&home.journal);
        home.remove_stores();
        let span = (starts[line + 1] - starts[line]) as u64;
        let mut bent = home.journal.clone();
        bent[starts[line] + usize::try_from(dice.below(span - 1)).unwrap()] ^= 1;
        home.put_journal(&bent);
        let what = format!("line {}", line + 1);
        match open(&home.disk, home.root()) {
            Ok(desk) => {
                let reason = desk.read_only().unwrap_or_else(|| panic!("{what}: not noticed")).to_owned();
                assert!(reason.contains(&format!("第 {} 行", line + 1)), "{what}: {reason}");
                assert_is_a_message(&reason);
                // What stands before the save with the bad line is all there, and nothing of that save.
                let readable = desk.journal().end();
                assert!(readable <= starts[line] as u64, "{what}");
            }
            Err(error) => {
                assert!(line == 0, "{what}: {error}");
                assert_is_a_message(&error.to_string());
            }
        }
        let report = checked(&home.disk, home.root(), &what);
        assert!(report.is_damaged(), "{what}");
        let told = report.lines().join("\n");
        let first = report.journal.saved.seq + 1;
        assert!(first <= line as u64 + 1, "{what}");
        for part in [format!("第 {} 行", line + 1), format!("从第 {first} 行起"), "备份".to_owned()] {
            assert!(told.contains(&part), "{what}: {told}");
        }
        match mend::mend(&home.disk, home.root(), now(), &mut go_on).unwrap() {
            Mended::Whole(mend) => assert_eq!(mend.first_bad, line as u64 + 1, "{what}"),
            other => panic!("{what}: {other:?}"),
        }
        assert_eq!(fs::read(journal(home.root())).unwrap(), home.journal, "{what}");
    }
    home.assert_whole("mended");
}

#[test]
fn a_damaged_middle_costs_nothing_while_the_live_store_is_whole() {
    let home = Home::new();
    let starts = starts(&home.journal);
    let mut bent = home.journal.clone();
    bent[starts[4] + 30] ^= 1;
    home.put_journal(&bent);
    let desk = open(&home.disk, home.root()).unwrap();
    assert_all_there(&desk, &home.saved, "a bad line in the middle");
    drop(desk);
    let report = checked(&home.disk, home.root(), "a bad line in the middle");
    assert!(matches!(report.store, Store::Ahead { .. }) && report.is_damaged());
}

#[test]
fn bad_lines_that_only_the_live_store_knows_are_taken_in_anew() {
    for lines_from_end in [1, 2] {
        let home = Home::new();
        let mut saved = home.saved.clone();
        let mut desk = open(&home.disk, home.root()).unwrap();
        for title in ["备份之后的第一件", "备份之后的第二件"] {
            let mut batch = desk.batch(stamp());
            batch.add(issue(title));
            saved.extend(desk.commit(batch).unwrap().into_iter().map(|entry| ((entry.kind(), entry.id), entry)));
        }
        drop(desk);
        let mut bent = fs::read(journal(home.root())).unwrap();
        let starts = starts(&bent);
        bent[starts[starts.len() - 1 - lines_from_end] + 30] ^= 1;
        home.put_journal(&bent);
        match mend::mend(&home.disk, home.root(), now(), &mut go_on).unwrap() {
            Mended::SetAside { damaged, last_line, known } => {
                let lines = starts.len() as u64 - 1;
                assert_eq!((last_line, known), (lines - lines_from_end as u64, lines));
                assert_eq!(fs::read(damaged).unwrap(), bent);
            }
            other => panic!("{other:?}"),
        }
        assert!(open(&home.disk, home.root()).unwrap().read_only().is_some_and(|reason| reason.contains("salvage")));
        let (desk, taken) = Desk::salvage(Arc::clone(&home.disk), home.root(), &stamp(), &mut go_on).unwrap();
        assert_eq!(taken, lines_from_end);
        for ((kind, id), entry) in &saved {
            let found = desk.reader().entry(*kind, *id).unwrap().unwrap_or_else(|| panic!("{kind:?} {id} is gone"));
            assert_eq!((found.record, found.voided), (entry.record.clone(), entry.voided.clone()));
        }
        drop(desk);
        assert_sound(&home.disk, home.root(), "set aside and salvaged");
    }
}

#[test]
fn without_any_copy_the_desk_says_what_is_missing() {
    let home = Home::new();
    fs::remove_dir_all(home.root().join("backup")).unwrap();
    home.remove_stores();
    let starts = starts(&home.journal);
    let mut bent = home.journal.clone();
    bent[starts[6] + 30] ^= 1;
    home.put_journal(&bent);
    match mend::mend(&home.disk, home.root(), now(), &mut go_on).unwrap() {
        Mended::NoBackup { damage, last_line } => assert_eq!((damage.line, last_line), (Some(7), 6)),
        other => panic!("{other:?}"),
    }
    let desk = open(&home.disk, home.root()).unwrap();
    assert!(desk.read_only().unwrap().contains("第 7 行"));
    drop(desk);
    assert_eq!(fs::read(journal(home.root())).unwrap(), bent, "a damaged journal is left as it is");
}

#[test]
fn a_computer_that_lost_everything_is_restored_from_a_stick() {
    let home = Home::new();
    let stick = tempfile::tempdir().unwrap();
    let source = Source { disk: home.disk.as_ref(), root: home.root(), org: ORG, saved: None };
    let file = backup::write(&source, stick.path(), now(), &mut go_on).unwrap().path;
    fs::remove_dir_all(home.root()).unwrap();
    restore::restore(&home.disk, home.root(), &file, now(), &mut go_on).unwrap();
    home.assert_whole("restored");
    let mut desk = open(&home.disk, home.root()).unwrap();
    let mut batch = desk.batch(stamp());
    batch.add(issue("恢复之后照常录入"));
    desk.commit(batch).unwrap();
    drop(desk);
    assert_eq!(checked(&home.disk, home.root(), "restored").journal.chains.len(), 2, "another installation began");
}

#[test]
fn files_that_are_missing_or_of_another_desk_are_named() {
    let elsewhere = tempfile::tempdir().unwrap();
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let other = NewDesk { org: Org(430_122_105_002), name: "别的站".to_owned(), operator: "王芳".to_owned() };
    drop(Desk::init(Arc::clone(&disk), elsewhere.path(), &other, &stamp()).unwrap());
    let foreign = fs::read(elsewhere.path().join("journal/430122105002.jsonl")).unwrap();
    let home = Home::new();
    let settings = fs::read(home.root().join("desk.toml")).unwrap();
    let refused = |expected: &str| {
        let message = open(&home.disk, home.root()).err().unwrap().to_string();
        assert!(message.contains(expected), "{message}");
        assert_is_a_message(&message);
    };
    home.put_journal(&foreign);
    refused("430122105002");
    fs::remove_file(journal(home.root())).unwrap();
    refused("430122105001.jsonl");
    fs::create_dir(journal(home.root())).unwrap();
    refused("430122105001.jsonl");
    fs::remove_dir(journal(home.root())).unwrap();
    home.put_journal(b"");
    refused("430122105001.jsonl");
    home.put_journal(&home.journal);
    for text in ["org = 5", "org = \"x\"\nlevel = \"station\"\noperator = \"a\"", "level = [", "\u{0}"] {
        fs::write(home.root().join("desk.toml"), text).unwrap();
        refused("desk.toml");
    }
    fs::write(home.root().join("desk.toml"), settings).unwrap();
    home.assert_whole("put right again");
}

/// A line as a program of the next format would write it behind `journal`.
fn line_of_format_2(journal: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(journal.to_vec()).unwrap();
    let hash_of = |line: &str| line.split_once("\"}\t").unwrap().0.rsplit_once('"').unwrap().1.to_owned();
    let (first, last) = (text.lines().next().unwrap(), text.lines().last().unwrap());
    let seq = text.lines().count() + 1;
    let data =
        first.split_once("\"data\":").unwrap().1.strip_suffix('}').unwrap().replace("\"format\":1", "\"format\":2");
    let salt = "00".repeat(16);
    let digest = hex::encode(Sha256::digest(format!("{salt}{data}")));
    let head = format!(
        r#"{{"seq":{seq},"at":"2030-01-01T00:00:00+08:00","by":"x","org":"{ORG}","kind":"chain","id":2,"rev":1,"verb":"begin","digest":"{digest}","prev":"{}""#,
        hash_of(last)
    );
    let hash = hex::encode(Sha256::digest(&head));
    format!("{head},\"hash\":\"{hash}\"}}\t{{\"salt\":\"{salt}\",\"data\":{data}}}\n").into_bytes()
}

#[test]
fn an_older_program_reads_newer_data_and_does_not_write_them() {
    let home = Home::new();
    let newer = [home.journal.clone(), line_of_format_2(&home.journal)].concat();
    home.put_journal(&newer);
    let mut desk = open(&home.disk, home.root()).unwrap();
    assert!(desk.read_only().is_some_and(|reason| reason.contains("新版程序")), "{:?}", desk.read_only());
    assert_all_there(&desk, &home.saved, "newer data");
    let mut batch = desk.batch(stamp());
    batch.add(issue("旧程序写不得"));
    assert_is_a_message(&desk.commit(batch).unwrap_err().to_string());
    drop(desk);
    assert_eq!(fs::read(journal(home.root())).unwrap(), newer);
}

#[test]
fn a_copied_directory_is_a_desk_as_well() {
    let home = Home::new();
    let copy = tempfile::tempdir().unwrap();
    // As it is copied while the program runs: with its lock files.
    let desk = open(&home.disk, home.root()).unwrap();
    copy_folder(home.root(), copy.path());
    let opened = open(&home.disk, copy.path()).unwrap();
    assert_all_there(&opened, &home.saved, "the copy");
    drop(opened);
    drop(desk);
    assert_sound(&home.disk, copy.path(), "the copy");
}
