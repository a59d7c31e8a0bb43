//! Tests of backups: what goes in, what comes back, what is refused, what a failure leaves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Cursor, ErrorKind, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::store::disk::faulty::{Fault, FaultyDisk, Span};
use crate::store::disk::model::{ModelDisk, Survival};
use crate::store::disk::{Access, RealDisk};
use crate::store::journal::{ChainStart, Epoch, Journal, Stamp};
use crate::store::keys::DeskKey;

const ORG: Org = Org(430_122_105_001);
const JOURNAL: &[u8] = b"line one\nline two\n";

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

fn now() -> DateTime<FixedOffset> {
    at("2026-11-23T18:00:05+08:00")
}

fn source<'a>(disk: &'a dyn Disk, root: &'a Path) -> Source<'a> {
    Source { disk, root, org: ORG, saved: None }
}

/// A data directory as a desk leaves it, and what else may lie in it.
fn fill(disk: &dyn Disk, root: &Path) {
    let files: [(&str, &[u8]); 12] = [
        ("desk.toml", b"operator = 'lihua'"),
        ("journal/430122105001.jsonl", JOURNAL),
        ("journal/430122105001.torn-1", b"{\"seq\""),
        ("keys/desk.key", b"secret"),
        ("drafts/issue-1.json", b"{}"),
        ("drafts/issue-2.json.tmp", b"half"),
        ("reports/2026年第三季度.xlsx", b""),
        ("reports/aux", b"no name for Windows"),
        ("inbox/held/waits.lz", b"a package that waits"),
        ("inbox/read.lz", b"a copy that was read"),
        ("db-1/conf", b"sled"),
        ("lock", b""),
    ];
    for (name, bytes) in files {
        let path = root.join(name);
        disk.create_dir_all(path.parent().unwrap()).unwrap();
        disk.write_atomic(&path, bytes, Access::Shared).unwrap();
    }
}

fn desk() -> (ModelDisk, &'static Path) {
    let (disk, root) = (ModelDisk::new(), Path::new("/desk"));
    fill(&disk, root);
    disk.create_dir_all(Path::new("/stick")).unwrap();
    (disk, root)
}

fn made(disk: &ModelDisk, root: &Path) -> PathBuf {
    write(&source(disk, root), Path::new("/stick"), now(), &mut go_on).unwrap().path
}

#[test]
fn holds_all_but_the_store_and_reads_back() {
    let real = tempfile::tempdir().unwrap();
    fill(&RealDisk, real.path());
    let (model, root) = desk();
    let desks: [(&dyn Disk, &Path); 2] = [(&RealDisk, real.path()), (&model, root)];
    for (disk, root) in desks {
        let written = keep(&source(disk, root), now(), &mut go_on).unwrap();
        assert_eq!(written.path, root.join("backup/liaison-430122105001-20261123-180005.zip"));
        assert_eq!(written.left_out, [root.join("reports/aux")]);
        let paths: Vec<&str> = written.manifest.files.iter().map(|item| item.path.as_str()).collect();
        let expected = [
            "desk.toml",
            "drafts/issue-1.json",
            "inbox/held/waits.lz",
            "journal/430122105001.jsonl",
            "journal/430122105001.torn-1",
            "keys/desk.key",
            "reports/2026年第三季度.xlsx",
        ];
        assert_eq!(paths, expected);
        assert_eq!(check(disk, &written.path, &mut go_on).unwrap(), written.manifest);
        let mut journal = Vec::new();
        let mut archive = Archive::open(disk, &written.path).unwrap();
        archive
            .pour(&written.manifest.files[3], &mut |bytes| {
                journal.extend_from_slice(bytes);
                Ok(())
            })
            .unwrap();
        assert_eq!(journal, JOURNAL);
        assert_eq!(disk.list(&root.join("backup"), 9).unwrap().len(), 1, "no temporary file is left");
    }
}

#[test]
fn ends_the_journal_where_it_was_saved() {
    let (disk, root) = desk();
    let source = Source { saved: Some(9), ..source(&disk, root) };
    let written = write(&source, Path::new("/stick"), now(), &mut go_on).unwrap();
    let journal = written.manifest.files.iter().find(|item| item.path == journal_path(ORG)).unwrap();
    assert_eq!(journal.bytes, 9);
}

