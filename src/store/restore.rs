//! Puts a backup in the place of what a data directory holds.
//!
//! 1. The backup is unpacked into `restore-work/new`, every file against its digest; its journal is checked whole and gets a
//!    `chain` line with a new epoch, so that whoever received lines of the lost future can tell the two apart.
//! 2. What the directory holds now is backed up; where that fails, it will be moved aside whole instead.
//! 3. `restore-work/ready` is written: from here on the backup's data are the desk's. Up to here nothing has been touched.
//! 4. Folder by folder the old goes to `restore-work/old` and the new takes its place ([`finish`]), the live store is removed,
//!    `restore-work` is removed. Cut short anywhere, this is taken up again by the next opening.

mod stage;
pub(super) mod switch;

#[cfg(test)]
mod tests;

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::PROGRAM;
use super::backup::{self, Archive, BackupError, Progress, Source};
use super::disk::{Disk, DiskError};
use super::journal::{self, AppendError, JournalReader, Line, Mark};
use super::lock::{Holder, Lock, LockError};
use super::place;
use super::random::RandomError;
use super::settings::Settings;
use crate::model::party::UPPER;
use crate::model::{Kind, Org, Record, json};
use crate::text::zh::store::restore as zh;

/// A backup that was put in place.
#[derive(Debug)]
pub struct Restored {
    /// When the backup was made: RFC 3339.
    pub made_at: String,
    /// The number of the journal's last line, which says that another installation begins.
    pub last_line: u64,
    /// How many more changes the journal had that was there before.
    pub newer_changes: u64,
    /// Through which line of the journal that was there before the party above had it, as that journal said; 0 where it said nothing.
    pub acknowledged: u64,
    /// Where the data that were there before are kept; `None` where there were none.
    pub former: Option<PathBuf>,
}

/// Why a backup was not put in place. Display is the Chinese message.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The backup cannot be used.
    #[error(transparent)]
    Backup(BackupError),
    /// Stopped on request, before anything was changed.
    #[error("{}", zh::CANCELLED)]
    Cancelled,
    /// The data directory holds the desk of another organisation.
    #[error("{}", zh::other_desk(root, *.present, *.found))]
    OtherDesk {
        /// The data directory.
        root: PathBuf,
        /// Whose desk is there.
        present: Org,
        /// Whose backup it is.
        found: Org,
    },
    /// What is in the backup makes no desk: made from damaged data, or by a newer program.
    #[error("{}", zh::unusable(file, cause))]
    Unusable {
        /// The backup.
        file: PathBuf,
        /// What is wrong.
        #[source]
        cause: Box<dyn Error + Send + Sync>,
    },
    /// The line that begins a new epoch could not be written.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// No random bytes for it.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// A program has the data directory open.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The file system refused; nothing was changed.
    #[error("{}", zh::not_begun(.0))]
    Disk(#[from] DiskError),
    /// The file system refused half way; the next opening goes on.
    #[error("{}", zh::unfinished(.0))]
    Unfinished(#[source] DiskError),
}

impl From<BackupError> for RestoreError {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::Cancelled => Self::Cancelled,
            other => Self::Backup(other),
        }
    }
}

/// Puts the backup `file` in the place of what `root` holds; `root` may be empty or missing. No desk may be open there.
pub fn restore(
    disk: &Arc<dyn Disk>,
    root: &Path,
    file: &Path,
    now: DateTime<FixedOffset>,
    progress: &mut Progress<'_>,
) -> Result<Restored, RestoreError> {
    let archive = Archive::open(disk.as_ref(), file)?;
    let (org, made_at) = (archive.manifest().org, archive.manifest().at.clone());
    disk.create_dir_all(root).map_err(DiskError::folder(root))?;
    let holder = Holder::this_process(disk.as_ref(), PROGRAM, now);
    let _lock = Lock::acquire(Arc::clone(disk), root, &holder)?;
    finish(disk.as_ref(), root)?;
    refuse_other_desk(disk.as_ref(), root, org)?;
    let staged = stage::stage(disk, root, file, archive, now, progress);
    let chain = staged.inspect_err(|_| switch::discard(disk, root))?;
    // Lines that begin an epoch change nothing.
    let changes = chain.seq.saturating_sub(chain.number);
    let newer_changes = changes_in(disk.as_ref(), &place::journal(root, org)).saturating_sub(changes);
    let acknowledged = acknowledged_in(disk, &place::journal(root, org));
    let saved = save((disk.as_ref(), root, org), None, now, progress);
    let keep = saved.inspect_err(|_| switch::discard(disk, root))?;
    switch::begin(disk.as_ref(), root, &keep)?;
    finish(disk.as_ref(), root)?;
    let former = match keep {
        Keep::Nothing => None,
        Keep::Backup(path) => Some(path),
        Keep::Aside(name) => Some(root.join(name)),
    };
    Ok(Restored { made_at, last_line: chain.seq, newer_changes, acknowledged, former })
}

