//! One setting: what is in force of it as its form shows it, and the text a filled form makes.

use std::borrow::Cow;

use super::{Holds, Known, VALUE};
use crate::model::codes::{CodeLists, CodesError};
use crate::model::field::FieldKind;
use crate::model::part::{Part, PartKind};
use crate::model::setting::{holiday, propose, rows, rule};
use crate::model::toml_text;
use crate::model::typed::yes_or_no;
use crate::model::value::Value;
use crate::text::clean;
use crate::text::zh::model::schedule;
use crate::text::zh::model::setting as zh;
use crate::text::zh::model::typed::{COMMA, yes_no};

/// Names told of a list in a few words.
const TOLD: usize = 4;

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
                toml_text::list(given.iter().filter_map(|row| match row.get("name") {
                    Value::Text(name) => Some(name),
                    _ => None,
                }))
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

    /// Why what a form was filled with would not be taken, and the field that is to be mended.
    pub fn wrong(&self, values: &[(&'static str, Value)], codes: &CodeLists) -> Option<(&'static str, String)> {
        let refused = |text: &str| self.settled(text, codes).err().map(|error| error.why());
        match self.known.holds {
            Holds::Year => holiday::wrong(values, refused),
            Holds::Schedule => refused(&rule::text(values)).map(|why| (rule::RULES, why)),
            _ => refused(&self.text(values)).map(|why| (VALUE, why)),
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
            (_, Value::YesNo(yes)) => yes_no(yes).to_owned(),
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
    let rows = toml_text::strings(&table, "names").into_iter().map(|name| {
        let mut row = kind.blank();
        let _ = row.set("name", Value::Text(name));
        row
    });
    rows.collect()
}
