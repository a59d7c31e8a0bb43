//! A rule of reception days, and a day on which the station is closed, as the form of `schedule.rules` edits them.

use crate::model::codes::{CodeLists, Made};
use crate::model::date::{Date, Time};
use crate::model::field::{Access, Field, FieldKind};
use crate::model::part::Part;
use crate::model::schedule::{Months, Moving, Pattern, Schedule, ScheduleRule};
use crate::model::toml_text::quoted;
use crate::model::value::Value;
use crate::text::clean;
use crate::text::zh::model::check as zh_check;
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
pub static LISTS: [Made; 3] = [(PATTERNS, zh::RULE_PATTERNS), (MONTHS, zh::RULE_MONTHS), (MOVES, zh::RULE_MOVES)];

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

/// A field of numbers, the least and the most of them, and whether -1 stands for the last.
type Numbered = (&'static str, fn(&RuleRow) -> &str, i32, i32, bool);

/// The fields that hold numbers typed with commas.
const NUMBERED: [Numbered; 5] = [
    ("weekday", |r| &r.weekday, 1, 7, false),
    ("nth", |r| &r.nth, 1, 5, true),
    ("days", |r| &r.days, 1, 31, true),
    ("market", |r| &r.market, 0, 9, false),
    ("chosen", |r| &r.chosen, 1, 12, false),
];

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
            .required()
            .hint(zh::RULE_WEEKDAY_HINT)
            .when(|r| r.pattern == WEEKLY || r.pattern == NTH),
        Field::<RuleRow>::new("nth", zh::RULE_NTH, NUMBERS, Access::Text(|r| &r.nth, |r| &mut r.nth))
            .required()
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
            .required()
            .hint(zh::RULE_DAYS_HINT)
            .when(|r| r.pattern == DAYS),
        Field::<RuleRow>::new("market", zh::RULE_MARKET, NUMBERS, Access::Text(|r| &r.market, |r| &mut r.market))
            .required()
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
            .required()
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

    /// The first field whose content would not be taken, and what to do; fields that are empty and must not be are left to
    /// the form.
    pub fn wrong(&self) -> Option<(&'static str, String)> {
        let mut is_filled = self.start.is_some() && self.end.is_some() && !self.place.is_empty();
        for field in RuleRow::FIELDS.iter().filter(|field| (field.applies)(self)) {
            let Some((key, text, least, most, has_last)) = NUMBERED.iter().find(|(key, ..)| *key == field.spec.key)
            else {
                continue;
            };
            let given = parts(text(self));
            let fits = |number: i32| (*least..=*most).contains(&number) || *has_last && number == -1;
            if given.is_empty() {
                is_filled = false;
            } else if !given.iter().all(|part| number(part).is_some_and(fits)) {
                return Some((*key, zh::bad_numbers(field.spec.label, field.spec.hint)));
            }
        }
        if self.pattern == WEEKLY && self.weeks > 1 && self.since.is_none() {
            return Some(("since", zh::SINCE_NEEDED.to_owned()));
        }
        if let (Some(start), Some(end)) = (self.start, self.end)
            && end <= start
        {
            return Some(("end", zh_check::END_BEFORE_START.to_owned()));
        }
        let refused = is_filled.then(|| Schedule::wrong(&self.text())).flatten();
        refused.map(|why| ("pattern", why))
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

    /// The field whose content would not be taken, and what to do.
    pub fn wrong(&self) -> Option<(&'static str, String)> {
        let refused = Schedule::wrong(&format!("{CLOSED} = [{}]", quoted(&self.days)));
        refused.filter(|_| !self.days.is_empty()).map(|why| ("days", why))
    }
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
    let numbers =
        parts(typed).into_iter().map(|part| number(part).map_or(part.to_owned(), |number| number.to_string()));
    format!("[{}]", numbers.collect::<Vec<_>>().join(", "))
}

fn parts(typed: &str) -> Vec<&str> {
    typed.split(|c: char| SEPARATORS.contains(c) || c.is_whitespace()).filter(|part| !part.is_empty()).collect()
}

/// A number in digits or as it is said: 四, 周三, 第二个, 十五日, 最后一个.
fn number(typed: &str) -> Option<i32> {
    let typed = clean::fold(typed);
    if zh::LAST_WORDS.contains(&typed.as_str()) {
        return Some(-1);
    }
    let bare = zh::BEFORE_NUMBERS.iter().find_map(|word| typed.strip_prefix(word)).unwrap_or(&typed);
    if zh::SUNDAY.contains(&bare) {
        return Some(7);
    }
    let bare = zh::AFTER_NUMBERS.iter().find_map(|word| bare.strip_suffix(word)).unwrap_or(bare);
    bare.parse().ok().or_else(|| said(bare))
}

/// A number up to 99 in Chinese numerals.
fn said(text: &str) -> Option<i32> {
    let digit = |text: &str| {
        let place = zh::NUMERALS.chars().position(|numeral| text.strip_prefix(numeral) == Some(""))?;
        i32::try_from(place).ok()
    };
    match text.split_once(zh::TEN) {
        None => digit(text),
        Some((tens, ones)) => {
            let of = |text: &str, none| if text.is_empty() { Some(none) } else { digit(text) };
            Some(of(tens, 1)? * 10 + of(ones, 0)?)
        }
    }
}
