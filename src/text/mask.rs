//! The one step that hides personal data on its way out: names, telephone numbers, numbers in free text.
//!
//! What is hidden becomes `*`, one for one, so that a reader sees something stood there.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::clean::{ascii_form, collapse, fold};
use super::detect::{self, Personal};
use super::zh::text::{COMPOUND_SURNAMES, MIDDLE_DOT, SOMEONE};

/// Digits a telephone number has at least; of shorter ones nothing is shown.
const SHORTEST_PHONE: usize = 7;

/// Masks a person's name: the surname and 某.
///
/// A compound surname keeps both characters where a given name follows. A name in parts (买买提·艾力)
/// has no surname and keeps the first character of its first part, as does any other name.
pub fn name(name: &str) -> String {
    let name = collapse(name);
    let compound = COMPOUND_SURNAMES
        .iter()
        .find(|surname| name.strip_prefix(**surname).is_some_and(|given| !given.is_empty()))
        .filter(|_| !name.contains(MIDDLE_DOT));
    match compound.copied().or_else(|| name.graphemes(true).next()) {
        Some(surname) => surname.to_owned() + SOMEONE,
        None => String::new(),
    }
}

/// Masks the content of a telephone field: mobile numbers as 138****5678, others but for their last four digits.
///
/// Numbers of fewer than seven digits and words are hidden whole. Several numbers may stand in the
/// field, parted by commas, semicolons or slashes.
pub fn phone(phone: &str) -> String {
    fold(phone).split_inclusive([',', ';', '/']).map(one_phone).collect()
}

/// Masks every personal number in a text in place; everything else stays as it is.
pub fn free(text: &str) -> String {
    around_hits(text, |_| true, str::to_owned)
}

/// Masks a number that identifies a person or a document: its first three characters stay, if it has more than six.
pub fn id_like(number: &str) -> String {
    const SHOWN: usize = 3;
    let length = number.chars().filter(|c| c.is_alphanumeric()).count();
    let shown = if length > 2 * SHOWN { SHOWN } else { 0 };
    star_out(number, char::is_alphanumeric, shown..length)
}

fn one_phone(phone: &str) -> String {
    let is_mobile = |kind| kind == Personal::Mobile;
    if detect::find(phone).iter().any(|hit| is_mobile(hit.kind)) {
        return around_hits(phone, is_mobile, |part| star_out(part, char::is_alphanumeric, 0..part.len()));
    }
    let digits = phone.chars().filter(|c| is_digit(*c)).count();
    let shown = if digits < SHORTEST_PHONE { 0 } else { 4 };
    let without_words = star_out(phone, |c| c.is_alphanumeric() && !is_digit(c), 0..phone.len());
    star_out(&without_words, is_digit, 0..digits - shown)
}

/// Masks the wanted hits in `text` and passes what stands between them through `between`.
fn around_hits(text: &str, wanted: impl Fn(Personal) -> bool, between: impl Fn(&str) -> String) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut end = 0;
    for hit in detect::find(text).into_iter().filter(|hit| wanted(hit.kind)) {
        masked += &between(&text[end..hit.range.start]);
        masked += &hide(&text[hit.range.clone()], hit.kind);
        end = hit.range.end;
    }
    masked + &between(&text[end..])
}

fn hide(number: &str, kind: Personal) -> String {
    let digits = number.chars().filter(|c| is_digit(*c)).count();
    match kind {
        Personal::IdCard => id_like(number),
        Personal::Mobile => star_out(number, is_digit, digits.saturating_sub(8)..digits.saturating_sub(4)),
        Personal::BankCard => star_out(number, is_digit, 0..digits.saturating_sub(4)),
    }
}

/// Replaces by `*` those characters that `counts` and whose index among such characters is in `hidden`.
fn star_out(text: &str, counts: impl Fn(char) -> bool, hidden: Range<usize>) -> String {
    let mut index = 0;
    text.chars()
        .map(|c| {
            if !counts(c) {
                return c;
            }
            let shown = if hidden.contains(&index) { '*' } else { c };
            index += 1;
            shown
        })
        .collect()
}

fn is_digit(c: char) -> bool {
    ascii_form(c).is_ascii_digit()
}

#[cfg(test)]
mod tests;
