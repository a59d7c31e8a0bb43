//! A line being typed on the message line.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::theme::Role;
use super::{Look, paint};
use crate::app::line::Line;
use crate::app::prompt::Prompt;
use crate::text::width;

/// The least columns kept for what is typed.
const TYPED_LEAST: usize = 20;

pub fn draw(frame: &mut Frame<'_>, prompt: &Prompt, look: Look<'_>) -> Option<Position> {
    let area = frame.area();
    let line = Rect { y: area.bottom().saturating_sub(2), height: 1, ..area };
    Some(draw_line(frame, line, &prompt.question, &prompt.line, look))
}

/// Draws a question and its line, scrolled so that the caret is seen, and returns where the caret stands.
pub fn draw_line(frame: &mut Frame<'_>, area: Rect, question: &str, line: &Line, look: Look<'_>) -> Position {
    paint::bar(frame, area, "", look.theme.style(Role::Text));
    let room = usize::from(area.width).saturating_sub(1);
    let asked = width::columns(question).min(room.saturating_sub(TYPED_LEAST));
    let shown = width::fit(question, asked);
    let taken = paint::text(frame, paint::after(area, 1), &shown, look.theme.style(Role::Label));
    let typed_area = paint::after(area, 1 + taken);
    let caret = draw_typed(frame, typed_area, line, Role::Focus, look);
    Position::new(caret, area.y)
}

/// Draws what is typed and returns the column of the caret.
pub fn draw_typed(frame: &mut Frame<'_>, area: Rect, line: &Line, role: Role, look: Look<'_>) -> u16 {
    // One column stays free for the caret behind the last character.
    let room = usize::from(area.width.saturating_sub(1));
    let before = line.before_caret();
    let hidden = first_seen(before, room);
    let seen = &line.text()[hidden..];
    paint::bar(frame, area, "", look.theme.style(role));
    // What gives way to the next letter looks like what is chosen.
    let role = if line.is_proposed() { Role::Selected } else { role };
    paint::text(frame, area, width::cut(seen, room), look.theme.style(role));
    let column = width::columns(&before[hidden..]).min(room);
    area.x + u16::try_from(column).unwrap_or(0)
}

/// The byte from which the text before the caret fits into `room` columns.
fn first_seen(before: &str, room: usize) -> usize {
    let starts = before.char_indices().map(|(at, _)| at).chain([before.len()]);
    starts.into_iter().find(|at| width::columns(&before[*at..]) <= room).unwrap_or(before.len())
}
