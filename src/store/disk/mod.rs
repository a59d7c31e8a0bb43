//! The one layer every file operation of the program goes through (sled's own excepted).
//!
//! Nothing else in the crate calls `std::fs`, but for what sled keeps by itself, so that a test can
//! make any single operation fail ([`faulty`]) and can cut the power at any moment ([`model`]). The trait is as small as that
//! allows: what is built from several operations ([`Disk::write_atomic`], [`Disk::copy_atomic`])
//! is built here from the primitives, and so is made to fail step by step as well.
//!
//! What the layer promises:
//! - a file written by [`Disk::write_atomic`] holds its old or its new content whole, whatever
//!   happens, and the new one once the call has returned `Ok`;
//! - bytes appended are durable once [`DiskFile::sync_data`] has returned `Ok`, never before;
//! - a new or renamed name is durable once [`Disk::sync_dir`] of its directory has returned `Ok`;
//! - only regular files are read: a FIFO or a device named like one of ours cannot make the
//!   program wait for ever.

#[cfg(any(windows, test))]
mod aligned;
mod drives;
pub mod faulty;
pub mod model;
mod real;

#[cfg(test)]
mod tests;

use std::ffi::{OsStr, OsString};
use std::io::{self, Read, Seek};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub use drives::{Drive, Space};
pub use real::RealDisk;

use crate::text::zh::store::disk as zh;

/// How much is held in memory while a file is copied, in bytes.
const COPY_CHUNK: usize = 64 * 1024;

/// Who may read a new file besides its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Whoever the system's settings let in.
    Shared,
    /// The owner only (mode 0600 where the system has modes).
    Private,
}

/// What stands under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A directory.
    Folder,
    /// Anything else: FIFO, socket, device.
    Other,
}

/// What is known of a name without opening it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meta {
    /// What it is, links followed.
    pub kind: Kind,
    /// Its length in bytes; of no meaning for anything but a file.
    pub len: u64,
    /// When it was last written, by the clock of whoever wrote it; `None` where that is not kept.
    pub modified: Option<SystemTime>,
}

impl Meta {
    /// What is said of a name that nothing can be told of.
    const UNKNOWN: Self = Self { kind: Kind::Other, len: 0, modified: None };
}

/// One name in a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The directory joined with the name.
    pub path: PathBuf,
    /// What stands there; a dangling link is [`Kind::Other`] of length 0.
    pub meta: Meta,
}

/// An open file to read from any place.
pub trait DiskRead: Read + Seek + Send {}
impl<T: Read + Seek + Send> DiskRead for T {}

/// An open file to append to. Its owner is the only writer.
pub trait DiskFile: Send {
    /// Writes all bytes behind the end in one call. After an error any part of them may stand there.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Waits until content and length are durable (`fdatasync`).
    fn sync_data(&mut self) -> io::Result<()>;
    /// The length in bytes.
    fn len(&self) -> io::Result<u64>;
    /// Whether nothing stands in it.
    fn is_empty(&self) -> io::Result<bool> {
        Ok(self.len()? == 0)
    }
    /// Cuts to `len` bytes.
    fn set_len(&mut self, len: u64) -> io::Result<()>;
}

/// Holds a lock file until dropped.
pub trait DiskLock: Send {}

/// A file system as the program needs it; used as `Arc<dyn Disk>`.
pub trait Disk: Send + Sync {
    /// Reads a regular file whole; longer than `limit` bytes is [`io::ErrorKind::FileTooLarge`].
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;
    /// Opens a regular file for reading.
    fn open_read(&self, path: &Path) -> io::Result<Box<dyn DiskRead>>;
    /// Opens a regular file that was synced, to read what the device holds: past the system's cache where it allows that.
    fn open_stored(&self, path: &Path) -> io::Result<Box<dyn Read + Send>>;
    /// Opens an existing regular file for appending.
    fn open_append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;
    /// Creates a file that must not exist.
    fn create_new(&self, path: &Path, access: Access) -> io::Result<Box<dyn DiskFile>>;
    /// Renames a file, replacing the one of that name, or a directory to a name that is free; not
    /// durable before [`Disk::sync_dir`].
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Renames a file to a name that nothing bears, [`io::ErrorKind::AlreadyExists`] otherwise; not durable before
    /// [`Disk::sync_dir`].
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file; not durable before [`Disk::sync_dir`].
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Removes a directory and all in it, links not followed; not durable before [`Disk::sync_dir`].
    fn remove_dir_all(&self, path: &Path) -> io::Result<()>;
    /// Makes a directory and what is missing above it, durably.
    fn create_dir_all(&self, path: &Path) -> io::Result<()>;
    /// The names in a directory, sorted; more than `limit` of them is [`io::ErrorKind::FileTooLarge`].
    fn list(&self, dir: &Path, limit: usize) -> io::Result<Vec<Entry>>;
    /// Shows the names in a directory one by one, in no order, with what they are (a link is [`Kind::Other`]), until
    /// `visit` breaks; in memory that does not grow with them.
    fn each_name(&self, dir: &Path, visit: &mut dyn FnMut(&OsStr, Kind) -> ControlFlow<()>) -> io::Result<()>;
    /// What stands under a name, a link not followed: it is [`Kind::Other`]; or [`io::ErrorKind::NotFound`].
    fn look(&self, path: &Path) -> io::Result<Meta>;
    /// What stands under a name, or [`io::ErrorKind::NotFound`].
    fn metadata(&self, path: &Path) -> io::Result<Meta>;
    /// Makes the names in a directory durable; does nothing where the system has no such call.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;
    /// Takes the lock of a file, made if missing; `None` when another holder has it.
    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn DiskLock>>>;
    /// The room on the drive that a directory is on.
    fn space(&self, dir: &Path) -> io::Result<Space>;
    /// Sticks and other drives that are carried about, in the order of their places.
    fn drives(&self) -> io::Result<Vec<Drive>>;

