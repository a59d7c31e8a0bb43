//! Which deputies are in office on a day, by whose number rates of people are divided.

use std::collections::BTreeMap;

use super::dimension::Dimension;
use crate::model::deputy::{Deputy, SERVING, SUSPENDED};
use crate::model::{Date, Entry, Org, Record};

/// A record of an organisation, here a deputy or visit: numbers are an organisation's own.
pub type Number = (Org, u64);

/// The deputies seen so far.
#[derive(Clone, Debug, Default)]
pub struct Roster(BTreeMap<Number, Seat>);

#[derive(Clone, Debug)]
struct Seat {
    levels: Vec<String>,
    from: Option<Date>,
    until: Option<Date>,
    ever: bool,
}

impl Seat {
    /// A deputy is in office, be it suspended, from the day the record says so. Of one who left, the day of leaving is the
    /// first that does not count; without a day, none ever did.
    fn of(deputy: &Deputy) -> Seat {
        let levels = deputy.levels.clone();
        match deputy.status.as_str() {
            SERVING => Seat { levels, from: deputy.status_on, until: None, ever: true },
            // Who is suspended was in office before.
            SUSPENDED => Seat { levels, from: None, until: None, ever: true },
            _ => Seat { levels, from: None, until: deputy.status_on, ever: deputy.status_on.is_some() },
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

    /// Whether a deputy sits at a level: code of list `level`.
    pub fn sits_at(&self, deputy: Number, level: &str) -> bool {
        self.0.get(&deputy).is_some_and(|seat| seat.levels.iter().any(|of| of == level))
    }

    /// How many are in office at the end of a day: at a level, of a group of organisations, or in all.
    pub fn in_office(&self, day: Date, level: Option<&str>, of: Option<(Dimension, Org)>) -> u64 {
        let counts = |deputy: &Number, seat: &Seat| {
            seat.is_in_office(day)
                && of.is_none_or(|(by, org)| by.group_of(deputy.0) == Some(org))
                && level.is_none_or(|level| seat.levels.iter().any(|of| of == level))
        };
        u64::try_from(self.0.iter().filter(|(deputy, seat)| counts(deputy, seat)).count()).unwrap_or(u64::MAX)
    }
}
