//! Takes other people's ledgers in: finds the header, maps the columns, judges row by row, saves in groups.
//!
//! ```text
//! file ─► header ─► mapping ─┐                      ┌─► saved, a hundred rows a group
//!   (first rows, pass 1)     ├─► row by row (pass 2) ├─► the same as an earlier one: counted
//! desk ─► identities ────────┘                      └─► bad: to a file beside, with the reasons
//! ```
//!
//! Nothing but the first rows, one group and 16 bytes a record are ever in memory. A preview goes the same way and saves
//! nothing. Text comes in whole: only what [`crate::text::clean`] takes off every text is taken off.

mod cell;
mod flow;
mod header;
mod history;
mod identity;
mod keep;
mod ledgers;
mod links;
mod mapping;
mod notes;
mod outcome;
mod prepare;
mod rejects;
mod remember;
mod row;
mod steps;
#[cfg(test)]
mod tests;
mod titles;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use flow::LeftOut;
pub use identity::Earlier;
pub use ledgers::ledgers;
pub use mapping::{ByHand, Chosen, Column, Target, fields};
pub use outcome::{Outcome, line};
pub use row::Verdict;

use flow::{Around, Flow};
use header::Header;
use identity::Known;
use keep::Keeper;
use rejects::Rejects;
use row::Judge;
use titles::Titles;

use super::KINDS;
use super::guard::Refusal;
use super::roster::Roster;
use super::sheet::{Area, Limits, Note, Row, Step, Workbook};
use super::write::WriteError;
use crate::model::{Context, Kind};
use crate::store::batch::Stamp;
use crate::store::desk::{Desk, SaveError};
use crate::store::disk::Disk;
use crate::store::mappings::{Mapping, Mappings};
use crate::store::reader::{ReadError, Reader};
use crate::text::zh::report::import as zh;

/// Rows saved together: what a cancelled import leaves is whole groups.
pub const GROUP: usize = 100;

/// What the clerk said about a file.
#[derive(Debug, Default)]
pub struct Request {
    /// What its rows become; guessed from the titles if not said.
    pub kind: Option<Kind>,
    /// The sheet; the first with a header if not said.
    pub sheet: Option<String>,
    /// Columns mapped by hand.
    pub map: Vec<ByHand>,
    /// The row the titles stand in; found by them if not said.
    pub header_row: Option<u32>,
    /// The year of days that are written without one.
    pub year: Option<i32>,
    /// Columns, by title or letters, whose blank cells take what stands above them; merged cells do so without. Those of
    /// such a file before, if nothing is said.
    pub fill: Option<Vec<String>>,
}

/// A file whose header and columns are known; nothing has been taken in yet.
pub struct Source {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    workbook: Workbook,
    sheet: String,
    header: Header,
    columns: Vec<Column>,
    titles: &'static Titles,
    year: Option<i32>,
    around: Around,
    filled: Vec<u32>,
}

/// An import that could not begin or had to end; Display is the Chinese message.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file could not be read.
    #[error(transparent)]
    File(#[from] Refusal),
    /// No sheet has a row with titles that are known.
    #[error("{}", zh::no_header(.file, .sheets))]
    NoHeader {
        /// The file.
        file: String,
        /// The sheets that were looked at.
        sheets: Vec<String>,
    },
    /// Rows cannot become records of that kind.
    #[error("{}", zh::wrong_kind(.kind.name(), &KINDS.map(Kind::key)))]
    WrongKind {
        /// The kind.
        kind: Kind,
    },
    /// A mapping by hand names a column that is not there.
    #[error("{}", zh::no_column(.wanted, .present))]
    NoColumn {
        /// The name that was given.
        wanted: String,
        /// The titles there are.
        present: Vec<String>,
    },
    /// A mapping by hand names a field that is not there or that the program fills itself.
    #[error("{}", zh::no_field(.kind.name(), .wanted))]
    NoField {
        /// The kind of record.
        kind: Kind,
        /// The name that was given.
        wanted: String,
    },
    /// The list of titles in `fixtures/` does not read: a mistake of the program.
    #[error("{}", zh::TITLES_UNREADABLE)]
    Titles(#[from] Box<toml::de::Error>),
    /// The desk could not be read.
    #[error(transparent)]
    Desk(#[from] ReadError),
    /// The file turned out to be bad on the way; so many rows before that place are in.
    #[error("{}", zh::cut_short(*.added, .source))]
    CutShort {
        /// Rows that are in.
        added: u64,
        /// Why it could not be read on.
        source: Refusal,
    },
    /// A group was not saved; so many rows before it were.
    #[error("{}", zh::not_saved(*.added, .source))]
    Save {
        /// Rows that are in.
        added: u64,
        /// Why the next were not.
        source: SaveError,
    },
    /// The file with the bad rows could not be written; so many good rows are in.
    #[error("{}", zh::no_rejects(*.added, .source))]
    Rejects {
        /// Rows that are in.
        added: u64,
        /// Why it was not written.
        source: WriteError,
    },
}

/// What an import tells while it goes on.
#[derive(Debug)]
pub enum News<'a> {
    /// A row was judged.
    Row(&'a Row, &'a Verdict),
    /// So many thousandths of the sheet were read, and so many rows are in.
    Progress(u16, u64),
}

/// Hears the news; breaks to cancel.
pub type OnNews<'a> = dyn FnMut(News<'_>) -> ControlFlow<()> + 'a;

