//! An office reports go to, as a row of the form that edits the list of them.

use crate::model::field::{Access, Field, FieldKind};
use crate::text::zh::model::setting as zh;

/// One office.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Office {
    /// Its name.
    pub name: String,
}

impl Office {
    /// The field table.
    pub const FIELDS: &'static [Field<Office>] = &[Field::<Office>::new(
        "name",
        zh::OFFICE_NAME,
        FieldKind::Line { max: 40 },
        Access::Text(|r| &r.name, |r| &mut r.name),
    )
    .required()
    .open()];
}
