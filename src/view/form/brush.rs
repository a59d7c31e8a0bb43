//! Writes text at a column and row of an area.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::view::paint;
use crate::view::theme::{Role, Theme};

/// A frame and the theme it is painted in.
pub(super) struct Brush<'a, 'b> {
    frame: &'a mut Frame<'b>,
    theme: Theme,
}

impl<'a, 'b> Brush<'a, 'b> {
    pub(super) fn new(frame: &'a mut Frame<'b>, theme: Theme) -> Brush<'a, 'b> {
        Brush { frame, theme }
    }

    /// Writes text and returns the column after it; what does not fit ends in `…`.
    pub(super) fn text(&mut self, area: Rect, column: usize, row: usize, text: &str, role: Role) -> usize {
        self.within(area, (column, row), usize::MAX, text, role)
    }

    /// Writes text into at most `columns` and returns the column after it.
    pub(super) fn within(
        &mut self,
        area: Rect,
        (column, row): (usize, usize),
        columns: usize,
        text: &str,
        role: Role,
    ) -> usize {
        let cells = |columns: usize| u16::try_from(columns).unwrap_or(u16::MAX);
        let place = paint::after(paint::row(area, row), cells(column));
        let place = Rect { width: place.width.min(cells(columns)), ..place };
        column + usize::from(paint::text(self.frame, place, text, self.theme.style(role)))
    }
}
