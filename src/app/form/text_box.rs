//! The text of one field and its caret: edits through tui-input, rows through the one measure of display columns.
//!
//! A text of several lines is the same input with line breaks in it. A ready-made text area is not used: it measures by
//! itself, so its caret would stand beside the text on a terminal that draws `“”·①` two columns wide.

use std::ops::Range;

use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

use crate::text::clean::is_clean_char;
use crate::text::width;

/// A field's text, broken into rows of the width it is shown at.
#[derive(Clone, Debug)]
pub struct TextBox {
    input: Input,
    several: bool,
    columns: usize,
    rows: Vec<Range<usize>>,
    /// The column Up and Down try to keep.
    goal: Option<usize>,
}

/// Wide enough for any terminal before the first [`TextBox::fit`].
const COLUMNS_UNTIL_FITTED: usize = 60;

/// What joins pictographs; whether they stand where they may is decided when the field is read.
const EMOJI_JOINTS: [char; 2] = ['\u{200d}', '\u{fe0f}'];

impl TextBox {
    /// A box with the caret at the end of its text.
    pub fn new(text: &str, several: bool) -> TextBox {
        let mut made =
            TextBox { input: Input::default(), several, columns: COLUMNS_UNTIL_FITTED, rows: Vec::new(), goal: None };
        made.set(text);
        made
    }

    /// The text as typed.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Whether it takes line breaks.
    pub fn is_several(&self) -> bool {
        self.several
    }

    /// Puts another text in place; the caret goes to its end.
    pub fn set(&mut self, text: &str) {
        let text = self.storable(text);
        self.input = std::mem::take(&mut self.input).with_value(text);
        self.changed();
    }

    /// Breaks the text into rows of another width.
    pub fn fit(&mut self, columns: usize) {
        let columns = columns.max(2);
        if columns != self.columns {
            self.columns = columns;
            self.goal = None;
            self.rows = width::wrap(self.input.value(), columns);
        }
    }

    /// The byte ranges of the rows; never empty, line breaks belong to no row.
    pub fn rows(&self) -> &[Range<usize>] {
        &self.rows
    }

    /// The text of a row; an absent row is empty.
    pub fn row(&self, index: usize) -> &str {
        self.rows.get(index).and_then(|row| self.text().get(row.clone())).unwrap_or("")
    }

    /// The caret's row and display column.
    pub fn caret(&self) -> (usize, usize) {
        let at = self.caret_byte();
        let row = self.rows.partition_point(|row| row.start <= at).saturating_sub(1);
        let start = self.rows.get(row).map_or(0, |row| row.start);
        // Blanks that no longer fitted belong to no row; a caret among them stands at the edge.
        (row, width::columns(self.text().get(start..at).unwrap_or("")).min(self.columns))
    }

    /// The text before the caret.
    pub fn before_caret(&self) -> &str {
        self.text().get(..self.caret_byte()).unwrap_or("")
    }

    /// Inserts text at the caret; in a one-line text a line break becomes a space. Says whether anything went in.
    pub fn insert(&mut self, text: &str) -> bool {
        let text = self.storable(text);
        if text.is_empty() {
            return false;
        }
        let at = self.caret_byte();
        let caret = self.input.cursor() + text.chars().count();
        let mut whole = self.text().to_owned();
        whole.insert_str(at, &text);
        self.input = std::mem::take(&mut self.input).with_value(whole).with_cursor(caret);
        self.changed();
        true
    }

    /// Replaces the last `chars` characters before the caret.
    pub fn replace_before_caret(&mut self, chars: usize, with: &str) {
        let caret = self.input.cursor();
        let from = byte_of(self.text(), caret.saturating_sub(chars));
        let to = self.caret_byte();
        let mut whole = self.text().to_owned();
        whole.replace_range(from..to, with);
        let caret = caret.saturating_sub(chars) + with.chars().count();
        self.input = std::mem::take(&mut self.input).with_value(whole).with_cursor(caret);
        self.changed();
    }

    /// Edits or moves; says whether the text changed.
    pub fn request(&mut self, request: InputRequest) -> bool {
        let changed = self.input.handle(request).is_some_and(|state| state.value);
        self.goal = None;
        if changed {
            self.changed();
        }
        changed
    }

    /// Moves the caret by rows; `false` where it is at the first or last row already.
    pub fn move_rows(&mut self, by: isize) -> bool {
        let (row, column) = self.caret();
        let last = self.rows.len().saturating_sub(1);
        let to = row.saturating_add_signed(by).min(last);
        if to == row {
            return false;
        }
        let goal = self.goal.unwrap_or(column);
        self.caret_to(to, goal);
        self.goal = Some(goal);
        true
    }

    /// Moves the caret to the beginning or the end of its row.
    pub fn row_edge(&mut self, end: bool) {
        let (row, _) = self.caret();
        self.caret_to(row, if end { usize::MAX } else { 0 });
        self.goal = None;
    }

    fn caret_to(&mut self, row: usize, column: usize) {
        let Some(range) = self.rows.get(row).cloned() else { return };
        let text = self.row(row);
        let mut ahead = width::cut(text, column).len();
        // At a soft break the end of a row is the beginning of the next: stay on this one.
        let soft = self.rows.get(row + 1).is_some_and(|next| next.start == range.end);
        if soft && ahead == text.len() {
            ahead = before_last(text).len();
        }
        let caret = self.text().get(..range.start + ahead).map_or(0, |before| before.chars().count());
        self.input.handle(InputRequest::SetCursor(caret));
    }

    fn caret_byte(&self) -> usize {
        byte_of(self.text(), self.input.cursor())
    }

    fn changed(&mut self) {
        self.goal = None;
        self.rows = width::wrap(self.input.value(), self.columns);
    }

    /// What may stand in the box: never what a terminal could take for an instruction. Trimming waits until the field is
    /// left.
    fn storable(&self, text: &str) -> String {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = if self.several { text } else { text.trim_end_matches('\n').replace('\n', " ") };
        let text = text.replace('\t', " ");
        text.chars().filter(|&c| c == '\n' || is_clean_char(c) || EMOJI_JOINTS.contains(&c)).collect()
    }
}

fn byte_of(text: &str, chars: usize) -> usize {
    text.char_indices().nth(chars).map_or(text.len(), |(byte, _)| byte)
}

/// What stands before the last grapheme.
fn before_last(text: &str) -> &str {
    text.grapheme_indices(true).next_back().map_or("", |(start, _)| &text[..start])
}
