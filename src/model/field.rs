//! The description of one field, from which forms, lists, details, imports and exports are made.

use super::date::{Date, Time};
use super::kind::Kind;
use super::part::{Part, PartKind};
use super::value::Value;

/// Most characters of a phone number.
pub const PHONE_CHARS: usize = 20;
/// Most characters of a number or code kept as text.
pub const LABEL_CHARS: usize = 40;
/// Most 分 of one amount: a hundred billion 元, more than any township sees.
pub const MOST_MONEY: u64 = 10_000_000_000_000;
/// Most nested rows of one record.
pub const MOST_ROWS: usize = 200;
/// Most references or codes in one field.
pub const MOST_ITEMS: usize = 200;
/// The years a date may lie in: what lies outside is a slip of the hand.
pub const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// What a field holds and how it is entered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldKind {
    /// One line of text of at most `max` characters.
    Line {
        /// Most characters.
        max: usize,
    },
    /// Text of several lines, at most `max` characters.
    Prose {
        /// Most characters.
        max: usize,
    },
    /// A phone number: folded to half-width, at most 20 characters.
    Phone,
    /// A number or code as text (certificate, order number): folded to half-width, at most 40 characters.
    Label,
    /// A count from `min` to `max`.
    Number {
        /// Least value.
        min: u32,
        /// Greatest value.
        max: u32,
    },
    /// An amount: typed in 元, kept in 分.
    Money,
    /// A civil date.
    Date,
    /// A time of day.
    Time,
    /// 是 or 否.
    YesNo,
    /// One code of the named list.
    Code(&'static str),
    /// Several codes of the named list.
    Codes(&'static str),
    /// A reference to one record.
    Ref(Kind),
    /// References to several records.
    Refs(Kind),
    /// Nested rows with a field table of their own.
    Rows(PartKind),
}

impl FieldKind {
    /// The kind of record a reference points to, as the table has it.
    pub fn target(self) -> Option<Kind> {
        match self {
            FieldKind::Ref(kind) | FieldKind::Refs(kind) => Some(kind),
            _ => None,
        }
    }
}

/// Whether the field must be filled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rule {
    /// The domain asks for it whenever the field applies.
    Required,
    /// May stay empty.
    Optional,
    /// Made by the program (a number issued, the outcome of events): shown, never typed.
    Derived,
}

/// How the masking step treats a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Privacy {
    /// Shown as it is.
    Open,
    /// Free text: personal numbers found in it are masked.
    Free,
    /// A phone number for use inside the office.
    Phone,
    /// For use inside the office, masked like free text; no version for the public has it.
    Internal,
}

/// Where a new record's value comes from before anything is typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Carry {
    /// Nothing, or the type's default.
    No,
    /// The last record of this kind; for a step, F5 takes it from the last issue.
    Last,
    /// Today.
    Today,
    /// Whoever is at the keyboard.
    Operator,
    /// The deputies on duty today.
    OnDuty,
    /// Nothing, and F5 does not copy it either: it is of this one record.
    Never,
}

/// Whether Enter stops at a field on its way through a new record; Tab and the arrows go everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// Where it is empty.
    Empty,
    /// Where it is empty or holds only its default, because the default is seldom the truth (how many people were met).
    Default,
    /// Not: few records need it.
    Seldom,
}

/// Everything about a field but how to reach it in a record.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// The key in the journal, in jsonl and on the command line.
    pub key: &'static str,
    /// What the clerk reads.
    pub label: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Display columns in lists and ledgers; 0 keeps it out of them.
    pub width: u16,
    /// Whether it must be filled.
    pub rule: Rule,
    /// How it is masked.
    pub privacy: Privacy,
    /// Its prefill.
    pub carry: Carry,
    /// Whether Enter stops there.
    pub stop: Stop,
    /// One line of help for the form; empty where the label says it all.
    pub hint: &'static str,
}

