//! An issue as it stood at the end of a day, told by the steps of its history up to then.
//!
//! A step takes effect on its day, but never before the step it follows and never before the day the issue was raised. One
//! without a day, which only damaged data has, takes effect with the step before it. So the steps up to a cut-off are
//! always the first so many, and the figures of a period follow from those of the period before it.
//!
//! What the issue says of itself and has no history (title, category, village, 条) is as it is now. An issue that was split
//! off was raised on the day its whole was, and counts from then on.

use crate::model::date::Date;
use crate::model::event::Event;
use crate::model::issue::{Issue, Stage};
use crate::model::life::{self, DISSATISFIED, GUIDED, ON_SPOT, PROMISED, Verb};

use super::period::Period;

/// An issue's history, each step with the day it took effect.
#[derive(Debug)]
pub struct Course<'a> {
    /// The issue.
    pub issue: &'a Issue,
    /// The day it was raised.
    pub raised: Date,
    steps: Vec<Step<'a>>,
}

/// A step with the day it took effect.
pub type Step<'a> = (Date, Verb, &'a Event);

/// How an issue stood at the end of a period, and what happened to it in the period.
#[derive(Debug, Default)]
pub struct Standing<'a> {
    /// Its stage.
    pub stage: Stage,
    /// Whether it was raised before the period and open when that began.
    pub is_carried: bool,
    /// The class of the latest answer.
    pub class: &'a str,
    /// The latest rating.
    pub rating: &'a str,
    /// The way it goes.
    pub route: &'a str,
    /// The day an answer is due.
    pub due_on: Option<Date>,
    /// The day that was promised last.
    pub promised_on: Option<Date>,
    /// The day it was closed, while it is.
    pub closed_on: Option<Date>,
    /// The day it first went to a unit, and the way it went.
    pub first_assigned: Option<(Date, &'a str)>,
    /// The day of its first answer, and the day that one was due then.
    pub first_reply: Option<(Date, Option<Date>)>,
    /// Whether it was ever answered on the spot.
    pub was_on_spot: bool,
    /// Whether the resident was ever told of an answer.
    pub was_fed_back: bool,
    /// Whether it was ever rated 不满意.
    pub was_dissatisfied: bool,
    /// Whether it was ever answered with class B.
    pub was_promised: bool,
    /// Whether it was ever handled again.
    pub was_redone: bool,
    /// How often it was taken up again in the period: reopened or restored.
    pub taken_up: u64,
    /// How often it was closed in the period.
    pub closed: u64,
    /// How often it left in the period: guided, merged or withdrawn.
    pub left: u64,
}

impl<'a> Course<'a> {
    /// The history of an issue; none where it has no day, which the rules refuse.
    pub fn of(issue: &'a Issue) -> Option<Course<'a>> {
        let raised = issue.reported_on?;
        let mut day = raised;
        let dated = life::steps(issue).filter_map(|event| {
            day = event.on.map_or(day, |on| on.max(day));
            let verb = Verb::from_key(&event.verb)?;
            counts(verb, event).then_some((day, verb, event))
        });
        Some(Course { issue, raised, steps: dated.collect() })
    }

    /// The steps that figures go by.
    pub fn steps(&self) -> &[Step<'a>] {
        &self.steps
    }

    /// Where all its steps lead to.
    pub fn in_the_end(&self) -> Standing<'a> {
        let mut now = Standing::default();
        self.steps.iter().for_each(|(day, verb, event)| now.take(*day, *verb, event));
        now
    }

