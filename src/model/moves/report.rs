//! The way of a report: sent, and with that frozen.

use super::{Move, no_companion, no_fill};
use crate::model::check::Findings;
use crate::model::context::Context;
use crate::model::kind::Kind;
use crate::model::life::Role;
use crate::model::record::Record;
use crate::model::report::DRAFT;
use crate::text::zh::model::{moves as zh, report as text};

/// The key of the step that sends a report; whoever saves it freezes the report first.
pub const SUBMIT: &str = "submit";

pub(super) static TABLE: [Move; 1] = [Move {
    key: SUBMIT,
    name: zh::SUBMIT,
    kind: Kind::Report,
    // Where it stands follows from what was frozen, so the step sets nothing: its form is the whole report, to be read over.
    field: "stage",
    from: &[DRAFT],
    to: "",
    role: Role::Head,
    asks: &[],
    together: false,
    fill: no_fill,
    guard: over,
    companion: no_companion,
}];

/// The period is over, and whoever sends it knows that it stays as it is.
fn over(_: &Record, after: &Record, context: &Context<'_>, found: &mut Findings) {
    let Record::Report(report) = after else { return };
    match report.last {
        Some(last) if last > context.today => found.error("last", text::cannot_send_yet(last)),
        _ => found.warn("stage", text::SENDS),
    }
}
