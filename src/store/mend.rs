//! Mends a journal with a bad line from the desk's own backups.
//!
//! A backup that reaches past the damage has the lines in question as they were. What the damaged file has behind the end
//! of the backup is taken from there, where it goes on from the backup's last line: the chain of hashes proves both that
//! the backup is of the same history and that nothing is missing between the two. So a mended journal is the one that was
//! written, byte for byte, and no new epoch begins. The damaged file stays beside it as `<org>.damaged-<n>`.
//!
//! Where no backup has the lines but the live store has applied every one of the file, the journal is taken back to its
//! last save before the damage. It has then lost its end, as after any such loss: the next opening writes down what the
//! store knows beyond it, and `salvage` takes that in as new lines.

use std::io::{self, Read, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::backup::{self, Archive, BackupError, Progress, Source, journal_path};
use super::books::Books;
use super::check::{Outcome, check};
use super::db::{DbError, dirs};
use super::desk::{Held, OpenError};
use super::disk::{Access, Disk, DiskError, DiskFile, parent_of, pour, replace};
use super::journal::{self, Damage, JournalReader, Mark, ReadError, Verified};
use super::place;
use crate::model::Org;
use crate::text::zh::store::mend as zh;

#[cfg(test)]
mod tests;

/// The journal as it is put together, beside the damaged one.
const WORK: &str = "mending";
/// How many damaged journals are kept.
const MAX_DAMAGED_FILES: u32 = 99;

/// What became of a journal.
#[derive(Debug)]
pub enum Mended {
    /// It has no bad line.
    Sound,
    /// It is whole again up to the last line there was.
    Whole(Mend),
    /// It can be read further than before, but another bad line follows, which is in no backup.
    Part(Mend),
    /// No backup reaches past the damage, but the live store has all of it: the journal ends before the damage now.
    SetAside {
        /// The damaged file.
        damaged: PathBuf,
        /// The number of the journal's last line.
        last_line: u64,
        /// The number of the last line that the live store knows.
        known: u64,
    },
    /// No backup reaches past the damage; nothing was changed.
    NoBackup {
        /// What is wrong.
        damage: Damage,
        /// The number of the last line of the last save that can be read.
        last_line: u64,
    },
}

/// A journal that was mended.
#[derive(Debug)]
pub struct Mend {
    /// The backup that had the missing lines.
    pub backup: PathBuf,
    /// The damaged file.
    pub damaged: PathBuf,
    /// The first line that had been bad.
    pub first_bad: u64,
    /// The number of the last line that can be read now.
    pub last_line: u64,
}

/// Why a journal could not be looked at or mended; it is as it was.
#[derive(Debug, thiserror::Error)]
pub enum MendError {
    /// Stopped on request.
    #[error("{}", zh::CANCELLED)]
    Cancelled,
    /// The data directory cannot be used.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The live store could not be looked at.
    #[error(transparent)]
    Store(#[from] DbError),
    /// The backups could not be listed, or what is there now not be backed up.
    #[error(transparent)]
    Backup(BackupError),
    /// The journal could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The file system refused.
    #[error("{}", zh::not_mended(.0))]
    Disk(#[from] DiskError),
}

impl From<BackupError> for MendError {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::Cancelled => Self::Cancelled,
            other => Self::Backup(other),
        }
    }
}

/// A journal being put together.
struct Patient<'a> {
    disk: &'a Arc<dyn Disk>,
    org: Org,
    path: PathBuf,
    work: PathBuf,
    /// The file's length as it is.
    length: u64,
    /// What stands before the damage.
    sound: Verified,
    damage: Damage,
}

/// A candidate: what would stand in the mended journal.
struct Candidate {
    backup: PathBuf,
    /// The end of what comes from the backup.
    joint: Mark,
    /// The end of what comes from the damaged file behind it.
    end: Mark,
}

