//! Reading a journal while its desk goes on writing.

use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::error::{Damage, Flaw, ReadError};
use super::line::Line;
use super::mark::Mark;
use super::scan::{Stop, Walk};
use super::{Chain, line};
use crate::store::disk::{Disk, DiskError, DiskRead};

/// After how many lines [`verify`] tells how far it has got.
const LINES_A_REPORT: u64 = 512;

pub(super) type Input = BufReader<io::Take<Box<dyn DiskRead>>>;

/// Reads what has been saved; clones go to other threads.
#[derive(Clone)]
pub struct JournalReader {
    disk: Arc<dyn Disk>,
    path: Arc<Path>,
    saved: Arc<Saved>,
}

/// How far a reader may read.
struct Saved {
    end: AtomicU64,
    /// Whether bytes beyond `end` may be a save in the making.
    growing: AtomicBool,
}

impl JournalReader {
    pub(super) fn new(disk: Arc<dyn Disk>, path: &Path, end: u64, growing: bool) -> Self {
        Self {
            disk,
            path: path.into(),
            saved: Arc::new(Saved { end: AtomicU64::new(end), growing: AtomicBool::new(growing) }),
        }
    }

    /// Reads the first `end` bytes of a journal that nobody has open: those that [`verify`] found sound.
    pub fn at_rest(disk: Arc<dyn Disk>, path: &Path, end: u64) -> Self {
        Self::new(disk, path, end, false)
    }

    pub(super) fn set_end(&self, end: u64) {
        self.saved.end.store(end, Ordering::Release);
    }

    pub(super) fn stop_growing(&self) {
        self.saved.growing.store(false, Ordering::Release);
    }

    pub(super) fn go_on(&self) {
        self.saved.growing.store(true, Ordering::Release);
    }

    /// Offset just past the last line saved.
    pub fn end(&self) -> u64 {
        self.saved.end.load(Ordering::Acquire)
    }

    /// The journal's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the line that starts at an offset, and checks its hash and digest.
    pub fn read_at(&self, start: u64) -> Result<Line, ReadError> {
        line_at(self.disk.as_ref(), &self.path, start, self.end())
    }

    /// Reads the lines saved after `mark` up to now, each checked in itself and against the one
    /// before. The first error ends it.
    pub fn lines_after(&self, mark: Mark) -> Result<Lines, ReadError> {
        let end = self.end().max(mark.end);
        let input = open_at(self.disk.as_ref(), &self.path, mark.end, end)?;
        Ok(Lines { walk: Walk::new(input, mark, None), path: self.path.to_path_buf(), end, over: false })
    }

    /// Checks the whole chain. `progress` gets the bytes done and to do, and may stop it.
    pub fn verify(&self, progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>) -> Result<Verified, ReadError> {
        let until = self.saved.growing.load(Ordering::Acquire).then(|| self.end());
        verify_until(self.disk.as_ref(), &self.path, until, progress)
    }
}

/// The lines of a journal from some mark on.
pub struct Lines {
    walk: Walk<Input>,
    path: PathBuf,
    end: u64,
    over: bool,
}

impl Lines {
    /// Just past the last line given out.
    pub fn mark(&self) -> Mark {
        self.walk.mark
    }
}

impl Iterator for Lines {
    type Item = Result<Line, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let flaw = match self.walk.step() {
            Ok(Ok(line)) => return Some(Ok(line)),
            Ok(Err(Stop::End)) if self.walk.mark.end >= self.end => {
                self.over = true;
                return None;
            }
            Ok(Err(Stop::End | Stop::Unfinished)) => Flaw::EndsEarly,
            Ok(Err(Stop::Bad(flaw))) => flaw,
            Err(error) => {
                self.over = true;
                return Some(Err(DiskError::reading(&self.path)(error).into()));
            }
        };
        self.over = true;
        Some(Err(self.walk.damage(&self.path, flaw).into()))
    }
}

/// What the check of a whole chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Sound lines.
    pub lines: u64,
    /// Saves: groups of lines that are whole.
    pub groups: u64,
    /// Every `chain` line, in order.
    pub chains: Vec<Chain>,
    /// Just past the last sound line.
    pub head: Mark,
    /// Just past the last whole save: what stands behind it is of a save that is cut or damaged.
    pub saved: Mark,
    /// Bytes behind the last whole group that are neither sound nor damage: a torn save.
    pub torn_bytes: u64,
    /// The bad line, behind which nothing was checked.
    pub damage: Option<Damage>,
    /// Whether `progress` stopped it before the end.
    pub stopped: bool,
}

