//! Looking a stick or a folder through for packages.

use std::ffi::{OsStr, OsString};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::error::of_reading;
use super::{MAX_BYTES, MediumError, Progress, Stage, check_folder, is_package_name, shown_path, step};
use crate::model::order::Order as _;
use crate::store::disk::{Disk, Kind, Meta};

/// The most names looked at in a folder and the one below it; a province's 10,000 packages are among the first.
pub const MAX_NAMES: usize = 100_000;
/// The folder that is looked through as well, in whatever case.
const SUBFOLDER: &str = "liaison";
/// The most that is told of what was passed over.
const MAX_PASSED: usize = 50;
/// How many names are looked at before the progress is told again.
const STEP_NAMES: usize = 500;

/// A file that is named like a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands.
    pub path: PathBuf,
    /// Its name, as it is shown.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// When it was last written, by the clock of whoever wrote it.
    pub modified: Option<SystemTime>,
}

/// Something that is named like a package and was not taken for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// Its name, as it is shown.
    pub name: String,
    /// Why.
    pub why: Passing,
}

/// Why something is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passing {
    /// A folder.
    Folder,
    /// A link, a FIFO, a device.
    NotAFile,
    /// Larger than any package.
    TooLarge,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// What may be packages, by name.
    pub packages: Vec<Found>,
    /// What was passed over, the first of them.
    pub passed: Vec<Passed>,
    /// How many names were looked at.
    pub names: usize,
    /// Whether there were more names than are looked at.
    pub is_cut: bool,
}

/// Looks through a folder and its subfolder `liaison`; the path of a file gives that file, whatever its name. Nothing is
/// opened, and nothing written.
pub fn look(disk: &dyn Disk, place: &Path, progress: &mut Progress<'_>) -> Result<Looked, MediumError> {
    let mut looked = Looked::default();
    if let Ok(meta) = disk.look(place)
        && meta.kind != Kind::Folder
        && !disk.metadata(place).is_ok_and(|behind| behind.kind == Kind::Folder)
    {
        looked.names = 1;
        looked.add(place.to_path_buf(), meta);
        return Ok(looked);
    }
    check_folder(disk, place)?;
    step(progress, Stage::Looking, 0, 0)?;
    let below = looked.through(disk, place, progress)?;
    if let Some(below) = below {
        looked.through(disk, &place.join(below), progress)?;
    }
    looked.packages.order_by(|a, b| a.name.cmp(&b.name).then_with(|| a.path.cmp(&b.path)));
    Ok(looked)
}

impl Looked {
    /// Looks through one folder; gives the name of the one below it that is to be looked through.
    fn through(
        &mut self,
        disk: &dyn Disk,
        folder: &Path,
        progress: &mut Progress<'_>,
    ) -> Result<Option<OsString>, MediumError> {
        let (mut below, mut stopped) = (None, None);
        let mut visit = |name: &OsStr, kind: Kind| {
            if self.names == MAX_NAMES {
                self.is_cut = true;
                return ControlFlow::Break(());
            }
            self.names += 1;
            if self.names.is_multiple_of(STEP_NAMES)
                && let Err(stop) = step(progress, Stage::Looking, u64::try_from(self.names).unwrap_or(u64::MAX), 0)
            {
                stopped = Some(stop);
                return ControlFlow::Break(());
            }
            if is_package_name(name) {
                let path = folder.join(name);
                // One that is gone meanwhile is not there.
                if let Ok(meta) = disk.look(&path) {
                    self.add(path, meta);
                }
            } else if kind == Kind::Folder && name.eq_ignore_ascii_case(SUBFOLDER) {
                below = Some(name.to_owned());
            }
            ControlFlow::Continue(())
        };
        disk.each_name(folder, &mut visit).map_err(|error| of_reading(folder, error))?;
        stopped.map_or(Ok(below), Err)
    }

    fn add(&mut self, path: PathBuf, meta: Meta) {
        let name = shown_path(Path::new(path.file_name().unwrap_or_default()));
        let why = match meta.kind {
            Kind::File if meta.len <= MAX_BYTES => {
                self.packages.push(Found { path, name, bytes: meta.len, modified: meta.modified });
                return;
            }
            Kind::File => Passing::TooLarge,
            Kind::Folder => Passing::Folder,
            Kind::Other => Passing::NotAFile,
        };
        if self.passed.len() < MAX_PASSED {
            self.passed.push(Passed { name, why });
        }
    }
}
