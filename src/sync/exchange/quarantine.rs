//! The lines of other desks that were taken in without being used, with what stands in them.
//!
//! They stay in the copy as they stand. A later version of the program whose store is another one makes it anew from the copies, and
//! uses what it can read by then; with the next package of that chain what is used leaves the list of what was not. `liaison rebuild`
//! makes the store anew at any time.

use std::path::Path;
use std::sync::Arc;

use super::{ExchangeError, received_of};
use crate::model::{Kind, Org, Record};
use crate::store::batch::Stamp;
use crate::store::copies;
use crate::store::desk::Desk;
use crate::store::disk::Disk;
use crate::store::journal::{JournalReader, ReadError};
use crate::store::reader::Reader;
use crate::text::clean;
use crate::text::zh::sync::exchange as zh;

/// The verb under which is saved that lines were dealt with.
const VERB: &str = "dismiss";

/// Notes that somebody has dealt with the lines of a chain that were not used, or with one of them, for a reason; gives how many.
/// They are listed no more; which they were stays in the history of the record.
pub fn dismiss(
    desk: &mut Desk,
    (org, seq, reason): (Org, Option<u64>, &str),
    stamp: &Stamp,
) -> Result<u64, ExchangeError> {
    let reason = clean::line(reason);
    if reason.is_empty() {
        return Err(ExchangeError::NoDecisionReason);
    }
    let before = desk.reader().entry(Kind::Received, org.0)?;
    let received = before.as_ref().and_then(received_of).cloned();
    let (Some(before), Some(mut received)) = (before, received) else {
        return Err(ExchangeError::NothingQuarantined(org));
    };
    let all = received.unused();
    match seq {
        Some(seq) => received.quarantined.retain(|line| line.seq != seq),
        None => (received.quarantined, received.unlisted) = (Vec::new(), 0),
    }
    let lines = all.saturating_sub(received.unused());
    if lines == 0 {
        return Err(ExchangeError::NothingQuarantined(org));
    }
    received.decided = zh::dismissed(seq, lines, stamp.at.get(..10).unwrap_or_default(), &reason);
    let mut batch = desk.batch(stamp.clone());
    batch.change(VERB, &before, Record::Received(Box::new(received)));
    desk.commit(batch)?;
    Ok(lines)
}

/// A line that was not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
    /// Its number in its chain.
    pub seq: u64,
    /// Why it was not used.
    pub reason: String,
    /// When it was written: RFC 3339; empty where the line cannot be read any more.
    pub at: String,
    /// Who wrote it.
    pub by: String,
    /// The key of the kind of record it is about, as it stands there.
    pub kind: String,
    /// That record's number, as it stands there.
    pub id: u64,
    /// What it says, as JSON; empty where it has no readable body.
    pub data: String,
}

/// The quarantined lines of a chain that are listed, in their order.
pub fn quarantined(disk: &Arc<dyn Disk>, root: &Path, reader: &Reader, org: Org) -> Result<Vec<Odd>, ExchangeError> {
    let entry = reader.entry(Kind::Received, org.0)?;
    let Some(received) = entry.as_ref().and_then(received_of) else { return Ok(Vec::new()) };
    let copy = JournalReader::at_rest(Arc::clone(disk), &copies::path_of(root, org), received.bytes);
    let mut lines = Vec::with_capacity(received.quarantined.len());
    for told in &received.quarantined {
        let mut odd = Odd {
            seq: told.seq,
            reason: told.reason.clone(),
            at: String::new(),
            by: String::new(),
            kind: String::new(),
            id: 0,
            data: String::new(),
        };
        let line = reader.held_line(org, told.seq)?.map(|start| copy.read_at(start));
        match line.transpose() {
            Ok(Some(line)) if line.envelope.seq == told.seq => {
                odd.data = line.body.data().unwrap_or_default().to_owned();
                odd.at = line.envelope.at;
                odd.by = line.envelope.by;
                odd.kind = line.envelope.kind;
                odd.id = line.envelope.id;
            }
            // What is known of it is told all the same.
            Ok(_) | Err(ReadError::Damage(_)) => {}
            Err(error) => return Err(error.into()),
        }
        lines.push(odd);
    }
    Ok(lines)
}
