//! The journal in a desk's hands: appending, opening at what was applied, reading, verifying.

use std::ops::ControlFlow;

use super::*;
use crate::store::disk::faulty::{FaultyDisk, Operation};

#[test]
fn a_group_costs_one_write_and_one_sync() {
    let disk = FaultyDisk::new(Arc::new(ModelDisk::new()));
    let mut journal = Journal::create(arc(&disk), path(), &stamp(), &start()).unwrap();
    let count = |kind| disk.count(kind);
    let before = (count(Operation::Append), count(Operation::SyncData));
    for lines in [1, 3, 100] {
        let lines = vec![new_line("issue", 1, "x"); lines];
        journal.append(&stamp(), &lines).unwrap();
    }
    journal.append(&stamp(), &[]).unwrap();
    let after = (count(Operation::Append), count(Operation::SyncData));
    assert_eq!(after, (before.0 + 3, before.1 + 3));
}

#[test]
fn every_line_has_its_own_salt_and_stands_where_said() {
    let disk = ModelDisk::new();
    let mut journal = Journal::create(arc(&disk), path(), &stamp(), &start()).unwrap();
    let reader = journal.reader();
    let twice = [new_line("issue", 7, "同"), new_line("issue", 7, "同")];
    let placed = journal.append(&stamp(), &twice).unwrap();
    let lines: Vec<Line> = placed.iter().map(|mark| reader.read_at(mark.start).unwrap()).collect();
    assert_ne!(lines[0].envelope.digest, lines[1].envelope.digest);
    assert_eq!((lines[0].envelope.more, lines[1].envelope.more), (true, false));
    assert_eq!(lines[1].end, placed[1].end);
    assert_eq!(marks(&journal)[1..], placed);
    assert_eq!(journal.head(), placed[1]);
    let between = reader.read_at(placed[0].start + 1);
    assert!(matches!(between, Err(ReadError::Damage(_))));
    let beyond = reader.read_at(placed[1].end);
    assert!(matches!(beyond, Err(ReadError::Damage(_))));
}

#[test]
fn what_was_applied_is_found_or_told_apart() {
    let disk = ModelDisk::new();
    let marks = marks(&small(&disk));
    let fit = |applied: Mark| {
        let opened = open(&disk, Some(applied)).unwrap();
        (opened.fit, opened.journal.read_only().cloned())
    };
    // Lines 3 and 4 are within a group.
    for at in [0, 1, 4, 5] {
        assert_eq!(fit(marks[at]), (Fit::Here, None), "line {}", at + 1);
    }
    assert_eq!(fit(marks[2]), (Fit::Elsewhere, None));
    assert_eq!(fit(Mark::START), (Fit::Elsewhere, None));
    let other = Mark { hash: Hash([9; 32]), ..marks[4] };
    assert_eq!(fit(other), (Fit::Elsewhere, None));
    let beyond = Mark { seq: 8, start: 90_000, end: 90_300, ..marks[5] };
    let (fit, reason) = fit(beyond);
    assert_eq!(fit, Fit::Beyond);
    let lost = ReadOnly::LostTail { path: path().to_path_buf(), applied: 8, found: 6 };
    assert_eq!(reason, Some(lost));
}

#[test]
fn a_lost_tail_is_not_cut_further() {
    let (bytes, ends) = small_bytes();
    let disk = ModelDisk::new();
    let last = *marks(&small(&disk)).last().unwrap();
    for cut in [ends[3], ends[4], ends[5] - 1] {
        let disk = disk_with(&bytes[..cut]);
        let opened = open(&disk, Some(last)).unwrap();
        assert_eq!(opened.fit, Fit::Beyond);
        let reason = opened.journal.read_only();
        assert!(matches!(reason, Some(ReadOnly::LostTail { .. })));
        assert_eq!(disk.bytes(path()).unwrap(), &bytes[..cut]);
    }
}

/// The price of opening is the tail's, so older damage is for `verify` to find.
#[test]
fn opening_at_a_mark_reads_only_what_follows() {
    let disk = ModelDisk::new();
    let marks = marks(&small(&disk));
    let mut bytes = disk.bytes(path()).unwrap();
    let at = usize::try_from(marks[1].end).unwrap() - 5;
    bytes[at] ^= 1;
    let disk = disk_with(&bytes);
    let opened = open(&disk, Some(marks[4])).unwrap();
    assert_eq!((opened.found, opened.fit), (Found::Sound, Fit::Here));
    assert_eq!(opened.journal.chain().number, 2);
    let opened = open(&disk, Some(marks[5])).unwrap();
    assert_eq!(opened.journal.chain().number, 2);
    let mut go_on = |_, _| ControlFlow::Continue(());
    let verified = opened.journal.reader().verify(&mut go_on).unwrap();
    assert_eq!(verified.damage.unwrap().line, Some(2));
}

#[test]
fn lines_after_a_mark_are_those_not_yet_applied() {
    let disk = ModelDisk::new();
    let mut journal = small(&disk);
    let marks = marks(&journal);
    let reader = journal.reader();
    let rest = |mark| {
        let lines = reader.lines_after(mark).unwrap();
        lines.map(|line| line.unwrap().envelope.seq).collect()
    };
    let after: Vec<u64> = rest(marks[1]);
    assert_eq!(after, [3, 4, 5, 6]);
    let none: Vec<u64> = rest(marks[5]);
    assert!(none.is_empty());
    journal.append(&stamp(), &[new_line("visit", 1, "")]).unwrap();
    let new: Vec<u64> = rest(marks[5]);
    assert_eq!(new, [7], "a reader sees what was saved after it was made");
}

