//! A filter: what the records of a kind must be like. The filter form of the screens and `--where` of the command line.
//!
//! Everything a condition needs is resolved when it is read (codes with those below them, records by their ids), so that a
//! filter can be held against a hundred thousand records in another thread without asking anybody.

mod fields;
mod read;
#[cfg(test)]
mod tests;

pub use fields::fields;

use std::collections::BTreeSet;

use super::context::Context;
use super::date::{Date, Time};
use super::field::{FieldKind, Spec};
use super::kind::Kind;
use super::kind::Org;
use super::owing;
use super::part::Part;
use super::record::Record;
use super::typed::TypedError;
use super::value::Value;
use super::whose;
use crate::text::clean;
use crate::text::pinyin::Matcher;
use crate::text::zh::model::{filter as zh, label};

/// How what was typed is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    /// As in a filter form: a text holds it, by characters or pinyin; of several codes or records any one will do.
    Like,
    /// As after `=` on the command line: a text is it; of several codes or records all are there.
    Equal,
}

/// What the records of a kind must be like: every condition holds.
#[derive(Clone, Debug)]
pub struct Filter {
    kind: Kind,
    conditions: Vec<Condition>,
    subset: Option<Subset>,
}

/// Records chosen otherwise than by what stands in a field.
#[derive(Clone, Debug)]
enum Subset {
    /// By their ids; with what they have in common, for the clerk.
    Ids(BTreeSet<u64>, String),
    /// By the deputy they name anywhere; with the deputy's name, which reads back as the same.
    Naming(u64, String),
    /// Decisions of desks above that wait for a step.
    Waiting,
}

/// What one field must be like.
#[derive(Clone, Debug)]
struct Condition {
    spec: &'static Spec,
    /// As the clerk reads it, and as it can be read again.
    text: String,
    test: Test,
}

/// What a value is held against.
#[derive(Clone, Debug)]
enum Test {
    /// Nothing was entered.
    Nothing,
    /// A text that holds this.
    Holds(Matcher),
    /// This value.
    Is(Value),
    /// One of these codes, those below them included.
    AnyCode(Vec<String>),
    /// All of these codes.
    AllCodes(Vec<String>),
    /// One of these records.
    AnyRecord(Vec<u64>),
    /// All of these records.
    AllRecords(Vec<u64>),
    /// One of these records, of the kind the field points to in the record looked at.
    From(Vec<(Kind, u64)>),
    /// A day not before the first and not after the last.
    Days(Option<Date>, Option<Date>),
    /// A count from one to another.
    Counts(u32, u32),
    /// A time of day from one to another.
    Times(Time, Time),
    /// One of these is owed for the issue.
    Owing(Vec<String>),
    /// The record is one of these desks': the store finds those.
    Whose(Vec<Org>),
    /// The decision is about an issue of one of these desks, or of one below it.
    About(Vec<Org>),
}

/// The key of the field by which most kinds name deputies.
const DEPUTIES: &str = "deputies";

impl Filter {
    /// A filter that takes every record of a kind.
    pub fn new(kind: Kind) -> Filter {
        Filter { kind, conditions: Vec::new(), subset: None }
    }

    /// Adds what a field must be like; blank text asks that nothing was entered. What cannot be understood is refused with
    /// a sentence, and so is a key the kind does not have.
    pub fn add(&mut self, key: &str, typed: &str, manner: Manner, context: &Context<'_>) -> Result<(), TypedError> {
        let spec = fields::asked(self.kind, key).ok_or_else(|| zh::no_field(key))?;
        let read::Meaning { shown, test } = match clean::line(typed).is_empty() {
            // Every record is somebody's.
            true if whose::is_whose(spec) => return Err(zh::nothing_to_find(spec.label).into()),
            true if spec.key == owing::KEY => read::Meaning { shown: Value::Empty, test: Test::Owing(Vec::new()) },
            true => read::Meaning { shown: Value::Empty, test: Test::Nothing },
            false => read::meaning(spec, typed, manner, context)?,
        };
        let test = match test {
            Test::Whose(desks) if self.kind == Kind::Handling => Test::About(desks),
            test => test,
        };
        let listed = fields::listed(spec);
        let text = super::typed::show(&listed, listed.kind.target(), &shown, context);
        self.conditions.push(Condition { spec, text, test });
        Ok(())
    }

