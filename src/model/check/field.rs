//! What holds for every field by its kind: filled, bounded, clean, codes and references that exist.

use std::ops::RangeInclusive;

use super::Findings;
use crate::model::context::Context;
use crate::model::date::Date;
use crate::model::field::{
    FieldKind, LABEL_CHARS, MOST_ITEMS, MOST_MONEY, MOST_ROWS, PHONE_CHARS, Privacy, Rule, Spec, YEARS,
};
use crate::model::kind::Kind;
use crate::model::part::{Part, PartKind};
use crate::model::value::Value;
use crate::text::zh::model::check as zh;
use crate::text::{clean, detect};

/// Digits of a mobile number.
const MOBILE_DIGITS: usize = 11;
/// Digits of what may be a mobile number with some left out or too many; hotlines and numbers within a town have fewer.
const MISTYPED_MOBILE: RangeInclusive<usize> = 9..=14;

/// Checks one value by its field's line of the table. `target` is the kind a reference points to.
pub(in crate::model) fn check_value(
    spec: &Spec,
    required: bool,
    target: Option<Kind>,
    value: &Value,
    context: &Context<'_>,
    found: &mut Findings,
) {
    if value.is_empty() {
        if required {
            found.error(spec.key, zh::missing(spec.label));
        }
        return;
    }
    match (spec.kind, value) {
        (FieldKind::Line { max }, Value::Text(text)) => free_text(spec, text, max, clean::line, found),
        (FieldKind::Prose { max }, Value::Text(text)) => free_text(spec, text, max, clean::prose, found),
        (FieldKind::Phone, Value::Text(text)) => phone(spec, text, found),
        (FieldKind::Label, Value::Text(text)) => bounded_text(spec, text, LABEL_CHARS, clean::line, found),
        (FieldKind::Number { min, max }, Value::Number(number)) if !(min..=max).contains(number) => {
            found.error(spec.key, zh::out_of_range(spec.label, min, max));
        }
        (FieldKind::Money, Value::Money(amount)) if *amount > MOST_MONEY => {
            found.error(spec.key, zh::too_much_money(spec.label));
        }
        (FieldKind::Date, Value::Date(date)) if !YEARS.contains(&date.year()) => {
            found.error(spec.key, zh::odd_year(spec.label, *YEARS.start(), *YEARS.end()));
        }
        (FieldKind::Code(list), Value::Code(key)) => code(spec, list, key, context, found),
        (FieldKind::Codes(list), Value::Codes(keys)) => {
            several(spec, keys, found);
            keys.iter().for_each(|key| code(spec, list, key, context, found));
        }
        (FieldKind::Ref(_), Value::Ref(id)) => reference(spec, target, *id, context, found),
        (FieldKind::Refs(_), Value::Refs(ids)) => {
            several(spec, ids, found);
            ids.iter().for_each(|id| reference(spec, target, *id, context, found));
        }
        (FieldKind::Rows(kind), Value::Rows(rows)) => nested(spec, kind, rows, context, found),
        _ => {}
    }
}

/// Refuses a day that has not come yet.
pub(in crate::model) fn not_future(
    key: &'static str,
    label: &str,
    date: Option<Date>,
    context: &Context<'_>,
    found: &mut Findings,
) {
    if date.is_some_and(|date| date > context.today) && !found.has_error(key) {
        found.error(key, zh::future(label, context.today));
    }
}

fn bounded_text(spec: &Spec, text: &str, max: usize, cleaned: fn(&str) -> String, found: &mut Findings) {
    let chars = text.chars().count();
    if chars > max {
        found.error(spec.key, zh::too_long(spec.label, max, chars - max));
    } else if cleaned(text) != text {
        // Typed and imported text is cleaned on its way in; this came by another way.
        found.error(spec.key, zh::unclean(spec.label));
    }
}

/// A phone number, which may have an area code, an extension, or another number beside it; one that can only be meant for a
/// mobile one has eleven digits.
fn phone(spec: &Spec, text: &str, found: &mut Findings) {
    bounded_text(spec, text, PHONE_CHARS, clean::line, found);
    let is_mobile = text.starts_with('1') && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_mobile && MISTYPED_MOBILE.contains(&text.len()) && text.len() != MOBILE_DIGITS {
        found.warn(spec.key, zh::odd_mobile(spec.label, text.len()));
    }
}

fn free_text(spec: &Spec, text: &str, max: usize, cleaned: fn(&str) -> String, found: &mut Findings) {
    bounded_text(spec, text, max, cleaned, found);
    if found.has_error(spec.key) {
        return;
    }
    let mut kinds: Vec<&str> = detect::find(text).iter().map(|hit| hit.kind.label()).collect();
    kinds.dedup();
    if !kinds.is_empty() {
        found.warn(spec.key, zh::personal_number(spec.label, &kinds, spec.privacy != Privacy::Open));
    }
}

fn code(spec: &Spec, list: &str, key: &str, context: &Context<'_>, found: &mut Findings) {
    match context.codes.code(list, key) {
        None => found.error(spec.key, zh::unknown_code(spec.label, key)),
        Some(code) if !code.active => found.warn(spec.key, zh::retired_code(spec.label, &code.name)),
        Some(_) => {}
    }
}

fn reference(spec: &Spec, target: Option<Kind>, id: u64, context: &Context<'_>, found: &mut Findings) {
    let Some(kind) = target else { return };
    match context.directory.entry(kind, id) {
        None => found.error(spec.key, zh::no_such_record(spec.label, id)),
        Some(entry) if !entry.is_live() => {
            let name = context.directory.label(kind, id).unwrap_or_default();
            found.error(spec.key, zh::voided_record(spec.label, &name, id));
        }
        Some(_) => {}
    }
}

/// Several codes or references: not too many, none twice.
fn several<T: PartialEq>(spec: &Spec, items: &[T], found: &mut Findings) {
    if items.len() > MOST_ITEMS {
        found.error(spec.key, zh::too_many(spec.label, MOST_ITEMS));
    } else if items.iter().enumerate().any(|(at, item)| items[..at].contains(item)) {
        found.error(spec.key, zh::twice(spec.label));
    }
}

fn nested(spec: &Spec, kind: PartKind, rows: &[Part], context: &Context<'_>, found: &mut Findings) {
    if rows.len() > MOST_ROWS {
        found.error(spec.key, zh::too_many(spec.label, MOST_ROWS));
        return;
    }
    for (index, row) in rows.iter().enumerate() {
        let mut inner = Findings::default();
        for field in kind.specs() {
            let required = field.rule == Rule::Required;
            check_value(field, required, field.kind.target(), &row.get(field.key), context, &mut inner);
        }
        found.take_row(spec.key, inner, |message| zh::in_row(spec.label, index + 1, message));
    }
}