/// Mends the journal of a desk that nobody has open.
pub fn mend(
    disk: &Arc<dyn Disk>,
    root: &Path,
    now: DateTime<FixedOffset>,
    progress: &mut Progress<'_>,
) -> Result<Mended, MendError> {
    let held = Held::take(Arc::clone(disk), root)?;
    let org = held.settings.org();
    let path = place::journal(root, org);
    let sound = journal::verify(disk.as_ref(), &path, progress)?;
    if sound.stopped {
        return Err(MendError::Cancelled);
    }
    let Some(damage) = sound.damage.clone() else { return Ok(Mended::Sound) };
    let length = disk.metadata(&path).map_err(DiskError::reading(&path))?.len;
    let work = path.with_extension(WORK);
    let patient = Patient { disk, org, path, work, length, sound, damage };
    let source = Source { disk: disk.as_ref(), root, org, saved: None };
    let mended = patient.treat(&source, now, progress);
    patient.remove_work();
    mended
}

impl Patient<'_> {
    fn treat(
        &self,
        source: &Source<'_>,
        now: DateTime<FixedOffset>,
        progress: &mut Progress<'_>,
    ) -> Result<Mended, MendError> {
        let mut best: Option<Candidate> = None;
        for backup in backup::list(source)? {
            let Some(candidate) = self.candidate(&backup, progress)? else { continue };
            let whole = candidate.end.end >= self.length;
            if best.as_ref().is_none_or(|best| best.end.seq < candidate.end.seq) {
                best = Some(candidate);
            }
            if whole {
                break;
            }
        }
        let Some(best) = best else {
            let last_line = self.sound.saved.seq;
            let Some(known) = self.known_to_store(source.root, progress)? else {
                return Ok(Mended::NoBackup { damage: self.damage.clone(), last_line });
            };
            backup::keep(source, now, progress)?;
            return Ok(Mended::SetAside { damaged: self.end_before_damage()?, last_line, known });
        };
        backup::keep(source, now, progress)?;
        let damaged = self.put_in_place(&best, progress)?;
        let whole = best.end.end >= self.length;
        let first_bad = self.sound.head.seq.saturating_add(1);
        let mend = Mend { backup: best.backup, damaged, first_bad, last_line: best.end.seq };
        Ok(if whole { Mended::Whole(mend) } else { Mended::Part(mend) })
    }

    /// What a backup would give, if it reaches past the damage and is of the same history.
    fn candidate(&self, backup: &Path, progress: &mut Progress<'_>) -> Result<Option<Candidate>, MendError> {
        match self.unpack(backup, progress) {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(MendError::Backup(error)) => {
                tracing::warn!(%error, path = %backup.display(), "a backup is of no use for mending");
                return Ok(None);
            }
            Err(error) => return Err(error),
        }
        let found = journal::verify(self.disk.as_ref(), &self.work, progress)?;
        if found.stopped {
            return Err(MendError::Cancelled);
        }
        let reader = JournalReader::at_rest(Arc::clone(self.disk), &self.work, found.head.end);
        // The first line where nothing is sound: the history is then the backup's by its name alone.
        let same = match self.sound.head {
            Mark::START => true,
            head => reader.read_at(head.start).is_ok_and(|line| line.envelope.hash == head.hash),
        };
        if found.damage.is_some() || found.torn_bytes > 0 || found.head.seq <= self.sound.head.seq || !same {
            return Ok(None);
        }
        let end = self.end_of_rest(found.head)?;
        Ok(Some(Candidate { backup: backup.to_path_buf(), joint: found.head, end }))
    }

    /// Writes a backup's journal into the work file; `false` if it does not reach past the damage.
    fn unpack(&self, backup: &Path, progress: &mut Progress<'_>) -> Result<bool, MendError> {
        let mut archive = Archive::open(self.disk.as_ref(), backup)?;
        let wanted = journal_path(self.org);
        let items = &archive.manifest().files;
        let Some(item) = items.iter().find(|item| item.path == wanted && item.bytes > self.damage.offset).cloned()
        else {
            return Ok(false);
        };
        self.remove_work();
        let mut file = self.disk.create_new(&self.work, Access::Private).map_err(DiskError::writing(&self.work))?;
        let mut done = 0_u64;
        archive.pour(&item, &mut |bytes| {
            done = done.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
            if progress(done, item.bytes).is_break() {
                return Err(BackupError::Cancelled);
            }
            Ok(file.append(bytes).map_err(DiskError::writing(&self.work))?)
        })?;
        Ok(true)
    }

    /// How far the damaged file goes on from `joint`, in whole groups.
    fn end_of_rest(&self, joint: Mark) -> Result<Mark, MendError> {
        let reader = JournalReader::at_rest(Arc::clone(self.disk), &self.path, self.length);
        let mut lines = match reader.lines_after(joint) {
            Ok(lines) => lines,
            Err(ReadError::Damage(_)) => return Ok(joint),
            Err(error) => return Err(error.into()),
        };
        let mut end = joint;
        loop {
            match lines.next() {
                Some(Ok(line)) if line.envelope.more => {}
                Some(Ok(_)) => end = lines.mark(),
                None | Some(Err(ReadError::Damage(_))) => return Ok(end),
                Some(Err(error)) => return Err(error.into()),
            }
        }
    }

    /// Puts the two parts together, keeps the damaged file, and gives the whole its name.
    fn put_in_place(&self, best: &Candidate, progress: &mut Progress<'_>) -> Result<PathBuf, MendError> {
        let disk = self.disk.as_ref();
        // The work file may be of a later candidate.
        self.unpack(&best.backup, progress)?;
        let joined = || -> io::Result<()> {
            let mut file = disk.open_append(&self.work)?;
            let mut rest = disk.open_read(&self.path)?;
            rest.seek(SeekFrom::Start(best.joint.end))?;
            // All of it, other damage too: what cannot be read is no reason to cut.
            pour(rest.as_mut(), file.as_mut())?;
            file.sync_data()
        };
        joined().map_err(DiskError::writing(&self.work))?;
        let found = journal::verify(disk, &self.work, progress)?;
        if found.head.seq < best.end.seq {
            return Err(DiskError::writing(&self.work)(io::ErrorKind::InvalidData.into()).into());
        }
        self.take_over()
    }

    /// The last line the live store has applied, if it is sound and knows every line of the file.
    fn known_to_store(&self, root: &Path, progress: &mut Progress<'_>) -> Result<Option<u64>, MendError> {
        let unlisted = |source| DbError::System { path: root.to_path_buf(), source };
        let Some((_, path)) = dirs::list(root).map_err(unlisted)?.pop() else { return Ok(None) };
        let looked = Books::open(&path, self.org).and_then(|books| {
            let sound = check(&books, progress)? == Outcome::Sound;
            Ok((books.applied()?.filter(|_| sound), books.root()?))
        });
        let (applied, first) = match looked {
            Err(error) if error.wants_rebuild() => return Ok(None),
            other => other?,
        };
        let reader = JournalReader::at_rest(Arc::clone(self.disk), &self.path, self.sound.head.end);
        let same = reader.read_at(0).is_ok_and(|line| Some(line.envelope.hash) == first);
        Ok(applied.filter(|mark| same && mark.end >= self.length).map(|mark| mark.seq))
    }

    /// Takes the journal back to its last save before the damage.
    fn end_before_damage(&self) -> Result<PathBuf, MendError> {
        let disk = self.disk.as_ref();
        self.remove_work();
        let copied = || -> io::Result<()> {
            let mut file = disk.create_new(&self.work, Access::Private)?;
            pour(&mut disk.open_read(&self.path)?.take(self.sound.saved.end), file.as_mut())?;
            file.sync_data()
        };
        copied().map_err(DiskError::writing(&self.work))?;
        self.take_over()
    }

    /// Keeps the damaged file and gives the work file its name.
    fn take_over(&self) -> Result<PathBuf, MendError> {
        let disk = self.disk.as_ref();
        let damaged = self.keep_damaged().map_err(DiskError::writing(&self.path))?;
        disk.rename(&self.work, &self.path)
            .and_then(|()| disk.sync_dir(parent_of(&self.path)))
            .map_err(DiskError::writing(&self.path))?;
        Ok(damaged)
    }

    fn keep_damaged(&self) -> io::Result<PathBuf> {
        for number in 1..=MAX_DAMAGED_FILES {
            let kept = self.path.with_extension(format!("damaged-{number}"));
            if !self.disk.exists(&kept)? {
                let copy = |file: &mut dyn DiskFile| pour(self.disk.open_read(&self.path)?.as_mut(), file);
                replace(self.disk.as_ref(), &kept, Access::Private, copy)?;
                return Ok(kept);
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    fn remove_work(&self) {
        if let Err(error) = self.disk.remove(&self.work)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, path = %self.work.display(), "a work file was not removed");
        }
    }
}
