//! Sticks and folders: what is put on them, what is found on them.
//!
//! # What always holds
//!
//! - **A folder shows the name of a package only when its bytes are whole.** [`write()`] writes under a name that reads
//!   as no package, syncs, reads back what the device holds, compares digests, and only then gives the name, to which
//!   nothing may answer yet. The power may go, the stick may be pulled and the room may end at any step.
//! - **"It can be pulled out" is said only where [`write()`] has returned a [`Written`].** A failure or a stop leaves
//!   nothing; where the stick is gone, a leftover that no reader takes for a package, and that the next writing removes.
//! - **Nothing on a stick is opened but regular files that are named like packages** (or the one file whose path was typed):
//!   no link, no FIFO, no device, no `autorun.inf`. A file's name is looked at, shown cleaned, and never becomes a path.
//! - **What is read is a copy**: [`take`] brings a package into the inbox, whole and unchanged, before anyone opens it. The
//!   stick is not written to by reading.

mod error;
mod look;
mod name;
mod take;
mod temp;
mod write;

#[cfg(test)]
mod tests;

use std::ops::ControlFlow;
use std::path::Path;

pub use error::{MediumError, WriteError};
pub use look::{Found, Looked, MAX_NAMES, Passed, Passing, look};
pub use name::{MAX_NAME_CHARS, is_package_name};
pub use take::{Taken, take};
pub use write::{Order, Written, write};

use crate::store::disk::{Disk, Drive, Kind};
use crate::text::clean;
use crate::text::zh::sync::medium as zh;

/// The largest file that is written or taken: the largest of a FAT drive, in bytes.
pub const MAX_BYTES: u64 = u32::MAX as u64;
/// How much of a file is held in memory, in bytes.
const CHUNK_BYTES: usize = 64 * 1024;

/// What is being done, for the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Names in folders are looked at.
    Looking,
    /// Bytes are read from the stick into the inbox.
    Taking,
    /// Bytes are written.
    Writing,
    /// The device is told to keep them, which may take long on a slow stick.
    Settling,
    /// They are read back and compared.
    Checking,
}

/// How far it has got.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Going {
    /// What is being done.
    pub stage: Stage,
    /// Bytes done, or names while looking.
    pub done: u64,
    /// Bytes to do, as far as that is known; 0 if not.
    pub of: u64,
}

impl Going {
    /// In words for the clerk.
    pub fn text(self) -> String {
        zh::going(self)
    }
}

/// Hears how far it has got; `Break` stops it.
pub type Progress<'a> = dyn FnMut(Going) -> ControlFlow<()> + 'a;

/// Passes on that one more step was done; a stop is an error.
fn step(progress: &mut Progress<'_>, stage: Stage, done: u64, of: u64) -> Result<(), MediumError> {
    match progress(Going { stage, done, of }) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(MediumError::Cancelled),
    }
}

/// The drives a package can go to or come from, in the order of their places. A failure is told: the folder can be typed.
pub fn drives(disk: &dyn Disk) -> Result<Vec<Drive>, MediumError> {
    disk.drives().map_err(|source| MediumError::NoDrives { source })
}

/// A drive as the clerk is shown it: its name, its place, its room.
pub fn shown(drive: &Drive) -> String {
    zh::drive(&clean::line(&drive.label), &shown_path(&drive.root), drive.space)
}

/// A folder or file as it is shown and noted: in one line, without what a terminal could take for an instruction.
pub fn shown_path(path: &Path) -> String {
    clean::line(&path.to_string_lossy())
}

/// Makes sure that a folder is there and is one.
pub fn check_folder(disk: &dyn Disk, folder: &Path) -> Result<(), MediumError> {
    match disk.metadata(folder) {
        Ok(meta) if meta.kind == Kind::Folder => Ok(()),
        Ok(_) => Err(MediumError::NotAFolder { folder: folder.to_path_buf() }),
        Err(source) => Err(MediumError::NoFolder { folder: folder.to_path_buf(), source }),
    }
}
