//! The rows of a book, page by page from the store, masked.

use super::Audience;
use super::columns::Shows;
use crate::model::issue::Issue;
use crate::model::masked::masked;
use crate::model::{Context, Date, Entry, FieldKind, Kind, Part, Record, Spec, Value, typed};
use crate::report::ledger::latest;
use crate::report::table::{Cell, RowSource, SourceError};
use crate::store::reader::{Direction, List, Position, ReadError, Reader};

/// Records read at a time.
const PAGE: usize = 200;

/// Which records of a kind stand in its book.
#[derive(Clone, Copy)]
pub struct Selection<'a> {
    /// The kind.
    pub kind: Kind,
    /// From this day.
    pub since: Option<Date>,
    /// Through this day.
    pub until: Option<Date>,
    /// Who will read it.
    pub audience: Audience,
    /// Only these, in this order.
    pub chosen: Option<&'a [u64]>,
}

/// What a book will hold.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Records that stand in it.
    pub rows: u64,
    /// Records left out: issues whose residents asked for confidence, for the public deputies who are not to be published.
    pub withheld: u64,
    /// The first and last day.
    pub days: Option<(Date, Date)>,
}

impl Selection<'_> {
    /// Counts what the book will hold.
    pub fn extent(self, reader: &Reader) -> Result<Extent, ReadError> {
        let mut extent = Extent::default();
        let mut records = Records::new(self, reader);
        while let Some(entry) = records.next()? {
            if self.withholds(&entry.record) {
                extent.withheld += 1;
                continue;
            }
            extent.rows += 1;
            if let Some(day) = self.day(&entry.record) {
                extent.days = Some(extent.days.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
            }
        }
        Ok(extent)
    }

    fn withholds(self, record: &Record) -> bool {
        match record {
            Record::Issue(issue) => issue.confidential,
            Record::Deputy(deputy) => self.audience == Audience::Public && !deputy.public,
            _ => false,
        }
    }

    fn day(self, record: &Record) -> Option<Date> {
        let field = self.kind.specs().into_iter().find(|spec| spec.kind == FieldKind::Date)?;
        match record.get(field.key) {
            Value::Date(day) => Some(day),
            _ => None,
        }
    }

    /// Whether the record's day lies within; without bounds every record does.
    fn takes(self, record: &Record) -> bool {
        if self.since.is_none() && self.until.is_none() {
            return true;
        }
        let day = self.day(record);
        day.is_some_and(|day| {
            self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
        })
    }
}

/// The selected records, the oldest first; people and units as their lists have them.
struct Records<'a> {
    selection: Selection<'a>,
    reader: &'a Reader,
    direction: Direction,
    from: Option<Position>,
    /// How many of the chosen ones were read.
    read: usize,
    page: std::vec::IntoIter<Entry>,
}

impl<'a> Records<'a> {
    fn new(selection: Selection<'a>, reader: &'a Reader) -> Records<'a> {
        let direction = match selection.kind {
            Kind::Issue | Kind::Reception | Kind::Visit | Kind::Activity | Kind::Project | Kind::Proposal => {
                Direction::Backward
            }
            _ => Direction::Forward,
        };
        Records { selection, reader, direction, from: None, read: 0, page: Vec::new().into_iter() }
    }

    fn next(&mut self) -> Result<Option<Entry>, ReadError> {
        loop {
            if let Some(entry) = self.page.find(|entry| self.selection.takes(&entry.record)) {
                return Ok(Some(entry));
            }
            if let Some(chosen) = self.selection.chosen {
                let Some(page) = self.chosen_page(chosen)? else { return Ok(None) };
                self.page = page.into_iter();
                continue;
            }
            let list = List::All(self.selection.kind);
            let mut rows = self.reader.page(list, self.from.as_ref(), self.direction, PAGE)?;
            if self.direction == Direction::Backward {
                rows.reverse();
            }
            let Some(last) = rows.last() else { return Ok(None) };
            self.from = Some(last.position.clone());
            self.page = rows.into_iter().map(|row| row.entry).collect::<Vec<_>>().into_iter();
        }
    }

    /// The next of the chosen records that are live; none after the last.
    fn chosen_page(&mut self, chosen: &[u64]) -> Result<Option<Vec<Entry>>, ReadError> {
        let ids: Vec<u64> = chosen.iter().skip(self.read).take(PAGE).copied().collect();
        if ids.is_empty() {
            return Ok(None);
        }
        self.read += ids.len();
        let mut page = Vec::new();
        for id in ids {
            page.extend(self.reader.entry(self.selection.kind, id)?.filter(Entry::is_live));
        }
        Ok(Some(page))
    }
}

/// The rows of a book for a writer.
pub struct Rows<'a> {
    records: Records<'a>,
    shows: &'a [Shows],
    context: &'a Context<'a>,
    serial: i64,
}

impl<'a> Rows<'a> {
    /// The rows of the selected records.
    pub fn new(selection: Selection<'a>, reader: &'a Reader, shows: &'a [Shows], context: &'a Context<'a>) -> Rows<'a> {
        Rows { records: Records::new(selection, reader), shows, context, serial: 0 }
    }

    fn cell(&self, shows: Shows, record: &Record) -> Cell {
        match (shows, record) {
            (Shows::Serial, _) => Cell::Integer(self.serial),
            (Shows::Field(spec), record) => self.shown(spec, record.target(spec), record.get(spec.key)),
            (Shows::Step(step), Record::Issue(issue)) => match (step.spec(), latest_step(issue, step.verb)) {
                (Some(spec), Some(event)) => self.shown(spec, spec.kind.target(), event.get(step.field)),
                _ => Cell::Blank,
            },
            (Shows::Step(_), _) => Cell::Blank,
        }
    }

    fn shown(&self, spec: &Spec, target: Option<Kind>, value: Value) -> Cell {
        match masked(spec, value) {
            Value::Empty => Cell::Blank,
            Value::Date(date) => Cell::Date(date.0),
            Value::Number(number) => Cell::Integer(i64::from(number)),
            Value::Money(amount) => Cell::Money(i64::try_from(amount).unwrap_or(i64::MAX)),
            value => match typed::show(spec, target, &value, self.context) {
                text if text.is_empty() => Cell::Blank,
                text => Cell::Text(text),
            },
        }
    }
}

fn latest_step(issue: &Issue, verb: crate::model::life::Verb) -> Option<Part> {
    latest(issue, verb).map(|event| Part::Event(Box::new(event.clone())))
}

impl RowSource for Rows<'_> {
    fn next_row(&mut self) -> Result<Option<Vec<Cell>>, SourceError> {
        while let Some(entry) = self.records.next()? {
            if !self.records.selection.withholds(&entry.record) {
                self.serial += 1;
                return Ok(Some(self.shows.iter().map(|shows| self.cell(*shows, &entry.record)).collect()));
            }
        }
        Ok(None)
    }
}
