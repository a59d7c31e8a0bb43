//! A decision taken over by the station: the step it becomes, or why it cannot become one now.

use super::{Handling, decided, reference, referred};
use crate::model::check::{Finding, blocks};
use crate::model::context::Context;
use crate::model::date::Date;
use crate::model::entry::Entry;
use crate::model::event::Event;
use crate::model::issue::Issue;
use crate::model::kind::{Kind, Org};
use crate::model::life::{self, ON_SPOT, Verb};
use crate::model::record::Record;
use crate::model::unit::Unit;
use crate::text::clean;
use crate::text::zh::model::handling as zh;

/// The route of what the county takes on.
const COUNTY: &str = "county";
/// The way of urging a decision stands for: what came from above came in writing.
const WRITTEN: &str = "written";
/// Most characters of who leads an urging.
const LEADER_CHARS: usize = 20;
/// Units of one name that are looked at.
const LOOKED_AT: usize = 20;
/// Most desks a decision goes through, from a province down to a station.
const MOST_LEVELS: usize = 4;

/// A decision with what its own desk says of it.
#[derive(Clone, Copy, Debug)]
pub struct Decided<'a> {
    /// Whose record it is.
    pub org: Org,
    /// Its id there.
    pub id: u64,
    /// The decision.
    pub handling: &'a Handling,
    /// The unit it names, as its own desk keeps it.
    pub unit: Option<&'a Unit>,
    /// What its desk is called.
    pub from: &'a str,
}

/// What became of a decision at the station.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// The station has to take it over, or who stands between to pass it on, or to see why not.
    Open,
    /// Passed on by a desk between, and waits for the station.
    Passed,
    /// Taken over, on the day of the step.
    Taken(Option<Date>),
    /// The station, or a desk between, said on that day that it will not take it over, and why.
    Refused(Option<Date>),
    /// Nothing is to be done: the issue came to its end or is voided.
    Moot,
    /// Nothing is to be done: it is about another issue, which had the id of this one before.
    Other,
}

/// What the station still has to do about a decision of a desk above.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pending {
    /// Take it over, say that it will not, or see why it no longer fits; a desk between passes it on.
    Open,
    /// Know that it was voided above after it was taken over here; a desk between voids what passes it on.
    Revoked,
}

/// Why a decision cannot be taken over now. Display is the Chinese message.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum Why {
    /// Not about an issue of this desk, or no step a decision can be.
    #[error("{}", zh::NOT_OURS)]
    NotOurs,
    /// About another issue, which had the id of this one before.
    #[error("{}", zh::OTHER)]
    Other,
    /// The issue was voided.
    #[error("{}", zh::gone(.0))]
    Gone(String),
    /// Its desk took it back.
    #[error("{}", zh::withdrawn(.0))]
    Withdrawn(String),
    /// A step of the issue refers to it already.
    #[error("{}", zh::taken(*.0))]
    Taken(Option<Date>),
    /// A step of the issue says that it will not be taken over.
    #[error("{}", zh::refused(*.0))]
    Refused(Option<Date>),
    /// The issue has moved on meanwhile; what its stage allows.
    #[error("{0}")]
    NotNow(String),
    /// The unit is none of this desk's: it has to be added first, as it stands here.
    #[error("{}", zh::no_unit(&.0.name))]
    NoUnit(Box<Unit>),
    /// The step does not pass the rules as it stands; a person may change it and take it.
    #[error("{}", zh::does_not_pass(.1))]
    DoesNotPass(Box<Event>, Vec<Finding>),
    /// It was passed on already.
    #[error("{}", zh::PASSED)]
    Passed,
    /// The decision that passes it on does not pass the rules as it stands; a person may change it and make it.
    #[error("{}", zh::does_not_pass(.1))]
    DoesNotFit(Box<Handling>, Vec<Finding>),
}

/// What became of a decision, as the station's issue tells, and the decisions that passed it on: `naming` are those about the issue.
pub fn standing<'a>(decision: &Entry, issue: &Entry, naming: impl IntoIterator<Item = &'a Entry>) -> Standing {
    let Record::Issue(content) = &issue.record else { return Standing::Moot };
    if let Record::Handling(handling) = &decision.record
        && handling.declines()
    {
        return Standing::Refused(handling.on);
    }
    let is_passed = match answer(decision, content, naming) {
        Answer::Step(event) if refuses(event) => return Standing::Refused(event.on),
        Answer::Step(event) => return Standing::Taken(event.on),
        Answer::Declined(_, handling) => return Standing::Refused(handling.on),
        Answer::None { is_passed } => is_passed,
    };
    if is_of_another(decision, content) {
        return Standing::Other;
    }
    match (issue.is_live() && content.stage.is_open(), is_passed) {
        (false, _) => Standing::Moot,
        (true, true) => Standing::Passed,
        (true, false) => Standing::Open,
    }
}

