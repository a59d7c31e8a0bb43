//! A list of rows as the TOML of a setting, and back: by the field table of the rows, so that a new kind of row needs no
//! writer or reader of its own.
//!
//! A row is `[[table]]` with a line for each field that differs from a blank row's. Dates and times stand in quotes, as they
//! are typed.

use toml::Value as Toml;

use super::code::{CodeRow, Shape};
use crate::model::codes::Code;
use crate::model::date::{Date, Time};
use crate::model::order::Order as _;
use crate::model::toml_text::{self, quoted};
use crate::model::{FieldKind, Part, PartKind, Spec, Value};

/// The rows of a code list.
pub fn of_codes(list: &str, codes: &[Code]) -> Vec<Part> {
    let shape = Shape::of(list);
    codes.iter().map(|code| Part::Code(Box::new(CodeRow::of(shape, code)))).collect()
}

/// Writes rows under the name of their table.
pub fn text(table: &str, rows: &[Part]) -> String {
    let mut text = String::new();
    for row in rows {
        text.push_str(&format!("[[{table}]]\n"));
        let blank = row.kind().blank();
        // What names a row comes first, for whoever reads it.
        let mut specs = row.kind().stored();
        specs.order_by_key(|spec| spec.key != "key");
        for spec in specs {
            let value = row.get(spec.key);
            let toml = if value == blank.get(spec.key) { None } else { written(&value) };
            if let Some(toml) = toml {
                text.push_str(&format!("{} = {toml}\n", spec.key));
            }
        }
    }
    // As a text of several lines is kept.
    text.truncate(text.trim_end().len());
    text
}

/// Reads rows written by [`text`]; what does not read as a field of the row is left blank. What a station may set is checked
/// where it is put in force.
pub fn read(table: &str, kind: PartKind, text: &str) -> Vec<Part> {
    let tables: toml::Table = toml::from_str(text).unwrap_or_default();
    let rows = tables.get(table).and_then(Toml::as_array).map_or(&[][..], Vec::as_slice);
    rows.iter().filter_map(Toml::as_table).map(|row| of_table(kind, row)).collect()
}

fn of_table(kind: PartKind, table: &toml::Table) -> Part {
    let mut row = kind.blank();
    for spec in kind.stored() {
        if let Some(value) = table.get(spec.key).and_then(|toml| value(spec, toml)) {
            // The value was made for the field's kind.
            let _ = row.set(spec.key, value);
        }
    }
    if let Part::Code(code) = &mut row {
        code.kept = true;
    }
    row
}

fn value(spec: &Spec, toml: &Toml) -> Option<Value> {
    let words = |toml: &Toml| match toml {
        Toml::Datetime(at) => at.to_string(),
        other => other.as_str().unwrap_or_default().to_owned(),
    };
    Some(match spec.kind {
        FieldKind::Line { .. } | FieldKind::Prose { .. } | FieldKind::Label | FieldKind::Phone => {
            Value::Text(toml.as_str()?.to_owned())
        }
        FieldKind::Number { .. } => Value::Number(toml.as_integer()?.try_into().ok()?),
        FieldKind::Money => Value::Money(toml.as_integer()?.try_into().ok()?),
        FieldKind::YesNo => Value::YesNo(toml.as_bool()?),
        FieldKind::Date => Value::Date(words(toml).parse::<Date>().ok()?),
        FieldKind::Time => Value::Time(words(toml).parse::<Time>().ok()?),
        FieldKind::Code(_) => Value::Code(toml.as_str()?.to_owned()),
        FieldKind::Codes(_) => Value::Codes(toml.as_array()?.iter().map(words).collect()),
        FieldKind::Ref(_) | FieldKind::Refs(_) | FieldKind::Rows(_) => return None,
    })
}

/// A value as TOML; a reference and nested rows have no place in a setting.
fn written(value: &Value) -> Option<String> {
    Some(match value {
        Value::Text(text) | Value::Code(text) => quoted(text),
        Value::Number(number) => number.to_string(),
        Value::Money(amount) => amount.to_string(),
        Value::YesNo(yes) => yes.to_string(),
        Value::Date(date) => quoted(&date.to_string()),
        Value::Time(time) => quoted(&time.to_string()),
        Value::Codes(keys) => toml_text::list(keys),
        Value::Empty | Value::Ref(_) | Value::Refs(_) | Value::Rows(_) => return None,
    })
}