#[test]
fn a_file_that_shrinks_under_the_reader_is_reported() {
    let disk = ModelDisk::new();
    let mut journal = small(&disk);
    let mark = journal.head();
    disk.open_append(path()).unwrap().set_len(mark.end - 1).unwrap();
    let mut lines = journal.reader().lines_after(Mark::START).unwrap();
    let error = lines.by_ref().find_map(Result::err).unwrap();
    assert!(error.to_string().contains("不见了"), "{error}");
    assert!(lines.next().is_none());
    let refused = journal.append(&stamp(), &[new_line("issue", 9, "")]);
    assert!(matches!(refused, Err(AppendError::ReadOnly(ReadOnly::Poisoned { .. }))));
    assert!(journal.read_only().is_some());
}

#[test]
fn verify_counts_reports_and_stops() {
    let disk = ModelDisk::new();
    let mut journal = small(&disk);
    let many = vec![new_line("issue", 1, "x"); MAX_GROUP_LINES];
    journal.append(&stamp(), &many).unwrap();
    let mut reports = Vec::new();
    let mut record = |done, total| {
        reports.push((done, total));
        ControlFlow::Continue(())
    };
    let verified = journal.reader().verify(&mut record).unwrap();
    assert_eq!((verified.lines, verified.groups), (1006, 5));
    assert_eq!(verified.head, journal.head());
    assert_eq!(verified.chains.len(), 2);
    assert_eq!((verified.torn_bytes, verified.damage), (0, None));
    assert_eq!(reports.len(), 1);
    assert_eq!(reports[0].1, journal.head().end);
    let mut stop = |_, _| ControlFlow::Break(());
    let stopped = journal.reader().verify(&mut stop).unwrap();
    assert!(stopped.stopped && stopped.lines < 1006);
}

#[test]
fn what_must_not_stand_in_a_line_is_refused_before_writing() {
    let disk = ModelDisk::new();
    let mut journal = small(&disk);
    let before = disk.bytes(path()).unwrap();
    let with = |data: &str| NewLine { data: data.to_owned(), ..new_line("issue", 4, "") };
    for data in ["", "{", "[]", "{}\n", "{ \n}", " {}", "{}{}", "{\"a\":1}}"] {
        let refused = journal.append(&stamp(), &[with(data)]);
        assert!(matches!(refused, Err(AppendError::Malformed { .. })), "{data}");
    }
    let chain = journal.append(&stamp(), &[new_line(CHAIN_KIND, 3, "")]);
    assert!(matches!(chain, Err(AppendError::Malformed { .. })));
    let long = new_line("issue", 4, &"长".repeat(MAX_LINE_BYTES / 3));
    let group = [new_line("issue", 4, ""), long];
    let refused = journal.append(&stamp(), &group);
    assert!(matches!(refused, Err(AppendError::TooLong { .. })));
    let many = vec![new_line("issue", 4, ""); MAX_GROUP_LINES + 1];
    let refused = journal.append(&stamp(), &many);
    assert!(matches!(refused, Err(AppendError::TooMany { .. })));
    assert_eq!(disk.bytes(path()).unwrap(), before);
    journal.append(&stamp(), &group[..1]).unwrap();
}

#[test]
fn the_longest_line_goes_through() {
    let disk = ModelDisk::new();
    let mut journal = small(&disk);
    let empty = crafted(journal.head(), "issue", 4, r#"{"summary":""}"#, false).len();
    // The clerk's name and the fixed salt differ from a crafted line's in length by this much.
    let by = stamp().by.len() - 1;
    let text = "x".repeat(MAX_LINE_BYTES - empty - by);
    journal.append(&stamp(), &[new_line("issue", 4, &text)]).unwrap();
    let one_more = new_line("issue", 4, &(text + "x"));
    let refused = journal.append(&stamp(), &[one_more]);
    assert!(matches!(refused, Err(AppendError::TooLong { .. })));
    assert_eq!(open(&disk, None).unwrap().found, Found::Sound);
    let start = journal.head().start;
    assert_eq!(journal.reader().read_at(start).unwrap().envelope.seq, 7);
}

#[test]
fn a_journal_is_never_made_over_another() {
    let disk = ModelDisk::new();
    small(&disk);
    let before = disk.bytes(path()).unwrap();
    let again = Journal::create(arc(&disk), path(), &stamp(), &start());
    assert!(matches!(again, Err(JournalError::Exists { .. })));
    assert_eq!(disk.bytes(path()).unwrap(), before);
}

/// The same on a real file system, whose handles and renames the model only imitates.
#[test]
fn a_real_directory_will_do() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("journal").join("430122105001.jsonl");
    let disk: Arc<dyn Disk> = Arc::new(crate::store::disk::RealDisk);
    let mut journal = Journal::create(disk.clone(), &path, &stamp(), &start()).unwrap();
    let line = [new_line("issue", 1, "真")];
    journal.append(&stamp(), &line).unwrap();
    let applied = journal.head();
    drop(journal);
    disk.open_append(&path).unwrap().append(b"{\"seq\":3").unwrap();
    let mut opened = Journal::open(disk.clone(), &path, ORG, Some(applied)).unwrap();
    assert!(matches!(opened.found, Found::Torn { bytes: 8, kept: Some(_) }));
    assert_eq!(opened.fit, Fit::Here);
    opened.journal.append(&stamp(), &line).unwrap();
    let again = Journal::open(disk, &path, ORG, Some(applied)).unwrap();
    assert_eq!((again.found, again.fit), (Found::Sound, Fit::Here));
    assert_eq!(records(&again.journal).len(), 2);
}
