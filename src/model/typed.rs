//! What a person typed, as a value, and a value, as a person reads it. One pair for forms, commands and imports.

mod choose;
pub mod history;
mod number;
mod refs;
mod rows;
mod scribe;
#[cfg(test)]
mod tests;

use super::context::Context;
use super::date::{Date, Time};
use super::field::{FieldKind, LABEL_CHARS, PHONE_CHARS, Rule, Spec, YEARS};
use super::kind::Kind;
use super::value::Value;
use crate::text::zh::model::filter::CODE_SEPARATORS;
use crate::text::zh::model::{check, typed as zh};
use crate::text::{clean, when};

pub(super) use number::yes_or_no;
pub use scribe::Scribe;

/// The field of an issue that names the day or visit it came from.
const SOURCE: &str = "source";
/// The field of a report that names the issues told as examples: of a desk above stations, issues of theirs as well.
const CASES: &str = "cases";
/// The field of a step that names the issue it is merged into.
const INTO: &str = "into";

/// Why what was typed is no value of the field: a sentence for the clerk, with the cure.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{message}")]
pub struct TypedError {
    /// What is wrong and what to type instead.
    pub message: String,
    /// The records or codes it may have meant, if it meant several.
    pub candidates: Vec<Choice>,
}

/// One line of a pick list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// What choosing it stores.
    pub pick: Pick,
    /// Its number in the list: what the clerk may type. A code's place from 1 (a category's own code), a record's id.
    pub ordinal: usize,
    /// What it is called.
    pub label: String,
    /// What tells it from others.
    pub detail: String,
}

/// What a choice stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Pick {
    /// The key of a code.
    Code(String),
    /// The id of a record.
    Record(u64),
    /// The ids of several records that go by one name.
    Records(Vec<u64>),
}

impl From<String> for TypedError {
    fn from(message: String) -> TypedError {
        TypedError { message, candidates: Vec::new() }
    }
}

/// Reads typed text as a value of the field: cleans and folds it as the field's kind asks, resolves codes (number,
/// name, key, pinyin), references (number, name, pinyin) and date shorthand. `target` is the kind a reference points to
/// ([`super::record::Record::target`]). Empty text is `Value::Empty`. A derived field refuses.
pub fn parse(spec: &Spec, target: Option<Kind>, typed: &str, context: &Context<'_>) -> Result<Value, TypedError> {
    if spec.rule == Rule::Derived {
        return Err(zh::derived(spec.label).into());
    }
    meaning(spec, target, typed, context)
}

/// As [`parse`], for derived fields as well: what a filter such as `stage=已登记` compares with.
pub fn meaning(spec: &Spec, target: Option<Kind>, typed: &str, context: &Context<'_>) -> Result<Value, TypedError> {
    // Every kind but prose is one line, and blank text is nothing in all of them.
    let line = clean::line(typed);
    if line.is_empty() {
        return Ok(Value::Empty);
    }
    match spec.kind {
        FieldKind::Line { max } => bounded(spec, line, max),
        FieldKind::Prose { max } => bounded(spec, clean::prose(typed), max),
        FieldKind::Phone => phone(spec, &line),
        FieldKind::Label => bounded(spec, clean::fold(&line), LABEL_CHARS),
        FieldKind::Number { min, max } => number::count(spec, &line, min, max),
        FieldKind::Money => number::money(spec, &line),
        FieldKind::Date => {
            let date = when::parse_date(&line, context.today.0).map_err(|error| about(spec, &error.to_string()))?;
            if !YEARS.contains(&Date(date).year()) {
                return Err(check::odd_year(spec.label, *YEARS.start(), *YEARS.end()).into());
            }
            Ok(Value::Date(Date(date)))
        }
        FieldKind::Time => {
            let time = when::parse_time(&line).map_err(|error| about(spec, &error.to_string()))?;
            Ok(Value::Time(Time::from(time)))
        }
        FieldKind::YesNo => number::yes_no(spec, &line),
        FieldKind::Code(list) => choose::code(spec, list, &line, context).map(Value::Code),
        FieldKind::Codes(list) => {
            several(spec, pieces(typed, zh::SEPARATORS), |one| choose::code(spec, list, one, context)).map(Value::Codes)
        }
        FieldKind::Ref(_) => refs::one(spec, target, &line, context).map(Value::Ref),
        FieldKind::Refs(_) if is_anywhere(spec, context) => {
            let pieces = pieces(typed, separators(spec, context));
            several(spec, pieces, |one| refs::anywhere(one, context)).map(Value::Refs)
        }
        FieldKind::Refs(_) => {
            several(spec, pieces(typed, zh::SEPARATORS), |one| refs::one(spec, target, one, context)).map(Value::Refs)
        }
        FieldKind::Rows(kind) => rows::parse(spec, kind, typed, context).map(Value::Rows),
    }
}

/// Whether a choice of a field that points to this kind is known by its number: codes, people and units are. Digits typed
/// for a day, a visit or an issue are its date or its own number.
pub fn is_numbered(target: Option<Kind>) -> bool {
    matches!(target, None | Some(Kind::Deputy | Kind::Unit))
}

/// The id of the record a text means, as a reference to the kind would be read; by its id (`#12`) a voided one as well.
pub fn record(kind: Kind, typed: &str, context: &Context<'_>) -> Result<u64, TypedError> {
    refs::record(kind, &clean::line(typed), context)
}

