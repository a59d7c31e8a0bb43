//! A reception day 接待日: planned, then held.

use serde::{Deserialize, Serialize};

use super::date::{Date, Time};
use super::field::{Access, Carry, Field, FieldKind};
use super::kind::Kind;
use super::part::{Part, PartKind};
use super::value::Value;
use crate::text::zh::model::label;

/// The stage of a day that took place; only then do people and summary have a meaning.
pub const HELD: &str = "held";
/// The stage of a day that was called off.
pub const CANCELLED: &str = "cancelled";
/// The stage of a day that was moved.
pub const POSTPONED: &str = "postponed";
/// The stage of a day that stands in the plan.
pub const PLANNED: &str = "planned";
/// The stage of a day whose public notice is out.
pub const ANNOUNCED: &str = "announced";
/// The state of a deputy who came.
pub const PRESENT: &str = "present";
/// The state of a deputy who asked for leave.
pub const LEAVE: &str = "leave";
/// The state of a deputy who stayed away.
pub const ABSENT: &str = "absent";

/// One deputy's attendance at a held day, or at an activity.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Attendance {
    /// The deputy.
    pub deputy: Option<u64>,
    /// Code of list `attendance`.
    pub state: String,
    /// Signed in at.
    pub at: Option<Time>,
    /// Why absent, or anything else.
    pub note: String,
    /// Keys this version does not know, as one JSON object; empty for none.
    pub extra: String,
}

impl Default for Attendance {
    fn default() -> Attendance {
        Attendance { deputy: None, state: PRESENT.to_owned(), at: None, note: String::new(), extra: String::new() }
    }
}

impl Attendance {
    /// Forgets all but who it is, who then counts as having come.
    pub fn forget(&mut self) {
        *self = Attendance { deputy: self.deputy, ..Attendance::default() };
    }

    /// The field table for a reception day.
    pub const FIELDS: &'static [Field<Attendance>] =
        &[DEPUTY, state(label::ATTENDANCE_STATE, "attendance"), SIGNED_IN_AT, NOTE];

    /// The field table for an activity: nobody comes to the station there, so the states are called otherwise.
    pub const OF_ACTIVITY: &'static [Field<Attendance>] =
        &[DEPUTY, state(label::PARTICIPATION, PARTICIPATION), SIGNED_IN_AT, NOTE];
}

/// The list of what became of somebody named for an activity; its keys are those of `attendance`.
pub const PARTICIPATION: &str = "participation";

const DEPUTY: Field<Attendance> = Field::<Attendance>::new(
    "deputy",
    label::DEPUTY,
    FieldKind::Ref(Kind::Deputy),
    Access::Ref(|r| r.deputy, |r| &mut r.deputy),
)
.required();

const SIGNED_IN_AT: Field<Attendance> =
    Field::<Attendance>::new("at", label::SIGNED_IN_AT, FieldKind::Time, Access::Time(|r| r.at, |r| &mut r.at));

const NOTE: Field<Attendance> = Field::<Attendance>::new(
    "note",
    label::NOTE,
    FieldKind::Line { max: 100 },
    Access::Text(|r| &r.note, |r| &mut r.note),
);

const fn state(label: &'static str, list: &'static str) -> Field<Attendance> {
    let access = Access::Code(|r: &Attendance| &r.state, |r| &mut r.state);
    Field::<Attendance>::new("state", label, FieldKind::Code(list), access).required()
}

