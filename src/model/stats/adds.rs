//! What one record adds to each figure of a period: the one place that says it, for figures, for cross-tables and for the
//! list of the records behind a figure.

use super::indicator::Id;
use super::period::Period;
use super::standing::{Course, Standing};
use crate::model::activity::{Activity, LEGISLATION, TRAINING};
use crate::model::codes::CodeLists;
use crate::model::duty::{self, Duty};
use crate::model::issue::{FROM_VISIT, Stage};
use crate::model::life::{IMPOSSIBLE, PROMISED, SOLVED, UNRATED};
use crate::model::project::Project;
use crate::model::proposal;
use crate::model::reception::{CANCELLED, POSTPONED, ReceptionDay};
use crate::model::visit::Visit;
use crate::model::{Date, Entry, Org, Record};

use super::dimension::{Dimension, deputy_key};

/// The route of what goes to the citizens' hotline.
const HOTLINE: &str = "hotline";
/// The rating of a resident who is content.
const SATISFIED: &str = "satisfied";
/// The rating of a resident who is content in the main.
const BASICALLY: &str = "basically";
/// The kind of a deed that solved a problem.
const SOLVED_DEED: &str = "solved";
/// A project that is finished, in percent.
const FINISHED: u32 = 100;

/// Something a record adds to a figure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Add<'a> {
    /// The figure.
    pub to: Id,
    /// The part of the figure it belongs to; empty where it belongs to none. It counts in the whole as well.
    pub part: &'a str,
    /// What is added.
    pub what: What,
}

/// What is added to a figure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// To the number, or what stands above the line of a rate.
    Of(u64),
    /// To what stands below the line of a rate.
    Among(u64),
    /// A person, who counts once.
    Person(u64),
    /// Days that an issue took.
    Days(u64),
    /// Deeds of a visit that count unless an issue came from it.
    Unlinked(u64),
}

