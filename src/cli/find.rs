//! Finds the record an ID on the command line means.

use crate::model::{Entry, Kind, Org, Record, handling, typed, whose};
use crate::text::clean;
use crate::text::zh::cli::say;
use crate::text::zh::model::whose as whose_zh;

use super::Failure;
use super::session::Session;

/// Desks told where several have an issue of one number.
const MOST_SHOWN: usize = 20;

/// The kind a word names.
pub fn kind(word: &str) -> Result<Kind, Failure> {
    word.parse().map_err(|()| {
        let known = Kind::ALL.map(Kind::key).join(" ");
        Failure::usage(say::unknown_kind(word, &known))
    })
}

/// The desk that a code, a name or pinyin means.
pub fn desk(session: &Session, typed: &str) -> Result<Org, Failure> {
    let typed = clean::line(typed);
    let is_blank = typed.is_empty();
    let named = if is_blank { Err(whose_zh::unknown(&typed).into()) } else { whose::named(&typed, &session.context()) };
    named.map(Org).map_err(Failure::usage)
}

/// The record of a kind that a number (`#12`, `2026-0012`), a name, pinyin or a date means. A bare number is an issue's
/// serial, as on the screen, and anything else's id. Voided ones are found by their number only. At a desk above stations one of
/// another desk is told by whose it is: `茶亭镇/2026-0012`; an issue's number alone does where no other desk has it.
pub fn entry(session: &Session, kind: Kind, typed: &str) -> Result<Entry, Failure> {
    let typed = clean::line(typed);
    if typed.is_empty() {
        return Err(Failure::usage(say::id_needed(kind.key())));
    }
    if let Some((org, id)) = handling::referred(&clean::fold(&typed)).filter(|_| kind == Kind::Handling) {
        let decision = session.reader().of(org).entry(kind, id).map_err(Failure::damaged)?;
        return decision
            .filter(|decision| decision.org == org)
            .ok_or_else(|| Failure::refused(say::no_decision(&typed)));
    }
    if kind == Kind::Handling && !session.reader().is_above() {
        return Err(Failure::refused(say::no_decision(&typed)));
    }
    if !session.reader().is_above() {
        return of_desk(session, kind, &typed, session.reader().org());
    }
    if let Some((called, rest)) = typed.split_once(whose_zh::DESK_SIGNS) {
        match desk(session, called) {
            Ok(org) => return of_desk(session, kind, rest.trim(), org),
            // A date may have slashes of its own.
            Err(_) if kind.is_by_day() => {}
            Err(failure) => return Err(failure),
        }
    }
    if kind == Kind::Issue {
        let found = session.reader().issues_numbered(&clean::fold(&typed)).map_err(Failure::damaged)?;
        match <[Entry; 1]>::try_from(found) {
            Ok([only]) => return Ok(only),
            Err(found) if !found.is_empty() => return Err(Failure::refused(several(session, &typed, &found))),
            Err(_) => {}
        }
    }
    let own = of_desk(session, kind, &typed, session.reader().org());
    if let (Kind::Handling, Err(_), Ok(id)) = (kind, &own, clean::fold(&typed).trim_start_matches('#').parse()) {
        let theirs = decisions_numbered(session, id)?;
        if !theirs.is_empty() {
            return Err(Failure::refused(say::decisions_of_others(&typed, &theirs)));
        }
    }
    own.map_err(|failure| Failure { message: say::of_which_desk(&failure.message), ..failure })
}

/// The decisions of other desks that have a number, each as it is to be written.
fn decisions_numbered(session: &Session, id: u64) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    for (org, _) in session.reader().chains().map_err(Failure::damaged)? {
        let there = session.reader().of(org).entry(Kind::Handling, id).map_err(Failure::damaged)?;
        if let Some(decision) = there.filter(|decision| decision.org == org && found.len() < MOST_SHOWN) {
            let name = session.context().directory.label(Kind::Received, org.0).unwrap_or_default();
            let called = said_decision(&decision);
            found.push(say::decision_of(&handling::reference(org, id), &name, &called));
        }
    }
    Ok(found)
}

fn said_decision(decision: &Entry) -> String {
    match &decision.record {
        Record::Handling(handling) => handling.called(),
        _ => String::new(),
    }
}

fn several(session: &Session, typed: &str, found: &[Entry]) -> String {
    let context = session.context();
    let line = |entry: &Entry| match &entry.record {
        Record::Issue(issue) => {
            say::told_apart(entry.org, &issue.number, &whose::called(entry, &context), &issue.title)
        }
        _ => String::new(),
    };
    let shown: Vec<String> = found.iter().take(MOST_SHOWN).map(line).collect();
    say::several_desks(typed, found.len(), &shown)
}

fn of_desk(session: &Session, kind: Kind, typed: &str, org: Org) -> Result<Entry, Failure> {
    let reader = session.reader().of(org);
    if kind == Kind::Issue
        && let Some(issue) = reader.issue_by_number(&clean::fold(typed)).map_err(Failure::damaged)?
    {
        return Ok(issue);
    }
    let is_id = kind != Kind::Issue && clean::fold(typed).bytes().all(|byte| byte.is_ascii_digit());
    let reference = if is_id { format!("#{typed}") } else { typed.to_owned() };
    let id = session
        .context()
        .of(org, |context| typed::record(kind, &reference, context))
        .map_err(|error| Failure::refused(say::not_found(&error.message, kind.key())))?;
    let missing = || Failure::refused(say::not_found(&reference, kind.key()));
    reader.entry(kind, id).map_err(Failure::damaged)?.ok_or_else(missing)
}
