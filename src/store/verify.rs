//! Checks everything that is stored, and changes nothing: the journal from its first line to its last, and the live store
//! against one made anew from the journal.

#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::collections::{BTreeSet, VecDeque};
use std::ops::{Bound, ControlFlow};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::apply::replay;
use super::backup::{self, Source};
use super::books::Books;
use super::codec;
use super::copies::{self, Behind, Trouble};
use super::db::{DbError, Pair, Tree, dirs};
use super::desk::{Held, OpenError};
use super::disk::Disk;
use super::index::{self, Total};
use super::journal::{self, JournalReader, Mark, ReadError, Verified};
use super::place;
use super::reader::Direction;
use super::tally;
use crate::model::order::Gather as _;
use crate::model::{Kind, Org};
use crate::text::zh::store::{copies as copied, verify as zh};

/// The folder of the store made for comparison; removed again.
const WORK: &str = "verify-work";
/// Pairs compared at a time.
const CHUNK: usize = 512;
/// Records named in a report.
const MAX_NAMED: usize = 20;
/// After how many pairs it is told how far the comparison has got.
const PAIRS_A_REPORT: u64 = 4096;
/// What must be the same in both stores. The marks in `meta` are looked at one by one.
const COMPARED: [Tree; 6] = [Tree::Record, Tree::Index, Tree::History, Tree::Held, Tree::Undo, Tree::Fact];

/// How far it has got; `Break` cancels it.
pub type Progress<'a> = dyn FnMut(Step, u64, u64) -> ControlFlow<()> + 'a;

/// What a check is at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Reading the journal; bytes.
    Journal,
    /// Making a store to compare with; bytes of the journal.
    Replay,
    /// Comparing; pairs, of a number not known before.
    Compare,
}

/// What was found.
#[derive(Debug)]
pub struct Report {
    /// The journal's file.
    pub path: PathBuf,
    /// What the journal is like.
    pub journal: Verified,
    /// When the last whole save was made, RFC 3339; `None` where there is none.
    pub last_at: Option<String>,
    /// A backup that has more of the journal than there is, or than can be read.
    pub longer: Option<PathBuf>,
    /// What the live store is like.
    pub store: Store,
    /// What the copies of other desks' chains are like; none where the live store could not be looked at.
    pub copies: Option<Copies>,
}

/// What the copies of other desks' chains are like.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Copies {
    /// How many there are.
    pub chains: u64,
    /// Lines taken in, of all of them.
    pub lines: u64,
    /// Those that do not have what was taken in.
    pub troubles: Vec<Trouble>,
}

/// How the live store stands to the journal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Store {
    /// There is none; the next opening makes one.
    Missing,
    /// As the journal says, up to this line.
    Same {
        /// The last line applied.
        applied: u64,
    },
    /// It has lines that the journal has lost, or that stand behind its damage.
    Ahead {
        /// The last line applied.
        applied: u64,
    },
    /// It does not open or read, or is of another history; the next opening makes it anew.
    Unusable,
    /// It says something else than the journal.
    Differs {
        /// Some of the records concerned.
        records: Vec<(Kind, u64)>,
        /// How many entries differ in all.
        entries: u64,
    },
}

impl Report {
    /// Whether something is wrong that does not mend itself.
    pub fn is_damaged(&self) -> bool {
        self.journal.damage.is_some()
            || self.longer.is_some()
            || self.copies.as_ref().is_some_and(|copies| !copies.troubles.is_empty())
            || matches!(self.store, Store::Ahead { .. } | Store::Differs { .. })
    }

    /// The report for the clerk, line by line: what was found and what to do.
    pub fn lines(&self) -> Vec<String> {
        let journal = &self.journal;
        let mut lines = vec![zh::journal(&self.path, journal.lines, journal.groups, self.last_at.as_deref())];
        if let [_, later @ ..] = &journal.chains[..]
            && !later.is_empty()
        {
            lines.push(zh::epochs(journal.chains.len()));
        }
        if let Some(damage) = &journal.damage {
            let line = damage.line.unwrap_or_default();
            lines.push(zh::missing_from(line, damage.offset, &damage.flaw, journal.saved.seq));
        } else if journal.torn_bytes > 0 {
            lines.push(zh::torn(journal.torn_bytes));
        }
        // Behind a bad line there is more of this journal than can be read.
        if let (Some(backup), None) = (&self.longer, &journal.damage) {
            lines.push(zh::shorter_than(backup));
        }
        lines.push(match &self.store {
            Store::Missing => zh::STORE_MISSING.to_owned(),
            Store::Unusable => zh::STORE_UNUSABLE.to_owned(),
            Store::Same { applied } => zh::store_same(*applied, journal.saved.seq),
            Store::Ahead { applied } => zh::store_ahead(*applied, journal.saved.seq),
            Store::Differs { records, entries } => {
                let names: Vec<String> = records.iter().map(|(kind, id)| zh::record(kind.name(), *id)).collect();
                zh::store_differs(*entries, &names)
            }
        });
        if let Some(copies) = self.copies.as_ref().filter(|copies| copies.chains > 0) {
            let sound = copies.chains.saturating_sub(u64::try_from(copies.troubles.len()).unwrap_or(u64::MAX));
            lines.push(copied::copies(sound, copies.lines));
            lines.extend(copies.troubles.iter().take(MAX_NAMED).map(ToString::to_string));
        }
        lines
    }

