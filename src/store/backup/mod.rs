//! Backups: everything of a desk but its live store, in one zip file that any computer can open.
//!
//! # Form 1
//!
//! `liaison-<code>-<yyyymmdd>-<hhmmss>.zip` (local time; `-2` and so on behind it where that name is taken) holds the
//! data directory as it stands: `desk.toml`, files of records waiting to be salvaged, and the folders of
//! `content::FOLDERS` (of `inbox` only what waits, `inbox/held`), deflated, UTF-8 names with `/`.
//! Unpacked into an empty directory it *is* a data directory. The last entry, `manifest.json`, names the form's
//! version, whose backup it is, when and by which program it was made, and the path, length and SHA-256 of every
//! other entry:
//!
//! ```text
//! {"format":1,"org":"430122105001","at":"2026-11-23T18:00:00+08:00","program":"liaison 0.1.0",
//!  "files":[{"path":"desk.toml","bytes":120,"sha256":"<64 hex>"},…]}
//! ```
//!
//! No entry and no archive reaches 4 GiB: a FAT stick could not hold it, and the plain zip form ends there.
//!
//! # Invariants
//!
//! - A backup gets its name only after it was read back and every digest agreed; a name that is taken is never
//!   written over.
//! - The copy of the own journal ends where the last acknowledged save ended, whatever is appended meanwhile.
//! - Rotation (`rotate`) removes only files of this module's names, of this desk, never the newest and never the
//!   one just made.
//!
//! The private key is in it, as it is in the data directory: a backup is to be kept as the computer is.

mod archive;
mod content;
mod name;
mod pack;
mod rotate;

#[cfg(test)]
mod tests;

use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

pub(super) use archive::Archive;
pub(super) use content::{FOLDERS, journal_path};

use crate::model::Org;
use crate::model::order::Order as _;
use crate::store::disk::{Disk, DiskError};
use crate::store::journal::{self, Damage, MAX_GROUP_BYTES, Mark};
use crate::store::lock::{Holder, Lock, LockError};
use crate::store::{PROGRAM, place, restore};
use crate::text::zh::store::backup as zh;

/// The folder of a data directory that its own backups lie in.
pub const FOLDER: &str = "backup";
/// The form this program writes; a higher one is refused.
pub const FORMAT: u32 = 1;

/// The most files a backup holds. Only a guard: a plain zip numbers 65,535 entries, and a city with 10,425 stations below it has a
/// journal of each, beside which one may stand that was replaced.
const MAX_FILES: usize = 60_000;
/// The most a file in a backup, and a backup, may have: the largest file of a FAT disk.
const MAX_BYTES: u64 = u32::MAX as u64 - 1;
/// The most a backup may hold unpacked.
const MAX_TOTAL_BYTES: u64 = 16 * 1024 * 1024 * 1024;

/// How much of a file is held in memory, in bytes.
const CHUNK_BYTES: usize = 64 * 1024;

/// How far it has got, in bytes done and to do; `Break` cancels it.
pub type Progress<'a> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'a;

/// The desk to be backed up.
pub struct Source<'a> {
    /// The file layer.
    pub disk: &'a dyn Disk,
    /// The data directory.
    pub root: &'a Path,
    /// Whose desk it is.
    pub org: Org,
    /// Length of its journal up to the last acknowledged save; `None` where no desk is open and the file stands still.
    pub saved: Option<u64>,
}

/// A desk that nobody has open, held so that it stays so.
pub struct Closed {
    disk: Arc<dyn Disk>,
    root: PathBuf,
    org: Org,
    _lock: Lock,
}

impl Closed {
    /// Takes a data directory. It need not be in order: damaged data are backed up as they are.
    pub fn take(disk: Arc<dyn Disk>, root: &Path, now: DateTime<FixedOffset>) -> Result<Self, BackupError> {
        let nothing = || BackupError::NoDesk { root: root.to_path_buf() };
        let org = content::owner(disk.as_ref(), root).ok_or_else(nothing)?;
        let holder = Holder::this_process(disk.as_ref(), PROGRAM, now);
        let lock = Lock::acquire(Arc::clone(&disk), root, &holder)?;
        if restore::is_under_way(disk.as_ref(), root) {
            return Err(BackupError::Restoring { root: root.to_path_buf() });
        }
        Ok(Self { disk, root: root.to_path_buf(), org, _lock: lock })
    }

