//! A form as a dialogue: what is filled in is read out, what is open is asked for, the rest on wish, then it is saved.
//!
//! The form decides: its prefill, its reading, its rules. Here is only what is said when.

use std::collections::BTreeSet;

use super::question::value;
use super::talk::{Left, Talk, word};
use crate::app::form::body::RowKind;
use crate::app::form::field::{Control, Field};
use crate::app::form::{Form, Outcome, Subject, Submission};
use crate::model::alike::{Alike, Asked};
use crate::model::check::{Finding, Severity};
use crate::model::{Context, PartKind, Rule};
use crate::text::pinyin::Matcher;
use crate::text::zh::cli::ask as zh;

/// Finds issues like the one being entered.
pub type Near<'n> = dyn Fn(&Asked) -> Alike + 'n;

/// A form being asked for.
pub struct Dialogue<'a, 't> {
    /// The form.
    pub form: &'a mut Form,
    /// What rules may look at.
    pub context: &'a Context<'a>,
    /// The person.
    pub talk: &'a mut Talk<'t>,
    /// Finds issues like the one being entered.
    near: &'a Near<'a>,
    asked: BTreeSet<&'static str>,
    /// The same for the row that is open.
    pub(super) asked_in_row: BTreeSet<&'static str>,
}

/// How a page was finished.
pub enum Finished {
    /// The form is to be saved.
    Submitted(Box<Submission>),
    /// The row stands on its list.
    Put,
    /// The row is gone.
    Dropped,
}

impl<'a, 't> Dialogue<'a, 't> {
    /// A dialogue about an open form.
    pub fn new(
        form: &'a mut Form,
        context: &'a Context<'a>,
        near: &'a Near<'a>,
        talk: &'a mut Talk<'t>,
    ) -> Dialogue<'a, 't> {
        Dialogue { form, context, talk, near, asked: BTreeSet::new(), asked_in_row: BTreeSet::new() }
    }

    /// Asks the form through, up to what is to be saved.
    pub fn run(&mut self) -> Result<Box<Submission>, Left> {
        let title = self.form.title();
        self.talk.say(&title);
        self.talk.say(zh::INTRO);
        if matches!(self.form.subject(), Subject::Edit(_)) {
            // What was left empty then is not asked for again, but what a change opens is.
            let keys: Vec<&'static str> = self.form.page().shown().map(|field| field.spec.key).collect();
            self.asked.extend(keys);
        } else {
            self.announce();
            self.ask_open_fields()?;
        }
        self.summarize(&title);
        self.run_again()
    }

    /// Asks once more whether to save, after saving failed.
    pub fn run_again(&mut self) -> Result<Box<Submission>, Left> {
        loop {
            if let Finished::Submitted(submission) = self.finish(false)? {
                return Ok(submission);
            }
        }
    }

