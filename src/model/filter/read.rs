//! What a condition means, read from what was typed.

use super::{Manner, Test, fields};
use crate::model::context::Context;
use crate::model::date::{Date, Time};
use crate::model::field::{FieldKind, Spec, YEARS};
use crate::model::kind::{Kind, Org};
use crate::model::owing;
use crate::model::part::PartKind;
use crate::model::typed::{self, TypedError};
use crate::model::value::Value;
use crate::model::whose;
use crate::text::clean;
use crate::text::pinyin::Matcher;
use crate::text::span::{Span, at_dashes, span};
use crate::text::when;
use crate::text::zh::model::{check, filter as zh, typed as zh_typed};

/// The field whose kind of record depends on the channel.
pub(super) const SOURCE: &str = "source";

/// The most reception days and visits one condition may stand for.
const MOST_SOURCES: usize = 99;

/// Most characters of a condition: a row of names.
const MOST: usize = 1_000;

/// A condition, and what it was understood as.
pub(super) struct Meaning {
    /// Codes and records as such, anything else as text that reads back as the same.
    pub shown: Value,
    /// What is held against records.
    pub test: Test,
}

fn said(text: impl Into<String>, test: Test) -> Meaning {
    Meaning { shown: Value::Text(text.into()), test }
}

/// Reads what was typed, which is not blank.
pub(super) fn meaning(
    spec: &'static Spec,
    typed: &str,
    manner: Manner,
    context: &Context<'_>,
) -> Result<Meaning, TypedError> {
    let line = clean::line(typed);
    if line.chars().count() > MOST {
        return Err(zh::too_long(spec.label, MOST).into());
    }
    if spec.key == owing::KEY {
        return owed(spec, &line, context);
    }
    if whose::is_whose(spec) {
        return desks(spec, &line, context);
    }
    match manner {
        Manner::Like if line == zh::NOTHING => Ok(said(zh::NOTHING, Test::Nothing)),
        // A text may be that very character.
        Manner::Equal if line == zh::NOTHING && !is_text(spec) => Ok(said(zh::NOTHING, Test::Nothing)),
        _ if spec.key == SOURCE => source(spec, &line, context),
        Manner::Like => like(spec, &line, context),
        Manner::Equal => equal(spec, typed, &line, context),
    }
}

/// What is owed: nothing, or one of several.
fn owed(spec: &'static Spec, line: &str, context: &Context<'_>) -> Result<Meaning, TypedError> {
    if line == zh::NOTHING {
        return Ok(said(zh::NOTHING, Test::Owing(Vec::new())));
    }
    let keys = codes(spec, owing::KEY, line, context)?;
    Ok(Meaning { test: Test::Owing(keys.clone()), shown: Value::Codes(keys) })
}

/// Desks, by name, code or pinyin.
fn desks(spec: &'static Spec, line: &str, context: &Context<'_>) -> Result<Meaning, TypedError> {
    let mut found: Vec<u64> = Vec::new();
    for piece in line.split(|c| zh::CODE_SEPARATORS.contains(c)).map(str::trim).filter(|piece| !piece.is_empty()) {
        let id = whose::named(piece, context)?;
        if !found.contains(&id) {
            found.push(id);
        }
    }
    if found.is_empty() {
        return Err(zh::nothing_to_find(spec.label).into());
    }
    let test = Test::Whose(found.iter().copied().map(Org).collect());
    Ok(Meaning { shown: Value::Refs(found), test })
}

fn is_text(spec: &Spec) -> bool {
    matches!(spec.kind, FieldKind::Line { .. } | FieldKind::Prose { .. } | FieldKind::Phone | FieldKind::Label)
}

fn like(spec: &'static Spec, line: &str, context: &Context<'_>) -> Result<Meaning, TypedError> {
    if is_text(spec) {
        return text(spec, line, context);
    }
    match spec.kind {
        FieldKind::Code(list) | FieldKind::Codes(list) => {
            let keys = codes(spec, list, line, context)?;
            Ok(Meaning { test: Test::AnyCode(with_those_below(list, &keys, context)), shown: Value::Codes(keys) })
        }
        FieldKind::Ref(_) | FieldKind::Refs(_) | FieldKind::Rows(PartKind::Participant) => {
            let several = fields::listed(spec);
            let shown = typed::meaning(&several, several.kind.target(), line, context)?;
            let test = match &shown {
                Value::Refs(ids) if ids.is_empty() => return Err(zh::nothing_to_find(spec.label).into()),
                Value::Refs(ids) => Test::AnyRecord(ids.clone()),
                other => Test::Is(other.clone()),
            };
            Ok(Meaning { shown, test })
        }
        _ => ranged(spec, line, context),
    }
}

