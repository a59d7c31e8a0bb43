//! The live store as records, marks and totals: what stands between sled's bytes and everybody else.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::codec::{self, CodecError};
use super::copies::{self, Place};
use super::db::{Bytes, Db, DbError, Pair, Tree, Writes};
use super::index::{self, Total};
use super::journal::{CHAIN_KIND, Hash, Line, Mark};
use super::reader::Direction;
use crate::model::order::Gather as _;
use crate::model::{Entry, Kind, Org};

const APPLIED: &[u8] = b"applied";
const COMPLETE: &[u8] = b"complete";
const ROOT: &[u8] = b"root";
const SCHEMA: &[u8] = b"schema";
const SETTLED: &[u8] = b"settled";
const UNDO_TOP: &[u8] = b"undo";

/// A save that can be undone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Undoable {
    /// The number of its first line.
    pub seq: u64,
    /// Where that line stands in the journal.
    pub start: u64,
    /// The number of the first line of the save before it that can be undone; 0 for none.
    pub below: u64,
}

/// An open live store of one desk.
pub struct Books {
    db: Db,
    org: Org,
    /// When records that a level above sends down, or ours like them, last changed.
    shared: AtomicU64,
}

/// The next number that no store of this process has had.
fn moment() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Whether records of a kind go into what a level above offers: those it sends down, and who it is.
fn is_shared(kind: Kind) -> bool {
    matches!(kind, Kind::Deputy | Kind::Unit | Kind::Setting | Kind::Party | Kind::Station)
}

impl Books {
    /// Opens the store in a directory as it is found. An unfinished rebuild and another schema are damage: both are cured
    /// by making the store anew.
    pub fn open(path: &Path, org: Org) -> Result<Books, DbError> {
        let books = Books { db: Db::open(path)?, org, shared: AtomicU64::new(moment()) };
        let schema = books.meta(SCHEMA)?;
        if schema.as_deref() != Some(&[codec::SCHEMA][..]) {
            return Err(books.bent("of another schema"));
        }
        if books.meta(COMPLETE)?.is_none() {
            return Err(books.bent("an unfinished rebuild"));
        }
        // What an opening cannot do without, so that damage there shows now.
        books.applied()?;
        books.next_ids()?;
        Ok(books)
    }

    /// Makes an empty store in a directory that is not there yet. It counts as unfinished until [`Books::complete`].
    pub fn create(path: &Path, org: Org) -> Result<Books, DbError> {
        let books = Books { db: Db::open(path)?, org, shared: AtomicU64::new(moment()) };
        books.put_meta(SCHEMA, vec![codec::SCHEMA])?;
        // What a power cut leaves of it is thrown away.
        books.db.set_passing(true);
        Ok(books)
    }

    /// Marks a rebuild as finished and brings it to the disk.
    pub fn complete(&self) -> Result<(), DbError> {
        self.db.set_passing(false);
        self.put_meta(COMPLETE, vec![1])?;
        self.settle()
    }

    /// Brings everything to the disk and notes how far that was, so that the next opening knows nothing was lost.
    pub fn settle(&self) -> Result<(), DbError> {
        if self.is_settled()? {
            return Ok(());
        }
        self.put_meta(SETTLED, self.stamp()?.to_be_bytes().to_vec())?;
        self.db.flush()
    }

    /// Whether everything applied was on the disk when the store was last settled.
    pub fn is_settled(&self) -> Result<bool, DbError> {
        Ok(self.meta(SETTLED)?.as_deref().and_then(codec::number) == Some(self.stamp()?))
    }

    /// A number that is another one after anything was applied, of our own journal or of others'.
    pub fn stamp(&self) -> Result<u64, DbError> {
        Ok(self.applied()?.map_or(0, |mark| mark.seq).saturating_add(copies::ticks(self)?))
    }

    /// A number that is another one after a roster, units, settings or parties changed, of ours or of others.
    pub fn shared_stamp(&self) -> u64 {
        self.shared.load(Ordering::Acquire)
    }

