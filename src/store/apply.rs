//! Applies journal lines to the live store: the one way anything gets into it, live, replayed or rebuilt.
//!
//! A line holds the whole record after the change, so applying it twice changes nothing. `applied` moves at the end of a
//! save only, in the same transaction.

use std::ops::ControlFlow;

use super::books::{Books, Staging};
use super::codec;
use super::copies::{self, Place};
use super::db::{DbError, Tree};
use super::disk::DiskError;
use super::facts;
use super::index;
use super::journal::{Body, CHAIN_KIND, Damage, JournalReader, Line, Mark, ReadError};
use super::tally;
use super::waiting;
use crate::model::{Entry, Kind, json};

/// The verb of a line that takes another one back.
pub const UNDO_VERB: &str = "undo";
/// The verb of lines that do again what was undone; to everything else such a save is like any other. (`redo` is a step in
/// an issue's life.)
pub const AGAIN_VERB: &str = "again";

/// One line as the store takes it.
pub struct Step {
    /// Just past the line.
    pub mark: Mark,
    /// Whether the next line belongs to the same save.
    pub more: bool,
    /// Whether it takes another line back.
    pub undo: bool,
    /// What it brings.
    pub content: Content,
}

/// What a line brings.
pub enum Content {
    /// A record.
    Entry(Box<Entry>),
    /// A new installation or key: nothing before it is undone any more.
    Chain,
    /// A record of a kind or shape this version does not know, or without a readable body.
    Held {
        /// Its kind, if that at least is known.
        kind: Option<Kind>,
        /// Its number.
        id: u64,
        /// Its revision.
        rev: u32,
    },
}

impl Step {
    /// Reads a journal line; `before` is the mark of the line before it.
    pub fn read(line: &Line, before: &Mark) -> Step {
        let envelope = &line.envelope;
        let content = if envelope.kind == CHAIN_KIND { Content::Chain } else { content_of(line) };
        Step { mark: before.past(line), more: envelope.more, undo: envelope.verb == UNDO_VERB, content }
    }
}

fn content_of(line: &Line) -> Content {
    let envelope = &line.envelope;
    let (org, id, rev) = (envelope.org, envelope.id, envelope.rev);
    let kind: Option<Kind> = envelope.kind.parse().ok();
    match (kind, &line.body) {
        (Some(kind), Body::Clear { data, .. }) => match json::read(kind, data.get()) {
            Ok(json::Body { record, voided, extra }) => {
                Content::Entry(Box::new(Entry { org, id, rev, voided, extra, record }))
            }
            Err(error) => {
                tracing::warn!(seq = envelope.seq, %error, "a record that does not read is held");
                Content::Held { kind: Some(kind), id, rev }
            }
        },
        (kind, _) => Content::Held { kind, id, rev },
    }
}

/// The lines of one save, seen so far.
struct Save {
    first: Mark,
    undo: bool,
    undoable: bool,
}

/// Applies line after line to a staging area.
pub struct Applier<'a> {
    staging: Staging<'a>,
    save: Option<Save>,
    taken: usize,
}

