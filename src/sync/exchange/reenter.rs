//! What was entered here after our chain had parted from the one that takes its place: listed in a text file, to be entered again.
//!
//! Each record stands there once, as it was at the end, the way `liaison show` reads it out; above it what was done with it and when.
//! The journal itself goes into the backup.

use std::path::{Path, PathBuf};

use super::ExchangeError;
use super::rebuild::day_of;
use super::take::Parted;
use super::unused::called;
use crate::model::{Context, Date, Entry, Kind, said};
use crate::store::batch::Stamp;
use crate::store::codes::{InForceError, in_force};
use crate::store::desk::Desk;
use crate::store::disk::{Access, Disk, DiskError};
use crate::text::zh::store::desk::verb_name;
use crate::text::zh::sync::exchange as zh;
use crate::text::{clean, mask};

/// The most bytes of the list, about.
const MOST_LISTED: usize = 16 * 1024 * 1024;
/// Where the minute of a timestamp ends.
const MINUTE_BYTES: usize = 16;

/// A record that was written here, and what was done with it.
struct Written {
    kind: Kind,
    id: u64,
    /// Whether it was here before.
    is_old: bool,
    steps: Vec<String>,
}

/// Writes the list into the data directory; gives where it stands.
pub(super) fn list(desk: &Desk, parted: Parted, stamp: &Stamp) -> Result<PathBuf, ExchangeError> {
    let reader = desk.reader();
    let codes = match in_force(&reader) {
        Ok((codes, _)) => codes,
        Err(InForceError::Store(error)) => return Err(error.into()),
        // The shipped lists read in every build that passed its tests; without them codes stand as keys.
        Err(InForceError::Shipped(error)) => {
            tracing::warn!(%error, "the code lists were not read");
            Default::default()
        }
    };
    // No field is told by the day.
    let today = day_of(stamp).unwrap_or(Date(Default::default()));
    let context = Context { today, codes: &codes, directory: &reader };
    let written = written(desk, parted)?;
    let mut text = format!("\u{feff}{}\n", zh::reenter(parted.mark.seq, parted.entries, written.len()));
    for (at, one) in written.iter().enumerate() {
        if text.len() > MOST_LISTED {
            text.push_str(zh::REENTER_MORE);
            break;
        }
        text.push('\n');
        for line in told(at + 1, one, reader.entry(one.kind, one.id)?.as_ref(), &context) {
            text.push_str(&clean::visible(&line));
            text.push('\n');
        }
    }
    Ok(write((desk.disk().as_ref(), desk.root()), "reenter", stamp, &text)?)
}

/// Writes a list into the data directory, named after what it lists and the second; gives where it stands. One that stands there
/// already, as of the same second, is left as it is.
pub(super) fn write(
    (disk, root): (&dyn Disk, &Path),
    what: &str,
    stamp: &Stamp,
    text: &str,
) -> Result<PathBuf, DiskError> {
    let digits: String = stamp.at.chars().take(19).filter(char::is_ascii_digit).collect();
    let (mut path, mut count) = (root.join(format!("{what}-{digits}.txt")), 1_u32);
    while disk.exists(&path).map_err(DiskError::reading(&path))? {
        count = count.saturating_add(1);
        path = root.join(format!("{what}-{digits}-{count}.txt"));
    }
    disk.write_atomic(&path, text.as_bytes(), Access::Private).map_err(DiskError::writing(&path))?;
    Ok(path)
}

/// The records that were written since, in the order in which each was first.
fn written(desk: &Desk, parted: Parted) -> Result<Vec<Written>, ExchangeError> {
    let mut all: Vec<Written> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for line in desk.journal().lines_after(parted.mark)? {
        let envelope = line?.envelope;
        let Some(kind) = envelope.kind.parse::<Kind>().ok().filter(|kind| kind.is_reported()) else { continue };
        let place = *places.entry((kind, envelope.id)).or_insert_with(|| {
            all.push(Written { kind, id: envelope.id, is_old: envelope.rev > 1, steps: Vec::new() });
            all.len() - 1
        });
        let at = envelope.at.get(..MINUTE_BYTES).unwrap_or_default().replace('T', " ");
        if let Some(one) = all.get_mut(place) {
            one.steps.push(zh::reenter_step(&at, &envelope.by, verb_name(&envelope.verb)));
        }
    }
    Ok(all)
}

/// The lines of a record, the `at`th of the list.
fn told(at: usize, one: &Written, entry: Option<&Entry>, context: &Context<'_>) -> Vec<String> {
    let label = entry.map(|entry| called(entry, context.directory)).unwrap_or_default();
    let mut lines = vec![zh::reenter_record(at, one.kind.name(), &label)];
    lines.extend(one.steps.iter().cloned());
    let Some(entry) = entry else {
        lines.push(zh::REENTER_UNREAD.to_owned());
        return lines;
    };
    match (&entry.voided, one.is_old) {
        (Some(reason), is_old) => lines.push(zh::reenter_voided(&mask::free(reason), is_old)),
        (None, true) => lines.push(zh::REENTER_CHANGED.to_owned()),
        (None, false) => {}
    }
    // What began and ended here needs nothing.
    if one.is_old || entry.is_live() {
        lines.extend(said::lines(entry, context));
    }
    lines
}
