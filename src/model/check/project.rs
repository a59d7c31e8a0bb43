//! What holds for a livelihood project beyond its fields.

use super::{Findings, others};
use crate::model::context::Context;
use crate::model::kind::Kind;
use crate::model::project::Project;
use crate::model::record::Record;
use crate::text::zh::model::project as zh;

/// A project that is finished, in percent.
const FINISHED: u32 = 100;

/// A project: the arithmetic of its vote, its money, its time; not entered twice.
pub(super) fn project(project: &Project, own: Option<u64>, context: &Context<'_>, found: &mut Findings) {
    if project.is_voted() || project.elected {
        votes(project, found);
    }
    if project.is_begun() && !project.elected {
        found.error("stage", zh::NOT_ELECTED);
    }
    if project.is_rated() && project.progress != Some(FINISHED) {
        found.warn("progress", zh::RATED_UNFINISHED);
    }
    if let (Some(budget), Some(spent)) = (project.budget, project.spent)
        && spent > budget
    {
        found.warn("spent", zh::OVER_BUDGET);
    }
    if let (Some(year), Some(by)) = (project.year, project.finish_by)
        && i64::from(by.year()) < i64::from(year)
    {
        found.warn("finish_by", zh::FINISHED_BEFORE);
    }
    if is_twice(project, own, context) {
        found.warn("title", zh::TWICE);
    }
}

/// For, against and abstaining are at most those who came, and those at most all deputies; a project is chosen by votes.
///
/// Whether more than half of all deputies voted for it only warns: a vote among more projects than places
/// (差额票决) may leave out one that more than half wanted, and what was resolved is not for a ledger to refuse.
fn votes(project: &Project, found: &mut Findings) {
    let cast = [project.votes_for, project.votes_against, project.abstained].into_iter().flatten();
    let cast: u64 = cast.map(u64::from).sum();
    match (project.present, project.due) {
        (Some(present), Some(due)) if present > due => found.error("present", zh::MORE_PRESENT),
        (Some(present), _) if cast > u64::from(present) => found.error("votes_for", zh::MORE_VOTES),
        // Who came was not taken down: no more voted than there are deputies.
        (None, Some(due)) if cast > u64::from(due) => found.error("votes_for", zh::MORE_VOTES),
        _ => {}
    }
    match project.votes_for {
        None | Some(0) if project.elected => found.error("votes_for", zh::ELECTED_WITHOUT_VOTES),
        None => found.warn("votes_for", zh::NO_VOTES),
        Some(_) => {}
    }
    if let (Some(votes), Some(due), Some(majority)) = (project.votes_for, project.due, project.has_majority())
        && !found.has_error("votes_for")
    {
        match (project.elected, majority) {
            (true, false) => found.warn("elected", zh::no_majority(votes, due)),
            (false, true) => found.warn("elected", zh::majority_not_elected(votes, due)),
            _ => {}
        }
    }
}

/// Whether another live project of the year has the same title.
fn is_twice(project: &Project, own: Option<u64>, context: &Context<'_>) -> bool {
    if project.title.is_empty() {
        return false;
    }
    others(Kind::Project, &project.title, own, context)
        .any(|(found, other)| matches!(other, Record::Project(other) if found.exact && other.year == project.year))
}

#[cfg(test)]
mod tests;
