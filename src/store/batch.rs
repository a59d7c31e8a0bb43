//! A group of changes that is saved together or not at all.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::apply::{AGAIN_VERB, UNDO_VERB};
use crate::model::event::Event;
use crate::model::life::{self, Refused};
use crate::model::{Context, Entry, Kind, Record};

/// When and by whom a group was entered; read from the clock by the caller.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// RFC 3339 with the local offset.
    pub at: String,
    /// The name at the keyboard.
    pub by: String,
}

/// The verb of a line that writes a record anew.
pub const EDIT: &str = "edit";
pub(super) const ADD: &str = "add";
pub(super) const REGISTER: &str = "register";
pub(super) const VOID: &str = "void";

/// One change of a group.
pub(super) enum Change {
    /// A new record with the id it was given; an issue keeps the number it came with where nobody has it.
    Add { id: u64, record: Record, keeps_number: bool },
    /// A record as it is to be, and the revision that was looked at.
    Write { verb: String, id: u64, base: u32, record: Record },
    /// A record to be voided, and the revision that was looked at.
    Void { kind: Kind, id: u64, base: u32, reason: String },
}

/// Changes collected for one save. Ids of new records are known at once, so that records of one group can point to each other.
pub struct Batch {
    pub(super) stamp: Stamp,
    pub(super) changes: Vec<Change>,
    ids: Arc<Ids>,
}

impl Batch {
    pub(super) fn new(stamp: Stamp, ids: Arc<Ids>) -> Batch {
        Batch { stamp, changes: Vec::new(), ids }
    }

    /// Adds a new record and returns its id. An issue gets its number and its `register` event on commit.
    pub fn add(&mut self, record: Record) -> u64 {
        let id = self.reserve(record.kind());
        self.changes.push(Change::Add { id, record, keeps_number: false });
        id
    }

    /// The id of a record that is added later with [`Batch::add_reserved`], in this group or another.
    pub fn reserve(&self, kind: Kind) -> u64 {
        self.ids.next(kind)
    }

    /// As [`Batch::add`], under an id that was reserved. An issue keeps the number it came with, unless another has it: what
    /// was handed on comes back under its own number.
    pub fn add_reserved(&mut self, id: u64, record: Record) {
        self.changes.push(Change::Add { id, record, keeps_number: true });
    }

    /// Writes a record anew under a verb ([`EDIT`], or the verb of an issue's step). `before` is what the change is based
    /// on; commit refuses when somebody else wrote in between. A record can be changed once in a group.
    pub fn change(&mut self, verb: &str, before: &Entry, record: Record) {
        // An undo is recognised by its verb, and one taken back is called so.
        let verb = if [UNDO_VERB, AGAIN_VERB].contains(&verb) { EDIT } else { verb }.to_owned();
        self.changes.push(Change::Write { verb, id: before.id, base: before.rev, record });
    }

    /// Takes a step in the life of one issue, or of several together, with what it writes into others (the one they are
    /// merged into, the one split off). Refused by the rules, it changes nothing.
    pub fn take_step(&mut self, entries: &[&Entry], event: &Event, context: &Context<'_>) -> Result<(), Refused> {
        let ids = Arc::clone(&self.ids);
        let taken = life::take(entries, event, context, &mut || ids.next(Kind::Issue))?;
        let mut changes = taken.changes.into_iter();
        // Those that take the step come first: the save is called by them.
        for change in changes.by_ref().take(entries.len()) {
            self.change(taken.verb, &change.before, Record::Issue(Box::new(change.after)));
        }
        if let Some((id, issue)) = taken.raised {
            self.changes.push(Change::Add { id, record: Record::Issue(Box::new(issue)), keeps_number: false });
        }
        changes.for_each(|change| self.change(taken.verb, &change.before, Record::Issue(Box::new(change.after))));
        Ok(())
    }

    /// Voids a record 作废.
    pub fn void(&mut self, before: &Entry, reason: &str) {
        let (kind, id, base) = (before.kind(), before.id, before.rev);
        self.changes.push(Change::Void { kind, id, base, reason: reason.to_owned() });
    }

    /// Who enters it.
    pub fn by(&self) -> &str {
        &self.stamp.by
    }

    /// Whether it writes a kept record anew already: one can be changed once in a group.
    pub fn changes(&self, entry: &Entry) -> bool {
        self.changes.iter().any(|change| match change {
            Change::Write { id, record, .. } => (record.kind(), *id) == (entry.kind(), entry.id),
            Change::Add { .. } | Change::Void { .. } => false,
        })
    }

    /// How many changes it holds.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The next id of each kind. Ids that were given out and never saved leave a gap, which is harmless.
pub(super) struct Ids([AtomicU64; Kind::ALL.len()]);

impl Ids {
    /// Begins at the given ids, one for each kind in the order of [`Kind::ALL`].
    pub(super) fn starting_at(next: [u64; Kind::ALL.len()]) -> Ids {
        Ids(next.map(AtomicU64::new))
    }

    /// Notes an id that came from elsewhere.
    pub(super) fn used(&self, kind: Kind, id: u64) {
        if let Some(next) = self.of(kind) {
            next.fetch_max(id.saturating_add(1), Ordering::Relaxed);
        }
    }

    fn next(&self, kind: Kind) -> u64 {
        // Every kind is in ALL; id 0 would be refused on commit.
        self.of(kind).map_or(0, |next| next.fetch_add(1, Ordering::Relaxed))
    }

    fn of(&self, kind: Kind) -> Option<&AtomicU64> {
        Kind::ALL.iter().position(|other| *other == kind).and_then(|place| self.0.get(place))
    }
}
