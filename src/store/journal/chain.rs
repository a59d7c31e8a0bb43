//! `chain` lines: whose journal it is, under which key, made by which installation.

use std::fmt;

use serde::Deserialize;

use super::line::Line;
use crate::model::Org;
use crate::store::keys::{PublicKey, from_lower_hex};
use crate::store::random::{RandomError, random_bytes};

/// The format this program writes; a file of a higher one is only read.
pub const FORMAT: u32 = 1;
/// The kind of these lines; no record has it.
pub const CHAIN_KIND: &str = "chain";
/// What such a line does.
pub(super) const CHAIN_VERB: &str = "begin";

/// 128 random bits that name one installation of a desk.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Epoch(pub [u8; 16]);

impl Epoch {
    /// A new installation.
    pub fn random() -> Result<Self, RandomError> {
        random_bytes().map(Self)
    }
}

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Epoch({self})")
    }
}

/// What a `chain` line states: from here on this installation writes, under this key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainStart {
    /// The organisation.
    pub org: Org,
    /// The installation.
    pub epoch: Epoch,
    /// The key that signs what is sent from here on.
    pub key: PublicKey,
    /// The program's name and version.
    pub program: String,
}

/// The `chain` line in force at some place of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Its number among the journal's `chain` lines, from 1.
    pub number: u64,
    /// The line's `seq`.
    pub seq: u64,
    /// The format version of the lines from here on.
    pub format: u32,
    /// What else it states.
    pub start: ChainStart,
}

/// A `chain` line's data; unknown keys are left for later formats.
#[derive(Deserialize)]
struct Data {
    format: u32,
    org: Org,
    epoch: String,
    key: String,
    program: String,
}

impl ChainStart {
    /// The line's data.
    pub(super) fn to_json(&self) -> String {
        serde_json::json!({
            "format": FORMAT,
            "org": self.org.to_string(),
            "epoch": self.epoch.to_string(),
            "key": self.key.to_string(),
            "program": self.program,
        })
        .to_string()
    }
}

impl Chain {
    /// Reads a `chain` line; `None` if it is none or contradicts its own envelope.
    pub(super) fn read(line: &Line) -> Option<Self> {
        let envelope = &line.envelope;
        let data: Data = serde_json::from_str(line.body.data()?).ok()?;
        let chain = Self {
            number: envelope.id,
            seq: envelope.seq,
            format: data.format,
            start: ChainStart {
                org: data.org,
                epoch: Epoch(from_lower_hex(&data.epoch)?),
                key: PublicKey::from_hex(&data.key)?,
                program: data.program,
            },
        };
        (envelope.kind == CHAIN_KIND && chain.start.org == envelope.org).then_some(chain)
    }

    /// Whether it can be the first of a journal, or the next one after `before`: an installation has one key.
    pub(super) fn follows(&self, before: Option<&Self>) -> bool {
        match before {
            None => self.number == 1 && self.seq == 1,
            Some(before) => {
                before.number.checked_add(1) == Some(self.number)
                    && before.start.org == self.start.org
                    // A later format begins under the key of its installation; another key is another installation.
                    && (before.start.epoch != self.start.epoch || before.start.key == self.start.key)
                    && before.format <= self.format
            }
        }
    }
}
