//! A package this desk made 数据包: what it holds, for whom, and where it was written. The register of media is the list of these.
//!
//! One is written as made before its package is built, so that the package holds it, and as written once the package stands
//! on the stick: only then may the stick be pulled.

use serde::{Deserialize, Serialize};

use super::codes::Made;
use super::date::Date;
use super::field::{Access, Field, FieldKind};
use super::party::{KEY, LINE_CHARS};
use super::value::Value;
use crate::text::zh::model::{label, pack as zh};

/// What came since the last acknowledged line, to the party above 上报.
pub const UP: &str = "up";
/// This desk's own chain, to a party below 下发.
pub const DOWN: &str = "down";
/// Every chain from its first line 全量.
pub const FULL: &str = "full";
/// What was taken in, to whom it came from 回执.
pub const RECEIPT: &str = "receipt";
/// The code list of these four.
pub const SORTS: &str = "pack_sort";
/// Counted on, but not known to stand anywhere.
pub const MADE: &str = "made";
/// Stands whole on the stick or in the folder: 已写出、待回执.
pub const WRITTEN: &str = "written";
/// The receipt came back 已回执.
pub const ACKNOWLEDGED: &str = "acknowledged";
/// The code list of these three.
pub const STATES: &str = "pack_state";

/// The lists the program makes for this kind.
pub static LISTS: [Made; 2] = [(SORTS, zh::SORTS), (STATES, zh::STATES)];

/// 数据包.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Pack {
    /// Code of list [`SORTS`].
    pub sort: String,
    /// Its number among our packages to this party, from 1.
    pub number: u32,
    /// The code of the party it is for.
    pub to: String,
    /// The first line of our own chain in it; 0 for none.
    pub first: u64,
    /// The last line of our own chain in it; 0 for none.
    pub last: u64,
    /// The hash of that last line.
    pub head: String,
    /// Ed25519 over the 32 bytes of `head`, 128 hex digits: who has our chain from elsewhere can check it.
    pub signature: String,
    /// Code of list [`STATES`].
    pub state: String,
    /// The name of its file.
    pub file: String,
    /// The stick or folder it was written to, as shown.
    pub place: String,
    /// The length of its file.
    pub bytes: u64,
    /// Lines in it that are told to people, of all chains: those of the exchange itself and what is withheld do not count.
    pub count: u32,
    /// Of these, lines of desks below that are handed on 转报.
    pub handed: u32,
    /// How many lines of our own chain through `last` count as to be reported ([`super::Kind::is_reported`]).
    pub reported: u64,
    /// The day it was made.
    pub on: Option<Date>,
    /// Who made it.
    pub by: String,
}

impl Pack {
    /// Whether it stands, or stood, outside this desk.
    pub fn is_out(&self) -> bool {
        self.state == WRITTEN || self.state == ACKNOWLEDGED
    }

    /// Whether an acknowledgement through a line is of a package with these lines. The line behind the last says that this one is made:
    /// who has that has the package, even where a desk that was rebuilt knows no more of it.
    pub fn has_arrived(&self, through: u64) -> bool {
        self.last < through || (self.is_out() && self.last <= through)
    }

    /// Whether it carries our own records upward.
    pub fn is_upward(&self) -> bool {
        self.sort == UP || self.sort == FULL
    }

    /// The field table, in the order of the register.
    pub const FIELDS: &'static [Field<Pack>] = &[
        Field::<Pack>::new("on", label::PACK_ON, FieldKind::Date, Access::Derived(|r| Value::of_date(r.on))).listed(11),
        Field::<Pack>::new(
            "sort",
            label::PACK_SORT,
            FieldKind::Code(SORTS),
            Access::Derived(|r| Value::of_code(&r.sort)),
        )
        .listed(6),
        Field::<Pack>::new("to", label::PACK_TO, FieldKind::Label, Access::Derived(|r| Value::of_text(&r.to)))
            .listed(13),
        Field::<Pack>::new(
            "number",
            label::PACK_NUMBER,
            FieldKind::Label,
            Access::Derived(|r| Value::of_count(u64::from(r.number))),
        )
        .listed(6),
        Field::<Pack>::new(
            "state",
            label::PACK_STATE,
            FieldKind::Code(STATES),
            Access::Derived(|r| Value::of_code(&r.state)),
        )
        .listed(8),
        Field::<Pack>::new("file", label::PACK_FILE, NAME, Access::Derived(|r| Value::of_text(&r.file)))
            .open()
            .listed(30),
        Field::<Pack>::new("place", label::PACK_PLACE, NAME, Access::Derived(|r| Value::of_text(&r.place)))
            .open()
            .listed(20),
        Field::<Pack>::new(
            "count",
            label::PACK_COUNT,
            FieldKind::Label,
            Access::Derived(|r| Value::of_count(u64::from(r.count))),
        )
        .listed(6),
        Field::<Pack>::new(
            "handed",
            label::PACK_HANDED,
            FieldKind::Label,
            Access::Derived(|r| Value::of_count(u64::from(r.handed))),
        )
        .when(|r| r.handed > 0),
        Field::<Pack>::new("bytes", label::PACK_BYTES, FieldKind::Label, Access::Derived(|r| Value::of_count(r.bytes)))
            .listed(10),
        Field::<Pack>::new(
            "by",
            label::BY,
            FieldKind::Line { max: LINE_CHARS },
            Access::Derived(|r| Value::of_text(&r.by)),
        )
        .open()
        .listed(8),
        Field::<Pack>::new("first", label::PACK_FIRST, FieldKind::Label, Access::Derived(|r| Value::of_count(r.first))),
        Field::<Pack>::new("last", label::PACK_LAST, FieldKind::Label, Access::Derived(|r| Value::of_count(r.last))),
        Field::<Pack>::new(
            "reported",
            label::PACK_REPORTED,
            FieldKind::Label,
            Access::Derived(|r| Value::of_count(r.reported)),
        ),
        Field::<Pack>::new("head", label::PACK_HEAD, KEY, Access::Derived(|r| Value::of_text(&r.head))).open(),
        Field::<Pack>::new("signature", label::SIGNATURE, KEY, Access::Derived(|r| Value::of_text(&r.signature)))
            .open(),
    ];
}

/// The name of a file or folder.
const NAME: FieldKind = FieldKind::Line { max: 300 };
