//! What the program fills in by itself: before anything is typed, and when one field follows from another.

use super::body::Body;
use super::field::Field;
use super::page::Page;
use crate::model::issue::Issue;
use crate::model::proposal::ROUTE;
use crate::model::reception::{Attendance, HELD, PLANNED, ReceptionDay};
use crate::model::{Carry, Context, Kind, Part, Record, Rule, Spec, Value, life};

/// A new record with its defaults and carried values: today, the operator, deputies on duty, the last record of the kind.
pub fn prefill(kind: Kind, last: Option<&Record>, on_duty: &[u64], by: &str, context: &Context<'_>) -> Record {
    let mut record = kind.blank();
    for spec in kind.specs() {
        let value = match spec.carry {
            Carry::No | Carry::Never => continue,
            Carry::Last => match last {
                Some(last) => last.get(spec.key),
                None => continue,
            },
            Carry::Today => Value::Date(context.today),
            Carry::Operator => Value::Text(by.to_owned()),
            Carry::OnDuty => Value::Refs(on_duty.to_vec()),
        };
        // A table whose prefill is of another type leaves the field empty for the clerk.
        let _ = record.set(spec.key, value);
    }
    match &mut record {
        Record::Reception(day) => day.attendance = all_present(day),
        Record::Issue(issue) => {
            let before = match last {
                Some(Record::Issue(last)) => Some(last.as_ref()),
                _ => None,
            };
            issue.source = source(issue, before, context);
        }
        Record::Project(project) => {
            project.year = project.year.or_else(|| u32::try_from(context.today.year()).ok());
        }
        _ => {}
    }
    record
}

/// A new record like another one: everything but what the program makes and what belongs to the day and the clerk.
pub fn like(other: &Record, by: &str, context: &Context<'_>) -> Record {
    let kind = other.kind();
    let mut record = prefill(kind, Some(other), &[], by, context);
    for spec in kind.specs() {
        if spec.rule != Rule::Derived && is_copied(spec) {
            // The value comes out of a field of the same type.
            let _ = record.set(spec.key, other.get(spec.key));
        }
    }
    match &mut record {
        Record::Reception(day) => day.attendance = all_present(day),
        Record::Issue(issue) => issue.source = source(issue, None, context),
        Record::Visit(visit) => visit.deeds.clear(),
        // Who came to one like it came there, each on time and for reasons of their own.
        Record::Activity(activity) => activity.participants.iter_mut().for_each(Attendance::forget),
        _ => {}
    }
    record
}

/// Whether a field may be like another record's: it belongs neither to the day it is filled in, nor to the clerk, nor to
/// that one record.
pub(super) fn is_copied(spec: &Spec) -> bool {
    matches!(spec.carry, Carry::No | Carry::Last | Carry::OnDuty)
}

/// Sets what follows from a field that was just given another value.
pub(super) fn follow(page: &mut Page, key: &str, before: &Value, context: &Context<'_>) {
    match page.body() {
        Body::Record(record) => match (record.as_ref(), key) {
            (Record::Reception(day), "deputies" | "stage") if day.is_held() => {
                let now = day.deputies.clone();
                let before = match before {
                    Value::Refs(ids) => ids.as_slice(),
                    _ => &[],
                };
                if let Some(rows) = page.rows_mut("attendance") {
                    rows.follow_duty(before, &now, context);
                }
            }
            // A day that lies ahead can only be planned.
            (Record::Reception(day), "date") if is_untouched(page, "stage") => {
                let stage = if day.date.is_some_and(|date| date > context.today) { PLANNED } else { HELD };
                fill_in(page, "stage", Value::Code(stage.to_owned()), context);
            }
            (Record::Proposal(proposal), "handed_on") if is_untouched(page, "due_on") => {
                let due = proposal.handed_on.and_then(|handed| life::due_on(ROUTE, handed, context));
                fill_in(page, "due_on", due.map_or(Value::Empty, Value::Date), context);
            }
            // Most votes are about as many projects as there are places: what more than half want is chosen.
            (Record::Project(project), "votes_for" | "due") if is_untouched(page, "elected") => {
                let majority = project.has_majority().unwrap_or(false);
                fill_in(page, "elected", Value::YesNo(majority), context);
            }
            (Record::Issue(issue), "channel") => {
                let source = source(issue, None, context);
                fill_in(page, "source", source.map_or(Value::Empty, Value::Ref), context);
            }
            _ => {}
        },
        Body::Part(Part::Event(event)) if matches!(key, "route" | "assigned_on" | "on") => {
            let due = page.issue().and_then(|issue| life::usual_due(issue, event, context));
            if let Some(due) = due.filter(|_| is_untouched(page, "due_on")) {
                fill_in(page, "due_on", Value::Date(due), context);
            }
        }
        Body::Part(_) | Body::Filter(..) | Body::Setting(..) => {}
    }
}

fn fill_in(page: &mut Page, key: &'static str, value: Value, context: &Context<'_>) {
    page.set_value(key, value, context);
    // What was found wrong with it before is mended.
    page.touch(key);
    for field in page.fields_mut().iter_mut().filter(|field| field.spec.key == key) {
        field.prefilled = !field.is_empty();
    }
}

fn is_untouched(page: &Page, key: &str) -> bool {
    page.fields().iter().any(|field: &Field| field.spec.key == key && (field.prefilled || field.is_empty()))
}

fn all_present(day: &ReceptionDay) -> Vec<Attendance> {
    if day.is_held() { day.all_present() } else { Vec::new() }
}

/// The record an issue of these channels most likely came from: that of the last issue when it was raised the same day,
/// else the only one of that day.
fn source(issue: &Issue, last: Option<&Issue>, context: &Context<'_>) -> Option<u64> {
    let kind = issue.source_kind()?;
    if let Some(last) = last
        && last.reported_on == issue.reported_on
        && last.channel == issue.channel
    {
        return last.source;
    }
    let day = issue.reported_on?.to_string();
    match context.directory.find(kind, &day, 2).as_slice() {
        [only] => Some(only.id),
        _ => None,
    }
}
