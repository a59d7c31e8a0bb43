//! Finding: a word being typed and what was found so far.

use super::line::Line;
use super::list::Motion;
use crate::model::{Entry, Kind};

/// The most hits kept; more of them help nobody, a longer word does.
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
    /// As many hits as are kept.
    Full,
}

/// A search.
#[derive(Clone, Debug)]
pub struct Find {
    /// The kind of record searched.
    pub kind: Kind,
    /// The word.
    pub line: Line,
    /// The number its news carry; older news are not for it.
    pub token: u64,
    /// What was found, the newest first.
    pub hits: Vec<Entry>,
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
        Find { kind, line: Line::default(), token: 0, hits: Vec::new(), selected: 0, top: 0, progress: Progress::Idle }
    }

    /// Begins anew under a number.
    pub fn restart(&mut self, token: u64) {
        self.token = token;
        self.hits.clear();
        self.selected = 0;
        self.top = 0;
        self.progress = if self.line.text().trim().is_empty() { Progress::Idle } else { Progress::Running(0, 0) };
    }

    /// The selected hit.
    pub fn entry(&self) -> Option<&Entry> {
        self.hits.get(self.selected)
    }

    /// Takes a hit; false when no more are kept.
    pub fn take(&mut self, entry: Entry) -> bool {
        if self.hits.len() < HITS_AT_MOST {
            self.hits.push(entry);
        }
        if self.hits.len() == HITS_AT_MOST {
            self.progress = Progress::Full;
        }
        self.hits.len() < HITS_AT_MOST
    }

    /// Puts a record that was changed in place of what was found of it.
    pub fn replace(&mut self, entry: &Entry) {
        let same = |hit: &&mut Entry| hit.id == entry.id && hit.kind() == entry.kind();
        if let Some(hit) = self.hits.iter_mut().find(same) {
            *hit = entry.clone();
        }
    }

    /// Moves the selection; `height` hits are shown.
    pub fn select(&mut self, motion: Motion, height: usize) {
        let last = self.hits.len().saturating_sub(1);
        self.selected = match motion {
            Motion::Up => self.selected.saturating_sub(1),
            Motion::Down => self.selected + 1,
            Motion::PageUp => self.selected.saturating_sub(height),
            Motion::PageDown => self.selected + height,
            Motion::Home => 0,
            Motion::End => last,
        }
        .min(last);
        self.top = self.top.min(self.selected).max((self.selected + 1).saturating_sub(height));
    }
}
