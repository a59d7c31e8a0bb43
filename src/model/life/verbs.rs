//! The table of verbs: one entry each, with its defaults, its guard and what it brings about.

use super::{DISSATISFIED, IMPOSSIBLE, Need, ON_SPOT, PROMISED, Role, SOLVED, UNRATED, Verb, VerbSpec};
use super::{due_on, is_fed_back};
use crate::model::check::{Findings, not_future};
use crate::model::context::Context;
use crate::model::event::Event;
use crate::model::issue::{Issue, Stage};
use crate::model::kind::Kind;
use crate::model::record::Record;
use crate::text::zh::model::{check, label, life as zh, verb};

use Need::{Asked, Required};

/// The route of what the station must not take on; a verb of its own leads there.
const GUIDED: &str = "guided";
/// Who rates unless somebody else is named.
const RESIDENT: &str = "resident";

/// Every verb of this version, in the order of an issue's life.
pub(super) static TABLE: [&VerbSpec; 6] = [&REGISTER, &ANSWER, &ASSIGN, &REPLY, &FEEDBACK, &CLOSE];

pub(super) static REGISTER: VerbSpec = VerbSpec {
    verb: Verb::Register,
    key: "register",
    name: verb::REGISTER,
    from: &[],
    to: Some(Stage::Registered),
    role: Role::Liaison,
    fields: &[],
    fill: |_, _, _| {},
    guard: |_, _, _, _| {},
    apply: |_, _| {},
};

pub(super) static ANSWER: VerbSpec = VerbSpec {
    verb: Verb::Answer,
    key: "answer",
    name: verb::ANSWER,
    from: &[Stage::Registered],
    to: Some(Stage::Replied),
    role: Role::Liaison,
    fields: &[("on", Required), ("text", Required), ("class", Required), ("planned_on", Asked), ("reason", Asked)],
    fill: |event, _, _| default_text(&mut event.class, SOLVED),
    guard: |_, event, _, found| class(event, found),
    apply: |issue, event| {
        ON_SPOT.clone_into(&mut issue.route);
        issue.class.clone_from(&event.class);
    },
};

pub(super) static ASSIGN: VerbSpec = VerbSpec {
    verb: Verb::Assign,
    key: "assign",
    name: verb::ASSIGN,
    from: &[Stage::Registered],
    to: Some(Stage::Assigned),
    role: Role::Liaison,
    fields: &[
        ("route", Required),
        ("unit", Required),
        ("co_units", Asked),
        ("assigned_on", Required),
        ("due_on", Asked),
        ("external_no", Asked),
    ],
    fill: |event, issue, context| {
        // An issue that came back goes the way it went before, unless told otherwise.
        default_text(&mut event.route, &issue.route);
        event.unit = event.unit.or(issue.unit);
        let assigned_on = *event.assigned_on.get_or_insert(event.on.unwrap_or(context.today));
        event.due_on = event.due_on.or_else(|| due_on(&event.route, assigned_on, context));
    },
    guard: assignment,
    apply: |issue, event| {
        issue.route.clone_from(&event.route);
        issue.unit = event.unit;
        issue.co_units.clone_from(&event.co_units);
        issue.assigned_on = event.assigned_on;
        issue.due_on = event.due_on;
        if !event.external_no.is_empty() {
            issue.external_no.clone_from(&event.external_no);
        }
    },
};

pub(super) static REPLY: VerbSpec = VerbSpec {
    verb: Verb::Reply,
    key: "reply",
    name: verb::REPLY,
    from: &[Stage::Assigned, Stage::Tracking],
    to: Some(Stage::Replied),
    role: Role::Liaison,
    fields: &[("on", Required), ("text", Required), ("class", Required), ("planned_on", Asked), ("reason", Asked)],
    fill: |_, _, _| {},
    guard: |_, event, _, found| class(event, found),
    apply: |issue, event| issue.class.clone_from(&event.class),
};