#[test]
fn never_takes_a_name_that_is_taken() {
    let (disk, root) = desk();
    let first = made(&disk, root);
    let before = disk.bytes(&first).unwrap();
    assert!(made(&disk, root).ends_with("liaison-430122105001-20261123-180005-2.zip"));
    assert_eq!(disk.bytes(&first).unwrap(), before);
}

/// Puts a sound journal in place; its length.
fn begin_journal(disk: &ModelDisk, root: &Path) -> u64 {
    let journal = place::journal(root, ORG);
    disk.remove(&journal).unwrap();
    let start = ChainStart {
        org: ORG,
        epoch: Epoch([7; 16]),
        key: DeskKey::create(disk, Path::new("/keys"), ORG).unwrap().public(),
        program: PROGRAM.to_owned(),
    };
    let stamp = Stamp { at: now(), by: "lihua".to_owned() };
    Journal::create(Arc::new(disk.clone()), &journal, &stamp, &start).unwrap().head().end
}

#[test]
fn a_save_in_the_making_is_no_damage() {
    let (disk, root) = desk();
    let saved = begin_journal(&disk, root);
    let mut file = disk.open_append(&place::journal(root, ORG)).unwrap();
    // Bytes of an append that failed, and of the one that took its place meanwhile.
    file.append(b"{\"seq\":2,\"at\"\n").unwrap();
    let found = |saved| daily(&Source { saved, ..source(&disk, root) }, now(), &mut go_on).unwrap().unwrap().damage;
    assert_eq!(found(Some(saved)), None);
    disk.remove_dir_all(&root.join(FOLDER)).unwrap();
    assert!(found(None).is_some());
}

#[test]
fn is_made_once_a_day_and_rotated() {
    let (disk, root) = desk();
    let stranger = root.join("backup/my own copy.zip");
    let other = root.join("backup/liaison-430122105002-20200101-090000.zip");
    disk.put(&stranger, b"1");
    disk.put(&other, b"2");
    begin_journal(&disk, root);
    for day in 0..40 {
        let now = now() + chrono::TimeDelta::days(day);
        assert!(daily(&source(&disk, root), now, &mut go_on).unwrap().is_some());
        let later = now + chrono::TimeDelta::hours(3);
        assert!(daily(&source(&disk, root), later, &mut go_on).unwrap().is_none());
    }
    let left = list(&source(&disk, root)).unwrap();
    assert!((8..=12).contains(&left.len()), "{} left", left.len());
    assert!(left[0].ends_with("liaison-430122105001-20270101-180005.zip"));
    assert!(disk.exists(&stranger).unwrap() && disk.exists(&other).unwrap());
    // A clock set back by years must not cost the backup that has just been made.
    let early = daily(&source(&disk, root), at("2020-01-01T08:00:00+08:00"), &mut go_on).unwrap().unwrap();
    assert!(disk.exists(&early.written.path).unwrap());
}

#[test]
fn nothing_is_rotated_away_while_the_journal_is_damaged() {
    let (disk, root) = desk();
    for day in 0..20 {
        let now = now() + chrono::TimeDelta::days(day);
        let made = daily(&source(&disk, root), now, &mut go_on).unwrap().unwrap();
        assert!(made.notice().unwrap().contains("第 1 行"));
    }
    assert_eq!(list(&source(&disk, root)).unwrap().len(), 20);
}

#[test]
fn any_failure_leaves_no_backup_or_a_whole_one() {
    for fault in [Fault::Error(ErrorKind::StorageFull), Fault::Short(5, ErrorKind::StorageFull)] {
        for span in [Span::Once, Span::Writes, Span::Everything] {
            let mut nth = 0;
            loop {
                let (model, root) = desk();
                let disk = FaultyDisk::new(Arc::new(model.clone()));
                disk.fail(nth, fault, span);
                let written = write(&source(&disk, root), Path::new("/stick"), now(), &mut go_on);
                disk.heal();
                if span == Span::Everything {
                    model.cut_power(Survival::Torn(nth));
                }
                for entry in disk.list(Path::new("/stick"), 9).unwrap() {
                    let name = name::Name::of(&entry.path);
                    assert!(name.is_none() || check(&disk, &entry.path, &mut go_on).is_ok());
                }
                if let Ok(written) = &written {
                    check(&disk, &written.path, &mut go_on).unwrap();
                }
                write(&source(&disk, root), Path::new("/stick"), now(), &mut go_on).unwrap();
                if disk.operations() < nth || written.is_ok() && span == Span::Everything {
                    break;
                }
                nth += 1;
            }
            assert!(nth > 20, "every step was made to fail");
        }
    }
}

