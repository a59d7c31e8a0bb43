//! A rule of reception days, and a day on which the station is closed, as the form of `schedule.rules` edits them.

use crate::model::codes::CodeLists;
use crate::model::date::{Date, Time};
use crate::model::field::{Access, Field, FieldKind};
use crate::model::part::Part;
use crate::model::schedule::{Months, Moving, Pattern, Schedule, ScheduleRule};
use crate::model::toml_text::quoted;
use crate::model::value::Value;
use crate::text::zh::model::setting as zh;
use crate::text::zh::model::typed::SEPARATORS;

/// The lists a rule chooses from, made by the program.
pub const PATTERNS: &str = "rule_pattern";
/// The months a rule holds in.
pub const MONTHS: &str = "rule_months";
/// What becomes of a date that is a holiday.
pub const MOVES: &str = "rule_move";
/// The keys of the fields of the form.
pub const RULES: &str = "rules";
/// Closed days.
pub const CLOSED: &str = "closed";

/// The keys of those lists, with what they are called.
pub const LISTS: [(&str, &[(&str, &str)]); 3] =
    [(PATTERNS, zh::RULE_PATTERNS), (MONTHS, zh::RULE_MONTHS), (MOVES, zh::RULE_MOVES)];

const WEEKLY: &str = "weekly";
const NTH: &str = "nth";
const DAYS: &str = "days";
const MARKET: &str = "market";
const ODD: &str = "odd";
const EVEN: &str = "even";
const CHOSEN: &str = "chosen";

/// A rule.
#[derive(Clone, PartialEq, Debug)]
pub struct RuleRow {
    /// On which dates: a key of [`PATTERNS`].
    pub pattern: String,
    /// The weekdays, 1 to 7, with commas.
    pub weekday: String,
    /// Which of the month.
    pub nth: String,
    /// Every so many weeks.
    pub weeks: u32,
    /// Days of the month.
    pub days: String,
    /// Last digits of market days.
    pub market: String,
    /// Whether the lunar day counts.
    pub lunar: bool,
    /// A key of [`MONTHS`]; empty for all.
    pub months: String,
    /// Months, where they are chosen one by one.
    pub chosen: String,
    /// Not before.
    pub since: Option<Date>,
    /// From.
    pub start: Option<Time>,
    /// To.
    pub end: Option<Time>,
    /// Where.
    pub place: String,
    /// What about.
    pub theme: String,
    /// Deputies on duty each time.
    pub deputies: u32,
    /// A key of [`MOVES`].
    pub moving: String,
}

/// A day or days on which the station is closed.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ClosedRow {
    /// With the year: `2027-02-10` or `2027-07-01-2027-07-05`.
    pub days: String,
}

impl Default for RuleRow {
    fn default() -> RuleRow {
        RuleRow {
            pattern: DAYS.to_owned(),
            weekday: String::new(),
            nth: String::new(),
            weeks: 1,
            days: String::new(),
            market: String::new(),
            lunar: false,
            months: "all".to_owned(),
            chosen: String::new(),
            since: None,
            start: None,
            end: None,
            place: String::new(),
            theme: String::new(),
            deputies: 1,
            moving: "holiday".to_owned(),
        }
    }
}

const NUMBERS: FieldKind = FieldKind::Label;
const TEXT: FieldKind = FieldKind::Line { max: 60 };

