//! What was merged into an issue, and how many people stand behind it with that.

use super::Verb;
use crate::model::context::Context;
use crate::model::issue::Issue;
use crate::model::kind::Kind;
use crate::model::record::Record;

/// The most issues looked at: the count is for a screen that is drawn at every key.
const LOOKED_AT: usize = 60;

/// An issue with everything that was merged into it.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Behind {
    /// Issues that were merged into it, or into one of them.
    pub issues: usize,
    /// People behind it and them 人.
    pub headcount: u64,
    /// 条 in it and them.
    pub items: u64,
    /// Whether there are more than were looked at.
    pub more: bool,
}

/// The issues merged into this one that were not restored out of it again, in the order they came.
pub fn merged_in(issue: &Issue) -> Vec<u64> {
    let mut ids: Vec<u64> = Vec::new();
    for event in &issue.events {
        let Some(from) = event.from else { continue };
        match Verb::from_key(&event.verb) {
            Some(Verb::Merge) if !ids.contains(&from) => ids.push(from),
            Some(Verb::Restore) => ids.retain(|id| *id != from),
            _ => {}
        }
    }
    ids
}

/// Counts an issue with what was merged into it, and into that; each issue keeps its own 条 and 人.
pub fn behind(issue: &Issue, context: &Context<'_>) -> Behind {
    let mut sum = Behind { issues: 0, headcount: issue.headcount.into(), items: issue.items.into(), more: false };
    let mut ids = merged_in(issue);
    let mut at = 0;
    while let Some(id) = ids.get(at).copied() {
        at += 1;
        if at > LOOKED_AT {
            sum.more = true;
            break;
        }
        let entry = context.directory.entry(Kind::Issue, id).filter(|entry| entry.is_live());
        let Some(Record::Issue(merged)) = entry.map(|entry| entry.record) else { continue };
        sum.issues += 1;
        sum.headcount += u64::from(merged.headcount);
        sum.items += u64::from(merged.items);
        let further = merged_in(&merged).into_iter().filter(|id| !ids.contains(id)).collect::<Vec<_>>();
        ids.extend(further);
    }
    sum
}
