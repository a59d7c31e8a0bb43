//! Turns a group of changes into the records to be written: checks what they are based on, issues numbers.

use std::collections::{BTreeMap, HashSet};

use crate::model::issue::Issue;
use crate::model::{Entry, Kind, Record, life};

use super::SaveError;
use super::save::Planned;
use crate::store::batch::{ADD, Batch, Change, REGISTER, VOID};
use crate::store::books::Books;
use crate::store::db::Tree;
use crate::store::index;
use crate::store::random::random_bytes;
use crate::store::reader::Reader;

/// The greatest serial a number may come with: one far off would make every later number as long.
const MOST_SERIAL: u32 = 999_999;

/// Random bytes of an issue's birth: two of one id never meet in it.
const BIRTH_BYTES: usize = 8;

/// What a group will write, in its order. A change that changes nothing writes nothing.
pub(super) fn plan(reader: &Reader, batch: &Batch) -> Result<Vec<Planned>, SaveError> {
    let books = reader.books();
    let mut planner = Planner {
        reader,
        books: &books,
        by: &batch.stamp.by,
        seen: HashSet::new(),
        serials: BTreeMap::new(),
        numbers: HashSet::new(),
    };
    batch.changes.iter().map(|change| planner.one(change)).collect()
}

struct Planner<'a> {
    reader: &'a Reader,
    books: &'a Books,
    by: &'a str,
    /// Records this group has met.
    seen: HashSet<(Kind, u64)>,
    /// The next serial of each year this group has numbered issues in.
    serials: BTreeMap<i32, u32>,
    /// The numbers issues of this group have.
    numbers: HashSet<(i32, u32)>,
}

impl Planner<'_> {
    fn one(&mut self, change: &Change) -> Result<Planned, SaveError> {
        match change {
            Change::Add { id, record, keeps_number } => self.add(*id, record, *keeps_number),
            Change::Write { verb, id, base, record } => {
                let before = self.current(record.kind(), *id, *base)?;
                let record = keep_number(&before.record, record.clone());
                let changed = record != before.record;
                Ok(Planned { verb: verb.clone(), entry: Entry { record, ..before }, changed })
            }
            Change::Void { kind, id, base, reason } => {
                if *kind == Kind::Station {
                    return Err(SaveError::OneStation);
                }
                if reason.trim().is_empty() {
                    return Err(SaveError::NoReason);
                }
                let before = self.current(*kind, *id, *base)?;
                let entry = Entry { voided: Some(reason.trim().to_owned()), ..before };
                Ok(Planned { verb: VOID.to_owned(), entry, changed: true })
            }
        }
    }

    fn add(&mut self, id: u64, record: &Record, keeps_number: bool) -> Result<Planned, SaveError> {
        let kind = record.kind();
        if kind == Kind::Station {
            return Err(SaveError::OneStation);
        }
        let mut entry =
            Entry { org: self.books.org(), id, rev: 0, voided: None, extra: String::new(), record: record.clone() };
        if id == 0 || !self.seen.insert((kind, id)) || self.books.revision(kind, id, 1)?.is_some() {
            return Err(SaveError::Changed { label: self.reader.label_of(&entry) });
        }
        let mut verb = ADD;
        if let Record::Issue(issue) = &mut entry.record {
            verb = REGISTER;
            if !(keeps_number && self.keep(issue)?) {
                issue.number = self.number(issue)?;
            }
            // One made from another has a birth of its own.
            issue.birth = hex::encode(random_bytes::<BIRTH_BYTES>()?);
            **issue = life::registered(issue.as_ref().clone(), self.by);
        }
        Ok(Planned { verb: verb.to_owned(), entry, changed: true })
    }

    /// Whether the issue keeps the number it came with: it is one of its year, and nobody has it. Numbers issued later go on
    /// behind it.
    fn keep(&mut self, issue: &Issue) -> Result<bool, SaveError> {
        let year = issue.reported_on.ok_or(SaveError::NoDate)?.year();
        let number = index::split_number(&issue.number);
        let Some(number @ (_, serial)) = number.filter(|(of, serial)| *of == year && *serial <= MOST_SERIAL) else {
            return Ok(false);
        };
        if self.numbers.contains(&number) || self.has_number(&issue.number)? {
            return Ok(false);
        }
        let next = self.next_serial(year)?;
        self.numbers.insert(number);
        self.serials.insert(year, next.max(serial.saturating_add(1)));
        Ok(true)
    }

    fn has_number(&self, number: &str) -> Result<bool, SaveError> {
        let Some(prefix) = index::number_prefix(self.books.org(), number) else { return Ok(false) };
        Ok(!self.books.with_prefix(Tree::Index, &prefix, 1)?.is_empty())
    }

    /// The next number of the issue's year: none is left out, none comes twice.
    fn number(&mut self, issue: &Issue) -> Result<String, SaveError> {
        let year = issue.reported_on.ok_or(SaveError::NoDate)?.year();
        let serial = self.next_serial(year)?;
        self.numbers.insert((year, serial));
        self.serials.insert(year, serial.saturating_add(1));
        Ok(format!("{year:04}-{serial:04}"))
    }

    fn next_serial(&self, year: i32) -> Result<u32, SaveError> {
        Ok(match self.serials.get(&year) {
            Some(serial) => *serial,
            None => self.books.next_serial(year)?,
        })
    }

    /// The record as it stands, if it is still what the change was based on.
    fn current(&mut self, kind: Kind, id: u64, base: u32) -> Result<Entry, SaveError> {
        let entry =
            self.books.entry(kind, self.books.org(), id)?.ok_or(SaveError::NoRecord { kind: kind.name(), id })?;
        if entry.rev != base || !self.seen.insert((kind, id)) {
            return Err(SaveError::Changed { label: self.reader.label_of(&entry) });
        }
        if !entry.is_live() {
            return Err(SaveError::Voided { label: self.reader.label_of(&entry) });
        }
        Ok(entry)
    }
}

/// A number once issued stays, and so do the birth of an issue and the station's code, under which the journal was begun; whatever a form or an
/// import made of them.
fn keep_number(before: &Record, mut after: Record) -> Record {
    match (before, &mut after) {
        (Record::Issue(before), Record::Issue(after)) => {
            after.number.clone_from(&before.number);
            after.birth.clone_from(&before.birth);
        }
        (Record::Station(before), Record::Station(after)) => after.code.clone_from(&before.code),
        _ => {}
    }
    after
}
