//! What 今日 of a desk above stations says of those below: totals that the page 同步 keeps.

use super::{Target, Today, TodayLine, Weight, heading, leading};
use crate::app::exchange::Stood;
use crate::app::tab;
use crate::model::stats::Period;
use crate::sync::exchange::standing::Troubles;
use crate::text::zh::app::screens::today as text;

/// How the desks below stand, together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Below {
    /// What did not fit of their chains.
    pub troubles: Troubles,
    /// The last month.
    pub period: Period,
    /// How many have not reported it, though it is past due.
    pub missing: u64,
    /// Lines of ours that went into no package down yet, and how many parties wait for some of them.
    pub undelivered: (u64, u64),
}

impl Below {
    /// Of what the page 同步 shows.
    pub fn of(stood: &Stood) -> Below {
        let (period, totals) = stood.totals;
        Below { troubles: stood.troubles, period, missing: totals.missing, undelivered: stood.undelivered }
    }
}

/// What is odd with desks below.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Odd {
    /// Chains parted from our copy.
    Forks,
    /// Somebody has to agree to another installation.
    Installations,
    /// Lines are missing.
    Gaps,
    /// Lines were not used.
    Quarantined,
    /// The last month was not reported.
    Missing,
    /// Decisions, people, units or code lists of ours were not sent down.
    Undelivered,
}

impl Odd {
    /// The list of 同步 that tells more, by its place.
    pub fn shelf(self) -> usize {
        match self {
            Odd::Forks | Odd::Installations | Odd::Gaps | Odd::Quarantined => tab::TROUBLED,
            Odd::Missing | Odd::Undelivered => tab::PARTIES,
        }
    }
}

impl Today {
    pub(super) fn below_lines(&self, lines: &mut Vec<TodayLine>) {
        let Some(Below { troubles, period, missing, undelivered }) = self.below else { return };
        let Troubles { held, gaps, installations, forks, quarantined } = troubles;
        let all = [
            (Odd::Forks, forks, Weight::Late, text::forks(forks)),
            (Odd::Installations, installations, Weight::Late, text::installations(installations)),
            (Odd::Missing, missing, Weight::Late, text::missing(&period.title(), missing)),
            (Odd::Gaps, gaps.max(held), Weight::Soon, text::gaps(gaps, held)),
            (Odd::Undelivered, undelivered.0, Weight::Soon, text::undelivered(undelivered)),
            (Odd::Quarantined, quarantined, Weight::Soon, text::quarantined(quarantined)),
        ];
        let told: Vec<_> = all.into_iter().filter(|(_, count, ..)| *count > 0).collect();
        if !told.is_empty() {
            lines.push(heading(text::BELOW.to_owned()));
        }
        lines.extend(told.into_iter().map(|(odd, _, weight, says)| leading(says, weight, Target::Below(odd))));
    }
}
