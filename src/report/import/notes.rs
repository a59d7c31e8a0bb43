//! What is said about many rows at once: each kind of remark once, with how many rows it is about and the first of them.

use std::collections::BTreeMap;

use crate::text::zh::report::import as zh;

/// Different remarks kept; a file of nothing but unknown categories would else make a remark a row.
const MOST_DIFFERENT: usize = 100;

/// Something done to a row that the clerk should know of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// A category that is in no list: filed under 其他.
    UnknownCategory(String),
    /// A title longer than a title may be: whole at the head of the content, cut in the title.
    LongTitle,
    /// No title: made of the content's beginning.
    NoTitle,
    /// No content: the title stands for it.
    NoContent,
    /// What was said of the assignment is not enough for a step.
    NoAssignment,
    /// What was said of an answer without its words.
    NoReplyText,
    /// An answer's words without their day.
    NoReplyDate,
    /// A class that belongs to no step of this program: the answer came in without it.
    NoClass,
    /// What was said of the feedback is not enough for a step.
    NoFeedback,
    /// A day of closing without what must come before.
    NoClosing,
    /// A stage that its steps do not lead to.
    OtherStage,
    /// What belongs to no step stands in the ledger's own words at the registration.
    Noted,
    /// An issue a record names that is not on the desk (yet).
    NoIssue(String),
    /// An issue the history names that is in no row and not on the desk.
    LostLink(String),
    /// An issue whose number another has.
    Renumbered(String),
    /// The rules find it odd, but it may stand: personal numbers in a text and the like.
    Odd(String),
    /// All further remarks.
    More,
}

impl Remark {
    fn text(&self) -> String {
        match self {
            Remark::UnknownCategory(name) => zh::unknown_category(name),
            Remark::LongTitle => zh::LONG_TITLE.to_owned(),
            Remark::NoTitle => zh::NO_TITLE.to_owned(),
            Remark::NoContent => zh::NO_CONTENT.to_owned(),
            Remark::NoAssignment => zh::NO_ASSIGNMENT.to_owned(),
            Remark::NoReplyText => zh::NO_REPLY_TEXT.to_owned(),
            Remark::NoReplyDate => zh::NO_REPLY_DATE.to_owned(),
            Remark::OtherStage => zh::OTHER_STAGE.to_owned(),
            Remark::Noted => zh::NOTED.to_owned(),
            Remark::NoClass => zh::NO_CLASS.to_owned(),
            Remark::NoFeedback => zh::NO_FEEDBACK.to_owned(),
            Remark::NoClosing => zh::NO_CLOSING.to_owned(),
            Remark::NoIssue(number) => zh::no_issue(number),
            Remark::LostLink(number) => zh::lost_link(number),
            Remark::Renumbered(number) => zh::renumbered(number),
            Remark::Odd(message) => message.clone(),
            Remark::More => zh::MORE_REMARKS.to_owned(),
        }
    }
}

/// All remarks of an import.
#[derive(Debug, Default)]
pub struct Remarks(BTreeMap<Remark, (u64, u32)>);

impl Remarks {
    /// Adds a remark about a row.
    pub fn add(&mut self, remark: Remark, row: u32) {
        let known = self.0.contains_key(&remark);
        let remark = if known || self.0.len() < MOST_DIFFERENT { remark } else { Remark::More };
        self.0.entry(remark).or_insert((0, row)).0 += 1;
    }

    /// A line for each.
    pub fn lines(&self) -> Vec<String> {
        self.0.iter().map(|(remark, (count, row))| zh::remark(&remark.text(), *count, *row)).collect()
    }
}
