//! A code of a list as a row of the form that edits the list.

use crate::model::codes::{Code, CodeLists};
use crate::model::field::{Access, Field, FieldKind};
use crate::text::zh::model::setting as zh;

/// What can be said of the codes of a list.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Shape {
    /// A name.
    #[default]
    Plain,
    /// A name below another, as categories are.
    Leveled,
    /// A way an issue goes, with its term.
    Route,
    /// How an issue came: whether a deputy must be named.
    Channel,
    /// A way of feedback: whether a reason must be written down.
    Feedback,
    /// A list whose keys the rules know: only names and definitions change.
    Fixed,
}

impl Shape {
    /// The shape of a list's codes.
    pub fn of(list: &str) -> Shape {
        match list {
            "category" => Shape::Leveled,
            "route" => Shape::Route,
            "channel" => Shape::Channel,
            "way_feedback" => Shape::Feedback,
            _ if CodeLists::is_fixed(list) => Shape::Fixed,
            _ => Shape::Plain,
        }
    }

    /// Whether the form shows a field of such a code.
    pub fn has(self, key: &str) -> bool {
        match key {
            "name" | "definition" => true,
            "key" | "retired" => self != Shape::Fixed,
            "parent" => self == Shape::Leveled,
            "days" | "working" | "max_days" | "numbered" => self == Shape::Route,
            "deputies" => self == Shape::Channel,
            "reason" => self == Shape::Feedback,
            _ => false,
        }
    }
}

/// One code. Its key is given when it is added and never changed.
#[derive(Clone, PartialEq, Debug)]
pub struct CodeRow {
    /// What is asked about it.
    pub shape: Shape,
    /// Whether the list had it before: then it can be retired, not taken off.
    pub kept: bool,
    /// What is stored; empty for one that is to be proposed.
    pub key: String,
    /// What the clerk reads.
    pub name: String,
    /// The code above it.
    pub parent: String,
    /// What it means.
    pub definition: String,
    /// Days until an answer is due.
    pub days: Option<u32>,
    /// Whether those are working days.
    pub working: bool,
    /// The most days with every extension.
    pub max_days: Option<u32>,
    /// Whether an issue that goes this way has a number there.
    pub numbered: bool,
    /// Whether a deputy must be named.
    pub deputies: bool,
    /// The kind of record an issue's source must point to.
    pub source: String,
    /// Whether nothing more is due.
    pub terminal: bool,
    /// Whether a reason must be written down.
    pub reason: bool,
    /// Whether it may no longer be chosen.
    pub retired: bool,
}

impl CodeRow {
    /// A new code with nothing entered.
    pub fn blank(shape: Shape) -> CodeRow {
        CodeRow {
            shape,
            kept: false,
            key: String::new(),
            name: String::new(),
            parent: String::new(),
            definition: String::new(),
            days: None,
            working: false,
            max_days: None,
            numbered: false,
            deputies: true,
            source: String::new(),
            terminal: false,
            reason: false,
            retired: false,
        }
    }

    /// A code of a list as it stands.
    pub fn of(shape: Shape, code: &Code) -> CodeRow {
        let Code {
            key,
            name,
            parent,
            definition,
            active,
            deputies,
            source,
            days,
            working,
            max_days,
            terminal,
            reason,
            numbered,
        } = code.clone();
        CodeRow {
            shape,
            kept: true,
            key,
            name,
            parent,
            definition,
            days,
            working,
            max_days,
            numbered,
            deputies,
            source,
            terminal,
            reason,
            retired: !active,
        }
    }

    /// It in one line: what it is called, below which other, and what is out of the ordinary about it.
    pub fn summary(&self, parent: &str) -> String {
        let parent = (!parent.is_empty()).then(|| zh::below(parent));
        let term = self.days.map(|days| zh::term(days, self.working, self.max_days));
        let said = [
            (!self.key.is_empty() && self.shape == Shape::Leveled).then(|| self.key.clone()),
            Some(self.name.clone()),
            parent,
            term,
            (!self.deputies).then(|| zh::NO_DEPUTY.to_owned()),
            self.reason.then(|| zh::WITH_REASON.to_owned()),
            self.retired.then(|| zh::RETIRED_SIGN.to_owned()),
            Some(self.definition.clone()),
        ];
        let said: Vec<String> = said.into_iter().flatten().filter(|word| !word.is_empty()).collect();
        said.join("  ")
    }

    /// The field table: what the form shows of it ([`Shape::has`]), in its order, then what only the rules read.
    pub const FIELDS: &'static [Field<CodeRow>] = &[
        Field::<CodeRow>::new(
            "name",
            zh::CODE_NAME,
            FieldKind::Line { max: 40 },
            Access::Text(|r| &r.name, |r| &mut r.name),
        )
        .required()
        .open(),
        Field::<CodeRow>::new(
            "parent",
            zh::CODE_PARENT,
            FieldKind::Code("category"),
            Access::Code(|r| &r.parent, |r| &mut r.parent),
        )
        .hint(zh::CODE_PARENT_HINT),
        Field::<CodeRow>::new(
            "days",
            zh::CODE_DAYS,
            FieldKind::Number { min: 0, max: 3_650 },
            Access::MaybeNumber(|r| r.days, |r| &mut r.days),
        )
        .hint(zh::CODE_DAYS_HINT),
        Field::<CodeRow>::new(
            "working",
            zh::CODE_WORKING,
            FieldKind::YesNo,
            Access::YesNo(|r| r.working, |r| &mut r.working),
        ),
        Field::<CodeRow>::new(
            "max_days",
            zh::CODE_MAX_DAYS,
            FieldKind::Number { min: 0, max: 3_650 },
            Access::MaybeNumber(|r| r.max_days, |r| &mut r.max_days),
        )
        .seldom()
        .hint(zh::CODE_MAX_DAYS_HINT),
        Field::<CodeRow>::new(
            "numbered",
            zh::CODE_NUMBERED,
            FieldKind::YesNo,
            Access::YesNo(|r| r.numbered, |r| &mut r.numbered),
        ),
        Field::<CodeRow>::new(
            "deputies",
            zh::CODE_DEPUTIES,
            FieldKind::YesNo,
            Access::YesNo(|r| r.deputies, |r| &mut r.deputies),
        ),
        Field::<CodeRow>::new(
            "reason",
            zh::CODE_REASON,
            FieldKind::YesNo,
            Access::YesNo(|r| r.reason, |r| &mut r.reason),
        ),
        Field::<CodeRow>::new(
            "definition",
            zh::CODE_DEFINITION,
            FieldKind::Line { max: 200 },
            Access::Text(|r| &r.definition, |r| &mut r.definition),
        )
        .open()
        .seldom()
        .hint(zh::CODE_DEFINITION_HINT),
        Field::<CodeRow>::new(
            "retired",
            zh::CODE_RETIRED,
            FieldKind::YesNo,
            Access::YesNo(|r| r.retired, |r| &mut r.retired),
        ),
        Field::<CodeRow>::new("key", zh::CODE_KEY, FieldKind::Label, Access::Text(|r| &r.key, |r| &mut r.key))
            .seldom()
            .hint(zh::CODE_KEY_HINT)
            .when(|r| !r.kept),
        Field::<CodeRow>::new(
            "source",
            zh::CODE_SOURCE,
            FieldKind::Label,
            Access::Text(|r| &r.source, |r| &mut r.source),
        ),
        Field::<CodeRow>::new(
            "terminal",
            zh::CODE_TERMINAL,
            FieldKind::YesNo,
            Access::YesNo(|r| r.terminal, |r| &mut r.terminal),
        ),
    ];
}
