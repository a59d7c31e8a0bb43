//! A decision of the level above about an issue of a desk below, passed on 转办: the decision of ours it becomes, or why it cannot
//! become one now.

use super::take::{called, unit, unit_there};
use super::{Deciding, Handling, Why, born, reference};
use crate::model::check::{self, blocks};
use crate::model::context::Context;
use crate::model::entry::Entry;
use crate::model::record::Record;

/// The decision that passes one of the level above on: the same step with the same day and term, for a unit of our own list that is
/// called as theirs.
///
/// # Errors
///
/// [`Why`] it cannot be passed on now.
pub fn passed_on(decision: &Entry, about: &Deciding, context: &Context<'_>) -> Result<Handling, Why> {
    let (Record::Handling(theirs), Some(issue)) = (&decision.record, about.content()) else { return Err(Why::NotOurs) };
    if theirs.verb().is_none() || (theirs.org(), theirs.issue) != (Some(about.issue.org), about.issue.id) {
        return Err(Why::NotOurs);
    }
    if theirs.is_of_another(issue) {
        return Err(Why::Other);
    }
    if let Some(reason) = &decision.voided {
        return Err(Why::Withdrawn(reason.clone()));
    }
    if !about.issue.is_live() {
        return Err(Why::Gone(issue.number.clone()));
    }
    let waits = about.above.iter().any(|one| (one.org, one.id) == (decision.org, decision.id));
    if issue.stage.is_open() && !waits {
        return Err(Why::Passed);
    }
    let from = called(decision.org, context);
    let handling = Handling {
        unit: unit(unit_there(decision, theirs, context).as_ref(), context)?,
        on: theirs.on.map(|on| on.min(context.today)),
        // One of before births were kept is passed on for the issue that whoever passes it on has seen.
        about: born(issue).to_owned(),
        origin: reference(decision.org, decision.id),
        origin_name: theirs.first_of(&from).to_owned(),
        ..theirs.as_ref().clone()
    };
    let mut found = check::check(&Record::Handling(Box::new(handling.clone())), context);
    found.extend(about.check(&handling, context));
    match found.iter().find(|one| one.key == "verb") {
        Some(against) => Err(Why::NotNow(against.message.clone())),
        None if blocks(&found) => Err(Why::DoesNotFit(Box::new(handling), found)),
        None => Ok(handling),
    }
}
