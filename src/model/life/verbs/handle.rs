//! While a unit has an issue: sent back, put off, pressed, answered, and how far a promise has come.

use super::{ANSWERED, PLAIN, RETURN_KEY, class, default_text, promise, take_out_of_hand, term};
use crate::model::check::Findings;
use crate::model::context::Context;
use crate::model::event::Event;
use crate::model::issue::{Issue, Stage};
use crate::model::kind::Kind;
use crate::model::life::Need::{Asked, Required};
use crate::model::life::{Verb, VerbSpec, handed_over_on};
use crate::text::zh::model::{life as zh, verb};

pub(super) static RETURN: VerbSpec = VerbSpec {
    verb: Verb::Return,
    key: RETURN_KEY,
    name: verb::RETURN,
    from: &[Stage::Assigned],
    to: Some(Stage::Registered),
    fields: &[("on", Required), ("by_unit", Required), ("reason", Required)],
    fill: |event, issue, _| event.by_unit = event.by_unit.or(issue.unit),
    guard: |issue, event, context, found| {
        let is_stranger = |id: &u64| issue.unit != Some(*id) && !issue.co_units.contains(id);
        if let Some(id) = event.by_unit.filter(is_stranger)
            && !found.has_error("by_unit")
        {
            found
                .warn("by_unit", zh::returned_by_another(&context.directory.label(Kind::Unit, id).unwrap_or_default()));
        }
    },
    apply: |issue, _| take_out_of_hand(issue),
    ..PLAIN
};

pub(super) static EXTEND: VerbSpec = VerbSpec {
    verb: Verb::Extend,
    key: "extend",
    name: verb::EXTEND,
    from: &[Stage::Assigned],
    fields: &[("on", Required), ("due_on", Required), ("reason", Required)],
    guard: extension,
    apply: |issue, event| issue.due_on = event.due_on,
    ..PLAIN
};

pub(super) static URGE: VerbSpec = VerbSpec {
    verb: Verb::Urge,
    key: "urge",
    name: verb::URGE,
    from: &[Stage::Assigned, Stage::Tracking],
    fields: &[("on", Required), ("way", Required), ("text", Required), ("leader", Required)],
    fill: |event, _, _| {
        let by = event.by.clone();
        default_text(&mut event.leader, &by);
    },
    ..PLAIN
};

pub(in super::super) static REPLY: VerbSpec = VerbSpec {
    verb: Verb::Reply,
    key: "reply",
    name: verb::REPLY,
    from: &[Stage::Assigned, Stage::Tracking],
    to: Some(Stage::Replied),
    fields: ANSWERED,
    guard: |_, event, _, found| class(event, found),
    apply: |issue, event| issue.class.clone_from(&event.class),
    ..PLAIN
};

pub(super) static PROGRESS: VerbSpec = VerbSpec {
    verb: Verb::Progress,
    key: "progress",
    name: verb::PROGRESS,
    from: &[Stage::Tracking],
    fields: &[("on", Required), ("text", Required), ("planned_on", Asked)],
    guard: |_, event, _, found| promise(event, found),
    ..PLAIN
};

/// A later end of the term, within what the route allows from the day the issue last went to the unit.
fn extension(issue: &Issue, event: &Event, context: &Context<'_>, found: &mut Findings) {
    if let (Some(before), Some(now)) = (issue.due_on, event.due_on)
        && now <= before
    {
        found.error("due_on", zh::due_not_later(before));
        return;
    }
    term(event, &issue.route, handed_over_on(issue).or(event.on), context, found);
}
