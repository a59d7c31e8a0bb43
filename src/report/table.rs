//! The one model of a table that every writer takes: what stands above it, its columns, and a source of rows.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A table without its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Name of the sheet; made fit for a workbook by the writer.
    pub name: String,
    /// The line above everything.
    pub title: String,
    /// Lines below the title: station, range, when it was made, what must not be in it.
    pub notes: Vec<String>,
    /// The columns, from left to right.
    pub columns: Vec<Column>,
    /// How many of them, from the left, are printed; the rest is there to be read in again.
    pub printed: usize,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub label: String,
    /// Its width in display columns; a Chinese character takes two.
    pub width: u16,
    /// Where its cells stand.
    pub align: Align,
    /// Whether long text goes on in a further line of the cell instead of being covered by its neighbour.
    pub wrap: bool,
}

/// Where a cell's content stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// At the left: text.
    Left,
    /// In the middle: codes, dates, yes and no.
    Centre,
    /// At the right: numbers and money.
    Right,
}

/// One cell, by what it is, so that a spreadsheet can sort and add it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Text, never a formula.
    Text(String),
    /// A count.
    Integer(i64),
    /// A civil date.
    Date(NaiveDate),
    /// Money in 分, shown in 元.
    Money(i64),
}

/// What a source of rows may fail with; its text is for the clerk.
pub type SourceError = Box<dyn std::error::Error + Send + Sync>;

/// Where a writer gets its rows, one at a time, so that a large table is never held whole.
pub trait RowSource {
    /// The next row, one cell for each column; none after the last.
    fn next_row(&mut self) -> Result<Option<Vec<Cell>>, SourceError>;
}

impl<F> RowSource for F
where
    F: FnMut() -> Result<Option<Vec<Cell>>, SourceError>,
{
    fn next_row(&mut self) -> Result<Option<Vec<Cell>>, SourceError> {
        self()
    }
}

/// A table with its rows.
pub struct Ledger<'a> {
    /// What it looks like.
    pub table: &'a Table,
    /// What stands in it.
    pub rows: &'a mut dyn RowSource,
}

/// Money in 分 as 元 with two decimals, without grouping.
pub fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    format!("{sign}{}.{:02}", fen / 100, fen % 100)
}

#[cfg(test)]
mod tests {
    use super::yuan;

    #[test]
    fn money_keeps_its_sign_and_zeros() {
        let shown = [0, 5, -5, 120_000, -101, i64::MIN].map(yuan);
        assert_eq!(shown, ["0.00", "0.05", "-0.05", "1200.00", "-1.01", "-92233720368547758.08"]);
    }
}
