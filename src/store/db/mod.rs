//! The only module that knows sled: seven trees, read by key and range, written in one transaction.
//!
//! Everything is kept in a directory `db-N` ([`dirs`]) that can be made again from the journal at any time. Index lists
//! share one tree whose keys begin with a byte for the list (`store::index`), because a transaction costs by the tree
//! and each tree of its own costs memory.
//!
//! sled panics on damaged files; every call goes through `Db::guard`, so that a panic becomes [`DbError::Damaged`].

pub mod dirs;
mod slack;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io;
use std::ops::{Bound, Deref};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sled::Transactional;
use sled::transaction::{ConflictableTransactionError, TransactionError};

use super::quiet::caught;
use super::reader::Direction;
use crate::text::zh::store::db as zh;

/// What sled may keep in memory; its default would take 1 GiB.
const CACHE_BYTES: u64 = 12 * 1024 * 1024;

/// How often and after what pause a store that is in use is tried again.
const LOCK_ATTEMPTS: u32 = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(50);

/// A tree of the store. The discriminant is its place in a transaction.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Tree {
    /// Records as they stand now, voided ones too.
    Record,
    /// Every list's rows; keys only.
    Index,
    /// Where in the journal each revision of a record stands: offset of its line.
    History,
    /// Lines of a kind or shape this version does not understand: offset of the line.
    Held,
    /// Saves that can be undone, as a chain from the last one back.
    Undo,
    /// What has been applied, totals, marks.
    Meta,
    /// What is counted of each live record, without its prose.
    Fact,
}

impl Tree {
    /// Every tree, in the order of a transaction.
    pub const ALL: [Tree; 7] =
        [Tree::Record, Tree::Index, Tree::History, Tree::Held, Tree::Undo, Tree::Meta, Tree::Fact];

    fn name(self) -> &'static str {
        match self {
            Tree::Record => "record",
            Tree::Index => "index",
            Tree::History => "history",
            Tree::Held => "held",
            Tree::Undo => "undo",
            Tree::Meta => "meta",
            Tree::Fact => "fact",
        }
    }
}

/// Changes to make together; `None` removes.
pub type Writes = BTreeMap<(Tree, Vec<u8>), Option<Vec<u8>>>;

/// Stored bytes, shared with the store's cache.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bytes(sled::IVec);

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

/// A key and its value.
pub type Pair = (Bytes, Bytes);

/// Why the live store could not be used. The journal is not concerned.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// Its files are bent: rebuild from the journal.
    #[error("{}", zh::damaged(path))]
    Damaged {
        /// Its directory.
        path: PathBuf,
        /// What was seen, for the log.
        detail: String,
    },
    /// The system refused for lack of space, rights or the like: rebuilding would not help.
    #[error("{}", zh::refused(path, source.kind()))]
    System {
        /// Its directory.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// Another program has it open.
    #[error("{}", zh::busy(path))]
    Busy {
        /// Its directory.
        path: PathBuf,
    },
}

impl DbError {
    /// Whether making the store anew from the journal is the cure.
    pub fn wants_rebuild(&self) -> bool {
        matches!(self, DbError::Damaged { .. })
    }
}

struct Handles {
    db: sled::Db,
    trees: Vec<sled::Tree>,
}

/// An open live store. Good in any thread; one of them writes.
pub struct Db {
    path: PathBuf,
    /// `None` only while being dropped.
    handles: Option<Handles>,
    broken: AtomicBool,
    /// Whether changes need not be made together.
    passing: AtomicBool,
}

impl Db {
    /// Opens or makes a store in a directory.
    pub fn open(path: &Path) -> Result<Db, DbError> {
        for _ in 0..LOCK_ATTEMPTS {
            match Db::try_open(path) {
                // A thread of sled's may hold the files for a moment after the last handle was dropped.
                Err(DbError::Busy { .. }) => std::thread::sleep(LOCK_PAUSE),
                other => return other,
            }
        }
        Db::try_open(path)
    }

    fn try_open(path: &Path) -> Result<Db, DbError> {
        let opened = caught(|| {
            let config = sled::Config::new().path(path).cache_capacity(CACHE_BYTES).flush_every_ms(None);
            let db = slack::drowsy(|| config.open())?;
            let trees = Tree::ALL.iter().map(|tree| db.open_tree(tree.name())).collect::<Result<_, _>>()?;
            Ok(Handles { db, trees })
        });
        let handles = match opened {
            Some(outcome) => outcome.map_err(|error| understand(path, error))?,
            None => return Err(damaged(path, "sled panicked while opening")),
        };
        let (broken, passing) = (AtomicBool::new(false), AtomicBool::new(false));
        Ok(Db { path: path.to_path_buf(), handles: Some(handles), broken, passing })
    }

    /// Its directory.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The value of a key.
    pub fn get(&self, tree: Tree, key: &[u8]) -> Result<Option<Bytes>, DbError> {
        self.guard(|handles| Ok(tree_of(handles, tree)?.get(key)?.map(Bytes)))
    }

    /// Whether there is a key.
    pub fn contains(&self, tree: Tree, key: &[u8]) -> Result<bool, DbError> {
        self.guard(|handles| tree_of(handles, tree)?.contains_key(key))
    }

