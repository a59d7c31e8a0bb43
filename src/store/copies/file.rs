//! The files of copies: which one it is, and lines appended to it.

use std::io::{self, BufRead};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::brought::{Brought, Kept};
use super::error::ReceiveError;
use super::unfit::{Unfit, left_out};
use super::{Commit, State};
use crate::model::Org;
use crate::store::books::Books;
use crate::store::disk::{Access, Disk, DiskError, DiskFile, parent_of};
use crate::store::journal::{Chain, Flaw, Intake, Mark, ReadError, chain_at, line_ending_at};
use crate::store::place;

/// The ending of a copy that is being made anew.
const NEW: &str = "new";
/// How many former copies of one chain are kept; far more than a desk is ever set up anew.
const MOST_OLD: u32 = 99;
/// Bytes gathered before they are written.
const CHUNK_BYTES: usize = 256 * 1024;
/// Lines between two questions whether to go on.
const LINES_A_REPORT: u64 = 256;
/// Lines that bring no record, named for each chain.
const MOST_UNFIT: usize = 200;

/// What a copy has become by lines appended to it.
#[derive(Clone, Debug)]
pub struct Grown {
    /// Whose chain it is.
    pub org: Org,
    /// Whether it begins at line 1, and takes the place of a copy that was there.
    pub anew: bool,
    /// Just past its last line: its number, its hash, and as `end` the length of the copy through it.
    pub mark: Mark,
    /// How many lines are new.
    pub lines: u64,
    /// How many of them are told to people.
    pub told: u64,
    /// When its last line was written, RFC 3339; empty where no line is new.
    pub last_at: String,
    /// The `chain` line in force at its end: installation and key.
    pub chain: Chain,
    /// The first lines that bring no record, with what is wrong.
    pub unfit: Vec<(u64, Unfit)>,
    /// How many more there are.
    pub more_unfit: u64,
}

/// A copy that is to grow.
pub struct Grow<'a> {
    /// The file layer.
    pub disk: &'a Arc<dyn Disk>,
    /// The data directory.
    pub root: &'a Path,
    /// Whose chain it is.
    pub org: Org,
    /// Whether that desk is below ours.
    pub is_below: bool,
    /// What was taken in before, and what the store knows of it; `None` for a chain never heard of, or one that begins anew.
    pub known: Option<(Commit, State)>,
    /// How many lines come.
    pub lines: u64,
}

