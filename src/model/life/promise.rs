//! Promises: what was answered with class B, and what became of it.

use super::{IMPOSSIBLE, PROMISED, Verb, is_answer};
use crate::model::date::Date;
use crate::model::issue::Issue;

/// One promise of an issue. It begins with an answer of class B; a further such answer moves it while it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Promise {
    /// The day it was made.
    pub made_on: Option<Date>,
    /// The day it was first promised for.
    pub promised_for: Option<Date>,
    /// The days it was moved to, each with the day on which it was moved.
    pub moved: Vec<(Option<Date>, Date)>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a promise, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It still stands: class B.
    Open,
    /// It was kept: class A.
    Kept(Option<Date>),
    /// It cannot be kept: class C.
    GivenUp(Option<Date>),
    /// The issue was withdrawn.
    Withdrawn(Option<Date>),
    /// The resident was guided elsewhere.
    Guided(Option<Date>),
    /// The issue went into another, which is answered instead.
    Passed(Option<Date>),
}

impl Promise {
    /// The day it is promised for now, or was last.
    pub fn planned_on(&self) -> Option<Date> {
        self.moved.last().map(|(_, to)| *to).or(self.promised_for)
    }

    /// How many days past its day it was kept, or stands unkept today; negative where that day had not come yet. None where
    /// it was given up or taken back, or has no day.
    pub fn days_late(&self, today: Date) -> Option<i64> {
        let until = match self.outcome {
            Outcome::Open => today,
            Outcome::Kept(on) => on?,
            Outcome::GivenUp(_) | Outcome::Withdrawn(_) | Outcome::Guided(_) | Outcome::Passed(_) => return None,
        };
        Some(until.days_since(self.planned_on()?))
    }
}

/// Every promise of an issue, the earliest first. Only the last can still stand.
pub fn promises(issue: &Issue) -> Vec<Promise> {
    let mut made: Vec<Promise> = Vec::new();
    for event in &issue.events {
        let standing = made.last_mut().filter(|promise| promise.outcome == Outcome::Open);
        let verb = Verb::from_key(&event.verb);
        match standing {
            Some(promise) => {
                promise.moved.extend(event.planned_on.map(|to| (event.on, to)));
                promise.outcome = match (verb, event.class.as_str()) {
                    (Some(Verb::Withdraw), _) => Outcome::Withdrawn(event.on),
                    (Some(Verb::Guide), _) => Outcome::Guided(event.on),
                    // A note that another issue came in names no issue it goes into.
                    (Some(Verb::Merge), _) if event.into.is_some() => Outcome::Passed(event.on),
                    (Some(Verb::Answer | Verb::Reply), IMPOSSIBLE) => Outcome::GivenUp(event.on),
                    (Some(Verb::Answer | Verb::Reply), class) if class != PROMISED => Outcome::Kept(event.on),
                    _ => Outcome::Open,
                };
            }
            None if is_answer(event) && event.class == PROMISED => made.push(Promise {
                made_on: event.on,
                promised_for: event.planned_on,
                moved: Vec::new(),
                outcome: Outcome::Open,
            }),
            None => {}
        }
    }
    made
}

/// Whether the issue was ever answered with class B 曾列B类.
pub fn was_promised(issue: &Issue) -> bool {
    issue.events.iter().any(|event| event.class == PROMISED)
}

/// The finish date last promised for an issue whose answer is of class B.
pub fn promised_on(issue: &Issue) -> Option<Date> {
    if issue.class != PROMISED {
        return None;
    }
    issue.events.iter().rev().find_map(|event| event.planned_on)
}
