//! Writing a package to a stick or a folder.

use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::error::of_writing;
use super::temp::Temp;
use super::{CHUNK_BYTES, MAX_BYTES, MediumError, Progress, Stage, WriteError, check_folder, name, step};
use crate::model::Org;
use crate::store::disk::{Disk, DiskFile};
use crate::store::journal::Hash;

/// Room that must be left beside what is written, for the folder's own growth, in bytes.
const SPARE_BYTES: u64 = 128 * 1024;

/// Where something is to be written.
#[derive(Clone, Copy)]
pub struct Order<'a> {
    /// The file layer.
    pub disk: &'a dyn Disk,
    /// The folder, which must exist.
    pub folder: &'a Path,
    /// The name it is to get, one of a package: ASCII, at most [`MAX_NAME_CHARS`](super::MAX_NAME_CHARS) less 4, since where
    /// it is taken `-2` and so on is added.
    pub name: &'a str,
    /// Whose desk writes. It must be the only program of that desk.
    pub owner: Org,
    /// About how many bytes it will be; 0 if unknown. So much room is asked for.
    pub estimate: u64,
}

/// What stands on the stick, whole, read back and durable: it can be pulled out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written<T> {
    /// The file.
    pub path: PathBuf,
    /// Its name: the one wanted, or that with a number.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: Hash,
    /// What the filling gave.
    pub made: T,
}

/// Writes a file by the protocol of this module. `fill` writes the content; what it gets back from a failed write it passes
/// on or not: the failure of the stick is what is told.
pub fn write<T, E>(
    order: &Order<'_>,
    fill: impl FnOnce(&mut dyn Write) -> Result<T, E>,
    progress: &mut Progress<'_>,
) -> Result<Written<T>, WriteError<E>> {
    check(order)?;
    step(progress, Stage::Writing, 0, order.estimate)?;
    let (temp, file) = Temp::create(order.disk, order.folder, order.owner)?;
    let (made, bytes, sha256) = filled(order, temp.path(), file, fill, progress)?;
    if read_back(order, temp.path(), bytes, progress)? != sha256 {
        return Err(MediumError::Bent { folder: order.folder.to_path_buf() }.into());
    }
    let (path, _) = temp.finish(order.name, |_| Ok(false))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Written { path, name, bytes, sha256, made })
}

/// What can be known before anything is written.
fn check(order: &Order<'_>) -> Result<(), MediumError> {
    if !name::is_plain(order.name) {
        return Err(MediumError::BadName { name: order.name.to_owned() });
    }
    check_folder(order.disk, order.folder)?;
    check_space(order.disk, order.folder, order.estimate)
}

/// Makes sure that `bytes` fit into a folder, as far as the system tells.
pub(super) fn check_space(disk: &dyn Disk, folder: &Path, bytes: u64) -> Result<(), MediumError> {
    // What does not tell its room shows it in writing.
    let space = disk.space(folder).unwrap_or_default();
    if space.is_read_only {
        return Err(MediumError::ReadOnly { folder: folder.to_path_buf() });
    }
    if bytes > MAX_BYTES {
        return Err(MediumError::TooLarge { path: folder.to_path_buf() });
    }
    let needed = bytes.saturating_add(SPARE_BYTES);
    match space.free {
        Some(free) if free < needed => Err(MediumError::NoSpace { folder: folder.to_path_buf(), needed, free }),
        _ => Ok(()),
    }
}

