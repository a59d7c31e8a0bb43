//! A deed 办实事 done on a visit.

use serde::{Deserialize, Serialize};

use super::field::{Access, Field, FieldKind};
use crate::text::zh::model::label;

/// The kind of a deed given in money.
pub const MONEY: &str = "money";
/// The kind of a deed given in goods.
pub const GOODS: &str = "goods";

/// One deed: what was done for residents, in money, goods, service or by solving a problem.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Deed {
    /// What was done.
    pub text: String,
    /// Code of list `deed_kind`.
    pub kind: String,
    /// Worth in 分.
    pub amount: Option<u64>,
    /// Who paid: code of list `deed_source`.
    pub source: String,
    /// Service person-times 人次.
    pub times: Option<u32>,
    /// Whether it is done; a promise is not counted.
    pub done: bool,
    /// Keys this version does not know, as one JSON object; empty for none.
    pub extra: String,
}

impl Default for Deed {
    fn default() -> Deed {
        Deed {
            text: String::new(),
            kind: String::new(),
            amount: None,
            source: String::new(),
            times: None,
            done: true,
            extra: String::new(),
        }
    }
}

impl Deed {
    /// The field table.
    pub const FIELDS: &'static [Field<Deed>] = &[
        Field::<Deed>::new(
            "text",
            label::DEED_TEXT,
            FieldKind::Line { max: 200 },
            Access::Text(|r| &r.text, |r| &mut r.text),
        )
        .required(),
        Field::<Deed>::new(
            "kind",
            label::DEED_KIND,
            FieldKind::Code("deed_kind"),
            Access::Code(|r| &r.kind, |r| &mut r.kind),
        )
        .required(),
        Field::<Deed>::new("amount", label::AMOUNT, FieldKind::Money, Access::Money(|r| r.amount, |r| &mut r.amount)),
        Field::<Deed>::new(
            "source",
            label::DEED_SOURCE,
            FieldKind::Code("deed_source"),
            Access::Code(|r| &r.source, |r| &mut r.source),
        ),
        Field::<Deed>::new(
            "times",
            label::SERVICE_TIMES,
            FieldKind::Number { min: 0, max: 1_000_000 },
            Access::MaybeNumber(|r| r.times, |r| &mut r.times),
        ),
        Field::<Deed>::new("done", label::DONE, FieldKind::YesNo, Access::YesNo(|r| r.done, |r| &mut r.done)),
    ];
}
