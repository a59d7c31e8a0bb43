//! What becomes of a deputy in office, each with its day.

use super::{Move, no_companion, no_guard};
use crate::model::context::Context;
use crate::model::deputy::{ENDED, SERVING, SUSPENDED};
use crate::model::kind::Kind;
use crate::model::life::{Need, Role};
use crate::model::record::Record;
use crate::text::zh::model::moves as zh;

/// Where a deputy stands.
const STATUS: &str = "status";

const fn step(key: &'static str, name: &'static str, from: &'static [&'static str], to: &'static str) -> Move {
    Move {
        key,
        name,
        kind: Kind::Deputy,
        field: STATUS,
        from,
        to,
        role: Role::Head,
        asks: &[("status_on", Need::Required)],
        together: true,
        fill: from_today,
        guard: no_guard,
        companion: no_companion,
    }
}

pub(super) static TABLE: [Move; 3] = [
    step("suspend", zh::SUSPEND, &[SERVING], SUSPENDED),
    step("end", zh::END, &[SERVING, SUSPENDED], ENDED),
    // Also takes back what was entered by mistake long ago, when undoing goes no longer.
    step("resume", zh::RESUME, &[SUSPENDED, ENDED], SERVING),
];

/// The day of the status before is not that of the new one.
fn from_today(record: &mut Record, _: &str, context: &Context<'_>) {
    if let Record::Deputy(deputy) = record {
        deputy.status_on = Some(context.today);
    }
}
