//! Records, field tables, settings, rules and the life of an issue. Pure: no clock, no files, no store, no screen.
//!
//! A record type is a struct with a table of its fields ([`field::Field`]). [`record::Record`] is any of them; forms,
//! lists, imports and exports go through [`kind::Kind::specs`], [`record::Record::get`] and
//! [`record::Record::set`], so a new field is one struct member and one line in its table.
//!
//! - [`typed`] turns what a person typed into a value and a value into what a person reads; [`several`] is the names that mean
//!   several deputies; [`filter`] is what records must be like to be listed.
//! - [`check`] finds what is wrong or odd with a record; [`alike`] finds issues that look the same.
//! - [`codes`] is every setting in force; [`setting`] is the record that holds one, and the table of all of them.
//! - [`life`] is the table of verbs and the only code that moves an issue from stage to stage; [`moves`] is the table of
//!   the steps of other records. [`owing`] tells which step has to come next, [`sources`] which issues a proposal or
//!   project came from and the step they take with it.
//! - [`calendar`] tells working days and lunar days; [`schedule`] plans reception days by a station's rules.
//! - [`duty`] is what a record counts for in a deputy's file, [`quota`] and [`score`] what that comes to, [`term`] a change of
//!   term.
//! - [`stats`] is what records come to in a period, as they stood at its end.
//! - [`party`], [`received`] and [`pack`] are what is known of other desks and what was sent; [`handling`] is what a level above
//!   decides, and the step a station takes with it; [`takeover`] is what its roster, units and code lists would change in ours.
//! - [`said`] is a record read from top to bottom, for `liaison show` and lists in plain text.
//! - [`whose`] is what tells records of several desks apart where they stand together.
//! - [`upward`] is what this desk owes the level above, [`completeness`] who of those below has reported a period.
//! - [`order`] sorts, for all layers below.
//! - [`json`] is the form records have in the journal, [`jsonl`] the one for people and scripts.

pub mod activity;
pub mod alike;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
pub(crate) mod any;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
pub(crate) mod books;
pub mod calendar;
pub mod check;
pub mod codes;
pub mod completeness;
pub mod context;
pub mod date;
pub mod deed;
pub mod deputy;
pub mod division;
pub mod duty;
pub mod entry;
pub mod event;
pub mod field;
pub mod fill;
pub mod filter;
pub mod handling;
pub mod issue;
pub mod json;
pub mod jsonl;
pub mod kind;
pub mod life;
pub mod masked;
pub mod moves;
pub mod order;
pub mod owing;
pub mod pack;
pub mod part;
pub mod party;
pub mod project;
pub mod proposal;
pub mod quota;
pub mod received;
pub mod reception;
pub mod recipients;
pub mod record;
pub mod report;
pub mod said;
pub mod schedule;
pub mod score;
pub mod setting;
pub mod several;
pub mod sources;
pub mod station;
pub mod stats;
pub mod takeover;
pub mod term;
mod toml_text;
pub mod township;
pub mod typed;
pub mod unit;
pub mod upward;
pub mod value;
pub mod visit;
pub mod whose;

pub use context::{Candidate, Context, Directory};
pub use date::{Date, Time};
pub use entry::{Entry, Id};
pub use field::{Carry, FieldKind, Privacy, Rule, Spec};
pub use kind::{Kind, Org};
pub use part::{Part, PartKind};
pub use record::Record;
pub use value::Value;
