//! Which deputies are in office on a day, by whose number rates of people are divided.

use std::collections::{BTreeMap, BTreeSet};

use super::dimension::Dimension;
use crate::model::deputy::{Deputy, SERVING, SUSPENDED};
use crate::model::handling::referred;
use crate::model::order::Gather as _;
use crate::model::{Date, Entry, Org, Record};

/// A record of an organisation, here a deputy or visit: numbers are an organisation's own.
pub type Number = (Org, u64);

/// Levels a roster may be handed down from, one to the next.
const MOST_LEVELS: usize = 4;

/// The deputies seen so far. One that a desk below took over from our own roster is the same person, and so is one that a
/// desk below that took over from there: in all of them together that is counted once, under the number furthest up.
#[derive(Clone, Debug, Default)]
pub struct Roster(BTreeMap<Number, Seat>);

#[derive(Clone, Debug)]
struct Seat {
    levels: Vec<String>,
    from: Option<Date>,
    until: Option<Date>,
    ever: bool,
    /// Whose record above it was taken over from.
    origin: Option<Number>,
}

impl Seat {
    /// A deputy is in office, be it suspended, from the day the record says so. Of one who left, the day of leaving is the
    /// first that does not count; without a day, none ever did.
    fn of(deputy: &Deputy) -> Seat {
        let origin = deputy.taken.as_deref().and_then(|taken| referred(&taken.from));
        let seat = Seat { levels: deputy.levels.clone(), from: None, until: None, ever: true, origin };
        match deputy.status.as_str() {
            SERVING => Seat { from: deputy.status_on, ..seat },
            // Who is suspended was in office before.
            SUSPENDED => seat,
            _ => Seat { until: deputy.status_on, ever: deputy.status_on.is_some(), ..seat },
        }
    }

    fn is_in_office(&self, day: Date) -> bool {
        self.ever && self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

impl Roster {
    /// Takes a deputy in; any other record is passed over.
    pub fn add(&mut self, entry: &Entry) {
        if let (Record::Deputy(deputy), true) = (&entry.record, entry.is_live()) {
            self.0.insert((entry.org, entry.id), Seat::of(deputy));
        }
    }

    /// Who a deputy is among those of all desks: the one that the record was taken over from, and that one from another, as far up as
    /// they stand here.
    pub fn who(&self, deputy: Number) -> Number {
        let mut who = deputy;
        // Not further than there are levels, whatever bent records say of each other.
        for _ in 0..MOST_LEVELS {
            let origin = self.0.get(&who).and_then(|seat| seat.origin);
            match origin.filter(|origin| origin.0.is_above(who.0) && self.0.contains_key(origin)) {
                Some(origin) => who = origin,
                None => break,
            }
        }
        who
    }

    /// Whether a deputy sits at a level: code of list `level`.
    pub fn sits_at(&self, deputy: Number, level: &str) -> bool {
        self.0.get(&deputy).is_some_and(|seat| seat.levels.iter().any(|of| of == level))
    }

    /// How many are in office at the end of a day: at a level, of a group of organisations, or in all; nobody counts twice.
    pub fn in_office(&self, day: Date, level: Option<&str>, of: Option<(Dimension, Org)>) -> u64 {
        let counts = |deputy: &Number, seat: &Seat| {
            seat.is_in_office(day)
                && of.is_none_or(|(by, org)| by.group_of(deputy.0) == Some(org))
                && level.is_none_or(|level| seat.levels.iter().any(|of| of == level))
        };
        let found = self.0.iter().filter(|(deputy, seat)| counts(deputy, seat)).map(|(deputy, _)| *deputy);
        let people: BTreeSet<Number> = found.map(|deputy| self.who(deputy)).gather();
        u64::try_from(people.len()).unwrap_or(u64::MAX)
    }
}
