//! The settings: a line each, the help of the selected one below.

use ratatui::Frame;
use ratatui::layout::Position;

use super::theme::Role;
use super::{Look, paint, rect};
use crate::app::App;
use crate::app::settings::Settings;
use crate::text::width;
use crate::text::zh::app::screens::{frame as mark, settings as text};

/// Columns of the group, of what a setting is called, and of where it comes from.
const GROUP: usize = 10;
const LABEL: usize = 20;
const ORIGIN: usize = 10;

pub fn draw(frame: &mut Frame<'_>, app: &App, settings: &Settings, look: Look<'_>) -> Option<Position> {
    let area = rect(app.layout().middle);
    let lines = settings.lines(look.context);
    let height = app.layout().setting_rows();
    let value = usize::from(area.width).saturating_sub(GROUP + LABEL + ORIGIN + 5);
    let title = format!(
        "  {} {} {} {}",
        width::fit(text::GROUP, GROUP),
        width::fit(text::LABEL, LABEL),
        width::fit(text::VALUE, value),
        text::ORIGIN
    );
    paint::bar(frame, paint::row(area, 0), &title, look.theme.style(Role::Dim));
    if lines.is_empty() {
        paint::text(frame, paint::after(paint::row(area, 1), 2), text::NONE, look.theme.style(Role::Dim));
    }
    // Whole pages, so that the lines stand still while the selection moves.
    let first = settings.selected.checked_div(height).map_or(0, |page| page * height);
    let mut before = "";
    for (row, (at, line)) in lines.iter().enumerate().skip(first).take(height).enumerate() {
        let is_selected = at == settings.selected;
        let group = if line.group == before { "" } else { line.group };
        before = line.group;
        let shown = format!(
            "{} {} {} {} {}",
            if is_selected { mark::SELECTED } else { " " },
            width::fit(group, GROUP),
            width::fit(&line.label, LABEL),
            width::fit(&line.summary(look.context), value),
            line.origin(look.context)
        );
        let role = if is_selected { Role::Selected } else { Role::Text };
        paint::bar(frame, paint::row(area, row + 1), &shown, look.theme.style(role));
    }
    let help = settings.line(look.context).map_or("", |line| line.help);
    let narrowed = if settings.word.is_empty() { String::new() } else { text::narrowed(&settings.word) };
    let last = paint::row(area, height + 1);
    paint::bar(frame, last, &format!("  {narrowed}{help}"), look.theme.style(Role::Dim));
    let row = settings.selected.saturating_sub(first) + 1;
    Some(Position::new(area.x, paint::row(area, row).y))
}
