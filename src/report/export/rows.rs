//! The rows of a book, page by page from the store, masked.

use std::ops::ControlFlow;

use super::Audience;
use super::columns::Shows;
use crate::model::event::Event;
use crate::model::life::Verb;
use crate::model::masked::masked;
use crate::model::typed::{self, Scribe};
use crate::model::{Context, Date, Entry, FieldKind, Id, Kind, Org, Record, Spec, Value, whose};
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
    /// Only those of this desk, else those of every one.
    pub whose: Option<Org>,
    /// Only those of these desks, picked out of those of all; those of every one where it is empty.
    pub among: &'a [Org],
    /// Whether records of several desks may stand in it, each with whose it is.
    pub gathers: bool,
    /// Only these, in this order.
    pub chosen: Option<&'a [Id]>,
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
        let (mut records, scribe) = (Records::new(self, reader), Scribe::new(context));
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
                long.iter().for_each(|spec| extent.note_pieces(spec, pieces_of(spec, &entry.record, &scribe)));
            }
            if let Some(day) = entry.record.date() {
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

    /// Whether the record is of a desk that is meant and its day lies within; without bounds every day does.
    fn takes(self, entry: &Entry) -> bool {
        let record = &entry.record;
        if !self.among.is_empty() && !self.among.contains(&entry.org) {
            return false;
        }
        if self.since.is_none() && self.until.is_none() {
            return true;
        }
        record.date().is_some_and(|day| {
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

fn pieces_of(spec: &'static Spec, record: &Record, scribe: &Scribe<'_>) -> usize {
    let Some(place) = record.kind().place(spec.key) else { return 1 };
    match shown((spec, place), record, scribe) {
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
    /// Whether no record beyond those read lies within the days.
    is_over: bool,
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
        // Days are given for kinds that are kept by days, whose lists are read from the first of them to the last.
        let from = selection.since.map(|since| Position::of_day(list_of(selection), since.plus_days(-1)));
        Records { selection, reader, direction, from, is_over: false, read: 0, page: Vec::new().into_iter() }
    }

    fn next(&mut self) -> Result<Option<Entry>, ReadError> {
        loop {
            if let Some(entry) = self.page.find(|entry| self.selection.takes(entry)) {
                return Ok(Some(entry));
            }
            if let Some(chosen) = self.selection.chosen {
                let Some(page) = self.chosen_page(chosen)? else { return Ok(None) };
                self.page = page.into_iter();
                continue;
            }
            if self.is_over {
                return Ok(None);
            }
            let list = list_of(self.selection);
            let mut rows = self.reader.page(list, self.from.as_ref(), self.direction, PAGE)?;
            if self.direction == Direction::Backward {
                rows.reverse();
            }
            let Some(last) = rows.last() else { return Ok(None) };
            self.from = Some(last.position.clone());
            let (day, until) = (last.entry.record.date(), self.selection.until);
            self.is_over = day.zip(until).is_some_and(|(day, until)| until < day);
            self.page = rows.into_iter().map(|row| row.entry).collect::<Vec<_>>().into_iter();
        }
    }

    /// The next of the chosen records that are live; none after the last.
    fn chosen_page(&mut self, chosen: &[Id]) -> Result<Option<Vec<Entry>>, ReadError> {
        let ids: Vec<Id> = chosen.iter().skip(self.read).take(PAGE).copied().collect();
        if ids.is_empty() {
            return Ok(None);
        }
        self.read += ids.len();
        let mut page = Vec::new();
        for (org, id) in ids {
            page.extend(self.reader.of(org).entry(self.selection.kind, id)?.filter(Entry::is_live));
        }
        Ok(Some(page))
    }
}

fn list_of(selection: Selection<'_>) -> List {
    selection.whose.map_or(List::All(selection.kind), |org| List::Station(selection.kind, org))
}

/// How the cells of a column come about.
enum Made {
    /// The number of the row.
    Serial,
    /// Whose record it is.
    Whose,
    /// The field at a place of the kind's table; its text may go on in so many further cells.
    Field(&'static Spec, usize, usize),
    /// The field at a place of the table of steps, of the latest step of the verb.
    Step(&'static Spec, usize, Verb),
    /// A further piece of a field's text.
    Piece(&'static Spec, usize),
    /// Nothing: the tables have no such field.
    Blank,
}

impl Made {
    fn of(shows: Shows, kind: Kind, all: &[Shows]) -> Made {
        match shows {
            Shows::Serial => Made::Serial,
            Shows::Whose => Made::Whose,
            Shows::Piece(spec, piece) => Made::Piece(spec, piece),
            Shows::Field(spec) => {
                let further = all.iter().filter(|shows| matches!(shows, Shows::Piece(of, _) if of.key == spec.key));
                let further = if is_long(spec) { further.count() } else { 0 };
                kind.place(spec.key).map_or(Made::Blank, |place| Made::Field(spec, place, further))
            }
            Shows::Step(step) => {
                let place = Event::FIELDS.iter().position(|field| field.spec.key == step.field);
                step.spec().zip(place).map_or(Made::Blank, |(spec, place)| Made::Step(spec, place, step.verb))
            }
        }
    }
}

/// A text takes more cells than the book has columns for, because they were not counted: count and write again.
#[derive(Debug, thiserror::Error)]
#[error("a text goes on in further cells than there are")]
pub struct GoesOn;

/// The rows of a book for a writer.
pub struct Rows<'a> {
    records: Records<'a>,
    columns: Vec<Made>,
    context: &'a Context<'a>,
    scribe: Scribe<'a>,
    /// Whether texts that go on were counted before.
    counted: bool,
    serial: i64,
    withheld: u64,
}

impl<'a> Rows<'a> {
    /// The rows of the selected records. Where texts that go on were not `counted`, one ends the rows with [`GoesOn`].
    pub fn new(
        selection: Selection<'a>,
        reader: &'a Reader,
        (shows, counted): (&[Shows], bool),
        context: &'a Context<'a>,
    ) -> Rows<'a> {
        let columns = shows.iter().map(|one| Made::of(*one, selection.kind, shows)).collect();
        let (records, scribe) = (Records::new(selection, reader), Scribe::new(context));
        Rows { records, columns, context, scribe, counted, serial: 0, withheld: 0 }
    }

    /// Records left out so far.
    pub fn withheld(&self) -> u64 {
        self.withheld
    }

    fn row(&self, entry: &Entry) -> Result<Vec<Cell>, GoesOn> {
        let record = &entry.record;
        if self.records.selection.gathers {
            self.scribe.turn_to(entry.org);
        }
        let mut further: Vec<(&'static str, usize, String)> = Vec::new();
        let mut steps: Vec<(Verb, Option<&Event>)> = Vec::new();
        let mut cells: Vec<Cell> = Vec::with_capacity(self.columns.len());
        for made in &self.columns {
            let cell = match made {
                Made::Field(spec, place, columns) => {
                    let cell = shown((spec, *place), record, &self.scribe);
                    self.first_piece((spec, *columns), cell, &mut further)?
                }
                Made::Piece(spec, piece) => {
                    let found = further.iter_mut().find(|(key, at, _)| (*key, *at) == (spec.key, *piece));
                    found.map_or(Cell::Blank, |(_, _, text)| Cell::Text(std::mem::take(text)))
                }
                Made::Serial => Cell::Integer(self.serial),
                Made::Whose => Cell::Text(whose::called(entry, self.context)),
                Made::Step(spec, place, verb) => {
                    let value = step_of(*verb, record, &mut steps)
                        .zip(Event::FIELDS.get(*place))
                        .map_or(Value::Empty, |(event, field)| field.get(event));
                    cell_of(spec, spec.kind.target(), value, &self.scribe)
                }
                Made::Blank => Cell::Blank,
            };
            cells.push(cell);
        }
        Ok(cells)
    }

    /// The cell, or what of its text a cell holds; the rest goes to the columns that are there for it.
    fn first_piece(
        &self,
        (spec, columns): (&'static Spec, usize),
        cell: Cell,
        further: &mut Vec<(&'static str, usize, String)>,
    ) -> Result<Cell, GoesOn> {
        let Cell::Text(text) = cell else { return Ok(cell) };
        if columns == 0 {
            let goes_on = !self.counted && is_long(spec) && pieces(&text).len() > 1;
            return if goes_on { Err(GoesOn) } else { Ok(Cell::Text(text)) };
        }
        let mut pieces = pieces(&text).into_iter();
        let first = pieces.next().unwrap_or_default().to_owned();
        further.extend(pieces.enumerate().map(|(at, piece)| (spec.key, at + 1, piece.to_owned())));
        Ok(Cell::Text(first))
    }
}

/// The latest step of a verb, looked for once a row.
fn step_of<'r>(verb: Verb, record: &'r Record, found: &mut Vec<(Verb, Option<&'r Event>)>) -> Option<&'r Event> {
    let Record::Issue(issue) = record else { return None };
    if let Some((_, event)) = found.iter().find(|(of, _)| *of == verb) {
        return *event;
    }
    let event = latest(issue, verb);
    found.push((verb, event));
    event
}

/// A field of a record as a cell, masked.
fn shown((spec, place): (&'static Spec, usize), record: &Record, scribe: &Scribe<'_>) -> Cell {
    match record {
        Record::Issue(issue) if spec.key == HISTORY => Cell::Text(typed::history::write(&issue.events, masked, scribe)),
        // What a record does not say it points to would be a number that means another record elsewhere.
        record if matches!(spec.kind, FieldKind::Ref(_)) && record.target(spec).is_none() => Cell::Blank,
        record => cell_of(spec, record.target(spec), record.at(place), scribe),
    }
}

fn cell_of(spec: &Spec, target: Option<Kind>, value: Value, scribe: &Scribe<'_>) -> Cell {
    let text = match masked(spec, value) {
        Value::Empty => return Cell::Blank,
        Value::Date(date) => return Cell::Date(date.0),
        Value::Number(number) => return Cell::Integer(i64::from(number)),
        Value::Money(amount) => return Cell::Money(i64::try_from(amount).unwrap_or(i64::MAX)),
        Value::Text(text) => text,
        value => {
            let mut text = String::new();
            scribe.add(spec, target, &value, &mut text);
            text
        }
    };
    if text.is_empty() { Cell::Blank } else { Cell::Text(text) }
}

impl RowSource for Rows<'_> {
    fn next_row(&mut self) -> Result<Option<Vec<Cell>>, SourceError> {
        while let Some(entry) = self.records.next()? {
            if !self.records.selection.withholds(&entry.record) {
                self.serial += 1;
                return Ok(Some(self.row(&entry)?));
            }
            self.withheld += 1;
        }
        Ok(None)
    }
}
