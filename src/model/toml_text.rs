//! What settings written as TOML have in common: text in quotes, and errors that name the line.

use super::codes::CodesError;
use crate::text::zh::model::codes as zh;

/// A text in quotes, as TOML holds it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Texts as a list of TOML.
pub(super) fn list<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> String {
    format!("[{}]", texts.into_iter().map(|text| quoted(text.as_ref())).collect::<Vec<_>>().join(", "))
}

/// The texts of a list in a table; none where there is no such list.
pub(super) fn strings(table: &toml::Table, key: &str) -> Vec<String> {
    let list = table.get(key).and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice);
    list.iter().filter_map(toml::Value::as_str).map(str::to_owned).collect()
}

/// The line, from 1, at a byte of a text.
pub(super) fn line_at(toml: &str, byte: usize) -> usize {
    toml.bytes().take(byte).filter(|byte| *byte == b'\n').count().saturating_add(1)
}

/// A text that is no TOML or not of the shape; `shape` says what it should look like.
pub(super) fn unreadable(origin: &str, toml: &str, shape: &'static str, source: toml::de::Error) -> CodesError {
    let line = source.span().map(|span| line_at(toml, span.start));
    CodesError::OutOfShape { origin: origin.to_owned(), line, shape, source: Box::new(source) }
}

/// A text that reads but breaks a rule, at the line of a byte where that is known.
pub(super) fn refused(origin: &str, at: Option<(&str, usize)>, why: &str) -> CodesError {
    let line = at.map(|(toml, byte)| line_at(toml, byte));
    CodesError::Refused { origin: origin.to_owned(), why: zh::in_line(line, why) }
}
