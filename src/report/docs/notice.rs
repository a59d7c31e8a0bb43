//! 接待日公告: when and where which deputies receive residents. For everybody: deputies who are not to be published stay
//! unnamed.

use super::list::{self, Found};
use super::{DocError, Document, Printer, Scope};
use crate::model::order::Order as _;
use crate::model::reception::{ANNOUNCED, PLANNED, ReceptionDay};
use crate::model::{Date, Entry, Kind, Record};
use crate::report::paper::Block;
use crate::report::table::Align;
use crate::store::reader::List;
use crate::text::mask;
use crate::text::zh::model::stats::day;
use crate::text::zh::report::docs::notice as zh;

/// Days ahead that are announced where no others are asked for: this month and the next at the longest.
const DAYS_AHEAD: i64 = 61;

/// Only a day that is still to come is announced.
pub fn takes(entry: &Entry, _: Date) -> bool {
    matches!(&entry.record, Record::Reception(day) if [PLANNED, ANNOUNCED].contains(&day.stage.as_str()))
}

pub fn make(document: &Document, printer: &Printer<'_>, scope: &Scope) -> Result<Vec<Block>, DocError> {
    let scope = with_default(scope, printer.today());
    let before = |entry: &Entry| scope.since.zip(entry.record.date()).is_some_and(|(since, date)| date < since);
    let mut found = Found::of(document, List::All(Kind::Reception), &scope, printer, before)?;
    if scope.chosen.is_none() {
        found.retain(|entry| list::is_within(entry.record.date(), &scope));
    }
    // The list stands newest first; a notice is read from the next day on.
    found.entries.order_by_key(|entry| (entry.record.date(), entry.id));
    found.refuse_nothing(zh::NO_DAYS)?;
    let days: Vec<&ReceptionDay> = found.entries.iter().filter_map(of_entry).collect();
    let columns = [
        (zh::WHEN, 34, Align::Centre),
        (zh::PLACE, 24, Align::Left),
        (zh::DEPUTIES, 30, Align::Left),
        (zh::THEME, 24, Align::Left),
    ];
    let rows = days.iter().map(|day| row(day, printer)).collect();
    let station = &printer.station;
    let mut blocks = vec![Block::Title(zh::title(&station.name)), Block::Text(zh::opening(&period(&days)))];
    blocks.push(list::table(&columns, rows));
    blocks.extend(found.notes());
    blocks.push(Block::Text(zh::MATTERS.to_owned()));
    if !station.public_phone.is_empty() || !station.address.is_empty() {
        blocks.push(Block::Text(zh::reach(&station.public_phone, &station.address)));
    }
    blocks.push(Block::Signed(station.name.clone()));
    blocks.push(Block::Signed(day(printer.today())));
    Ok(blocks)
}

fn of_entry(entry: &Entry) -> Option<&ReceptionDay> {
    if let Record::Reception(day) = &entry.record { Some(day) } else { None }
}

/// From today on, unless days, a year or records are asked for.
fn with_default(scope: &Scope, today: Date) -> Scope {
    if scope.chosen.is_some() || scope.since.is_some() || scope.until.is_some() || scope.year.is_some() {
        return scope.clone();
    }
    Scope { since: Some(today), until: Some(today.plus_days(DAYS_AHEAD)), ..scope.clone() }
}

/// The month or months of the days, in words.
fn period(days: &[&ReceptionDay]) -> String {
    let months = |date: Date| (date.year(), date.month());
    let mut dates = days.iter().filter_map(|day| day.date);
    let first = dates.next();
    let last = dates.next_back().or(first);
    match (first.map(months), last.map(months)) {
        (Some(first), Some(last)) => zh::months(first, last),
        _ => String::new(),
    }
}

fn row(day: &ReceptionDay, printer: &Printer<'_>) -> Vec<String> {
    let time = zh::time(day.start, day.end);
    let when = day.date.map_or_else(String::new, |date| zh::when(date, &time, day.moved_from));
    vec![
        when,
        mask::free(&day.place),
        deputies(&day.deputies, printer),
        zh::about(&mask::free(&day.theme), &mask::free(&day.joint_units)),
    ]
}

/// The deputies that may be named to everybody, each with the congresses they sit in; of the others, how many.
pub fn deputies(ids: &[u64], printer: &Printer<'_>) -> String {
    let directory = printer.context.directory;
    let public = |id: &u64| match directory.entry(Kind::Deputy, *id).map(|entry| entry.record) {
        Some(Record::Deputy(deputy)) if deputy.public => {
            let levels: Vec<&str> =
                deputy.levels.iter().map(|level| printer.context.codes.name("level", level)).collect();
            Some(zh::deputy(&deputy.name, &levels))
        }
        _ => None,
    };
    let named: Vec<String> = ids.iter().filter_map(public).collect();
    zh::deputies(&named, ids.len() - named.len())
}
