//! 督办单: asks a unit for what it owes: an answer that is due, or a promise.

use super::issue::{letter, matter};
use super::list::on;
use super::sheet::{Sheet, shown_part};
use super::{DocError, Printer, Scope};
use crate::model::event::Event;
use crate::model::issue::{Issue, Stage};
use crate::model::life::{self, Verb};
use crate::model::{Date, Entry, Part, Record};
use crate::report::paper::Block;
use crate::text::zh::model::stats::day;
use crate::text::zh::report::docs::urge as zh;

/// Lines for what the unit says.
const ANSWER_LINES: u16 = 2;
/// Lines for what is asked for.
const ORDER_LINES: u16 = 1;
/// Days in which the unit is to say how far it is.
const ANSWER_DAYS: i64 = 5;
/// The way of an urging on paper.
const WRITTEN: &str = "written";

pub fn fits(entry: &Entry) -> Result<(), &'static str> {
    match &entry.record {
        Record::Issue(issue) if !matches!(issue.stage, Stage::Assigned | Stage::Tracking) => Err(zh::NOTHING_OWED),
        _ => Ok(()),
    }
}

/// The day something is owed for an issue: the due date, or that of a promise.
pub fn owed_on(issue: &Issue) -> Option<Date> {
    match issue.stage {
        Stage::Assigned => issue.due_on,
        Stage::Tracking => life::promised_on(issue),
        _ => None,
    }
}

/// The urgings so far.
pub fn urgings(issue: &Issue) -> impl DoubleEndedIterator<Item = &Event> {
    issue.events.iter().filter(|event| Verb::from_key(&event.verb) == Some(Verb::Urge))
}

pub fn make(entry: &Entry, printer: &Printer<'_>, _: &Scope) -> Result<Vec<Block>, DocError> {
    let record = &entry.record;
    let Record::Issue(issue) = record else { return Ok(Vec::new()) };
    let mut blocks = letter((zh::TITLE, zh::WORD), record, issue, printer);
    let (ours, before) = parted(issue, printer.today());
    let today = ours.and_then(|event| event.on).unwrap_or(printer.today());
    let owed = owed_on(issue);
    let late = owed.map_or(0, |due| today.days_since(due));
    let promise = issue.stage == Stage::Tracking;
    let opening = zh::opening(issue.assigned_on.map(day).as_deref(), owed.map(day).as_deref(), promise);
    blocks.push(Block::Text(opening + &zh::standing(&day(today), late, ANSWER_DAYS)));
    let mut sheet = Sheet::default();
    matter(&mut sheet, record, printer);
    sheet.fields(record, &["route"], printer);
    sheet.whole(zh::URGED, urged(&before, printer), 0);
    let asked = ours.map_or_else(String::new, |event| said(event, "text", printer));
    let lines = if asked.is_empty() { ORDER_LINES } else { 0 };
    sheet.whole(zh::ASKED, asked, lines);
    sheet.half(zh::LEADER, ours.map_or_else(String::new, |event| said(event, "leader", printer)));
    sheet.half(zh::ORDER, "");
    sheet.sealed(zh::FROM, zh::ON, day(today), printer);
    sheet.band(zh::SLIP);
    sheet.whole(zh::STANDING, "", ANSWER_LINES);
    sheet.half(zh::ANSWERED_BY, "");
    sheet.half(zh::ANSWERED_ON, "");
    blocks.push(sheet.block());
    Ok(blocks)
}

/// The urging this sheet is: the latest one, where it was entered as made in writing and its answer is not due yet; and
/// those before.
fn parted(issue: &Issue, today: Date) -> (Option<&Event>, Vec<&Event>) {
    let mut all: Vec<&Event> = urgings(issue).collect();
    let is_ours = |last: &mut &Event| {
        last.way == WRITTEN && last.on.is_some_and(|on| (0..=ANSWER_DAYS).contains(&today.days_since(on)))
    };
    let ours = all.pop_if(is_ours);
    (ours, all)
}

/// What an urging says under a key.
fn said(event: &Event, key: &str, printer: &Printer<'_>) -> String {
    let row = Part::Event(Box::new(event.clone()));
    let spec = Event::specs_of(&event.verb).into_iter().find(|spec| spec.key == key);
    spec.map_or_else(String::new, |spec| shown_part(&row, spec, printer))
}

/// How and when it was urged before.
fn urged(before: &[&Event], printer: &Printer<'_>) -> String {
    let one = |event: &&Event| {
        let told = ["way", "leader", "text"].map(|key| said(event, key, printer));
        zh::urged(&on(event.on), &told.iter().map(String::as_str).filter(|part| !part.is_empty()).collect::<Vec<_>>())
    };
    let all: Vec<String> = before.iter().map(one).collect();
    if all.is_empty() { zh::NEVER_URGED.to_owned() } else { all.join("\n") }
}
