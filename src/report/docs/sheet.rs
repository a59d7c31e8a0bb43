//! A form of one record: labels with what stands beside them, two to a row where both are short.

use super::Printer;
use crate::model::masked::masked;
use crate::model::{FieldKind, Kind, Part, Record, Spec, Value, typed};
use crate::report::paper::{Block, Grid, GridCell, GridRow};
use crate::text::zh::model::stats::day;
use crate::text::zh::report::docs as zh;

/// The columns of a form: a label, what it names, and the same once more.
const WIDTHS: [u16; 4] = [19, 31, 19, 31];
/// Who signs, and the room for it.
const SIGNATURE: [u16; 2] = [14, 20];
/// The columns of a form all together.
pub const ALL: u16 = 4;
/// Most characters of a line that fits into half the width.
const HALF_CHARS: usize = 30;
/// Characters of half a square that fit beside a label, over the whole width and over half of it.
pub const WHOLE_COLUMNS: usize = 60;
/// See [`WHOLE_COLUMNS`].
pub const HALF_COLUMNS: usize = 22;
/// Lines for a text that was not filled in: a short one, and one that may be long.
const ROOM: [(usize, u16); 3] = [(200, 2), (1_000, 4), (usize::MAX, 6)];

/// A form in the making.
#[derive(Default)]
pub struct Sheet {
    rows: Vec<GridRow>,
    half: Option<(String, String)>,
}

impl Sheet {
    /// A short field: two of them share a row.
    pub fn half(&mut self, label: impl Into<String>, text: impl Into<String>) {
        let pair = (label.into(), text.into());
        match self.half.take() {
            Some((label, text)) => self.rows.push(GridRow::of(vec![
                GridCell::label(label),
                GridCell::text(text),
                GridCell::label(pair.0),
                GridCell::text(pair.1),
            ])),
            None => self.half = Some(pair),
        }
    }

    /// A field over the whole width, at least so many lines high; 0 for as high as its text.
    pub fn whole(&mut self, label: impl Into<String>, text: impl Into<String>, lines: u16) {
        self.end_row();
        let text = GridCell::text(text).over(ALL - 1);
        self.rows.push(GridRow::of(vec![GridCell::label(label), text]).tall(lines));
    }

    /// A line over the whole width that names what stands below it.
    pub fn band(&mut self, label: impl Into<String>) {
        self.end_row();
        self.rows.push(GridRow::of(vec![GridCell::label(label).over(ALL)]));
    }

    /// The station as it signs with its seal, and the day.
    pub fn sealed(&mut self, from: &str, label: &str, on: String, printer: &Printer<'_>) {
        self.end_row();
        self.half(zh::sealed(from), printer.station.name.clone());
        self.half(label, on);
    }

    /// A field of a record, where it has its place.
    pub fn field(&mut self, record: &Record, spec: &Spec, printer: &Printer<'_>) {
        let text = shown(record, spec, printer);
        if is_short(spec.kind) {
            self.half(spec.label, text);
        } else {
            // Room for a pen only where nothing stands.
            let lines = if text.is_empty() { room(spec.kind) } else { 0 };
            self.whole(spec.label, text, lines);
        }
    }

    /// The fields of a record by their keys.
    pub fn fields(&mut self, record: &Record, keys: &[&str], printer: &Printer<'_>) {
        for spec in keys.iter().filter_map(|key| record.kind().spec(key)) {
            self.field(record, spec, printer);
        }
    }

    fn end_row(&mut self) {
        if let Some((label, text)) = self.half.take() {
            self.rows.push(GridRow::of(vec![GridCell::label(label), GridCell::text(text).over(ALL - 1)]));
        }
    }

    /// The table.
    pub fn block(mut self) -> Block {
        self.end_row();
        Block::Table(Grid { caption: None, widths: WIDTHS.to_vec(), headings: 0, rows: self.rows })
    }
}

/// Room for those who sign, each beside what they sign as.
pub fn signatures(names: &[&str]) -> Block {
    let cells = names.iter().flat_map(|name| [GridCell::label(*name), GridCell::text("")]);
    let rows = vec![GridRow::of(cells.collect()).tall(1)];
    Block::Table(Grid { caption: None, widths: SIGNATURE.repeat(names.len()), headings: 0, rows })
}

/// Whether what a field holds fits into half the width.
pub fn is_short(kind: FieldKind) -> bool {
    match kind {
        FieldKind::Line { max } => max <= HALF_CHARS,
        FieldKind::Prose { .. } | FieldKind::Refs(_) | FieldKind::Codes(_) | FieldKind::Rows(_) => false,
        FieldKind::Phone | FieldKind::Label | FieldKind::Number { .. } | FieldKind::Money => true,
        FieldKind::Date | FieldKind::Time | FieldKind::YesNo | FieldKind::Code(_) | FieldKind::Ref(_) => true,
    }
}

