//! A document of many records: which they are, and the table they stand in.

use super::{DocError, Document, Printer, Scope};
use crate::model::{Date, Entry, Record, whose};
use crate::report::paper::{Block, Grid, GridCell, GridRow};
use crate::report::table::Align;
use crate::store::reader::{Direction, List, ReadError};
use crate::text::zh::model::stats::day;
use crate::text::zh::report::{docs as zh, export};

/// Most rows on paper; of more, a sentence names the export.
pub const MOST_ROWS: usize = 300;
/// The share of whose a record is.
const WHOSE_WIDTH: u16 = 18;
/// Records read at a time.
const PAGE: usize = 200;

/// The records of a document.
#[derive(Debug, Default)]
pub struct Found {
    /// Those that stand on it, at most [`MOST_ROWS`]: the first ones of the list.
    pub entries: Vec<Entry>,
    /// How many more there would be.
    pub more: usize,
    /// Issues left out because the resident asked for confidence.
    pub withheld: usize,
}

/// A column: its heading, its share of the width, where its cells stand.
pub type Column = (&'static str, u16, Align);

impl Found {
    /// The records of a list, or those of the chosen ones, that a document takes. `days` tells the day a record is of: a
    /// list that stands newest first ends at the first day before the scope.
    pub fn of(
        document: &Document,
        list: List,
        scope: &Scope,
        printer: &Printer<'_>,
        is_over: impl Fn(&Entry) -> bool,
    ) -> Result<Found, ReadError> {
        let mut found = Found::default();
        if let Some(ids) = &scope.chosen {
            for (org, id) in ids {
                if let Some(entry) = printer.reader.of(*org).entry(document.kind, *id)? {
                    found.take(document, entry, printer);
                }
            }
            return Ok(found);
        }
        let mut from = None;
        loop {
            let rows = printer.reader.page(list, from.as_ref(), Direction::Forward, PAGE)?;
            let Some(last) = rows.last() else { return Ok(found) };
            from = Some(last.position.clone());
            for row in rows {
                if is_over(&row.entry) {
                    return Ok(found);
                }
                found.take(document, row.entry, printer);
            }
        }
    }

    fn take(&mut self, document: &Document, entry: Entry, printer: &Printer<'_>) {
        // What is put up for everybody is of a desk's own records: what others put up, they print.
        let is_meant = !document.is_public || entry.org == printer.reader.org();
        if !is_meant || !entry.is_live() || !document.takes(&entry, printer.today()) {
            return;
        }
        match &entry.record {
            Record::Issue(issue) if issue.confidential => self.withheld += 1,
            _ if self.entries.len() < MOST_ROWS => self.entries.push(entry),
            _ => self.more += 1,
        }
    }

    /// Keeps those that are wanted.
    pub fn retain(&mut self, wanted: impl Fn(&Entry) -> bool) {
        self.entries.retain(wanted);
    }

    /// How many stand on it or would.
    pub fn count(&self) -> usize {
        self.entries.len() + self.more
    }

    /// Refuses a document of nothing.
    pub fn refuse_nothing(&self, why: &str) -> Result<(), DocError> {
        match (self.entries.is_empty(), self.withheld) {
            (false, _) => Ok(()),
            (true, 0) => Err(DocError::Nothing(why.to_owned())),
            (true, withheld) => Err(DocError::Nothing(zh::only_withheld(withheld))),
        }
    }

    /// What is to be said of those that do not stand on it.
    pub fn notes(&self) -> Vec<Block> {
        let more = (self.more > 0).then(|| zh::more_rows(self.entries.len(), self.more));
        let withheld = (self.withheld > 0).then(|| zh::withheld(self.withheld));
        more.into_iter().chain(withheld).map(Block::Note).collect()
    }
}

/// The table of a list of records, with whose each is where those of several desks stand together.
pub fn table_of<'e>(
    printer: &Printer<'_>,
    columns: &[Column],
    rows: impl Iterator<Item = (&'e Entry, Vec<String>)>,
) -> Block {
    let mut rows = rows.peekable();
    if !rows.peek().is_some_and(|(entry, _)| printer.gathers(entry.kind())) {
        return table(columns, rows.map(|(_, cells)| cells).collect());
    }
    let whose: Column = (export::WHOSE, WHOSE_WIDTH, Align::Left);
    let all: Vec<Column> = std::iter::once(whose).chain(columns.iter().copied()).collect();
    let row = |(entry, cells): (&Entry, Vec<String>)| {
        std::iter::once(whose::called(entry, &printer.context)).chain(cells).collect()
    };
    table(&all, rows.map(row).collect())
}

/// The table of a list: its columns with the number of the row before them.
pub fn table(columns: &[Column], rows: Vec<Vec<String>>) -> Block {
    let serial: Column = (zh::SERIAL, 9, Align::Centre);
    let all: Vec<Column> = std::iter::once(serial).chain(columns.iter().copied()).collect();
    let head = all.iter().map(|(label, ..)| GridCell::label(*label)).collect();
    let body = rows.into_iter().enumerate().map(|(at, cells)| {
        let cells = std::iter::once((at + 1).to_string()).chain(cells);
        let cells = cells.zip(&all).map(|(text, (.., align))| GridCell { align: *align, ..GridCell::text(text) });
        GridRow::of(cells.collect())
    });
    let rows = std::iter::once(GridRow::of(head)).chain(body).collect();
    let widths = all.iter().map(|(_, width, _)| *width).collect();
    Block::Table(Grid { caption: None, widths, headings: 1, rows })
}

/// A date on paper; empty for none.
pub fn on(date: Option<Date>) -> String {
    date.map_or_else(String::new, day)
}

/// Whether a day lies within a scope, both ends included; without a day only where the scope has no ends.
pub fn is_within(date: Option<Date>, scope: &Scope) -> bool {
    match date {
        Some(date) => {
            scope.since.is_none_or(|since| since <= date)
                && scope.until.is_none_or(|until| date <= until)
                && scope.year.is_none_or(|year| date.year() == year)
        }
        None => scope.since.is_none() && scope.until.is_none() && scope.year.is_none(),
    }
}
