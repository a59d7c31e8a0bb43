//! A setting shared with everyone who reads this station's chain: a key with a value.
//!
//! - [`known`] is the table of all settings: how each is called, grouped and edited.
//! - [`rows`] turns a list of rows into the TOML of a setting and back, by the field table of the rows.
//! - [`code`] and [`office`] are such rows; [`propose`] finds a key for a new code.
//!
//! What is in force is [`super::codes::CodeLists`]. A change says nothing about what was stored before it: an issue keeps its
//! due date, and a record keeps the key of its code.

pub mod code;
pub mod known;
pub mod office;
pub mod propose;
pub mod rows;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::field::{Access, Field, FieldKind};
use crate::text::zh::model::label;

/// Most characters of a setting's value.
pub const SETTING_CHARS: usize = 60_000;

/// A setting. `codes.<list>` overrides a code list: its value is TOML in the shape of `fixtures/codes.toml`;
/// `deadlines.<name>` holds a number, or `[7, 3]` for the days of warning.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Setting {
    /// What is set.
    pub key: String,
    /// To what.
    pub value: String,
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
