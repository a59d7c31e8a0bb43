//! Checks a live store against itself: every list, total and revision must follow from the records.
//!
//! It goes through the records once and through the index once. Rows are compared by an order-free sum of their hashes
//! rather than by a set of them, so that memory does not grow with the store.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::{Bound, ControlFlow};

use super::books::Books;
use super::codec;
use super::copies::Place;
use super::db::{DbError, Pair, Tree};
use super::facts;
use super::index::{self, Total};
use super::reader::Direction;
use super::tally;
use super::waiting;
use crate::model::{Entry, Org};

/// Pairs read at a time.
const CHUNK: usize = 512;
/// Most problems listed; one is enough to rebuild.
const MAX_PROBLEMS: usize = 20;

/// What the check found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Everything agrees.
    Sound,
    /// What does not, in English for the log.
    Wrong(Vec<String>),
    /// Stopped on request.
    Stopped,
}

/// Checks a whole store. `progress` gets the records done and to do, and may stop it. Bytes that do not read are an error.
pub fn check(books: &Books, progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>) -> Result<Outcome, DbError> {
    let mut found = Findings::default();
    let mut expected = 0_u64;
    for total in Total::all() {
        if let Total::Kind(_) = total {
            expected = expected.saturating_add(books.total(total)?);
        }
    }
    let mut seen = 0_u64;
    let finished = each_chunk(books, Tree::Record, &mut |chunk| {
        for (key, value) in chunk {
            found.record(books, key, value)?;
        }
        seen = seen.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        Ok(progress(seen.min(expected), expected))
    })?;
    if !finished {
        return Ok(Outcome::Stopped);
    }
    each_chunk(books, Tree::Index, &mut |chunk| {
        chunk.iter().for_each(|(row, _)| found.stored.add(row));
        Ok(ControlFlow::Continue(()))
    })?;
    each_chunk(books, Tree::Fact, &mut |chunk| {
        found.facts_kept += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        Ok(ControlFlow::Continue(()))
    })?;
    each_chunk(books, Tree::Meta, &mut |chunk| {
        chunk.iter().filter(|(key, _)| tally::is_tally(key)).for_each(|(key, value)| found.tally(key, value));
        Ok(ControlFlow::Continue(()))
    })?;
    found.outcome(books)
}

/// The number and the order-free sum of rows.
#[derive(Default, PartialEq, Eq)]
struct RowSum {
    rows: u64,
    sum: u64,
}

impl RowSum {
    fn add(&mut self, row: &[u8]) {
        let mut hasher = DefaultHasher::new();
        row.hash(&mut hasher);
        self.rows = self.rows.wrapping_add(1);
        self.sum = self.sum.wrapping_add(hasher.finish());
    }
}

#[derive(Default)]
struct Findings {
    problems: Vec<String>,
    /// Rows that follow from the records.
    implied: RowSum,
    /// Rows that are there.
    stored: RowSum,
    totals: BTreeMap<Total, u64>,
    /// How many slim forms follow from the records.
    facts: u64,
    /// How many there are.
    facts_kept: u64,
    /// Whose record was looked at last, and where they stand: records of an organisation stand together.
    last: Option<(Org, Place)>,
    /// What the deputies did, by the keys of the figures: as many as there are deputies, years and duties.
    tallies: BTreeMap<Vec<u8>, u64>,
}

