//! Exchanges what a data directory holds for what was unpacked, so that a power cut at any step leaves something to go on
//! from.
//!
//! ```text
//! restore-work/new/…   unpacked, all of desk.toml and the folders
//! restore-work/old/…   what they replace
//! restore-work/ready   from here on the exchange is decided; its text is the folder that the old data are to be kept in
//! ```
//!
//! `desk.toml` goes first and is replaced in one step, so that the directory always holds a desk, whose opening calls
//! [`finish`]. A name that is no longer in `new` has been exchanged.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::{Keep, RestoreError, unless_missing};
use crate::store::backup::FOLDERS;
use crate::store::db::dirs;
use crate::store::disk::{Access, Disk, DiskError, Kind};

const FOLDER: &str = "restore-work";
const READY: &str = "ready";
const ASIDE: &str = "before-restore";
/// The folders and some files.
const MAX_NAMES: usize = 200;
/// The text of `ready` is a folder's name.
const MAX_READY_BYTES: u64 = 256;

/// Where a backup is unpacked.
pub(in crate::store) fn new_folder(root: &Path) -> PathBuf {
    root.join(FOLDER).join("new")
}

/// The name of the folder that data from before are moved to.
pub(super) fn aside_name(now: DateTime<FixedOffset>) -> String {
    format!("{ASIDE}-{}", now.format("%Y%m%d-%H%M%S"))
}

/// Removes what an attempt has unpacked.
pub(in crate::store) fn discard(disk: &Arc<dyn Disk>, root: &Path) {
    let folder = root.join(FOLDER);
    if let Err(error) = unless_missing(disk.remove_dir_all(&folder)) {
        // The next attempt, or the next opening, removes it.
        tracing::warn!(%error, path = %folder.display(), "unpacked files were not removed");
    }
}

/// Decides the exchange.
pub(in crate::store) fn begin(disk: &dyn Disk, root: &Path, keep: &Keep) -> Result<(), RestoreError> {
    let ready = root.join(FOLDER).join(READY);
    let text = match keep {
        Keep::Nothing | Keep::Backup(_) => "",
        Keep::Aside(name) => name.as_str(),
    };
    Ok(disk.write_atomic(&ready, text.as_bytes(), Access::Private).map_err(DiskError::writing(&ready))?)
}

pub(super) fn is_under_way(disk: &dyn Disk, root: &Path) -> bool {
    is_decided(disk, root).unwrap_or(false)
}

/// Whether the exchange was decided and not brought to its end.
pub(in crate::store) fn is_decided(disk: &dyn Disk, root: &Path) -> Result<bool, DiskError> {
    let ready = root.join(FOLDER).join(READY);
    disk.exists(&ready).map_err(DiskError::reading(&ready))
}

pub(super) fn finish(disk: &dyn Disk, root: &Path) -> Result<bool, DiskError> {
    if !is_decided(disk, root)? {
        let folder = root.join(FOLDER);
        unless_missing(disk.remove_dir_all(&folder)).map_err(DiskError::removing(&folder))?;
        return Ok(false);
    }
    exchange(disk, root)?;
    remove_live_store(root)?;
    end(disk, root)?;
    Ok(true)
}

/// What was decided has been done: what there was before goes where it is to be kept, and the work is removed.
pub(in crate::store) fn end(disk: &dyn Disk, root: &Path) -> Result<(), DiskError> {
    let folder = root.join(FOLDER);
    let ready = folder.join(READY);
    let aside = disk.read(&ready, MAX_READY_BYTES).map_err(DiskError::reading(&ready))?;
    if let Some(aside) = aside_of(&aside) {
        let aside = root.join(aside);
        // Missing: it was moved before the attempt was cut short.
        unless_missing(disk.rename(&folder.join("old"), &aside))
            .and_then(|()| disk.sync_dir(root))
            .map_err(DiskError::writing(&aside))?;
    }
    disk.remove(&ready).and_then(|()| disk.sync_dir(&folder)).map_err(DiskError::removing(&ready))?;
    let removed = unless_missing(disk.remove_dir_all(&folder)).and_then(|()| disk.sync_dir(root));
    if let Err(error) = removed {
        tracing::warn!(%error, "what a restore left behind is removed by the next opening");
    }
    Ok(())
}

/// Everything that was staged takes the place of what is there.
pub(in crate::store) fn exchange(disk: &dyn Disk, root: &Path) -> Result<(), DiskError> {
    let folder = &root.join(FOLDER);
    let (new, old) = (folder.join("new"), folder.join("old"));
    if !disk.exists(&new).map_err(DiskError::reading(&new))? {
        return Ok(());
    }
    disk.create_dir_all(&old).map_err(DiskError::folder(&old))?;
    let files = disk.list(&new, MAX_NAMES).map_err(DiskError::folder(&new))?;
    // In the order of their names, so `desk.toml` first.
    for file in files.iter().filter(|entry| entry.meta.kind == Kind::File) {
        let Some(name) = file.path.file_name() else { continue };
        let (to, kept) = (root.join(name), old.join(name));
        let step = || -> io::Result<()> {
            if disk.exists(&to)? && !disk.exists(&kept)? {
                disk.copy_atomic(&to, &kept, Access::Private)?;
            }
            disk.rename(&file.path, &to)?;
            disk.sync_dir(root)
        };
        step().map_err(DiskError::writing(&to))?;
    }
    for name in FOLDERS {
        let (from, to, kept) = (new.join(name), root.join(name), old.join(name));
        let step = || -> io::Result<()> {
            if !disk.exists(&from)? {
                return Ok(());
            }
            if disk.exists(&to)? {
                disk.rename(&to, &kept)?;
                // Before the new takes the name: two folders must never meet under it.
                disk.sync_dir(&old)?;
            }
            disk.rename(&from, &to)?;
            disk.sync_dir(root)
        };
        step().map_err(DiskError::writing(&to))?;
    }
    disk.remove_dir_all(&new).and_then(|()| disk.sync_dir(folder)).map_err(DiskError::removing(&new))
}

/// It is of another history now, and could seem to be ahead of the journal.
fn remove_live_store(root: &Path) -> Result<(), DiskError> {
    let listed = || dirs::list(root).map_err(DiskError::folder(root));
    for (_, path) in listed()? {
        dirs::remove(&path);
    }
    match listed()?.pop() {
        Some((_, path)) => Err(DiskError::removing(&path)(io::ErrorKind::PermissionDenied.into())),
        None => Ok(()),
    }
}

/// The folder to keep the old data in. Nothing but our own name is taken from the file; bent, it still keeps them.
fn aside_of(text: &[u8]) -> Option<&str> {
    if text.is_empty() {
        return None;
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let name = std::str::from_utf8(text).ok().filter(|name| name.starts_with(ASIDE) && name.chars().all(plain));
    Some(name.unwrap_or(ASIDE))
}
