//! What becomes of an issue that was registered: answered at once, handed to a unit, or shown the right way elsewhere.

use super::{ANSWERED, GUIDED, PLAIN, class, default_text, term, units, way};
use crate::model::check::Findings;
use crate::model::context::Context;
use crate::model::event::Event;
use crate::model::issue::{Issue, Stage};
use crate::model::kind::Kind;
use crate::model::life::Need::{Asked, Required};
use crate::model::life::{ON_SPOT, Role, SOLVED, Verb, VerbSpec, due_on, returned_by};
use crate::text::zh::model::{life as zh, verb};

pub(in super::super) static REGISTER: VerbSpec = VerbSpec {
    verb: Verb::Register,
    key: "register",
    name: verb::REGISTER,
    to: Some(Stage::Registered),
    // What an imported ledger says beyond the steps that could be made of it.
    fields: &[("text", Asked)],
    ..PLAIN
};

pub(super) static ANSWER: VerbSpec = VerbSpec {
    verb: Verb::Answer,
    key: "answer",
    name: verb::ANSWER,
    from: &[Stage::Registered],
    to: Some(Stage::Replied),
    fields: ANSWERED,
    fill: |event, _, _| default_text(&mut event.class, SOLVED),
    guard: |_, event, _, found| class(event, found),
    apply: |issue, event| {
        ON_SPOT.clone_into(&mut issue.route);
        issue.class.clone_from(&event.class);
    },
    ..PLAIN
};

pub(in super::super) static ASSIGN: VerbSpec = VerbSpec {
    verb: Verb::Assign,
    key: "assign",
    name: verb::ASSIGN,
    from: &[Stage::Registered],
    to: Some(Stage::Assigned),
    fields: &[
        ("route", Required),
        ("unit", Required),
        ("co_units", Asked),
        ("assigned_on", Required),
        ("due_on", Asked),
        ("external_no", Asked),
    ],
    fill: |event, issue, context| {
        // An issue that came back goes the way it went before, unless told otherwise, but not to the unit it came from.
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
    ..PLAIN
};

pub(super) static GUIDE: VerbSpec = VerbSpec {
    verb: Verb::Guide,
    key: "guide",
    name: verb::GUIDE,
    from: &[Stage::Registered],
    to: Some(Stage::Guided),
    fields: &[("on", Required), ("where_to", Required), ("reason", Asked)],
    role: |_| Role::Head,
    guard: |_, event, context, found| {
        let wants_reason = context.codes.code("guide_to", &event.where_to).is_some_and(|to| to.reason);
        if wants_reason && event.reason.is_empty() {
            found.error("reason", zh::GUIDE_WHERE);
        }
    },
    apply: |issue, _| GUIDED.clone_into(&mut issue.route),
    ..PLAIN
};

fn assignment(issue: &Issue, event: &Event, context: &Context<'_>, found: &mut Findings) {
    way(event, context, found);
    units(event, context, found);
    if let Some(unit) = event.unit
        && let Some(on) = returned_by(issue, unit)
        && !found.has_error("unit")
    {
        let name = context.directory.label(Kind::Unit, unit).unwrap_or_default();
        found.warn("unit", zh::unit_returned(&name, on));
    }
    if let Some(assigned_on) = event.assigned_on {
        if event.on != Some(assigned_on) {
            found.error("assigned_on", zh::TWO_DAYS);
        }
        term(event, &event.route, Some(assigned_on), context, found);
    }
    let is_numbered = context.codes.code("route", &event.route).is_some_and(|route| route.numbered);
    if is_numbered && event.external_no.is_empty() && issue.external_no.is_empty() {
        found.warn("external_no", zh::number_wanted(context.codes.name("route", &event.route)));
    }
}
