//! The fields of a filter form, made from a kind's field table: every one optional, codes and records several at a time,
//! all else a line of text.

use std::sync::LazyLock;

use crate::model::field::{Carry, FieldKind, Privacy, Rule, Spec, Stop};
use crate::model::kind::Kind;
use crate::model::order::Order as _;
use crate::model::owing;
use crate::model::part::PartKind;
use crate::model::whose;
use crate::text::zh::model::filter as zh;
use crate::text::zh::model::owing as zh_owing;

/// The fields a filter form of a kind has, those asked about most often first; `gathers`: whose a record is as well, where records
/// of several desks stand together.
pub fn fields(kind: Kind, gathers: bool) -> &'static [Spec] {
    let all = with_whose(kind);
    let skipped = usize::from(!gathers && whose::is_told(kind));
    all.get(skipped..).unwrap_or_default()
}

fn with_whose(kind: Kind) -> &'static [Spec] {
    static FIELDS: LazyLock<Vec<(Kind, Vec<Spec>)>> =
        LazyLock::new(|| Kind::ALL.into_iter().map(|kind| (kind, made(kind))).collect());
    FIELDS.iter().find(|(of, _)| *of == kind).map_or(&[], |(_, fields)| fields.as_slice())
}

/// What is owed for an issue: no field of the record, but asked for like one.
static OWING: Spec = Spec {
    key: owing::KEY,
    label: zh_owing::LABEL,
    kind: FieldKind::Code(owing::KEY),
    width: 0,
    rule: Rule::Derived,
    privacy: Privacy::Open,
    carry: Carry::No,
    stop: Stop::Empty,
    hint: "",
};

/// A field that can be asked about: one of the kind, or what is worked out from its records.
pub(super) fn asked(kind: Kind, key: &str) -> Option<&'static Spec> {
    let told = || (whose::is_told(kind) && key == whose::KEY).then_some(&whose::SPEC);
    if is_about(kind, key) {
        return Some(&whose::SPEC);
    }
    kind.spec(key).or_else(|| (kind == Kind::Issue && key == owing::KEY).then_some(&OWING)).or_else(told)
}

/// Whether a field says which station a decision is about: asked for like whose a record is, by name.
fn is_about(kind: Kind, key: &str) -> bool {
    kind == Kind::Handling && key == whose::KEY
}

fn made(kind: Kind) -> Vec<Spec> {
    let asked = |spec: &&'static Spec| {
        let is_asked = !matches!(spec.kind, FieldKind::Rows(_)) || names_people(spec);
        is_asked && !is_decided(kind, spec.key)
    };
    let by_name = |spec: &'static Spec| if is_about(kind, spec.key) { &whose::SPEC } else { spec };
    let mut fields: Vec<Spec> = kind.specs().into_iter().filter(asked).map(by_name).map(listed).collect();
    if kind == Kind::Issue {
        fields.push(listed(&OWING));
    }
    let first = first(kind);
    fields.order_by_key(|spec| first.iter().position(|key| *key == spec.key).unwrap_or(first.len()));
    if whose::is_told(kind) {
        fields.insert(0, listed(&whose::SPEC));
    }
    fields
}

/// What stands first in the form, where that is not the beginning of the paper form.
fn first(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Issue => &[
            "stage",
            "village",
            "category",
            "title",
            "content",
            "reported_on",
            "due_on",
            "unit",
            "deputies",
            owing::KEY,
        ],
        Kind::Reception => &["date", "stage", "deputies"],
        _ => &[],
    }
}

/// Fields that other records decide: which issues came from a visit, the issues say.
fn is_decided(kind: Kind, key: &str) -> bool {
    kind == Kind::Visit && key == "issues"
}

/// Whether a field lists people: a filter asks for those on it.
pub(super) fn names_people(spec: &Spec) -> bool {
    matches!(spec.kind, FieldKind::Rows(PartKind::Participant))
}

/// A field as the filter form has it.
pub(super) fn listed(spec: &'static Spec) -> Spec {
    let (kind, hint) = match spec.kind {
        _ if whose::is_whose(spec) => (spec.kind, spec.hint),
        _ if spec.key == super::read::SOURCE => (FieldKind::Label, zh::SOURCE_HINT),
        FieldKind::Code(list) | FieldKind::Codes(list) => (FieldKind::Codes(list), zh::SEVERAL_HINT),
        _ if names_people(spec) => (FieldKind::Refs(Kind::Deputy), zh::SEVERAL_HINT),
        FieldKind::Ref(of) | FieldKind::Refs(of) => (FieldKind::Refs(of), zh::SEVERAL_HINT),
        FieldKind::Date => (FieldKind::Label, zh::DATE_HINT),
        FieldKind::Time => (FieldKind::Label, zh::TIME_HINT),
        FieldKind::Number { .. } | FieldKind::Money => (FieldKind::Label, zh::NUMBER_HINT),
        FieldKind::YesNo => (FieldKind::Label, zh::YES_NO_HINT),
        FieldKind::Line { .. } | FieldKind::Prose { .. } | FieldKind::Phone | FieldKind::Label | FieldKind::Rows(_) => {
            (FieldKind::Label, zh::TEXT_HINT)
        }
    };
    Spec { kind, hint, rule: Rule::Optional, carry: Carry::No, stop: Stop::Empty, ..*spec }
}