    /// Where an organisation's records stand among ours.
    pub fn place(&self, org: Org) -> Result<Place, DbError> {
        copies::place(self, org)
    }

    /// Whose records it holds.
    pub fn org(&self) -> Org {
        self.org
    }

    /// The bytes below.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// The journal line up to which changes were applied.
    pub fn applied(&self) -> Result<Option<Mark>, DbError> {
        match self.meta(APPLIED)? {
            Some(bytes) => codec::decode(&bytes).map(Some).map_err(|error| self.unreadable(&error)),
            None => Ok(None),
        }
    }

    /// The hash of the journal's first line: which history the store is of.
    pub fn root(&self) -> Result<Option<Hash>, DbError> {
        let bytes = self.meta(ROOT)?;
        Ok(bytes.and_then(|bytes| <[u8; 32]>::try_from(&bytes[..]).ok()).map(Hash))
    }

    /// One record of an organisation, voided or not.
    pub fn entry(&self, kind: Kind, org: Org, id: u64) -> Result<Option<Entry>, DbError> {
        match self.db.get(Tree::Record, &codec::record_key(kind, org, id))? {
            Some(bytes) => self.decode(kind, org, id, &bytes).map(Some),
            None => Ok(None),
        }
    }

    /// Reads a record's value.
    pub fn decode(&self, kind: Kind, org: Org, id: u64, bytes: &[u8]) -> Result<Entry, DbError> {
        codec::decode_entry(kind, org, id, bytes).map_err(|error| self.unreadable(&error))
    }

    /// A kept total.
    pub fn total(&self, total: Total) -> Result<u64, DbError> {
        Ok(self.meta(&total.key())?.as_deref().and_then(codec::number).unwrap_or(0))
    }

    /// Where in our own journal a revision of a record stands.
    pub fn revision(&self, kind: Kind, id: u64, rev: u32) -> Result<Option<u64>, DbError> {
        let key = codec::history_key(kind, self.org, id, rev);
        Ok(self.db.get(Tree::History, &key)?.as_deref().and_then(codec::number))
    }

    /// Whether a line of the journal was applied, from the place where it stands.
    pub fn has_applied(&self, line: &Line) -> Result<bool, DbError> {
        let envelope = &line.envelope;
        let start = match envelope.kind.parse() {
            Ok(kind) => self.revision(kind, envelope.id, envelope.rev)?,
            Err(()) if envelope.kind == CHAIN_KIND => self.applied()?.map(|mark| mark.chain),
            Err(()) => {
                let key = codec::held_key(self.org, envelope.seq);
                self.db.get(Tree::Held, &key)?.as_deref().and_then(codec::number)
            }
        };
        Ok(start == Some(line.start))
    }

    /// The save that an undo takes back next.
    pub fn undo_top(&self) -> Result<Option<Undoable>, DbError> {
        let seq = self.meta(UNDO_TOP)?.as_deref().and_then(codec::number).unwrap_or(0);
        match self.db.get(Tree::Undo, &seq.to_be_bytes())? {
            Some(bytes) => {
                let (start, below) = codec::decode(&bytes).map_err(|error| self.unreadable(&error))?;
                Ok(Some(Undoable { seq, start, below }))
            }
            None => Ok(None),
        }
    }

    /// The lowest id no record ever had, for each kind in the order of [`Kind::ALL`].
    pub fn next_ids(&self) -> Result<[u64; Kind::ALL.len()], DbError> {
        let mut ids = [0; Kind::ALL.len()];
        for (id, kind) in ids.iter_mut().zip(Kind::ALL) {
            let last = self.last_with(Tree::History, &codec::record_prefix(kind, self.org))?;
            let last = last.and_then(|(key, _)| codec::read_record_key(&key)).map_or(0, |(_, _, id)| id);
            *id = last.saturating_add(1);
        }
        Ok(ids)
    }

    /// The lowest serial no issue of a year ever had.
    pub fn next_serial(&self, year: i32) -> Result<u32, DbError> {
        let last = self.last_with(Tree::Index, &index::year_prefix(self.org, year))?;
        let serial = last.and_then(|(row, _)| index::serial_of_row(&row)).unwrap_or(0);
        Ok(serial.saturating_add(1))
    }

