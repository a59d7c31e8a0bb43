//! What becomes of the issues a proposal or a project came from.
#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::model::books::{Books, day};
use crate::model::project::Project;
use crate::model::proposal::Proposal;

/// Books with an issue 3 that was just registered.
fn books() -> (Books, u64) {
    let mut books = Books::sample();
    let registered = Issue {
        number: "2026-0003".to_owned(),
        reported_on: Some(day(2026, 11, 20)),
        channel: "phone".to_owned(),
        deputies: vec![2, 1],
        title: "灌渠淤堵".to_owned(),
        events: vec![life::register_event(Some(day(2026, 11, 20)), "李工")],
        ..Issue::default()
    };
    let id = books.add(Record::Issue(Box::new(registered)));
    (books, id)
}

fn proposal(issue: u64, unit: Option<u64>) -> Record {
    let number = "闭会建议第3号".to_owned();
    Record::Proposal(Box::new(Proposal { issues: vec![issue], unit, number, co_units: vec![3], ..Proposal::default() }))
}

fn taken(before: Option<&Record>, record: &Record, books: &Books) -> Vec<Issue> {
    let steps = assigned(before, record, "李工", &books.context()).unwrap();
    steps.into_iter().map(|(_, issue)| issue).collect()
}

#[test]
fn a_new_record_begins_with_what_the_issues_say() {
    let (books, id) = books();
    let entries: Vec<Entry> = books.entries.iter().filter(|entry| entry.kind() == Kind::Issue).cloned().collect();
    let last = entries[2].clone();
    let mut record = Kind::Proposal.blank();
    turn(&mut record, &[last, entries[0].clone()]);
    let Record::Proposal(proposal) = record else { panic!() };
    assert_eq!((proposal.title.as_str(), proposal.lead, proposal.issues), ("灌渠淤堵", Some(2), vec![id, 1]));
    assert!(proposal.checklist.is_empty(), "ticked by a person");
    let mut record = Kind::Project.blank();
    turn(&mut record, &entries[2..]);
    assert_eq!(of(&record), [id]);
}

#[test]
fn waiting_issues_go_the_way_of_a_record_that_a_unit_has() {
    let (books, id) = books();
    assert_eq!(taken(None, &proposal(id, None), &books), []);
    let [issue] = taken(None, &proposal(id, Some(1)), &books).try_into().unwrap();
    assert_eq!((issue.stage, issue.route.as_str(), issue.unit), (Stage::Assigned, "proposal", Some(1)));
    assert_eq!((issue.assigned_on, issue.due_on), (Some(day(2026, 11, 23)), Some(day(2027, 2, 21))));
    assert_eq!((issue.external_no.as_str(), issue.co_units), ("闭会建议第3号", vec![3]));
    let project = Record::Project(Box::new(Project { issues: vec![id], unit: Some(1), ..Project::default() }));
    let [issue] = taken(None, &project, &books).try_into().unwrap();
    assert_eq!((issue.stage, issue.route.as_str()), (Stage::Assigned, "project"));
}

#[test]
fn an_issue_that_came_back_from_the_unit_is_left_to_a_person() {
    let (books, id) = books();
    let with_unit = proposal(id, Some(1));
    assert_eq!(taken(Some(&with_unit), &with_unit, &books), []);
    assert_eq!(taken(Some(&proposal(id, None)), &with_unit, &books).len(), 1);
    assert_eq!(taken(Some(&proposal(id, Some(3))), &with_unit, &books).len(), 1);
    assert_eq!(taken(Some(&proposal(2, Some(1))), &with_unit, &books).len(), 1);
}

#[test]
fn an_issue_whose_rules_refuse_the_step_is_named() {
    let (books, id) = books();
    let Record::Proposal(mut early) = proposal(id, Some(1)) else { panic!() };
    early.handed_on = Some(day(2026, 11, 1));
    let blocked = assigned(None, &Record::Proposal(early), "李工", &books.context()).unwrap_err();
    assert_eq!(blocked.number, "2026-0003");
    assert!(!blocked.findings.is_empty());
}

#[test]
fn what_is_past_or_elsewhere_cannot_turn() {
    for stage in Stage::ALL {
        let is_open = !matches!(stage, Stage::Closed | Stage::Guided | Stage::Merged | Stage::Withdrawn);
        assert_eq!(may_turn(stage), is_open, "{stage:?}");
    }
}
