//! The copies that packages are read from. None stays longer than the exchange it was made for: what came in stands in the copies of
//! the chains, what waits is kept in `held`, what is refused lies on the stick still.

use std::io;
use std::path::Path;

use super::INBOX;
use crate::store::disk::{Disk, Kind};

/// The most names that are read.
const MOST_NAMES: usize = 1_000_000;

/// Removes every copy, those also that an exchange left behind which was cut off; the packages that wait stay. To be called only by
/// who has the desk open, once our own lines about what was read are saved. What cannot be removed is left for the next time.
pub fn clear(disk: &dyn Disk, root: &Path) {
    let folder = root.join(INBOX);
    let entries = match disk.list(&folder, MOST_NAMES) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return,
        Err(error) => {
            tracing::warn!(%error, "the inbox was not read, and not emptied");
            return;
        }
    };
    for entry in entries.into_iter().filter(|entry| entry.meta.kind == Kind::File) {
        if let Err(error) = disk.remove(&entry.path) {
            tracing::warn!(%error, path = %entry.path.display(), "a copy of a package stays in the inbox");
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::disk::{Access, RealDisk};

    #[test]
    fn all_copies_go_and_what_waits_stays() {
        let dir = tempfile::tempdir().unwrap();
        clear(&RealDisk, dir.path());
        let inbox = dir.path().join(INBOX);
        let held = inbox.join(super::super::HELD);
        RealDisk.create_dir_all(&held).unwrap();
        for path in [inbox.join("a.lz"), inbox.join("b.lz.tmp"), held.join("c.lz")] {
            RealDisk.write_atomic(&path, b"x", Access::Private).unwrap();
        }
        clear(&RealDisk, dir.path());
        assert_eq!(std::fs::read_dir(&inbox).unwrap().count(), 1);
        assert!(held.join("c.lz").exists());
    }
}
