//! Issues that name one another: held back until all rows were read, then saved together.
//!
//! Invariant: those that name one another are saved in one group, so that an import that is cut short leaves none of them
//! half, and whoever runs it again gets the rest.

use std::collections::{BTreeMap, HashMap};

use super::history::{names, number_of};
use crate::model::issue::Issue;

/// Issues held back at most; a station has some hundred that were merged or split.
const MOST_HELD: usize = 20_000;

/// An issue that names others.
struct Held {
    row: u32,
    id: u64,
    issue: Issue,
}

/// A name that means no issue: the row it stands in and the number.
pub struct Lost {
    /// The row.
    pub row: u32,
    /// The number of the issue nobody has.
    pub number: String,
}

/// The numbers of a file's issues, and those that wait for others.
#[derive(Default)]
pub struct Links {
    /// The ids of issues by what stands for their numbers in the file.
    ids: HashMap<u64, u64>,
    held: Vec<Held>,
}

impl Links {
    /// Whether an issue of the file has this number already.
    pub fn has(&self, number: u64) -> bool {
        self.ids.contains_key(&number)
    }

    /// Notes which record an issue's number in the file means.
    pub fn note(&mut self, number: u64, id: u64) {
        self.ids.entry(number).or_insert(id);
    }

    /// Holds an issue back that names others; one that names none comes back.
    pub fn hold(&mut self, row: u32, id: u64, mut issue: Issue) -> Option<Issue> {
        let is_linked = names(&mut issue).any(|name| name.is_some());
        if !is_linked || self.held.len() >= MOST_HELD {
            return Some(issue);
        }
        self.held.push(Held { row, id, issue });
        None
    }

    /// The issues held back, each with its id, those that name one another together. `on_desk` finds an issue that is in no
    /// row. Names that mean nothing are left out and told.
    pub fn settle(mut self, on_desk: impl Fn(&str) -> Option<u64>) -> (Vec<Vec<(u64, Issue)>>, Vec<Lost>) {
        let mut lost = Vec::new();
        let ids = std::mem::take(&mut self.ids);
        for held in &mut self.held {
            for name in names(&mut held.issue) {
                let Some(number) = name.and_then(number_of) else { continue };
                let found = name.and_then(|id| ids.get(&id).copied()).or_else(|| on_desk(&number));
                *name = found.filter(|id| *id != held.id);
                if name.is_none() {
                    lost.push(Lost { row: held.row, number });
                }
            }
        }
        self.cut_circles(&mut lost);
        (self.groups(), lost)
    }

    /// An issue cannot have gone into one that went into it.
    fn cut_circles(&mut self, lost: &mut Vec<Lost>) {
        let mut into: HashMap<u64, u64> =
            self.held.iter().filter_map(|held| Some((held.id, held.issue.merged_into?))).collect();
        for held in &mut self.held {
            let mut at = into.get(&held.id).copied();
            let mut hops = 0;
            while let Some(next) = at.filter(|next| *next != held.id && hops <= MOST_HELD) {
                at = into.get(&next).copied();
                hops += 1;
            }
            if at.is_some() {
                into.remove(&held.id);
                held.issue.merged_into = None;
                lost.push(Lost { row: held.row, number: held.issue.number.clone() });
            }
        }
    }

    fn groups(mut self) -> Vec<Vec<(u64, Issue)>> {
        let places: HashMap<u64, usize> = self.held.iter().enumerate().map(|(at, held)| (held.id, at)).collect();
        let mut parent: Vec<usize> = (0..self.held.len()).collect();
        for at in 0..self.held.len() {
            let named: Vec<usize> = match self.held.get_mut(at) {
                Some(held) => names(&mut held.issue).filter_map(|name| places.get(&(*name)?).copied()).collect(),
                None => Vec::new(),
            };
            for other in named {
                let (one, other) = (root(&parent, at), root(&parent, other));
                if let Some(place) = parent.get_mut(one.max(other)) {
                    *place = one.min(other);
                }
            }
        }
        let mut groups: BTreeMap<usize, Vec<(u64, Issue)>> = BTreeMap::new();
        for (at, held) in self.held.into_iter().enumerate() {
            groups.entry(root(&parent, at)).or_default().push((held.id, held.issue));
        }
        groups.into_values().collect()
    }
}

/// The first of those a place is together with; each points to an earlier one.
fn root(parent: &[usize], at: usize) -> usize {
    let mut at = at;
    while let Some(next) = parent.get(at).copied().filter(|next| *next != at) {
        at = next;
    }
    at
}
