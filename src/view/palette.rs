//! The palette: a line to type, below it the commands that fit with their keys and what they do.

use ratatui::Frame;
use ratatui::layout::Position;

use super::theme::Role;
use super::{Look, paint, popup, prompt, rect};
use crate::app::App;
use crate::app::command::manual;
use crate::app::palette::{Palette, refusal};
use crate::text::width;
use crate::text::zh::app::screens::frame as text;

/// Columns of a command's name and of its keys.
const NAME: usize = 12;
const KEYS: usize = 18;
/// Columns of the box, where the screen has them.
const COLUMNS: u16 = 74;

pub fn draw(frame: &mut Frame<'_>, app: &App, palette: &Palette, look: Look<'_>) -> Option<Position> {
    let within = rect(app.layout().middle);
    let rows = u16::try_from(palette.items.len() + 1).unwrap_or(u16::MAX).max(2);
    let inside = popup::open(frame, within, COLUMNS, rows, text::PALETTE, look.theme);
    let caret = prompt::draw_line(frame, paint::row(inside, 0), text::PALETTE_QUESTION, &palette.line, look);
    if palette.items.is_empty() {
        paint::text(frame, paint::row(inside, 1), text::NO_COMMAND, look.theme.style(Role::Dim));
    }
    let height = usize::from(inside.height.saturating_sub(1));
    // Whole pages, so that the lines stand still while the selection moves.
    let first = palette.selected.checked_div(height).map_or(0, |page| page * height);
    for (row, (at, spec)) in palette.items.iter().enumerate().skip(first).take(height).enumerate() {
        let reason = refusal(spec, app);
        let is_selected = at == palette.selected;
        let role = match (is_selected, &reason) {
            (true, _) => Role::Selected,
            (false, Some(_)) => Role::Dim,
            (false, None) => Role::Text,
        };
        let mark = if is_selected { text::SELECTED } else { " " };
        let keys = width::fit(&manual::keys(palette.from, spec.command), KEYS);
        let says = reason.as_deref().unwrap_or(spec.help);
        let line = format!("{mark} {}{keys} {says}", width::fit(spec.name, NAME));
        paint::bar(frame, paint::row(inside, row + 1), &line, look.theme.style(role));
    }
    Some(caret)
}
