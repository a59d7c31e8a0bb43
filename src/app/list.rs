//! A list as a cursor: only the rows that are shown and where they stand, so that a key costs the same in a large book.
//!
//! Moving within the rows needs nothing; moving beyond them asks for the missing rows ([`PageRequest`]) and moves when
//! they have arrived.

use crate::model::{Entry, Kind, Org};
use crate::store::reader::{List, Position, Row};

/// A movement in a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Motion {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// To the first row.
    Home,
    /// To the last row.
    End,
}

impl Motion {
    /// The place it leads to from another, among places up to `last`, of which a screen shows `page`; stops at both ends.
    pub fn from(self, at: usize, last: usize, page: usize) -> usize {
        // What is gone through may have become shorter.
        let at = at.min(last);
        match self {
            Motion::Up => at.saturating_sub(1),
            Motion::Down => at.saturating_add(1),
            Motion::PageUp => at.saturating_sub(page),
            Motion::PageDown => at.saturating_add(page),
            Motion::Home => 0,
            Motion::End => last,
        }
        .min(last)
    }
}

/// Which rows are wanted.
#[derive(Clone, PartialEq, Debug)]
pub enum Seek {
    /// The first ones.
    First,
    /// The last ones.
    Last,
    /// Those after a row, to move `by` rows down.
    After(Position, usize),
    /// Those before a row, to move `by` rows up.
    Before(Position, usize),
    /// Those around a record, `above` of them before it; around `fallback` where the list no longer holds it.
    Around {
        /// Whose it is; the desk's own where that is not said.
        org: Option<Org>,
        /// Its kind.
        kind: Kind,
        /// Its id.
        id: u64,
        /// Where it stood.
        fallback: Option<Position>,
        /// How many rows stand above it.
        above: usize,
    },
}

/// A wish for rows of a list.
#[derive(Clone, PartialEq, Debug)]
pub struct PageRequest {
    /// Of which list.
    pub list: List,
    /// Which.
    pub seek: Seek,
    /// At most so many.
    pub count: usize,
}

/// The rows a list shows, and the selected one.
#[derive(Clone, Debug)]
pub struct Cursor {
    list: List,
    rows: Vec<Row>,
    selected: usize,
    height: usize,
}

impl Cursor {
    /// A list of which nothing was read yet, `height` rows high (at least one).
    pub fn new(list: List, height: usize) -> Cursor {
        Cursor { list, rows: Vec::new(), selected: 0, height: height.max(1) }
    }

    /// Which list it is.
    pub fn list(&self) -> List {
        self.list
    }

    /// The rows shown.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The index of the selected row among those shown.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The selected record.
    pub fn entry(&self) -> Option<&Entry> {
        self.rows.get(self.selected).map(|row| &row.entry)
    }

    /// Sets how many rows are shown; the rows must be read again when that changed.
    pub fn resize(&mut self, height: usize) {
        self.height = height.max(1);
    }

    /// The wish for the rows as they stand now, the selected record kept in its place.
    pub fn reload(&self) -> PageRequest {
        match self.rows.get(self.selected) {
            Some(Row { entry, position }) => {
                self.around_of(Some(entry.org), (entry.kind(), entry.id), Some(position.clone()))
            }
            None => self.request(Seek::First, self.height),
        }
    }

    /// The wish for the first rows.
    pub fn from_top(&self) -> PageRequest {
        self.request(Seek::First, self.height)
    }

    /// The wish for the rows around a record of the desk's own.
    pub fn around(&self, kind: Kind, id: u64, fallback: Option<Position>) -> PageRequest {
        self.around_of(None, (kind, id), fallback)
    }

    /// The wish for the rows around a record, whosever it is.
    pub fn around_entry(&self, entry: &Entry) -> PageRequest {
        self.around_of(Some(entry.org), (entry.kind(), entry.id), None)
    }

    fn around_of(&self, org: Option<Org>, (kind, id): (Kind, u64), fallback: Option<Position>) -> PageRequest {
        let above = self.selected.min(self.height - 1);
        self.request(Seek::Around { org, kind, id, fallback, above }, self.height)
    }

    /// Moves; a wish comes back where rows are missing for it.
    pub fn travel(&mut self, motion: Motion) -> Option<PageRequest> {
        let last = self.rows.len().checked_sub(1)?;
        match motion {
            Motion::Up if self.selected > 0 => self.selected -= 1,
            Motion::Down if self.selected < last => self.selected += 1,
            Motion::Up => return self.before(1),
            Motion::Down => return self.after(1),
            Motion::PageUp => return self.before(self.height),
            Motion::PageDown => return self.after(self.height),
            Motion::Home => return Some(self.request(Seek::First, self.height)),
            Motion::End => return Some(self.request(Seek::Last, self.height)),
        }
        None
    }

    /// Takes rows that were wished for.
    pub fn take(&mut self, seek: &Seek, rows: Vec<Row>) {
        match seek {
            Seek::First => self.replace(rows, |_| 0),
            Seek::Last => self.replace(rows, |rows| rows.len().saturating_sub(1)),
            Seek::After(_, by) => self.extend_down(rows, *by),
            Seek::Before(_, by) => self.extend_up(rows, *by),
            Seek::Around { org, kind, id, fallback, above } => self.replace(rows, |rows| {
                let is_meant =
                    |entry: &Entry| org.is_none_or(|org| entry.org == org) && (entry.kind(), entry.id) == (*kind, *id);
                let found = rows.iter().position(|row| is_meant(&row.entry));
                let stayed = || rows.iter().position(|row| Some(&row.position) == fallback.as_ref());
                found.or_else(stayed).unwrap_or((*above).min(rows.len().saturating_sub(1)))
            }),
        }
    }

    fn request(&self, seek: Seek, count: usize) -> PageRequest {
        PageRequest { list: self.list, seek, count }
    }

    fn before(&self, by: usize) -> Option<PageRequest> {
        let first = self.rows.first()?;
        Some(self.request(Seek::Before(first.position.clone(), by), by))
    }

    fn after(&self, by: usize) -> Option<PageRequest> {
        let last = self.rows.last()?;
        Some(self.request(Seek::After(last.position.clone(), by), by))
    }

    fn replace(&mut self, rows: Vec<Row>, select: impl FnOnce(&[Row]) -> usize) {
        self.rows = rows;
        self.rows.truncate(self.height);
        self.selected = select(&self.rows).min(self.rows.len().saturating_sub(1));
    }

    fn extend_down(&mut self, mut rows: Vec<Row>, by: usize) {
        self.rows.append(&mut rows);
        let target = (self.selected + by).min(self.rows.len().saturating_sub(1));
        let start = self.rows.len().saturating_sub(self.height);
        self.rows.drain(..start);
        self.selected = target.saturating_sub(start);
    }

    fn extend_up(&mut self, mut rows: Vec<Row>, by: usize) {
        let target = (rows.len() + self.selected).saturating_sub(by);
        rows.append(&mut self.rows);
        rows.truncate(self.height);
        self.rows = rows;
        self.selected = target.min(self.rows.len().saturating_sub(1));
    }
}