/// Appends lines to a copy and syncs it. Nothing of it counts before our own journal says so. What the lines bring is given as
/// well, as long as there is `room` for so many bytes of them.
pub fn grow(
    grow: &Grow<'_>,
    input: &mut dyn BufRead,
    room: &mut u64,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<(Grown, Option<Kept>), ReceiveError> {
    let path = main_path(grow.root, grow.org);
    let (base, chain) = match &grow.known {
        Some((commit, state)) => base(grow, &path, commit, state)?,
        None => (Mark::START, None),
    };
    let path = if grow.known.is_some() { path } else { path.with_extension(NEW) };
    let mut file = open(grow.disk.as_ref(), &path, &base)?;
    let mut intake = Intake::new(input, grow.org, base, chain);
    let (mut grown, mut more_unfit, mut told) = ((0, String::new(), Vec::new()), 0, 0);
    let mut kept = Some(Kept::from(base));
    let mut writer = Writer { file: file.as_mut(), path: &path, buffer: Vec::new() };
    for at in 0..grow.lines {
        if at.is_multiple_of(LINES_A_REPORT) && progress(at).is_break() {
            return Err(ReceiveError::Cancelled);
        }
        let before = intake.mark();
        let seq = before.seq.saturating_add(1);
        let misfit = |flaw| ReceiveError::DoesNotFit { org: grow.org, seq, flaw };
        let Some(line) = intake.step().map_err(ReceiveError::Source)?.map_err(misfit)? else { continue };
        writer.line(intake.bytes())?;
        grown.0 += 1;
        told += u64::from(line.is_reported());
        let brought = Brought::of(&line, &before, grow.org);
        match brought.unfit().or(left_out(&line, grow.is_below)) {
            Some(why) if grown.2.len() < MOST_UNFIT => grown.2.push((line.envelope.seq, why)),
            why => more_unfit += u64::from(why.is_some()),
        }
        match room.checked_sub(line.end.saturating_sub(line.start)) {
            Some(left) => *room = left,
            None => kept = None,
        }
        if let Some(kept) = &mut kept {
            kept.push(brought);
        }
        grown.1 = line.envelope.at;
    }
    writer.finish()?;
    let misfit = |flaw| ReceiveError::DoesNotFit { org: grow.org, seq: intake.mark().seq, flaw };
    let mark = intake.end().ok_or_else(|| misfit(Flaw::EndsEarly))?;
    let chain = intake.chain().cloned().ok_or_else(|| misfit(Flaw::Chain))?;
    let (lines, last_at, unfit) = grown;
    let anew = grow.known.is_none();
    Ok((Grown { org: grow.org, anew, mark, lines, told, last_at, chain, unfit, more_unfit }, kept))
}

/// Where a copy ends by what was taken in, and the `chain` line in force there.
fn base(grow: &Grow<'_>, path: &Path, commit: &Commit, state: &State) -> Result<(Mark, Option<Chain>), ReceiveError> {
    let bent = || ReceiveError::Copy { org: grow.org, path: path.to_path_buf() };
    if !commit.is_at(&state.applied) {
        // What was taken in could not be applied: there is something wrong with the copy.
        return Err(bent());
    }
    let there = match chain_at(grow.disk, path, &state.applied) {
        Err(ReadError::Disk(error)) if error.kind() == io::ErrorKind::NotFound => None,
        other => other?,
    };
    Ok((state.applied, Some(there.ok_or_else(bent)?)))
}

/// Opens a copy to append to it, cut to where it ends.
fn open(disk: &dyn Disk, path: &Path, base: &Mark) -> Result<Box<dyn DiskFile>, ReceiveError> {
    let opened = || {
        if *base == Mark::START {
            // What is there was never taken in.
            remove(disk, path)?;
            let file = disk.create_new(path, Access::Private)?;
            disk.sync_dir(parent_of(path))?;
            return Ok(file);
        }
        let mut file = disk.open_append(path)?;
        if file.len()? > base.end {
            file.set_len(base.end)?;
        }
        Ok(file)
    };
    Ok(opened().map_err(DiskError::writing(path))?)
}

/// Takes back what was appended to a copy and does not count. What is left all the same is cut the next time.
pub fn take_back(grow: &Grow<'_>) {
    let path = main_path(grow.root, grow.org);
    let disk = grow.disk.as_ref();
    let outcome = match &grow.known {
        Some((commit, _)) => disk
            .open_append(&path)
            .and_then(|mut file| if file.len()? > commit.bytes { file.set_len(commit.bytes) } else { Ok(()) }),
        None => remove(disk, &path.with_extension(NEW)),
    };
    if let Err(error) = outcome {
        tracing::warn!(%error, org = %grow.org, "what was appended to a copy was not taken back");
    }
}

/// Lines on their way into a file.
struct Writer<'a> {
    file: &'a mut dyn DiskFile,
    path: &'a Path,
    buffer: Vec<u8>,
}