    /// The keys of a tree that start with `prefix`, in order, at most `limit`.
    pub fn with_prefix(&self, tree: Tree, prefix: &[u8], limit: usize) -> Result<Vec<Pair>, DbError> {
        let end = codec::after_prefix(prefix);
        let end = end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        self.db.range(tree, (Bound::Included(prefix), end), Direction::Forward, limit)
    }

    fn last_with(&self, tree: Tree, prefix: &[u8]) -> Result<Option<Pair>, DbError> {
        let end = codec::after_prefix(prefix);
        let end = end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        let found = self.db.range(tree, (Bound::Included(prefix), end), Direction::Backward, 1)?;
        Ok(found.into_iter().next())
    }

    /// The damage error of this store.
    pub fn bent(&self, detail: &str) -> DbError {
        DbError::Damaged { path: self.db.path().to_path_buf(), detail: detail.to_owned() }
    }

    /// A value that does not read, as the damage it is.
    pub fn unreadable(&self, error: &CodecError) -> DbError {
        self.bent(&error.to_string())
    }

    fn meta(&self, key: &[u8]) -> Result<Option<Bytes>, DbError> {
        self.db.get(Tree::Meta, key)
    }

    fn put_meta(&self, key: &[u8], value: Vec<u8>) -> Result<(), DbError> {
        self.db.write(&std::iter::once(((Tree::Meta, key.to_vec()), Some(value))).gather::<Writes>())
    }
}

/// Changes that are being collected for one transaction, seen through as if they were made.
pub struct Staging<'a> {
    books: &'a Books,
    writes: Writes,
    /// Records as they are to be in the end, whatever they were in between.
    records: BTreeMap<(Kind, Org, u64), (Entry, Place)>,
}

impl<'a> Staging<'a> {
    /// Nothing collected yet.
    pub fn new(books: &'a Books) -> Staging<'a> {
        Staging { books, writes: Writes::new(), records: BTreeMap::new() }
    }

    /// The store the changes are for.
    pub fn books(&self) -> &'a Books {
        self.books
    }

    /// Notes what a record has become.
    pub fn stage(&mut self, entry: Entry, place: Place) {
        self.records.insert((entry.kind(), entry.org, entry.id), (entry, place));
    }

    /// The records noted, for whoever writes them; none is noted any more.
    pub fn staged(&mut self) -> impl Iterator<Item = (Entry, Place)> + use<> {
        std::mem::take(&mut self.records).into_values()
    }

    /// Makes all changes or none.
    pub fn commit(self) -> Result<(), DbError> {
        if self.writes.is_empty() {
            return Ok(());
        }
        self.books.db.write(&self.writes)?;
        let mut records = self.writes.keys().filter(|(tree, _)| *tree == Tree::Record);
        // After the write: who reads between the two reads once more than needed, never once too few.
        if records.any(|(_, key)| codec::read_record_key(key).is_none_or(|(kind, ..)| is_shared(kind))) {
            self.books.shared.store(moment(), Ordering::Release);
        }
        Ok(())
    }

    /// Sets a key.
    pub fn put(&mut self, tree: Tree, key: Vec<u8>, value: Vec<u8>) {
        self.writes.insert((tree, key), Some(value));
    }

    /// Removes a key.
    pub fn remove(&mut self, tree: Tree, key: Vec<u8>) {
        self.writes.insert((tree, key), None);
    }

    /// The value of a key with the changes collected so far.
    pub fn get(&self, tree: Tree, key: &[u8]) -> Result<Option<Vec<u8>>, DbError> {
        match self.writes.get(&(tree, key.to_vec())) {
            Some(value) => Ok(value.clone()),
            None => Ok(self.books.db.get(tree, key)?.map(|bytes| bytes.to_vec())),
        }
    }

