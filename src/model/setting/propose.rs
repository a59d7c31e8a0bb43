//! A key for a code that is added: the clerk types its name, nothing more.

use std::collections::HashSet;

use super::code::CodeRow;
use crate::model::Part;
use crate::text::pinyin;

/// Most bytes of a proposed key, its number aside.
const MOST_BYTES: usize = 30;
/// The last number of a level of categories is its own 其他.
const LAST: u32 = 99;

/// Gives every code without a key one that no other has.
pub fn give_keys(rows: &mut [Part]) {
    let mut taken: HashSet<String> = HashSet::new();
    for code in rows.iter().filter_map(code) {
        taken.extend([code.key.clone(), code.name.clone()]);
    }
    let is_numbered = rows.iter().filter_map(code).any(|code| is_number(&code.key));
    for row in rows {
        let Part::Code(code) = row else { continue };
        if code.key.is_empty() {
            code.key = if is_numbered { number(&code.parent, &taken) } else { spelled(&code.name, &taken) };
            taken.insert(code.key.clone());
        }
    }
}

fn code(row: &Part) -> Option<&CodeRow> {
    match row {
        Part::Code(code) => Some(code),
        _ => None,
    }
}

fn is_number(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit())
}

/// The next number below a parent, or of the first level; where the end is reached, the first that is free.
fn number(parent: &str, taken: &HashSet<String>) -> String {
    let key = |number: u32| format!("{parent}{number:02}");
    let is_free = |number: &u32| !taken.contains(&key(*number));
    let after_last = (1..LAST).rev().find(|number| !is_free(number)).map_or(1, |last| last + 1);
    let free = (after_last..LAST).chain(1..LAST).find(is_free);
    free.map_or_else(String::new, key)
}

/// The name in pinyin, with a number where another code is called so.
fn spelled(name: &str, taken: &HashSet<String>) -> String {
    let mut base: String = pinyin::spelled(name).chars().take(MOST_BYTES).collect();
    if !base.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        base.insert_str(0, "own");
    }
    let numbered = (2_u32..).map(|number| format!("{base}_{number}"));
    std::iter::once(base.clone()).chain(numbered).find(|key| !taken.contains(key)).unwrap_or_default()
}
