//! Plain mode, `--ask` of `add`, `edit` and `do`: the screen's form as lines, for a screen reader, a pipe, a dumb
//! terminal. Questions go to standard error, what was saved to standard output.
//!
//! The form is [`crate::app::form`]'s, with its prefill, its reading and its rules; [`dialogue`] asks it, [`talk`] speaks
//! and hears. After every answer what was typed stands in a draft, as the screens write it.

mod dialogue;
pub(super) mod hear;
mod help;
mod question;
mod rows;
mod talk;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::form::field::Control;
use crate::app::form::{self, Filled, Form, Subject, Submission};
use crate::app::start::{Groundwork, Start};
use crate::app::today::{on_duty, words_of};
use crate::app::{save as saving, shown};
use crate::model::alike::Asked;
use crate::model::event::Event;
use crate::model::fill::fill;
use crate::model::handling::Deciding;
use crate::model::life::Verb;
use crate::model::moves::Move;
use crate::model::{Context, Entry, Kind, Record};
use crate::runtime::{clock, groundwork};
use crate::store::alike::Titles;
use crate::store::disk::Disk;
use crate::store::drafts::{self, Draft};
use crate::text::zh::app::screens::said;
use crate::text::zh::cli::{ask as zh, say};

use super::session::Session;
use super::{Failure, print, record, report};

use dialogue::Dialogue;
use hear::Ears;
use talk::{Left, Talk};

/// What `--set` gave, by key.
type Given = [(String, String)];

/// Asks for a new record; what was given stands in it already.
pub fn add(session: &mut Session, kind: Kind, given: &Given) -> Result<(), Failure> {
    let (disk, root) = place(session)?;
    let ground = read(session, Start::New(kind), &disk, &root)?;
    let drafts: Vec<Draft> = ground.drafts.iter().filter(|draft| is_new(draft, kind)).cloned().collect();
    let mut keep = keeper(&disk, &root);
    let (mut ears, mut mouth) = (Ears::open().map_err(unheard)?, io::stderr());
    let mut talk = Talk::new(&mut ears, &mut mouth, &mut keep);
    let resumed = match drafts.first() {
        // What is given on the command line is for a record of its own.
        Some(draft) if given.is_empty() => {
            let question = zh::resume(&draft.at, &words_of(draft));
            talk.yes(&question, true).map_err(|why| Failure::refused(format!("{}{}", why.said(), zh::NOTHING)))?
        }
        Some(_) => {
            talk.say(&zh::other_drafts(drafts.len()));
            false
        }
        None => false,
    };
    let draft = drafts.first().filter(|_| resumed);
    let mut form = new_form(session, &ground, kind, draft, given)?;
    let command = format!("liaison add {} --ask", kind.key());
    converse(session, &mut form, &mut talk, &command)
}

/// Asks for a step in an issue's life.
pub fn step(session: &mut Session, entry: Entry, verb: Verb, given: &Given) -> Result<(), Failure> {
    let command = format!("liaison do {} {} --ask", verb.spec().key, session.label(&entry));
    about(session, &entry, Subject::Step(Box::new(entry.clone()), verb), given, &command)
}

/// Asks for the step that answers a decision of a desk above, with what that says in it already.
pub fn adopt(session: &mut Session, entry: Entry, event: &Event, given: &Given) -> Result<(), Failure> {
    let Some(verb) = Verb::from_key(&event.verb) else { return Err(Failure::refused(say::unknown_step(&event.verb))) };
    let refuses = if verb == Verb::Decline { " --refuse" } else { "" };
    let command = format!("liaison adopt {}{refuses} --ask", session.label(&entry));
    let of =
        Of { subject: Subject::Step(Box::new(entry.clone()), verb), record: entry.record.clone(), event: Some(event) };
    asked(session, Start::Adopt(entry.id, Box::new(event.clone())), of, entry.rev, given, &command)
}

