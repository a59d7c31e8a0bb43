//! What deputies do together besides receiving and visiting 代表活动: a training, an inspection, a round of comments on a bill.

use serde::{Deserialize, Serialize};

use super::date::Date;
use super::field::{Access, Carry, Field, FieldKind};
use super::kind::Kind;
use super::part::{Part, PartKind};
use super::reception::{Attendance, PRESENT};
use super::value::Value;
use crate::text::zh::model::label;

/// The type of a round of comments on a bill 立法意见征集; only there comments have a meaning.
pub const LEGISLATION: &str = "legislation";
/// The type that is counted as a training 学习培训.
pub const TRAINING: &str = "training";
/// The mode of one where people met in a room.
const OFFLINE: &str = "offline";

/// 代表活动. One that lies ahead may be entered: those named for it count from its day on, as they then stand.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Activity {
    /// Code of list `activity_type`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it was.
    pub title: String,
    /// The day, or the first of several.
    pub date: Option<Date>,
    /// The last of several days.
    pub end_date: Option<Date>,
    /// Where.
    pub place: String,
    /// Code of list `activity_mode`.
    pub mode: String,
    /// Who was to take part, and who came.
    pub participants: Vec<Attendance>,
    /// What was done.
    pub content: String,
    /// What came of it.
    pub outcome: String,
    /// Issues it was about or brought up.
    pub issues: Vec<u64>,
    /// Comments on a bill 条.
    pub comments: Option<u32>,
    /// Of them adopted 条.
    pub adopted: Option<u32>,
    /// Places of the bill changed 处.
    pub changes: Option<u32>,
}

impl Default for Activity {
    fn default() -> Activity {
        Activity {
            kind: String::new(),
            title: String::new(),
            date: None,
            end_date: None,
            place: String::new(),
            mode: OFFLINE.to_owned(),
            participants: Vec::new(),
            content: String::new(),
            outcome: String::new(),
            issues: Vec::new(),
            comments: None,
            adopted: None,
            changes: None,
        }
    }
}

const COUNT: FieldKind = FieldKind::Number { min: 0, max: 100_000 };

impl Activity {
    /// The field table, in the order of the paper form.
    pub const FIELDS: &'static [Field<Activity>] = &[
        Field::<Activity>::new("date", label::DATE, FieldKind::Date, Access::Date(|r| r.date, |r| &mut r.date))
            .required()
            .carry(Carry::Today)
            .listed(11),
        Field::<Activity>::new(
            "end_date",
            label::END_DATE,
            FieldKind::Date,
            Access::Date(|r| r.end_date, |r| &mut r.end_date),
        )
        .carry(Carry::Never)
        .seldom()
        .hint(label::END_DATE_HINT),
        Field::<Activity>::new(
            "type",
            label::ACTIVITY_TYPE,
            FieldKind::Code("activity_type"),
            Access::Code(|r| &r.kind, |r| &mut r.kind),
        )
        .required()
        .listed(12),
        Field::<Activity>::new(
            "title",
            label::ACTIVITY_TITLE,
            FieldKind::Line { max: 60 },
            Access::Text(|r| &r.title, |r| &mut r.title),
        )
        .required()
        .listed(30),
        Field::<Activity>::new(
            "place",
            label::PLACE,
            FieldKind::Line { max: 60 },
            Access::Text(|r| &r.place, |r| &mut r.place),
        )
        .open()
        .listed(16),
        Field::<Activity>::new(
            "mode",
            label::ACTIVITY_MODE,
            FieldKind::Code("activity_mode"),
            Access::Code(|r| &r.mode, |r| &mut r.mode),
        )
        .required()
        .listed(6),
        Field::<Activity>::new(
            "participants",
            label::PARTICIPANTS,
            FieldKind::Rows(PartKind::Participant),
            Access::Rows(
                |r| r.participants.iter().cloned().map(Part::Participant).collect(),
                |r, rows| {
                    r.participants = rows
                        .into_iter()
                        .filter_map(|row| if let Part::Participant(row) = row { Some(row) } else { None })
                        .collect();
                },
            ),
        )
        .hint(label::PARTICIPANTS_HINT),
        Field::<Activity>::new("attended", label::ATTENDED, COUNT, Access::Derived(|r| Value::Number(r.attended())))
            .listed(8),
        Field::<Activity>::new(
            "comments",
            label::COMMENTS,
            COUNT,
            Access::MaybeNumber(|r| r.comments, |r| &mut r.comments),
        )
        .carry(Carry::Never)
        .when(Activity::is_legislation)
        .listed(10),
        Field::<Activity>::new(
            "adopted",
            label::ADOPTED,
            COUNT,
            Access::MaybeNumber(|r| r.adopted, |r| &mut r.adopted),
        )
        .carry(Carry::Never)
        .when(Activity::is_legislation)
        .listed(10),
        Field::<Activity>::new(
            "changes",
            label::CHANGES,
            COUNT,
            Access::MaybeNumber(|r| r.changes, |r| &mut r.changes),
        )
        .carry(Carry::Never)
        .when(Activity::is_legislation)
        .listed(10),
        Field::<Activity>::new(
            "content",
            label::ACTIVITY_CONTENT,
            FieldKind::Prose { max: 4_000 },
            Access::Text(|r| &r.content, |r| &mut r.content),
        )
        .listed(40),
        Field::<Activity>::new(
            "outcome",
            label::OUTCOME,
            FieldKind::Prose { max: 2_000 },
            Access::Text(|r| &r.outcome, |r| &mut r.outcome),
        )
        .carry(Carry::Never)
        .listed(30),
        Field::<Activity>::new(
            "issues",
            label::ISSUES_LINKED,
            FieldKind::Refs(Kind::Issue),
            Access::Refs(|r| &r.issues, |r| &mut r.issues),
        )
        .carry(Carry::Never)
        .seldom()
        .hint(label::ISSUES_HINT),
    ];

    /// Whether it is a round of comments on a bill.
    pub fn is_legislation(&self) -> bool {
        self.kind == LEGISLATION
    }

    /// Deputies who came 人次.
    pub fn attended(&self) -> u32 {
        let came = self.participants.iter().filter(|row| row.state == PRESENT).count();
        u32::try_from(came).unwrap_or(u32::MAX)
    }
}
