//! Why something was not written to a stick, or not taken from it.

use std::io;
use std::path::{Path, PathBuf};

use crate::store::disk::{Disk, DiskError, Kind};
use crate::store::random::RandomError;
use crate::text::zh::sync::medium as zh;

/// Why a stick was not written to or read from. Display is the Chinese message.
#[derive(Debug, thiserror::Error)]
pub enum MediumError {
    /// The system did not tell its drives.
    #[error("{}", zh::NO_DRIVES)]
    NoDrives {
        /// What the system reported.
        source: io::Error,
    },
    /// There is no such folder, or it cannot be looked at.
    #[error("{}", zh::no_folder(folder))]
    NoFolder {
        /// The folder.
        folder: PathBuf,
        /// What the system reported.
        source: io::Error,
    },
    /// A file stands where a folder was wanted.
    #[error("{}", zh::not_a_folder(folder))]
    NotAFolder {
        /// The file.
        folder: PathBuf,
    },
    /// Nothing can be written there.
    #[error("{}", zh::read_only(folder))]
    ReadOnly {
        /// The folder.
        folder: PathBuf,
    },
    /// The folder is there, and takes no file.
    #[error("{}", zh::not_writable(folder))]
    NotWritable {
        /// The folder.
        folder: PathBuf,
        /// What the system reported.
        source: io::Error,
    },
    /// Less room than the package will need, found before writing.
    #[error("{}", zh::no_space(folder, *.needed, *.free))]
    NoSpace {
        /// The folder.
        folder: PathBuf,
        /// Bytes it needs.
        needed: u64,
        /// Bytes there are.
        free: u64,
    },
    /// The room ended while writing.
    #[error("{}", zh::full(folder, *.written))]
    Full {
        /// The folder.
        folder: PathBuf,
        /// Bytes that were written by then.
        written: u64,
    },
    /// The file would be larger than any FAT drive can hold.
    #[error("{}", zh::too_large(path))]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// The stick is gone in the middle of writing.
    #[error("{}", zh::pulled_while_writing(folder))]
    PulledWriting {
        /// The folder.
        folder: PathBuf,
        /// What the system reported.
        source: io::Error,
    },
    /// The stick is gone, or fails, in the middle of reading.
    #[error("{}", zh::pulled_while_reading(path))]
    PulledReading {
        /// The file or folder.
        path: PathBuf,
        /// What the system reported.
        source: io::Error,
    },
    /// What was read back is not what was written.
    #[error("{}", zh::bent(folder))]
    Bent {
        /// The folder.
        folder: PathBuf,
    },
    /// The name cannot stand on every stick.
    #[error("{}", zh::bad_name(name))]
    BadName {
        /// The name.
        name: String,
    },
    /// Every name for it is taken.
    #[error("{}", zh::no_free_name(folder, name))]
    NoFreeName {
        /// The folder.
        folder: PathBuf,
        /// The name as it was wanted.
        name: String,
    },
    /// It is a link, a folder, a FIFO or a device.
    #[error("{}", zh::not_a_file(path))]
    NotAFile {
        /// What it is named.
        path: PathBuf,
    },
    /// It was written to while it was read.
    #[error("{}", zh::changed(path))]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// `progress` stopped it; nothing was left behind.
    #[error("{}", zh::CANCELLED)]
    Cancelled,
    /// The system has no random bytes for a name.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// The file system refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// Why something was not written: the stick, or what was to be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError<E> {
    /// The stick.
    #[error(transparent)]
    Medium(MediumError),
    /// What fills the file failed by itself.
    #[error(transparent)]
    Source(E),
}

impl<E> From<MediumError> for WriteError<E> {
    fn from(error: MediumError) -> Self {
        Self::Medium(error)
    }
}

/// What a failure of writing to a folder means to the clerk.
pub(super) fn of_writing(disk: &dyn Disk, folder: &Path, path: &Path, written: u64, source: io::Error) -> MediumError {
    let folder = folder.to_path_buf();
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => MediumError::Full { folder, written },
        io::ErrorKind::ReadOnlyFilesystem => MediumError::ReadOnly { folder },
        io::ErrorKind::FileTooLarge => MediumError::TooLarge { path: path.to_path_buf() },
        kind if is_of_system(kind) && has_folder(disk, &folder) => DiskError::writing(path)(source).into(),
        // What never took a byte and is still there was not pulled out.
        io::ErrorKind::NotFound if written == 0 && has_folder(disk, &folder) => {
            MediumError::NotWritable { folder, source }
        }
        _ => MediumError::PulledWriting { folder, source },
    }
}

/// What a failure of reading from a stick means to the clerk.
pub(super) fn of_reading(path: &Path, source: io::Error) -> MediumError {
    match source.kind() {
        io::ErrorKind::IsADirectory => MediumError::NotAFile { path: path.to_path_buf() },
        kind if is_of_system(kind) => DiskError::reading(path)(source).into(),
        _ => MediumError::PulledReading { path: path.to_path_buf(), source },
    }
}

/// Whether the system refused, as opposed to the device not answering.
fn is_of_system(kind: io::ErrorKind) -> bool {
    matches!(
        kind,
        io::ErrorKind::PermissionDenied
            | io::ErrorKind::AlreadyExists
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::ResourceBusy
            | io::ErrorKind::Unsupported
    )
}

fn has_folder(disk: &dyn Disk, folder: &Path) -> bool {
    disk.metadata(folder).is_ok_and(|meta| meta.kind == Kind::Folder)
}
