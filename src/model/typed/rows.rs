//! Nested rows as text: a JSON array, or the short form `修水渠 | 资金 | 金额(元)=3000；送种子 | 物资`.
//!
//! In the short form rows stand between semicolons or on lines of their own and cells between bars. The first cell is
//! the row's first field; another is `label=value`, or a bare value, which goes to the first field left that takes it.

use serde_json::{Map, Value as Json};

use super::{Context, FieldKind, Kind, Spec, TypedError, Value, clean, zh};
use crate::model::field::MOST_ROWS;
use crate::model::part::{Part, PartKind};
use crate::model::reception::Attendance;
use crate::model::several;
use crate::text::zh::model::check;

/// More than any rows within bounds take.
const MAX_BYTES: usize = 1 << 20;

/// Reads rows in either form.
pub(super) fn parse(spec: &Spec, kind: PartKind, typed: &str, context: &Context<'_>) -> Result<Vec<Part>, TypedError> {
    if kind == PartKind::Event {
        return Err(zh::derived(spec.label).into());
    }
    if typed.len() > MAX_BYTES {
        return Err(check::too_many(spec.label, MOST_ROWS).into());
    }
    let rows = if typed.trim_start().starts_with('[') {
        json_rows(spec, kind, typed, context)
    } else {
        let rows = typed.split(zh::ROW_SEPARATORS).filter(|row| !row.trim().is_empty());
        let read = rows.enumerate().map(|(at, row)| short_rows(kind, row, context).map_err(|e| in_row(spec, at, e)));
        let read: Result<Vec<Vec<Part>>, TypedError> = read.collect();
        read.map(|rows| said_last(kind, rows.into_iter().flatten()))
    }?;
    if rows.len() > MOST_ROWS {
        return Err(check::too_many(spec.label, MOST_ROWS).into());
    }
    Ok(rows)
}

/// Writes rows in the short form, or as JSON where a text in them would be misread.
pub(super) fn show(spec: &Spec, rows: &[Part], context: &Context<'_>) -> String {
    let FieldKind::Rows(kind) = spec.kind else { return String::new() };
    let short = joined(rows, |spec, value| super::show(spec, spec.kind.target(), value, context));
    if kind == PartKind::Event || parse(spec, kind, &short, context).is_ok_and(|read| read == rows) {
        return short;
    }
    let objects = rows.iter().map(|row| {
        let cells = changed(row).map(|(spec, value)| {
            let text = super::show(spec, spec.kind.target(), &value, context);
            (spec.key.to_owned(), Json::String(text))
        });
        Json::Object(cells.collect())
    });
    Json::Array(objects.collect()).to_string()
}

/// The short form for a list's cell.
pub(super) fn glance(rows: &[Part], context: &Context<'_>) -> String {
    joined(rows, |spec, value| super::glance(spec, spec.kind.target(), value, context))
}

fn joined(rows: &[Part], show: impl Fn(&Spec, &Value) -> String) -> String {
    let row = |row: &Part| {
        let mut cells = Vec::new();
        for (at, spec) in row.specs().into_iter().enumerate() {
            let value = row.get(spec.key);
            if at == 0 {
                cells.push(show(spec, &value));
            } else if value != row.kind().blank().get(spec.key) {
                let bare = matches!(value, Value::Code(_));
                let text = show(spec, &value);
                cells.push(if bare { text } else { format!("{}={text}", spec.label) });
            }
        }
        cells.join(zh::CELL_JOIN)
    };
    rows.iter().map(row).collect::<Vec<String>>().join(zh::ROW_JOIN)
}

/// The fields of a row that differ from a blank one.
fn changed(row: &Part) -> impl Iterator<Item = (&'static Spec, Value)> {
    let blank = row.kind().blank();
    let cells = row.specs().into_iter().map(|spec| (spec, row.get(spec.key)));
    cells.filter(move |(spec, value)| *value != blank.get(spec.key))
}

/// The rows of people as they are meant: `第二小组；张三 | 请假` names 张三 once, on leave.
fn said_last(kind: PartKind, rows: impl Iterator<Item = Part>) -> Vec<Part> {
    if kind != PartKind::Participant {
        return rows.collect();
    }
    let mut said: Vec<Part> = Vec::new();
    for row in rows {
        let plain = Part::Participant(Attendance { deputy: person(&row), ..Attendance::default() });
        match said.iter_mut().find(|other| **other == plain) {
            Some(other) => *other = row,
            None => said.push(row),
        }
    }
    said
}

fn person(row: &Part) -> Option<u64> {
    match row {
        Part::Participant(row) => row.deputy,
        _ => None,
    }
}