/// As the command line compares: with the value the text stands for, and with ranges, which are no value of a field.
fn equal(spec: &'static Spec, typed: &str, line: &str, context: &Context<'_>) -> Result<Meaning, TypedError> {
    let people = fields::listed(spec);
    let asked = if fields::names_people(spec) { &people } else { spec };
    let value = match typed::meaning(asked, asked.kind.target(), typed, context) {
        Ok(value) => value,
        Err(error) => {
            return ranged(spec, line, context).map_err(|ranged| if is_ranged(spec) { ranged } else { error });
        }
    };
    let test = match (spec.kind, value.clone()) {
        (FieldKind::Code(list), Value::Code(key)) => Test::AnyCode(with_those_below(list, &[key], context)),
        // All of none would be every record.
        (_, Value::Codes(keys)) if keys.is_empty() => return Err(zh::nothing_to_find(spec.label).into()),
        (_, Value::Refs(ids)) if ids.is_empty() => return Err(zh::nothing_to_find(spec.label).into()),
        (_, Value::Codes(keys)) => Test::AllCodes(keys),
        (_, Value::Refs(ids)) => Test::AllRecords(ids),
        (_, Value::Empty) => Test::Nothing,
        (_, value) => Test::Is(value),
    };
    Ok(Meaning { shown: value, test })
}

fn is_ranged(spec: &Spec) -> bool {
    matches!(spec.kind, FieldKind::Number { .. } | FieldKind::Date | FieldKind::Time)
}

fn text(spec: &'static Spec, line: &str, context: &Context<'_>) -> Result<Meaning, TypedError> {
    if let Some(whole) = line.strip_prefix(zh_typed::EQUALS) {
        let whole = whole.trim();
        return Ok(match typed::meaning(spec, None, whole, context)? {
            Value::Empty => said(zh::NOTHING, Test::Nothing),
            value => said(format!("={whole}"), Test::Is(value)),
        });
    }
    if line.chars().count() > Matcher::MAX_QUERY {
        return Err(zh::too_long(spec.label, Matcher::MAX_QUERY).into());
    }
    let matcher = Matcher::new(line);
    // Signs that only separate would find everything.
    if matcher.is_match("") {
        return Err(zh::nothing_to_find(spec.label).into());
    }
    Ok(said(line, Test::Holds(matcher)))
}

/// Several codes. A name may have a slash or a blank in it (`城乡建设/村镇建设`), so what stands between commas is tried
/// whole first.
fn codes(spec: &Spec, list: &'static str, line: &str, context: &Context<'_>) -> Result<Vec<String>, TypedError> {
    let (one, several) =
        (Spec { kind: FieldKind::Code(list), ..*spec }, Spec { kind: FieldKind::Codes(list), ..*spec });
    let mut keys: Vec<String> = Vec::new();
    for piece in line.split(|c| zh::CODE_SEPARATORS.contains(c)).map(str::trim).filter(|piece| !piece.is_empty()) {
        let value = match typed::meaning(&one, None, piece, context) {
            Err(error) if !piece.contains(|c: char| c.is_whitespace() || zh_typed::SEPARATORS.contains(c)) => {
                return Err(error);
            }
            Err(_) => typed::meaning(&several, None, piece, context)?,
            value => value?,
        };
        match value {
            Value::Code(key) => keys.push(key),
            Value::Codes(more) => keys.extend(more),
            _ => {}
        }
    }
    if keys.is_empty() {
        return Err(zh_typed::unknown_code(spec.label, line).into());
    }
    let mut seen = std::collections::BTreeSet::new();
    keys.retain(|key| seen.insert(key.clone()));
    Ok(keys)
}

/// The codes with those of the second level: a first-level category stands for all in it.
fn with_those_below(list: &str, keys: &[String], context: &Context<'_>) -> Vec<String> {
    let below = context.codes.known(list).filter(|code| keys.contains(&code.parent)).map(|code| code.key.clone());
    keys.iter().cloned().chain(below).collect()
}

/// A reception day or a visit: which of the two is meant, the channel of each issue says.
fn source(spec: &Spec, line: &str, context: &Context<'_>) -> Result<Meaning, TypedError> {
    let mut found = Vec::new();
    for kind in [Kind::Reception, Kind::Visit] {
        match typed::record(kind, line, context) {
            Ok(id) => found.push((kind, id)),
            // Several will do as well, however many the message names.
            Err(error) if error.candidates.is_empty() => {}
            Err(_) => found.extend(typed::records(kind, line, MOST_SOURCES + 1, context).map(|id| (kind, id))),
        }
    }
    if found.is_empty() {
        return Err(zh::no_source(spec.label, &quoted(line)).into());
    }
    if found.len() > MOST_SOURCES {
        return Err(zh::too_many_sources(spec.label, &quoted(line), MOST_SOURCES).into());
    }
    Ok(said(line, Test::From(found)))
}

