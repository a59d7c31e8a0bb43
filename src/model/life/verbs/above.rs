//! What the station says of a decision of a level above without taking it over: that it will not, and that it has seen that one it
//! took over was voided since. Neither moves the issue.

use super::PLAIN;
use crate::model::check::Findings;
use crate::model::context::Context;
use crate::model::event::Event;
use crate::model::issue::{Issue, Stage};
use crate::model::life::Need::{Asked, Required};
use crate::model::life::{Verb, VerbSpec};
use crate::text::zh::model::{handling as zh, verb};

pub(super) static DECLINE: VerbSpec = VerbSpec {
    verb: Verb::Decline,
    key: "decline",
    name: verb::DECLINE,
    from: &[Stage::Registered, Stage::Assigned, Stage::Replied, Stage::Tracking],
    fields: &[("on", Required), ("reason", Required)],
    alone: Some(zh::ALONE),
    guard: named,
    ..PLAIN
};

pub(super) static NOTED: VerbSpec = VerbSpec {
    verb: Verb::Noted,
    key: "noted",
    name: verb::NOTED,
    from: &Stage::ALL,
    fields: &[("on", Required), ("text", Asked)],
    alone: Some(zh::ALONE),
    guard: named,
    ..PLAIN
};

/// Such a step is about a decision.
fn named(_: &Issue, event: &Event, _: &Context<'_>, found: &mut Findings) {
    if event.handling.is_empty() {
        found.error("on", zh::NAMES_NONE);
    }
}
