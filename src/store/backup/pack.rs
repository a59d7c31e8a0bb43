//! Writing a backup: into a temporary file, read back, then renamed.

use std::cell::RefCell;
use std::io::{self, BufWriter, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, FixedOffset, SecondsFormat, Timelike};
use sha2::{Digest, Sha256};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use super::archive::{Archive, MANIFEST};
use super::content::{Content, gather, journal_path};
use super::name::Name;
use super::{BackupError, CHUNK_BYTES, FORMAT, Item, MAX_BYTES, MAX_TOTAL_BYTES, Manifest, Progress, Source, Written};
use crate::store::PROGRAM;
use crate::store::disk::{Access, Disk, DiskError, DiskFile};

/// How many backups one second may have.
const MAX_TURNS: u8 = 99;
/// The lowest level: journals are long and repeat themselves, and a clerk waits.
const LEVEL: i64 = 1;

type Zip<'a> = ZipWriter<StreamWriter<BufWriter<Tape<'a>>>>;

/// The archive's file. A failure is kept aside and what follows is thrown away, because a `ZipWriter` that cannot
/// write complains on standard error when it is dropped, in the middle of the screen.
struct Tape<'a> {
    file: &'a mut dyn DiskFile,
    written: u64,
    failed: &'a RefCell<Option<io::Error>>,
}

impl Tape<'_> {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.written = self.written.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        if self.written > MAX_BYTES { Err(io::ErrorKind::FileTooLarge.into()) } else { self.file.append(bytes) }
    }
}

