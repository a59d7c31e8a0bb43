//! The first line of a package: what stands in it, written, read and checked.

use std::collections::BTreeSet;

use chrono::DateTime;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::error::{PackError, PackageError, Wrong};
use super::name::Name;
use super::{FORMAT, LEAST, MAX_HEADER_BYTES, MAX_HELD, MAX_MISSING, MAX_QUARANTINED};
use crate::model::{Org, pack};
use crate::store::journal::{Epoch, Hash};
use crate::store::keys::from_lower_hex;

/// How every header begins, for the eye; a reader goes by the JSON.
const TAG: &str = "package";

/// By how much a header may grow between its first drawing and its writing: digits of its own number and of its first chain.
const MAY_GROW_BYTES: usize = 256;

/// What a package is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// From a desk to the one above it: what is new since the last receipt.
    Up,
    /// From a desk to one below it: its decisions, rosters, code lists.
    Down,
    /// Everything from the first line on.
    Full,
    /// What has arrived; no lines.
    Receipt,
}

impl Sort {
    /// Every sort.
    pub const ALL: [Sort; 4] = [Sort::Up, Sort::Down, Sort::Full, Sort::Receipt];

    /// Its key in headers, file names and the register.
    pub fn key(self) -> &'static str {
        match self {
            Sort::Up => pack::UP,
            Sort::Down => pack::DOWN,
            Sort::Full => pack::FULL,
            Sort::Receipt => pack::RECEIPT,
        }
    }

    /// The sort of a key.
    pub fn from_key(key: &str) -> Option<Sort> {
        Sort::ALL.into_iter().find(|sort| sort.key() == key)
    }
}

/// One chain's lines in a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Whose chain.
    pub org: Org,
    /// The installation in force at the last line.
    #[serde(serialize_with = "write_epoch", deserialize_with = "read_epoch")]
    pub epoch: Epoch,
    /// The first line's number, from 1.
    pub first: u64,
    /// The last line's number.
    pub last: u64,
    /// The hash of the line before the first; zeros if that is line 1.
    pub before: Hash,
    /// The hash of the last line.
    pub after: Hash,
    /// How many lines.
    pub count: u64,
}

/// How far a desk has a chain of the receiver's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ack {
    /// Whose chain.
    pub org: Org,
    /// The installation in force at the last line taken in.
    #[serde(serialize_with = "write_epoch", deserialize_with = "read_epoch")]
    pub epoch: Epoch,
    /// The last line taken in; 0 for none.
    pub through: u64,
    /// Its hash; zeros for none.
    pub hash: Hash,
    /// The line expected next.
    pub next: u64,
    /// Ranges that are missing before what is held, first and last line.
    #[serde(default)]
    pub missing: Vec<(u64, u64)>,
    /// Numbers of packages held until a gap closes or someone decides.
    #[serde(default)]
    pub held: Vec<u32>,
    /// Lines that were taken in and not used, the first of them.
    #[serde(default)]
    pub quarantined: Vec<Quarantined>,
    /// How many were not used, listed or not; 0 from programs that list all.
    #[serde(default)]
    pub unused: u64,
}

/// A line that was taken in and not used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quarantined {
    /// Its number.
    pub seq: u64,
    /// Why, for the clerk; text from elsewhere, to be cleaned before it is shown.
    pub reason: String,
}

/// The first line of a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The format it is written in.
    pub format: u32,
    /// The oldest format whose readers can read it.
    pub least: u32,
    /// What it is.
    pub sort: Sort,
    /// Who made it.
    pub from: Org,
    /// Whom it is for.
    pub to: Org,
    /// Its number among those of `from` for `to`, from 1.
    pub number: u32,
    /// When it was made: RFC 3339 with the desk's offset.
    pub at: String,
    /// The program that made it; text from elsewhere, to be cleaned before it is shown.
    pub program: String,
    /// The version of the records in its lines.
    pub schema: u32,
    /// The chains whose lines follow, the maker's own first.
    #[serde(default)]
    pub chains: Vec<Section>,
    /// What the maker has of the receiver's chains.
    #[serde(default)]
    pub acks: Vec<Ack>,
}

/// What even a header of a later format has.
#[derive(Deserialize)]
struct Probe {
    liaison: String,
    format: u32,
    least: u32,
    #[serde(default)]
    program: String,
}

impl Header {
    /// A header of this program's format, without chains and acks.
    pub fn new(sort: Sort, from: Org, to: Org, number: u32, at: &str, schema: u32) -> Header {
        let program = crate::store::PROGRAM.to_owned();
        let (chains, acks) = (Vec::new(), Vec::new());
        Header {
            format: FORMAT,
            least: LEAST,
            sort,
            from,
            to,
            number,
            at: at.to_owned(),
            program,
            schema,
            chains,
            acks,
        }
    }