pub(super) static FEEDBACK: VerbSpec = VerbSpec {
    verb: Verb::Feedback,
    key: "feedback",
    name: verb::FEEDBACK,
    from: &[Stage::Replied],
    to: None,
    role: Role::Liaison,
    fields: &[
        ("on", Required),
        ("way", Required),
        ("reason", Asked),
        ("deputy_told_on", Asked),
        ("rating", Required),
        ("rated_by", Asked),
        ("remark", Asked),
    ],
    fill: |event, _, _| {
        default_text(&mut event.rating, UNRATED);
        if event.rating != UNRATED {
            default_text(&mut event.rated_by, RESIDENT);
        }
    },
    guard: feedback,
    apply: |issue, event| issue.rating.clone_from(&event.rating),
};

pub(super) static CLOSE: VerbSpec = VerbSpec {
    verb: Verb::Close,
    key: "close",
    name: verb::CLOSE,
    from: &[Stage::Replied],
    to: Some(Stage::Closed),
    role: Role::Liaison,
    fields: &[("on", Required), ("reason", Asked)],
    fill: |_, _, _| {},
    guard: |issue, _, _, found| {
        if issue.class == PROMISED {
            found.error("on", zh::CLOSE_PROMISED);
        }
        if !is_fed_back(issue) {
            found.error("on", zh::CLOSE_UNTOLD);
        } else if issue.rating == DISSATISFIED {
            found.error("on", zh::CLOSE_DISSATISFIED);
        }
    },
    apply: |issue, event| issue.closed_on = event.on,
};

fn default_text(field: &mut String, default: &str) {
    if field.is_empty() {
        default.clone_into(field);
    }
}

/// What the class of an answer asks for: B a promised date, C a reason.
fn class(event: &Event, found: &mut Findings) {
    match (event.class.as_str(), event.planned_on) {
        (PROMISED, None) => found.error("planned_on", zh::PROMISE_WANTED),
        (PROMISED, Some(promised)) if event.on.is_some_and(|on| promised <= on) => {
            found.error("planned_on", zh::PROMISE_TOO_EARLY);
        }
        (PROMISED, Some(_)) | (_, None) => {}
        (_, Some(_)) => found.error("planned_on", zh::PROMISE_WITHOUT_B),
    }
    if event.class == IMPOSSIBLE && event.reason.is_empty() {
        found.error("reason", zh::REASON_WANTED);
    }
}

fn assignment(_: &Issue, event: &Event, context: &Context<'_>, found: &mut Findings) {
    if event.route == ON_SPOT || event.route == GUIDED {
        found.error("route", zh::route_of_another_step(context.codes.name("route", &event.route)));
    }
    if let Some(id) = event.unit {
        let unit = context.directory.entry(Kind::Unit, id).map(|entry| entry.record);
        if let Some(Record::Unit(unit)) = unit.filter(|unit| matches!(unit, Record::Unit(unit) if !unit.active)) {
            found.error("unit", zh::unit_inactive(&unit.name));
        }
        if event.co_units.contains(&id) {
            found.error("co_units", zh::UNIT_TWICE);
        }
    }
    let Some(assigned_on) = event.assigned_on else { return };
    if event.on != Some(assigned_on) {
        found.error("assigned_on", zh::TWO_DAYS);
    }
    let Some(due_on) = event.due_on else {
        found.error("due_on", check::missing(label::DUE_ON));
        return;
    };
    let most = context.codes.code("route", &event.route).and_then(|route| route.max_days);
    if due_on < assigned_on {
        found.error("due_on", zh::DUE_TOO_EARLY);
    } else if let Some(most) = most.filter(|most| due_on.days_since(assigned_on) > i64::from(*most)) {
        found.error("due_on", zh::due_too_late(most));
    }
}

fn feedback(issue: &Issue, event: &Event, context: &Context<'_>, found: &mut Findings) {
    let needs_reason = context.codes.code("way_feedback", &event.way).is_some_and(|way| way.reason);
    if needs_reason && event.reason.is_empty() {
        found.error("reason", zh::UNREACHABLE_WHY);
    }
    if event.rating == DISSATISFIED && event.remark.is_empty() {
        found.error("remark", zh::REMARK_WANTED);
    }
    not_future("deputy_told_on", label::DEPUTY_TOLD_ON, event.deputy_told_on, context, found);
    if !issue.deputies.is_empty() && event.deputy_told_on.is_none() {
        found.warn("deputy_told_on", zh::TELL_DEPUTY);
    }
}