/// Asks for a decision about an issue of a desk below.
pub fn decide(session: &mut Session, about: Deciding, verb: Verb, given: &Given) -> Result<(), Failure> {
    let number = about.content().map_or_else(String::new, |issue| issue.number.clone());
    let (org, id, rev) = (about.issue.org, about.issue.id, about.issue.rev);
    let command = format!("liaison decide {} {org}/{number} --ask", verb.spec().key);
    let record = Record::Handling(Box::new(about.begin(verb, &session.context())));
    let of = Of { subject: Subject::Decide(Box::new(about), verb), record, event: None };
    asked(session, Start::Decide(org, id, verb), of, rev, given, &command)
}

/// Asks for what is missing in a decision of a level above that is passed on.
pub fn pass_on(session: &mut Session, about: Deciding, record: Record, given: &Given) -> Result<(), Failure> {
    let Record::Handling(handling) = &record else { return Err(Failure::refused(say::NOTHING_WAITS)) };
    let Some(verb) = Verb::from_key(&handling.verb) else {
        return Err(Failure::refused(say::unknown_step(&handling.verb)));
    };
    let (org, id, rev) = (about.issue.org, about.issue.id, about.issue.rev);
    let refuses = if handling.declines() { " --refuse" } else { "" };
    let command = format!("liaison adopt {org}/{}{refuses} --ask", handling.number);
    let start = Start::Pass(org, id, handling.clone());
    let of = Of { subject: Subject::Decide(Box::new(about), verb), record, event: None };
    asked(session, start, of, rev, given, &command)
}

/// Asks for a step of a record that is no issue.
pub fn make_move(session: &mut Session, entry: Entry, step: &'static Move, given: &Given) -> Result<(), Failure> {
    let command = format!("liaison do {} {} --ask", step.key, entry.id);
    about(session, &entry, Subject::Move(Box::new(entry.clone()), step), given, &command)
}

/// Asks what is to be changed in a kept record.
pub fn edit(session: &mut Session, entry: Entry, given: &Given) -> Result<(), Failure> {
    // An issue has a number of its own; #, which a shell takes for a comment, is not needed.
    let id = if entry.kind() == Kind::Issue { session.label(&entry) } else { entry.id.to_string() };
    let command = format!("liaison edit {} {id} --ask", entry.kind().key());
    about(session, &entry, Subject::Edit(Box::new(entry.clone())), given, &command)
}

/// A form about a kept record; a draft of it is gone on with, as on the screen.
fn about(session: &mut Session, entry: &Entry, subject: Subject, given: &Given, command: &str) -> Result<(), Failure> {
    let of = Of { subject, record: entry.record.clone(), event: None };
    asked(session, Start::Edit(entry.kind(), entry.id), of, entry.rev, given, command)
}

/// What a form is of.
struct Of<'a> {
    subject: Subject,
    /// What stands in it before anything is typed.
    record: Record,
    /// The step that answers a decision of a desk above.
    event: Option<&'a Event>,
}

impl Of<'_> {
    fn form(&self, draft: Option<&Draft>, record: &Record, by: &str, context: &Context<'_>) -> Form {
        let (subject, record) = (self.subject.clone(), record.clone());
        if let Some(draft) = draft {
            return Form::resume(draft, subject, record, by, context);
        }
        let mut form = Form::open(subject, record, by, context);
        if let Some(event) = self.event {
            form.take_over(event.clone(), context);
        }
        form
    }
}

