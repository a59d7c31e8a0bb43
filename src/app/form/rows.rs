//! A list of rows inside a form: attendance, deeds, issues registered with the record.

use super::body::{Body, RowKind};
use super::page::Page;
use crate::model::reception::{Attendance, PARTICIPATION};
use crate::model::{Context, Kind, Part, PartKind, Value};
use crate::text::pinyin::Matcher;
use crate::text::when;

/// One row with its page.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its fields.
    pub page: Page,
    /// Left before it was put on the list: it must be finished or removed before the record is saved.
    pub unfinished: bool,
    /// Which row of the record as it was opened it came from.
    pub origin: Option<usize>,
}

/// A list of rows.
#[derive(Clone, Debug)]
pub struct Rows {
    /// What its rows are.
    pub kind: RowKind,
    /// The rows.
    pub rows: Vec<Row>,
    /// The selected row; one past the last is the line that adds.
    pub selected: usize,
    /// Lines that are only shown: issues saved earlier.
    pub kept: Vec<String>,
    /// Whether a row was added, changed or removed by hand.
    pub changed: bool,
    /// What was typed of a name since the selection was last moved otherwise.
    pub sought: String,
}

/// What a row says of somebody's attendance.
fn person(page: &Page) -> Option<&Attendance> {
    match page.body() {
        Body::Part(Part::Attendance(row) | Part::Participant(row)) => Some(row),
        _ => None,
    }
}

/// What a digit of a sign-in time came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SignIn {
    /// No deputy is selected.
    Nobody,
    /// More digits are needed.
    Begun,
    /// The time stands in the row; a fourth digit may make another of it.
    Noted,
    /// The digits are no time.
    NoTime,
}

/// Digits of a whole time.
const TIME_DIGITS: usize = 4;

impl Rows {
    /// A list without rows.
    pub fn new(kind: RowKind) -> Rows {
        Rows { kind, rows: Vec::new(), selected: 0, kept: Vec::new(), changed: false, sought: String::new() }
    }

    /// Display rows it takes: the kept lines, its rows, the line that adds.
    pub fn height(&self) -> usize {
        self.kept.len() + self.rows.len() + 1
    }

    /// The display row of the selection.
    pub fn selected_height(&self) -> usize {
        self.kept.len() + self.selected
    }

    /// Moves the selection; `false` at either end.
    pub fn step(&mut self, down: bool) -> bool {
        self.sought.clear();
        let to = if down { self.selected + 1 } else { self.selected.wrapping_sub(1) };
        let moves = to <= self.rows.len();
        if moves {
            self.selected = to;
        }
        moves
    }

    /// Retires the selected code of a list, or lets it be chosen again. Says whether one was selected that can be.
    pub fn retire(&mut self, context: &Context<'_>) -> bool {
        let Some(row) = self.rows.get_mut(self.selected) else { return false };
        let Body::Part(Part::Code(code)) = row.page.body() else { return false };
        if !code.shape.has("retired") {
            return false;
        }
        let retired = !code.retired;
        row.page.set_value("retired", Value::YesNo(retired), context);
        self.changed = true;
        true
    }

    /// Whether the selected row is a code the list had before, which is never taken off.
    pub fn is_kept_code(&self) -> bool {
        let row = self.rows.get(self.selected);
        matches!(row.map(|row| row.page.body()), Some(Body::Part(Part::Code(code))) if code.kept)
    }

    /// Whether the selected row can move up or down.
    pub fn may_move(&self, down: bool) -> bool {
        let is_ordered = matches!(self.kind, RowKind::Part(kind) if kind.is_ordered());
        let last = self.rows.len().saturating_sub(1);
        is_ordered && self.selected < self.rows.len() && if down { self.selected < last } else { self.selected > 0 }
    }

    /// Moves the selected row up or down, the selection with it.
    pub fn move_row(&mut self, down: bool) {
        if self.may_move(down) {
            let to = if down { self.selected + 1 } else { self.selected - 1 };
            self.rows.swap(self.selected, to);
            self.selected = to;
            self.changed = true;
        }
    }

    /// Moves the selection by a screenful, as far as there are rows; `false` at either end.
    pub fn step_page(&mut self, by: isize) -> bool {
        let to = self.selected.saturating_add_signed(by).min(self.rows.len());
        let moves = to != self.selected;
        self.selected = to;
        moves
    }

    /// Takes the selected row off; `false` where none is selected.
    pub fn remove(&mut self) -> bool {
        let there = self.selected < self.rows.len();
        if there {
            self.rows.remove(self.selected);
            self.changed = true;
        }
        there
    }

    /// Puts a page in place of a row, or adds it.
    pub fn put(&mut self, at: Option<usize>, page: Page, unfinished: bool) {
        self.changed = true;
        match at.and_then(|at| self.rows.get_mut(at)) {
            Some(row) => {
                row.page = page;
                row.unfinished = unfinished;
            }
            None => self.rows.push(Row { page, unfinished, origin: None }),
        }
        self.selected = at.unwrap_or(self.rows.len());
    }

    /// The values of its rows, for the record.
    pub fn parts(&self) -> Vec<Part> {
        self.rows.iter().filter_map(|row| row.page.body().part().cloned()).collect()
    }

    /// The people on it, in its order.
    pub(super) fn people(&self) -> Vec<u64> {
        self.rows.iter().filter_map(|row| person(&row.page)?.deputy).collect()
    }

