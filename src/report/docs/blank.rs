//! Blank forms for pen and paper, field by field in the order in which the screen asks for them, so that what was written
//! down away from the desk is entered from top to bottom. A new field of a table appears by itself.

use super::Printer;
use super::sheet::{HALF_COLUMNS, Sheet, WHOLE_COLUMNS, is_short, laid, room, rows_width, signatures, squares, ticks};
use crate::model::reception::{HELD, ReceptionDay};
use crate::model::{FieldKind, Kind, PartKind, Record, Rule, Spec};
use crate::report::paper::{Block, Grid, GridCell, GridRow, Page, Paper};
use crate::text::zh::report::docs::blank as zh;

/// The books that are kept away from the desk as well.
pub const FORMS: [Kind; 3] = [Kind::Reception, Kind::Issue, Kind::Visit];

/// The books on whose forms issues are taken down as well, as on the screen: over the page, with room for their words.
const TAKES_ISSUES: [Kind; 2] = [Kind::Reception, Kind::Visit];
/// What of such an issue, with the share of the width; how many, and how many below a list; the lines for each.
const RAISED: [(&str, u16); 4] = [("title", 26), ("village", 14), ("content", 44), ("category", 16)];
const RAISED_ROWS: [usize; 2] = [7, 4];
const RAISED_LINES: u16 = 3;
/// Codes that are printed as boxes; longer lists are written in.
const MOST_BOXES: usize = 12;
/// Empty rows of a list, and the halves of a square for choices in its columns: where several columns are ticked, each
/// choice has a line of its own, and there are fewer rows.
const BLANK_ROWS: [usize; 2] = [6, 3];
const COLUMN_ROOM: [usize; 2] = [22, 0];
/// What the borders of a cell take, in halves of a square.
const CELL_EDGES: u16 = 5;
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

/// The fields of a form, in the order of the screen. Only what is held or done is taken down by pen: the form of a day
/// does not ask how far its plan is, or why it is put off.
pub fn fields(kind: Kind) -> impl Iterator<Item = &'static Spec> {
    // What was raised is written down, not named by its number.
    let is_raised = move |spec: &Spec| TAKES_ISSUES.contains(&kind) && spec.kind == FieldKind::Refs(Kind::Issue);
    let held = ReceptionDay { stage: HELD.to_owned(), ..ReceptionDay::default() };
    let held = (kind == Kind::Reception).then_some(Record::Reception(held));
    let is_told = move |spec: &Spec| held.as_ref().is_none_or(|held| spec.key != "stage" && held.applies(spec.key));
    let is_asked = move |spec: &&Spec| spec.rule != Rule::Derived && !is_raised(spec) && is_told(spec);
    kind.specs().into_iter().filter(is_asked)
}

fn blocks(kind: Kind, printer: &Printer<'_>) -> Vec<Block> {
    let mut tables = Vec::new();
    let mut sheet = Sheet::default();
    for spec in fields(kind) {
        match spec.kind {
            FieldKind::Rows(part) => {
                // What comes after a list of rows stands after it on paper as well.
                tables.extend([std::mem::take(&mut sheet).block(), rows(label(spec), part, printer)]);
            }
            _ => field(&mut sheet, spec, printer),
        }
    }
    // A list that nothing comes after stands over the page with what was raised.
    let last = sheet.block();
    let mut over = match is_empty(&last) {
        true => tables.pop().into_iter().collect(),
        false => Vec::new(),
    };
    tables.push(last);
    tables.retain(|block| !is_empty(block));
    if TAKES_ISSUES.contains(&kind) {
        let count = RAISED_ROWS[usize::from(!over.is_empty())];
        over.extend([raised(count), Block::Note(zh::RAISED_RULES.to_owned())]);
    }
    let mut blocks = vec![Block::Title(zh::title(kind)), Block::Subtitle(printer.station.name.clone())];
    blocks.extend(tables);
    blocks.push(Block::Note(zh::rules(!over.is_empty())));
    blocks.push(signatures(&zh::SIGNATURES));
    if !over.is_empty() {
        blocks.push(Block::PageBreak);
        blocks.extend(over);
    }
    blocks
}

