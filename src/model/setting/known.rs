//! The table of all settings: how each is called and grouped, what it is for, and how it is edited.

mod item;

use std::collections::BTreeSet;

pub use item::Item;

use super::code::Shape::{self, Channel, Feedback, Fixed, Leveled, Plain, Route};
use super::{holiday, rule};
use crate::model::codes::{MAX_DAYS, MAX_MONTHS, SCHEDULE_RULES};
use crate::model::context::Context;
use crate::model::field::{Carry, FieldKind, Privacy, Rule, Spec, Stop, YEARS};
use crate::model::order::Gather as _;
use crate::model::part::PartKind;
use crate::model::quota;
use crate::text::zh::model::setting as zh;

/// The key of the one field a setting's form has.
pub const VALUE: &str = "value";
/// What the key of a year's holidays begins with.
pub const HOLIDAYS: &str = "holidays.";

/// Settings that are shown together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// 办理时限.
    Deadlines,
    /// 报送对象.
    Recipients,
    /// 接待与放假.
    Schedule,
    /// 代表履职.
    Duties,
    /// 上报与回执.
    Sync,
    /// 代码表.
    Codes,
}

impl Group {
    /// Every group, in the order it is shown.
    pub const ALL: &'static [Group] =
        &[Group::Deadlines, Group::Schedule, Group::Duties, Group::Recipients, Group::Sync, Group::Codes];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Group::Deadlines => zh::GROUP_DEADLINES,
            Group::Recipients => zh::GROUP_RECIPIENTS,
            Group::Schedule => zh::GROUP_SCHEDULE,
            Group::Duties => zh::GROUP_DUTIES,
            Group::Sync => zh::GROUP_SYNC,
            Group::Codes => zh::GROUP_CODES,
        }
    }

    /// Its name on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Group::Deadlines => "deadlines",
            Group::Recipients => "recipients",
            Group::Schedule => "schedule",
            Group::Duties => "duties",
            Group::Sync => "sync",
            Group::Codes => "codes",
        }
    }
}

/// How the text of a setting holds its value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// As it is typed into a field.
    Plain,
    /// Rows with a name each, as `["…", "…"]`.
    Names,
    /// Rows of the TOML table of this name.
    Table(&'static str),
    /// A year's holidays and make-up workdays.
    Year,
    /// The rules of reception days, and closed days.
    Schedule,
}