/// Whether a backup is being put in place in this directory, to be taken up by [`finish`].
pub fn is_under_way(disk: &dyn Disk, root: &Path) -> bool {
    switch::is_under_way(disk, root)
}

/// Takes up what [`restore`] could not bring to its end, as the holder of the directory's lock; `false` if there is
/// nothing to do.
pub fn finish(disk: &dyn Disk, root: &Path) -> Result<bool, RestoreError> {
    switch::finish(disk, root).map_err(RestoreError::Unfinished)
}

/// What becomes of the data that were there before.
pub(super) enum Keep {
    /// There were none.
    Nothing,
    /// They are in this backup.
    Backup(PathBuf),
    /// They are moved into a folder of this name.
    Aside(String),
}

/// Backs up what is there now; where that cannot be done, it is to be moved aside. `saved` is how far the journal of a desk that
/// is open goes.
pub(super) fn save(
    (disk, root, org): (&dyn Disk, &Path, Org),
    saved: Option<u64>,
    now: DateTime<FixedOffset>,
    progress: &mut Progress<'_>,
) -> Result<Keep, RestoreError> {
    let source = Source { disk, root, org, saved };
    match backup::keep(&source, now, progress) {
        Ok(written) if written.left_out.is_empty() => Ok(Keep::Backup(written.path)),
        Err(BackupError::NoDesk { .. }) => Ok(Keep::Nothing),
        Err(BackupError::Cancelled) => Err(RestoreError::Cancelled),
        other => {
            tracing::warn!(?other, "the present data are moved aside");
            Ok(Keep::Aside(switch::aside_name(now)))
        }
    }
}

/// A desk is never put in the place of another organisation's.
fn refuse_other_desk(disk: &dyn Disk, root: &Path, org: Org) -> Result<(), RestoreError> {
    match Settings::load(disk, root) {
        Ok(settings) if settings.org() != org => {
            Err(RestoreError::OtherDesk { root: root.to_path_buf(), present: settings.org(), found: org })
        }
        // Missing or unreadable settings are a reason to restore.
        _ => Ok(()),
    }
}

/// How many changes can be read of a journal; none where there is no journal.
fn changes_in(disk: &dyn Disk, path: &Path) -> u64 {
    let go_on = &mut |_, _| std::ops::ControlFlow::Continue(());
    let found = journal::verify(disk, path, go_on).ok();
    found.map_or(0, |found| found.lines.saturating_sub(u64::try_from(found.chains.len()).unwrap_or(u64::MAX)))
}

/// Through which line a journal says that the party above has it, as far as it can be read.
fn acknowledged_in(disk: &Arc<dyn Disk>, path: &Path) -> u64 {
    let Ok(length) = disk.metadata(path).map(|meta| meta.len) else { return 0 };
    let journal = JournalReader::at_rest(Arc::clone(disk), path, length);
    let Ok(lines) = journal.lines_after(Mark::START) else { return 0 };
    let parties = lines.map_while(Result::ok).filter(|line| line.envelope.kind == Kind::Party.key());
    let read = |line: &Line| match json::read(Kind::Party, line.body.data()?).ok()?.record {
        Record::Party(party) if party.role == UPPER => Some(party.acked_seq),
        _ => None,
    };
    parties.filter_map(|line| read(&line)).last().unwrap_or(0)
}

/// Passes on any error but that something is not there.
fn unless_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
