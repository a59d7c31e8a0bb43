//! The days of a period by the rules, as far as the books do not have them.

use super::days::{Falls, MOST_MOVED, falls};
use super::rota::Rota;
use super::{Schedule, ScheduleRule};
use crate::model::calendar::lunar::NoLunarDay;
use crate::model::context::Context;
use crate::model::date::{Date, Time};
use crate::model::deputy::Deputy;
use crate::model::order::Order as _;
use crate::model::reception::{PLANNED, ReceptionDay};
use crate::text::zh::model::schedule as zh;

/// The most days of a period: two years.
const MOST_DAYS: i64 = 2 * 366;

/// A day to be added to the books.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlannedDay {
    /// The day.
    pub date: Date,
    /// From.
    pub start: Time,
    /// To.
    pub end: Time,
    /// Where.
    pub place: String,
    /// What about.
    pub theme: String,
    /// Deputies on duty.
    pub deputies: Vec<u64>,
    /// The date the rule gives, where it was moved.
    pub moved_from: Option<Date>,
}

/// Something about a plan that the clerk should know.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Note {
    /// So many days that the books have already were left out.
    Known(usize),
    /// The part of the period before today was left out.
    Past,
    /// A year's make-up workdays are not known.
    Unofficial(i32),
    /// The station is closed, and the rule moves nothing or finds no day to move to.
    Closed(Date),
    /// The rule goes by lunar days and they are not known from here on.
    NoLunar(NoLunarDay),
    /// Fewer deputies serve than a rule asks for.
    TooFew(Date),
    /// Nobody on the roster serves, so nothing can be planned.
    Nobody,
}

/// What planning a period comes to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    /// The days to be added, by date and time.
    pub days: Vec<PlannedDay>,
    /// What there is to know, each once.
    pub notes: Vec<Note>,
}

impl PlannedDay {
    /// The day as a record.
    pub fn record(&self) -> ReceptionDay {
        ReceptionDay {
            date: Some(self.date),
            start: Some(self.start),
            end: Some(self.end),
            place: self.place.clone(),
            theme: self.theme.clone(),
            deputies: self.deputies.clone(),
            stage: PLANNED.to_owned(),
            moved_from: self.moved_from,
            ..ReceptionDay::default()
        }
    }
}

impl Note {
    /// The note as a sentence.
    pub fn said(&self) -> String {
        zh::note(self)
    }
}

/// The first day of which planning from `first` on must know the books: the year before, for who was on duty last, and for
/// days that were moved into the period.
pub fn first_needed(first: Date) -> Date {
    Date::from_ymd(first.year().saturating_sub(1), 1, 1).unwrap_or(first)
}

/// A date that falls under a rule, where it comes to lie.
struct Candidate<'a> {
    date: Date,
    /// What the rule gives.
    due: Date,
    rule: &'a ScheduleRule,
    deputies: usize,
}

impl Candidate<'_> {
    fn is_moved(&self) -> bool {
        self.date != self.due
    }

    /// Whether two dates come to the same day: the same time, or one was moved to where the other stands.
    fn meets(&self, other: &Candidate<'_>) -> bool {
        let is_there = self.date == other.date && self.rule.place == other.rule.place;
        is_there && (self.rule.start == other.rule.start || self.is_moved() || other.is_moved())
    }

    /// Whether the books have the day: at its date, or where the rule has it (a holiday that was not known), or as a day
    /// that was moved from there. A day that a person put off or cancelled is there as well, and is not planned again.
    fn is_known(&self, day: &ReceptionDay) -> bool {
        let is_same_time = day.start == Some(self.rule.start);
        let is_here = day.date == Some(self.date) && (is_same_time || self.is_moved());
        let was_here = (day.date == Some(self.due) || day.moved_from == Some(self.due)) && is_same_time;
        day.place == self.rule.place && (is_here || was_here)
    }
}

