//! Effects that change the books: each is one save, and the screen hears of what was saved.

use std::collections::BTreeSet;

use super::Office;
use crate::app::action::{Action, How, Saved};
use crate::app::form::{Filled, Subject, Submission};
use crate::app::save;
use crate::app::start::Start;
use crate::app::term::collect;
use crate::model::codes::CodeLists;
use crate::model::event::Event;
use crate::model::handling::{self, Deciding, Why};
use crate::model::life::Verb;
use crate::model::schedule::PlannedDay;
use crate::model::term::{self, Change};
use crate::model::{Context, Entry, Kind, Org, Record};
use crate::runtime::{clock, pages};
use crate::store::batch::{Batch, Stamp};
use crate::store::codes;
use crate::store::desk::{Desk, SaveError, Undone};
use crate::store::reader::Reader;
use crate::sync::exchange::takeover::{self, Which};
use crate::text::zh::app::screens::said as text;
use crate::text::zh::model::takeover as zh_takeover;
use crate::text::zh::model::term as zh_term;

impl Office {
    /// Saves what a form made; a report that is sent takes long, and goes its own way.
    pub(super) fn save_or_send(&mut self, mut submission: Submission, also: &[u64]) -> Vec<Action> {
        match save::sends(&mut submission) {
            Some(_) => self.send(submission),
            None => vec![self.save(submission, also)],
        }
    }

    fn save(&mut self, submission: Submission, also: &[u64]) -> Action {
        let (kind, is_step) = match &submission.subject {
            Subject::Move(entry, _) => (entry.kind(), true),
            Subject::Step(..) => (Kind::Issue, true),
            Subject::New(_) | Subject::Edit(_) | Subject::Decide(..) | Subject::Filter(_) | Subject::Setting(..) => {
                (Kind::Issue, false)
            }
        };
        if let Filled::Step(event) = &submission.outcome
            && let Some(reason) = handling::voided_since(event, &self.context())
        {
            let is_step = Verb::from_key(&event.verb).is_some_and(handling::decides);
            let then = if is_step { text::GONE_AS_STEP } else { text::GONE_REFUSED };
            return Action::DecisionGone(text::decision_gone(&reason, then));
        }
        if let Some(answer) = self.waits_no_more(&submission) {
            return answer;
        }
        let how = if is_step { How::Steps(1 + also.len()) } else { How::Form { another: submission.another } };
        let others = match self.entries(kind, also) {
            Ok(others) => others,
            Err(why) => return Action::SaveFailed(why),
        };
        let mut refusal = None;
        let today = self.today;
        let answer = self.commit(how, |batch, codes, reader| {
            let context = Context { today, codes, directory: reader };
            refusal = save::collect(batch, submission, &others, &context).err();
            refusal.is_none()
        });
        match refusal {
            Some(why) => Action::SaveFailed(why),
            None => answer,
        }
    }

    /// What is said where a form passes on or refuses a decision of a desk above that waits for that no longer.
    fn waits_no_more(&self, submission: &Submission) -> Option<Action> {
        let (Subject::Decide(about, _), Filled::Record(record, _)) = (&submission.subject, &submission.outcome) else {
            return None;
        };
        let (Record::Handling(handling), Some(reader)) = (record.as_ref(), &self.reader) else { return None };
        let now = match pages::deciding(reader, about.issue.org, about.issue.id) {
            Ok(now) => now?,
            Err(error) => return Some(Action::SaveFailed(error.to_string())),
        };
        Some(match handling::still_waits(handling, &now, &self.context()).err()? {
            Why::Withdrawn(reason) => {
                let then = if handling.declines() { text::GONE_REFUSED } else { text::GONE_AS_OURS };
                Action::DecisionGone(text::decision_gone(&reason, then))
            }
            why => Action::SaveFailed(why.to_string()),
        })
    }

    pub(super) fn save_plan(&mut self, days: &[PlannedDay]) -> Action {
        self.commit(How::Plan, |batch, _, _| {
            days.iter().for_each(|day| {
                batch.add(Record::Reception(day.record()));
            });
            true
        })
    }

    pub(super) fn void(&mut self, kind: Kind, ids: &[u64], reason: &str) -> Action {
        let entries = match self.entries(kind, ids) {
            Ok(entries) => entries,
            Err(why) => return Action::Failed(why),
        };
        let Some(reader) = &self.reader else { return Action::Failed(text::NOTHING_TO_SAVE.to_owned()) };
        for entry in &entries {
            match pages::may_void(reader, entry) {
                Ok(Ok(())) => {}
                Ok(Err(why)) => return Action::Failed(why),
                Err(error) => return Action::Failed(error.to_string()),
            }
        }
        self.commit(How::Void, |batch, _, _| {
            entries.iter().for_each(|entry| batch.void(entry, reason));
            true
        })
    }

