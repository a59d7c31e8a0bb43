//! A record with all it says.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::theme::Role;
use super::{Look, paint, rect};
use crate::app::App;
use crate::app::columns::Column;
use crate::app::detail::{Detail, DetailLine, Piece, Weight};
use crate::text::zh::app::screens::frame as text;

/// Fills the middle of the frame with a record.
pub fn draw_whole(frame: &mut Frame<'_>, app: &App, shown: &Detail, look: Look<'_>) -> Option<Position> {
    let area = paint::after(rect(app.layout().middle), 1);
    let area = Rect { width: area.width.saturating_sub(1), ..area };
    let lines = shown.lines(app.layout().record_columns(), look.context);
    let (of, seen) = (lines.len(), usize::from(area.height));
    // The screen may have grown since it was scrolled.
    let first = shown.scroll.min(of.saturating_sub(seen));
    let caret = draw_lines(frame, area, &lines[first..], shown.chosen(), look);
    if of > seen && app.message.is_none() {
        let line = text::lines_seen(first + 1, first + seen, of);
        let below = Rect { y: area.bottom() + 1, height: 1, ..area };
        paint::text(frame, below, &line, look.theme.style(Role::Dim));
    }
    Some(caret)
}

/// Draws as much of a record as there is room for, without what the list shows already.
pub fn draw_preview(frame: &mut Frame<'_>, area: Rect, shown: &Detail, listed: &[Column], look: Look<'_>) {
    let size = (area.width.into(), area.height.into());
    draw_lines(frame, area, &shown.preview_lines(size, listed, look.context), None, look);
}

/// Draws lines and returns where the caret belongs: at the chosen reference, else at the top.
fn draw_lines(
    frame: &mut Frame<'_>,
    area: Rect,
    lines: &[DetailLine],
    chosen: Option<usize>,
    look: Look<'_>,
) -> Position {
    let mut caret = None;
    for (row, line) in lines.iter().take(area.height.into()).enumerate() {
        let place = paint::row(area, row);
        paint::text(frame, place, look.theme.mark(line.mark), look.theme.style(Role::Rule));
        for piece in &line.pieces {
            let is_chosen = piece.reference.is_some() && piece.reference == chosen;
            let at = draw_piece(frame, place, piece, is_chosen, look);
            if is_chosen {
                caret = caret.or(Some(at));
            }
        }
    }
    caret.unwrap_or(Position::new(area.x, area.y))
}

/// Draws a piece and returns where the mark of a chosen one stands: in the blank column before it.
fn draw_piece(frame: &mut Frame<'_>, place: Rect, piece: &Piece, is_chosen: bool, look: Look<'_>) -> Position {
    let after = |columns: usize| paint::after(place, u16::try_from(columns).unwrap_or(u16::MAX));
    let role = match piece.weight {
        _ if is_chosen => Role::Selected,
        _ if piece.reference.is_some() => Role::Link,
        Weight::Title => Role::Title,
        Weight::Label => Role::Label,
        Weight::Text => Role::Text,
        Weight::Dim => Role::Dim,
        Weight::Soon => Role::Warning,
        Weight::Late => Role::Error,
    };
    let style = look.theme.style(role);
    let before = after(piece.at.saturating_sub(1));
    if is_chosen {
        paint::text(frame, Rect { width: before.width.min(1), ..before }, text::SELECTED, style);
    }
    paint::text(frame, after(piece.at), &piece.text, style);
    Position::new(before.x, before.y)
}
