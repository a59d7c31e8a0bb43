//! The lines of other desks that were taken in without being used, with what stands in them.

use std::path::Path;
use std::sync::Arc;

use super::{ExchangeError, received_of};
use crate::model::{Kind, Org};
use crate::store::copies;
use crate::store::disk::Disk;
use crate::store::journal::{JournalReader, ReadError};
use crate::store::reader::Reader;

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