#[test]
fn a_missing_stick_is_not_made() {
    let (disk, root) = desk();
    let missing = write(&source(&disk, root), Path::new("/media/usb"), now(), &mut go_on).unwrap_err();
    assert!(missing.to_string().contains("移动磁盘"), "{missing}");
    let empty = write(&source(&disk, Path::new("/stick")), Path::new("/stick"), now(), &mut go_on).unwrap_err();
    assert!(matches!(empty, BackupError::NoDesk { .. }));
}

#[test]
fn can_be_cancelled_at_any_moment() {
    let (disk, root) = desk();
    for stop in 0..30 {
        let mut calls = 0;
        let written = write(&source(&disk, root), Path::new("/stick"), now(), &mut |done, total| {
            assert!(done <= total);
            calls += 1;
            if calls > stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        match written {
            Err(BackupError::Cancelled) => assert!(disk.list(Path::new("/stick"), 9).unwrap().is_empty()),
            other => return assert!(other.is_ok() && stop > 6),
        }
    }
    panic!("never finished");
}

#[test]
fn a_damaged_backup_is_refused() {
    let (disk, root) = desk();
    let path = made(&disk, root);
    let whole = disk.bytes(&path).unwrap();
    let manifest = check(&disk, &path, &mut go_on).unwrap();
    for cut in 0..whole.len() {
        disk.put(&path, &whole[..cut]);
        assert!(check(&disk, &path, &mut go_on).is_err(), "cut to {cut}");
    }
    for place in 0..whole.len() {
        let mut bent = whole.clone();
        bent[place] ^= 1 << (place % 8);
        disk.put(&path, &bent);
        // Some bytes mean nothing (an entry's time); no other flip goes unnoticed.
        if let Ok(found) = check(&disk, &path, &mut go_on) {
            assert_eq!(found, manifest, "byte {place}");
        }
    }
}

/// An archive of some entries and a manifest.
fn archive(entries: &[(&str, &[u8])], manifest: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries.iter().copied().chain([("manifest.json", manifest.as_bytes())]) {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn manifest(files: &str) -> String {
    format!(r#"{{"format":1,"org":"430122105001","at":"","program":"","files":[{files}]}}"#)
}

#[test]
fn what_is_no_backup_of_ours_is_refused() {
    let empty = r#""bytes":0,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855""#;
    let item = |path: &str| format!(r#"{{"path":"{path}",{empty}}}"#);
    let newer = manifest("").replace(r#""format":1"#, r#""format":2"#);
    let mut many = archive(&[], &manifest(""));
    let end = many.len() - 22;
    many[end + 8..end + 12].fill(0xff);
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (archive(&[("desk.toml", b"")], &manifest(&item("desk.toml"))), ""),
        (archive(&[("../desk.toml", b"")], &manifest(&item("../desk.toml"))), "已损坏"),
        (archive(&[("/etc/passwd", b"")], &manifest(&item("/etc/passwd"))), "已损坏"),
        (archive(&[("desk.toml", b"")], &manifest("")), "已损坏"),
        (archive(&[], &manifest(&item("desk.toml"))), "已损坏"),
        (archive(&[("desk.toml", &[0; 1_000_000])], &manifest(&item("desk.toml"))), "已损坏"),
        (archive(&[], &newer), "新版程序"),
        (archive(&[], "[]"), "不是本程序的备份"),
        (many, "不是本程序的备份"),
        (b"PK\x05\x06".repeat(10), "不是本程序的备份"),
        (Vec::new(), "不是本程序的备份"),
    ];
    let disk = ModelDisk::new();
    let path = Path::new("/x.zip");
    for (at, (bytes, expected)) in cases.into_iter().enumerate() {
        disk.put(path, &bytes);
        let message = check(&disk, path, &mut go_on).err().map_or_else(String::new, |error| error.to_string());
        assert!(message.contains(expected), "case {at}: {message}");
        assert_eq!(message.is_empty(), expected.is_empty(), "case {at}: {message}");
    }
    disk.create_dir_all(Path::new("/folder.zip")).unwrap();
    let folder = check(&disk, Path::new("/folder.zip"), &mut go_on).unwrap_err();
    assert!(folder.to_string().contains("文件夹"), "{folder}");
}
