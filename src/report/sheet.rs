//! Reads the rows of a workbook (xlsx, xls, what WPS writes) or csv file one by one, with a bound on everything.
//!
//! Invariant: no table is ever held whole; a file's own claims about its size are never believed. Formulas give the
//! value that was saved with them and are never worked out.

mod cells;
mod contents;
mod csv;
mod decode;
mod formats;
mod strings;
#[cfg(test)]
mod tests;
mod xls;
mod xlsx;

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

use chrono::{NaiveDateTime, NaiveTime};

use super::guard::{self, Refusal, Shape, Why};
use crate::store::disk::Disk;
use crate::text::zh::report::sheet as zh;

/// One cell that has a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text as it stands, line ends and spaces kept.
    Text(String),
    /// A number that is not formatted as a date.
    Number(f64),
    /// A truth value.
    Bool(bool),
    /// A date or time; a time of day without a date stands on 1899-12-31.
    Date(NaiveDateTime),
    /// An error value such as `#REF!`, or a formula that was saved without its result.
    Error(String),
}

impl Cell {
    /// The value as a clerk would type it; an error's name for an error.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Error(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Bool(true) => Cow::Borrowed(zh::TRUE),
            Self::Bool(false) => Cow::Borrowed(zh::FALSE),
            Self::Date(at) if at.time() == NaiveTime::MIN => Cow::Owned(at.format("%Y-%m-%d").to_string()),
            Self::Date(at) => Cow::Owned(at.format("%Y-%m-%d %H:%M:%S").to_string()),
        }
    }

    /// Whether there is nothing to see in it.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

/// One row that has at least one cell with something in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The row's number as the spreadsheet program shows it, from 1.
    pub number: u32,
    /// The cells that have a value, each with its column from 0, ascending and without repeats.
    pub cells: Vec<(u32, Cell)>,
}

impl Row {
    /// The cell in a column, counted from 0.
    pub fn cell(&self, column: u32) -> Option<&Cell> {
        let at = self.cells.binary_search_by_key(&column, |(column, _)| *column).ok()?;
        self.cells.get(at).map(|(_, cell)| cell)
    }
}

/// How much of a sheet is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Rows that are not blank.
    pub rows: u32,
    /// Columns from the first; cells to the right are left out.
    pub columns: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { rows: 200_000, columns: 256 }
    }
}

/// What the reader hands over while it reads.
#[derive(Debug)]
pub enum Step {
    /// A row.
    Row(Row),
    /// Thousandths of the sheet that were read; comes now and then, also where there are only blank rows.
    Progress(u16),
}

/// Something the clerk should know about a file that was read all the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Note {
    /// The workbook has macros, which are never run.
    #[error("{}", zh::MACROS_NOT_RUN)]
    MacrosNotRun,
    /// The workbook refers to other files, which are never opened.
    #[error("{}", zh::LINKS_NOT_FOLLOWED)]
    LinksNotFollowed,
    /// Cells right of the last column that is read.
    #[error("{}", zh::columns_beyond(*limit, *row))]
    ColumnsBeyond {
        /// Columns that are read.
        limit: u32,
        /// The first row with such a cell.
        row: u32,
    },
    /// Rows after the last that is read.
    #[error("{}", zh::rows_beyond(*limit))]
    RowsBeyond {
        /// Rows that are read.
        limit: u32,
    },
    /// Bytes that are no character.
    #[error("{}", zh::undecodable(*row))]
    Undecodable {
        /// The first line with such bytes.
        row: u32,
    },
    /// A csv file in two encodings.
    #[error("{}", zh::MIXED_ENCODINGS)]
    MixedEncodings,
    /// Zero bytes that were taken out of a csv file.
    #[error("{}", zh::zero_bytes(*count))]
    ZeroBytes {
        /// How many.
        count: usize,
    },
    /// A quote that is never closed; nothing is read from that row on.
    #[error("{}", zh::unclosed_quote(*row))]
    UnclosedQuote {
        /// The row that starts with it.
        row: u32,
    },
    /// A csv cell beyond [`guard::MAX_CELL_BYTES`]; nothing is read from that row on.
    #[error("{}", zh::overlong_cell(*row))]
    OverlongCell {
        /// The row it stands in.
        row: u32,
    },
}

/// How the reading of one sheet ended.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Rows handed over.
    pub rows: u32,
    /// Whether the receiver stopped the reading.
    pub stopped: bool,
    /// What the clerk should know.
    pub notes: Vec<Note>,
}

/// A rectangle of merged cells: columns from 0, rows from 1, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// First and last row.
    pub rows: (u32, u32),
    /// First and last column.
    pub columns: (u32, u32),
}

/// A workbook, or a csv file as a workbook of one sheet; told by content, whatever the file is called.
pub struct Workbook {
    file: String,
    source: Source,
}

enum Source {
    Xlsx(Box<xlsx::Book>),
    Xls(xls::Book),
    Csv(csv::Document),
}

