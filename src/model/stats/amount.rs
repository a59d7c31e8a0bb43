//! What a figure amounts to, exact until it is shown.

use serde::{Deserialize, Serialize};

/// The amount of a figure. Rates and means are kept as what they are made of, so that they can be added up over stations.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// A number of things or people.
    Count(u64),
    /// Money in 分.
    Money(u64),
    /// So many of so many, shown in percent.
    Rate {
        /// The numerator.
        of: u64,
        /// The denominator.
        among: u64,
    },
    /// A mean or median of days: so many days over so many.
    Days {
        /// Days together.
        of: u64,
        /// What they are divided by.
        among: u64,
    },
}

/// What stands where there is nothing to divide by.
pub const NOTHING: &str = "—";

impl Amount {
    /// The figure as it stands on screens and paper: one decimal rounded half up for rates and days, two for money in 元,
    /// `—` where the denominator is zero.
    pub fn shown(self) -> String {
        match self {
            Amount::Count(count) => count.to_string(),
            Amount::Money(fen) => format!("{}.{:02}", fen / 100, fen % 100),
            Amount::Rate { of, among } => match tenths(of, among, 100) {
                Some(tenths) => format!("{}.{}%", tenths / 10, tenths % 10),
                None => NOTHING.to_owned(),
            },
            Amount::Days { of, among } => match tenths(of, among, 1) {
                Some(tenths) => format!("{}.{}", tenths / 10, tenths % 10),
                None => NOTHING.to_owned(),
            },
        }
    }

    /// The tenths of a percent of a rate, or of a day, as [`Amount::shown`] rounds them; none for nothing to divide by, and for
    /// what is not divided.
    pub fn rounded(self) -> Option<u128> {
        match self {
            Amount::Count(_) | Amount::Money(_) => None,
            Amount::Rate { of, among } => tenths(of, among, 100),
            Amount::Days { of, among } => tenths(of, among, 1),
        }
    }
}

/// Tenths of `of` × `times` ÷ `among`, rounded half up.
fn tenths(of: u64, among: u64, times: u128) -> Option<u128> {
    let among = u128::from(among);
    (among > 0).then(|| (u128::from(of) * times * 20 + among) / (among * 2))
}

#[cfg(test)]
mod tests {
    use super::Amount;

    #[test]
    fn rates_have_one_decimal_rounded_half_up_and_a_dash_for_nothing() {
        let rate = |of, among| Amount::Rate { of, among }.shown();
        assert_eq!(rate(164, 607), "27.0%");
        assert_eq!(rate(72_000, 88_000), "81.8%");
        assert_eq!(rate(0, 0), "—");
        assert_eq!((rate(1, 2_000), rate(1, 2_001), rate(5, 5)), ("0.1%".into(), "0.0%".into(), "100.0%".into()));
        assert_eq!(rate(u64::MAX, 1), "1844674407370955161500.0%");
    }

    #[test]
    fn days_and_money_are_shown_with_their_decimals() {
        assert_eq!(Amount::Days { of: 7, among: 2 }.shown(), "3.5");
        assert_eq!(Amount::Days { of: 1, among: 20 }.shown(), "0.1");
        assert_eq!(Amount::Days { of: 0, among: 0 }.shown(), "—");
        assert_eq!(Amount::Money(65_000_005).shown(), "650000.05");
    }
}