/// Fills the file, syncs and closes it; gives its length and digest.
fn filled<T, E>(
    order: &Order<'_>,
    path: &Path,
    file: Box<dyn DiskFile>,
    fill: impl FnOnce(&mut dyn Write) -> Result<T, E>,
    progress: &mut Progress<'_>,
) -> Result<(T, u64, Hash), WriteError<E>> {
    let tape = Tape { file, sha: Sha256::new(), bytes: 0, estimate: order.estimate, progress, stopped: None };
    let mut buffer = BufWriter::with_capacity(CHUNK_BYTES, tape);
    let made = fill(&mut buffer);
    let flushed = if made.is_ok() { buffer.flush() } else { Ok(()) };
    // Taken apart, so that dropping it writes nothing more.
    let (mut tape, _) = buffer.into_parts();
    let told = |error| of_writing(order.disk, order.folder, path, tape.bytes, error);
    match tape.stopped.take() {
        Some(Stop::Cancelled) => return Err(MediumError::Cancelled.into()),
        Some(Stop::Failed(error)) => return Err(told(error).into()),
        None => {}
    }
    let made = made.map_err(WriteError::Source)?;
    flushed.map_err(told)?;
    step(tape.progress, Stage::Settling, tape.bytes, tape.bytes)?;
    tape.file.sync_data().map_err(told)?;
    Ok((made, tape.bytes, Hash(tape.sha.finalize().into())))
}

/// The digest of what the device holds.
fn read_back(order: &Order<'_>, path: &Path, bytes: u64, progress: &mut Progress<'_>) -> Result<Hash, MediumError> {
    let told = |error| of_writing(order.disk, order.folder, path, bytes, error);
    let mut input = order.disk.open_stored(path).map_err(told)?;
    digest(&mut input, Stage::Checking, bytes, progress, told).map(|(_, sha256)| sha256)
}

/// Length and digest of all that is left in `input`.
pub(super) fn digest(
    input: &mut dyn Read,
    stage: Stage,
    of: u64,
    progress: &mut Progress<'_>,
    told: impl Fn(io::Error) -> MediumError,
) -> Result<(u64, Hash), MediumError> {
    pour(input, stage, of, progress, told, &mut |_| Ok(()))
}

/// Passes all that is left in `input` on, and gives its length and digest.
pub(super) fn pour(
    input: &mut dyn Read,
    stage: Stage,
    of: u64,
    progress: &mut Progress<'_>,
    told: impl Fn(io::Error) -> MediumError,
    pass_on: &mut dyn FnMut(&[u8]) -> Result<(), MediumError>,
) -> Result<(u64, Hash), MediumError> {
    let (mut bytes, mut sha) = (0_u64, Sha256::new());
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        step(progress, stage, bytes, of)?;
        let read = match input.read(&mut chunk) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other.map_err(&told)?,
        };
        if read == 0 {
            return Ok((bytes, Hash(sha.finalize().into())));
        }
        bytes = bytes.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        sha.update(&chunk[..read]);
        pass_on(&chunk[..read])?;
    }
}

/// Why nothing more is written.
enum Stop {
    Cancelled,
    Failed(io::Error),
}

/// The file on the stick while it is filled. What stopped it is kept aside: the filling may swallow or wrap its error.
struct Tape<'a, 'p> {
    file: Box<dyn DiskFile>,
    sha: Sha256,
    bytes: u64,
    estimate: u64,
    progress: &'a mut Progress<'p>,
    stopped: Option<Stop>,
}

impl Tape<'_, '_> {
    fn append(&mut self, chunk: &[u8]) -> Result<(), Stop> {
        if step(self.progress, Stage::Writing, self.bytes, self.estimate).is_err() {
            return Err(Stop::Cancelled);
        }
        let bytes = self.bytes.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        if bytes > MAX_BYTES {
            return Err(Stop::Failed(io::ErrorKind::FileTooLarge.into()));
        }
        self.file.append(chunk).map_err(Stop::Failed)?;
        self.sha.update(chunk);
        self.bytes = bytes;
        Ok(())
    }
}

impl Write for Tape<'_, '_> {
    fn write(&mut self, chunk: &[u8]) -> io::Result<usize> {
        if self.stopped.is_none()
            && let Err(stop) = self.append(chunk)
        {
            self.stopped = Some(stop);
        }
        // Any kind but `Interrupted`, after which writers try again.
        if self.stopped.is_some() { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(chunk.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