impl Workbook {
    /// Opens the file at `path`.
    pub fn open(disk: &dyn Disk, path: &Path) -> Result<Self, Refusal> {
        let file = path.file_name().unwrap_or(path.as_os_str());
        let file = file.to_string_lossy().into_owned();
        match guard::load(disk, path) {
            Ok(bytes) => Self::from_bytes(bytes, &file),
            Err(why) => Err(Refusal { file, why }),
        }
    }

    /// Opens a file that is in memory; `file` is its name, for messages and to know csv by its ending.
    pub fn from_bytes(bytes: Vec<u8>, file: &str) -> Result<Self, Refusal> {
        let opened = guard::shape(&bytes, file).and_then(|shape| match shape {
            Shape::Container => Ok(Source::Xlsx(Box::new(xlsx::Book::open(bytes)?))),
            Shape::Compound => Ok(Source::Xls(xls::Book::open(bytes)?)),
            Shape::Text => Ok(Source::Csv(csv::Document::open(&bytes, file))),
        });
        match opened {
            Ok(source) => Ok(Self { file: file.to_owned(), source }),
            Err(why) => Err(Refusal { file: file.to_owned(), why }),
        }
    }

    /// The file's name without its folders.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Whether the days of the workbook count from 1904.
    pub fn counts_from_1904(&self) -> bool {
        match &self.source {
            Source::Xlsx(book) => book.contents.dates.from_1904,
            Source::Xls(book) => book.contents.dates.from_1904,
            Source::Csv(_) => false,
        }
    }

    /// The names of the sheets with cells, hidden ones last.
    pub fn sheets(&self) -> Vec<&str> {
        match &self.source {
            Source::Xlsx(book) => book.contents.names(),
            Source::Xls(book) => book.contents.names(),
            Source::Csv(document) => vec![document.name()],
        }
    }

    /// Hands the rows of a sheet to `receive`, in the order of the file, until it breaks off.
    pub fn rows(
        &mut self,
        sheet: &str,
        limits: &Limits,
        receive: &mut dyn FnMut(Step) -> ControlFlow<()>,
    ) -> Result<Outcome, Refusal> {
        match &mut self.source {
            Source::Xlsx(book) => book.rows(sheet, limits, receive).map_err(|why| self.refusal(why)),
            Source::Xls(book) => book.rows(sheet, limits, receive).map_err(|why| self.refusal(why)),
            Source::Csv(document) if document.name() == sheet => Ok(document.rows(limits, receive)),
            Source::Csv(document) => {
                let why = Why::NoSuchSheet { wanted: sheet.to_owned(), present: vec![document.name().to_owned()] };
                Err(self.refusal(why))
            }
        }
    }

    /// The merged cells of a sheet, at most ten thousand; reads the sheet once more.
    pub fn merged(&mut self, sheet: &str) -> Result<Vec<Area>, Refusal> {
        match &mut self.source {
            Source::Xlsx(book) => book.merged(sheet).map_err(|why| self.refusal(why)),
            Source::Xls(book) => book.merged(sheet).map_err(|why| self.refusal(why)),
            Source::Csv(_) => Ok(Vec::new()),
        }
    }

    fn refusal(&self, why: Why) -> Refusal {
        Refusal { file: self.file.clone(), why }
    }
}

/// Counts rows against the limits and keeps the notes, for either kind of file.
struct Delivery<'a> {
    limits: Limits,
    receive: &'a mut dyn FnMut(Step) -> ControlFlow<()>,
    outcome: Outcome,
}

impl<'a> Delivery<'a> {
    fn new(limits: &Limits, receive: &'a mut dyn FnMut(Step) -> ControlFlow<()>, notes: Vec<Note>) -> Self {
        let outcome = Outcome { notes, ..Outcome::default() };
        Self { limits: *limits, receive, outcome }
    }

    /// Hands a row over unless it is blank; breaks when the reading is to end.
    fn row(&mut self, row: Row) -> ControlFlow<()> {
        if row.cells.iter().all(|(_, cell)| cell.is_blank()) {
            return ControlFlow::Continue(());
        }
        if self.outcome.rows >= self.limits.rows {
            self.outcome.notes.push(Note::RowsBeyond { limit: self.limits.rows });
            return ControlFlow::Break(());
        }
        self.outcome.rows += 1;
        self.step(Step::Row(row))
    }

    fn progress(&mut self, permille: u16) -> ControlFlow<()> {
        self.step(Step::Progress(permille))
    }

    fn column_beyond(&mut self, row: u32) {
        if !self.outcome.notes.iter().any(|note| matches!(note, Note::ColumnsBeyond { .. })) {
            let limit = self.limits.columns;
            self.outcome.notes.push(Note::ColumnsBeyond { limit, row });
        }
    }

    fn step(&mut self, step: Step) -> ControlFlow<()> {
        let go_on = (self.receive)(step);
        self.outcome.stopped |= go_on.is_break();
        go_on
    }
}
