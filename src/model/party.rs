//! Another organisation that packages are exchanged with 往来单位: its keys, and how far it has acknowledged our chain.
//!
//! Its id is its code as a number. The records are written by `liaison party` and by what is sent and taken in, never through
//! a form.

use serde::{Deserialize, Serialize};

use super::codes::Made;
use super::date::Date;
use super::field::{Access, Field, FieldKind};
use super::kind::Org;
use super::value::Value;
use crate::text::zh::model::{label, party as zh};

/// Above this desk 上级: our packages go there.
pub const UPPER: &str = "upper";
/// Below it 下级: its packages come here.
pub const LOWER: &str = "lower";
/// The code list of these two.
pub const ROLES: &str = "party_role";
/// Its keys are known, but nobody has compared their fingerprint yet.
pub const ADDED: &str = "added";
/// The fingerprint was compared: packages go and come.
pub const CONFIRMED: &str = "confirmed";
/// No longer trusted: nothing goes, nothing is taken in.
pub const REVOKED: &str = "revoked";
/// The code list of these three.
pub const STATUSES: &str = "party_status";
/// Most characters of a name, of a reason.
pub const LINE_CHARS: usize = 200;

/// The most lines that are kept of those a party could not use.
pub const MOST_REFUSED: usize = 50;

/// The lists the program makes for this kind.
pub static LISTS: [Made; 2] = [(ROLES, zh::ROLES), (STATUSES, zh::STATUSES)];

/// 往来单位.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Party {
    /// Its code, up to 12 digits.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Code of list [`ROLES`].
    pub role: String,
    /// Its Ed25519 key, 64 hex digits.
    pub sign_key: String,
    /// Its X25519 key as `age` writes a recipient, `age1…`.
    pub box_key: String,
    /// Code of list [`STATUSES`].
    pub status: String,
    /// The day of that status.
    pub status_on: Option<Date>,
    /// Why it was revoked.
    pub reason: String,
    /// The epoch of our chain that it acknowledged.
    pub acked_epoch: String,
    /// Through which line of our chain it acknowledged; 0 for none.
    pub acked_seq: u64,
    /// The hash of that line.
    pub acked_hash: String,
    /// Where that line ends in our journal, in bytes: what is sent next begins there.
    pub acked_end: u64,
    /// The day of the receipt.
    pub acked_on: Option<Date>,
    /// The number of the last receipt taken in; 0 for none.
    pub last_receipt: u32,
    /// Lines of ours that it has and could not use, as its last receipt names them, at most [`MOST_REFUSED`].
    pub refused: Vec<Refused>,
    /// How many there are, named or not.
    pub unused: u64,
}

/// A line of our chain that a party took in and could not use.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Refused {
    /// Its number.
    pub seq: u64,
    /// The record it is about, as it was called when the receipt was read.
    pub record: String,
    /// Why it was not used.
    pub reason: String,
}

impl Party {
    /// Its code as a number; none for one that is no code.
    pub fn org(&self) -> Option<Org> {
        self.code.parse().ok()
    }

    /// Whether packages go to it and come from it.
    pub fn is_confirmed(&self) -> bool {
        self.status == CONFIRMED
    }

    /// What it is called: its name, its code where it has none.
    pub fn called(&self) -> &str {
        if self.name.is_empty() { &self.code } else { &self.name }
    }

    /// The field table.
    pub const FIELDS: &'static [Field<Party>] = &[
        Field::<Party>::new("code", label::PARTY_CODE, FieldKind::Label, Access::Derived(|r| Value::of_text(&r.code)))
            .listed(13),
        Field::<Party>::new(
            "name",
            label::PARTY_NAME,
            FieldKind::Line { max: LINE_CHARS },
            Access::Derived(|r| Value::of_text(&r.name)),
        )
        .open()
        .listed(30),
        Field::<Party>::new(
            "role",
            label::PARTY_ROLE,
            FieldKind::Code(ROLES),
            Access::Derived(|r| Value::of_code(&r.role)),
        )
        .listed(6),
        Field::<Party>::new(
            "status",
            label::PARTY_STATUS,
            FieldKind::Code(STATUSES),
            Access::Derived(|r| Value::of_code(&r.status)),
        )
        .listed(10),
        Field::<Party>::new(
            "status_on",
            label::STATUS_ON,
            FieldKind::Date,
            Access::Derived(|r| Value::of_date(r.status_on)),
        ),
        Field::<Party>::new(
            "reason",
            label::REASON,
            FieldKind::Line { max: LINE_CHARS },
            Access::Derived(|r| Value::of_text(&r.reason)),
        ),
        Field::<Party>::new("sign_key", label::SIGN_KEY, KEY, Access::Derived(|r| Value::of_text(&r.sign_key))).open(),
        Field::<Party>::new("box_key", label::BOX_KEY, KEY, Access::Derived(|r| Value::of_text(&r.box_key))).open(),
        Field::<Party>::new(
            "acked_epoch",
            label::ACKED_EPOCH,
            FieldKind::Label,
            Access::Derived(|r| Value::of_text(&r.acked_epoch)),
        ),
        Field::<Party>::new(
            "acked_seq",
            label::ACKED_SEQ,
            FieldKind::Label,
            Access::Derived(|r| Value::of_count(r.acked_seq)),
        )
        .listed(8),
        Field::<Party>::new("acked_hash", label::ACKED_HASH, KEY, Access::Derived(|r| Value::of_text(&r.acked_hash)))
            .open(),
        Field::<Party>::new(
            "acked_on",
            label::ACKED_ON,
            FieldKind::Date,
            Access::Derived(|r| Value::of_date(r.acked_on)),
        )
        .listed(11),
        Field::<Party>::new(
            "last_receipt",
            label::LAST_RECEIPT,
            FieldKind::Label,
            Access::Derived(|r| Value::of_count(u64::from(r.last_receipt))),
        ),
        Field::<Party>::new("refused", label::REFUSED, TOLD, Access::Derived(refused)).open(),
    ];
}

fn refused(party: &Party) -> Value {
    Value::of_text(&zh::refused(&party.refused, party.unused).join("\n"))
}

/// What is told line by line.
pub(super) const TOLD: FieldKind = FieldKind::Prose { max: 60_000 };

/// A key or hash: digits that would read as a telephone number to what masks texts.
pub(super) const KEY: FieldKind = FieldKind::Line { max: 100 };