    /// Up to `limit` pairs of a range, from its beginning or from its end.
    pub fn range(
        &self,
        tree: Tree,
        bounds: (Bound<&[u8]>, Bound<&[u8]>),
        direction: Direction,
        limit: usize,
    ) -> Result<Vec<Pair>, DbError> {
        self.guard(|handles| {
            let range = tree_of(handles, tree)?.range::<&[u8], _>(bounds);
            let pair =
                |pair: sled::Result<(sled::IVec, sled::IVec)>| pair.map(|(key, value)| (Bytes(key), Bytes(value)));
            match direction {
                Direction::Forward => range.take(limit).map(pair).collect(),
                Direction::Backward => range.rev().take(limit).map(pair).collect(),
            }
        })
    }

    /// Says of a store that is being made, and that nobody reads before it is whole, that changes need not be made together: a
    /// transaction reads each key before it writes it.
    pub fn set_passing(&self, is_passing: bool) {
        self.passing.store(is_passing, Ordering::Release);
    }

    /// Makes all changes or none.
    pub fn write(&self, writes: &Writes) -> Result<(), DbError> {
        if self.passing.load(Ordering::Acquire) {
            return self.guard(|handles| {
                writes.iter().try_for_each(|((tree, key), value)| {
                    let tree = tree_of(handles, *tree)?;
                    match value {
                        Some(value) => tree.insert(key.as_slice(), value.as_slice()).map(drop),
                        None => tree.remove(key.as_slice()).map(drop),
                    }
                })
            });
        }
        self.guard(|handles| {
            let outcome = handles.trees.transaction(|views| {
                for ((tree, key), value) in writes {
                    let view = views.get(*tree as usize).ok_or_else(|| ConflictableTransactionError::Abort(()))?;
                    match value {
                        Some(value) => view.insert(key.as_slice(), value.as_slice())?,
                        None => view.remove(key.as_slice())?,
                    };
                }
                Ok(())
            });
            outcome.map_err(|error| match error {
                TransactionError::Storage(error) => error,
                TransactionError::Abort(()) => sled::Error::ReportableBug("no such tree".to_owned()),
            })
        })
    }

    /// Brings everything to the disk. sled's own flush only starts the writing out, so its files are synced here as well.
    pub fn flush(&self) -> Result<(), DbError> {
        self.guard(|handles| handles.db.flush().map(|_| ()))?;
        dirs::sync(&self.path).map_err(|source| DbError::System { path: self.path.clone(), source })
    }

    /// Acts as if a read had met damage.
    #[cfg(test)]
    pub(crate) fn break_for_test(&self) {
        self.broken.store(true, Ordering::Release);
    }

    /// Runs a call into sled; a panic or an error that speaks of damage marks the store as broken.
    fn guard<T>(&self, act: impl FnOnce(&Handles) -> sled::Result<T>) -> Result<T, DbError> {
        let handles = match &self.handles {
            Some(handles) if !self.broken.load(Ordering::Acquire) => handles,
            _ => return Err(damaged(&self.path, "found broken before")),
        };
        let outcome = match caught(|| act(handles)) {
            Some(outcome) => outcome.map_err(|error| understand(&self.path, error)),
            None => Err(damaged(&self.path, "sled panicked")),
        };
        if outcome.as_ref().is_err_and(DbError::wants_rebuild) {
            self.broken.store(true, Ordering::Release);
        }
        outcome
    }
}

impl Drop for Db {
    fn drop(&mut self) {
        let Some(handles) = self.handles.take() else { return };
        if self.broken.load(Ordering::Acquire) {
            // Closing flushes, which a broken sled may answer with a panic or an endless wait.
            std::mem::forget(handles);
        } else if caught(|| drop(handles)).is_none() {
            tracing::warn!("the live store did not close cleanly");
        }
    }
}

fn tree_of(handles: &Handles, tree: Tree) -> sled::Result<&sled::Tree> {
    handles.trees.get(tree as usize).ok_or_else(|| sled::Error::ReportableBug("no such tree".to_owned()))
}

fn damaged(path: &Path, detail: &str) -> DbError {
    DbError::Damaged { path: path.to_path_buf(), detail: detail.to_owned() }
}

/// Tells damage, which a rebuild cures, from what the system refuses, which it does not.
fn understand(path: &Path, error: sled::Error) -> DbError {
    let path = path.to_path_buf();
    match error {
        // sled puts the system's answer to a lock attempt into words.
        sled::Error::Io(source) if source.to_string().contains("could not acquire lock") => DbError::Busy { path },
        sled::Error::Io(source) if is_refusal(&source) => DbError::System { path, source },
        other => DbError::Damaged { path, detail: other.to_string() },
    }
}

fn is_refusal(error: &io::Error) -> bool {
    use io::ErrorKind::{OutOfMemory, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    /// ENFILE and EMFILE: too many open files, which std gives no kind.
    const TOO_MANY_FILES: [i32; 2] = [23, 24];
    let by_kind = [OutOfMemory, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull];
    by_kind.contains(&error.kind()) || (cfg!(unix) && error.raw_os_error().is_some_and(|n| TOO_MANY_FILES.contains(&n)))
}
