//! Reading the books: records, lists as cursors, totals.
//!
//! Search is in `store::search`, looking records up by what was typed in `store::directory`.

mod desks;
mod down;

use std::ops::{Bound, ControlFlow};
use std::sync::{Arc, PoisonError, RwLock};

use super::books::Books;
use super::check::{self, Outcome};
use super::codec;
use super::copies::{self, Place};
use super::db::{DbError, Tree};
use super::index::{self, Total};
use super::journal::Mark;
use super::{tally, waiting};
use crate::model::duty::Served;
use crate::model::issue::Stage;
use crate::model::owing::Owing;
use crate::model::setting::Setting;
use crate::model::{Date, Entry, Kind, Org, Record};
use crate::text::zh::store::db as zh;

pub use super::search::SearchNews;

/// An ordered list kept as an index.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum List {
    /// All live records of a kind in their natural order: days, issues, visits, activities, projects and proposals
    /// newest first; deputies by status, units in use first, else in the order entered.
    All(Kind),
    /// Issues of one stage, newest first.
    Stage(Stage),
    /// Issues that somebody owes an answer for (assigned by due date, tracking by promised date), the earliest due first.
    Due,
    /// Issues ever answered with class B (B类台账), newest first: promises, and what became of them.
    Promised,
    /// Issues ever rated 不满意, newest first.
    Dissatisfied,
    /// Issues with a promise of class B that is not kept yet, the earliest promise first.
    Pledges,
    /// Issues that came from a reception day or visit, in the order entered.
    From(Kind, u64),
    /// Issues, reception days, visits, activities or proposals (by kind) that name a deputy, newest first.
    Deputy(Kind, u64),
    /// Voided records of a kind, newest first.
    Voided(Kind),
    /// Activities, projects or proposals (by kind) that name an issue, newest first; packages of ours to a party, by its code,
    /// newest first; chains that came through a party, by their codes.
    Naming(Kind, u64),
    /// The live records of a kind of one organisation, in the natural order of the kind: of ours, of a desk below, or of one above.
    Station(Kind, Org),
    /// As [`List::Station`], of the organisation that the reader answers for.
    Own(Kind),
    /// Decisions of desks above about issues of ours that no step has taken over, the oldest first.
    Waiting,
    /// Chains we hold a copy of that have lines the party above has not acknowledged, by their codes.
    Unacknowledged,
    /// Chains of which something did not fit, by their codes.
    Troubled,
}

impl List {
    /// The kind of record it holds.
    pub fn kind(self) -> Kind {
        match self {
            List::All(kind)
            | List::Voided(kind)
            | List::Deputy(kind, _)
            | List::Naming(kind, _)
            | List::Own(kind)
            | List::Station(kind, _) => kind,
            List::Stage(_) | List::Due | List::From(..) | List::Promised | List::Dissatisfied | List::Pledges => {
                Kind::Issue
            }
            List::Waiting => Kind::Handling,
            List::Unacknowledged | List::Troubled => Kind::Received,
        }
    }
}

/// A place in a list: the key of a row. Opaque; stays valid when rows around it come and go.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Position(pub(super) Vec<u8>);

impl Position {
    /// The place in the list of all records of a dated kind, or of those of one organisation, that lies before the rows of a day
    /// and behind those of later days.
    pub fn of_day(list: List, day: Date) -> Position {
        Position(index::day_prefix(list, day))
    }
}

/// A row of a list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Where it stands.
    pub position: Position,
    /// The record.
    pub entry: Entry,
}

/// Which way to read from a position.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// Towards the end of the list.
    Forward,
    /// Towards its beginning.
    Backward,
}

/// A stored record could not be read; Display is the Chinese message. The desk rebuilds when it sees one.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The live store refused.
    #[error(transparent)]
    Store(#[from] DbError),
    /// A list has a row for a record that is not there.
    #[error("{}", zh::row_without_record(kind.name(), *.id))]
    Dangling {
        /// The record's kind.
        kind: Kind,
        /// Its number.
        id: u64,
    },
}

