//! Copies of other desks' chains: line for line as they stand with their owners, in `journal/<org>.jsonl`, and their records in
//! the live store beside our own.
//!
//! # What is committed
//!
//! How much of a copy was taken in is said by a record of **our own** chain, `received`: the number and hash of the last line and
//! the copy's length there. Taking in ([`crate::store::desk::Desk::receive`]) appends to the copies and syncs them, then saves that
//! record, which is the moment from which it counts, then brings the live store up to it. So after a power cut
//!
//! - what a copy has beyond `bytes` was never taken in, and is cut off before anything is appended to it;
//! - what the live store lacks of it is applied when the desk is opened. Which copies those are stands in a list that the
//!   transaction of our own record writes, so opening looks at no other copy.
//!
//! A copy that begins anew (another installation of its desk that starts at line 1, or one that was damaged here) is written beside
//! the old one as `<org>.new`; once committed it takes its place, and the old one stays as `<org>.old-<n>`. Which of the files is
//! the copy is told by the line that ends at `bytes`, whatever moment the power went.
//!
//! # What the store keeps of it, in `meta`
//!
//! | key | value |
//! |---|---|
//! | `c[org u64]` | [`State`]: where its records stand among ours, and the line up to which they were applied |
//! | `b[org u64]` | [`Commit`]: what was taken in, as long as not all of it was applied |
//! | `ticks` | how many transactions applied lines of others |

mod apply;
mod brought;
mod error;
mod file;
mod unfit;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub use apply::Trouble;
pub(super) use apply::{Behind, catch_up, catch_up_with};
pub(super) use brought::{Kept, MOST_KEPT_BYTES};
pub use error::ReceiveError;
pub use file::Grown;
pub(super) use file::{Grow, carry, grow, install, take_back};
pub use unfit::{MOST_ID, Unfit, entry_of, unfit};
pub(super) use unfit::{content, is_code};

use super::books::{Books, Staging};
use super::codec;
use super::db::{DbError, Tree};
use super::disk::{Disk, DiskError};
use super::journal::{Hash, Mark};
use super::keys::from_lower_hex;
use super::place;
use crate::model::party::UPPER;
use crate::model::{Entry, Kind, Org, Record};

/// Where an organisation's records stand among ours.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Place {
    /// Our own.
    Own,
    /// A desk that reports to us, itself or through others: its records stand in our lists and figures.
    Below,
    /// A desk that we report to: what it tells us is kept apart.
    Above,
}

impl Place {
    /// Whether records of a kind stand in our lists, totals and figures. What a desk keeps for itself (its settings, its partners,
    /// its reports) is its own affair.
    pub fn lists(self, kind: Kind) -> bool {
        match self {
            Place::Own => true,
            Place::Below => !is_affair(kind),
            Place::Above => false,
        }
    }

    /// Whether records of a kind are kept at all.
    pub fn keeps(self, kind: Kind) -> bool {
        match self {
            Place::Own | Place::Below => true,
            Place::Above => matches!(kind, Kind::Deputy | Kind::Unit | Kind::Setting | Kind::Handling),
        }
    }
}

/// Whether records of a kind concern only the desk that writes them.
fn is_affair(kind: Kind) -> bool {
    matches!(kind, Kind::Setting | Kind::Report | Kind::Party | Kind::Received | Kind::Pack)
}

/// How much of a chain was taken in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Commit {
    /// The number of its last line.
    pub seq: u64,
    /// That line's hash.
    pub hash: Hash,
    /// Length of the copy through it, in bytes.
    pub bytes: u64,
}

impl Commit {
    /// What a record of ours says was taken in, and whose chain it is; `None` for any other record.
    pub fn of(entry: &Entry) -> Option<(Org, Commit)> {
        match &entry.record {
            Record::Received(received) => {
                // One of which nothing was taken in yet tells what is held.
                let hash = from_lower_hex(&received.hash).map(Hash).filter(|_| received.seq > 0)?;
                Some((Org(entry.id), Commit { seq: received.seq, hash, bytes: received.bytes }))
            }
            _ => None,
        }
    }

    /// Whether a mark is where this ends.
    pub fn is_at(&self, mark: &Mark) -> bool {
        (self.seq, self.hash, self.bytes) == (mark.seq, mark.hash, mark.end)
    }
}

/// Where the copy of a chain stands.
pub fn path_of(root: &Path, org: Org) -> PathBuf {
    place::journal(root, org)
}

/// Our own record of what was taken in of a chain.
pub fn record(books: &Books, org: Org) -> Result<Option<Entry>, DbError> {
    books.entry(Kind::Received, books.org(), org.0)
}

/// Whether the copy that a record of ours tells of is here, as it was taken in; of one of which nothing was, nothing is missing.
pub fn is_here(disk: &dyn Disk, root: &Path, entry: &Entry) -> Result<bool, DiskError> {
    let Some((org, commit)) = Commit::of(entry) else { return Ok(true) };
    Ok(file::locate(disk, root, org, &commit)?.is_some())
}

/// What the live store knows of a chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct State {
    /// Where its records stand among ours.
    pub place: Place,
    /// The last line applied.
    pub applied: Mark,
}

