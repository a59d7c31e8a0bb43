//! How often a deputy should receive and visit in a year, and who has not yet.

use serde::Deserialize;

use super::duty::{Duty, Served};

/// The most times a year a quota may ask for.
pub const MOST: u32 = 366;

/// Times a year; 0 asks for nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quotas {
    /// Reception days a deputy should come to.
    pub receptions: u32,
    /// Visits a deputy should make.
    pub visits: u32,
}

impl Quotas {
    /// Each quota with the duty it counts.
    pub fn all(self) -> [(Duty, u32); 2] {
        [(Duty::Reception, self.receptions), (Duty::Visit, self.visits)]
    }

    /// How many times are missing in a year until a duty's quota is met.
    pub fn missing(self, duty: Duty, served: &Served, year: i32) -> u64 {
        let wanted = self.all().into_iter().find(|(of, _)| *of == duty).map_or(0, |(_, times)| times);
        u64::from(wanted).saturating_sub(served.in_year(year, duty))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_counted_within_the_year() {
        let quotas = Quotas { receptions: 2, visits: 0 };
        let mut served = Served::default();
        served.add(2025, Duty::Reception, 5);
        assert_eq!(quotas.missing(Duty::Reception, &served, 2026), 2);
        served.add(2026, Duty::Reception, 3);
        assert_eq!(quotas.missing(Duty::Reception, &served, 2026), 0);
        assert_eq!(quotas.missing(Duty::Visit, &served, 2026), 0, "none is asked for");
        assert_eq!(quotas.missing(Duty::Deed, &served, 2026), 0);
    }
}