    /// What is to be backed up.
    pub fn source(&self) -> Source<'_> {
        Source { disk: self.disk.as_ref(), root: &self.root, org: self.org, saved: None }
    }
}

/// What a backup says of itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the form.
    pub format: u32,
    /// Whose desk it is.
    pub org: Org,
    /// When it was begun: RFC 3339 with the desk's offset.
    pub at: String,
    /// The program that made it.
    pub program: String,
    /// The files in it, in the order of their paths.
    pub files: Vec<Item>,
}

/// A file in a backup.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Item {
    /// Its path below the data directory, with `/`.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256 in lower-case hex digits.
    pub sha256: String,
}

impl Manifest {
    /// Length of all files together.
    pub fn total_bytes(&self) -> u64 {
        self.files.iter().fold(0, |sum, item| sum.saturating_add(item.bytes))
    }
}

/// A backup that was made.
#[derive(Debug)]
pub struct Written {
    /// The file.
    pub path: PathBuf,
    /// What is in it.
    pub manifest: Manifest,
    /// Files left out because no other system could take their names.
    pub left_out: Vec<PathBuf>,
}

/// Why a backup was not made, or cannot be used. Display is the Chinese message.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is no desk to back up.
    #[error("{}", zh::no_desk(root))]
    NoDesk {
        /// The directory.
        root: PathBuf,
    },
    /// The file is no backup of this program.
    #[error("{}", zh::not_a_backup(path))]
    NotABackup {
        /// The file.
        path: PathBuf,
    },
    /// A part of a backup is not what was written.
    #[error("{}", zh::damaged(path, item))]
    Damaged {
        /// The backup.
        path: PathBuf,
        /// The entry, as far as it is known.
        item: String,
    },
    /// Made by a newer program.
    #[error("{}", zh::newer(path, *.found, FORMAT))]
    Newer {
        /// The backup.
        path: PathBuf,
        /// The version of its form.
        found: u32,
    },
    /// More or larger files than a backup can hold.
    #[error("{}", zh::too_large(path))]
    TooLarge {
        /// The file or folder.
        path: PathBuf,
    },
    /// Every name for the backup is taken.
    #[error("{}", zh::no_free_name(folder))]
    NoFreeName {
        /// The folder.
        folder: PathBuf,
    },
    /// A backup is being put in place there, and half of the data stand elsewhere.
    #[error("{}", zh::restoring(root))]
    Restoring {
        /// The directory.
        root: PathBuf,
    },
    /// A program has the data directory open.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// `progress` stopped it; nothing was left behind.
    #[error("{}", zh::CANCELLED)]
    Cancelled,
    /// The file system refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// Writes a backup into the folder `to`, which must exist, reads it back and only then gives it its name.
pub fn write(
    source: &Source<'_>,
    to: &Path,
    now: DateTime<FixedOffset>,
    progress: &mut Progress<'_>,
) -> Result<Written, BackupError> {
    pack::write(source, to, now, progress)
}

/// Writes a backup into the data directory's own folder, which is made if missing.
pub fn keep(
    source: &Source<'_>,
    now: DateTime<FixedOffset>,
    progress: &mut Progress<'_>,
) -> Result<Written, BackupError> {
    let folder = source.root.join(FOLDER);
    source.disk.create_dir_all(&folder).map_err(DiskError::folder(&folder))?;
    write(source, &folder, now, progress)
}

/// The backup of a day, and what was found on the way.
#[derive(Debug)]
pub struct Daily {
    /// The backup.
    pub written: Written,
    /// A bad line in the own journal. The desk need not have noticed: an opening reads only the journal's end.
    pub damage: Option<Damage>,
}

impl Daily {
    /// What the clerk should hear of, in her words.
    pub fn notice(&self) -> Option<String> {
        self.damage.as_ref().map(|damage| zh::damage_found(damage.line.unwrap_or_default(), &damage.flaw))
    }
}

