//! Who is on duty: deputies in turn, going on from the days the books have.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::date::Date;
use crate::model::deputy::{Deputy, SERVING};
use crate::model::reception::{CANCELLED, POSTPONED, ReceptionDay};

/// A roster and the days its deputies are on duty.
///
/// Whoever was on duty least often in the year comes first, then whoever was longest ago, then the roster's order. So over
/// a year no two who serve all of it differ by more than one duty. Who takes office during the year is counted as if on
/// duty as often as the others were until then, and is not called every time.
pub(super) struct Rota<'a> {
    roster: &'a [(u64, Deputy)],
    duties: BTreeMap<u64, BTreeSet<Date>>,
}

impl<'a> Rota<'a> {
    /// A roster with what its deputies are down for already; a day that was called off counts for nobody.
    pub(super) fn new(roster: &'a [(u64, Deputy)], days: &[ReceptionDay]) -> Rota<'a> {
        let mut duties: BTreeMap<u64, BTreeSet<Date>> = BTreeMap::new();
        for day in days.iter().filter(|day| day.stage != CANCELLED && day.stage != POSTPONED) {
            let Some(date) = day.date else { continue };
            day.deputies.iter().for_each(|id| {
                duties.entry(*id).or_default().insert(date);
            });
        }
        Rota { roster, duties }
    }

    /// Puts up to `count` deputies on duty on a day; who has a duty that day already is taken last.
    pub(super) fn assign(&mut self, date: Date, count: usize) -> Vec<u64> {
        let mut serving: Vec<_> = self.roster.iter().filter(|(_, deputy)| serves_on(deputy, date)).collect();
        // The sort keeps the roster's order among equals.
        serving.sort_by_cached_key(|(id, deputy)| {
            let is_busy = self.of(*id).any(|day| day == date);
            (is_busy, self.counted(*id, deputy, date), self.of(*id).filter(|day| *day <= date).max())
        });
        let chosen: Vec<u64> = serving.into_iter().take(count).map(|(id, _)| *id).collect();
        for id in &chosen {
            self.duties.entry(*id).or_default().insert(date);
        }
        chosen
    }

    fn of(&self, id: u64) -> impl Iterator<Item = Date> {
        self.duties.get(&id).into_iter().flatten().copied()
    }

    /// Duties in the year of a day, with the head start of one who took office during it.
    fn counted(&self, id: u64, deputy: &Deputy, date: Date) -> usize {
        let own = self.of(id).filter(|day| day.year() == date.year()).count();
        let since = deputy.status_on.filter(|since| deputy.status == SERVING && since.year() == date.year());
        own + since.map_or(0, |since| self.average_before(since))
    }

    /// How often, on average, those who served before a day were on duty in its year until then.
    fn average_before(&self, since: Date) -> usize {
        let before = self.roster.iter().filter(|(_, deputy)| serves_on(deputy, since.plus_days(-1)));
        let is_counted = |day: &Date| day.year() == since.year() && *day < since;
        let (duties, deputies) = before.fold((0, 0), |(duties, deputies), (id, _)| {
            (duties + self.of(*id).filter(|day| is_counted(day)).count(), deputies + 1)
        });
        duties / deputies.max(1)
    }
}

/// Whether a deputy is in office on a day, as far as the roster tells.
fn serves_on(deputy: &Deputy, date: Date) -> bool {
    match (deputy.status == SERVING, deputy.status_on) {
        (true, since) => since.is_none_or(|since| since <= date),
        (false, until) => until.is_some_and(|until| date < until),
    }
}