/// `rev`: which state of the record a draft must be of.
fn asked(
    session: &mut Session,
    start: Start,
    of: Of<'_>,
    rev: u32,
    given: &Given,
    command: &str,
) -> Result<(), Failure> {
    let (disk, root) = place(session)?;
    let ground = read(session, start, &disk, &root)?;
    let mut keep = keeper(&disk, &root);
    let (mut ears, mut mouth) = (Ears::open().map_err(unheard)?, io::stderr());
    let mut talk = Talk::new(&mut ears, &mut mouth, &mut keep);
    let context = session.context();
    let name = of.form(None, &of.record, session.operator(), &context).draft_name().to_owned();
    let draft = ground.drafts.iter().find(|draft| draft.name == name);
    let mut form = open(session, &of, draft, given)?;
    if let Some(draft) = draft {
        talk.say(if draft.rev == rev { said::RESUMED } else { said::DRAFT_IS_OLD });
    }
    form.set_last(ground.last.as_deref().cloned());
    form.set_last_issue(ground.last_issue.as_deref().cloned());
    form.show_saved_issues(ground.raised.iter().map(|entry| shown::headline(entry, &context)).collect());
    converse(session, &mut form, &mut talk, command)
}

/// Talks until it is saved or left.
fn converse(session: &mut Session, form: &mut Form, talk: &mut Talk<'_>, command: &str) -> Result<(), Failure> {
    let mut is_again = false;
    loop {
        let context = session.context();
        let reader = session.reader();
        // It only helps: what the store cannot tell is not told.
        let titles = RefCell::new(Titles::default());
        let near = |asked: &Asked| {
            let found = reader.alike(asked, &mut titles.borrow_mut(), &|| true);
            found.ok().flatten().unwrap_or_default()
        };
        let mut dialogue = Dialogue::new(form, &context, &near, talk);
        let submission = if is_again { dialogue.run_again() } else { dialogue.run() };
        let submission = match submission {
            Ok(submission) => submission,
            Err(why) => return Err(leave(session, form, why, command)),
        };
        if is_unchanged(&submission) {
            print::message(say::UNCHANGED);
            return forget(session, form);
        }
        match save(session, *submission) {
            Ok(entries) => {
                record::tell_saved(session, &entries);
                form.saved();
                // Where it cannot be removed it stays on offer at most; the record is saved.
                return forget(session, form);
            }
            Err(why) => talk.say(&why),
        }
        is_again = true;
    }
}

/// Saves what the form made; a report that is sent is fixed first.
fn save(session: &mut Session, mut submission: Submission) -> Result<Vec<Entry>, String> {
    let sent = match saving::sends(&mut submission) {
        Some((id, report)) => {
            report::fix(session, id, report).map_err(|failure| failure.message)?;
            Some((id, report.clone()))
        }
        None => None,
    };
    let mut batch = session.batch();
    let collected = saving::collect(&mut batch, submission, &[], &session.context());
    let saved = collected.and_then(|()| session.commit(batch).map_err(|failure| failure.message));
    if let (Err(_), Some((id, report))) = (&saved, &sent) {
        report::discard(session, *id, report);
    }
    saved
}

/// Removes the draft of what is saved or stands as it stood.
fn forget(session: &Session, form: &Form) -> Result<(), Failure> {
    let removed = drafts::remove(session.disk().as_ref(), &session.root(), form.draft_name());
    removed.map_err(|error| Failure::refused(error.to_string()))
}

fn is_unchanged(submission: &Submission) -> bool {
    match (&submission.subject, &submission.outcome) {
        (Subject::Edit(before), Filled::Record(record, raised)) => raised.is_empty() && before.record == **record,
        _ => false,
    }
}

/// Leaves the form: what was typed becomes a draft; where even that fails, it is read out.
fn leave(session: &Session, form: &Form, why: Left, command: &str) -> Failure {
    let Some(draft) = form.draft() else {
        return match forget(session, form) {
            Ok(()) => Failure::refused(format!("{}{}", why.said(), zh::NOTHING)),
            Err(failure) => failure,
        };
    };
    let fields = draft.fields.clone();
    match keeper(session.disk(), &session.root())(form.draft_name(), Some(draft)) {
        Ok(()) => Failure::refused(zh::left(why.said(), command)),
        Err(error) => {
            print::message(zh::KEPT_NOWHERE);
            for (key, text) in fields.iter().filter(|(_, text)| !text.is_empty()) {
                print::message(&say::field(key, text));
            }
            Failure::refused(zh::lost(why.said(), &error))
        }
    }
}

