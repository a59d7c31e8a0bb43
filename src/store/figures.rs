//! The figures of periods, counted from the slim forms of the records: of our own and of those of the stations below.
//!
//! A pass reads them in the order of their keys, some at a time, and keeps nothing of them but sums.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::{Bound, ControlFlow};

use super::books::Books;
use super::codec;
use super::db::Tree;
use super::facts;
use super::index::Total;
use super::reader::{Direction, ReadError, Reader};
use crate::model::codes::CodeLists;
use crate::model::stats::{Asked, Beside, Counted, Counter, Which, counts};
use crate::model::{Date, Entry, Kind, Org};

/// Told how many records were looked at, of how many; may stop the counting.
pub type Progress<'a> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'a;

/// Records read at a time.
const CHUNK: usize = 512;

/// The place of a record among those behind a figure: by its day, then as it was entered.
type Place = (Option<Date>, u64, Kind, Org);

impl Reader {
    /// The figures of the periods asked for, in one pass over the live records; none where `progress` stopped it.
    pub fn counted(
        &self,
        asked: &Asked,
        codes: &CodeLists,
        progress: &mut Progress<'_>,
    ) -> Result<Option<Vec<Counted>>, ReadError> {
        self.counted_of(None, asked, codes, progress)
    }

    /// As [`Reader::counted`], of the records of some desks alone, as if there were no others.
    pub fn counted_of(
        &self,
        desks: Option<&[Org]>,
        asked: &Asked,
        codes: &CodeLists,
        progress: &mut Progress<'_>,
    ) -> Result<Option<Vec<Counted>>, ReadError> {
        let mut counter = Counter::new(asked, codes);
        let Some(from) = asked.periods.iter().map(|period| period.first).min() else { return Ok(Some(Vec::new())) };
        let finished = each(&self.books(), from, (0, 1), progress, &mut |entry| {
            if is_of(desks, &entry) {
                counter.add(&entry);
            }
        })?;
        Ok(finished.then(|| counter.finish()))
    }

    /// The records that a figure counts, the newest first, at most `most`, whole; and how many there are in all. None where
    /// `progress` stopped it.
    pub fn counting(
        &self,
        which: &Which,
        codes: &CodeLists,
        most: usize,
        progress: &mut Progress<'_>,
    ) -> Result<Option<(Vec<Entry>, u64)>, ReadError> {
        self.counting_of(None, which, codes, most, progress)
    }

    /// As [`Reader::counting`], of the records of some desks alone, as if there were no others.
    pub fn counting_of(
        &self,
        desks: Option<&[Org]>,
        which: &Which,
        codes: &CodeLists,
        most: usize,
        progress: &mut Progress<'_>,
    ) -> Result<Option<(Vec<Entry>, u64)>, ReadError> {
        let books = self.books();
        let mut beside = Beside::default();
        if !each(&books, which.period.first, (0, 2), progress, &mut |entry| {
            if is_of(desks, &entry) {
                beside.add(&entry);
            }
        })? {
            return Ok(None);
        }
        let (mut newest, mut all) = (BinaryHeap::<Reverse<Place>>::new(), 0_u64);
        let finished = each(&books, which.period.first, (1, 2), progress, &mut |entry| {
            if is_of(desks, &entry) && counts(which, &entry, &beside, codes) {
                all = all.saturating_add(1);
                newest.push(Reverse((entry.record.date(), entry.id, entry.kind(), entry.org)));
                if newest.len() > most {
                    newest.pop();
                }
            }
        })?;
        if !finished {
            return Ok(None);
        }
        let places = newest.into_sorted_vec().into_iter().map(|Reverse((_, id, kind, org))| (kind, org, id));
        let whole = |(kind, org, id)| books.entry(kind, org, id)?.ok_or(ReadError::Dangling { kind, id });
        Ok(Some((places.map(whole).collect::<Result<_, ReadError>>()?, all)))
    }
}

/// Whether a record is of one of some desks, of any where none are named.
fn is_of(desks: Option<&[Org]>, entry: &Entry) -> bool {
    desks.is_none_or(|desks| desks.binary_search(&entry.org).is_ok())
}

/// Goes through everything that may count in a period from a day on, as pass `pass` of `passes`; `false` where `progress`
/// stopped it.
fn each(
    books: &Books,
    from: Date,
    (pass, passes): (u64, u64),
    progress: &mut Progress<'_>,
    see: &mut dyn FnMut(Entry),
) -> Result<bool, ReadError> {
    let mut of = 0_u64;
    for kind in facts::KINDS {
        of = of.saturating_add(books.total(Total::Kind(kind))?);
    }
    let mut seen = 0_u64;
    let mut after: Option<Vec<u8>> = None;
    loop {
        if progress(of.saturating_mul(pass).saturating_add(seen), of.saturating_mul(passes)).is_break() {
            return Ok(false);
        }
        let low = after.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        let chunk = books.db().range(Tree::Fact, (low, Bound::Unbounded), Direction::Forward, CHUNK)?;
        let Some((last, _)) = chunk.last() else { return Ok(true) };
        after = Some(last.to_vec());
        for (key, value) in &chunk {
            let (kind, org, id) = codec::read_record_key(key).ok_or_else(|| books.bent("a fact without a key"))?;
            if let Some(entry) = facts::read(kind, org, id, value, from).map_err(|error| books.unreadable(&error))? {
                see(entry);
            }
        }
        seen = seen.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX)).min(of);
    }
}

#[cfg(test)]
mod tests;
