//! Lines that come one at a time from somewhere else than a journal's file, with every check that a journal makes.

use super::chain::Chain;
use super::error::Flaw;
use super::hash::Hash;
use super::line::{Line, as_withheld};
use super::mark::Mark;
use super::scan;

/// A place in a chain that moves on with each line.
#[derive(Clone, Debug)]
pub struct Follow {
    mark: Mark,
    group: Mark,
    chain: Option<Chain>,
}

impl Follow {
    /// Behind line `seq` of a chain, whose hash is `hash`: 0 and [`Hash::ZERO`] before the first. Offsets count from here.
    pub fn behind(seq: u64, hash: Hash) -> Self {
        let mark = Mark { seq, hash, ..Mark::START };
        Self { mark, group: mark, chain: None }
    }

    /// Takes the next line, given without its newline; after a flaw nothing has moved.
    pub fn take(&mut self, line: &[u8]) -> Result<Line, Flaw> {
        scan::follow(line, &mut self.mark, &mut self.group, &mut self.chain)
    }

    /// Just past the last line taken.
    pub fn mark(&self) -> Mark {
        self.mark
    }

    /// The last `chain` line taken.
    pub fn chain(&self) -> Option<&Chain> {
        self.chain.as_ref()
    }

    /// Whether the last line taken ended its save.
    pub fn is_between_saves(&self) -> bool {
        self.group.seq == self.mark.seq
    }
}

/// A line, given without its newline, as it goes to someone its body is not for: the same envelope, the body left out.
/// `None` if it is no line.
pub fn withheld(line: &[u8]) -> Option<Vec<u8>> {
    as_withheld(line)
}
