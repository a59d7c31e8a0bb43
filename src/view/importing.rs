//! A ledger being taken in: a line for each column, or what came of it.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::theme::Role;
use super::{Look, paint, rect};
use crate::app::App;
use crate::app::importing::{Importing, Line, Stage};
use crate::text::width;
use crate::text::zh::app::screens::{frame as mark, importing as text};

/// Columns of how something is known, and the most of a column's name and of what becomes of it.
const HOW: usize = 8;
const NAME: usize = 26;
const BECOMES: usize = 22;

pub fn draw(frame: &mut Frame<'_>, app: &App, importing: &Importing, look: Look<'_>) -> Option<Position> {
    let area = rect(app.layout().middle);
    match &importing.stage {
        Stage::Mapping | Stage::Reading(..) => Some(draw_mapping(frame, area, importing, look)),
        Stage::Tried(tally) | Stage::Done(tally) => {
            Some(draw_tally(frame, area, &tally.told(), importing.selected, look))
        }
    }
}

fn draw_mapping(frame: &mut Frame<'_>, area: Rect, importing: &Importing, look: Look<'_>) -> Position {
    let room = usize::from(area.width).saturating_sub(HOW + 5);
    let (name, becomes) = (NAME.min(room / 3), BECOMES.min(room / 3));
    let columns = [name, room.saturating_sub(name + becomes), becomes];
    let [title, sample, target, how] = text::TITLES;
    paint::bar(
        frame,
        paint::row(area, 0),
        &row(" ", [title, sample, target], how, columns),
        look.theme.style(Role::Dim),
    );
    let notes = &importing.looked.notes;
    let height = usize::from(area.height).saturating_sub(1 + notes.len().min(2));
    // Whole pages, so that the lines stand still while the selection moves.
    let first = importing.selected.checked_div(height).map_or(0, |page| page * height);
    for (at, line) in importing.lines().iter().enumerate().skip(first).take(height) {
        let is_selected = at == importing.selected;
        let Line { name, sample, becomes, how, is_odd } = line;
        let sign = if is_selected { mark::SELECTED } else { " " };
        let role = match (is_selected, *is_odd) {
            (true, _) => Role::Selected,
            (false, true) => Role::Warning,
            (false, false) => Role::Text,
        };
        let shown = row(sign, [name, sample, becomes], how, columns);
        paint::bar(frame, paint::row(area, at - first + 1), &shown, look.theme.style(role));
    }
    for (at, note) in notes.iter().take(2).enumerate() {
        paint::bar(frame, paint::row(area, height + 1 + at), &format!("  {note}"), look.theme.style(Role::Warning));
    }
    let at = paint::row(area, importing.selected.saturating_sub(first) + 1);
    Position::new(at.x, at.y)
}

fn row(sign: &str, cells: [&str; 3], how: &str, columns: [usize; 3]) -> String {
    let [name, sample, becomes] = [0, 1, 2].map(|at| width::fit(cells[at], columns[at]));
    format!("{sign} {name} {sample} {becomes} {how}")
}

fn draw_tally(frame: &mut Frame<'_>, area: Rect, told: &[String], selected: usize, look: Look<'_>) -> Position {
    let columns = usize::from(area.width).saturating_sub(3);
    let mut at = 0;
    for line in told.iter().skip(selected) {
        for piece in width::wrap(line, columns) {
            if at >= usize::from(area.height) {
                break;
            }
            paint::text(frame, paint::after(paint::row(area, at), 2), &line[piece], look.theme.style(Role::Text));
            at += 1;
        }
    }
    Position::new(area.x, area.y)
}
