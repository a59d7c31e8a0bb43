//! The names of records as the public may read them.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::model::{Candidate, Directory, Entry, Kind, Org, Record};
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
}

/// What a deputy is called where everybody reads it.
fn deputy(inner: &dyn Directory, id: u64) -> Option<String> {
    match inner.entry(Kind::Deputy, id)?.record {
        Record::Deputy(deputy) if !deputy.public => Some(zh::UNPUBLISHED.to_owned()),
        _ => inner.label(Kind::Deputy, id),
    }
}

/// The same for the records of another organisation; nothing is remembered.
struct OfAnother<'a>(Box<dyn Directory + 'a>);

impl Directory for OfAnother<'_> {
    fn entry(&self, kind: Kind, id: u64) -> Option<Entry> {
        self.0.entry(kind, id)
    }

    fn label(&self, kind: Kind, id: u64) -> Option<String> {
        if kind == Kind::Deputy { deputy(self.0.as_ref(), id) } else { self.0.label(kind, id) }
    }

    fn find(&self, kind: Kind, typed: &str, limit: usize) -> Vec<Candidate> {
        self.0.find(kind, typed, limit)
    }

    fn gathers(&self) -> bool {
        self.0.gathers()
    }

    fn of(&self, org: Org) -> Option<Box<dyn Directory + '_>> {
        self.0.of(org).map(|other| Box::new(OfAnother(other)) as Box<dyn Directory>)
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
        let label = deputy(self.inner, id);
        let mut remembered = self.remembered.borrow_mut();
        if remembered.len() < MOST_REMEMBERED {
            remembered.insert(id, label.clone());
        }
        label
    }

    fn find(&self, kind: Kind, typed: &str, limit: usize) -> Vec<Candidate> {
        self.inner.find(kind, typed, limit)
    }

    fn gathers(&self) -> bool {
        self.inner.gathers()
    }

    fn of(&self, org: Org) -> Option<Box<dyn Directory + '_>> {
        self.inner.of(org).map(|other| Box::new(OfAnother(other)) as Box<dyn Directory>)
    }
}
