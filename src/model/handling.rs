//! What a county decides about an issue of one of its stations 上级办理.
//!
//! A desk writes its own chain only, so a decision is a record of the county's. The station takes it over by a step of its own
//! that refers to it ([`take_over`]), or a person sees why it no longer fits. Nothing is merged by guessing.
//!
//! What a city decides about an issue of a county's station goes the way offices hand things on, level by level: the county takes
//! it over as a decision of its own that refers to the city's ([`passed_on`]), and that goes down to the station. So each desk
//! trusts its neighbours only, and a station learns nothing of what is decided about others. A county that does not agree says so by a
//! record that refers to it ([`declined`]) and goes up only. Where the city voids what was passed on, the county voids its own.

mod deciding;
mod guard;
mod pass;
mod take;
pub mod told;

pub use deciding::{Deciding, may_void};
pub use guard::{fits, is_due_behind, stage_behind};
pub use pass::{declined, kept, passed_on, still_waits};
pub(super) use take::settled;
pub use take::{
    Decided, Pending, Refusal, Standing, Why, against, is_step_of, passings, pending, refusal, refuse, standing,
    take_over, taken_over, voided_since,
};

use serde::{Deserialize, Serialize};

use super::codes::Made;
use super::date::Date;
use super::field::{Access, Carry, Field, FieldKind};
use super::issue::Issue;
use super::kind::{Kind, Org};
use super::life::Verb;
use super::value::Value;
use crate::text::zh::model::{handling as zh, label};

pub(super) use guard::check;

/// The steps a decision can be, in the order of an issue's life.
pub const VERBS: [Verb; 5] = [Verb::Assign, Verb::Return, Verb::Extend, Verb::Urge, Verb::Reply];
/// The code list of their keys.
pub const VERB_LIST: &str = "handling_verb";
/// The key under which a step names the decision it took over.
pub const KEY: &str = "handling";

/// What a decision names an issue by that was registered before issues had a birth.
const UNMARKED: &str = "-";

/// The list the program makes for this kind.
pub static LISTS: [Made; 1] = [(VERB_LIST, zh::VERBS)];

/// 上级办理.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Handling {
    /// The code of the station whose issue it is about.
    pub station: String,
    /// The issue's id there.
    pub issue: u64,
    /// The issue's number there, to show.
    pub number: String,
    /// Which of the issues that had this id it is, [`Issue::birth`], or [`UNMARKED`]; empty in a decision of before that was kept.
    pub about: String,
    /// Which step it is: the key of one of [`VERBS`], or that of [`Verb::Decline`] where it says that `origin` is not passed on.
    pub verb: String,
    /// The unit that handles it, one of the county's own list.
    pub unit: Option<u64>,
    /// The day an answer is due.
    pub due_on: Option<Date>,
    /// The day of the decision.
    pub on: Option<Date>,
    /// Code of list `class`.
    pub class: String,
    /// What was answered, or what is urged.
    pub text: String,
    /// Why.
    pub reason: String,
    /// The promised finish date of a class-B answer.
    pub planned_on: Option<Date>,
    /// The decision of the level above that this one passes on, `<org>/<id>` ([`reference`]); empty for one of our own.
    pub origin: String,
    /// What the desk is called that decided first, where this one passes on.
    pub origin_name: String,
}

impl Handling {
    /// Which step it is; none for a verb that no decision can be.
    pub fn verb(&self) -> Option<Verb> {
        decided(&self.verb)
    }

    /// Whether it says that the decision it names is not taken over and goes no further 不采纳: told upward, and no step for anybody.
    pub fn declines(&self) -> bool {
        Verb::from_key(&self.verb) == Some(Verb::Decline)
    }

    /// The station whose issue it is about; none for a code that is none.
    pub fn org(&self) -> Option<Org> {
        self.station.parse().ok()
    }

    /// Who decided it first: the desk it came from, which is called `from`, or the one before that.
    pub fn first_of<'a>(&'a self, from: &'a str) -> &'a str {
        if self.origin_name.is_empty() { from } else { &self.origin_name }
    }

    /// Whether it is about another issue, which had the id of this one before a computer began anew or a fork was adopted.
    pub fn is_of_another(&self, issue: &Issue) -> bool {
        !self.about.is_empty() && self.about != born(issue)
    }

    /// What it is called: the issue's number and the step.
    pub fn called(&self) -> String {
        let step = Verb::from_key(&self.verb).map_or(self.verb.as_str(), |verb| verb.spec().name);
        format!("{} {step}", self.number)
    }

    /// The decision that this one passes on; none for a desk's own.
    pub fn passes(&self) -> Option<(Org, u64)> {
        referred(&self.origin)
    }

    /// Whether a reason must be given for the step: always, or for an answer of class C.
    pub fn wants_reason(&self) -> bool {
        self.declines() || self.is(&[Verb::Extend, Verb::Return]) || (self.is(&[Verb::Reply]) && self.class == "C")
    }