fn new_form(
    session: &Session,
    ground: &Groundwork,
    kind: Kind,
    draft: Option<&Draft>,
    given: &Given,
) -> Result<Form, Failure> {
    let context = session.context();
    let on_duty = on_duty(&ground.receptions, context.today);
    let record = form::prefill(kind, ground.last.as_deref(), &on_duty, session.operator(), &context);
    let of = Of { subject: Subject::New(kind), record, event: None };
    let mut form = open(session, &of, draft, given)?;
    if draft.is_none() {
        form.set_draft_name(ground.draft_name.clone());
    }
    form.set_last(ground.last.as_deref().cloned());
    form.set_last_issue(ground.last_issue.as_deref().cloned());
    Ok(form)
}

/// Opens a form, with what was typed for it in a draft and what was given on the command line in it. Everything wrong
/// with that is said at once, before anything is asked.
fn open(session: &Session, of: &Of<'_>, draft: Option<&Draft>, given: &Given) -> Result<Form, Failure> {
    let (by, context) = (session.operator(), session.context());
    let mut record = of.record.clone();
    let mut form = of.form(draft, &record, by, &context);
    let takes = |key: &str| {
        form.page().fields().iter().any(|field| field.spec.key == key && !matches!(field.control, Control::Rows(_)))
    };
    let (answers, others): (Vec<_>, Vec<_>) = given.iter().cloned().partition(|(key, _)| takes(key));
    if let Some((key, _)) = others.first() {
        let step = match &of.subject {
            Subject::Step(_, verb) | Subject::Decide(_, verb) => Some(verb.spec().key),
            Subject::Move(_, step) if !step.asks.is_empty() => Some(step.key),
            _ => None,
        };
        if let Some(step) = step {
            let keys: Vec<&str> = form.page().fields().iter().map(|field| field.spec.key).collect();
            return Err(Failure::usage(say::no_field(step, key, &keys.join(" "))));
        }
        if draft.is_some() {
            return Err(Failure::refused(zh::DRAFT_FIRST));
        }
        // Rows, and what the form does not ask for, stand in the record; the others are answers, from which more follows.
        record::refuse(fill(&mut record, &others, &context))?;
        form = of.form(draft, &record, by, &context);
    }
    record::refuse(answers.iter().filter_map(|pair| record::unfilled(&mut form, pair, &context)).collect())?;
    Ok(form)
}

/// Where drafts lie; a desk that cannot be written is refused before anything is typed.
fn place(session: &mut Session) -> Result<(Arc<dyn Disk>, PathBuf), Failure> {
    match session.desk().read_only() {
        Some(why) => Err(Failure::refused(why)),
        None => Ok((Arc::clone(session.disk()), session.root())),
    }
}

fn read(session: &Session, start: Start, disk: &Arc<dyn Disk>, root: &Path) -> Result<Groundwork, Failure> {
    // Drafts that cannot be read are no reason not to ask.
    let drafts = drafts::list(disk.as_ref(), root).unwrap_or_default();
    groundwork::read(session.reader(), drafts, start, session.today()).map_err(Failure::damaged)
}

/// Keeps drafts where the desk lies.
fn keeper(disk: &Arc<dyn Disk>, root: &Path) -> impl FnMut(&str, Option<Draft>) -> Result<(), String> + 'static {
    let (disk, root) = (Arc::clone(disk), root.to_owned());
    move |name, draft| {
        let kept = match draft {
            Some(draft) => drafts::save(disk.as_ref(), &root, &Draft { at: clock::now(), ..draft }),
            None => drafts::remove(disk.as_ref(), &root, name),
        };
        kept.map_err(|error| error.to_string())
    }
}

fn is_new(draft: &Draft, kind: Kind) -> bool {
    draft.kind == kind.key() && draft.id == 0 && draft.verb.is_empty()
}

fn unheard(error: io::Error) -> Failure {
    Failure::refused(zh::unheard(&error))
}
