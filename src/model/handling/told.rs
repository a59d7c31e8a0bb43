//! A decision as a list tells it: the issue's title, what is to be done in one line, and what became of it. None of these is a field of
//! the record; lists show them like ones.

use super::{Handling, Standing, standing};
use crate::model::context::Context;
use crate::model::entry::Entry;
use crate::model::event::Event;
use crate::model::field::{Carry, FieldKind, Privacy, Rule, Spec, Stop};
use crate::model::kind::{Kind, Org};
use crate::model::life::Verb;
use crate::model::record::Record;
use crate::model::station::STATION_ID;
use crate::model::value::Value;
use crate::model::{typed, whose};
use crate::text::zh::model::handling as zh;

const fn told(key: &'static str, label: &'static str, width: u16) -> Spec {
    Spec {
        key,
        label,
        kind: FieldKind::Label,
        width,
        rule: Rule::Derived,
        privacy: Privacy::Free,
        carry: Carry::No,
        stop: Stop::Empty,
        hint: "",
    }
}

/// The lines of the tables.
pub static SPECS: [Spec; 3] = [told("title", zh::TITLE, 14), told("says", zh::SAYS, 30), told("state", zh::STATE, 14)];

/// What became of a decision, as far as this desk knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// It went into no package down yet.
    Unsent,
    /// The station has not answered it yet.
    Waiting,
    /// A desk between passed it on, and it waits for the station.
    Passed,
    /// A step of the station took it over.
    Taken,
    /// The station said that it will not take it over.
    Refused,
    /// The issue came to its end without it.
    Moot,
    /// Its desk took it back.
    Voided,
    /// Its desk took it back after the station had taken it over.
    VoidedTaken,
    /// Its desk took it back, and what passed it on still stands.
    VoidedPassed,
}

/// The column of a key; none for a field of the record.
pub fn spec(key: &str) -> Option<&'static Spec> {
    SPECS.iter().find(|spec| spec.key == key)
}

/// What became of a decision; `naming` are those about the issue.
pub fn state<'a>(decision: &Entry, issue: Option<&Entry>, naming: impl IntoIterator<Item = &'a Entry>) -> State {
    let stands = issue.map(|issue| standing(decision, issue, naming));
    match (stands, decision.is_live()) {
        (Some(Standing::Taken(_)), true) => State::Taken,
        (Some(Standing::Taken(_)), false) => State::VoidedTaken,
        (Some(Standing::Passed), false) => State::VoidedPassed,
        (_, false) => State::Voided,
        (Some(Standing::Refused(_)), true) => State::Refused,
        (Some(Standing::Moot | Standing::Other), true) => State::Moot,
        (Some(Standing::Passed), true) => State::Passed,
        (Some(Standing::Open) | None, true) => State::Waiting,
    }
}

/// The issue a decision is about, as its own desk keeps it.
pub fn issue(decision: &Entry, context: &Context<'_>) -> Option<Entry> {
    let Record::Handling(handling) = &decision.record else { return None };
    let org = handling.org()?;
    let found = context.of(org, |there| there.directory.entry(Kind::Issue, handling.issue));
    // Of a desk of which nothing is here, the one that is looked at is this desk's own.
    found.filter(|issue| issue.org == org)
}

/// What a column of a list of decisions says; none where its field says that itself. `context` is this desk's own.
pub fn cell(entry: &Entry, key: &str, context: &Context<'_>) -> Option<String> {
    let Record::Handling(handling) = &entry.record else { return None };
    match key {
        whose::KEY => {
            let name = handling.org().and_then(|org| context.directory.label(Kind::Received, org.0));
            name.map(|name| whose::short(&name).to_owned())
        }
        "title" => Some(match issue(entry, context).map(|issue| issue.record) {
            Some(Record::Issue(issue)) => issue.title,
            _ => String::new(),
        }),
        "says" => Some(context.of(entry.org, |there| says(entry, handling, there))),
        "state" => {
            let issue = issue(entry, context);
            let about = |issue: &Entry| context.of(issue.org, |there| there.directory.decisions(issue.id));
            let naming = issue.as_ref().map(about).unwrap_or_default();
            let state = match state(entry, issue.as_ref(), &naming) {
                State::Waiting if !context.directory.went_down(entry) => State::Unsent,
                state => state,
            };
            Some(zh::state(state).to_owned())
        }
        _ => None,
    }
}