fn is_empty(block: &Block) -> bool {
    matches!(block, Block::Table(grid) if grid.rows.is_empty())
}

/// What stands beside a field, and how high it is.
fn field(sheet: &mut Sheet, spec: &Spec, printer: &Printer<'_>) {
    let choices = choices(spec, printer);
    let in_half = laid(&choices, HALF_COLUMNS);
    match spec.kind {
        FieldKind::Date => sheet.half(label(spec), zh::DATE),
        FieldKind::Time => sheet.half(label(spec), zh::TIME),
        _ if in_half.contains('\n') => sheet.whole(label(spec), laid(&choices, WHOLE_COLUMNS), 0),
        kind if is_short(kind) => sheet.half(label(spec), in_half),
        FieldKind::Refs(_) => sheet.whole(label(spec), "", NAMES_LINES),
        kind => sheet.whole(label(spec), in_half, room(kind)),
    }
}

fn label(spec: &Spec) -> String {
    if spec.rule == Rule::Required { zh::required(spec.label) } else { spec.label.to_owned() }
}

/// What can be ticked, for a yes or no and for a short list of codes.
fn choices(spec: &Spec, printer: &Printer<'_>) -> Vec<String> {
    match spec.kind {
        FieldKind::YesNo => zh::YES_NO.map(str::to_owned).to_vec(),
        FieldKind::Code(list) | FieldKind::Codes(list)
            if printer.context.codes.choosable(list).count() <= MOST_BOXES =>
        {
            ticks(list, "", printer)
        }
        _ => Vec::new(),
    }
}

/// Room for what was raised: enough for each to be entered, or to be found on a form of its own.
fn raised(count: usize) -> Block {
    let specs: Vec<&Spec> = RAISED.iter().filter_map(|(key, _)| Kind::Issue.spec(key)).collect();
    let head = GridRow::of(specs.iter().map(|spec| GridCell::label(label(spec))).collect());
    let empty = || GridRow::of(vec![GridCell::text(""); RAISED.len()]).tall(RAISED_LINES);
    let rows = std::iter::once(head).chain(std::iter::repeat_with(empty).take(count)).collect();
    let widths = RAISED.iter().map(|(_, width)| *width).collect();
    Block::Table(Grid { caption: Some(zh::RAISED.to_owned()), widths, headings: 1, rows })
}

/// A table of rows to be filled in.
fn rows(caption: String, part: PartKind, printer: &Printer<'_>) -> Block {
    let specs = part.specs();
    let ticked = specs.iter().filter(|spec| !choices(spec, printer).is_empty()).count();
    let is_narrow = usize::from(ticked > 1);
    let row: Vec<String> = specs.iter().map(|spec| laid(&choices(spec, printer), COLUMN_ROOM[is_narrow])).collect();
    let head = specs.iter().map(|spec| GridCell::label(label(spec))).collect();
    let empty = || GridRow::of(row.iter().map(GridCell::text).collect());
    let rows = std::iter::once(GridRow::of(head)).chain(std::iter::repeat_with(empty).take(BLANK_ROWS[is_narrow]));
    let widths = specs.iter().zip(&row).map(|(spec, choices)| width(spec, choices)).collect();
    Block::Table(Grid { caption: Some(caption), widths, headings: 1, rows: rows.collect() })
}

/// The share of a column: what is ticked and the heading need theirs, the rest is for the pen.
fn width(spec: &Spec, choices: &str) -> u16 {
    let squares = |text: &str| u16::try_from(squares(text)).unwrap_or(u16::MAX).saturating_add(CELL_EDGES);
    match choices.lines().map(squares).max() {
        Some(ticked) => ticked.max(squares(&label(spec))),
        None => rows_width(spec.kind).max(squares(&label(spec))),
    }
}
