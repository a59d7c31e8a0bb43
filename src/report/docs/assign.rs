//! 交办单: hands one issue to the unit that is to answer, with a slip for the answer below.

use super::issue::{letter, matter};
use super::list::on;
use super::sheet::{Sheet, boxes};
use super::{DocError, Printer, Scope, definitions};
use crate::model::{Entry, Record};
use crate::report::paper::Block;
use crate::text::zh::model::stats::day;
use crate::text::zh::report::docs::assign as zh;

/// Lines for the answer.
const ANSWER_LINES: u16 = 3;

pub fn fits(entry: &Entry) -> Result<(), &'static str> {
    match &entry.record {
        Record::Issue(issue) if issue.unit.is_none() || issue.assigned_on.is_none() => Err(zh::NOT_ASSIGNED),
        _ => Ok(()),
    }
}

pub fn make(entry: &Entry, printer: &Printer<'_>, _: &Scope) -> Result<Vec<Block>, DocError> {
    let record = &entry.record;
    let Record::Issue(issue) = record else { return Ok(Vec::new()) };
    let mut blocks = letter((zh::TITLE, zh::WORD), record, issue, printer);
    blocks.push(Block::Text(zh::opening(issue.due_on.map(day).as_deref(), issue.confidential)));
    let mut sheet = Sheet::default();
    matter(&mut sheet, record, printer);
    let told = |key: &&str| !record.get(key).is_empty();
    let handing: Vec<&str> = ["route", "due_on", "external_no", "co_units"].into_iter().filter(told).collect();
    sheet.fields(record, &handing, printer);
    sheet.sealed(zh::FROM, zh::ON, on(issue.assigned_on), printer);
    sheet.band(zh::SLIP);
    sheet.half(zh::RECEIVED_BY, "");
    sheet.half(zh::RECEIVED_ON, "");
    sheet.whole(zh::ANSWER, "", ANSWER_LINES);
    sheet.whole(zh::CLASS, boxes("class", "", printer), 0);
    sheet.half(zh::PLANNED_ON, "");
    sheet.half(zh::ANSWERED_ON, "");
    blocks.push(sheet.block());
    blocks.push(definitions(printer));
    blocks.push(Block::Note(zh::RULES.to_owned()));
    Ok(blocks)
}