impl RuleRow {
    /// The field table.
    pub const FIELDS: &'static [Field<RuleRow>] = &[
        Field::<RuleRow>::new(
            "pattern",
            zh::RULE_PATTERN,
            FieldKind::Code(PATTERNS),
            Access::Code(|r| &r.pattern, |r| &mut r.pattern),
        )
        .required(),
        Field::<RuleRow>::new("weekday", zh::RULE_WEEKDAY, NUMBERS, Access::Text(|r| &r.weekday, |r| &mut r.weekday))
            .hint(zh::RULE_WEEKDAY_HINT)
            .when(|r| r.pattern == WEEKLY || r.pattern == NTH),
        Field::<RuleRow>::new("nth", zh::RULE_NTH, NUMBERS, Access::Text(|r| &r.nth, |r| &mut r.nth))
            .hint(zh::RULE_NTH_HINT)
            .when(|r| r.pattern == NTH),
        Field::<RuleRow>::new(
            "weeks",
            zh::RULE_WEEKS,
            FieldKind::Number { min: 1, max: 52 },
            Access::Number(|r| r.weeks, |r| &mut r.weeks),
        )
        .hint(zh::RULE_WEEKS_HINT)
        .seldom()
        .when(|r| r.pattern == WEEKLY),
        Field::<RuleRow>::new("days", zh::RULE_DAYS, NUMBERS, Access::Text(|r| &r.days, |r| &mut r.days))
            .hint(zh::RULE_DAYS_HINT)
            .when(|r| r.pattern == DAYS),
        Field::<RuleRow>::new("market", zh::RULE_MARKET, NUMBERS, Access::Text(|r| &r.market, |r| &mut r.market))
            .hint(zh::RULE_MARKET_HINT)
            .when(|r| r.pattern == MARKET),
        Field::<RuleRow>::new("lunar", zh::RULE_LUNAR, FieldKind::YesNo, Access::YesNo(|r| r.lunar, |r| &mut r.lunar))
            .when(|r| r.pattern == MARKET),
        Field::<RuleRow>::new("start", zh::RULE_START, FieldKind::Time, Access::Time(|r| r.start, |r| &mut r.start))
            .required(),
        Field::<RuleRow>::new("end", zh::RULE_END, FieldKind::Time, Access::Time(|r| r.end, |r| &mut r.end)).required(),
        Field::<RuleRow>::new("place", zh::RULE_PLACE, TEXT, Access::Text(|r| &r.place, |r| &mut r.place))
            .required()
            .open(),
        Field::<RuleRow>::new(
            "deputies",
            zh::RULE_DEPUTIES,
            FieldKind::Number { min: 1, max: 50 },
            Access::Number(|r| r.deputies, |r| &mut r.deputies),
        ),
        Field::<RuleRow>::new("theme", zh::RULE_THEME, TEXT, Access::Text(|r| &r.theme, |r| &mut r.theme))
            .open()
            .seldom(),
        Field::<RuleRow>::new(
            "months",
            zh::RULE_MONTH,
            FieldKind::Code(MONTHS),
            Access::Code(|r| &r.months, |r| &mut r.months),
        ),
        Field::<RuleRow>::new("chosen", zh::RULE_CHOSEN, NUMBERS, Access::Text(|r| &r.chosen, |r| &mut r.chosen))
            .hint(zh::RULE_CHOSEN_HINT)
            .when(|r| r.months == CHOSEN),
        Field::<RuleRow>::new("since", zh::RULE_SINCE, FieldKind::Date, Access::Date(|r| r.since, |r| &mut r.since))
            .hint(zh::RULE_SINCE_HINT)
            .seldom(),
        Field::<RuleRow>::new(
            "move",
            zh::RULE_MOVE,
            FieldKind::Code(MOVES),
            Access::Code(|r| &r.moving, |r| &mut r.moving),
        ),
    ];

    fn of(rule: &ScheduleRule) -> RuleRow {
        let mut row = RuleRow {
            since: rule.since,
            start: Some(rule.start),
            end: Some(rule.end),
            place: rule.place.clone(),
            theme: rule.theme.clone(),
            deputies: u32::try_from(rule.deputies).unwrap_or(u32::MAX),
            ..RuleRow::default()
        };
        let pattern = match &rule.pattern {
            Pattern::Weekly { weekdays, weeks } => {
                (row.weekday, row.weeks) = (joined(weekdays), *weeks);
                WEEKLY
            }
            Pattern::Nth { weekdays, nth } => {
                (row.weekday, row.nth) = (joined(weekdays), joined(nth));
                NTH
            }
            Pattern::Days(days) => {
                row.days = joined(days);
                DAYS
            }
            Pattern::Market { digits, lunar } => {
                (row.market, row.lunar) = (joined(digits), *lunar);
                MARKET
            }
        };
        row.pattern = pattern.to_owned();
        let months = match &rule.months {
            Months::All => "all",
            Months::Odd => ODD,
            Months::Even => EVEN,
            Months::Of(months) => {
                row.chosen = joined(months);
                CHOSEN
            }
        };
        row.months = months.to_owned();
        let moving = match rule.moving {
            Moving::Never => "none",
            Moving::Holiday => "holiday",
            Moving::DayOff => "day_off",
        };
        row.moving = moving.to_owned();
        row
    }

    /// The rule as a table of TOML.
    fn text(&self) -> String {
        let mut lines = vec![format!("[[{RULES}]]")];
        let mut put = |key: &str, value: String| lines.push(format!("{key} = {value}"));
        match self.pattern.as_str() {
            WEEKLY | NTH => {
                put("weekday", numbers(&self.weekday));
                if self.pattern == NTH {
                    put("nth", numbers(&self.nth));
                } else if self.weeks != 1 {
                    put("weeks", self.weeks.to_string());
                }
            }
            MARKET => {
                put("market", numbers(&self.market));
                if self.lunar {
                    put("lunar", "true".to_owned());
                }
            }
            _ => put("days", numbers(&self.days)),
        }
        match self.months.as_str() {
            ODD | EVEN => put("months", quoted(&self.months)),
            CHOSEN => put("months", numbers(&self.chosen)),
            _ => {}
        }
        if let Some(since) = self.since {
            put("since", quoted(&since.to_string()));
        }
        let time = |time: Option<Time>| quoted(&time.map_or_else(String::new, |time| time.to_string()));
        put("start", time(self.start));
        put("end", time(self.end));
        put("place", quoted(&self.place));
        if !self.theme.is_empty() {
            put("theme", quoted(&self.theme));
        }
        put("deputies", self.deputies.to_string());
        let moving = if self.moving.is_empty() { "holiday" } else { &self.moving };
        put("move", quoted(moving));
        lines.join("\n")
    }

    /// The rule in one line, as it will be read; as far as it goes where it does not read yet.
    pub fn summary(&self) -> String {
        let read = Schedule::read("", &self.text()).ok();
        let said = read.and_then(|schedule| schedule.rules.first().map(ScheduleRule::said));
        said.unwrap_or_else(|| zh::UNREADABLE_RULE.to_owned())
    }
}