/// The rows of one piece in the short form: one, or of bare names, as a ledger has them in a cell, one for each.
fn short_rows(kind: PartKind, text: &str, context: &Context<'_>) -> Result<Vec<Part>, TypedError> {
    let first = kind.specs().into_iter().next();
    let names_people = first.is_some_and(|spec| spec.kind.target() == Some(Kind::Deputy));
    if !names_people || text.contains(zh::CELL_SEPARATORS) {
        return short_row(kind, text, context).map(|row| vec![row]);
    }
    let mut rows: Vec<Part> = Vec::new();
    for name in text.split(|letter| zh::SEPARATORS.contains(letter)).map(clean::line).filter(|name| !name.is_empty()) {
        let named = match short_row(kind, &name, context) {
            Ok(row) => vec![row],
            Err(error) => match several::named(&name, context) {
                Some(ids) => ids.into_iter().filter_map(|id| of_deputy(kind, first, id)).collect(),
                None => return Err(error),
            },
        };
        // One named twice, with a group or alone, is one.
        let is_new = |row: &Part| !rows.iter().any(|other| other == row);
        let fresh: Vec<Part> = named.into_iter().filter(is_new).collect();
        rows.extend(fresh);
    }
    Ok(rows)
}

fn of_deputy(kind: PartKind, spec: Option<&'static Spec>, id: u64) -> Option<Part> {
    let mut row = kind.blank();
    row.set(spec?.key, Value::Ref(id)).ok()?;
    Some(row)
}

fn short_row(kind: PartKind, text: &str, context: &Context<'_>) -> Result<Part, TypedError> {
    let mut row = kind.blank();
    let mut left = kind.specs();
    for (at, cell) in text.split(zh::CELL_SEPARATORS).map(clean::line).enumerate() {
        let named = cell.split_once(zh::EQUALS).and_then(|(name, value)| Some((place(&left, name)?, value)));
        let (place, value) = match named {
            _ if at == 0 => (0, read(left.first().copied(), &cell, context)?),
            Some((place, value)) => (place, read(left.get(place).copied(), value, context)?),
            None if cell.is_empty() => continue,
            None => bare(&left, &cell, context).ok_or_else(|| zh::no_place_for(&cell))?,
        };
        let spec = left.remove(place);
        row.set(spec.key, value).map_err(|_| zh::no_place_for(&cell))?;
    }
    Ok(row)
}

fn place(left: &[&'static Spec], name: &str) -> Option<usize> {
    let name = clean::fold(name);
    left.iter().position(|spec| spec.key == name || spec.label == name)
}

fn read(spec: Option<&Spec>, text: &str, context: &Context<'_>) -> Result<Value, TypedError> {
    spec.map_or(Ok(Value::Empty), |spec| super::parse(spec, spec.kind.target(), text, context))
}

/// The first field that takes a bare cell. A number there is an amount or a count, never the place of a code.
fn bare(left: &[&'static Spec], cell: &str, context: &Context<'_>) -> Option<(usize, Value)> {
    let number = clean::fold(cell).bytes().all(|byte| byte.is_ascii_digit());
    let takes = |spec: &Spec| match spec.kind {
        FieldKind::Code(_) if number => None,
        _ => read(Some(spec), cell, context).ok(),
    };
    left.iter().enumerate().find_map(|(at, spec)| takes(spec).map(|value| (at, value)))
}

fn json_rows(spec: &Spec, kind: PartKind, typed: &str, context: &Context<'_>) -> Result<Vec<Part>, TypedError> {
    let objects: Vec<Map<String, Json>> =
        serde_json::from_str(typed).map_err(|error| zh::not_json_rows(spec.label, error.line(), error.column()))?;
    let row = |(at, object): (usize, Map<String, Json>)| {
        json_row(kind, object, context).map_err(|error| in_row(spec, at, error))
    };
    objects.into_iter().enumerate().map(row).collect()
}

fn json_row(kind: PartKind, object: Map<String, Json>, context: &Context<'_>) -> Result<Part, TypedError> {
    let mut row = kind.blank();
    let specs = kind.specs();
    for (key, json) in object {
        let spec = specs.iter().find(|spec| spec.key == key).ok_or_else(|| {
            let keys: Vec<&str> = specs.iter().map(|spec| spec.key).collect();
            zh::no_such_key(&key, &keys)
        })?;
        let text = plain(json).ok_or_else(|| zh::not_plain(&key))?;
        let value = read(Some(spec), &text, context)?;
        row.set(spec.key, value).map_err(|_| zh::not_plain(&key))?;
    }
    Ok(row)
}

/// A JSON value as it would be typed.
fn plain(json: Json) -> Option<String> {
    match json {
        Json::Null => Some(String::new()),
        Json::String(text) => Some(text),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(yes) => Some(zh::yes_no(yes).to_owned()),
        Json::Array(items) => {
            let items: Option<Vec<String>> = items
                .into_iter()
                .map(|item| if item.is_array() || item.is_object() { None } else { plain(item) })
                .collect();
            items.map(|items| items.join(zh::COMMA))
        }
        Json::Object(_) => None,
    }
}

fn in_row(spec: &Spec, at: usize, error: TypedError) -> TypedError {
    TypedError { message: check::in_row(spec.label, at + 1, &error.message), ..error }
}
