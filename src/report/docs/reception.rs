//! 接待日记录表: one reception day, what was raised on it, and room for what is still to be written down.

use super::list;
use super::sheet::{Sheet, by_key, laid, rows_table, signatures, ticks};
use super::{DocError, Printer, Scope, called};
use crate::model::reception::{HELD, ReceptionDay};
use crate::model::{Entry, FieldKind, Kind, Record, Rule, Spec};
use crate::report::paper::{Block, Grid, GridCell, GridRow};
use crate::report::table::Align;
use crate::store::reader::{Direction, List};
use crate::text::zh::report::docs::reception as zh;

/// Most issues of one day that are printed.
const MOST_ISSUES: usize = 100;
/// Empty rows for those who come unlisted to a day that is still to come.
const BLANK_ROWS: usize = 2;
/// The columns of a list to sign in: who, came or not, when, anything else.
const SIGN_IN: [u16; 4] = [18, 27, 14, 30];
/// Empty rows for issues on a day that is still to come.
const BLANK_ISSUES: usize = 4;

pub fn fits(entry: &Entry) -> Result<(), &'static str> {
    match &entry.record {
        Record::Reception(day) if day.is_off() => Err(zh::IS_OFF),
        _ => Ok(()),
    }
}

pub fn make(entry: &Entry, printer: &Printer<'_>, _: &Scope) -> Result<Vec<Block>, DocError> {
    let Record::Reception(day) = &entry.record else { return Ok(Vec::new()) };
    // On a day that was not held yet, what will be asked then is left to the pen.
    let held = {
        let mut held = day.clone();
        HELD.clone_into(&mut held.stage);
        Record::Reception(held)
    };
    let blank = if day.is_held() { 0 } else { BLANK_ROWS };
    let mut sheet = Sheet::default();
    let mut tables = Vec::new();
    for spec in Kind::Reception.specs().into_iter().filter(|spec| spec.key != "stage") {
        let is_told = held.applies(spec.key) && spec.rule != Rule::Derived;
        match spec.kind {
            _ if !is_told => {}
            FieldKind::Rows(_) if !day.is_held() && day.attendance.is_empty() => {
                tables.push(to_sign_in(day, spec, printer));
            }
            FieldKind::Rows(_) if blank == 0 && held.get(spec.key).is_empty() => {}
            FieldKind::Rows(_) => tables.extend(rows_table(&held, spec, blank, printer)),
            _ => sheet.field(&held, spec, printer),
        }
    }
    let mut blocks = vec![Block::Title(zh::TITLE.to_owned()), Block::Subtitle(printer.station.name.clone())];
    blocks.push(sheet.block());
    blocks.extend(tables);
    blocks.extend(issues(entry, day.is_held(), printer)?);
    blocks.push(signatures(&zh::SIGNATURES));
    Ok(blocks)
}

/// Those on duty on a day to come, each with what is to be ticked, and rows for others.
fn to_sign_in(day: &ReceptionDay, spec: &Spec, printer: &Printer<'_>) -> Block {
    let FieldKind::Rows(part) = spec.kind else { return Block::Note(String::new()) };
    let specs = part.specs();
    let states = laid(&ticks("attendance", "", printer), usize::MAX);
    let row = |name: String| {
        let cells = specs.iter().map(|spec| match spec.kind {
            FieldKind::Ref(_) => GridCell::text(name.clone()),
            FieldKind::Code(_) => GridCell::text(states.clone()),
            _ => GridCell::text(""),
        });
        GridRow::of(cells.collect())
    };
    let head = GridRow::of(specs.iter().map(|spec| GridCell::label(spec.label)).collect());
    let named = day.deputies.iter().map(|id| called(printer.context.directory, Kind::Deputy, Some(*id)));
    let names = named.chain(std::iter::repeat_n(String::new(), BLANK_ROWS));
    let rows = std::iter::once(head).chain(names.map(row)).collect();
    Block::Table(Grid { caption: Some(spec.label.to_owned()), widths: SIGN_IN.to_vec(), headings: 1, rows })
}

fn issues(entry: &Entry, is_held: bool, printer: &Printer<'_>) -> Result<Vec<Block>, DocError> {
    let list = List::From(Kind::Reception, entry.id);
    let rows = printer.reader.page(list, None, Direction::Forward, MOST_ISSUES)?;
    let open =
        |row: &&crate::store::reader::Row| !matches!(&row.entry.record, Record::Issue(issue) if issue.confidential);
    let raised: Vec<&Record> = rows.iter().filter(open).map(|row| &row.entry.record).collect();
    let withheld = rows.len() - raised.len();
    let columns = ["number", "title", "village", "route", "unit"];
    let widths = [22, 36, 18, 20, 20];
    let heads: Vec<list::Column> = columns
        .iter()
        .zip(widths)
        .filter_map(|(key, width)| Some((Kind::Issue.spec(key)?.label, width, Align::Left)))
        .collect();
    let mut cells: Vec<Vec<String>> =
        raised.into_iter().map(|record| columns.iter().map(|key| by_key(record, key, printer)).collect()).collect();
    if !is_held {
        cells.resize(cells.len().max(BLANK_ISSUES), vec![String::new(); columns.len()]);
    }
    let mut blocks = vec![Block::Note(zh::ISSUES.to_owned())];
    match cells.is_empty() {
        true => blocks.push(Block::Note(zh::NO_ISSUES.to_owned())),
        false => blocks.push(list::table(&heads, cells)),
    }
    blocks.extend((withheld > 0).then(|| Block::Note(crate::text::zh::report::docs::withheld(withheld))));
    Ok(blocks)
}
