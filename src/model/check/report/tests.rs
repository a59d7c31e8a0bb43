//! What is found about reports.
#![allow(clippy::unwrap_used)]

use crate::model::books::{Books, day};
use crate::model::check::{Severity, check, check_as};
use crate::model::issue::Issue;
use crate::model::record::Record;
use crate::model::report::Report;

use Severity::{Error, Warning};

fn october() -> Report {
    Report { first: Some(day(2026, 10, 1)), last: Some(day(2026, 10, 31)), ..Report::default() }
}

fn found(books: &Books, own: Option<u64>, report: &Report) -> Vec<(&'static str, Severity)> {
    let findings = check_as(&Record::Report(Box::new(report.clone())), own, &books.context());
    findings.iter().map(|finding| (finding.key, finding.severity)).collect()
}

#[test]
fn a_period_is_the_right_way_round_and_over() {
    let books = Books::sample();
    assert_eq!(found(&books, None, &october()), []);
    let cases = [
        (Report { last: Some(day(2026, 9, 30)), ..october() }, ("last", Error)),
        (Report { last: Some(day(2026, 11, 30)), ..october() }, ("last", Warning)),
        (Report { dated: Some(day(2026, 10, 30)), ..october() }, ("dated", Warning)),
        (Report { first: None, ..october() }, ("first", Error)),
    ];
    for (report, finding) in cases {
        assert_eq!(found(&books, None, &report), [finding], "{report:?}");
    }
}

#[test]
fn a_period_is_sent_once_unless_what_was_sent_is_voided() {
    let mut books = Books::sample();
    let id = books.add(Record::Report(Box::new(october())));
    assert_eq!(found(&books, None, &october()), [("first", Warning)]);
    assert_eq!(found(&books, Some(id), &october()), []);
    let at = books.entries.len() - 1;
    books.entries[at].record = Record::Report(Box::new(Report { sent_on: Some(day(2026, 11, 2)), ..october() }));
    assert_eq!(found(&books, None, &october()), [("first", Error)]);
    books.entries[at].voided = Some("数字有误".to_owned());
    assert_eq!(found(&books, None, &october()), []);
}

#[test]
fn nothing_of_a_report_that_was_sent_changes() {
    let mut books = Books::sample();
    let sent = Report { sent_on: Some(day(2026, 11, 2)), plan: "走访。".to_owned(), ..october() };
    let id = books.add(Record::Report(Box::new(sent.clone())));
    assert_eq!(found(&books, Some(id), &sent), []);
    assert_eq!(found(&books, Some(id), &Report { plan: "不走访。".to_owned(), ..sent }), [("first", Error)]);
}

#[test]
fn confidential_and_voided_issues_are_no_examples() {
    let mut books = Books::sample();
    let secret = Issue { number: "2026-0009".to_owned(), confidential: true, ..Issue::default() };
    let secret = books.add(Record::Issue(Box::new(secret)));
    assert_eq!(found(&books, None, &Report { cases: vec![1], ..october() }), []);
    let report = Report { cases: vec![1, secret], ..october() };
    let findings = check(&Record::Report(Box::new(report.clone())), &books.context());
    assert!(findings.len() == 1 && findings[0].message.contains("2026-0009 要求保密"), "{findings:?}");
    let at = books.entries.len() - 1;
    books.entries[at].record = Record::Issue(Box::default());
    books.entries[at].voided = Some("重复".to_owned());
    assert_eq!(found(&books, None, &report), [("cases", Error)]);
}
