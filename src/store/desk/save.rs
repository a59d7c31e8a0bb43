//! Saves planned records: one append, one sync, one transaction.

use chrono::DateTime;

use super::{Desk, SaveError};
use crate::model::{Entry, json};
use crate::store::apply::{Applier, Content, Step, UNDO_VERB};
use crate::store::batch::Stamp;
use crate::store::books::Staging;
use crate::store::db::DbError;
use crate::store::journal::{self, Mark, NewLine};

/// A record to be written.
pub(super) struct Planned {
    /// What is done to it.
    pub(super) verb: String,
    /// The record after the change; `rev` is still the one before.
    pub(super) entry: Entry,
    /// Whether there is anything to write.
    pub(super) changed: bool,
}

impl Desk {
    /// Refuses where nothing can be written, and lets a store that is behind catch up first.
    pub(super) fn make_ready(&mut self) -> Result<(), SaveError> {
        if let Some(reason) = &self.read_only {
            return Err(SaveError::ReadOnly(reason.clone()));
        }
        if self.behind {
            self.catch_up()?;
        }
        Ok(())
    }

    /// Saves records as one group; they come back as saved, with where in the journal the group begins.
    pub(super) fn save(
        &mut self,
        stamp: &Stamp,
        planned: Vec<Planned>,
    ) -> Result<(Vec<Entry>, Option<u64>), SaveError> {
        let mut entries = Vec::with_capacity(planned.len());
        let mut lines = Vec::new();
        let mut written = Vec::new();
        for Planned { verb, mut entry, changed } in planned {
            if changed {
                entry.rev = entry.rev.saturating_add(1);
                let data = json::write(&body(&entry))?;
                // What stands in the journal counts: a rebuild must come to the same record.
                entry = with_body(entry, &data)?;
                lines.push(NewLine { kind: entry.kind().key().to_owned(), id: entry.id, rev: entry.rev, verb, data });
                written.push(entry.clone());
            }
            entries.push(entry);
        }
        let marks = self.append(stamp, &lines)?;
        written.iter().for_each(|entry| self.ids.used(entry.kind(), entry.id));
        if let Err(error) = self.apply(&lines, written, &marks) {
            // It is saved: the line is on the disk. The store comes after.
            tracing::error!(?error, "a saved change was not applied");
            self.behind = true;
            if let Err(error) = self.catch_up() {
                tracing::error!(?error, "the live store did not catch up");
            }
        }
        Ok((entries, marks.first().map(|mark| mark.start)))
    }

    fn append(&mut self, stamp: &Stamp, lines: &[NewLine]) -> Result<Vec<Mark>, SaveError> {
        let at = DateTime::parse_from_rfc3339(&stamp.at).map_err(|_| SaveError::BadStamp { at: stamp.at.clone() })?;
        let appended = self.journal.append(&journal::Stamp { at, by: stamp.by.clone() }, lines);
        self.read_only = self.journal.read_only().map(ToString::to_string);
        Ok(appended?)
    }

    fn apply(&self, lines: &[NewLine], entries: Vec<Entry>, marks: &[Mark]) -> Result<(), DbError> {
        let books = self.reader.books();
        let mut applier = Applier::new(Staging::new(&books));
        for (at, ((line, entry), mark)) in lines.iter().zip(entries).zip(marks).enumerate() {
            let more = at + 1 < lines.len();
            let content = Content::Entry(Box::new(entry));
            applier.take(Step { mark: *mark, more, undo: line.verb == UNDO_VERB, content })?;
        }
        applier.commit()
    }
}

/// What the journal says of a record.
pub(super) fn body(entry: &Entry) -> json::Body {
    json::Body { record: entry.record.clone(), voided: entry.voided.clone(), extra: entry.extra.clone() }
}

/// The entry with what `data` says.
pub(super) fn with_body(entry: Entry, data: &str) -> Result<Entry, SaveError> {
    let json::Body { record, voided, extra } = json::read(entry.kind(), data)?;
    Ok(Entry { record, voided, extra, ..entry })
}
