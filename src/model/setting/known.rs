//! The table of all settings: how each is called and grouped, what it is for, and how it is edited.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{holiday, propose, rows, rule};
use crate::model::codes::{CodeLists, CodesError, SCHEDULE_RULES};
use crate::model::context::Context;
use crate::model::field::{Carry, FieldKind, Privacy, Rule, Spec, Stop, YEARS};
use crate::model::part::{Part, PartKind};
use crate::model::setting::code::Shape;
use crate::model::typed::yes_or_no;
use crate::model::value::Value;
use crate::text::clean;
use crate::text::zh::model::schedule;
use crate::text::zh::model::setting as zh;
use crate::text::zh::model::typed::COMMA;

/// The key of the one field a setting's form has.
pub const VALUE: &str = "value";
/// What the key of a year's holidays begins with.
pub const HOLIDAYS: &str = "holidays.";
/// Names told of a list in a few words.
const TOLD: usize = 4;
/// The largest number of days or months: beyond it, putting it in force refuses.
const MOST_DAYS: u32 = 3_650;
const MOST_MONTHS: u32 = 600;
/// The most times a year a quota may ask for.
const MOST_TIMES: u32 = crate::model::quota::MOST;

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
    /// 代码表.
    Codes,
}

impl Group {
    /// Every group, in the order it is shown.
    pub const ALL: &'static [Group] =
        &[Group::Deadlines, Group::Schedule, Group::Duties, Group::Recipients, Group::Codes];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Group::Deadlines => zh::GROUP_DEADLINES,
            Group::Recipients => zh::GROUP_RECIPIENTS,
            Group::Schedule => zh::GROUP_SCHEDULE,
            Group::Duties => zh::GROUP_DUTIES,
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

use Shape::{Channel, Feedback, Fixed, Leveled, Plain, Route};

/// Every setting, in the order it is shown.
pub static KNOWN: &[Known] = &[
    Known { group: Group::Deadlines, ..codes("codes.route", "route", zh::ROUTE, Route) },
    number(Group::Deadlines, "deadlines.redo_days", zh::REDO_DAYS, MOST_DAYS, zh::UNIT_DAYS),
    Known { unit: zh::UNIT_DAYS, ..known(Group::Deadlines, "deadlines.warn_days", zh::WARN_DAYS, FieldKind::Label) },
    number(Group::Deadlines, "deadlines.notice_days", zh::NOTICE_DAYS, MOST_DAYS, zh::UNIT_DAYS),
    number(Group::Deadlines, "deadlines.erase_months", zh::ERASE_MONTHS, MOST_MONTHS, zh::UNIT_MONTHS),
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
    number(Group::Duties, "quotas.receptions", zh::QUOTA_RECEPTIONS, MOST_TIMES, zh::UNIT_TIMES),
    number(Group::Duties, "quotas.visits", zh::QUOTA_VISITS, MOST_TIMES, zh::UNIT_TIMES),
    known(Group::Duties, "scores.enabled", zh::SCORES_ENABLED, FieldKind::YesNo),
    Known {
        holds: Holds::Table("table"),
        ..known(Group::Duties, "scores.table", zh::SCORES_TABLE, FieldKind::Rows(PartKind::Score))
    },
    offices("recipients.to", zh::RECIPIENTS_TO),
    offices("recipients.copy", zh::RECIPIENTS_COPY),
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
    codes("codes.station_kind", "station_kind", zh::STATION_KIND, Plain),
    codes("codes.organ", "organ", zh::ORGAN, Plain),
    codes("codes.role", "role", zh::ROLE, Plain),
];

/// The years whose holidays are known, this year, and the one after the last of them, so that it can be entered.
fn years(context: &Context<'_>) -> Vec<String> {
    let mut years: BTreeSet<i32> = context.codes.calendar().years().collect();
    years.insert(context.today.year());
    years.extend(years.last().map(|last| last.saturating_add(1)).filter(|next| YEARS.contains(next)));
    years.into_iter().map(|year| year.to_string()).collect()
}

/// One setting.
#[derive(Clone)]
pub struct Item {
    /// Its line of the table.
    pub known: &'static Known,
    /// Its whole key.
    pub key: String,
}

impl std::fmt::Debug for Item {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.key)
    }
}

