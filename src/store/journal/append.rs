//! Writing: a group of lines in one call, made durable by one sync, or taken back.

use std::path::Path;
use std::sync::Arc;

use chrono::SecondsFormat;

use super::chain::{CHAIN_KIND, CHAIN_VERB, Chain, ChainStart, Epoch, FORMAT};
use super::error::{AppendError, JournalError, ReadOnly};
use super::hash::Hash;
use super::line::{Draft, MAX_LINE_BYTES, compact_object};
use super::mark::Mark;
use super::read::JournalReader;
use super::{Journal, NewLine, SaltSource, Stamp};
use crate::model::Org;
use crate::store::disk::{Access, Disk, DiskError, parent_of};
use crate::store::keys::PublicKey;

/// The most lines one save may have. An import saves a hundred rows at a time.
pub const MAX_GROUP_LINES: usize = 1000;
/// The most bytes one save may have, since a group is built in memory.
pub const MAX_GROUP_BYTES: usize = 16 * 1024 * 1024;

/// A group as it will stand in the file.
struct Group {
    bytes: Vec<u8>,
    /// Just past each line.
    marks: Vec<Mark>,
    /// Just past the last line: the journal's head once the group is written.
    head: Mark,
}

pub(super) fn create(
    disk: Arc<dyn Disk>,
    path: &Path,
    stamp: &Stamp,
    start: &ChainStart,
    salt: SaltSource,
) -> Result<Journal, JournalError> {
    if disk.exists(path).map_err(DiskError::reading(path))? {
        let path = path.to_path_buf();
        return Err(JournalError::Exists { path });
    }
    let folder = parent_of(path);
    disk.create_dir_all(folder).map_err(DiskError::folder(folder))?;
    let chain = Chain { number: 1, seq: 1, format: FORMAT, start: start.clone() };
    let line = chain_line(&chain);
    let group = encode(Mark::START, start.org, stamp, &[line], salt)?;
    let made = disk.write_atomic(path, &group.bytes, Access::Private).and_then(|()| disk.open_append(path));
    let file = made.map_err(|error| {
        // It may be in place already when a later step fails; left there, set-up could not be tried again.
        if let Err(error) = disk.remove(path) {
            tracing::debug!(%error, "no journal left to remove");
        }
        DiskError::writing(path)(error)
    })?;
    let reader = JournalReader::new(disk, path, group.head.end, true);
    let mut journal = Journal::assemble(Ok(file), reader, group.head, chain);
    journal.salt = salt;
    Ok(journal)
}

pub(super) fn append(journal: &mut Journal, stamp: &Stamp, lines: &[NewLine]) -> Result<Vec<Mark>, AppendError> {
    if let Some(line) = lines.iter().find(|line| line.kind == CHAIN_KIND) {
        return Err(malformed(line));
    }
    commit(journal, stamp, lines)
}

pub(super) fn begin_epoch(
    journal: &mut Journal,
    stamp: &Stamp,
    epoch: Epoch,
    key: PublicKey,
    program: &str,
) -> Result<Mark, AppendError> {
    let chain = Chain {
        number: journal.chain.number.saturating_add(1),
        seq: journal.head.seq.saturating_add(1),
        format: FORMAT,
        start: ChainStart { org: journal.chain.start.org, epoch, key, program: program.to_owned() },
    };
    let line = chain_line(&chain);
    commit(journal, stamp, &[line])?;
    journal.chain = chain;
    Ok(journal.head)
}

fn chain_line(chain: &Chain) -> NewLine {
    NewLine {
        kind: CHAIN_KIND.to_owned(),
        id: chain.number,
        rev: 1,
        verb: CHAIN_VERB.to_owned(),
        data: chain.start.to_json(),
    }
}

/// Writes and syncs a group, then moves the head past it.
fn commit(journal: &mut Journal, stamp: &Stamp, lines: &[NewLine]) -> Result<Vec<Mark>, AppendError> {
    if let Err(reason) = &journal.writer {
        return Err(reason.clone().into());
    }
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let org = journal.chain.start.org;
    let group = encode(journal.head, org, stamp, lines, journal.salt)?;
    let written = write(journal, &group.bytes);
    if let Err(AppendError::ReadOnly(reason)) = &written {
        journal.writer = Err(reason.clone());
        journal.reader.stop_growing();
    }
    written?;
    journal.head = group.head;
    journal.reader.set_end(group.head.end);
    Ok(group.marks)
}

/// Writes and syncs behind the head, or leaves the file as it was, or says that it cannot.
fn write(journal: &mut Journal, bytes: &[u8]) -> Result<(), AppendError> {
    let path = journal.reader.path();
    let end = journal.head.end;
    let file = journal.writer.as_mut().map_err(|reason| reason.clone())?;
    let poisoned = || ReadOnly::Poisoned { path: path.to_path_buf() };
    let length = file.len().map_err(DiskError::writing(path))?;
    if length != end {
        // Someone else wrote to the file; nothing of that may be cut or built upon.
        tracing::error!(end, length, "the journal's length is not what was written");
        return Err(poisoned().into());
    }
    let Err(error) = file.append(bytes).and_then(|()| file.sync_data()) else {
        return Ok(());
    };
    if let Err(second) = file.set_len(end) {
        tracing::error!(%error, %second, "a failed append could not be taken back");
        return Err(poisoned().into());
    }
    Err(DiskError::writing(path)(error).into())
}

/// Builds the lines of a group behind `head`.
fn encode(head: Mark, org: Org, stamp: &Stamp, lines: &[NewLine], salt: SaltSource) -> Result<Group, AppendError> {
    let too_many = AppendError::TooMany { lines: lines.len(), limit: MAX_GROUP_LINES };
    if lines.len() > MAX_GROUP_LINES {
        return Err(too_many);
    }
    let at = stamp.at.to_rfc3339_opts(SecondsFormat::Secs, false);
    let mut group = Group { bytes: Vec::new(), marks: Vec::with_capacity(lines.len()), head };
    for (index, new) in lines.iter().enumerate() {
        if compact_object(&new.data).is_none() {
            return Err(malformed(new));
        }
        let draft = Draft {
            seq: group.head.seq.saturating_add(1),
            at: &at,
            by: &stamp.by,
            org,
            kind: &new.kind,
            id: new.id,
            rev: new.rev,
            verb: &new.verb,
            more: index + 1 < lines.len(),
            prev: group.head.hash,
            salt: salt()?,
            data: &new.data,
        };
        let (line, hash) = draft.encode();
        let bytes = line.len();
        if bytes > MAX_LINE_BYTES {
            let limit = MAX_LINE_BYTES;
            return Err(AppendError::TooLong { bytes, limit });
        }
        if group.bytes.len() + bytes > MAX_GROUP_BYTES {
            return Err(too_many);
        }
        group.bytes.extend_from_slice(line.as_bytes());
        group.push(draft.seq, hash, bytes, new.kind == CHAIN_KIND);
    }
    Ok(group)
}

impl Group {
    fn push(&mut self, seq: u64, hash: Hash, bytes: usize, chain: bool) {
        let start = self.head.end;
        // At most MAX_LINE_BYTES, so the conversion cannot fail.
        let end = start.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
        let chain = if chain { start } else { self.head.chain };
        self.head = Mark { seq, hash, start, end, chain };
        self.marks.push(self.head);
    }
}

fn malformed(line: &NewLine) -> AppendError {
    AppendError::Malformed { kind: line.kind.clone(), id: line.id }
}