/// Who refused a decision, when and why, in words; none for one that nobody refused. `context` is this desk's own.
pub fn refused_by(entry: &Entry, context: &Context<'_>) -> Option<String> {
    let issue = issue(entry, context).filter(|_| entry.is_live())?;
    let naming = context.of(issue.org, |there| there.directory.decisions(issue.id));
    let super::Refusal { org, by, on, reason } = super::refusal(entry, &issue, &naming)?;
    let label = |kind| context.directory.label(kind, org.0);
    let desk = label(Kind::Received).or_else(|| label(Kind::Party)).unwrap_or_else(|| org.to_string());
    Some(zh::refused_by(&desk, &by, on, &reason))
}

/// What is to be done, in one line; `context` is that of the desk that decided.
fn says(entry: &Entry, handling: &Handling, context: &Context<'_>) -> String {
    let shown = |key: &str| match (entry.kind().spec(key), entry.record.get(key)) {
        (Some(spec), value) if !matches!(value, Value::Empty) => {
            typed::glance(spec, entry.record.target(spec), &value, context)
        }
        _ => String::new(),
    };
    match handling.verb() {
        Some(Verb::Assign) => zh::assigned(&shown("unit"), &shown("due_on")),
        Some(Verb::Return) => zh::returned(&handling.reason),
        Some(Verb::Extend) => zh::extended(&shown("due_on"), &handling.reason),
        Some(Verb::Urge) => zh::urged(&handling.text),
        Some(_) => zh::answered(&shown("class"), &shown("planned_on"), &handling.text),
        None if handling.declines() => zh::declined(&handling.reason),
        None => handling.verb.clone(),
    }
}

/// Which decision of a level above a step names, in words; none where it names none.
pub fn referred(event: &Event, context: &Context<'_>) -> Option<String> {
    let (org, id) = super::referred(&event.handling)?;
    // Whoever looks at it may be the desk that decided.
    let itself = || context.of(org, |there| there.directory.label(Kind::Station, STATION_ID));
    let from = context.directory.label(Kind::Party, org.0).or_else(itself).unwrap_or_else(|| org.to_string());
    let decision = context.of(org, |there| there.directory.entry(Kind::Handling, id)).filter(|entry| entry.org == org);
    let decision = decision.filter(|entry| is_named(entry, event, context));
    let first = match decision.as_ref().map(|entry| &entry.record) {
        Some(Record::Handling(handling)) => handling.origin_name.as_str(),
        _ => "",
    };
    // Of a desk that came back from a backup its decisions since are gone, with us as well.
    let is_gone = decision.is_none() && is_held(org, context);
    let takes = Verb::from_key(&event.verb).is_some_and(super::decides);
    let gone = if is_gone { zh::GONE_ABOVE } else { "" };
    let says = match takes {
        true => zh::taken_over(&from, id, first, decision.as_ref().is_some_and(|entry| !entry.is_live())),
        false => zh::about_decision(&from, id),
    };
    Some(says + gone)
}

/// Whether a decision is the one a step names, rather than one that has its number since.
fn is_named(decision: &Entry, event: &Event, context: &Context<'_>) -> bool {
    let Record::Handling(handling) = &decision.record else { return false };
    let is_it = |step: &Event| step.handling == event.handling && step.verb == event.verb;
    let is_there = match issue(decision, context).map(|issue| issue.record) {
        Some(Record::Issue(issue)) => issue.events.iter().any(is_it),
        _ => true,
    };
    is_there && super::is_step_of(event, &handling.verb)
}

/// Whether what a desk has decided can be looked up here: it is this one, or its records came here.
fn is_held(org: Org, context: &Context<'_>) -> bool {
    let received = context.directory.entry(Kind::Received, org.0).map(|entry| entry.record);
    let own = context.directory.entry(Kind::Station, STATION_ID).map(|station| station.org);
    own == Some(org) || matches!(received, Some(Record::Received(received)) if received.seq > 0)
}