/// Who refused a decision, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// Whose desk.
    pub org: Org,
    /// Who sat there, as far as that is told.
    pub by: String,
    /// On which day.
    pub on: Option<Date>,
    /// Why.
    pub reason: String,
}

/// Who refused a decision and why, `naming` being those about the issue; none for one that nobody refused.
pub fn refusal<'a>(decision: &Entry, issue: &Entry, naming: impl IntoIterator<Item = &'a Entry>) -> Option<Refusal> {
    let Record::Issue(content) = &issue.record else { return None };
    match answer(decision, content, naming) {
        Answer::Step(event) if refuses(event) => {
            Some(Refusal { org: issue.org, by: event.by.clone(), on: event.on, reason: event.reason.clone() })
        }
        Answer::Declined(org, handling) => {
            Some(Refusal { org, by: String::new(), on: handling.on, reason: handling.reason.clone() })
        }
        Answer::Step(_) | Answer::None { .. } => None,
    }
}

/// What was answered to a decision.
enum Answer<'i, 'n> {
    /// A step of the issue names it, or what passes it on.
    Step(&'i Event),
    /// A desk between says that it does not pass it on.
    Declined(Org, &'n Handling),
    /// Nothing yet.
    None {
        /// A desk between has passed it on.
        is_passed: bool,
    },
}

fn answer<'i, 'n>(decision: &Entry, content: &'i Issue, naming: impl IntoIterator<Item = &'n Entry>) -> Answer<'i, 'n> {
    let passings: Vec<(&Entry, &Handling, (Org, u64))> = naming.into_iter().filter_map(passing).collect();
    let (mut at, mut is_passed) = ((decision.org, decision.id), false);
    for _ in 0..MOST_LEVELS {
        if let Some(event) = answered_by(at.0, at.1, verb_of(decision), content) {
            return Answer::Step(event);
        }
        match passings.iter().find(|(.., passed)| *passed == at) {
            Some((entry, handling, _)) if handling.declines() => return Answer::Declined(entry.org, handling),
            Some((next, ..)) => (at, is_passed) = ((next.org, next.id), true),
            None => break,
        }
    }
    Answer::None { is_passed }
}

fn is_of_another(decision: &Entry, issue: &Issue) -> bool {
    matches!(&decision.record, Record::Handling(handling) if handling.is_of_another(issue))
}

/// A record that passes a decision on or refuses to, with which one that is; none for any other record.
fn passing(entry: &Entry) -> Option<(&Entry, &Handling, (Org, u64))> {
    match &entry.record {
        Record::Handling(handling) if entry.is_live() => Some((entry, handling, handling.passes()?)),
        _ => None,
    }
}

/// Those of the decisions about an issue, `naming`, that pass this one on.
pub fn passings<'a>(decision: &Entry, naming: impl IntoIterator<Item = &'a Entry>) -> impl Iterator<Item = &'a Entry> {
    let wanted = (decision.org, decision.id);
    let passes = move |(entry, handling, passed): (&'a Entry, &Handling, (Org, u64))| {
        (passed == wanted && !handling.declines()).then_some(entry)
    };
    naming.into_iter().filter_map(passing).filter_map(passes)
}

/// What is still to be done about a decision of a desk above, as the issue tells and the decisions about it, `naming`. One that was
/// voided after a step of the issue had taken it over itself is to be looked at until a step says that this is known; one that was
/// voided after it was passed on, until what passes it on is voided as well.
pub fn pending<'a>(decision: &Entry, issue: &Entry, naming: impl IntoIterator<Item = &'a Entry>) -> Option<Pending> {
    if decision.is_live() {
        return (standing(decision, issue, naming) == Standing::Open).then_some(Pending::Open);
    }
    let Record::Issue(content) = &issue.record else { return None };
    // What passes it on and was refused below, or came to nothing there, says nothing to anybody any more.
    let stands = |passing: &Entry| match answered_by(passing.org, passing.id, verb_of(passing), content) {
        Some(event) => !refuses(event),
        None => content.stage.is_open(),
    };
    if issue.is_live() && passings(decision, naming).any(stands) {
        return Some(Pending::Revoked);
    }
    answered_by(decision.org, decision.id, verb_of(decision), content)
        .filter(|event| issue.is_live() && !refuses(event))?;
    let wanted = reference(decision.org, decision.id);
    let is_known = |event: &Event| event.handling == wanted && event.verb == Verb::Noted.spec().key;
    (!content.events.iter().any(is_known)).then_some(Pending::Revoked)
}

