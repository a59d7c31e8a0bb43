//! A record as it is counted: without the prose that no figure reads.

use super::standing::{Course, Step};
use crate::model::Record;
use crate::model::activity::Activity;
use crate::model::deed::Deed;
use crate::model::deputy::Deputy;
use crate::model::event::Event;
use crate::model::issue::Issue;
use crate::model::project::Project;
use crate::model::proposal::Proposal;
use crate::model::reception::{Attendance, ReceptionDay};
use crate::model::takeover::Taken;
use crate::model::visit::Visit;

/// The record with nothing left but what figures are made of; none for a kind that counts nowhere. It adds to every figure
/// and belongs to every group as the whole record does.
pub fn slim(record: &Record) -> Option<Record> {
    match record {
        Record::Issue(issue) => Some(Record::Issue(Box::new(of_issue(issue)))),
        Record::Reception(day) => Some(Record::Reception(of_day(day))),
        Record::Visit(visit) => Some(Record::Visit(of_visit(visit))),
        Record::Activity(activity) => Some(Record::Activity(Box::new(of_activity(activity)))),
        Record::Project(project) => Some(Record::Project(Box::new(of_project(project)))),
        Record::Deputy(deputy) => Some(Record::Deputy(of_deputy(deputy))),
        Record::Proposal(proposal) => Some(Record::Proposal(Box::new(of_proposal(proposal)))),
        Record::Station(_)
        | Record::Unit(_)
        | Record::Setting(_)
        | Record::Report(_)
        | Record::Party(_)
        | Record::Received(_)
        | Record::Handling(_)
        | Record::Pack(_) => None,
    }
}

fn of_issue(issue: &Issue) -> Issue {
    Issue {
        reported_on: issue.reported_on,
        channel: issue.channel.clone(),
        source: issue.source,
        deputies: issue.deputies.clone(),
        village: issue.village.clone(),
        items: issue.items,
        category: issue.category.clone(),
        urgency: issue.urgency.clone(),
        stage: issue.stage,
        events: Course::of(issue).iter().flat_map(Course::steps).map(of_step).collect(),
        nature: String::new(),
        ..Issue::default()
    }
}

/// The steps that are counted, each on the day it took effect.
fn of_step((day, _, event): &Step<'_>) -> Event {
    Event {
        verb: event.verb.clone(),
        on: Some(*day),
        class: event.class.clone(),
        planned_on: event.planned_on,
        route: event.route.clone(),
        due_on: event.due_on,
        rating: event.rating.clone(),
        ..Event::default()
    }
}

fn of_day(day: &ReceptionDay) -> ReceptionDay {
    ReceptionDay {
        date: day.date,
        deputies: day.deputies.clone(),
        attendance: day.attendance.iter().map(of_row).collect(),
        stage: day.stage.clone(),
        moved_to: day.moved_to,
        moved_from: day.moved_from,
        groups: day.groups,
        people: day.people,
        ..ReceptionDay::default()
    }
}

fn of_row(row: &Attendance) -> Attendance {
    Attendance { deputy: row.deputy, state: row.state.clone(), ..Attendance::default() }
}

fn of_visit(visit: &Visit) -> Visit {
    Visit {
        date: visit.date,
        deputies: visit.deputies.clone(),
        village: visit.village.clone(),
        times: visit.times,
        households: visit.households,
        people: visit.people,
        issues: visit.issues.clone(),
        deeds: visit.deeds.iter().map(of_deed).collect(),
        ..Visit::default()
    }
}

fn of_deed(deed: &Deed) -> Deed {
    let (kind, source) = (deed.kind.clone(), deed.source.clone());
    Deed { kind, source, amount: deed.amount, times: deed.times, done: deed.done, ..Deed::default() }
}

fn of_activity(activity: &Activity) -> Activity {
    Activity {
        kind: activity.kind.clone(),
        date: activity.date,
        participants: activity.participants.iter().map(of_row).collect(),
        comments: activity.comments,
        adopted: activity.adopted,
        mode: String::new(),
        ..Activity::default()
    }
}

fn of_project(project: &Project) -> Project {
    Project {
        year: project.year,
        budget: project.budget,
        stage: project.stage.clone(),
        elected: project.elected,
        progress: project.progress,
        ..Project::default()
    }
}

fn of_proposal(proposal: &Proposal) -> Proposal {
    Proposal {
        lead: proposal.lead,
        cosigners: proposal.cosigners.clone(),
        handed_on: proposal.handed_on,
        session: String::new(),
        ..Proposal::default()
    }
}

fn of_deputy(deputy: &Deputy) -> Deputy {
    Deputy {
        levels: deputy.levels.clone(),
        status: deputy.status.clone(),
        status_on: deputy.status_on,
        // Who the deputy is above.
        taken: deputy.taken.as_deref().map(|taken| Box::new(Taken { from: taken.from.clone(), said: String::new() })),
        ..Deputy::default()
    }
}
