//! A year's holidays as a form edits them: rows of holidays and of make-up workdays, days as a clerk types them.

use crate::model::field::{Access, Field, FieldKind};
use crate::model::part::Part;
use crate::model::toml_text::{quoted, strings};
use crate::model::value::Value;
use crate::text::zh::model::setting as zh;

/// The keys of a year's fields, as they stand in its TOML.
pub const OFFICIAL: &str = "official";
/// The holidays.
pub const HOLIDAYS: &str = "holidays";
/// The make-up workdays.
pub const WORKDAYS: &str = "workdays";

/// A holiday.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct HolidayRow {
    /// What it is called.
    pub name: String,
    /// Its day or days within the year: `2.15-2.23`.
    pub days: String,
}

/// A day of a weekend that is worked.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct WorkdayRow {
    /// The day within the year: `2.14`.
    pub day: String,
}

impl HolidayRow {
    /// The field table.
    pub const FIELDS: &'static [Field<HolidayRow>] = &[
        Field::<HolidayRow>::new(
            "name",
            zh::HOLIDAY_NAME,
            FieldKind::Line { max: 20 },
            Access::Text(|r| &r.name, |r| &mut r.name),
        )
        .required()
        .open(),
        Field::<HolidayRow>::new(
            "days",
            zh::HOLIDAY_DAYS,
            FieldKind::Label,
            Access::Text(|r| &r.days, |r| &mut r.days),
        )
        .required()
        .hint(zh::HOLIDAY_DAYS_HINT),
    ];
}

impl WorkdayRow {
    /// The field table.
    pub const FIELDS: &'static [Field<WorkdayRow>] =
        &[Field::<WorkdayRow>::new("day", zh::WORKDAY, FieldKind::Label, Access::Text(|r| &r.day, |r| &mut r.day))
            .required()
            .hint(zh::WORKDAY_HINT)];
}

/// The fields of a year's form, from the text of its setting.
pub(super) fn values(text: &str) -> Vec<(&'static str, Value)> {
    let year: toml::Table = toml::from_str(text).unwrap_or_default();
    let holiday = |entry: String| {
        let (name, days) = entry.split_once(char::is_whitespace).unwrap_or((entry.as_str(), ""));
        Part::Holiday(HolidayRow { name: name.to_owned(), days: days.trim().to_owned() })
    };
    let holidays = strings(&year, HOLIDAYS).into_iter().map(holiday).collect();
    let workdays = strings(&year, WORKDAYS).into_iter().map(|day| Part::Workday(WorkdayRow { day })).collect();
    let official = year.get(OFFICIAL).and_then(toml::Value::as_bool).unwrap_or(false);
    vec![(OFFICIAL, Value::YesNo(official)), (HOLIDAYS, Value::Rows(holidays)), (WORKDAYS, Value::Rows(workdays))]
}

/// The text of a year's setting, from the fields of its form.
pub(super) fn text(values: &[(&'static str, Value)]) -> String {
    text_from(values, [HOLIDAYS, WORKDAYS])
}

/// The list a year is refused for, and why by `refused`, which reads a text: the row on the screen is the line it names.
pub(super) fn wrong(
    values: &[(&'static str, Value)],
    refused: impl Fn(&str) -> Option<String>,
) -> Option<(&'static str, String)> {
    let without: Vec<_> = values.iter().filter(|(key, _)| *key != WORKDAYS).cloned().collect();
    let in_holidays = refused(&text(&without)).map(|why| (HOLIDAYS, why));
    in_holidays.or_else(|| refused(&text_from(values, [WORKDAYS, HOLIDAYS])).map(|why| (WORKDAYS, why)))
}

fn text_from(values: &[(&'static str, Value)], lists: [&str; 2]) -> String {
    let official = values.iter().any(|(key, value)| *key == OFFICIAL && *value == Value::YesNo(true));
    let entries = |wanted: &str| {
        let rows = values.iter().find(|(key, _)| *key == wanted).map(|(_, value)| value);
        let Some(Value::Rows(rows)) = rows else { return Vec::new() };
        let entry = |row: &Part| match row {
            Part::Holiday(HolidayRow { name, days }) => Some(format!("{name} {days}")),
            Part::Workday(WorkdayRow { day }) => Some(day.clone()),
            _ => None,
        };
        rows.iter().filter_map(entry).map(|entry| quoted(&entry)).collect::<Vec<_>>()
    };
    // A row a line, from the first, so that the line a complaint about the first list names is the row on the screen.
    let list = |key: &str| format!("{key} = [{}]\n", entries(key).join(",\n"));
    format!("{}{OFFICIAL} = {official}\n", lists.map(list).concat())
}
