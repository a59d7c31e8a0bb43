//! Why a package is refused, or cannot be made.

use std::io;

use super::Sort;
use crate::model::Org;
use crate::store::journal::Flaw;
use crate::store::keys::PublicKey;
use crate::store::random::RandomError;
use crate::text::zh::sync::package as zh;

/// Why a package is refused whole. Nothing of it has been used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackageError {
    /// No bytes.
    #[error("{}", zh::EMPTY)]
    Empty,
    /// Some other file.
    #[error("{}", zh::NOT_PACKAGE)]
    NotPackage,
    /// Encrypted, but not to this desk's key.
    #[error("{}", zh::NOT_FOR_KEY)]
    NotForKey,
    /// It ends too early.
    #[error("{}", zh::CUT)]
    Cut,
    /// Its bytes are not those that were written.
    #[error("{}", zh::ALTERED)]
    Altered,
    /// The file could not be read.
    #[error("{}", zh::unreadable(*.0))]
    Disk(io::ErrorKind),
    /// The file is no longer what was checked.
    #[error("{}", zh::CHANGED)]
    Changed,
    /// More than [`super::MAX_TEXT_BYTES`].
    #[error("{}", zh::too_large(*.limit))]
    TooLarge {
        /// The most it may be, in bytes of text.
        limit: u64,
    },
    /// The person at the keyboard stopped it.
    #[error("{}", zh::STOPPED)]
    Stopped,
    /// Only later programs read it.
    #[error("{}", zh::newer(*.format, *.least, program))]
    Newer {
        /// The package's format.
        format: u32,
        /// The format that a reader must know.
        least: u32,
        /// The program that made it.
        program: String,
    },
    /// It is not made as packages are.
    #[error("{}", zh::wrong(.0))]
    Wrong(#[from] Wrong),
    /// A line of a chain that does not hold.
    #[error("{}", zh::line(*.org, *.seq, .flaw))]
    Line {
        /// Whose chain.
        org: Org,
        /// The number of the line that should stand there.
        seq: u64,
        /// What is wrong.
        flaw: Flaw,
    },
    /// For another desk.
    #[error("{}", zh::other_receiver(*.to, *.own))]
    OtherReceiver {
        /// Whom it is for.
        to: Org,
        /// This desk.
        own: Org,
    },
    /// From this desk itself.
    #[error("{}", zh::FROM_SELF)]
    FromSelf,
    /// Its name says something else than its header.
    #[error("{}", zh::named(name, header))]
    Named {
        /// The file's name.
        name: String,
        /// What it should be called.
        header: String,
    },
    /// From an organisation that is no party.
    #[error("{}", zh::unknown(*.from))]
    Unknown {
        /// Who made it.
        from: Org,
    },
    /// From a party whose key nobody has confirmed.
    #[error("{}", zh::unconfirmed(*.from))]
    Unconfirmed {
        /// Who made it.
        from: Org,
    },
    /// From a party whose key was revoked.
    #[error("{}", zh::revoked(*.from))]
    Revoked {
        /// Who made it.
        from: Org,
    },
    /// Of a sort that this party does not send.
    #[error("{}", zh::wrong_sort(*.from, *.sort))]
    WrongSort {
        /// Who made it.
        from: Org,
        /// What it says it is.
        sort: Sort,
    },
    /// Signed with a key that is not the party's.
    #[error("{}", zh::other_key(*.from))]
    OtherKey {
        /// Who should have signed.
        from: Org,
        /// The key that did.
        key: PublicKey,
    },
    /// The signature does not hold.
    #[error("{}", zh::bad_signature(*.from))]
    BadSignature {
        /// Who should have signed.
        from: Org,
    },
}

/// How a package's text is not as it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// What is decrypted is no sound gzip.
    #[error("{}", zh::GZIP)]
    Gzip,
    /// The header is none.
    #[error("{}", zh::HEADER)]
    Header,
    /// The maker's own chain does not stand first.
    #[error("{}", zh::OWN_FIRST)]
    OwnFirst,
    /// A receipt with chains or without acks.
    #[error("{}", zh::RECEIPT)]
    Receipt,
    /// A chain twice, or the receiver's own.
    #[error("{}", zh::TWICE)]
    Twice,
    /// First, last, count and hash before do not fit each other.
    #[error("{}", zh::RANGE)]
    Range,
    /// An ack that contradicts itself.
    #[error("{}", zh::ACK)]
    Ack,
    /// A line of more than 1 MiB.
    #[error("{}", zh::LONG_LINE)]
    LongLine,
    /// Fewer lines than the header counts, or no signature.
    #[error("{}", zh::ENDS_EARLY)]
    EndsEarly,
    /// Where the signature must stand is something else.
    #[error("{}", zh::UNSIGNED)]
    Unsigned,
    /// The chain's lines do not end as the header says.
    #[error("{}", zh::ENDS_ELSEWHERE)]
    EndsElsewhere,
    /// A chain's lines end within a save.
    #[error("{}", zh::CUT_SAVE)]
    CutSave,
    /// A chain line names another organisation or installation than the header.
    #[error("{}", zh::OTHER_CHAIN)]
    OtherChain,
    /// Bytes behind the end.
    #[error("{}", zh::TRAILING)]
    Trailing,
}

/// Why a package could not be made. What was written so far is no package.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The header or the lines given are not such as a package may have: a mistake of the program or a damaged journal.
    #[error("{}", zh::not_made(.0))]
    Wrong(#[from] Wrong),
    /// A line of a chain that does not hold.
    #[error("{}", zh::not_made_line(*.org, *.seq, .flaw))]
    Line {
        /// Whose chain.
        org: Org,
        /// The number of the line that should stand there.
        seq: u64,
        /// What is wrong.
        flaw: Flaw,
    },
    /// More than [`super::MAX_TEXT_BYTES`], or more chains than a header holds.
    #[error("{}", zh::TOO_MUCH)]
    TooMuch,
    /// No random bytes.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// Where it is written to refused.
    #[error("{}", zh::not_written(.0.kind()))]
    Write(#[from] io::Error),
}
