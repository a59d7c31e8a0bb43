//! A livelihood project 民生实事: collected from residents, voted on by the deputies, built and rated.

use serde::{Deserialize, Serialize};

use super::date::Date;
use super::field::{Access, Carry, Field, FieldKind};
use super::kind::Kind;
use super::value::Value;
use crate::text::zh::model::{label, project as zh};

/// The stages by their keys, in the order they are gone through (list `project_stage`).
pub const STAGES: [&str; 6] = [COLLECTED, DRAFTED, REVIEWED, VOTED, RUNNING, RATED];
/// 征集: an idea among others.
pub const COLLECTED: &str = "collected";
/// 初定: on the short list.
pub const DRAFTED: &str = "drafted";
/// 审议: before the presidium.
pub const REVIEWED: &str = "reviewed";
/// 票决: voted on, elected or not.
pub const VOTED: &str = "voted";
/// 实施: being built.
pub const RUNNING: &str = "running";
/// 测评: finished and rated.
pub const RATED: &str = "rated";

/// The years a project may be of.
const YEARS: FieldKind = FieldKind::Number { min: 1990, max: 2100 };

/// 民生实事.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Project {
    /// The year it is a project of.
    pub year: Option<u32>,
    /// What is to be done.
    pub title: String,
    /// The issues it came from.
    pub issues: Vec<u64>,
    /// What it may cost, in 分.
    pub budget: Option<u64>,
    /// Who pays, in words: mostly several together.
    pub budget_source: String,
    /// Who builds it.
    pub unit: Option<u64>,
    /// By when.
    pub finish_by: Option<Date>,
    /// Code of list `project_stage`.
    pub stage: String,
    /// Votes for it.
    pub votes_for: Option<u32>,
    /// Votes against it.
    pub votes_against: Option<u32>,
    /// Abstentions.
    pub abstained: Option<u32>,
    /// All deputies of the congress 应到.
    pub due: Option<u32>,
    /// Deputies who came 实到.
    pub present: Option<u32>,
    /// Whether the congress chose it 票决入选.
    pub elected: bool,
    /// How far it has come, in percent.
    pub progress: Option<u32>,
    /// What it has cost, in 分.
    pub spent: Option<u64>,
    /// Code of list `rating`: what the congress announces after the final rating is a grade; a rate would need to say whose
    /// votes it divides by, which differs from place to place.
    pub rating: String,
}

impl Default for Project {
    fn default() -> Project {
        Project {
            year: None,
            title: String::new(),
            issues: Vec::new(),
            budget: None,
            budget_source: String::new(),
            unit: None,
            finish_by: None,
            stage: COLLECTED.to_owned(),
            votes_for: None,
            votes_against: None,
            abstained: None,
            due: None,
            present: None,
            elected: false,
            progress: None,
            spent: None,
            rating: String::new(),
        }
    }
}

const VOTES: FieldKind = FieldKind::Number { min: 0, max: 100_000 };

impl Project {
    /// How far it has come: the place of its stage among all of them; one a later version knows counts as the first.
    fn place(&self) -> usize {
        STAGES.iter().position(|stage| *stage == self.stage).unwrap_or(0)
    }

    /// Whether the congress has voted on it.
    pub fn is_voted(&self) -> bool {
        self.place() >= 3
    }

    /// Whether it is being built, or is finished.
    pub fn is_begun(&self) -> bool {
        self.place() >= 4
    }

    /// Whether it is rated.
    pub fn is_rated(&self) -> bool {
        self.place() >= 5
    }

    /// Whether more than half of all deputies of the congress voted for it; none where that is not known. A resolution
    /// takes the votes of more than half of all deputies, not of those present (the law on local people's congresses).
    pub fn has_majority(&self) -> Option<bool> {
        let (votes, due) = (self.votes_for?, self.due?);
        Some(u64::from(votes) * 2 > u64::from(due))
    }

    /// The arithmetic of the vote in words: 赞成 52 / 应到 60，过半数.
    fn tally(&self) -> Value {
        match (self.votes_for, self.due, self.has_majority()) {
            (Some(votes), Some(due), Some(majority)) => Value::Text(zh::tally(votes, due, majority)),
            _ => Value::Empty,
        }
    }

