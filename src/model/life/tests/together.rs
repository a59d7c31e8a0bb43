//! A step of several issues, and what it writes into others.

use super::*;
use crate::model::record::Record;

/// Books of numbered issues, all registered on 2026-11-02; the ids are 1 to `count`.
pub(super) fn books(count: u64) -> Books {
    let mut books = Books::sample();
    books.entries.retain(|entry| entry.kind() != crate::model::Kind::Issue);
    for id in 1..=count {
        let number = format!("2026-{id:04}");
        books.add(Record::Issue(Box::new(Issue { number, items: 3, headcount: 10, ..raised() })));
    }
    books
}

pub(super) fn issue(books: &Books, id: u64) -> Issue {
    let entry = books.context().directory.entry(crate::model::Kind::Issue, id);
    match entry.unwrap().record {
        Record::Issue(issue) => *issue,
        _ => panic!("no issue"),
    }
}

/// Takes a step of issues and keeps what comes of it; the issues it changed.
pub(super) fn keep(books: &mut Books, ids: &[u64], event: &Event) -> Result<Vec<u64>, Refused> {
    let entries: Vec<_> =
        ids.iter().map(|id| books.context().directory.entry(crate::model::Kind::Issue, *id)).collect();
    let entries: Vec<&crate::model::Entry> = entries.iter().map(|entry| entry.as_ref().unwrap()).collect();
    let next = books.entries.iter().filter(|entry| entry.kind() == crate::model::Kind::Issue).count() as u64 + 1;
    let taken = super::take_together(&entries, event, &books.context(), &mut || next)?;
    let changed: Vec<u64> = taken.changes.iter().map(|change| change.before.id).collect();
    for change in taken.changes {
        let is_it = |entry: &&mut crate::model::Entry| {
            entry.id == change.before.id && entry.kind() == crate::model::Kind::Issue
        };
        let entry = books.entries.iter_mut().find(is_it).unwrap();
        entry.record = Record::Issue(Box::new(change.after));
        entry.rev += 1;
    }
    if let Some((id, mut issue)) = taken.raised {
        issue.number = format!("2026-{id:04}");
        assert_eq!(books.add(Record::Issue(Box::new(issue))), id);
    }
    Ok(changed)
}

fn merge(into: u64, on: Date) -> Event {
    Event { into: Some(into), ..event(Verb::Merge, on) }
}

/// The findings' keys and by which issue a joint step is refused.
fn refusal(books: &mut Books, ids: &[u64], event: &Event) -> (usize, Vec<&'static str>) {
    let refused = keep(books, ids, event).expect_err("taken");
    (refused.at, refused.findings.iter().map(|finding| finding.key).collect())
}

#[test]
fn several_are_merged_into_one_that_is_changed_once() {
    let mut books = books(3);
    assert_eq!(keep(&mut books, &[1, 2], &merge(3, day(2026, 11, 4))).unwrap(), [1, 2, 3]);
    for id in [1, 2] {
        let merged = issue(&books, id);
        assert_eq!((merged.stage, merged.merged_into, merged.items), (Stage::Merged, Some(3), 3), "it keeps its own");
    }
    let target = issue(&books, 3);
    assert_eq!(target.stage, Stage::Registered);
    let notes: Vec<_> = target.events[1..].iter().map(|note| (note.verb.as_str(), note.from, note.on)).collect();
    let on = Some(day(2026, 11, 4));
    assert_eq!(notes, [("merge", Some(1), on), ("merge", Some(2), on)]);
    let all = behind(&target, &books.context());
    assert_eq!(all, Behind { issues: 2, headcount: 30, items: 9, more: false });
}

