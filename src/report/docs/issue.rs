//! 意见建议登记表: one issue with what became of it so far.

use super::sheet::{ALL, Sheet, by_key, shown_part, signatures};
use super::{DocError, Printer, Scope, definitions};
use crate::model::event::Event;
use crate::model::issue::Issue;
use crate::model::life::Verb;
use crate::model::{Entry, Kind, Part, Record};
use crate::report::paper::{Block, Grid, GridCell, GridRow};
use crate::text::zh::report::docs::{self as text, issue as zh};

/// What is asked when an issue is taken down, in the order of the form; what steps bring about stands below.
const TAKEN_DOWN: [&str; 17] = [
    "number",
    "reported_on",
    "channel",
    "source",
    "deputies",
    "village",
    "headcount",
    "title",
    "content",
    "category",
    "nature",
    "urgency",
    "items",
    "hardship",
    "general",
    "key_item",
    "external_no",
];
/// What became of it.
const BROUGHT_ABOUT: [&str; 8] = ["stage", "route", "unit", "co_units", "assigned_on", "due_on", "class", "rating"];
/// Lines for what the head thinks.
const OPINION_LINES: u16 = 2;

pub fn make(entry: &Entry, printer: &Printer<'_>, _: &Scope) -> Result<Vec<Block>, DocError> {
    let record = &entry.record;
    let Record::Issue(issue) = record else { return Ok(Vec::new()) };
    let mut blocks = heading(zh::TITLE, issue, printer);
    let mut sheet = Sheet::default();
    let told: Vec<&str> = TAKEN_DOWN.into_iter().filter(|key| record.applies(key)).collect();
    sheet.fields(record, &told, printer);
    sheet.whole(zh::RESIDENT, zh::ANONYMOUS, 0);
    sheet.band(zh::HANDLING);
    sheet.fields(record, &BROUGHT_ABOUT, printer);
    sheet.whole(zh::OPINION, "", OPINION_LINES);
    blocks.push(sheet.block());
    blocks.push(history(issue, printer));
    blocks.push(definitions(printer));
    blocks.push(signatures(&zh::SIGNATURES));
    Ok(blocks)
}

/// What stands above a sheet about one issue: its mark where the resident asked for confidence, its title, the station.
pub fn heading(title: &str, issue: &Issue, printer: &Printer<'_>) -> Vec<Block> {
    let mark = issue.confidential.then(|| Block::Flush(text::CONFIDENTIAL.to_owned()));
    let title = [Block::Title(title.to_owned()), Block::Subtitle(printer.station.name.clone())];
    mark.into_iter().chain(title).collect()
}

/// How a sheet about an issue to the unit it lies with begins: its title, the number of the sheet, whom it is for.
pub fn letter((title, word): (&str, &str), record: &Record, issue: &Issue, printer: &Printer<'_>) -> Vec<Block> {
    let mut blocks = heading(title, issue, printer);
    blocks.push(Block::Signed(text::document_number(word, &issue.number)));
    blocks.push(addressee(record, printer));
    blocks
}

/// The steps taken, the first one first; the entry itself says enough of its registration.
fn history(issue: &Issue, printer: &Printer<'_>) -> Block {
    let head = [zh::ON, zh::STEP, zh::TOLD, zh::BY].map(GridCell::label).to_vec();
    let row = |event: &Event| {
        let on = super::list::on(event.on);
        let verb = printer.context.codes.name("verb", &event.verb).to_owned();
        GridRow::of([on, verb, told(event, printer), event.by.clone()].map(GridCell::text).to_vec())
    };
    let mut rows = vec![GridRow::of(head)];
    rows.extend(issue.events.iter().map(row));
    if rows.len() == 1 {
        rows.push(GridRow::of(vec![GridCell::text("").over(ALL)]));
    }
    let caption = Kind::Issue.spec("events").map(|spec| spec.label.to_owned());
    Block::Table(Grid { caption, widths: vec![26, 13, 48, 13], headings: 1, rows })
}

/// What a step says, each field with its name.
fn told(event: &Event, printer: &Printer<'_>) -> String {
    let row = Part::Event(Box::new(event.clone()));
    let is_said = |key: &str| matches!(key, "verb" | "on" | "by");
    let specs = Event::specs_of(&event.verb).into_iter().filter(|spec| !is_said(spec.key));
    let fields = specs.map(|spec| (spec.label, shown_part(&row, spec, printer))).filter(|(_, text)| !text.is_empty());
    text::joined(fields.map(|(label, text)| text::labelled(label, &text)))
}

/// The latest answer.
pub fn answer(issue: &Issue) -> Option<&Event> {
    let is_answer = |event: &&Event| matches!(Verb::from_key(&event.verb), Some(Verb::Answer | Verb::Reply));
    issue.events.iter().rev().find(is_answer)
}

/// What a unit must know of an issue: the fields of sheets that go to it.
pub fn matter(sheet: &mut Sheet, record: &Record, printer: &Printer<'_>) {
    let keys = ["number", "reported_on", "village", "headcount", "category", "urgency"];
    sheet.fields(record, &keys, printer);
    sheet.fields(record, &["title", "content"], printer);
}

/// The unit an issue lies with, as a letter addresses it; room for a pen where it lies with none.
fn addressee(record: &Record, printer: &Printer<'_>) -> Block {
    Block::Flush(text::addressee(&by_key(record, "unit", printer)))
}
