//! Ledgers in and out: one table model, several writers; workbook import.

pub mod export;
pub mod formula;
pub mod guard;
pub mod import;
pub mod ledger;
mod roster;
pub mod sheet;
pub mod table;
pub mod write;
