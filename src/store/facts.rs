//! The slim form of each record that figures are counted from: kept beside the record, under the same key.
//!
//! A voided record has none, and neither has one of a kind that counts nowhere.

use super::books::Staging;
use super::codec;
use super::db::{DbError, Tree};
use crate::model::stats::slim;
use crate::model::{Entry, Kind};

/// The kinds of record that have one, in the order of their keys.
pub const KINDS: [Kind; 6] = [Kind::Deputy, Kind::Reception, Kind::Issue, Kind::Visit, Kind::Activity, Kind::Project];

/// The value kept for an entry, if it has one.
pub fn value(entry: &Entry) -> Result<Option<Vec<u8>>, codec::CodecError> {
    let Some(record) = slim(&entry.record).filter(|_| entry.is_live()) else { return Ok(None) };
    let slim = Entry { org: entry.org, id: entry.id, rev: entry.rev, voided: None, extra: String::new(), record };
    codec::encode_entry(&slim).map(Some)
}

/// Keeps what is counted of an entry, and nothing of what was kept before.
pub fn keep(staging: &mut Staging<'_>, entry: &Entry) -> Result<(), DbError> {
    let key = codec::record_key(entry.kind(), entry.org, entry.id);
    match value(entry).map_err(|error| staging.books().unreadable(&error))? {
        Some(value) => staging.put(Tree::Fact, key, value),
        None if KINDS.contains(&entry.kind()) => staging.remove(Tree::Fact, key),
        None => {}
    }
    Ok(())
}
