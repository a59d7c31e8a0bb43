//! Lines of others that bring no record: held as they stand, and told to whoever asks.

use crate::model::{Entry, Kind, Org, json};
use crate::store::journal::{Body, CHAIN_KIND, Line};
use crate::text::zh::store::copies as zh;

/// The greatest number a record of another desk may have. No desk comes near it, and keys of lists must not hold four bytes of 255
/// in a row (`store::index`).
pub const MOST_ID: u64 = i32::MAX as u64;

/// The greatest code of an organisation, of twelve digits.
const MOST_CODE: u64 = 999_999_999_999;

/// Why a line of another desk brings no record. Display is what the clerk is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unfit {
    /// It is about a record that belongs to somebody else.
    #[error("{}", zh::FOREIGN)]
    Foreign,
    /// Its kind is not known to this version.
    #[error("{}", zh::UNKNOWN_KIND)]
    UnknownKind,
    /// Its number is none that a desk gives.
    #[error("{}", zh::NUMBER)]
    Number,
    /// What it says is no record of its kind.
    #[error("{}", zh::UNREADABLE)]
    Unreadable,
    /// What it says was left out on its way up: only what goes down is sent so.
    #[error("{}", zh::WITHHELD)]
    Withheld,
}

/// What is wrong with a line of `owner`'s chain, if anything. A body that was erased is no fault, nor is one that was withheld by a
/// desk above.
pub fn unfit(line: &Line, owner: Org, is_below: bool) -> Option<Unfit> {
    content(line, owner).err().flatten().or(left_out(line, is_below))
}

/// Whether a line of a desk below us came without what it says.
pub(super) fn left_out(line: &Line, is_below: bool) -> Option<Unfit> {
    (is_below && matches!(line.body, Body::Withheld)).then_some(Unfit::Withheld)
}

/// The record a line of `owner`'s chain brings; none where it brings none, or does not read here.
pub fn entry_of(line: &Line, owner: Org) -> Option<Entry> {
    content(line, owner).ok()
}

/// The record a line brings; what is wrong where it brings none, and nothing where it is merely not readable here.
pub(in crate::store) fn content(line: &Line, owner: Org) -> Result<Entry, Option<Unfit>> {
    let envelope = &line.envelope;
    if envelope.kind == CHAIN_KIND {
        return Err(None);
    }
    if envelope.org != owner {
        return Err(Some(Unfit::Foreign));
    }
    let kind: Kind = envelope.kind.parse().map_err(|()| Unfit::UnknownKind)?;
    if !is_number(kind, envelope.id) {
        return Err(Some(Unfit::Number));
    }
    let Body::Clear { data, .. } = &line.body else { return Err(None) };
    let json::Body { record, voided, extra } = json::read(kind, data.get()).map_err(|error| {
        tracing::warn!(seq = envelope.seq, %owner, %error, "a record of another desk does not read");
        Unfit::Unreadable
    })?;
    Ok(Entry { org: owner, id: envelope.id, rev: envelope.rev, voided, extra, record })
}

/// Whether a number is one that records of a kind have.
fn is_number(kind: Kind, id: u64) -> bool {
    // These have the code of an organisation.
    (1..=MOST_ID).contains(&id) || matches!(kind, Kind::Party | Kind::Received) && is_code(Org(id))
}

/// Whether a code may stand in a key: no real one ends in four bytes of 255.
pub(in crate::store) fn is_code(org: Org) -> bool {
    (1..=MOST_CODE).contains(&org.0) && !org.0.to_be_bytes().ends_with(&[u8::MAX; 4])
}
