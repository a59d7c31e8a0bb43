//! The exchange of packages over an open desk: who the others are ([`parties`](mod@parties)), what goes out to them ([`send`]), what is
//! tried ([`trial`]) and taken in from them ([`take`]), what of a level above becomes ours ([`takeover`]), and how we stand with them ([`standing`]).
//!
//! What a desk knows of the exchange are records of its own chain, so that it can be rebuilt and read later:
//!
//! | record | says |
//! |---|---|
//! | `party` | whose keys are trusted; through which line of our chain it has acknowledged, and what of it it could not use |
//! | `pack` | what was sent: made before the package is built, which therefore holds that line, and written once it stands on the stick. Its signature covers the hash of the line before it, so that who has our chain through others can check it |
//! | `received` | through which line we hold a copy of a chain; what waits, what was not used, how it parted |
//!
//! **Acknowledgement.** Every package says in `acks` how far its maker has the receiver's chains; a receipt is a package that says
//! nothing else. What is sent begins behind the last line acknowledged, so what was lost is sent again by itself. A
//! receipt that names an earlier line goes back behind it only where its maker came back from a backup: by its number, or because a
//! package that it holds still waits.
//!
//! **Waiting.** A package with a gap before it, or of an installation nobody has agreed to, is put into `inbox/held` as it is and
//! read again when what it waits for has come. Nothing else of it is kept, so there is no half state. One that contradicts what is
//! here is kept there as well until a person has decided ([`decide`]), who is shown both continuations ([`mod@parting`]). Where what came takes the
//! place of a copy, what that had besides is listed in `replaced-….txt` first. All else in `inbox` are copies for the time of one exchange.
//!
//! **Order of trust.** A desk compares the keys of its neighbours by telephone and takes their packages only. A chain that came by another desk is
//! held against what stands between says of its owner's key in its own signed chain: a county's `party` records go up with it,
//! before the chains it hands on. A first chain under a key that the county never confirmed waits with why, until its chain says so or a person
//! agrees; of a new installation that goes on with what is here, under the key that the county has confirmed last, nobody is asked again, which
//! the result tells, while one that begins anew takes records away and is asked for at every level. What comes under a key that was replaced or
//! ended since is old, and changes nothing. What is new must be signed by its owner all the same.
//!
//! **Rebuild.** A full package from above brings a desk its own chain, and those it had handed up. Where the desk is new it becomes the former one, as a new
//! installation; where it has all of it already nothing happens. A desk that came back from a backup and shares its first lines is
//! brought up likewise; what was entered since goes aside, listed, once somebody has agreed. Else the package is refused. Until then such a desk
//! is told by what it lacks ([`restored`]).

pub mod below;
pub mod decide;
pub mod inbox;
pub mod parties;
pub mod parting;
pub mod quarantine;
pub mod reentered;
pub mod restored;
pub mod send;
pub mod standing;
pub mod take;
pub mod takeover;
pub mod trial;

mod acks;
mod error;
mod held;
mod notes;
mod reached;
mod rebuild;
mod reenter;
mod seen;
mod unused;
mod vouched;

#[cfg(test)]
mod tests;

pub use error::ExchangeError;
pub use unused::{newly, told_by};

use crate::model::pack::Pack;
use crate::model::party::{LOWER, Party, UPPER};
use crate::model::received::Received;
use crate::model::{Entry, Kind, Org, Record};
use crate::store::reader::{Direction, List, ReadError, Reader};

/// The folder of packages that are being read from sticks, in the data directory; emptied after every exchange ([`mod@inbox`]).
pub const INBOX: &str = "inbox";
/// In it, the folder of packages that wait.
pub const HELD: &str = "held";
/// Records read at a time.
const PAGE: usize = 100;
/// Records read first where the newest mostly tell.
const A_FEW: usize = 4;

/// The record of a party.
pub fn party_of(entry: &Entry) -> Option<&Party> {
    match &entry.record {
        Record::Party(party) if entry.is_live() => Some(party),
        _ => None,
    }
}

/// The record of a chain we hold a copy of.
pub fn received_of(entry: &Entry) -> Option<&Received> {
    match &entry.record {
        Record::Received(received) if entry.is_live() => Some(received),
        _ => None,
    }
}

/// The record of a package this desk made.
pub fn pack_of(entry: &Entry) -> Option<&Pack> {
    match &entry.record {
        Record::Pack(pack) if entry.is_live() => Some(pack),
        _ => None,
    }
}

