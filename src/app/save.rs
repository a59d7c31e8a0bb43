//! One save as a group of changes: a record with the issues raised in its form, or a step in an issue's life.

use super::form::{Filled, Subject, Submission};
use crate::model::check::{Finding, Severity};
use crate::model::handling::{self, Deciding};
use crate::model::issue::{FROM_RECEPTION, FROM_VISIT, Issue};
use crate::model::life::{Refused, Verb};
use crate::model::moves::{Move, SUBMIT};
use crate::model::report::Report;
use crate::model::{Context, Entry, Record, sources};
use crate::store::batch::{Batch, EDIT};
use crate::store::codes;
use crate::text::zh::app::screens::said;

/// Puts what a form made into a batch; a step is taken by the issues of `also` as well. Refused with what the rules say
/// against a step of any of them.
pub fn collect(batch: &mut Batch, submission: Submission, also: &[Entry], context: &Context<'_>) -> Result<(), String> {
    match (submission.subject, submission.outcome) {
        (Subject::New(_), Filled::Record(record, raised)) => {
            let issues = with_source(&record, raised);
            let id = add(batch, *record, context)?;
            add_issues(batch, issues, id);
        }
        (Subject::Edit(before), Filled::Record(record, raised)) => {
            let issues = with_source(&record, raised);
            edit(batch, &before, *record, context)?;
            add_issues(batch, issues, before.id);
        }
        (Subject::Decide(about, _), Filled::Record(record, _)) => decide(batch, &about, *record, context)?,
        (Subject::Step(before, _), Filled::Step(event)) => {
            let entries: Vec<&Entry> = std::iter::once(before.as_ref()).chain(also).collect();
            batch.take_step(&entries, &event, context).map_err(|refused| why_not(&entries, refused, context))?;
        }
        (Subject::Setting(_, before), Filled::Record(record, _)) => codes::set(batch, before.as_deref(), *record),
        (Subject::Move(before, step), Filled::Record(record, raised)) => {
            for other in also {
                let after = step.likewise(&other.record, &record, batch.by(), context);
                let errors = errors(step.check(other, &after, context));
                if !errors.is_empty() {
                    let number = context.directory.label(other.kind(), other.id).unwrap_or_default();
                    return Err(said::not_stepped(&number, &errors));
                }
                make_move(batch, other, step, after, context)?;
            }
            let issues = with_source(&record, raised);
            make_move(batch, &before, step, *record, context)?;
            add_issues(batch, issues, before.id);
        }
        // A form gives a step for a step and a record for anything else.
        (
            Subject::New(_) | Subject::Edit(_) | Subject::Decide(..) | Subject::Move(..) | Subject::Setting(..),
            Filled::Step(_),
        )
        | (Subject::Step(..), Filled::Record(..)) => {}
        // A filter is run, never saved.
        (Subject::Filter(_), _) => {}
    }
    Ok(())
}

/// Puts a decision about an issue of a desk below into a batch. Refused where it does not fit the issue.
pub fn decide(batch: &mut Batch, about: &Deciding, record: Record, context: &Context<'_>) -> Result<(), String> {
    if let Record::Handling(handling) = &record {
        let errors = errors(about.check(handling, context));
        if !errors.is_empty() {
            return Err(errors);
        }
    }
    batch.add(record);
    Ok(())
}

/// Writes into a batch that these, which pass on what was voided above, are this desk's own from now on.
pub fn keep(batch: &mut Batch, passings: &[Entry]) {
    for entry in passings {
        if let Record::Handling(handling) = &entry.record {
            batch.change(EDIT, entry, Record::Handling(Box::new(handling::kept(handling))));
        }
    }
}

/// The report that a form sends, with its id: it is fixed before it is saved. None where the form sends none.
pub fn sends(submission: &mut Submission) -> Option<(u64, &mut Report)> {
    match (&submission.subject, &mut submission.outcome) {
        (Subject::Move(before, step), Filled::Record(record, _)) if step.key == SUBMIT => match record.as_mut() {
            Record::Report(report) => Some((before.id, report)),
            _ => None,
        },
        _ => None,
    }
}