impl<'a> Applier<'a> {
    /// Begins between two saves.
    pub fn new(staging: Staging<'a>) -> Applier<'a> {
        Applier { staging, save: None, taken: 0 }
    }

    /// Makes everything taken real; lines of an unfinished save must not be among it.
    pub fn commit(self) -> Result<(), DbError> {
        commit(self.staging)
    }

    /// Takes one line.
    pub fn take(&mut self, step: Step) -> Result<(), DbError> {
        self.taken += 1;
        let save = self.save.get_or_insert(Save { first: step.mark, undo: step.undo, undoable: true });
        save.undoable &= match &step.content {
            // The station record is made with the desk and does not go away again; what was sent and taken in cannot be unsaid.
            Content::Entry(entry) => (entry.kind() != Kind::Station || entry.rev > 1) && entry.kind().is_reported(),
            Content::Chain | Content::Held { .. } => false,
        };
        match step.content {
            Content::Entry(entry) => {
                copies::note(&mut self.staging, &entry)?;
                put(&mut self.staging, *entry, step.mark.start, Place::Own);
            }
            Content::Chain => self.staging.bar_undo(),
            Content::Held { kind, id, rev } => {
                let org = self.staging.books().org();
                let start = step.mark.start.to_be_bytes().to_vec();
                if let Some(kind) = kind {
                    self.staging.put(Tree::History, codec::history_key(kind, org, id, rev), start.clone());
                }
                self.staging.put(Tree::Held, codec::held_key(org, step.mark.seq), start);
            }
        }
        if step.more { Ok(()) } else { self.end_save(&step.mark) }
    }

    /// How many lines were taken.
    pub fn taken(&self) -> usize {
        self.taken
    }

    fn end_save(&mut self, mark: &Mark) -> Result<(), DbError> {
        if let Some(save) = self.save.take() {
            if save.first.seq == 1 {
                self.staging.set_root(save.first.hash);
            }
            if save.undo {
                self.staging.pop_undo()?;
            } else if save.undoable {
                self.staging.push_undo(save.first.seq, save.first.start)?;
            }
        }
        self.staging.set_applied(mark)
    }
}

/// Puts a record into the store as a line at `start` of its owner's chain has it: in the place of what was there of it. It is
/// written by [`commit`], once for all lines of a transaction that are about it.
pub fn put(staging: &mut Staging<'_>, entry: Entry, start: u64, place: Place) {
    let history = codec::history_key(entry.kind(), entry.org, entry.id, entry.rev);
    staging.put(Tree::History, history, start.to_be_bytes().to_vec());
    staging.stage(entry, place);
}

/// Writes the records that were put, with their rows in every list and what they count for, and makes all changes real or none.
pub fn commit(mut staging: Staging<'_>) -> Result<(), DbError> {
    for (entry, place) in staging.staged() {
        write(&mut staging, &entry, place)?;
    }
    staging.commit()
}

fn write(staging: &mut Staging<'_>, entry: &Entry, place: Place) -> Result<(), DbError> {
    let kind = entry.kind();
    let rows = index::rows(entry, place);
    let before = staging.entry(kind, entry.org, entry.id)?;
    let former = before.as_ref().map(|before| index::rows(before, place)).unwrap_or_default();
    // Most changes leave most rows where they are.
    former.iter().filter(|row| !rows.contains(row)).for_each(|row| staging.remove(Tree::Index, row.clone()));
    if let Some(before) = &before {
        waiting::take_away(staging, before, place)?;
        count(staging, before, place, false)?;
    }
    rows.into_iter().filter(|row| !former.contains(row)).for_each(|row| staging.put(Tree::Index, row, Vec::new()));
    count(staging, entry, place, true)?;
    if place.lists(kind) {
        facts::keep(staging, entry)?;
    }
    waiting::put(staging, entry, place)?;
    let value = codec::encode_entry(entry).map_err(|error| staging.books().unreadable(&error))?;
    staging.put(Tree::Record, codec::record_key(kind, entry.org, entry.id), value);
    Ok(())
}

/// Counts a record in every total and figure kept, or no longer.
fn count(staging: &mut Staging<'_>, entry: &Entry, place: Place, add: bool) -> Result<(), DbError> {
    if !place.lists(entry.kind()) {
        return Ok(());
    }
    index::totals(entry, place)
        .into_iter()
        .try_for_each(|(total, amount)| staging.count_at(total.key().to_vec(), amount, add))?;
    tally::count(staging, entry, add)
}

/// Takes a record out of every list and total.
pub fn take_away(staging: &mut Staging<'_>, entry: &Entry, place: Place) -> Result<(), DbError> {
    index::rows(entry, place).into_iter().for_each(|row| staging.remove(Tree::Index, row));
    waiting::take_away(staging, entry, place)?;
    count(staging, entry, place, false)
}

/// Lines put into one transaction of a replay, enough to make its cost small; and after how many it may be stopped.
const BATCH_LINES: usize = 500;
const LINES_A_REPORT: u64 = 100;
/// Bytes of lines from which on no more are put into one: they are held in memory.
const BATCH_BYTES: u64 = 4 * 1024 * 1024;

/// Why a replay did not come to the journal's end.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// Stopped on request.
    #[error("replay cancelled")]
    Cancelled,
    /// The live store refused.
    #[error(transparent)]
    Store(#[from] DbError),
    /// The journal's file could not be read.
    #[error(transparent)]
    Journal(#[from] DiskError),
}

/// Applies everything the store lacks, save by save. At a bad line it stops, with everything before that save applied.
/// `progress` gets the bytes done and to do, and may stop it.
pub fn replay(
    books: &Books,
    journal: &JournalReader,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Option<Damage>, ReplayError> {
    let mut mark = books.applied()?.unwrap_or(Mark::START);
    let mut lines = match journal.lines_after(mark) {
        Ok(lines) => lines,
        Err(ReadError::Damage(damage)) => return Ok(Some(damage)),
        Err(ReadError::Disk(error)) => return Err(error.into()),
    };
    let mut applier = Applier::new(Staging::new(books));
    let (mut save, mut begun, mut told) = (Vec::new(), mark.end, mark.seq);
    let damage = loop {
        let line = match lines.next() {
            Some(Ok(line)) => line,
            None => break None,
            Some(Err(ReadError::Damage(damage))) => break Some(damage),
            Some(Err(ReadError::Disk(error))) => return Err(error.into()),
        };
        let step = Step::read(&line, &mark);
        mark = step.mark;
        let more = step.more;
        save.push(step);
        if more {
            continue;
        }
        for step in save.drain(..) {
            applier.take(step)?;
        }
        if applier.taken() >= BATCH_LINES || mark.end.saturating_sub(begun) >= BATCH_BYTES {
            applier.commit()?;
            begun = mark.end;
            applier = Applier::new(Staging::new(books));
        }
        if mark.seq >= told.saturating_add(LINES_A_REPORT) {
            told = mark.seq;
            if progress(mark.end, journal.end()).is_break() {
                return Err(ReplayError::Cancelled);
            }
        }
    };
    applier.commit()?;
    Ok(damage)
}
