//! The names of records as the public may read them.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::model::{Candidate, Directory, Entry, Kind, Record};
use crate::text::zh::report::export as zh;

/// Deputies remembered; beyond, they are looked up again.
const MOST_REMEMBERED: usize = 10_000;

/// A directory that does not name deputies who are not to be published.
pub struct Published<'a> {
    inner: &'a dyn Directory,
    remembered: RefCell<HashMap<u64, Option<String>>>,
}

impl<'a> Published<'a> {
    /// Looks up in `inner`.
    pub fn of(inner: &'a dyn Directory) -> Published<'a> {
        Published { inner, remembered: RefCell::default() }
    }

    fn deputy(&self, id: u64) -> Option<String> {
        match self.inner.entry(Kind::Deputy, id)?.record {
            Record::Deputy(deputy) if !deputy.public => Some(zh::UNPUBLISHED.to_owned()),
            _ => self.inner.label(Kind::Deputy, id),
        }
    }
}

impl Directory for Published<'_> {
    fn entry(&self, kind: Kind, id: u64) -> Option<Entry> {
        self.inner.entry(kind, id)
    }

    fn label(&self, kind: Kind, id: u64) -> Option<String> {
        if kind != Kind::Deputy {
            return self.inner.label(kind, id);
        }
        if let Some(known) = self.remembered.borrow().get(&id) {
            return known.clone();
        }
        let label = self.deputy(id);
        let mut remembered = self.remembered.borrow_mut();
        if remembered.len() < MOST_REMEMBERED {
            remembered.insert(id, label.clone());
        }
        label
    }

    fn find(&self, kind: Kind, typed: &str, limit: usize) -> Vec<Candidate> {
        self.inner.find(kind, typed, limit)
    }
}
