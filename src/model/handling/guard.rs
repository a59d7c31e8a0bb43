//! What must hold for a decision where it is made: its own fields, and the issue as the county knows it.

use super::Handling;
use crate::model::check::{Finding, Findings, not_future};
use crate::model::context::Context;
use crate::model::event::Event;
use crate::model::issue::{Issue, Stage};
use crate::model::life::{self, Verb};
use crate::text::zh::model::{check as zh_check, handling as zh, label};

/// A decision: which issue, not in the future, what its step asks for and nothing else.
pub(in crate::model) fn check(handling: &Handling, context: &Context<'_>, found: &mut Findings) {
    if handling.verb().is_none() && !handling.declines() {
        return;
    }
    if handling.declines() && handling.passes().is_none() {
        found.error("on", zh::DECLINES_NOTHING);
    }
    if handling.org().is_none() || handling.issue == 0 {
        found.error("station", zh::NO_ISSUE);
    }
    not_future("on", label::ON, handling.on, context, found);
    for field in Handling::FIELDS {
        let (spec, applies) = (&field.spec, field.applies);
        let is_foreign = !applies(handling) && !field.get(handling).is_empty();
        if is_foreign {
            found.error(spec.key, zh::not_asked(spec.label));
        }
    }
    life::check_units(&Event { unit: handling.unit, ..Event::default() }, context, found);
    match handling.verb() {
        Some(Verb::Reply) => life::check_class(&answer(handling), found),
        Some(Verb::Extend | Verb::Return) | None if handling.reason.is_empty() => {
            found.error("reason", zh_check::missing(label::REASON));
        }
        _ => {}
    }
    if let (Some(on), Some(due_on)) = (handling.on, handling.due_on)
        && due_on < on
        && !found.has_error("due_on")
    {
        found.error("due_on", zh::DUE_BEFORE);
    }
}

fn answer(handling: &Handling) -> Event {
    let Handling { on, class, reason, planned_on, .. } = handling.clone();
    Event { on, class, reason, planned_on, ..Event::default() }
}

/// Where the issue stands once the station has taken over these decisions, in their order.
pub fn stage_behind<'a>(issue: &Issue, waiting: impl IntoIterator<Item = &'a Handling>) -> Stage {
    let lines = waiting.into_iter().filter_map(|handling| handling.verb().map(Verb::spec));
    lines
        .filter(|spec| !spec.from.is_empty())
        .fold(issue.stage, |stage, spec| if spec.from.contains(&stage) { spec.to.unwrap_or(stage) } else { stage })
}

/// Whether a decision can be taken over as far as the stage of the issue goes, once these were, in their order.
pub fn is_due_behind<'a>(handling: &Handling, issue: &Issue, earlier: impl IntoIterator<Item = &'a Handling>) -> bool {
    let stage = stage_behind(issue, earlier);
    handling.verb().is_some_and(|verb| verb.spec().from.contains(&stage))
}

/// Whether a decision fits the issue as the county knows it, behind those the station has not taken over yet; what stands
/// against it, by field.
pub fn fits<'a>(
    handling: &Handling,
    issue: &Issue,
    waiting: impl IntoIterator<Item = &'a Handling> + Clone,
    context: &Context<'_>,
) -> Vec<Finding> {
    let mut found = Findings::default();
    if handling.is_of_another(issue) {
        found.error("station", zh::OTHER);
    }
    let Some(spec) = handling.verb().map(Verb::spec) else {
        return found.in_order_of(Handling::FIELDS.iter().map(|field| field.spec.key));
    };
    let stage = stage_behind(issue, waiting.clone());
    if !spec.from.contains(&stage) {
        found.error("verb", zh::wrong_stage(context.codes.name("stage", stage.key()), spec.name));
    }
    let terms = waiting.into_iter().filter_map(|one| one.due_on);
    let before = terms.last().or(issue.due_on);
    if let (Some(Verb::Extend), Some(before), Some(due_on)) = (handling.verb(), before, handling.due_on)
        && due_on <= before
    {
        found.error("due_on", crate::text::zh::model::life::due_not_later(before));
    }
    if let (Some(on), Some(reported_on)) = (handling.on, issue.reported_on)
        && on < reported_on
    {
        found.error("on", zh::before_issue(reported_on));
    }
    found.in_order_of(Handling::FIELDS.iter().map(|field| field.spec.key))
}