/// What stands against a step that names a decision: each is taken over or refused once, and known to be voided once after that.
pub(in crate::model) fn settled(issue: &Issue, event: &Event) -> Option<String> {
    if event.handling.is_empty() {
        return None;
    }
    let is_about_it = |before: &&Event| before.handling == event.handling && is_step_of(before, &event.verb);
    let mut named = issue.events.iter().filter(is_about_it);
    match (Verb::from_key(&event.verb), named.next()) {
        (Some(Verb::Noted), Some(first)) if !refuses(first) => named.next().map(|_| zh::NOTED_BEFORE.to_owned()),
        (Some(Verb::Noted), _) => Some(zh::NEVER_TAKEN.to_owned()),
        (_, Some(first)) if refuses(first) => Some(zh::refused(first.on)),
        (_, Some(first)) => Some(zh::taken(first.on)),
        (_, None) => None,
    }
}

/// Why a step that was filled in for a decision may not be saved as that any more: its desk voided it meanwhile. The reason for the
/// voiding.
pub fn voided_since(event: &Event, context: &Context<'_>) -> Option<String> {
    let named = referred(&event.handling).filter(|_| event.verb != Verb::Noted.spec().key)?;
    voided(named, context)
}

/// Why the desk of a decision voided it; none for one that stands.
pub(super) fn voided((org, id): (Org, u64), context: &Context<'_>) -> Option<String> {
    let decision = context.of(org, |there| there.directory.entry(Kind::Handling, id));
    decision.filter(|decision| decision.org == org)?.voided
}

/// Why a decision fits the issue no more as it stands; none for one that may be taken over.
pub fn against(decision: &Handling, issue: &Issue, context: &Context<'_>) -> Option<String> {
    decision.verb().and_then(|verb| life::not_now(issue, verb, context))
}

/// The step that took a decision over, or says that it will not be.
fn answered_by<'i>(org: Org, id: u64, verb: &str, issue: &'i Issue) -> Option<&'i Event> {
    let wanted = reference(org, id);
    issue.events.iter().find(|event| event.handling == wanted && is_step_of(event, verb))
}

/// Whether a step that names a decision may be about one with this verb. A desk above that came back from a backup gives numbers again
/// that it had given: then another step was taken over under this one.
pub fn is_step_of(event: &Event, verb: &str) -> bool {
    let decides = |key: &str| decided(key).is_some();
    event.verb == verb || !decides(&event.verb) || !decides(verb)
}

fn verb_of(decision: &Entry) -> &str {
    match &decision.record {
        Record::Handling(handling) => &handling.verb,
        _ => "",
    }
}

/// The step that takes a decision over, as `by` would enter it today. Its day is that of the decision, moved to the issue's
/// last step where that is later, for a history never goes back.
///
/// # Errors
///
/// [`Why`] it cannot be taken over now.
pub fn take_over(decided: Decided<'_>, issue: &Entry, by: &str, context: &Context<'_>) -> Result<Event, Why> {
    let Decided { org, id, handling, .. } = decided;
    let (Record::Issue(content), Some(verb)) = (&issue.record, handling.verb()) else { return Err(Why::NotOurs) };
    if handling.org() != Some(issue.org) || handling.issue != issue.id {
        return Err(Why::NotOurs);
    }
    match answered_by(org, id, &handling.verb, content) {
        Some(event) if refuses(event) => return Err(Why::Refused(event.on)),
        Some(event) => return Err(Why::Taken(event.on)),
        None => {}
    }
    if handling.is_of_another(content) {
        return Err(Why::Other);
    }
    if !issue.is_live() {
        return Err(Why::Gone(content.number.clone()));
    }
    if let Some(against) = life::not_now(content, verb, context) {
        return Err(Why::NotNow(against));
    }
    let event = life::filled(content, step(decided, content, verb, by, context)?, context);
    let found = life::check_step(content, &event, context);
    if blocks(&found) { Err(Why::DoesNotPass(Box::new(event), found)) } else { Ok(event) }
}

/// A decision of a desk above with the issue of ours it is about, where there is one, and the step it becomes now; all of it looked
/// up. Whose decisions count is the caller's to know: those of a desk above. Of one that was voided after it was taken over the step says
/// that this is known.
///
/// # Errors
///
/// [`Why`] it cannot be taken over now, beside the issue.
pub fn taken_over(decision: &Entry, by: &str, context: &Context<'_>) -> (Option<Entry>, Result<Event, Why>) {
    let Record::Handling(handling) = &decision.record else { return (None, Err(Why::NotOurs)) };
    let Some(issue) = context.directory.entry(Kind::Issue, handling.issue) else { return (None, Err(Why::NotOurs)) };
    if let Some(reason) = &decision.voided {
        let step = match pending(decision, &issue, []) {
            Some(_) => Ok(about(Verb::Noted, decision, &issue, by, context)),
            None => Err(Why::Withdrawn(reason.clone())),
        };
        return (Some(issue), step);
    }
    let (unit, from) = (unit_there(decision, handling, context), called(decision.org, context));
    let decided = Decided { org: decision.org, id: decision.id, handling, unit: unit.as_ref(), from: &from };
    let step = take_over(decided, &issue, by, context);
    (Some(issue), step)
}

