//! A form: fields from a record type's table, with prefill, pick lists, checks and nested forms.
//!
//! A form is one [`page::Page`] of fields; a row of attendance, a deed or an issue raised opens a second page over it. Keys
//! are commands ([`command`]) or edit the focused field ([`field`]). What was typed stays text until the field is left, then
//! it is read as a value into the page's [`body::Body`]; saving checks that body ([`checks`]) and hands it out.

mod alike;
mod answers;
pub mod body;
pub mod checks;
pub mod command;
mod draft;
pub mod field;
pub mod layout;
mod nested;
pub mod page;
pub mod pick;
mod prefill;
pub mod rows;
mod run;
mod sift;
pub mod text_box;

#[cfg(test)]
pub(crate) mod tests;

pub use command::FormCommand;
pub use draft::setting_of;
pub(super) use draft::{DECIDE, STEP, station_of};
pub use nested::Nested;
pub use prefill::{like, prefill};

use page::Page;
use pick::Pick;

use crate::app::command::{self as commands, Command};
use crate::app::key::Key;
use crate::app::message::Tone;
use crate::model::alike::Asked;
use crate::model::event::Event;
use crate::model::filter::Filter;
use crate::model::handling::Deciding;
use crate::model::issue::Issue;
use crate::model::life::{self, Verb};
use crate::model::moves::Move;
use crate::model::reception::{ANNOUNCED, PLANNED};
use crate::model::setting::known::Item;
use crate::model::{Context, Entry, Kind, Record};
use crate::text::zh::app::form as say;
use crate::text::zh::app::screens::counted;

/// What a form is about.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A new record.
    New(Kind),
    /// A kept record.
    Edit(Box<Entry>),
    /// A step in an issue's life.
    Step(Box<Entry>, Verb),
    /// A decision about an issue of a desk below.
    Decide(Box<Deciding>, Verb),
    /// A step of a record that is no issue.
    Move(Box<Entry>, &'static Move),
    /// Which records of a kind are to be listed.
    Filter(Kind),
    /// A setting, and the record of what the station set, if it did.
    Setting(Item, Option<Box<Entry>>),
}

/// What is to be saved, all of it together.
#[derive(Clone, Debug)]
pub struct Submission {
    /// What it is about.
    pub subject: Subject,
    /// What the form made of it.
    pub outcome: Filled,
    /// Start the next one with the carried fields.
    pub another: bool,
}

/// What was filled in.
#[derive(Clone, Debug)]
pub enum Filled {
    /// A record, with the new issues registered inside its form (reception day, visit). Their `source` and channel are
    /// set by whoever saves, once the record has its id, and so are their day and deputies.
    Record(Box<Record>, Vec<Issue>),
    /// A step.
    Step(Box<Event>),
}

/// What a key did.
#[derive(Debug)]
pub enum Outcome {
    /// Nothing the caller must act on.
    Stay,
    /// What was typed changed or a field was left: the draft is due.
    Edited,
    /// Bad input: the bell, and the message the form shows.
    Refused,
    /// Save this. The form stays until [`Form::saved`] or [`Form::failed`].
    Submit(Box<Submission>),
    /// List what this takes.
    Filter(Filter),
    /// Leave; the draft stays where something was typed.
    Leave,
}

/// How much a message weighs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight {
    /// It only tells.
    Info,
    /// It asks for a second look.
    Warning,
    /// Something must be done.
    Error,
}

impl From<Tone> for Weight {
    fn from(tone: Tone) -> Weight {
        match tone {
            Tone::Plain | Tone::Done => Weight::Info,
            Tone::Warning => Weight::Warning,
            Tone::Error => Weight::Error,
        }
    }
}

/// What stands on the message line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// The sentence.
    pub text: String,
    /// How much it weighs.
    pub weight: Weight,
}

/// Rows moved by PageUp and PageDown in a form whose area is not known yet.
const USUAL_HEIGHT: usize = 24;

/// An open form.
#[derive(Clone, Debug)]
pub struct Form {
    subject: Subject,
    /// Who is at the keyboard.
    by: String,
    title: String,
    draft_name: String,
    root: Page,
    nested: Option<Nested>,
    pick: Option<Pick>,
    message: Option<Message>,
    last: Option<Record>,
    /// The last issue of the book: what F3 copies from into the first one registered here.
    last_issue: Option<Record>,
    /// The other issues that take the same step.
    company: Vec<Entry>,
    /// The title that was last asked about, and the issues that look like it.
    asked: Option<Asked>,
    alike: Vec<String>,
    alike_entries: Vec<Entry>,
    /// The cursor went on by itself after a complete code: an Enter typed by habit is not for the next field.
    advanced: bool,
    size: (usize, usize),
}

