//! The history of an issue as a time line, the newest step last, with what is owed now at its end.

use super::flow::{Flow, Mark, Sheet, Weight};
use super::rows;
use crate::model::event::Event;
use crate::model::handling::{self, told};
use crate::model::issue::{Issue, Stage};
use crate::model::life::{self, Outcome, PROMISED, Promise, Verb};
use crate::model::owing::{self, Owing};
use crate::model::{Context, Date, Part, Record, Spec};
use crate::text::width;
use crate::text::zh::app::screens::detail as text;

/// The column at which a step's day stands, behind its mark.
const DAY_AT: usize = 2;
/// The column at which the days since the step before stand.
const GAP_AT: usize = 13;
/// The column at which a step's verb stands.
const VERB_AT: usize = 20;
/// From so many columns on the further lines of a step stand below its verb; in less room, below its days.
const WIDE: usize = 64;
/// Fields of a step that come before the others: who it went to, how it came out.
const FIRST: [&str; 9] = ["unit", "by_unit", "class", "way", "rating", "where_to", "into", "from", "title"];
/// The most lines of a step beside the list.
const PREVIEWED_LINES: usize = 3;

/// A step and what the steps before it make of it.
struct Step<'a> {
    event: &'a Event,
    /// Days since the step before.
    days: Option<i64>,
    /// The due date before it.
    due_on: Option<Date>,
    /// The promised date before it.
    planned_on: Option<Date>,
    /// The promise it ends.
    ended: Option<Promise>,
}

/// What somebody owes now.
struct Owed {
    on: Option<Date>,
    text: String,
    weight: Weight,
}

/// Lays out every step, then what is owed.
pub(super) fn lay_out(sheet: &mut Sheet<'_>, issue: &Issue, is_live: bool) {
    let owed = owed(issue, is_live, sheet.context);
    let steps = steps(issue);
    let count = steps.len();
    for (index, step) in steps.iter().enumerate() {
        if sheet.is_full() {
            return;
        }
        let flow = step_flow(sheet, step, place(index, count, !owed.is_empty()), usize::MAX);
        sheet.push(flow);
    }
    owed.into_iter().for_each(|owed| push_owed(sheet, owed));
}

/// Lays out how many people and points an issue stands for with what was merged into it.
pub(super) fn lay_sum_out(sheet: &mut Sheet<'_>, record: &Record) {
    let Record::Issue(issue) = record else { return };
    if life::merged_in(issue).is_empty() {
        return;
    }
    let life::Behind { issues, headcount, items, more } = life::behind(issue, sheet.context);
    sheet.push_text(&text::behind(issues, headcount, items, more), Weight::Text);
}

/// Lays out the last steps and what is owed, in at most `room` lines with their heading, if there is room for one.
pub(super) fn lay_end_out(sheet: &mut Sheet<'_>, issue: &Issue, is_live: bool, heading: Option<&str>, room: usize) {
    let owed = owed(issue, is_live, sheet.context);
    let steps = steps(issue);
    let count = steps.len();
    let mut left = room.saturating_sub(owed.len() + usize::from(heading.is_some()));
    let mut flows = Vec::new();
    for (index, step) in steps.iter().enumerate().rev() {
        let mut flow = step_flow(sheet, step, place(index, count, !owed.is_empty()), PREVIEWED_LINES);
        if left == 0 {
            break;
        }
        flow.shorten(left);
        left -= flow.lines.len();
        flows.push(flow);
    }
    if let Some(heading) = heading {
        sheet.push_text(&text::latest(heading, count, flows.len()), Weight::Label);
    }
    flows.into_iter().rev().for_each(|flow| sheet.push(flow));
    owed.into_iter().for_each(|owed| push_owed(sheet, owed));
    sheet.join_ahead();
}

/// The fields of a step in the order they are shown; its verb, day and author stand before them.
pub(super) fn told_specs(event: &Event) -> Vec<&'static Spec> {
    let is_said = |spec: &&'static Spec| match spec.key {
        "verb" | "on" | "by" => true,
        "assigned_on" => event.assigned_on == event.on,
        _ => false,
    };
    let (first, rest): (Vec<_>, Vec<_>) =
        Event::specs_of(&event.verb).into_iter().filter(|spec| !is_said(spec)).partition(is_first);
    first.into_iter().chain(rest).collect()
}

fn is_first(spec: &&'static Spec) -> bool {
    FIRST.contains(&spec.key)
}

fn steps(issue: &Issue) -> Vec<Step<'_>> {
    let (mut on, mut due_on, mut planned_on) = (None::<Date>, None, None);
    let mut steps = Vec::new();
    let mut ended = life::promises(issue).into_iter().filter(|promise| promise.outcome != Outcome::Open).peekable();
    for event in &issue.events {
        let days = event.on.zip(on).map(|(on, before)| on.days_since(before));
        // Handed over once more, an issue has a new due date, not a moved one; what extends it moves it.
        let before = if Verb::from_key(&event.verb) == Some(Verb::Extend) { due_on } else { None };
        let promise = ended.next_if(|_| planned_on.is_some() && ends_promise(event));
        steps.push(Step { event, days, due_on: before, planned_on, ended: promise.clone() });
        on = event.on.or(on);
        due_on = event.due_on.or(due_on);
        planned_on = if promise.is_some() { None } else { event.planned_on.or(planned_on) };
    }
    steps
}

