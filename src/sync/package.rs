//! A package: journal lines, signed, gzipped, and encrypted to one receiver.
//!
//! # Format 1
//!
//! A file is three standard layers: text, inside gzip (RFC 1952, one member), inside age (`age-encryption.org/v1`, to the
//! receiver's X25519 key alone). So `age -d -i keys/desk.age FILE | gunzip` shows the text anywhere. The text is lines, each
//! ended by one `\n`, UTF-8, at most 1 MiB with the newline:
//!
//! ```text
//! {"liaison":"package","format":1,"least":1,"sort":"up","from":"430122105001","to":"430122","number":12,…}   the header
//! <the journal lines of the first chain, as they stand in its journal>
//! <… of the next chain …>
//! {"signature":"<128 hex>","key":"<64 hex>"}
//! ```
//!
//! **Header**, one JSON object; keys this program does not know are left alone.
//!
//! | key | meaning |
//! |---|---|
//! | `liaison` | `package` |
//! | `format`, `least` | this document's version; the oldest version whose readers can read this package |
//! | `sort` | `up`, `down`, `full` or `receipt`, see [`Sort`] |
//! | `from`, `to`, `number` | who made it, for whom, and the how many-th from the one to the other |
//! | `at`, `program`, `schema` | when (RFC 3339) and by which program it was made; the version of its records |
//! | `chains` | for each chain in order: `org`, `epoch` in force at its last line, `first` and `last` line, the hash `before` the first and `after` the last, `count` |
//! | `acks` | what the maker has of the receiver's chains: `org`, `epoch`, `through`, `hash`, `next`, `missing`, `held`, `quarantined` (some of them), `unused` (how many) |
//!
//! The maker's own chain stands first in `chains`. A receipt has no chains and at least one ack.
//!
//! **Last line**: the Ed25519 signature over the 32 bytes of SHA-256 of every byte of the text before that line, and the key
//! that made it; written with exactly these bytes. Nothing follows it, in any layer.
//!
//! # What always holds
//!
//! - **Nothing is believed before the end.** [`check()`] reads a package to its last byte and gives a [`Checked`] only when
//!   all of it holds: encryption, gzip, header, every line and its chain, the signature of a party that may send it, and the
//!   end of every layer. Its lines are read again from the file, in bounded memory ([`Checked::lines`]), and a file that is
//!   no longer what was checked is an error before that reading ends: what takes lines in commits nothing before
//!   [`Lines::advance`] has answered `None`, and a [`Feed`] keeps its last line back until then.
//! - **Whole saves only**: the last line of each chain in a package ends a save.
//! - **Memory does not depend on the package**: a line, the header and the layers' buffers.

mod error;
mod feed;
mod header;
mod layers;
mod name;
mod reader;
mod writer;

#[cfg(test)]
mod tests;

pub use error::{PackError, PackageError, Wrong};
pub use feed::Feed;
pub use header::{Ack, Header, Quarantined, Section, Sort};
pub use name::Name;
pub use reader::{Checked, Expected, Item, Lines, Role, Signer, Standing, check, header_of};
pub use writer::Writer;

use crate::store::journal::MAX_LINE_BYTES;

/// The format this program writes, and the highest it reads whatever a package says.
pub const FORMAT: u32 = 1;
/// The oldest format whose readers can read what this program writes.
pub const LEAST: u32 = 1;
/// The version of the records that stand in the lines this program writes.
pub const SCHEMA: u32 = 1;
/// The longest header, its newline included, in bytes: that of a line. Some 3,000 chains fit, and a county has 300 stations.
pub const MAX_HEADER_BYTES: usize = MAX_LINE_BYTES;
/// The most text of a package, in bytes. A city's two years, with all its stations, are a tenth of it.
pub const MAX_TEXT_BYTES: u64 = 1024 * 1024 * 1024;
/// The longest age header, in bytes: ours are under 400, and age itself knows no limit.
const MAX_AGE_HEADER_BYTES: usize = 8 * 1024;
/// The most missing ranges an ack may list.
pub const MAX_MISSING: usize = 1000;
/// The most held packages an ack may list: a desk holds no more of one chain.
pub const MAX_HELD: usize = 50;
/// The most quarantined lines an ack may list: a desk keeps no more of one chain.
pub const MAX_QUARANTINED: usize = 200;
