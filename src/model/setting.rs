//! A setting shared with everyone who reads this station's chain: a key with a value.
//!
//! - [`known`] is the table of all settings: how each is called, grouped and edited. The settings screen, its forms and
//!   `liaison settings` go by it.
//! - [`code`], [`office`], [`score`], [`holiday`] and [`rule`] are the rows their forms are made of; [`propose`] finds a key
//!   for a new code.
//! - [`rows`] turns rows into the TOML of a setting and back, by their field table. Holidays and rules of reception days are
//!   written as a clerk says them and have writers of their own.
//!
//! How a value reads, and what is in force, is [`super::codes::CodeLists`]. A change says nothing about what was stored before it: an issue keeps its
//! due date, and a record keeps the key of its code.

pub mod code;
pub mod holiday;
pub mod known;
pub mod office;
pub mod propose;
pub mod rows;
pub mod rule;
pub mod score;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::field::{Access, Field, FieldKind};
use super::takeover::Taken;
use crate::text::zh::model::label;

/// Most characters of a setting's value.
pub const SETTING_CHARS: usize = 60_000;

/// A setting. [`CodeLists::apply`](super::codes::CodeLists::apply) says which keys there are and what their values hold.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Setting {
    /// What is set.
    pub key: String,
    /// To what.
    pub value: String,
    /// Whose setting it was taken over from and still is as it was; a desk that sets it itself leaves this empty.
    pub taken: Option<Box<Taken>>,
}

impl Setting {
    /// The field table.
    pub const FIELDS: &'static [Field<Setting>] = &[
        Field::<Setting>::new("key", label::SETTING_KEY, FieldKind::Label, Access::Text(|r| &r.key, |r| &mut r.key))
            .required()
            .listed(24),
        Field::<Setting>::new(
            "value",
            label::SETTING_VALUE,
            FieldKind::Prose { max: SETTING_CHARS },
            Access::Text(|r| &r.value, |r| &mut r.value),
        )
        .open()
        .listed(40),
    ];
}
