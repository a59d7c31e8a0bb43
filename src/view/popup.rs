//! A box over the screen.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::paint;
use super::theme::{self, Role, Theme};

/// Clears a box in the middle of an area, draws its border and title, and returns the inside.
pub fn open(frame: &mut Frame<'_>, within: Rect, columns: u16, rows: u16, title: &str, theme: Theme) -> Rect {
    let width = columns.saturating_add(4).min(within.width);
    let height = rows.saturating_add(2).min(within.height);
    let x = within.x + (within.width - width) / 2;
    let y = within.y + (within.height - height) / 2;
    let area = Rect { x, y, width, height };
    for row in 0..height {
        paint::bar(frame, paint::row(area, usize::from(row)), "", theme.style(Role::Text));
    }
    draw_border(frame, area, title, theme);
    Rect { x: x + 2, y: y + 1, width: width.saturating_sub(4), height: height.saturating_sub(2) }
}

fn draw_border(frame: &mut Frame<'_>, area: Rect, title: &str, theme: Theme) {
    let style = theme.style(Role::Rule);
    let line = theme::HORIZONTAL.repeat(usize::from(area.width.saturating_sub(2)));
    let last = usize::from(area.height.saturating_sub(1));
    paint::bar(frame, paint::row(area, 0), &format!("┌{line}┐"), style);
    paint::bar(frame, paint::row(area, last), &format!("└{line}┘"), style);
    for row in 1..last {
        let row = paint::row(area, row);
        paint::bar(frame, Rect { width: 1, ..row }, theme::VERTICAL, style);
        paint::bar(frame, paint::after(row, area.width.saturating_sub(1)), theme::VERTICAL, style);
    }
    let title_area = paint::after(paint::row(area, 0), 2);
    // However long it is, the corner stays.
    let title_area = Rect { width: title_area.width.saturating_sub(2), ..title_area };
    paint::text(frame, title_area, &format!(" {title} "), theme.style(Role::Title));
}