/// Puts a new record into a batch, and the step of the issues it came from. Refused where the rules refuse that step.
pub fn add(batch: &mut Batch, record: Record, context: &Context<'_>) -> Result<u64, String> {
    let steps = steps_of_sources(batch, None, &record, context)?;
    let id = batch.add(record);
    take(batch, steps);
    Ok(id)
}

/// Puts a changed record into a batch, and the step of the issues it came from. Refused where the rules refuse that step.
pub fn edit(batch: &mut Batch, before: &Entry, record: Record, context: &Context<'_>) -> Result<(), String> {
    let steps = steps_of_sources(batch, Some(&before.record), &record, context)?;
    batch.change(EDIT, before, record);
    take(batch, steps);
    Ok(())
}

/// Puts a record's move into a batch, with the record that comes of it and the step of the issues it came from. Refused
/// where the rules refuse that step.
pub fn make_move(
    batch: &mut Batch,
    before: &Entry,
    step: &Move,
    after: Record,
    context: &Context<'_>,
) -> Result<(), String> {
    let companion = step.companion(&before.record, &after);
    let steps = steps_of_sources(batch, Some(&before.record), &after, context)?;
    batch.change(step.key, before, after);
    if let Some(record) = companion {
        batch.add(record);
    }
    take(batch, steps);
    Ok(())
}

/// The issues a proposal or project came from that go its way now: a unit has it, and they were waiting for one.
fn steps_of_sources(
    batch: &Batch,
    before: Option<&Record>,
    record: &Record,
    context: &Context<'_>,
) -> Result<Vec<(Entry, Record)>, String> {
    let assigned = sources::assigned(before, record, batch.by(), context)
        .map_err(|blocked| said::not_stepped(&blocked.number, &errors(blocked.findings)))?;
    // Of two records of one save that came from the same issue, the first takes it along.
    let fresh = assigned.into_iter().filter(|(entry, _)| !batch.changes(entry));
    Ok(fresh.map(|(entry, issue)| (entry, Record::Issue(Box::new(issue)))).collect())
}

fn take(batch: &mut Batch, steps: Vec<(Entry, Record)>) {
    for (before, after) in steps {
        batch.change(Verb::Assign.spec().key, &before, after);
    }
}

/// The messages of what blocks a step, in one text; empty where nothing does.
pub fn errors(findings: Vec<Finding>) -> String {
    let blocking = findings.into_iter().filter(|finding| finding.severity == Severity::Error);
    blocking.map(|finding| finding.message).collect::<Vec<_>>().join(said::SEPARATOR)
}

/// Why a step was refused; of several issues, by which.
fn why_not(entries: &[&Entry], refused: Refused, context: &Context<'_>) -> String {
    let messages: Vec<String> = refused.findings.into_iter().map(|finding| finding.message).collect();
    let why = messages.join(said::SEPARATOR);
    match entries.get(refused.at).filter(|_| refused.at > 0) {
        Some(other) => said::not_stepped(&context.directory.label(other.kind(), other.id).unwrap_or_default(), &why),
        None => why,
    }
}

/// The issues raised in a record's form, with what the record already says of them: channel, day and deputies.
fn with_source(record: &Record, raised: Vec<Issue>) -> Vec<Issue> {
    let (channel, date, deputies) = match record {
        Record::Reception(day) => (FROM_RECEPTION, day.date, present(day)),
        Record::Visit(visit) => (FROM_VISIT, visit.date, visit.deputies.clone()),
        _ => return raised,
    };
    let fill = |mut issue: Issue| {
        issue.channel = channel.to_owned();
        issue.reported_on = issue.reported_on.or(date);
        if issue.deputies.is_empty() {
            issue.deputies.clone_from(&deputies);
        }
        issue
    };
    raised.into_iter().map(fill).collect()
}

/// The deputies who came, where that was taken down; else those on duty.
fn present(day: &crate::model::reception::ReceptionDay) -> Vec<u64> {
    let came = day.attendance.iter().filter(|row| row.state == crate::model::reception::PRESENT);
    let came: Vec<u64> = came.filter_map(|row| row.deputy).collect();
    if came.is_empty() { day.deputies.clone() } else { came }
}

fn add_issues(batch: &mut Batch, issues: Vec<Issue>, source: u64) {
    for mut issue in issues {
        issue.source = Some(source);
        batch.add(Record::Issue(Box::new(issue)));
    }
}
