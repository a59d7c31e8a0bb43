//! Ledgers in and out: one table model, several writers; workbook import. Single documents and forms on paper.

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
