//! A step in an issue's life: one verb, its date, and what that verb carries.
//!
//! What a field is called, and which codes it takes, may depend on the verb: [`Event::specs_of`] has it as one verb does.

mod worded;

use serde::{Deserialize, Serialize};

use super::date::Date;
use super::field::{Access, Carry, Field, FieldKind};
use super::handling;
use super::kind::Kind;
use crate::text::zh::model::label;

/// Most characters of the name of who entered it.
pub const BY_CHARS: usize = 20;

/// One step. Which keys a verb uses, and which it needs, stands in the table of verbs (`life`); the rest stay empty.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Event {
    /// The verb's key.
    pub verb: String,
    /// The business date of the step; never before the step it follows.
    pub on: Option<Date>,
    /// Who entered it.
    pub by: String,
    /// What was answered, done or said.
    pub text: String,
    /// Code of list `class`.
    pub class: String,
    /// Why.
    pub reason: String,
    /// The promised finish date of a class-B answer.
    pub planned_on: Option<Date>,
    /// Code of list `route`.
    pub route: String,
    /// The handling unit.
    pub unit: Option<u64>,
    /// Units that help.
    pub co_units: Vec<u64>,
    /// The day it was handed over.
    pub assigned_on: Option<Date>,
    /// The day an answer is due.
    pub due_on: Option<Date>,
    /// 12345 order or proposal number.
    pub external_no: String,
    /// The unit that sent it back.
    pub by_unit: Option<u64>,
    /// How: code of list `way_feedback` or `way_urge`.
    pub way: String,
    /// Who leads an urging.
    pub leader: String,
    /// The day the deputy was told.
    pub deputy_told_on: Option<Date>,
    /// Code of list `rating`.
    pub rating: String,
    /// Who rated: code of list `rated_by`.
    pub rated_by: String,
    /// What the resident said of the result.
    pub remark: String,
    /// Where a guided issue was sent: code of list `guide_to`.
    pub where_to: String,
    /// The issue a merged one went into, or the one that was split off.
    pub into: Option<u64>,
    /// The issue that was merged into this one, was restored out of it, or that this one was split off from.
    pub from: Option<u64>,
    /// Title of the issue split off.
    pub title: String,
    /// Content of the issue split off.
    pub content: String,
    /// 条 that went with the issue split off.
    pub items: Option<u32>,
    /// The decision of a level above it took over, `<org>/<id>` ([`super::handling::reference`]); empty for none.
    pub handling: String,
    /// Keys this version does not know, as one JSON object; empty for none.
    pub extra: String,
}

