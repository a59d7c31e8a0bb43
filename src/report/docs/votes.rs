//! 民生实事票决结果: how the congress voted on the projects of a year.

use super::list::{self, Found};
use super::sheet::signatures;
use super::{DocError, Document, Printer, Scope};
use crate::model::order::Order as _;
use crate::model::project::Project;
use crate::model::{Date, Entry, Kind, Record};
use crate::report::paper::Block;
use crate::report::table::Align;
use crate::store::reader::List;
use crate::text::zh::model::stats::day;
use crate::text::zh::report::docs::{self as text, votes as zh};

/// What stands on it: keys of the field table with the share of the width.
const COLUMNS: [(&str, u16, Align); 9] = [
    ("title", 34, Align::Left),
    ("budget", 14, Align::Right),
    ("unit", 16, Align::Left),
    ("due", 9, Align::Right),
    ("present", 9, Align::Right),
    ("votes_for", 9, Align::Right),
    ("votes_against", 9, Align::Right),
    ("abstained", 9, Align::Right),
    ("tally", 22, Align::Left),
];

pub fn takes(entry: &Entry, _: Date) -> bool {
    project(entry).is_some_and(Project::is_voted)
}

fn project(entry: &Entry) -> Option<&Project> {
    if let Record::Project(project) = &entry.record { Some(project) } else { None }
}

pub fn make(document: &Document, printer: &Printer<'_>, scope: &Scope) -> Result<Vec<Block>, DocError> {
    let mut found = Found::of(document, List::All(Kind::Project), scope, printer, |_| false)?;
    // Each congress votes on its own.
    found.retain(|entry| scope.chosen.is_some() || entry.org == printer.reader.org());
    // The list stands newest first: without a year the last one that was voted on.
    let latest = || found.entries.first().and_then(project).and_then(|project| project.year);
    let year = scope.year.and_then(|year| u32::try_from(year).ok()).or_else(latest);
    if scope.chosen.is_none() {
        found.retain(|entry| project(entry).is_some_and(|project| project.year == year));
    }
    found.refuse_nothing(zh::NONE)?;
    found.entries.order_by_key(|entry| {
        let votes = project(entry).and_then(|project| project.votes_for);
        (std::cmp::Reverse(votes), entry.id)
    });
    let label = |key| Kind::Project.spec(key).map_or("", |spec| spec.label);
    let mut columns: Vec<list::Column> =
        COLUMNS.into_iter().map(|(key, width, align)| (label(key), width, align)).collect();
    columns.push((zh::RESULT, 12, Align::Centre));
    let row = |entry: &Entry| {
        let cells = COLUMNS.into_iter().map(|(key, ..)| printer.cell(entry, key));
        let elected = project(entry).is_some_and(|project| project.elected);
        cells.chain([zh::elected(elected).to_owned()]).collect()
    };
    let rows = found.entries.iter().map(|entry| (entry, row(entry)));
    let elected = found.entries.iter().filter_map(project).filter(|project| project.elected).count();
    Ok(vec![
        Block::Title(zh::title(year)),
        Block::Subtitle(printer.station.name.clone()),
        Block::Note(zh::counted(found.entries.len(), elected)),
        list::table_of(printer, &columns, rows),
        Block::Note(zh::RULES.to_owned()),
        Block::Note(text::made_on(&day(printer.today()), "")),
        signatures(&zh::SIGNATURES),
    ])
}
