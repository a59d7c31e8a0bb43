//! Files, journal, live store, lists, drafts, backups: everything that lasts.
//!
//! - [`desk`] opens a data directory, saves and undoes; the only writer. [`batch`] is what it saves.
//! - [`reader`] reads records, lists and totals, searches for words and by filters, looks up what was typed, and finds
//!   issues that look like the one being entered.
//! - [`codes`] is the settings in force, [`schedule`] plans reception days on what the books have.
//! - [`journal`] is the truth; the store made from it is `apply` (lines into it), `books` (records in it), `index` (its
//!   lists and totals), `tally` (what each deputy did), `waiting` (decisions of desks above to
//!   take over), `facts` (what is counted of each), `codec` (its bytes) and [`db`],
//!   which alone knows sled. [`check`] holds it against itself.
//! - [`copies`] are the chains of other desks and their records beside our own.
//! - [`figures`] counts the figures of periods, and finds the records behind one.
//! - [`backup`] copies a desk into one file, [`restore`] puts it in place, [`verify`] checks everything, [`mend`] takes
//!   damaged lines of the journal from backups.
//! - [`disk`] is the layer under every file but sled's; [`lock`], [`keys`], [`settings`] and [`drafts`] stand on it.

pub mod alike;
mod apply;
pub mod backup;
pub mod batch;
mod books;
pub mod check;
mod codec;
pub mod codes;
pub mod copies;
pub mod db;
pub mod desk;
mod directory;
pub mod disk;
pub mod drafts;
mod facts;
pub mod figures;
mod index;
pub mod journal;
pub mod keys;
pub mod lock;
pub mod mappings;
pub mod mend;
mod place;
pub mod quiet;
pub mod random;
pub mod reader;
pub mod restore;
pub mod schedule;
mod search;
pub mod settings;
mod tally;
pub mod verify;
mod waiting;

/// The program as it names itself in chain lines, locks and backups.
pub const PROGRAM: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
