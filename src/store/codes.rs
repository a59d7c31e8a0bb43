//! The code lists in force: the shipped ones with the station's settings over them.

use super::reader::{Direction, List, ReadError, Reader};
use crate::model::codes::{CodeLists, CodesError};
use crate::model::{Kind, Record};

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

/// The lists in force, and what is wrong with settings that were not taken.
pub fn in_force(reader: &Reader) -> Result<(CodeLists, Vec<CodesError>), InForceError> {
    let rows = reader.page(List::All(Kind::Setting), None, Direction::Forward, MOST)?;
    let settings = rows.iter().filter_map(|row| match &row.entry.record {
        Record::Setting(setting) => Some((setting.key.as_str(), setting.value.as_str())),
        _ => None,
    });
    Ok(CodeLists::shipped()?.with_settings(settings))
}