const STATE: u8 = b'c';
const BEHIND: u8 = b'b';
const TICKS: &[u8] = b"ticks";
/// Bytes of a key of either.
const KEY_BYTES: usize = 9;

fn key(sort: u8, org: Org) -> Vec<u8> {
    [&[sort][..], &org.0.to_be_bytes()].concat()
}

fn org_of(sort: u8, key: &[u8]) -> Option<Org> {
    let (first, org) = key.split_first()?;
    (*first == sort && key.len() == KEY_BYTES).then(|| org.try_into().ok().map(u64::from_be_bytes).map(Org)).flatten()
}

/// What the store knows of a chain; `None` for one never heard of.
pub fn state(books: &Books, org: Org) -> Result<Option<State>, DbError> {
    let bytes = books.db().get(Tree::Meta, &key(STATE, org))?;
    bytes.map(|bytes| codec::decode(&bytes)).transpose().map_err(|error| books.unreadable(&error))
}

/// Where an organisation's records stand among ours; one never heard of has none.
pub fn place(books: &Books, org: Org) -> Result<Place, DbError> {
    if org == books.org() {
        return Ok(Place::Own);
    }
    Ok(state(books, org)?.map_or(Place::Below, |state| state.place))
}

/// How many transactions applied lines of others.
pub fn ticks(books: &Books) -> Result<u64, DbError> {
    Ok(books.db().get(Tree::Meta, TICKS)?.as_deref().and_then(codec::number).unwrap_or(0))
}

/// Every chain the store has heard of, in the order of their codes.
pub fn states(books: &Books) -> Result<Vec<(Org, State)>, DbError> {
    let mut states = Vec::new();
    for (key, value) in books.with_prefix(Tree::Meta, &[STATE], usize::MAX)? {
        let Some(org) = org_of(STATE, &key) else { continue };
        states.push((org, codec::decode(&value).map_err(|error| books.unreadable(&error))?));
    }
    Ok(states)
}

/// The chains that are not applied as far as they were taken in, at most `most`.
pub fn behind(books: &Books, most: usize) -> Result<Vec<(Org, Commit)>, DbError> {
    let mut found = Vec::new();
    for (key, value) in books.with_prefix(Tree::Meta, &[BEHIND], most)? {
        let Some(org) = org_of(BEHIND, &key) else { continue };
        found.push((org, codec::decode(&value).map_err(|error| books.unreadable(&error))?));
    }
    Ok(found)
}

/// Notes in the transaction of a record of ours what it says was taken in.
pub(super) fn note(staging: &mut Staging<'_>, entry: &Entry) -> Result<(), DbError> {
    let Some((org, commit)) = Commit::of(entry) else {
        if matches!(&entry.record, Record::Received(received) if received.seq == 0) {
            // Nothing of it is here any more: our own chain came back without what had come from others.
            staging.remove(Tree::Meta, key(BEHIND, Org(entry.id)));
        }
        return Ok(());
    };
    // Whatever a record says, our own chain is no copy.
    if org == staging.books().org() || !entry.is_live() {
        return Ok(());
    }
    let known: Option<State> = staging.read(&key(STATE, org))?;
    let state = match known {
        Some(state) => state,
        None => {
            let state = State { place: place_of(staging, org, entry)?, applied: Mark::START };
            staging.write(key(STATE, org), &state)?;
            state
        }
    };
    if commit.is_at(&state.applied) {
        staging.remove(Tree::Meta, key(BEHIND, org));
        Ok(())
    } else {
        staging.write(key(BEHIND, org), &commit)
    }
}

/// Where the records of a chain stand that is heard of for the first time: where the party stands it came through. Whose party is
/// not known is told by its code: the shorter, the higher.
fn place_of(staging: &Staging<'_>, org: Org, entry: &Entry) -> Result<Place, DbError> {
    let own = staging.books().org();
    let via: Option<Org> = match &entry.record {
        Record::Received(received) => received.via.parse().ok(),
        _ => None,
    };
    let party = match via {
        Some(via) => staging.entry(Kind::Party, own, via.0)?,
        None => None,
    };
    let is_above = match party.map(|entry| entry.record) {
        Some(Record::Party(party)) => party.role == UPPER,
        _ => org.to_string().len() < own.to_string().len(),
    };
    Ok(if is_above { Place::Above } else { Place::Below })
}

/// Notes how far a chain was applied.
fn set_applied(staging: &mut Staging<'_>, org: Org, state: &State, commit: &Commit) -> Result<(), DbError> {
    staging.write(key(STATE, org), state)?;
    if commit.is_at(&state.applied) {
        staging.remove(Tree::Meta, key(BEHIND, org));
    }
    staging.count_at(TICKS.to_vec(), 1, true)
}

/// A record of ours that says what a chain has become.
#[cfg(test)]
pub(in crate::store) fn told(grown: &Grown) -> Record {
    Record::Received(Box::new(crate::model::received::Received {
        code: grown.org.to_string(),
        seq: grown.mark.seq,
        hash: grown.mark.hash.to_string(),
        bytes: grown.mark.end,
        ..Default::default()
    }))
}
