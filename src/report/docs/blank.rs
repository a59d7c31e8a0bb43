//! Blank forms for pen and paper, field by field in the order in which the screen asks for them, so that what was written
//! down away from the desk is entered from top to bottom. A new field of a table appears by itself.

use super::Printer;
use super::sheet::{Sheet, is_short, room, rows_width, signatures};
use crate::model::{FieldKind, Kind, PartKind, Rule, Spec};
use crate::report::paper::{Block, Grid, GridCell, GridRow, Page, Paper};
use crate::text::width;
use crate::text::zh::report::docs::{self as text, blank as zh};

/// The books that are kept away from the desk as well.
pub const FORMS: [Kind; 3] = [Kind::Reception, Kind::Issue, Kind::Visit];

/// The books on whose forms issues are taken down as well, as on the screen.
const TAKES_ISSUES: [Kind; 2] = [Kind::Reception, Kind::Visit];
/// What of such an issue, with the share of the width; the lines for each.
const RAISED: [(&str, u16); 4] = [("title", 26), ("village", 14), ("content", 44), ("category", 16)];
const RAISED_LINES: u16 = 1;
/// Codes that are printed as boxes; longer lists are written in.
const MOST_BOXES: usize = 12;
/// Display columns of boxes that fit beside another field.
const HALF_COLUMNS: usize = 22;
/// Empty rows of a list.
const BLANK_ROWS: usize = 4;
/// Lines for records that are named.
const NAMES_LINES: u16 = 2;

/// The blank form of a book.
pub fn form(kind: Kind, printer: &Printer<'_>) -> Paper {
    printer.paper(zh::file(kind), Page::Form, blocks(kind, printer))
}

/// The blank forms of all three books, each on pages of its own.
pub fn forms(printer: &Printer<'_>) -> Paper {
    let mut all = Vec::new();
    for kind in FORMS {
        if !all.is_empty() {
            all.push(Block::PageBreak);
        }
        all.extend(blocks(kind, printer));
    }
    printer.paper(zh::FILE.to_owned(), Page::Form, all)
}

/// The fields of a form, in the order of the screen.
pub fn fields(kind: Kind) -> impl Iterator<Item = &'static Spec> {
    // What was raised is written down, not named by its number.
    let is_raised = move |spec: &Spec| TAKES_ISSUES.contains(&kind) && spec.kind == FieldKind::Refs(Kind::Issue);
    kind.specs().into_iter().filter(move |spec| spec.rule != Rule::Derived && !is_raised(spec))
}

fn blocks(kind: Kind, printer: &Printer<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Title(zh::title(kind)), Block::Subtitle(printer.station.name.clone())];
    let mut sheet = Sheet::default();
    for spec in fields(kind) {
        match spec.kind {
            FieldKind::Rows(part) => {
                // What comes after a list of rows stands after it on paper as well.
                blocks.push(std::mem::take(&mut sheet).block());
                blocks.push(rows(label(spec), part, printer));
            }
            _ => field(&mut sheet, spec, printer),
        }
    }
    blocks.push(sheet.block());
    blocks.extend(TAKES_ISSUES.contains(&kind).then(raised));
    blocks.retain(|block| !matches!(block, Block::Table(grid) if grid.rows.is_empty()));
    blocks.push(Block::Note(zh::RULES.to_owned()));
    blocks.push(signatures(&zh::SIGNATURES));
    blocks
}

/// What stands beside a field, and how high it is.
fn field(sheet: &mut Sheet, spec: &Spec, printer: &Printer<'_>) {
    let choices = choices(spec, printer);
    match spec.kind {
        FieldKind::Date => sheet.half(label(spec), zh::DATE),
        FieldKind::Time => sheet.half(label(spec), zh::TIME),
        _ if !choices.is_empty() && width::columns(&choices) > HALF_COLUMNS => sheet.whole(label(spec), choices, 0),
        kind if is_short(kind) => sheet.half(label(spec), choices),
        FieldKind::Refs(_) => sheet.whole(label(spec), choices, NAMES_LINES),
        kind => sheet.whole(label(spec), choices, room(kind)),
    }
}

fn label(spec: &Spec) -> String {
    if spec.rule == Rule::Required { zh::required(spec.label) } else { spec.label.to_owned() }
}

/// What can be ticked, for a yes or no and for a short list of codes.
fn choices(spec: &Spec, printer: &Printer<'_>) -> String {
    match spec.kind {
        FieldKind::YesNo => zh::YES_NO.to_owned(),
        FieldKind::Code(list) | FieldKind::Codes(list)
            if printer.context.codes.choosable(list).count() <= MOST_BOXES =>
        {
            super::sheet::boxes(list, "", printer)
        }
        _ => String::new(),
    }
}

/// Room for what was raised: enough for each to be entered, or to be found on a form of its own.
fn raised() -> Block {
    let specs: Vec<&Spec> = RAISED.iter().filter_map(|(key, _)| Kind::Issue.spec(key)).collect();
    let head = GridRow::of(specs.iter().map(|spec| GridCell::label(label(spec))).collect());
    let empty = || GridRow::of(vec![GridCell::text(""); RAISED.len()]).tall(RAISED_LINES);
    let rows = std::iter::once(head).chain(std::iter::repeat_with(empty).take(BLANK_ROWS)).collect();
    let widths = RAISED.iter().map(|(_, width)| *width).collect();
    Block::Table(Grid { caption: Some(zh::RAISED.to_owned()), widths, headings: 1, rows })
}

/// Choices in a narrow column.
fn one_a_line(choices: &str) -> String {
    choices.replace(text::BETWEEN_BOXES, "\n")
}

/// A table of rows to be filled in.
fn rows(caption: String, part: PartKind, printer: &Printer<'_>) -> Block {
    let specs = part.specs();
    let head = specs.iter().map(|spec| GridCell::label(label(spec))).collect();
    let empty = || GridRow::of(specs.iter().map(|spec| GridCell::text(one_a_line(&choices(spec, printer)))).collect());
    let rows = std::iter::once(GridRow::of(head)).chain(std::iter::repeat_with(empty).take(BLANK_ROWS)).collect();
    let widths = specs.iter().map(|spec| rows_width(spec.kind)).collect();
    Block::Table(Grid { caption: Some(caption), widths, headings: 1, rows })
}