impl Findings {
    fn record(&mut self, books: &Books, key: &[u8], value: &[u8]) -> Result<(), DbError> {
        let (kind, org, id) = codec::read_record_key(key).ok_or_else(|| books.bent("a record without a key"))?;
        let entry: Entry = books.decode(kind, org, id, value)?;
        let place = self.place(books, org)?;
        for row in index::rows(&entry, place) {
            if !books.db().contains(Tree::Index, &row)? {
                self.problem(format!("{} {id} lacks a row in a list", kind.key()));
            }
            self.implied.add(&row);
        }
        let pending = waiting::pending_in(books, &entry, place)?;
        for (row, total) in pending.into_iter().flat_map(|pending| waiting::rows(&entry, pending)) {
            if !books.db().contains(Tree::Index, &row)? {
                self.problem(format!("{} {id} waits and stands in no list", kind.key()));
            }
            self.implied.add(&row);
            *self.totals.entry(total).or_default() += 1;
        }
        let is_listed = place.lists(kind);
        let fact = facts::value(&entry).map_err(|error| books.unreadable(&error))?.filter(|_| is_listed);
        self.facts += u64::from(fact.is_some());
        if books.db().get(Tree::Fact, key)?.as_deref() != fact.as_deref() {
            self.problem(format!("{} {id} is counted as it is not", kind.key()));
        }
        if is_listed {
            for (total, amount) in index::totals(&entry, place) {
                let sum = self.totals.entry(total).or_default();
                *sum = sum.saturating_add(amount);
            }
            for (key, amount) in tally::of(&entry) {
                let sum = self.tallies.entry(key).or_default();
                *sum = sum.saturating_add(amount);
            }
        }
        let revisions = books.with_prefix(Tree::History, key, usize::MAX)?;
        let last = revisions.last().and_then(|(key, _)| codec::read_rev(key));
        if last != Some(entry.rev) {
            self.problem(format!("{} {id} is at revision {}, its history at {last:?}", kind.key(), entry.rev));
        }
        Ok(())
    }

    fn place(&mut self, books: &Books, org: Org) -> Result<Place, DbError> {
        let place = match self.last {
            Some((last, place)) if last == org => place,
            _ => books.place(org)?,
        };
        self.last = Some((org, place));
        Ok(place)
    }

    /// A figure that is kept; what is left of those counted at the end is kept nowhere.
    fn tally(&mut self, key: &[u8], value: &[u8]) {
        let (kept, counted) = (codec::number(value).unwrap_or(0), self.tallies.remove(key).unwrap_or(0));
        if kept != counted {
            self.problem(format!("figure {} is kept as {kept}, counted as {counted}", hex::encode(key)));
        }
    }

    fn problem(&mut self, problem: String) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        }
    }

    fn outcome(mut self, books: &Books) -> Result<Outcome, DbError> {
        if self.implied != self.stored {
            let (implied, stored) = (self.implied.rows, self.stored.rows);
            self.problem(format!("records imply {implied} rows, the lists have {stored}"));
        }
        if self.facts != self.facts_kept {
            self.problem(format!("{} records are counted, {} are kept for it", self.facts, self.facts_kept));
        }
        if let Some(key) = self.tallies.keys().next().map(hex::encode) {
            self.problem(format!("{} figures are not kept, {key} first", self.tallies.len()));
        }
        for total in Total::all() {
            let (kept, counted) = (books.total(total)?, self.totals.get(&total).copied().unwrap_or(0));
            if kept != counted {
                self.problem(format!("{total:?} is kept as {kept}, counted as {counted}"));
            }
        }
        Ok(if self.problems.is_empty() { Outcome::Sound } else { Outcome::Wrong(self.problems) })
    }
}

/// What is done with each chunk of a tree; it may stop the walk.
type EachChunk<'a> = dyn FnMut(&[Pair]) -> Result<ControlFlow<()>, DbError> + 'a;

/// Goes through a tree; `false` if `each` stopped it.
fn each_chunk(books: &Books, tree: Tree, each: &mut EachChunk<'_>) -> Result<bool, DbError> {
    let mut after: Option<Vec<u8>> = None;
    loop {
        let low = after.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        let chunk = books.db().range(tree, (low, Bound::Unbounded), Direction::Forward, CHUNK)?;
        let Some((last, _)) = chunk.last() else { return Ok(true) };
        after = Some(last.to_vec());
        if each(&chunk)?.is_break() {
            return Ok(false);
        }
    }
}