impl ReadError {
    /// Whether [`super::desk::Desk::heal`] is the cure.
    pub fn wants_rebuild(&self) -> bool {
        match self {
            ReadError::Store(error) => error.wants_rebuild(),
            ReadError::Dangling { .. } => true,
        }
    }
}

/// Records read at a time where seldom more are asked for: those of a day, the last one entered.
const A_FEW: usize = 4;
/// Records read at a time where all of some months are asked for.
const MANY: usize = 200;

/// Deputies read where all of them are looked at: the terms of a county's.
const MOST_DEPUTIES: usize = 5_000;

/// A handle for reading, cheap to clone and good in any thread. It follows the desk to a rebuilt store.
///
/// A number names a record only together with whose it is: two stations both have a deputy 3. A reader answers for numbers of one
/// organisation, the desk's own unless it is [`Reader::of`] another: [`Reader::entry`], what [`crate::model::Directory`] asks,
/// and the lists [`List::From`], [`List::Deputy`] and [`List::Naming`]. Every other list, total and figure is of all records that
/// stand in our books, those of the stations below among them; where a reading is of the organisation's own only, it says so.
#[derive(Clone)]
pub struct Reader {
    books: Arc<RwLock<Arc<Books>>>,
    /// What the desks below are called.
    desks: Arc<desks::Desks>,
    /// Whose numbers it answers for.
    org: Org,
}

impl Reader {
    pub(super) fn new(books: Arc<Books>) -> Reader {
        let org = books.org();
        Reader { books: Arc::new(RwLock::new(books)), desks: Arc::default(), org }
    }

    /// The same reader for the numbers that stand in records of an organisation.
    pub fn of(&self, org: Org) -> Reader {
        Reader { books: Arc::clone(&self.books), desks: Arc::clone(&self.desks), org }
    }

