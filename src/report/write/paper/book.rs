//! A paper as a workbook: a summary with the text and the first table, a sheet for each further table and for each chart.

mod chart;
mod figure;
mod sheet;

use rust_xlsxwriter::{DocProperties, Workbook};

use super::super::names::safe_sheet_name;
use super::super::xlsx::{self, held};
use super::super::{WriteFault, carried};
use super::scale::{self, Scale};
use crate::report::paper::{Block, Chart, Paper};
use crate::text::zh::report::paper as zh;

/// The file's bytes.
pub(super) fn bytes(paper: &Paper) -> Result<Vec<u8>, WriteFault> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title(short(&paper.name))
        .set_author(short(&paper.author))
        .set_creation_datetime(&xlsx::excel_time(paper.made_at)?);
    workbook.set_properties(&properties);
    for Sheet { name, content } in &sheets(paper) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        match content {
            Content::Pieces(pieces) => sheet::fill(sheet, paper.page, pieces)?,
            Content::Chart(chart, axis) => chart::fill(sheet, name, chart, *axis)?,
        }
    }
    Ok(workbook.save_to_buffer()?)
}

/// A property of the file: Excel takes 255 characters.
fn short(text: &str) -> String {
    carried(text).chars().take(120).collect()
}

struct Sheet<'a> {
    /// As a workbook takes it.
    name: String,
    content: Content<'a>,
}

enum Content<'a> {
    /// Text and tables.
    Pieces(Vec<Piece<'a>>),
    /// A chart, or a part of one, and the axis of the whole.
    Chart(Chart, Scale),
}

/// What stands on a sheet of text and tables.
enum Piece<'a> {
    Block(&'a Block),
    /// What stands on the sheet of that name.
    Elsewhere(String),
}

/// The sheets: the summary with the first table, then each further table, with the small print that follows it, and each
/// chart in their order.
fn sheets(paper: &Paper) -> Vec<Sheet<'_>> {
    let mut names = vec![zh::SUMMARY.to_owned()];
    let mut summary = Vec::new();
    let mut others: Vec<Sheet<'_>> = Vec::new();
    let mut tables = 0_usize;
    // Whether the table before stands on a sheet of its own.
    let mut apart = false;
    for block in &paper.blocks {
        match block {
            Block::Table(grid) if tables > 0 => {
                tables += 1;
                apart = true;
                let title = grid.caption.clone().unwrap_or_else(|| zh::table(tables));
                let name = named(&title, &mut names);
                summary.push(Piece::Elsewhere(name.clone()));
                others.push(Sheet { name, content: Content::Pieces(vec![Piece::Block(block)]) });
            }
            Block::Chart(chart) => {
                apart = false;
                let axis = Scale::of(chart);
                for part in scale::parts(chart) {
                    let name = named(&part.title, &mut names);
                    summary.push(Piece::Elsewhere(name.clone()));
                    others.push(Sheet { name, content: Content::Chart(part, axis) });
                }
            }
            Block::Note(_) if apart => {
                if let Some(Content::Pieces(pieces)) = others.last_mut().map(|sheet| &mut sheet.content) {
                    pieces.push(Piece::Block(block));
                }
            }
            Block::PageBreak => {}
            _ => {
                tables += usize::from(matches!(block, Block::Table(_)));
                apart = false;
                summary.push(Piece::Block(block));
            }
        }
    }
    others.insert(0, Sheet { name: zh::SUMMARY.to_owned(), content: Content::Pieces(summary) });
    others
}

fn named(title: &str, names: &mut Vec<String>) -> String {
    let name = safe_sheet_name(title, names);
    names.push(name.clone());
    name
}

/// Text as a cell holds it.
fn cell_of(text: &str) -> String {
    held(&carried(text)).0.into_owned()
}
