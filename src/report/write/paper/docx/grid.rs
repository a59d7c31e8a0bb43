//! A table of a document.

use docx_rs::{
    HeightRule, Table, TableAlignmentType, TableBorder, TableBorderPosition, TableBorders, TableCell, TableCellMargins,
    TableLayoutType, TableRow, VAlignType, VMergeType, WidthType,
};

use super::super::cell_text;
use super::super::layout::{CELL_EDGE, CELL_SIDE, Layout};
use super::super::placed::{Places, Slot};
use super::{Body, aligned, style};
use crate::report::paper::{Grid, GridCell, GridRow};

/// Thickness of a border, in eighths of a point.
const BORDER: usize = 4;

/// Adds a table.
pub(super) fn add(body: &mut Body, grid: &Grid) {
    let places = Places::of(grid);
    let widths = body.layout.columns(grid, places.columns);
    let mut rows = Vec::with_capacity(places.rows.len());
    let mut head = 0;
    let mut repeated = Vec::with_capacity(places.rows.len());
    for (number, (slots, row)) in places.rows.iter().zip(&grid.rows).enumerate() {
        let height = height(&body.layout, slots, row, &widths);
        head += height;
        // Headings that fill the page would leave no room for what they head.
        repeated.push(number < grid.headings && head < body.layout.block_height() / 2);
        let cells = slots.iter().map(|slot| cell(body, *slot, &widths)).collect();
        rows.push(of_height(&body.layout, TableRow::new(cells), row, height));
    }
    body.push_table(framed(rows, &widths), repeated);
}

/// A table of rows, with borders, as wide as its columns.
pub(super) fn framed(rows: Vec<TableRow>, widths: &[u32]) -> Table {
    use TableBorderPosition::{Bottom, InsideH, InsideV, Left, Right, Top};
    let borders = [Top, Left, Bottom, Right, InsideH, InsideV]
        .into_iter()
        .fold(TableBorders::with_empty(), |borders, position| borders.set(TableBorder::new(position).size(BORDER)));
    bare(rows, widths).set_borders(borders)
}

/// A table of rows, without borders, as wide as its columns.
pub(super) fn bare(rows: Vec<TableRow>, widths: &[u32]) -> Table {
    let (side, edge) = (CELL_SIDE as usize, CELL_EDGE as usize);
    Table::without_borders(rows)
        .layout(TableLayoutType::Fixed)
        .align(TableAlignmentType::Center)
        .width(widths.iter().sum::<u32>() as usize, WidthType::Dxa)
        .margins(TableCellMargins::new().margin(edge, side, edge, side))
        .set_grid(widths.iter().map(|width| *width as usize).collect())
}

/// About how high a row will be.
fn height(layout: &Layout, slots: &[Slot<'_>], row: &GridRow, widths: &[u32]) -> u32 {
    let tallest = slots.iter().filter_map(|slot| match slot {
        Slot::Cell { cell, column, columns, rows: 1 } => {
            Some(layout.text_height(cell, across(widths, *column, *columns)))
        }
        _ => None,
    });
    tallest.max().unwrap_or(0).max(Layout::least_height(row))
}

/// The row at its least height, kept on one page where it can be.
fn of_height(layout: &Layout, made: TableRow, row: &GridRow, height: u32) -> TableRow {
    let made = match Layout::least_height(row) {
        0 => made,
        // A measure of a thousand millimetres at most: exact as f32.
        #[allow(clippy::cast_precision_loss)]
        least => made.row_height(least.min(layout.block_height()) as f32).height_rule(HeightRule::AtLeast),
    };
    // What is higher than a page would be cut off at its end.
    if height < layout.block_height() / 2 { made.cant_split() } else { made }
}

fn across(widths: &[u32], column: usize, columns: usize) -> u32 {
    widths.iter().skip(column).take(columns).sum()
}

fn cell(body: &mut Body, slot: Slot<'_>, widths: &[u32]) -> TableCell {
    let (Slot::Cell { column, columns, .. } | Slot::Below { column, columns } | Slot::Free { column, columns }) = slot;
    let made = sized(columns, across(widths, column, columns));
    match slot {
        Slot::Cell { cell, rows, .. } => {
            let made = if rows > 1 { made.vertical_merge(VMergeType::Restart) } else { made };
            filled(body, made, cell)
        }
        Slot::Below { .. } => made.vertical_merge(VMergeType::Continue).add_paragraph(body.line(style::CELL, "")),
        Slot::Free { .. } => made.add_paragraph(body.line(style::CELL, "")),
    }
}

/// A cell over so many columns of that width together.
pub(super) fn sized(columns: usize, width: u32) -> TableCell {
    let cell = TableCell::new().width(width as usize, WidthType::Dxa).vertical_align(VAlignType::Center);
    if columns > 1 { cell.grid_span(columns) } else { cell }
}

/// The cell with its text, one paragraph for each line.
fn filled(body: &mut Body, made: TableCell, cell: &GridCell) -> TableCell {
    let style = if cell.label { style::LABEL } else { style::CELL };
    let text = cell_text(cell);
    text.split('\n').fold(made, |made, line| {
        let paragraph = body.line(style, line).align(aligned(cell.align));
        made.add_paragraph(paragraph)
    })
}
