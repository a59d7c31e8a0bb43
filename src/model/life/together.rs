//! A step of one issue, or of several together, with what it writes into others: the one they are merged into, the one they
//! come back out of, the one that is split off.
//!
//! Invariant: each issue is changed once, however often it is named, so that all of it is one group of changes.

use super::{Verb, earliest, register_event, step};
use crate::model::check::{Finding, Severity};
use crate::model::context::Context;
use crate::model::entry::Entry;
use crate::model::event::Event;
use crate::model::field::MOST_ROWS;
use crate::model::handling;
use crate::model::issue::Issue;
use crate::model::kind::Kind;
use crate::model::record::Record;
use crate::text::zh::model::{handling as decided, life as zh};

/// An issue as a step leaves it.
#[derive(Clone, Debug)]
pub struct Change {
    /// The record as it stood.
    pub before: Entry,
    /// The issue after the step.
    pub after: Issue,
}

/// What a step comes to.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The step's verb.
    pub verb: &'static str,
    /// The issues that take the step, in the order they were given, then those it is noted in.
    pub changes: Vec<Change>,
    /// The issue that was split off, with the id it was given.
    pub raised: Option<(u64, Issue)>,
}

/// A step that cannot be taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    /// By which of the issues, from 0.
    pub at: usize,
    /// What stands against it.
    pub findings: Vec<Finding>,
}

/// Takes a step of every issue given. Others it is noted in are read through the directory; `new_id` gives the id of one
/// that is split off. All of it can be done, or it is refused.
pub fn take(
    entries: &[&Entry],
    event: &Event,
    context: &Context<'_>,
    new_id: &mut dyn FnMut() -> u64,
) -> Result<Taken, Refused> {
    let verb = Verb::from_key(&event.verb).ok_or_else(|| refused(0, "verb", zh::unknown_verb(&event.verb)))?;
    if let Some(why) = verb.spec().alone.filter(|_| entries.len() > 1) {
        return Err(refused(1, "on", why.to_owned()));
    }
    if let Some(reason) = handling::voided_since(event, context) {
        return Err(refused(0, handling::KEY, decided::voided_since(&reason)));
    }
    let mut taken = Taken { verb: verb.spec().key, changes: Vec::with_capacity(entries.len()), raised: None };
    for (at, entry) in entries.iter().enumerate() {
        let Record::Issue(issue) = &entry.record else {
            return Err(refused(at, "verb", zh::unknown_verb(&event.verb)));
        };
        let after = step(issue, event.clone(), context).map_err(|findings| Refused { at, findings })?;
        taken.changes.push(Change { before: (*entry).clone(), after });
    }
    match verb {
        Verb::Split => taken.split_off(new_id),
        Verb::Merge | Verb::Restore => taken.note(context)?,
        _ => {}
    }
    Ok(taken)
}

impl Taken {
    /// Makes an issue of its own of what was split off; both name each other.
    fn split_off(&mut self, new_id: &mut dyn FnMut() -> u64) {
        let Some(Change { before, after }) = self.changes.first_mut() else { return };
        let parent = after.clone();
        let Some(event) = after.events.last_mut() else { return };
        let id = new_id();
        event.into = Some(id);
        let begun = Event { from: Some(before.id), ..register_event(event.on, &event.by) };
        self.raised = Some((id, part_of(parent, event, begun)));
    }

    /// Notes in the issue each goes into, or comes out of, that it does.
    fn note(&mut self, context: &Context<'_>) -> Result<(), Refused> {
        for at in 0..self.changes.len() {
            let Some(Change { before, after }) = self.changes.get(at) else { break };
            let own = before.id;
            let Some(step) = after.events.last() else { continue };
            let (verb, by) = (self.verb.to_owned(), step.by.clone());
            let note = Event { verb, on: step.on, by, from: Some(own), ..Event::default() };
            let was_in = match &before.record {
                Record::Issue(issue) => issue.merged_into,
                _ => None,
            };
            let Some(other) = step.into.or(was_in) else { continue };
            if other == own {
                return Err(refused(at, "into", zh::MERGE_ITSELF.to_owned()));
            }
            self.note_in(other, note, at, context)?;
        }
        Ok(())
    }

    fn note_in(&mut self, other: u64, note: Event, at: usize, context: &Context<'_>) -> Result<(), Refused> {
        let place = match self.changes.iter().position(|change| change.before.id == other) {
            Some(place) => place,
            None => {
                let entry = context.directory.entry(Kind::Issue, other).filter(Entry::is_live);
                // One that was voided since is not written in any more.
                let Some(before) = entry else { return Ok(()) };
                let Record::Issue(issue) = &before.record else { return Ok(()) };
                let after = issue.as_ref().clone();
                self.changes.push(Change { before, after });
                self.changes.len() - 1
            }
        };
        let Some(Change { after, .. }) = self.changes.get_mut(place) else { return Ok(()) };
        if after.events.len() >= MOST_ROWS {
            return Err(refused(at, "on", zh::other_history_full(&after.number, MOST_ROWS)));
        }
        if let (Some(on), Some(earliest)) = (note.on, earliest(after))
            && on < earliest
        {
            return Err(refused(at, "on", zh::before_other_step(on, &after.number, earliest)));
        }
        after.events.push(note);
        Ok(())
    }
}

/// A part of an issue as one of its own: what it is about is its own, where it came from is the same.
fn part_of(parent: Issue, split: &Event, begun: Event) -> Issue {
    Issue {
        title: split.title.clone(),
        content: split.content.clone(),
        items: split.items.unwrap_or(1),
        events: vec![begun],
        number: String::new(),
        external_no: String::new(),
        route: String::new(),
        unit: None,
        co_units: Vec::new(),
        assigned_on: None,
        due_on: None,
        class: String::new(),
        rating: String::new(),
        redo_count: 0,
        ..parent
    }
}

fn refused(at: usize, key: &'static str, message: String) -> Refused {
    Refused { at, findings: vec![Finding { key, severity: Severity::Error, message }] }
}
