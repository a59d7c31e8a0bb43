//! Takes an issue's whole life from the column a ledger of this program carries it in: step by step, by the rules of `life`.
//!
//! The columns a person sees must say the same. Where they do not, somebody changed them in the file, and nobody but the
//! clerk can tell which of the two is meant: the row is refused, and comes in by its visible columns once the history
//! is emptied.
//!
//! Other issues are named by their numbers. While rows are judged, such a number is an id that no record has
//! ([`of_number`]); `links` puts the record's own in its place when it is known.

use super::row::{Texts, Wrong};
use crate::model::check::{Finding, Severity};
use crate::model::event::Event;
use crate::model::issue::Issue;
use crate::model::life::{self, Verb};
use crate::model::{Candidate, Context, Directory, Entry, Kind, Org, Record, Value, typed};
use crate::report::ledger::HISTORY;
use crate::text::clean;
use crate::text::zh::report::import as zh;

/// Set in an id that stands for the number of an issue.
const BY_NUMBER: u64 = 1 << 63;
/// Serials of a year that a number in place of an id has room for.
const SERIALS: u64 = 1 << 32;
/// The organisation of a record that is only named.
const NOBODY: Org = Org(0);

/// The id that stands for an issue's number, `2026-0012`.
pub fn of_number(number: &str) -> Option<u64> {
    let (year, serial) = number.split_once('-')?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || serial.len() < 4 || !digits(year) || !digits(serial) {
        return None;
    }
    let (year, serial) = (year.parse::<u64>().ok()?, serial.parse::<u32>().ok()?);
    Some(BY_NUMBER | (year * SERIALS) | u64::from(serial))
}

/// The number such an id stands for; none for the id of a record.
pub fn number_of(id: u64) -> Option<String> {
    let number = id & !BY_NUMBER;
    (id != number).then(|| format!("{:04}-{:04}", number / SERIALS, number % SERIALS))
}

/// The desk as it was when the steps were taken: its units in use, and every issue a row names there and open.
struct AsTold<'a>(&'a dyn Directory);

impl Directory for AsTold<'_> {
    fn entry(&self, kind: Kind, id: u64) -> Option<Entry> {
        if let (Kind::Issue, Some(number)) = (kind, number_of(id)) {
            let record = Record::Issue(Box::new(Issue { number, ..Issue::default() }));
            return Some(Entry { org: NOBODY, id, rev: 1, voided: None, extra: String::new(), record });
        }
        let mut entry = self.0.entry(kind, id)?;
        if let Record::Unit(unit) = &mut entry.record {
            unit.active = true;
        }
        Some(entry)
    }

    fn label(&self, kind: Kind, id: u64) -> Option<String> {
        match (kind, number_of(id)) {
            (Kind::Issue, Some(number)) => Some(number),
            _ => self.0.label(kind, id),
        }
    }

    fn find(&self, kind: Kind, text: &str, limit: usize) -> Vec<Candidate> {
        match of_number(text).filter(|_| kind == Kind::Issue) {
            Some(id) => vec![Candidate { id, label: text.to_owned(), detail: String::new(), exact: true }],
            None => self.0.find(kind, text, limit),
        }
    }

    fn of(&self, org: Org) -> Option<Box<dyn Directory + '_>> {
        self.0.of(org)
    }
}

/// The issue with the life its row tells of in full.
pub fn lived(issue: Issue, texts: &Texts, context: &Context<'_>) -> Result<Issue, Vec<Wrong>> {
    let told = AsTold(context.directory);
    let context = Context { directory: &told, ..*context };
    let wrong = |message: String| vec![Wrong::about(HISTORY, &message)];
    let text = texts.get(HISTORY).map(String::as_str).unwrap_or_default();
    let events = typed::history::read(text, &context).map_err(|error| wrong(error.message))?;
    let mut events = events.into_iter();
    let Some(first) = events.next().filter(|event| Verb::from_key(&event.verb) == Some(Verb::Register)) else {
        return Err(wrong(zh::HISTORY_BEGINS.to_owned()));
    };
    let (external_no, items) = (issue.external_no.clone(), issue.items);
    let rest: Vec<Event> = events.collect();
    // A ledger has what is left after a part was split off, and the number it has last.
    let split: u32 = rest.iter().filter(|event| verb(event) == Some(Verb::Split)).filter_map(|event| event.items).sum();
    let number = texts.get("number").map(|text| clean::line(text)).unwrap_or_default();
    let mut issue = Issue { items: items.saturating_add(split), number, events: vec![first], ..issue };
    for (at, event) in rest.into_iter().enumerate() {
        let step = zh::step(at + 2, verb(&event).map_or("", |verb| verb.spec().name));
        issue = taken(issue, event, &context).map_err(|found| wrong(format!("{step}{}", said(&found))))?;
    }
    let is_of_year = |day: crate::model::Date| issue.number.starts_with(&format!("{:04}-", day.year()));
    if of_number(&issue.number).is_none() || !issue.reported_on.is_some_and(is_of_year) {
        issue.number.clear();
    }
    Ok(Issue { external_no, ..issue })
}

fn verb(event: &Event) -> Option<Verb> {
    Verb::from_key(&event.verb)
}

/// The issue after one more step, which then stands in its history as it was told.
fn taken(mut issue: Issue, event: Event, context: &Context<'_>) -> Result<Issue, Vec<Finding>> {
    match verb(&event) {
        // A note that another issue came in, or was restored out of this one.
        Some(Verb::Merge | Verb::Restore) if event.from.is_some() => {
            life::may_note(&issue, &event, context)?;
            issue.events.push(event);
            Ok(issue)
        }
        Some(Verb::Reply) if event.class.is_empty() => {
            let on = event.on.unwrap_or(context.today);
            let next = life::imported_reply(issue, on, &event.text, &event.by, context)?;
            Ok(as_told(next, event))
        }
        _ => {
            let asked = Event { into: event.into.filter(|_| verb(&event) != Some(Verb::Split)), ..event.clone() };
            life::step(&issue, asked, context).map(|next| as_told(next, event))
        }
    }
}

fn as_told(mut issue: Issue, event: Event) -> Issue {
    if let Some(last) = issue.events.last_mut() {
        *last = event;
    }
    issue
}

fn said(found: &[Finding]) -> String {
    let errors = found.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.message.as_str()).collect::<Vec<_>>().join(zh::REASON_JOIN)
}

/// Every place in an issue that names another one.
pub fn names(issue: &mut Issue) -> impl Iterator<Item = &mut Option<u64>> {
    let steps = issue.events.iter_mut().flat_map(|event| [&mut event.into, &mut event.from]);
    std::iter::once(&mut issue.merged_into).chain(steps)
}

/// Whether a cell says what a value is; blank text is nothing.
pub fn says(value: &Value, told: &Value) -> bool {
    value == told || (value.is_empty() && told.is_empty())
}