/// How a field is reached in a record of type `R`: one pair of accessors for each stored type.
pub enum Access<R> {
    /// Text, one or several lines.
    Text(fn(&R) -> &String, fn(&mut R) -> &mut String),
    /// The key of a code; empty is none.
    Code(fn(&R) -> &String, fn(&mut R) -> &mut String),
    /// Keys of several codes.
    Codes(fn(&R) -> &Vec<String>, fn(&mut R) -> &mut Vec<String>),
    /// A count that always has a value.
    Number(fn(&R) -> u32, fn(&mut R) -> &mut u32),
    /// A count that may be unknown.
    MaybeNumber(fn(&R) -> Option<u32>, fn(&mut R) -> &mut Option<u32>),
    /// An amount in 分 that may be unknown.
    Money(fn(&R) -> Option<u64>, fn(&mut R) -> &mut Option<u64>),
    /// A date.
    Date(fn(&R) -> Option<Date>, fn(&mut R) -> &mut Option<Date>),
    /// A time of day.
    Time(fn(&R) -> Option<Time>, fn(&mut R) -> &mut Option<Time>),
    /// 是 or 否.
    YesNo(fn(&R) -> bool, fn(&mut R) -> &mut bool),
    /// The id of a record.
    Ref(fn(&R) -> Option<u64>, fn(&mut R) -> &mut Option<u64>),
    /// Ids of records.
    Refs(fn(&R) -> &Vec<u64>, fn(&mut R) -> &mut Vec<u64>),
    /// Nested rows.
    Rows(fn(&R) -> Vec<Part>, fn(&mut R, Vec<Part>)),
    /// Made by the program: can be read, never set.
    Derived(fn(&R) -> Value),
}

/// One line of a record type's field table.
pub struct Field<R: 'static> {
    /// What everybody may know.
    pub spec: Spec,
    /// How to reach it.
    pub access: Access<R>,
    /// Whether the field has a meaning for this record (a planned day has no visitors yet).
    pub applies: fn(&R) -> bool,
}

/// A value of another type than the field holds: a mistake in the program's tables, reported rather than guessed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("field {key} does not take this type of value")]
pub struct WrongType {
    /// The field's key.
    pub key: &'static str,
}

impl<R> Field<R> {
    /// Begins a line of a table: optional, open, not carried, in no list.
    pub const fn new(key: &'static str, label: &'static str, kind: FieldKind, access: Access<R>) -> Field<R> {
        let rule = match access {
            Access::Derived(_) => Rule::Derived,
            _ => Rule::Optional,
        };
        let privacy = match kind {
            FieldKind::Prose { .. } | FieldKind::Line { .. } => Privacy::Free,
            FieldKind::Phone => Privacy::Phone,
            _ => Privacy::Open,
        };
        let spec = Spec { key, label, kind, width: 0, rule, privacy, carry: Carry::No, stop: Stop::Empty, hint: "" };
        Field { spec, access, applies: |_| true }
    }

    /// Makes the field required.
    pub const fn required(mut self) -> Field<R> {
        self.spec.rule = Rule::Required;
        self
    }

    /// Puts the field into lists and ledgers, `columns` wide.
    pub const fn listed(mut self, columns: u16) -> Field<R> {
        self.spec.width = columns;
        self
    }

    /// Sets the prefill.
    pub const fn carry(mut self, carry: Carry) -> Field<R> {
        self.spec.carry = carry;
        self
    }

    /// Lets Enter stop at the field though it holds its default.
    pub const fn asked(mut self) -> Field<R> {
        self.spec.stop = Stop::Default;
        self
    }

    /// Lets Enter pass the field by.
    pub const fn seldom(mut self) -> Field<R> {
        self.spec.stop = Stop::Seldom;
        self
    }

    /// Exempts a text from masking (names of officials, places, units).
    pub const fn open(mut self) -> Field<R> {
        self.spec.privacy = Privacy::Open;
        self
    }

