//! What holds for an issue beyond its fields.

use super::Findings;
use super::field::not_future;
use super::people::serving;
use crate::model::context::Context;
use crate::model::date::Date;
use crate::model::issue::Issue;
use crate::model::life::steps;
use crate::model::reception::{CANCELLED, POSTPONED};
use crate::model::record::Record;
use crate::text::zh::model::check as zh;
use crate::text::zh::model::label;

/// Fewer characters than this make hardly a title.
const SHORT_TITLE: usize = 4;
/// Fewer characters than this make hardly a content.
const SHORT_CONTENT: usize = 5;

/// An issue: where it came from, who received it, nobody named, and a text that says something.
pub(super) fn issue(issue: &Issue, context: &Context<'_>, found: &mut Findings) {
    not_future("reported_on", label::REPORTED_ON, issue.reported_on, context, found);
    history(issue, found);
    year(issue, found);
    source(issue, context, found);
    if wants_deputy(issue, context) && issue.deputies.is_empty() {
        found.error("deputies", zh::deputy_wanted(context.codes.name("channel", &issue.channel)));
    }
    serving("deputies", &issue.deputies, issue.reported_on, context, found);
    village(&issue.village, found);
    if (1..SHORT_TITLE).contains(&issue.title.chars().count()) {
        found.warn("title", zh::SHORT_TITLE);
    }
    if (1..SHORT_CONTENT).contains(&issue.content.chars().count()) {
        found.warn("content", zh::SHORT_CONTENT);
    }
    if !issue.anonymous || issue.contact.is_some() {
        found.error("anonymous", zh::ANONYMOUS_ONLY);
    }
}

/// Whether the channel is one on which a deputy receives what is raised.
pub(super) fn wants_deputy(issue: &Issue, context: &Context<'_>) -> bool {
    context.codes.code("channel", &issue.channel).is_some_and(|channel| channel.deputies)
}

/// Warns of a house number: an issue is placed by village, never by house.
pub(super) fn village(village: &str, found: &mut Findings) {
    let chars: Vec<char> = village.chars().collect();
    let is_house = chars.windows(2).enumerate().any(|(at, pair)| {
        let number = pair[0].is_numeric() || zh::NUMERALS.contains(pair[0]);
        let place_name = chars.get(at + 2).is_some_and(|next| zh::PLACE_ENDINGS.contains(*next));
        number && zh::HOUSE_MARKS.contains(pair[1]) && !place_name
    });
    if is_house {
        found.warn("village", zh::HOUSE_NUMBER);
    }
}

/// The day it was raised comes before everything that was done about it.
fn history(issue: &Issue, found: &mut Findings) {
    // The registration keeps the day first entered, which may have been the slip that is corrected here.
    let first_step = steps(issue).filter_map(|event| event.on).min();
    if let (Some(raised), Some(step)) = (issue.reported_on, first_step)
        && step < raised
    {
        found.error("reported_on", zh::after_first_step(step));
    }
}

/// A number is issued for the year it was raised in, and stays: the day may not move to another year.
fn year(issue: &Issue, found: &mut Findings) {
    let of_number = issue.number.split_once('-').and_then(|(year, _)| year.parse::<i32>().ok());
    if let (Some(raised), Some(year)) = (issue.reported_on, of_number)
        && raised.year() != year
        && !found.has_error("reported_on")
    {
        found.error("reported_on", zh::other_year(&issue.number, year));
    }
}

fn source(issue: &Issue, context: &Context<'_>, found: &mut Findings) {
    let Some(id) = issue.source else { return };
    let Some(kind) = issue.source_kind() else {
        found.warn("source", zh::SOURCE_WITHOUT_USE);
        return;
    };
    let day: Option<Date> = match context.directory.entry(kind, id).map(|entry| entry.record) {
        Some(Record::Reception(day)) if [POSTPONED, CANCELLED].contains(&day.stage.as_str()) => {
            // A day may be called off after its issue was entered: the issue stays and must stay correctable.
            found.warn("source", zh::source_not_held(context.codes.name("reception_stage", &day.stage)));
            return;
        }
        Some(Record::Reception(day)) => day.date,
        Some(Record::Visit(visit)) => visit.date,
        _ => None,
    };
    if let Some(day) = day.filter(|day| *day > context.today) {
        found.error("source", zh::source_ahead(day));
    } else if let (Some(raised), Some(day)) = (issue.reported_on, day)
        && raised != day
    {
        found.warn("source", zh::other_day(raised, day));
    }
}
