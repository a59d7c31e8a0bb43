//! A file that appears under its name only when it is complete.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::WriteFault;
use crate::store::disk::{Access, Disk, DiskFile, Kind, Meta};

/// Names tried for the file beside the target.
const MAX_ATTEMPTS: u32 = 100;

/// A file beside the target, that takes the target's place in the end or goes away.
pub struct Target<'a> {
    disk: &'a dyn Disk,
    folder: PathBuf,
    path: PathBuf,
    beside: PathBuf,
    /// None once it stands under its own name.
    file: Option<Box<dyn DiskFile>>,
}

impl<'a> Target<'a> {
    /// Makes sure that `path` can be a file and creates one beside it.
    pub fn create(disk: &'a dyn Disk, path: &Path) -> Result<Self, WriteFault> {
        match disk.metadata(path) {
            Ok(Meta { kind: Kind::Folder, .. }) => return Err(WriteFault::Directory),
            Ok(Meta { kind: Kind::Other, .. }) => return Err(WriteFault::NotAFile),
            _ => {}
        }
        let name = path.file_name().ok_or(WriteFault::Directory)?;
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        if !disk.metadata(folder).is_ok_and(|found| found.kind == Kind::Folder) {
            return Err(WriteFault::NoFolder);
        }
        for attempt in 0..MAX_ATTEMPTS {
            // Short and ASCII: the name itself may already be as long as the file system takes.
            let beside = folder.join(format!(".lz-{}-{attempt}.tmp", std::process::id()));
            match disk.create_new(&beside, Access::Shared) {
                Ok(file) => {
                    let (folder, path) = (folder.to_path_buf(), folder.join(name));
                    return Ok(Self { disk, folder, path, beside, file: Some(file) });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(io::Error::from(io::ErrorKind::AlreadyExists).into())
    }

    /// Makes the content safe on the disk and gives it its name, replacing what stood there.
    pub fn finish(mut self) -> Result<(), WriteFault> {
        self.file()?.sync_data()?;
        // Closed first: Windows does not rename an open file.
        self.file = None;
        if let Err(error) = self.disk.rename(&self.beside, &self.path) {
            let _ = self.disk.remove(&self.beside);
            let held = matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ResourceBusy);
            // Windows also has sharing (32) and lock (33) violations, that no kind stands for.
            let held = held || cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33));
            return Err(if held { WriteFault::OpenElsewhere(error) } else { error.into() });
        }
        Ok(self.disk.sync_dir(&self.folder)?)
    }

    fn file(&mut self) -> io::Result<&mut dyn DiskFile> {
        match &mut self.file {
            Some(file) => Ok(file.as_mut()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

impl Write for Target<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file()?.append(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Target<'_> {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            // Nothing more can be done about a leftover that cannot be removed; its name says what it is.
            let _ = self.disk.remove(&self.beside);
        }
    }
}
