//! What a deputy did, in figures: what each record counts for, per deputy, year and kind of duty (一人一档).
//!
//! The store keeps these figures as totals, so that a deputy's file costs the same in a large book.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de};

use super::activity::{Activity, TRAINING};
use super::issue::{Issue, Stage};
use super::life;
use super::proposal::Proposal;
use super::reception::{ABSENT, LEAVE, PRESENT, ReceptionDay};
use super::record::Record;
use super::visit::Visit;
use crate::text::zh::model::duty as zh;

/// A kind of duty, or a figure that goes with one. The discriminant is the byte in stored keys: never reused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Duty {
    /// Reception days the deputy came to, 次.
    Reception = 1,
    /// Reception days with leave.
    Leave = 2,
    /// Reception days without leave.
    Absent = 3,
    /// Issues received, 件.
    Issue = 4,
    /// Of those: closed with class A.
    Solved = 5,
    /// Of those: closed.
    Closed = 6,
    /// Visits, 次.
    Visit = 7,
    /// People met on visits, 人.
    People = 8,
    /// Deeds done, 件.
    Deed = 9,
    /// Activities taken part in, trainings among them, 次.
    Activity = 10,
    /// Of those: trainings.
    Training = 11,
    /// Proposals put forward as the lead deputy, 件.
    Led = 12,
    /// Proposals signed with others, 件.
    Cosigned = 13,
}

impl Duty {
    /// Every duty, in the order they are shown.
    pub const ALL: [Duty; 13] = [
        Duty::Reception,
        Duty::Leave,
        Duty::Absent,
        Duty::Issue,
        Duty::Solved,
        Duty::Closed,
        Duty::Visit,
        Duty::People,
        Duty::Deed,
        Duty::Activity,
        Duty::Training,
        Duty::Led,
        Duty::Cosigned,
    ];

    /// Its key in the table of scores and in jsonl.
    pub fn key(self) -> &'static str {
        match self {
            Duty::Reception => "reception",
            Duty::Leave => "leave",
            Duty::Absent => "absent",
            Duty::Issue => "issue",
            Duty::Solved => "solved",
            Duty::Closed => "closed",
            Duty::Visit => "visit",
            Duty::People => "people",
            Duty::Deed => "deed",
            Duty::Activity => "activity",
            Duty::Training => "training",
            Duty::Led => "led",
            Duty::Cosigned => "cosigned",
        }
    }

    /// What the clerk calls it.
    pub fn name(self) -> &'static str {
        zh::name(self)
    }

    /// The duty of a key.
    pub fn from_key(key: &str) -> Option<Duty> {
        Duty::ALL.into_iter().find(|duty| duty.key() == key)
    }

    /// The byte in stored keys.
    pub fn byte(self) -> u8 {
        self as u8
    }

    /// The duty of a stored byte.
    pub fn from_byte(byte: u8) -> Option<Duty> {
        Duty::ALL.into_iter().find(|duty| duty.byte() == byte)
    }
}

impl<'de> Deserialize<'de> for Duty {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Duty, D::Error> {
        let key = String::deserialize(deserializer)?;
        Duty::from_key(&key).ok_or_else(|| de::Error::custom(format!("{key} is no kind of duty")))
    }
}

/// One figure of one deputy in one year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Tally {
    /// The deputy.
    pub deputy: u64,
    /// The calendar year of the record; 0 for one without a date.
    pub year: i32,
    /// What is counted.
    pub duty: Duty,
}

/// What one deputy did, by year.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Served(BTreeMap<(i32, Duty), u64>);

impl Served {
    /// Adds to a figure.
    pub fn add(&mut self, year: i32, duty: Duty, amount: u64) {
        let kept = self.0.entry((year, duty)).or_default();
        *kept = kept.saturating_add(amount);
    }

    /// Adds what the same deputy did as another desk has it.
    pub fn join(&mut self, other: &Served) {
        other.0.iter().for_each(|((year, duty), amount)| self.add(*year, *duty, *amount));
    }

    /// A figure of a year.
    pub fn in_year(&self, year: i32, duty: Duty) -> u64 {
        self.0.get(&(year, duty)).copied().unwrap_or(0)
    }

    /// A figure of all years.
    pub fn in_all(&self, duty: Duty) -> u64 {
        self.0.iter().filter(|((_, of), _)| *of == duty).fold(0, |sum, (_, amount)| sum.saturating_add(*amount))
    }
}

