//! What is put up for everybody to read: issues and their answers, visits. Nobody is named but deputies who may be.

use super::list::{self, Found, on};
use super::notice::deputies;
use super::sheet::{by_key, shown_part};
use super::{DocError, Document, Printer, Scope, issue};
use crate::model::issue::Stage;
use crate::model::order::Order as _;
use crate::model::{Date, Entry, Kind, Part, Record};
use crate::report::paper::Block;
use crate::report::table::Align;
use crate::store::reader::List;
use crate::text::mask;
use crate::text::zh::model::stats::day;
use crate::text::zh::report::docs::{self as text, public as zh};

/// Characters of an answer that are put up; the whole stands in the reply the resident gets.
const ANSWER_CHARS: usize = 80;

/// What was not taken on, or went into another issue, is none that was handled.
pub fn takes_issue(entry: &Entry, _: Date) -> bool {
    let Record::Issue(issue) = &entry.record else { return false };
    !matches!(issue.stage, Stage::Guided | Stage::Merged | Stage::Withdrawn)
}

pub fn takes_visit(entry: &Entry, _: Date) -> bool {
    matches!(entry.record, Record::Visit(_))
}

pub fn issues(document: &Document, printer: &Printer<'_>, scope: &Scope) -> Result<Vec<Block>, DocError> {
    let columns = [
        (zh::NUMBER, 17, Align::Centre),
        (zh::VILLAGE, 16, Align::Left),
        (zh::TITLE, 30, Align::Left),
        (zh::CATEGORY, 14, Align::Left),
        (zh::UNIT, 16, Align::Left),
        (zh::ANSWER, 56, Align::Left),
        (zh::CLASS, 18, Align::Left),
    ];
    let row = |entry: &Entry| {
        let Record::Issue(issue) = &entry.record else { return Vec::new() };
        let shown = |key| by_key(&entry.record, key, printer);
        let answer = issue::answer(issue).map(|event| in_short(&mask::free(&event.text)));
        let answer = answer.unwrap_or_else(|| zh::UNANSWERED.to_owned());
        let cells = ["number", "village", "title", "category", "unit"].map(shown);
        cells.into_iter().chain([answer, in_words(&issue.class, printer)]).collect()
    };
    put_up((document, printer, scope), zh::NO_ISSUES, &columns, row)
}

pub fn visits(document: &Document, printer: &Printer<'_>, scope: &Scope) -> Result<Vec<Block>, DocError> {
    let columns = [
        (zh::ON, 26, Align::Centre),
        (zh::DEPUTIES, 34, Align::Left),
        (zh::WAY, 12, Align::Centre),
        (zh::VILLAGE, 16, Align::Left),
        (zh::TOPIC, 22, Align::Left),
        (zh::PEOPLE, 10, Align::Right),
        (zh::DEEDS, 30, Align::Left),
    ];
    let row = |entry: &Entry| {
        let Record::Visit(visit) = &entry.record else { return Vec::new() };
        let shown = |key| by_key(&entry.record, key, printer);
        let done = visit.deeds.iter().filter(|deed| deed.done).map(|deed| Part::Deed(deed.clone()));
        let told = |part: Part| {
            let text = part.specs().into_iter().find(|spec| spec.key == "text");
            text.map_or_else(String::new, |spec| shown_part(&part, spec, printer))
        };
        let deeds: Vec<String> = done.map(told).collect();
        vec![
            on(visit.date),
            deputies(&visit.deputies, printer),
            shown("way"),
            shown("village"),
            shown("topic"),
            shown("people"),
            deeds.join(text::BETWEEN_FIELDS),
        ]
    };
    put_up((document, printer, scope), zh::NO_VISITS, &columns, row)
}

/// A list for everybody: its heading, a row for each record of the period, whom to ask; `nothing` is said where there is none.
fn put_up(
    (document, printer, scope): (&Document, &Printer<'_>, &Scope),
    nothing: &str,
    columns: &[list::Column],
    row: impl Fn(&Entry) -> Vec<String>,
) -> Result<Vec<Block>, DocError> {
    let (found, scope) = of_period(document, printer, scope)?;
    found.refuse_nothing(nothing)?;
    let mut blocks = heading(document, printer, &scope);
    blocks.push(list::table(columns, found.entries.iter().map(row).collect()));
    // What is kept back is no news for the public.
    blocks.extend((found.more > 0).then(|| Block::Note(text::more_rows(found.entries.len(), found.more))));
    blocks.extend(foot(printer));
    Ok(blocks)
}

/// The records of a period, the earliest first: this year where no other is asked for.
fn of_period(document: &Document, printer: &Printer<'_>, scope: &Scope) -> Result<(Found, Scope), DocError> {
    let mut scope = scope.clone();
    if scope.chosen.is_none() && scope.since.is_none() && scope.until.is_none() {
        let year = scope.year.unwrap_or_else(|| printer.today().year());
        scope.since = Date::from_ymd(year, 1, 1);
        scope.until = Date::from_ymd(year, 12, 31).map(|last| last.min(printer.today()));
        scope.year = None;
    }
    let before = |entry: &Entry| scope.since.zip(entry.record.date()).is_some_and(|(since, date)| date < since);
    let all = List::All(document.kind);
    let mut found = Found::of(document, all, &scope, printer, before)?;
    if scope.chosen.is_none() {
        found.retain(|entry| list::is_within(entry.record.date(), &scope));
    }
    found.entries.order_by_key(|entry| (entry.record.date(), entry.id));
    Ok((found, scope))
}

fn heading(document: &Document, printer: &Printer<'_>, scope: &Scope) -> Vec<Block> {
    let title = Block::Title(text::of_station(&printer.station.name, document.name));
    let period = text::scope(scope);
    let opening = match document.kind {
        Kind::Visit => zh::visits(&period),
        _ => zh::issues(&period),
    };
    vec![title, Block::Text(opening)]
}

fn foot(printer: &Printer<'_>) -> Vec<Block> {
    let phone = &printer.station.public_phone;
    let reach = (!phone.is_empty()).then(|| Block::Text(zh::reach(phone)));
    let signed = [Block::Signed(printer.station.name.clone()), Block::Signed(day(printer.today()))];
    reach.into_iter().chain(signed).collect()
}

/// A class of an answer as its definition says it: what a letter means is known to offices only.
fn in_words(class: &str, printer: &Printer<'_>) -> String {
    let code = printer.context.codes.code("class", class);
    code.map_or_else(String::new, |code| if code.definition.is_empty() { &code.name } else { &code.definition }.clone())
}

/// The beginning of an answer in one paragraph.
fn in_short(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<&str>>().join(" ");
    if line.chars().count() <= ANSWER_CHARS {
        return line;
    }
    line.chars().take(ANSWER_CHARS).chain(zh::CUT.chars()).collect()
}