impl PartialEq for Item {
    fn eq(&self, other: &Item) -> bool {
        self.key == other.key
    }
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

impl Item {
    /// What it is called.
    pub fn label(&self) -> String {
        match self.name() {
            "" => self.known.spec.label.to_owned(),
            name => zh::of_year(self.known.spec.label, name),
        }
    }

    /// What stands behind the key of its line: a year; empty for a setting that is alone.
    fn name(&self) -> &str {
        self.key.strip_prefix(self.known.key).unwrap_or_default()
    }

    /// What is in force, as the values of its form's fields.
    pub fn values(&self, codes: &CodeLists) -> Vec<(&'static str, Value)> {
        match self.known.holds {
            Holds::Schedule => rule::values(codes),
            Holds::Year => holiday::values(&codes.value(&self.key).unwrap_or_default()),
            _ => vec![(VALUE, self.value(codes))],
        }
    }

    /// What is in force, as the value of the one field its form has.
    fn value(&self, codes: &CodeLists) -> Value {
        let text = codes.value(&self.key).unwrap_or_default();
        match (self.known.holds, self.known.spec.kind) {
            (Holds::Table(table), FieldKind::Rows(kind)) => Value::Rows(rows::read(table, kind, &text)),
            (Holds::Names, FieldKind::Rows(kind)) => Value::Rows(named_rows(kind, &text)),
            (_, FieldKind::Number { .. }) => text.trim().parse().map_or(Value::Empty, Value::Number),
            (_, FieldKind::YesNo) => Value::YesNo(text.trim() == "true"),
            (_, FieldKind::Label) => filled(text.trim().trim_matches(['[', ']'])),
            _ => filled(&text),
        }
    }

    /// The text of what a form was filled with; codes without a key get one.
    pub fn text(&self, values: &[(&'static str, Value)]) -> String {
        let value = values.iter().find(|(key, _)| *key == VALUE).map_or(&Value::Empty, |(_, value)| value);
        match (self.known.holds, value) {
            (Holds::Year, _) => holiday::text(values),
            (Holds::Schedule, _) => rule::text(values),
            (Holds::Table(table), Value::Rows(given)) => {
                let mut given = given.clone();
                propose::give_keys(&mut given);
                rows::text(table, &given)
            }
            (Holds::Names, Value::Rows(given)) => {
                let names = given.iter().map(|row| match row.get("name") {
                    Value::Text(name) => toml::Value::String(name).to_string(),
                    _ => String::new(),
                });
                format!("[{}]", names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", "))
            }
            (_, Value::Number(number)) => number.to_string(),
            (_, Value::YesNo(yes)) => yes.to_string(),
            (_, Value::Text(text)) => text.clone(),
            _ => String::new(),
        }
    }

    /// The text as it is stored: what is in force once it is taken, so that codes it leaves out stay known. Refused with
    /// what is wrong and what to do.
    pub fn settled(&self, text: &str, codes: &CodeLists) -> Result<String, CodesError> {
        let mut next = codes.clone();
        next.apply(&self.key, &self.folded(text))?;
        let settled = next.value(&self.key);
        Ok(settled.map_or_else(|| text.to_owned(), |text| text.trim_end().to_owned()))
    }

    /// The text with what an input method types made plain, as the field of a form takes it: `５`, `7，3`, 是.
    fn folded<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match (self.known.holds, self.known.spec.kind) {
            (Holds::Plain, FieldKind::YesNo) => match yes_or_no(text) {
                Some(yes) => Cow::Owned(yes.to_string()),
                None => Cow::Borrowed(text),
            },
            (Holds::Plain, FieldKind::Number { .. } | FieldKind::Label) => Cow::Owned(clean::fold(text)),
            _ => Cow::Borrowed(text),
        }
    }

    /// Whether a settled text is what is in force already.
    pub fn is_in_force(&self, text: &str, codes: &CodeLists) -> bool {
        if codes.value(&self.key).is_some_and(|now| now.trim_end() == text) {
            return true;
        }
        // As a form would write it: a year nobody has entered is one without holidays.
        self.settled(&self.text(&self.values(codes)), codes).is_ok_and(|now| now == text)
    }