    /// Takes a decision of a desk above over, at once where nothing is missing.
    pub(super) fn adopt(&mut self, org: Org, id: u64) -> Action {
        let (decision, by) = match self.decision(org, id) {
            Ok(found) => found,
            Err(why) => return Action::Failed(why),
        };
        if let Some(reader) = &self.reader
            && let Some((of, issue)) = below(&decision, reader.desk())
        {
            return match pages::deciding(reader, of, issue) {
                Ok(Some(about)) if decision.is_live() => self.pass_on(&decision, &about),
                Ok(Some(about)) => self.withdraw(&decision, &about),
                Ok(None) => Action::Failed(text::RECORD_GONE.to_owned()),
                Err(error) => Action::Failed(error.to_string()),
            };
        }
        match handling::taken_over(&decision, &by, &self.context()) {
            (Some(issue), Ok(event)) => self.commit_step(&issue, &event),
            (None, Ok(_)) => Action::Failed(text::RECORD_GONE.to_owned()),
            (issue, Err(why)) => {
                let said = why.to_string();
                match (issue, why) {
                    (Some(issue), Why::DoesNotPass(event, _)) => Action::Adopting(Start::Adopt(issue.id, event), said),
                    (_, Why::NoUnit(unit)) => {
                        Action::Adopting(Start::UnitFor(Box::new(Record::Unit(*unit)), org, id), said)
                    }
                    _ => Action::Failed(said),
                }
            }
        }
    }

    /// A decision of a desk above, and who sits here.
    fn decision(&self, org: Org, id: u64) -> Result<(Entry, String), String> {
        let (Some(desk), Some(reader)) = (&self.desk, &self.reader) else {
            return Err(text::NOTHING_TO_SAVE.to_owned());
        };
        let decision = pages::decision(reader, org, id).map_err(|error| error.to_string())?;
        Ok((decision.ok_or_else(|| text::RECORD_GONE.to_owned())?, desk.operator().to_owned()))
    }

    /// The form in which a decision of a desk above is refused.
    /// One that was voided after it was passed on is kept as this desk's own instead.
    pub(super) fn decline(&mut self, org: Org, id: u64) -> Action {
        let (decision, by) = match self.decision(org, id) {
            Ok(found) => found,
            Err(why) => return Action::Failed(why),
        };
        if !decision.is_live()
            && let Some((org, issue)) = self.reader.as_ref().and_then(|reader| below(&decision, reader.desk()))
        {
            return self.keep(&decision, org, issue);
        }
        let context = self.context();
        let (Some(reader), Some(issue)) = (&self.reader, handling::told::issue(&decision, &context)) else {
            return Action::Failed(Why::NotOurs.to_string());
        };
        let start = if issue.org == reader.desk() {
            handling::refuse(&decision, &issue, &by, &context).map(|event| Start::Adopt(issue.id, Box::new(event)))
        } else {
            match pages::deciding(reader, issue.org, issue.id) {
                Ok(about) => about.ok_or(Why::NotOurs).and_then(|about| {
                    let handling = handling::declined(&decision, &about, &context)?;
                    Ok(Start::Pass(issue.org, issue.id, Box::new(handling)))
                }),
                Err(error) => return Action::Failed(error.to_string()),
            }
        };
        match start {
            Ok(start) => Action::Adopting(start, text::REFUSE.to_owned()),
            Err(why) => Action::Failed(why.to_string()),
        }
    }

    /// Voids what passes a decision on that its desk above has voided.
    fn withdraw(&mut self, decision: &Entry, about: &Deciding) -> Action {
        let Some(reader) = &self.reader else { return Action::Failed(text::NOTHING_TO_SAVE.to_owned()) };
        let (passings, reason) = match pages::undone(reader, decision, &about.issue) {
            Ok(Some(found)) => found,
            Ok(None) => return Action::Failed(Why::Withdrawn(decision.voided.clone().unwrap_or_default()).to_string()),
            Err(error) => return Action::Failed(error.to_string()),
        };
        self.commit(How::Void, |batch, _, _| {
            passings.iter().for_each(|entry| batch.void(entry, &reason));
            true
        })
    }

