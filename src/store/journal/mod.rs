//! The journal: the append-only, hash-chained file that is the truth of a desk.
//!
//! One file for each organisation, `<org>.jsonl`. The same lines are the write-ahead log, the audit
//! trail and undo history, what the live store is rebuilt from, and what a package carries.
//!
//! # Format 1
//!
//! A file is a sequence of lines, each ended by one `\n` (no `\r`, no byte order mark), UTF-8, at
//! most 1 MiB with its newline. A line is an envelope, one tab, a body:
//!
//! ```text
//! {"seq":17,"at":"2026-11-23T09:12:33+08:00","by":"lihua","org":"430122105001","kind":"issue","id":12,"rev":3,"verb":"assign","digest":"<64 hex>","prev":"<64 hex>","hash":"<64 hex>"}⇥{"salt":"<32 hex>","data":{…}}
//! ```
//!
//! **Envelope.** A JSON object. Keys are written in the order shown; a reader minds only that
//! `hash` comes last.
//!
//! | key | meaning |
//! |---|---|
//! | `seq` | 1 for the first line, then one more for each: so it is the line's number too |
//! | `at` | when it was written, RFC 3339 with the desk's offset; for people, never for order |
//! | `by` | who wrote it |
//! | `org`, `kind`, `id` | the record: its owner's code as a string of digits, its kind, its number with that owner |
//! | `rev` | how often the record has been written, from 1 |
//! | `verb` | what was done to it |
//! | `more` | `true` if this line and the next are one save; else left out |
//! | `digest` | SHA-256(salt ‖ data), both as the bytes that stand in the body: the salt's hex digits, then `data` |
//! | `prev` | `hash` of the line before; 64 zeros in the first line |
//! | `hash` | SHA-256 of the envelope's bytes before its last `,"hash"`, which is 75 bytes from its end |
//!
//! **Body.** One of four forms, written with exactly these bytes, so that every byte of a line is
//! covered by a check (of a sealed body, by its own authentication):
//!
//! | form | meaning |
//! |---|---|
//! | `{"salt":"<32 hex>","data":{…}}` | clear: the whole record after the change, a JSON object without control characters |
//! | `{"sealed":"<base64>"}` | a clear body under the desk's data key |
//! | `{"withheld":true}` | left out of a package for someone else |
//! | `{"erased":true}` | taken out for good |
//!
//! **Chain lines.** The first line, and any later one with which another installation or another
//! key takes over (a restored backup), or from which numbers are used a second time (lost lines taken in
//! anew), has kind `chain`, verb `begin`, `id` counting such lines
//! from 1, and as data `{"format":1,"org":"…","epoch":"<32 hex>","key":"<64 hex>","program":"…"}`:
//! this document's version, the owner (the same in all of them), 128 random bits of the
//! installation, its Ed25519 public key, the program that wrote it. `format` never goes down.
//! Every later format keeps these keys and the shape of a line.
//!
//! # Invariants, and why
//!
//! - **The chain holds without bodies.** `hash` covers the envelope only, and the envelope has the
//!   body's digest: a body can be sealed, withheld or erased and the rest still verifies. The salt
//!   keeps a short text from being guessed from its digest.
//! - **Hashes are over bytes, not values.** Nothing is parsed and written again to be checked, so
//!   keys this program does not know do not matter, and a flipped bit shows anywhere.
//! - **Hex digits are lower case**, for the same reason: an upper-case digit means the same number.
//! - **A group is all or nothing.** Its lines are written by one call and made durable by one
//!   sync; only then is it acknowledged. An unfinished group at the end of the file was never
//!   acknowledged: it is cut off whole and kept beside as `<org>.torn-<n>`. A group has at most [`MAX_GROUP_LINES`] lines
//!   and [`MAX_GROUP_BYTES`] bytes, since it is made and read in memory.
//! - **Only an unfinished end is ever cut.** Any other bad line is damage: the file stays as it is
//!   and can be read up to the group that holds the line.
//! - **`data` is the whole record**, so applying a line twice changes nothing.
//! - **Opening costs the tail, not the file**: the first line, the line last applied, and what
//!   follows it. The rest is checked by [`JournalReader::verify`].
//!
//! The journal knows no record type: kinds and verbs are words to it, data is any JSON object.

mod append;
mod chain;
mod error;
mod hash;
mod intake;
mod line;
mod mark;
mod open;
mod read;
mod scan;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

