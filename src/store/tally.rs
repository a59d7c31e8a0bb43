//! The figures kept of each deputy: keys of the tree `meta`, `d[org u64][deputy u64][year i32][duty u8]`, big-endian.
//!
//! A year's figures of one deputy stand together, and so do all of one deputy's: a deputy's file is one short range, and
//! whether a quota is met another. Reading the deputy's own list instead would decode every issue the deputy ever received.

use std::collections::BTreeMap;

use super::books::{Books, Staging};
use super::codec;
use super::db::{DbError, Tree};
use crate::model::duty::{Duty, Served, Tally};
use crate::model::order::Gather as _;
use crate::model::{Entry, Org, duty};

/// What the key of every figure begins with.
const TALLY: u8 = b'd';

/// The most figures of one deputy that are read: more years than any deputy sits.
const MOST: usize = 4_000;

/// What an entry counts for, as keys with amounts.
pub fn of(entry: &Entry) -> Vec<(Vec<u8>, u64)> {
    if !entry.is_live() {
        return Vec::new();
    }
    duty::tallies(&entry.record).into_iter().map(|(tally, amount)| (key(entry.org, tally), amount)).collect()
}

/// Whether a key of the tree is one of a figure.
pub fn is_tally(key: &[u8]) -> bool {
    key.len() == KEY_BYTES && key.first() == Some(&TALLY)
}

const KEY_BYTES: usize = 1 + 8 + 8 + 4 + 1;

/// Adds a record's figures, or takes them away.
pub fn count(staging: &mut Staging<'_>, entry: &Entry, add: bool) -> Result<(), DbError> {
    of(entry).into_iter().try_for_each(|(key, amount)| staging.count_at(key, amount, add))
}

/// The figures of one deputy of an organisation: of one year, or of all.
pub fn read(books: &Books, org: Org, deputy: u64, year: Option<i32>) -> Result<Served, DbError> {
    let mut prefix = prefix(org, deputy);
    prefix.extend(year.iter().flat_map(|year| codec::sortable(*year)));
    let mut served = Served::default();
    for (key, value) in books.with_prefix(Tree::Meta, &prefix, MOST)? {
        let (year, duty) = year_and_duty(&key).ok_or_else(|| books.bent("a figure without a year"))?;
        served.add(year, duty, codec::number(&value).unwrap_or(0));
    }
    Ok(served)
}

/// How many figures two stores keep differently.
pub fn differing(one: &Books, other: &Books) -> Result<u64, DbError> {
    let all = |books: &Books| -> Result<BTreeMap<Vec<u8>, Vec<u8>>, DbError> {
        let pairs = books.with_prefix(Tree::Meta, &[TALLY], usize::MAX)?;
        let figures = pairs.iter().filter(|(key, _)| is_tally(key));
        Ok(figures.map(|(key, value)| (key.to_vec(), value.to_vec())).gather())
    };
    let mut left = all(one)?;
    let mut differing = 0;
    for (key, value) in all(other)? {
        differing += u64::from(left.remove(&key).is_none_or(|kept| kept != value));
    }
    Ok(differing + u64::try_from(left.len()).unwrap_or(u64::MAX))
}

fn prefix(org: Org, deputy: u64) -> Vec<u8> {
    [&[TALLY][..], &org.0.to_be_bytes(), &deputy.to_be_bytes()].concat()
}

fn key(org: Org, tally: Tally) -> Vec<u8> {
    let mut key = prefix(org, tally.deputy);
    key.extend(codec::sortable(tally.year));
    key.push(tally.duty.byte());
    key
}

fn year_and_duty(key: &[u8]) -> Option<(i32, Duty)> {
    let (_, tail) = key.split_at_checked(KEY_BYTES - 5)?;
    let (year, duty) = tail.split_first_chunk()?;
    Some((codec::from_sortable(*year), Duty::from_byte(*duty.first()?)?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn keys_read_back_and_years_stand_in_order() {
        let org = Org(430_122_105_001);
        let mut before = Vec::new();
        for year in [i32::MIN, 0, 2025, 2026, i32::MAX] {
            for duty in Duty::ALL {
                let key = key(org, Tally { deputy: u64::MAX, year, duty });
                assert!(is_tally(&key) && key.starts_with(&prefix(org, u64::MAX)));
                assert_eq!(year_and_duty(&key), Some((year, duty)));
                assert!(key > before);
                before = key;
            }
        }
        for length in 0..before.len() {
            assert_eq!(year_and_duty(&before[..length]), None);
        }
        assert!(!is_tally(b"d") && !is_tally(&[b'k'; KEY_BYTES]));
    }
}