    /// The last sentence: whether there is anything to do.
    pub fn verdict(&self) -> &'static str {
        if self.is_damaged() { zh::DAMAGED } else { zh::SOUND }
    }
}

/// Checks a desk that nobody has open.
pub fn verify(disk: &Arc<dyn Disk>, root: &Path, progress: &mut Progress<'_>) -> Result<Report, OpenError> {
    let held = Held::take(Arc::clone(disk), root)?;
    let org = held.settings.org();
    let path = place::journal(root, org);
    let verified = journal::verify(disk.as_ref(), &path, &mut |done, total| progress(Step::Journal, done, total))?;
    if verified.stopped {
        return Err(OpenError::Cancelled);
    }
    let reader = |end| JournalReader::at_rest(Arc::clone(disk), &path, end);
    let (last_at, longer) = match verified.saved {
        Mark::START => (None, None),
        saved => {
            let source = Source { disk: disk.as_ref(), root, org, saved: None };
            (Some(reader(saved.end).read_at(saved.start)?.envelope.at), backup::that_goes_on(&source, saved))
        }
    };
    let (store, copies) = store(disk, root, org, &verified, &reader, progress)?;
    Ok(Report { path, journal: verified, last_at, longer, store, copies })
}

/// Compares the live store in use with the journal.
fn store(
    disk: &Arc<dyn Disk>,
    root: &Path,
    org: Org,
    verified: &Verified,
    reader: &dyn Fn(u64) -> JournalReader,
    progress: &mut Progress<'_>,
) -> Result<(Store, Option<Copies>), OpenError> {
    let listed = dirs::list(root).map_err(|source| DbError::System { path: root.to_path_buf(), source })?;
    let Some((_, path)) = listed.last() else { return Ok((Store::Missing, None)) };
    let found = Books::open(path, org).and_then(|books| Ok((books.applied()?.unwrap_or(Mark::START), books)));
    let whole = reader(verified.head.end);
    let (applied, books) = match found {
        Ok(found) => found,
        Err(error) if error.wants_rebuild() => return Ok((Store::Unusable, None)),
        Err(error) => return Err(error.into()),
    };
    if verified.lines > 0 && books.root()? != Some(whole.read_at(0)?.envelope.hash) {
        return Ok((Store::Unusable, None));
    }
    if applied.seq > verified.saved.seq {
        return Ok((Store::Ahead { applied: applied.seq }, None));
    }
    if !is_a_line(&whole, applied)? {
        return Ok((Store::Unusable, None));
    }
    let work = root.join(WORK);
    // What a check that was killed has left.
    dirs::remove(&work);
    let from = Behind { disk, root, settles: false };
    let compared = compare(&books, &work, &reader(applied.end), from, progress);
    dirs::remove(&work);
    match compared {
        Err(OpenError::Store(error)) if error.wants_rebuild() => Ok((Store::Unusable, None)),
        other => other.map(|(store, copies)| (store, Some(copies))),
    }
}

/// Whether a mark is a line of this journal.
fn is_a_line(reader: &JournalReader, mark: Mark) -> Result<bool, OpenError> {
    if mark == Mark::START {
        return Ok(true);
    }
    match reader.read_at(mark.start) {
        Ok(line) => Ok(line.envelope.hash == mark.hash && line.end == mark.end),
        Err(ReadError::Damage(_)) => Ok(false),
        Err(ReadError::Disk(error)) => Err(error.into()),
    }
}

