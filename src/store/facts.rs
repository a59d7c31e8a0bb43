//! The slim form of each record that figures are counted from: kept beside the record, under the same key.
//!
//! A value is `[days i32][value]`: the last day that says anything of the record ([`quiet_after`], the highest number where
//! every period may need it), and the slim record as a record's value is written. So a pass over the records of a month
//! reads no record that was over before. A voided record has none, and neither has one of a kind that counts nowhere.

use super::books::Staging;
use super::codec;
use super::db::{DbError, Tree};
use crate::model::stats::{quiet_after, slim};
use crate::model::{Date, Entry, Kind, Org};

/// The kinds of record that have one, in the order of their keys.
pub const KINDS: [Kind; 7] =
    [Kind::Deputy, Kind::Reception, Kind::Issue, Kind::Visit, Kind::Activity, Kind::Project, Kind::Proposal];

/// The value kept for an entry, if it has one.
pub fn value(entry: &Entry) -> Result<Option<Vec<u8>>, codec::CodecError> {
    let Some(record) = slim(&entry.record).filter(|_| entry.is_live()) else { return Ok(None) };
    let quiet = quiet_after(&record).map_or(i32::MAX, Date::days);
    let slim = Entry { org: entry.org, id: entry.id, rev: entry.rev, voided: None, extra: String::new(), record };
    Ok(Some([&quiet.to_be_bytes()[..], &codec::encode_entry(&slim)?].concat()))
}

/// The slim entry of a value; none where it says nothing of a day or any later one.
pub fn read(kind: Kind, org: Org, id: u64, value: &[u8], from: Date) -> Result<Option<Entry>, codec::CodecError> {
    let (quiet, value) = value.split_first_chunk().ok_or(codec::CodecError::Header)?;
    if i32::from_be_bytes(*quiet) < from.days() {
        return Ok(None);
    }
    codec::decode_entry(kind, org, id, value).map(Some)
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