    /// The field table, in the order of the paper form.
    pub const FIELDS: &'static [Field<Project>] = &[
        Field::<Project>::new("year", label::YEAR, YEARS, Access::MaybeNumber(|r| r.year, |r| &mut r.year))
            .required()
            .carry(Carry::Last)
            .listed(6),
        Field::<Project>::new(
            "title",
            label::PROJECT_TITLE,
            FieldKind::Line { max: 60 },
            Access::Text(|r| &r.title, |r| &mut r.title),
        )
        .required()
        .listed(30),
        Field::<Project>::new(
            "issues",
            label::SOURCE_ISSUES,
            FieldKind::Refs(Kind::Issue),
            Access::Refs(|r| &r.issues, |r| &mut r.issues),
        )
        .carry(Carry::Never)
        .hint(label::ISSUES_HINT)
        .listed(12),
        Field::<Project>::new(
            "budget",
            label::BUDGET,
            FieldKind::Money,
            Access::Money(|r| r.budget, |r| &mut r.budget),
        )
        .carry(Carry::Never)
        .listed(12),
        Field::<Project>::new(
            "budget_source",
            label::BUDGET_SOURCE,
            FieldKind::Line { max: 60 },
            Access::Text(|r| &r.budget_source, |r| &mut r.budget_source),
        )
        .open()
        .listed(14),
        Field::<Project>::new(
            "unit",
            label::PROJECT_UNIT,
            FieldKind::Ref(Kind::Unit),
            Access::Ref(|r| r.unit, |r| &mut r.unit),
        )
        .listed(16),
        Field::<Project>::new(
            "finish_by",
            label::FINISH_BY,
            FieldKind::Date,
            Access::Date(|r| r.finish_by, |r| &mut r.finish_by),
        )
        .carry(Carry::Never)
        .listed(11),
        Field::<Project>::new(
            "stage",
            label::PROJECT_STAGE,
            FieldKind::Code("project_stage"),
            Access::Code(|r| &r.stage, |r| &mut r.stage),
        )
        .required()
        .carry(Carry::Never)
        .listed(6),
        Field::<Project>::new("due", label::VOTES_DUE, VOTES, Access::MaybeNumber(|r| r.due, |r| &mut r.due))
            .carry(Carry::Last)
            .when(Project::is_voted)
            .listed(6),
        Field::<Project>::new(
            "present",
            label::VOTES_PRESENT,
            VOTES,
            Access::MaybeNumber(|r| r.present, |r| &mut r.present),
        )
        .carry(Carry::Last)
        .when(Project::is_voted)
        .listed(6),
        Field::<Project>::new(
            "votes_for",
            label::VOTES_FOR,
            VOTES,
            Access::MaybeNumber(|r| r.votes_for, |r| &mut r.votes_for),
        )
        .carry(Carry::Never)
        .when(Project::is_voted)
        .listed(6),
        Field::<Project>::new(
            "votes_against",
            label::VOTES_AGAINST,
            VOTES,
            Access::MaybeNumber(|r| r.votes_against, |r| &mut r.votes_against),
        )
        .carry(Carry::Never)
        .when(Project::is_voted)
        .listed(6),
        Field::<Project>::new(
            "abstained",
            label::ABSTAINED,
            VOTES,
            Access::MaybeNumber(|r| r.abstained, |r| &mut r.abstained),
        )
        .carry(Carry::Never)
        .when(Project::is_voted)
        .listed(6),
        Field::<Project>::new("tally", label::TALLY, FieldKind::Line { max: 60 }, Access::Derived(Project::tally)),
        Field::<Project>::new(
            "elected",
            label::ELECTED,
            FieldKind::YesNo,
            Access::YesNo(|r| r.elected, |r| &mut r.elected),
        )
        .carry(Carry::Never)
        .when(Project::is_voted)
        .listed(8),
        Field::<Project>::new(
            "progress",
            label::PROGRESS,
            FieldKind::Number { min: 0, max: 100 },
            Access::MaybeNumber(|r| r.progress, |r| &mut r.progress),
        )
        .carry(Carry::Never)
        .when(Project::is_begun)
        .listed(8),
        Field::<Project>::new("spent", label::SPENT, FieldKind::Money, Access::Money(|r| r.spent, |r| &mut r.spent))
            .carry(Carry::Never)
            .when(Project::is_begun)
            .listed(12),
        Field::<Project>::new(
            "rating",
            label::PROJECT_RATING,
            FieldKind::Code("rating"),
            Access::Code(|r| &r.rating, |r| &mut r.rating),
        )
        .carry(Carry::Never)
        .when(Project::is_rated)
        .listed(8),
    ];
}
