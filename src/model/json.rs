//! Records to and from the JSON of the journal.
//!
//! An object with the field keys of the domain. Nothing is written for an empty text, list or unknown value whose
//! default is empty too, so that a reader fills it in. A voided record carries `"voided": "<reason>"`. Keys this version does not know are
//! kept as one raw JSON string beside the record (and beside each nested row) and are written back where they stood;
//! bincode, which has no names, can store that.

use serde::Serialize;
use serde::de::DeserializeOwned;
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
    let mut object = match &body.record {
        Record::Station(record) => known_keys(record)?,
        Record::Deputy(record) => known_keys(record)?,
        Record::Unit(record) => known_keys(record)?,
        Record::Reception(record) => known_keys(record)?,
        Record::Issue(record) => known_keys(record.as_ref())?,
        Record::Visit(record) => known_keys(record)?,
        Record::Setting(record) => known_keys(record)?,
        Record::Activity(record) => known_keys(record.as_ref())?,
        Record::Project(record) => known_keys(record.as_ref())?,
        Record::Proposal(record) => known_keys(record.as_ref())?,
        Record::Report(record) => known_keys(record.as_ref())?,
        Record::Party(record) => known_keys(record.as_ref())?,
        Record::Received(record) => known_keys(record.as_ref())?,
        Record::Handling(record) => known_keys(record.as_ref())?,
        Record::Pack(record) => known_keys(record.as_ref())?,
    };
    if let Some(reason) = &body.voided {
        object.insert(VOIDED.to_owned(), Json::String(reason.clone()));
    }
    put_back(&mut object, &body.extra)?;
    Ok(serde_json::to_string(&object)?)
}

/// Reads a body of a kind this version knows.
pub fn read(kind: Kind, text: &str) -> Result<Body, JsonError> {
    let Json::Object(mut object) = serde_json::from_str(text)? else {
        return Err(JsonError::NotAnObject);
    };
    let voided = match object.shift_remove(VOIDED) {
        None | Some(Json::Null) => None,
        Some(Json::String(reason)) => Some(reason),
        // A reason in a shape of a later version still voids.
        Some(other) => Some(other.to_string()),
    };
    let (record, extra) = match kind {
        Kind::Station => known(object, Record::Station)?,
        Kind::Deputy => known(object, Record::Deputy)?,
        Kind::Unit => known(object, Record::Unit)?,
        Kind::Reception => known(object, Record::Reception)?,
        Kind::Issue => known(object, |issue| Record::Issue(Box::new(issue)))?,
        Kind::Visit => known(object, Record::Visit)?,
        Kind::Setting => known(object, Record::Setting)?,
        Kind::Activity => known(object, |activity| Record::Activity(Box::new(activity)))?,
        Kind::Project => known(object, |project| Record::Project(Box::new(project)))?,
        Kind::Proposal => known(object, |proposal| Record::Proposal(Box::new(proposal)))?,
        Kind::Report => known(object, |report| Record::Report(Box::new(report)))?,
        Kind::Party => known(object, |party| Record::Party(Box::new(party)))?,
        Kind::Received => known(object, |received| Record::Received(Box::new(received)))?,
        Kind::Handling => known(object, |handling| Record::Handling(Box::new(handling)))?,
        Kind::Pack => known(object, |pack| Record::Pack(Box::new(pack)))?,
    };
    Ok(Body { record, voided, extra })
}

/// The keys of a record and its rows that say something.
fn known_keys<R: Default + Serialize>(record: &R) -> Result<Map<String, Json>, JsonError> {
    let mut object = object_of(record)?;
    for list in ROW_LISTS {
        if let Some(Json::Array(rows)) = object.get_mut(list) {
            let blank = blank_row(list)?;
            for row in rows.iter_mut().filter_map(Json::as_object_mut) {
                let extra = row.shift_remove(EXTRA);
                drop_nothing(row, &blank);
                put_back(row, extra.as_ref().and_then(Json::as_str).unwrap_or(""))?;
            }
        }
    }
    drop_nothing(&mut object, &object_of(&R::default())?);
    Ok(object)
}

fn object_of<R: Serialize>(record: &R) -> Result<Map<String, Json>, JsonError> {
    match serde_json::to_value(record)? {
        Json::Object(object) => Ok(object),
        _ => Err(JsonError::NotAnObject),
    }
}

fn known<R>(mut object: Map<String, Json>, wrap: impl FnOnce(R) -> Record) -> Result<(Record, String), JsonError>
where
    R: Default + Serialize + DeserializeOwned,
{
    let blank = object_of(&R::default())?;
    let extra = take_unknown(&mut object, &blank)?;
    for list in ROW_LISTS.into_iter().filter(|list| blank.contains_key(*list)) {
        if let Some(Json::Array(rows)) = object.get_mut(list) {
            let blank = blank_row(list)?;
            for row in rows.iter_mut().filter_map(Json::as_object_mut) {
                let extra = take_unknown(row, &blank)?;
                row.insert(EXTRA.to_owned(), Json::String(extra));
            }
        }
    }
    let record: R = serde_json::from_value(Json::Object(object))?;
    Ok((wrap(record), extra))
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
