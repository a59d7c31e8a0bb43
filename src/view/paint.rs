//! Puts text on the screen: cut to its place by display columns, never through a wide character.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::{glyph, width};

/// Writes one line at the beginning of an area and returns the columns it took. What does not fit ends in `…`.
pub fn text(frame: &mut Frame<'_>, area: Rect, line: &str, style: Style) -> u16 {
    let room = usize::from(area.width);
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return 0;
    }
    let taken = width::columns(line).min(room);
    put(frame.buffer_mut(), area, &width::fit(line, taken), style);
    u16::try_from(taken).unwrap_or(area.width)
}

/// Writes one line over the whole width of an area, so that its style shows to the edge.
pub fn bar(frame: &mut Frame<'_>, area: Rect, line: &str, style: Style) {
    let area = area.intersection(frame.area());
    if !area.is_empty() {
        put(frame.buffer_mut(), area, &width::fit(line, usize::from(area.width)), style);
    }
}

/// Shows what stands in an area in another style.
pub fn restyle(frame: &mut Frame<'_>, area: Rect, style: Style) {
    let area = area.intersection(frame.area());
    frame.buffer_mut().set_style(area, style);
}

/// Writes what fits. A wide character that the beginning cuts through is blanked: a terminal would draw the whole of it
/// over what is written here (ratatui#2526).
fn put(buffer: &mut Buffer, area: Rect, shown: &str, style: Style) {
    let left = area.x.checked_sub(1).and_then(|x| buffer.cell_mut((x, area.y)));
    if let Some(cell) = left.filter(|cell| width::columns(cell.symbol()) > 1) {
        cell.set_symbol(" ");
    }
    let mut x = area.x;
    for (_, cluster) in width::clusters(shown) {
        let columns = u16::try_from(width::columns(cluster)).unwrap_or(u16::MAX);
        if columns > area.right().saturating_sub(x) {
            return;
        }
        if columns > 0
            && let Some(cell) = buffer.cell_mut((x, area.y))
        {
            cell.set_symbol(cluster).set_style(style);
        }
        // What a wide character covers is empty.
        for covered in x + 1..x + columns {
            buffer[(covered, area.y)].reset();
        }
        x += columns;
    }
}

/// Puts look-alikes in the place of signs that this terminal draws too wide. Nothing moves by that.
pub fn use_look_alikes(frame: &mut Frame<'_>) {
    for cell in &mut frame.buffer_mut().content {
        if let Some(look_alike) = glyph::look_alike(cell.symbol()) {
            cell.set_symbol(&look_alike);
        }
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

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::*;
    use crate::view::snapshot::rows;

    fn drawn(draw: impl FnOnce(&mut Frame<'_>)) -> Vec<String> {
        let Ok(mut terminal) = Terminal::new(TestBackend::new(20, 1));
        let Ok(done) = terminal.draw(draw);
        rows(done.buffer)
    }

    #[test]
    fn what_is_written_over_half_a_character_shows() {
        let shown = drawn(|frame| {
            let area = frame.area();
            text(frame, area, "甲乙丙丁", Style::new());
            text(frame, Rect { x: 3, width: 2, ..area }, "|", Style::new());
        });
        assert_eq!(shown, ["甲 |丙丁"]);
    }

    #[test]
    fn look_alikes_stand_where_the_signs_stood() {
        let shown = drawn(|frame| {
            let area = frame.area();
            text(frame, area, "│“①”·村口路灯不亮已三天", Style::new());
            use_look_alikes(frame);
        });
        assert_eq!(shown, ["|\"1\".村口路灯不亮已."]);
    }
}
