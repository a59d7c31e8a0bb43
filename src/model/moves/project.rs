//! The way of a livelihood project: short list, review, vote, building, rating.

use super::{Move, no_companion, no_fill, no_guard};
use crate::model::check::Findings;
use crate::model::context::Context;
use crate::model::kind::Kind;
use crate::model::life::{Need, Role};
use crate::model::project::{COLLECTED, DRAFTED, RATED, REVIEWED, RUNNING, VOTED};
use crate::model::record::Record;
use crate::text::zh::model::{moves as zh, project as text};

use Need::{Asked, Required};

/// Where a project stands.
const STAGE: &str = "stage";

pub(super) static TABLE: [Move; 6] = [
    Move {
        key: "draft",
        name: zh::DRAFT,
        kind: Kind::Project,
        field: STAGE,
        from: &[COLLECTED],
        to: DRAFTED,
        role: Role::Liaison,
        asks: &[("budget", Asked), ("budget_source", Asked)],
        together: false,
        fill: no_fill,
        guard: no_guard,
        companion: no_companion,
    },
    Move {
        key: "review",
        name: zh::REVIEW,
        kind: Kind::Project,
        field: STAGE,
        from: &[DRAFTED],
        to: REVIEWED,
        role: Role::Liaison,
        asks: &[("budget", Required), ("budget_source", Asked), ("unit", Asked), ("finish_by", Asked)],
        together: false,
        fill: no_fill,
        guard: no_guard,
        companion: no_companion,
    },
    Move {
        key: "vote",
        name: zh::VOTE,
        kind: Kind::Project,
        field: STAGE,
        from: &[REVIEWED],
        to: VOTED,
        role: Role::Liaison,
        asks: &[
            ("due", Required),
            ("present", Required),
            ("votes_for", Required),
            ("votes_against", Asked),
            ("abstained", Asked),
            ("elected", Required),
        ],
        together: false,
        fill: no_fill,
        guard: no_guard,
        companion: no_companion,
    },
    Move {
        key: "start",
        name: zh::START,
        kind: Kind::Project,
        field: STAGE,
        from: &[VOTED],
        to: RUNNING,
        role: Role::Liaison,
        asks: &[("unit", Required), ("finish_by", Required), ("progress", Asked)],
        together: false,
        fill: from_nothing,
        guard: elected,
        companion: no_companion,
    },
    Move {
        key: "advance",
        name: zh::ADVANCE,
        kind: Kind::Project,
        field: STAGE,
        from: &[RUNNING],
        to: "",
        role: Role::Liaison,
        asks: &[("progress", Required), ("spent", Asked)],
        together: false,
        fill: no_fill,
        guard: no_guard,
        companion: no_companion,
    },
    Move {
        key: "evaluate",
        name: zh::EVALUATE,
        kind: Kind::Project,
        field: STAGE,
        from: &[RUNNING],
        to: RATED,
        role: Role::Liaison,
        asks: &[("rating", Required), ("progress", Required), ("spent", Asked)],
        together: false,
        fill: no_fill,
        guard: no_guard,
        companion: no_companion,
    },
];

/// A project just begun has come nowhere yet.
fn from_nothing(record: &mut Record, _: &str, _: &Context<'_>) {
    if let Record::Project(project) = record {
        project.progress = project.progress.or(Some(0));
    }
}

/// Only what the congress chose is built.
fn elected(before: &Record, _: &Record, _: &Context<'_>, found: &mut Findings) {
    if let Record::Project(project) = before
        && !project.elected
    {
        found.error(STAGE, text::NOT_ELECTED);
    }
}
