//! `pack` and `media`: packages onto a stick, and the register of what was written where.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::app::exchange::called;
use crate::model::order::Gather as _;
use crate::model::party::{LOWER, Party};
use crate::model::{Kind, Org};
use crate::sync::exchange::below::Lowers;
use crate::sync::exchange::restored::may_go;
use crate::sync::exchange::send::{Order, Sent, send};
use crate::sync::exchange::{self, ExchangeError, party_of, received_of};
use crate::sync::keys::OwnKeys;
use crate::sync::medium::{self, Going};
use crate::sync::package::Sort;
use crate::text::zh::cli::sync as zh;
use crate::text::zh::sync::medium as zh_medium;

use super::args::{List, Media, Pack, PackSort};
use super::ledger::interrupted;
use super::party::{code, failed};
use super::session::Session;
use super::{Failure, list, print};

/// `pack SORT --to PATH`.
pub(super) fn pack(session: &mut Session, pack: &Pack) -> Result<(), Failure> {
    let sort = sort(pack.sort);
    // A number is used up by every attempt: not by a slip of the hand.
    medium::check_folder(session.disk().as_ref(), &pack.folder).map_err(|error| failed(error.into()))?;
    let receivers = receivers(session, pack, sort)?;
    receivers.iter().try_for_each(|to| may_go(session.reader(), sort, *to)).map_err(failed)?;
    let (keys, stop) = (session.keys()?, interrupted());
    let (mut written, mut refused, mut stopped) = (Vec::new(), 0_usize, None);
    let mut left: &[Org] = &[];
    for (at, to) in receivers.iter().enumerate() {
        match one(session, &keys, &Order { sort, to: *to, folder: &pack.folder }, &stop) {
            Ok(sent) => written.extend(sent),
            // What ails one party does not keep the others from getting theirs; what ails the stick does.
            Err(error) if pack.all && is_of_party(&error) => {
                refused += 1;
                print::message(&error.to_string());
            }
            Err(error) => {
                stopped = Some(failed(error));
                left = receivers.get(at..).unwrap_or_default();
                break;
            }
        }
    }
    match (written.as_slice(), &stopped) {
        ([], _) => {}
        (_, Some(_)) => print::message(&zh::written_before(written.len())),
        ([one], None) => print::message(&zh_medium::can_be_pulled(&one.name, &pack.folder)),
        (several, None) => print::message(&zh_medium::all_can_be_pulled(several.len(), &pack.folder)),
    }
    if left.len() > 1 {
        let named = |org: &Org| {
            let entry = session.reader().entry(Kind::Party, org.0).ok().flatten();
            entry.as_ref().and_then(party_of).map_or_else(|| org.to_string(), |party| party.called().to_owned())
        };
        print::message(&zh::not_written_to(&left.iter().map(named).collect::<Vec<_>>()));
    }
    match stopped {
        Some(failure) => Err(failure),
        None if refused > 0 => Err(Failure::refused(zh::not_all_written(refused))),
        None => Ok(()),
    }
}

fn sort(sort: PackSort) -> Sort {
    match sort {
        PackSort::Up => Sort::Up,
        PackSort::Down => Sort::Down,
        PackSort::Full => Sort::Full,
        PackSort::Receipt => Sort::Receipt,
    }
}

/// Whether something concerns one party only.
fn is_of_party(error: &ExchangeError) -> bool {
    use ExchangeError::{BoxKey, LostCopy, NoParty, NotConfirmed, NothingToAcknowledge, Revoked, WrongWay};
    matches!(
        error,
        NoParty(_)
            | NotConfirmed { .. }
            | Revoked { .. }
            | WrongWay { .. }
            | NothingToAcknowledge { .. }
            | BoxKey(_)
            | LostCopy(_)
    )
}

/// Packs for one party; prints the files, and says what was written.
fn one(
    session: &mut Session,
    keys: &OwnKeys,
    order: &Order<'_>,
    stop: &AtomicBool,
) -> Result<Vec<Sent>, ExchangeError> {
    let sent = told(session, keys, order, stop)?;
    sent.iter().for_each(|one| print::line(&one.path.to_string_lossy()));
    Ok(sent)
}

/// Packs for one party, and says what was written.
pub(super) fn told(
    session: &mut Session,
    keys: &OwnKeys,
    order: &Order<'_>,
    stop: &AtomicBool,
) -> Result<Vec<Sent>, ExchangeError> {
    let stamp = session.stamp();
    let mut going = |going: Going| {
        print::going(&going.text());
        if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let sent = send(session.desk(), keys, order, &stamp, &mut going);
    print::went();
    let sent = sent?;
    let entry = session.reader().entry(Kind::Party, order.to.0)?;
    let name = entry.as_ref().and_then(party_of).map_or_else(String::new, |party| called(party, &session.context()));
    sent.iter().for_each(|one| print::message(&zh::packed(order.sort, &name, one)));
    Ok(sent)
}

/// To whom: the one named, all below, the only one that fits; of several below those for whom something went into no package yet.
fn receivers(session: &mut Session, pack: &Pack, sort: Sort) -> Result<Vec<Org>, Failure> {
    if let Some(typed) = &pack.receiver {
        return Ok(vec![code(session, typed)?]);
    }
    let (journal, today) = (session.desk().journal(), session.today());
    let reader = session.reader();
    if sort == Sort::Up {
        if pack.all {
            return Err(Failure::usage(zh::ALL_IS_DOWNWARD));
        }
        let upper = exchange::upper(reader).map_err(Failure::damaged)?;
        return Ok(vec![upper.map(|entry| Org(entry.id)).ok_or_else(|| failed(ExchangeError::NoUpper))?]);
    }
    let parties = exchange::parties(reader).map_err(Failure::damaged)?;
    let parties: Vec<&Party> = parties.iter().filter_map(party_of).filter(|party| party.is_confirmed()).collect();
    let heard: BTreeSet<String> = match sort {
        Sort::Receipt => {
            let received = exchange::received(reader).map_err(Failure::damaged)?;
            received.iter().filter_map(received_of).flat_map(|of| [of.via.clone(), of.code.clone()]).gather()
        }
        _ => BTreeSet::new(),
    };
    let fits = |party: &&&Party| match sort {
        Sort::Down => party.role == LOWER,
        Sort::Receipt => heard.contains(&party.code) && (!pack.all || party.role == LOWER),
        Sort::Up | Sort::Full => true,
    };
    let fitting: Vec<&Party> = parties.iter().filter(fits).copied().collect();
    let orgs = || fitting.iter().filter_map(|party| party.org()).collect();
    if let (Sort::Down, [_, _, ..], false) = (sort, fitting.as_slice(), pack.all) {
        let mut lowers = Lowers::default();
        lowers.read_on(&journal, today).map_err(failed)?;
        let waiting: Vec<Org> = lowers.undelivered().into_keys().collect();
        if waiting.is_empty() {
            return Err(Failure::usage(zh::nothing_down(&fitting)));
        }
        return Ok(waiting);
    }
    match (fitting.as_slice(), pack.all) {
        (_, true) if sort == Sort::Full => Err(Failure::usage(zh::ALL_IS_DOWNWARD)),
        ([], _) => Err(Failure::refused(zh::nobody(sort))),
        ([_], _) | (_, true) => Ok(orgs()),
        (several, false) => Err(Failure::usage(zh::which(several))),
    }
}

/// `media`: the register of media, the newest first.
pub(super) fn media(session: &Session, media: &Media) -> Result<(), Failure> {
    list::list(session, &List { format: media.format, limit: media.limit, ..List::whole(Kind::Pack) })
}