    /// Keeps the field out of versions for the public.
    pub const fn internal(mut self) -> Field<R> {
        self.spec.privacy = Privacy::Internal;
        self
    }

    /// Adds one line of help.
    pub const fn hint(mut self, hint: &'static str) -> Field<R> {
        self.spec.hint = hint;
        self
    }

    /// Says when the field has a meaning.
    pub const fn when(mut self, applies: fn(&R) -> bool) -> Field<R> {
        self.applies = applies;
        self
    }

    /// Reads the field.
    pub fn get(&self, record: &R) -> Value {
        match self.access {
            Access::Text(get, _) => filled(get(record), Value::Text),
            Access::Code(get, _) => filled(get(record), Value::Code),
            Access::Codes(get, _) => Value::Codes(get(record).clone()),
            Access::Number(get, _) => Value::Number(get(record)),
            Access::MaybeNumber(get, _) => get(record).map_or(Value::Empty, Value::Number),
            Access::Money(get, _) => get(record).map_or(Value::Empty, Value::Money),
            Access::Date(get, _) => get(record).map_or(Value::Empty, Value::Date),
            Access::Time(get, _) => get(record).map_or(Value::Empty, Value::Time),
            Access::YesNo(get, _) => Value::YesNo(get(record)),
            Access::Ref(get, _) => get(record).map_or(Value::Empty, Value::Ref),
            Access::Refs(get, _) => Value::Refs(get(record).clone()),
            Access::Rows(get, _) => Value::Rows(get(record)),
            Access::Derived(get) => get(record),
        }
    }

    /// Writes the field; `Value::Empty` clears it (a count that must have a value becomes 0).
    pub fn set(&self, record: &mut R, value: Value) -> Result<(), WrongType> {
        match (&self.access, value) {
            (Access::Text(_, at), Value::Text(text)) => *at(record) = text,
            (Access::Text(_, at) | Access::Code(_, at), Value::Empty) => at(record).clear(),
            (Access::Code(_, at), Value::Code(code)) => *at(record) = code,
            (Access::Codes(_, at), Value::Codes(codes)) => *at(record) = codes,
            (Access::Codes(_, at), Value::Empty) => at(record).clear(),
            (Access::Number(_, at), Value::Number(number)) => *at(record) = number,
            (Access::Number(_, at), Value::Empty) => *at(record) = 0,
            (Access::MaybeNumber(_, at), Value::Number(number)) => *at(record) = Some(number),
            (Access::MaybeNumber(_, at), Value::Empty) => *at(record) = None,
            (Access::Money(_, at), Value::Money(amount)) => *at(record) = Some(amount),
            (Access::Money(_, at), Value::Empty) => *at(record) = None,
            (Access::Date(_, at), Value::Date(date)) => *at(record) = Some(date),
            (Access::Date(_, at), Value::Empty) => *at(record) = None,
            (Access::Time(_, at), Value::Time(time)) => *at(record) = Some(time),
            (Access::Time(_, at), Value::Empty) => *at(record) = None,
            (Access::YesNo(_, at), Value::YesNo(yes)) => *at(record) = yes,
            (Access::YesNo(_, at), Value::Empty) => *at(record) = false,
            (Access::Ref(_, at), Value::Ref(id)) => *at(record) = Some(id),
            (Access::Ref(_, at), Value::Empty) => *at(record) = None,
            (Access::Refs(_, at), Value::Refs(ids)) => *at(record) = ids,
            (Access::Refs(_, at), Value::Empty) => at(record).clear(),
            (Access::Rows(_, put), Value::Rows(rows)) => put(record, rows),
            (Access::Rows(_, put), Value::Empty) => put(record, Vec::new()),
            _ => return Err(WrongType { key: self.spec.key }),
        }
        Ok(())
    }
}

fn filled(text: &str, wrap: fn(String) -> Value) -> Value {
    if text.is_empty() { Value::Empty } else { wrap(text.to_owned()) }
}
