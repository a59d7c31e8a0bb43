//! A deputy's visit 代表走访.

use serde::{Deserialize, Serialize};

use super::date::Date;
use super::deed::Deed;
use super::field::{Access, Carry, Field, FieldKind};
use super::kind::Kind;
use super::part::{Part, PartKind};
use crate::text::zh::model::label;

/// 代表走访. The kinds of people met are kept, never their names.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Visit {
    /// The day.
    pub date: Option<Date>,
    /// Who went.
    pub deputies: Vec<u64>,
    /// Code of list `way_visit`.
    pub way: String,
    /// Where.
    pub village: String,
    /// Kinds of people met: codes of list `target`.
    pub targets: Vec<String>,
    /// 次.
    pub times: u32,
    /// Households 户.
    pub households: Option<u32>,
    /// People 人.
    pub people: u32,
    /// What it was about.
    pub topic: String,
    /// What was seen and heard.
    pub summary: String,
    /// Policy explained.
    pub policy: String,
    /// Issues raised.
    pub issues: Vec<u64>,
    /// Deeds 办实事.
    pub deeds: Vec<Deed>,
}

impl Default for Visit {
    fn default() -> Visit {
        Visit {
            date: None,
            deputies: Vec::new(),
            way: String::new(),
            village: String::new(),
            targets: Vec::new(),
            times: 1,
            households: None,
            people: 1,
            topic: String::new(),
            summary: String::new(),
            policy: String::new(),
            issues: Vec::new(),
            deeds: Vec::new(),
        }
    }
}

impl Visit {
    /// The field table, in the order of the paper form.
    pub const FIELDS: &'static [Field<Visit>] = &[
        Field::<Visit>::new("date", label::DATE, FieldKind::Date, Access::Date(|r| r.date, |r| &mut r.date))
            .required()
            .carry(Carry::Today)
            .listed(11),
        Field::<Visit>::new(
            "deputies",
            label::DEPUTIES,
            FieldKind::Refs(Kind::Deputy),
            Access::Refs(|r| &r.deputies, |r| &mut r.deputies),
        )
        .required()
        .hint(label::REFS_HINT)
        .listed(16),
        Field::<Visit>::new(
            "way",
            label::VISIT_WAY,
            FieldKind::Code("way_visit"),
            Access::Code(|r| &r.way, |r| &mut r.way),
        )
        .required()
        .carry(Carry::Last)
        .listed(8),
        Field::<Visit>::new(
            "village",
            label::VILLAGE,
            FieldKind::Line { max: 30 },
            Access::Text(|r| &r.village, |r| &mut r.village),
        )
        .required()
        .open()
        .carry(Carry::Last)
        .hint(label::VILLAGE_HINT)
        .listed(12),
        Field::<Visit>::new(
            "targets",
            label::TARGETS,
            FieldKind::Codes("target"),
            Access::Codes(|r| &r.targets, |r| &mut r.targets),
        )
        .listed(14),
        Field::<Visit>::new(
            "times",
            label::TIMES,
            FieldKind::Number { min: 1, max: 1_000 },
            Access::Number(|r| r.times, |r| &mut r.times),
        )
        .listed(5),
        Field::<Visit>::new(
            "households",
            label::HOUSEHOLDS,
            FieldKind::Number { min: 0, max: 100_000 },
            Access::MaybeNumber(|r| r.households, |r| &mut r.households),
        )
        .listed(5),
        Field::<Visit>::new(
            "people",
            label::PEOPLE_MET,
            FieldKind::Number { min: 1, max: 100_000 },
            Access::Number(|r| r.people, |r| &mut r.people),
        )
        .asked()
        .required()
        .listed(5),
        Field::<Visit>::new(
            "topic",
            label::TOPIC,
            FieldKind::Line { max: 60 },
            Access::Text(|r| &r.topic, |r| &mut r.topic),
        )
        .listed(20),
        Field::<Visit>::new(
            "summary",
            label::SUMMARY,
            FieldKind::Prose { max: 1_000 },
            Access::Text(|r| &r.summary, |r| &mut r.summary),
        )
        .internal()
        .required()
        .listed(50),
        Field::<Visit>::new(
            "policy",
            label::POLICY,
            FieldKind::Line { max: 200 },
            Access::Text(|r| &r.policy, |r| &mut r.policy),
        )
        .seldom(),
        Field::<Visit>::new(
            "issues",
            label::ISSUES_RAISED,
            FieldKind::Refs(Kind::Issue),
            Access::Refs(|r| &r.issues, |r| &mut r.issues),
        )
        .carry(Carry::Never),
        Field::<Visit>::new(
            "deeds",
            label::DEEDS,
            FieldKind::Rows(PartKind::Deed),
            Access::Rows(
                |r| r.deeds.iter().cloned().map(Part::Deed).collect(),
                |r, rows| {
                    r.deeds = rows
                        .into_iter()
                        .filter_map(|row| if let Part::Deed(row) = row { Some(row) } else { None })
                        .collect();
                },
            ),
        )
        .seldom()
        .listed(24),
    ];
}
