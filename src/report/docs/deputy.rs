//! 代表履职登记表: what one deputy did in a year, by figures and one by one.

use super::list::{self, on};
use super::sheet::{Sheet, by_key, shown_part, signatures};
use super::{DocError, Printer, Scope, definitions};
use crate::model::deed::Deed;
use crate::model::duty::{Duty, Served};
use crate::model::order::Order as _;
use crate::model::reception::{Attendance, PRESENT, ReceptionDay};
use crate::model::{Date, Entry, Kind, Part, Record, score};
use crate::report::paper::{Block, Grid, GridCell, GridRow};
use crate::report::table::Align;
use crate::store::reader::{Direction, List, ReadError};
use crate::text::zh::model::duty as duty_zh;
use crate::text::zh::report::docs::{self as text, deputy as zh};

/// Who it is: no phone number and no number of a certificate.
const WHO: [&str; 8] = ["name", "levels", "term", "group", "constituency", "post", "status", "status_on"];
/// The books that name deputies.
const BOOKS: [Kind; 5] = [Kind::Reception, Kind::Issue, Kind::Visit, Kind::Activity, Kind::Proposal];
/// Records read at a time.
const PAGE: usize = 200;
/// Figures in a row of their table.
const FIGURES_A_ROW: usize = 3;

/// One thing the deputy did.
struct Done {
    on: Option<Date>,
    kind: Kind,
    what: String,
    result: String,
}

pub fn make(entry: &Entry, printer: &Printer<'_>, scope: &Scope) -> Result<Vec<Block>, DocError> {
    let year = scope.year.unwrap_or_else(|| printer.today().year());
    let served = printer.reader.served_in(entry.id, year)?;
    let mut who = Sheet::default();
    who.fields(&entry.record, &WHO, printer);
    let mut blocks = vec![Block::Title(zh::title(year)), Block::Subtitle(printer.station.name.clone())];
    blocks.push(who.block());
    blocks.push(figures(&served, year));
    let scores = printer.context.codes.scores();
    if scores.enabled {
        let lines = scores.lines(&served, year);
        blocks.push(Block::Note(duty_zh::score_sum(year, score::total(&lines))));
        blocks.extend(lines.iter().map(|line| Block::Note(duty_zh::score_line(line))));
    }
    let (done, more, withheld) = done_in(entry.id, year, printer)?;
    let columns = [
        (zh::ON, 34, Align::Centre),
        (zh::KIND, 15, Align::Centre),
        (zh::WHAT, 40, Align::Left),
        (zh::RESULT, 32, Align::Left),
    ];
    let row = |done: Done| vec![on(done.on), done.kind.name().to_owned(), done.what, done.result];
    if done.is_empty() {
        blocks.push(Block::Note(zh::nothing_in(year)));
    } else {
        blocks.push(list::table(&columns, done.into_iter().map(row).collect()));
    }
    blocks.extend((more > 0).then(|| Block::Note(text::more_rows(list::MOST_ROWS, more))));
    blocks.extend((withheld > 0).then(|| Block::Note(text::withheld(withheld))));
    blocks.push(definitions(printer));
    blocks.push(signatures(&zh::SIGNATURES));
    Ok(blocks)
}

/// Every figure of the year, several to a row.
fn figures(served: &Served, year: i32) -> Block {
    let all: Vec<(String, String)> = Duty::ALL
        .into_iter()
        .map(|duty| (zh::figure(duty_zh::name(duty), duty_zh::counter(duty)), served.in_year(year, duty).to_string()))
        .collect();
    let row = |figures: &[(String, String)]| {
        let cells = figures.iter().flat_map(|(name, figure)| {
            [GridCell::label(name.clone()), GridCell { align: Align::Right, ..GridCell::text(figure.clone()) }]
        });
        let mut cells: Vec<GridCell> = cells.collect();
        cells.resize(2 * FIGURES_A_ROW, GridCell::text(""));
        GridRow::of(cells)
    };
    let rows = all.chunks(FIGURES_A_ROW).map(row).collect();
    Block::Table(Grid { caption: Some(zh::figures(year)), widths: [22, 11].repeat(FIGURES_A_ROW), headings: 0, rows })
}

/// What the deputy did in a year, the earliest first; how much more; how many issues are left out.
fn done_in(deputy: u64, year: i32, printer: &Printer<'_>) -> Result<(Vec<Done>, usize, usize), ReadError> {
    let (mut all, mut more, mut withheld) = (Vec::new(), 0, 0);
    for kind in BOOKS {
        let mut from = None;
        'book: loop {
            let rows = printer.reader.page(List::Deputy(kind, deputy), from.as_ref(), Direction::Forward, PAGE)?;
            let Some(last) = rows.last() else { break };
            from = Some(last.position.clone());
            for row in &rows {
                let date = row.entry.record.date();
                // The list goes back in time.
                if date.is_some_and(|date| date.year() < year) {
                    break 'book;
                }
                if date.is_none_or(|date| date.year() != year) {
                    continue;
                }
                match &row.entry.record {
                    Record::Issue(issue) if issue.confidential => withheld += 1,
                    record if all.len() < list::MOST_ROWS => all.extend(done(record, deputy, printer)),
                    _ => more += 1,
                }
            }
        }
    }
    all.order_by_key(|done| done.on);
    Ok((all, more, withheld))
}

/// What a record says the deputy did; nothing where they had no part in it after all.
fn done(record: &Record, deputy: u64, printer: &Printer<'_>) -> Option<Done> {
    let shown = |key: &str| by_key(record, key, printer);
    let (what, result) = match record {
        Record::Reception(day) => (shown("place"), attendance(day, deputy, printer)?),
        Record::Issue(_) => {
            (text::pair(&shown("number"), &shown("title")), text::pair(&shown("stage"), &shown("class")))
        }
        Record::Visit(visit) => {
            let deeds: Vec<String> = visit.deeds.iter().map(|deed| told(deed, printer)).collect();
            (text::pair(&shown("village"), &shown("topic")), zh::met(&shown("people"), &deeds))
        }
        Record::Activity(activity) => {
            let row = activity.participants.iter().find(|row| row.deputy == Some(deputy))?;
            (text::pair(&shown("type"), &shown("title")), state(row, "participation", printer))
        }
        Record::Proposal(proposal) => {
            (shown("title"), text::pair(zh::role(proposal.lead == Some(deputy)), &shown("class")))
        }
        _ => return None,
    };
    Some(Done { on: record.date(), kind: record.kind(), what, result })
}

/// A deed with its kind and what it was worth.
fn told(deed: &Deed, printer: &Printer<'_>) -> String {
    let row = Part::Deed(deed.clone());
    let specs = row.specs();
    let shown = |key: &str| {
        specs.iter().find(|spec| spec.key == key).map_or_else(String::new, |spec| shown_part(&row, spec, printer))
    };
    zh::deed(&shown("text"), &shown("kind"), &shown("amount"), deed.done)
}

/// Whether the deputy came to a held day. Where nobody was taken down, those on duty came.
fn attendance(day: &ReceptionDay, deputy: u64, printer: &Printer<'_>) -> Option<String> {
    if !day.is_held() {
        return None;
    }
    match day.attendance.iter().find(|row| row.deputy == Some(deputy)) {
        Some(row) => Some(state(row, "attendance", printer)),
        None if day.attendance.is_empty() => Some(printer.context.codes.name("attendance", PRESENT).to_owned()),
        None => None,
    }
}

fn state(row: &Attendance, list: &str, printer: &Printer<'_>) -> String {
    printer.context.codes.name(list, &row.state).to_owned()
}
