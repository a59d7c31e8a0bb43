//! What a report says of single issues, as they stood at the cut-off: those overdue and why, promises, examples.

use crate::model::event::Event;
use crate::model::issue::Issue;
use crate::model::life::Verb;
use crate::model::{Context, Date, Kind, Org, whose};
use crate::report::period::facts::Listing;
use crate::text::zh::report::period::words as say;
use crate::text::{clean, mask};

/// Characters of a reason or a note of progress.
const REASON_CHARS: usize = 60;
/// Characters of what a resident said in an example.
const CONTENT_CHARS: usize = 120;
/// Characters of an answer in an example.
const ANSWER_CHARS: usize = 200;

/// One line for each overdue issue: whose turn it is, since when, and what is known of why.
pub(super) fn overdue(listing: &Listing, cut_off: Date, context: &Context<'_>) -> Vec<String> {
    let line = |(at, (org, issue)): (usize, &(Org, Issue))| {
        let mut clauses = vec![head(at, *org, issue, context), say::with(&unit(*org, issue, cut_off, context))];
        let promised = promised_on(issue, cut_off);
        let is_promise = promised.is_some_and(|day| day < cut_off || due_on(issue, cut_off).is_none());
        let due = if is_promise { promised } else { due_on(issue, cut_off) };
        clauses.extend(due.map(|due| {
            let days = cut_off.days_since(due);
            if is_promise { say::was_promised(due, days) } else { say::was_due(due, days) }
        }));
        clauses.extend(causes(issue, cut_off));
        say::sentence(&clauses)
    };
    let lines = listing.issues.iter().enumerate().map(line);
    lines.chain(rest(listing, say::OVERDUE_LEDGER)).collect()
}

/// One line for each promise that stands.
pub(super) fn promises(listing: &Listing, cut_off: Date, context: &Context<'_>) -> Vec<String> {
    let line = |(at, (org, issue)): (usize, &(Org, Issue))| {
        let promise = match promised_on(issue, cut_off) {
            Some(day) if day < cut_off => say::was_promised(day, cut_off.days_since(day)),
            Some(day) => say::promised(day),
            None => say::PROMISED_NO_DAY.to_owned(),
        };
        say::sentence(&[head(at, *org, issue, context), say::with(&unit(*org, issue, cut_off, context)), promise])
    };
    let lines = listing.issues.iter().enumerate().map(line);
    lines.chain(rest(listing, say::PROMISE_LEDGER)).collect()
}

/// The examples, a paragraph for the name and one for what happened of each.
pub(super) fn cases(issues: &[(Org, Issue)], cut_off: Date, context: &Context<'_>) -> String {
    let mut paragraphs = Vec::new();
    for (at, (org, issue)) in issues.iter().enumerate() {
        paragraphs.push(say::case(at + 1, &free(&issue.title, usize::MAX), &desk(*org, context)));
        let content = ended(free(&issue.content, CONTENT_CHARS));
        let mut told = say::raised(issue.reported_on, &free(&issue.village, usize::MAX), &content);
        let answer = until(issue, cut_off).rev().find(|event| answers(event) && !event.text.is_empty());
        if let Some(answer) = answer {
            let unit = unit(*org, issue, cut_off, context);
            told += &say::answered(answer.on, &unit, &ended(free(&answer.text, ANSWER_CHARS)));
        }
        let rating = until(issue, cut_off).rev().find(|event| !event.rating.is_empty());
        if let Some(rating) = rating {
            told += &say::sentence(&[say::rating(context.codes.name("rating", &rating.rating))]);
        }
        paragraphs.push(told);
    }
    paragraphs.join("\n")
}

fn head(at: usize, org: Org, issue: &Issue, context: &Context<'_>) -> String {
    say::issue(
        at + 1,
        &(desk(org, context) + &issue.number),
        &free(&issue.title, usize::MAX),
        &free(&issue.village, usize::MAX),
    )
}

/// What is not named: where the rest stands, and that some ask for confidence.
fn rest(listing: &Listing, ledger: &str) -> Vec<String> {
    let rest = (listing.rest > 0).then(|| say::more(listing.rest, ledger));
    let withheld = (listing.withheld > 0).then(|| say::withheld(listing.withheld));
    rest.into_iter().chain(withheld).collect()
}

/// Why an issue is late, as far as its history says.
fn causes(issue: &Issue, cut_off: Date) -> Vec<String> {
    let of = |verb: Verb| until(issue, cut_off).filter(move |event| Verb::from_key(&event.verb) == Some(verb));
    let mut causes = Vec::new();
    if let Some(event) = of(Verb::Extend).rfind(|event| !event.reason.is_empty()) {
        causes.push(say::extended(event.on, &free(&event.reason, REASON_CHARS)));
    }
    if let Some(event) = of(Verb::Return).rfind(|event| !event.reason.is_empty()) {
        causes.push(say::returned(&free(&event.reason, REASON_CHARS)));
    }
    if let Some(last) = of(Verb::Urge).next_back() {
        causes.push(say::urged(of(Verb::Urge).count(), last.on));
    }
    if let Some(event) = of(Verb::Progress).rfind(|event| !event.text.is_empty()) {
        causes.push(say::progress(&free(&event.text, REASON_CHARS)));
    }
    if causes.is_empty() {
        causes.push(say::NO_CAUSE.to_owned());
    }
    causes
}

/// The history up to the cut-off.
fn until(issue: &Issue, cut_off: Date) -> impl DoubleEndedIterator<Item = &Event> {
    issue.events.iter().filter(move |event| event.on.is_none_or(|on| on <= cut_off))
}

/// The day an answer was due as it stood then.
fn due_on(issue: &Issue, cut_off: Date) -> Option<Date> {
    until(issue, cut_off).rev().find_map(|event| event.due_on)
}

/// The day promised last as it stood then.
fn promised_on(issue: &Issue, cut_off: Date) -> Option<Date> {
    until(issue, cut_off).rev().find_map(|event| event.planned_on)
}

/// The unit it was with then.
fn unit(org: Org, issue: &Issue, cut_off: Date, context: &Context<'_>) -> String {
    let unit = until(issue, cut_off).rev().find_map(|event| event.unit);
    let label = |id| context.of(org, |there| there.directory.label(Kind::Unit, id));
    unit.and_then(label).unwrap_or_default()
}

/// Whose an issue is that is another desk's, in short; empty for our own.
fn desk(org: Org, context: &Context<'_>) -> String {
    let is_own = context.directory.of(org).is_none();
    let name = || context.directory.label(Kind::Received, org.0).unwrap_or_else(|| org.to_string());
    if is_own { String::new() } else { whose::short(&name()).to_owned() }
}

fn answers(event: &Event) -> bool {
    matches!(Verb::from_key(&event.verb), Some(Verb::Answer | Verb::Reply))
}

/// Text of the books in one line, masked, at most so long.
fn free(text: &str, most: usize) -> String {
    let line = clean::line(&mask::free(text));
    if line.chars().count() <= most {
        return line.trim_end_matches(say::ENDS).to_owned();
    }
    let cut: String = line.chars().take(most).collect();
    cut + &say::CUT.to_string()
}

/// A text as a sentence of its own.
fn ended(text: String) -> String {
    if text.is_empty() || text.ends_with(say::ENDED) { text } else { say::sentence(&[text]) }
}
