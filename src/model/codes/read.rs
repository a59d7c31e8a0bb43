//! Reads code lists from TOML and holds them to the rules that keep a code's meaning for ever.

use std::collections::{BTreeMap, HashSet};

use super::{Code, CodeLists, CodesError, Deadlines, Made};
use crate::model::setting::rule;
use crate::model::setting::score::DUTIES;
use crate::model::toml_text::line_at;
use crate::model::{handling, pack, party};
use crate::text::zh::model::codes as zh;

/// The list of verbs comes from the program and takes no override.
pub(super) const VERB: &str = "verb";
/// Lists whose keys the rules of the program know: names may change, keys may not be added or retired.
const FIXED: [&str; 8] =
    ["stage", "class", "rating", "reception_stage", "project_stage", "proposal_stage", "report_stage", "owing"];
/// A setting holds at most 60,000 characters of up to four bytes.
pub(super) const MAX_BYTES: usize = 240_000;
const MAX_CODES: usize = 500;
const MAX_KEY_BYTES: usize = 40;
const MAX_NAME_CHARS: usize = 40;
const MAX_DEFINITION_CHARS: usize = 200;
/// Ten years: longer than any term in use, short enough to stay within the calendar.
pub(in crate::model) const MAX_DAYS: u32 = 3_650;
/// The most months a contact is kept.
pub(in crate::model) const MAX_MONTHS: u32 = 600;
const MAX_WARNINGS: usize = 10;

/// Reads a file of lists as the program ships them, with the table `[deadlines]` if it has one.
pub(super) fn file(origin: &str, toml: &str) -> Result<CodeLists, CodesError> {
    let mut table: toml::Table = toml::from_str(toml).map_err(|source| unreadable(origin, toml, source))?;
    let deadlines = match table.remove("deadlines") {
        Some(value) => value.try_into().map_err(|source| unreadable(origin, toml, source))?,
        None => Deadlines::default(),
    };
    let lists: BTreeMap<String, Vec<Code>> = table.try_into().map_err(|source| unreadable(origin, toml, source))?;
    for (list, codes) in &lists {
        sound(codes).map_err(|why| refused(origin, format!("{list}: {why}")))?;
    }
    Ok(CodeLists { lists, deadlines, ..CodeLists::default() })
}

/// The lists that stand in the tables of those who know their keys.
pub(super) fn made() -> impl Iterator<Item = &'static Made> {
    rule::LISTS.iter().chain(&party::LISTS).chain(&pack::LISTS).chain(&handling::LISTS)
}

/// Whether the program makes a list, so that no setting changes it.
pub(super) fn is_made(list: &str) -> bool {
    list == VERB || list == DUTIES || made().any(|(name, _)| *name == list)
}

/// Whether the rules know the keys of a list.
pub(super) fn is_fixed(list: &str) -> bool {
    FIXED.contains(&list)
}

/// Reads the list of one setting. Codes of `before` that it leaves out stay known: retired, or as they were where the
/// rules need them.
pub(super) fn list(origin: &str, name: &str, toml: &str, before: &[Code]) -> Result<Vec<Code>, CodesError> {
    if before.is_empty() || is_made(name) {
        return Err(refused(origin, zh::NO_SUCH_LIST.to_owned()));
    }
    if toml.len() > MAX_BYTES {
        return Err(refused(origin, zh::too_long(MAX_BYTES)));
    }
    let mut lists: BTreeMap<String, Vec<Code>> =
        toml::from_str(toml).map_err(|source| unreadable(origin, toml, source))?;
    let Some(mut codes) = lists.remove(name).filter(|_| lists.is_empty()) else {
        return Err(refused(origin, zh::only_list(name)));
    };
    let fixed = is_fixed(name);
    if fixed && let Some(code) = codes.iter().find(|code| !code.active || before.iter().all(|b| b.key != code.key)) {
        return Err(refused(origin, zh::fixed(&code.key)));
    }
    let kept: HashSet<&str> = codes.iter().map(|code| code.key.as_str()).collect();
    let left_out: Vec<Code> = before
        .iter()
        .filter(|code| !kept.contains(code.key.as_str()))
        .map(|code| Code { active: fixed && code.active, ..code.clone() })
        .collect();
    codes.extend(left_out);
    sound(&codes).map_err(|why| refused(origin, why))?;
    Ok(codes)
}

