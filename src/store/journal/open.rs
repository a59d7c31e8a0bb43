//! Opening a journal: what state its file is in, and what of it may be used.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::chain::{Chain, FORMAT};
use super::error::{Damage, Flaw, JournalError, ReadError, ReadOnly};
use super::mark::Mark;
use super::read::{JournalReader, line_at, open_at};
use super::scan::{Stop, Walk};
use super::{Journal, line};
use crate::model::Org;
use crate::store::disk::{Access, Disk, DiskError, DiskFile, parent_of, pour, replace};

/// How many torn ends are kept beside a journal; far more than there ever are power cuts.
const MAX_TORN_FILES: u32 = 9999;

/// A journal that was opened, and what was found.
pub struct Opened {
    /// The journal, writable unless [`Journal::read_only`] says otherwise.
    pub journal: Journal,
    /// The state of its file.
    pub found: Found,
    /// How what was applied stands to it.
    pub fit: Fit,
}

/// The state of a journal's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Sound as far as it was checked: from the mark given, else from the start.
    Sound,
    /// Its end is an unfinished save, which was never acknowledged.
    Torn {
        /// Length of that end in bytes.
        bytes: u64,
        /// The file it has been moved to; `None` where the journal had to be left as it is.
        kept: Option<PathBuf>,
    },
    /// A bad line; what stands before its group can be read.
    Damaged(Damage),
}

/// How what was applied stands to the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Nothing was given.
    Nothing,
    /// It is a line of this journal; what follows it is to be applied.
    Here,
    /// It is a line of another history: what was made from it must be made anew from this one.
    Elsewhere,
    /// It is beyond the end: the journal has lost lines, and is read-only.
    Beyond,
}

/// What a scan up to the end of the file has shown.
struct Scan {
    /// Just past the last whole group.
    group: Mark,
    chain: Chain,
    tail: Tail,
}

enum Tail {
    Clean,
    Torn,
    Bad(Damage),
}

pub(super) fn open(disk: Arc<dyn Disk>, path: &Path, org: Org, applied: Option<Mark>) -> Result<Opened, JournalError> {
    let length = match disk.metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let path = path.to_path_buf();
            return Err(JournalError::Missing { path });
        }
        other => other.map_err(DiskError::reading(path))?.len,
    };
    let first = first_chain(disk.as_ref(), path, length)?;
    if first.start.org != org {
        return Err(JournalError::OtherDesk { path: path.to_path_buf(), expected: org, found: first.start.org });
    }
    let resumed = match applied {
        Some(mark) => chain_at(disk.as_ref(), path, length, mark, &first)?.map(|c| (mark, c)),
        None => None,
    };
    let here = resumed.is_some();
    let (from, chain) = resumed.map_or((Mark::START, None), |(mark, chain)| (mark, Some(chain)));
    let scan = scan(disk.as_ref(), path, length, from, chain)?;
    let fit = match applied {
        None => Fit::Nothing,
        Some(_) if here => Fit::Here,
        Some(mark) if mark.seq > scan.group.seq => Fit::Beyond,
        Some(_) => Fit::Elsewhere,
    };
    settle(disk, path, length, scan, fit, applied)
}

/// Turns what was found into a journal that may be written, or into one that may not.
fn settle(
    disk: Arc<dyn Disk>,
    path: &Path,
    length: u64,
    scan: Scan,
    fit: Fit,
    applied: Option<Mark>,
) -> Result<Opened, JournalError> {
    let group = scan.group;
    let mut kept = None;
    let writer = match refusal(path, &scan, fit, applied) {
        Some(reason) => Err(reason),
        None => disk
            .open_append(path)
            .and_then(|mut file| {
                if matches!(scan.tail, Tail::Torn) {
                    kept = Some(set_aside(disk.as_ref(), path, group.end, file.as_mut())?);
                }
                Ok(file)
            })
            .map_err(|error| {
                tracing::warn!(%error, "journal opened read-only");
                let (path, cause) = (path.to_path_buf(), error.kind());
                ReadOnly::Unwritable { path, cause }
            }),
    };
    let found = match scan.tail {
        Tail::Clean => Found::Sound,
        Tail::Torn => Found::Torn { bytes: length.saturating_sub(group.end), kept },
        Tail::Bad(damage) => Found::Damaged(damage),
    };
    let reader = JournalReader::new(disk, path, group.end, writer.is_ok());
    let journal = Journal::assemble(writer, reader, group, scan.chain);
    Ok(Opened { journal, found, fit })
}

