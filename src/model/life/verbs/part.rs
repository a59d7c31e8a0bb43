//! Beside the way through the hands of units: made part of another issue, split, taken back, brought back.

use super::{PLAIN, take_out_of_hand};
use crate::model::check::Findings;
use crate::model::context::Context;
use crate::model::event::Event;
use crate::model::field::MOST_ROWS;
use crate::model::issue::{Issue, Stage};
use crate::model::kind::Kind;
use crate::model::life::Need::Required;
use crate::model::life::{Role, Verb, VerbSpec, earliest};
use crate::model::record::Record;
use crate::text::zh::model::{life as zh, verb};

pub(super) static MERGE: VerbSpec = VerbSpec {
    verb: Verb::Merge,
    key: "merge",
    name: verb::MERGE,
    from: &[Stage::Registered, Stage::Assigned],
    to: Some(Stage::Merged),
    fields: &[("on", Required), ("into", Required)],
    guard: merging,
    apply: |issue, event| issue.merged_into = event.into,
    ..PLAIN
};

pub(super) static SPLIT: VerbSpec = VerbSpec {
    verb: Verb::Split,
    key: "split",
    name: verb::SPLIT,
    from: &[Stage::Registered],
    fields: &[("on", Required), ("title", Required), ("content", Required), ("items", Required)],
    alone: Some(zh::SPLIT_ALONE),
    bar: |issue| (issue.items < 2).then_some(zh::SPLIT_ONE_ITEM),
    fill: |event, _, _| {
        event.items.get_or_insert(1);
    },
    guard: |issue, event, _, found| {
        if event.items.is_some_and(|items| items >= issue.items) && !found.has_error("items") {
            found.error("items", zh::split_leaves_none(issue.items));
        }
        if event.title == issue.title {
            found.warn("title", zh::SPLIT_SAME_TITLE);
        }
    },
    apply: |issue, event| issue.items = issue.items.saturating_sub(event.items.unwrap_or(0)),
    ..PLAIN
};

pub(super) static WITHDRAW: VerbSpec = VerbSpec {
    verb: Verb::Withdraw,
    key: "withdraw",
    name: verb::WITHDRAW,
    from: &[Stage::Registered, Stage::Assigned, Stage::Replied, Stage::Tracking],
    to: Some(Stage::Withdrawn),
    fields: &[("on", Required), ("reason", Required)],
    role: |_| Role::Head,
    ..PLAIN
};

pub(super) static RESTORE: VerbSpec = VerbSpec {
    verb: Verb::Restore,
    key: "restore",
    name: verb::RESTORE,
    from: &[Stage::Guided, Stage::Merged, Stage::Withdrawn],
    to: Some(Stage::Registered),
    fields: &[("on", Required), ("reason", Required)],
    role: |_| Role::Head,
    guard: |issue, event, context, found| {
        if let Some((number, target)) = issue.merged_into.and_then(|id| live_issue(id, context)) {
            takes_note(&number, &target, event, found);
        }
    },
    // It begins anew: what came of it before stands in its history only.
    apply: |issue, _| {
        take_out_of_hand(issue);
        issue.route.clear();
        issue.class.clear();
        issue.rating.clear();
        issue.merged_into = None;
    },
    ..PLAIN
};

/// A merged issue goes into one that is still open. That one was not merged itself, so that no circle can come about.
fn merging(issue: &Issue, event: &Event, context: &Context<'_>, found: &mut Findings) {
    if found.has_error("into") {
        return;
    }
    let Some((number, target)) = event.into.and_then(|id| live_issue(id, context)) else { return };
    if !issue.number.is_empty() && issue.number == target.number {
        found.error("into", zh::MERGE_ITSELF);
    } else if !target.stage.is_open() || target.merged_into.is_some() {
        found.error("into", zh::merge_ended(&number, context.codes.name("stage", target.stage.key())));
    } else {
        takes_note(&number, &target, event, found);
    }
}

/// The other issue gets a step of the same day: it must have room for it, and not be ahead.
fn takes_note(number: &str, other: &Issue, event: &Event, found: &mut Findings) {
    if let (Some(on), Some(earliest)) = (event.on, earliest(other))
        && on < earliest
    {
        found.error("on", zh::before_other_step(on, number, earliest));
    }
    if other.events.len() >= MOST_ROWS {
        found.error("on", zh::other_history_full(number, MOST_ROWS));
    }
}

fn live_issue(id: u64, context: &Context<'_>) -> Option<(String, Box<Issue>)> {
    let entry = context.directory.entry(Kind::Issue, id).filter(|entry| entry.is_live())?;
    match entry.record {
        Record::Issue(issue) => Some((issue.number.clone(), issue)),
        _ => None,
    }
}