/// Makes today's backup if there is none yet, checks the journal, and removes the backups that have become too many;
/// none is removed while the journal is damaged, since one of them may have what is needed to mend it. To be called
/// after opening, from a thread that may take its time.
pub fn daily(
    source: &Source<'_>,
    now: DateTime<FixedOffset>,
    progress: &mut Progress<'_>,
) -> Result<Option<Daily>, BackupError> {
    let made = made_by(source)?;
    if made.iter().any(|made| made.at.date() == now.date_naive()) {
        return Ok(None);
    }
    let written = keep(source, now, progress)?;
    let journal = place::journal(source.root, source.org);
    match journal::verify_until(source.disk, &journal, source.saved, progress) {
        Ok(verified) if verified.damage.is_none() => {
            rotate(source, &written.path);
            Ok(Some(Daily { written, damage: None }))
        }
        Ok(verified) => Ok(Some(Daily { written, damage: verified.damage })),
        Err(error) => {
            tracing::warn!(%error, "the journal was not checked");
            Ok(Some(Daily { written, damage: None }))
        }
    }
}

/// Reads a backup whole and compares every file with its digest.
pub fn check(disk: &dyn Disk, path: &Path, progress: &mut Progress<'_>) -> Result<Manifest, BackupError> {
    Archive::open(disk, path)?.check(progress)
}

/// The desk's own backups, the newest first.
pub fn list(source: &Source<'_>) -> Result<Vec<PathBuf>, BackupError> {
    let mut made = made_by(source)?;
    made.order();
    Ok(made.iter().rev().map(|made| source.root.join(FOLDER).join(made.to_string())).collect())
}

/// The desk's own backup whose journal goes on where the one that is there ends, the longest of them: the journal has lost
/// its end, and where the live store is gone as well nothing else shows it.
pub fn that_goes_on(source: &Source<'_>, head: Mark) -> Option<PathBuf> {
    let made = list(source).inspect_err(|error| tracing::warn!(%error, "the backups were not listed")).ok()?;
    let going_on = made.into_iter().filter_map(|path| {
        let bytes = bytes_beyond(source, &path, head);
        let bytes = bytes.inspect_err(|error| tracing::warn!(%error, "a backup was not looked at")).ok()?;
        bytes.map(|bytes| (bytes, path))
    });
    going_on.max().map(|(_, path)| path)
}

/// How many bytes a backup's journal has beyond `head`, if they begin with a save that follows it.
fn bytes_beyond(source: &Source<'_>, path: &Path, head: Mark) -> Result<Option<u64>, BackupError> {
    let mut archive = Archive::open(source.disk, path)?;
    let wanted = journal_path(source.org);
    let item = archive.manifest().files.iter().find(|item| item.path == wanted && item.bytes > head.end).cloned();
    let Some(item) = item else { return Ok(None) };
    let (mut before, mut beyond) = (head.end, Vec::new());
    archive.pour(&item, &mut |bytes| {
        let skipped = usize::try_from(before).map_or(bytes.len(), |before| before.min(bytes.len()));
        before = before.saturating_sub(u64::try_from(skipped).unwrap_or(u64::MAX));
        if beyond.len() < MAX_GROUP_BYTES {
            beyond.extend_from_slice(bytes.get(skipped..).unwrap_or_default());
        }
        Ok(())
    })?;
    Ok(journal::begins_with_save(&beyond, head).then(|| item.bytes.saturating_sub(head.end)))
}

/// What of the desk's own folder bears the name of a backup of this desk.
fn made_by(source: &Source<'_>) -> Result<Vec<name::Name>, BackupError> {
    let folder = source.root.join(FOLDER);
    let entries = match source.disk.list(&folder, MAX_FILES) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(DiskError::folder(&folder))?,
    };
    let names = entries.iter().filter_map(|entry| name::Name::of(&entry.path));
    Ok(names.filter(|name| name.org == source.org).collect())
}

/// Removes the backups that have become too many. A failure only leaves more of them than needed.
fn rotate(source: &Source<'_>, just_made: &Path) {
    let (Ok(made), Some(newest)) = (made_by(source), name::Name::of(just_made)) else { return };
    let folder = source.root.join(FOLDER);
    for name in rotate::surplus(&made, newest) {
        let path = folder.join(name.to_string());
        match source.disk.remove(&path) {
            Ok(()) => tracing::info!(path = %path.display(), "an old backup was removed"),
            Err(error) => tracing::warn!(%error, path = %path.display(), "an old backup was not removed"),
        }
    }
}
