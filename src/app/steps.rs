//! The steps that what is shown can take: verbs of an issue's life, or moves of another record.

use super::{App, Layer};
use crate::model::handling::Pending;
use crate::model::issue::Stage;
use crate::model::life::{self, VerbSpec};
use crate::model::moves::{self, Move};
use crate::model::order::Order as _;
use crate::model::{Kind, Org, Record};

/// Where a marked record stands, as far as its next steps depend on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    /// An issue's stage.
    Issue(Stage),
    /// The value of the field another record's moves go by.
    Other(String),
    /// Records of this kind take no steps.
    None,
}

/// Steps on offer.
pub enum Steps {
    /// Of an issue, or of several together, each with what stands against it whatever would be filled in.
    Verbs(Vec<(&'static VerbSpec, Option<&'static str>)>),
    /// Of another record, or of several together.
    Moves(Vec<&'static Move>),
}

impl Steps {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        match self {
            Steps::Verbs(verbs) => verbs.is_empty(),
            Steps::Moves(moves) => moves.is_empty(),
        }
    }
}

/// Where a record stands.
pub fn standing(record: &Record) -> Standing {
    match record {
        Record::Issue(issue) => Standing::Issue(issue.stage),
        other => moves::standing(other).map_or(Standing::None, Standing::Other),
    }
}

impl App {
    /// Whether the current record is an issue of a desk below: its steps are that desk's, and this one decides about it.
    pub fn decides(&self) -> bool {
        let own = self.desk.as_ref().map(|desk| desk.org);
        self.current().is_some_and(|entry| entry.kind() == Kind::Issue && Some(entry.org) != own)
    }

    /// The decision of a desk above about the issue shown that waits for a step, and for which; or that waits to be passed on, where the
    /// issue is not ours.
    pub fn decision(&self) -> Option<(Org, u64, Pending)> {
        let own = self.desk.as_ref()?.org;
        let Some(Layer::Detail(detail)) = self.top() else { return None };
        detail.decision(own).map(|(entry, pending)| (entry.org, entry.id, pending))
    }

    /// Whether the current record is this desk's own.
    pub fn holds_own(&self) -> bool {
        let own = self.desk.as_ref().map(|desk| desk.org);
        self.current().is_some_and(|entry| Some(entry.org) == own)
    }

    /// Where the current record stands, or each of the marked ones.
    pub fn standings(&self) -> Vec<Standing> {
        match self.marked().filter(|_| self.takes_marked()) {
            Some(marked) => marked.values().cloned().collect(),
            None => self.current().map(|entry| standing(&entry.record)).into_iter().collect(),
        }
    }

    /// The steps the current record can take, or the marked ones together.
    pub fn steps(&self) -> Steps {
        let kind = self.current().map(|entry| entry.kind());
        if !self.takes_marked() {
            return match (self.current().map(|entry| &entry.record), kind) {
                (Some(Record::Issue(issue)), _) => {
                    Steps::Verbs(life::next_steps(issue).into_iter().map(|spec| (spec, spec.bar(issue))).collect())
                }
                (Some(record), Some(kind)) => {
                    let standing = moves::standing(record).unwrap_or_default();
                    Steps::Moves(moves::next(kind, &standing).collect())
                }
                _ => Steps::Moves(Vec::new()),
            };
        }
        let marked = || self.marked().into_iter().flat_map(|marked| marked.values());
        if kind == Some(Kind::Issue) {
            let stages = marked().filter_map(|standing| match standing {
                Standing::Issue(stage) => Some(*stage),
                Standing::Other(_) | Standing::None => None,
            });
            let mut verbs = life::common_steps(&stages.collect::<Vec<_>>());
            verbs.order_by_key(|spec| spec.alone.is_some());
            let alone = |spec: &'static VerbSpec| spec.alone.filter(|_| marked().count() > 1);
            return Steps::Verbs(verbs.into_iter().map(|spec| (spec, alone(spec))).collect());
        }
        let standings: Vec<&str> = marked()
            .filter_map(|standing| match standing {
                Standing::Other(code) => Some(code.as_str()),
                Standing::Issue(_) | Standing::None => None,
            })
            .collect();
        let common = kind.map(|kind| match standings.as_slice() {
            [only] => moves::next(kind, only).collect(),
            several => moves::common(kind, several),
        });
        Steps::Moves(common.unwrap_or_default())
    }
}
