//! The settings in force: what the program ships with the station's own over it; set, and given up.

use super::batch::{Batch, EDIT};
use super::copies::Place;
use super::reader::{Direction, List, ReadError, Reader};
use crate::model::codes::{CodeLists, CodesError};
use crate::model::setting::{Setting, known};
use crate::model::{Entry, Kind, Record};

/// Settings read at a time, and the most there can be.
const MOST: usize = 1_000;

/// Why the lists could not be made.
#[derive(Debug, thiserror::Error)]
pub enum InForceError {
    /// The shipped lists do not read: a mistake of the program's.
    #[error(transparent)]
    Shipped(#[from] CodesError),
    /// The settings cannot be read from the store.
    #[error(transparent)]
    Store(#[from] ReadError),
}

/// The live record of a setting, by its key.
pub fn setting(reader: &Reader, key: &str) -> Result<Option<Entry>, ReadError> {
    let rows = reader.page(List::All(Kind::Setting), None, Direction::Forward, MOST)?;
    let is_meant = |entry: &Entry| matches!(&entry.record, Record::Setting(setting) if setting.key == key);
    Ok(rows.into_iter().map(|row| row.entry).find(is_meant))
}

/// Puts a setting into a batch: over the record it has, or as a new one.
pub fn set(batch: &mut Batch, before: Option<&Entry>, record: Record) {
    match before {
        Some(before) => batch.change(EDIT, before, record),
        None => {
            batch.add(record);
        }
    }
}

/// Gives a station's setting up: its record is voided, or, for a list it has added codes to, written anew. False where there
/// is no such record.
pub fn reset(
    batch: &mut Batch,
    reader: &Reader,
    key: &str,
    reason: &str,
    codes: &CodeLists,
) -> Result<bool, InForceError> {
    let Some(entry) = setting(reader, key)? else { return Ok(false) };
    let instead = match known::find(key) {
        Some(item) => item.reset(codes)?,
        None => None,
    };
    match instead {
        Some(value) => {
            batch.change(EDIT, &entry, Record::Setting(Setting { key: key.to_owned(), value, ..Setting::default() }))
        }
        None => batch.void(&entry, reason),
    }
    Ok(true)
}

/// The lists in force, and what is wrong with settings that were not taken. At a desk above stations the codes are known as well
/// that those below added to their lists.
pub fn in_force(reader: &Reader) -> Result<(CodeLists, Vec<CodesError>), InForceError> {
    let rows = reader.page(List::All(Kind::Setting), None, Direction::Forward, MOST)?;
    let settings = rows.iter().filter_map(|row| match &row.entry.record {
        Record::Setting(setting) => Some((setting.key.as_str(), setting.value.as_str())),
        _ => None,
    });
    let shipped = CodeLists::shipped()?;
    let (codes, not_taken) = shipped.clone().with_settings(settings);
    if !reader.is_above() {
        return Ok((codes, not_taken));
    }
    let mut theirs = Vec::new();
    for (org, state) in reader.chains()? {
        if state.place == Place::Below {
            theirs.extend(reader.settings_of(org, MOST)?);
        }
    }
    let settings = theirs.iter().map(|setting| (setting.key.as_str(), setting.value.as_str()));
    Ok((codes.with_theirs(&shipped, settings), not_taken))
}