    /// What takes the place of a station's setting that is given up: nothing, so that its record is voided; for a list the
    /// station has added codes to, what the program ships with those codes retired, because records may hold them.
    pub fn reset(&self, codes: &CodeLists) -> Result<Option<String>, CodesError> {
        let (Holds::Table(list), FieldKind::Rows(PartKind::Code(_))) = (self.known.holds, self.known.spec.kind) else {
            return Ok(None);
        };
        let shipped = CodeLists::shipped()?;
        let mut next = rows::of_codes(list, shipped.list(list));
        let added = rows::of_codes(list, codes.list(list)).into_iter().filter_map(|row| match row {
            Part::Code(code) if shipped.code(list, &code.key).is_none() => Some(code),
            _ => None,
        });
        let before = next.len();
        next.extend(added.map(|mut code| {
            code.retired = true;
            Part::Code(code)
        }));
        Ok((next.len() > before).then(|| rows::text(list, &next)))
    }

    /// What is in force, in a few words.
    pub fn summary(&self, codes: &CodeLists) -> String {
        if self.known.holds == Holds::Year {
            let year = self.name().parse().ok().and_then(|year| codes.calendar().year(year));
            return year.map_or(zh::NO_YEAR.to_owned(), |year| {
                zh::year(year.holidays.len(), year.workdays.len(), year.official)
            });
        }
        if self.known.holds == Holds::Schedule {
            return schedule::summary(codes.schedule());
        }
        match (self.known.holds, self.value(codes)) {
            (Holds::Table(list), Value::Rows(_))
                if matches!(self.known.spec.kind, FieldKind::Rows(PartKind::Code(_))) =>
            {
                let all = codes.list(list);
                let active: Vec<&str> = all
                    .iter()
                    .filter(|code| code.active && code.parent.is_empty())
                    .map(|code| code.name.as_str())
                    .collect();
                let count = all.iter().filter(|code| code.active).count();
                zh::codes(count, all.len() - count, &first_of(&active))
            }
            (_, Value::Rows(rows)) if rows.is_empty() => zh::NOTHING.to_owned(),
            (_, Value::Rows(rows)) => {
                let named: Vec<String> = rows.iter().map(|row| row_name(row, codes)).collect();
                let named: Vec<&str> = named.iter().map(String::as_str).collect();
                zh::rows(named.len(), &first_of(&named))
            }
            (_, Value::Number(number)) => format!("{number} {}", self.known.unit),
            (_, Value::YesNo(yes)) => crate::text::zh::model::typed::yes_no(yes).to_owned(),
            (_, Value::Text(text)) => format!("{} {}", text.replace('\n', " "), self.known.unit).trim_end().to_owned(),
            _ => zh::NOTHING.to_owned(),
        }
    }
}

fn filled(text: &str) -> Value {
    if text.is_empty() { Value::Empty } else { Value::Text(text.to_owned()) }
}

fn first_of(names: &[&str]) -> String {
    let more = if names.len() > TOLD { zh::MORE } else { "" };
    format!("{}{more}", names.iter().take(TOLD).copied().collect::<Vec<_>>().join(COMMA))
}

/// The first field of a row that says something.
fn row_name(row: &Part, codes: &CodeLists) -> String {
    let words = row.kind().specs().into_iter().find_map(|spec| match row.get(spec.key) {
        Value::Text(text) => Some(text),
        Value::Date(date) => Some(date.to_string()),
        Value::Code(key) => match spec.kind {
            FieldKind::Code(list) => Some(codes.name(list, &key).to_owned()),
            _ => Some(key),
        },
        _ => None,
    });
    words.unwrap_or_default()
}

fn named_rows(kind: PartKind, text: &str) -> Vec<Part> {
    let table: toml::Table = toml::from_str(&format!("names = {text}")).unwrap_or_default();
    let names = table.get("names").and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice);
    let rows = names.iter().filter_map(toml::Value::as_str).map(|name| {
        let mut row = kind.blank();
        let _ = row.set("name", Value::Text(name.to_owned()));
        row
    });
    rows.collect()
}
