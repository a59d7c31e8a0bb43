//! Puts text on the screen: cut to its place by display columns, never through a wide character.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::width;

/// Writes one line at the beginning of an area and returns the columns it took. What does not fit ends in `…`.
pub fn text(frame: &mut Frame<'_>, area: Rect, line: &str, style: Style) -> u16 {
    let room = usize::from(area.width);
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return 0;
    }
    let taken = width::columns(line).min(room);
    let shown = width::fit(line, taken);
    frame.buffer_mut().set_stringn(area.x, area.y, shown, usize::from(area.width), style);
    u16::try_from(taken).unwrap_or(area.width)
}

/// Writes one line over the whole width of an area, so that its style shows to the edge.
pub fn bar(frame: &mut Frame<'_>, area: Rect, line: &str, style: Style) {
    let area = area.intersection(frame.area());
    if !area.is_empty() {
        let shown = width::fit(line, usize::from(area.width));
        frame.buffer_mut().set_stringn(area.x, area.y, shown, usize::from(area.width), style);
    }
}

/// The area without its first `columns`.
pub fn after(area: Rect, columns: u16) -> Rect {
    let taken = columns.min(area.width);
    Rect { x: area.x + taken, width: area.width - taken, ..area }
}

/// One row of an area, counted from its top; empty below its end.
pub fn row(area: Rect, index: usize) -> Rect {
    let index = u16::try_from(index).unwrap_or(u16::MAX);
    let height = u16::from(index < area.height);
    Rect { y: area.y.saturating_add(index.min(area.height)), height, ..area }
}