    /// A field of the open page.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.form.page().shown().find(|field| field.spec.key == key)
    }

    /// Writes what was answered so far as a draft; there is none where everything stands as it stood.
    pub fn keep(&mut self) {
        self.talk.keep(self.form.draft_name(), self.form.draft());
    }

    /// Reads out the issues that look like the one being entered, and the category they were filed under.
    pub fn tell_alike(&mut self) {
        let Some(asked) = self.form.ask_alike() else { return };
        let found = (self.near)(&asked);
        let category = found.categories.clear().cloned();
        self.form.take_alike(&asked, found, self.context);
        let lines = self.form.found_alike().to_vec();
        lines.iter().for_each(|line| self.talk.say(line));
        if let Some(key) = category.filter(|_| self.field("category").is_some_and(Field::is_empty)) {
            self.talk.say(&zh::like_category(&self.context.codes.full_name("category", &key)));
        }
    }

    /// Reads out in one line what is filled in and will not be asked for.
    fn announce(&mut self) {
        let told = |(at, field): (usize, &Field)| {
            let is_told = !field.is_empty()
                && !field.stops()
                && !matches!(field.control, Control::Rows(_) | Control::YesNo(false));
            is_told.then(|| zh::numbered(at + 1, field.spec.label, &value(field)))
        };
        let lines: Vec<String> = self.form.page().shown().enumerate().filter_map(told).collect();
        if !lines.is_empty() {
            self.talk.say(&zh::filled(&lines));
        }
    }

    /// Reads out everything on the page.
    pub(super) fn summarize(&mut self, title: &str) {
        let (mut lines, mut no, mut empty) = (vec![zh::summary(title)], Vec::new(), Vec::new());
        for (at, field) in self.form.page().shown().enumerate() {
            let name = || zh::numbered(at + 1, field.spec.label, "");
            match field.control {
                Control::YesNo(false) => no.push(name()),
                _ if field.is_empty() => empty.push(name()),
                _ => lines.push(zh::numbered(at + 1, field.spec.label, &value(field))),
            }
        }
        if !no.is_empty() {
            lines.push(zh::no(&no));
        }
        if !empty.is_empty() {
            lines.push(zh::empty(&empty));
        }
        lines.iter().for_each(|line| self.talk.say(line));
    }

    fn asked(&mut self) -> &mut BTreeSet<&'static str> {
        if self.form.is_in_row() { &mut self.asked_in_row } else { &mut self.asked }
    }

    /// Asks for what is open and was not asked for, in the order of the form; an answer may open more.
    pub(super) fn ask_open_fields(&mut self) -> Result<(), Left> {
        loop {
            let asked = self.asked().clone();
            let open = |field: &&Field| !asked.contains(field.spec.key) && is_usual(field);
            let Some(key) = self.form.page().shown().find(open).map(|field| field.spec.key) else { return Ok(()) };
            self.asked().insert(key);
            match self.form.page().rows(key) {
                Some(_) => self.ask_rows(key, true)?,
                None => self.ask_field(key)?,
            }
        }
    }

    /// The optional fields nobody asked for.
    fn rest(&mut self) -> Vec<&'static str> {
        let asked = self.asked().clone();
        let is_left = |field: &&Field| {
            let is_rows = matches!(field.control, Control::Rows(_));
            !is_rows && !asked.contains(field.spec.key) && field.spec.rule != Rule::Required
        };
        self.form.page().shown().filter(is_left).map(|field| field.spec.key).collect()
    }

    /// The last question of a page, until it is saved or put on its list; `at_once` tries before asking.
    pub(super) fn finish(&mut self, at_once: bool) -> Result<Finished, Left> {
        if at_once && let Some(finished) = self.try_to_save()? {
            return Ok(finished);
        }
        loop {
            let left = self.rest().len();
            let in_row = self.form.is_in_row();
            let question = if in_row { zh::finish_row(left) } else { zh::finish(left) };
            let line = self.talk.ask(&question)?;
            match word(&line).as_str() {
                "" if self.talk.is_pasted() => self.talk.say(zh::PASTED),
                "" => {
                    if let Some(finished) = self.try_to_save()? {
                        self.talk.right();
                        return Ok(finished);
                    }
                }
                "d" if in_row => {
                    self.form.drop_row(self.context);
                    return Ok(Finished::Dropped);
                }
                "q" if !in_row => return Err(Left::Quit),
                "y" if left > 0 => {
                    for key in self.rest() {
                        self.asked().insert(key);
                        self.ask_field(key)?;
                    }
                    self.ask_open_fields()?;
                }
                "?" => {
                    let title = self.form.title();
                    self.summarize(&title);
                }
                typed => self.change(typed)?,
            }
        }
    }

    /// Changes the field that a number, its name or pinyin means.
    fn change(&mut self, typed: &str) -> Result<(), Left> {
        let found = self.fields_called(typed);
        match found.as_slice() {
            [(_, key, _)] => {
                self.talk.right();
                self.asked().insert(*key);
                self.ask_field(key)?;
                self.ask_open_fields()
            }
            [] => {
                self.talk.say(&zh::no_such_field(typed));
                self.talk.wrong()
            }
            several => {
                let lines: Vec<String> =
                    several.iter().map(|(number, _, label)| zh::numbered(*number, label, "")).collect();
                self.talk.say(&zh::several_fields(&lines));
                self.talk.wrong()
            }
        }
    }

    /// The fields that fit best what was typed: number, key and label.
    fn fields_called(&self, typed: &str) -> Vec<(usize, &'static str, &'static str)> {
        let fields = self.form.page().shown().enumerate().map(|(at, field)| (at + 1, field.spec.key, field.spec.label));
        if let Ok(number) = typed.parse::<usize>() {
            return fields.filter(|(at, ..)| *at == number).collect();
        }
        let matcher = Matcher::new(typed);
        let ranked: Vec<_> = fields.filter_map(|field| Some((matcher.rank(field.2)?, field))).collect();
        let best = ranked.iter().map(|(rank, _)| *rank).min();
        ranked.into_iter().filter(|(rank, _)| Some(*rank) == best).map(|(_, field)| field).collect()
    }

    /// Saves the form or puts the row on its list; what the rules find is said, and errors are asked for at once.
    fn try_to_save(&mut self) -> Result<Option<Finished>, Left> {
        if self.form.is_in_row() {
            if self.form.put_row(self.context) {
                return Ok(Some(Finished::Put));
            }
        } else if let Outcome::Submit(submission) = self.form.submit(self.context) {
            return Ok(Some(Finished::Submitted(submission)));
        }
        let found = self.form.page().findings.list.clone();
        let errors: Vec<&Finding> = found.iter().filter(|finding| finding.severity == Severity::Error).collect();
        if errors.is_empty() {
            self.talk.say(&zh::warnings(found.len()));
            found.iter().for_each(|finding| self.talk.say(&finding.message));
            return Ok(None);
        }
        self.talk.say(&zh::errors(errors.len()));
        errors.iter().for_each(|finding| self.talk.say(&finding.message));
        self.talk.wrong()?;
        let mut keys: Vec<&'static str> = errors.iter().map(|finding| finding.key).collect();
        keys.dedup();
        for key in keys {
            self.asked().insert(key);
            self.ask_field(key)?;
        }
        self.ask_open_fields()?;
        Ok(None)
    }
}

/// Whether a field is asked for without being wished: what Enter stops at on the screen, and the lists of rows.
fn is_usual(field: &Field) -> bool {
    match &field.control {
        Control::Rows(rows) => rows.kind != RowKind::Part(PartKind::Attendance) || !rows.rows.is_empty(),
        _ => field.stops(),
    }
}
