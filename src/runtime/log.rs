//! `liaison.log`: what the program did and met, for whoever helps the clerk. No personal data: events name files, numbers
//! and sequence numbers, never what a record says.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tracing_subscriber::filter::LevelFilter;

use crate::store::disk::{Access, Disk, DiskFile};

const FILE: &str = "liaison.log";
/// The log before this one.
const EARLIER: &str = "liaison.log.1";
/// Beyond this size in bytes the log is begun anew; with the one before, it never takes more than twice as much.
const MOST_BYTES: u64 = 1 << 20;

/// Begins logging into a data directory that is there. A log that cannot be written is no reason to keep the clerk from
/// her books, so nothing is reported; a second call in one process changes nothing.
pub fn start(disk: &Arc<dyn Disk>, root: &Path) {
    let Ok(file) = open(disk.as_ref(), root) else { return };
    let begun = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_max_level(LevelFilter::INFO)
        .with_writer(Mutex::new(LogFile(file)))
        .try_init();
    // Already begun: by an earlier call, or by whoever uses the library.
    drop(begun);
}

/// Where the log of a data directory stands.
pub fn path(root: &Path) -> PathBuf {
    root.join(FILE)
}

fn open(disk: &dyn Disk, root: &Path) -> io::Result<Box<dyn DiskFile>> {
    let path = path(root);
    match disk.metadata(&path) {
        Ok(meta) if meta.len > MOST_BYTES => disk.rename(&path, &root.join(EARLIER))?,
        Ok(_) => return disk.open_append(&path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    disk.create_new(&path, Access::Shared)
}

struct LogFile(Box<dyn DiskFile>);

impl Write for LogFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.append(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
