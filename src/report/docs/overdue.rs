//! 超期清单: answers that are due and were not given, promises whose day is past (I11).

use super::list::{self, Found, on};
use super::urge::{owed_on, urgings};
use super::{DocError, Document, Printer, Scope};
use crate::model::{Date, Entry, Record};
use crate::report::paper::Block;
use crate::report::table::Align;
use crate::store::reader::List;
use crate::text::zh::model::stats::day;
use crate::text::zh::report::docs::{self as text, overdue as zh};

pub fn takes(entry: &Entry, today: Date) -> bool {
    let Record::Issue(issue) = &entry.record else { return false };
    owed_on(issue).is_some_and(|due| due < today)
}

pub fn make(document: &Document, printer: &Printer<'_>, scope: &Scope) -> Result<Vec<Block>, DocError> {
    let today = printer.today();
    let owed = |entry: &Entry| match &entry.record {
        Record::Issue(issue) => owed_on(issue),
        _ => None,
    };
    // The list stands earliest due first: from the first day that is not past on, nothing is overdue.
    let is_over = |entry: &Entry| owed(entry).is_none_or(|due| due >= today);
    let mut found = Found::of(document, List::Due, scope, printer, is_over)?;
    if scope.chosen.is_none() {
        found.retain(|entry| list::is_within(owed(entry), scope));
    }
    found.refuse_nothing(zh::NONE)?;
    let columns = [
        (zh::NUMBER, 19, Align::Centre),
        (zh::TITLE, 36, Align::Left),
        (zh::VILLAGE, 18, Align::Left),
        (zh::UNIT, 18, Align::Left),
        (zh::ASSIGNED_AND_DUE, 28, Align::Centre),
        (zh::LATE, 11, Align::Right),
        (zh::URGED, 28, Align::Left),
        (zh::DEPUTIES, 16, Align::Left),
    ];
    let row = |entry: &Entry| {
        let Record::Issue(issue) = &entry.record else { return Vec::new() };
        let due = owed_on(issue);
        let shown = |key| printer.cell(entry, key);
        let urged = zh::urged(urgings(issue).count(), &on(urgings(issue).next_back().and_then(|event| event.on)));
        let promise = issue.stage == crate::model::issue::Stage::Tracking;
        vec![
            shown("number"),
            shown("title"),
            shown("village"),
            shown("unit"),
            zh::due(&on(issue.assigned_on), &on(due), promise),
            due.map_or_else(String::new, |due| today.days_since(due).to_string()),
            urged,
            shown("deputies"),
        ]
    };
    let rows = found.entries.iter().map(|entry| (entry, row(entry)));
    let table = list::table_of(printer, &columns, rows);
    let mut blocks = vec![Block::Title(text::of_station(&printer.station.name, document.name))];
    blocks.push(Block::Note(zh::as_of(&day(today), found.count(), &text::scope(scope))));
    blocks.push(table);
    blocks.extend(found.notes());
    blocks.push(Block::Note(zh::RULES.to_owned()));
    Ok(blocks)
}
