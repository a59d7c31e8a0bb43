//! Writes down records that only the live store has: the journal has lost them, or never had them.
//!
//! The files stand in the data directory, one JSON object a line: `kind`, `id`, `rev`, and as `data` the record as it would
//! stand in the journal.
//!
//! | file | what stands in it |
//! |---|---|
//! | `salvage.jsonl`, then `salvage-2.jsonl` and so on | records beyond the end of the journal; `salvage` takes them in and renames the file to `….taken` |
//! | `fork.jsonl`, then `fork-2.jsonl` and so on | records of a store that does not belong to the journal that is there now; which of the two is right only a person can tell |

use std::collections::BTreeSet;
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::save::{body, with_body};
use super::{Notice, OpenError, SaveError};
use crate::model::{Entry, Kind, json};
use crate::store::books::Books;
use crate::store::codec;
use crate::store::db::{Pair, Tree};
use crate::store::disk::{Access, Disk, DiskError};
use crate::store::journal::{JournalReader, Mark, ReadError};
use crate::store::reader::Direction;
use crate::text::zh::store::desk as zh;

/// Most files of a sort beside each other.
const MAX_FILES: u32 = 99;
/// Most bytes of one; it is made and read in memory.
pub(super) const MAX_BYTES: u64 = 256 * 1024 * 1024;
/// Keys of the store looked at at a time.
const CHUNK: usize = 1_000;

/// A line of a file.
#[derive(Serialize, Deserialize)]
pub(super) struct Aside {
    pub(super) kind: String,
    pub(super) id: u64,
    pub(super) rev: u32,
    pub(super) data: Box<RawValue>,
}

/// The two sorts of files.
#[derive(Clone, Copy)]
pub(super) enum Sort {
    /// To be taken in.
    Salvage,
    /// To be compared by a person.
    Fork,
}

impl Sort {
    fn path(self, root: &Path, number: u32) -> PathBuf {
        let stem = match self {
            Sort::Salvage => "salvage",
            Sort::Fork => "fork",
        };
        root.join(if number == 1 { format!("{stem}.jsonl") } else { format!("{stem}-{number}.jsonl") })
    }

    fn paths(self, root: &Path) -> impl Iterator<Item = PathBuf> {
        (1..=MAX_FILES).map(move |number| self.path(root, number))
    }
}

/// The files of a sort that are there.
pub(super) fn files(disk: &dyn Disk, root: &Path, sort: Sort) -> Result<Vec<PathBuf>, DiskError> {
    let mut files = Vec::new();
    for path in sort.paths(root) {
        if disk.exists(&path).map_err(DiskError::reading(&path))? {
            files.push(path);
        }
    }
    Ok(files)
}

/// Writes the records whose latest line lies behind the journal's end, unless a file says the same already.
pub(super) fn beyond(disk: &dyn Disk, root: &Path, books: &Books, head: Mark) -> Result<Notice, OpenError> {
    let mut lost = BTreeSet::new();
    each(books, Tree::History, &mut |(key, start)| {
        if codec::number(start).is_some_and(|start| start >= head.end) {
            let own = codec::read_record_key(key).filter(|(_, org, _)| *org == books.org());
            lost.extend(own.map(|(kind, _, id)| (kind, id)));
        }
        Ok(())
    })?;
    let path = write(disk, root, Sort::Salvage, books, &lost)?;
    Ok(Notice { text: zh::salvaged(lost.len(), &path) })
}

/// Writes the records that do not stand in the journal as the store has them; `None` if every one of them does.
pub(super) fn fork(
    disk: &dyn Disk,
    root: &Path,
    books: &Books,
    journal: &JournalReader,
) -> Result<Option<Notice>, OpenError> {
    let mut other = BTreeSet::new();
    each(books, Tree::Record, &mut |(key, value)| {
        let (kind, org, id) = codec::read_record_key(key).ok_or_else(|| books.bent("a record without a key"))?;
        // What was received is no part of our own history.
        if org == books.org() && !stands_in(journal, books, &books.decode(kind, org, id, value)?)? {
            other.insert((kind, id));
        }
        Ok(())
    })?;
    if other.is_empty() {
        return Ok(None);
    }
    let path = write(disk, root, Sort::Fork, books, &other)?;
    Ok(Some(Notice { text: zh::forked(other.len(), &path) }))
}

/// Whether the journal has the revision of a record, with this content, where the store says it stands.
pub(super) fn stands_in(journal: &JournalReader, books: &Books, entry: &Entry) -> Result<bool, OpenError> {
    let Some(start) = books.revision(entry.kind(), entry.id, entry.rev)? else { return Ok(false) };
    let line = match journal.read_at(start) {
        Ok(line) => line,
        Err(ReadError::Damage(_)) => return Ok(false),
        Err(error) => return Err(error.into()),
    };
    let (kind, id, rev) = (line.envelope.kind.as_str(), line.envelope.id, line.envelope.rev);
    let same = (kind, id, rev) == (entry.kind().key(), entry.id, entry.rev);
    Ok(same && line.body.data().is_some_and(|data| with_body(entry.clone(), data).is_ok_and(|there| there == *entry)))
}

fn each(books: &Books, tree: Tree, look: &mut dyn FnMut(&Pair) -> Result<(), OpenError>) -> Result<(), OpenError> {
    let mut after: Option<Vec<u8>> = None;
    loop {
        let low = after.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        let chunk = books.db().range(tree, (low, Bound::Unbounded), Direction::Forward, CHUNK)?;
        let Some((last, _)) = chunk.last() else { return Ok(()) };
        after = Some(last.to_vec());
        chunk.iter().try_for_each(&mut *look)?;
    }
}

/// Writes records into a file of their own, and gives it.
fn write(
    disk: &dyn Disk,
    root: &Path,
    sort: Sort,
    books: &Books,
    records: &BTreeSet<(Kind, u64)>,
) -> Result<PathBuf, OpenError> {
    let mut text = Vec::new();
    for (kind, id) in records {
        let Some(entry) = books.entry(*kind, books.org(), *id)? else { continue };
        let data = json::write(&body(&entry)).and_then(|data| Ok(RawValue::from_string(data)?));
        let line = Aside { kind: kind.key().to_owned(), id: *id, rev: entry.rev, data: data.map_err(SaveError::from)? };
        serde_json::to_writer(&mut text, &line).map_err(|error| SaveError::from(json::JsonError::from(error)))?;
        text.push(b'\n');
    }
    for path in sort.paths(root) {
        match disk.read(&path, MAX_BYTES) {
            Ok(there) if there == text => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                disk.write_atomic(&path, &text, Access::Private).map_err(DiskError::writing(&path))?;
                return Ok(path);
            }
            Err(error) if error.kind() != io::ErrorKind::FileTooLarge => {
                return Err(DiskError::reading(&path)(error).into());
            }
            Ok(_) | Err(_) => {}
        }
    }
    let path = sort.path(root, MAX_FILES);
    Err(DiskError::writing(&path)(io::ErrorKind::AlreadyExists.into()).into())
}
