//! A decision of the level above about an issue of a desk below: the decision of ours that passes it on 转办, the record that says why
//! it goes no further 不采纳, or why neither can be now.

use super::take::{called, unit, unit_there, voided};
use super::{Deciding, Handling, Why, born, reference};
use crate::model::check::{self, blocks};
use crate::model::context::Context;
use crate::model::entry::Entry;
use crate::model::issue::Issue;
use crate::model::life::{self, Verb};
use crate::model::record::Record;

/// The decision that passes one of the level above on: the same step with the same day and term, for a unit of our own list that is
/// called as theirs.
///
/// # Errors
///
/// [`Why`] it cannot be passed on now.
pub fn passed_on(decision: &Entry, about: &Deciding, context: &Context<'_>) -> Result<Handling, Why> {
    let (theirs, issue) = answerable(decision, about)?;
    let from = called(decision.org, context);
    let handling = Handling {
        unit: unit(unit_there(decision, theirs, context).as_ref(), context)?,
        on: theirs.on.map(|on| on.min(context.today)),
        // One of before births were kept is passed on for the issue that whoever passes it on has seen.
        about: born(issue).to_owned(),
        origin: reference(decision.org, decision.id),
        origin_name: theirs.first_of(&from).to_owned(),
        ..theirs.clone()
    };
    let mut found = check::check(&Record::Handling(Box::new(handling.clone())), context);
    found.extend(about.check(&handling, context));
    match found.iter().find(|one| one.key == "verb") {
        Some(against) => Err(Why::NotNow(against.message.clone())),
        None if blocks(&found) => Err(Why::DoesNotFit(Box::new(handling), found)),
        None => Ok(handling),
    }
}

/// The record that says that one of the level above is not passed on; its reason is to be filled in.
///
/// # Errors
///
/// [`Why`] there is nothing to refuse.
pub fn declined(decision: &Entry, about: &Deciding, context: &Context<'_>) -> Result<Handling, Why> {
    let (theirs, issue) = answerable(decision, about)?;
    if let Some(why) = life::not_now(issue, Verb::Decline, context) {
        return Err(Why::NotNow(why));
    }
    Ok(Handling {
        station: theirs.station.clone(),
        issue: theirs.issue,
        number: theirs.number.clone(),
        about: born(issue).to_owned(),
        verb: Verb::Decline.spec().key.to_owned(),
        on: Some(context.today),
        origin: reference(decision.org, decision.id),
        origin_name: theirs.first_of(&called(decision.org, context)).to_owned(),
        ..Handling::default()
    })
}

/// A decision that passes one of the level above on, as one of the desk's own: it stands whatever became of that.
pub fn kept(passing: &Handling) -> Handling {
    Handling { origin: String::new(), origin_name: String::new(), ..passing.clone() }
}

/// Whether what a record of ours passes on or refuses still waits for that; `about` is as the books stand now.
///
/// # Errors
///
/// [`Why`] it waits no more.
pub fn still_waits(handling: &Handling, about: &Deciding, context: &Context<'_>) -> Result<(), Why> {
    let Some(named) = handling.passes() else { return Ok(()) };
    if let Some(reason) = voided(named, context) {
        return Err(Why::Withdrawn(reason));
    }
    let waits = about.above.iter().any(|one| (one.org, one.id) == named);
    // Of an issue that came to its end its stage says why.
    if waits || !about.content().is_some_and(|issue| issue.stage.is_open()) { Ok(()) } else { Err(Why::Passed) }
}

/// A decision of the level above that can be passed on or refused, with the issue it is about.
fn answerable<'a>(decision: &'a Entry, about: &'a Deciding) -> Result<(&'a Handling, &'a Issue), Why> {
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
    if issue.stage.is_open() && !waits { Err(Why::Passed) } else { Ok((theirs, issue)) }
}
