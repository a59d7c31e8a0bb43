//! The fields of a record: short ones in two columns, long ones across.

use super::flow::{DetailLine, Flow, Piece, Sheet, Weight, Word};
use super::shown_specs;
use crate::app::shown;
use crate::model::{FieldKind, Record, Spec};
use crate::text::width;

/// Display columns between two fields on one line.
const GUTTER: usize = 2;

/// A field: its label and what it says.
pub(super) struct Cell {
    pub(super) label: &'static str,
    pub(super) words: Vec<Word>,
}

/// Lays out every field that says something.
pub(super) fn lay_out(sheet: &mut Sheet<'_>, record: &Record) {
    let is_plain = |spec: &&&'static Spec| !matches!(spec.kind, FieldKind::Rows(_));
    let half = half(sheet.columns);
    let mut waiting: Option<Cell> = None;
    for spec in shown_specs(record).iter().filter(is_plain) {
        let cell = cell(sheet, record, spec);
        let is_short = !matches!(spec.kind, FieldKind::Prose { .. }) && cell.columns() <= half;
        match (is_short, waiting.take()) {
            (true, None) => waiting = Some(cell),
            (true, Some(first)) => push_pair(sheet, Some(first), Some(cell)),
            (false, first) => {
                if first.is_some() {
                    push_pair(sheet, first, None);
                }
                push_long(sheet, &cell, usize::MAX);
            }
        }
    }
    if waiting.is_some() {
        push_pair(sheet, waiting, None);
    }
}

/// What a field says.
pub(super) fn cell(sheet: &mut Sheet<'_>, record: &Record, spec: &'static Spec) -> Cell {
    let context = sheet.context;
    let shown = || shown::field(record, spec, context);
    let words = sheet.words(spec, record.target(spec), &record.get(spec.key), shown);
    Cell { label: spec.label, words }
}

/// Lays two fields out on one line, each in its half; what does not fit there ends in `…`.
pub(super) fn push_pair(sheet: &mut Sheet<'_>, first: Option<Cell>, second: Option<Cell>) {
    let half = half(sheet.columns);
    let mut line = DetailLine::default();
    for (begin, cell) in [(0, first), (half + GUTTER, second)] {
        let Some(cell) = cell else { continue };
        let mut at = begin;
        let end = begin + half;
        let mut add = |text: &str, gap: usize, weight, reference| {
            let text = width::cut_short(text, end.saturating_sub(at));
            let taken = width::columns(&text) + gap;
            line.pieces.push(Piece { at, text, weight, reference });
            at += taken;
        };
        add(cell.label, 1, Weight::Label, None);
        for word in cell.words {
            add(&word.text, 2, Weight::Text, word.reference);
        }
    }
    line.pieces.retain(|piece| !piece.text.is_empty());
    sheet.lines.push(line);
}

/// Lays a field out across the whole width, in at most so many lines.
pub(super) fn push_long(sheet: &mut Sheet<'_>, cell: &Cell, most: usize) {
    let mut flow = Flow::new(sheet.columns, width::columns(cell.label) + 1);
    flow.lead(0, cell.label, Weight::Label);
    flow.put_words(0, &cell.words);
    flow.shorten(most);
    sheet.push(flow);
}

impl Cell {
    fn columns(&self) -> usize {
        let words: usize = self.words.iter().map(|word| width::columns(&word.text)).sum();
        width::columns(self.label) + 1 + words + 2 * self.words.len().saturating_sub(1)
    }
}

/// The columns of one of two fields on a line.
fn half(columns: usize) -> usize {
    columns.saturating_sub(GUTTER) / 2
}
