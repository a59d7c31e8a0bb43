//! `party`: whose packages are trusted. Keys come by a file; that they are the right ones is heard over the telephone.

use std::ops::ControlFlow;
use std::path::Path;

use serde_json::json;

use crate::app::parting as sides;
use crate::model::party::{Party as Record, ROLES};
use crate::model::{Entry, Kind, Org};
use crate::store::journal::ReadError;
use crate::sync::exchange::decide::{self, Decision};
use crate::sync::exchange::parting::{self, Replaced};
use crate::sync::exchange::take::Site;
use crate::sync::exchange::{ExchangeError, parties, party_of, quarantine, received_of};
use crate::sync::keys::OwnKeys;
use crate::sync::medium::shown_path;
use crate::text::zh::cli::sync as zh;
use crate::text::zh::model::received as zh_received;
use crate::text::zh::sync::exchange as zh_exchange;

use super::args::{
    List, Party, PartyAdd, PartyConfirm, PartyDecide, PartyDismiss, PartyExport, PartyList, PartyQuarantined,
    PartyRevoke,
};
use super::session::{Paths, Session};
use super::table::{Column, Table};
use super::{Failure, find, list, print, prompt};

/// `party …`.
pub(super) fn party(paths: &Paths, what: &Party) -> Result<(), Failure> {
    let mut session = Session::open(paths)?;
    match what {
        Party::Export(export) => self::export(&mut session, export),
        Party::Add(add) => self::add(&mut session, add),
        Party::Confirm(confirm) => self::confirm(&mut session, confirm),
        Party::List(list) => self::list(&session, list),
        Party::Revoke(revoke) => self::revoke(&mut session, revoke),
        Party::Decide(decide) => self::decide(&mut session, decide),
        Party::Dismiss(dismiss) => self::dismiss(&mut session, dismiss),
        Party::Quarantined(quarantined) => self::quarantined(&session, quarantined),
    }
}

/// What an exchange failed by, with the exit code for damage where it is damage.
pub(super) fn failed(error: ExchangeError) -> Failure {
    match error {
        ExchangeError::Read(_) | ExchangeError::LostCopy(_) | ExchangeError::Journal(ReadError::Damage(_)) => {
            Failure::damaged(error)
        }
        _ => Failure::refused(error),
    }
}

/// The code that was typed, or that of the party whose name was.
pub(super) fn code(session: &Session, typed: &str) -> Result<Org, Failure> {
    find::entry(session, Kind::Party, typed).map(|entry| Org(entry.id))
}

/// `party export`: the file's path, then the fingerprint.
fn export(session: &mut Session, export: &PartyExport) -> Result<(), Failure> {
    let (keys, stamp) = (session.keys()?, session.stamp());
    let (path, fingerprint) = parties::export(session.desk(), &keys, &export.to, &stamp).map_err(failed)?;
    print::line(&path.to_string_lossy());
    print::line(&fingerprint);
    print::message(zh::EXPORTED);
    Ok(())
}

/// `party add`.
fn add(session: &mut Session, add: &PartyAdd) -> Result<(), Failure> {
    let stamp = session.stamp();
    let entry = parties::add(session.desk(), Path::new(&add.file), &stamp).map_err(failed)?;
    let Some(party) = party_of(&entry) else { return Ok(()) };
    print::message(&zh::added(party, role(session, party)));
    if !party.is_confirmed() {
        print::message(&zh::read_out(&session.keys()?.fingerprint()));
        if !party.reason.is_empty() {
            print::message(&zh::was_revoked(&party.reason));
        }
        print::message(&zh::confirm_next(&party.code));
    }
    Ok(())
}

/// `party confirm`: the fingerprint as given, or as it is typed while the other side reads it out.
fn confirm(session: &mut Session, confirm: &PartyConfirm) -> Result<(), Failure> {
    let entry = find::entry(session, Kind::Party, &confirm.code)?;
    let Some(party) = party_of(&entry) else { return Err(Failure::refused(ExchangeError::NoParty(Org(entry.id)))) };
    let heard = match &confirm.fingerprint {
        Some(fingerprint) => fingerprint.clone(),
        None if prompt::is_there() => {
            print::message(zh::HOW_TO_COMPARE);
            print::message(&zh::read_out(&session.keys()?.fingerprint()));
            prompt::line(&zh::type_fingerprint(party.called())).ok_or_else(|| Failure::refused(zh::NOT_CONFIRMED))?
        }
        None => return Err(Failure::usage(zh::FINGERPRINT_NEEDED)),
    };
    let stamp = session.stamp();
    let entry = parties::confirm(session.desk(), Org(entry.id), &heard, &stamp).map_err(failed)?;
    tell(&entry, zh::confirmed);
    Ok(())
}

