//! `decide` and `adopt`: what a county decides about an issue of a station, and the station's step that takes it over.

use crate::app::save as saving;
use crate::model::check;
use crate::model::event::Event;
use crate::model::fill::fill;
use crate::model::handling::{self, Deciding, Handling, VERBS, Why};
use crate::model::life::{self, Verb};
use crate::model::{Entry, Kind, Record, Rule};
use crate::runtime::pages;
use crate::store::reader::{Direction, List as Index};
use crate::text::clean;
use crate::text::zh::cli::say;

use super::args::{Adopt, Decide, Format};
use super::record::{filled_event, pairs, refuse, save, step_fields, weigh};
use super::session::Session;
use super::{Failure, ask, find, list, print};

/// The field that is given by the verb itself.
const VERB: &str = "verb";
/// Rows read from the store at a time.
const PAGE: usize = 200;

/// `decide VERB STATION/NUMBER --set …`.
pub(super) fn decide(session: &mut Session, decide: &Decide) -> Result<(), Failure> {
    let verb = Verb::from_key(&decide.verb).filter(|verb| handling::decides(*verb)).ok_or_else(|| {
        let known: Vec<&str> = VERBS.iter().map(|verb| verb.spec().key).collect();
        Failure::usage(say::undecidable(&decide.verb, &known.join(" ")))
    })?;
    let about = about(session, &decide.issue)?;
    let mut record = Record::Handling(Box::new(about.begin(verb, &session.context())));
    if decide.ask {
        let given = decision_fields(&record, &decide.set)?;
        return ask::decide(session, about, verb, &given);
    }
    complete(session, &mut record, &decide.set)?;
    let mut batch = session.batch();
    saving::decide(&mut batch, &about, record, &session.context()).map_err(Failure::refused)?;
    save(session, batch)
}

/// The issue of a station that was named, with what was decided about it before.
fn about(session: &Session, typed: &str) -> Result<Deciding, Failure> {
    let typed = clean::fold(&clean::line(typed));
    let Some((station, number)) = typed.rsplit_once('/') else { return Err(Failure::usage(say::ISSUE_OF_STATION)) };
    let own = session.reader().desk();
    let org = if station.trim().parse() == Ok(own) { own } else { find::desk(session, station)? };
    if org == own {
        return Err(Failure::refused(say::OWN_ISSUE));
    }
    let there = session.reader().of(org);
    let issue = there.issue_by_number(number.trim()).map_err(Failure::damaged)?;
    let missing = || Failure::refused(say::no_issue_there(station, number));
    let id = issue.ok_or_else(missing)?.id;
    pages::deciding(session.reader(), org, id).map_err(Failure::damaged)?.ok_or_else(missing)
}

/// Whether a record may be voided beyond what its kind says: a decision that was taken over stays.
pub(super) fn may_void(session: &Session, entry: &Entry) -> Result<(), Failure> {
    pages::may_void(session.reader(), entry).map_err(Failure::damaged)?.map_err(Failure::refused)
}

/// `adopt [ID] [--set …]`: takes over what waits for an issue, or lists what waits.
pub(super) fn adopt(session: &mut Session, adopt: &Adopt) -> Result<(), Failure> {
    let Some(typed) = &adopt.id else { return waiting(session, adopt.format) };
    let issue = find::entry(session, Kind::Issue, typed)?;
    if issue.org != session.reader().desk() {
        return pass_on(session, &issue, adopt);
    }
    let pending = pages::pending(session.reader(), &issue).map_err(Failure::damaged)?;
    let Some(decision) = pending.iter().find(|one| one.is_live() || !adopt.refuse) else {
        return Err(Failure::refused(say::nothing_to_adopt(&session.label(&issue))));
    };
    let (event, is_short) = answer(session, decision, &issue, adopt)?;
    if adopt.ask {
        let verb = Verb::from_key(&event.verb).ok_or_else(|| Failure::refused(say::NOTHING_WAITS))?;
        return ask::adopt(session, issue, &event, &step_fields(verb, &adopt.set)?);
    }
    if let Some(why) = is_short.filter(|_| adopt.set.is_empty()) {
        return Err(Failure::refused(why));
    }
    let event = completed(session, event, &adopt.set)?;
    let Record::Issue(content) = &issue.record else { return Err(Failure::refused(say::NOTHING_WAITS)) };
    weigh(&life::check_step(content, &event, &session.context()))?;
    let mut batch = session.batch();
    batch
        .take_step(&[&issue], &event, &session.context())
        .map_err(|refused| Failure::refused(saving::errors(refused.findings)))?;
    save(session, batch)
}