impl Source {
    /// Opens a file and finds its header and columns.
    pub fn open(disk: &Arc<dyn Disk>, path: &Path, request: &Request) -> Result<Source, ImportError> {
        if let Some(kind) = request.kind.filter(|kind| !KINDS.contains(kind)) {
            return Err(ImportError::WrongKind { kind });
        }
        let titles = Titles::shipped().map_err(Box::new)?;
        let mut workbook = Workbook::open(disk.as_ref(), path)?;
        let (sheet, header, around) = header_of(&mut workbook, request, titles)?;
        let columns = mapping::columns(&header, &request.map, titles)?;
        let filled = mapping::places(&header, request.fill.as_deref().unwrap_or_default())?;
        let (disk, path, year) = (Arc::clone(disk), path.to_owned(), request.year);
        Ok(Source { disk, path, workbook, sheet, header, columns, titles, year, around, filled })
    }

    /// As [`Source::open`], with what was chosen for the same titles before; what the clerk says now goes before it.
    pub fn open_again(
        disk: &Arc<dyn Disk>,
        path: &Path,
        request: &Request,
        mappings: &Mappings,
    ) -> Result<Source, ImportError> {
        remember::open(disk, path, request, mappings)
    }

    /// What is worth remembering of what the clerk said of its columns; nothing where she said nothing.
    pub fn memory(&self, request: &Request) -> Option<Mapping> {
        remember::memory(self, request)
    }

    /// The row the titles end in.
    pub fn header_row(&self) -> u32 {
        self.header.last_row
    }

    /// The names of the sheets that have cells.
    pub fn sheets(&self) -> Vec<&str> {
        self.workbook.sheets()
    }

    /// The first rows that have something in them.
    pub fn first_rows(&mut self) -> Result<Vec<Row>, ImportError> {
        Ok(first_rows(&mut self.workbook, &self.sheet)?)
    }

    /// What its rows become.
    pub fn kind(&self) -> Kind {
        self.header.kind
    }

    /// The sheet that is read.
    pub fn sheet(&self) -> &str {
        &self.sheet
    }

    /// The columns whose blank cells take what stands above them.
    pub fn filled(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| self.filled.contains(&column.at))
    }

    /// The columns and what becomes of them.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// What is read and how its columns are understood, a line each.
    pub fn lines(&self) -> Vec<String> {
        let read = zh::read_as(self.workbook.file(), &self.sheet, self.header.kind.name(), self.header.last_row);
        let filled: Vec<String> = self.filled().map(Column::name).collect();
        let filled = (!filled.is_empty()).then(|| zh::columns(zh::FILLED, &filled));
        std::iter::once(read).chain(mapping::lines(&self.columns)).chain(filled).collect()
    }

    /// Says which sheets are not among those that are read, if any.
    pub fn unread(&self, read: &[String]) -> Option<String> {
        let others = self.workbook.sheets().into_iter().filter(|sheet| !read.iter().any(|name| name == sheet));
        let others: Vec<&str> = others.collect();
        (!others.is_empty()).then(|| zh::other_sheets(&others))
    }

    /// Tells what each row would become, and saves nothing. `by` is who would import it.
    pub fn preview(
        &mut self,
        reader: &Reader,
        by: &str,
        context: &Context<'_>,
        news: &mut OnNews<'_>,
    ) -> Result<Outcome, ImportError> {
        let mut keeper = Keeper::of_nothing(reader);
        let outcome = self.judged(reader, by, context, news, &mut keeper)?;
        keeper.finish(outcome)
    }

    /// Takes the rows in. Bad ones go to a file beside the input, or in `fallback` where that cannot be written.
    pub fn take_in(
        &mut self,
        desk: &mut Desk,
        stamp: &Stamp,
        context: &Context<'_>,
        fallback: &Path,
        news: &mut OnNews<'_>,
    ) -> Result<Outcome, ImportError> {
        let (disk, path, columns) = (Arc::clone(&self.disk), self.path.clone(), self.columns.clone());
        let rejects = Rejects::beside(disk.as_ref(), &path, fallback, &columns);
        let reader = desk.reader();
        let mut keeper = Keeper::of_desk(desk, stamp, rejects);
        let outcome = self.judged(&reader, &stamp.by, context, news, &mut keeper).map_err(|error| match error {
            ImportError::File(source) if keeper.added() > 0 => ImportError::CutShort { added: keeper.added(), source },
            other => other,
        })?;
        keeper.finish(outcome)
    }

    /// Reads the rows, judges them and hands them on.
    fn judged(
        &mut self,
        reader: &Reader,
        by: &str,
        context: &Context<'_>,
        news: &mut OnNews<'_>,
        keeper: &mut Keeper<'_>,
    ) -> Result<Outcome, ImportError> {
        let roster = Roster::with_people(context.directory, reader)?;
        let known = Known::on_desk(reader, self.header.kind)?;
        let mut judge = Judge::new(self.header.kind, &self.columns, self.titles, context, &roster, by, known);
        judge.year = self.year;
        let flow = Flow::new(&self.header, &self.columns, &self.around, &self.filled).in_year(self.year);
        let first_row = self.header.last_row + 1;
        let mut pass = Pass { judge, first_row, outcome: Outcome::default(), failed: None, flow };
        let read = self.workbook.rows(&self.sheet, &Limits::default(), &mut |step| pass.step(step, news, keeper))?;
        if let Some(error) = pass.failed {
            return Err(error);
        }
        let mut outcome = pass.outcome;
        outcome.notes = read.notes.iter().map(Note::to_string).collect();
        outcome.notes.extend(pass.flow.lines().into_iter().chain(pass.judge.remarks.lines()));
        outcome.left_out = pass.flow.left;
        Ok(outcome)
    }
}

