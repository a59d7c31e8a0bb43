//! A deputy 代表 on the station's roster.

use serde::{Deserialize, Serialize};

use super::date::Date;
use super::field::{Access, Carry, Field, FieldKind};
use super::takeover::Taken;
use crate::text::zh::model::label;

/// The status of a deputy in office.
pub const SERVING: &str = "serving";
/// The status of a deputy whose office rests.
pub const SUSPENDED: &str = "suspended";
/// The status of a deputy who left office before the term was over.
pub const ENDED: &str = "ended";
/// The status of a deputy of a term that is over.
pub const FORMER: &str = "former";

/// 代表. No ID-card number, birth date, ethnicity or party is kept.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Deputy {
    /// Full name.
    pub name: String,
    /// Codes of list `level`: one person may sit at several.
    pub levels: Vec<String>,
    /// 届次.
    pub term: String,
    /// 代表小组.
    pub group: String,
    /// 选区.
    pub constituency: String,
    /// 代表证号.
    pub cert_no: String,
    /// 单位职务.
    pub post: String,
    /// For use in the office.
    pub phone: String,
    /// 领导干部.
    pub leading: bool,
    /// Code of list `deputy_status`.
    pub status: String,
    /// Since when the status holds.
    pub status_on: Option<Date>,
    /// May be published.
    pub public: bool,
    /// Whose roster it was taken over from, if it was.
    pub taken: Option<Box<Taken>>,
}

impl Default for Deputy {
    fn default() -> Deputy {
        Deputy {
            name: String::new(),
            levels: Vec::new(),
            term: String::new(),
            group: String::new(),
            constituency: String::new(),
            cert_no: String::new(),
            post: String::new(),
            phone: String::new(),
            leading: false,
            status: SERVING.to_owned(),
            status_on: None,
            public: true,
            taken: None,
        }
    }
}

impl Deputy {
    /// Most characters of 届次.
    pub const TERM_CHARS: usize = 20;

    /// The field table.
    pub const FIELDS: &'static [Field<Deputy>] = &[
        Field::<Deputy>::new(
            "name",
            label::NAME,
            FieldKind::Line { max: 20 },
            Access::Text(|r| &r.name, |r| &mut r.name),
        )
        .required()
        .open()
        .listed(10),
        Field::<Deputy>::new(
            "levels",
            label::LEVELS,
            FieldKind::Codes("level"),
            Access::Codes(|r| &r.levels, |r| &mut r.levels),
        )
        .required()
        .carry(Carry::Last)
        .listed(12),
        Field::<Deputy>::new(
            "term",
            label::TERM,
            FieldKind::Line { max: Deputy::TERM_CHARS },
            Access::Text(|r| &r.term, |r| &mut r.term),
        )
        .required()
        .open()
        .carry(Carry::Last)
        .listed(12),
        Field::<Deputy>::new(
            "group",
            label::GROUP,
            FieldKind::Line { max: 30 },
            Access::Text(|r| &r.group, |r| &mut r.group),
        )
        .open()
        .carry(Carry::Last)
        .listed(14),
        Field::<Deputy>::new(
            "constituency",
            label::CONSTITUENCY,
            FieldKind::Line { max: 40 },
            Access::Text(|r| &r.constituency, |r| &mut r.constituency),
        )
        .open()
        .listed(14),
        Field::<Deputy>::new(
            "cert_no",
            label::CERT_NO,
            FieldKind::Label,
            Access::Text(|r| &r.cert_no, |r| &mut r.cert_no),
        )
        .carry(Carry::Never),
        Field::<Deputy>::new(
            "post",
            label::POST,
            FieldKind::Line { max: 60 },
            Access::Text(|r| &r.post, |r| &mut r.post),
        )
        .carry(Carry::Never)
        .open()
        .listed(24),
        Field::<Deputy>::new("phone", label::PHONE, FieldKind::Phone, Access::Text(|r| &r.phone, |r| &mut r.phone))
            .carry(Carry::Never),
        Field::<Deputy>::new(
            "leading",
            label::LEADING,
            FieldKind::YesNo,
            Access::YesNo(|r| r.leading, |r| &mut r.leading),
        ),
        Field::<Deputy>::new(
            "status",
            label::STATUS,
            FieldKind::Code("deputy_status"),
            Access::Code(|r| &r.status, |r| &mut r.status),
        )
        .required()
        .listed(6),
        Field::<Deputy>::new(
            "status_on",
            label::STATUS_ON,
            FieldKind::Date,
            Access::Date(|r| r.status_on, |r| &mut r.status_on),
        ),
        Field::<Deputy>::new("public", label::PUBLIC, FieldKind::YesNo, Access::YesNo(|r| r.public, |r| &mut r.public)),
    ];
}
