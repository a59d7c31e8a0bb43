//! What an issue's ledger carries beside the fields of its table: what the latest steps of its life say.
//!
//! Export shows these columns, import makes steps of them; both read this one list.

use crate::model::event::Event;
use crate::model::issue::Issue;
use crate::model::life::{self, Verb};
use crate::model::{FieldKind, Kind, Spec};
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

/// The history of an issue: what its steps say in full, so that import can take them one by one.
pub const HISTORY: &str = "events";

/// The units (of UTF-16) after which a text goes on in a further column: a spreadsheet cell holds 32,767.
const PIECE_UNITS: usize = 32_000;

/// The most columns of one text: 200 steps of 10,000 rare characters each take fewer.
pub const MOST_PIECES: usize = 150;

/// Derived fields of an issue that import makes steps of; the rest of them the program works out by itself.
pub const MADE_BY_STEPS: [&str; 8] =
    ["route", "unit", "co_units", "assigned_on", "due_on", "class", "rating", "closed_on"];

/// The derived field of an issue that says how far its steps have come: a ledger's word is held against it.
pub const TOLD_BY_STEPS: &str = "stage";

/// Derived fields of other records that a ledger carries and import takes over.
pub const MADE_OTHERWISE: [(Kind, &str); 1] = [(Kind::Reception, "moved_from")];

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
        Event::table_of(self.verb.spec().key).iter().copied().find(|spec| spec.key == self.field)
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

/// The heading of the column a long text goes on in, from 1; that of the history begins with 0.
pub fn piece_label(spec: &Spec, piece: usize) -> String {
    match (spec.key, piece) {
        (HISTORY, 0) => zh::HISTORY.to_owned(),
        (_, 0) => spec.label.to_owned(),
        (HISTORY, piece) => zh::history_goes_on(piece + 1),
        (_, piece) => zh::goes_on(spec.label, piece + 1),
    }
}

/// The field whose text a heading says to go on, and where the piece belongs.
pub fn piece_of<'a>(specs: &[&'a Spec], title: &str) -> Option<(&'a Spec, usize)> {
    let pieces = specs.iter().filter(|spec| is_long(spec));
    let number = |head: String| title.strip_prefix(&head)?.strip_suffix(zh::GOES_ON_END)?.parse().ok();
    pieces.copied().find_map(|spec| {
        if spec.key == HISTORY && title == zh::HISTORY {
            return Some((spec, 0));
        }
        let head = if spec.key == HISTORY { zh::HISTORY_HEAD.to_owned() } else { zh::goes_on_head(spec.label) };
        number(head).filter(|number: &usize| (2..=MOST_PIECES).contains(number)).map(|number| (spec, number - 1))
    })
}

/// Whether a field may hold more than a spreadsheet cell: nested rows do.
pub fn is_long(spec: &Spec) -> bool {
    matches!(spec.kind, FieldKind::Rows(_))
}

/// The pieces of a text that each fit a cell; a short one is its only piece. None begins or ends with a blank, which a
/// reader might drop.
pub fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = cut(rest) {
        let (piece, after) = rest.split_at(at);
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}

/// Where a text is cut, if it is too long for a cell.
fn cut(text: &str) -> Option<usize> {
    // No character takes more units than bytes.
    if text.len() <= PIECE_UNITS {
        return None;
    }
    let mut units = 0;
    let mut solid = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if units + c.len_utf16() > PIECE_UNITS {
            // A text of blanks alone is cut anywhere.
            return Some(solid.unwrap_or(at));
        }
        if at > 0 && !before.is_whitespace() && !c.is_whitespace() {
            solid = Some(at);
        }
        units += c.len_utf16();
        before = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_goes_on_in_columns_that_are_known_again() {
        for text in ["", "短", &"𠮷".repeat(40_000), &"a 　\n".repeat(30_000), &" ".repeat(70_000)] {
            let cut = pieces(text);
            assert_eq!(cut.concat(), text);
            assert!(cut.iter().all(|piece| piece.encode_utf16().count() <= PIECE_UNITS));
            let words = !text.contains("a 　");
            assert!(text.trim().is_empty() || !words || cut.iter().all(|piece| piece.trim() == *piece));
        }
        for (kind, key) in [(Kind::Issue, HISTORY), (Kind::Visit, "deeds"), (Kind::Activity, "participants")] {
            let specs = kind.specs();
            let spec = specs.iter().find(|spec| spec.key == key).copied();
            for piece in [1, 2, MOST_PIECES - 1] {
                let label = spec.map(|spec| piece_label(spec, piece)).unwrap_or_default();
                assert_eq!(
                    piece_of(&specs, &label).map(|(spec, piece)| (spec.key, piece)),
                    Some((key, piece)),
                    "{label}"
                );
            }
        }
        assert!(piece_of(&Kind::Issue.specs(), "办理经过").is_none(), "others write anything there");
    }

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