/// Every party, in list order.
pub fn parties(reader: &Reader) -> Result<Vec<Entry>, ReadError> {
    let mut found = all_of(reader, List::All(Kind::Party))?;
    found.retain(|entry| entry.org == reader.desk() && party_of(entry).is_some());
    Ok(found)
}

/// The party above; the first, should there be several. Those above stand before those below, which may be thousands.
pub fn upper(reader: &Reader) -> Result<Option<Entry>, ReadError> {
    let first = reader.page(List::All(Kind::Party), None, Direction::Forward, 1)?.pop().map(|row| row.entry);
    Ok(first.filter(|entry| party_of(entry).is_some_and(|party| party.role == UPPER)))
}

/// The parties below.
pub fn lowers(reader: &Reader) -> Result<Vec<Entry>, ReadError> {
    Ok(parties(reader)?.into_iter().filter(|entry| party_of(entry).is_some_and(|party| party.role == LOWER)).collect())
}

/// Every chain we hold a copy of.
pub fn received(reader: &Reader) -> Result<Vec<Entry>, ReadError> {
    chains_of(reader, List::All(Kind::Received))
}

/// The chains we hold a copy of that have lines the party above has not acknowledged.
pub fn unacknowledged(reader: &Reader) -> Result<Vec<Entry>, ReadError> {
    chains_of(reader, List::Unacknowledged)
}

/// Whether there is any of a desk below: read as far as the first.
pub fn is_unacknowledged(reader: &Reader) -> Result<bool, ReadError> {
    let mut from = None;
    loop {
        let rows = reader.page(List::Unacknowledged, from.as_ref(), Direction::Forward, A_FEW)?;
        let Some(last) = rows.last() else { return Ok(false) };
        from = Some(last.position.clone());
        let is_handed_on = |entry: &Entry| entry.org == reader.desk() && entry.org.is_above(Org(entry.id));
        if rows.iter().any(|row| is_handed_on(&row.entry)) {
            return Ok(true);
        }
    }
}

/// The chains of which something did not fit: packages wait, a line was not used, or it parted from our copy.
pub fn troubled(reader: &Reader) -> Result<Vec<Entry>, ReadError> {
    chains_of(reader, List::Troubled)
}

fn chains_of(reader: &Reader, list: List) -> Result<Vec<Entry>, ReadError> {
    let mut found = all_of(reader, list)?;
    found.retain(|entry| entry.org == reader.desk() && received_of(entry).is_some());
    Ok(found)
}

/// The chains that came through a party, its own among them, and its own where it has come through another or not at all yet.
fn received_through(reader: &Reader, party: Org) -> Result<Vec<Entry>, ReadError> {
    let mut found = all_of(&reader.of(reader.desk()), List::Naming(Kind::Received, party.0))?;
    if !found.iter().any(|entry| entry.id == party.0) {
        found.extend(reader.of(reader.desk()).entry(Kind::Received, party.0)?);
    }
    found.retain(|entry| received_of(entry).is_some());
    Ok(found)
}

/// All records of a list.
fn all_of(reader: &Reader, list: List) -> Result<Vec<Entry>, ReadError> {
    let (mut found, mut from) = (Vec::new(), None);
    loop {
        let rows = reader.page(list, from.as_ref(), Direction::Forward, PAGE)?;
        let Some(last) = rows.last() else { return Ok(found) };
        from = Some(last.position.clone());
        found.extend(rows.into_iter().map(|row| row.entry));
    }
}

/// Our packages to a party, the newest first, as long as `go_on` says so.
fn packs_to(reader: &Reader, to: Org, go_on: &mut dyn FnMut(&Entry, &Pack) -> bool) -> Result<(), ReadError> {
    let (list, mut from) = (List::Naming(Kind::Pack, to.0), None);
    let (reader, mut most) = (reader.of(reader.desk()), A_FEW);
    loop {
        let rows = reader.page(list, from.as_ref(), Direction::Forward, most)?;
        let Some(last) = rows.last() else { return Ok(()) };
        from = Some(last.position.clone());
        for row in &rows {
            if pack_of(&row.entry).is_some_and(|pack| !go_on(&row.entry, pack)) {
                return Ok(());
            }
        }
        most = PAGE;
    }
}
