//! The issues a proposal or a livelihood project came from: what its record begins with, and the step they take when a unit
//! has it.

use super::check::Finding;
use super::context::Context;
use super::entry::Entry;
use super::event::Event;
use super::issue::{Issue, Stage};
use super::kind::Kind;
use super::life::{self, Verb};
use super::proposal;
use super::record::Record;

/// The route of an issue that becomes a candidate for a livelihood project.
const PROJECT_ROUTE: &str = "project";

/// The kinds an issue can be turned into.
pub const TARGETS: [Kind; 2] = [Kind::Proposal, Kind::Project];

/// Why an issue cannot go the way of the record that names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Blocked {
    /// The issue's number.
    pub number: String,
    /// What is wrong with its step.
    pub findings: Vec<Finding>,
}

/// Whether an issue that stands so can still become a proposal or a project.
pub fn may_turn(stage: Stage) -> bool {
    stage.is_open()
}

/// Fills in what the issues say of a new record that comes from them; what needs a person's judgement stays empty.
pub fn turn(record: &mut Record, issues: &[Entry]) {
    let ids: Vec<u64> = issues.iter().map(|entry| entry.id).collect();
    let mut named = issues.iter().filter_map(|entry| match &entry.record {
        Record::Issue(issue) => Some(issue),
        _ => None,
    });
    let lead = named.clone().find_map(|issue| issue.deputies.first().copied());
    let title = named.next().map(|issue| issue.title.clone()).unwrap_or_default();
    match record {
        Record::Proposal(proposal) => {
            proposal.issues = ids;
            proposal.title = title;
            proposal.lead = lead;
        }
        Record::Project(project) => {
            project.issues = ids;
            project.title = title;
        }
        _ => {}
    }
}

/// The ids of the issues a record came from.
pub fn of(record: &Record) -> &[u64] {
    match record {
        Record::Proposal(proposal) => &proposal.issues,
        Record::Project(project) => &project.issues,
        _ => &[],
    }
}

/// The issues a record came from that wait to be assigned.
pub fn waiting(record: &Record, context: &Context<'_>) -> Vec<(Entry, Issue)> {
    let entries = of(record).iter().filter_map(|id| context.directory.entry(Kind::Issue, *id));
    let waiting = entries.filter(Entry::is_live).filter_map(|entry| match entry.record.clone() {
        Record::Issue(issue) if issue.stage == Stage::Registered => Some((entry, *issue)),
        _ => None,
    });
    waiting.collect()
}

/// The issues a record came from and that wait to be assigned, each as it is once it went the record's way; none as long as
/// the record names no unit. Those its unit had before the change stay as they are: one that came back from there is for a
/// person to send on. An issue whose rules refuse the step refuses the whole.
pub fn assigned(
    before: Option<&Record>,
    record: &Record,
    by: &str,
    context: &Context<'_>,
) -> Result<Vec<(Entry, Issue)>, Blocked> {
    let Some(event) = assignment(record, by, context) else { return Ok(Vec::new()) };
    let step = |(entry, issue): (Entry, Issue)| match life::step(&issue, event.clone(), context) {
        Ok(next) => Ok((entry, next)),
        Err(findings) => Err(Blocked { number: issue.number, findings }),
    };
    let had = before.filter(|before| unit(before) == unit(record)).map(of).unwrap_or_default();
    waiting(record, context).into_iter().filter(|(entry, _)| !had.contains(&entry.id)).map(step).collect()
}

/// The unit a proposal or project is with.
fn unit(record: &Record) -> Option<u64> {
    match record {
        Record::Proposal(proposal) => proposal.unit,
        Record::Project(project) => project.unit,
        _ => None,
    }
}

/// The step of the issues of a record that a unit has.
fn assignment(record: &Record, by: &str, context: &Context<'_>) -> Option<Event> {
    let unit = unit(record)?;
    let (route, handed_on, due) = match record {
        Record::Proposal(proposal) => (proposal::ROUTE, proposal.handed_on, proposal.due_on),
        _ => (PROJECT_ROUTE, None, None),
    };
    let on = handed_on.unwrap_or(context.today);
    let mut event = Event {
        verb: Verb::Assign.spec().key.to_owned(),
        by: by.to_owned(),
        on: Some(on),
        route: route.to_owned(),
        unit: Some(unit),
        assigned_on: Some(on),
        due_on: due.or_else(|| life::due_on(route, on, context)),
        ..Event::default()
    };
    if let Record::Proposal(proposal) = record {
        event.co_units.clone_from(&proposal.co_units);
        event.external_no.clone_from(&proposal.number);
    }
    Some(event)
}
