//! What holds for an activity beyond its fields.

use super::people::serving;
use super::{Findings, others};
use crate::model::activity::Activity;
use crate::model::context::Context;
use crate::model::kind::Kind;
use crate::model::record::Record;
use crate::text::zh::model::activity as zh;

/// An activity: its days, who was there, the comments on a bill; not entered twice. It may lie ahead.
pub(super) fn activity(activity: &Activity, own: Option<u64>, context: &Context<'_>, found: &mut Findings) {
    if let (Some(first), Some(last)) = (activity.date, activity.end_date)
        && last < first
    {
        found.error("end_date", zh::END_BEFORE_START);
    }
    let is_ahead = activity.date.is_some_and(|date| date > context.today);
    if is_ahead && !activity.outcome.is_empty() {
        found.warn("outcome", zh::OUTCOME_AHEAD);
    }
    participants(activity, context, found);
    if activity.participants.is_empty() && !is_ahead {
        found.warn("participants", zh::NOBODY);
    }
    if activity.is_legislation() && activity.adopted.unwrap_or(0) > activity.comments.unwrap_or(0) {
        found.error("adopted", zh::MORE_ADOPTED);
    }
    if is_twice(activity, own, context) {
        found.warn("title", zh::TWICE);
    }
}

fn participants(activity: &Activity, context: &Context<'_>, found: &mut Findings) {
    let named: Vec<u64> = activity.participants.iter().filter_map(|row| row.deputy).collect();
    serving("participants", &named, activity.date, context, found);
    for (index, id) in named.iter().enumerate() {
        if named[..index].contains(id) {
            let name = context.directory.label(Kind::Deputy, *id).unwrap_or_else(|| format!("#{id}"));
            found.error("participants", zh::named_twice(&name));
        }
    }
}

/// Whether another live activity has the same day, type and title.
fn is_twice(activity: &Activity, own: Option<u64>, context: &Context<'_>) -> bool {
    let Some(date) = activity.date else { return false };
    others(Kind::Activity, &date.to_string(), own, context).any(|(_, other)| {
        matches!(other, Record::Activity(other)
            if other.date == activity.date && other.kind == activity.kind && other.title == activity.title)
    })
}

#[cfg(test)]
mod tests;