/// The lines a pen needs for a field over the whole width.
pub fn room(kind: FieldKind) -> u16 {
    match kind {
        FieldKind::Prose { max } => ROOM.iter().find(|(most, _)| max <= *most).map_or(0, |(_, lines)| *lines),
        FieldKind::Line { max } if max >= ROOM[0].0 => ROOM[0].1,
        _ => 0,
    }
}

/// A field of a record as it stands on paper: masked, codes and references as names, dates in words.
pub fn shown(record: &Record, spec: &Spec, printer: &Printer<'_>) -> String {
    in_words(spec, record.target(spec), masked(spec, record.get(spec.key)), printer)
}

/// A field of a record by its key; empty for a key the kind does not have.
pub fn by_key(record: &Record, key: &str, printer: &Printer<'_>) -> String {
    record.kind().spec(key).map_or_else(String::new, |spec| shown(record, spec, printer))
}

/// A field of a nested row.
pub fn shown_part(part: &Part, spec: &Spec, printer: &Printer<'_>) -> String {
    in_words(spec, spec.kind.target(), masked(spec, part.get(spec.key)), printer)
}

fn in_words(spec: &Spec, target: Option<Kind>, value: Value, printer: &Printer<'_>) -> String {
    match value {
        Value::Date(date) => day(date),
        // A row of its own each: one line would be read as one deed.
        Value::Rows(rows) => {
            let one = |row: &Part| typed::glance(spec, target, &Value::Rows(vec![row.clone()]), &printer.context);
            rows.iter().map(one).collect::<Vec<String>>().join("\n")
        }
        value => typed::glance(spec, target, &value, &printer.context),
    }
}

/// The rows of a list in a record as a table, with so many empty ones below for a pen.
pub fn rows_table(record: &Record, spec: &Spec, blank: usize, printer: &Printer<'_>) -> Option<Block> {
    let FieldKind::Rows(kind) = spec.kind else { return None };
    let specs = kind.specs();
    let Value::Rows(parts) = masked(spec, record.get(spec.key)) else { return None };
    let head = specs.iter().map(|spec| GridCell::label(spec.label)).collect();
    let row = |part: &Part| specs.iter().map(|spec| GridCell::text(shown_part(part, spec, printer))).collect();
    let empty = || specs.iter().map(|_| GridCell::text("")).collect();
    let filled = parts.iter().map(row).chain(std::iter::repeat_with(empty).take(blank));
    let rows: Vec<GridRow> = std::iter::once(GridRow::of(head)).chain(filled.map(GridRow::of)).collect();
    let widths = specs.iter().map(|spec| rows_width(spec.kind)).collect();
    Some(Block::Table(Grid { caption: Some(spec.label.to_owned()), widths, headings: 1, rows }))
}

/// The share of a column in a table of rows.
pub fn rows_width(kind: FieldKind) -> u16 {
    match kind {
        FieldKind::Line { .. } | FieldKind::Prose { .. } => 30,
        FieldKind::Code(_) | FieldKind::Ref(_) => 18,
        _ => 14,
    }
}

/// The codes of a list to be ticked over the whole width, that of a key ticked already.
pub fn boxes(list: &str, chosen: &str, printer: &Printer<'_>) -> String {
    laid(&ticks(list, chosen, printer), WHOLE_COLUMNS)
}

/// The codes of a list, each behind its box, that of a key ticked already.
pub fn ticks(list: &str, chosen: &str, printer: &Printer<'_>) -> Vec<String> {
    let codes = printer.context.codes.choosable(list);
    let ticked = |code: &str| if !chosen.is_empty() && code == chosen { zh::TICKED } else { zh::BOX };
    codes.map(|(_, code)| format!("{}{}", ticked(&code.key), code.name)).collect()
}

/// Choices one behind the other, in as many lines as they need: a program that breaks the line itself would part a box
/// from its name.
pub fn laid(choices: &[String], room: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for choice in choices {
        match lines.last_mut() {
            Some(line) if squares(line) + squares(zh::BETWEEN_BOXES) + squares(choice) <= room => {
                line.push_str(zh::BETWEEN_BOXES);
                line.push_str(choice);
            }
            _ => lines.push(choice.clone()),
        }
    }
    lines.join("\n")
}

/// How wide a text is in a Chinese font, in halves of a square: a box is a whole one there, whatever terminals make of it.
pub fn squares(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
