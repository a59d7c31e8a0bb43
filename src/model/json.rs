//! Records to and from the JSON of the journal.
//!
//! An object with the field keys of the domain. Nothing is written for an empty text, list or unknown value whose
//! default is empty too, so that a reader fills it in. A voided record carries `"voided": "<reason>"`. Keys this version does not know are
//! kept as one raw JSON string beside the record (and beside each nested row) and are written back where they stood;
//! bincode, which has no names, can store that.

mod plain;

use std::sync::OnceLock;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::deed::Deed;
use super::event::Event;
use super::kind::Kind;
use super::reception::Attendance;
use super::record::Record;

#[cfg(test)]
mod tests;

/// The key under which unknown keys are kept in memory; never in the journal.
const EXTRA: &str = "extra";
const VOIDED: &str = "voided";
/// Lists of rows that carry unknown keys of their own.
const ROW_LISTS: [&str; 4] = ["events", "attendance", "deeds", "participants"];

/// What one journal body says: the record, whether it is voided and why, and the keys this version does not know.
#[derive(Clone, PartialEq, Debug)]
pub struct Body {
    /// The record.
    pub record: Record,
    /// The reason it was voided.
    pub voided: Option<String>,
    /// Unknown top-level keys, as one JSON object; empty for none.
    pub extra: String,
}

