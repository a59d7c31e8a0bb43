//! What is found about proposals.
#![allow(clippy::unwrap_used)]

use crate::model::books::{Books, day};
use crate::model::check::{Severity, check, check_as};
use crate::model::proposal::{APPRAISED, HANDED, OPEN, Proposal, REPLIED, complete};
use crate::model::record::Record;

use Severity::{Error, Warning};

fn checked(books: &Books) -> Vec<String> {
    books.codes.list("proposal_check").iter().map(|code| code.key.clone()).collect()
}

fn open(books: &Books) -> Proposal {
    Proposal {
        title: "关于修渠的建议".to_owned(), lead: Some(1), checklist: checked(books), ..Proposal::default()
    }
}

fn handed(books: &Books) -> Proposal {
    Proposal { unit: Some(1), handed_on: Some(day(2026, 9, 1)), due_on: Some(day(2026, 11, 30)), ..open(books) }
}

fn replied(books: &Books) -> Proposal {
    Proposal { replied_on: Some(day(2026, 10, 1)), class: "A".to_owned(), ..handed(books) }
}

fn found(books: &Books, proposal: Proposal) -> Vec<(&'static str, Severity)> {
    let findings = check(&Record::Proposal(Box::new(proposal)), &books.context());
    findings.iter().map(|finding| (finding.key, finding.severity)).collect()
}

#[test]
fn what_a_proposal_needs_on_its_way() {
    let books = Books::sample();
    type Change = fn(&mut Proposal);
    type Case = (Proposal, Change, &'static [(&'static str, Severity)]);
    let cases: [Case; 17] = [
        (open(&books), |_| (), &[]),
        (open(&books), |p| p.lead = None, &[("lead", Error)]),
        (open(&books), |p| p.cosigners = vec![2, 1], &[("cosigners", Error)]),
        (open(&books), |p| p.cosigners = vec![6], &[("cosigners", Warning)]),
        (open(&books), |p| p.replied_on = Some(day(2026, 10, 1)), &[("replied_on", Error), ("class", Error)]),
        (open(&books), |p| p.class = "A".to_owned(), &[("class", Error)]),
        (open(&books), |p| p.rating_result = "satisfied".to_owned(), &[("rating_result", Error)]),
        (handed(&books), |_| (), &[]),
        (handed(&books), |p| p.unit = None, &[("unit", Error)]),
        (handed(&books), |p| p.due_on = None, &[("due_on", Error)]),
        (handed(&books), |p| p.due_on = Some(day(2026, 8, 31)), &[("due_on", Error)]),
        // Six months at most: 180 days after 2026-09-01.
        (handed(&books), |p| p.due_on = Some(day(2027, 2, 28)), &[]),
        (handed(&books), |p| p.due_on = Some(day(2027, 3, 1)), &[("due_on", Error)]),
        (handed(&books), |p| p.co_units = vec![1], &[("co_units", Error)]),
        (replied(&books), |p| p.rating_attitude = "satisfied".to_owned(), &[]),
        (replied(&books), |p| p.class.clear(), &[("class", Error)]),
        (replied(&books), |p| p.replied_on = Some(day(2026, 8, 31)), &[("replied_on", Error)]),
    ];
    for (at, (mut proposal, change, expected)) in cases.into_iter().enumerate() {
        change(&mut proposal);
        assert_eq!(found(&books, proposal), expected, "case {at}");
    }
}

#[test]
fn the_check_list_binds_what_comes_from_an_issue() {
    let books = Books::sample();
    let own = Proposal { checklist: Vec::new(), ..open(&books) };
    assert_eq!(found(&books, own.clone()), [("checklist", Warning)]);
    let from_issue = Proposal { issues: vec![1], ..own };
    assert_eq!(found(&books, from_issue.clone()), [("checklist", Error)]);
    let mut most = checked(&books);
    let left = most.pop().unwrap();
    let name = books.codes.name("proposal_check", &left).to_owned();
    let record = Record::Proposal(Box::new(Proposal { checklist: most.clone(), ..from_issue.clone() }));
    let message = check(&record, &books.context())[0].message.clone();
    assert!(message.contains(&name), "{message}");
    let first = books.codes.name("proposal_check", &most[0]).to_owned();
    assert!(!message.contains(&first), "{message}");
    assert_eq!(found(&books, Proposal { checklist: checked(&books), ..from_issue }), []);
}

#[test]
fn its_dates_and_ratings_say_how_far_it_has_come() {
    let books = Books::sample();
    let rated = |attitude: &str, result: &str| Proposal {
        rating_attitude: attitude.to_owned(),
        rating_result: result.to_owned(),
        ..replied(&books)
    };
    for (proposal, stage) in [
        (open(&books), OPEN),
        (handed(&books), HANDED),
        (replied(&books), REPLIED),
        (rated("satisfied", ""), REPLIED),
        (rated("satisfied", "dissatisfied"), APPRAISED),
    ] {
        assert_eq!(proposal.stage(), stage);
        assert!(books.codes.code("proposal_stage", stage).is_some());
    }
}

#[test]
fn an_answer_is_due_three_months_after_unless_said_otherwise() {
    let books = Books::sample();
    let due = |proposal: Proposal| {
        let mut record = Record::Proposal(Box::new(proposal));
        complete(&mut record, &books.context());
        let Record::Proposal(proposal) = record else { return None };
        proposal.due_on
    };
    assert_eq!(due(Proposal { due_on: None, ..handed(&books) }), Some(day(2026, 11, 30)));
    assert_eq!(due(Proposal { due_on: Some(day(2027, 1, 4)), ..handed(&books) }), Some(day(2027, 1, 4)));
    assert_eq!(due(open(&books)), None);
}

#[test]
fn a_lead_does_not_put_the_same_forward_twice() {
    let mut books = Books::sample();
    let id = books.add(Record::Proposal(Box::new(open(&books))));
    assert_eq!(found(&books, open(&books)), [("title", Warning)]);
    assert_eq!(found(&books, Proposal { lead: Some(2), ..open(&books) }), []);
    assert_eq!(check_as(&Record::Proposal(Box::new(open(&books))), Some(id), &books.context()), []);
}
