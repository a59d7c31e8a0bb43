//! What an issue's ledger carries beside the fields of its table: what the latest steps of its life say.
//!
//! Export shows these columns, import makes steps of them; both read this one list.

use crate::model::Spec;
use crate::model::event::Event;
use crate::model::issue::Issue;
use crate::model::life::{self, Verb};
use crate::text::zh::report::ledger as zh;

/// A column that stands for one field of a step.
#[derive(Debug)]
pub struct StepColumn {
    /// How import and its synonyms call it: `reply.text`.
    pub key: &'static str,
    /// Its heading.
    pub label: &'static str,
    /// The step it belongs to.
    pub verb: Verb,
    /// The key of the field in the step.
    pub field: &'static str,
    /// Display columns on paper; 0 keeps it off the paper.
    pub width: u16,
}

/// Derived fields of an issue that import makes steps of; the rest of them the program works out by itself.
pub const MADE_BY_STEPS: [&str; 8] =
    ["route", "unit", "co_units", "assigned_on", "due_on", "class", "rating", "closed_on"];

/// The day of an answer.
pub const REPLY_ON: &str = "reply.on";
/// The words of an answer.
pub const REPLY_TEXT: &str = "reply.text";
/// The day the resident was told.
pub const FEEDBACK_ON: &str = "feedback.on";
/// How the resident was told.
pub const FEEDBACK_WAY: &str = "feedback.way";

const fn column(key: &'static str, label: &'static str, verb: Verb, field: &'static str, width: u16) -> StepColumn {
    StepColumn { key, label, verb, field, width }
}

/// Every such column, in the order of the ledger.
pub static STEPS: [StepColumn; 10] = [
    column(REPLY_ON, zh::REPLY_ON, Verb::Reply, "on", 11),
    column(REPLY_TEXT, zh::REPLY_TEXT, Verb::Reply, "text", 34),
    column("reply.planned_on", zh::PLANNED_ON, Verb::Reply, "planned_on", 0),
    column("reply.reason", zh::REPLY_REASON, Verb::Reply, "reason", 0),
    column(FEEDBACK_ON, zh::FEEDBACK_ON, Verb::Feedback, "on", 0),
    column(FEEDBACK_WAY, zh::FEEDBACK_WAY, Verb::Feedback, "way", 0),
    column("feedback.reason", zh::FEEDBACK_REASON, Verb::Feedback, "reason", 0),
    column("feedback.deputy_told_on", zh::DEPUTY_TOLD_ON, Verb::Feedback, "deputy_told_on", 0),
    column("feedback.rated_by", zh::RATED_BY, Verb::Feedback, "rated_by", 0),
    column("feedback.remark", zh::REMARK, Verb::Feedback, "remark", 0),
];

impl StepColumn {
    /// The field's line of the table of steps.
    pub fn spec(&self) -> Option<&'static Spec> {
        Event::specs_of(self.verb.spec().key).into_iter().find(|spec| spec.key == self.field)
    }

    /// The column of a step's field.
    pub fn of(verb: Verb, field: &str) -> Option<&'static StepColumn> {
        STEPS.iter().find(|column| column.verb == verb && column.field == field)
    }
}

/// The latest step of an issue that a column of `verb` shows; an answer on the spot is a reply as well, and what was fed
/// back of an earlier answer does not stand beside a later one.
pub fn latest(issue: &Issue, verb: Verb) -> Option<&Event> {
    if verb == Verb::Feedback {
        return life::feedback_given(issue);
    }
    issue.events.iter().rev().find(|event| match Verb::from_key(&event.verb) {
        Some(Verb::Answer) => verb == Verb::Reply,
        found => found == Some(verb),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_tells_the_feedback_of_the_latest_answer_only() {
        let event = |verb: Verb| Event { verb: verb.spec().key.to_owned(), ..Event::default() };
        let mut issue =
            Issue { events: [Verb::Reply, Verb::Feedback, Verb::Redo].map(event).into(), ..Issue::default() };
        assert!(latest(&issue, Verb::Feedback).is_some(), "still that of the answer it was");
        issue.events.push(event(Verb::Reply));
        assert!(latest(&issue, Verb::Feedback).is_none(), "told of an answer that was not given yet");
        issue.events.push(event(Verb::Feedback));
        assert!(latest(&issue, Verb::Feedback).is_some());
    }
}
