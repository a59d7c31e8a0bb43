//! The last day that still says something of a record: to a period that begins later it adds nothing, so that old records
//! need not be read.

use super::standing::Course;
use crate::model::issue::{FROM_VISIT, Issue};
use crate::model::{Date, Record};

/// The last day on which a record, as it stands now, belongs to any figure; none where every period may need it.
pub fn quiet_after(record: &Record) -> Option<Date> {
    match record {
        Record::Issue(issue) => of_issue(issue),
        Record::Reception(day) => day.date.map(|date| day.moved_from.map_or(date, |from| from.max(date))),
        Record::Visit(visit) => visit.date,
        Record::Activity(activity) => activity.date,
        Record::Proposal(proposal) => proposal.handed_on,
        _ => None,
    }
}

/// An issue that is over is quiet after its last step and the last day it was ever due. One that was ever promised is in
/// the ledger of promises for good, and one from a visit tells what became of that.
fn of_issue(issue: &Issue) -> Option<Date> {
    let course = Course::of(issue)?;
    let now = course.in_the_end();
    let is_over = !issue.stage.is_open() && !now.stage.is_open();
    if !is_over || now.was_promised || issue.channel == FROM_VISIT {
        return None;
    }
    let days = course.steps().iter().flat_map(|(day, _, event)| [Some(*day), event.due_on]).flatten();
    days.chain([course.raised]).max()
}
