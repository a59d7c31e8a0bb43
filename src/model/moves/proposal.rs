//! The way of a proposal: to a unit, an answer, what the deputy thinks of it.

use super::{Move, no_companion, no_fill, no_guard};
use crate::model::check::Findings;
use crate::model::context::Context;
use crate::model::kind::Kind;
use crate::model::life::{Need, Role};
use crate::model::proposal::{HANDED, OPEN, REPLIED, complete};
use crate::model::record::Record;
use crate::text::zh::model::{moves as zh, proposal as text};

use Need::{Asked, Required};

/// Where a proposal stands: it follows from its dates and ratings, so no move sets it.
const STAGE: &str = "stage";

pub(super) static TABLE: [Move; 4] = [
    Move {
        key: "hand",
        name: zh::HAND,
        kind: Kind::Proposal,
        field: STAGE,
        from: &[OPEN],
        to: "",
        role: Role::Liaison,
        asks: &[
            ("unit", Required),
            ("co_units", Asked),
            ("handed_on", Required),
            ("due_on", Required),
            ("number", Asked),
        ],
        together: true,
        fill: handed_today,
        guard: no_guard,
        companion: no_companion,
    },
    Move {
        key: "prolong",
        name: zh::PROLONG,
        kind: Kind::Proposal,
        field: STAGE,
        from: &[HANDED],
        to: "",
        role: Role::Head,
        asks: &[("due_on", Required)],
        together: false,
        fill: no_fill,
        guard: later,
        companion: no_companion,
    },
    Move {
        key: "respond",
        name: zh::RESPOND,
        kind: Kind::Proposal,
        field: STAGE,
        from: &[HANDED],
        to: "",
        role: Role::Liaison,
        asks: &[("replied_on", Required), ("class", Required)],
        together: true,
        fill: replied_today,
        guard: no_guard,
        companion: no_companion,
    },
    Move {
        key: "appraise",
        name: zh::APPRAISE,
        kind: Kind::Proposal,
        field: STAGE,
        from: &[REPLIED],
        to: "",
        role: Role::Liaison,
        asks: &[("rating_attitude", Required), ("rating_result", Required)],
        together: true,
        fill: no_fill,
        guard: no_guard,
        companion: no_companion,
    },
];

/// It is entered on the day it is handed over, and due as the law has it.
fn handed_today(record: &mut Record, _: &str, context: &Context<'_>) {
    if let Record::Proposal(proposal) = record {
        proposal.handed_on = proposal.handed_on.or(Some(context.today));
    }
    complete(record, context);
}

fn replied_today(record: &mut Record, _: &str, context: &Context<'_>) {
    if let Record::Proposal(proposal) = record {
        proposal.replied_on = proposal.replied_on.or(Some(context.today));
    }
}

/// More time is more time.
fn later(before: &Record, after: &Record, _: &Context<'_>, found: &mut Findings) {
    let (Record::Proposal(before), Record::Proposal(after)) = (before, after) else { return };
    if let (Some(was), Some(due)) = (before.due_on, after.due_on)
        && due <= was
    {
        found.error("due_on", text::not_later(was));
    }
}
