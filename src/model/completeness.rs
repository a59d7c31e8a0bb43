//! Whether the parties below have reported a period, and in time 完整、及时.
//!
//! A package made on the last day of a period or later holds all that was entered by then; the first of these tells when the
//! period was reported. It goes by the day the package was made, by its sender's clock: how long a stick was on its way is
//! not the station's matter.

#[cfg(test)]
mod tests;

use super::codes::CodeLists;
use super::date::Date;
use super::kind::Org;
use super::stats::{Amount, Period};
use super::upward;

/// What came from one party: the days its packages that were taken in were made, in any order, and the day of its last line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Arrivals {
    /// The days of its packages: of each revision of its `received` record ([`super::received::Received::made_on`]).
    pub made_on: Vec<Date>,
    /// The day its last line was written.
    pub last_on: Option<Date>,
    /// The day its key was first confirmed here: it owes nothing of the periods before.
    pub enrolled_on: Option<Date>,
}

/// How a party stands with a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// Reported by the day it was due 按时.
    InTime {
        /// The day of the package.
        on: Date,
    },
    /// Reported late 迟报.
    Late {
        /// The day of the package.
        on: Date,
        /// Days after it was due.
        days: i64,
    },
    /// Not reported, though it is past due 未报.
    Missing {
        /// Days since it was due.
        days: i64,
    },
    /// Not reported, and not due yet 未到期.
    Pending {
        /// Days until it is due; 0 for today.
        days: i64,
    },
    /// The period had ended before the party was enrolled: it owes nothing 当时未接入.
    Exempt {
        /// The day it was enrolled.
        since: Date,
    },
}

impl Standing {
    /// Whether the period was reported.
    pub fn is_reported(self) -> bool {
        matches!(self, Standing::InTime { .. } | Standing::Late { .. })
    }
}

/// One party's standing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    /// The party.
    pub org: Org,
    /// Its standing.
    pub standing: Standing,
    /// Reported, but nothing was written since the period began 本期无记录: a package may be in time and say nothing.
    pub is_silent: bool,
}

/// How all parties stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Totals {
    /// Parties that have to report.
    pub parties: u64,
    /// Reported by the day it was due.
    pub in_time: u64,
    /// Reported late.
    pub late: u64,
    /// Past due.
    pub missing: u64,
    /// Not due yet.
    pub pending: u64,
    /// Reported without a record of the period.
    pub silent: u64,
    /// Not enrolled yet when the period ended: in none of the others.
    pub exempt: u64,
}

impl Totals {
    /// The totals of rows.
    pub fn of<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Totals {
        let mut totals = Totals::default();
        for row in rows {
            let of = match row.standing {
                Standing::InTime { .. } => &mut totals.in_time,
                Standing::Late { .. } => &mut totals.late,
                Standing::Missing { .. } => &mut totals.missing,
                Standing::Pending { .. } => &mut totals.pending,
                Standing::Exempt { .. } => {
                    totals.exempt += 1;
                    continue;
                }
            };
            *of += 1;
            totals.parties += 1;
            totals.silent += u64::from(row.is_silent);
        }
        totals
    }

    /// Reported, in time or late 已报.
    pub fn reported(&self) -> u64 {
        self.in_time + self.late
    }

    /// 完整率: reported of all.
    pub fn complete(&self) -> Amount {
        Amount::Rate { of: self.reported(), among: self.parties }
    }

    /// 及时率: reported in time of all.
    pub fn timely(&self) -> Amount {
        Amount::Rate { of: self.in_time, among: self.parties }
    }
}

/// How a party stands with a period that is due on a day.
pub fn standing(arrivals: &Arrivals, period: Period, due_on: Date, today: Date) -> Standing {
    if let Some(since) = arrivals.enrolled_on.filter(|since| *since > period.last) {
        return Standing::Exempt { since };
    }
    let reported = arrivals.made_on.iter().copied().filter(|on| *on >= period.last).min();
    match reported {
        Some(on) if on <= due_on => Standing::InTime { on },
        Some(on) => Standing::Late { on, days: on.days_since(due_on) },
        None if today > due_on => Standing::Missing { days: today.days_since(due_on) },
        None => Standing::Pending { days: due_on.days_since(today) },
    }
}

/// A party's row for a period, due by the setting `sync.due_days`.
pub fn row(org: Org, arrivals: &Arrivals, period: Period, codes: &CodeLists, today: Date) -> Row {
    let standing = standing(arrivals, period, upward::due_on(period, codes), today);
    let is_silent = standing.is_reported() && arrivals.last_on.is_none_or(|on| on < period.first);
    Row { org, standing, is_silent }
}
