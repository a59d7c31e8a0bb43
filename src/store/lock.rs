//! One program at a time in a data directory: the lock, and who holds it.
//!
//! `lock` is an empty file whose lock the operating system holds while the program runs, and gives
//! back however it ends. Windows lets no one read a locked file, so the holder's name stands in
//! `lock.info` beside it, as JSON: `{"pid":1234,"host":"…","program":"…","since":"<RFC 3339>"}`. Only the
//! lock counts: a `lock.info` left by a crash, or copied with the directory, means nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, SecondsFormat};
use serde::{Deserialize, Serialize};

use crate::store::disk::{Access, Disk, DiskError, DiskLock};
use crate::text::zh::store::lock as zh;

#[cfg(test)]
mod tests;

const LOCK: &str = "lock";
const INFO: &str = "lock.info";
/// The info is some hundred bytes; whatever is longer is none.
const MAX_INFO_BYTES: u64 = 4096;
/// Longer names are cut, so that a message stays a message.
const MAX_NAME_CHARS: usize = 64;

/// Who holds a data directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Process number.
    pub pid: u32,
    /// The computer's name; empty if it could not be had.
    pub host: String,
    /// The program's name and version.
    pub program: String,
    /// Since when: RFC 3339.
    pub since: String,
}

impl Holder {
    /// This process.
    pub fn this_process(disk: &dyn Disk, program: &str, since: DateTime<FixedOffset>) -> Self {
        Self {
            pid: std::process::id(),
            host: host_name(disk),
            program: program.to_owned(),
            since: since.to_rfc3339_opts(SecondsFormat::Secs, false),
        }
    }
}

/// Why a data directory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another program has it open.
    #[error("{}", zh::held(dir, holder.as_ref().map(|h| (h.pid, h.host.as_str(), h.since.as_str()))))]
    Held {
        /// The data directory.
        dir: PathBuf,
        /// Who, if that could be read.
        holder: Option<Holder>,
    },
    /// The file system refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// A data directory held by this process until dropped.
pub struct Lock {
    disk: Arc<dyn Disk>,
    info: PathBuf,
    _held: Box<dyn DiskLock>,
}

impl Lock {
    /// Takes the lock of `dir`, which must exist, and leaves `holder`'s name there.
    pub fn acquire(disk: Arc<dyn Disk>, dir: &Path, holder: &Holder) -> Result<Self, LockError> {
        let path = dir.join(LOCK);
        let info = dir.join(INFO);
        let held = disk.try_lock(&path).map_err(DiskError::writing(&path))?;
        let Some(held) = held else {
            let holder = read_info(disk.as_ref(), &info);
            let dir = dir.to_path_buf();
            return Err(LockError::Held { dir, holder });
        };
        let written = serde_json::to_vec(holder)
            .map_err(std::io::Error::from)
            .and_then(|json| disk.write_atomic(&info, &json, Access::Shared));
        if let Err(error) = written {
            // Only the message to a second program gets poorer; a full disk must still open.
            tracing::warn!(%error, "lock.info not written");
        }
        Ok(Self { disk, info, _held: held })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // `lock` itself stays: removed, it could be locked twice under one name.
        if let Err(error) = self.disk.remove(&self.info) {
            tracing::debug!(%error, "lock.info not removed");
        }
    }
}

fn read_info(disk: &dyn Disk, path: &Path) -> Option<Holder> {
    let bytes = disk.read(path, MAX_INFO_BYTES).ok()?;
    let mut holder: Holder = serde_json::from_slice(&bytes).ok()?;
    for text in [&mut holder.host, &mut holder.program, &mut holder.since] {
        *text = printable(text);
    }
    Some(holder)
}

/// The computer's name, from where it costs nothing: Windows and many shells set a variable, Linux
/// has a file.
fn host_name(disk: &dyn Disk) -> String {
    let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let file = || {
        let bytes = disk.read(Path::new("/etc/hostname"), MAX_INFO_BYTES).ok()?;
        String::from_utf8(bytes).ok()
    };
    let name = variable("COMPUTERNAME").or_else(|| variable("HOSTNAME")).or_else(file).unwrap_or_default();
    printable(name.trim())
}

/// What a stranger's text may bring to the screen: the characters of names, numbers and times.
fn printable(text: &str) -> String {
    let plain = |c: &char| c.is_alphanumeric() || " .:+-_".contains(*c);
    text.chars().filter(plain).take(MAX_NAME_CHARS).collect()
}
