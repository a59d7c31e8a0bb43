//! Workbooks of Excel 97 to 2003 and of WPS (BIFF8): which sheets there are, their texts and formats, their cells.
//!
//! Invariant: a record is never longer than what is left of its stream, a count in a record is never believed, and what is
//! kept beside the stream (the shared texts, eight bytes a cell of the sheet that is read) is bounded by its length.

mod cells;
mod records;
mod text;

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::contents::Contents;
use super::formats;
use super::strings::Strings;
use super::{Area, Delivery, Limits, Note, Outcome, Row, Step};
use crate::model::order::Order as _;
use crate::report::guard::{Compound, MAX_STRINGS_BYTES, Why};
use records::{Record, Records, byte, u16_at, u32_at};

/// The stream of a workbook since 1997, and that of the workbooks before.
const WORKBOOK: &str = "Workbook";
const OLDER_WORKBOOK: &str = "Book";
/// The stream of a workbook of the newer kind behind a password.
const ENCRYPTED: &str = "EncryptedPackage";
/// Progress is shown once for so many cells.
const CELLS_A_STEP: usize = 20_000;
/// The version of records that is read, and the kinds of a part.
const BIFF8: u16 = 0x0600;
const GLOBALS: u16 = 0x0005;
const WORKSHEET: u16 = 0x0010;
/// What names another workbook in a table of links; shorter entries stand for this workbook and for add-ins.
const LINK_BYTES: usize = 4;

/// An opened workbook: everything but the cells.
pub struct Book {
    stream: Vec<u8>,
    /// A sheet's place is where its part of the stream begins.
    pub contents: Contents<usize>,
}

impl Book {
    /// Takes the workbook out of its container and reads everything but the sheets.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Why> {
        let compound = Compound::open(&bytes)?;
        let stream = match compound.stream(WORKBOOK)? {
            Some(stream) => stream,
            None if compound.has(ENCRYPTED) => return Err(Why::Encrypted),
            None if compound.has(OLDER_WORKBOOK) => return Err(Why::OldWorkbook),
            None => return Err(Why::OtherDocument),
        };
        let contents = read_globals(&stream)?;
        Ok(Self { stream, contents })
    }

    /// Hands the rows of a sheet over.
    pub fn rows(
        &self,
        sheet: &str,
        limits: &Limits,
        receive: &mut dyn FnMut(Step) -> ControlFlow<()>,
    ) -> Result<Outcome, Why> {
        let mut places = Vec::new();
        for record in self.records(sheet)? {
            if let Some(row) = cells::row_of(&record) {
                places.push((row, record.start));
            }
        }
        // Most programs write them in order; of one row's cells the order of the file stays.
        places.order_by_key(|(row, _)| *row);
        let mut delivery = Delivery::new(limits, receive, self.contents.notes.clone());
        let all = places.len();
        let mut row = Row { number: 0, cells: Vec::new() };
        for (at, (number, start)) in places.into_iter().enumerate() {
            let number = u32::from(number) + 1;
            let mut go_on = ControlFlow::Continue(());
            if number != row.number {
                go_on = delivery.row(std::mem::replace(&mut row, Row { number, cells: Vec::new() }));
            }
            if go_on.is_continue() && at % CELLS_A_STEP == CELLS_A_STEP - 1 {
                go_on = delivery.progress(u16::try_from(at.saturating_mul(1000) / all).unwrap_or(1000));
            }
            if go_on.is_break() {
                return Ok(delivery.outcome);
            }
            self.add_cells(start, &mut row, &mut delivery);
        }
        let _last = delivery.row(row);
        Ok(delivery.outcome)
    }

    /// The merged cells of a sheet.
    pub fn merged(&self, sheet: &str) -> Result<Vec<Area>, Why> {
        let mut areas = Vec::new();
        for record in self.records(sheet)? {
            if record.kind == records::MERGED_CELLS {
                areas.extend(cells::areas(record.data));
                areas.truncate(super::cells::MAX_AREAS);
            }
        }
        Ok(areas)
    }

    fn add_cells(&self, start: usize, row: &mut Row, delivery: &mut Delivery<'_>) {
        let context = cells::Context { strings: &self.contents.strings, dates: &self.contents.dates };
        for (column, cell) in cells::read(&self.stream, start, &context) {
            let column = u32::from(column);
            if column >= delivery.limits.columns {
                delivery.column_beyond(row.number);
            } else if !cell.is_blank()
                // A column that comes twice: the first stands.
                && let Err(at) = row.cells.binary_search_by_key(&column, |(column, _)| *column)
            {
                row.cells.insert(at, (column, cell));
            }
        }
    }

    /// The records of a sheet's own part, those of charts in it left out.
    fn records(&self, sheet: &str) -> Result<impl Iterator<Item = Record<'_>>, Why> {
        records::part(&self.stream, *self.contents.place_of(sheet)?, WORKSHEET).ok_or_else(damaged)
    }
}