/// Reads one term of `[deadlines]` and puts it in place of the former one.
pub(super) fn deadline(origin: &str, name: &str, value: &str, before: &Deadlines) -> Result<Deadlines, CodesError> {
    let mut next = before.clone();
    let number = |most| number(value, most).ok_or_else(|| refused(origin, zh::number_expected(most)));
    match name {
        "redo_days" => next.redo_days = number(MAX_DAYS)?,
        "notice_days" => next.notice_days = number(MAX_DAYS)?,
        "erase_months" => next.erase_months = number(MAX_MONTHS)?,
        "warn_days" => {
            let numbers = value.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(value);
            let days: Option<Vec<u32>> = numbers.split(',').map(|part| self::number(part, MAX_DAYS)).collect();
            next.warn_days = days
                .filter(|days| days.len() <= MAX_WARNINGS)
                .ok_or_else(|| refused(origin, zh::numbers_expected(MAX_WARNINGS, MAX_DAYS)))?;
        }
        _ => return Err(refused(origin, zh::NO_SUCH_DEADLINE.to_owned())),
    }
    Ok(next)
}

/// The number that chooses a code whose key is made of digits.
pub(super) fn key_number(key: &str) -> Option<usize> {
    if key.bytes().all(|byte| byte.is_ascii_digit()) { key.parse().ok() } else { None }
}

pub(super) fn number(text: &str, most: u32) -> Option<u32> {
    let text = text.trim();
    let digits = text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok().filter(|number| *number <= most) } else { None }
}

/// Holds a list to the rules: bounded, keys and names unique and never one for the other, parents there.
fn sound(codes: &[Code]) -> Result<(), String> {
    if codes.len() > MAX_CODES {
        return Err(zh::too_many(MAX_CODES));
    }
    let mut keys = HashSet::new();
    let mut names = HashSet::new();
    let numeric = codes.first().is_some_and(|code| key_number(&code.key).is_some());
    let mut numbers = HashSet::new();
    for code in codes {
        well_formed(code)?;
        if !keys.insert(code.key.as_str()) {
            return Err(zh::key_twice(&code.key));
        }
        if !names.insert((code.parent.as_str(), code.name.as_str())) {
            return Err(zh::name_twice(&code.name));
        }
        let number = key_number(&code.key);
        if number.is_some() != numeric || number.is_some_and(|number| !numbers.insert(number)) {
            return Err(zh::key_number(&code.key));
        }
    }
    for code in codes {
        let parent = codes.iter().find(|other| other.key == code.parent);
        if !code.parent.is_empty() && !parent.is_some_and(|parent| parent.parent.is_empty()) {
            return Err(zh::no_parent(&code.key, &code.parent));
        }
        if keys.contains(code.name.as_str()) && code.name != code.key {
            return Err(zh::name_is_key(&code.name));
        }
    }
    Ok(())
}

fn well_formed(code: &Code) -> Result<(), String> {
    let key_fits = (1..=MAX_KEY_BYTES).contains(&code.key.len())
        && code.key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !key_fits {
        return Err(zh::bad_key(MAX_KEY_BYTES));
    }
    // A name is typed back, alone or in a list of names: nothing in it may look like what stands between names.
    let odd = |c: char| c.is_whitespace() || c.is_control() || zh::BETWEEN_NAMES.contains(&c);
    let chars = code.name.chars().count();
    if chars == 0 || chars > MAX_NAME_CHARS || code.name.chars().any(odd) {
        return Err(zh::bad_name(&code.key, MAX_NAME_CHARS));
    }
    if code.name.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(zh::digits_name(&code.key));
    }
    if code.definition.chars().count() > MAX_DEFINITION_CHARS || code.definition.chars().any(char::is_control) {
        return Err(zh::bad_definition(&code.key, MAX_DEFINITION_CHARS));
    }
    let days = [code.days, code.max_days];
    let shorter = matches!(days, [Some(days), Some(most)] if most < days);
    if days.into_iter().flatten().any(|days| days > MAX_DAYS) || shorter {
        return Err(zh::bad_days(&code.key, MAX_DAYS));
    }
    Ok(())
}

pub(super) fn unreadable(origin: &str, toml: &str, source: toml::de::Error) -> CodesError {
    let line = source.span().map(|span| line_at(toml, span.start));
    CodesError::Unreadable { origin: origin.to_owned(), line, source: Box::new(source) }
}

pub(super) fn refused(origin: &str, why: String) -> CodesError {
    CodesError::Refused { origin: origin.to_owned(), why }
}
