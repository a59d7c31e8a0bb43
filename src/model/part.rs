//! Rows nested in a record: who attended a reception day or an activity, the deeds of a visit, the steps of an issue; and
//! the rows of the forms that edit settings.

use super::deed::Deed;
use super::event::Event;
use super::field::{Field, Spec, WrongType};
use super::reception::Attendance;
use super::setting::code::{CodeRow, Shape};
use super::setting::holiday::{HolidayRow, WorkdayRow};
use super::setting::office::Office;
use super::setting::rule::{ClosedRow, RuleRow};
use super::setting::score::Score;
use super::value::Value;

/// The kind of a nested row.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PartKind {
    /// 到站情况.
    Attendance,
    /// 参加人员 of an activity: who was to take part, and who came.
    Participant,
    /// 办实事.
    Deed,
    /// A step in an issue's life.
    Event,
    /// A code of a list, in the form that edits the list.
    Code(Shape),
    /// An office reports go to, in the form that edits the list of them.
    Office,
    /// A holiday, in the form of a year's.
    Holiday,
    /// A make-up workday, in the form of a year's holidays.
    Workday,
    /// A rule of reception days, in the form of the schedule.
    Rule,
    /// Closed days, in the form of the schedule.
    Closed,
    /// A row of the table of scores, in the form that edits it.
    Score,
}

/// A nested row.
#[derive(Clone, PartialEq, Debug)]
pub enum Part {
    /// 到站情况.
    Attendance(Attendance),
    /// 参加人员.
    Participant(Attendance),
    /// 办实事.
    Deed(Deed),
    /// A step in an issue's life.
    Event(Box<Event>),
    /// A code of a list.
    Code(Box<CodeRow>),
    /// An office reports go to.
    Office(Office),
    /// A holiday.
    Holiday(HolidayRow),
    /// A make-up workday.
    Workday(WorkdayRow),
    /// A rule of reception days.
    Rule(Box<RuleRow>),
    /// Closed days.
    Closed(ClosedRow),
    /// A row of the table of scores.
    Score(Score),
}

impl PartKind {
    /// The field table, without the accessors.
    pub fn specs(self) -> Vec<&'static Spec> {
        match self {
            PartKind::Attendance => specs_of(Attendance::FIELDS),
            PartKind::Participant => specs_of(Attendance::OF_ACTIVITY),
            PartKind::Deed => specs_of(Deed::FIELDS),
            PartKind::Event => specs_of(Event::FIELDS),
            PartKind::Code(shape) => specs_of(CodeRow::FIELDS).into_iter().filter(|spec| shape.has(spec.key)).collect(),
            PartKind::Office => specs_of(Office::FIELDS),
            PartKind::Holiday => specs_of(HolidayRow::FIELDS),
            PartKind::Workday => specs_of(WorkdayRow::FIELDS),
            PartKind::Rule => specs_of(RuleRow::FIELDS),
            PartKind::Closed => specs_of(ClosedRow::FIELDS),
            PartKind::Score => specs_of(Score::FIELDS),
        }
    }

    /// The fields a setting stores of such a row: those of the form, and what only the rules read.
    pub fn stored(self) -> Vec<&'static Spec> {
        match self {
            PartKind::Code(_) => specs_of(CodeRow::FIELDS),
            kind => kind.specs(),
        }
    }

    /// Whether the order of such rows is the clerk's to choose.
    pub fn is_ordered(self) -> bool {
        matches!(self, PartKind::Code(_) | PartKind::Office | PartKind::Rule | PartKind::Score)
    }

    /// A row with nothing entered.
    pub fn blank(self) -> Part {
        match self {
            PartKind::Attendance => Part::Attendance(Attendance::default()),
            PartKind::Participant => Part::Participant(Attendance::default()),
            PartKind::Deed => Part::Deed(Deed::default()),
            PartKind::Event => Part::Event(Box::default()),
            PartKind::Code(shape) => Part::Code(Box::new(CodeRow::blank(shape))),
            PartKind::Office => Part::Office(Office::default()),
            PartKind::Holiday => Part::Holiday(HolidayRow::default()),
            PartKind::Workday => Part::Workday(WorkdayRow::default()),
            PartKind::Rule => Part::Rule(Box::default()),
            PartKind::Closed => Part::Closed(ClosedRow::default()),
            PartKind::Score => Part::Score(Score::default()),
        }
    }
}