/// 接待日. A held day with no visitor is valid.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct ReceptionDay {
    /// The day.
    pub date: Option<Date>,
    /// From.
    pub start: Option<Time>,
    /// To.
    pub end: Option<Time>,
    /// Where.
    pub place: String,
    /// What it is about, if it has a theme.
    pub theme: String,
    /// Deputies on duty.
    pub deputies: Vec<u64>,
    /// Who of them came, once held.
    pub attendance: Vec<Attendance>,
    /// 联合接待单位.
    pub joint_units: String,
    /// The day the public notice went out.
    pub notice_on: Option<Date>,
    /// Code of list `reception_stage`.
    pub stage: String,
    /// Why it was postponed or cancelled.
    pub reason: String,
    /// The date a postponed day was moved to.
    pub moved_to: Option<Date>,
    /// The date the day was first meant for, where it was moved: by a person, or because that is a holiday.
    pub moved_from: Option<Date>,
    /// Who took the notes.
    pub recorder: String,
    /// Groups of visitors 批次.
    pub groups: Option<u32>,
    /// Visitors 人次; at least as many as groups.
    pub people: Option<u32>,
    /// Leaflets handed out 份.
    pub leaflets: Option<u32>,
    /// Questions answered with no issue 件.
    pub consultations: Option<u32>,
    /// What the day brought.
    pub summary: String,
}

impl Default for ReceptionDay {
    fn default() -> ReceptionDay {
        ReceptionDay {
            date: None,
            start: None,
            end: None,
            place: String::new(),
            theme: String::new(),
            deputies: Vec::new(),
            attendance: Vec::new(),
            joint_units: String::new(),
            notice_on: None,
            // Most days are entered after they were held; a plan says so.
            stage: HELD.to_owned(),
            reason: String::new(),
            moved_to: None,
            moved_from: None,
            recorder: String::new(),
            groups: None,
            people: None,
            leaflets: None,
            consultations: None,
            summary: String::new(),
        }
    }
}

const COUNT: FieldKind = FieldKind::Number { min: 0, max: 100_000 };

impl ReceptionDay {
    /// Whether the day took place.
    pub fn is_held(&self) -> bool {
        self.stage == HELD
    }

    /// Everyone on duty as one who came: what a day that was held begins with.
    pub fn all_present(&self) -> Vec<Attendance> {
        self.deputies.iter().map(|id| Attendance { deputy: Some(*id), ..Attendance::default() }).collect()
    }

    /// Whether it was put off or called off.
    pub fn is_off(&self) -> bool {
        self.stage == CANCELLED || self.is_postponed()
    }

    fn is_postponed(&self) -> bool {
        self.stage == POSTPONED
    }

    /// The day in the plan that a postponed day becomes: all that was arranged, on the date it is moved to; none where no
    /// date is given.
    pub fn later(&self) -> Option<ReceptionDay> {
        let date = self.moved_to?;
        Some(ReceptionDay {
            date: Some(date),
            start: self.start,
            end: self.end,
            place: self.place.clone(),
            theme: self.theme.clone(),
            deputies: self.deputies.clone(),
            joint_units: self.joint_units.clone(),
            stage: PLANNED.to_owned(),
            moved_from: self.date,
            ..ReceptionDay::default()
        })
    }

