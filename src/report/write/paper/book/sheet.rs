//! A sheet of text and tables.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet};

use super::super::super::WriteFault;
use super::super::super::xlsx::{
    A4, BODY_POINTS, LINE_POINTS, MAX_ROW_POINTS, PADDING_POINTS, TITLE_POINTS, TITLE_ROW_POINTS, body, bordered,
    lines_of, write_text,
};
use super::super::cell_text;
use super::super::placed::{Places, Slot};
use super::{Piece, cell_of, figure};
use crate::report::paper::{Block, Content, Grid, GridCell, GridRow, Page};
use crate::report::table::Align;
use crate::text::width;
use crate::text::zh::report::{paper as zh, write};

/// Columns of text across an upright sheet of paper, and across one that lies.
const ACROSS: (u16, u16) = (88, 132);
/// Columns of a sheet without a table: LibreOffice does not shrink a single one that is wider than its paper.
const TEXT_COLUMNS: u16 = 4;
/// The narrowest column.
const NARROWEST: u16 = 5;
/// The least height of a row to be filled in by pen, for each of its lines.
const PEN_POINTS: f64 = 24.0;
/// The most lines of a row of running text; longer text goes on in the next row, as no row shows more.
const MOST_LINES: usize = 26;

/// Fills a sheet.
pub(super) fn fill(sheet: &mut Worksheet, page: Page, pieces: &[Piece<'_>]) -> Result<(), WriteFault> {
    let first = pieces.iter().find_map(|piece| match piece {
        Piece::Block(Block::Table(grid)) => Some(grid),
        _ => None,
    });
    let widths =
        first.map_or_else(|| vec![across(page) / TEXT_COLUMNS; TEXT_COLUMNS.into()], |grid| widths(grid, page));
    for (at, width) in (0_u16..).zip(&widths) {
        // One more than the text needs: fonts differ, and a wrapped line more than reckoned would be hidden.
        sheet.set_column_width(at, f64::from(*width) + 1.0)?;
    }
    let mut filler = Filler { sheet, widths, row: 0 };
    for piece in pieces {
        match piece {
            Piece::Block(block) => filler.block(block)?,
            Piece::Elsewhere(name) => filler.lines(&zh::elsewhere(name), &body(), LINE_POINTS)?,
        }
    }
    let Filler { sheet, widths, row } = filler;
    set_up(sheet, page)?;
    sheet.set_print_area(0, 0, row.saturating_sub(1), last(&widths))?;
    Ok(())
}

/// How a sheet is printed: as wide as the paper, as long as it is.
fn set_up(sheet: &mut Worksheet, page: Page) -> Result<(), WriteFault> {
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    if page == Page::Wide {
        sheet.set_landscape();
    }
    // In inches: left, right, top, bottom, header, footer.
    sheet.set_margins(0.6, 0.6, 0.7, 0.7, 0.3, 0.3);
    if page != Page::Form {
        sheet.set_footer(write::PAGE_FOOTER);
    }
    Ok(())
}

fn across(page: Page) -> u16 {
    if page == Page::Wide { ACROSS.1 } else { ACROSS.0 }
}

/// The widths of a table's columns, in columns of text.
fn widths(grid: &Grid, page: Page) -> Vec<u16> {
    let columns = Places::of(grid).columns;
    let mean = grid.widths.iter().map(|share| u32::from(*share)).sum::<u32>() / count(grid.widths.len()).max(1);
    let share = |at: usize| grid.widths.get(at).map_or(mean, |share| u32::from(*share)).max(1);
    let whole: u32 = (0..columns).map(share).sum();
    let width = |at: usize| u32::from(across(page)) * share(at) / whole.max(1);
    (0..columns).map(|at| u16::try_from(width(at)).unwrap_or(u16::MAX).max(NARROWEST)).collect()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn last(widths: &[u16]) -> u16 {
    u16::try_from(widths.len().saturating_sub(1)).unwrap_or(u16::MAX)
}

struct Filler<'a> {
    sheet: &'a mut Worksheet,
    /// The widths of the sheet's columns, in columns of text.
    widths: Vec<u16>,
    /// The next row.
    row: u32,
}

impl Filler<'_> {
    fn block(&mut self, block: &Block) -> Result<(), WriteFault> {
        let head = |size: f64| Format::new().set_font_name(write::HEAD_FONT).set_font_size(size).set_bold();
        match block {
            Block::Title(text) => self.lines(text, &middle(head(TITLE_POINTS)), TITLE_ROW_POINTS),
            Block::Subtitle(text) => self.lines(text, &middle(body()), LINE_POINTS),
            Block::Heading(_, text) => self.lines(text, &head(BODY_POINTS + 1.5), LINE_POINTS),
            Block::Text(text) | Block::Flush(text) | Block::Note(text) => self.lines(text, &body(), LINE_POINTS),
            Block::Signed(text) => self.lines(text, &body().set_align(FormatAlign::Right), LINE_POINTS),
            Block::Table(grid) => self.table(grid),
            Block::Chart(_) | Block::PageBreak => Ok(()),
        }
    }

    /// Running text over the whole width of the paper.
    fn lines(&mut self, text: &str, format: &Format, line: f64) -> Result<(), WriteFault> {
        let format = format.clone().set_text_wrap().set_align(FormatAlign::VerticalCenter);
        let room = self.widths.iter().fold(0_u16, |room, width| room.saturating_add(*width)).max(NARROWEST);
        for paragraph in cell_of(text).split('\n') {
            let ranges = width::wrap(paragraph, usize::from(room));
            for lines in ranges.chunks(MOST_LINES) {
                let (Some(from), Some(to)) = (lines.first(), lines.last()) else { continue };
                let piece = paragraph.get(from.start..to.end).unwrap_or_default();
                if last(&self.widths) > 0 {
                    self.sheet.merge_range(self.row, 0, self.row, last(&self.widths), "", &format)?;
                }
                write_text(self.sheet, (self.row, 0), piece, &format)?;
                let points = f64::from(count(lines.len())) * line + PADDING_POINTS;
                self.sheet.set_row_height(self.row, points.min(MAX_ROW_POINTS))?;
                self.row += 1;
            }
        }
        Ok(())
    }

    fn table(&mut self, grid: &Grid) -> Result<(), WriteFault> {
        if let Some(caption) = &grid.caption {
            let caption_of = Format::new().set_font_name(write::HEAD_FONT).set_font_size(BODY_POINTS + 1.5).set_bold();
            self.lines(caption, &middle(caption_of), LINE_POINTS)?;
        }
        let top = self.row;
        let places = Places::of(grid);
        for (slots, row) in places.rows.iter().zip(&grid.rows) {
            self.row(slots, row)?;
        }
        let headings = count(grid.headings.min(grid.rows.len()));
        if headings > 0 {
            self.sheet.set_repeat_rows(top, top + headings - 1)?;
        }
        // Below much text a frozen part would fill the screen.
        if headings > 0 && top <= 3 {
            self.sheet.set_freeze_panes(top + headings, 0)?;
        }
        Ok(())
    }

    fn row(&mut self, slots: &[Slot<'_>], row: &GridRow) -> Result<(), WriteFault> {
        let mut points = f64::from(row.lines) * PEN_POINTS;
        for slot in slots {
            match slot {
                Slot::Cell { cell, column, columns, rows } => {
                    let room: u16 = self.widths.iter().skip(*column).take(*columns).sum();
                    if *rows == 1 {
                        let lines = lines_of(&cell_text(cell), room);
                        points = points.max(f64::from(lines) * LINE_POINTS + PADDING_POINTS);
                    }
                    self.cell(cell, (*column, *columns, *rows))?;
                }
                Slot::Free { column, columns } => self.cell(&GridCell::text(""), (*column, *columns, 1))?,
                Slot::Below { .. } => {}
            }
        }
        self.sheet.set_row_height(self.row, points.min(MAX_ROW_POINTS))?;
        self.row += 1;
        Ok(())
    }

    fn cell(&mut self, cell: &GridCell, (column, columns, rows): (usize, usize, usize)) -> Result<(), WriteFault> {
        let place = |column: usize| u16::try_from(column).unwrap_or(u16::MAX);
        let at = (self.row, place(column));
        let format = format(cell);
        if columns > 1 || rows > 1 {
            let (below, right) = (self.row + count(rows) - 1, place(column + columns - 1));
            self.sheet.merge_range(at.0, at.1, below, right, "", &format)?;
        }
        match &cell.content {
            Content::Text(text) if text.is_empty() => {
                self.sheet.write_blank(at.0, at.1, &format)?;
                Ok(())
            }
            Content::Text(text) => {
                let text = cell_of(text);
                let armed = crate::report::formula::is_armed(&text);
                let format = if armed { format.set_quote_prefix() } else { format };
                write_text(self.sheet, at, &text, &format)
            }
            Content::Figure(amount) => figure::write(self.sheet, at, *amount, &format),
        }
    }
}

fn middle(format: Format) -> Format {
    format.set_align(FormatAlign::Center)
}

fn format(cell: &GridCell) -> Format {
    let font = if cell.label { zh::HEAD_FONT } else { write::BODY_FONT };
    let align = match cell.align {
        Align::Left => FormatAlign::Left,
        Align::Centre => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    };
    bordered(body()).set_font_name(font).set_text_wrap().set_align(align)
}
