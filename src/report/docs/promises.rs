//! B类跟踪台账: every promise of class B, and what became of it.

use super::list::{self, Found, on};
use super::{DocError, Document, Printer, Scope, definitions};
use crate::model::life::{self, Outcome, Promise};
use crate::model::{Date, Entry, Record};
use crate::report::paper::Block;
use crate::report::table::Align;
use crate::store::reader::List;
use crate::text::zh::model::stats::day;
use crate::text::zh::report::docs::{self as text, promises as zh};

pub fn takes(entry: &Entry, _: Date) -> bool {
    matches!(&entry.record, Record::Issue(issue) if life::was_promised(issue))
}

pub fn make(document: &Document, printer: &Printer<'_>, scope: &Scope) -> Result<Vec<Block>, DocError> {
    let mut found = Found::of(document, List::Promised, scope, printer, |_| false)?;
    if scope.chosen.is_none() {
        found.retain(|entry| promises(entry).iter().any(|promise| list::is_within(promise.made_on, scope)));
    }
    found.entries.reverse();
    found.refuse_nothing(zh::NONE)?;
    let columns = [
        (zh::NUMBER, 17, Align::Centre),
        (zh::TITLE, 30, Align::Left),
        (zh::VILLAGE, 16, Align::Left),
        (zh::UNIT, 16, Align::Left),
        (zh::MADE_ON, 26, Align::Centre),
        (zh::PROMISED, 33, Align::Left),
        (zh::OUTCOME, 26, Align::Left),
        (zh::LATE, 10, Align::Right),
    ];
    let mut counts = zh::Counts::default();
    let mut rows = Vec::new();
    for entry in &found.entries {
        for promise in
            promises(entry).iter().filter(|promise| scope.chosen.is_some() || list::is_within(promise.made_on, scope))
        {
            count(&mut counts, promise, printer);
            rows.push((entry, row(entry, promise, printer)));
        }
    }
    let mut blocks = vec![Block::Title(text::of_station(&printer.station.name, document.name))];
    blocks.push(Block::Note(text::made_on(&day(printer.today()), &text::scope(scope))));
    blocks.push(Block::Note(zh::counted(&counts)));
    blocks.push(list::table_of(printer, &columns, rows.into_iter()));
    blocks.extend(found.notes());
    blocks.push(definitions(printer));
    Ok(blocks)
}

fn promises(entry: &Entry) -> Vec<Promise> {
    if let Record::Issue(issue) = &entry.record { life::promises(issue) } else { Vec::new() }
}

fn count(counts: &mut zh::Counts, promise: &Promise, printer: &Printer<'_>) {
    counts.all += 1;
    match promise.outcome {
        Outcome::Kept(_) => counts.kept += 1,
        Outcome::GivenUp(_) => counts.given_up += 1,
        Outcome::Withdrawn(_) | Outcome::Guided(_) | Outcome::Passed(_) => counts.ended += 1,
        Outcome::Open => {
            counts.open += 1;
            counts.late += usize::from(promise.days_late(printer.today()).is_some_and(|days| days > 0));
        }
    }
}

fn row(entry: &Entry, promise: &Promise, printer: &Printer<'_>) -> Vec<String> {
    let moved: Vec<String> = promise.moved.iter().map(|(_, to)| day(*to)).collect();
    let promised = zh::promised(&on(promise.promised_for), &moved);
    let late = promise.days_late(printer.today()).filter(|days| *days > 0);
    let shown = |key| printer.cell(entry, key);
    vec![
        shown("number"),
        shown("title"),
        shown("village"),
        shown("unit"),
        on(promise.made_on),
        promised,
        zh::outcome(promise.outcome),
        late.map_or_else(String::new, |days| days.to_string()),
    ]
}
