//! Drafts: open forms, saved as typed, so that a crash or a pulled plug loses nothing.
//!
//! One file for each form, `drafts/<name>.json`, readable by its owner only. A draft may hold what will be refused on save.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::{Access, Disk, DiskError, Kind};
use crate::model::order::Order as _;
use crate::text::zh::store::drafts as zh;

#[cfg(test)]
mod tests;

/// The directory in the data directory.
const FOLDER: &str = "drafts";
const ENDING: &str = "json";
/// Most drafts kept; nobody leaves more forms open, and a list of them must stay one that is read.
pub const MAX_DRAFTS: usize = 50;
/// Most bytes of one draft: several times the longest form.
const MAX_BYTES: usize = 512 * 1024;
/// Most names looked at in the directory, strangers' files included.
const MAX_NAMES: usize = 1_000;
const MAX_NAME_CHARS: usize = 64;

/// A form as it was typed. Texts, not values: what does not parse yet is kept as well.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// File name without its ending; unique in the directory: ASCII letters, digits, `-` and `_`.
    pub name: String,
    /// The kind of record, or `step` for a step in an issue's life.
    pub kind: String,
    /// The record being edited, or the issue a step belongs to; 0 for a new record.
    pub id: u64,
    /// The revision it was based on.
    pub rev: u32,
    /// The verb of a step; empty otherwise.
    pub verb: String,
    /// The other issues that take the step together with that one.
    pub also: Vec<u64>,
    /// When it was last written, RFC 3339.
    pub at: String,
    /// Field keys and what was typed.
    pub fields: Vec<(String, String)>,
    /// Nested forms in their order: the key of the field they belong to, and what was typed in them.
    pub nested: Vec<(String, Draft)>,
}

/// Why a draft could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// A name that is none: a mistake of the program.
    #[error("{}", zh::BAD_NAME)]
    BadName,
    /// More was typed than a draft may hold.
    #[error("{}", zh::TOO_LARGE)]
    TooLarge,
    /// There are as many drafts as may be.
    #[error("{}", zh::too_many(MAX_DRAFTS))]
    TooMany,
    /// The file system refused.
    #[error("{}", zh::not_kept(.0))]
    Disk(#[from] DiskError),
}

/// Writes a draft in place of an earlier one of the same name.
pub fn save(disk: &dyn Disk, root: &Path, draft: &Draft) -> Result<(), DraftError> {
    let path = path_of(root, &draft.name)?;
    let json = serde_json::to_vec(draft).map_err(|_| DraftError::TooLarge)?;
    if json.len() > MAX_BYTES {
        return Err(DraftError::TooLarge);
    }
    let folder = root.join(FOLDER);
    if !disk.exists(&path).map_err(DiskError::reading(&path))? {
        disk.create_dir_all(&folder).map_err(DiskError::folder(&folder))?;
        if files(disk, &folder)?.len() >= MAX_DRAFTS {
            return Err(DraftError::TooMany);
        }
    }
    Ok(disk.write_atomic(&path, &json, Access::Private).map_err(DiskError::writing(&path))?)
}

/// All drafts, the newest first; one that does not read is skipped and named in the log.
pub fn list(disk: &dyn Disk, root: &Path) -> Result<Vec<Draft>, DraftError> {
    let mut drafts: Vec<Draft> =
        files(disk, &root.join(FOLDER))?.iter().take(MAX_DRAFTS).filter_map(|path| read(disk, path)).collect();
    // Time stamps of one desk share their form, so that text order is time order but for a changed offset.
    drafts.order_by(|a, b| b.at.cmp(&a.at).then_with(|| a.name.cmp(&b.name)));
    Ok(drafts)
}

/// Removes a draft; an absent one is no error.
pub fn remove(disk: &dyn Disk, root: &Path, name: &str) -> Result<(), DraftError> {
    let path = path_of(root, name)?;
    match disk.remove(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        other => other.map_err(DiskError::removing(&path))?,
    }
    // Else a power cut brings back the draft of a form that was saved, and it is entered twice.
    Ok(disk.sync_dir(&root.join(FOLDER)).map_err(DiskError::removing(&path))?)
}

fn path_of(root: &Path, name: &str) -> Result<PathBuf, DraftError> {
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if !plain || name.is_empty() || name.len() > MAX_NAME_CHARS {
        return Err(DraftError::BadName);
    }
    Ok(root.join(FOLDER).join(format!("{name}.{ENDING}")))
}

/// The files that look like drafts.
fn files(disk: &dyn Disk, folder: &Path) -> Result<Vec<PathBuf>, DiskError> {
    let entries = match disk.list(folder, MAX_NAMES) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(DiskError::folder(folder))?,
    };
    let named = |path: &PathBuf| path.extension().is_some_and(|ending| ending == ENDING);
    let files = entries.into_iter().filter(|entry| entry.meta.kind == Kind::File);
    Ok(files.map(|entry| entry.path).filter(named).collect())
}

fn read(disk: &dyn Disk, path: &Path) -> Option<Draft> {
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    let read = disk.read(path, limit).and_then(|bytes| Ok(serde_json::from_slice::<Draft>(&bytes)?));
    let mut draft = read
        .map_err(|error| tracing::warn!(%error, path = %path.display(), "a draft that does not read is skipped"))
        .ok()?;
    // The file's name is what removes it, whatever its content says.
    draft.name = path.file_stem()?.to_str()?.to_owned();
    Some(draft)
}
