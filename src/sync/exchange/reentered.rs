//! The lists of what was put aside for re-entry when our own chain came back ([`super`], Rebuild): told until somebody says that one is
//! done. Its name is the sign, so that a backup, another program or a person with the folder open sees the same.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::ExchangeError;
use crate::store::disk::{Disk, DiskError, Kind};

/// How the name of a list begins.
const BEGIN: &str = "reenter-";
/// How it ends.
const END: &str = ".txt";
/// How it ends once it was entered again.
const DONE: &str = ".done.txt";
/// Names of the data directory that are looked at; it has some dozens.
const MOST_NAMES: usize = 2_000;

/// The names of the lists that nobody has called done, the oldest first.
pub fn waiting(disk: &dyn Disk, root: &Path) -> Result<Vec<String>, ExchangeError> {
    let (mut names, mut seen) = (Vec::new(), 0);
    let mut visit = |name: &std::ffi::OsStr, kind: Kind| {
        seen += 1;
        let name = name.to_string_lossy();
        if kind == Kind::File && name.starts_with(BEGIN) && name.ends_with(END) && !name.ends_with(DONE) {
            names.push(name.into_owned());
        }
        if seen < MOST_NAMES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    disk.each_name(root, &mut visit).map_err(DiskError::reading(root))?;
    names.sort_unstable();
    Ok(names)
}

/// Calls a list done: it stays under another name, which is given.
pub fn done(disk: &dyn Disk, root: &Path, name: &str) -> Result<PathBuf, ExchangeError> {
    let stem = name.strip_suffix(END).unwrap_or(name);
    let (from, to) = (root.join(name), root.join(format!("{stem}{DONE}")));
    disk.rename(&from, &to).and_then(|()| disk.sync_dir(root)).map_err(DiskError::writing(&from))?;
    Ok(to)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::disk::{Access, RealDisk};

    #[test]
    fn a_list_waits_until_it_is_called_done_and_stays_under_another_name() {
        let (disk, dir) = (RealDisk, tempfile::tempdir().unwrap());
        let root = dir.path();
        for name in ["reenter-20261128.txt", "reenter-20261101.txt", "replaced-1.txt", "reenter-1.md"] {
            disk.write_atomic(&root.join(name), b"1", Access::Private).unwrap();
        }
        assert_eq!(waiting(&disk, root).unwrap(), ["reenter-20261101.txt", "reenter-20261128.txt"]);
        let kept = done(&disk, root, "reenter-20261101.txt").unwrap();
        assert_eq!(kept, root.join("reenter-20261101.done.txt"));
        assert!(disk.exists(&kept).unwrap());
        assert_eq!(waiting(&disk, root).unwrap(), ["reenter-20261128.txt"]);
        assert!(done(&disk, root, "reenter-20261101.txt").is_err());
    }
}
