//! The page 今日.

use ratatui::Frame;
use ratatui::layout::Position;

use super::theme::Role;
use super::{Look, paint, rect};
use crate::app::App;
use crate::app::today::{TodayLine, Weight};
use crate::text::zh::app::screens::frame as text;

pub fn draw(frame: &mut Frame<'_>, app: &App, look: Look<'_>) -> Option<Position> {
    let area = rect(app.layout().middle);
    let lines = app.today.lines(look.context);
    let selected = selected_line(&lines, app.today.selected);
    let height = usize::from(area.height);
    let scroll = first_line(&lines, selected, height);
    for (row, (index, line)) in lines.iter().enumerate().skip(scroll).take(height).enumerate() {
        let is_selected = index == selected && line.target.is_some();
        let role = match line.weight {
            _ if is_selected => Role::Selected,
            Weight::Heading => Role::Title,
            Weight::Plain => Role::Text,
            Weight::Soon => Role::Warning,
            Weight::Late => Role::Error,
        };
        let place = paint::row(area, row);
        let mark = if is_selected { text::SELECTED } else { " " };
        let indent = if line.target.is_some() { "  " } else { "" };
        let whole = format!("{mark}{indent}{}", line.text);
        if is_selected {
            paint::bar(frame, place, &whole, look.theme.style(role));
        } else {
            paint::text(frame, place, &whole, look.theme.style(role));
        }
    }
    let row = u16::try_from(selected - scroll).unwrap_or(0);
    Some(Position::new(area.x, area.y + row))
}

/// How many lines stand below what the screen shows.
pub fn below(app: &App, look: Look<'_>) -> usize {
    let lines = app.today.lines(look.context);
    let height = usize::from(app.layout().middle.height);
    let first = first_line(&lines, selected_line(&lines, app.today.selected), height);
    lines.len().saturating_sub(first + height)
}

/// The first line shown. The page scrolls only as far as the selected line needs, and the last of those that lead somewhere
/// brings what stands after it.
fn first_line(lines: &[TodayLine], selected: usize, height: usize) -> usize {
    let is_last = !lines.iter().skip(selected + 1).any(|line| line.target.is_some());
    let needed = if is_last { lines.len() } else { selected + 1 };
    // Never so far that the selected line itself goes.
    needed.saturating_sub(height).min(selected)
}

/// The index among all lines of the selected one, which is counted among those that lead somewhere.
fn selected_line(lines: &[TodayLine], selected: usize) -> usize {
    let leading = lines.iter().enumerate().filter(|(_, line)| line.target.is_some());
    leading.map(|(index, _)| index).nth(selected).unwrap_or(0)
}
