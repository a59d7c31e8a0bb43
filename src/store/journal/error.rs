//! What can be wrong with a journal, in words for the clerk.

use std::path::PathBuf;

use crate::model::Org;
use crate::store::disk::DiskError;
use crate::store::random::RandomError;
use crate::text::zh::store::journal as zh;

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// More than [`super::MAX_LINE_BYTES`].
    #[error("{}", zh::TOO_LONG)]
    TooLong,
    /// Not UTF-8.
    #[error("{}", zh::NOT_UTF8)]
    NotUtf8,
    /// No tab, so no body.
    #[error("{}", zh::NO_BODY)]
    NoBody,
    /// The envelope is not one.
    #[error("{}", zh::ENVELOPE)]
    Envelope,
    /// The body is in none of the four forms.
    #[error("{}", zh::BODY)]
    Body,
    /// The envelope is not what was hashed.
    #[error("{}", zh::HASH)]
    Hash,
    /// The data is not what was digested.
    #[error("{}", zh::DIGEST)]
    Digest,
    /// Not the number after the one before.
    #[error("{}", zh::seq(*.expected, *.found))]
    Seq {
        /// The number after the one before.
        expected: u64,
        /// The line's number.
        found: u64,
    },
    /// `prev` is not the hash of the line before.
    #[error("{}", zh::PREV)]
    Prev,
    /// The first line is no `chain` line, or a later one does not go on from those before it.
    #[error("{}", zh::CHAIN)]
    Chain,
    /// A save of more lines or bytes than one may have.
    #[error("{}", zh::LONG_GROUP)]
    LongGroup,
    /// The file ends before a place where it had a line.
    #[error("{}", zh::ENDS_EARLY)]
    EndsEarly,
}

/// A line that cannot be trusted; nothing is read from there on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", zh::damage(path, *.line, *.offset, flaw))]
pub struct Damage {
    /// The journal's file.
    pub path: PathBuf,
    /// The line's number, which is the `seq` it should have; `None` if it was read out of order.
    pub line: Option<u64>,
    /// Offset of its first byte.
    pub offset: u64,
    /// What is wrong.
    pub flaw: Flaw,
}

/// Why a journal cannot be made or opened at all. Nothing has been changed.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// There is no such file.
    #[error("{}", zh::missing(path))]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// There is one already.
    #[error("{}", zh::exists(path))]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The first line is bad, so nothing is known of the rest.
    #[error("{}", zh::header(damage))]
    Header {
        /// The first line's damage.
        damage: Damage,
    },
    /// The journal of another organisation.
    #[error("{}", zh::other_desk(path, *.expected, *.found))]
    OtherDesk {
        /// The file.
        path: PathBuf,
        /// Whose journal it should be.
        expected: Org,
        /// Whose it is.
        found: Org,
    },
    /// The first line could not be written.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// The file system refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// Why a journal takes no new lines.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadOnly {
    /// What was applied is not all there: the file has lost its end.
    #[error("{}", zh::ahead(path, *.applied, *.found))]
    LostTail {
        /// The file.
        path: PathBuf,
        /// The number of the last line applied.
        applied: u64,
        /// The number of the last line found.
        found: u64,
    },
    /// A bad line.
    #[error("{0}")]
    Damaged(Damage),
    /// Written by a newer program.
    #[error("{}", zh::newer(path, *.found, *.known))]
    Newer {
        /// The file.
        path: PathBuf,
        /// The file's format version.
        found: u32,
        /// The highest this program writes.
        known: u32,
    },
    /// The file cannot be written, or its torn end cannot be put aside.
    #[error("{}", zh::unwritable(path, *.cause))]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::ErrorKind,
    },
    /// A write failed and what it left could not be taken back, or another program wrote to the file.
    #[error("{}", zh::poisoned(path))]
    Poisoned {
        /// The file.
        path: PathBuf,
    },
}

/// Why lines were not appended. The file is as it was before, unless the journal is now read-only.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The journal takes no lines.
    #[error(transparent)]
    ReadOnly(#[from] ReadOnly),
    /// A line would be too long.
    #[error("{}", zh::line_too_long(*.bytes, *.limit))]
    TooLong {
        /// The line's length in bytes.
        bytes: usize,
        /// The most it may be.
        limit: usize,
    },
    /// A group would be too large.
    #[error("{}", zh::group_too_large(*.lines, *.limit))]
    TooMany {
        /// Lines of the group.
        lines: usize,
        /// The most it may have.
        limit: usize,
    },
    /// The data is not one JSON object on one line, or the kind is reserved: a mistake of the program.
    #[error("{}", zh::bad_line(kind, *.id))]
    Malformed {
        /// The record's kind.
        kind: String,
        /// The record's number.
        id: u64,
    },
    /// No random bytes for a salt.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// The file system refused; nothing was saved.
    #[error("{}", zh::not_saved(.0))]
    Disk(#[from] DiskError),
}

/// Why a line could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is there and bad.
    #[error(transparent)]
    Damage(#[from] Damage),
    /// The file system refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
}
