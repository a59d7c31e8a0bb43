//! What becomes of a planned reception day.

use super::{Move, no_companion, no_fill, no_guard};
use crate::model::check::{Findings, on_duty_elsewhere, stands_twice};
use crate::model::context::Context;
use crate::model::kind::Kind;
use crate::model::life::{Need, Role};
use crate::model::reception::{ANNOUNCED, CANCELLED, HELD, PLANNED, POSTPONED};
use crate::model::record::Record;
use crate::text::zh::model::{check as zh_check, moves as zh};

use Need::Required;

/// Where a day stands.
const STAGE: &str = "stage";

pub(super) static TABLE: [Move; 4] = [
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
        key: "postpone",
        name: zh::POSTPONE,
        kind: Kind::Reception,
        field: STAGE,
        from: &[PLANNED, ANNOUNCED],
        to: POSTPONED,
        role: Role::Liaison,
        asks: &[("moved_to", Required), ("reason", Required)],
        // Each day goes to a date of its own.
        together: false,
        fill: to_next_workday,
        guard: to_a_free_day,
        companion: day_moved_to,
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

/// A day is put off to the next working day, until the clerk says otherwise.
fn to_next_workday(record: &mut Record, _: &str, context: &Context<'_>) {
    let Record::Reception(day) = record else { return };
    let calendar = context.codes.calendar();
    day.moved_to = day.date.map(|date| calendar.next_workday(date.max(context.today)));
}

/// The new date lies ahead, nothing stands there yet, and a day off is pointed out.
fn to_a_free_day(_: &Record, after: &Record, context: &Context<'_>, found: &mut Findings) {
    let Record::Reception(day) = after else { return };
    let Some(later) = day.later() else { return };
    let Some(date) = later.date else { return };
    if day.date.is_some_and(|planned| date <= planned) {
        // The rules of the record say so; that the day itself stands there would only mislead.
        return;
    }
    if date < context.today {
        found.error("moved_to", zh::moved_to_past(date));
    } else if stands_twice(&later, None, context) {
        found.error("moved_to", zh::moved_to_taken(date));
    } else if !context.codes.calendar().is_workday(date) {
        found.warn("moved_to", zh::moved_to_day_off(date, context.codes.calendar().holiday_name(date)));
    } else if let Some((deputy, place)) = on_duty_elsewhere(&later, None, context) {
        found.warn("moved_to", zh_check::on_duty_elsewhere(&deputy, &place));
    }
}

fn day_moved_to(_: &Record, after: &Record) -> Option<Record> {
    match after {
        Record::Reception(day) => day.later().map(Record::Reception),
        _ => None,
    }
}
