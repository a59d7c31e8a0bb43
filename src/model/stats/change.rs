//! How much a figure changed from one period to another.

use super::amount::Amount;
use crate::text::zh::model::change as zh;

/// The difference of two amounts of the same figure. Rates and days are told apart as they are shown, so that anybody can
/// check the sum on paper.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// Of a number of things or people.
    Count(i128),
    /// Of money in 分.
    Money(i128),
    /// Of a rate, in tenths of a percentage point 百分点.
    Points(i128),
    /// Of a mean or median, in tenths of a day.
    Days(i128),
}

impl Change {
    /// From one amount to another; none where either has nothing to divide by, or they are of two sorts.
    pub fn between(before: Amount, now: Amount) -> Option<Change> {
        let apart = |now: Option<u128>, before: Option<u128>| {
            let (now, before) = (i128::try_from(now?).ok()?, i128::try_from(before?).ok()?);
            now.checked_sub(before)
        };
        match (before, now) {
            (Amount::Count(before), Amount::Count(now)) => Some(Change::Count(i128::from(now) - i128::from(before))),
            (Amount::Money(before), Amount::Money(now)) => Some(Change::Money(i128::from(now) - i128::from(before))),
            (Amount::Rate { .. }, Amount::Rate { .. }) => apart(now.rounded(), before.rounded()).map(Change::Points),
            (Amount::Days { .. }, Amount::Days { .. }) => apart(now.rounded(), before.rounded()).map(Change::Days),
            _ => None,
        }
    }

    /// The change with its sign; without one for none.
    pub fn shown(self) -> String {
        match self {
            Change::Count(by) => format!("{}{}", sign(by), by.unsigned_abs()),
            Change::Money(by) => format!("{}{}.{:02}", sign(by), by.unsigned_abs() / 100, by.unsigned_abs() % 100),
            Change::Points(by) => zh::points(&tenths(by)),
            Change::Days(by) => tenths(by),
        }
    }
}

fn tenths(by: i128) -> String {
    format!("{}{}.{}", sign(by), by.unsigned_abs() / 10, by.unsigned_abs() % 10)
}

fn sign(by: i128) -> &'static str {
    match by {
        0 => "",
        by if by < 0 => "-",
        _ => "+",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: Amount, now: Amount) -> Option<String> {
        Change::between(before, now).map(Change::shown)
    }

    #[test]
    fn counts_and_money_change_by_their_difference() {
        assert_eq!(shown(Amount::Count(3), Amount::Count(5)).as_deref(), Some("+2"));
        assert_eq!(shown(Amount::Count(5), Amount::Count(3)).as_deref(), Some("-2"));
        assert_eq!(shown(Amount::Count(5), Amount::Count(5)).as_deref(), Some("0"));
        assert_eq!(shown(Amount::Money(100), Amount::Money(5)).as_deref(), Some("-0.95"));
        let (most, least) = (Amount::Count(u64::MAX), Amount::Count(0));
        assert_eq!(shown(most, least).as_deref(), Some("-18446744073709551615"));
    }

    #[test]
    fn rates_change_by_points_of_what_is_shown() {
        let rate = |of, among| Amount::Rate { of, among };
        // 33.3% and 66.7%: what stands on the paper differs by 33.4.
        assert_eq!(shown(rate(1, 3), rate(2, 3)).as_deref(), Some("+33.4百分点"));
        assert_eq!(shown(rate(1, 2), rate(1, 2)).as_deref(), Some("0.0百分点"));
        assert_eq!(shown(rate(0, 0), rate(1, 2)), None);
        assert_eq!(shown(rate(1, 2), rate(0, 0)), None);
        assert_eq!(shown(Amount::Days { of: 7, among: 2 }, Amount::Days { of: 3, among: 1 }).as_deref(), Some("-0.5"));
        assert_eq!(shown(Amount::Count(1), rate(1, 2)), None);
    }
}