    fn is(&self, verbs: &[Verb]) -> bool {
        self.verb().is_some_and(|verb| verbs.contains(&verb))
    }

    /// The field table, in the order of the form. Which issue it is about is given by whoever opens the form.
    pub const FIELDS: &'static [Field<Handling>] = &[
        Field::<Handling>::new(
            "station",
            label::HANDLING_STATION,
            FieldKind::Label,
            Access::Derived(|r| Value::of_text(&r.station)),
        )
        .listed(13),
        Field::<Handling>::new(
            "number",
            label::HANDLING_NUMBER,
            FieldKind::Label,
            Access::Derived(|r| Value::of_text(&r.number)),
        )
        .listed(10),
        Field::<Handling>::new(
            "issue",
            label::HANDLING_ISSUE,
            FieldKind::Label,
            Access::Derived(|r| Value::of_count(r.issue)),
        ),
        Field::<Handling>::new(
            "verb",
            label::VERB,
            FieldKind::Code(VERB_LIST),
            Access::Code(|r| &r.verb, |r| &mut r.verb),
        )
        .required()
        .carry(Carry::Never)
        .listed(10),
        Field::<Handling>::new("on", label::ON, FieldKind::Date, Access::Date(|r| r.on, |r| &mut r.on))
            .required()
            .carry(Carry::Today)
            .listed(11),
        Field::<Handling>::new(
            "unit",
            label::UNIT,
            FieldKind::Ref(Kind::Unit),
            Access::Ref(|r| r.unit, |r| &mut r.unit),
        )
        .required()
        .when(|r| r.is(&[Verb::Assign]))
        .listed(20),
        Field::<Handling>::new("due_on", label::DUE_ON, FieldKind::Date, Access::Date(|r| r.due_on, |r| &mut r.due_on))
            .required()
            .when(|r| r.is(&[Verb::Assign, Verb::Extend]))
            .listed(11),
        Field::<Handling>::new(
            "text",
            label::HANDLING_TEXT,
            FieldKind::Prose { max: 10_000 },
            Access::Text(|r| &r.text, |r| &mut r.text),
        )
        .required()
        .when(|r| r.is(&[Verb::Reply, Verb::Urge]))
        .listed(30),
        Field::<Handling>::new(
            "class",
            label::CLASS,
            FieldKind::Code("class"),
            Access::Code(|r| &r.class, |r| &mut r.class),
        )
        .required()
        .when(|r| r.is(&[Verb::Reply]))
        .listed(10),
        Field::<Handling>::new(
            "planned_on",
            label::PLANNED_ON,
            FieldKind::Date,
            Access::Date(|r| r.planned_on, |r| &mut r.planned_on),
        )
        .when(|r| r.is(&[Verb::Reply]))
        .hint(label::PLANNED_ON_HINT),
        Field::<Handling>::new(
            "reason",
            label::REASON,
            FieldKind::Line { max: 500 },
            Access::Text(|r| &r.reason, |r| &mut r.reason),
        )
        .when(|r| r.declines() || r.is(&[Verb::Reply, Verb::Extend, Verb::Return]))
        .hint(label::HANDLING_REASON_HINT),
        Field::<Handling>::new(
            "origin_name",
            label::HANDLING_ORIGIN_NAME,
            FieldKind::Label,
            Access::Derived(|r| Value::of_text(&r.origin_name)),
        )
        .open(),
        Field::<Handling>::new(
            "origin",
            label::HANDLING_ORIGIN,
            FieldKind::Label,
            Access::Derived(|r| Value::of_text(&r.origin)),
        ),
    ];
}

/// What tells an issue from any other that had its id.
fn born(issue: &Issue) -> &str {
    if issue.birth.is_empty() { UNMARKED } else { &issue.birth }
}

/// Whether a decision can be this step.
pub fn decides(verb: Verb) -> bool {
    VERBS.contains(&verb)
}

/// Whether a step may name a decision: what one can be, and what the station says of one it does not take over.
pub fn names_decisions(verb: Verb) -> bool {
    decides(verb) || matches!(verb, Verb::Decline | Verb::Noted)
}

fn decided(key: &str) -> Option<Verb> {
    Verb::from_key(key).filter(|verb| decides(*verb))
}

/// How a step names the decision it took over: whose it is, a stroke, its id there.
pub fn reference(org: Org, id: u64) -> String {
    format!("{org}/{id}")
}

/// The decision a step names; none for what is no such name.
pub fn referred(text: &str) -> Option<(Org, u64)> {
    let (org, id) = text.split_once('/')?;
    let (org, id): (Org, u64) = (org.parse().ok()?, id.parse().ok()?);
    // Only the one way of writing it, so that a decision is never taken over twice under two names.
    (reference(org, id) == text).then_some((org, id))
}

#[cfg(test)]
mod tests;
