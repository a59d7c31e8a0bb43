//! A figure as bars: broken down by something, or in one period after the other.

use super::{Held, Of};
use crate::model::order::Order as _;
use crate::model::stats::{Amount, Dimension, Period};

/// One bar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bar {
    /// The period it is counted in.
    pub period: Period,
    /// The group it stands for, where it is one.
    pub group: Option<(Dimension, String)>,
    /// What it amounts to.
    pub amount: Amount,
}

/// The eighths of a column a bar is made of.
pub const EIGHTHS: u128 = 8;
/// A whole in tenths of a percent.
const WHOLE: u128 = 1_000;

/// The groups that have anything of a figure. Codes stand in the order of their list; where there is no list, the largest
/// stands first, and what belongs to no group last.
pub fn groups(held: &Held, of: &Of, by: Dimension) -> Vec<Bar> {
    let Some(counted) = held.counted.first() else { return Vec::new() };
    let mut bars: Vec<Bar> = counted
        .groups
        .iter()
        .filter_map(|group| {
            let amount = group.figures.part(of.id, &of.part).filter(|amount| !is_nothing(*amount))?;
            Some(Bar { period: counted.period, group: Some((by, group.key.clone())), amount })
        })
        .collect();
    if by.is_of_desks() || matches!(by, Dimension::Village | Dimension::Deputy) {
        bars.order_by_key(|bar| {
            let is_rest = matches!(&bar.group, Some((_, key)) if key.is_empty());
            (is_rest, std::cmp::Reverse(size(bar.amount)))
        });
    }
    bars
}

/// A figure in one period after the other, the earliest first. A part that a period does not have is nothing there.
pub fn course(held: &Held, of: &Of) -> Vec<Bar> {
    let amounts = held.counted.iter().map(|counted| (counted.period, counted.total.part(of.id, &of.part)));
    let amounts: Vec<(Period, Option<Amount>)> = amounts.collect();
    let Some(some) = amounts.iter().find_map(|(_, amount)| *amount) else { return Vec::new() };
    let bar = |(period, amount): (Period, Option<Amount>)| {
        let amount = amount.unwrap_or_else(|| super::rows::none(some));
        Bar { period, group: None, amount }
    };
    amounts.into_iter().map(bar).collect()
}

fn is_nothing(amount: Amount) -> bool {
    match amount {
        Amount::Count(count) | Amount::Money(count) => count == 0,
        Amount::Rate { among, .. } | Amount::Days { among, .. } => among == 0,
    }
}

/// How large an amount is beside others of its sort: of rates and days, what is shown.
pub fn size(amount: Amount) -> u128 {
    match amount {
        Amount::Count(count) | Amount::Money(count) => u128::from(count),
        Amount::Rate { .. } | Amount::Days { .. } => amount.rounded().unwrap_or(0),
    }
}

/// What the longest bar stands for: the largest amount; of rates at least the whole.
pub fn longest(bars: &[Bar]) -> u128 {
    let least = if bars.iter().any(|bar| matches!(bar.amount, Amount::Rate { .. })) { WHOLE } else { 1 };
    bars.iter().map(|bar| size(bar.amount)).max().unwrap_or(0).max(least)
}

/// How long a bar is in eighths of a column, where the longest takes `columns`; what is anything shows.
pub fn eighths(size: u128, longest: u128, columns: usize) -> usize {
    let room = u128::try_from(columns).unwrap_or(0).saturating_mul(EIGHTHS);
    let half = longest / 2;
    let long = size.saturating_mul(room).saturating_add(half).checked_div(longest).unwrap_or(0);
    let long = if size > 0 { long.max(1) } else { 0 };
    usize::try_from(long.min(room)).unwrap_or(0)
}