/// What a record counts for: each figure once, none of them nothing. A voided record counts for nothing; that is for the
/// caller to see.
pub fn tallies(record: &Record) -> Vec<(Tally, u64)> {
    let counted = match record {
        Record::Reception(day) => of_day(day),
        Record::Issue(issue) => of_issue(issue),
        Record::Visit(visit) => of_visit(visit),
        Record::Activity(activity) => of_activity(activity),
        Record::Proposal(proposal) => of_proposal(proposal),
        _ => Vec::new(),
    };
    let year = record.date().map_or(0, |date| date.year());
    let mut sums: BTreeMap<Tally, u64> = BTreeMap::new();
    for (deputy, duty, amount) in counted.into_iter().filter(|(_, _, amount)| *amount > 0) {
        let sum = sums.entry(Tally { deputy, year, duty }).or_default();
        *sum = sum.saturating_add(amount);
    }
    sums.into_iter().collect()
}

/// A held day counts by its attendance. Where none was taken down, those on duty count as having come, as everywhere.
fn of_day(day: &ReceptionDay) -> Vec<(u64, Duty, u64)> {
    if !day.is_held() {
        return Vec::new();
    }
    if day.attendance.is_empty() {
        return once(&day.deputies).into_iter().map(|deputy| (deputy, Duty::Reception, 1)).collect();
    }
    let mut came: BTreeMap<u64, Duty> = BTreeMap::new();
    for row in &day.attendance {
        let duty = match row.state.as_str() {
            PRESENT => Duty::Reception,
            LEAVE => Duty::Leave,
            ABSENT => Duty::Absent,
            _ => continue,
        };
        // A deputy listed twice is a mistake the form refuses; counted once all the same.
        if let Some(deputy) = row.deputy {
            came.entry(deputy).or_insert(duty);
        }
    }
    came.into_iter().map(|(deputy, duty)| (deputy, duty, 1)).collect()
}

fn of_issue(issue: &Issue) -> Vec<(u64, Duty, u64)> {
    received(&issue.deputies, issue.stage == Stage::Closed, issue.class == life::SOLVED)
}

/// What an issue counts for with the deputies who received it: whether it is closed, and whether its class says solved.
pub fn received(deputies: &[u64], is_closed: bool, is_solved: bool) -> Vec<(u64, Duty, u64)> {
    let figures = [(Duty::Issue, true), (Duty::Closed, is_closed), (Duty::Solved, is_closed && is_solved)];
    let each = |deputy| figures.into_iter().filter(|(_, holds)| *holds).map(move |(duty, _)| (deputy, duty, 1));
    once(deputies).into_iter().flat_map(each).collect()
}

fn of_visit(visit: &Visit) -> Vec<(u64, Duty, u64)> {
    let deeds = visit.deeds.iter().filter(|deed| deed.done).count();
    let deeds = u64::try_from(deeds).unwrap_or(u64::MAX);
    let figures = [(Duty::Visit, visit.times.into()), (Duty::People, visit.people.into()), (Duty::Deed, deeds)];
    let each = |deputy| figures.into_iter().map(move |(duty, amount)| (deputy, duty, amount));
    once(&visit.deputies).into_iter().flat_map(each).collect()
}

/// Who was listed and came; a training is counted as one beside.
fn of_activity(activity: &Activity) -> Vec<(u64, Duty, u64)> {
    let present = activity.participants.iter().filter(|row| row.state == PRESENT);
    let came: Vec<u64> = present.filter_map(|row| row.deputy).collect();
    let figures = [(Duty::Activity, true), (Duty::Training, activity.kind == TRAINING)];
    let each = |deputy| figures.into_iter().filter(|(_, holds)| *holds).map(move |(duty, _)| (deputy, duty, 1));
    once(&came).into_iter().flat_map(each).collect()
}

fn of_proposal(proposal: &Proposal) -> Vec<(u64, Duty, u64)> {
    let led = proposal.lead.map(|lead| (lead, Duty::Led, 1));
    let others: Vec<u64> = proposal.cosigners.iter().copied().filter(|id| Some(*id) != proposal.lead).collect();
    led.into_iter().chain(once(&others).into_iter().map(|deputy| (deputy, Duty::Cosigned, 1))).collect()
}

