//! What this desk owes the level above: records not reported yet, decisions not taken over, and the days by which it is
//! reminded. Pure: what was sent and acknowledged comes from the store's records.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::Deserialize;

use super::codes::CodeLists;
use super::date::Date;
use super::pack::{ACKNOWLEDGED, Pack, RECEIPT, WRITTEN};
use super::party::Party;
use super::stats::{Period, Sort};

/// The terms of reporting, as `fixtures/sync.toml` and the settings `sync.…` have them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Working days after a period's end by which its figures are due above.
    pub due_days: u32,
    /// Days since the last package after which the desk reminds; 0 for never.
    pub remind_days: u32,
}

/// The day by which a period's figures are due above.
pub fn due_on(period: Period, codes: &CodeLists) -> Date {
    codes.calendar().add_workdays(period.last, codes.sync().due_days)
}

/// How far our own records have gone upward.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Upward {
    /// Lines to be reported that no receipt acknowledges 未上报.
    pub unsent: u64,
    /// Of these, lines in a package that was written and waits for its receipt 已写出、待回执.
    pub waiting: u64,
    /// Lines of desks below that are to be handed on and that no receipt acknowledges 转报.
    pub handed: u64,
    /// Of these, lines in the last package that was written and waits for its receipt, in all its parts.
    pub handed_waiting: u64,
    /// Lines that a receipt acknowledges 已回执.
    pub acknowledged: u64,
    /// The day the last package upward was made that left the desk.
    pub packed_on: Option<Date>,
    /// The day of the last receipt 已回执.
    pub acknowledged_on: Option<Date>,
}

impl Upward {
    /// From how many lines of our chain are to be reported in all, how many of desks below are not acknowledged, the party above and
    /// our packages in any order.
    ///
    /// A receipt may stop within a package; then the whole package counts as unsent, for what was told too little is told
    /// again and harms nothing.
    pub fn of<'a>((reported, handed): (u64, u64), party: &Party, packs: impl IntoIterator<Item = &'a Pack>) -> Upward {
        let mut upward = Upward { acknowledged_on: party.acked_on, handed, ..Upward::default() };
        let (mut acknowledged, mut out, mut waiting) = (0, 0, BTreeMap::new());
        for pack in packs.into_iter().filter(|pack| pack.to == party.code && pack.is_upward()) {
            let has_arrived = pack.has_arrived(party.acked_seq);
            if !has_arrived && !pack.is_out() {
                continue;
            }
            if has_arrived {
                acknowledged = pack.reported.max(acknowledged);
            } else {
                waiting.insert(pack.number, pack);
            }
            out = pack.reported.max(out);
            upward.packed_on = upward.packed_on.max(pack.on);
        }
        upward.handed_waiting = handed_in(waiting.into_values()).min(handed);
        // No more than there is, whatever a bent record says.
        let (acknowledged, out) = (acknowledged.min(reported), out.min(reported));
        upward.acknowledged = acknowledged;
        upward.unsent = reported - acknowledged;
        upward.waiting = out - acknowledged;
        upward
    }

    /// Lines in no package yet, our own and those of desks below.
    pub fn unpacked(&self) -> u64 {
        self.unsent.saturating_sub(self.waiting) + self.handed.saturating_sub(self.handed_waiting)
    }

    /// Whether all was acknowledged.
    pub fn is_settled(&self) -> bool {
        self.unsent == 0 && self.handed == 0
    }

    /// Days since the last package; none before the first.
    pub fn days_since(&self, today: Date) -> Option<i64> {
        self.packed_on.map(|on| today.days_since(on).max(0))
    }
}

/// Lines of desks below in packages that wait for their receipt, the oldest first. Each holds again what those before it did, but
/// for one that goes on where the one before it ends: that is a further part of the same.
fn handed_in<'a>(packs: impl Iterator<Item = &'a Pack>) -> u64 {
    let (mut handed, mut end) = (0_u64, None);
    for pack in packs {
        let goes_on = pack.first > 0 && pack.first.checked_sub(1) == end;
        handed = u64::from(pack.handed).saturating_add(if goes_on { handed } else { 0 });
        end = Some(pack.last);
    }
    handed
}

/// What 今日 says of the level above.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Owed {
    /// Decisions of the level above that are open.
    pub decisions: u64,
    /// Lines not acknowledged above.
    pub unsent: u64,
    /// Of these, lines that are written and wait for the receipt.
    pub waiting: u64,
    /// Days since the last package, where the desk reminds of it.
    pub remind: Option<i64>,
    /// The last calendar month, where its figures are due and no package made since its end left the desk; and until when.
    pub due: Option<(Period, Date)>,
}

impl Owed {
    /// From what was gathered: open decisions, how far our records have gone, the day of the first line (where nothing was
    /// packed yet, the desk reminds from there).
    pub fn of(decisions: u64, upward: &Upward, begun_on: Option<Date>, codes: &CodeLists, today: Date) -> Owed {
        let days = upward.days_since(today).or_else(|| begun_on.map(|on| today.days_since(on).max(0)));
        let after = i64::from(codes.sync().remind_days);
        let remind = days.filter(|days| after > 0 && *days > after && upward.unpacked() > 0);
        let due = Period::around(Sort::Month, today).and_then(Period::before).filter(|month| {
            let is_packed = upward.packed_on.is_some_and(|on| on >= month.last);
            let is_younger = begun_on.is_none_or(|on| on > month.last);
            !is_packed && !is_younger
        });
        let due = due.map(|month| (month, due_on(month, codes)));
        Owed { decisions, unsent: upward.unsent, waiting: upward.waiting, remind, due }
    }

    /// Whether there is anything to say.
    pub fn is_nothing(&self) -> bool {
        *self == Owed::default()
    }
}

/// The standing a package should have once a party acknowledged our chain through a line; none where nothing changes.
/// A receipt is not answered by another.
pub fn acknowledged(pack: &Pack, through: u64) -> Option<&'static str> {
    let waits = pack.state == WRITTEN && pack.sort != RECEIPT;
    (waits && pack.last > 0 && pack.last <= through).then_some(ACKNOWLEDGED)
}

/// The standing an acknowledged package should have once the party says that it has our chain only through an earlier line: it came
/// back from a backup and lost what came after. None where nothing changes.
pub fn unacknowledged(pack: &Pack, through: u64) -> Option<&'static str> {
    (pack.state == ACKNOWLEDGED && pack.last > through).then_some(WRITTEN)
}
