//! What the `model` layer says to the clerk: labels of fields, names of kinds, findings of checks.

pub mod activity;
pub mod calendar;
pub mod change;
pub mod check;
pub mod codes;
pub mod duty;
pub mod fill;
pub mod filter;
pub mod kind;
pub mod label;
pub mod life;
pub mod moves;
pub mod owing;
pub mod project;
pub mod proposal;
pub mod recipients;
pub mod report;
pub mod schedule;
pub mod setting;
pub mod stats;
pub mod term;
pub mod typed;
pub mod verb;
