//! Sticks and other drives that are carried about, and the room on any drive, as the system tells it.

#[cfg(target_os = "linux")]
mod mounts;

use std::io;
use std::path::{Path, PathBuf};

/// A stick, a card, a disc or another drive that was put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drive {
    /// The folder that is its top.
    pub root: PathBuf,
    /// The name it was given, as it stands; empty if none.
    pub label: String,
    /// Its file system as the system calls it.
    pub system: String,
    /// Whether the system says that it can be pulled out.
    pub is_removable: bool,
    /// The room on it.
    pub space: Space,
}

/// The room on a drive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Space {
    /// Bytes that may still be written; `None` where the system does not tell.
    pub free: Option<u64>,
    /// Whether nothing can be written at all.
    pub is_read_only: bool,
}

/// The room on the drive that a folder is on.
#[cfg(unix)]
pub(super) fn space(folder: &Path) -> io::Result<Space> {
    let told = rustix::fs::statvfs(folder)?;
    let is_read_only = told.f_flag.contains(rustix::fs::StatVfsMountFlags::RDONLY);
    // Some drivers on FUSE tell nothing, which looks like a drive of no size at all.
    let free = (told.f_blocks > 0).then(|| told.f_bavail.saturating_mul(told.f_frsize));
    Ok(Space { free, is_read_only })
}

/// The room on the drive that a folder is on; that of a network share is not told.
#[cfg(windows)]
pub(super) fn space(folder: &Path) -> io::Result<Space> {
    let folder = plain(std::fs::canonicalize(folder)?);
    let disks = disks();
    let holding = disks.list().iter().filter(|disk| folder.starts_with(disk.mount_point()));
    // A drive may stand in a folder of another one.
    let nearest = holding.max_by_key(|disk| disk.mount_point().as_os_str().len());
    Ok(nearest.map_or_else(Space::default, space_on))
}

/// A path without the `\\?\` that Windows puts before whole ones, with which it begins with no drive.
#[cfg(windows)]
fn plain(path: PathBuf) -> PathBuf {
    path.to_str().and_then(|text| text.strip_prefix(r"\\?\")).map(PathBuf::from).unwrap_or(path)
}

/// The drives with a letter or a folder, and their room only: what they read and wrote is not asked for.
#[cfg(windows)]
fn disks() -> sysinfo::Disks {
    sysinfo::Disks::new_with_refreshed_list_specifics(sysinfo::DiskRefreshKind::nothing().with_storage())
}

#[cfg(windows)]
fn space_on(disk: &sysinfo::Disk) -> Space {
    Space { free: Some(disk.available_space()), is_read_only: disk.is_read_only() }
}

/// What is mounted where sticks are mounted, or says of itself that it can be pulled out.
#[cfg(target_os = "linux")]
pub(super) fn drives() -> io::Result<Vec<Drive>> {
    mounts::drives()
}

/// The drives that Windows says can be pulled out. It takes a hard disk in a case for one built in: its folder is typed.
#[cfg(windows)]
pub(super) fn drives() -> io::Result<Vec<Drive>> {
    let disks = disks();
    let mut drives: Vec<Drive> = disks.list().iter().filter(|disk| disk.is_removable()).map(drive).collect();
    drives.sort_by(|a, b| a.root.cmp(&b.root));
    Ok(drives)
}

#[cfg(windows)]
fn drive(disk: &sysinfo::Disk) -> Drive {
    Drive {
        root: disk.mount_point().to_path_buf(),
        label: disk.name().to_string_lossy().into_owned(),
        system: disk.file_system().to_string_lossy().into_owned(),
        is_removable: true,
        space: space_on(disk),
    }
}

/// Other systems are not asked: the folder of a stick is typed there.
#[cfg(not(any(target_os = "linux", windows)))]
pub(super) fn drives() -> io::Result<Vec<Drive>> {
    Ok(Vec::new())
}