pub use append::{MAX_GROUP_BYTES, MAX_GROUP_LINES};
pub use chain::{CHAIN_KIND, Chain, ChainStart, Epoch, FORMAT};
pub use error::{AppendError, Damage, Flaw, JournalError, ReadError, ReadOnly};
pub use hash::Hash;
pub use intake::{Intake, chain_at};
pub use line::{Body, Envelope, Line, MAX_LINE_BYTES, tells};
pub use mark::Mark;
pub use open::{Fit, Found, Opened};
pub use read::{JournalReader, Lines, Verified, begins_with_save, line_at_mark, line_ending_at, verify, verify_until};
pub use scan::{Follow, withheld};

use crate::model::Org;
use crate::store::disk::{Disk, DiskFile};
use crate::store::random::{RandomError, random_bytes};

/// Makes the salt of a line; a golden file wants fixed ones.
type SaltSource = fn() -> Result<[u8; 16], RandomError>;

/// When a save happens and who does it.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// The desk's clock and offset.
    pub at: DateTime<FixedOffset>,
    /// The clerk's login or name.
    pub by: String,
}

/// A line to append; the journal adds its place, its owner and its stamp.
#[derive(Clone, Debug)]
pub struct NewLine {
    /// The record's kind; not [`CHAIN_KIND`].
    pub kind: String,
    /// The record's number.
    pub id: u64,
    /// How often the record has been written with this line.
    pub rev: u32,
    /// What is done to it.
    pub verb: String,
    /// The whole record after the change: a JSON object without control characters.
    pub data: String,
}

/// The open journal of this desk. It is the file's only writer; the desk's lock sees to that.
pub struct Journal {
    /// The file to append to, or why it must not be.
    writer: Result<Box<dyn DiskFile>, ReadOnly>,
    reader: JournalReader,
    head: Mark,
    chain: Chain,
    salt: SaltSource,
}

impl Journal {
    /// Makes a journal with its first `chain` line, durably. After an error there is no journal.
    pub fn create(disk: Arc<dyn Disk>, path: &Path, stamp: &Stamp, start: &ChainStart) -> Result<Self, JournalError> {
        append::create(disk, path, stamp, start, random_bytes)
    }

    /// Opens the journal of `org`, checks it behind `applied` (or whole, without), cuts off and
    /// keeps a torn end. `applied` is the mark of the last line of a group that has been applied.
    ///
    /// A journal that is damaged, newer, not writable, or shorter than what was applied is opened
    /// all the same, but read-only, and reads up to its last sound group.
    pub fn open(disk: Arc<dyn Disk>, path: &Path, org: Org, applied: Option<Mark>) -> Result<Opened, JournalError> {
        open::open(disk, path, org, applied)
    }

    fn assemble(writer: Result<Box<dyn DiskFile>, ReadOnly>, reader: JournalReader, head: Mark, chain: Chain) -> Self {
        Self { writer, reader, head, chain, salt: random_bytes }
    }

    /// Appends one group and makes it durable with exactly one sync; it is saved once this
    /// returns `Ok`. After an error nothing of it is saved: the file has its former length, or
    /// the journal has become read-only. Gives the mark of each line, the last one being the new head.
    pub fn append(&mut self, stamp: &Stamp, lines: &[NewLine]) -> Result<Vec<Mark>, AppendError> {
        append::append(self, stamp, lines)
    }

    /// Appends a `chain` line: from here on another installation or key writes.
    pub fn begin_epoch(
        &mut self,
        stamp: &Stamp,
        epoch: Epoch,
        key: crate::store::keys::PublicKey,
        program: &str,
    ) -> Result<Mark, AppendError> {
        append::begin_epoch(self, stamp, epoch, key, program)
    }

    /// Lets the file go; nothing can be saved any more.
    pub fn close(&mut self) {
        self.writer = Err(ReadOnly::Poisoned { path: self.reader.path().to_path_buf() });
        self.reader.stop_growing();
    }

    /// Lets those who read the journal that stood here before read this one from now on.
    pub fn succeed(&mut self, former: &Journal) {
        former.reader.set_end(self.head.end);
        if self.writer.is_ok() {
            former.reader.go_on();
        }
        self.reader = former.reader.clone();
    }

    /// Just past the last line saved.
    pub fn head(&self) -> Mark {
        self.head
    }

    /// The `chain` line in force.
    pub fn chain(&self) -> &Chain {
        &self.chain
    }

    /// Why nothing can be saved, if nothing can.
    pub fn read_only(&self) -> Option<&ReadOnly> {
        self.writer.as_ref().err()
    }

    /// A reader for this and other threads.
    pub fn reader(&self) -> JournalReader {
        self.reader.clone()
    }
}