/// The ids of up to `most` live records a text may mean, the best first; read as [`record()`] reads it.
pub fn records(kind: Kind, typed: &str, most: usize, context: &Context<'_>) -> impl Iterator<Item = u64> + use<> {
    refs::records(kind, &clean::line(typed), most, context).into_iter()
}

/// Writes a value as the clerk reads it: names of codes and records, dates with dashes, amounts in 元. What this
/// writes for a typed field, [`parse`] reads back as the same value: records of one name are told apart by `#id`.
/// (Keys of nested rows this version does not know are not text and stay out.)
pub fn show(spec: &Spec, target: Option<Kind>, value: &Value, context: &Context<'_>) -> String {
    match value {
        Value::Ref(id) => refs::show(target, *id, context),
        Value::Refs(ids) if is_anywhere(spec, context) => {
            joined(ids.iter().map(|id| refs::show_anywhere(*id, context)))
        }
        Value::Refs(ids) => joined(ids.iter().map(|id| refs::show(target, *id, context))),
        Value::Rows(rows) => rows::show(spec, rows, context),
        _ => glance(spec, target, value, context),
    }
}

/// As [`show`] for a list's cell: without telling records of one name apart, which would cost a search for each.
pub fn glance(spec: &Spec, target: Option<Kind>, value: &Value, context: &Context<'_>) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Money(amount) => number::show_money(*amount),
        Value::Date(date) => date.to_string(),
        Value::Time(time) => time.to_string(),
        Value::YesNo(yes) => zh::yes_no(*yes).to_owned(),
        Value::Code(key) => choose::show(spec, key, context),
        Value::Codes(keys) => joined(keys.iter().map(|key| choose::show(spec, key, context))),
        Value::Ref(id) => refs::label(target, *id, context),
        Value::Refs(ids) => joined(ids.iter().map(|id| refs::label(target, *id, context))),
        Value::Rows(rows) => rows::glance(rows, context),
    }
}

/// The pick list of a coded or reference field, narrowed to what was typed, at most `limit` lines, the best first.
/// Empty text gives the whole list (for references: the first `limit`).
pub fn choices(spec: &Spec, target: Option<Kind>, typed: &str, limit: usize, context: &Context<'_>) -> Vec<Choice> {
    let line = clean::line(typed);
    match spec.kind {
        FieldKind::Code(list) | FieldKind::Codes(list) => choose::choices(list, &line, limit, context),
        FieldKind::Ref(_) if spec.key == SOURCE => refs::choices_so_far(target, &line, limit, context),
        FieldKind::Ref(_) if spec.key == INTO => refs::choices_open(target, &line, limit, context),
        FieldKind::Refs(_) if is_anywhere(spec, context) => refs::choices_anywhere(&line, limit, context),
        FieldKind::Ref(_) | FieldKind::Refs(_) => refs::choices(target, &line, limit, context),
        _ => Vec::new(),
    }
}

/// What may stand between the names in a field that takes several.
pub fn separators(spec: &Spec, context: &Context<'_>) -> &'static str {
    if is_anywhere(spec, context) { CODE_SEPARATORS } else { zh::SEPARATORS }
}

/// Whether a field takes issues of any desk.
fn is_anywhere(spec: &Spec, context: &Context<'_>) -> bool {
    spec.key == CASES && context.directory.gathers()
}

fn bounded(spec: &Spec, text: String, max: usize) -> Result<Value, TypedError> {
    let chars = text.chars().count();
    if chars > max {
        return Err(check::too_long(spec.label, max, chars - max).into());
    }
    Ok(Value::Text(text))
}

fn phone(spec: &Spec, line: &str) -> Result<Value, TypedError> {
    let text = clean::fold(line);
    let fits = |c: char| c.is_ascii_digit() || "+-() /,".contains(c) || zh::PHONE_SIGNS.contains(c);
    if !text.contains(|c: char| c.is_ascii_digit()) || !text.chars().all(fits) {
        return Err(zh::not_a_phone(spec.label).into());
    }
    bounded(spec, text, PHONE_CHARS)
}

fn about(spec: &Spec, message: &str) -> TypedError {
    zh::about(spec.label, message).into()
}

fn joined(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<String>>().join(zh::COMMA)
}

/// What stands between line ends and separators.
fn pieces(typed: &str, separators: &str) -> impl Iterator<Item = String> {
    typed.split(move |c: char| c == '\n' || separators.contains(c)).map(clean::line)
}

/// Reads several names, codes or numbers. What stands between commas is tried whole and, failing that, split at its
/// blanks; one given twice counts once. A text of commas alone names nobody, and what was typed must not go without a word.
fn several<T: PartialEq>(
    spec: &Spec,
    pieces: impl Iterator<Item = String>,
    one: impl Fn(&str) -> Result<T, TypedError>,
) -> Result<Vec<T>, TypedError> {
    let mut all = Vec::new();
    let mut add = |item: T| {
        if !all.contains(&item) {
            all.push(item);
        }
    };
    for piece in pieces.filter(|piece| !piece.is_empty()) {
        match one(&piece) {
            Ok(item) => add(item),
            Err(error) if !piece.contains(char::is_whitespace) => return Err(error),
            Err(_) => piece.split_whitespace().try_for_each(|name| one(name).map(&mut add))?,
        }
    }
    if all.is_empty() { Err(zh::names_nothing(spec.label).into()) } else { Ok(all) }
}
