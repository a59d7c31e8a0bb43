//! A file that is no package yet: its name, its end, and what is left of it when a program was killed.

use std::ffi::OsStr;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::error::of_writing;
use super::look::MAX_NAMES;
use super::{MediumError, name};
use crate::model::Org;
use crate::store::disk::{Access, Disk, DiskFile, Kind};
use crate::store::random::random_bytes;

/// `lz-<desk>-<8 hex>.tmp`; no reader takes it for a package.
const PREFIX: &str = "lz-";
const ENDING: &str = ".tmp";
/// A file of another desk is left alone for so long: its program may be writing it now.
const MOST_WRITING: Duration = Duration::from_secs(24 * 60 * 60);
/// Leftovers removed at one time.
const MAX_LEFTOVERS: usize = 100;

/// The file while it is filled; it goes away unless it gets its name.
pub(super) struct Temp<'a> {
    disk: &'a dyn Disk,
    folder: &'a Path,
    path: PathBuf,
    /// Under which name it stands now, to be removed from there if the end is a failure.
    stands: Option<PathBuf>,
}

impl<'a> Temp<'a> {
    /// Creates it, and removes what killed programs have left there.
    pub(super) fn create(
        disk: &'a dyn Disk,
        folder: &'a Path,
        owner: Org,
    ) -> Result<(Self, Box<dyn DiskFile>), MediumError> {
        let name = format!("{PREFIX}{owner}-{}{ENDING}", hex::encode(random_bytes::<4>()?));
        let path = folder.join(name);
        let created = disk.create_new(&path, Access::Shared);
        let file = created.map_err(|error| of_writing(disk, folder, &path, 0, error))?;
        let temp = Self { disk, folder, stands: Some(path.clone()), path };
        temp.remove_leftovers(owner);
        Ok((temp, file))
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Removes what this desk has left, since it writes one file at a time, and what others left a day ago by the stick's
    /// own dates. A failure leaves what does no harm.
    fn remove_leftovers(&self, owner: Org) {
        for path in self.leftovers(owner) {
            match self.disk.remove(&path) {
                Ok(()) => tracing::info!("a file that was not finished was removed from a stick"),
                Err(error) => tracing::warn!(%error, "a file that was not finished stays on a stick"),
            }
        }
    }

    fn leftovers(&self, owner: Org) -> Vec<PathBuf> {
        let (mut found, mut names) = (Vec::new(), 0);
        let mut visit = |name: &OsStr, kind: Kind| {
            names += 1;
            if kind == Kind::File && Some(name) != self.path.file_name() && owner_of(name).is_some() {
                found.push(name.to_owned());
            }
            if names < MAX_NAMES && found.len() < MAX_LEFTOVERS {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        };
        if let Err(error) = self.disk.each_name(self.folder, &mut visit) {
            tracing::warn!(%error, "a stick was not looked through for leftovers");
        }
        let now = self.disk.look(&self.path).ok().and_then(|meta| meta.modified);
        let is_left = |name: &OsStr| {
            owner_of(name) == Some(owner) || {
                let then = self.disk.look(&self.folder.join(name)).ok().and_then(|meta| meta.modified);
                let age = now.zip(then).and_then(|(now, then)| now.duration_since(then).ok());
                age.is_some_and(|age| age > MOST_WRITING)
            }
        };
        found.into_iter().filter(|name| is_left(name)).map(|name| self.folder.join(name)).collect()
    }

    /// Gives it the first of `names` that is free, durably. Its file must be synced and closed. Where one is taken, `is_same`
    /// says whether what stands there will do instead; then that is the end, and this file goes away.
    pub(super) fn finish(
        mut self,
        wanted: &str,
        mut is_same: impl FnMut(&Path) -> Result<bool, MediumError>,
    ) -> Result<(PathBuf, bool), MediumError> {
        for name in name::turns(wanted) {
            let path = self.folder.join(name);
            match self.disk.rename_new(&self.path, &path) {
                Ok(()) => {
                    self.stands = Some(path.clone());
                    self.sync()?;
                    self.stands = None;
                    return Ok((path, true));
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    if is_same(&path)? {
                        return Ok((path, false));
                    }
                }
                Err(error) => return Err(of_writing(self.disk, self.folder, &path, 0, error)),
            }
        }
        Err(MediumError::NoFreeName { folder: self.folder.to_path_buf(), name: wanted.to_owned() })
    }

    fn sync(&self) -> Result<(), MediumError> {
        self.disk.sync_dir(self.folder).map_err(|error| of_writing(self.disk, self.folder, self.folder, 0, error))
    }
}

impl Drop for Temp<'_> {
    fn drop(&mut self) {
        if let Some(path) = self.stands.take() {
            // Where it cannot be removed its name says that it is no package, or its bytes are whole.
            let _ = self.disk.remove(&path);
        }
    }
}

/// Whose a file is that was being written; `None` for any other name.
pub(super) fn owner_of(name: &OsStr) -> Option<Org> {
    let middle = name.to_str()?.strip_prefix(PREFIX)?.strip_suffix(ENDING)?;
    let (owner, mark) = middle.split_once('-')?;
    let is_ours = mark.len() == 8 && mark.bytes().all(|byte| byte.is_ascii_hexdigit());
    owner.parse().ok().filter(|_| is_ours)
}
