//! After an answer: told to the resident, watched where it only promises, handled again, closed, taken up once more.

use super::{PLAIN, default_text, hand_over_again, handed_over_again, route};
use crate::model::check::{Findings, not_future};
use crate::model::context::Context;
use crate::model::event::Event;
use crate::model::issue::{Issue, Stage};
use crate::model::life::Need::{Asked, Required, Unhandled};
use crate::model::life::{
    DISSATISFIED, PROMISED, Role, UNRATED, Verb, VerbSpec, answered_on, due_on, feedbacks, is_fed_back,
};
use crate::text::zh::model::{label, life as zh, verb};

/// Who rates unless somebody else is named.
const RESIDENT: &str = "resident";
/// How a resident nobody knows is told.
const POSTED: &str = "posted";

pub(super) static FEEDBACK: VerbSpec = VerbSpec {
    verb: Verb::Feedback,
    key: "feedback",
    name: verb::FEEDBACK,
    from: &[Stage::Replied],
    fields: &[
        ("on", Required),
        ("way", Required),
        ("reason", Asked),
        ("deputy_told_on", Asked),
        ("rating", Required),
        ("rated_by", Asked),
        ("remark", Asked),
    ],
    fill: fill_feedback,
    guard: feedback,
    apply: |issue, event| issue.rating.clone_from(&event.rating),
    ..PLAIN
};

pub(super) static TRACK: VerbSpec = VerbSpec {
    verb: Verb::Track,
    key: "track",
    name: verb::TRACK,
    from: &[Stage::Replied],
    to: Some(Stage::Tracking),
    fields: &[("on", Required)],
    bar: |issue| match issue.class == PROMISED {
        false => Some(zh::TRACK_NO_PROMISE),
        true => (!is_fed_back(issue)).then_some(zh::TRACK_UNTOLD),
    },
    ..PLAIN
};

pub(super) static REDO: VerbSpec = VerbSpec {
    verb: Verb::Redo,
    key: "redo",
    name: verb::REDO,
    from: &[Stage::Replied],
    to: Some(Stage::Assigned),
    fields: &[("on", Required), ("route", Unhandled), ("unit", Unhandled), ("due_on", Required), ("reason", Asked)],
    bar: |issue| (!is_fed_back(issue) || issue.rating != DISSATISFIED).then_some(zh::REDO_NOT_DISSATISFIED),
    fill: |event, _, context| {
        let on = event.on.unwrap_or(context.today);
        let term = i64::from(context.codes.deadlines().redo_days);
        event.due_on.get_or_insert(on.plus_days(term));
    },
    guard: handed_over_again,
    apply: |issue, event| {
        hand_over_again(issue, event);
        issue.redo_count = issue.redo_count.saturating_add(1);
    },
    ..PLAIN
};

pub(super) static CLOSE: VerbSpec = VerbSpec {
    verb: Verb::Close,
    key: "close",
    name: verb::CLOSE,
    from: &[Stage::Replied],
    to: Some(Stage::Closed),
    fields: &[("on", Required), ("reason", Asked)],
    // Against the resident's word only the head closes, and says why.
    role: |issue| if issue.rating == DISSATISFIED { Role::Head } else { Role::Liaison },
    bar: |issue| match issue.class.as_str() {
        PROMISED => Some(zh::CLOSE_PROMISED),
        _ if !is_fed_back(issue) => Some(zh::CLOSE_UNTOLD),
        _ if issue.rating == DISSATISFIED && issue.redo_count == 0 => Some(zh::CLOSE_DISSATISFIED),
        _ => None,
    },
    guard: |issue, event, _, found| {
        if issue.rating == DISSATISFIED && event.reason.is_empty() {
            found.error("reason", zh::CLOSE_WHY);
        }
    },
    apply: |issue, event| issue.closed_on = event.on,
    ..PLAIN
};

pub(super) static REOPEN: VerbSpec = VerbSpec {
    verb: Verb::Reopen,
    key: "reopen",
    name: verb::REOPEN,
    from: &[Stage::Closed],
    to: Some(Stage::Assigned),
    fields: &[("on", Required), ("reason", Required), ("route", Unhandled), ("unit", Unhandled), ("due_on", Required)],
    role: |_| Role::Head,
    fill: |event, issue, context| {
        let on = event.on.unwrap_or(context.today);
        let route = route(issue, event);
        // The term of an answer on the spot says nothing about a unit's.
        let is_known = issue.unit.is_some() || !event.route.is_empty();
        event.due_on = event.due_on.or_else(|| due_on(route, on, context).filter(|_| is_known));
    },
    guard: handed_over_again,
    apply: |issue, event| {
        hand_over_again(issue, event);
        issue.closed_on = None;
    },
    ..PLAIN
};

/// What was said of the same answer before still holds; a resident nobody knows can be told by a notice only.
fn fill_feedback(event: &mut Event, issue: &Issue, _: &Context<'_>) {
    let before = feedbacks(issue).next();
    if let Some(before) = before {
        default_text(&mut event.way, &before.way);
        default_text(&mut event.rating, &before.rating);
        if event.way == before.way {
            default_text(&mut event.reason, &before.reason);
        }
        if event.rating == before.rating {
            default_text(&mut event.rated_by, &before.rated_by);
            default_text(&mut event.remark, &before.remark);
        }
    } else if issue.anonymous {
        default_text(&mut event.way, POSTED);
    }
    default_text(&mut event.rating, UNRATED);
    if event.rating != UNRATED {
        default_text(&mut event.rated_by, RESIDENT);
    }
}

fn feedback(issue: &Issue, event: &Event, context: &Context<'_>, found: &mut Findings) {
    let needs_reason = context.codes.code("way_feedback", &event.way).is_some_and(|way| way.reason);
    if needs_reason && event.reason.is_empty() {
        found.error("reason", zh::UNREACHABLE_WHY);
    }
    if event.rating == DISSATISFIED && event.remark.is_empty() {
        found.error("remark", zh::REMARK_WANTED);
    }
    // What is not asked again still holds: only another rating takes the place of one that was given.
    let rated = feedbacks(issue).next().filter(|before| before.rating != UNRATED && !before.rating.is_empty());
    if let Some(before) = rated.filter(|_| event.rating == UNRATED) {
        found.error("rating", zh::rating_lost(context.codes.name("rating", &before.rating)));
    }
    not_future("deputy_told_on", label::DEPUTY_TOLD_ON, event.deputy_told_on, context, found);
    if let (Some(told), Some(answered)) = (event.deputy_told_on, answered_on(issue))
        && told < answered
    {
        found.error("deputy_told_on", zh::told_before_answer(told, answered));
    }
    let is_told = feedbacks(issue).chain([event]).any(|event| event.deputy_told_on.is_some());
    if !issue.deputies.is_empty() && !is_told {
        found.warn("deputy_told_on", zh::TELL_DEPUTY);
    }
}
