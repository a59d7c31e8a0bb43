//! What one page of a form fills in: a record, or a row nested in one.

use crate::model::field::WrongType;
use crate::model::issue::Issue;
use crate::model::setting::known::Item;
use crate::model::typed::{self, TypedError};
use crate::model::{Context, Kind, Part, PartKind, Record, Spec, Value, filter};

/// A record or a row, as far as it has been filled in.
#[derive(Clone, PartialEq, Debug)]
pub enum Body {
    /// A record.
    Record(Box<Record>),
    /// A row nested in a record, or a step.
    Part(Part),
    /// What a filter of a kind asks, field by field.
    Filter(Kind, Vec<(&'static str, Value)>),
    /// What a setting is set to.
    Setting(Item, Value),
}

impl Body {
    /// Reads a field by key.
    pub fn get(&self, key: &str) -> Value {
        match self {
            Body::Record(record) => record.get(key),
            Body::Part(part) => part.get(key),
            Body::Filter(_, asked) => {
                asked.iter().find(|(of, _)| *of == key).map_or(Value::Empty, |(_, value)| value.clone())
            }
            Body::Setting(_, value) => value.clone(),
        }
    }

    /// Writes a field by key.
    pub fn set(&mut self, key: &'static str, value: Value) -> Result<(), WrongType> {
        match self {
            Body::Record(record) => record.set(key, value),
            Body::Part(part) => part.set(key, value),
            Body::Filter(_, asked) => {
                asked.retain(|(of, _)| *of != key);
                asked.push((key, value));
                Ok(())
            }
            Body::Setting(_, of) => {
                *of = value;
                Ok(())
            }
        }
    }

    /// The kind of record a reference field points to.
    pub fn target(&self, spec: &Spec) -> Option<Kind> {
        match self {
            Body::Record(record) => record.target(spec),
            Body::Part(_) | Body::Filter(..) | Body::Setting(..) => spec.kind.target(),
        }
    }

    /// Reads what was typed into a field: as a value of it, or as what a filter asks of it.
    pub fn read(&self, spec: &Spec, typed: &str, context: &Context<'_>) -> Result<Value, TypedError> {
        match self {
            Body::Record(_) | Body::Part(_) | Body::Setting(..) => {
                typed::parse(spec, self.target(spec), typed, context)
            }
            Body::Filter(kind, _) => filter::understood(*kind, spec.key, typed, context),
        }
    }

    /// Whether the field has a meaning as the body stands.
    pub fn applies(&self, key: &str) -> bool {
        match self {
            Body::Record(record) => record.applies(key),
            Body::Part(part) => part.applies(key),
            Body::Filter(..) | Body::Setting(..) => true,
        }
    }

    /// The record, where it is one.
    pub fn record(&self) -> Option<&Record> {
        match self {
            Body::Record(record) => Some(record),
            Body::Part(_) | Body::Filter(..) | Body::Setting(..) => None,
        }
    }

    /// The issue, where it is one.
    pub fn issue(&self) -> Option<&Issue> {
        match self.record() {
            Some(Record::Issue(issue)) => Some(issue),
            _ => None,
        }
    }

    /// The row, where it is one.
    pub fn part(&self) -> Option<&Part> {
        match self {
            Body::Part(part) => Some(part),
            Body::Record(_) | Body::Filter(..) | Body::Setting(..) => None,
        }
    }
}

/// What the rows of a list inside a form are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowKind {
    /// Rows of the record itself.
    Part(PartKind),
    /// Issues registered together with the record.
    Raised,
}
