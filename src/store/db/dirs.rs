//! The directories `db-N` of a desk: the highest number is in use, a rebuild takes the next.
//!
//! sled's files are not reached through [`crate::store::disk`]: sled opens them itself, and nothing in them is the only copy.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::model::order::Order as _;

const PREFIX: &str = "db-";

/// The store directories of a desk with their numbers, the lowest first; none where there is no desk.
pub fn list(root: &Path) -> io::Result<Vec<(u32, PathBuf)>> {
    let names = match fs::read_dir(root) {
        Ok(names) => names,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for name in names {
        let name = name?;
        if let Some(number) = name.file_name().to_str().and_then(number_of) {
            found.push((number, name.path()));
        }
    }
    found.order();
    Ok(found)
}

/// The directory of a number.
pub fn path(root: &Path, number: u32) -> PathBuf {
    root.join(format!("{PREFIX}{number}"))
}

/// Removes the store directories but one. What cannot be removed now (open elsewhere) is left for the next time.
pub fn remove_others(root: &Path, keep: &Path) {
    for (_, path) in list(root).unwrap_or_default() {
        if path != keep {
            remove(&path);
        }
    }
}

/// Removes a store directory, or a file that stands in its place.
pub fn remove(path: &Path) {
    let removed = match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    if let Err(error) = removed
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(%error, path = %path.display(), "an old live store was not removed");
    }
}

/// Syncs every file of a store directory, and the directory.
pub(super) fn sync(path: &Path) -> io::Result<()> {
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            sync(&entry.path())?;
        } else if kind.is_file() {
            match OpenOptions::new().read(true).write(true).open(entry.path()) {
                Ok(file) => file.sync_all()?,
                // sled writes its snapshots under passing names.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
    }
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

fn number_of(name: &str) -> Option<u32> {
    let number = name.strip_prefix(PREFIX)?.parse().ok()?;
    (format!("{PREFIX}{number}") == name).then_some(number)
}