impl Event {
    /// The field table: every key any verb may use, in the order the forms ask for them.
    pub const FIELDS: &'static [Field<Event>] = &[
        Field::<Event>::new("verb", label::VERB, FieldKind::Code("verb"), Access::Code(|r| &r.verb, |r| &mut r.verb)),
        Field::<Event>::new("on", label::ON, FieldKind::Date, Access::Date(|r| r.on, |r| &mut r.on)),
        Field::<Event>::new("by", label::BY, FieldKind::Line { max: BY_CHARS }, Access::Text(|r| &r.by, |r| &mut r.by))
            .open(),
        Field::<Event>::new(
            "route",
            label::ROUTE,
            FieldKind::Code("route"),
            Access::Code(|r| &r.route, |r| &mut r.route),
        )
        .carry(Carry::Last),
        Field::<Event>::new("unit", label::UNIT, FieldKind::Ref(Kind::Unit), Access::Ref(|r| r.unit, |r| &mut r.unit))
            .carry(Carry::Last),
        Field::<Event>::new(
            "co_units",
            label::CO_UNITS,
            FieldKind::Refs(Kind::Unit),
            Access::Refs(|r| &r.co_units, |r| &mut r.co_units),
        )
        .carry(Carry::Last)
        .seldom(),
        Field::<Event>::new(
            "assigned_on",
            label::ASSIGNED_ON,
            FieldKind::Date,
            Access::Date(|r| r.assigned_on, |r| &mut r.assigned_on),
        ),
        Field::<Event>::new("due_on", label::DUE_ON, FieldKind::Date, Access::Date(|r| r.due_on, |r| &mut r.due_on)),
        Field::<Event>::new(
            "external_no",
            label::EXTERNAL_NO,
            FieldKind::Label,
            Access::Text(|r| &r.external_no, |r| &mut r.external_no),
        )
        .seldom(),
        Field::<Event>::new(
            "way",
            label::WAY,
            FieldKind::Code("way_feedback"),
            Access::Code(|r| &r.way, |r| &mut r.way),
        ),
        Field::<Event>::new(
            "text",
            label::STEP_TEXT,
            FieldKind::Prose { max: 10_000 },
            Access::Text(|r| &r.text, |r| &mut r.text),
        ),
        Field::<Event>::new(
            "class",
            label::CLASS,
            FieldKind::Code("class"),
            Access::Code(|r| &r.class, |r| &mut r.class),
        ),
        Field::<Event>::new(
            "planned_on",
            label::PLANNED_ON,
            FieldKind::Date,
            Access::Date(|r| r.planned_on, |r| &mut r.planned_on),
        )
        .hint(label::PLANNED_ON_HINT),
        Field::<Event>::new(
            "reason",
            label::REASON,
            FieldKind::Line { max: 500 },
            Access::Text(|r| &r.reason, |r| &mut r.reason),
        )
        .hint(label::REASON_HINT),
        Field::<Event>::new(
            "deputy_told_on",
            label::DEPUTY_TOLD_ON,
            FieldKind::Date,
            Access::Date(|r| r.deputy_told_on, |r| &mut r.deputy_told_on),
        ),
        Field::<Event>::new(
            "rating",
            label::RATING,
            FieldKind::Code("rating"),
            Access::Code(|r| &r.rating, |r| &mut r.rating),
        ),
        Field::<Event>::new(
            "rated_by",
            label::RATED_BY,
            FieldKind::Code("rated_by"),
            Access::Code(|r| &r.rated_by, |r| &mut r.rated_by),
        ),
        Field::<Event>::new(
            "remark",
            label::REMARK,
            FieldKind::Line { max: 500 },
            Access::Text(|r| &r.remark, |r| &mut r.remark),
        )
        .internal()
        .hint(label::REMARK_HINT),
        Field::<Event>::new(
            "by_unit",
            label::BY_UNIT,
            FieldKind::Ref(Kind::Unit),
            Access::Ref(|r| r.by_unit, |r| &mut r.by_unit),
        ),
        Field::<Event>::new(
            "leader",
            label::LEADER,
            FieldKind::Line { max: 20 },
            Access::Text(|r| &r.leader, |r| &mut r.leader),
        )
        .open(),
        Field::<Event>::new(
            "where_to",
            label::WHERE_TO,
            FieldKind::Code("guide_to"),
            Access::Code(|r| &r.where_to, |r| &mut r.where_to),
        ),
        Field::<Event>::new("into", label::INTO, FieldKind::Ref(Kind::Issue), Access::Ref(|r| r.into, |r| &mut r.into)),
        Field::<Event>::new("from", label::FROM, FieldKind::Ref(Kind::Issue), Access::Ref(|r| r.from, |r| &mut r.from)),
        Field::<Event>::new(
            "title",
            label::TITLE,
            FieldKind::Line { max: 60 },
            Access::Text(|r| &r.title, |r| &mut r.title),
        ),
        Field::<Event>::new(
            "content",
            label::CONTENT,
            FieldKind::Prose { max: 8_000 },
            Access::Text(|r| &r.content, |r| &mut r.content),
        ),
        Field::<Event>::new(
            "items",
            label::ITEMS,
            FieldKind::Number { min: 1, max: 999 },
            Access::MaybeNumber(|r| r.items, |r| &mut r.items),
        ),
        Field::<Event>::new(
            handling::KEY,
            label::HANDLED,
            FieldKind::Label,
            Access::Text(|r| &r.handling, |r| &mut r.handling),
        ),
    ];
}
