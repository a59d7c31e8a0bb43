//! Every operation made to fail, and the power cut at every one: what was acknowledged is there,
//! what was not is there whole or not at all.

use std::io::ErrorKind;

use super::*;
use crate::store::disk::faulty::{Fault, FaultyDisk, Span};
use crate::store::disk::model::Survival;

/// The saves of a session: each a group of so many lines.
const GROUPS: [u64; 4] = [1, 3, 1, 2];

/// What a session told its clerk.
#[derive(Default)]
struct Told {
    /// Whether the journal was made.
    made: bool,
    /// Groups said to be saved.
    saved: Vec<u64>,
}

fn group(number: u64) -> Vec<NewLine> {
    let index = usize::try_from(number).unwrap();
    let line = |id| new_line("issue", number * 10 + id, &format!("第{number}组"));
    (0..GROUPS[index]).map(line).collect()
}

/// Makes a journal and saves all groups, going on after a failure as a clerk would.
fn session(disk: &FaultyDisk) -> Told {
    let mut told = Told::default();
    let Ok(mut journal) = Journal::create(arc(disk), path(), &stamp(), &start()) else {
        return told;
    };
    told.made = true;
    for number in 0..4 {
        let before = journal.head();
        match journal.append(&stamp(), &group(number)) {
            Ok(_) => told.saved.push(number),
            Err(_) => assert_eq!(journal.head(), before),
        }
    }
    told
}

/// Opens what is left, checks it against what was told, and goes on working.
fn check(disk: &ModelDisk, told: &Told, context: &str) {
    let mut opened = match open(disk, None) {
        Err(JournalError::Missing { .. }) if !told.made => return,
        Err(error) => panic!("{context}: {error}"),
        Ok(opened) => opened,
    };
    assert!(opened.journal.read_only().is_none(), "{context}");
    let found = records(&opened.journal);
    let mut groups = Vec::new();
    let mut rest = &found[..];
    while let Some((_, id, _)) = rest.first() {
        let number = id / 10;
        let expected = group(number);
        assert!(rest.len() >= expected.len(), "{context}: half a group");
        for (line, wanted) in rest.iter().zip(&expected) {
            assert_eq!((&line.2, line.1), (&wanted.data, wanted.id), "{context}");
        }
        rest = &rest[expected.len()..];
        groups.push(number);
    }
    let unsaved = groups.strip_prefix(&told.saved[..]);
    let unsaved = unsaved.unwrap_or_else(|| panic!("{context}: {groups:?} lost some"));
    assert!(unsaved.len() <= 1, "{context}: {groups:?}");
    let more = new_line("issue", 99, "后来");
    opened.journal.append(&stamp(), &[more]).unwrap();
    assert_eq!(open(disk, None).unwrap().found, Found::Sound, "{context}");
}

/// One operation that fails, how, and for how long.
#[derive(Clone, Copy, Debug)]
struct Case {
    nth: u64,
    fault: Fault,
    span: Span,
}

impl Case {
    /// All cases for the first `operations` operations.
    fn all(operations: u64) -> impl Iterator<Item = Self> {
        let faults = [
            Fault::Error(ErrorKind::StorageFull),
            Fault::Short(0, ErrorKind::Other),
            Fault::Short(1, ErrorKind::StorageFull),
            Fault::Short(450, ErrorKind::StorageFull),
            Fault::Short(usize::MAX, ErrorKind::PermissionDenied),
        ];
        let spans = [Span::Once, Span::Writes, Span::Everything];
        let kinds = faults.into_iter().flat_map(move |f| spans.map(|s| (f, s)));
        (0..operations).flat_map(move |nth| {
            let case = move |(fault, span)| Self { nth, fault, span };
            kinds.clone().map(case)
        })
    }

    /// A disk on which it happens.
    fn disk(self, model: &ModelDisk) -> FaultyDisk {
        let disk = FaultyDisk::new(arc(model));
        disk.fail(self.nth, self.fault, self.span);
        disk
    }
}

fn operations_of_a_session() -> u64 {
    let disk = FaultyDisk::new(Arc::new(ModelDisk::new()));
    let told = session(&disk);
    assert_eq!(told.saved.len(), GROUPS.len());
    disk.operations()
}

fn survivals() -> impl Iterator<Item = Survival> {
    let sure = [Survival::Least, Survival::Most];
    sure.into_iter().chain((0..6).map(Survival::Torn))
}

#[test]
fn any_operation_may_fail() {
    for case in Case::all(operations_of_a_session()) {
        let model = ModelDisk::new();
        let told = session(&case.disk(&model));
        if case.span == Span::Once && told.made {
            let lost = GROUPS.len() - told.saved.len();
            assert!(lost <= 1, "{case:?}: one failure costs one save");
        }
        check(&model, &told, &format!("{case:?}"));
    }
}

#[test]
fn the_power_may_go_at_any_operation() {
    for case in Case::all(operations_of_a_session()) {
        for survival in survivals() {
            let model = ModelDisk::new();
            let told = session(&case.disk(&model));
            model.cut_power(survival);
            check(&model, &told, &format!("{case:?} {survival:?}"));
        }
    }
}

/// Opening a torn journal moves bytes about: none may get lost on the way.
#[test]
fn putting_a_torn_end_aside_may_fail_anywhere() {
    let (bytes, ends) = small_bytes();
    let torn = &bytes[..ends[4] - 30];
    let kept = path().with_file_name("430122105001.torn-1");
    let clean = FaultyDisk::new(arc(&disk_with(torn)));
    Journal::open(arc(&clean), path(), ORG, None).unwrap();
    let cases = Case::all(clean.operations());
    for (case, survival) in cases.flat_map(|c| survivals().map(move |s| (c, s))) {
        let model = disk_with(torn);
        let opened = Journal::open(arc(&case.disk(&model)), path(), ORG, None);
        if let Ok(opened) = &opened {
            assert_eq!(opened.journal.head().seq, 2, "{case:?}");
        }
        model.cut_power(survival);
        let left = model.bytes(path()).unwrap();
        let aside = model.bytes(&kept);
        assert!(left == torn || aside.as_deref() == Some(&torn[ends[1]..]));
        let again = open(&model, None).unwrap();
        assert!(again.journal.read_only().is_none());
        assert_eq!(model.bytes(path()).unwrap(), &torn[..ends[1]]);
    }
}

#[test]
fn a_journal_that_cannot_be_written_can_be_read() {
    let model = ModelDisk::new();
    small(&model);
    let disk = FaultyDisk::new(arc(&model));
    let refused = Fault::Error(ErrorKind::ReadOnlyFilesystem);
    // The last operation of opening is to open the file for writing.
    let counted = FaultyDisk::new(arc(&model));
    Journal::open(arc(&counted), path(), ORG, None).unwrap();
    disk.fail(counted.operations() - 1, refused, Span::Writes);
    let mut journal = Journal::open(arc(&disk), path(), ORG, None).unwrap().journal;
    assert_eq!(records(&journal).len(), 4);
    let line = new_line("issue", 9, "");
    let message = journal.append(&stamp(), &[line]).unwrap_err().to_string();
    assert!(message.contains("只读"), "{message}");
}
