//! What the station itself owes for an issue now: which step has to come next, and who is still to be told.
//!
//! A filter asks for it like for a field ([`super::filter`]), and the store keeps how many issues each is owed for.

use super::issue::{Issue, Stage};
use super::life;

/// The key a filter knows it by, and the list of its codes.
pub const KEY: &str = "owing";

/// Something owed. The discriminant is the byte in stored keys: never reused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Owing {
    /// Registered: to be handed on, answered or led elsewhere.
    HandOn = 1,
    /// Handed on: an answer is due.
    Answer = 2,
    /// Answered: the resident is to be told.
    Feedback = 3,
    /// The resident was told: the deputy who received it is not.
    TellDeputy = 4,
    /// Rated 不满意: to be handled again.
    Redo = 5,
    /// An answer of class B, told: to be kept in the ledger of promises.
    Track = 6,
    /// Promised: to be finished.
    Promise = 7,
    /// Told and not dissatisfied: to be closed.
    Close = 8,
}

impl Owing {
    /// Everything that may be owed, in the order of an issue's life.
    pub const ALL: [Owing; 8] = [
        Owing::HandOn,
        Owing::Answer,
        Owing::Feedback,
        Owing::TellDeputy,
        Owing::Redo,
        Owing::Track,
        Owing::Promise,
        Owing::Close,
    ];

    /// Its code in list `owing`.
    pub fn key(self) -> &'static str {
        match self {
            Owing::HandOn => "hand_on",
            Owing::Answer => "answer",
            Owing::Feedback => "feedback",
            Owing::TellDeputy => "tell_deputy",
            Owing::Redo => "redo",
            Owing::Track => "track",
            Owing::Promise => "promise",
            Owing::Close => "close",
        }
    }

    /// The byte in stored keys.
    pub fn byte(self) -> u8 {
        self as u8
    }
}

/// What is owed for an issue, each once.
pub fn owed(issue: &Issue) -> Vec<Owing> {
    match issue.stage {
        Stage::Registered => vec![Owing::HandOn],
        Stage::Assigned => vec![Owing::Answer],
        Stage::Replied => replied(issue),
        Stage::Tracking => vec![Owing::Promise],
        Stage::Closed | Stage::Guided | Stage::Merged | Stage::Withdrawn => Vec::new(),
    }
}

fn replied(issue: &Issue) -> Vec<Owing> {
    if !life::is_fed_back(issue) {
        return vec![Owing::Feedback];
    }
    let next = match issue.class.as_str() {
        _ if issue.rating == life::DISSATISFIED => Owing::Redo,
        life::PROMISED => Owing::Track,
        _ => Owing::Close,
    };
    let mut owed = vec![next];
    if !life::is_deputy_told(issue) {
        owed.insert(0, Owing::TellDeputy);
    }
    owed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::Date;
    use crate::model::event::Event;

    fn event(verb: &str, told: bool) -> Event {
        let deputy_told_on = told.then(|| Date::from_ymd(2026, 5, 1)).flatten();
        Event { verb: verb.to_owned(), deputy_told_on, ..Event::default() }
    }

    fn replied(class: &str, rating: &str, events: Vec<Event>) -> Issue {
        let (class, rating) = (class.to_owned(), rating.to_owned());
        Issue { stage: Stage::Replied, class, rating, deputies: vec![1], events, ..Issue::default() }
    }

    #[test]
    fn every_open_stage_owes_something_and_no_other_does() {
        for stage in Stage::ALL {
            assert_eq!(owed(&Issue { stage, ..Issue::default() }).is_empty(), !stage.is_open(), "{stage:?}");
        }
    }

    #[test]
    fn an_answer_is_told_to_the_resident_then_to_the_deputy() {
        let told = |events| owed(&replied("A", "satisfied", events));
        assert_eq!(told(vec![event("reply", false)]), [Owing::Feedback]);
        assert_eq!(told(vec![event("reply", false), event("feedback", false)]), [Owing::TellDeputy, Owing::Close]);
        let twice = vec![event("reply", false), event("feedback", true), event("feedback", false)];
        assert_eq!(told(twice), [Owing::Close]);
        // What was said of an earlier answer is not about this one.
        let again = vec![event("feedback", true), event("reply", false), event("feedback", false)];
        assert_eq!(told(again), [Owing::TellDeputy, Owing::Close]);
        let nobody =
            Issue { deputies: Vec::new(), ..replied("A", "", vec![event("reply", false), event("feedback", false)]) };
        assert_eq!(owed(&nobody), [Owing::Close]);
    }

    #[test]
    fn what_comes_after_the_feedback_goes_by_rating_and_class() {
        let events = || vec![event("reply", false), event("feedback", true)];
        assert_eq!(owed(&replied("B", "satisfied", events())), [Owing::Track]);
        assert_eq!(owed(&replied("C", "unrated", events())), [Owing::Close]);
        assert_eq!(owed(&replied("B", "dissatisfied", events())), [Owing::Redo]);
        assert_eq!(owed(&replied("A", "dissatisfied", vec![event("reply", false)])), [Owing::Feedback]);
    }
}
