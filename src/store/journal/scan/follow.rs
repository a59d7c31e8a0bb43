//! Lines that come one at a time from somewhere else than a journal's file, with every check that a journal makes.

use std::io::{Empty, empty};

use super::super::chain::Chain;
use super::super::error::Flaw;
use super::super::hash::Hash;
use super::super::line::{Line, as_withheld, decode};
use super::super::mark::Mark;
use super::Walk;

/// A place in a chain that moves on with each line.
pub struct Follow(Walk<Empty>);

impl Follow {
    /// Behind line `seq` of a chain, whose hash is `hash`: 0 and [`Hash::ZERO`] before the first. Offsets count from here.
    pub fn behind(seq: u64, hash: Hash) -> Self {
        Self(Walk::new(empty(), Mark { seq, hash, ..Mark::START }, None))
    }

    /// Takes the next line, given without its newline; after a flaw there is none.
    pub fn take(&mut self, line: &[u8]) -> Result<Line, Flaw> {
        let line = decode(line, self.0.mark.end)?;
        self.0.place(line)
    }

    /// Just past the last line taken.
    pub fn mark(&self) -> Mark {
        self.0.mark
    }

    /// The last `chain` line taken.
    pub fn chain(&self) -> Option<&Chain> {
        self.0.chain.as_ref()
    }

    /// Whether the last line taken ended its save.
    pub fn is_between_saves(&self) -> bool {
        self.0.group == self.0.mark
    }
}

/// A line, given without its newline, as it goes to someone its body is not for: the same envelope, the body left out.
/// `None` if it has no body.
pub fn withheld(line: &[u8]) -> Option<Vec<u8>> {
    as_withheld(line)
}
