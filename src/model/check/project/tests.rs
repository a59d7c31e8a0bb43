//! What is found about livelihood projects, and the arithmetic of their votes.
#![allow(clippy::unwrap_used)]

use crate::model::books::{Books, day};
use crate::model::check::{Severity, check, check_as};
use crate::model::project::{Project, RATED, RUNNING, STAGES, VOTED};
use crate::model::record::Record;
use crate::model::value::Value;

use Severity::{Error, Warning};

fn idea() -> Project {
    Project { year: Some(2026), title: "老街排水管网改造".to_owned(), ..Project::default() }
}

fn elected() -> Project {
    Project {
        stage: VOTED.to_owned(),
        due: Some(60),
        present: Some(58),
        votes_for: Some(52),
        votes_against: Some(4),
        abstained: Some(2),
        elected: true,
        ..idea()
    }
}

fn found(books: &Books, project: Project) -> Vec<(&'static str, Severity)> {
    let findings = check(&Record::Project(Box::new(project)), &books.context());
    findings.iter().map(|finding| (finding.key, finding.severity)).collect()
}

#[test]
fn votes_add_up_or_are_found_out() {
    let books = Books::sample();
    type Change = fn(&mut Project);
    let cases: [(Change, &[(&str, Severity)]); 12] = [
        (|_| (), &[]),
        (|p| p.present = Some(61), &[("present", Error)]),
        (|p| p.abstained = Some(3), &[("votes_for", Error)]),
        (|p| (p.votes_against, p.abstained) = (None, None), &[]),
        (|p| (p.present, p.votes_for) = (None, Some(55)), &[("votes_for", Error)]),
        (|p| p.votes_for = None, &[("votes_for", Error)]),
        (|p| p.votes_for = Some(0), &[("votes_for", Error)]),
        (|p| (p.votes_for, p.elected) = (None, false), &[("votes_for", Warning)]),
        // Half of all deputies is not more than half.
        (|p| p.votes_for = Some(30), &[("elected", Warning)]),
        (|p| p.votes_for = Some(31), &[]),
        (|p| p.elected = false, &[("elected", Warning)]),
        (|p| (p.votes_for, p.elected) = (Some(20), false), &[]),
    ];
    for (at, (change, expected)) in cases.into_iter().enumerate() {
        let mut project = elected();
        change(&mut project);
        assert_eq!(found(&books, project), expected, "case {at}");
    }
}

#[test]
fn the_arithmetic_is_shown() {
    let tally = |project: Project| Record::Project(Box::new(project)).get("tally");
    assert_eq!(tally(elected()), Value::Text("赞成 52 / 应到 60，过半数".to_owned()));
    let half = Project { votes_for: Some(30), ..elected() };
    assert_eq!(tally(half), Value::Text("赞成 30 / 应到 60，未过半数".to_owned()));
    assert_eq!(tally(idea()), Value::Empty);
    let most = Project { votes_for: Some(u32::MAX), due: Some(u32::MAX), ..elected() };
    assert_eq!(most.has_majority(), Some(true));
}

#[test]
fn only_what_was_chosen_is_built() {
    let books = Books::sample();
    for stage in STAGES {
        let project = Project { stage: stage.to_owned(), elected: false, votes_for: Some(20), ..elected() };
        let is_refused = found(&books, project).contains(&("stage", Error));
        assert_eq!(is_refused, [RUNNING, RATED].contains(&stage), "{stage}");
    }
}

#[test]
fn money_time_and_what_is_unfinished_only_warn() {
    let books = Books::sample();
    let running = Project { stage: RUNNING.to_owned(), budget: Some(100), spent: Some(100), ..elected() };
    assert_eq!(found(&books, running.clone()), []);
    assert_eq!(found(&books, Project { spent: Some(101), ..running.clone() }), [("spent", Warning)]);
    let early = Project { finish_by: Some(day(2025, 12, 31)), ..running.clone() };
    assert_eq!(found(&books, early), [("finish_by", Warning)]);
    let rated = Project { stage: RATED.to_owned(), progress: Some(99), ..running };
    assert_eq!(found(&books, rated.clone()), [("progress", Warning)]);
    assert_eq!(found(&books, Project { progress: Some(100), ..rated }), []);
}

#[test]
fn one_title_stands_once_a_year() {
    let mut books = Books::sample();
    let id = books.add(Record::Project(Box::new(idea())));
    assert_eq!(found(&books, idea()), [("title", Warning)]);
    assert_eq!(found(&books, Project { year: Some(2027), ..idea() }), []);
    assert_eq!(check_as(&Record::Project(Box::new(idea())), Some(id), &books.context()), []);
}
