//! Lines of copies into the live store: those that were taken in and are not there yet.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::brought::{Brought, Kept, What};
use super::{Commit, Place, State, behind, file, set_applied, state};
use crate::model::{Kind, Org};
use crate::store::apply::{self, ReplayError, put, take_away};
use crate::store::books::{Books, Staging};
use crate::store::codec;
use crate::store::db::{DbError, Tree};
use crate::store::disk::Disk;
use crate::store::journal::{JournalReader, Mark, ReadError, line_at_mark};
use crate::text::zh::store::copies as zh;

/// Lines, and bytes of lines, put into one transaction.
const BATCH_LINES: usize = 500;
const BATCH_BYTES: u64 = 4 * 1024 * 1024;
/// Records taken out of the store in one transaction.
const BATCH_RECORDS: usize = 100;

/// A copy that does not have what was taken in. Display is what the clerk is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}", zh::trouble(org, *.applied, *.taken))]
pub struct Trouble {
    /// Whose chain it is.
    pub org: Org,
    /// The last line that could be applied.
    pub applied: u64,
    /// The last line that was taken in.
    pub taken: u64,
}

/// Where copies are read from.
#[derive(Clone, Copy)]
pub struct Behind<'a> {
    /// The file layer.
    pub disk: &'a Arc<dyn Disk>,
    /// The data directory.
    pub root: &'a Path,
    /// Whether a copy that was committed may be put in its place.
    pub settles: bool,
}

/// Applies what the store lacks of every chain, and tells of copies that do not have it; those are tried again the next time.
/// `progress` gets the bytes done and to do, and may stop it.
pub fn catch_up(
    books: &Books,
    from: Behind<'_>,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Vec<Trouble>, ReplayError> {
    catch_up_with(books, from, BTreeMap::new(), progress)
}

/// As [`catch_up`], with what is still known of the lines just written to the copies, which then need not be read again.
pub fn catch_up_with(
    books: &Books,
    from: Behind<'_>,
    mut kept: BTreeMap<Org, Kept>,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Vec<Trouble>, ReplayError> {
    let mut chains = Vec::new();
    let mut total = 0_u64;
    for (org, commit) in behind(books, usize::MAX)? {
        let state = state(books, org)?.ok_or_else(|| books.bent("a chain without a place"))?;
        total = total.saturating_add(commit.bytes.saturating_sub(state.applied.end));
        chains.push((org, commit, state));
    }
    let (mut troubles, mut done) = (Vec::new(), 0_u64);
    for (org, commit, state) in chains {
        let before = state.applied.end;
        let mut told = |end: u64| progress(done.saturating_add(end.saturating_sub(before)).min(total), total);
        let chain = Chain { books, disk: from.disk, org, commit };
        if let Some(applied) = chain.catch_up(state, from, kept.remove(&org), &mut told)? {
            tracing::warn!(%org, applied, taken = commit.seq, "a copy does not have what was taken in");
            troubles.push(Trouble { org, applied, taken: commit.seq });
        }
        done = done.saturating_add(commit.bytes.saturating_sub(before));
    }
    Ok(troubles)
}

/// A chain that is behind.
struct Chain<'a> {
    books: &'a Books,
    disk: &'a Arc<dyn Disk>,
    org: Org,
    commit: Commit,
}

