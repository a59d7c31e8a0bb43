//! Looks each name up once: the rows of a long list name the same few deputies, units and days again and again.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::model::{Candidate, Directory, Entry, Kind, Org};

/// A directory that remembers what it was asked, for as long as one command runs.
pub struct Known<'a> {
    directory: &'a dyn Directory,
    labels: RefCell<HashMap<(Kind, u64), Option<String>>>,
    found: RefCell<HashMap<(Kind, String, usize), Vec<Candidate>>>,
}

impl<'a> Known<'a> {
    /// Nothing is remembered yet.
    pub fn new(directory: &'a dyn Directory) -> Known<'a> {
        Known { directory, labels: RefCell::default(), found: RefCell::default() }
    }
}

impl Directory for Known<'_> {
    fn entry(&self, kind: Kind, id: u64) -> Option<Entry> {
        self.directory.entry(kind, id)
    }

    fn label(&self, kind: Kind, id: u64) -> Option<String> {
        self.labels.borrow_mut().entry((kind, id)).or_insert_with(|| self.directory.label(kind, id)).clone()
    }

    fn find(&self, kind: Kind, typed: &str, limit: usize) -> Vec<Candidate> {
        let asked = (kind, typed.to_owned(), limit);
        self.found.borrow_mut().entry(asked).or_insert_with(|| self.directory.find(kind, typed, limit)).clone()
    }

    fn decisions(&self, issue: u64) -> Vec<Entry> {
        self.directory.decisions(issue)
    }

    fn went_down(&self, decision: &Entry) -> bool {
        self.directory.went_down(decision)
    }

    fn find_anywhere(&self, typed: &str, limit: usize) -> Vec<Candidate> {
        self.directory.find_anywhere(typed, limit)
    }

    fn gathers(&self) -> bool {
        self.directory.gathers()
    }

    fn of(&self, org: Org) -> Option<Box<dyn Directory + '_>> {
        self.directory.of(org)
    }
}