fn compare(
    books: &Books,
    work: &Path,
    journal: &JournalReader,
    from: Behind<'_>,
    progress: &mut Progress<'_>,
) -> Result<(Store, Copies), OpenError> {
    let fresh = Books::create(work, books.org())?;
    replay(&fresh, journal, &mut |done, total| progress(Step::Replay, done, total))?;
    let troubles = copies::catch_up(&fresh, from, &mut |done, total| progress(Step::Replay, done, total))?;
    let states = copies::states(&fresh)?;
    // Of a copy that is not applied yet the store has less, of one that is damaged it may have more.
    let behind = copies::behind(books, usize::MAX)?.into_iter().map(|(org, _)| org);
    let unread: BTreeSet<Org> = troubles.iter().map(|trouble| trouble.org).chain(behind).gather();
    let is_all = unread.is_empty();
    let mut found = Differences { unread, ..Differences::default() };
    let mut pairs = 0_u64;
    for tree in COMPARED {
        let (mut left, mut right) = (Pairs::of(books, tree)?, Pairs::of(&fresh, tree)?);
        while let Some(order) = left.order(&right) {
            match order {
                Ordering::Less => found.add(tree, left.take()?),
                Ordering::Greater => found.add(tree, right.take()?),
                Ordering::Equal => {
                    let (one, other) = (left.take()?, right.take()?);
                    if one != other {
                        found.add(tree, one);
                    }
                }
            }
            pairs += 1;
            if pairs.is_multiple_of(PAIRS_A_REPORT) && progress(Step::Compare, pairs, pairs).is_break() {
                return Err(OpenError::Cancelled);
            }
        }
    }
    if is_all {
        for total in Total::all() {
            found.entries += u64::from(books.total(total)? != fresh.total(total)?);
        }
        found.entries += tally::differing(books, &fresh)?;
        found.entries += u64::from(copies::states(books)? != states);
    }
    let lines = states.iter().fold(0_u64, |sum, (_, state)| sum.saturating_add(state.applied.seq));
    let copies = Copies { chains: u64::try_from(states.len()).unwrap_or(u64::MAX), lines, troubles };
    let store = match found {
        Differences { entries: 0, .. } => Store::Same { applied: books.applied()?.map_or(0, |mark| mark.seq) },
        Differences { entries, records, .. } => Store::Differs { records, entries },
    };
    Ok((store, copies))
}

/// What differs between two stores.
#[derive(Default)]
struct Differences {
    records: Vec<(Kind, u64)>,
    entries: u64,
    /// Whose copies do not have what was taken in: the store may have more of them.
    unread: BTreeSet<Org>,
}

impl Differences {
    fn add(&mut self, tree: Tree, pair: Option<Pair>) {
        let owner = pair.as_ref().and_then(|(key, _)| owner(tree, key));
        if owner.is_some_and(|org| self.unread.contains(&org)) {
            return;
        }
        self.entries += 1;
        // Rows of lists do not name the kind; the records they belong to differ as well, or a total does.
        let named = matches!(tree, Tree::Record | Tree::History | Tree::Fact) && self.records.len() < MAX_NAMED;
        let record = pair.filter(|_| named).and_then(|(key, _)| codec::read_record_key(&key));
        if let Some((kind, _, id)) = record
            && !self.records.contains(&(kind, id))
        {
            self.records.push((kind, id));
        }
    }
}

/// Whose record a key is about.
fn owner(tree: Tree, key: &[u8]) -> Option<Org> {
    match tree {
        Tree::Record | Tree::History | Tree::Fact => codec::read_record_key(key).map(|(_, org, _)| org),
        Tree::Index => index::record_of_row(key).map(|(org, _)| org),
        Tree::Held => key.first_chunk().map(|org| Org(u64::from_be_bytes(*org))),
        Tree::Undo | Tree::Meta => None,
    }
}

/// The pairs of a tree in order, read some at a time.
struct Pairs<'a> {
    books: &'a Books,
    tree: Tree,
    ahead: VecDeque<Pair>,
}

impl<'a> Pairs<'a> {
    fn of(books: &'a Books, tree: Tree) -> Result<Self, DbError> {
        let ahead = books.db().range(tree, (Bound::Unbounded, Bound::Unbounded), Direction::Forward, CHUNK)?;
        Ok(Self { books, tree, ahead: ahead.into() })
    }

    /// Which of the two comes next; `None` at the end of both.
    fn order(&self, other: &Pairs<'_>) -> Option<Ordering> {
        match (self.ahead.front(), other.ahead.front()) {
            (Some((one, _)), Some((other, _))) => Some(one[..].cmp(&other[..])),
            (Some(_), None) => Some(Ordering::Less),
            (None, Some(_)) => Some(Ordering::Greater),
            (None, None) => None,
        }
    }

    /// Takes the next pair and sees to it that the one after it is there.
    fn take(&mut self) -> Result<Option<Pair>, DbError> {
        let taken = self.ahead.pop_front();
        if let (Some((key, _)), true) = (&taken, self.ahead.is_empty()) {
            let beyond = (Bound::Excluded(&key[..]), Bound::Unbounded);
            self.ahead = self.books.db().range(self.tree, beyond, Direction::Forward, CHUNK)?.into();
        }
        Ok(taken)
    }
}
