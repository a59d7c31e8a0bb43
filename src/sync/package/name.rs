//! What a package's file is called.

use std::fmt;

use super::header::Sort;
use crate::model::Org;

/// Digits of a number that is written shorter.
const LEAST_DIGITS: usize = 4;

/// `LZ-<from>-<to>-<sort>-<number>.lz`: ASCII, at most 52 characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Who made it.
    pub from: Org,
    /// Whom it is for.
    pub to: Org,
    /// What it is.
    pub sort: Sort,
    /// Its number among those of `from` for `to`, from 1.
    pub number: u32,
}

impl Name {
    /// Reads a file name; `None` for whatever a [`Name`] is not written as, which is then no package of ours.
    pub fn parse(name: &str) -> Option<Name> {
        let mut parts = name.strip_prefix("LZ-")?.strip_suffix(".lz")?.split('-');
        let (from, to) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let sort = Sort::from_key(parts.next()?)?;
        let number = parts.next()?.parse().ok()?;
        let read = Name { from, to, sort, number };
        // Signs, leading zeros and further parts: one name, one way to write it.
        (number > 0 && read.to_string() == name).then_some(read)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Name { from, to, sort, number } = self;
        write!(f, "LZ-{from}-{to}-{}-{number:0LEAST_DIGITS$}.lz", sort.key())
    }
}
