//! A proposal 代表建议: what a deputy puts before the congress in writing, handed to a unit that owes an answer.

use serde::{Deserialize, Serialize};

use super::context::Context;
use super::date::Date;
use super::field::{Access, Carry, Field, FieldKind};
use super::kind::Kind;
use super::life;
use super::record::Record;
use super::value::Value;
use crate::text::zh::model::label;

/// The route by which an issue becomes a proposal; its days are what a unit has for its answer.
pub const ROUTE: &str = "proposal";
/// The list of what is made sure of before an issue becomes a proposal.
pub const CHECKLIST: &str = "proposal_check";
/// 未交办: no unit has it yet.
pub const OPEN: &str = "open";
/// 已交办: a unit owes an answer.
pub const HANDED: &str = "handed";
/// 已答复: the deputy has not said yet what they think of it.
pub const REPLIED: &str = "replied";
/// 已评价.
pub const APPRAISED: &str = "appraised";
/// When most are entered: between sessions of the congress.
const BETWEEN: &str = "between";

/// 代表建议.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Proposal {
    /// What it is about.
    pub title: String,
    /// Who puts it forward.
    pub lead: Option<u64>,
    /// Who signs with them.
    pub cosigners: Vec<u64>,
    /// The issues it came from.
    pub issues: Vec<u64>,
    /// What was made sure of: codes of list `proposal_check`.
    pub checklist: Vec<String>,
    /// Code of list `proposal_session`.
    pub session: String,
    /// The number it was given.
    pub number: String,
    /// The unit that owes the answer.
    pub unit: Option<u64>,
    /// Units that help.
    pub co_units: Vec<u64>,
    /// The day it was handed over.
    pub handed_on: Option<Date>,
    /// The day an answer is due: three months after, six if hard (the law on deputies, art. 51; days of the route).
    pub due_on: Option<Date>,
    /// The day of the answer.
    pub replied_on: Option<Date>,
    /// Code of list `class`.
    pub class: String,
    /// What the deputy thinks of the unit's attitude: code of list `rating`.
    pub rating_attitude: String,
    /// What the deputy thinks of the result: code of list `rating`.
    pub rating_result: String,
}

impl Default for Proposal {
    fn default() -> Proposal {
        Proposal {
            title: String::new(),
            lead: None,
            cosigners: Vec::new(),
            issues: Vec::new(),
            checklist: Vec::new(),
            session: BETWEEN.to_owned(),
            number: String::new(),
            unit: None,
            co_units: Vec::new(),
            handed_on: None,
            due_on: None,
            replied_on: None,
            class: String::new(),
            rating_attitude: String::new(),
            rating_result: String::new(),
        }
    }
}

impl Proposal {
    /// Whether it has been handed over.
    pub fn is_handed(&self) -> bool {
        self.handed_on.is_some()
    }

    /// Whether it has been answered.
    pub fn is_replied(&self) -> bool {
        self.replied_on.is_some()
    }

