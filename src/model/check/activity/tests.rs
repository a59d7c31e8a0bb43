//! What is found about activities.
#![allow(clippy::unwrap_used)]

use crate::model::activity::Activity;
use crate::model::books::{Books, day};
use crate::model::check::{Severity, check, check_as};
use crate::model::reception::Attendance;
use crate::model::record::Record;

use Severity::{Error, Warning};

fn present(deputy: u64) -> Attendance {
    Attendance { deputy: Some(deputy), ..Attendance::default() }
}

fn training() -> Activity {
    Activity {
        kind: "training".to_owned(),
        title: "代表法学习".to_owned(),
        date: Some(day(2026, 11, 20)),
        participants: vec![present(1), present(2)],
        ..Activity::default()
    }
}

fn found(books: &Books, activity: Activity) -> Vec<(&'static str, Severity)> {
    let findings = check(&Record::Activity(Box::new(activity)), &books.context());
    findings.iter().map(|finding| (finding.key, finding.severity)).collect()
}

#[test]
fn what_an_activity_needs_and_what_is_odd() {
    let books = Books::sample();
    type Change = fn(&mut Activity);
    let cases: [(Change, &[(&str, Severity)]); 10] = [
        (|_| (), &[]),
        (|a| a.end_date = Some(day(2026, 11, 20)), &[]),
        (|a| a.end_date = Some(day(2026, 11, 19)), &[("end_date", Error)]),
        (|a| a.kind.clear(), &[("type", Error)]),
        (|a| a.participants.clear(), &[("participants", Warning)]),
        (|a| a.participants.push(present(1)), &[("participants", Error)]),
        // 赵六 has not been in office since January.
        (|a| a.participants.push(present(6)), &[("participants", Warning)]),
        (|a| (a.kind, a.comments, a.adopted) = ("legislation".to_owned(), Some(3), Some(4)), &[("adopted", Error)]),
        (|a| (a.kind, a.comments, a.adopted) = ("legislation".to_owned(), Some(4), Some(4)), &[]),
        (|a| (a.kind, a.adopted) = ("legislation".to_owned(), Some(1)), &[("adopted", Error)]),
    ];
    for (at, (change, expected)) in cases.into_iter().enumerate() {
        let mut activity = training();
        change(&mut activity);
        assert_eq!(found(&books, activity), expected, "case {at}");
    }
}

#[test]
fn one_that_lies_ahead_may_name_nobody_yet_and_brought_nothing() {
    let books = Books::sample();
    let ahead = Activity { date: Some(day(2026, 12, 4)), participants: Vec::new(), ..training() };
    assert_eq!(found(&books, ahead.clone()), []);
    assert_eq!(found(&books, Activity { outcome: "已办".to_owned(), ..ahead }), [("outcome", Warning)]);
}

#[test]
fn comments_have_a_meaning_on_a_bill_only() {
    let applies =
        |kind: &str, key| Record::Activity(Box::new(Activity { kind: kind.to_owned(), ..training() })).applies(key);
    for key in ["comments", "adopted", "changes"] {
        assert!(applies("legislation", key) && !applies("training", key), "{key}");
    }
}

#[test]
fn only_those_who_came_are_counted() {
    let leave = Attendance { state: "leave".to_owned(), ..present(3) };
    let activity = Activity { participants: vec![present(1), leave, present(2)], ..training() };
    assert_eq!(activity.attended(), 2);
}

#[test]
fn the_same_activity_is_not_entered_twice() {
    let mut books = Books::sample();
    let id = books.add(Record::Activity(Box::new(training())));
    assert_eq!(found(&books, training()), [("title", Warning)]);
    assert_eq!(check_as(&Record::Activity(Box::new(training())), Some(id), &books.context()), []);
    assert_eq!(found(&books, Activity { title: "监督法学习".to_owned(), ..training() }), []);
}
