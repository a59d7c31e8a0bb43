//! What holds for a proposal beyond its fields.

use super::field::not_future;
use super::people::serving;
use super::{Findings, others};
use crate::model::context::Context;
use crate::model::kind::Kind;
use crate::model::proposal::{CHECKLIST, Proposal, ROUTE};
use crate::model::record::Record;
use crate::text::zh::model::{label, proposal as zh};

/// A proposal: who signs, what was made sure of, its way to a unit and back; not entered twice.
pub(super) fn proposal(proposal: &Proposal, own: Option<u64>, context: &Context<'_>, found: &mut Findings) {
    if proposal.lead.is_some_and(|lead| proposal.cosigners.contains(&lead)) {
        found.error("cosigners", zh::LEAD_TWICE);
    }
    serving("lead", proposal.lead.as_slice(), proposal.handed_on, context, found);
    serving("cosigners", &proposal.cosigners, proposal.handed_on, context, found);
    checklist(proposal, context, found);
    handed(proposal, context, found);
    replied(proposal, context, found);
    if is_twice(proposal, own, context) {
        found.warn("title", zh::TWICE);
    }
}

/// What is still to be made sure of before an issue becomes a proposal, by name: everything in use on the list.
fn unchecked<'a>(proposal: &Proposal, context: &Context<'a>) -> Vec<&'a str> {
    let open = context.codes.choosable(CHECKLIST).filter(|(_, code)| !proposal.checklist.contains(&code.key));
    open.map(|(_, code)| code.name.as_str()).collect()
}

fn checklist(proposal: &Proposal, context: &Context<'_>, found: &mut Findings) {
    match unchecked(proposal, context).as_slice() {
        [] => {}
        names if proposal.issues.is_empty() => found.warn("checklist", zh::unchecked_own(names)),
        names => found.error("checklist", zh::unchecked(names)),
    }
}

fn handed(proposal: &Proposal, context: &Context<'_>, found: &mut Findings) {
    not_future("handed_on", label::HANDED_ON, proposal.handed_on, context, found);
    let Some(handed) = proposal.handed_on else { return };
    if proposal.unit.is_none() {
        found.error("unit", zh::NO_UNIT);
    }
    if proposal.unit.is_some_and(|unit| proposal.co_units.contains(&unit)) {
        found.error("co_units", zh::UNIT_TWICE);
    }
    let Some(due) = proposal.due_on else { return };
    let most = context.codes.code("route", ROUTE).and_then(|route| route.max_days);
    let latest = most.map(|days| handed.plus_days(i64::from(days)));
    if due < handed {
        found.error("due_on", zh::DUE_BEFORE);
    } else if let Some(latest) = latest.filter(|latest| due > *latest) {
        found.error("due_on", zh::due_too_late(latest));
    }
}

fn replied(proposal: &Proposal, context: &Context<'_>, found: &mut Findings) {
    not_future("replied_on", label::REPLIED_ON, proposal.replied_on, context, found);
    match (proposal.handed_on, proposal.replied_on) {
        (None, Some(_)) => found.error("replied_on", zh::NOT_HANDED),
        (Some(handed), Some(replied)) if replied < handed => found.error("replied_on", zh::REPLIED_BEFORE),
        _ => {}
    }
    if proposal.replied_on.is_some() {
        return;
    }
    if !proposal.class.is_empty() {
        found.error("class", zh::CLASS_WITHOUT_REPLY);
    }
    for (key, rating) in [("rating_attitude", &proposal.rating_attitude), ("rating_result", &proposal.rating_result)] {
        if !rating.is_empty() {
            found.error(key, zh::RATING_WITHOUT_REPLY);
        }
    }
}

/// Whether another live proposal of the same lead has the same title.
fn is_twice(proposal: &Proposal, own: Option<u64>, context: &Context<'_>) -> bool {
    if proposal.title.is_empty() {
        return false;
    }
    others(Kind::Proposal, &proposal.title, own, context).any(|(found, other)| {
        matches!(other, Record::Proposal(other)
            if found.exact && other.lead == proposal.lead && other.title == proposal.title)
    })
}

#[cfg(test)]
mod tests;