impl Part {
    /// The kind of this row.
    pub fn kind(&self) -> PartKind {
        match self {
            Part::Attendance(_) => PartKind::Attendance,
            Part::Participant(_) => PartKind::Participant,
            Part::Deed(_) => PartKind::Deed,
            Part::Event(_) => PartKind::Event,
            Part::Code(row) => PartKind::Code(row.shape),
            Part::Office(_) => PartKind::Office,
            Part::Holiday(_) => PartKind::Holiday,
            Part::Workday(_) => PartKind::Workday,
            Part::Rule(_) => PartKind::Rule,
            Part::Closed(_) => PartKind::Closed,
            Part::Score(_) => PartKind::Score,
        }
    }

    /// The field table of this row, without the accessors: a step's as its verb has it.
    pub fn specs(&self) -> Vec<&'static Spec> {
        match self {
            Part::Event(event) => Event::specs_of(&event.verb),
            _ => self.kind().specs(),
        }
    }

    /// Reads a field by key; an unknown key reads as nothing.
    pub fn get(&self, key: &str) -> Value {
        match self {
            Part::Attendance(row) => get_in(Attendance::FIELDS, row, key),
            Part::Participant(row) => get_in(Attendance::OF_ACTIVITY, row, key),
            Part::Deed(row) => get_in(Deed::FIELDS, row, key),
            Part::Event(row) => get_in(Event::FIELDS, row, key),
            Part::Code(row) => get_in(CodeRow::FIELDS, row, key),
            Part::Office(row) => get_in(Office::FIELDS, row, key),
            Part::Holiday(row) => get_in(HolidayRow::FIELDS, row, key),
            Part::Workday(row) => get_in(WorkdayRow::FIELDS, row, key),
            Part::Rule(row) => get_in(RuleRow::FIELDS, row.as_ref(), key),
            Part::Closed(row) => get_in(ClosedRow::FIELDS, row, key),
            Part::Score(row) => get_in(Score::FIELDS, row, key),
        }
    }

    /// Writes a field of the table by its key.
    pub fn set(&mut self, key: &'static str, value: Value) -> Result<(), WrongType> {
        match self {
            Part::Attendance(row) => set_in(Attendance::FIELDS, row, key, value),
            Part::Participant(row) => set_in(Attendance::OF_ACTIVITY, row, key, value),
            Part::Deed(row) => set_in(Deed::FIELDS, row, key, value),
            Part::Event(row) => set_in(Event::FIELDS, row.as_mut(), key, value),
            Part::Code(row) => set_in(CodeRow::FIELDS, row.as_mut(), key, value),
            Part::Office(row) => set_in(Office::FIELDS, row, key, value),
            Part::Holiday(row) => set_in(HolidayRow::FIELDS, row, key, value),
            Part::Workday(row) => set_in(WorkdayRow::FIELDS, row, key, value),
            Part::Rule(row) => set_in(RuleRow::FIELDS, row.as_mut(), key, value),
            Part::Closed(row) => set_in(ClosedRow::FIELDS, row, key, value),
            Part::Score(row) => set_in(Score::FIELDS, row, key, value),
        }
    }

    /// What of the row would not be taken, beyond fields that are empty and must not be: the field and what to do.
    pub fn wrong(&self) -> Option<(&'static str, String)> {
        match self {
            Part::Rule(row) => row.wrong(),
            Part::Closed(row) => row.wrong(),
            _ => None,
        }
    }

    /// Whether the field has a meaning for this row: a code's key is given once.
    pub fn applies(&self, key: &str) -> bool {
        match self {
            Part::Code(row) => CodeRow::FIELDS.iter().any(|field| field.spec.key == key && (field.applies)(row)),
            Part::Rule(row) => RuleRow::FIELDS.iter().any(|field| field.spec.key == key && (field.applies)(row)),
            _ => true,
        }
    }
}

pub(super) fn specs_of<R>(fields: &'static [Field<R>]) -> Vec<&'static Spec> {
    fields.iter().map(|field| &field.spec).collect()
}

pub(super) fn get_in<R>(fields: &[Field<R>], record: &R, key: &str) -> Value {
    fields.iter().find(|field| field.spec.key == key).map_or(Value::Empty, |field| field.get(record))
}

pub(super) fn at_in<R>(fields: &[Field<R>], record: &R, place: usize) -> Value {
    fields.get(place).map_or(Value::Empty, |field| field.get(record))
}

pub(super) fn set_in<R>(fields: &[Field<R>], record: &mut R, key: &'static str, value: Value) -> Result<(), WrongType> {
    fields.iter().find(|field| field.spec.key == key).ok_or(WrongType { key })?.set(record, value)
}
