//! An issue 意见建议 a resident raised: one 件.

use serde::{Deserialize, Serialize};

use super::date::Date;
use super::event::Event;
use super::field::{Access, Carry, Field, FieldKind};
use super::kind::Kind;
use super::life;
use super::part::{Part, PartKind};
use super::value::Value;
use crate::text::zh::model::label;

/// The channel of an issue raised on a reception day.
pub const FROM_RECEPTION: &str = "reception";
/// The channel of an issue raised on a visit.
pub const FROM_VISIT: &str = "visit";

/// Where an issue stands. Overdue is computed, never a stage.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 已登记.
    #[default]
    Registered,
    /// 已交办.
    Assigned,
    /// 已答复.
    Replied,
    /// B类跟踪.
    Tracking,
    /// 已办结.
    Closed,
    /// 已引导.
    Guided,
    /// 已并案.
    Merged,
    /// 已撤回.
    Withdrawn,
}

impl Stage {
    /// Every stage, in the order of an issue's life.
    pub const ALL: [Stage; 8] = [
        Stage::Registered,
        Stage::Assigned,
        Stage::Replied,
        Stage::Tracking,
        Stage::Closed,
        Stage::Guided,
        Stage::Merged,
        Stage::Withdrawn,
    ];

    /// The key in the journal, on the command line and in code list `stage`.
    pub fn key(self) -> &'static str {
        match self {
            Stage::Registered => "registered",
            Stage::Assigned => "assigned",
            Stage::Replied => "replied",
            Stage::Tracking => "tracking",
            Stage::Closed => "closed",
            Stage::Guided => "guided",
            Stage::Merged => "merged",
            Stage::Withdrawn => "withdrawn",
        }
    }

    /// Whether somebody still owes something.
    pub fn is_open(self) -> bool {
        matches!(self, Stage::Registered | Stage::Assigned | Stage::Replied | Stage::Tracking)
    }
}

/// 意见建议. What the clerk enters stands first; what steps brought about stands after it and is set by `life` only.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Issue {
    /// `YYYY-NNNN`, issued on save; the year is that of `reported_on`.
    pub number: String,
    /// The day it was raised.
    pub reported_on: Option<Date>,
    /// Code of list `channel`.
    pub channel: String,
    /// The reception day or visit (as the channel says) it came from.
    pub source: Option<u64>,
    /// Deputies who received it.
    pub deputies: Vec<u64>,
    /// Whether nobody's identity is kept.
    pub anonymous: bool,
    /// Reference into the address book.
    pub contact: Option<u64>,
    /// People behind it 人.
    pub headcount: u32,
    /// Village or community, never a house number.
    pub village: String,
    /// In one line.
    pub title: String,
    /// In the resident's own words.
    pub content: String,
    /// 条 in this 件.
    pub items: u32,
    /// Code of list `category`.
    pub category: String,
    /// Code of list `nature`.
    pub nature: String,
    /// Code of list `urgency`.
    pub urgency: String,
    /// 急难愁盼.
    pub hardship: bool,
    /// 普遍性.
    pub general: bool,
    /// 要求保密: never in a public or printed ledger.
    pub confidential: bool,
    /// 重点督办.
    pub key_item: bool,
    /// Code of list `route`.
    pub route: String,
    /// 12345 order, proposal or other outside number.
    pub external_no: String,
    /// The handling unit.
    pub unit: Option<u64>,
    /// Units that help.
    pub co_units: Vec<u64>,
    /// The day it was handed over.
    pub assigned_on: Option<Date>,
    /// The day an answer is due.
    pub due_on: Option<Date>,
    /// Where it stands.
    pub stage: Stage,
    /// Code of list `class`, from the latest reply.
    pub class: String,
    /// Code of list `rating`, the latest.
    pub rating: String,
    /// How often it was handled again after 不满意.
    pub redo_count: u32,
    /// The day it was closed.
    pub closed_on: Option<Date>,
    /// The issue it went into.
    pub merged_into: Option<u64>,
    /// Its history, append-only.
    pub events: Vec<Event>,
    /// Hex digits drawn when it was registered, that tell it from another issue of the same id: ids are used a second time where a
    /// computer begins anew. Empty in an issue of before they were drawn.
    pub birth: String,
}

