//! The figures of a period, as they come out of counting and go into a frozen report.

use serde::{Deserialize, Serialize};

use super::amount::Amount;
use super::period::Period;

/// One figure.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Figure {
    /// The indicator's id in [`super::INDICATORS`].
    pub id: String,
    /// The code it is broken down to where the indicator has parts; empty for the whole.
    pub part: String,
    /// What it amounts to.
    pub amount: Amount,
}

/// An identity that does not hold, I9 or I17: shown wherever the figures are, never hidden.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Break {
    /// The indicator counted directly.
    pub id: String,
    /// What it was counted as.
    pub counted: u64,
    /// What it must be by the others.
    pub reckoned: i64,
}

/// All figures of one period or of one group within it, in the order of the table of indicators; a whole comes before its
/// parts, parts of nothing are left out.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Figures {
    /// The figures.
    pub list: Vec<Figure>,
    /// The identities that do not hold.
    pub breaks: Vec<Break>,
}

impl Figures {
    /// The amount of a whole figure.
    pub fn get(&self, id: &str) -> Option<Amount> {
        self.part(id, "")
    }

    /// The amount of a part of a figure.
    pub fn part(&self, id: &str, part: &str) -> Option<Amount> {
        self.list.iter().find(|figure| figure.id == id && figure.part == part).map(|figure| figure.amount)
    }

    /// The parts of a figure.
    pub fn parts<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Figure> {
        self.list.iter().filter(move |figure| figure.id == id && !figure.part.is_empty())
    }

    /// A whole figure as a number; 0 where it is no count.
    pub fn count(&self, id: &str) -> u64 {
        match self.get(id) {
            Some(Amount::Count(count)) => count,
            _ => 0,
        }
    }
}

/// The figures of one group of a cross-table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// The group's key, see [`super::Dimension`].
    pub key: String,
    /// Its figures.
    pub figures: Figures,
}

/// What was counted for one period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Counted {
    /// The period.
    pub period: Period,
    /// Everything together.
    pub total: Figures,
    /// The groups, where a breakdown was asked for: codes in the order of their list, else the largest first; what has no
    /// group comes last.
    pub groups: Vec<Group>,
}