    /// Asks for days of the kind's own date from one to another, both included; false for a kind without a date.
    pub fn within(&mut self, since: Option<Date>, until: Option<Date>) -> bool {
        let dated = self.kind.specs().into_iter().find(|spec| spec.kind == FieldKind::Date);
        if let Some(spec) = dated {
            let text = read::show_days(since, until);
            self.conditions.push(Condition { spec, text, test: Test::Days(since, until) });
        }
        dated.is_some()
    }

    /// Asks for certain records, in the words of whoever chose them. Such a condition stands in no field of the form.
    pub fn chosen(&mut self, ids: impl IntoIterator<Item = u64>, words: &str) {
        self.subset = Some(Subset::Ids(ids.into_iter().collect(), words.to_owned()));
    }

    /// Asks for the records that name a deputy, whoever else is called so: on duty, taking part, signing.
    pub fn naming(&mut self, deputy: u64, context: &Context<'_>) {
        let shown = |spec| super::typed::show(spec, Some(Kind::Deputy), &Value::Refs(vec![deputy]), context);
        let name = Kind::Issue.spec(DEPUTIES).map_or_else(|| format!("#{deputy}"), shown);
        self.subset = Some(Subset::Naming(deputy, name));
    }

    /// Asks for decisions of desks above that wait for a step, among which the other conditions choose.
    pub fn waiting(&mut self) {
        self.subset = Some(Subset::Waiting);
    }

    /// Whether it asks for those.
    pub fn is_of_waiting(&self) -> bool {
        matches!(self.subset, Some(Subset::Waiting))
    }

    /// The kind of record it is for.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether it takes every record.
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty() && (self.subset.is_none() || self.is_of_waiting())
    }

    /// The fields it asks about by their keys, with what was asked.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let named = match &self.subset {
            Some(Subset::Naming(_, name)) => self.kind.spec(DEPUTIES).map(|spec| (spec.key, name.as_str())),
            Some(Subset::Ids(..) | Subset::Waiting) | None => None,
        };
        let conditions = self.conditions.iter().map(|condition| (condition.spec.key, condition.text.as_str()));
        named.into_iter().chain(conditions)
    }

    /// The conditions in one line.
    pub fn summary(&self) -> String {
        let told = self.conditions.iter().map(|condition| zh::condition(condition.spec.label, &condition.text));
        let words = self.subset.iter().map(|subset| match subset {
            Subset::Ids(_, words) => words.clone(),
            Subset::Naming(_, name) => zh::condition(label::DEPUTIES, name),
            Subset::Waiting => zh::WAITING.to_owned(),
        });
        words.chain(told).collect::<Vec<_>>().join(" ")
    }

    /// Texts a record that is taken holds as they stand, so that even its stored bytes may be searched for them first.
    pub fn literals(&self) -> impl Iterator<Item = &str> {
        self.conditions.iter().filter_map(|condition| match &condition.test {
            Test::Holds(matcher) => matcher.literal(),
            _ => None,
        })
    }

    /// The ids of the records it asks for, where it names them.
    pub fn ids(&self) -> Option<&BTreeSet<u64>> {
        match &self.subset {
            Some(Subset::Ids(ids, _)) => Some(ids),
            Some(Subset::Naming(..) | Subset::Waiting) | None => None,
        }
    }

    /// The deputy the records must name, where it asks for that.
    pub fn deputy(&self) -> Option<u64> {
        match &self.subset {
            Some(Subset::Naming(deputy, _)) => Some(*deputy),
            Some(Subset::Ids(..) | Subset::Waiting) | None => None,
        }
    }

    /// Whether it asks for records by their numbers, which mean something in one organisation only.
    pub fn names_records(&self) -> bool {
        let by_number = |test: &Test| {
            let is_named = matches!(test, Test::AnyRecord(_) | Test::AllRecords(_) | Test::From(_));
            is_named || matches!(test, Test::Is(Value::Ref(_) | Value::Refs(_)))
        };
        let names = self.subset.is_some() && !self.is_of_waiting();
        names || self.conditions.iter().any(|condition| by_number(&condition.test))
    }

    /// The desks whose records it asks for; none where it asks for those of all.
    pub fn whose(&self) -> Option<&[Org]> {
        self.conditions.iter().find_map(|condition| match &condition.test {
            Test::Whose(desks) => Some(desks.as_slice()),
            _ => None,
        })
    }

    /// The one desk whose records it asks for: what it says of deputies and other records, it says of those of that desk.
    pub fn desk(&self) -> Option<Org> {
        match self.whose() {
            Some([only]) => Some(*only),
            _ => None,
        }
    }

    /// Whether a record is like that, by its fields: those asked for by their ids, a deputy or a desk, the store finds.
    pub fn takes(&self, record: &Record) -> bool {
        record.kind() == self.kind
            && self.conditions.iter().all(|Condition { spec, test, .. }| test.takes(record, spec))
    }
}