/// Whether a step ends a promise, where one stands.
fn ends_promise(event: &Event) -> bool {
    match Verb::from_key(&event.verb) {
        Some(Verb::Answer | Verb::Reply) => event.class != PROMISED,
        verb => verb == Some(Verb::Withdraw),
    }
}

fn place(index: usize, count: usize, goes_on: bool) -> Mark {
    match (index, index + 1 == count && !goes_on) {
        (0, false) => Mark::First,
        (_, true) => Mark::Last,
        (_, false) => Mark::Step,
    }
}

fn step_flow(sheet: &mut Sheet<'_>, step: &Step<'_>, mark: Mark, most: usize) -> Flow {
    let event = step.event;
    let mut flow = Flow::new(sheet.columns, if sheet.columns >= WIDE { VERB_AT } else { GAP_AT });
    flow.lead(DAY_AT, &event.on.map_or_else(String::new, |on| on.to_string()), Weight::Text);
    let days = step.days.map_or_else(String::new, text::days_later);
    flow.lead(GAP_AT, &days, Weight::Dim);
    flow.begin_at(VERB_AT.max(GAP_AT + width::columns(&days) + 1));
    flow.put(0, sheet.context.codes.name("verb", &event.verb), Weight::Label, None);
    if !event.by.is_empty() {
        flow.put(0, &text::by(&event.by), Weight::Dim, None);
    }
    let row = Part::Event(Box::new(event.clone()));
    for spec in rows::told_specs(&row) {
        match told_otherwise(step, spec, sheet.context) {
            Some(told) => flow.put(2, &told, Weight::Text, None),
            None => rows::put_field(&mut flow, sheet, &row, spec),
        }
    }
    if let Some(told) = step.ended.as_ref().and_then(|promise| came_of(promise, sheet.context)) {
        flow.put(2, &told, Weight::Text, None);
    }
    flow.shorten(most);
    flow.mark(mark, if mark == Mark::Last { Mark::Plain } else { Mark::Rail });
    flow
}

/// What became of a promise, at the step that ended it.
fn came_of(promise: &Promise, context: &Context<'_>) -> Option<String> {
    match promise.outcome {
        Outcome::Kept(_) => Some(text::promise_kept(promise.days_late(context.today))),
        Outcome::GivenUp(_) => Some(text::PROMISE_GIVEN_UP.to_owned()),
        Outcome::Withdrawn(_) => Some(text::PROMISE_WITHDRAWN.to_owned()),
        Outcome::Guided(_) => Some(text::PROMISE_GUIDED.to_owned()),
        Outcome::Passed(_) => Some(text::PROMISE_PASSED.to_owned()),
        Outcome::Open => None,
    }
}

/// What a field says beyond its own value: a date that moved, and whose decision was taken over.
fn told_otherwise(step: &Step<'_>, spec: &Spec, context: &Context<'_>) -> Option<String> {
    let moved = |before: Option<Date>, now: Option<Date>| {
        let (before, now) = before.zip(now).filter(|(before, now)| before != now)?;
        Some(text::moved(spec.label, &before.to_string(), &now.to_string()))
    };
    match spec.key {
        "due_on" => moved(step.due_on, step.event.due_on),
        "planned_on" => moved(step.planned_on, step.event.planned_on),
        handling::KEY => told::referred(step.event, context),
        _ => None,
    }
}

fn owed(issue: &Issue, is_live: bool, context: &Context<'_>) -> Vec<Owed> {
    if !is_live {
        return Vec::new();
    }
    let now = |text: &str| Owed { on: None, text: text.to_owned(), weight: Weight::Soon };
    let by = |on: Date, says: fn(i64) -> String| {
        let days = on.days_since(context.today);
        Owed { on: Some(on), text: says(days), weight: weight(days, context) }
    };
    let promise = || life::promised_on(issue).map(|on| by(on, text::promised));
    let told = |owing| match owing {
        Owing::HandOn => Some(now(text::NOT_HANDLED)),
        Owing::Answer => issue.due_on.map(|on| by(on, text::due)),
        Owing::Feedback => Some(now(text::NOT_TOLD)),
        Owing::TellDeputy => Some(now(text::DEPUTY_NOT_TOLD)),
        // A promise cannot be closed, however often it was handled.
        Owing::Redo if issue.redo_count == 0 || issue.class == PROMISED => Some(now(text::TO_REDO)),
        Owing::Redo => Some(now(text::STILL_DISSATISFIED)),
        Owing::Track => Some(now(text::TO_TRACK)),
        Owing::Promise => promise(),
        Owing::Close => Some(now(text::TO_CLOSE)),
    };
    let is_open = issue.stage == Stage::Replied && issue.class == PROMISED;
    let open = is_open.then(promise).flatten();
    owing::owed(issue).into_iter().filter_map(told).chain(open).collect()
}

/// Late, soon due by the station's own warning days, or neither.
fn weight(days: i64, context: &Context<'_>) -> Weight {
    match days {
        days if days < 0 => Weight::Late,
        days if days <= context.codes.deadlines().warned() => Weight::Soon,
        _ => Weight::Text,
    }
}

fn push_owed(sheet: &mut Sheet<'_>, owed: Owed) {
    let mut flow = Flow::new(sheet.columns, if owed.on.is_some() { VERB_AT } else { DAY_AT });
    flow.lead(DAY_AT, &owed.on.map_or_else(String::new, |on| on.to_string()), owed.weight);
    flow.put(0, &owed.text, owed.weight, None);
    flow.mark(Mark::Ahead, Mark::Plain);
    sheet.push(flow);
}