impl Default for Issue {
    fn default() -> Issue {
        Issue {
            number: String::new(),
            reported_on: None,
            channel: String::new(),
            source: None,
            deputies: Vec::new(),
            anonymous: true,
            contact: None,
            headcount: 1,
            village: String::new(),
            title: String::new(),
            content: String::new(),
            items: 1,
            category: String::new(),
            nature: "opinion".to_owned(),
            urgency: "normal".to_owned(),
            hardship: false,
            general: false,
            confidential: false,
            key_item: false,
            route: String::new(),
            external_no: String::new(),
            unit: None,
            co_units: Vec::new(),
            assigned_on: None,
            due_on: None,
            stage: Stage::Registered,
            class: String::new(),
            rating: String::new(),
            redo_count: 0,
            closed_on: None,
            merged_into: None,
            events: Vec::new(),
            birth: String::new(),
        }
    }
}

fn code(key: &str) -> Value {
    if key.is_empty() { Value::Empty } else { Value::Code(key.to_owned()) }
}

fn date(date: Option<Date>) -> Value {
    date.map_or(Value::Empty, Value::Date)
}

impl Issue {
    /// The kind of record `source` points to: only these two channels come from a record of the desk.
    pub fn source_kind(&self) -> Option<Kind> {
        match self.channel.as_str() {
            FROM_RECEPTION => Some(Kind::Reception),
            FROM_VISIT => Some(Kind::Visit),
            _ => None,
        }
    }

