//! The one model of a document on paper: a report, a form, a notice. Writers make docx, HTML and a workbook of it.
//!
//! A paper holds finished text: personal data is masked before it comes here, and figures are words already, or amounts that
//! every writer shows the same way. It can be frozen as JSON and written again for ever.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::table::Align;
use crate::model::stats::Amount;

/// A document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Paper {
    /// What it is called; its file is named after it.
    pub name: String,
    /// Who made it: the station, for the properties of the file.
    pub author: String,
    /// When it was made; stands in the properties of the file, so that a frozen paper is always the same file.
    pub made_at: NaiveDateTime,
    /// How the page lies.
    pub page: Page,
    /// What stands on it, from the top.
    pub blocks: Vec<Block>,
}

/// How the page lies: always A4.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// Upright, as GB/T 9704-2012 has it: margins 37 mm above, 28 mm left, a text block of 156 × 225 mm, page numbers in
    /// dashes, odd ones right and even ones left.
    Report,
    /// Upright, one sheet for a form or a notice, with narrower margins and no page number.
    Form,
    /// Across, for a wide list; page numbers as in a report.
    Wide,
}

/// A part of a document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// The title: 2号 小标宋, centred.
    Title(String),
    /// A line below it: 3号 楷体, centred.
    Subtitle(String),
    /// A heading: first level 一、 黑体, second （一） 楷体, third 1. 仿宋; its number is part of the text.
    Heading(Level, String),
    /// Body text: 3号 仿宋, the first line indented by two characters; line breaks begin a new paragraph.
    Text(String),
    /// A line at the left without indent, as 主送 and 抄送 have it.
    Flush(String),
    /// A line at the right: who signs, and the date.
    Signed(String),
    /// Small print: period, cut-off, definitions, what must not be in it.
    Note(String),
    /// A table.
    Table(Grid),
    /// A chart.
    Chart(Chart),
    /// The next page begins.
    PageBreak,
}

/// The level of a heading.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 一、
    First,
    /// （一）
    Second,
    /// 1.
    Third,
}

/// A table on paper. Rows may have cells over several columns; those of one row add up to the number of columns, less the
/// columns that cells of rows above reach down into.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Grid {
    /// The line above it, if any; a workbook names its sheet after it.
    pub caption: Option<String>,
    /// The widths of its columns, as shares of the whole.
    pub widths: Vec<u16>,
    /// How many of the first rows are headings, repeated on every page.
    pub headings: usize,
    /// The rows.
    pub rows: Vec<GridRow>,
}

/// A row.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct GridRow {
    /// Its cells from the left.
    pub cells: Vec<GridCell>,
    /// The least height, in lines of body text: room for a pen; 0 for as high as its text.
    pub lines: u16,
}

/// A cell.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GridCell {
    /// What stands in it.
    pub content: Content,
    /// Over how many columns it reaches, at least 1.
    pub columns: u16,
    /// Over how many rows it reaches down, at least 1.
    pub rows: u16,
    /// Where its content stands.
    pub align: Align,
    /// Whether it names what stands beside or below it: 黑体.
    pub label: bool,
}

/// What stands in a cell.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Words; empty for a cell to be filled in by pen.
    Text(String),
    /// A figure: a number in a workbook, the same characters everywhere.
    Figure(Amount),
}

/// A chart.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Chart {
    /// The line above it.
    pub title: String,
    /// How it is drawn.
    pub form: ChartForm,
    /// The unit of its values, if they have one.
    pub unit: String,
    /// What stands along its axis.
    pub labels: Vec<String>,
    /// Its series, one value for each label.
    pub series: Vec<Series>,
}

/// How a chart is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartForm {
    /// Bars from the left, one a label: for groups.
    Bars,
    /// A line through the values: for a trend.
    Line,
}

/// A series of a chart.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Series {
    /// What it is called.
    pub name: String,
    /// Its values; none where there is nothing to divide by.
    pub values: Vec<Option<Amount>>,
}

impl GridCell {
    /// A cell of words, at the left.
    pub fn text(text: impl Into<String>) -> GridCell {
        GridCell { content: Content::Text(text.into()), columns: 1, rows: 1, align: Align::Left, label: false }
    }

    /// A cell that names what stands beside or below it.
    pub fn label(text: impl Into<String>) -> GridCell {
        GridCell { label: true, ..GridCell::text(text).centred() }
    }

    /// A figure, at the right.
    pub fn figure(amount: Amount) -> GridCell {
        GridCell { content: Content::Figure(amount), align: Align::Right, ..GridCell::text("") }
    }

    /// The cell over so many columns.
    pub fn over(self, columns: u16) -> GridCell {
        GridCell { columns, ..self }
    }

    /// The cell over so many rows.
    pub fn down(self, rows: u16) -> GridCell {
        GridCell { rows, ..self }
    }

    /// The cell with its content in the middle.
    pub fn centred(self) -> GridCell {
        GridCell { align: Align::Centre, ..self }
    }
}

impl GridRow {
    /// A row as high as its text.
    pub fn of(cells: Vec<GridCell>) -> GridRow {
        GridRow { cells, lines: 0 }
    }

    /// The row with room for so many lines.
    pub fn tall(self, lines: u16) -> GridRow {
        GridRow { lines, ..self }
    }
}
