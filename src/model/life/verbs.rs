//! The table of verbs: one entry each, with its defaults, its guard and what it brings about.

mod above;
mod begin;
mod handle;
mod part;
mod tell;

use super::{IMPOSSIBLE, Need, ON_SPOT, PROMISED, Role, Verb, VerbSpec};
use crate::model::check::Findings;
use crate::model::context::Context;
use crate::model::date::Date;
use crate::model::event::Event;
use crate::model::issue::Issue;
use crate::model::kind::Kind;
use crate::model::record::Record;
use crate::text::zh::model::{check, label, life as zh};

pub(super) use begin::{ASSIGN, REGISTER};
pub(super) use handle::REPLY;

/// The route of what the station must not take on; a verb of its own leads there.
pub(in crate::model) const GUIDED: &str = "guided";
/// The key of 退回.
pub(super) const RETURN_KEY: &str = "return";

/// Every verb, in the order of an issue's life.
pub(super) static TABLE: [&VerbSpec; 20] = [
    &REGISTER,
    &begin::ANSWER,
    &ASSIGN,
    &handle::RETURN,
    &handle::EXTEND,
    &handle::URGE,
    &REPLY,
    &tell::FEEDBACK,
    &tell::TRACK,
    &handle::PROGRESS,
    &tell::REDO,
    &tell::CLOSE,
    &tell::REOPEN,
    &begin::GUIDE,
    &part::MERGE,
    &part::SPLIT,
    &part::WITHDRAW,
    &part::RESTORE,
    &above::DECLINE,
    &above::NOTED,
];

/// The verbs as a clerk needs them, the likeliest first whatever the stage. How every issue begins is no step of it, and what is said
/// of a decision of a level above is said where that is shown.
pub(super) static BY_LIKELIHOOD: [Verb; 17] = [
    Verb::Answer,
    Verb::Assign,
    Verb::Progress,
    Verb::Reply,
    Verb::Redo,
    Verb::Track,
    Verb::Close,
    Verb::Feedback,
    Verb::Urge,
    Verb::Extend,
    Verb::Return,
    Verb::Reopen,
    Verb::Merge,
    Verb::Split,
    Verb::Guide,
    Verb::Restore,
    Verb::Withdraw,
];

/// A verb's line of the table.
pub(super) fn of(verb: Verb) -> &'static VerbSpec {
    match verb {
        Verb::Register => &REGISTER,
        Verb::Answer => &begin::ANSWER,
        Verb::Assign => &ASSIGN,
        Verb::Return => &handle::RETURN,
        Verb::Extend => &handle::EXTEND,
        Verb::Urge => &handle::URGE,
        Verb::Reply => &REPLY,
        Verb::Feedback => &tell::FEEDBACK,
        Verb::Track => &tell::TRACK,
        Verb::Progress => &handle::PROGRESS,
        Verb::Redo => &tell::REDO,
        Verb::Close => &tell::CLOSE,
        Verb::Reopen => &tell::REOPEN,
        Verb::Guide => &begin::GUIDE,
        Verb::Merge => &part::MERGE,
        Verb::Split => &part::SPLIT,
        Verb::Withdraw => &part::WITHDRAW,
        Verb::Restore => &part::RESTORE,
        Verb::Decline => &above::DECLINE,
        Verb::Noted => &above::NOTED,
    }
}

/// A line of the table that asks for nothing and does nothing: what an entry does not say is as here.
const PLAIN: VerbSpec = VerbSpec {
    verb: Verb::Register,
    key: "",
    name: "",
    from: &[],
    to: None,
    fields: &[],
    alone: None,
    role: |_| Role::Liaison,
    bar: |_| None,
    fill: |_, _, _| {},
    guard: |_, _, _, _| {},
    apply: |_, _| {},
};

/// The fields of an answer, whoever gives it.
const ANSWERED: &[(&str, Need)] = &[
    ("on", Need::Required),
    ("text", Need::Required),
    ("class", Need::Required),
    ("planned_on", Need::Asked),
    ("reason", Need::Asked),
];

