//! Counting: what one record adds to the figures of a period.

use super::dimension::Dimension;
use super::figures::{Counted, Figures};
use super::period::Period;
use crate::model::Entry;
use crate::model::codes::CodeLists;

/// What is to be counted in one pass over the records.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// The periods.
    pub periods: Vec<Period>,
    /// By what they are broken down.
    pub by: Option<Dimension>,
}

/// Which records are asked for: those that a figure counts (of a rate, its numerator).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Which {
    /// The indicator.
    pub id: String,
    /// The code it is broken down to; empty for the whole.
    pub part: String,
    /// The period.
    pub period: Period,
    /// The group, where it is one of a cross-table.
    pub group: Option<(Dimension, String)>,
}

/// Makes figures of records that are put in one after the other, in any order.
#[derive(Debug)]
pub struct Counter<'a> {
    asked: &'a Asked,
    codes: &'a CodeLists,
}

impl<'a> Counter<'a> {
    /// A counter that saw nothing yet.
    pub fn new(asked: &'a Asked, codes: &'a CodeLists) -> Counter<'a> {
        Counter { asked, codes }
    }

    /// Counts a record.
    pub fn add(&mut self, _entry: &Entry) {}

    /// The figures of each period asked for, in that order.
    pub fn finish(self) -> Vec<Counted> {
        let _ = self.codes;
        let none = |period: &Period| Counted { period: *period, total: Figures::default(), groups: Vec::new() };
        self.asked.periods.iter().map(none).collect()
    }
}

/// Whether a figure counts a record.
pub fn counts(_which: &Which, _entry: &Entry, _codes: &CodeLists) -> bool {
    false
}
