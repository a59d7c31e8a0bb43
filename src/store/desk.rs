//! The desk: opens the books, saves changes, undoes them. The one writer of a data directory.
//!
//! The journal is the truth; the live store is made from it. Opening (`desk::open`) brings the two together:
//!
//! | found | done |
//! |---|---|
//! | the store is behind | the rest of the journal is applied |
//! | damaged, of another schema, half rebuilt, or not whole after an unclean stop | rebuilt beside, in `db-N+1` |
//! | of another history than the journal's | the same; what only the store has goes to `fork.jsonl` for a person to compare |
//! | the system refuses (space, rights, in use) | reported; nothing is taken for damage |
//! | the store is ahead: the journal has lost its end | read-only; the newer records go to `salvage.jsonl` |
//! | a bad line in the journal | read-only, up to it |
//! | an unfinished save at the journal's end | cut and kept beside; it was never acknowledged |
//!
//! Opening also applies what was taken in of other desks' chains and is not in the store yet; a copy that does not have it is told
//! of and is no obstacle ([`super::copies`]).
//!
//! A new desk gets the chain of a lost one back from a desk that has kept it (`desk::recover`).
//!
//! Saving (`desk::save`): plan → append and sync once → one transaction. Once the line is synced the change is saved: should
//! the transaction fail, the store catches up from the journal.

mod aside;
mod init;
mod open;
mod plan;
mod rebuild;
mod receive;
mod recover;
mod salvage;
mod save;
mod undo;

#[cfg(test)]
mod tests;

pub(super) use open::Held;
pub use receive::{Compose, Delivery, MOST_CHAINS, Received, Section};
pub use recover::{Amend, Becoming, is_new};

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::PROGRAM;
use super::apply::ReplayError;
use super::batch::{Batch, Ids, Stamp};
use super::db::DbError;
use super::disk::{Disk, DiskError};
use super::journal::{self, AppendError, Journal, JournalError, JournalReader};
use super::keys::KeyError;
use super::lock::{Lock, LockError};
use super::random::RandomError;
use super::reader::Reader;
use super::restore::{self, RestoreError};
use super::settings::{Settings, SettingsError};
use crate::model::json::JsonError;
use crate::model::{Entry, Org};
use crate::text::zh::store::desk as zh;

/// What `init` needs to know.
pub struct NewDesk {
    /// The station's code.
    pub org: Org,
    /// The station's name.
    pub name: String,
    /// Who sits at the keyboard; the `by` of every line until there are users.
    pub operator: String,
}

/// How far a long opening (replay, rebuild) has got; `Break` cancels it.
pub type OnProgress<'a> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'a;

/// Something the opening did or found that the clerk should hear of, in her words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// One or two sentences in Chinese: what happened, what was done, what to do.
    pub text: String,
}

/// An open desk. Dropping it closes it.
pub struct Desk {
    disk: Arc<dyn Disk>,
    root: PathBuf,
    settings: Settings,
    journal: Journal,
    reader: Reader,
    ids: Arc<Ids>,
    notices: Vec<Notice>,
    read_only: Option<String>,
    /// Whether the journal has lines that the store could not take yet.
    behind: bool,
    /// The saves that were undone since anything else was saved, the last one last: where the lines begin by which they
    /// were, and what they had done.
    undone: Vec<(u64, String)>,
    /// The saves that did such a thing again: where their lines begin, and what was done.
    redone: Vec<(u64, String)>,
    /// Given back last, when the store is closed.
    _lock: Lock,
}