/// A record as it is counted, with what is worked out once, whatever the periods.
#[derive(Debug)]
pub enum Subject<'a> {
    /// An issue with its history.
    Issue(Course<'a>),
    /// A reception day, a visit or an activity: what several deputies did on a day.
    Together(&'a Record),
    /// A project.
    Project(&'a Project),
    /// A proposal: it counts in no figure but the scores of those who made it.
    Proposal(&'a Record),
}

impl<'a> Subject<'a> {
    /// What counts of a record; none of one that is voided or counts in no figure.
    pub fn of(entry: &'a Entry) -> Option<Subject<'a>> {
        if !entry.is_live() {
            return None;
        }
        match &entry.record {
            Record::Issue(issue) => Course::of(issue).map(Subject::Issue),
            record @ (Record::Reception(_) | Record::Visit(_) | Record::Activity(_)) => Some(Subject::Together(record)),
            Record::Project(project) => Some(Subject::Project(project)),
            record @ Record::Proposal(_) => Some(Subject::Proposal(record)),
            _ => None,
        }
    }

    /// The groups of a dimension that the record belongs to in a period; deputies may be several, anything else is one. A
    /// record that has no such group at all belongs to none.
    pub fn groups(&self, entry: &Entry, by: Dimension, period: Period, codes: &CodeLists) -> Vec<String> {
        let ids = |ids: &[u64]| ids.iter().map(|id| deputy_key(entry.org, *id)).collect::<Vec<_>>();
        match (by, self) {
            (by, _) if by.is_of_desks() => by.group_of(entry.org).iter().map(Org::to_string).collect(),
            (Dimension::Village, Subject::Together(Record::Visit(visit))) => vec![visit.village.clone()],
            (Dimension::Deputy, Subject::Issue(course)) => or_none(ids(&once(&course.issue.deputies))),
            (Dimension::Deputy, Subject::Together(record)) => or_none(ids(&named(record, None))),
            (_, Subject::Issue(course)) => {
                let issue = course.issue;
                vec![match by {
                    Dimension::Village => issue.village.clone(),
                    Dimension::Channel => issue.channel.clone(),
                    Dimension::Urgency => issue.urgency.clone(),
                    Dimension::Category => codes.first_level("category", &issue.category).to_owned(),
                    Dimension::Route => course.at(period).map_or(String::new(), |now| now.route.to_owned()),
                    Dimension::Station | Dimension::County | Dimension::City | Dimension::Deputy => String::new(),
                }]
            }
            _ => Vec::new(),
        }
    }

    /// Tells everything the record adds to the figures of a period, counted on a day; of one deputy, where that is asked
    /// for, only that deputy's part in what several did.
    pub fn adds(&self, period: Period, today: Date, deputy: Option<u64>, add: &mut dyn FnMut(Add<'a>)) {
        let mut sink = Sink { add };
        match self {
            Subject::Issue(course) => of_issue(course, period, today, &mut sink),
            Subject::Together(record) => match record {
                Record::Reception(day) => of_day(day, &|| named(record, deputy), period, &mut sink),
                Record::Visit(visit) => of_visit(visit, &|| named(record, deputy), period, &mut sink),
                Record::Activity(activity) => of_activity(activity, &|| named(record, deputy), period, &mut sink),
                _ => {}
            },
            Subject::Project(project) => of_project(project, period, &mut sink),
            Subject::Proposal(_) => {}
        }
    }

    /// What each deputy did of each kind of duty, where the record is of the period; an issue counts as it stood at the end
    /// of that. Like [`duty::tallies`], which tell of the year as it stands now.
    pub fn duties(&self, period: Period) -> Vec<(u64, Duty, u64)> {
        match self {
            Subject::Issue(course) if period.holds(course.raised) => {
                let now = course.at(period).unwrap_or_default();
                let is_solved = now.class == SOLVED;
                duty::received(&course.issue.deputies, now.stage == Stage::Closed, is_solved)
            }
            Subject::Together(record) | Subject::Proposal(record) if within(period, record.date()) => {
                let tallies = duty::tallies(record).into_iter();
                tallies.map(|(tally, number)| (tally.deputy, tally.duty, number)).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Who came to a reception day, went on a visit or took part in an activity, each once; of all of them only `deputy`, where
/// one is asked for.
fn named(record: &Record, deputy: Option<u64>) -> Vec<u64> {
    let came = [Duty::Reception, Duty::Visit, Duty::Activity];
    let tallies = duty::tallies(record).into_iter().map(|(tally, _)| tally);
    let of_those = tallies.filter(|tally| came.contains(&tally.duty) && deputy.is_none_or(|only| only == tally.deputy));
    of_those.map(|tally| tally.deputy).collect()
}

fn once(ids: &[u64]) -> Vec<u64> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn or_none(keys: Vec<String>) -> Vec<String> {
    if keys.is_empty() { vec![String::new()] } else { keys }
}

/// Who did something together; worked out where it counts only.
type Who<'w> = &'w dyn Fn() -> Vec<u64>;

struct Sink<'s, 'a> {
    add: &'s mut dyn FnMut(Add<'a>),
}

impl<'a> Sink<'_, 'a> {
    fn put(&mut self, to: Id, part: &'a str, what: What) {
        (self.add)(Add { to, part, what });
    }

    /// Adds a number, if there is one.
    fn sum(&mut self, to: Id, number: u64) {
        self.sum_of(to, "", number);
    }

    fn sum_of(&mut self, to: Id, part: &'a str, number: u64) {
        if number > 0 {
            self.put(to, part, What::Of(number));
        }
    }

    /// Counts one, if so.
    fn one(&mut self, to: Id, is: bool) {
        self.sum(to, u64::from(is));
    }

    /// Counts one of those a rate is about.
    fn rate(&mut self, to: Id, is: bool) {
        self.one(to, is);
        self.put(to, "", What::Among(1));
    }

    fn people(&mut self, to: Id, ids: &[u64]) {
        ids.iter().for_each(|id| self.put(to, "", What::Person(*id)));
    }
}

fn size(ids: &[u64]) -> u64 {
    u64::try_from(ids.len()).unwrap_or(u64::MAX)
}

fn within(period: Period, day: Option<Date>) -> bool {
    day.is_some_and(|day| period.holds(day))
}

fn of_day<'a>(day: &'a ReceptionDay, came: Who<'_>, period: Period, sink: &mut Sink<'_, 'a>) {
    // A day that was put off stands in the plan as the later one, by the date it was first meant for.
    let planned_on = day.moved_from.or(day.date);
    let became_another = day.stage == POSTPONED && day.moved_to.is_some();
    if within(period, planned_on) && day.stage != CANCELLED && !became_another {
        sink.rate(Id::R2, day.is_held() && day.date.is_some_and(|date| date <= period.last));
    }
    if !day.is_held() || !within(period, day.date) {
        return;
    }
    let came = came();
    sink.one(Id::R1, true);
    sink.sum(Id::R3, size(&came));
    sink.people(Id::R4, &came);
    sink.sum(Id::R6a, day.groups.unwrap_or(0).into());
    sink.sum(Id::R6b, day.people.unwrap_or(0).into());
}

fn of_visit<'a>(visit: &'a Visit, went: Who<'_>, period: Period, sink: &mut Sink<'_, 'a>) {
    if !within(period, visit.date) {
        return;
    }
    let (went, times) = (went(), u64::from(visit.times));
    sink.sum(Id::V1, times);
    sink.sum(Id::V2a, visit.people.into());
    sink.sum(Id::V2b, visit.households.unwrap_or(0).into());
    sink.sum(Id::V3a, size(&went).saturating_mul(times));
    sink.people(Id::V3b, &went);
    let done = || visit.deeds.iter().filter(|deed| deed.done);
    for deed in done() {
        sink.sum_of(Id::V5, &deed.kind, 1);
        sink.sum_of(Id::V6a, &deed.kind, deed.amount.unwrap_or(0));
        sink.sum_of(Id::V6b, &deed.source, deed.amount.unwrap_or(0));
        sink.sum(Id::V8, deed.times.unwrap_or(0).into());
    }
    let solved = u64::try_from(done().filter(|deed| deed.kind == SOLVED_DEED).count()).unwrap_or(u64::MAX);
    if solved > 0 && visit.issues.is_empty() {
        sink.put(Id::V7, "", What::Unlinked(solved));
    }
}

fn of_activity<'a>(activity: &'a Activity, came: Who<'_>, period: Period, sink: &mut Sink<'_, 'a>) {
    if !within(period, activity.date) {
        return;
    }
    let came = size(&came());
    sink.sum_of(Id::D1a, &activity.kind, 1);
    sink.sum_of(Id::D1b, &activity.kind, came);
    if activity.kind == TRAINING {
        sink.one(Id::D2a, true);
        sink.sum(Id::D2b, came);
    }
    if activity.kind == LEGISLATION {
        let (comments, adopted) = (activity.comments.unwrap_or(0).into(), activity.adopted.unwrap_or(0).into());
        sink.sum(Id::L1a, comments);
        sink.sum(Id::L1b, adopted);
        sink.sum(Id::L1c, adopted);
        sink.put(Id::L1c, "", What::Among(comments));
    }
}

fn of_project<'a>(project: &'a Project, period: Period, sink: &mut Sink<'_, 'a>) {
    let year = u32::try_from(period.last.year()).ok();
    if project.year.is_none() || project.year != year || !project.is_voted() {
        return;
    }
    sink.one(Id::P1a, true);
    if project.elected {
        let is_finished = project.progress.is_some_and(|progress| progress >= FINISHED);
        sink.one(Id::P1b, is_finished);
        sink.rate(Id::P1c, is_finished);
        sink.sum(Id::P1d, project.budget.unwrap_or(0));
    }
}

fn of_issue<'a>(course: &Course<'a>, period: Period, today: Date, sink: &mut Sink<'_, 'a>) {
    let Some(now) = course.at(period) else { return };
    if period.holds(course.raised) {
        sink.sum(Id::I1, course.issue.items.into());
        sink.one(Id::I2, true);
        sink.one(Id::I4, now.stage == Stage::Guided);
        sink.one(Id::V4, course.issue.channel == FROM_VISIT);
        if !now.has_left() {
            of_accepted(&now, sink);
        }
    }
    in_hand(&now, period, sink);
    of_promise(&now, period.as_at(today), sink);
    of_terms(&now, period, today, sink);
}

/// What is counted of the issues raised in the period and accepted.
fn of_accepted<'a>(now: &Standing<'a>, sink: &mut Sink<'_, 'a>) {
    sink.one(Id::I3, true);
    sink.one(Id::I5a, now.was_on_spot);
    sink.rate(Id::I5b, now.was_on_spot);
    let (is_replied, is_closed) = (now.first_reply.is_some(), now.stage == Stage::Closed);
    sink.rate(Id::I12, is_replied);
    sink.rate(Id::I13, is_closed);
    let (solved, promised) = (now.class == SOLVED, now.class == PROMISED);
    if solved || promised || now.class == IMPOSSIBLE {
        sink.rate(Id::I14, solved);
        sink.rate(Id::I15, promised);
        sink.rate(Id::I15s, solved || promised);
        sink.rate(Id::I16, now.class == IMPOSSIBLE);
    }
    let is_rated = !now.rating.is_empty() && now.rating != UNRATED;
    if is_replied {
        sink.rate(Id::I18, now.was_fed_back);
    }
    if now.was_fed_back {
        sink.rate(Id::I19, is_rated);
    }
    if is_rated {
        sink.rate(Id::I20a, now.rating == SATISFIED);
        sink.rate(Id::I20b, [SATISFIED, BASICALLY].contains(&now.rating));
    }
    sink.one(Id::I21a, now.was_dissatisfied);
    sink.one(Id::I21b, now.was_dissatisfied && now.was_redone && is_closed);
    sink.one(Id::I23, now.route == proposal::ROUTE);
    sink.one(Id::I24a, now.route == HOTLINE);
    sink.one(Id::I24b, now.route == HOTLINE && is_closed);
}

/// What came in, went out and is left.
fn in_hand<'a>(now: &Standing<'a>, period: Period, sink: &mut Sink<'_, 'a>) {
    if let Some((_, route)) = now.first_assigned.filter(|(on, _)| period.holds(*on)) {
        sink.sum_of(Id::I6, route, 1);
    }
    sink.one(Id::I7, now.is_carried);
    sink.sum(Id::I7a, now.taken_up);
    sink.sum(Id::I8, now.closed);
    sink.sum(Id::I8a, now.left);
    sink.one(Id::I9, now.stage.is_open());
    if let Some(closed) = now.closed_on.filter(|on| period.holds(*on) && now.stage == Stage::Closed) {
        sink.one(Id::V7, now.class == SOLVED);
        if let Some((assigned, _)) = now.first_assigned {
            let days = What::Days(u64::try_from(closed.days_since(assigned)).unwrap_or(0));
            sink.put(Id::I22a, "", days);
            sink.put(Id::I22b, "", days);
        }
    }
}

