//! Finds the record an ID on the command line means.

use crate::model::{Entry, Kind, typed};
use crate::text::clean;
use crate::text::zh::cli::say;

use super::Failure;
use super::session::Session;

/// The kind a word names.
pub fn kind(word: &str) -> Result<Kind, Failure> {
    word.parse().map_err(|()| {
        let known = Kind::ALL.map(Kind::key).join(" ");
        Failure::usage(say::unknown_kind(word, &known))
    })
}

/// The record of a kind that a number (`#12`, `2026-0012`), a name, pinyin or a date means. A bare number is an issue's
/// serial, as on the screen, and anything else's id. Voided ones are found by their number only.
pub fn entry(session: &Session, kind: Kind, typed: &str) -> Result<Entry, Failure> {
    let typed = clean::line(typed);
    if typed.is_empty() {
        return Err(Failure::usage(say::id_needed(kind.key())));
    }
    if kind == Kind::Issue
        && let Some(issue) = session.reader().issue_by_number(&clean::fold(&typed)).map_err(Failure::damaged)?
    {
        return Ok(issue);
    }
    let is_id = kind != Kind::Issue && clean::fold(&typed).bytes().all(|byte| byte.is_ascii_digit());
    let reference = if is_id { format!("#{typed}") } else { typed };
    let id = typed::record(kind, &reference, &session.context())
        .map_err(|error| Failure::refused(say::not_found(&error.message, kind.key())))?;
    let missing = || Failure::refused(say::not_found(&reference, kind.key()));
    session.reader().entry(kind, id).map_err(Failure::damaged)?.ok_or_else(missing)
}
