//! Counts, amounts, and yes or no, as typed.

use super::{Spec, TypedError, Value, clean, zh};
use crate::model::field::MOST_MONEY;
use crate::text::zh::model::check;

/// 分 in one 元 and in one 万元.
const YUAN: u64 = 100;
const TEN_THOUSAND_YUAN: u64 = 10_000 * YUAN;

/// Reads a count; a measure word after it (人, 件) is passed over.
pub(super) fn count(spec: &Spec, line: &str, min: u32, max: u32) -> Result<Value, TypedError> {
    let text = clean::fold(line);
    let plain = zh::MEASURES.iter().find_map(|measure| text.strip_suffix(measure)).unwrap_or(&text);
    let digits = ungrouped(plain.trim()).ok_or_else(|| zh::not_a_number(spec.label, min, max))?;
    let number: u32 = digits.parse().map_err(|_| check::out_of_range(spec.label, min, max))?;
    if !(min..=max).contains(&number) {
        return Err(check::out_of_range(spec.label, min, max).into());
    }
    Ok(Value::Number(number))
}

/// Reads an amount in 元 or 万元 with or without its sign, exact to the 分.
pub(super) fn money(spec: &Spec, line: &str) -> Result<Value, TypedError> {
    let text = clean::fold(line);
    let text = text.trim_start_matches(|c: char| zh::MONEY_SIGNS.contains(c)).trim();
    let text = text.strip_suffix(zh::YUAN).unwrap_or(text).trim();
    let (text, unit) = match text.strip_suffix(zh::TEN_THOUSAND) {
        Some(text) => (text.trim(), TEN_THOUSAND_YUAN),
        None => (text, YUAN),
    };
    let amount = fixed_point(text, unit).ok_or_else(|| zh::not_money(spec.label))?;
    if amount > MOST_MONEY {
        return Err(check::too_much_money(spec.label).into());
    }
    Ok(Value::Money(amount))
}

/// Writes an amount in 元, with 角 and 分 only where there are some.
pub(super) fn show_money(amount: u64) -> String {
    match (amount / YUAN, amount % YUAN) {
        (yuan, 0) => yuan.to_string(),
        (yuan, fen) => format!("{yuan}.{fen:02}"),
    }
}

/// Reads yes or no in the words and signs of paper forms and spreadsheets.
pub(super) fn yes_no(spec: &Spec, line: &str) -> Result<Value, TypedError> {
    yes_or_no(line).map(Value::YesNo).ok_or_else(|| zh::not_yes_no(spec.label).into())
}

/// Yes or no, if the text is one of the words or signs for either.
pub(in crate::model) fn yes_or_no(text: &str) -> Option<bool> {
    let text = clean::fold(text).to_lowercase();
    match text.as_str() {
        text if zh::YES.contains(&text) => Some(true),
        text if zh::NO.contains(&text) => Some(false),
        _ => None,
    }
}

/// Digits with or without commas at the thousands, as digits only.
fn ungrouped(text: &str) -> Option<String> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    let mut digits = first.to_owned();
    let mut grouped = false;
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
        grouped = true;
    }
    let whole = !first.is_empty() && (!grouped || first.len() <= 3);
    (whole && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// A decimal number times `unit`, a power of ten; `None` unless that is whole and within u64.
fn fixed_point(text: &str, unit: u64) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let whole: u64 = ungrouped(whole)?.parse().ok()?;
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut sum = whole.checked_mul(unit)?;
    let mut place = unit;
    for digit in fraction.bytes().map(|byte| u64::from(byte - b'0')) {
        place /= 10;
        if place == 0 && digit != 0 {
            return None;
        }
        sum = sum.checked_add(digit * place)?;
    }
    Some(sum)
}