/// Passes on what the level above decided about an issue of a desk below.
fn pass_on(session: &mut Session, issue: &Entry, adopt: &Adopt) -> Result<(), Failure> {
    let about = pages::deciding(session.reader(), issue.org, issue.id).map_err(Failure::damaged)?;
    let waits = about.and_then(|about| about.above.first().cloned().map(|first| (about, first)));
    let Some((about, decision)) = waits else { return withdraw(session, issue, adopt) };
    let handling = match adopt.refuse {
        true => handling::declined(&decision, &about, &session.context()),
        false => handling::passed_on(&decision, &about, &session.context()),
    };
    let handling = match handling {
        Ok(handling) => {
            let reason = adopt.reason.as_deref().map_or_else(|| handling.reason.clone(), clean::line);
            Box::new(Handling { reason, ..handling })
        }
        Err(Why::DoesNotFit(handling, _)) if adopt.ask || !adopt.set.is_empty() => handling,
        Err(why) => return Err(Failure::refused(why)),
    };
    let mut record = Record::Handling(handling);
    if adopt.ask {
        let given = decision_fields(&record, &adopt.set)?;
        return ask::pass_on(session, about, record, &given);
    }
    complete(session, &mut record, &adopt.set)?;
    let mut batch = session.batch();
    saving::decide(&mut batch, &about, record, &session.context()).map_err(Failure::refused)?;
    save(session, batch)
}

/// Voids what passes on a decision that the level above has voided since, or keeps it as our own.
fn withdraw(session: &mut Session, issue: &Entry, adopt: &Adopt) -> Result<(), Failure> {
    let pending = pages::pending(session.reader(), issue).map_err(Failure::damaged)?;
    let voided = pending.iter().find(|one| !one.is_live());
    let undone = match voided {
        Some(decision) => pages::undone(session.reader(), decision, issue).map_err(Failure::damaged)?,
        None => None,
    };
    let Some((passings, reason)) = undone else {
        return Err(Failure::refused(say::nothing_to_adopt(&session.label(issue))));
    };
    let mut batch = session.batch();
    if adopt.refuse {
        saving::keep(&mut batch, &passings);
        return save(session, batch);
    }
    passings.iter().for_each(|entry| batch.void(entry, &reason));
    for entry in session.commit(batch)? {
        print::line(&say::void_done(entry.kind().name(), entry.id, &session.label(&entry)));
    }
    Ok(())
}

/// What was given of the fields that a decision asks for.
fn decision_fields(record: &Record, set: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let Record::Handling(handling) = record else { return Err(Failure::refused(say::NOTHING_WAITS)) };
    let asked = |spec: &crate::model::Spec| spec.rule != Rule::Derived && spec.key != VERB && record.applies(spec.key);
    let keys: Vec<&str> = Kind::Handling.specs().into_iter().filter(|spec| asked(spec)).map(|spec| spec.key).collect();
    pairs(set, &handling.verb, |key| keys.contains(&key), &keys)
}

/// Fills a decision in with what was given, and weighs it.
fn complete(session: &Session, record: &mut Record, set: &[String]) -> Result<(), Failure> {
    let given = decision_fields(record, set)?;
    refuse(fill(record, &given, &session.context()))?;
    weigh(&check::check(record, &session.context()))
}

/// The step that answers a decision, and why it does not pass as it stands.
fn answer(session: &Session, decision: &Entry, issue: &Entry, adopt: &Adopt) -> Result<(Event, Option<Why>), Failure> {
    let (by, context) = (session.operator(), session.context());
    if adopt.refuse {
        let event = handling::refuse(decision, issue, by, &context).map_err(Failure::refused)?;
        let reason = adopt.reason.as_deref().map(clean::line).unwrap_or_default();
        return Ok((Event { reason, ..event }, None));
    }
    match handling::taken_over(decision, by, &context).1 {
        Ok(event) => Ok((event, None)),
        Err(Why::DoesNotPass(event, found)) => Ok((event.as_ref().clone(), Some(Why::DoesNotPass(event, found)))),
        Err(why) => Err(Failure::refused(why)),
    }
}

/// The step with what was given beyond the decision.
fn completed(session: &Session, event: Event, set: &[String]) -> Result<Event, Failure> {
    match Verb::from_key(&event.verb) {
        Some(verb) if !set.is_empty() => filled_event(session, event, &step_fields(verb, set)?),
        _ => Ok(event),
    }
}

/// The decisions that wait, the oldest first.
fn waiting(session: &Session, format: Format) -> Result<(), Failure> {
    let (mut from, mut is_headed) = (None, false);
    loop {
        let rows = session.reader().page(Index::Waiting, from.as_ref(), Direction::Forward, PAGE);
        let rows = rows.map_err(Failure::damaged)?;
        let Some(last) = rows.last() else { break };
        from = Some(last.position.clone());
        for row in &rows {
            if !std::mem::replace(&mut is_headed, true) {
                list::heading(Kind::Handling, format, &session.context())?;
            }
            print::result(&list::row(&row.entry, format, &session.context()))?;
        }
    }
    if !is_headed {
        print::message(say::NOTHING_WAITS);
    }
    Ok(())
}