    /// What the file is called.
    pub fn name(&self) -> Name {
        Name { from: self.from, to: self.to, sort: self.sort, number: self.number }
    }

    /// How many journal lines follow.
    pub fn lines(&self) -> u64 {
        self.chains.iter().fold(0, |sum, section| sum.saturating_add(section.count))
    }

    /// The line with its newline.
    pub(super) fn encode(&self) -> Result<String, Wrong> {
        let json = serde_json::to_string(self).map_err(|_| Wrong::Header)?;
        let keys = json.strip_prefix('{').ok_or(Wrong::Header)?;
        Ok(format!("{{\"liaison\":\"{TAG}\",{keys}\n"))
    }

    /// Whether it has room in a package, with what its numbers may still grow by before it is written.
    pub fn fits(&self) -> Result<(), PackError> {
        let bytes = self.encode()?.len().saturating_add(MAY_GROW_BYTES);
        if bytes > MAX_HEADER_BYTES { Err(PackError::TooMuch) } else { Ok(()) }
    }

    /// Reads the line, given without its newline, and checks what it says of itself.
    pub(super) fn decode(bytes: &[u8]) -> Result<Header, PackageError> {
        let text = std::str::from_utf8(bytes).map_err(|_| Wrong::Header)?;
        // A struct reads from a JSON array as well, and JSON allows blanks and line ends around itself: one written form.
        if !text.starts_with('{') || !text.ends_with('}') || bytes.iter().any(|byte| *byte < b' ') {
            return Err(Wrong::Header.into());
        }
        let probe: Probe = serde_json::from_str(text).map_err(|_| Wrong::Header)?;
        if probe.liaison != TAG {
            return Err(Wrong::Header.into());
        }
        if probe.least > FORMAT {
            return Err(PackageError::Newer { format: probe.format, least: probe.least, program: probe.program });
        }
        let header: Header = serde_json::from_str(text).map_err(|_| Wrong::Header)?;
        header.check()?;
        Ok(header)
    }

    /// What must be so of any header, whoever it is for.
    pub(super) fn check(&self) -> Result<(), Wrong> {
        let dated = DateTime::parse_from_rfc3339(&self.at).is_ok();
        if !dated || self.number == 0 || self.format == 0 || self.least == 0 || self.least > self.format {
            return Err(Wrong::Header);
        }
        match (self.sort, self.chains.first()) {
            (Sort::Receipt, None) if !self.acks.is_empty() => {}
            (Sort::Receipt, _) => return Err(Wrong::Receipt),
            (_, Some(first)) if first.org == self.from => {}
            (_, _) => return Err(Wrong::OwnFirst),
        }
        let mut orgs = BTreeSet::new();
        for section in &self.chains {
            section.check(self.sort)?;
            // Only to build a lost desk anew is its own chain sent back to it.
            if !orgs.insert(section.org) || (section.org == self.to && self.sort != Sort::Full) {
                return Err(Wrong::Twice);
            }
        }
        let mut orgs = BTreeSet::new();
        for ack in &self.acks {
            ack.check()?;
            if !orgs.insert(ack.org) {
                return Err(Wrong::Ack);
            }
        }
        Ok(())
    }
}

impl Section {
    fn check(&self, sort: Sort) -> Result<(), Wrong> {
        let counted = self.last.checked_sub(self.first).and_then(|more| more.checked_add(1));
        let starts = (self.first == 1) == (self.before == Hash::ZERO);
        let is_whole = sort != Sort::Full || self.first == 1;
        // The number after the last must exist, or nothing could ever follow.
        let ends = self.last < u64::MAX;
        if self.first > 0 && counted == Some(self.count) && starts && is_whole && ends {
            Ok(())
        } else {
            Err(Wrong::Range)
        }
    }
}

impl Ack {
    fn check(&self) -> Result<(), Wrong> {
        let starts = (self.through == 0) == (self.hash == Hash::ZERO);
        let follows = self.next > self.through;
        let ranges = self.missing.iter().all(|(first, last)| first <= last && *first > self.through);
        let short = self.missing.len() <= MAX_MISSING
            && self.held.len() <= MAX_HELD
            && self.quarantined.len() <= MAX_QUARANTINED;
        if starts && follows && ranges && short { Ok(()) } else { Err(Wrong::Ack) }
    }
}

fn write_epoch<S: Serializer>(epoch: &Epoch, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(epoch)
}

fn read_epoch<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Epoch, D::Error> {
    let text = String::deserialize(deserializer)?;
    from_lower_hex(&text).map(Epoch).ok_or_else(|| de::Error::custom("not 32 lower-case hex digits"))
}
