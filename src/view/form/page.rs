//! Draws the fields of a page.

use ratatui::layout::{Position, Rect};

use super::brush::Brush;
use crate::app::form::body::RowKind;
use crate::app::form::field::{Control, Field};
use crate::app::form::layout;
use crate::app::form::page::Page;
use crate::app::form::rows::Rows;
use crate::app::form::text_box::TextBox;
use crate::model::PartKind;
use crate::model::check::Severity;
use crate::text::width;
use crate::text::zh::app::form as say;
use crate::text::zh::model::typed;
use crate::view::theme::Role;

/// Where what was understood stands beside a short value, so that it does not move with every character.
const ASIDE_COLUMN: usize = 26;
/// Less room than this says nothing.
const LEAST_ASIDE: usize = 6;

/// One field's place on the screen.
struct Slot<'a> {
    area: Rect,
    field: &'a Field,
    focused: bool,
    /// Its first row, counted from the top of the area; negative where it is scrolled out.
    first: isize,
    rows: usize,
    start: usize,
    sign: char,
}

/// Draws the part of the page that is scrolled into view; returns where the cursor belongs.
pub(super) fn draw(brush: &mut Brush<'_, '_>, area: Rect, page: &Page) -> Position {
    let height = usize::from(area.height);
    let top = layout::scrolled(page, height);
    let label = page.label_columns();
    let mut cursor = Position { x: area.x, y: area.y };
    let mut row = 0;
    for (place, field) in page.shown().enumerate() {
        let focused = place == page.focus();
        let rows = layout::rows_of(field, focused);
        if row + rows > top && row < top + height {
            let slot = Slot {
                area,
                field,
                focused,
                first: row.cast_signed() - top.cast_signed(),
                rows,
                start: layout::value_start(label),
                sign: sign(page, field),
            };
            slot.draw(brush, label);
            if focused {
                let (caret_row, caret_column) = layout::caret_of(field);
                let offset = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
                cursor.x = area.x.saturating_add(offset(slot.start + caret_column));
                cursor.y = area.y.saturating_add(offset((row + caret_row).saturating_sub(top)));
            }
        }
        row += rows;
    }
    cursor
}

/// `!` wrong, `?` to look at, `*` must be filled.
fn sign(page: &Page, field: &Field) -> char {
    let listed = page.findings.list.iter().filter(|finding| finding.key == field.spec.key);
    let found = listed.chain(&field.found);
    match found.map(|finding| finding.severity).max() {
        Some(Severity::Error) => '!',
        _ if field.error.is_some() => '!',
        Some(Severity::Warning) => '?',
        None if field.required => '*',
        None => ' ',
    }
}

impl Slot<'_> {
    fn draw(&self, brush: &mut Brush<'_, '_>, label: usize) {
        let role = match self.sign {
            '!' => Role::Error,
            '?' => Role::Warning,
            _ => Role::Label,
        };
        if let Some(row) = self.row(0) {
            let mark = if self.focused { '>' } else { ' ' };
            brush.text(self.area, 0, row, &format!("{mark}{}", self.sign), role);
            brush.within(self.area, (layout::GUTTER, row), label, self.field.spec.label, role);
        }
        match &self.field.control {
            Control::Text(text) => self.text(brush, text),
            Control::YesNo(yes) => {
                if let Some(row) = self.row(0) {
                    let shown = format!("[{}] {}", if *yes { 'x' } else { ' ' }, typed::yes_no(*yes));
                    brush.text(self.area, self.start, row, &shown, self.role());
                }
            }
            Control::Rows(rows) => self.rows(brush, rows),
        }
    }

    /// The row of the area that shows a row of the field, where it is in view.
    fn row(&self, of_field: usize) -> Option<usize> {
        let row = self.first.checked_add_unsigned(of_field)?;
        usize::try_from(row).ok().filter(|row| *row < usize::from(self.area.height))
    }

    fn role(&self) -> Role {
        match (self.focused, self.field.prefilled) {
            (true, _) if self.field.replaces() => Role::Selected,
            (true, _) => Role::Focus,
            (false, true) => Role::Dim,
            (false, false) => Role::Text,
        }
    }

    fn text(&self, brush: &mut Brush<'_, '_>, text: &TextBox) {
        let hidden = text.rows().len().saturating_sub(self.rows);
        let last = if hidden > 0 { self.rows - 1 } else { self.rows };
        for at in 0..last {
            if let Some(row) = self.row(at) {
                brush.text(self.area, self.start, row, text.row(at), self.role());
            }
        }
        if hidden > 0
            && let Some(row) = self.row(last)
        {
            brush.text(self.area, self.start, row, &say::more_rows(hidden + 1), Role::Dim);
        }
        if let Some(row) = self.row(0) {
            self.aside(brush, row, width::columns(text.row(0)));
        }
    }

    /// What was understood, or why nothing was, to the right of a value.
    fn aside(&self, brush: &mut Brush<'_, '_>, row: usize, used: usize) {
        let column = self.start + (used + 2).max(ASIDE_COLUMN.min(usize::from(self.area.width) / 3));
        let room = usize::from(self.area.width).saturating_sub(column);
        if room < LEAST_ASIDE {
            return;
        }
        let (text, role) = match &self.field.error {
            Some(error) => (error.as_str(), Role::Error),
            None => match &self.field.found {
                Some(found) => (found.message.as_str(), if self.sign == '!' { Role::Error } else { Role::Warning }),
                None if self.focused && self.field.is_list() && self.field.is_empty() => (say::SEVERAL, Role::Dim),
                None => (self.field.aside.as_str(), Role::Dim),
            },
        };
        brush.text(self.area, column, row, text, role);
    }

    fn rows(&self, brush: &mut Brush<'_, '_>, rows: &Rows) {
        for (at, line) in rows.kept.iter().enumerate() {
            if let Some(row) = self.row(at) {
                let line = format!("{} {line}", say::SAVED_EARLIER);
                brush.text(self.area, self.start, row, &line, Role::Dim);
            }
        }
        for at in 0..=rows.rows.len() {
            let Some(row) = self.row(rows.kept.len() + at) else { continue };
            let selected = self.focused && at == rows.selected;
            let mark = if selected { '>' } else { ' ' };
            let (line, role) = match rows.rows.get(at) {
                Some(entry) if entry.unfinished => {
                    (format!("{mark}{} [{}] {}", at + 1, say::UNFINISHED, entry.page.summary()), Role::Warning)
                }
                Some(entry) => (format!("{mark}{} {}", at + 1, entry.page.summary()), Role::Text),
                None => (format!("{mark}+ {}", add_line(rows)), Role::Dim),
            };
            let role = if selected { Role::Selected } else { role };
            brush.text(self.area, self.start, row, &line, role);
        }
    }
}

fn add_line(rows: &Rows) -> &'static str {
    match rows.kind {
        RowKind::Part(PartKind::Participant) => say::ADD_PEOPLE,
        RowKind::Part(_) => say::ADD_ROW,
        RowKind::Raised => say::ADD_RAISED,
    }
}