/// `party revoke`.
fn revoke(session: &mut Session, revoke: &PartyRevoke) -> Result<(), Failure> {
    let (org, stamp) = (code(session, &revoke.code)?, session.stamp());
    let entry = parties::revoke(session.desk(), org, &revoke.reason, &stamp).map_err(failed)?;
    tell(&entry, zh::revoked);
    Ok(())
}

/// `party decide`.
fn decide(session: &mut Session, given: &PartyDecide) -> Result<(), Failure> {
    let (org, keys, stamp) = (chain(session, &given.code)?, session.keys()?, session.stamp());
    if given.dry_run {
        return show_sides(session, &keys, org);
    }
    let reason = given.reason.as_deref().unwrap_or_default();
    let decision = if given.adopt { Decision::Adopt } else { Decision::Keep };
    let taken = decide::decide(session.desk(), &keys, (org, decision, reason), &stamp, &mut |done, of| {
        print::progress(zh::TAKING_IN, done, of);
        ControlFlow::Continue(())
    });
    print::went();
    let taken = taken.map_err(failed)?;
    if let Some(why) = &taken.unsettled {
        print::message(&zh_exchange::unsettled(&given.code, why));
    }
    print::message(&match decision {
        Decision::Keep => zh::kept(org),
        Decision::Adopt => zh::adopted(org, taken.lines),
    });
    taken.replaced.iter().for_each(tell_replaced);
    Ok(())
}

/// Tells what was taken away where a chain that came took the place of our copy.
pub(super) fn tell_replaced(Replaced { org, entries, pending, path }: &Replaced) {
    print::message(&zh_exchange::replaced(*org, *entries, *pending, &shown_path(path)));
}

/// `party decide --dry-run`: what is here and what came.
fn show_sides(session: &Session, keys: &OwnKeys, org: Org) -> Result<(), Failure> {
    let root = session.root();
    let site = Site { disk: session.disk(), root: &root, reader: session.reader(), keys };
    let read = parting::parting(site, org, &mut |done, of| {
        print::progress(zh::CHECKING, done, of);
        ControlFlow::Continue(())
    });
    print::went();
    let parting = read.map_err(failed)?.ok_or_else(|| Failure::refused(ExchangeError::NothingToDecide(org)))?;
    sides::lines(&parting, &session.context()).iter().for_each(|line| print::line(line));
    Ok(())
}

/// The code that was typed, of a desk whose records came here, or that of the party whose name was.
fn chain(session: &Session, typed: &str) -> Result<Org, Failure> {
    let known = typed.trim().parse::<Org>().ok();
    let is_known = |org: &Org| session.reader().entry(Kind::Received, org.0).is_ok_and(|entry| entry.is_some());
    known.filter(is_known).map_or_else(|| code(session, typed), Ok)
}

/// What is told of each line that was not used.
const QUARANTINED: [Column; 7] = [
    ("seq", zh::SEQ_OF, 6),
    ("reason", zh::WHY, 24),
    ("at", zh::AT, 25),
    ("by", zh::BY, 8),
    ("kind", zh::KIND, 8),
    ("id", zh::ID, 6),
    ("data", zh::DATA, 40),
];

/// `party quarantined`.
fn quarantined(session: &Session, given: &PartyQuarantined) -> Result<(), Failure> {
    let org = chain(session, &given.code)?;
    let lines = quarantine::quarantined(session.disk(), &session.root(), session.reader(), org).map_err(failed)?;
    let table = Table::begin(given.format, &QUARANTINED)?;
    for odd in &lines {
        table.row(&[
            json!(odd.seq),
            json!(odd.reason),
            json!(odd.at),
            json!(odd.by),
            json!(odd.kind),
            json!(odd.id),
            json!(odd.data),
        ])?;
    }
    let entry = session.reader().entry(Kind::Received, org.0).map_err(Failure::damaged)?;
    let more = entry.as_ref().and_then(received_of).map_or(0, |received| received.unlisted);
    if more > 0 {
        print::message(&zh_received::unlisted(lines.len(), more));
    } else if lines.is_empty() {
        print::message(&zh::none_quarantined(org));
    }
    Ok(())
}

/// `party dismiss`.
fn dismiss(session: &mut Session, given: &PartyDismiss) -> Result<(), Failure> {
    let (org, stamp) = (chain(session, &given.code)?, session.stamp());
    let lines = quarantine::dismiss(session.desk(), (org, given.seq, &given.reason), &stamp).map_err(failed)?;
    print::message(&zh::dismissed(org, lines));
    Ok(())
}

fn tell(entry: &Entry, what: fn(&str) -> String) {
    if let Some(party) = party_of(entry) {
        print::message(&what(party.called()));
    }
}

fn role<'a>(session: &'a Session, party: &'a Record) -> &'a str {
    session.context().codes.name(ROLES, &party.role)
}

/// `party list`.
fn list(session: &Session, given: &PartyList) -> Result<(), Failure> {
    list::list(session, &List { format: given.format, ..List::whole(Kind::Party) })
}
