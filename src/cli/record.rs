//! `add`, `edit`, `void`, `do`, `undo`: one change each, saved before the command ends.

use crate::app::form::Form;
use crate::app::save as saving;
use crate::app::shown;
use crate::model::check::{self, Finding, Severity};
use crate::model::event::Event;
use crate::model::fill::{Unfilled, fill, fill_part};
use crate::model::life::{self, Verb};
use crate::model::moves::{self, Move, SUBMIT};
use crate::model::{Carry, Context, Entry, Kind, Part, Record, Rule, Value};
use crate::store::batch::Batch;
use crate::text::zh::cli::say;
use crate::text::{clean, mask};

use super::args::{Add, Edit, Step, Void};
use super::session::Session;
use super::{Failure, ask, decide, find, print, report};

/// The key of the day of a step.
const DAY: &str = "on";

/// `add KIND --set …`: the type's defaults, today and the operator where the table says so, then what was given.
pub fn add(session: &mut Session, add: &Add) -> Result<(), Failure> {
    let kind = find::kind(&add.kind)?;
    if kind == Kind::Station {
        return Err(Failure::refused(say::ONE_STATION));
    }
    by_hand(kind)?;
    let given = fields(kind, &add.set)?;
    if add.ask {
        return ask::add(session, kind, &given);
    }
    let mut record = kind.blank();
    for spec in kind.specs() {
        let default = match spec.carry {
            Carry::Today => Value::Date(session.today()),
            Carry::Operator => Value::Text(session.operator().to_owned()),
            _ => continue,
        };
        record.set(spec.key, default).map_err(Failure::refused)?;
    }
    refuse(fill(&mut record, &given, &session.context()))?;
    weigh(&check::check(&record, &session.context()))?;
    let mut batch = session.batch();
    saving::add(&mut batch, record, &session.context()).map_err(Failure::refused)?;
    save(session, batch)
}

/// `edit KIND ID --set …`.
pub fn edit(session: &mut Session, edit: &Edit) -> Result<(), Failure> {
    by_hand(find::kind(&edit.kind)?)?;
    let before = live(session, &edit.kind, &edit.id)?;
    let given = fields(before.kind(), &edit.set)?;
    if edit.ask {
        return ask::edit(session, before, &given);
    }
    let mut record = before.record.clone();
    refuse(fill(&mut record, &given, &session.context()))?;
    if record == before.record {
        print::message(say::UNCHANGED);
        return Ok(());
    }
    weigh(&check::check_as(&record, Some(before.id), &session.context()))?;
    let mut batch = session.batch();
    saving::edit(&mut batch, &before, record, &session.context()).map_err(Failure::refused)?;
    save(session, batch)
}

/// `void KIND ID --reason TEXT`.
pub fn void(session: &mut Session, void: &Void) -> Result<(), Failure> {
    if find::kind(&void.kind)? != Kind::Handling {
        by_hand(find::kind(&void.kind)?)?;
    }
    let before = live(session, &void.kind, &void.id)?;
    decide::may_void(session, &before)?;
    if before.kind() == Kind::Station {
        return Err(Failure::refused(say::ONE_STATION));
    }
    let reason = clean::line(&void.reason);
    if reason.is_empty() {
        return Err(Failure::refused(say::REASON_NEEDED));
    }
    let mut batch = session.batch();
    batch.void(&before, &reason);
    session.commit(batch)?;
    print::line(&say::void_done(before.kind().name(), before.id, &session.label(&before)));
    Ok(())
}

/// `do VERB ID --set …`: a step in an issue's life or of another record, its defaults filled in.
pub fn step(session: &mut Session, step: &Step) -> Result<(), Failure> {
    if let Some(known) = moves::from_key(&step.verb) {
        return make_move(session, known, step);
    }
    let verb = Verb::from_key(&step.verb)
        .filter(|verb| *verb != Verb::Register)
        .ok_or_else(|| Failure::usage(say::unknown_step(&step.verb)))?;
    let before = live(session, Kind::Issue.key(), &step.id)?;
    let Record::Issue(issue) = &before.record else { return Err(Failure::refused(say::unknown_step(&step.verb))) };
    let set = step_fields(verb, &step.set)?;
    if step.ask && life::next_steps(issue).iter().any(|spec| spec.verb == verb && spec.bar(issue).is_none()) {
        return ask::step(session, before, verb, &set);
    }
    // What is not given is filled in by what is: the term of the route and the day that were given, not of others.
    let blank = Event { verb: verb.spec().key.to_owned(), by: session.operator().to_owned(), ..Event::default() };
    let event = filled_event(session, blank, &set)?;
    weigh(&life::check_step(issue, &event, &session.context()))?;
    let mut batch = session.batch();
    batch
        .take_step(&[&before], &event, &session.context())
        .map_err(|refused| Failure::refused(messages(&refused.findings, Severity::Error)))?;
    save(session, batch)
}