#[test]
fn an_issue_goes_into_an_open_one_that_is_not_itself() {
    let mut books = books(4);
    let on = day(2026, 11, 4);
    assert_eq!(refusal(&mut books, &[1], &merge(1, on)), (0, vec!["into"]));
    assert_eq!(refusal(&mut books, &[1, 2], &merge(2, on)), (1, vec!["into"]));
    assert_eq!(refusal(&mut books, &[1], &merge(9, on)), (0, vec!["into"]));
    keep(&mut books, &[1], &merge(2, on)).unwrap();
    assert_eq!(refusal(&mut books, &[2], &merge(1, on)), (0, vec!["into"]), "no circle");
    keep(&mut books, &[3], &complete(Verb::Withdraw, on)).unwrap();
    assert_eq!(refusal(&mut books, &[2], &merge(3, on)), (0, vec!["into"]));
    keep(&mut books, &[4], &assign(day(2026, 11, 10))).unwrap();
    assert_eq!(refusal(&mut books, &[2], &merge(4, day(2026, 11, 9))), (0, vec!["on"]), "it was handed over later");
    keep(&mut books, &[2], &merge(4, day(2026, 11, 10))).unwrap();
    let all = behind(&issue(&books, 4), &books.context());
    assert_eq!((all.issues, all.headcount), (2, 30), "with what went into what went into it");
}

#[test]
fn a_merged_issue_comes_out_again() {
    let mut books = books(3);
    let restore = |on| complete(Verb::Restore, on);
    keep(&mut books, &[1], &merge(2, day(2026, 11, 4))).unwrap();
    keep(&mut books, &[2], &merge(3, day(2026, 11, 5))).unwrap();
    assert_eq!(keep(&mut books, &[1, 2], &restore(day(2026, 11, 6))).unwrap(), [1, 2, 3]);
    let back = issue(&books, 2);
    assert_eq!((back.stage, back.merged_into), (Stage::Registered, None));
    let notes = |issue: &Issue| issue.events.iter().map(|note| (note.verb.clone(), note.from)).collect::<Vec<_>>();
    assert!(notes(&back).contains(&("restore".to_owned(), Some(1))));
    assert!(notes(&issue(&books, 3)).contains(&("restore".to_owned(), Some(2))));
    assert!(merged_in(&back).is_empty() && merged_in(&issue(&books, 3)).is_empty());
    assert_eq!(behind(&issue(&books, 3), &books.context()).headcount, 10);
}

#[test]
fn what_an_issue_is_restored_out_of_may_be_gone() {
    let mut books = books(2);
    keep(&mut books, &[1], &merge(2, day(2026, 11, 4))).unwrap();
    for entry in books.entries.iter_mut().filter(|e| e.kind() == crate::model::Kind::Issue && e.id == 2) {
        entry.voided = Some("录重了".to_owned());
    }
    assert_eq!(keep(&mut books, &[1], &complete(Verb::Restore, day(2026, 11, 6))).unwrap(), [1]);
}

#[test]
fn a_part_is_split_off_and_both_name_each_other() {
    let mut books = books(1);
    let split = Event { items: Some(2), ..complete(Verb::Split, day(2026, 11, 4)) };
    assert_eq!(refusal(&mut books, &[1], &Event { items: Some(3), ..split.clone() }), (0, vec!["items"]));
    keep(&mut books, &[1], &split).unwrap();
    let (parent, child) = (issue(&books, 1), issue(&books, 2));
    assert_eq!((parent.stage, parent.items, parent.events[1].into), (Stage::Registered, 1, Some(2)));
    assert_eq!((child.stage, child.items, child.events[0].from), (Stage::Registered, 2, Some(1)));
    assert_eq!(
        (child.title.as_str(), child.reported_on, &child.deputies),
        ("另一盏路灯", parent.reported_on, &vec![1])
    );
    assert_eq!(child.events[0].on, Some(day(2026, 11, 4)));
    assert_eq!(refused(&child, assign(day(2026, 11, 3))), ["assigned_on"], "not before it was split off");
    assert_eq!(refusal(&mut books, &[1], &split), (0, vec!["on"]), "one is left");
    let found = keep(&mut books, &[1], &split).unwrap_err().findings;
    assert!(found[0].message.contains("条数"), "{found:?}");
}

#[test]
fn what_is_of_one_issue_is_not_done_to_several() {
    let mut books = books(2);
    assert_eq!(refusal(&mut books, &[1, 2], &complete(Verb::Split, day(2026, 11, 4))), (1, vec!["on"]));
    assert!(Verb::Split.spec().alone.is_some());
}