    /// Puts these people on it, present until something else is said: those who stay keep what was noted about them.
    pub(super) fn set_people(&mut self, ids: &[u64], context: &Context<'_>) {
        let is_kept = |row: &Row| person(&row.page).and_then(|row| row.deputy).is_none_or(|id| ids.contains(&id));
        self.rows.retain(is_kept);
        let listed = self.people();
        for id in ids.iter().filter(|id| !listed.contains(id)) {
            let part = Part::Participant(Attendance { deputy: Some(*id), ..Attendance::default() });
            self.rows.push(Row { page: Page::of_part(part, context), unfinished: false, origin: None });
        }
        self.selected = 0;
        self.changed = true;
    }

    /// Puts these rows in place of its own.
    pub(super) fn set_parts(&mut self, parts: Vec<Part>, context: &Context<'_>) {
        let row = |part| Row { page: Page::of_part(part, context), unfinished: false, origin: None };
        self.rows = parts.into_iter().map(row).collect();
        self.selected = 0;
        self.changed = true;
    }

    /// Selects the first of the people whose name fits what was typed so far; `false` where nobody's does.
    pub(super) fn seek(&mut self, letter: char, context: &Context<'_>) -> bool {
        let mut sought = std::mem::take(&mut self.sought);
        sought.push(letter);
        let matcher = Matcher::new(&sought);
        let name = |row: &Row| person(&row.page)?.deputy.and_then(|id| context.directory.label(Kind::Deputy, id));
        let ranked = self.rows.iter().enumerate().filter_map(|(at, row)| Some((matcher.rank(&name(row)?)?, at)));
        let Some((_, at)) = ranked.min() else { return false };
        self.selected = at;
        self.sought = sought;
        true
    }

    /// Takes a digit of the time at which the selected deputy signed in: `855`, `0855`, `1830`. The next digit after a
    /// whole time begins another.
    pub(super) fn sign_in(&mut self, digit: char, context: &Context<'_>) -> SignIn {
        let Some(row) = self.rows.get_mut(self.selected) else { return SignIn::Nobody };
        if self.sought.len() >= TIME_DIGITS {
            self.sought.clear();
        }
        self.sought.push(digit);
        let time = if self.sought.len() < TIME_DIGITS - 1 { None } else { when::parse_time(&self.sought).ok() };
        match time {
            Some(time) => {
                row.page.set_value("at", Value::Time(time.into()), context);
                self.changed = true;
                SignIn::Noted
            }
            // Three digits may be the beginning of four.
            None if self.sought.len() < TIME_DIGITS => SignIn::Begun,
            None => {
                self.sought.clear();
                SignIn::NoTime
            }
        }
    }

    /// Ends the sign-in time that is being typed and goes on to the next deputy. Says whether it was a time; nothing where
    /// none is being typed.
    pub(super) fn end_sign_in(&mut self, context: &Context<'_>) -> Option<bool> {
        let is_typed = !self.sought.is_empty() && self.sought.bytes().all(|byte| byte.is_ascii_digit());
        let row = self.rows.get_mut(self.selected).filter(|_| is_typed)?;
        let Ok(time) = when::parse_time(&std::mem::take(&mut self.sought)) else { return Some(false) };
        row.page.set_value("at", Value::Time(time.into()), context);
        self.changed = true;
        self.step(true);
        Some(true)
    }

    /// Gives the selected deputy the next state of attendance: 到站, 请假, 缺席, around. Says whether one was selected.
    pub fn cycle_attendance(&mut self, context: &Context<'_>) -> bool {
        self.sought.clear();
        let Some(row) = self.rows.get_mut(self.selected) else { return false };
        let Some(attendance) = person(&row.page) else { return false };
        let list = match self.kind {
            RowKind::Part(PartKind::Participant) => PARTICIPATION,
            _ => "attendance",
        };
        let states: Vec<&str> =
            context.codes.list(list).iter().filter(|code| code.active).map(|code| code.key.as_str()).collect();
        let at = states.iter().position(|state| *state == attendance.state);
        let Some(next) = states.get(at.map_or(0, |at| at + 1)).or(states.first()) else { return false };
        let next = (*next).to_owned();
        row.page.set_value("state", Value::Code(next), context);
        self.sought.clear();
        self.changed = true;
        true
    }

    /// Follows the deputies on duty: adds those who came on, as present, and takes off those who left the list before
    /// anything was noted about them.
    pub(super) fn follow_duty(&mut self, before: &[u64], now: &[u64], context: &Context<'_>) {
        self.rows.retain(|row| match row.page.body() {
            Body::Part(Part::Attendance(attendance)) => {
                let plain = *attendance == Attendance { deputy: attendance.deputy, ..Attendance::default() };
                let left = attendance.deputy.is_some_and(|id| before.contains(&id) && !now.contains(&id));
                !(plain && left)
            }
            _ => true,
        });
        for id in now {
            let listed = self.rows.iter().any(|row| {
                matches!(row.page.body(), Body::Part(Part::Attendance(attendance)) if attendance.deputy == Some(*id))
            });
            if !listed {
                let part = Part::Attendance(Attendance { deputy: Some(*id), ..Attendance::default() });
                self.rows.push(Row { page: Page::of_part(part, context), unfinished: false, origin: None });
            }
        }
        self.selected = self.selected.min(self.rows.len());
    }
}
