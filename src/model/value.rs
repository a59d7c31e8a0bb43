//! A field's value without its record's type: what forms, lists, imports and exports pass around.

use super::date::{Date, Time};
use super::part::Part;

/// One field's value.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Value {
    /// Nothing entered.
    #[default]
    Empty,
    /// Text of one or several lines, already clean.
    Text(String),
    /// A count in the field's own unit.
    Number(u32),
    /// An amount in 分.
    Money(u64),
    /// A civil date.
    Date(Date),
    /// A time of day.
    Time(Time),
    /// 是 or 否.
    YesNo(bool),
    /// The English key of a code.
    Code(String),
    /// Several codes of one list.
    Codes(Vec<String>),
    /// The id of a record.
    Ref(u64),
    /// Ids of several records of one kind.
    Refs(Vec<u64>),
    /// Nested rows: attendance, deeds, events.
    Rows(Vec<Part>),
}

impl Value {
    /// A text; nothing for an empty one.
    pub fn of_text(text: &str) -> Value {
        if text.is_empty() { Value::Empty } else { Value::Text(text.to_owned()) }
    }

    /// A code's key; nothing for an empty one.
    pub fn of_code(key: &str) -> Value {
        if key.is_empty() { Value::Empty } else { Value::Code(key.to_owned()) }
    }

    /// A date, if there is one.
    pub fn of_date(date: Option<Date>) -> Value {
        date.map_or(Value::Empty, Value::Date)
    }

    /// A count that may pass what [`Value::Number`] holds, as its digits; nothing for 0.
    pub fn of_count(count: u64) -> Value {
        if count == 0 { Value::Empty } else { Value::Text(count.to_string()) }
    }

    /// Whether nothing was entered: empty text and empty lists count as nothing, 0 and 否 do not.
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Empty => true,
            Value::Text(text) | Value::Code(text) => text.is_empty(),
            Value::Codes(codes) => codes.is_empty(),
            Value::Refs(ids) => ids.is_empty(),
            Value::Rows(rows) => rows.is_empty(),
            Value::Number(_) | Value::Money(_) | Value::Date(_) | Value::Time(_) | Value::YesNo(_) | Value::Ref(_) => {
                false
            }
        }
    }
}
