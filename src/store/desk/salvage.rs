//! Takes records that an opening has set aside back in, as new lines of the journal.

use std::path::Path;
use std::sync::Arc;

use chrono::DateTime;

use super::aside::{self, Aside, MAX_BYTES, Sort};
use super::open::{self, Held};
use super::save::{Planned, with_body};
use super::{Desk, Notice, OnProgress, OpenError, PROGRAM, SaveError};
use crate::model::{Entry, Kind, json};
use crate::store::batch::Stamp;
use crate::store::disk::{Disk, DiskError};
use crate::store::journal::{self, Epoch};
use crate::text::zh::store::desk as zh;

/// The verb of a line that brings a lost record back.
const SALVAGE: &str = "salvage";
/// Lines taken in with one save.
const GROUP: usize = 100;

/// Keeps a desk read-only while a file waits to be taken in: new records would get the numbers of those in it.
pub(super) fn hold(mut desk: Desk) -> Result<Desk, OpenError> {
    if desk.read_only.is_none()
        && let Some(first) = aside::files(desk.disk.as_ref(), &desk.root, Sort::Salvage)?.first()
    {
        let text = zh::salvage_waits(first);
        desk.notices.push(Notice { text: text.clone() });
        desk.read_only = Some(text);
    }
    Ok(desk)
}

/// Rebuilds the store from the journal as it is and adds the records of every file as new lines.
pub(super) fn take_in(held: Held, stamp: &Stamp, progress: &mut OnProgress<'_>) -> Result<(Desk, usize), OpenError> {
    let (disk, root) = (Arc::clone(&held.disk), held.root.clone());
    if aside::files(disk.as_ref(), &root, Sort::Salvage)?.is_empty() {
        return Err(OpenError::NothingToSalvage { root });
    }
    let mut desk = open::open_anew(held, progress)?;
    desk.make_ready()?;
    let mut taken = 0;
    for path in aside::files(disk.as_ref(), &root, Sort::Salvage)? {
        let mut refused = 0;
        for group in read(disk.as_ref(), &path)?.chunks(GROUP) {
            let planned = group.iter().map(|line| plan(&desk, &path, line)).collect::<Result<Vec<_>, _>>()?;
            refused += planned.iter().filter(|planned| planned.is_none()).count();
            let planned: Vec<Planned> = planned.into_iter().flatten().collect();
            let changed = planned.iter().filter(|planned| planned.changed).count();
            if taken == 0 && changed > 0 {
                begin_epoch(&mut desk, stamp)?;
            }
            taken += changed;
            desk.save(stamp, planned)?;
        }
        let mut done = path.clone().into_os_string();
        done.push(".taken");
        disk.rename(&path, Path::new(&done)).map_err(DiskError::writing(&path))?;
        disk.sync_dir(&root).map_err(DiskError::folder(&root))?;
        if refused > 0 {
            desk.notices.push(Notice { text: zh::not_taken_in(refused, Path::new(&done)) });
        }
    }
    Ok((desk, taken))
}

/// The lines from here on have the numbers of those that were lost. Who has received those must be able to tell the two
/// apart, as after a restore.
fn begin_epoch(desk: &mut Desk, stamp: &Stamp) -> Result<(), OpenError> {
    let at = DateTime::parse_from_rfc3339(&stamp.at).map_err(|_| SaveError::BadStamp { at: stamp.at.clone() })?;
    let stamp = journal::Stamp { at, by: stamp.by.clone() };
    let key = desk.journal.chain().start.key;
    desk.journal.begin_epoch(&stamp, Epoch::random()?, key, PROGRAM).map_err(SaveError::from)?;
    desk.behind = true;
    Ok(desk.catch_up()?)
}

/// The record a line brings back. Nothing is written if it is there already, as after an attempt that was cut short.
/// `None` if the journal has something else under that number and revision: brought back from elsewhere, or continued
/// while the file was away.
fn plan(desk: &Desk, path: &Path, (at, line): &(usize, Aside)) -> Result<Option<Planned>, OpenError> {
    let bad = || OpenError::BadSalvage { path: path.to_path_buf(), line: *at };
    let kind: Kind = line.kind.parse().map_err(|()| bad())?;
    let json::Body { record, voided, extra } = json::read(kind, line.data.get()).map_err(|_| bad())?;
    let entry = Entry { org: desk.org(), id: line.id, rev: line.rev, voided, extra, record };
    // Read the way a save will write it, so that comparing again finds nothing.
    let entry = with_body(entry, line.data.get())?;
    let books = desk.reader.books();
    let before = books.entry(kind, books.org(), line.id)?;
    if let Some(before) = &before
        && before.rev >= line.rev
        && !aside::stands_in(&desk.journal.reader(), &books, &entry)?
    {
        return Ok(None);
    }
    let rev = before.as_ref().map_or(0, |before| before.rev);
    let entry = Entry { rev, ..entry };
    let changed = before.is_none_or(|before| before.rev < line.rev && entry != before);
    Ok(Some(Planned { verb: SALVAGE.to_owned(), entry, changed }))
}

/// The lines of a file with their numbers, from 1.
fn read(disk: &dyn Disk, path: &Path) -> Result<Vec<(usize, Aside)>, OpenError> {
    let bytes = disk.read(path, MAX_BYTES).map_err(DiskError::reading(path))?;
    let lines = bytes.split(|byte| *byte == b'\n').zip(1..).filter(|(line, _)| !line.is_empty());
    lines
        .map(|(line, at)| {
            let read = serde_json::from_slice(line);
            read.map(|read| (at, read)).map_err(|_| OpenError::BadSalvage { path: path.to_path_buf(), line: at })
        })
        .collect()
}
