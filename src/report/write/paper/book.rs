//! A paper as a workbook: a summary with the text and the first table, a sheet for each further table and for each chart.

mod chart;
mod figure;
mod sheet;

use std::borrow::Cow;

use rust_xlsxwriter::{DocProperties, Workbook, Worksheet};

use super::super::names::safe_sheet_name;
use super::super::xlsx::{self, held};
use super::super::{WriteFault, carried};
use super::scale::{self, Scale};
use crate::report::paper::{Block, Chart, Grid, Page, Paper};
use crate::text::zh::report::paper as zh;

/// The file's bytes.
pub(super) fn bytes(paper: &Paper) -> Result<Vec<u8>, WriteFault> {
    let mut book = Book { workbook: Workbook::new(), names: Vec::new(), page: paper.page };
    let properties = DocProperties::new()
        .set_title(short(&paper.name))
        .set_author(short(&paper.author))
        .set_creation_datetime(&xlsx::excel_time(paper.made_at)?);
    book.workbook.set_properties(&properties);
    let (summary, others) = sheets(paper);
    book.sheet(zh::SUMMARY, &summary)?;
    for other in &others {
        match other {
            Other::Table(name, blocks) => book.sheet(name, blocks)?,
            Other::Chart(chart) => book.charts(chart)?,
        }
    }
    Ok(book.workbook.save_to_buffer()?)
}

/// A property of the file: Excel takes 255 characters.
fn short(text: &str) -> String {
    carried(text).chars().take(120).collect()
}

/// A sheet beside the summary.
enum Other<'a> {
    /// A table with the small print that follows it.
    Table(Cow<'a, str>, Vec<&'a Block>),
    /// A chart.
    Chart(&'a Chart),
}

/// What stands on the summary, and the other sheets in their order.
fn sheets(paper: &Paper) -> (Vec<&Block>, Vec<Other<'_>>) {
    let mut summary = Vec::new();
    let mut others = Vec::new();
    let mut tables = 0_usize;
    // Whether the table before stands on a sheet of its own: small print goes with its table.
    let mut apart = false;
    for block in &paper.blocks {
        match block {
            Block::Table(grid) => {
                tables += 1;
                apart = tables > 1;
                if apart {
                    others.push(Other::Table(name(grid, tables), vec![block]));
                } else {
                    summary.push(block);
                }
            }
            Block::Chart(chart) => {
                apart = false;
                others.push(Other::Chart(chart));
            }
            Block::Note(_) if apart => {
                if let Some(Other::Table(_, blocks)) = others.last_mut() {
                    blocks.push(block);
                }
            }
            Block::PageBreak => {}
            _ => {
                apart = false;
                summary.push(block);
            }
        }
    }
    (summary, others)
}

fn name(grid: &Grid, number: usize) -> Cow<'_, str> {
    grid.caption.as_deref().map_or_else(|| Cow::Owned(zh::table(number)), Cow::Borrowed)
}

struct Book {
    workbook: Workbook,
    /// The names of its sheets.
    names: Vec<String>,
    page: Page,
}

impl Book {
    fn sheet(&mut self, name: &str, blocks: &[&Block]) -> Result<(), WriteFault> {
        let page = self.page;
        let (sheet, _) = self.add(name)?;
        sheet::fill(sheet, page, blocks)
    }

    fn charts(&mut self, whole: &Chart) -> Result<(), WriteFault> {
        let axis = Scale::of(whole);
        for part in scale::parts(whole) {
            let (sheet, name) = self.add(&part.title)?;
            chart::fill(sheet, &name, &part, axis)?;
        }
        Ok(())
    }

    fn add(&mut self, name: &str) -> Result<(&mut Worksheet, String), WriteFault> {
        let name = safe_sheet_name(name, &self.names);
        self.names.push(name.clone());
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(&name)?;
        Ok((sheet, name))
    }
}

/// Text as a cell holds it.
fn cell_of(text: &str) -> String {
    held(&carried(text)).0.into_owned()
}
