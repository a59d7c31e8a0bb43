//! A row of the table of scores, in the form that edits the table.

use crate::model::field::{Access, Field, FieldKind};
use crate::model::score::MOST_POINTS;
use crate::text::zh::model::setting as zh;

/// The list of duties, made by the program.
pub const DUTIES: &str = "duty";

/// What one kind of duty counts for.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Score {
    /// Which duty: a key of [`DUTIES`].
    pub duty: String,
    /// Points for the first.
    pub base: Option<u32>,
    /// Points for each further one.
    pub extra: Option<u32>,
    /// The most points.
    pub cap: Option<u32>,
}

const POINTS: FieldKind = FieldKind::Number { min: 0, max: MOST_POINTS };

impl Score {
    /// The field table.
    pub const FIELDS: &'static [Field<Score>] = &[
        Field::<Score>::new("duty", zh::DUTY, FieldKind::Code(DUTIES), Access::Code(|r| &r.duty, |r| &mut r.duty))
            .required(),
        Field::<Score>::new("base", zh::BASE, POINTS, Access::MaybeNumber(|r| r.base, |r| &mut r.base)).required(),
        Field::<Score>::new("extra", zh::EXTRA, POINTS, Access::MaybeNumber(|r| r.extra, |r| &mut r.extra)).required(),
        Field::<Score>::new("cap", zh::CAP, POINTS, Access::MaybeNumber(|r| r.cap, |r| &mut r.cap)).required(),
    ];
}
