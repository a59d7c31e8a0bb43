//! The fields of a filter form, made from a kind's field table: every one optional, codes and records several at a time,
//! all else a line of text.

use std::sync::LazyLock;

use crate::model::field::{Carry, FieldKind, Privacy, Rule, Spec, Stop};
use crate::model::kind::Kind;
use crate::model::owing;
use crate::text::zh::model::filter as zh;
use crate::text::zh::model::owing as zh_owing;

/// The fields a filter form of a kind has, those asked about most often first.
pub fn fields(kind: Kind) -> &'static [Spec] {
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
    kind.spec(key).or_else(|| (kind == Kind::Issue && key == owing::KEY).then_some(&OWING))
}

fn made(kind: Kind) -> Vec<Spec> {
    let asked = |spec: &&'static Spec| !matches!(spec.kind, FieldKind::Rows(_)) && !is_decided(kind, spec.key);
    let mut fields: Vec<Spec> = kind.specs().into_iter().filter(asked).map(listed).collect();
    if kind == Kind::Issue {
        fields.push(listed(&OWING));
    }
    let first = first(kind);
    fields.sort_by_key(|spec| first.iter().position(|key| *key == spec.key).unwrap_or(first.len()));
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

/// A field as the filter form has it.
pub(super) fn listed(spec: &'static Spec) -> Spec {
    let (kind, hint) = match spec.kind {
        _ if spec.key == super::read::SOURCE => (FieldKind::Label, zh::SOURCE_HINT),
        FieldKind::Code(list) | FieldKind::Codes(list) => (FieldKind::Codes(list), zh::SEVERAL_HINT),
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