    /// The field table, in the order of the paper form; what steps bring about stands last.
    pub const FIELDS: &'static [Field<Issue>] = &[
        Field::<Issue>::new(
            "number",
            label::NUMBER,
            FieldKind::Label,
            Access::Derived(|r| if r.number.is_empty() { Value::Empty } else { Value::Text(r.number.clone()) }),
        )
        .listed(10),
        Field::<Issue>::new(
            "reported_on",
            label::REPORTED_ON,
            FieldKind::Date,
            Access::Date(|r| r.reported_on, |r| &mut r.reported_on),
        )
        .required()
        .carry(Carry::Today)
        .listed(11),
        Field::<Issue>::new(
            "channel",
            label::CHANNEL,
            FieldKind::Code("channel"),
            Access::Code(|r| &r.channel, |r| &mut r.channel),
        )
        .required()
        .carry(Carry::Last)
        .listed(10),
        Field::<Issue>::new(
            "source",
            label::SOURCE,
            FieldKind::Ref(Kind::Reception),
            Access::Ref(|r| r.source, |r| &mut r.source),
        )
        .required()
        .carry(Carry::Never)
        .when(|r| r.source_kind().is_some()),
        Field::<Issue>::new(
            "deputies",
            label::DEPUTIES,
            FieldKind::Refs(Kind::Deputy),
            Access::Refs(|r| &r.deputies, |r| &mut r.deputies),
        )
        .carry(Carry::OnDuty)
        .hint(label::REFS_HINT)
        .listed(14),
        Field::<Issue>::new(
            "village",
            label::VILLAGE,
            FieldKind::Line { max: 30 },
            Access::Text(|r| &r.village, |r| &mut r.village),
        )
        .open()
        .carry(Carry::Last)
        .hint(label::VILLAGE_HINT)
        .listed(12),
        Field::<Issue>::new(
            "title",
            label::TITLE,
            FieldKind::Line { max: 60 },
            Access::Text(|r| &r.title, |r| &mut r.title),
        )
        .required()
        .listed(36),
        Field::<Issue>::new(
            "content",
            label::CONTENT,
            FieldKind::Prose { max: 8_000 },
            Access::Text(|r| &r.content, |r| &mut r.content),
        )
        .internal()
        .required()
        .listed(50),
        Field::<Issue>::new(
            "category",
            label::CATEGORY,
            FieldKind::Code("category"),
            Access::Code(|r| &r.category, |r| &mut r.category),
        )
        .required()
        .listed(16),
        Field::<Issue>::new(
            "nature",
            label::NATURE,
            FieldKind::Code("nature"),
            Access::Code(|r| &r.nature, |r| &mut r.nature),
        )
        .required()
        .listed(6),
        Field::<Issue>::new(
            "urgency",
            label::URGENCY,
            FieldKind::Code("urgency"),
            Access::Code(|r| &r.urgency, |r| &mut r.urgency),
        )
        .required()
        .listed(6),
        Field::<Issue>::new(
            "headcount",
            label::HEADCOUNT,
            FieldKind::Number { min: 1, max: 100_000 },
            Access::Number(|r| r.headcount, |r| &mut r.headcount),
        )
        .required(),
        Field::<Issue>::new(
            "items",
            label::ITEMS,
            FieldKind::Number { min: 1, max: 999 },
            Access::Number(|r| r.items, |r| &mut r.items),
        ),
        Field::<Issue>::new(
            "anonymous",
            label::ANONYMOUS,
            FieldKind::YesNo,
            Access::YesNo(|r| r.anonymous, |r| &mut r.anonymous),
        )
        .required(),
        Field::<Issue>::new(
            "hardship",
            label::HARDSHIP,
            FieldKind::YesNo,
            Access::YesNo(|r| r.hardship, |r| &mut r.hardship),
        ),
        Field::<Issue>::new(
            "general",
            label::GENERAL,
            FieldKind::YesNo,
            Access::YesNo(|r| r.general, |r| &mut r.general),
        ),
        Field::<Issue>::new(
            "confidential",
            label::CONFIDENTIAL,
            FieldKind::YesNo,
            Access::YesNo(|r| r.confidential, |r| &mut r.confidential),
        ),
        Field::<Issue>::new(
            "key_item",
            label::KEY_ITEM,
            FieldKind::YesNo,
            Access::YesNo(|r| r.key_item, |r| &mut r.key_item),
        ),
        Field::<Issue>::new(
            "external_no",
            label::EXTERNAL_NO,
            FieldKind::Label,
            Access::Text(|r| &r.external_no, |r| &mut r.external_no),
        )
        .carry(Carry::Never)
        .seldom()
        .listed(12),
        Field::<Issue>::new("stage", label::STAGE, FieldKind::Code("stage"), Access::Derived(|r| code(r.stage.key())))
            .listed(8),
        Field::<Issue>::new("route", label::ROUTE, FieldKind::Code("route"), Access::Derived(|r| code(&r.route)))
            .listed(14),
        Field::<Issue>::new(
            "unit",
            label::UNIT,
            FieldKind::Ref(Kind::Unit),
            Access::Derived(|r| r.unit.map_or(Value::Empty, Value::Ref)),
        )
        .listed(16),
        Field::<Issue>::new(
            "co_units",
            label::CO_UNITS,
            FieldKind::Refs(Kind::Unit),
            Access::Derived(|r| Value::Refs(r.co_units.clone())),
        ),
        Field::<Issue>::new(
            "assigned_on",
            label::ASSIGNED_ON,
            FieldKind::Date,
            Access::Derived(|r| date(r.assigned_on)),
        )
        .listed(11),
        Field::<Issue>::new("due_on", label::DUE_ON, FieldKind::Date, Access::Derived(|r| date(r.due_on))).listed(11),
        Field::<Issue>::new("class", label::CLASS, FieldKind::Code("class"), Access::Derived(|r| code(&r.class)))
            .listed(6),
        Field::<Issue>::new("rating", label::RATING, FieldKind::Code("rating"), Access::Derived(|r| code(&r.rating)))
            .listed(8),
        Field::<Issue>::new(
            "promised_on",
            label::PROMISED_ON,
            FieldKind::Date,
            Access::Derived(|r| date(life::promised_on(r))),
        )
        .listed(11),
        Field::<Issue>::new(
            "promised",
            label::PROMISED,
            FieldKind::YesNo,
            Access::Derived(|r| Value::YesNo(life::was_promised(r))),
        )
        .when(life::was_promised),
        Field::<Issue>::new(
            "dissatisfied",
            label::DISSATISFIED,
            FieldKind::YesNo,
            Access::Derived(|r| Value::YesNo(life::was_dissatisfied(r))),
        )
        .when(life::was_dissatisfied),
        Field::<Issue>::new(
            "redo_count",
            label::REDO_COUNT,
            FieldKind::Number { min: 0, max: 999 },
            Access::Derived(|r| Value::Number(r.redo_count)),
        ),
        Field::<Issue>::new("closed_on", label::CLOSED_ON, FieldKind::Date, Access::Derived(|r| date(r.closed_on)))
            .listed(11),
        Field::<Issue>::new(
            "merged_into",
            label::INTO,
            FieldKind::Ref(Kind::Issue),
            Access::Derived(|r| r.merged_into.map_or(Value::Empty, Value::Ref)),
        ),
        Field::<Issue>::new(
            "events",
            label::EVENTS,
            FieldKind::Rows(PartKind::Event),
            Access::Derived(|r| {
                Value::Rows(r.events.iter().cloned().map(|event| Part::Event(Box::new(event))).collect())
            }),
        ),
    ];
}