/// Why a desk could not be opened or made; Display is the Chinese message.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is a desk already.
    #[error("{}", zh::exists(root))]
    Exists {
        /// The data directory.
        root: PathBuf,
    },
    /// There is a journal with records, and no `desk.toml`.
    #[error("{}", zh::orphan_journal(path))]
    OrphanJournal {
        /// The journal.
        path: PathBuf,
    },
    /// Stopped on request; what was there before is as it was.
    #[error("{}", zh::CANCELLED)]
    Cancelled,
    /// A backup that was being put in place could not be brought to its end.
    #[error(transparent)]
    Restore(#[from] RestoreError),
    /// `desk.toml` is missing or wrong.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// Another program has the desk open.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The journal cannot be used at all.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The journal cannot be read.
    #[error(transparent)]
    Read(#[from] journal::ReadError),
    /// The live store cannot be made or opened.
    #[error(transparent)]
    Store(#[from] DbError),
    /// The keys cannot be made.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The first records could not be saved.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// The file system refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// No random bytes.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// There is nothing to take back in.
    #[error("{}", zh::no_salvage(root))]
    NothingToSalvage {
        /// The data directory.
        root: PathBuf,
    },
    /// A line of a salvage file that is none.
    #[error("{}", zh::bad_salvage(path, *line))]
    BadSalvage {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
}

impl OpenError {
    /// Whether stored data is damaged, rather than out of reach or in use.
    pub fn is_damage(&self) -> bool {
        match self {
            OpenError::Settings(error) => !matches!(error, SettingsError::Missing { .. } | SettingsError::Disk(_)),
            OpenError::Journal(error) => !matches!(error, JournalError::Disk(_) | JournalError::Append(_)),
            OpenError::OrphanJournal { .. } | OpenError::Read(_) | OpenError::BadSalvage { .. } => true,
            _ => false,
        }
    }
}

impl From<ReplayError> for OpenError {
    fn from(error: ReplayError) -> OpenError {
        match error {
            ReplayError::Cancelled => OpenError::Cancelled,
            ReplayError::Store(error) => error.into(),
            ReplayError::Journal(error) => OpenError::Read(error.into()),
        }
    }
}

/// Why a change was not saved; nothing was applied. Display is the Chinese message.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Nothing can be written; the reason.
    #[error("{0}")]
    ReadOnly(String),
    /// The record was written by somebody else since it was looked at, or twice in one group.
    #[error("{}", zh::changed(label))]
    Changed {
        /// What the record is called.
        label: String,
    },
    /// The record is voided.
    #[error("{}", zh::voided(label))]
    Voided {
        /// What the record is called.
        label: String,
    },
    /// There is no such record.
    #[error("{}", zh::no_record(kind, *.id))]
    NoRecord {
        /// Its kind.
        kind: &'static str,
        /// Its number.
        id: u64,
    },
    /// An issue cannot be numbered without the day it was raised.
    #[error("{}", zh::NO_DATE)]
    NoDate,
    /// A record is voided for a reason.
    #[error("{}", zh::NO_REASON)]
    NoReason,
    /// A desk has one station record, which stays.
    #[error("{}", zh::ONE_STATION)]
    OneStation,
    /// Nothing was undone just before.
    #[error("{}", zh::NOTHING_TO_REDO)]
    NothingToRedo,
    /// There is nothing to undo.
    #[error("{}", zh::NOTHING_TO_UNDO)]
    NothingToUndo,
    /// What would be undone is not as it was left, or what it was before cannot be read.
    #[error("{}", zh::cannot_undo(label))]
    CannotUndo {
        /// What the record is called.
        label: String,
    },
    /// Not a time stamp: a mistake of the program.
    #[error("{}", zh::bad_stamp(at))]
    BadStamp {
        /// What was given.
        at: String,
    },
    /// The journal did not take it.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// What the change is based on cannot be read.
    #[error(transparent)]
    Store(#[from] DbError),
    /// What an undo goes back to cannot be read.
    #[error(transparent)]
    Journal(#[from] journal::ReadError),
    /// A new issue cannot be told from others.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// The record cannot be written as JSON: a mistake of the program.
    #[error("{}", zh::NOT_WRITTEN)]
    Json(#[from] JsonError),
}

/// What an undo or a redo did.
#[derive(Debug)]
pub struct Undone {
    /// One sentence in Chinese that says what it was done to.
    pub text: String,
    /// The records as they stand now.
    pub entries: Vec<Entry>,
}

impl Desk {
    /// Makes a new desk in an empty or absent directory: keys, journal with its chain line, desk.toml, the station record.
    pub fn init(disk: Arc<dyn Disk>, root: &Path, new: &NewDesk, stamp: &Stamp) -> Result<Desk, OpenError> {
        init::init(disk, root, new, stamp)
    }

    /// Whether a directory holds a desk.
    pub fn exists(disk: &dyn Disk, root: &Path) -> bool {
        Settings::exist(disk, root) || restore::is_under_way(disk, root)
    }

    /// Opens a desk; see the module doc for every case.
    pub fn open(disk: Arc<dyn Disk>, root: &Path, progress: &mut OnProgress<'_>) -> Result<Desk, OpenError> {
        salvage::hold(open::open(Held::take(disk, root)?, progress)?)
    }

    /// Makes the live store anew from the journal, whatever state it is in, and opens the desk on it.
    pub fn rebuild(disk: Arc<dyn Disk>, root: &Path, progress: &mut OnProgress<'_>) -> Result<Desk, OpenError> {
        salvage::hold(open::open_anew(Held::take(disk, root)?, progress)?)
    }

    /// Takes the records of `salvage.jsonl` in as new lines, and opens the desk; with how many records were taken in.
    pub fn salvage(
        disk: Arc<dyn Disk>,
        root: &Path,
        stamp: &Stamp,
        progress: &mut OnProgress<'_>,
    ) -> Result<(Desk, usize), OpenError> {
        salvage::take_in(Held::take(disk, root)?, stamp, progress)
    }

    /// What the opening has to tell.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Why nothing can be written, if so.
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// Whose desk it is.
    pub fn org(&self) -> Org {
        self.settings.org()
    }

    /// Who sits at the keyboard by desk.toml.
    pub fn operator(&self) -> &str {
        self.settings.operator()
    }

    /// The data directory.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The file layer it is on.
    pub fn disk(&self) -> &Arc<dyn Disk> {
        &self.disk
    }

    /// What desk.toml says.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Puts somebody else at the keyboard, in desk.toml.
    pub fn set_operator(&mut self, operator: &str) -> Result<(), SettingsError> {
        let mut settings = self.settings.clone();
        settings.set_operator(operator);
        settings.save(self.disk.as_ref(), &self.root)?;
        self.settings = settings;
        Ok(())
    }

    /// A handle for reading, cheap to clone and good in any thread.
    pub fn reader(&self) -> Reader {
        self.reader.clone()
    }

    /// A handle for reading the journal, good in any thread.
    pub fn journal(&self) -> JournalReader {
        self.journal.reader()
    }

    /// Begins a group of changes that are saved together or not at all.
    pub fn batch(&self, stamp: Stamp) -> Batch {
        Batch::new(stamp, Arc::clone(&self.ids))
    }

    /// Saves a group: one append, one `fdatasync`, one transaction. The entries come back as saved, with numbers issued.
    pub fn commit(&mut self, batch: Batch) -> Result<Vec<Entry>, SaveError> {
        self.make_ready()?;
        let changes = plan::plan(&self.reader, &batch)?;
        let (entries, start) = self.save(&batch.stamp, changes)?;
        if start.is_some() {
            self.undone.clear();
        }
        Ok(entries)
    }

    /// Undoes the last group that was not undone yet, by new lines.
    pub fn undo(&mut self, stamp: Stamp) -> Result<Undone, SaveError> {
        self.make_ready()?;
        let (at, what, changes) = undo::plan(&self.reader, &self.journal.reader())?;
        let what = self.said_first(at, what);
        let (entries, start) = self.save(&stamp, changes)?;
        let text = zh::undone(&what);
        self.undone.extend(start.map(|start| (start, what)));
        Ok(Undone { text, entries })
    }

    /// What [`Desk::undo`] would take back, in a few words.
    pub fn undoable(&self) -> Result<String, SaveError> {
        let (at, what, _) = undo::plan(&self.reader, &self.journal.reader())?;
        Ok(self.said_first(at, what))
    }

    /// What a save was that may have done something again: the words of that.
    fn said_first(&self, at: u64, what: String) -> String {
        self.redone.iter().find(|(start, _)| *start == at).map_or(what, |(_, first)| first.clone())
    }

    /// Does again what was undone last, by new lines; only as long as nothing else was saved since, and until the desk is
    /// closed. It can be undone as any save.
    pub fn redo(&mut self, stamp: Stamp) -> Result<Undone, SaveError> {
        self.make_ready()?;
        let (start, what) = self.undone.last().ok_or(SaveError::NothingToRedo)?;
        let text = zh::redone(what);
        let changes = undo::plan_redo(&self.reader, &self.journal.reader(), *start)?;
        let (entries, start) = self.save(&stamp, changes)?;
        let what = self.undone.pop().map(|(_, what)| what);
        self.redone.extend(start.zip(what));
        Ok(Undone { text, entries })
    }

    /// Makes the live store readable again after a read error: by catching up, else by a rebuild. Readers follow by
    /// themselves.
    pub fn heal(&mut self, progress: &mut OnProgress<'_>) -> Result<(), OpenError> {
        rebuild::heal(self, progress)
    }

    /// Lets the store write its caches when nothing else is to do.
    pub fn idle(&self) {
        if let Err(error) = self.reader.books().settle() {
            tracing::warn!(?error, "the live store was not settled");
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.idle();
    }
}