/// Which settings a line of the table stands for.
#[derive(Clone, Copy)]
pub enum Which {
    /// The one of its key.
    One,
    /// One for each name (a year) behind its key, as they stand and may be added.
    Each(fn(&Context<'_>) -> Vec<String>),
}

/// A line of the table.
pub struct Known {
    /// Where it is shown.
    pub group: Group,
    /// Its key, or what the keys begin with where it stands for several.
    pub key: &'static str,
    /// Which settings it stands for.
    pub which: Which,
    /// How its text holds its value.
    pub holds: Holds,
    /// What its number counts.
    pub unit: &'static str,
    /// The field of its form: label, kind and bounds, help.
    pub spec: Spec,
    /// The fields of a form that has several, in place of that one.
    pub fields: &'static [Spec],
}

impl Known {
    /// The fields of its form.
    pub fn specs(&'static self) -> impl Iterator<Item = &'static Spec> {
        let alone = self.fields.is_empty().then_some(&self.spec);
        self.fields.iter().chain(alone)
    }
}

const fn known(group: Group, key: &'static str, text: zh::Text, kind: FieldKind) -> Known {
    let spec = field(VALUE, text, kind);
    Known { group, key, which: Which::One, holds: Holds::Plain, unit: "", spec, fields: &[] }
}

const fn field(key: &'static str, (label, hint): zh::Text, kind: FieldKind) -> Spec {
    let rule = match kind {
        FieldKind::Number { .. } => Rule::Required,
        _ => Rule::Optional,
    };
    let (privacy, carry, stop) = (Privacy::Open, Carry::No, Stop::Empty);
    Spec { key, label, kind, width: 0, rule, privacy, carry, stop, hint }
}

const fn number(group: Group, key: &'static str, text: zh::Text, max: u32, unit: &'static str) -> Known {
    Known { unit, ..known(group, key, text, FieldKind::Number { min: 0, max }) }
}

const fn codes(key: &'static str, list: &'static str, text: zh::Text, shape: Shape) -> Known {
    Known { holds: Holds::Table(list), ..known(Group::Codes, key, text, FieldKind::Rows(PartKind::Code(shape))) }
}

const fn offices(key: &'static str, text: zh::Text) -> Known {
    Known { holds: Holds::Names, ..known(Group::Recipients, key, text, FieldKind::Rows(PartKind::Office)) }
}

/// Every setting, in the order it is shown.
pub static KNOWN: &[Known] = &[
    Known { group: Group::Deadlines, ..codes("codes.route", "route", zh::ROUTE, Route) },
    number(Group::Deadlines, "deadlines.redo_days", zh::REDO_DAYS, MAX_DAYS, zh::UNIT_DAYS),
    Known { unit: zh::UNIT_DAYS, ..known(Group::Deadlines, "deadlines.warn_days", zh::WARN_DAYS, FieldKind::Label) },
    number(Group::Deadlines, "deadlines.notice_days", zh::NOTICE_DAYS, MAX_DAYS, zh::UNIT_DAYS),
    number(Group::Deadlines, "deadlines.erase_months", zh::ERASE_MONTHS, MAX_MONTHS, zh::UNIT_MONTHS),
    Known {
        holds: Holds::Schedule,
        fields: &[
            field(rule::RULES, zh::RULES, FieldKind::Rows(PartKind::Rule)),
            field(rule::CLOSED, zh::CLOSED, FieldKind::Rows(PartKind::Closed)),
        ],
        ..known(Group::Schedule, SCHEDULE_RULES, zh::SCHEDULE_RULES, FieldKind::Rows(PartKind::Rule))
    },
    Known {
        which: Which::Each(years),
        holds: Holds::Year,
        fields: &[
            field(holiday::OFFICIAL, zh::OFFICIAL, FieldKind::YesNo),
            field(holiday::HOLIDAYS, zh::HOLIDAYS, FieldKind::Rows(PartKind::Holiday)),
            field(holiday::WORKDAYS, zh::WORKDAYS, FieldKind::Rows(PartKind::Workday)),
        ],
        ..known(Group::Schedule, HOLIDAYS, zh::YEAR, FieldKind::Rows(PartKind::Holiday))
    },
    number(Group::Duties, "quotas.receptions", zh::QUOTA_RECEPTIONS, quota::MOST, zh::UNIT_TIMES),
    number(Group::Duties, "quotas.visits", zh::QUOTA_VISITS, quota::MOST, zh::UNIT_TIMES),
    known(Group::Duties, "scores.enabled", zh::SCORES_ENABLED, FieldKind::YesNo),
    Known {
        holds: Holds::Table("table"),
        ..known(Group::Duties, "scores.table", zh::SCORES_TABLE, FieldKind::Rows(PartKind::Score))
    },
    offices("recipients.to", zh::RECIPIENTS_TO),
    offices("recipients.copy", zh::RECIPIENTS_COPY),
    number(Group::Sync, "sync.due_days", zh::SYNC_DUE_DAYS, MAX_DAYS, zh::UNIT_DAYS),
    number(Group::Sync, "sync.remind_days", zh::SYNC_REMIND_DAYS, MAX_DAYS, zh::UNIT_DAYS),
    codes("codes.category", "category", zh::CATEGORY, Leveled),
    codes("codes.channel", "channel", zh::CHANNEL, Channel),
    codes("codes.nature", "nature", zh::NATURE, Plain),
    codes("codes.urgency", "urgency", zh::URGENCY, Plain),
    codes("codes.stage", "stage", zh::STAGE, Fixed),
    codes("codes.owing", "owing", zh::OWING, Fixed),
    codes("codes.class", "class", zh::CLASS, Fixed),
    codes("codes.rating", "rating", zh::RATING, Fixed),
    codes("codes.rated_by", "rated_by", zh::RATED_BY, Plain),
    codes("codes.guide_to", "guide_to", zh::GUIDE_TO, Plain),
    codes("codes.way_feedback", "way_feedback", zh::WAY_FEEDBACK, Feedback),
    codes("codes.way_urge", "way_urge", zh::WAY_URGE, Plain),
    codes("codes.way_visit", "way_visit", zh::WAY_VISIT, Plain),
    codes("codes.target", "target", zh::TARGET, Plain),
    codes("codes.deed_kind", "deed_kind", zh::DEED_KIND, Plain),
    codes("codes.deed_source", "deed_source", zh::DEED_SOURCE, Plain),
    codes("codes.reception_stage", "reception_stage", zh::RECEPTION_STAGE, Fixed),
    codes("codes.attendance", "attendance", zh::ATTENDANCE, Plain),
    codes("codes.level", "level", zh::LEVEL, Plain),
    codes("codes.deputy_status", "deputy_status", zh::DEPUTY_STATUS, Plain),
    codes("codes.unit_level", "unit_level", zh::UNIT_LEVEL, Plain),
    codes("codes.activity_type", "activity_type", zh::ACTIVITY_TYPE, Plain),
    codes("codes.activity_mode", "activity_mode", zh::ACTIVITY_MODE, Plain),
    codes("codes.participation", "participation", zh::PARTICIPATION, Plain),
    codes("codes.project_stage", "project_stage", zh::PROJECT_STAGE, Fixed),
    codes("codes.proposal_session", "proposal_session", zh::PROPOSAL_SESSION, Plain),
    codes("codes.proposal_check", "proposal_check", zh::PROPOSAL_CHECK, Plain),
    codes("codes.proposal_stage", "proposal_stage", zh::PROPOSAL_STAGE, Fixed),
    codes("codes.report_stage", "report_stage", zh::REPORT_STAGE, Fixed),
    codes("codes.station_kind", "station_kind", zh::STATION_KIND, Plain),
    codes("codes.organ", "organ", zh::ORGAN, Plain),
    codes("codes.role", "role", zh::ROLE, Plain),
];

/// The years whose holidays are known, this year, and the one after the last of them, so that it can be entered.
fn years(context: &Context<'_>) -> Vec<String> {
    let mut years: BTreeSet<i32> = context.codes.calendar().years().gather();
    years.insert(context.today.year());
    years.extend(years.last().map(|last| last.saturating_add(1)).filter(|next| YEARS.contains(next)));
    years.into_iter().map(|year| year.to_string()).collect()
}

/// Every setting there is, in the order it is shown.
pub fn all(context: &Context<'_>) -> Vec<Item> {
    let named = |known: &'static Known| match known.which {
        Which::One => vec![Item { known, key: known.key.to_owned() }],
        Which::Each(names) => {
            let names = names(context).into_iter();
            names.map(|name| Item { known, key: format!("{}{name}", known.key) }).collect()
        }
    };
    KNOWN.iter().flat_map(named).collect()
}

/// The setting of a key; none for a key the program does not read.
pub fn find(key: &str) -> Option<Item> {
    let is_meant = |known: &&Known| match known.which {
        Which::One => known.key == key,
        Which::Each(_) => key.strip_prefix(known.key).is_some_and(|name| !name.is_empty()),
    };
    KNOWN.iter().find(is_meant).map(|known| Item { known, key: key.to_owned() })
}
