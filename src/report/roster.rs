//! The desk's records as ledgers name them: people and units by their whole name only, each name looked up once.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::model::{Candidate, Directory, Entry, Kind};
use crate::text::clean;

/// Names remembered; beyond, they are looked up again.
const MOST_REMEMBERED: usize = 10_000;

/// A directory without guesses: what a clerk sees corrected as she types must not be guessed at behind her back.
pub(super) struct Roster<'a> {
    inner: &'a dyn Directory,
    remembered: RefCell<HashMap<(Kind, String), Vec<Candidate>>>,
}

impl<'a> Roster<'a> {
    /// Looks up in `inner`.
    pub(super) fn of(inner: &'a dyn Directory) -> Roster<'a> {
        Roster { inner, remembered: RefCell::default() }
    }

    fn looked_up(&self, kind: Kind, name: &str, limit: usize) -> Vec<Candidate> {
        let found = self.inner.find(kind, name, limit);
        if !is_named(kind) {
            return found;
        }
        let same = |candidate: &Candidate| clean::collapse(&candidate.label) == name;
        found.into_iter().filter(same).map(|candidate| Candidate { exact: true, ..candidate }).collect()
    }
}

impl Directory for Roster<'_> {
    fn entry(&self, kind: Kind, id: u64) -> Option<Entry> {
        self.inner.entry(kind, id)
    }

    fn label(&self, kind: Kind, id: u64) -> Option<String> {
        self.inner.label(kind, id)
    }

    fn find(&self, kind: Kind, typed: &str, limit: usize) -> Vec<Candidate> {
        // Ledgers stretch names of two characters with a blank.
        let key = (kind, if is_named(kind) { clean::collapse(typed) } else { typed.to_owned() });
        if let Some(found) = self.remembered.borrow().get(&key) {
            return found.clone();
        }
        let found = self.looked_up(kind, &key.1, limit);
        let mut remembered = self.remembered.borrow_mut();
        if remembered.len() < MOST_REMEMBERED {
            remembered.insert(key, found.clone());
        }
        found
    }
}

fn is_named(kind: Kind) -> bool {
    matches!(kind, Kind::Deputy | Kind::Unit)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::model::books::Books;

    #[test]
    fn only_whole_names_are_found() {
        let books = Books::sample();
        let roster = Roster::of(&books);
        let ids = |typed| roster.find(Kind::Deputy, typed, 8).iter().map(|c| c.id).collect::<Vec<_>>();
        assert_eq!(ids("李 四"), [2]);
        assert!(ids("李").is_empty());
        assert_eq!(ids("张三"), [1]);
        assert_eq!(ids("王五"), [4, 5]);
        assert_eq!(ids("王五"), [4, 5]);
        assert_eq!(roster.find(Kind::Unit, "水利", 8), []);
    }
}
