//! What figures are made with beside what each record adds: the roster, and which visits issues came from.

use std::collections::BTreeSet;

use super::roster::{Number, Roster};
use crate::model::issue::FROM_VISIT;
use crate::model::{Entry, Record};

/// What was seen of other records.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The deputies.
    pub roster: Roster,
    /// Visits that an issue came from.
    pub sources: BTreeSet<Number>,
}

impl Beside {
    /// Takes note of a record.
    pub fn add(&mut self, entry: &Entry) {
        match &entry.record {
            Record::Issue(issue) if issue.channel == FROM_VISIT && entry.is_live() => {
                self.sources.extend(issue.source.map(|visit| (entry.org, visit)));
            }
            _ => self.roster.add(entry),
        }
    }
}
