//! A plan of reception days, shown before it is saved.

use super::list::Motion;
use crate::model::Date;
use crate::model::schedule::{Plan, PlannedDay};
use crate::text::when::{Period, parse_period_ahead};
use crate::text::zh::app::screens::plan::BOTH_ENDS;

/// A plan over the whole middle.
#[derive(Clone, Debug)]
pub struct Planning {
    /// The period that was asked for.
    pub period: (Date, Date),
    /// What it comes to.
    pub plan: Plan,
    /// The first day shown.
    pub top: usize,
}

/// The period typed for a plan, both ends; refused with what to type.
pub fn period(typed: &str, today: Date) -> Result<(Date, Date), String> {
    match parse_period_ahead(typed, today.0).map_err(|error| error.to_string())? {
        Period { first: Some(first), last: Some(last) } => Ok((Date(first), Date(last))),
        _ => Err(BOTH_ENDS.to_owned()),
    }
}

impl Planning {
    /// A plan, seen from its first day.
    pub fn new(period: (Date, Date), plan: Plan) -> Planning {
        Planning { period, plan, top: 0 }
    }

    /// The lines of what there is to know beside the days.
    pub fn notes(&self) -> Vec<String> {
        self.plan.notes.iter().map(|note| note.said()).collect()
    }

    /// How many days are seen at once where there is room for `rows` lines: one line is for the titles, and the notes take
    /// at most half of the rest.
    pub fn visible(&self, rows: usize) -> usize {
        let rows = rows.saturating_sub(1);
        rows.saturating_sub(self.plan.notes.len().min(rows / 2)).max(1)
    }

    /// The days that are seen.
    pub fn shown(&self, rows: usize) -> &[PlannedDay] {
        let visible = self.visible(rows);
        // The screen may have grown since it was scrolled.
        let top = self.top.min(self.plan.days.len().saturating_sub(visible));
        let end = (top + visible).min(self.plan.days.len());
        &self.plan.days[top..end]
    }

    /// Scrolls; `rows` lines are there.
    pub fn scroll(&mut self, motion: Motion, rows: usize) {
        let visible = self.visible(rows);
        self.top = motion.from(self.top, self.plan.days.len().saturating_sub(visible), visible);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Time;
    use crate::model::schedule::Note;

    #[test]
    fn every_day_can_be_scrolled_to_and_notes_leave_room_for_days() {
        let (Some(date), Some(time)) = (Date::from_ymd(2026, 12, 1), Time::from_hm(9, 0)) else { return };
        let day = |days| PlannedDay {
            date: date.plus_days(days),
            start: time,
            end: time,
            place: String::new(),
            theme: String::new(),
            deputies: Vec::new(),
            moved_from: None,
        };
        let plan = Plan { days: (0..30).map(day).collect(), notes: vec![Note::Past; 40] };
        for rows in [0, 1, 2, 3, 10, 29, 100] {
            let mut planning = Planning::new((date, date), plan.clone());
            assert!(!planning.shown(rows).is_empty());
            planning.scroll(Motion::End, rows);
            assert_eq!(planning.shown(rows).last(), plan.days.last(), "{rows}");
            planning.scroll(Motion::Home, rows);
            assert_eq!(planning.shown(rows).first(), plan.days.first(), "{rows}");
        }
    }
}