/// The reading of the rows.
struct Pass<'a> {
    judge: Judge<'a>,
    flow: Flow,
    first_row: u32,
    outcome: Outcome,
    failed: Option<ImportError>,
}

impl Pass<'_> {
    fn step(&mut self, step: Step, news: &mut OnNews<'_>, keeper: &mut Keeper<'_>) -> ControlFlow<()> {
        let row = match step {
            Step::Progress(permille) => {
                let go_on = news(News::Progress(permille, keeper.added()));
                self.outcome.cancelled |= go_on.is_break();
                return go_on;
            }
            Step::Row(row) if row.number < self.first_row => return ControlFlow::Continue(()),
            Step::Row(row) => row,
        };
        let left = self.flow.leaves_out(&row);
        let row = if left { row } else { self.flow.completed(row) };
        let verdict = if left { Verdict::Left } else { self.judge.judge(&row) };
        self.outcome.count(&row, &verdict);
        if let Err(error) = keeper.take(&row, &verdict) {
            self.failed = Some(error);
            return ControlFlow::Break(());
        }
        let go_on = news(News::Row(&row, &verdict));
        self.outcome.cancelled |= go_on.is_break();
        go_on
    }
}

/// Finds the sheet with the header: the first that has one, or whose titles are of the kind the clerk said.
fn header_of(
    workbook: &mut Workbook,
    request: &Request,
    titles: &Titles,
) -> Result<(String, Header, Around), ImportError> {
    let sheets: Vec<String> = match &request.sheet {
        Some(sheet) => vec![sheet.clone()],
        None => workbook.sheets().into_iter().map(str::to_owned).collect(),
    };
    let by_hand: Vec<String> = request.map.iter().map(|hand| hand.column.clone()).collect();
    let mut forced = None;
    for sheet in &sheets {
        let (rows, areas) = top(workbook, sheet)?;
        if let Some(row) = request.header_row {
            let header = header::at(&rows, &areas, row, request.kind, &by_hand, titles);
            return match header {
                Some(header) => Ok((sheet.clone(), header, around(workbook, sheet, rows, areas))),
                None => Err(ImportError::NoHeader { file: workbook.file().to_owned(), sheets }),
            };
        }
        let guessed = header::find(&rows, &areas, None, &by_hand, titles);
        match (guessed, request.kind) {
            (Some(header), None) => return Ok((sheet.clone(), header, around(workbook, sheet, rows, areas))),
            (Some(header), Some(kind)) if header.kind == kind => {
                return Ok((sheet.clone(), header, around(workbook, sheet, rows, areas)));
            }
            (_, Some(kind)) if forced.is_none() => {
                let header = header::find(&rows, &areas, Some(kind), &by_hand, titles);
                forced = header.map(|header| (sheet.clone(), header, around(workbook, sheet, rows, areas)));
            }
            _ => {}
        }
    }
    forced.ok_or_else(|| ImportError::NoHeader { file: workbook.file().to_owned(), sheets })
}

/// The first rows of a sheet and its merged cells.
fn top(workbook: &mut Workbook, sheet: &str) -> Result<(Vec<Row>, Vec<Area>), Refusal> {
    Ok((first_rows(workbook, sheet)?, workbook.merged(sheet)?))
}

fn around(workbook: &Workbook, sheet: &str, above: Vec<Row>, merged: Vec<Area>) -> Around {
    let names = vec![sheet.to_owned(), workbook.file().to_owned()];
    Around { above, merged, names, from_1904: workbook.counts_from_1904() }
}

fn first_rows(workbook: &mut Workbook, sheet: &str) -> Result<Vec<Row>, Refusal> {
    let mut rows = Vec::new();
    workbook.rows(sheet, &Limits::default(), &mut |step| {
        if let Step::Row(row) = step {
            rows.push(row);
        }
        // Two more than are looked at, because a header may take three rows.
        if rows.len() > header::ROWS_LOOKED_AT + 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    Ok(rows)
}