fn default_text(field: &mut String, default: &str) {
    if field.is_empty() {
        default.clone_into(field);
    }
}

/// What the class of an answer asks for: B a promised date, C a reason.
pub(super) fn class(event: &Event, found: &mut Findings) {
    match (event.class.as_str(), event.planned_on) {
        (PROMISED, None) => found.error("planned_on", zh::PROMISE_WANTED),
        (PROMISED, Some(_)) => promise(event, found),
        (_, None) => {}
        (_, Some(_)) => found.error("planned_on", zh::PROMISE_WITHOUT_B),
    }
    if event.class == IMPOSSIBLE && event.reason.is_empty() {
        found.error("reason", zh::REASON_WANTED);
    }
}

/// A promised date lies after the day it is promised on.
fn promise(event: &Event, found: &mut Findings) {
    if let (Some(promised), Some(on)) = (event.planned_on, event.on)
        && promised <= on
    {
        found.error("planned_on", zh::PROMISE_TOO_EARLY);
    }
}

/// A way to a unit: no route that another verb takes.
fn way(event: &Event, context: &Context<'_>, found: &mut Findings) {
    if event.route == ON_SPOT || event.route == GUIDED {
        found.error("route", zh::route_of_another_step(context.codes.name("route", &event.route)));
    }
}

/// The units that handle an issue: in use, and none of them twice.
pub(super) fn units(event: &Event, context: &Context<'_>, found: &mut Findings) {
    let named = event.unit.iter().map(|id| ("unit", *id)).chain(event.co_units.iter().map(|id| ("co_units", *id)));
    for (key, id) in named {
        let unit = context.directory.entry(Kind::Unit, id).map(|entry| entry.record);
        if let Some(Record::Unit(unit)) = unit.filter(|unit| matches!(unit, Record::Unit(unit) if !unit.active)) {
            found.error(key, zh::unit_inactive(&unit.name));
        }
    }
    if event.unit.is_some_and(|id| event.co_units.contains(&id)) {
        found.error("co_units", zh::UNIT_TWICE);
    }
}

/// A term that begins on `from`: its end is given, not before that, and not beyond what the route allows with every
/// extension.
fn term(event: &Event, route: &str, from: Option<Date>, context: &Context<'_>, found: &mut Findings) {
    let Some(due_on) = event.due_on else {
        if !found.has_error("due_on") {
            found.error("due_on", check::missing(label::DUE_ON));
        }
        return;
    };
    let Some(from) = from else { return };
    let most = context.codes.code("route", route).and_then(|route| route.max_days);
    if due_on < from {
        found.error("due_on", zh::DUE_TOO_EARLY);
    } else if let Some(most) = most.filter(|most| due_on.days_since(from) > i64::from(*most)) {
        found.error("due_on", zh::due_too_late(most, from.plus_days(i64::from(most))));
    }
}

/// The route an issue goes by, as the step has it or the issue.
fn route<'a>(issue: &'a Issue, event: &'a Event) -> &'a str {
    if event.route.is_empty() { &issue.route } else { &event.route }
}

/// What must hold when an issue goes to a unit once more.
fn handed_over_again(issue: &Issue, event: &Event, context: &Context<'_>, found: &mut Findings) {
    way(event, context, found);
    units(event, context, found);
    term(event, route(issue, event), event.on, context, found);
}

/// The issue goes to a unit once more, to the one it has or another.
fn hand_over_again(issue: &mut Issue, event: &Event) {
    if !event.route.is_empty() {
        issue.route.clone_from(&event.route);
    }
    issue.unit = event.unit.or(issue.unit);
    let unit = issue.unit;
    issue.co_units.retain(|id| Some(*id) != unit);
    // The ledger has the day of the first assignment; the terms that follow stand in the history.
    issue.assigned_on = issue.assigned_on.or(event.on);
    issue.due_on = event.due_on;
}

/// No unit has the issue any more.
fn take_out_of_hand(issue: &mut Issue) {
    issue.unit = None;
    issue.co_units.clear();
    issue.assigned_on = None;
    issue.due_on = None;
}