impl ClosedRow {
    /// The field table.
    pub const FIELDS: &'static [Field<ClosedRow>] = &[Field::<ClosedRow>::new(
        "days",
        zh::CLOSED_DAYS,
        FieldKind::Label,
        Access::Text(|r| &r.days, |r| &mut r.days),
    )
    .required()
    .hint(zh::CLOSED_DAYS_HINT)];
}

/// The fields of the form, from what is in force.
pub(super) fn values(codes: &CodeLists) -> Vec<(&'static str, Value)> {
    let schedule = codes.schedule();
    let rules = schedule.rules.iter().map(|rule| Part::Rule(Box::new(RuleRow::of(rule)))).collect();
    let closed = schedule.closed.iter().map(|(first, last)| {
        let days = if first == last { first.to_string() } else { format!("{first}-{last}") };
        Part::Closed(ClosedRow { days })
    });
    vec![(RULES, Value::Rows(rules)), (CLOSED, Value::Rows(closed.collect()))]
}

/// The text of the setting, from the fields of its form.
pub(super) fn text(values: &[(&'static str, Value)]) -> String {
    let rows = values.iter().flat_map(|(_, value)| if let Value::Rows(rows) = value { rows.as_slice() } else { &[] });
    let (mut rules, mut closed) = (Vec::new(), Vec::new());
    for row in rows {
        match row {
            Part::Rule(rule) => rules.push(rule.text()),
            Part::Closed(row) => closed.push(quoted(&row.days)),
            _ => {}
        }
    }
    let closed = if closed.is_empty() { String::new() } else { format!("{CLOSED} = [{}]\n", closed.join(", ")) };
    format!("{closed}{}", rules.join("\n"))
}

fn joined<T: ToString>(numbers: &[T]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Numbers typed with commas as a list of TOML; what is no number makes one that does not read.
fn numbers(typed: &str) -> String {
    let parts = typed.split(|c: char| SEPARATORS.contains(c) || c.is_whitespace()).filter(|part| !part.is_empty());
    format!("[{}]", parts.collect::<Vec<_>>().join(", "))
}
