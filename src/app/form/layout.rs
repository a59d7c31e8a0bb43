//! How a form's area is divided: the numbers both the state (to move by rows) and the drawing need.

use super::field::{Control, Field};
use super::page::Page;
use crate::text::width;

/// The width assumed until the area is known.
pub const USUAL_WIDTH: usize = 80;
/// Columns before a label: the cursor mark and the sign for required or wrong.
pub const GUTTER: usize = 2;

/// Rows an empty text of several lines takes, so that entering it moves nothing.
const LEAST_PROSE_ROWS: usize = 2;
/// Rows a long text takes while the cursor is elsewhere.
const MOST_IDLE_ROWS: usize = 4;
const MOST_LABEL_COLUMNS: usize = 16;
const MOST_LISTED_ROWS: usize = 5;

/// Rows of each band of the area, from the top.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bands {
    /// What the form is about.
    pub title: usize,
    /// The fields, or the pick list.
    pub body: usize,
    /// What the checks found, or the issues that look like the one being entered.
    pub listed: usize,
    /// Help for the field, or the codes it may mean.
    pub help: usize,
    /// The one message.
    pub message: usize,
    /// The keys.
    pub keys: usize,
}

/// Divides a height. On a small screen the keys go first, then the help, the title and the message; the fields stay.
pub fn bands(height: usize, listed: usize) -> Bands {
    let row = |from: usize| usize::from(height >= from);
    let (title, help, message, keys) = (row(4), row(6), row(3), row(8));
    let left = height - title - help - message - keys;
    let listed = listed.min(MOST_LISTED_ROWS).min(left.saturating_sub(1) / 3);
    Bands { title, body: left - listed, listed, help, message, keys }
}

/// Columns of the label column: the longest label, within reason.
pub fn label_columns<'a>(labels: impl Iterator<Item = &'a str>, width: usize) -> usize {
    let longest = labels.map(width::columns).max().unwrap_or(0);
    longest.min(MOST_LABEL_COLUMNS).min(width / 4)
}

/// Columns a value may fill; one more stays free, for the caret after the last character.
pub fn value_columns(width: usize, label: usize) -> usize {
    width.saturating_sub(value_start(label) + 1).max(2)
}

/// The column values begin at.
pub fn value_start(label: usize) -> usize {
    GUTTER + label + 1
}

/// Display rows of a field.
pub fn rows_of(field: &Field, focused: bool) -> usize {
    match &field.control {
        Control::YesNo(_) => 1,
        Control::Rows(rows) => rows.height(),
        Control::Text(text) => {
            let least = if text.is_several() { LEAST_PROSE_ROWS } else { 1 };
            let rows = text.rows().len().max(least);
            if focused { rows } else { rows.min(MOST_IDLE_ROWS) }
        }
    }
}

/// The caret's row within the focused field and its column within the value.
pub fn caret_of(field: &Field) -> (usize, usize) {
    match &field.control {
        Control::YesNo(_) => (0, 0),
        Control::Rows(rows) => (rows.selected_height(), 0),
        // What is typed now stands in place of the value, so the input method belongs at its beginning.
        Control::Text(_) if field.replaces() => (0, 0),
        Control::Text(text) => text.caret(),
    }
}

/// How many fields end above the rows that are shown, and how many begin below them.
pub fn out_of_sight(page: &Page, body: usize) -> (usize, usize) {
    let top = scrolled(page, body);
    let (mut above, mut below, mut first) = (0, 0, 0);
    for (place, field) in page.shown().enumerate() {
        let next = first + rows_of(field, place == page.focus());
        above += usize::from(next <= top);
        below += usize::from(first >= top + body);
        first = next;
    }
    (above, below)
}

/// The first display row to show, nearest to the present one, so that the caret and, where it fits, its whole field is seen.
pub fn scrolled(page: &Page, body: usize) -> usize {
    let mut start = 0;
    let mut total = 0;
    let mut own = 1;
    let mut caret = 0;
    for (place, field) in page.shown().enumerate() {
        let focused = place == page.focus();
        let rows = rows_of(field, focused);
        if focused {
            start = total;
            own = rows;
            caret = total + caret_of(field).0;
        }
        total += rows;
    }
    let (first, last) = if own <= body { (start, start + own - 1) } else { (caret, caret) };
    let mut top = page.top.min(total.saturating_sub(body));
    if last >= top + body {
        top = last + 1 - body;
    }
    top.min(first)
}