impl Writer<'_> {
    fn line(&mut self, line: &[u8]) -> Result<(), DiskError> {
        self.buffer.extend_from_slice(line);
        self.buffer.push(b'\n');
        if self.buffer.len() >= CHUNK_BYTES { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> Result<(), DiskError> {
        let written = self.file.append(&self.buffer).map_err(DiskError::writing(self.path));
        self.buffer.clear();
        written
    }

    fn finish(mut self) -> Result<(), DiskError> {
        if !self.buffer.is_empty() {
            self.write()?;
        }
        self.file.sync_data().map_err(DiskError::writing(self.path))
    }
}

/// Where the copy of a chain stands.
fn main_path(root: &Path, org: Org) -> PathBuf {
    place::journal(root, org)
}

/// The file that is the copy of a chain as it was taken in: the one with that line where it ends.
pub fn locate(disk: &dyn Disk, root: &Path, org: Org, commit: &Commit) -> Result<Option<PathBuf>, DiskError> {
    let main = main_path(root, org);
    for path in [main.clone(), main.with_extension(NEW)] {
        if has(disk, &path, commit)? {
            return Ok(Some(path));
        }
    }
    for number in 1..=MOST_OLD {
        let path = old_path(&main, number);
        if !disk.exists(&path).map_err(DiskError::reading(&path))? {
            break;
        }
        if has(disk, &path, commit)? {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// As [`locate`], with the file put in its place and what was there set aside.
pub(super) fn settle(disk: &dyn Disk, root: &Path, org: Org, commit: &Commit) -> Result<Option<PathBuf>, DiskError> {
    let main = main_path(root, org);
    let Some(path) = locate(disk, root, org, commit)? else { return Ok(None) };
    if path != main {
        put_in_place(disk, &path, &main).map_err(DiskError::writing(&main))?;
    }
    Ok(Some(main))
}

/// Writes the copy of a chain as it was taken in into another data directory; nothing where nothing was taken in.
pub fn carry(disk: &dyn Disk, books: &Books, (root, to): (&Path, &Path), org: Org) -> Result<(), ReceiveError> {
    let entry = super::record(books, org)?;
    let Some((_, commit)) = entry.as_ref().and_then(Commit::of) else { return Ok(()) };
    let (main, to) = (main_path(root, org), main_path(to, org));
    let from = locate(disk, root, org, &commit)?.ok_or(ReceiveError::Copy { org, path: main })?;
    Ok(disk.copy_atomic(&from, &to, Access::Private).map_err(DiskError::writing(&to))?)
}

/// Puts a copy that was made anew and committed in its place. It may say the same as the one that is there, which was damaged.
pub fn install(grow: &Grow<'_>) -> Result<(), DiskError> {
    let (disk, main) = (grow.disk.as_ref(), main_path(grow.root, grow.org));
    let new = main.with_extension(NEW);
    if grow.known.is_none() && disk.exists(&new).map_err(DiskError::reading(&new))? {
        put_in_place(disk, &new, &main).map_err(DiskError::writing(&main))?;
    }
    Ok(())
}

/// Gives a file the name of the copy, and what has that name another one.
fn put_in_place(disk: &dyn Disk, path: &Path, main: &Path) -> io::Result<()> {
    if disk.exists(main)? {
        let free = (1..=MOST_OLD).map(|number| old_path(main, number));
        let mut free = free.filter_map(|path| disk.exists(&path).map(|there| (!there).then_some(path)).transpose());
        disk.rename(main, &free.next().ok_or(io::ErrorKind::AlreadyExists)??)?;
    }
    disk.rename(path, main)?;
    disk.sync_dir(parent_of(main))
}

fn old_path(main: &Path, number: u32) -> PathBuf {
    main.with_extension(format!("old-{number}"))
}

/// Whether a file has the line that was taken in last where it was taken in.
fn has(disk: &dyn Disk, path: &Path, commit: &Commit) -> Result<bool, DiskError> {
    match disk.metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Ok(meta) if meta.len < commit.bytes => return Ok(false),
        other => other.map_err(DiskError::reading(path))?,
    };
    match line_ending_at(disk, path, commit.bytes) {
        Ok(line) => Ok((line.envelope.seq, line.envelope.hash) == (commit.seq, commit.hash)),
        Err(ReadError::Damage(_)) => Ok(false),
        Err(ReadError::Disk(error)) => Err(error),
    }
}

fn remove(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    match disk.remove(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
