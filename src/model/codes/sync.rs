//! The terms of reporting upward: as shipped, read from a setting, and written as a setting takes them.

use super::CodesError;
use super::read::{MAX_DAYS, number, refused, unreadable};
use crate::model::upward::Terms;
use crate::text::zh::model::codes as zh;

const SHIPPED: &str = include_str!("../../../fixtures/sync.toml");

/// What the program ships.
pub(super) fn shipped() -> Result<Terms, CodesError> {
    toml::from_str(SHIPPED).map_err(|source| unreadable("sync.toml", SHIPPED, source))
}

/// Reads `sync.<name>` and puts it in place of the former one.
pub(super) fn term(origin: &str, name: &str, value: &str, before: Terms) -> Result<Terms, CodesError> {
    let mut next = before;
    let place = match name {
        "due_days" => &mut next.due_days,
        "remind_days" => &mut next.remind_days,
        _ => return Err(refused(origin, zh::NO_SUCH_SYNC.to_owned())),
    };
    *place = number(value, MAX_DAYS).ok_or_else(|| refused(origin, zh::number_expected(MAX_DAYS)))?;
    Ok(next)
}

/// `sync.<name>` as the setting takes it.
pub(super) fn value(terms: Terms, name: &str) -> Option<String> {
    match name {
        "due_days" => Some(terms.due_days.to_string()),
        "remind_days" => Some(terms.remind_days.to_string()),
        _ => None,
    }
}