impl Test {
    fn takes(&self, record: &Record, spec: &Spec) -> bool {
        match self {
            Test::Owing(wanted) => return is_owed(record, wanted),
            Test::Whose(_) => return true,
            Test::About(desks) => return is_about(record, desks),
            _ => {}
        }
        let value = held(record.get(spec.key));
        match (self, &value) {
            (Test::Nothing, value) => value.is_empty(),
            (Test::Holds(matcher), Value::Text(text)) => matcher.is_match(text),
            (Test::Is(wanted), value) => wanted == value,
            (Test::AnyCode(wanted), Value::Code(code)) => wanted.contains(code),
            (Test::AnyCode(wanted), Value::Codes(held)) => held.iter().any(|code| wanted.contains(code)),
            (Test::AllCodes(wanted), Value::Codes(held)) => wanted.iter().all(|code| held.contains(code)),
            (Test::AnyRecord(wanted), Value::Ref(id)) => wanted.contains(id),
            (Test::AnyRecord(wanted), Value::Refs(held)) => held.iter().any(|id| wanted.contains(id)),
            (Test::AllRecords(wanted), Value::Refs(held)) => wanted.iter().all(|id| held.contains(id)),
            (Test::From(wanted), Value::Ref(id)) => {
                record.target(spec).is_some_and(|kind| wanted.contains(&(kind, *id)))
            }
            (Test::Days(first, last), Value::Date(day)) => {
                first.is_none_or(|first| first <= *day) && last.is_none_or(|last| *day <= last)
            }
            (Test::Counts(least, most), Value::Number(count)) => (least..=most).contains(&count),
            (Test::Times(first, last), Value::Time(time)) => (first..=last).contains(&time),
            _ => false,
        }
    }
}

/// A value as a filter looks at it: of a list of people, who is on it.
fn held(value: Value) -> Value {
    match value {
        Value::Rows(rows) if !rows.is_empty() && rows.iter().all(|row| matches!(row, Part::Participant(_))) => {
            let people = rows.into_iter().filter_map(|row| match row {
                Part::Participant(row) => row.deputy,
                _ => None,
            });
            Value::Refs(people.collect())
        }
        value => value,
    }
}

/// Whether a decision is about an issue of one of these desks, or of one below it.
fn is_about(record: &Record, desks: &[Org]) -> bool {
    let Record::Handling(handling) = record else { return false };
    handling.org().is_some_and(|org| desks.iter().any(|desk| *desk == org || desk.is_above(org)))
}

/// Whether one of these is owed for an issue; of none, whether nothing is.
fn is_owed(record: &Record, wanted: &[String]) -> bool {
    let Record::Issue(issue) = record else { return false };
    let owed = owing::owed(issue);
    if wanted.is_empty() {
        return owed.is_empty();
    }
    owed.iter().any(|owing| wanted.iter().any(|key| key == owing.key()))
}

/// Reads what was typed into a field of the filter form as the value the form holds: codes and records as such, anything
/// else as text that says what was understood.
pub fn understood(kind: Kind, key: &str, typed: &str, context: &Context<'_>) -> Result<Value, TypedError> {
    if clean::line(typed).is_empty() {
        return Ok(Value::Empty);
    }
    let spec = fields::asked(kind, key).ok_or_else(|| zh::no_field(key))?;
    read::meaning(spec, typed, Manner::Like, context).map(|meaning| meaning.shown)
}
