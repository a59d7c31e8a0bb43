//! A record as the desk keeps it: with its number, revision, and whether it was voided.

use super::field::{Carry, FieldKind, Privacy, Rule, Spec, Stop};
use super::kind::{Kind, Org};
use super::record::Record;
use crate::text::zh::model::label;

/// What names a record among those of its kind: whose it is, and its number there.
pub type Id = (Org, u64);

/// Why a record was voided, as lists of voided records show it: no field of the record.
pub static VOIDED: Spec = Spec {
    key: "voided",
    label: label::VOIDED_WHY,
    kind: FieldKind::Label,
    width: 16,
    rule: Rule::Derived,
    privacy: Privacy::Free,
    carry: Carry::No,
    stop: Stop::Empty,
    hint: "",
};

/// A kept record. `(org, kind, id)` names it for ever; a voided one keeps its number and leaves all counts.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// The organisation whose record it is.
    pub org: Org,
    /// Its number within the organisation and kind, from 1.
    pub id: u64,
    /// How often it was written; 1 when new.
    pub rev: u32,
    /// Why it was voided 作废, if it was.
    pub voided: Option<String>,
    /// Top-level keys this version does not know, as one JSON object; empty for none.
    pub extra: String,
    /// What it says.
    pub record: Record,
}

impl Entry {
    /// The kind of the record.
    pub fn kind(&self) -> Kind {
        self.record.kind()
    }

    /// What names it among those of its kind.
    pub fn name(&self) -> Id {
        (self.org, self.id)
    }

    /// Whether it counts.
    pub fn is_live(&self) -> bool {
        self.voided.is_none()
    }
}