/// What became of a promise. One that was taken back with its issue stays so until there is another answer.
fn of_promise<'a>(now: &Standing<'a>, as_at: Date, sink: &mut Sink<'_, 'a>) {
    if !now.was_promised {
        return;
    }
    sink.one(Id::I17a, true);
    match now.class {
        _ if now.has_left() => sink.one(Id::I17e, true),
        "" => sink.one(Id::I17e, true),
        SOLVED => sink.one(Id::I17b, true),
        IMPOSSIBLE => sink.one(Id::I17c, true),
        PROMISED => {
            sink.one(Id::I17d, true);
            sink.one(Id::I17f, now.is_promise_late(as_at));
        }
        // A class that no list has: the promise is nowhere, and the figures say so.
        _ => {}
    }
}

/// Whether the first answer was in time, and what is late now. Of a period that runs still, only the due days that are over
/// tell anything.
fn of_terms<'a>(now: &Standing<'a>, period: Period, today: Date, sink: &mut Sink<'_, 'a>) {
    sink.one(Id::I11, now.is_overdue(period.as_at(today)));
    if now.has_left() {
        return;
    }
    let (due, answered) = match now.first_reply {
        Some((on, due)) => (due, Some(on)),
        None => (now.due_on, None),
    };
    let is_running = today < period.last;
    if let Some(due) = due.filter(|due| period.holds(*due) && (!is_running || *due < today)) {
        sink.rate(Id::I10, answered.is_some_and(|on| on <= due));
    }
}
