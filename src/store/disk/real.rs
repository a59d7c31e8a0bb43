//! The computer's own file system.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::path::Path;

use tempfile::TempPath;

use super::{Access, Disk, DiskFile, DiskLock, DiskRead, Drive, Entry, Kind, Meta, Space, drives, parent_of};
use crate::model::order::Order as _;

/// The computer's own file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

struct RealFile(File);

/// The operating system gives the lock back when the file is closed, also when the program is killed.
struct RealLock {
    _open: File,
}

impl DiskLock for RealLock {}

impl DiskFile for RealFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        // Not opened in append mode: Windows then refuses set_len on the handle.
        self.0.seek(SeekFrom::End(0))?;
        self.0.write_all(bytes)
    }

    fn sync_data(&mut self) -> io::Result<()> {
        self.0.sync_data()
    }

    fn len(&self) -> io::Result<u64> {
        Ok(self.0.metadata()?.len())
    }

    fn set_len(&mut self, len: u64) -> io::Result<()> {
        self.0.set_len(len)
    }
}

impl Disk for RealDisk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        // One byte more than allowed shows that there is more, even in a file that grows meanwhile.
        open_regular(path, OpenOptions::new().read(true))?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        if u64::try_from(bytes.len()).is_ok_and(|len| len <= limit) {
            Ok(bytes)
        } else {
            Err(io::ErrorKind::FileTooLarge.into())
        }
    }

    fn open_read(&self, path: &Path) -> io::Result<Box<dyn DiskRead>> {
        Ok(Box::new(open_regular(path, OpenOptions::new().read(true))?))
    }

    fn open_stored(&self, path: &Path) -> io::Result<Box<dyn Read + Send>> {
        open_stored(path)
    }

    fn open_append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let file = open_regular(path, OpenOptions::new().read(true).write(true))?;
        Ok(Box::new(RealFile(file)))
    }

    fn create_new(&self, path: &Path, access: Access) -> io::Result<Box<dyn DiskFile>> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        if access == Access::Private {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        // Elsewhere the directory in the user's profile already keeps others out.
        #[cfg(not(unix))]
        let _ = access;
        Ok(Box::new(RealFile(options.open(path)?)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut temp = TempPath::try_from_path(from)?;
        // What to do with it after a failure is the caller's to say.
        temp.disable_cleanup(true);
        match temp.persist_noclobber(to) {
            Ok(()) => Ok(()),
            // A file system (some on FUSE) that can neither rename without replacing nor link: only here another program
            // could take the name in between.
            Err(refused) if is_unable(&refused.error) => match fs::symlink_metadata(to) {
                Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
                Err(error) if error.kind() == io::ErrorKind::NotFound => fs::rename(from, to),
                Err(error) => Err(error),
            },
            Err(refused) => Err(refused.error),
        }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_dir_all(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir_all(path)
    }

    fn create_dir_all(&self, path: &Path) -> io::Result<()> {
        if path.is_dir() {
            return Ok(());
        }
        let parent = parent_of(path);
        if parent != path {
            self.create_dir_all(parent)?;
        }
        match fs::create_dir(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
            Err(error) => Err(error),
            Ok(()) => self.sync_dir(parent),
        }
    }

    fn list(&self, dir: &Path, limit: usize) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(dir)? {
            if entries.len() == limit {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            let path = entry?.path();
            let meta = self.metadata(&path).unwrap_or(Meta::UNKNOWN);
            entries.push(Entry { path, meta });
        }
        entries.order_by(|a, b| a.path.cmp(&b.path));
        Ok(entries)
    }

    fn each_name(&self, dir: &Path, visit: &mut dyn FnMut(&OsStr, Kind) -> ControlFlow<()>) -> io::Result<()> {
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            let kind = entry.file_type().map_or(Kind::Other, kind_of);
            if visit(&entry.file_name(), kind).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn look(&self, path: &Path) -> io::Result<Meta> {
        fs::symlink_metadata(path).map(|meta| meta_of(&meta))
    }

    fn metadata(&self, path: &Path) -> io::Result<Meta> {
        fs::metadata(path).map(|meta| meta_of(&meta))
    }

    #[cfg(unix)]
    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        match File::open(dir)?.sync_all() {
            // Some file systems (FAT on old kernels, network shares) know no such call.
            Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
            result => result,
        }
    }

    #[cfg(not(unix))]
    fn sync_dir(&self, _dir: &Path) -> io::Result<()> {
        Ok(())
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn DiskLock>>> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Box::new(RealLock { _open: file }))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn space(&self, dir: &Path) -> io::Result<Space> {
        drives::space(dir)
    }

    fn drives(&self) -> io::Result<Vec<Drive>> {
        drives::drives()
    }
}

/// Whether a file system has no such operation, as opposed to refusing this one.
fn is_unable(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

/// Opens a file whose pages the system was told to forget; those that were synced it can.
#[cfg(not(windows))]
fn open_stored(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    let file = open_regular(path, OpenOptions::new().read(true))?;
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed) {
        tracing::debug!(%error, "a file is read through the cache");
    }
    Ok(Box::new(file))
}

/// Opens a file without the system's buffers, or as usual where the drive does not let it.
#[cfg(windows)]
fn open_stored(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    /// `FILE_FLAG_NO_BUFFERING`: wants reads of whole sectors into memory aligned like them.
    const NO_BUFFERING: u32 = 0x2000_0000;
    let mut options = OpenOptions::new();
    std::os::windows::fs::OpenOptionsExt::custom_flags(options.read(true), NO_BUFFERING);
    match open_regular(path, &options) {
        Ok(file) => Ok(Box::new(super::aligned::AlignedRead::new(file))),
        Err(error) => {
            tracing::debug!(%error, "a file is read through the cache");
            Ok(Box::new(open_regular(path, OpenOptions::new().read(true))?))
        }
    }
}

/// Opens a regular file; looks before opening, because opening a FIFO would wait for a writer.
fn open_regular(path: &Path, options: &OpenOptions) -> io::Result<File> {
    match meta_of(&fs::metadata(path)?).kind {
        Kind::File => options.open(path),
        Kind::Folder => Err(io::ErrorKind::IsADirectory.into()),
        Kind::Other => Err(io::ErrorKind::InvalidInput.into()),
    }
}

fn meta_of(meta: &fs::Metadata) -> Meta {
    Meta { kind: kind_of(meta.file_type()), len: meta.len(), modified: meta.modified().ok() }
}

fn kind_of(found: fs::FileType) -> Kind {
    if found.is_file() {
        Kind::File
    } else if found.is_dir() {
        Kind::Folder
    } else {
        Kind::Other
    }
}
