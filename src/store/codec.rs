//! Stored bytes: keys whose order is the order of the records, and values made by bincode.
//!
//! A value is `[kind u8][schema u8][bincode]`, bincode being `DefaultOptions` (the bytes of its 2.x standard
//! configuration) with a limit and no trailing bytes. bincode has no names, so a value is read by exactly the schema it
//! was written with; another schema number means a rebuild from the journal, which has names.
//!
//! | tree | key |
//! |---|---|
//! | `record` | `[kind u8][org u64][id u64]` |
//! | `fact` | the same, where the record is live and counted: [`super::facts`] |
//! | `history` | `[kind u8][org u64][id u64][rev u32]` |
//! | `held` | `[org u64][seq u64]` |
//! | `undo` | `[seq u64]` of a save's first line |
//! | `index` | the rows of lists: [`super::index`] |
//! | `meta` | how far the store is ([`super::books`]) of each chain ([`super::copies`]), totals ([`super::index`]), deputies' figures
//! ([`super::tally`]) |
//!
//! Numbers in keys are big-endian; a signed one has its sign bit turned over ([`sortable`]).

use bincode::Options;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::model::{Entry, Kind, Org, Record};

/// Raised whenever a stored type or key changes; a store of another number is rebuilt.
pub const SCHEMA: u8 = 12;

/// Most bytes of a stored value: a journal line is at most 1 MiB, and bincode is shorter than JSON.
const MAX_VALUE_BYTES: u64 = 2 * 1024 * 1024;

/// Length of a key of `record`.
pub const RECORD_KEY_BYTES: usize = 17;

/// Stored bytes that do not read.
#[derive(Debug, thiserror::Error)]
pub enum CodecError {
    /// Too short, or of another kind or schema than expected.
    #[error("a stored value is not of this schema")]
    Header,
    /// Not what bincode wrote.
    #[error("a stored value does not read: {0}")]
    Body(#[from] bincode::Error),
}

fn options() -> impl Options {
    bincode::DefaultOptions::new().with_limit(MAX_VALUE_BYTES).reject_trailing_bytes()
}

/// Writes anything but a record.
pub fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, CodecError> {
    Ok(options().serialize(value)?)
}

/// Reads anything but a record.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, CodecError> {
    Ok(options().deserialize(bytes)?)
}

/// The key of a record.
pub fn record_key(kind: Kind, org: Org, id: u64) -> Vec<u8> {
    let mut key = Vec::with_capacity(RECORD_KEY_BYTES);
    key.push(kind.byte());
    key.extend_from_slice(&org.0.to_be_bytes());
    key.extend_from_slice(&id.to_be_bytes());
    key
}

/// What a record key starts with for all records of a kind of one organisation.
pub fn record_prefix(kind: Kind, org: Org) -> Vec<u8> {
    let mut key = record_key(kind, org, 0);
    key.truncate(9);
    key
}

/// The record a key of `record` (or the start of a key of `history`) names.
pub fn read_record_key(key: &[u8]) -> Option<(Kind, Org, u64)> {
    let kind = Kind::from_byte(*key.first()?)?;
    let org = u64::from_be_bytes(key.get(1..9)?.try_into().ok()?);
    let id = u64::from_be_bytes(key.get(9..17)?.try_into().ok()?);
    Some((kind, Org(org), id))
}

/// The key of one revision of a record.
pub fn history_key(kind: Kind, org: Org, id: u64, rev: u32) -> Vec<u8> {
    let mut key = record_key(kind, org, id);
    key.extend_from_slice(&rev.to_be_bytes());
    key
}

/// The revision a key of `history` names.
pub fn read_rev(key: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(key.get(RECORD_KEY_BYTES..)?.try_into().ok()?))
}

/// The key of a line that is kept without being understood.
pub fn held_key(org: Org, seq: u64) -> Vec<u8> {
    [org.0.to_be_bytes(), seq.to_be_bytes()].concat()
}

/// A signed number in a key: with the sign bit turned over, the bytes sort as the numbers do.
pub fn sortable(number: i32) -> [u8; 4] {
    (u32::from_be_bytes(number.to_be_bytes()) ^ (1 << 31)).to_be_bytes()
}

/// The signed number of such bytes.
pub fn from_sortable(bytes: [u8; 4]) -> i32 {
    i32::from_be_bytes((u32::from_be_bytes(bytes) ^ (1 << 31)).to_be_bytes())
}

/// A number as it stands in a value.
pub fn number(bytes: &[u8]) -> Option<u64> {
    Some(u64::from_be_bytes(bytes.try_into().ok()?))
}

/// The first key that no longer starts with `prefix`; `None` if there is none.
pub fn after_prefix(prefix: &[u8]) -> Option<Vec<u8>> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if let Some(next) = last.checked_add(1) {
            end.push(next);
            return Some(end);
        }
    }
    None
}