/// Plans the days from `first` to `last` that the rules in force ask for, from today on.
///
/// `existing` are the live days of the books from [`first_needed`] to the period's end, whatever became of them; `roster`
/// the live deputies in the roster's order. Planning what was planned already comes to nothing.
///
/// # Errors
///
/// What is wrong, for the clerk: no rule is set, or the period is too long or has passed.
pub fn plan(
    (first, last): (Date, Date),
    existing: &[ReceptionDay],
    roster: &[(u64, Deputy)],
    context: &Context<'_>,
) -> Result<Plan, String> {
    let schedule = context.codes.schedule();
    if schedule.rules.is_empty() {
        return Err(zh::NO_RULES.to_owned());
    }
    if last.days_since(first) >= MOST_DAYS {
        return Err(zh::PERIOD_TOO_LONG.to_owned());
    }
    if last < context.today {
        return Err(zh::period_past(last, context.today));
    }
    let mut notes = Vec::new();
    if first < context.today {
        notes.push(Note::Past);
    }
    let first = first.max(context.today);
    let calendar = context.codes.calendar();
    notes.extend((first.year()..=last.year()).filter(|year| !calendar.is_official(*year)).map(Note::Unofficial));
    let mut candidates = merged(candidates(schedule, (first, last), context, &mut notes));
    let asked = candidates.len();
    candidates.retain(|candidate| !existing.iter().any(|day| candidate.is_known(day)));
    if candidates.len() < asked {
        notes.push(Note::Known(asked - candidates.len()));
    }
    let days = on_duty(&candidates, Rota::new(roster, existing), &mut notes);
    Ok(Plan { days, notes })
}

/// The dates that come to lie in a period; those before it count as well, because they may be moved into it.
fn candidates<'a>(
    schedule: &'a Schedule,
    (first, last): (Date, Date),
    context: &Context<'_>,
    notes: &mut Vec<Note>,
) -> Vec<Candidate<'a>> {
    let mut found = Vec::new();
    let days = last.days_since(first) + MOST_MOVED;
    for rule in &schedule.rules {
        for due in (0..=days).map(|day| first.plus_days(day - MOST_MOVED)) {
            match rule.falls_on(due) {
                Ok(true) => {}
                Ok(false) => continue,
                Err(unknown) if due < first => {
                    tracing::debug!(%unknown, "before the period");
                    continue;
                }
                Err(unknown) => {
                    notes.push(Note::NoLunar(unknown));
                    break;
                }
            }
            let date = match falls(rule, due, schedule, context.codes.calendar()) {
                Falls::Stays => due,
                Falls::Moved(date) => date,
                Falls::Away if due < first => continue,
                Falls::Away => {
                    notes.push(Note::Closed(due));
                    continue;
                }
            };
            if (first..=last).contains(&date) {
                found.push(Candidate { date, due, rule, deputies: rule.deputies });
            }
        }
    }
    found
}

/// Each day once: what meets another is one with it, and as many deputies come as the larger of the two asks for.
fn merged(mut candidates: Vec<Candidate<'_>>) -> Vec<Candidate<'_>> {
    candidates.order_by_key(|candidate| (candidate.date, candidate.is_moved(), candidate.rule.start));
    let mut kept: Vec<Candidate<'_>> = Vec::new();
    for candidate in candidates {
        match kept.iter_mut().rev().find(|other| other.meets(&candidate)) {
            Some(other) => other.deputies = other.deputies.max(candidate.deputies),
            None => kept.push(candidate),
        }
    }
    kept.order_by_key(|candidate| (candidate.date, candidate.rule.start));
    kept
}

/// Puts deputies on duty, day by day.
fn on_duty(candidates: &[Candidate<'_>], mut rota: Rota<'_>, notes: &mut Vec<Note>) -> Vec<PlannedDay> {
    let mut days = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let deputies = rota.assign(candidate.date, candidate.deputies);
        let note = match deputies.len() {
            0 => Some(Note::Nobody),
            some if some < candidate.deputies => Some(Note::TooFew(candidate.date)),
            _ => None,
        };
        // Of a roster that is too small once is enough.
        let is_told = |told: &Note| {
            note.as_ref().is_some_and(|note| std::mem::discriminant(told) == std::mem::discriminant(note))
        };
        if !notes.iter().any(is_told) {
            notes.extend(note);
        }
        if !deputies.is_empty() {
            days.push(PlannedDay {
                date: candidate.date,
                start: candidate.rule.start,
                end: candidate.rule.end,
                place: candidate.rule.place.clone(),
                theme: candidate.rule.theme.clone(),
                deputies,
                moved_from: candidate.is_moved().then_some(candidate.due),
            });
        }
    }
    days
}