/// Enough of what was typed to know it again in a message.
fn quoted(line: &str) -> String {
    const CHARS: usize = 20;
    line.chars().take(CHARS).collect()
}

fn ranged(spec: &'static Spec, line: &str, context: &Context<'_>) -> Result<Meaning, TypedError> {
    match spec.kind {
        FieldKind::Date => days(spec, line, context),
        FieldKind::Number { .. } => counts(spec, line, context),
        FieldKind::Time => times(spec, line),
        _ => {
            let value = typed::meaning(spec, spec.kind.target(), line, context)?;
            Ok(said(typed::show(spec, spec.kind.target(), &value, context), Test::Is(value)))
        }
    }
}

fn days(spec: &Spec, line: &str, context: &Context<'_>) -> Result<Meaning, TypedError> {
    let period = when::parse_period(line, context.today.0);
    let period = period.map_err(|error| zh_typed::about(spec.label, &error.to_string()))?;
    let (first, last) = (period.first.map(Date), period.last.map(Date));
    if [first, last].into_iter().flatten().any(|day| !YEARS.contains(&day.year())) {
        return Err(check::odd_year(spec.label, *YEARS.start(), *YEARS.end()).into());
    }
    Ok(said(show_days(first, last), Test::Days(first, last)))
}

/// Writes days as they are read.
pub(super) fn show_days(first: Option<Date>, last: Option<Date>) -> String {
    let shown = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    match (first, last) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        _ => format!("{}..{}", shown(first), shown(last)),
    }
}

fn counts(spec: &Spec, line: &str, context: &Context<'_>) -> Result<Meaning, TypedError> {
    let refused = || TypedError::from(zh::not_a_count(spec.label));
    // What no record may hold can still be the end of a range.
    let free = Spec { kind: FieldKind::Number { min: 0, max: u32::MAX }, ..*spec };
    let count = |text: &str| match typed::meaning(&free, None, text, context) {
        Ok(Value::Number(count)) => Ok(count),
        _ => Err(refused()),
    };
    let text = clean::fold(line);
    let (least, most) = match (count(&text), span(&text)) {
        (Ok(one), _) => (one, one),
        (Err(_), Some(Span::Between(low, high))) => (count(low)?, count(high)?),
        (Err(_), Some(Span::AtLeast(end))) => (count(end)?, u32::MAX),
        (Err(_), Some(Span::AtMost(end))) => (0, count(end)?),
        (Err(_), Some(Span::MoreThan(end))) => (count(end)?.checked_add(1).ok_or_else(refused)?, u32::MAX),
        (Err(_), Some(Span::LessThan(end))) => (0, count(end)?.checked_sub(1).ok_or_else(refused)?),
        (Err(_), None) => {
            let (low, high) = at_dashes(&text).next().ok_or_else(refused)?;
            (count(low)?, count(high)?)
        }
    };
    if most < least {
        return Err(zh::reversed(spec.label, &least, &most).into());
    }
    let shown = match (least, most) {
        _ if least == most => least.to_string(),
        (_, u32::MAX) => format!(">={least}"),
        (0, _) => format!("<={most}"),
        _ => format!("{least}-{most}"),
    };
    Ok(said(shown, Test::Counts(least, most)))
}

fn times(spec: &Spec, line: &str) -> Result<Meaning, TypedError> {
    let (midnight, last) = (Time::from_hm(0, 0), Time::from_hm(23, 59));
    let refused = || TypedError::from(zh::not_a_time(spec.label));
    let time = |text: &str| when::parse_time(text).map(Time::from).map_err(|_| refused());
    let text = clean::fold(line);
    let (first, last) = match (time(&text), span(&text)) {
        (Ok(one), _) => (Some(one), Some(one)),
        (Err(_), Some(Span::Between(low, high))) => (Some(time(low)?), Some(time(high)?)),
        (Err(_), Some(Span::AtLeast(end))) => (Some(time(end)?), last),
        (Err(_), Some(Span::AtMost(end))) => (midnight, Some(time(end)?)),
        (Err(_), Some(Span::MoreThan(end))) => (time(end)?.plus_minutes(1), last),
        (Err(_), Some(Span::LessThan(end))) => (midnight, time(end)?.plus_minutes(-1)),
        (Err(_), None) => {
            let (low, high) = at_dashes(&text).next().ok_or_else(refused)?;
            (Some(time(low)?), Some(time(high)?))
        }
    };
    let (Some(first), Some(last)) = (first, last) else { return Err(refused()) };
    if last < first {
        return Err(zh::reversed(spec.label, &first, &last).into());
    }
    let shown = if first == last { first.to_string() } else { format!("{first}-{last}") };
    Ok(said(shown, Test::Times(first, last)))
}