impl Form {
    /// Opens a form on a record with its prefill (see [`prefill`]); for a step, on the record that takes it.
    pub fn open(subject: Subject, record: Record, by: &str, context: &Context<'_>) -> Form {
        let mut root = match (&subject, &record) {
            (Subject::Step(_, verb), Record::Issue(issue)) => {
                Page::of_step(life::prefill(issue, *verb, by, context), issue, *verb, context)
            }
            (Subject::Move(_, step), _) => Page::of_move(step.begin(&record, by, context), step, context),
            (Subject::Filter(kind), _) => Page::of_filter(*kind, context),
            (Subject::Setting(item, _), _) => Page::of_setting(item.clone(), context),
            _ => Page::of_record(record, decided(&subject), context),
        };
        let is_kept = matches!(subject, Subject::Edit(_) | Subject::Setting(..));
        if !is_kept {
            root.mark_prefilled();
        }
        root.start(is_kept, context);
        if is_day_to_be_held(&subject, context) {
            root.go_to("stage", context);
        }
        let mut form = Form {
            by: by.to_owned(),
            title: title(&subject, context),
            draft_name: draft::usual_name(&subject),
            subject,
            root,
            nested: None,
            pick: None,
            message: None,
            last: None,
            last_issue: None,
            company: Vec::new(),
            asked: None,
            alike: Vec::new(),
            alike_entries: Vec::new(),
            advanced: false,
            size: (layout::USUAL_WIDTH, USUAL_HEIGHT),
        };
        form.arrange();
        form
    }

    /// Fills the form of a step in with what a decision of a desk above says; its draft is another than that of the plain step.
    pub fn take_over(&mut self, event: Event, context: &Context<'_>) {
        let Subject::Step(entry, verb) = &self.subject else { return };
        let Record::Issue(issue) = &entry.record else { return };
        self.draft_name = draft::adopting_name(&self.draft_name, &event);
        self.root = Page::of_step(event, issue, *verb, context);
        self.root.mark_prefilled();
        self.root.start(false, context);
        self.arrange();
    }

    /// Makes the step one of its own, whatever decision of a desk above it was filled in for.
    pub fn let_go(&mut self) {
        self.root.refer("", "");
    }

    /// Gives the form the record F3 copies from: the last one of its kind.
    pub fn set_last(&mut self, last: Option<Record>) {
        self.last = last;
    }

    /// Gives the form the last issue of the book, for those registered inside it.
    pub fn set_last_issue(&mut self, last: Option<Record>) {
        self.last_issue = last;
    }

    /// Gives the form the other issues that take the same step: the rules are asked about each of them, and its draft is
    /// another than that of the step of one issue alone.
    pub fn set_company(&mut self, others: Vec<Entry>) {
        if let Some(first) = others.first() {
            self.title = say::with_others(&self.title, &counted(first.kind(), others.len() + 1));
            self.draft_name = draft::joint_name(&self.draft_name);
        }
        self.company = others;
    }

    /// The other issues that take the same step.
    pub fn company(&self) -> &[Entry] {
        &self.company
    }

    /// Shows the issues saved earlier from this reception day or visit, as lines that cannot be edited here.
    pub fn show_saved_issues(&mut self, lines: Vec<String>) {
        if let Some(rows) = self.root.rows_mut(page::RAISED.key) {
            rows.kept = lines;
        }
        self.arrange();
    }

    /// Tells the form the area it is drawn in.
    pub fn fit(&mut self, width: u16, height: u16) {
        self.size = (usize::from(width), usize::from(height));
        self.arrange();
    }

    /// What the form is about, and the way into the nested page.
    pub fn title(&self) -> String {
        match &self.nested {
            Some(nested) => say::inside(&self.title, &nested.title),
            None => self.title.clone(),
        }
    }

    /// The page with the cursor.
    pub fn page(&self) -> &Page {
        self.nested.as_ref().map_or(&self.root, |nested| &nested.page)
    }

    /// The open pick list.
    pub fn pick(&self) -> Option<&Pick> {
        self.pick.as_ref()
    }

    /// What stands on the message line.
    pub fn message(&self) -> Option<&Message> {
        self.message.as_ref()
    }

    /// What the form is about.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Whether something was typed that is not saved.
    pub fn is_dirty(&self) -> bool {
        self.root.is_dirty() || self.nested.as_ref().is_some_and(|nested| nested.page.is_dirty())
    }

    /// Takes a key: a command of the table, or something to type.
    pub fn press(&mut self, key: Key, context: &Context<'_>) -> Outcome {
        match commands::of_key(self.place(), key).map(|spec| spec.command) {
            Some(command) if self.is_own(command) => self.obey(command, context),
            _ => self.within(context, |form, context| form.type_key(key, context)),
        }
    }

    /// Whether a command is carried out by the form itself.
    pub fn is_own(&self, command: Command) -> bool {
        match command {
            Command::Form(_) => true,
            Command::Repaint | Command::Quit | Command::Help => false,
            Command::Today | Command::Receptions | Command::Issues | Command::Visits | Command::Deputies => false,
            Command::Activities | Command::Projects => false,
            _ => self.pick.is_some(),
        }
    }

    /// Carries out a command of its own; one that may not run now is refused with the reason.
    pub fn obey(&mut self, command: Command, context: &Context<'_>) -> Outcome {
        self.within(context, |form, context| form.obeyed(command, context))
    }