    /// Makes what passes a decision on that its desk above has voided a decision of this desk's own.
    fn keep(&mut self, decision: &Entry, org: Org, issue: u64) -> Action {
        let Some(reader) = &self.reader else { return Action::Failed(text::NOTHING_TO_SAVE.to_owned()) };
        let about = reader.of(org).entry(Kind::Issue, issue);
        let found = about.and_then(|issue| issue.map_or(Ok(None), |issue| pages::undone(reader, decision, &issue)));
        let passings = match found {
            Ok(Some((passings, _))) => passings,
            Ok(None) => return Action::Failed(Why::Withdrawn(decision.voided.clone().unwrap_or_default()).to_string()),
            Err(error) => return Action::Failed(error.to_string()),
        };
        self.commit(How::Kept, |batch, _, _| {
            save::keep(batch, &passings);
            true
        })
    }

    /// Passes a decision of a desk above on to the desk below whose issue it is about, at once where nothing is missing.
    fn pass_on(&mut self, decision: &Entry, about: &Deciding) -> Action {
        match handling::passed_on(decision, about, &self.context()) {
            Ok(handling) => self.commit(How::Passed, |batch, _, _| {
                batch.add(Record::Handling(Box::new(handling)));
                true
            }),
            Err(why) => {
                let said = why.to_string();
                match why {
                    Why::DoesNotFit(handling, _) => {
                        Action::Adopting(Start::Pass(about.issue.org, about.issue.id, handling), said)
                    }
                    Why::NoUnit(unit) => {
                        let unit = Box::new(Record::Unit(*unit));
                        Action::Adopting(Start::UnitFor(unit, decision.org, decision.id), said)
                    }
                    _ => Action::Failed(said),
                }
            }
        }
    }

    fn commit_step(&mut self, issue: &Entry, event: &Event) -> Action {
        let (today, mut refusal) = (self.today, None);
        let answer = self.commit(How::Steps(1), |batch, codes, reader| {
            let context = Context { today, codes, directory: reader };
            refusal = batch.take_step(&[issue], event, &context).err();
            refusal.is_none()
        });
        match refusal {
            Some(refused) => Action::Failed(save::errors(refused.findings)),
            None => answer,
        }
    }

    pub(super) fn reset(&mut self, key: &str, reason: &str) -> Action {
        let mut failure = None;
        let answer =
            self.commit(How::Reset, |batch, codes, reader| match codes::reset(batch, reader, key, reason, codes) {
                Ok(is_there) => is_there,
                Err(error) => {
                    failure = Some(error.to_string());
                    false
                }
            });
        failure.map_or(answer, Action::Failed)
    }

    /// Puts the settings in force as they stand in the store now: what was saved, voided or undone holds from the next key
    /// on.
    pub(super) fn put_settings_in_force(&mut self) {
        let Some(reader) = &self.reader else { return };
        match codes::in_force(reader) {
            Ok((codes, left_out)) => {
                for error in &left_out {
                    tracing::warn!(%error, "a setting is not taken");
                }
                self.codes = codes;
            }
            Err(error) => tracing::error!(%error, "the settings cannot be read again"),
        }
    }

    /// The live records of these ids, as they stand now.
    fn entries(&self, kind: Kind, ids: &[u64]) -> Result<Vec<Entry>, String> {
        let Some(reader) = &self.reader else { return Ok(Vec::new()) };
        let mut entries = Vec::new();
        for id in ids {
            let entry = reader.entry(kind, *id).map_err(|error| error.to_string())?;
            entries.push(entry.filter(Entry::is_live).ok_or_else(|| text::RECORD_GONE.to_owned())?);
        }
        Ok(entries)
    }

    /// Makes a change of term: worked out once more, so that what is saved is what the roster says now.
    pub(super) fn change_term(&mut self, change: &Change) -> Action {
        let Some(reader) = &self.reader else { return Action::Failed(text::NOTHING_TO_SAVE.to_owned()) };
        let roster = match reader.roster() {
            Ok(roster) => roster,
            Err(error) => return Action::Failed(error.to_string()),
        };
        match term::plan(&roster, change, &self.context()) {
            Ok(plan) => {
                let said = zh_term::changed(change.to.trim(), &plan);
                self.commit(How::Term(said), |batch, _, _| {
                    collect(batch, plan);
                    true
                })
            }
            Err(why) => Action::Failed(why),
        }
    }

