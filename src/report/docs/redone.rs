//! 不满意件重办台账: issues whose residents were dissatisfied, and what handling them again brought.

use super::list::{self, Found, on};
use super::{DocError, Document, Printer, Scope};
use crate::model::event::Event;
use crate::model::issue::{Issue, Stage};
use crate::model::life::{self, DISSATISFIED, Verb};
use crate::model::{Date, Entry, Record};
use crate::report::paper::Block;
use crate::report::table::Align;
use crate::store::reader::List;
use crate::text::mask;
use crate::text::zh::model::stats::day;
use crate::text::zh::report::docs::{self as text, redone as zh};

pub fn takes(entry: &Entry, _: Date) -> bool {
    matches!(&entry.record, Record::Issue(issue) if life::was_dissatisfied(issue))
}

pub fn make(document: &Document, printer: &Printer<'_>, scope: &Scope) -> Result<Vec<Block>, DocError> {
    let mut found = Found::of(document, List::Dissatisfied, scope, printer, |_| false)?;
    if scope.chosen.is_none() {
        let first_on = |entry: &Entry| first(entry).and_then(|event| event.on);
        found.retain(|entry| list::is_within(first_on(entry), scope));
    }
    found.entries.reverse();
    found.refuse_nothing(zh::NONE)?;
    let columns = [
        (zh::NUMBER, 19, Align::Centre),
        (zh::TITLE, 28, Align::Left),
        (zh::UNIT, 16, Align::Left),
        (zh::DISSATISFIED_ON, 28, Align::Centre),
        (zh::REMARK, 26, Align::Left),
        (zh::TIMES, 11, Align::Right),
        (zh::DUE_ON, 28, Align::Centre),
        (zh::STAGE, 28, Align::Left),
    ];
    let rows = found.entries.iter().filter_map(|entry| Some((entry, row(entry, printer)?)));
    let table = list::table_of(printer, &columns, rows);
    let closed = found.entries.iter().filter(|entry| issue(entry).is_some_and(is_redone_and_closed)).count();
    let mut blocks = vec![Block::Title(text::of_station(&printer.station.name, document.name))];
    blocks.push(Block::Note(text::made_on(&day(printer.today()), &text::scope(scope))));
    blocks.push(Block::Note(zh::counted(found.count(), closed)));
    blocks.push(table);
    blocks.extend(found.notes());
    Ok(blocks)
}

fn issue(entry: &Entry) -> Option<&Issue> {
    if let Record::Issue(issue) = &entry.record { Some(issue) } else { None }
}

fn is_redone_and_closed(issue: &Issue) -> bool {
    issue.redo_count > 0 && issue.stage == Stage::Closed
}

/// The first time the resident was dissatisfied.
fn first(entry: &Entry) -> Option<&Event> {
    issue(entry)?.events.iter().find(|event| event.rating == DISSATISFIED)
}

fn row(entry: &Entry, printer: &Printer<'_>) -> Option<Vec<String>> {
    let issue = issue(entry)?;
    let rated = first(entry);
    let again = issue.events.iter().rev().find(|event| Verb::from_key(&event.verb) == Some(Verb::Redo));
    let shown = |key| printer.cell(entry, key);
    let closed = on(issue.closed_on);
    Some(vec![
        shown("number"),
        shown("title"),
        shown("unit"),
        on(rated.and_then(|event| event.on)),
        rated.map_or_else(String::new, |event| mask::free(&event.remark)),
        issue.redo_count.to_string(),
        on(again.and_then(|event| event.due_on)),
        zh::stage(&shown("rating"), &shown("stage"), &closed),
    ])
}
