//! What is read for 今日: a bounded part of each list, and totals that are kept.

use crate::model::duty::Duty;
use crate::model::owing::Owing;
use crate::model::takeover::Counts;
use crate::model::{Date, Entry, Kind};

/// Reception days looked at from today backwards, and how many that lie ahead; what lies beyond shows as "at least".
pub const RECEPTIONS_READ: usize = 40;
/// Reception days ahead looked at, the nearest first: their notices are due within days.
pub const AHEAD_READ: usize = 12;
/// Issues somebody owes an answer for, the earliest due first.
pub const DUE_READ: usize = 60;
/// Promises looked at, the earliest first.
pub const PROMISED_READ: usize = 60;
/// Decisions of our own looked at for what became of them, the newest first.
pub const DECIDED_READ: usize = 100;
/// Deputies in office looked at for their quotas: ten stations' rosters.
pub const ROSTER_READ: usize = 400;

/// What was read for 今日; bounded, however large the books are.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// Today's reception days and those before, the latest first.
    pub receptions: Vec<Entry>,
    /// The next reception days, the nearest first.
    pub ahead: Vec<Entry>,
    /// The first issues of the due list.
    pub due: Vec<Entry>,
    /// The first of them that are due today or later.
    pub coming: Vec<Entry>,
    /// Open issues with a promise of class B, the earliest promise first.
    pub promised: Vec<Entry>,
    /// Live records of each book.
    pub totals: Vec<(Kind, u64)>,
    /// Decisions of the level above that wait for a step.
    pub decisions: u64,
    /// Decisions of the level above that were taken over here and voided there since.
    pub revoked: u64,
    /// Decisions of our own that came to nothing, and were not voided since.
    pub fruitless: Fruitless,
    /// Lines of ours that the level above has and could not use.
    pub refused: u64,
    /// Issues for which something is owed.
    pub owing: Vec<(Owing, u64)>,
    /// Who has not met this year's quotas yet.
    pub short: Vec<Short>,
    /// What the level above has sent down that nobody has taken over.
    pub offered: Counts,
    /// The party above, where this desk came back from a backup and nothing was exchanged with it since.
    pub cut_off: Option<String>,
    /// The lists of what was put aside for re-entry that nobody has called done, by their names, the oldest first.
    pub reenter: Vec<String>,
    /// The day a ledger was last exported.
    pub last_export: Option<Date>,
}

/// Decisions of our own that nobody will take over any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Fruitless {
    /// Refused below.
    pub refused: usize,
    /// The issue came to its end without them.
    pub moot: usize,
    /// Older ones were not looked at.
    pub more: bool,
}

/// The deputies in office who have not met a quota this year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Short {
    /// What is counted.
    pub duty: Duty,
    /// How often a year.
    pub wanted: u32,
    /// Who.
    pub ids: Vec<u64>,
    /// Whether the whole roster was looked at.
    pub is_whole: bool,
}

impl Gathered {
    /// For how many issues something is owed.
    pub fn owed(&self, owing: Owing) -> u64 {
        self.owing.iter().find(|(of, _)| *of == owing).map_or(0, |(_, count)| *count)
    }
}
