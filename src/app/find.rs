//! Finding: what is looked for, a word being typed, a filter that was filled in or what a figure counts, and what was found
//! so far.

use super::Marks;
use super::line::Line;
use super::list::Motion;
use super::stats::kind_of;
use crate::model::filter::Filter;
use crate::model::stats::Which;
use crate::model::{Entry, Kind};

/// The most hits kept; more of them help nobody, a longer word or another condition does. All are counted.
pub const HITS_AT_MOST: usize = 500;

/// How far a search is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Progress {
    /// Nothing was searched for yet.
    Idle,
    /// So many records looked at, of so many.
    Running(u64, u64),
    /// All looked at.
    Finished,
}

/// What is looked for.
#[derive(Clone, Debug)]
pub enum Sought {
    /// A word, searched for while it is typed.
    Word(Line),
    /// A filter.
    Filter(Filter),
    /// The records that a figure counts.
    Counted(Counting),
}

/// A figure whose records are listed.
#[derive(Clone, Debug)]
pub struct Counting {
    /// The figure.
    pub which: Which,
    /// The figure in words, with its period and what it amounts to.
    pub title: String,
}

/// What the worker is asked for.
#[derive(Clone, Debug)]
pub enum Query {
    /// The records of a kind that hold a word.
    Word(Kind, String),
    /// The decisions of desks above that wait and hold a word.
    Waiting(String),
    /// The records a filter takes.
    Filter(Filter),
    /// The records a figure counts.
    Counted(Which),
}

/// A search.
#[derive(Clone, Debug)]
pub struct Find {
    /// The kind of record searched.
    pub kind: Kind,
    /// What is looked for.
    pub sought: Sought,
    /// Whether only decisions of desks above that wait are looked through.
    pub is_of_waiting: bool,
    /// The number its news carry; older news are not for it.
    pub token: u64,
    /// What was found, the newest first, at most [`HITS_AT_MOST`].
    pub hits: Vec<Entry>,
    /// How many were found, those not kept included.
    pub found: u64,
    /// Whether records of more than one kind were found: some figures count them together.
    pub is_mixed: bool,
    /// The marked hits.
    pub marked: Marks,
    /// The selected hit.
    pub selected: usize,
    /// The first hit shown.
    pub top: usize,
    /// How far it is.
    pub progress: Progress,
}

impl Find {
    /// A search nobody typed anything for yet.
    pub fn new(kind: Kind) -> Find {
        Find::of(kind, Sought::Word(Line::default()), 0, Progress::Idle)
    }

    /// A search among the decisions of desks above that wait.
    pub fn of_waiting() -> Find {
        Find { is_of_waiting: true, ..Find::new(Kind::Handling) }
    }

    /// A search by a filter, about to run under a number.
    pub fn by(filter: Filter, token: u64) -> Find {
        Find::of(filter.kind(), Sought::Filter(filter), token, Progress::Running(0, 0))
    }

    /// The records of a figure, about to be looked for under a number; the first of them tells their kind.
    pub fn behind(counting: Counting, token: u64) -> Find {
        let kind = kind_of(&counting.which.id);
        Find::of(kind, Sought::Counted(counting), token, Progress::Running(0, 0))
    }

    fn of(kind: Kind, sought: Sought, token: u64, progress: Progress) -> Find {
        Find {
            kind,
            sought,
            is_of_waiting: false,
            token,
            hits: Vec::new(),
            found: 0,
            is_mixed: false,
            marked: Marks::new(),
            selected: 0,
            top: 0,
            progress,
        }
    }

    /// The filter, where it is one.
    pub fn filter(&self) -> Option<&Filter> {
        match &self.sought {
            Sought::Filter(filter) => Some(filter),
            Sought::Word(_) | Sought::Counted(_) => None,
        }
    }

    /// Whether its word is typed while it searches.
    pub fn is_typed(&self) -> bool {
        matches!(self.sought, Sought::Word(_))
    }

    /// What is to be asked for now; `None` while there is nothing to look for.
    pub fn query(&self) -> Option<Query> {
        match &self.sought {
            Sought::Filter(filter) => Some(Query::Filter(filter.clone())),
            Sought::Counted(counting) => Some(Query::Counted(counting.which.clone())),
            Sought::Word(line) => {
                let word = line.text().trim();
                (!word.is_empty()).then(|| match self.is_of_waiting {
                    true => Query::Waiting(word.to_owned()),
                    false => Query::Word(self.kind, word.to_owned()),
                })
            }
        }
    }

    /// Begins anew under a number.
    pub fn restart(&mut self, token: u64) {
        let progress = if self.query().is_some() { Progress::Running(0, 0) } else { Progress::Idle };
        let is_of_waiting = self.is_of_waiting;
        *self = Find { is_of_waiting, ..Find::of(self.kind, self.sought.clone(), token, progress) };
    }

    /// The selected hit.
    pub fn entry(&self) -> Option<&Entry> {
        self.hits.get(self.selected)
    }

    /// Takes a hit.
    pub fn take(&mut self, entry: Entry) {
        if matches!(self.sought, Sought::Counted(_)) {
            if self.hits.is_empty() {
                self.kind = entry.kind();
            }
            self.is_mixed = self.is_mixed || self.kind != entry.kind();
        }
        if self.hits.len() < HITS_AT_MOST {
            self.hits.push(entry);
        }
        self.count(u64::try_from(self.hits.len()).unwrap_or(u64::MAX));
    }

    /// Takes how many were found so far, those that are not kept included.
    pub fn count(&mut self, found: u64) {
        self.found = self.found.max(found);
    }

    /// Puts a record that was changed in place of what was found of it.
    pub fn replace(&mut self, entry: &Entry) {
        let same = |hit: &&mut Entry| (hit.org, hit.kind(), hit.id) == (entry.org, entry.kind(), entry.id);
        if let Some(hit) = self.hits.iter_mut().find(same) {
            *hit = entry.clone();
        }
    }

    /// Moves the selection; `height` hits are shown.
    pub fn select(&mut self, motion: Motion, height: usize) {
        let last = self.hits.len().saturating_sub(1);
        self.selected = motion.from(self.selected, last, height);
        self.fit(height);
    }

    /// Scrolls so that the selected hit is among the `height` that are shown.
    pub fn fit(&mut self, height: usize) {
        self.top = self.top.min(self.selected).max((self.selected + 1).saturating_sub(height));
    }
}
