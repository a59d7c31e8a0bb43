//! The rows of a book, page by page from the store, masked.

use std::ops::ControlFlow;

use super::Audience;
use super::columns::Shows;
use crate::model::event::Event;
use crate::model::issue::Issue;
use crate::model::masked::masked;
use crate::model::{Context, Date, Entry, FieldKind, Kind, Part, Record, Spec, Value, typed};
use crate::report::ledger::{HISTORY, MOST_PIECES, is_long, latest, pieces};
use crate::report::table::{Cell, RowSource, SourceError};
use crate::store::reader::{Direction, List, Position, ReadError, Reader};

/// Records read at a time.
const PAGE: usize = 200;
/// A text of so many bytes is surely one cell's.
const FITS_A_CELL: usize = 32_000;

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
    /// The fields whose texts take several cells, with how many at most.
    pub long: Vec<(&'static str, usize)>,
}

impl Selection<'_> {
    /// Counts what the book will hold; none where `ask`, asked now and then, stopped it.
    pub fn extent(
        self,
        reader: &Reader,
        context: &Context<'_>,
        ask: &mut dyn FnMut() -> ControlFlow<()>,
    ) -> Result<Option<Extent>, ReadError> {
        let mut extent = Extent::default();
        let mut seen = 0_usize;
        let long: Vec<&'static Spec> = self.kind.specs().into_iter().filter(|spec| is_long(spec)).collect();
        let mut records = Records::new(self, reader);
        while let Some(entry) = records.next()? {
            if seen.is_multiple_of(PAGE) && ask().is_break() {
                return Ok(None);
            }
            seen += 1;
            if self.withholds(&entry.record) {
                extent.withheld += 1;
                continue;
            }
            extent.rows += 1;
            if may_be_long(&entry.record) {
                long.iter().for_each(|spec| extent.note_pieces(spec, pieces_of(spec, &entry.record, context)));
            }
            if let Some(day) = self.day(&entry.record) {
                extent.days = Some(extent.days.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
            }
        }
        Ok(Some(extent))
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

impl Extent {
    fn note_pieces(&mut self, spec: &'static Spec, pieces: usize) {
        let pieces = pieces.min(MOST_PIECES);
        match self.long.iter_mut().find(|(key, _)| *key == spec.key) {
            Some((_, most)) => *most = pieces.max(*most),
            None if pieces > 1 => self.long.push((spec.key, pieces)),
            None => {}
        }
    }
}

fn pieces_of(spec: &'static Spec, record: &Record, context: &Context<'_>) -> usize {
    match shown(spec, record, context) {
        Cell::Text(text) => pieces(&text).len(),
        _ => 1,
    }
}

/// Whether nested rows might take more than a cell: told by a bound that is cheap, because every record is asked.
fn may_be_long(record: &Record) -> bool {
    /// Units a row takes beside its long texts.
    const ROW: usize = 400;
    let (rows, texts): (usize, usize) = match record {
        Record::Issue(issue) => {
            let texts = |event: &Event| {
                let long = [&event.text, &event.content, &event.reason, &event.remark, &event.title];
                long.iter().map(|text| text.len()).sum::<usize>()
            };
            (issue.events.len(), issue.events.iter().map(texts).sum())
        }
        Record::Reception(day) => (day.attendance.len(), 0),
        Record::Activity(activity) => (activity.participants.len(), 0),
        Record::Visit(visit) => (visit.deeds.len(), visit.deeds.iter().map(|deed| deed.text.len()).sum()),
        _ => return false,
    };
    // A character that must be escaped takes twice its length.
    rows * ROW + texts * 2 > FITS_A_CELL
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
            // A ledger is of the desk's own records: numbers in it mean something only together with whose they are.
            let list = List::Station(self.selection.kind, self.reader.org());
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

    fn row(&self, record: &Record) -> Vec<Cell> {
        let mut further: Vec<(&'static str, usize, String)> = Vec::new();
        let mut cells: Vec<Cell> = Vec::with_capacity(self.shows.len());
        for shows in self.shows {
            let cell = match (*shows, record) {
                (Shows::Field(spec), record) => self.first_piece(spec, shown(spec, record, self.context), &mut further),
                (Shows::Piece(spec, piece), _) => {
                    let found = further.iter_mut().find(|(key, at, _)| (*key, *at) == (spec.key, piece));
                    found.map_or(Cell::Blank, |(_, _, text)| Cell::Text(std::mem::take(text)))
                }
                (Shows::Serial, _) => Cell::Integer(self.serial),
                (Shows::Step(step), Record::Issue(issue)) => match (step.spec(), latest_step(issue, step.verb)) {
                    (Some(spec), Some(event)) => cell_of(spec, spec.kind.target(), event.get(step.field), self.context),
                    _ => Cell::Blank,
                },
                (Shows::Step(_), _) => Cell::Blank,
            };
            cells.push(cell);
        }
        cells
    }

    /// The cell, or what of its text a cell holds; the rest goes to the columns that are there for it.
    fn first_piece(&self, spec: &'static Spec, cell: Cell, further: &mut Vec<(&'static str, usize, String)>) -> Cell {
        let Cell::Text(text) = cell else { return cell };
        let columns = self.shows.iter().filter(|shows| matches!(shows, Shows::Piece(of, _) if of.key == spec.key));
        let columns = if is_long(spec) { columns.count() } else { 0 };
        if columns == 0 {
            return Cell::Text(text);
        }
        let mut pieces = pieces(&text).into_iter();
        let first = pieces.next().unwrap_or_default().to_owned();
        further.extend(pieces.enumerate().map(|(at, piece)| (spec.key, at + 1, piece.to_owned())));
        Cell::Text(first)
    }
}

/// A field of a record as a cell, masked.
fn shown(spec: &'static Spec, record: &Record, context: &Context<'_>) -> Cell {
    match record {
        Record::Issue(issue) if spec.key == HISTORY => {
            Cell::Text(typed::history::write(&issue.events, masked, context))
        }
        // What a record does not say it points to would be a number that means another record elsewhere.
        record if matches!(spec.kind, FieldKind::Ref(_)) && record.target(spec).is_none() => Cell::Blank,
        record => cell_of(spec, record.target(spec), record.get(spec.key), context),
    }
}

fn cell_of(spec: &Spec, target: Option<Kind>, value: Value, context: &Context<'_>) -> Cell {
    match masked(spec, value) {
        Value::Empty => Cell::Blank,
        Value::Date(date) => Cell::Date(date.0),
        Value::Number(number) => Cell::Integer(i64::from(number)),
        Value::Money(amount) => Cell::Money(i64::try_from(amount).unwrap_or(i64::MAX)),
        value => match typed::show(spec, target, &value, context) {
            text if text.is_empty() => Cell::Blank,
            text => Cell::Text(text),
        },
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
                return Ok(Some(self.row(&entry.record)));
            }
        }
        Ok(None)
    }
}
