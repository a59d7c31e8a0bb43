//! Taking a package from a stick into the inbox.

use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::error::{of_reading, of_writing};
use super::temp::Temp;
use super::write::{check_space, digest, pour};
use super::{MAX_BYTES, MediumError, Progress, Stage, name, step};
use crate::model::Org;
use crate::store::disk::{Disk, DiskError, Kind, Meta};
use crate::store::journal::Hash;

/// A copy in the inbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The copy.
    pub path: PathBuf,
    /// Its name in the inbox: that on the stick, or one made of it.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: Hash,
    /// Whether it is new; otherwise the same bytes stood there already.
    pub is_new: bool,
}

/// Copies a regular file into the inbox, which is made if missing: whole, durable, unchanged while it was read. The same
/// bytes under the same name are one file; other bytes get a name with a number.
pub fn take(
    disk: &dyn Disk,
    from: &Path,
    inbox: &Path,
    owner: Org,
    progress: &mut Progress<'_>,
) -> Result<Taken, MediumError> {
    let before = disk.look(from).map_err(|error| of_reading(from, error))?;
    check_file(from, before)?;
    disk.create_dir_all(inbox).map_err(DiskError::folder(inbox))?;
    check_space(disk, inbox, before.len)?;
    step(progress, Stage::Taking, 0, before.len)?;
    let (temp, file) = Temp::create(disk, inbox, owner)?;
    let sha256 = copied(disk, from, before, inbox, file, progress)?;
    let wanted = name::plain(from.file_name().unwrap_or_default());
    let (path, is_new) = temp.finish(&wanted, |there| is_same(disk, there, before.len, sha256))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Taken { path, name, bytes: before.len, sha256, is_new })
}

fn check_file(path: &Path, meta: Meta) -> Result<(), MediumError> {
    match meta.kind {
        Kind::File if meta.len <= MAX_BYTES => Ok(()),
        Kind::File => Err(MediumError::TooLarge { path: path.to_path_buf() }),
        Kind::Folder | Kind::Other => Err(MediumError::NotAFile { path: path.to_path_buf() }),
    }
}

/// Copies and syncs; gives the digest.
fn copied(
    disk: &dyn Disk,
    from: &Path,
    before: Meta,
    inbox: &Path,
    mut file: Box<dyn crate::store::disk::DiskFile>,
    progress: &mut Progress<'_>,
) -> Result<Hash, MediumError> {
    let reading = |error| of_reading(from, error);
    let writing = |error| of_writing(disk, inbox, inbox, before.len, error);
    let mut source = disk.open_read(from).map_err(reading)?;
    // One byte more than it had shows that it grows, and no more than that is read of one that grows for ever.
    let mut input = (&mut source).take(before.len.saturating_add(1));
    let (bytes, sha256) = pour(&mut input, Stage::Taking, before.len, progress, reading, &mut |chunk| {
        file.append(chunk).map_err(writing)
    })?;
    let end = source.seek(SeekFrom::End(0)).map_err(reading)?;
    let after = disk.look(from).map_err(reading)?;
    if bytes != before.len || end != before.len || after != before {
        return Err(MediumError::Changed { path: from.to_path_buf() });
    }
    file.sync_data().map_err(writing)?;
    Ok(sha256)
}

/// Whether a file in the inbox has these very bytes.
fn is_same(disk: &dyn Disk, path: &Path, len: u64, sha256: Hash) -> Result<bool, MediumError> {
    let told = |error| MediumError::Disk(DiskError::reading(path)(error));
    let meta = disk.look(path).map_err(told)?;
    if meta.kind != Kind::File || meta.len != len {
        return Ok(false);
    }
    let mut input = disk.open_read(path).map_err(told)?;
    let never = &mut |_| std::ops::ControlFlow::Continue(());
    Ok(digest(&mut input, Stage::Checking, len, never, told)?.1 == sha256)
}
