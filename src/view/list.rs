//! A list of records with its column titles, and the detail of the selected one.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::theme::{self, Palette, Role};
use super::{Look, detail, frame as around, paint, rect};
use crate::app::columns::{Column, columns_in};
use crate::app::{App, shown};
use crate::model::{Context, Entry};
use crate::text::width;
use crate::text::zh::app::screens::frame as text;

/// The columns in which the signs of a row stand: selected, marked, late.
pub const MARK: u16 = 3;
/// The blank between two columns.
const GAP: u16 = 1;
/// The columns of the selected row that are shown as selected, beside its mark. The whole of two rows would have to be
/// sent anew whenever the selection moves, which is half of what that costs.
const LEAD: usize = 2;

pub fn draw(frame: &mut Frame<'_>, app: &App, look: Look<'_>) -> Option<Position> {
    app.kind()?;
    let cursor = &app.book().cursor;
    let rows: Vec<&Entry> = cursor.rows().iter().map(|row| &row.entry).collect();
    let area = rect(app.layout().list);
    if rows.is_empty() {
        let is_addable = app.book().shelf == 0;
        let says = if is_addable { text::EMPTY } else { text::EMPTY_SHELF };
        paint::text(frame, paint::after(paint::row(area, 1), MARK), says, look.theme.style(Role::Dim));
        return Some(Position::new(area.x, paint::row(area, 1).y));
    }
    // Only records of our own are marked.
    let marked = |entry: &Entry| is_own(app, entry) && app.book().marked.contains_key(&entry.id);
    let columns = columns_in(cursor.list(), area.width.saturating_sub(MARK), look.context.directory.gathers());
    let caret = draw_rows(frame, area, &columns, &rows, (cursor.selected(), &marked), look);
    draw_preview(frame, app, &columns, look);
    Some(caret)
}

/// Whether a record is one of the desk's own.
pub fn is_own(app: &App, entry: &Entry) -> bool {
    app.desk.as_ref().is_none_or(|desk| desk.org == entry.org)
}

/// Draws rows under their column titles and returns where the selected one begins.
pub fn draw_rows(
    frame: &mut Frame<'_>,
    area: Rect,
    columns: &[Column],
    rows: &[&Entry],
    (selected, is_marked): (usize, &dyn Fn(&Entry) -> bool),
    look: Look<'_>,
) -> Position {
    let titles = joined(columns, |column| column.spec.label.to_owned());
    paint::bar(frame, paint::row(area, 0), &format!("   {titles}"), look.theme.style(Role::Dim));
    // Weak eyes get all of it.
    let is_whole = look.theme.palette == Palette::HighContrast;
    let lead = columns.iter().take(LEAD).map(|column| column.width + GAP).sum::<u16>() + MARK - GAP;
    let visible = usize::from(area.height.saturating_sub(1));
    for (index, entry) in rows.iter().enumerate().take(visible) {
        let is_selected = index == selected;
        let mark = if is_selected { text::SELECTED } else { " " };
        // A sign beside the colour, for those who see none.
        let chosen = if is_marked(entry) { text::MARKED } else { " " };
        let late = match entry {
            entry if !entry.is_live() => text::VOIDED,
            entry if shown::is_overdue(&entry.record, look.context) => text::OVERDUE,
            _ => " ",
        };
        let cells = joined(columns, |column| cell(entry, column, look.context));
        let place = paint::row(area, index + 1);
        paint::bar(frame, place, &format!("{mark}{chosen}{late}{cells}"), look.theme.style(role(entry, look.context)));
        if is_selected {
            let width = if is_whole { place.width } else { lead.min(place.width) };
            paint::restyle(frame, Rect { width, ..place }, look.theme.style(Role::Selected));
        }
    }
    Position::new(area.x, paint::row(area, selected.min(visible.saturating_sub(1)) + 1).y)
}

/// The detail of the selected row, below the list or beside it; `listed` is what the list says of it already.
pub fn draw_preview(frame: &mut Frame<'_>, app: &App, listed: &[Column], look: Look<'_>) {
    let layout = app.layout();
    let (Some(place), Some(shown)) = (layout.detail, &app.preview) else { return };
    let area = rect(place);
    if layout.beside {
        let rule = Rect { x: area.x - 1, width: 1, ..area };
        for row in 0..usize::from(area.height) {
            paint::bar(frame, paint::row(rule, row), theme::VERTICAL, look.theme.style(Role::Rule));
        }
    } else {
        around::rule(frame, Rect { y: area.y - 1, height: 1, ..area }, "", look);
    }
    detail::draw_preview(frame, paint::after(area, 1), shown, listed, look);
}

fn role(entry: &Entry, context: &Context<'_>) -> Role {
    match entry {
        entry if !entry.is_live() => Role::Dim,
        entry if shown::is_overdue(&entry.record, context) => Role::Error,
        _ => Role::Text,
    }
}

fn joined(columns: &[Column], cell: impl Fn(&Column) -> String) -> String {
    let cells: Vec<String> = columns.iter().map(|column| width::fit(&cell(column), column.width.into())).collect();
    cells.join(" ")
}

/// A field on one line.
fn cell(entry: &Entry, column: &Column, context: &Context<'_>) -> String {
    if let Some(text) = shown::told_within(entry, column.spec, column.width.into(), context) {
        return text.replace('\n', " ");
    }
    if !entry.record.applies(column.spec.key) {
        return String::new();
    }
    let text = context.of(entry.org, |context| shown::listed(&entry.record, column.spec, context));
    // Only as much as can be seen is looked at: a content of 8,000 characters stands in one cell.
    let seen = width::cut(&text, usize::from(column.width) * 2);
    seen.replace('\n', " ") + if seen.len() < text.len() { " " } else { "" }
}