    fn obeyed(&mut self, command: Command, context: &Context<'_>) -> Outcome {
        self.message = None;
        let habit = std::mem::take(&mut self.advanced);
        let outcome = match (self.pick.take(), command) {
            (Some(mut pick), _) => {
                let done = pick.obey(command);
                self.after_pick(pick, done, context)
            }
            (None, Command::Form(FormCommand::Accept)) if habit => Outcome::Stay,
            (None, Command::Form(command)) => match self.may(command) {
                Ok(()) => self.run(command, context),
                Err(reason) => self.refuse(reason),
            },
            (None, _) => Outcome::Stay,
        };
        self.arrange();
        outcome
    }

    /// Takes a key that is no command.
    fn type_key(&mut self, key: Key, context: &Context<'_>) -> Outcome {
        self.message = None;
        self.advanced = false;
        let outcome = match self.pick.take() {
            Some(mut pick) => {
                let done = pick.press(key, context);
                self.after_pick(pick, done, context)
            }
            None => self.edit(key, context),
        };
        self.arrange();
        outcome
    }

    /// Takes pasted text; line breaks never save or leave.
    pub fn paste(&mut self, text: &str, context: &Context<'_>) -> Outcome {
        self.within(context, |form, context| form.pasted(text, context))
    }

    fn pasted(&mut self, text: &str, context: &Context<'_>) -> Outcome {
        self.message = None;
        self.advanced = false;
        let outcome = if let Some(mut pick) = self.pick.take() {
            let done = pick.paste(text, context);
            self.after_pick(pick, done, context)
        } else {
            let edit = self.active().edit(|field| field.insert(text), context);
            self.told(edit)
        };
        self.arrange();
        outcome
    }

    /// Says why saving failed; everything typed stays.
    pub fn failed(&mut self, message: String) {
        self.say(Weight::Error, message);
    }

    /// Says something the program has to tell.
    pub fn announce(&mut self, weight: Weight, text: impl Into<String>) {
        self.say(weight, text);
    }

    /// Takes what stands in the form for saved, so that no draft is kept of it.
    pub fn saved(&mut self) {
        self.nested = None;
        self.root.settle();
    }

    fn active(&mut self) -> &mut Page {
        match &mut self.nested {
            Some(nested) => &mut nested.page,
            None => &mut self.root,
        }
    }

    fn say(&mut self, weight: Weight, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), weight });
    }

    fn refuse(&mut self, text: impl Into<String>) -> Outcome {
        self.say(Weight::Error, text);
        Outcome::Refused
    }

    /// Fits the texts to the area and scrolls the cursor into view.
    fn arrange(&mut self) {
        let (width, height) = self.size;
        let listed = self.listed();
        let page = self.active();
        page.fit(width);
        let body = layout::bands(height, listed).body;
        page.top = layout::scrolled(page, body);
    }
}

/// Whether a planned day has come: it is opened to say that it was held, or what became of it.
fn is_day_to_be_held(subject: &Subject, context: &Context<'_>) -> bool {
    let Subject::Edit(entry) = subject else { return false };
    let Record::Reception(day) = &entry.record else { return false };
    [PLANNED, ANNOUNCED].contains(&day.stage.as_str()) && day.date.is_some_and(|date| date <= context.today)
}

/// Fields a form does not ask for: what follows from other records, and the code under which the desk was made.
fn decided(subject: &Subject) -> &'static [&'static str] {
    match subject {
        Subject::Edit(entry) if entry.kind() == Kind::Station => &["code"],
        // The issues of a visit name it themselves.
        Subject::New(Kind::Visit) => &["issues"],
        // Chosen before the form was opened.
        Subject::Decide(..) => &["verb"],
        Subject::Edit(entry) if entry.kind() == Kind::Visit => &["issues"],
        _ => &[],
    }
}

fn title(subject: &Subject, context: &Context<'_>) -> String {
    match subject {
        Subject::New(kind) => say::new_record(kind.name()),
        Subject::Filter(kind) => say::filter(kind.name()),
        Subject::Setting(item, _) => say::setting(&item.label()),
        Subject::Edit(entry) => {
            let label = context.directory.label(entry.kind(), entry.id).unwrap_or_default();
            say::edit_record(entry.kind().name(), &label)
        }
        Subject::Decide(about, verb) => {
            let issue = about.content().map(|issue| (issue.number.as_str(), issue.title.as_str()));
            let (number, title) = issue.unwrap_or_default();
            say::decide(verb.spec().name, number, title)
        }
        Subject::Move(entry, step) => {
            let label = context.directory.label(entry.kind(), entry.id).unwrap_or_default();
            say::step(step.name, entry.kind().name(), &label)
        }
        Subject::Step(entry, verb) => match &entry.record {
            Record::Issue(issue) => say::step(verb.spec().name, &issue.number, &issue.title),
            _ => verb.spec().name.to_owned(),
        },
    }
}
