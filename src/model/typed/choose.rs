//! Codes: by number, key, name and pinyin.

use super::{Choice, Context, Pick, Spec, TypedError, clean, zh};
use crate::model::codes::Code;
use crate::model::field::FieldKind;
use crate::model::order::Order as _;
use crate::text::pinyin::Matcher;

/// Candidates shown with an ambiguous text.
const SHOWN: usize = 8;

/// Reads one code's key. In this order: its key, its full name, its name if no other has it, its number, and what is
/// left of the list when narrowed to the text, if that is one. Retired codes are known by key and name only, so that a
/// record that holds one can still be edited.
pub(super) fn code(spec: &Spec, list: &str, line: &str, context: &Context<'_>) -> Result<String, TypedError> {
    let text = comparable(line);
    let known = || context.codes.known(list);
    if let Some(code) = known().find(|code| code.key.eq_ignore_ascii_case(&text)) {
        return Ok(code.key.clone());
    }
    // A first-level name comes before the same name on the second level: it is shown without the level above.
    if let Some(code) = known().find(|code| comparable(&context.codes.full_name(list, &code.key)) == text) {
        return Ok(code.key.clone());
    }
    let number: Option<usize> = text.parse().ok();
    if let Some((_, code)) = context.codes.choosable(list).find(|(ordinal, _)| Some(*ordinal) == number) {
        return Ok(code.key.clone());
    }
    let named: Vec<&Code> = known().filter(|code| code.active && comparable(&code.name) == text).collect();
    if let [only] = named.as_slice() {
        return Ok(only.key.clone());
    }
    let candidates = choices(list, line, SHOWN, context);
    match candidates.as_slice() {
        [] => Err(zh::unknown_code(spec.label, line).into()),
        [Choice { pick: Pick::Code(key), .. }] => Ok(key.clone()),
        _ => {
            let labels: Vec<String> = candidates.iter().map(|c| format!("{} {}", c.ordinal, c.label)).collect();
            Err(TypedError { message: zh::several_codes(spec.label, line, &labels), candidates })
        }
    }
}

/// Writes a code as it is called, below its parent's name.
pub(super) fn show(spec: &Spec, key: &str, context: &Context<'_>) -> String {
    match spec.kind {
        FieldKind::Code(list) | FieldKind::Codes(list) => context.codes.full_name(list, key),
        _ => key.to_owned(),
    }
}

/// The codes that may be chosen and fit the text by number, key, name or pinyin, the best first.
pub(super) fn choices(list: &str, line: &str, limit: usize, context: &Context<'_>) -> Vec<Choice> {
    let text = comparable(line);
    let matcher = Matcher::new(&text);
    let mut ranked: Vec<((u8, u8), Choice)> = Vec::new();
    for (ordinal, code) in context.codes.choosable(list).chain(context.codes.beyond(list)) {
        let label = context.codes.full_name(list, &code.key);
        let by_number = code.key.to_lowercase().starts_with(&text) || ordinal.to_string().starts_with(&text);
        let by_label = matcher.rank(&comparable(&label));
        let by_name = matcher.rank(&comparable(&code.name)).into_iter().chain(by_label).min();
        let rank = if by_number { Some(0) } else { by_name };
        // Among equals comes first what its whole name begins with: 交通运输 before every 其他, whose 其 is also read ji.
        if let Some(rank) = rank.map(|rank| (rank, by_label.unwrap_or(u8::MAX))) {
            let pick = Pick::Code(code.key.clone());
            ranked.push((rank, Choice { pick, ordinal, label, detail: code.definition.clone() }));
        }
    }
    ranked.order_by_key(|(rank, _)| *rank);
    ranked.into_iter().take(limit).map(|(_, choice)| choice).collect()
}

/// The form in which names are compared: half-width, lower case, without blanks.
fn comparable(text: &str) -> String {
    clean::collapse(&clean::fold(text)).to_lowercase()
}
