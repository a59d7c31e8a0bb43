//! Makes a new desk. `desk.toml` is written last: until it stands there is no desk, and another attempt may follow.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use chrono::DateTime;

use super::{Desk, NewDesk, OpenError, PROGRAM, SaveError, open};
use crate::model::station::{STATION_ID, Station};
use crate::model::{Kind, Record, json};
use crate::store::batch::{ADD, Stamp};
use crate::store::disk::{Disk, DiskError};
use crate::store::journal::{self, ChainStart, Epoch, Journal, JournalError, Mark, NewLine};
use crate::store::keys::{DeskKey, KeyError};
use crate::store::place;
use crate::store::settings::Settings;

/// Lines of a journal that may stem from attempts to make the desk; more are somebody's records.
const MOST_ATTEMPTS: usize = 16;

pub(super) fn init(disk: Arc<dyn Disk>, root: &Path, new: &NewDesk, stamp: &Stamp) -> Result<Desk, OpenError> {
    let at = DateTime::parse_from_rfc3339(&stamp.at).map_err(|_| SaveError::BadStamp { at: stamp.at.clone() })?;
    let stamp = journal::Stamp { at, by: stamp.by.clone() };
    disk.create_dir_all(root).map_err(DiskError::folder(root))?;
    let lock = open::lock(&disk, root)?;
    if Settings::exist(disk.as_ref(), root) {
        return Err(OpenError::Exists { root: root.to_path_buf() });
    }
    let keys = root.join(place::KEYS);
    let key = match DeskKey::create(disk.as_ref(), &keys, new.org) {
        // Left by an attempt that did not come to its end.
        Err(KeyError::Exists { .. }) => DeskKey::load(disk.as_ref(), &keys)?,
        other => other?,
    };
    key.write_public(disk.as_ref(), &keys, new.org)?;
    let (mut journal, stations) = begun(&disk, root, new, &key, &stamp)?;
    journal.append(&stamp, &[station(new, stations.saturating_add(1))?]).map_err(SaveError::from)?;
    drop(journal);
    let settings = Settings::new(new.org, &new.operator);
    settings.save(disk.as_ref(), root)?;
    let held = open::Held { disk, root: root.to_path_buf(), settings, lock };
    open::open(held, &mut |_, _| ControlFlow::Continue(()))
}

/// The journal with its first line, a new one or what an unfinished attempt has left of one; and how many station records
/// stand in it.
fn begun(
    disk: &Arc<dyn Disk>,
    root: &Path,
    new: &NewDesk,
    key: &DeskKey,
    stamp: &journal::Stamp,
) -> Result<(Journal, u32), OpenError> {
    let path = place::journal(root, new.org);
    let start = ChainStart { org: new.org, epoch: Epoch::random()?, key: key.public(), program: PROGRAM.to_owned() };
    match Journal::create(Arc::clone(disk), &path, stamp, &start) {
        Err(JournalError::Exists { .. }) => {}
        other => return Ok((other?, 0)),
    }
    let journal = Journal::open(Arc::clone(disk), &path, new.org, None)?.journal;
    let mut stations = 0;
    for line in journal.reader().lines_after(Mark::START)?.take(MOST_ATTEMPTS) {
        match line?.envelope.kind.parse() {
            Ok(Kind::Station) => stations += 1,
            Ok(_) => return Err(OpenError::OrphanJournal { path }),
            Err(()) => {}
        }
    }
    let read_whole = journal.head().seq <= u64::try_from(MOST_ATTEMPTS).unwrap_or(u64::MAX);
    if read_whole && journal.read_only().is_none() {
        Ok((journal, stations))
    } else {
        Err(OpenError::OrphanJournal { path })
    }
}

fn station(new: &NewDesk, rev: u32) -> Result<NewLine, SaveError> {
    let station = Station::of_place(&new.org.to_string(), &new.name);
    let record = Record::Station(station);
    let kind = record.kind().key().to_owned();
    let data = json::write(&json::Body { record, voided: None, extra: String::new() })?;
    Ok(NewLine { kind, id: STATION_ID, rev, verb: ADD.to_owned(), data })
}