/// Why this journal must not be written, the most telling reason first.
fn refusal(path: &Path, scan: &Scan, fit: Fit, applied: Option<Mark>) -> Option<ReadOnly> {
    let path = path.to_path_buf();
    // Another format explains everything else that looks wrong.
    if scan.chain.format > FORMAT {
        let (found, known) = (scan.chain.format, FORMAT);
        return Some(ReadOnly::Newer { path, found, known });
    }
    match (&scan.tail, fit, applied) {
        (Tail::Bad(damage), _, _) => Some(ReadOnly::Damaged(damage.clone())),
        (_, Fit::Beyond, Some(mark)) => Some(ReadOnly::LostTail { path, applied: mark.seq, found: scan.group.seq }),
        _ => None,
    }
}

/// The first line, which names the journal's owner.
fn first_chain(disk: &dyn Disk, path: &Path, length: u64) -> Result<Chain, JournalError> {
    let mut walk = Walk::new(open_at(disk, path, 0, length)?, Mark::START, None);
    let flaw = match walk.step().map_err(DiskError::reading(path))? {
        Ok(_) => match walk.chain {
            Some(chain) => return Ok(chain),
            None => Flaw::Chain,
        },
        Err(Stop::Bad(flaw)) => flaw,
        Err(Stop::Unfinished | Stop::End) => Flaw::EndsEarly,
    };
    let damage = walk.damage(path, flaw);
    Err(JournalError::Header { damage })
}

/// The `chain` line in force at `mark`, if `mark` is the end of a group of this journal.
fn chain_at(
    disk: &dyn Disk,
    path: &Path,
    length: u64,
    mark: Mark,
    first: &Chain,
) -> Result<Option<Chain>, JournalError> {
    if mark.end > length || mark.chain > mark.start {
        return Ok(None);
    }
    let sound = |start| match line_at(disk, path, start, length) {
        Ok(line) => Ok(Some(line)),
        // The scan from the start, which now follows, finds out what is wrong and where.
        Err(ReadError::Damage(_)) => Ok(None),
        Err(ReadError::Disk(error)) => Err(error),
    };
    let Some(line) = sound(mark.start)? else {
        return Ok(None);
    };
    let envelope = &line.envelope;
    let same = envelope.seq == mark.seq && envelope.hash == mark.hash && line.end == mark.end;
    if !same || envelope.more {
        return Ok(None);
    }
    let chain = sound(mark.chain)?.and_then(|line: line::Line| Chain::read(&line));
    Ok(chain.filter(|chain| chain.start.org == first.start.org && chain.seq <= mark.seq))
}

fn scan(disk: &dyn Disk, path: &Path, length: u64, from: Mark, chain: Option<Chain>) -> Result<Scan, JournalError> {
    let mut walk = Walk::new(open_at(disk, path, from.end, length)?, from, chain);
    let tail = loop {
        match walk.step().map_err(DiskError::reading(path))? {
            Ok(_) => {}
            Err(Stop::Bad(flaw)) => break Tail::Bad(walk.damage(path, flaw)),
            Err(Stop::End) if walk.mark == walk.group => break Tail::Clean,
            Err(Stop::End | Stop::Unfinished) => break Tail::Torn,
        }
    };
    match walk.chain.take() {
        Some(chain) => Ok(Scan { group: walk.group, chain, tail }),
        None => Err(JournalError::Header { damage: walk.damage(path, Flaw::Chain) }),
    }
}

/// Moves what stands behind `end` into a file beside the journal, durably, then cuts it off.
fn set_aside(disk: &dyn Disk, path: &Path, end: u64, file: &mut dyn DiskFile) -> io::Result<PathBuf> {
    let kept = free_torn_path(disk, path)?;
    replace(disk, &kept, Access::Private, |copy| {
        let mut source = disk.open_read(path)?;
        source.seek(io::SeekFrom::Start(end))?;
        pour(source.as_mut(), copy)
    })?;
    file.set_len(end)?;
    file.sync_data()?;
    Ok(kept)
}

/// `<org>.torn-<n>` with the lowest number that is free.
fn free_torn_path(disk: &dyn Disk, path: &Path) -> io::Result<PathBuf> {
    let stem = path.file_stem().ok_or(io::ErrorKind::InvalidInput)?;
    for number in 1..=MAX_TORN_FILES {
        let mut name = stem.to_owned();
        name.push(format!(".torn-{number}"));
        let candidate = parent_of(path).join(name);
        if !disk.exists(&candidate)? {
            return Ok(candidate);
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}