/// `do VERB ID --set …` for a record that is no issue.
fn make_move(session: &mut Session, known: &'static Move, step: &Step) -> Result<(), Failure> {
    let before = live(session, known.kind.key(), &step.id)?;
    let asked: Vec<&str> = known.asks.iter().map(|(key, _)| *key).collect();
    let set = match asked.is_empty() {
        true => fields(known.kind, &step.set)?,
        false => pairs(&step.set, known.key, |key| asked.contains(&key), &asked)?,
    };
    if step.ask {
        return ask::make_move(session, before, known, &set);
    }
    let mut after = known.begin(&before.record, session.operator(), &session.context());
    refuse(fill(&mut after, &set, &session.context()))?;
    weigh(&known.check(&before, &after, &session.context()))?;
    if known.key == SUBMIT {
        let sent = report::send(session, &before, known, after)?;
        tell_saved(session, &[sent]);
        return Ok(());
    }
    let mut batch = session.batch();
    saving::make_move(&mut batch, &before, known, after, &session.context()).map_err(Failure::refused)?;
    save(session, batch)
}

/// `undo`.
pub fn undo(session: &mut Session) -> Result<(), Failure> {
    let undone = session.undo()?;
    print::message(&undone.text);
    Ok(())
}

pub(super) fn filled_event(session: &Session, event: Event, set: &[(String, String)]) -> Result<Event, Failure> {
    let mut part = Part::Event(Box::new(event));
    refuse(fill_part(&mut part, set, &session.context()))?;
    match part {
        Part::Event(event) => Ok(*event),
        _ => Err(Failure::refused(say::unknown_step(""))),
    }
}

fn live(session: &Session, kind: &str, id: &str) -> Result<Entry, Failure> {
    let entry = find::entry(session, find::kind(kind)?, id)?;
    if let Some(desk) = shown::owner(&entry, &session.context()) {
        return Err(Failure::refused(say::of_another(id, &desk)));
    }
    match &entry.voided {
        None => Ok(entry),
        Some(reason) => Err(Failure::refused(say::is_void(id, &mask::free(reason)))),
    }
}

/// Refuses the kinds whose records are made by what is sent and decided between levels.
fn by_hand(kind: Kind) -> Result<(), Failure> {
    say::made_by(kind).map_or(Ok(()), |who| Err(Failure::refused(say::not_by_hand(kind.name(), who))))
}

pub(super) fn save(session: &mut Session, batch: Batch) -> Result<(), Failure> {
    let entries = session.commit(batch)?;
    tell_saved(session, &entries);
    Ok(())
}

/// Prints what was saved, each record with its number.
pub(super) fn tell_saved(session: &Session, entries: &[Entry]) {
    for entry in entries {
        print::line(&say::saved(entry.kind().name(), entry.id, &session.label(entry)));
    }
}

/// Gives a form's field what was given for it; what does not fit comes back.
pub(super) fn unfilled(form: &mut Form, (key, text): &(String, String), context: &Context<'_>) -> Option<Unfilled> {
    let error = form.answer(key, text, context).err()?;
    Some(Unfilled { key: key.clone(), message: error.message })
}

/// What `--set` gives a record.
pub(super) fn fields(kind: Kind, set: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let typed: Vec<&str> = kind.specs().iter().filter(|spec| spec.rule != Rule::Derived).map(|spec| spec.key).collect();
    // A derived field is one it has: why it takes no text is said where it is read.
    pairs(set, kind.key(), |key| kind.spec(key).is_some(), &typed)
}

/// What `--set` gives a step: its day and what its verb carries. Which verb it is and who enters it are not given.
pub(super) fn step_fields(verb: Verb, set: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let own = verb.spec().fields.iter().map(|(key, _)| *key);
    let mut keys: Vec<&str> = own.filter(|key| *key != DAY).collect();
    keys.insert(0, DAY);
    pairs(set, verb.spec().key, |key| keys.contains(&key), &keys)
}

/// Splits `field=value`, for fields that `what` has, each given once.
pub(super) fn pairs(
    set: &[String],
    what: &str,
    has: impl Fn(&str) -> bool,
    keys: &[&str],
) -> Result<Vec<(String, String)>, Failure> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for pair in set {
        let (key, text) = pair.split_once('=').ok_or_else(|| Failure::usage(say::not_a_pair(pair)))?;
        let key = key.trim();
        if !has(key) {
            return Err(Failure::usage(say::no_field(what, key, &keys.join(" "))));
        }
        if pairs.iter().any(|(before, _)| before == key) {
            return Err(Failure::usage(say::field_twice(key)));
        }
        pairs.push((key.to_owned(), text.to_owned()));
    }
    Ok(pairs)
}

/// Refuses where something could not be filled in.
pub(super) fn refuse(unfilled: Vec<Unfilled>) -> Result<(), Failure> {
    if unfilled.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = unfilled.iter().map(|field| say::field(&field.key, &field.message)).collect();
    Err(Failure::refused(lines.join("\n")))
}

/// Prints warnings; refuses on errors.
pub(super) fn weigh(findings: &[Finding]) -> Result<(), Failure> {
    if check::blocks(findings) {
        return Err(Failure::refused(messages(findings, Severity::Error)));
    }
    if !findings.is_empty() {
        print::message(&messages(findings, Severity::Warning));
    }
    Ok(())
}

pub(super) fn messages(findings: &[Finding], severity: Severity) -> String {
    let those = findings.iter().filter(|finding| finding.severity == severity);
    those.map(|finding| say::field(finding.key, &finding.message)).collect::<Vec<_>>().join("\n")
}
