//! What belongs into a backup: the files of a data directory that cannot be made again, under paths any system takes.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use super::{BackupError, MAX_FILES, Source};
use crate::model::Org;
use crate::model::order::Order as _;
use crate::store::disk::{Disk, DiskError, Kind};
use crate::store::place;
use crate::store::settings::{FILE as SETTINGS, Settings};

/// The folders that a backup may hold, with all in them. The live store is made again from the journal.
pub const FOLDERS: [&str; 7] = [place::JOURNALS, "drafts", "contacts", place::KEYS, "reports", "outbox", INBOX];
/// Packages from sticks: copies that are of no use after the exchange they were made for, and so not backed up.
const INBOX: &str = "inbox";
/// Those of them that wait for something, which are.
const HELD: &str = "inbox/held";

/// How many folders may stand in each other below the data directory.
const MAX_DEPTH: usize = 4;
/// The longest name, in bytes; some file systems take no more.
const MAX_NAME_BYTES: usize = 200;
/// What Windows takes for a device, whatever the ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The files of a desk.
#[derive(Default)]
pub(super) struct Content {
    /// Paths as they stand in a backup, and where the files are.
    pub(super) files: Vec<(String, PathBuf)>,
    /// Length of all of them, as far as it is known.
    pub(super) bytes: u64,
    /// Files that no backup can hold.
    pub(super) left_out: Vec<PathBuf>,
}

/// Where the journal of an organisation stands in a backup.
pub fn journal_path(org: Org) -> String {
    format!("{}/{}", place::JOURNALS, place::journal_name(org))
}

/// Whose desk a directory holds: by its settings, or where those are damaged by the only journal there is.
pub(super) fn owner(disk: &dyn Disk, root: &Path) -> Option<Org> {
    if let Ok(settings) = Settings::load(disk, root) {
        return Some(settings.org());
    }
    let entries = disk.list(&root.join(place::JOURNALS), MAX_FILES).ok()?;
    let journals = entries.iter().filter(|entry| entry.path.extension().is_some_and(|ending| ending == "jsonl"));
    let mut owners = journals.filter_map(|entry| entry.path.file_stem()?.to_str()?.parse().ok());
    owners.next().filter(|_| owners.next().is_none())
}

/// Finds the files of a desk.
pub(super) fn gather(source: &Source<'_>) -> Result<Content, BackupError> {
    let mut content = Content::default();
    for name in FOLDERS {
        let (name, depth) = if name == INBOX { (HELD, 2) } else { (name, 1) };
        gather_folder(source.disk, &source.root.join(name), name, depth, &mut content)?;
    }
    gather_files(source, &mut content)?;
    if content.files.is_empty() {
        return Err(BackupError::NoDesk { root: source.root.to_path_buf() });
    }
    content.files.order();
    Ok(content)
}

/// The files that stand in the data directory itself.
fn gather_files(source: &Source<'_>, content: &mut Content) -> Result<(), BackupError> {
    let entries = match source.disk.list(source.root, MAX_FILES) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        other => other.map_err(DiskError::folder(source.root))?,
    };
    for entry in entries.into_iter().filter(|entry| entry.meta.kind == Kind::File) {
        let name = entry.path.file_name().and_then(OsStr::to_str);
        if let Some(name) = name.filter(|name| is_file_of_ours(name)) {
            content.bytes = content.bytes.saturating_add(entry.meta.len);
            content.files.push((name.to_owned(), entry.path));
        }
    }
    Ok(())
}

/// The settings, and records that an opening has set aside.
fn is_file_of_ours(name: &str) -> bool {
    let stem = name.strip_suffix(".jsonl").unwrap_or_default();
    let number = ["salvage", "fork"].iter().find_map(|sort| stem.strip_prefix(sort));
    name == SETTINGS || number.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
}

fn gather_folder(
    disk: &dyn Disk,
    folder: &Path,
    below: &str,
    depth: usize,
    content: &mut Content,
) -> Result<(), BackupError> {
    let too_large = || BackupError::TooLarge { path: folder.to_path_buf() };
    let entries = match disk.list(folder, MAX_FILES) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => return Err(too_large()),
        other => other.map_err(DiskError::folder(folder))?,
    };
    for entry in entries {
        let name = entry.path.file_name().and_then(OsStr::to_str);
        if name.is_some_and(|name| name.ends_with(".tmp")) {
            continue;
        }
        let Some(name) = name.filter(|name| is_portable(name) && depth < MAX_DEPTH) else {
            content.left_out.push(entry.path);
            continue;
        };
        let path = format!("{below}/{name}");
        match entry.meta.kind {
            Kind::Folder => gather_folder(disk, &entry.path, &path, depth + 1, content)?,
            Kind::File => {
                content.bytes = content.bytes.saturating_add(entry.meta.len);
                content.files.push((path, entry.path));
            }
            Kind::Other => content.left_out.push(entry.path),
        }
        if content.files.len() >= MAX_FILES {
            return Err(too_large());
        }
    }
    Ok(())
}

/// Whether a path out of a backup stays below the data directory and among what a backup holds.
pub(super) fn is_ours(path: &str) -> bool {
    if is_file_of_ours(path) {
        return true;
    }
    let mut parts = path.split('/');
    let folder = parts.next().is_some_and(|first| FOLDERS.contains(&first));
    let depth = path.split('/').count();
    folder && (2..=MAX_DEPTH).contains(&depth) && parts.all(is_portable)
}

/// Whether every system takes a name, and takes it for the name of a file in this folder.
fn is_portable(name: &str) -> bool {
    let plain = |c: char| !c.is_control() && !r#"/\:*?"<>|"#.contains(c);
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    let port = |prefix| {
        let digit = stem.strip_prefix(prefix).filter(|rest| rest.len() == 1);
        digit.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    !name.is_empty()
        && name.len() <= MAX_NAME_BYTES
        && name.chars().all(plain)
        && !name.starts_with([' ', '.'])
        && !name.ends_with([' ', '.'])
        && !DEVICES.contains(&stem.as_str())
        && !port("com")
        && !port("lpt")
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn only_paths_below_our_folders_are_taken() {
        for good in [
            "desk.toml",
            "salvage.jsonl",
            "salvage-2.jsonl",
            "fork.jsonl",
            "journal/430122105001.jsonl",
            "inbox/2026/四月/a b.lz",
            "keys/desk.key",
        ] {
            assert!(is_ours(good), "{good}");
        }
        let bad = [
            "",
            "/etc/passwd",
            "../desk.toml",
            "journal/../../x",
            "journal",
            "journal/",
            "journal//x",
            "journal/./x",
            "journal\\x",
            "C:\\x",
            "drafts/C:x",
            "drafts/aux",
            "drafts/Com1.txt",
            "drafts/x.",
            "drafts/x ",
            "drafts/.x",
            "drafts/a\u{1b}b",
            "inbox/1/2/3/4",
            "db-1/conf",
            "lock",
            "salvage/1.jsonl",
            "backup/x.zip",
        ];
        for bad in bad {
            assert!(!is_ours(bad), "{bad}");
        }
        assert!(!is_ours(&format!("drafts/{}", "长".repeat(70))));
    }
}