impl Write for Tape<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failed.borrow().is_none()
            && let Err(error) = self.append(bytes)
        {
            self.failed.replace(Some(error));
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(super) fn write(
    source: &Source<'_>,
    to: &Path,
    now: DateTime<FixedOffset>,
    progress: &mut Progress<'_>,
) -> Result<Written, BackupError> {
    let content = gather(source)?;
    let temp = to.join(format!("liaison-{}.zip.tmp", source.org));
    remove_if_there(source.disk, &temp)?;
    let made = fill_and_check(source, &content, &temp, now, progress).and_then(|manifest| {
        let path = free_name(source, to, now)?;
        source.disk.rename(&temp, &path).map_err(DiskError::writing(&path))?;
        source.disk.sync_dir(to).map_err(DiskError::writing(&path))?;
        Ok(Written { path, manifest, left_out: content.left_out })
    });
    if made.is_err() {
        // The first error is the one that tells what happened; the next backup replaces a leftover.
        let _ = source.disk.remove(&temp);
    }
    made
}

fn fill_and_check(
    source: &Source<'_>,
    content: &Content,
    temp: &Path,
    now: DateTime<FixedOffset>,
    progress: &mut Progress<'_>,
) -> Result<Manifest, BackupError> {
    let mut file = source.disk.create_new(temp, Access::Private).map_err(DiskError::writing(temp))?;
    // Reading back takes as many bytes again.
    let total = content.bytes.saturating_mul(2);
    let manifest = fill(source, content, file.as_mut(), temp, now, &mut |done| progress(done, total))?;
    file.sync_data().map_err(DiskError::writing(temp))?;
    // Windows renames no open file.
    drop(file);
    let written = manifest.total_bytes();
    let found =
        Archive::open(source.disk, temp)?.check(&mut |done, _| progress(written.saturating_add(done), total))?;
    if found != manifest {
        return Err(BackupError::Damaged { path: temp.to_path_buf(), item: MANIFEST.to_owned() });
    }
    Ok(manifest)
}

/// Writes the archive; `progress` gets the bytes read.
fn fill(
    source: &Source<'_>,
    content: &Content,
    file: &mut dyn DiskFile,
    temp: &Path,
    now: DateTime<FixedOffset>,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Manifest, BackupError> {
    let failed = RefCell::new(None);
    let tape = Tape { file, written: 0, failed: &failed };
    let mut zip = ZipWriter::new_stream(BufWriter::with_capacity(CHUNK_BYTES, tape));
    let at = now.to_rfc3339_opts(SecondsFormat::Secs, false);
    let mut manifest = Manifest { format: FORMAT, org: source.org, at, program: PROGRAM.to_owned(), files: Vec::new() };
    let not_written = |error: io::Error| match error.kind() {
        io::ErrorKind::FileTooLarge => BackupError::TooLarge { path: source.root.to_path_buf() },
        _ => DiskError::writing(temp)(error).into(),
    };
    for (path, from) in &content.files {
        let done = manifest.total_bytes();
        let limit = source.saved.filter(|_| *path == journal_path(source.org)).unwrap_or(MAX_BYTES + 1);
        let mut input = match source.disk.open_read(from) {
            // A draft may be done with since the folder was read.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            other => other.map_err(DiskError::reading(from))?.take(limit),
        };
        zip.start_file(path.as_str(), options(now)).map_err(|error| not_written(error.into()))?;
        let mut tell = |bytes: u64| progress(done.saturating_add(bytes));
        manifest.files.push(copy(&mut input, from, path, &mut zip, &mut tell)?);
        if let Some(error) = failed.take() {
            return Err(not_written(error));
        }
        if manifest.total_bytes() > MAX_TOTAL_BYTES {
            return Err(not_written(io::ErrorKind::FileTooLarge.into()));
        }
    }
    let json = serde_json::to_vec(&manifest).map_err(|error| not_written(error.into()))?;
    zip.start_file(MANIFEST, options(now)).map_err(|error| not_written(error.into()))?;
    zip.write_all(&json).map_err(not_written)?;
    // The buffer empties itself on the tape, which never fails it.
    drop(zip.finish().map_err(|error| not_written(error.into()))?);
    match failed.take() {
        Some(error) => Err(not_written(error)),
        None => Ok(manifest),
    }
}

/// Copies a file into the entry that was begun, and takes its length and digest.
fn copy(
    input: &mut dyn Read,
    from: &Path,
    path: &str,
    zip: &mut Zip<'_>,
    progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
) -> Result<Item, BackupError> {
    let (mut bytes, mut sha) = (0_u64, Sha256::new());
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        if progress(bytes).is_break() {
            return Err(BackupError::Cancelled);
        }
        let read = match input.read(&mut chunk) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other.map_err(DiskError::reading(from))?,
        };
        if read == 0 {
            return Ok(Item { path: path.to_owned(), bytes, sha256: hex::encode(sha.finalize()) });
        }
        bytes = bytes.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        if bytes > MAX_BYTES {
            return Err(BackupError::TooLarge { path: from.to_path_buf() });
        }
        sha.update(&chunk[..read]);
        zip.write_all(&chunk[..read]).map_err(DiskError::reading(from))?;
    }
}

/// How an entry is stored; its time is the backup's, in the desk's own hours as zip has it.
fn options(now: DateTime<FixedOffset>) -> SimpleFileOptions {
    let part = |number: u32| u8::try_from(number).unwrap_or(0);
    let time = u16::try_from(now.year()).ok().and_then(|year| {
        let (month, day) = (part(now.month()), part(now.day()));
        zip::DateTime::from_date_and_time(year, month, day, part(now.hour()), part(now.minute()), part(now.second()))
            .ok()
    });
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .last_modified_time(time.unwrap_or_default())
}

/// A name that nothing in the folder bears.
fn free_name(source: &Source<'_>, to: &Path, now: DateTime<FixedOffset>) -> Result<PathBuf, BackupError> {
    for turn in 1..=MAX_TURNS {
        let name = Name { at: now.naive_local(), turn, org: source.org };
        let path = to.join(name.to_string());
        if !source.disk.exists(&path).map_err(DiskError::writing(&path))? {
            return Ok(path);
        }
    }
    Err(BackupError::NoFreeName { folder: to.to_path_buf() })
}

fn remove_if_there(disk: &dyn Disk, path: &Path) -> Result<(), BackupError> {
    match disk.remove(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(DiskError::removing(path)(error).into()),
        _ => Ok(()),
    }
}