    /// How it stood at the end of a period; none where it was raised later.
    ///
    /// Where nothing happened to it since, its stage is the one it is kept with rather than the one its steps lead to. Both
    /// are the same unless data is damaged, and then the figures must not hide it.
    pub fn at(&self, period: Period) -> Option<Standing<'a>> {
        if self.raised > period.last {
            return None;
        }
        let mut now = Standing { is_carried: self.raised < period.first, ..Standing::default() };
        let mut taken = 0;
        for (day, verb, event) in self.steps.iter().take_while(|(day, ..)| *day <= period.last) {
            now.take(*day, *verb, event);
            taken += 1;
            if *day < period.first {
                now.is_carried = now.stage.is_open();
            } else {
                now.tally(*verb);
            }
        }
        if taken == self.steps.len() {
            now.stage = self.issue.stage;
        }
        Some(now)
    }
}

/// Whether a step says anything that is counted.
fn counts(verb: Verb, event: &Event) -> bool {
    match verb {
        // What another issue did is noted here, and moves nothing.
        Verb::Merge | Verb::Restore => event.from.is_none(),
        Verb::Progress => event.planned_on.is_some(),
        Verb::Register | Verb::Urge | Verb::Split | Verb::Decline | Verb::Noted => false,
        _ => true,
    }
}

impl<'a> Standing<'a> {
    /// Whether it is guided elsewhere, withdrawn, or part of another; else it is accepted 受理.
    pub fn has_left(&self) -> bool {
        matches!(self.stage, Stage::Guided | Stage::Withdrawn | Stage::Merged)
    }

    /// Whether what is owed is late at the end of a day: an answer, or what was promised.
    pub fn is_overdue(&self, day: Date) -> bool {
        match self.stage {
            Stage::Assigned => self.due_on.is_some_and(|due| due < day),
            Stage::Tracking => self.is_promise_late(day),
            _ => false,
        }
    }

    /// Whether the day that was promised last is past.
    pub fn is_promise_late(&self, day: Date) -> bool {
        self.class == PROMISED && self.promised_on.is_some_and(|promised| promised < day)
    }

    fn tally(&mut self, verb: Verb) {
        match verb {
            Verb::Reopen | Verb::Restore => self.taken_up += 1,
            Verb::Close => self.closed += 1,
            Verb::Guide | Verb::Merge | Verb::Withdraw => self.left += 1,
            _ => {}
        }
    }

    fn take(&mut self, day: Date, verb: Verb, event: &'a Event) {
        self.promised_on = event.planned_on.or(self.promised_on);
        self.was_dissatisfied |= event.rating == DISSATISFIED;
        match verb {
            Verb::Assign => {
                self.route = &event.route;
                self.due_on = event.due_on;
            }
            Verb::Return => self.due_on = None,
            Verb::Extend => self.due_on = event.due_on,
            Verb::Answer | Verb::Reply => self.answered(day, verb, event),
            Verb::Feedback => {
                self.was_fed_back = true;
                self.rating = &event.rating;
            }
            Verb::Redo | Verb::Reopen => {
                self.was_redone |= verb == Verb::Redo;
                self.closed_on = None;
                self.due_on = event.due_on;
                if !event.route.is_empty() {
                    self.route = &event.route;
                }
            }
            Verb::Close => self.closed_on = Some(day),
            Verb::Guide => self.route = GUIDED,
            Verb::Restore => {
                (self.route, self.class, self.rating) = ("", "", "");
                self.due_on = None;
            }
            Verb::Register
            | Verb::Urge
            | Verb::Track
            | Verb::Progress
            | Verb::Merge
            | Verb::Split
            | Verb::Withdraw
            | Verb::Decline
            | Verb::Noted => {}
        }
        if matches!(verb, Verb::Assign | Verb::Redo | Verb::Reopen) {
            self.first_assigned.get_or_insert((day, self.route));
        }
        self.stage = verb.spec().to.unwrap_or(self.stage);
    }

    fn answered(&mut self, day: Date, verb: Verb, event: &'a Event) {
        self.first_reply.get_or_insert((day, self.due_on));
        self.class = &event.class;
        self.was_promised |= event.class == PROMISED;
        if verb == Verb::Answer {
            self.was_on_spot = true;
            self.route = ON_SPOT;
        }
    }
}