    /// How far it has come, by code of list `proposal_stage`: its dates and ratings say so.
    pub fn stage(&self) -> &'static str {
        match (self.handed_on, self.replied_on) {
            (None, None) => OPEN,
            (Some(_), None) => HANDED,
            (_, Some(_)) if self.rating_attitude.is_empty() || self.rating_result.is_empty() => REPLIED,
            (_, Some(_)) => APPRAISED,
        }
    }

    /// The field table, in the order of the paper form.
    pub const FIELDS: &'static [Field<Proposal>] = &[
        Field::<Proposal>::new(
            "title",
            label::PROPOSAL_TITLE,
            FieldKind::Line { max: 60 },
            Access::Text(|r| &r.title, |r| &mut r.title),
        )
        .required()
        .listed(30),
        Field::<Proposal>::new(
            "lead",
            label::LEAD,
            FieldKind::Ref(Kind::Deputy),
            Access::Ref(|r| r.lead, |r| &mut r.lead),
        )
        .required()
        .listed(10),
        Field::<Proposal>::new(
            "cosigners",
            label::COSIGNERS,
            FieldKind::Refs(Kind::Deputy),
            Access::Refs(|r| &r.cosigners, |r| &mut r.cosigners),
        )
        .hint(label::REFS_HINT)
        .listed(16),
        Field::<Proposal>::new(
            "issues",
            label::SOURCE_ISSUES,
            FieldKind::Refs(Kind::Issue),
            Access::Refs(|r| &r.issues, |r| &mut r.issues),
        )
        .carry(Carry::Never)
        .hint(label::ISSUES_HINT)
        .listed(12),
        Field::<Proposal>::new(
            "checklist",
            label::CHECKLIST,
            FieldKind::Codes(CHECKLIST),
            Access::Codes(|r| &r.checklist, |r| &mut r.checklist),
        )
        .carry(Carry::Never)
        .hint(label::CHECKLIST_HINT),
        Field::<Proposal>::new(
            "session",
            label::SESSION,
            FieldKind::Code("proposal_session"),
            Access::Code(|r| &r.session, |r| &mut r.session),
        )
        .required()
        .carry(Carry::Last)
        .listed(8),
        Field::<Proposal>::new(
            "number",
            label::PROPOSAL_NUMBER,
            FieldKind::Label,
            Access::Text(|r| &r.number, |r| &mut r.number),
        )
        .carry(Carry::Never)
        .seldom()
        .listed(12),
        Field::<Proposal>::new(
            "unit",
            label::UNIT,
            FieldKind::Ref(Kind::Unit),
            Access::Ref(|r| r.unit, |r| &mut r.unit),
        )
        .listed(16),
        Field::<Proposal>::new(
            "co_units",
            label::CO_UNITS,
            FieldKind::Refs(Kind::Unit),
            Access::Refs(|r| &r.co_units, |r| &mut r.co_units),
        )
        .seldom(),
        Field::<Proposal>::new(
            "stage",
            label::PROJECT_STAGE,
            FieldKind::Code("proposal_stage"),
            Access::Derived(|r| Value::Code(r.stage().to_owned())),
        )
        .listed(8),
        Field::<Proposal>::new(
            "handed_on",
            label::HANDED_ON,
            FieldKind::Date,
            Access::Date(|r| r.handed_on, |r| &mut r.handed_on),
        )
        .carry(Carry::Never)
        .seldom()
        .listed(11),
        Field::<Proposal>::new("due_on", label::DUE_ON, FieldKind::Date, Access::Date(|r| r.due_on, |r| &mut r.due_on))
            .required()
            .carry(Carry::Never)
            .when(Proposal::is_handed)
            .listed(11),
        Field::<Proposal>::new(
            "replied_on",
            label::REPLIED_ON,
            FieldKind::Date,
            Access::Date(|r| r.replied_on, |r| &mut r.replied_on),
        )
        .carry(Carry::Never)
        .seldom()
        .when(Proposal::is_handed)
        .listed(11),
        Field::<Proposal>::new(
            "class",
            label::CLASS,
            FieldKind::Code("class"),
            Access::Code(|r| &r.class, |r| &mut r.class),
        )
        .required()
        .carry(Carry::Never)
        .when(Proposal::is_replied)
        .listed(6),
        Field::<Proposal>::new(
            "rating_attitude",
            label::RATING_ATTITUDE,
            FieldKind::Code("rating"),
            Access::Code(|r| &r.rating_attitude, |r| &mut r.rating_attitude),
        )
        .carry(Carry::Never)
        .seldom()
        .when(Proposal::is_replied)
        .listed(10),
        Field::<Proposal>::new(
            "rating_result",
            label::RATING_RESULT,
            FieldKind::Code("rating"),
            Access::Code(|r| &r.rating_result, |r| &mut r.rating_result),
        )
        .carry(Carry::Never)
        .seldom()
        .when(Proposal::is_replied)
        .listed(10),
    ];
}

/// Fills in what follows from the rest where nobody said otherwise: the day an answer to a proposal handed over is due.
pub fn complete(record: &mut Record, context: &Context<'_>) {
    if let Record::Proposal(proposal) = record
        && proposal.due_on.is_none()
    {
        proposal.due_on = proposal.handed_on.and_then(|handed| life::due_on(ROUTE, handed, context));
    }
}
