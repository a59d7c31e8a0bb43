//! A place in a chain.

use serde::{Deserialize, Serialize};

use super::chain::CHAIN_KIND;
use super::hash::Hash;
use super::line::Line;

/// A place in a chain, just past one line. What has been applied is kept as the mark of the last
/// line of a group, stored and given back as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The line's number; 0 before the first.
    pub seq: u64,
    /// The line's hash; zeros before the first.
    pub hash: Hash,
    /// Offset of the line's first byte.
    pub start: u64,
    /// Offset just past the line.
    pub end: u64,
    /// Offset of the last `chain` line up to here: opening at a mark needs the key and epoch in
    /// force without reading what lies before.
    pub chain: u64,
}

impl Mark {
    /// Before the first line.
    pub const START: Self = Self { seq: 0, hash: Hash::ZERO, start: 0, end: 0, chain: 0 };

    /// The mark just past `line`, which is the next one after this mark.
    pub fn past(&self, line: &Line) -> Self {
        Self {
            seq: line.envelope.seq,
            hash: line.envelope.hash,
            start: line.start,
            end: line.end,
            chain: if line.envelope.kind == CHAIN_KIND { line.start } else { self.chain },
        }
    }
}
