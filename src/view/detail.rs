//! A record with all it says.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::theme::Role;
use super::{Look, paint, rect};
use crate::app::App;
use crate::app::detail::{Detail, DetailLine};
use crate::text::zh::app::screens::frame as text;

/// Fills the middle of the frame with a record.
pub fn draw_whole(frame: &mut Frame<'_>, app: &App, shown: &Detail, look: Look<'_>) -> Option<Position> {
    let area = paint::after(rect(app.layout().middle), 1);
    let area = Rect { width: area.width.saturating_sub(1), ..area };
    let lines = shown.lines(area.width.into(), look.context);
    let caret = draw_lines(frame, area, &lines[shown.scroll.min(lines.len())..], shown.chosen, look);
    let of = lines.len();
    let seen = usize::from(area.height);
    if of > seen && app.message.is_none() {
        let last = (shown.scroll + seen).min(of);
        let line = text::lines_seen(shown.scroll + 1, last, of);
        let below = Rect { y: area.bottom() + 1, height: 1, ..area };
        paint::text(frame, below, &line, look.theme.style(Role::Dim));
    }
    Some(caret)
}

/// Draws as much of a record as there is room for, without what the list shows already.
pub fn draw_preview(frame: &mut Frame<'_>, area: Rect, shown: &Detail, look: Look<'_>) {
    draw_lines(frame, area, &shown.preview_lines(area.width.into(), look.context), None, look);
}

/// Draws lines and returns where the caret belongs: at the chosen link, else at the top.
fn draw_lines(
    frame: &mut Frame<'_>,
    area: Rect,
    lines: &[DetailLine],
    chosen: Option<usize>,
    look: Look<'_>,
) -> Position {
    let mut caret = Position::new(area.x, area.y);
    for (row, line) in lines.iter().take(area.height.into()).enumerate() {
        let place = paint::row(area, row);
        let is_chosen = matches!(line, DetailLine::Link(at, _) if chosen == Some(*at));
        draw_line(frame, place, line, is_chosen, look);
        if is_chosen {
            caret = Position::new(place.x, place.y);
        }
    }
    caret
}

fn draw_line(frame: &mut Frame<'_>, place: Rect, line: &DetailLine, is_chosen: bool, look: Look<'_>) {
    let style = |role| look.theme.style(role);
    match line {
        DetailLine::Title(title) => {
            paint::text(frame, place, title, style(Role::Title));
        }
        DetailLine::Fields(fields) => {
            let half = (place.width.saturating_sub(2)) / 2 + 2;
            for (index, (label, value)) in fields.iter().enumerate() {
                let cell = if index == 0 { place } else { paint::after(place, half) };
                let taken = paint::text(frame, cell, label, style(Role::Label));
                paint::text(frame, paint::after(cell, taken + 1), value, style(Role::Text));
            }
        }
        DetailLine::More(rest) => {
            paint::text(frame, place, rest, style(Role::Text));
        }
        DetailLine::Heading(name) => {
            paint::text(frame, place, name, style(Role::Label));
        }
        DetailLine::Row(row) => {
            paint::text(frame, place, &format!("- {row}"), style(Role::Text));
        }
        DetailLine::Link(_, headline) => {
            let (mark, role) = if is_chosen { (text::SELECTED, Role::Selected) } else { (" ", Role::Text) };
            paint::text(frame, place, &format!("{mark} {headline}"), style(role));
        }
    }
}