fn once(ids: &[u64]) -> Vec<u64> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    ids
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::model::date::Date;
    use crate::model::deed::Deed;
    use crate::model::reception::{Attendance, PLANNED};

    fn figures(record: &Record) -> Vec<(u64, i32, Duty, u64)> {
        tallies(record).into_iter().map(|(tally, amount)| (tally.deputy, tally.year, tally.duty, amount)).collect()
    }

    fn day(stage: &str, rows: &[(u64, &str)]) -> Record {
        let row = |(deputy, state): &(u64, &str)| Attendance {
            deputy: Some(*deputy),
            state: (*state).to_owned(),
            ..Attendance::default()
        };
        Record::Reception(ReceptionDay {
            date: Date::from_ymd(2026, 5, 1),
            deputies: vec![1, 2, 3, 4, 1],
            attendance: rows.iter().map(row).collect(),
            stage: stage.to_owned(),
            ..ReceptionDay::default()
        })
    }

    #[test]
    fn a_held_day_counts_by_who_came() {
        let held = day("held", &[(1, PRESENT), (2, LEAVE), (3, ABSENT), (1, ABSENT)]);
        let expected = [(1, 2026, Duty::Reception, 1), (2, 2026, Duty::Leave, 1), (3, 2026, Duty::Absent, 1)];
        assert_eq!(figures(&held), expected);
        let not_taken_down: Vec<u64> = figures(&day("held", &[])).into_iter().map(|(deputy, ..)| deputy).collect();
        assert_eq!(not_taken_down, [1, 2, 3, 4]);
        assert!(figures(&day(PLANNED, &[(1, PRESENT)])).is_empty());
    }

    #[test]
    fn an_issue_counts_for_each_of_its_deputies_by_what_became_of_it() {
        let issue = |stage, class: &str| {
            let (deputies, class) = (vec![7, 7, 8], class.to_owned());
            Record::Issue(Box::new(Issue { stage, class, deputies, ..Issue::default() }))
        };
        assert_eq!(figures(&issue(Stage::Assigned, "")), [(7, 0, Duty::Issue, 1), (8, 0, Duty::Issue, 1)]);
        let duties = |record| figures(&record).into_iter().map(|(_, _, duty, _)| duty).collect::<Vec<_>>();
        assert_eq!(duties(issue(Stage::Closed, "C"))[..2], [Duty::Issue, Duty::Closed]);
        assert_eq!(duties(issue(Stage::Closed, "A"))[..3], [Duty::Issue, Duty::Solved, Duty::Closed]);
        assert_eq!(duties(issue(Stage::Replied, "A")), [Duty::Issue, Duty::Issue]);
    }

    #[test]
    fn a_visit_counts_its_times_people_and_deeds_done() {
        let deeds = vec![Deed::default(), Deed { done: false, ..Deed::default() }];
        let date = Date::from_ymd(2025, 1, 1);
        let visit = Visit { date, deputies: vec![3], times: 2, people: 9, deeds, ..Visit::default() };
        let expected = [(3, 2025, Duty::Visit, 2), (3, 2025, Duty::People, 9), (3, 2025, Duty::Deed, 1)];
        assert_eq!(figures(&Record::Visit(visit)), expected);
    }

    #[test]
    fn an_activity_counts_for_those_who_came_and_a_proposal_for_its_names() {
        let row =
            |deputy, state: &str| Attendance { deputy: Some(deputy), state: state.to_owned(), ..Attendance::default() };
        let participants = vec![row(1, PRESENT), row(2, LEAVE), row(1, PRESENT)];
        let (date, kind) = (Date::from_ymd(2026, 3, 1), TRAINING.to_owned());
        let activity = Record::Activity(Box::new(Activity { kind, date, participants, ..Activity::default() }));
        assert_eq!(figures(&activity), [(1, 2026, Duty::Activity, 1), (1, 2026, Duty::Training, 1)]);
        let proposal = Proposal { lead: Some(4), cosigners: vec![5, 4, 5], ..Proposal::default() };
        let told: Vec<(u64, Duty)> = figures(&Record::Proposal(Box::new(proposal)))
            .into_iter()
            .map(|(deputy, _, duty, _)| (deputy, duty))
            .collect();
        assert_eq!(told, [(4, Duty::Led), (5, Duty::Cosigned)]);
    }

    #[test]
    fn figures_add_up_over_the_years() {
        let mut served = Served::default();
        for (year, amount) in [(2025, 2), (2026, 3), (2026, 1)] {
            served.add(year, Duty::Visit, amount);
        }
        let told = [2024, 2025, 2026].map(|year| served.in_year(year, Duty::Visit));
        assert_eq!((told, served.in_all(Duty::Visit), served.in_all(Duty::Deed)), ([0, 2, 4], 6, 0));
    }

    #[test]
    fn keys_and_bytes_mean_one_duty_each() {
        for duty in Duty::ALL {
            assert_eq!(Duty::from_key(duty.key()), Some(duty));
            assert_eq!(Duty::from_byte(duty.byte()), Some(duty));
        }
        assert_eq!((Duty::from_key(""), Duty::from_byte(0)), (None, None));
    }
}