    /// Takes over what a level above has sent down: worked out once more, so that what is saved is what the books say now.
    pub(super) fn take_over(&mut self, which: &BTreeSet<Which>) -> Action {
        let Some(reader) = &self.reader else { return Action::Failed(text::NOTHING_TO_SAVE.to_owned()) };
        match takeover::offer(reader, &self.context()) {
            Ok(Some(offer)) => {
                let (said, wanted) = offer.chosen(which);
                self.commit(How::Takeover(said + zh_takeover::UNDO), |batch, _, _| takeover::collect(batch, wanted) > 0)
            }
            Ok(None) => Action::Failed(zh_takeover::NO_UPPER.to_owned()),
            Err(error) => Action::Failed(error.to_string()),
        }
    }

    /// Leaves ours as it is and notes what theirs says as seen.
    pub(super) fn keep_ours(&mut self, which: Which) -> Action {
        let Some(reader) = &self.reader else { return Action::Failed(text::NOTHING_TO_SAVE.to_owned()) };
        match takeover::offer(reader, &self.context()) {
            Ok(Some(offer)) => {
                let (said, kept) = offer.kept(&BTreeSet::from([which]));
                self.commit(How::KeptOurs(which, said), |batch, _, _| takeover::collect(batch, kept) > 0)
            }
            Ok(None) => Action::Failed(zh_takeover::NO_UPPER.to_owned()),
            Err(error) => Action::Failed(error.to_string()),
        }
    }

    /// Fills a group of changes and saves it, unless the filling was given up or left it empty.
    fn commit(&mut self, how: How, fill: impl FnOnce(&mut Batch, &CodeLists, &Reader) -> bool) -> Action {
        let (Some(desk), Some(reader)) = (&mut self.desk, &self.reader) else {
            return Action::SaveFailed(text::NOTHING_TO_SAVE.to_owned());
        };
        let mut batch = desk.batch(clock::stamp(desk.operator()));
        let is_wanted = fill(&mut batch, &self.codes, reader);
        if !is_wanted || batch.is_empty() {
            return Action::SaveFailed(text::NOTHING_TO_SAVE.to_owned());
        }
        match desk.commit(batch) {
            Ok(entries) => self.saved(entries, how),
            Err(error) => Action::SaveFailed(error.to_string()),
        }
    }

    /// What the screen hears of a change that was saved.
    fn saved(&mut self, entries: Vec<Entry>, how: How) -> Action {
        if entries.iter().any(|entry| entry.kind() == Kind::Setting) {
            self.put_settings_in_force();
        }
        Action::Saved(Saved { entries, how })
    }

    /// Writes a record anew without a form.
    #[cfg(test)]
    pub fn change(&mut self, before: &Entry, record: Record) {
        self.commit(How::Void, |batch, _, _| {
            batch.change("edit", before, record);
            true
        });
    }

    /// Saves a record without a form.
    #[cfg(test)]
    pub fn add(&mut self, record: Record) {
        let fill = |batch: &mut Batch, _: &CodeLists, _: &Reader| {
            batch.add(record);
            true
        };
        self.commit(How::Void, fill);
    }

    pub(super) fn undo(&mut self) -> Action {
        self.change_back(Desk::undo, How::Undo)
    }

    pub(super) fn redo(&mut self) -> Action {
        self.change_back(Desk::redo, How::Redo)
    }

    fn change_back(
        &mut self,
        change: fn(&mut Desk, Stamp) -> Result<Undone, SaveError>,
        how: fn(String) -> How,
    ) -> Action {
        let Some(desk) = &mut self.desk else { return Action::Failed(text::NOTHING_TO_SAVE.to_owned()) };
        let stamp = clock::stamp(desk.operator());
        match change(desk, stamp) {
            Ok(undone) => self.saved(undone.entries, how(undone.text)),
            Err(error) => Action::Failed(error.to_string()),
        }
    }

    pub(super) fn undoable(&self) -> Action {
        match self.desk.as_ref().map(Desk::undoable) {
            Some(Ok(what)) => Action::Undoable(what),
            Some(Err(error)) => Action::Failed(error.to_string()),
            None => Action::Failed(text::NOTHING_TO_SAVE.to_owned()),
        }
    }
}

/// The issue of another desk that a decision is about; none where it is one of `own`.
fn below(decision: &Entry, own: Org) -> Option<(Org, u64)> {
    match &decision.record {
        Record::Handling(handling) => handling.org().filter(|org| *org != own).map(|org| (org, handling.issue)),
        _ => None,
    }
}
