//! A handling unit 承办单位.

use serde::{Deserialize, Serialize};

use super::field::{Access, Field, FieldKind};
use super::takeover::Taken;
use crate::text::zh::model::label;

/// 承办单位.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// Code of list `unit_level`.
    pub level: String,
    /// Whether new issues may go to it.
    pub active: bool,
    /// Whose list it was taken over from, if it was.
    pub taken: Option<Box<Taken>>,
}

impl Default for Unit {
    fn default() -> Unit {
        Unit { name: String::new(), level: String::new(), active: true, taken: None }
    }
}

impl Unit {
    /// The field table.
    pub const FIELDS: &'static [Field<Unit>] = &[
        Field::<Unit>::new(
            "name",
            label::UNIT_NAME,
            FieldKind::Line { max: 40 },
            Access::Text(|r| &r.name, |r| &mut r.name),
        )
        .required()
        .open()
        .listed(30),
        Field::<Unit>::new(
            "level",
            label::UNIT_LEVEL,
            FieldKind::Code("unit_level"),
            Access::Code(|r| &r.level, |r| &mut r.level),
        )
        .listed(12),
        Field::<Unit>::new("active", label::ACTIVE, FieldKind::YesNo, Access::YesNo(|r| r.active, |r| &mut r.active))
            .listed(6),
    ];
}