/// Reads the part of the stream that is of no sheet.
fn read_globals(stream: &[u8]) -> Result<Contents<usize>, Why> {
    let mut contents = Contents::default();
    let version = Records::at(stream, 0).next().filter(|first| first.kind == records::BOF);
    match version.and_then(|first| u16_at(first.data, 0)) {
        Some(BIFF8) => {}
        Some(_) => return Err(Why::OldWorkbook),
        None => return Err(damaged()),
    }
    let mut codes: HashMap<u16, bool> = HashMap::new();
    let mut styles = Vec::new();
    for record in records::part(stream, 0, GLOBALS).ok_or_else(damaged)? {
        let data = record.data;
        match record.kind {
            records::FILE_PASS => return Err(Why::Encrypted),
            records::DATE_MODE => contents.dates.from_1904 = u16_at(data, 0) == Some(1),
            records::FORMAT => {
                if let (Some(id), Some(code)) = (u16_at(data, 0), text::long(data, 2)) {
                    codes.insert(id, formats::shows_date(&code));
                }
            }
            records::STYLE_OF_CELLS => styles.push(u16_at(data, 2).unwrap_or_default()),
            records::SHEET => list_sheet(data, &mut contents).unwrap_or_default(),
            records::SHARED_TEXTS => contents.strings = shared_texts(stream, record.start)?,
            records::MACROS => contents.note(Note::MacrosNotRun),
            records::LINKED_BOOK if data.len() > LINK_BYTES => contents.note(Note::LinksNotFollowed),
            _ => {}
        }
    }
    let shows_date = |id: u16| codes.get(&id).copied().unwrap_or_else(|| formats::built_in_date(u32::from(id)));
    contents.dates.styles = styles.into_iter().map(shows_date).collect();
    Ok(contents)
}

/// Lists a sheet; none for charts and macros, which have no cells.
fn list_sheet(data: &[u8], contents: &mut Contents<usize>) -> Option<()> {
    let is_cells = byte(data, 5)? == 0;
    let start = usize::try_from(u32_at(data, 0)?).ok()?;
    let (name, is_hidden) = (text::short(data, 6)?, byte(data, 4)? & 3 != 0);
    is_cells.then(|| contents.list(name, start, is_hidden))
}

/// Reads the shared texts; how many there are to be is not believed.
fn shared_texts(stream: &[u8], start: usize) -> Result<Strings, Why> {
    let mut strings = Strings::default();
    let mut pieces = text::Pieces::at(stream, start);
    pieces.skip(8);
    while let Some(text) = pieces.rich_text() {
        let fits = u64::try_from(strings.bytes()).is_ok_and(|bytes| bytes <= MAX_STRINGS_BYTES);
        strings.push(&text).filter(|()| fits).ok_or_else(|| Why::Inflates { part: WORKBOOK.to_owned() })?;
    }
    Ok(strings)
}

fn damaged() -> Why {
    Why::Damaged { part: WORKBOOK.to_owned() }
}
