//! The help over the whole screen.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::theme::Role;
use super::{Look, paint, rect};
use crate::app::App;
use crate::app::command::Place;
use crate::app::help::{HelpLine, KEYS, NAME, lines};
use crate::text::width;
use crate::text::zh::app::screens::frame as text;

pub fn draw(frame: &mut Frame<'_>, app: &App, scroll: usize, from: Place, look: Look<'_>) -> Option<Position> {
    let area = paint::after(rect(app.layout().middle), 1);
    let lines = lines(from, usize::from(area.width));
    let height = usize::from(area.height);
    // The screen may have grown since it was scrolled.
    let scroll = scroll.min(lines.len().saturating_sub(height));
    for (row, line) in lines.iter().skip(scroll).take(height).enumerate() {
        let place = paint::row(area, row);
        match line {
            HelpLine::Heading(name) => {
                paint::text(frame, place, name, look.theme.style(Role::Title));
            }
            HelpLine::Note(note) => {
                paint::text(frame, place, note, look.theme.style(Role::Warning));
            }
            HelpLine::More(rest) => {
                let indented = paint::after(place, u16::try_from(KEYS + NAME).unwrap_or(0));
                paint::text(frame, indented, rest, look.theme.style(Role::Text));
            }
            HelpLine::Command { keys, name, help } => {
                let taken =
                    paint::text(frame, place, &format!("{} ", width::fit(keys, KEYS - 1)), look.theme.style(Role::Key));
                let rest = format!("{}{help}", width::fit(name, NAME));
                paint::text(frame, paint::after(place, taken), &rest, look.theme.style(Role::Text));
            }
        }
    }
    let last = (scroll + height).min(lines.len());
    let below = Rect { y: area.bottom() + 1, height: 1, ..area };
    paint::text(frame, below, &text::lines_seen(scroll + 1, last, lines.len()), look.theme.style(Role::Dim));
    Some(Position::new(area.x, area.y))
}
