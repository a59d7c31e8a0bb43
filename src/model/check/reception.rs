//! What holds for a reception day beyond its fields.

use super::field::not_future;
use super::people::serving;
use super::{Findings, others};
use crate::model::context::Context;
use crate::model::kind::Kind;
use crate::model::reception::{ANNOUNCED, Attendance, PLANNED, ReceptionDay};
use crate::model::record::Record;
use crate::text::zh::model::check as zh;
use crate::text::zh::model::label;

/// Names listed in one message.
const NAMES_SHOWN: usize = 5;
/// Reception days of one date looked at.
const SAME_DAY: usize = 20;

/// A reception day: times, notice, attendance, and visitors; not entered twice.
pub(super) fn day(day: &ReceptionDay, own: Option<u64>, context: &Context<'_>, found: &mut Findings) {
    dates(day, context, found);
    if stands_twice(day, own, context) {
        found.warn("place", zh::DAY_TWICE);
    }
    if let (Some(date), Some(moved_to)) = (day.date, day.moved_to)
        && moved_to <= date
    {
        found.error("moved_to", zh::moved_to_before(date));
    }
    if let (Some(start), Some(end)) = (day.start, day.end)
        && end <= start
    {
        found.error("end", zh::END_BEFORE_START);
    }
    serving("deputies", &day.deputies, day.date, context, found);
    if let Some((deputy, place)) = on_duty_elsewhere(day, own, context) {
        found.warn("deputies", zh::on_duty_elsewhere(&deputy, &place));
    }
    attendance(day, context, found);
    if day.is_held() && day.people.unwrap_or(0) < day.groups.unwrap_or(0) {
        found.error("people", zh::FEWER_PEOPLE_THAN_GROUPS);
    }
}

/// A deputy who is on duty at another place at the same time, and where; a day that was called off keeps nobody.
pub fn on_duty_elsewhere(day: &ReceptionDay, own: Option<u64>, context: &Context<'_>) -> Option<(String, String)> {
    let (date, start, end) = (day.date?, day.start?, day.end?);
    if day.is_off() {
        return None;
    }
    let found = context.directory.find(Kind::Reception, &date.to_string(), SAME_DAY);
    found.iter().filter(|other| Some(other.id) != own).find_map(|other| {
        let Record::Reception(other) = context.directory.entry(Kind::Reception, other.id)?.record else { return None };
        let meets = other.date == day.date && other.place != day.place && other.start? < end && start < other.end?;
        let deputy = other.deputies.iter().find(|id| meets && !other.is_off() && day.deputies.contains(id))?;
        Some((context.directory.label(Kind::Deputy, *deputy)?, other.place))
    })
}

/// Whether another live reception day has the same date, time and place.
pub fn stands_twice(day: &ReceptionDay, own: Option<u64>, context: &Context<'_>) -> bool {
    let (Some(date), Some(start)) = (day.date, day.start) else { return false };
    others(Kind::Reception, &format!("{date} {start}"), own, context).any(|(_, other)| {
        matches!(other, Record::Reception(other)
            if other.date == day.date && other.start == day.start && other.place == day.place)
    })
}

fn dates(day: &ReceptionDay, context: &Context<'_>, found: &mut Findings) {
    let Some(date) = day.date else { return };
    let waiting = day.stage == PLANNED || day.stage == ANNOUNCED;
    if day.is_held() && date > context.today {
        found.error("date", zh::HELD_IN_FUTURE);
    }
    if waiting && date < context.today {
        found.warn("stage", zh::PLAN_HAS_PASSED);
    }
    if day.stage != PLANNED {
        not_future("notice_on", label::NOTICE_ON, day.notice_on, context, found);
    }
    match day.notice_on {
        None if day.stage == ANNOUNCED => found.warn("notice_on", zh::ANNOUNCED_WITHOUT_DATE),
        Some(notice) if !found.has_error("notice_on") => {
            let wanted = context.codes.deadlines().notice_days;
            let ahead = date.days_since(notice);
            if ahead < i64::from(wanted) {
                found.warn("notice_on", zh::late_notice(ahead, wanted));
            }
        }
        _ => {}
    }
}

fn attendance(day: &ReceptionDay, context: &Context<'_>, found: &mut Findings) {
    let name = |id: u64| context.directory.label(Kind::Deputy, id).unwrap_or_else(|| format!("#{id}"));
    let named = |rows: &[Attendance], id| rows.iter().any(|row| row.deputy == Some(id));
    for (index, row) in day.attendance.iter().enumerate() {
        let Some(id) = row.deputy else { continue };
        if !day.deputies.contains(&id) {
            found.error("attendance", zh::not_on_duty(&name(id)));
        } else if named(&day.attendance[..index], id) {
            found.error("attendance", zh::attends_twice(&name(id)));
        }
    }
    if day.is_held() {
        let absent: Vec<u64> = day.deputies.iter().copied().filter(|id| !named(&day.attendance, *id)).collect();
        if !absent.is_empty() {
            let names: Vec<String> = absent.iter().take(NAMES_SHOWN).map(|id| name(*id)).collect();
            found.warn("attendance", zh::no_attendance(&names, absent.len(), day.attendance.is_empty()));
        }
    }
}
