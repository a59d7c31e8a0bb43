//! Sends a report for the screens, in a thread of its own: it is counted once more, its files are kept, and it is saved as
//! sent, all of it or nothing. The desk is lent to that thread until the end of it.

use super::clock;
use super::lent::Lent;
use super::reports::{Making, told};
use crate::app::action::{Action, How, Saved};
use crate::app::form::Submission;
use crate::app::save;
use crate::report::period::freeze::{self, ReportError};
use crate::store::desk::Desk;
use crate::text::zh::app::screens::sending as text;
use crate::text::zh::report::period::said;

/// What is sent, and what it is made from.
pub struct Job {
    /// The desk's records and files.
    pub making: Making,
    /// The form that sends it.
    pub submission: Submission,
}

/// Sends; the desk is given back before the end is told.
pub fn send(job: Job, mut desk: Desk, lent: &Lent, report: &dyn Fn(Action)) {
    let Job { making, submission } = job;
    let sent = sent(&making, submission, &mut desk, lent, report);
    lent.give_back(desk);
    match sent {
        Ok((saved, notes)) => {
            report(Action::Saved(saved));
            if !notes.is_empty() {
                report(Action::Done(notes.join(said::BETWEEN)));
            }
        }
        Err(why) => report(Action::SaveFailed(why)),
    }
}

fn sent(
    making: &Making,
    mut submission: Submission,
    desk: &mut Desk,
    lent: &Lent,
    report: &dyn Fn(Action),
) -> Result<(Saved, Vec<String>), String> {
    let Some((id, draft)) = save::sends(&mut submission) else { return Err(text::NO_REPORT.to_owned()) };
    let mut go_on = |done, of| {
        told(done, of, text::going, report);
        lent.flow()
    };
    let (fixed, notes) = match making.freeze(id, draft.clone(), &mut go_on) {
        Ok(frozen) => frozen,
        Err(ReportError::Cancelled) => return Err(text::STOPPED.to_owned()),
        Err(error) => return Err(said::not_kept(&error.to_string())),
    };
    *draft = fixed.clone();
    let saved = save(making, submission, desk);
    match saved {
        Ok(saved) => Ok((saved, notes)),
        Err(why) => {
            freeze::discard(desk, (id, &fixed));
            Err(said::not_kept(&why))
        }
    }
}

fn save(making: &Making, submission: Submission, desk: &mut Desk) -> Result<Saved, String> {
    let mut batch = desk.batch(clock::stamp(desk.operator()));
    save::collect(&mut batch, submission, &[], &making.context())?;
    let entries = desk.commit(batch).map_err(|error| error.to_string())?;
    Ok(Saved { entries, how: How::Steps(1) })
}

#[cfg(test)]
mod tests;