    /// The field table, in the order of the paper form.
    pub const FIELDS: &'static [Field<ReceptionDay>] = &[
        Field::<ReceptionDay>::new("date", label::DATE, FieldKind::Date, Access::Date(|r| r.date, |r| &mut r.date))
            .required()
            .carry(Carry::Today)
            .listed(15),
        Field::<ReceptionDay>::new("start", label::START, FieldKind::Time, Access::Time(|r| r.start, |r| &mut r.start))
            .required()
            .carry(Carry::Last)
            .listed(6),
        Field::<ReceptionDay>::new("end", label::END, FieldKind::Time, Access::Time(|r| r.end, |r| &mut r.end))
            .required()
            .carry(Carry::Last)
            .listed(6),
        Field::<ReceptionDay>::new(
            "place",
            label::PLACE,
            FieldKind::Line { max: 60 },
            Access::Text(|r| &r.place, |r| &mut r.place),
        )
        .required()
        .open()
        .carry(Carry::Last)
        .listed(16),
        Field::<ReceptionDay>::new(
            "deputies",
            label::DEPUTIES_ON_DUTY,
            FieldKind::Refs(Kind::Deputy),
            Access::Refs(|r| &r.deputies, |r| &mut r.deputies),
        )
        .required()
        .carry(Carry::OnDuty)
        .hint(label::REFS_HINT)
        .listed(18),
        Field::<ReceptionDay>::new(
            "stage",
            label::STAGE,
            FieldKind::Code("reception_stage"),
            Access::Code(|r| &r.stage, |r| &mut r.stage),
        )
        .required()
        .listed(8),
        Field::<ReceptionDay>::new(
            "theme",
            label::THEME,
            FieldKind::Line { max: 60 },
            Access::Text(|r| &r.theme, |r| &mut r.theme),
        )
        .seldom()
        .listed(16),
        Field::<ReceptionDay>::new(
            "joint_units",
            label::JOINT_UNITS,
            FieldKind::Line { max: 100 },
            Access::Text(|r| &r.joint_units, |r| &mut r.joint_units),
        )
        .seldom()
        .open(),
        Field::<ReceptionDay>::new(
            "notice_on",
            label::NOTICE_ON,
            FieldKind::Date,
            Access::Date(|r| r.notice_on, |r| &mut r.notice_on),
        )
        .carry(Carry::Never)
        .seldom(),
        Field::<ReceptionDay>::new(
            "reason",
            label::REASON,
            FieldKind::Line { max: 200 },
            Access::Text(|r| &r.reason, |r| &mut r.reason),
        )
        .required()
        .when(ReceptionDay::is_off),
        Field::<ReceptionDay>::new(
            "moved_to",
            label::MOVED_TO,
            FieldKind::Date,
            Access::Date(|r| r.moved_to, |r| &mut r.moved_to),
        )
        .carry(Carry::Never)
        .seldom()
        .when(ReceptionDay::is_postponed),
        Field::<ReceptionDay>::new(
            "moved_from",
            label::MOVED_FROM,
            FieldKind::Date,
            Access::Derived(|r| r.moved_from.map_or(Value::Empty, Value::Date)),
        )
        .when(|day| day.moved_from.is_some()),
        Field::<ReceptionDay>::new(
            "attendance",
            label::ATTENDANCE,
            FieldKind::Rows(PartKind::Attendance),
            Access::Rows(
                |r| r.attendance.iter().cloned().map(Part::Attendance).collect(),
                |r, rows| {
                    r.attendance = rows
                        .into_iter()
                        .filter_map(|row| if let Part::Attendance(row) = row { Some(row) } else { None })
                        .collect();
                },
            ),
        )
        .internal()
        .when(ReceptionDay::is_held),
        Field::<ReceptionDay>::new(
            "recorder",
            label::RECORDER,
            FieldKind::Line { max: 20 },
            Access::Text(|r| &r.recorder, |r| &mut r.recorder),
        )
        .required()
        .internal()
        .carry(Carry::Operator)
        .when(ReceptionDay::is_held)
        .listed(8),
        Field::<ReceptionDay>::new(
            "groups",
            label::GROUPS,
            COUNT,
            Access::MaybeNumber(|r| r.groups, |r| &mut r.groups),
        )
        .when(ReceptionDay::is_held)
        .listed(6),
        Field::<ReceptionDay>::new(
            "people",
            label::PEOPLE_RECEIVED,
            COUNT,
            Access::MaybeNumber(|r| r.people, |r| &mut r.people),
        )
        .when(ReceptionDay::is_held)
        .listed(6),
        Field::<ReceptionDay>::new(
            "leaflets",
            label::LEAFLETS,
            COUNT,
            Access::MaybeNumber(|r| r.leaflets, |r| &mut r.leaflets),
        )
        .seldom()
        .when(ReceptionDay::is_held),
        Field::<ReceptionDay>::new(
            "consultations",
            label::CONSULTATIONS,
            COUNT,
            Access::MaybeNumber(|r| r.consultations, |r| &mut r.consultations),
        )
        .seldom()
        .when(ReceptionDay::is_held),
        Field::<ReceptionDay>::new(
            "summary",
            label::SUMMARY,
            FieldKind::Prose { max: 1_000 },
            Access::Text(|r| &r.summary, |r| &mut r.summary),
        )
        .internal()
        .when(ReceptionDay::is_held)
        .listed(30),
    ];
}