/// The unit a decision names, as its own desk keeps it.
pub(super) fn unit_there(decision: &Entry, handling: &Handling, context: &Context<'_>) -> Option<Unit> {
    let unit = handling.unit.and_then(|id| context.of(decision.org, |there| there.directory.entry(Kind::Unit, id)));
    match unit.map(|entry| entry.record) {
        Some(Record::Unit(unit)) => Some(unit),
        _ => None,
    }
}

/// What the desk above is called that decided.
pub(super) fn called(org: Org, context: &Context<'_>) -> String {
    context.directory.label(Kind::Party, org.0).unwrap_or_else(|| org.to_string())
}

/// The step that says that a decision about an issue of ours will not be taken over; its reason is to be filled in.
///
/// # Errors
///
/// [`Why`] there is nothing to refuse.
pub fn refuse(decision: &Entry, issue: &Entry, by: &str, context: &Context<'_>) -> Result<Event, Why> {
    if let Some(reason) = &decision.voided {
        return Err(Why::Withdrawn(reason.clone()));
    }
    // No desk stands between one above and an issue of ours.
    match (standing(decision, issue, []), &issue.record) {
        (Standing::Passed, _) => Err(Why::Passed),
        (Standing::Open, _) => Ok(about(Verb::Decline, decision, issue, by, context)),
        (Standing::Taken(on), _) => Err(Why::Taken(on)),
        (Standing::Refused(on), _) => Err(Why::Refused(on)),
        (Standing::Moot, Record::Issue(content)) if !issue.is_live() => Err(Why::Gone(content.number.clone())),
        (Standing::Moot, Record::Issue(content)) => {
            Err(life::not_now(content, Verb::Decline, context).map_or(Why::NotOurs, Why::NotNow))
        }
        (Standing::Moot, _) => Err(Why::NotOurs),
        (Standing::Other, _) => Err(Why::Other),
    }
}

/// A step about a decision, of today or of the day of the issue's last one.
fn about(verb: Verb, decision: &Entry, issue: &Entry, by: &str, context: &Context<'_>) -> Event {
    let last = match &issue.record {
        Record::Issue(content) => life::earliest(content),
        _ => None,
    };
    Event {
        verb: verb.spec().key.to_owned(),
        on: Some(last.map_or(context.today, |last| context.today.max(last))),
        by: by.to_owned(),
        handling: reference(decision.org, decision.id),
        ..Event::default()
    }
}

fn refuses(event: &Event) -> bool {
    event.verb == Verb::Decline.spec().key
}

/// The step with what the decision says of it.
fn step(decided: Decided<'_>, issue: &Issue, verb: Verb, by: &str, context: &Context<'_>) -> Result<Event, Why> {
    let Handling { due_on, class, text, reason, planned_on, .. } = decided.handling.clone();
    let last = life::earliest(issue);
    let on = decided.handling.on.unwrap_or(context.today).min(context.today);
    let on = Some(last.map_or(on, |last| on.max(last)));
    let event = Event {
        verb: verb.spec().key.to_owned(),
        on,
        by: by.to_owned(),
        handling: reference(decided.org, decided.id),
        ..Event::default()
    };
    Ok(match verb {
        Verb::Assign => {
            let is_way = !issue.route.is_empty() && issue.route != ON_SPOT && issue.route != life::GUIDED;
            let route = if is_way { issue.route.clone() } else { COUNTY.to_owned() };
            Event { route, unit: unit(decided.unit, context)?, assigned_on: on, due_on, ..event }
        }
        Verb::Return => {
            let by_unit = unit(decided.unit, context)?.or(issue.unit);
            Event { by_unit, reason, ..event }
        }
        Verb::Extend => Event { due_on, reason, ..event },
        Verb::Urge => {
            let leader = clean::line(decided.handling.first_of(decided.from)).chars().take(LEADER_CHARS).collect();
            Event { way: WRITTEN.to_owned(), text, leader, ..event }
        }
        _ => Event { class, text, reason, planned_on, ..event },
    })
}

/// The unit of this desk that is called as the decision's.
pub(super) fn unit(theirs: Option<&Unit>, context: &Context<'_>) -> Result<Option<u64>, Why> {
    let Some(theirs) = theirs else { return Ok(None) };
    let ours = context.directory.find(Kind::Unit, &theirs.name, LOOKED_AT);
    match ours.iter().find(|unit| unit.label == theirs.name) {
        Some(unit) => Ok(Some(unit.id)),
        None => Err(Why::NoUnit(Box::new(Unit { active: true, taken: None, ..theirs.clone() }))),
    }
}
