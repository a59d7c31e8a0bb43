//! Reading a backup, with nothing in it believed before it was checked.

use std::collections::BTreeSet;
use std::io::{self, BufReader, Read, SeekFrom};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zip::ZipArchive;
use zip::result::ZipError;

use super::content::is_ours;
use super::{BackupError, CHUNK_BYTES, FORMAT, Item, MAX_BYTES, MAX_FILES, MAX_TOTAL_BYTES, Manifest, Progress};
use crate::model::order::Gather as _;
use crate::store::disk::{Disk, DiskError, DiskRead};

/// The entry that lists the others.
pub(super) const MANIFEST: &str = "manifest.json";
const MAX_MANIFEST_BYTES: u64 = 16 * 1024 * 1024;
/// The most an archive's table of contents may have; it is read into memory.
const MAX_DIRECTORY_BYTES: u64 = 16 * 1024 * 1024;
/// The fixed part at the end of a zip file, which ours end with.
const END_BYTES: u64 = 22;
const END_SIGNATURE: [u8; 4] = *b"PK\x05\x06";

/// An open backup whose manifest has been read.
pub struct Archive {
    path: PathBuf,
    zip: ZipArchive<BufReader<Box<dyn DiskRead>>>,
    manifest: Manifest,
}

impl Archive {
    /// Opens a backup and reads its manifest; the files are not looked at yet.
    pub fn open(disk: &dyn Disk, path: &Path) -> Result<Self, BackupError> {
        let mut file = disk.open_read(path).map_err(DiskError::reading(path))?;
        if !has_our_end(&mut file).map_err(DiskError::reading(path))? {
            return Err(BackupError::NotABackup { path: path.to_path_buf() });
        }
        let bad = |error| broken(path, "", error);
        let mut zip =
            ZipArchive::new(BufReader::with_capacity(CHUNK_BYTES, file)).map_err(|error| bad(error.into()))?;
        let manifest = read_manifest(path, &mut zip)?;
        let archive = Self { path: path.to_path_buf(), zip, manifest };
        match archive.flaw() {
            Some(item) => Err(BackupError::Damaged { path: archive.path, item }),
            None => Ok(archive),
        }
    }

    /// What it says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Reads every file and compares it with its digest.
    pub fn check(mut self, progress: &mut Progress<'_>) -> Result<Manifest, BackupError> {
        let total = self.manifest.total_bytes();
        let mut done = 0_u64;
        for item in self.manifest.files.clone() {
            self.pour(&item, &mut |bytes| {
                done = done.saturating_add(length(bytes));
                if progress(done, total).is_break() { Err(BackupError::Cancelled) } else { Ok(()) }
            })?;
        }
        Ok(self.manifest)
    }

    /// Gives the content of a file piece by piece; an error at the end says that none of it is to be used.
    pub fn pour(
        &mut self,
        item: &Item,
        sink: &mut dyn FnMut(&[u8]) -> Result<(), BackupError>,
    ) -> Result<(), BackupError> {
        let bad = |error| broken(&self.path, &item.path, error);
        let entry = self.zip.by_name(&item.path).map_err(|error| bad(error.into()))?;
        // One byte more than there should be shows that there is more, however much.
        let mut entry = entry.take(item.bytes.saturating_add(1));
        let (mut bytes, mut sha) = (0_u64, Sha256::new());
        let mut chunk = vec![0; CHUNK_BYTES];
        loop {
            let read = match entry.read(&mut chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other.map_err(bad)?,
            };
            if read == 0 {
                break;
            }
            bytes = bytes.saturating_add(length(&chunk[..read]));
            sha.update(&chunk[..read]);
            sink(&chunk[..read])?;
        }
        if bytes == item.bytes && hex::encode(sha.finalize()) == item.sha256 {
            Ok(())
        } else {
            Err(BackupError::Damaged { path: self.path.clone(), item: item.path.clone() })
        }
    }

    /// What in the manifest cannot be as this program writes it.
    fn flaw(&self) -> Option<String> {
        let files = &self.manifest.files;
        // An entry beside the listed ones, or one name twice, was not put there by us.
        let names: BTreeSet<String> = files.iter().map(|item| item.path.to_lowercase()).gather();
        let sound = files.len() <= MAX_FILES
            && names.len() == files.len()
            && self.zip.len() == files.len() + 1
            && self.manifest.total_bytes() <= MAX_TOTAL_BYTES;
        if !sound {
            return Some(MANIFEST.to_owned());
        }
        let bad = |item: &&Item| !is_ours(&item.path) || item.bytes > MAX_BYTES;
        files.iter().find(bad).map(|item| item.path.escape_debug().to_string())
    }
}

/// Whether a file ends as a plain zip archive of a bearable size does, with nothing behind it. What the table of
/// contents may take in memory is decided here, before anything is made of it.
fn has_our_end(file: &mut dyn DiskRead) -> io::Result<bool> {
    let bytes = file.seek(SeekFrom::End(0))?;
    if !(END_BYTES..=MAX_BYTES).contains(&bytes) {
        return Ok(false);
    }
    file.seek(SeekFrom::Start(bytes - END_BYTES))?;
    let mut end = [0_u8; 22];
    file.read_exact(&mut end)?;
    file.seek(SeekFrom::Start(0))?;
    let short = |at: usize| u16::from_le_bytes([end[at], end[at + 1]]);
    let long = |at: usize| u64::from(u32::from_le_bytes([end[at], end[at + 1], end[at + 2], end[at + 3]]));
    let (entries, size, offset) = (short(10), long(12), long(16));
    Ok(end.starts_with(&END_SIGNATURE)
        && [short(4), short(6), short(20)] == [0, 0, 0]
        && short(8) == entries
        && usize::from(entries) <= MAX_FILES + 1
        && size <= MAX_DIRECTORY_BYTES
        && offset + size + END_BYTES == bytes)
}

fn read_manifest(path: &Path, zip: &mut ZipArchive<BufReader<Box<dyn DiskRead>>>) -> Result<Manifest, BackupError> {
    #[derive(serde::Deserialize)]
    struct Form {
        format: u32,
    }
    let strange = || BackupError::NotABackup { path: path.to_path_buf() };
    let bad = |error| broken(path, MANIFEST, error);
    let entry = match zip.by_name(MANIFEST) {
        Err(ZipError::FileNotFound) => return Err(strange()),
        other => other.map_err(|error| bad(error.into()))?,
    };
    let mut json = Vec::new();
    entry.take(MAX_MANIFEST_BYTES).read_to_end(&mut json).map_err(bad)?;
    let Form { format } = serde_json::from_slice(&json).map_err(|_| strange())?;
    if format > FORMAT {
        return Err(BackupError::Newer { path: path.to_path_buf(), found: format });
    }
    serde_json::from_slice(&json).map_err(|_| strange())
}

/// Tells an archive whose bytes are wrong from a disk that cannot be read.
fn broken(path: &Path, item: &str, error: io::Error) -> BackupError {
    use io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof, Unsupported};
    match error.kind() {
        InvalidData | InvalidInput | Other | Unsupported | UnexpectedEof => {
            tracing::warn!(%error, path = %path.display(), item, "a backup does not read");
            BackupError::Damaged { path: path.to_path_buf(), item: item.to_owned() }
        }
        _ => DiskError::reading(path)(error).into(),
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