/// A body that does not fit its kind.
#[derive(Debug, thiserror::Error)]
pub enum JsonError {
    /// Not JSON, or a known key with another type.
    #[error("the record's JSON does not fit: {0}")]
    Shape(#[from] serde_json::Error),
    /// Not an object.
    #[error("the record's JSON is not an object")]
    NotAnObject,
}

/// Writes a body as one line of JSON.
pub fn write(body: &Body) -> Result<String, JsonError> {
    let blanks = blanks()?;
    let mut object = object(&body.record)?;
    for (list, blank) in &blanks.rows {
        if let Some(Json::Array(rows)) = object.get_mut(*list) {
            for row in rows.iter_mut().filter_map(Json::as_object_mut) {
                let extra = row.shift_remove(EXTRA);
                drop_nothing(row, blank);
                put_back(row, extra.as_ref().and_then(Json::as_str).unwrap_or(""))?;
            }
        }
    }
    drop_nothing(&mut object, blanks.of(body.record.kind())?);
    if let Some(reason) = &body.voided {
        object.insert(VOIDED.to_owned(), Json::String(reason.clone()));
    }
    put_back(&mut object, &body.extra)?;
    Ok(serde_json::to_string(&object)?)
}

/// Reads a body of a kind this version knows.
pub fn read(kind: Kind, text: &str) -> Result<Body, JsonError> {
    match plain(kind, text)? {
        Some(record) => Ok(Body { record, voided: None, extra: String::new() }),
        None => by_keys(kind, text),
    }
}

/// The record of a body that holds known keys only, as nearly all do: it is read at once. None where that cannot be.
fn plain(kind: Kind, text: &str) -> Result<Option<Record>, JsonError> {
    let blanks = blanks()?;
    let keys = plain::Keys { known: blanks.of(kind)?, rows: &blanks.rows };
    Ok(if keys.are_all_of(text) { record(kind, text).ok() } else { None })
}

/// Reads a body key by key: what is not known is set aside, and a key that comes twice counts as it comes last.
fn by_keys(kind: Kind, text: &str) -> Result<Body, JsonError> {
    let Json::Object(mut object) = serde_json::from_str(text)? else {
        return Err(JsonError::NotAnObject);
    };
    let voided = match object.shift_remove(VOIDED) {
        None | Some(Json::Null) => None,
        Some(Json::String(reason)) => Some(reason),
        // A reason in a shape of a later version still voids.
        Some(other) => Some(other.to_string()),
    };
    let blanks = blanks()?;
    let blank = blanks.of(kind)?;
    let extra = take_unknown(&mut object, blank)?;
    for (list, of_row) in blanks.rows.iter().filter(|(list, _)| blank.contains_key(*list)) {
        if let Some(Json::Array(rows)) = object.get_mut(*list) {
            for row in rows.iter_mut().filter_map(Json::as_object_mut) {
                let extra = take_unknown(row, of_row)?;
                row.insert(EXTRA.to_owned(), Json::String(extra));
            }
        }
    }
    Ok(Body { record: record(kind, &serde_json::to_string(&object)?)?, voided, extra })
}

/// A record from its known keys.
fn record(kind: Kind, text: &str) -> Result<Record, JsonError> {
    Ok(match kind {
        Kind::Station => Record::Station(serde_json::from_str(text)?),
        Kind::Deputy => Record::Deputy(serde_json::from_str(text)?),
        Kind::Unit => Record::Unit(serde_json::from_str(text)?),
        Kind::Reception => Record::Reception(serde_json::from_str(text)?),
        Kind::Issue => Record::Issue(serde_json::from_str(text)?),
        Kind::Visit => Record::Visit(serde_json::from_str(text)?),
        Kind::Setting => Record::Setting(serde_json::from_str(text)?),
        Kind::Activity => Record::Activity(serde_json::from_str(text)?),
        Kind::Project => Record::Project(serde_json::from_str(text)?),
        Kind::Proposal => Record::Proposal(serde_json::from_str(text)?),
        Kind::Report => Record::Report(serde_json::from_str(text)?),
        Kind::Party => Record::Party(serde_json::from_str(text)?),
        Kind::Received => Record::Received(serde_json::from_str(text)?),
        Kind::Handling => Record::Handling(serde_json::from_str(text)?),
        Kind::Pack => Record::Pack(serde_json::from_str(text)?),
    })
}

/// Every key of a record.
fn object(record: &Record) -> Result<Map<String, Json>, JsonError> {
    match record {
        Record::Station(record) => object_of(record),
        Record::Deputy(record) => object_of(record),
        Record::Unit(record) => object_of(record),
        Record::Reception(record) => object_of(record),
        Record::Issue(record) => object_of(record.as_ref()),
        Record::Visit(record) => object_of(record),
        Record::Setting(record) => object_of(record),
        Record::Activity(record) => object_of(record.as_ref()),
        Record::Project(record) => object_of(record.as_ref()),
        Record::Proposal(record) => object_of(record.as_ref()),
        Record::Report(record) => object_of(record.as_ref()),
        Record::Party(record) => object_of(record.as_ref()),
        Record::Received(record) => object_of(record.as_ref()),
        Record::Handling(record) => object_of(record.as_ref()),
        Record::Pack(record) => object_of(record.as_ref()),
    }
}

/// Records and rows as they are when nothing was entered: what their keys are, and what need not be written. Made once, for
/// every line of a journal asks.
struct Blanks {
    /// In the order of [`Kind::ALL`].
    records: Vec<Map<String, Json>>,
    rows: [(&'static str, Map<String, Json>); ROW_LISTS.len()],
}

impl Blanks {
    fn new() -> Result<Blanks, JsonError> {
        let records = Kind::ALL.into_iter().map(|kind| object(&kind.blank())).collect::<Result<_, _>>()?;
        let mut rows = ROW_LISTS.map(|list| (list, Map::new()));
        for (list, blank) in &mut rows {
            *blank = blank_row(list)?;
        }
        Ok(Blanks { records, rows })
    }

    fn of(&self, kind: Kind) -> Result<&Map<String, Json>, JsonError> {
        let at = Kind::ALL.iter().position(|other| *other == kind);
        at.and_then(|at| self.records.get(at)).ok_or(JsonError::NotAnObject)
    }
}

fn blanks() -> Result<&'static Blanks, JsonError> {
    static BLANKS: OnceLock<Option<Blanks>> = OnceLock::new();
    BLANKS.get_or_init(|| Blanks::new().ok()).as_ref().ok_or(JsonError::NotAnObject)
}

fn object_of<R: Serialize>(record: &R) -> Result<Map<String, Json>, JsonError> {
    match serde_json::to_value(record)? {
        Json::Object(object) => Ok(object),
        _ => Err(JsonError::NotAnObject),
    }
}

/// A row of a list as it is when nothing was entered; `extra` is no key of it.
fn blank_row(list: &str) -> Result<Map<String, Json>, JsonError> {
    let mut blank = match list {
        "events" => object_of(&Event::default()),
        "attendance" | "participants" => object_of(&Attendance::default()),
        _ => object_of(&Deed::default()),
    }?;
    blank.shift_remove(EXTRA);
    Ok(blank)
}

fn take_unknown(object: &mut Map<String, Json>, blank: &Map<String, Json>) -> Result<String, JsonError> {
    let unknown: Vec<String> = object.keys().filter(|key| !blank.contains_key(*key)).cloned().collect();
    if unknown.is_empty() {
        return Ok(String::new());
    }
    let taken: Map<String, Json> =
        unknown.into_iter().filter_map(|key| object.shift_remove(&key).map(|value| (key, value))).collect();
    Ok(serde_json::to_string(&taken)?)
}

fn put_back(object: &mut Map<String, Json>, extra: &str) -> Result<(), JsonError> {
    if extra.is_empty() {
        return Ok(());
    }
    if let Json::Object(unknown) = serde_json::from_str(extra)? {
        for (key, value) in unknown {
            object.entry(key).or_insert(value);
        }
    }
    Ok(())
}

/// Drops what a reader fills in by itself: nothing, where the default is nothing as well.
fn drop_nothing(object: &mut Map<String, Json>, blank: &Map<String, Json>) {
    object.retain(|key, value| !is_nothing(value) || blank.get(key).is_some_and(|default| !is_nothing(default)));
}

fn is_nothing(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.is_empty(),
        Json::Array(items) => items.is_empty(),
        _ => false,
    }
}
