//! One save as a group of changes: a record with the issues raised in its form, or a step in an issue's life.

use super::form::{Filled, Subject, Submission};
use crate::model::issue::{FROM_RECEPTION, FROM_VISIT, Issue};
use crate::model::life::Refused;
use crate::model::{Context, Entry, Record};
use crate::store::batch::{Batch, EDIT};
use crate::text::zh::app::screens::said;

/// Puts what a form made into a batch; a step is taken by the issues of `also` as well. Refused with what the rules say
/// against a step of any of them.
pub fn collect(batch: &mut Batch, submission: Submission, also: &[Entry], context: &Context<'_>) -> Result<(), String> {
    match (submission.subject, submission.outcome) {
        (Subject::New(_), Filled::Record(record, raised)) => {
            let issues = with_source(&record, raised);
            let id = batch.add(*record);
            add_issues(batch, issues, id);
        }
        (Subject::Edit(before), Filled::Record(record, raised)) => {
            let issues = with_source(&record, raised);
            batch.change(EDIT, &before, *record);
            add_issues(batch, issues, before.id);
        }
        (Subject::Step(before, _), Filled::Step(event)) => {
            let entries: Vec<&Entry> = std::iter::once(before.as_ref()).chain(also).collect();
            batch.take_step(&entries, &event, context).map_err(|refused| why_not(&entries, refused, context))?;
        }
        // A form gives a step for a step and a record for anything else.
        (Subject::New(_) | Subject::Edit(_), Filled::Step(_)) | (Subject::Step(..), Filled::Record(..)) => {}
        // A filter is run, never saved.
        (Subject::Filter(_), _) => {}
    }
    Ok(())
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