    /// A value of `meta` that is no plain number, with the changes collected so far.
    pub fn read<T: DeserializeOwned>(&self, key: &[u8]) -> Result<Option<T>, DbError> {
        let bytes = self.get(Tree::Meta, key)?;
        bytes.map(|bytes| codec::decode(&bytes)).transpose().map_err(|error| self.books.unreadable(&error))
    }

    /// Sets such a value.
    pub fn write<T: Serialize>(&mut self, key: Vec<u8>, value: &T) -> Result<(), DbError> {
        let bytes = codec::encode(value).map_err(|error| self.books.unreadable(&error))?;
        self.put(Tree::Meta, key, bytes);
        Ok(())
    }

    /// The record as it stands with the changes collected so far.
    pub fn entry(&self, kind: Kind, org: Org, id: u64) -> Result<Option<Entry>, DbError> {
        if let Some((entry, _)) = self.records.get(&(kind, org, id)) {
            return Ok(Some(entry.clone()));
        }
        match self.get(Tree::Record, &codec::record_key(kind, org, id))? {
            Some(bytes) => self.books.decode(kind, org, id, &bytes).map(Some),
            None => Ok(None),
        }
    }

    /// Counts a record in a total, or no longer.
    pub fn count(&mut self, total: Total, add: bool) -> Result<(), DbError> {
        self.count_at(total.key().to_vec(), 1, add)
    }

    /// Adds to or takes from the number under a key of `meta`; at nothing the key goes.
    pub fn count_at(&mut self, key: Vec<u8>, amount: u64, add: bool) -> Result<(), DbError> {
        let before = self.get(Tree::Meta, &key)?.as_deref().and_then(codec::number).unwrap_or(0);
        let after = if add { before.saturating_add(amount) } else { before.saturating_sub(amount) };
        if after == 0 {
            self.remove(Tree::Meta, key);
        } else {
            self.put(Tree::Meta, key, after.to_be_bytes().to_vec());
        }
        Ok(())
    }

    /// Notes the hash of the journal's first line.
    pub fn set_root(&mut self, hash: Hash) {
        self.put(Tree::Meta, ROOT.to_vec(), hash.0.to_vec());
    }

    /// Notes how far the journal has been applied.
    pub fn set_applied(&mut self, mark: &Mark) -> Result<(), DbError> {
        let bytes = codec::encode(mark).map_err(|error| self.books.unreadable(&error))?;
        self.put(Tree::Meta, APPLIED.to_vec(), bytes);
        Ok(())
    }

    /// Puts a save on top of those that can be undone.
    pub fn push_undo(&mut self, seq: u64, start: u64) -> Result<(), DbError> {
        let below = self.undo_top_seq()?;
        let bytes = codec::encode(&(start, below)).map_err(|error| self.books.unreadable(&error))?;
        self.put(Tree::Undo, seq.to_be_bytes().to_vec(), bytes);
        self.put(Tree::Meta, UNDO_TOP.to_vec(), seq.to_be_bytes().to_vec());
        Ok(())
    }

    /// Takes the top save away: it has been undone.
    pub fn pop_undo(&mut self) -> Result<(), DbError> {
        let seq = self.undo_top_seq()?;
        let Some(bytes) = self.get(Tree::Undo, &seq.to_be_bytes())? else { return Ok(()) };
        let (_, below): (u64, u64) = codec::decode(&bytes).map_err(|error| self.books.unreadable(&error))?;
        self.remove(Tree::Undo, seq.to_be_bytes().to_vec());
        self.put(Tree::Meta, UNDO_TOP.to_vec(), below.to_be_bytes().to_vec());
        Ok(())
    }

    /// Makes everything up to here final: no undo goes back past it.
    pub fn bar_undo(&mut self) {
        self.put(Tree::Meta, UNDO_TOP.to_vec(), 0_u64.to_be_bytes().to_vec());
    }

    fn undo_top_seq(&self) -> Result<u64, DbError> {
        Ok(self.get(Tree::Meta, UNDO_TOP)?.as_deref().and_then(codec::number).unwrap_or(0))
    }
}