    /// The store in use now.
    pub(super) fn books(&self) -> Arc<Books> {
        Arc::clone(&self.books.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts a rebuilt store in place for every clone.
    pub(super) fn set_books(&self, books: Arc<Books>) {
        *self.books.write().unwrap_or_else(PoisonError::into_inner) = books;
    }

    /// Whose numbers it answers for: the desk's own organisation, unless it was asked of another.
    pub fn org(&self) -> Org {
        self.org
    }

    /// Whose desk it is.
    pub fn desk(&self) -> Org {
        self.books().org()
    }

    /// Where an organisation's records stand among ours.
    pub fn place(&self, org: Org) -> Result<Place, ReadError> {
        Ok(self.books().place(org)?)
    }

    /// Every chain the store has a copy of, with how far it was applied, in the order of their codes.
    pub fn chains(&self) -> Result<Vec<(Org, copies::State)>, ReadError> {
        Ok(copies::states(&self.books())?)
    }

    /// What the store knows of one chain; none for one never heard of.
    pub fn chain(&self, org: Org) -> Result<Option<copies::State>, ReadError> {
        Ok(copies::state(&self.books(), org)?)
    }

    /// The decisions about an issue of the organisation, the newest first: the live ones, and of desks above the voided ones as well.
    pub fn decisions(&self, issue: u64) -> Result<Vec<Entry>, ReadError> {
        Ok(waiting::naming(&self.books(), self.org, issue)?)
    }

    /// A number that changes whenever the store has applied anything: what was read at it holds until then.
    pub fn applied(&self) -> Result<u64, ReadError> {
        Ok(self.books().stamp()?)
    }

    /// A number that changes whenever a roster, units, settings or parties did, ours or those of others.
    pub fn shared_stamp(&self) -> u64 {
        self.books().shared_stamp()
    }

    /// One record of the organisation, voided or not.
    pub fn entry(&self, kind: Kind, id: u64) -> Result<Option<Entry>, ReadError> {
        Ok(self.books().entry(kind, self.org, id)?)
    }

    /// Up to `count` rows beyond `from` (exclusive) in the given direction; `None` starts at that end. Rows come in list
    /// order whichever way they were read.
    pub fn page(
        &self,
        list: List,
        from: Option<&Position>,
        direction: Direction,
        count: usize,
    ) -> Result<Vec<Row>, ReadError> {
        let books = self.books();
        let prefix = index::prefix(list, self.org);
        let end = codec::after_prefix(&prefix);
        let (mut low, mut high) =
            (Bound::Included(&prefix[..]), end.as_deref().map_or(Bound::Unbounded, Bound::Excluded));
        // A position of another list says nothing about this one.
        if let Some(Position(key)) = from.filter(|position| position.0.starts_with(&prefix)) {
            match direction {
                Direction::Forward => low = Bound::Excluded(&key[..]),
                Direction::Backward => high = Bound::Excluded(&key[..]),
            }
        }
        let mut keys = books.db().range(Tree::Index, (low, high), direction, count)?;
        if direction == Direction::Backward {
            keys.reverse();
        }
        keys.into_iter().map(|(key, _)| row(&books, list.kind(), &key)).collect()
    }

    /// The row at a record, if the list holds it.
    pub fn position_of(&self, list: List, entry: &Entry) -> Option<Position> {
        let books = self.books();
        let prefix = index::prefix(list, self.org);
        let place = books.place(entry.org).ok()?;
        let mut rows = index::rows(entry, place).into_iter().chain([index::waiting_row(entry)]);
        let row = rows.find(|row| row.starts_with(&prefix))?;
        books.db().contains(Tree::Index, &row).unwrap_or(false).then_some(Position(row))
    }

    /// Up to `count` live records of a dated kind (reception days, issues, visits) of the organisation's own, the latest first,
    /// from a day backwards.
    pub fn up_to(&self, kind: Kind, day: Date, count: usize) -> Result<Vec<Entry>, ReadError> {
        let (list, from) = self.at_day(kind, day);
        let rows = self.page(list, Some(&from), Direction::Forward, count)?;
        Ok(rows.into_iter().map(|row| row.entry).collect())
    }

    /// Up to `count` live records of a dated kind of the organisation's own that lie ahead of a day, the nearest first.
    pub fn ahead(&self, kind: Kind, day: Date, count: usize) -> Result<Vec<Entry>, ReadError> {
        let (list, from) = self.at_day(kind, day);
        let rows = self.page(list, Some(&from), Direction::Backward, count)?;
        // A record without a date stands behind all others, never ahead.
        Ok(rows.into_iter().rev().map(|row| row.entry).collect())
    }

    /// The list of the organisation's own records of a dated kind, and the place in it where those of a day begin.
    fn at_day(&self, kind: Kind, day: Date) -> (List, Position) {
        let list = List::Station(kind, self.org);
        (list, Position::of_day(list, day))
    }

    /// The live records of a dated kind (reception days, issues, visits) of the organisation's own from one day to another, the
    /// latest first, at most `most`. Reads hardly more than there are.
    pub fn between(&self, kind: Kind, first: Date, last: Date, most: usize) -> Result<Vec<Entry>, ReadError> {
        let (list, mut from) = self.at_day(kind, last);
        let mut found = Vec::new();
        loop {
            let rows = self.page(list, Some(&from), Direction::Forward, MANY)?;
            let Some(end) = rows.last() else { return Ok(found) };
            from = end.position.clone();
            let read = rows.len();
            let within = |row: &Row| row.entry.record.date().is_some_and(|date| first <= date);
            found.extend(rows.into_iter().take_while(within).map(|row| row.entry).take(most - found.len()));
            let is_over = read < MANY
                || found.len() >= most
                || found.last().is_none_or(|entry| entry.record.date().is_none_or(|date| date < first));
            if is_over {
                return Ok(found);
            }
        }
    }

    /// Up to `most` live settings of a desk, whosever they are: those of desks below stand in no list.
    pub fn settings_of(&self, org: Org, most: usize) -> Result<Vec<Setting>, ReadError> {
        let books = self.books();
        let mut found = Vec::new();
        for (key, value) in books.with_prefix(Tree::Record, &codec::record_prefix(Kind::Setting, org), most)? {
            let (_, id) = index::record_of_row(&key).ok_or_else(|| books.bent("a record without a number"))?;
            let entry = books.decode(Kind::Setting, org, id, &value)?;
            if entry.is_live()
                && let Record::Setting(setting) = entry.record
            {
                found.push(setting);
            }
        }
        Ok(found)
    }

    /// Up to `count` issues, of our own and of all stations below, that somebody owes an answer for on a day or after it, the
    /// earliest due first.
    pub fn due_from(&self, day: Date, count: usize) -> Result<Vec<Entry>, ReadError> {
        let from = Position(index::due_prefix(day));
        let rows = self.page(List::Due, Some(&from), Direction::Forward, count)?;
        Ok(rows.into_iter().map(|row| row.entry).collect())
    }

    /// The live record of a kind of the organisation's own that was entered last, whatever day it is of.
    pub fn latest(&self, kind: Kind) -> Result<Option<Entry>, ReadError> {
        let books = self.books();
        let prefix = codec::record_prefix(kind, self.org);
        let mut high = codec::after_prefix(&prefix);
        loop {
            let end = high.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
            let range = (Bound::Included(&prefix[..]), end);
            let few = books.db().range(Tree::Record, range, Direction::Backward, A_FEW)?;
            let Some((last, _)) = few.last() else { return Ok(None) };
            for (key, value) in &few {
                let (org, id) = index::record_of_row(key).ok_or_else(|| books.bent("a record without a number"))?;
                let entry = books.decode(kind, org, id, value)?;
                if entry.is_live() {
                    return Ok(Some(entry));
                }
            }
            high = Some(last.to_vec());
        }
    }

    /// Up to `most` live records of one day of a dated kind of the organisation's own. Reads hardly more than there are.
    pub fn on_day(&self, kind: Kind, day: Date, most: usize) -> Result<Vec<Entry>, ReadError> {
        let (list, mut from) = self.at_day(kind, day);
        let mut found = Vec::new();
        loop {
            let rows = self.page(list, Some(&from), Direction::Forward, A_FEW)?;
            let Some(last) = rows.last() else { return Ok(found) };
            from = last.position.clone();
            let is_of_day = |row: &&Row| row.entry.record.date() == Some(day);
            let count = rows.iter().take_while(is_of_day).count();
            let is_over = count < rows.len() || found.len() + count >= most;
            found.extend(rows.into_iter().take(count).map(|row| row.entry));
            if is_over {
                found.truncate(most);
                return Ok(found);
            }
        }
    }

    /// Where in the copy of a chain a line begins that brings no record; none where the store does not hold it.
    pub fn held_line(&self, org: Org, seq: u64) -> Result<Option<u64>, ReadError> {
        let value = self.books().db().get(Tree::Held, &codec::held_key(org, seq))?;
        Ok(value.as_deref().and_then(codec::number))
    }

    /// Whether a line of a copy brought a record: it was applied, and is not held.
    pub fn is_used(&self, org: Org, seq: u64) -> Result<bool, ReadError> {
        let state = copies::state(&self.books(), org)?;
        Ok(state.is_some_and(|state| state.applied.seq >= seq) && self.held_line(org, seq)?.is_none())
    }

    /// Where in our own journal the revision of a record of ours stands; none for one that it does not have.
    pub fn written_at(&self, entry: &Entry) -> Result<Option<u64>, ReadError> {
        Ok(self.books().revision(entry.kind(), entry.id, entry.rev)?)
    }

    /// The line of our own journal up to which changes were applied: what is read now was counted up to there.
    pub fn last_mark(&self) -> Result<Option<Mark>, ReadError> {
        Ok(self.books().applied()?)
    }

    /// Live records of a kind: kept, not counted.
    pub fn total(&self, kind: Kind) -> u64 {
        self.kept(Total::Kind(kind))
    }

    /// Live deputies, each person once, on however many rosters: kept, not counted.
    pub fn people_total(&self) -> u64 {
        self.kept(Total::People)
    }

    /// Issues of a stage: kept, not counted.
    pub fn stage_total(&self, stage: Stage) -> u64 {
        self.kept(Total::Stage(stage))
    }

    /// Issues ever answered with class B: kept, not counted.
    pub fn promised_total(&self) -> u64 {
        self.kept(Total::Promised)
    }

    /// Issues ever rated 不满意: kept, not counted.
    pub fn dissatisfied_total(&self) -> u64 {
        self.kept(Total::Dissatisfied)
    }

    /// The organisation's own roster, those in office first; at most 5,000.
    pub fn roster(&self) -> Result<Vec<Entry>, ReadError> {
        let rows = self.page(List::Station(Kind::Deputy, self.org), None, Direction::Forward, MOST_DEPUTIES)?;
        Ok(rows.into_iter().map(|row| row.entry).collect())
    }

    /// Issues for which something is owed: kept, not counted.
    pub fn owing_total(&self, owing: Owing) -> u64 {
        self.kept(Total::Owing(owing))
    }

    /// Those of the decisions that wait for a step of ours that were voided above after one had taken them over: kept, not counted.
    pub fn revoked_total(&self) -> u64 {
        self.kept(Total::Revoked)
    }

    /// Decisions of desks above that wait for a step of ours: kept, not counted.
    pub fn waiting_total(&self) -> u64 {
        self.kept(Total::Waiting)
    }

    /// Lines of the chains of desks below that are told to people, and those of them that the party above has not acknowledged: kept,
    /// not counted.
    pub fn handed_totals(&self) -> (u64, u64) {
        (self.kept(Total::Handed), self.kept(Total::Unacknowledged))
    }

    /// What a deputy of the organisation did, by year: kept, not counted.
    pub fn served(&self, deputy: u64) -> Result<Served, ReadError> {
        Ok(tally::read(&self.books(), self.org, deputy, None)?)
    }

    /// What a deputy of the organisation did in one year: kept, not counted.
    pub fn served_in(&self, deputy: u64, year: i32) -> Result<Served, ReadError> {
        Ok(tally::read(&self.books(), self.org, deputy, Some(year))?)
    }

    /// The issue of a number (`2026-0012`) of the organisation's own, voided or not.
    pub fn issue_by_number(&self, number: &str) -> Result<Option<Entry>, ReadError> {
        let books = self.books();
        match index::number_prefix(self.org, number) {
            Some(prefix) => {
                let found = books.with_prefix(Tree::Index, &prefix, 1)?.into_iter().next();
                found.map(|(key, _)| row(&books, Kind::Issue, &key).map(|row| row.entry)).transpose()
            }
            None => Ok(None),
        }
    }

    /// Checks that lists, totals and history agree with the records. `progress` gets the records done and to do, and may
    /// stop it.
    pub fn check(&self, progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>) -> Result<Outcome, ReadError> {
        Ok(check::check(&self.books(), progress)?)
    }

    fn kept(&self, total: Total) -> u64 {
        self.books().total(total).unwrap_or_else(|error| {
            // The next read of a record meets the same damage and reports it.
            tracing::warn!(?error, "a total could not be read");
            0
        })
    }
}

fn row(books: &Books, kind: Kind, key: &[u8]) -> Result<Row, ReadError> {
    let (org, id) = index::record_of_row(key).ok_or_else(|| books.bent("a row without a record's number"))?;
    match books.db().get(Tree::Record, &codec::record_key(kind, org, id))? {
        Some(bytes) => Ok(Row { position: Position(key.to_vec()), entry: books.decode(kind, org, id, &bytes)? }),
        None => Err(ReadError::Dangling { kind, id }),
    }
}

#[cfg(test)]
mod tests;