impl Chain<'_> {
    /// Applies it up to what was taken in; gives the last line applied where the copy has no more.
    fn catch_up(
        &self,
        mut state: State,
        from: Behind<'_>,
        kept: Option<Kept>,
        progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<Option<u64>, ReplayError> {
        let find = if from.settles { file::settle } else { file::locate };
        let Some(path) = find(self.disk.as_ref(), from.root, self.org, &self.commit)? else {
            return Ok(Some(state.applied.seq));
        };
        if !self.goes_on(&path, &state.applied)? {
            self.take_out(&mut state)?;
        }
        match kept.and_then(|kept| kept.between(&state.applied, &self.commit)) {
            Some(kept) => self.apply(&mut kept.map(Ok), state, progress),
            None => self.apply_copy(&path, state, progress),
        }
    }

    /// Whether the copy continues what was applied.
    fn goes_on(&self, path: &Path, applied: &Mark) -> Result<bool, ReplayError> {
        if *applied == Mark::START {
            return Ok(true);
        }
        if applied.seq > self.commit.seq || applied.end > self.commit.bytes {
            return Ok(false);
        }
        Ok(line_at_mark(self.disk.as_ref(), path, applied)?)
    }

    /// Applies lines of the copy.
    fn apply_copy(
        &self,
        path: &Path,
        state: State,
        progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<Option<u64>, ReplayError> {
        let reader = JournalReader::at_rest(Arc::clone(self.disk), path, self.commit.bytes);
        let lines = match reader.lines_after(state.applied) {
            Err(ReadError::Disk(error)) => return Err(error.into()),
            Err(ReadError::Damage(_)) => return Ok(Some(state.applied.seq)),
            Ok(lines) => lines,
        };
        let mut before = state.applied;
        let mut lines = lines.map(|line| {
            let brought = Brought::of(&line?, &before, self.org);
            before = brought.mark;
            Ok(brought)
        });
        self.apply(&mut lines, state, progress)
    }

    fn apply(
        &self,
        lines: &mut dyn Iterator<Item = Result<Brought, ReadError>>,
        mut state: State,
        progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<Option<u64>, ReplayError> {
        loop {
            let mut staging = Staging::new(self.books);
            let from = state.applied;
            let mut taken = 0;
            let mut is_over = false;
            while !is_over && taken < BATCH_LINES && state.applied.end.saturating_sub(from.end) < BATCH_BYTES {
                match lines.next() {
                    Some(Ok(line)) => {
                        state.applied = line.mark;
                        self.take(&mut staging, line, state.place);
                        taken += 1;
                    }
                    Some(Err(ReadError::Disk(error))) => return Err(error.into()),
                    Some(Err(ReadError::Damage(_))) | None => is_over = true,
                }
            }
            if state.applied != from {
                set_applied(&mut staging, self.org, &state, &self.commit)?;
                apply::commit(staging)?;
            }
            if is_over {
                let is_whole = self.commit.is_at(&state.applied);
                return Ok((!is_whole).then_some(state.applied.seq));
            }
            if progress(state.applied.end).is_break() {
                return Err(ReplayError::Cancelled);
            }
        }
    }

    fn take(&self, staging: &mut Staging<'_>, line: Brought, place: Place) {
        let is_held = match line.what {
            What::Record(entry) => {
                if place.keeps(entry.kind()) {
                    put(staging, *entry, line.mark.start, place);
                }
                false
            }
            What::Nothing => false,
            What::Closed => place != Place::Above,
            What::Unfit(_) => true,
        };
        if is_held {
            let key = codec::held_key(self.org, line.mark.seq);
            staging.put(Tree::Held, key, line.mark.start.to_be_bytes().to_vec());
        }
    }

    /// Takes everything of the chain out of the store: it has another history now.
    fn take_out(&self, state: &mut State) -> Result<(), DbError> {
        tracing::warn!(org = %self.org, "the records of another history leave the store");
        for kind in Kind::ALL {
            loop {
                let some =
                    self.books.with_prefix(Tree::Record, &codec::record_prefix(kind, self.org), BATCH_RECORDS)?;
                if some.is_empty() {
                    break;
                }
                let mut staging = Staging::new(self.books);
                for (key, value) in &some {
                    let (_, org, id) =
                        codec::read_record_key(key).ok_or_else(|| self.books.bent("a record without a key"))?;
                    let entry = self.books.decode(kind, org, id, value)?;
                    take_away(&mut staging, &entry, state.place)?;
                    staging.remove(Tree::Record, key.to_vec());
                    staging.remove(Tree::Fact, key.to_vec());
                    for (revision, _) in self.books.with_prefix(Tree::History, key, usize::MAX)? {
                        staging.remove(Tree::History, revision.to_vec());
                    }
                }
                staging.commit()?;
            }
        }
        loop {
            let some = self.books.with_prefix(Tree::Held, &self.org.0.to_be_bytes(), BATCH_RECORDS)?;
            let mut staging = Staging::new(self.books);
            some.iter().for_each(|(key, _)| staging.remove(Tree::Held, key.to_vec()));
            if some.is_empty() {
                state.applied = Mark::START;
                set_applied(&mut staging, self.org, state, &self.commit)?;
                return staging.commit();
            }
            staging.commit()?;
        }
    }
}
