//! What becomes of a planned reception day.

use super::{Move, no_companion, no_fill, no_guard};
use crate::model::context::Context;
use crate::model::kind::Kind;
use crate::model::life::{Need, Role};
use crate::model::reception::{ANNOUNCED, CANCELLED, HELD, PLANNED};
use crate::model::record::Record;
use crate::text::zh::model::moves as zh;

use Need::Required;

/// Where a day stands.
const STAGE: &str = "stage";

pub(super) static TABLE: [Move; 3] = [
    Move {
        key: "announce",
        name: zh::ANNOUNCE,
        kind: Kind::Reception,
        field: STAGE,
        from: &[PLANNED],
        to: ANNOUNCED,
        role: Role::Liaison,
        asks: &[("notice_on", Required)],
        together: true,
        fill: noticed_today,
        guard: no_guard,
        companion: no_companion,
    },
    Move {
        key: "hold",
        name: zh::HOLD,
        kind: Kind::Reception,
        field: STAGE,
        from: &[PLANNED, ANNOUNCED],
        to: HELD,
        role: Role::Liaison,
        asks: &[],
        together: false,
        fill: as_held,
        guard: no_guard,
        companion: no_companion,
    },
    Move {
        key: "cancel",
        name: zh::CANCEL,
        kind: Kind::Reception,
        field: STAGE,
        from: &[PLANNED, ANNOUNCED],
        to: CANCELLED,
        role: Role::Liaison,
        asks: &[("reason", Required)],
        together: true,
        fill: no_fill,
        guard: no_guard,
        companion: no_companion,
    },
];

/// A notice is entered on the day it goes out, or it went out before.
fn noticed_today(record: &mut Record, _: &str, context: &Context<'_>) {
    if let Record::Reception(day) = record {
        day.notice_on = day.notice_on.or(Some(context.today));
    }
}

/// Who was on duty came, and whoever enters it took the notes, until the clerk says otherwise.
fn as_held(record: &mut Record, by: &str, _: &Context<'_>) {
    let Record::Reception(day) = record else { return };
    if day.attendance.is_empty() {
        day.attendance = day.all_present();
    }
    if day.recorder.is_empty() {
        by.clone_into(&mut day.recorder);
    }
}
