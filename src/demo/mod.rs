//! Sample data: a year of one made-up township station from `fixtures/demo/`, and a generator of large desks.
//!
//! The fixtures are jsonl with the field keys of the records, as a clerk would type them; `ref` is a name for a
//! reception day, visit or issue within the fixtures, which an issue's `source` and a step's `into` use, and `steps` are the
//! issue's steps after it was registered. All dates stand relative to the `anchor` in `demo.toml`, a Monday: loading moves them by whole weeks so
//! that the anchor's week is the week of today, and weekdays stay what they were.

mod large;
mod year;

use crate::model::fill::Unfilled;
use crate::store::desk::{OpenError, SaveError};

pub use large::large;
pub use year::{STATION, station, year};

/// Why sample data could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The desk did not take it.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A save failed.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// The fixtures do not fit the records: a mistake of ours, named so that it can be mended.
    #[error("{}", crate::text::zh::demo::bad_fixture(.file, *.line, .why))]
    Fixture {
        /// Which file.
        file: &'static str,
        /// Its line, from 1.
        line: usize,
        /// What does not fit.
        why: String,
    },
}

impl DemoError {
    fn unfilled(file: &'static str, line: usize, unfilled: &[Unfilled]) -> DemoError {
        let why = unfilled.iter().map(|field| format!("{}: {}", field.key, field.message)).collect::<Vec<_>>();
        DemoError::Fixture { file, line, why: why.join("; ") }
    }
}
