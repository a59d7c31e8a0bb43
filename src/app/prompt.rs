//! A line asked for on the message line: a reason, a folder.

use super::exchange::{Decision, Purpose};
use super::line::Line;
use super::printing::Wanted;
use crate::model::term::{Change, Sitting};
use crate::model::{Kind, Org};

/// The most characters of a reason.
pub const REASON_MOST: usize = 200;

/// A question with a line to type.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What is asked.
    pub question: String,
    /// What was typed.
    pub line: Line,
    /// What it is for.
    pub purpose: Asked,
}

/// What a typed line is for.
#[derive(Clone, Debug)]
pub enum Asked {
    /// Why records of a kind are voided.
    VoidReason(Kind, Vec<u64>),
    /// Why the setting of a key is given up.
    ResetReason(String),
    /// What the settings are narrowed to; empty for all.
    Narrow,
    /// Which record of the list is gone to.
    GoTo(Kind),
    /// Which period reception days are planned for; empty for the next month.
    Plan,
    /// Which file is taken in.
    ImportFile,
    /// The year of its days that have none; empty for none.
    ImportYear,
    /// The term that follows the one that ends.
    NewTerm(Sitting),
    /// The day of a change of term; empty for today.
    TermDay(Box<Change>),
    /// Which period figures are shown of; empty for this month.
    StatsPeriod,
    /// Which period a new report is of; empty for last month.
    ReportPeriod,
    /// Where something is written to; empty for the usual folder.
    Folder(Box<Wanted>),
    /// Which stick, folder or file is used.
    Stick(Purpose),
    /// A party's fingerprint as it was read out.
    Fingerprint(Org),
    /// Why a party is trusted no longer.
    RevokeReason(Org),
    /// Why it is decided so about a chain.
    DecideReason(Org, Decision),
    /// How lines of a chain that were not used were dealt with.
    DismissReason(Org),
}