/// Writes a record's stored value.
pub fn encode_entry(entry: &Entry) -> Result<Vec<u8>, CodecError> {
    let mut bytes = vec![entry.kind().byte(), SCHEMA];
    let head = (entry.rev, &entry.voided, &entry.extra);
    match &entry.record {
        Record::Station(record) => options().serialize_into(&mut bytes, &(head, record))?,
        Record::Deputy(record) => options().serialize_into(&mut bytes, &(head, record))?,
        Record::Unit(record) => options().serialize_into(&mut bytes, &(head, record))?,
        Record::Reception(record) => options().serialize_into(&mut bytes, &(head, record))?,
        Record::Issue(record) => options().serialize_into(&mut bytes, &(head, record.as_ref()))?,
        Record::Visit(record) => options().serialize_into(&mut bytes, &(head, record))?,
        Record::Setting(record) => options().serialize_into(&mut bytes, &(head, record))?,
        Record::Activity(record) => options().serialize_into(&mut bytes, &(head, record.as_ref()))?,
        Record::Project(record) => options().serialize_into(&mut bytes, &(head, record.as_ref()))?,
        Record::Proposal(record) => options().serialize_into(&mut bytes, &(head, record.as_ref()))?,
        Record::Report(record) => options().serialize_into(&mut bytes, &(head, record.as_ref()))?,
        Record::Party(record) => options().serialize_into(&mut bytes, &(head, record.as_ref()))?,
        Record::Received(record) => options().serialize_into(&mut bytes, &(head, record.as_ref()))?,
        Record::Handling(record) => options().serialize_into(&mut bytes, &(head, record.as_ref()))?,
        Record::Pack(record) => options().serialize_into(&mut bytes, &(head, record.as_ref()))?,
    }
    Ok(bytes)
}

/// Reads a record's stored value, given its key.
pub fn decode_entry(kind: Kind, org: Org, id: u64, bytes: &[u8]) -> Result<Entry, CodecError> {
    match bytes.split_at_checked(2) {
        Some(([first, SCHEMA], body)) if *first == kind.byte() => {
            let (head, record) = match kind {
                Kind::Station => parts(body, Record::Station)?,
                Kind::Deputy => parts(body, Record::Deputy)?,
                Kind::Unit => parts(body, Record::Unit)?,
                Kind::Reception => parts(body, Record::Reception)?,
                Kind::Issue => parts(body, Record::Issue)?,
                Kind::Visit => parts(body, Record::Visit)?,
                Kind::Setting => parts(body, Record::Setting)?,
                Kind::Activity => parts(body, |record| Record::Activity(Box::new(record)))?,
                Kind::Project => parts(body, |record| Record::Project(Box::new(record)))?,
                Kind::Proposal => parts(body, |record| Record::Proposal(Box::new(record)))?,
                Kind::Report => parts(body, |record| Record::Report(Box::new(record)))?,
                Kind::Party => parts(body, |record| Record::Party(Box::new(record)))?,
                Kind::Received => parts(body, |record| Record::Received(Box::new(record)))?,
                Kind::Handling => parts(body, |record| Record::Handling(Box::new(record)))?,
                Kind::Pack => parts(body, |record| Record::Pack(Box::new(record)))?,
            };
            let (rev, voided, extra) = head;
            Ok(Entry { org, id, rev, voided, extra, record })
        }
        _ => Err(CodecError::Header),
    }
}

type Head = (u32, Option<String>, String);

fn parts<R: DeserializeOwned>(body: &[u8], wrap: fn(R) -> Record) -> Result<(Head, Record), CodecError> {
    let (head, record): (Head, R) = options().deserialize(body)?;
    Ok((head, wrap(record)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::model::Date;
    use crate::model::event::Event;
    use crate::model::issue::Issue;

    fn issue() -> Entry {
        let record = Issue {
            number: "2026-0007".to_owned(),
            reported_on: Date::from_ymd(2026, 11, 23),
            title: "路灯不亮".to_owned(),
            deputies: vec![3, 1],
            events: vec![Event { verb: "register".to_owned(), extra: r#"{"x":1}"#.to_owned(), ..Event::default() }],
            ..Issue::default()
        };
        Entry {
            org: Org(430_122_105_001),
            id: 7,
            rev: 2,
            voided: Some("重复".to_owned()),
            extra: r#"{"later":true}"#.to_owned(),
            record: Record::Issue(Box::new(record)),
        }
    }

    #[test]
    fn every_kind_comes_back() {
        for kind in Kind::ALL {
            let entry = Entry { org: Org(1), id: 9, rev: 1, voided: None, extra: String::new(), record: kind.blank() };
            let bytes = encode_entry(&entry).unwrap();
            assert_eq!(decode_entry(kind, Org(1), 9, &bytes).unwrap(), entry);
        }
        let entry = issue();
        let bytes = encode_entry(&entry).unwrap();
        assert_eq!(decode_entry(Kind::Issue, entry.org, 7, &bytes).unwrap(), entry);
    }

    #[test]
    fn bent_values_are_refused() {
        let entry = issue();
        let bytes = encode_entry(&entry).unwrap();
        let read = |bytes: &[u8]| decode_entry(Kind::Issue, entry.org, 7, bytes);
        for length in 0..bytes.len() {
            assert!(read(&bytes[..length]).is_err(), "{length}");
        }
        assert!(read(&[&bytes[..], &[0]].concat()).is_err());
        assert!(read(&[&[bytes[0], SCHEMA + 1], &bytes[2..]].concat()).is_err());
        assert!(decode_entry(Kind::Visit, entry.org, 7, &bytes).is_err());
    }

    #[test]
    fn keys_sort_as_numbers_do() {
        assert!(record_key(Kind::Issue, Org(1), 255) < record_key(Kind::Issue, Org(1), 256));
        assert_eq!(read_record_key(&record_key(Kind::Visit, Org(5), 300)), Some((Kind::Visit, Org(5), 300)));
        assert_eq!(read_rev(&history_key(Kind::Visit, Org(5), 300, 4)), Some(4));
        for (less, more) in [(i32::MIN, -1), (-1, 0), (0, 2026), (2026, i32::MAX)] {
            assert!(sortable(less) < sortable(more));
            assert_eq!((from_sortable(sortable(less)), from_sortable(sortable(more))), (less, more));
        }
        assert_eq!(after_prefix(&[1, 255]), Some(vec![2]));
        assert_eq!(after_prefix(&[255, 255]), None);
    }
}
