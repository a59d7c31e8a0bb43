//! Keeps what was judged: saves good rows in groups, writes bad ones beside, and in a preview only tells.

use super::history::of_number;
use super::links::Links;
use super::notes::{Remark, Remarks};
use super::rejects::Rejects;
use super::{GROUP, ImportError, Outcome, Verdict};
use crate::model::{Entry, Kind, Record};
use crate::report::import::identity::Earlier;
use crate::report::sheet::Row;
use crate::store::batch::{Batch, EDIT, Stamp};
use crate::store::desk::Desk;
use crate::store::reader::Reader;

/// What is done with the rows of a file.
pub struct Keeper<'a> {
    reader: Reader,
    saver: Option<Saver<'a>>,
    rejects: Option<Rejects<'a>>,
    links: Links,
    /// Issues that did not keep the number they came with.
    renumbered: u64,
    remarks: Remarks,
}

/// Saves records in groups.
struct Saver<'a> {
    desk: &'a mut Desk,
    stamp: &'a Stamp,
    group: Batch,
    /// New records in the group.
    adding: u64,
    added: u64,
}

impl<'a> Keeper<'a> {
    /// Saves nothing.
    pub fn of_nothing(reader: &Reader) -> Keeper<'a> {
        Keeper {
            reader: reader.clone(),
            saver: None,
            rejects: None,
            links: Links::default(),
            renumbered: 0,
            remarks: Remarks::default(),
        }
    }

    /// Saves to a desk.
    pub fn of_desk(desk: &'a mut Desk, stamp: &'a Stamp, rejects: Rejects<'a>) -> Keeper<'a> {
        let reader = desk.reader();
        let saver = Saver { group: desk.batch(stamp.clone()), desk, stamp, adding: 0, added: 0 };
        Keeper { saver: Some(saver), rejects: Some(rejects), ..Keeper::of_nothing(&reader) }
    }

    /// Rows that are in.
    pub fn added(&self) -> u64 {
        self.saver.as_ref().map_or(0, |saver| saver.added)
    }

    /// Takes a judged row.
    pub fn take(&mut self, row: &Row, verdict: &Verdict) -> Result<(), ImportError> {
        match verdict {
            Verdict::New(record) => self.add(row.number, record),
            Verdict::Linked(before, after) => match &mut self.saver {
                Some(saver) => saver.change(before, after),
                None => Ok(()),
            },
            Verdict::Bad(reasons) => {
                let added = self.added();
                let rejects = self.rejects.iter_mut();
                let mut written = rejects.map(|rejects| rejects.add(row, reasons));
                written.try_for_each(|written| written.map_err(|source| ImportError::Rejects { added, source }))
            }
            Verdict::Repeated(record, Earlier::Desk(id)) => {
                if let (Record::Issue(issue), id) = (record.as_ref(), *id)
                    && let Some(number) = of_number(&issue.number)
                {
                    self.links.note(number, id);
                }
                Ok(())
            }
            Verdict::Left | Verdict::Repeated(..) => Ok(()),
        }
    }

    fn add(&mut self, row: u32, record: &Record) -> Result<(), ImportError> {
        let issue = match record {
            Record::Issue(issue) => of_number(&issue.number).map(|number| (number, issue.as_ref().clone())),
            _ => None,
        };
        let Some((number, mut issue)) = issue else {
            return match &mut self.saver {
                Some(saver) => saver.add(None, record.clone()),
                None => Ok(()),
            };
        };
        // An id nobody saves leaves a gap, which is harmless; a preview has none to give.
        let id = self.saver.as_ref().map_or(number, |saver| saver.group.reserve(Kind::Issue));
        if self.links.has(number) || self.reader.issue_by_number(&issue.number)?.is_some() {
            self.renumbered += 1;
            self.remarks.add(Remark::Renumbered(std::mem::take(&mut issue.number)), row);
        }
        self.links.note(number, id);
        match (self.links.hold(row, id, issue), &mut self.saver) {
            (Some(issue), Some(saver)) => saver.add(Some(id), Record::Issue(Box::new(issue))),
            _ => Ok(()),
        }
    }

    /// Saves what is left, those that name one another together, and tells how it ended. A cancelled import leaves whole
    /// groups.
    pub fn finish(mut self, mut outcome: Outcome) -> Result<Outcome, ImportError> {
        if !outcome.cancelled {
            self.settle()?;
        }
        outcome.notes.extend(self.remarks.lines());
        if let Some(saver) = &self.saver {
            outcome.added = saver.added;
        }
        let added = outcome.added;
        if let Some(rejects) = self.rejects {
            outcome.rejects = rejects.finish().map_err(|source| ImportError::Rejects { added, source })?;
        }
        Ok(outcome)
    }

    fn settle(&mut self) -> Result<(), ImportError> {
        let reader = self.reader.clone();
        // Where a number means another issue here than in the file, nothing is known about others by their numbers.
        let agree = self.renumbered == 0;
        let on_desk = |number: &str| {
            let found = reader.issue_by_number(number).ok().flatten().filter(|_| agree);
            found.map(|entry| entry.id)
        };
        let (groups, lost) = std::mem::take(&mut self.links).settle(on_desk);
        for lost in lost {
            self.remarks.add(Remark::LostLink(lost.number), lost.row);
        }
        let Some(saver) = &mut self.saver else { return Ok(()) };
        for group in groups {
            if saver.group.len().saturating_add(group.len()) > GROUP {
                saver.save()?;
            }
            for (id, issue) in group {
                saver.put(Some(id), Record::Issue(Box::new(issue)));
            }
        }
        saver.save()
    }
}

impl Saver<'_> {
    fn put(&mut self, id: Option<u64>, record: Record) {
        match id {
            Some(id) => self.group.add_reserved(id, record),
            None => {
                self.group.add(record);
            }
        }
        self.adding += 1;
    }

    fn add(&mut self, id: Option<u64>, record: Record) -> Result<(), ImportError> {
        self.put(id, record);
        if self.group.len() >= GROUP { self.save() } else { Ok(()) }
    }

    fn change(&mut self, before: &Entry, after: &Record) -> Result<(), ImportError> {
        // Two rows may be about one record, which is changed once in a group.
        if self.group.changes(before) {
            return Ok(());
        }
        self.group.change(EDIT, before, after.clone());
        if self.group.len() >= GROUP { self.save() } else { Ok(()) }
    }

    fn save(&mut self) -> Result<(), ImportError> {
        if self.group.is_empty() {
            return Ok(());
        }
        let group = std::mem::replace(&mut self.group, self.desk.batch(self.stamp.clone()));
        self.desk.commit(group).map_err(|source| ImportError::Save { added: self.added, source })?;
        self.added = self.added.saturating_add(std::mem::take(&mut self.adding));
        Ok(())
    }
}
