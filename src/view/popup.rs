//! A box over the screen.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::paint;
use super::theme::{Role, Theme};
use crate::text::width;

/// Clears a box in the middle of an area, draws its border and title, and returns the inside.
pub fn open(frame: &mut Frame<'_>, within: Rect, columns: u16, rows: u16, title: &str, theme: Theme) -> Rect {
    let width = columns.saturating_add(4).min(within.width);
    let height = rows.saturating_add(2).min(within.height);
    let x = within.x + (within.width - width) / 2;
    let y = within.y + (within.height - height) / 2;
    let area = Rect { x, y, width, height };
    mend_left_edge(frame, area);
    for row in 0..height {
        paint::bar(frame, paint::row(area, usize::from(row)), "", theme.style(Role::Text));
    }
    draw_border(frame, area, title, theme);
    Rect { x: x + 2, y: y + 1, width: width.saturating_sub(4), height: height.saturating_sub(2) }
}

/// Blanks the cell left of a box where the box cuts a wide character: the terminal would otherwise draw the whole
/// character over the border (ratatui#2526).
fn mend_left_edge(frame: &mut Frame<'_>, area: Rect) {
    let Some(x) = area.x.checked_sub(1) else { return };
    for y in area.y..area.bottom() {
        if let Some(cell) = frame.buffer_mut().cell_mut((x, y))
            && width::columns(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
    }
}

fn draw_border(frame: &mut Frame<'_>, area: Rect, title: &str, theme: Theme) {
    let style = theme.style(Role::Rule);
    let inner = usize::from(area.width.saturating_sub(2));
    let corners = if theme.ascii { ["+", "+", "+", "+"] } else { ["┌", "┐", "└", "┘"] };
    let line = theme.horizontal().repeat(inner);
    let edge = |left: &str, right: &str| format!("{left}{line}{right}");
    let last = usize::from(area.height.saturating_sub(1));
    draw_raw(frame, paint::row(area, 0), &edge(corners[0], corners[1]), style);
    draw_raw(frame, paint::row(area, last), &edge(corners[2], corners[3]), style);
    for row in 1..last {
        let row = paint::row(area, row);
        draw_raw(frame, Rect { width: 1, ..row }, theme.vertical(), style);
        draw_raw(frame, paint::after(row, area.width.saturating_sub(1)), theme.vertical(), style);
    }
    let title_area = paint::after(paint::row(area, 0), 2);
    paint::text(frame, title_area, &format!(" {title} "), theme.style(Role::Title));
}

fn draw_raw(frame: &mut Frame<'_>, area: Rect, line: &str, style: ratatui::style::Style) {
    let area = area.intersection(frame.area());
    if !area.is_empty() {
        frame.buffer_mut().set_stringn(area.x, area.y, line, usize::from(area.width), style);
    }
}