    /// Whether anything stands under a name; errors other than "not found" are passed on.
    fn exists(&self, path: &Path) -> io::Result<bool> {
        match self.metadata(path) {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Replaces a file's content as one step, durably: after an error or a power cut it holds the
    /// old content or the new, whole.
    fn write_atomic(&self, path: &Path, bytes: &[u8], access: Access) -> io::Result<()> {
        replace(self, path, access, |file| file.append(bytes))
    }

    /// Copies a file as one step, durably, in bounded memory; an existing target is replaced.
    fn copy_atomic(&self, from: &Path, to: &Path, access: Access) -> io::Result<()> {
        let mut source = self.open_read(from)?;
        replace(self, to, access, |file| pour(&mut source, file))
    }
}

/// Appends all that is left in `source`.
pub(super) fn pour(source: &mut dyn Read, file: &mut dyn DiskFile) -> io::Result<()> {
    let mut chunk = vec![0; COPY_CHUNK];
    loop {
        match source.read(&mut chunk) {
            Ok(0) => return Ok(()),
            Ok(n) => file.append(&chunk[..n])?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Puts a newly filled file in the place of `path`, as one durable step.
pub(super) fn replace<D: Disk + ?Sized>(
    disk: &D,
    path: &Path,
    access: Access,
    fill: impl FnOnce(&mut dyn DiskFile) -> io::Result<()>,
) -> io::Result<()> {
    let temp = temp_beside(path)?;
    // A fixed name: what a crash left behind is replaced by the next write instead of piling up.
    match disk.remove(&temp) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let written = write_temp(disk, &temp, access, fill).and_then(|()| disk.rename(&temp, path));
    if let Err(error) = written {
        // The first error is the one that tells what happened; the leftover does no harm.
        let _ = disk.remove(&temp);
        return Err(error);
    }
    disk.sync_dir(parent_of(path))
}

/// Creates, fills and syncs the temporary file; it is closed on return, as Windows wants before a rename.
fn write_temp<D: Disk + ?Sized>(
    disk: &D,
    temp: &Path,
    access: Access,
    fill: impl FnOnce(&mut dyn DiskFile) -> io::Result<()>,
) -> io::Result<()> {
    let mut file = disk.create_new(temp, access)?;
    fill(file.as_mut())?;
    file.sync_data()
}

/// The directory a path stands in.
pub(super) fn parent_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// `<name>.tmp` in the same directory, since only there a rename is one step.
fn temp_beside(path: &Path) -> io::Result<PathBuf> {
    let mut name: OsString = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.into();
    name.push(".tmp");
    Ok(path.with_file_name(name))
}

/// A file operation that failed, in words for the clerk.
#[derive(Debug, thiserror::Error)]
#[error("{}", zh::failed(action, path, source.kind()))]
pub struct DiskError {
    action: &'static str,
    path: PathBuf,
    source: io::Error,
}

impl DiskError {
    /// Wraps an error of reading `path`.
    pub fn reading(path: &Path) -> impl FnOnce(io::Error) -> Self {
        Self::doing(zh::READ, path)
    }

    /// Wraps an error of writing, creating or renaming to `path`.
    pub fn writing(path: &Path) -> impl FnOnce(io::Error) -> Self {
        Self::doing(zh::WRITE, path)
    }

    /// Wraps an error of removing `path`.
    pub fn removing(path: &Path) -> impl FnOnce(io::Error) -> Self {
        Self::doing(zh::REMOVE, path)
    }

    /// Wraps an error of making or listing the directory `path`.
    pub fn folder(path: &Path) -> impl FnOnce(io::Error) -> Self {
        Self::doing(zh::FOLDER, path)
    }

    fn doing(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self { action, path, source }
    }

    /// What kind of error the system reported.
    pub fn kind(&self) -> io::ErrorKind {
        self.source.kind()
    }
}
