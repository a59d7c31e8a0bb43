//! The measures of a page, after GB/T 9704-2012, for every writer of paper.

use crate::report::paper::{Grid, GridCell, GridRow, Page};
use crate::text::width;

use super::cell_text;

/// Twips, a twentieth of a point, in a point.
pub(super) const POINT: u32 = 20;
/// The body's line: 22 of them fill the text block of 225 mm.
pub(super) const LINE: u32 = 579;
/// Size of the body, 3号, in twips.
pub(super) const BODY: u32 = 16 * POINT;
/// Size of the title, 2号.
pub(super) const TITLE: u32 = 22 * POINT;
/// Line of the title.
pub(super) const TITLE_LINE: u32 = 34 * POINT;
/// Size of page numbers, 4号.
pub(super) const NUMBER: u32 = 14 * POINT;
/// Size of a table's caption, 小四.
pub(super) const CAPTION: u32 = 12 * POINT;
/// Line of a table's caption.
pub(super) const CAPTION_LINE: u32 = 20 * POINT;
/// Size of small print, 五号.
pub(super) const NOTE: u32 = 21 * POINT / 2;
/// Line of small print.
pub(super) const NOTE_LINE: u32 = 16 * POINT;
/// Between a cell's border and its text, at the left and at the right.
pub(super) const CELL_SIDE: u32 = 80;
/// Above the text of a cell, and below.
pub(super) const CELL_EDGE: u32 = 30;

/// The measures of one kind of page, in twips.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Layout {
    /// Width of the sheet.
    pub(super) width: u32,
    /// Height of the sheet.
    pub(super) height: u32,
    /// Margins.
    pub(super) top: u32,
    /// See `top`.
    pub(super) bottom: u32,
    /// See `top`.
    pub(super) left: u32,
    /// See `top`.
    pub(super) right: u32,
    /// From the lower edge of the sheet to the page number; none where pages have no number.
    pub(super) number: Option<u32>,
    /// Size of text in tables.
    pub(super) cell: u32,
    /// Line of text in tables.
    pub(super) cell_line: u32,
}

impl Layout {
    /// The measures of a kind of page.
    pub(super) fn of(page: Page) -> Layout {
        let (short, long) = (11_906, 16_838);
        match page {
            Page::Report => Layout {
                width: short,
                height: long,
                top: 2_098,
                bottom: 1_984,
                left: 1_587,
                right: 1_474,
                number: Some(1_380),
                cell: 12 * POINT,
                cell_line: 18 * POINT,
            },
            Page::Form => Layout {
                width: short,
                height: long,
                top: 1_134,
                bottom: 1_134,
                left: 1_418,
                right: 1_134,
                number: None,
                cell: 12 * POINT,
                cell_line: 18 * POINT,
            },
            Page::Wide => Layout {
                width: long,
                height: short,
                top: 1_418,
                bottom: 1_247,
                left: 1_134,
                right: 1_134,
                number: Some(680),
                cell: NOTE,
                cell_line: NOTE_LINE,
            },
        }
    }

    /// Width of the text block.
    pub(super) fn block_width(&self) -> u32 {
        self.width - self.left - self.right
    }

    /// Height of the text block.
    pub(super) fn block_height(&self) -> u32 {
        self.height - self.top - self.bottom
    }

    /// The widths of a table's columns, together the text block's.
    pub(super) fn columns(&self, grid: &Grid, columns: usize) -> Vec<u32> {
        let mean = grid.widths.iter().map(|share| u32::from(*share)).sum::<u32>() / at_least_one(grid.widths.len());
        let share = |at: usize| grid.widths.get(at).map_or(mean, |share| u32::from(*share)).max(1);
        let whole: u32 = (0..columns).map(share).sum::<u32>().max(1);
        // The remainder of each division goes to the next column, so that nothing of the width is lost.
        let mut passed = 0_u64;
        let edge = |passed: u64| passed * u64::from(self.block_width()) / u64::from(whole);
        let width = |at: usize| {
            let from = edge(passed);
            passed += u64::from(share(at));
            u32::try_from(edge(passed) - from).unwrap_or_default()
        };
        (0..columns).map(width).collect()
    }

    /// About how high a cell's text will be in a column of that width.
    pub(super) fn text_height(&self, cell: &GridCell, column: u32) -> u32 {
        let room = column.saturating_sub(2 * CELL_SIDE) * 2 / self.cell;
        let lines = width::wrap(&cell_text(cell), room.max(1) as usize).len();
        u32::try_from(lines).unwrap_or(u32::MAX).saturating_mul(self.cell_line).saturating_add(2 * CELL_EDGE)
    }

    /// The least height of a row.
    pub(super) fn least_height(row: &GridRow) -> u32 {
        u32::from(row.lines) * LINE
    }
}

fn at_least_one(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX).max(1)
}