/// Checks the whole chain in a file that no one is writing to.
pub fn verify(
    disk: &dyn Disk,
    path: &Path,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Verified, ReadError> {
    verify_until(disk, path, None, progress)
}

/// Checks the whole chain in the first `until` bytes of a file, which stand still whatever is appended; all without.
pub fn verify_until(
    disk: &dyn Disk,
    path: &Path,
    until: Option<u64>,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Verified, ReadError> {
    let total = match until {
        Some(end) => end,
        None => disk.metadata(path).map_err(DiskError::reading(path))?.len,
    };
    let mut walk = Walk::new(open_at(disk, path, 0, total)?, Mark::START, None);
    let (mut lines, mut groups, mut chains) = (0_u64, 0_u64, Vec::new());
    let (mut damage, mut stopped) = (None, false);
    loop {
        match walk.step().map_err(DiskError::reading(path))? {
            Ok(line) => {
                lines += 1;
                groups += u64::from(!line.envelope.more);
                if walk.mark.chain == line.start {
                    chains.extend(walk.chain.clone());
                }
            }
            Err(Stop::Bad(flaw)) => {
                damage = Some(walk.damage(path, flaw));
                break;
            }
            Err(Stop::End | Stop::Unfinished) => break,
        }
        if lines.is_multiple_of(LINES_A_REPORT) && progress(walk.mark.end, total).is_break() {
            stopped = true;
            break;
        }
    }
    let behind = total.saturating_sub(walk.group.end);
    Ok(Verified {
        lines,
        groups,
        chains,
        head: walk.mark,
        saved: walk.group,
        torn_bytes: if stopped || damage.is_some() { 0 } else { behind },
        damage,
        stopped,
    })
}

/// Whether bytes that stand behind `head` in another copy of a journal begin with a whole save that follows it.
pub fn begins_with_save(bytes: &[u8], head: Mark) -> bool {
    let mut walk = Walk::new(bytes, head, None);
    while matches!(walk.step(), Ok(Ok(_))) {
        if walk.group != head {
            return true;
        }
    }
    false
}

/// Opens the file to read `[from, until)`.
pub(super) fn open_at(disk: &dyn Disk, path: &Path, from: u64, until: u64) -> Result<Input, DiskError> {
    let open = || {
        let mut file = disk.open_read(path)?;
        file.seek(SeekFrom::Start(from))?;
        Ok(BufReader::new(file.take(until.saturating_sub(from))))
    };
    open().map_err(DiskError::reading(path))
}

/// Reads the line that starts at `start` and ends before `until`, checked in itself only.
pub(super) fn line_at(disk: &dyn Disk, path: &Path, start: u64, until: u64) -> Result<Line, ReadError> {
    let longest = u64::try_from(line::MAX_LINE_BYTES).unwrap_or(u64::MAX);
    let until = until.min(start.saturating_add(longest));
    let mut bytes = Vec::new();
    std::io::BufRead::read_until(&mut open_at(disk, path, start, until)?, b'\n', &mut bytes)
        .map_err(DiskError::reading(path))?;
    let read = match bytes.split_last() {
        Some((b'\n', text)) => line::decode(text, start),
        _ => Err(Flaw::EndsEarly),
    };
    read.map_err(|flaw| {
        let path = path.to_path_buf();
        let (line, offset) = (None, start);
        ReadError::Damage(Damage { path, line, offset, flaw })
    })
}

/// How much of a file is read at first to find the line that ends at a place.
const NEAR_THE_END: u64 = 16 * 1024;

/// Reads the line that ends just before `end`, checked in itself only.
pub fn line_ending_at(disk: &dyn Disk, path: &Path, end: u64) -> Result<Line, ReadError> {
    let longest = u64::try_from(line::MAX_LINE_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let flawed = |flaw| ReadError::Damage(Damage { path: path.to_path_buf(), line: None, offset: end, flaw });
    for length in [NEAR_THE_END.min(end), longest.min(end)] {
        let from = end - length;
        let mut bytes = Vec::new();
        open_at(disk, path, from, end)?.read_to_end(&mut bytes).map_err(DiskError::reading(path))?;
        let is_whole = u64::try_from(bytes.len()) == Ok(length);
        let Some((b'\n', text)) = bytes.split_last().filter(|_| is_whole) else { return Err(flawed(Flaw::EndsEarly)) };
        let before = text.iter().rposition(|byte| *byte == b'\n').map(|at| at + 1);
        if let Some(begin) = before.or((from == 0).then_some(0)) {
            let start = from.saturating_add(u64::try_from(begin).unwrap_or(u64::MAX));
            return line::decode(&text[begin..], start).map_err(flawed);
        }
    }
    Err(flawed(Flaw::TooLong))
}

/// Whether a file has the line that a mark is just past, where the mark has it.
pub fn line_at_mark(disk: &dyn Disk, path: &Path, mark: &Mark) -> Result<bool, DiskError> {
    match line_at(disk, path, mark.start, mark.end) {
        Ok(line) => Ok((line.envelope.seq, line.envelope.hash, line.end) == (mark.seq, mark.hash, mark.end)),
        Err(ReadError::Damage(_)) => Ok(false),
        Err(ReadError::Disk(error)) => Err(error),
    }
}
