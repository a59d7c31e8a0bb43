//! Ledgers in and out, and documents on paper.
//!
//! - [`export`] hands ledgers on, row by row ([`table`], [`ledger`], [`formula`]); [`import`] takes them in from what [`sheet`]
//!   reads within the bounds of [`guard`].
//! - [`paper`] is the one model of a document; [`docs`] makes those of a record or a list, [`period`] a period's report with its
//!   freezing.
//! - [`write`](mod@write) is the writers of both, whole files or none.

pub mod docs;
pub mod export;
pub mod formula;
pub mod guard;
pub mod import;
pub mod ledger;
pub mod paper;
pub mod period;
mod roster;
pub mod sheet;
pub mod table;
pub mod write;

use crate::model::Kind;

/// The kinds of record a ledger may hold.
pub const KINDS: [Kind; 8] = [
    Kind::Issue,
    Kind::Reception,
    Kind::Visit,
    Kind::Deputy,
    Kind::Unit,
    Kind::Activity,
    Kind::Project,
    Kind::Proposal,
];
