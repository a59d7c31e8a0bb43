//! Reading a page: from what was typed to values, what follows from them, and what is offered meanwhile.

use chrono::Datelike;

use super::super::body::Body;
use super::super::field::{Control, Field};
use super::super::pick::Pick;
use super::super::prefill;
use super::{CATEGORY, Page};
use crate::app::shown;
use crate::model::typed::{self, Choice, Pick as Picked, TypedError};
use crate::model::{Context, FieldKind, Kind, PartKind, Spec, Value};
use crate::text::clean::fold;
use crate::text::zh::app::form as say;
use crate::text::zh::text::weekday;

/// Matches offered below a coded field while typing: more than fit a line, so that it shows when there are more.
const OFFERED: usize = 30;

/// Why a field is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::app::form) enum Reading {
    /// The clerk is done with it: it is written back the way values are read, and what follows from it is filled in.
    Accept,
    /// It came from a draft: everything stays as typed.
    Draft,
}

impl Page {
    /// Puts a value in as if it had been chosen.
    pub(in crate::app::form) fn set_value(&mut self, key: &'static str, value: Value, context: &Context<'_>) {
        let Some(index) = self.fields.iter().position(|field| field.spec.key == key) else { return };
        let field = &mut self.fields[index];
        field.replace(&typed::show(field.spec, self.body.target(field.spec), &value, context));
        field.stale = false;
        self.put(index, value, Reading::Accept, context);
        self.refresh_aside(index, context);
    }

    /// Gives a field what was typed for it. What is no value stays as typed, and says why; a field that is not here
    /// takes nothing.
    pub(in crate::app::form) fn answer(
        &mut self,
        key: &str,
        typed: &str,
        context: &Context<'_>,
    ) -> Result<(), TypedError> {
        let Some(field) = self.fields.iter_mut().find(|field| field.spec.key == key) else { return Ok(()) };
        let spec = field.spec;
        match typed::parse(spec, self.body.target(spec), typed, context) {
            Ok(Value::Rows(parts)) => {
                if let Control::Rows(rows) = &mut field.control {
                    rows.set_parts(parts, context);
                }
                self.touch(spec.key);
                Ok(())
            }
            Ok(value) => {
                self.set_value(spec.key, value, context);
                self.touch(spec.key);
                Ok(())
            }
            Err(error) => {
                // Neither of these keeps text.
                if !matches!(field.control, Control::YesNo(_) | Control::Rows(_)) {
                    field.replace(typed);
                    field.error = Some(error.message.clone());
                }
                self.touch(spec.key);
                Err(error)
            }
        }
    }

    /// Reads the focused field as a value. What is no value stays as typed, and says why.
    pub fn accept(&mut self, context: &Context<'_>) -> Result<(), String> {
        let index = self.focused_index();
        self.read(index, Reading::Accept, context);
        self.fields.get(index).and_then(|field| field.error.clone()).map_or(Ok(()), Err)
    }

    /// Reads every field that was edited.
    pub(in crate::app::form) fn read_all(&mut self, reading: Reading, context: &Context<'_>) {
        for index in 0..self.fields.len() {
            self.read(index, reading, context);
        }
    }

    fn read(&mut self, index: usize, reading: Reading, context: &Context<'_>) {
        let Some(field) = self.fields.get(index).filter(|field| field.stale) else { return };
        let text = match &field.control {
            Control::Text(text) => text,
            Control::YesNo(yes) => return self.put(index, Value::YesNo(*yes), reading, context),
            Control::Rows(_) => return,
        };
        let target = self.body.target(field.spec);
        match self.body.read(field.spec, text.text(), context) {
            Ok(value) => {
                let shown = typed::show(field.spec, target, &value, context);
                let field = &mut self.fields[index];
                let is_as_read = field.text() == shown;
                if reading == Reading::Accept && !is_as_read {
                    field.replace(&shown);
                }
                // A draft's value that stands as it would be written needs no explaining.
                if reading == Reading::Accept || is_as_read {
                    field.stale = false;
                }
                self.fields[index].error = None;
                self.put(index, value, reading, context);
            }
            Err(error) => self.fields[index].error = Some(error.message),
        }
        self.refresh_aside(index, context);
    }

    /// Sets a value, and what follows from it.
    pub(super) fn put(&mut self, index: usize, value: Value, reading: Reading, context: &Context<'_>) {
        let key = self.fields[index].spec.key;
        let before = self.body.get(key);
        // A refused type would be a mistake in the tables; the field then keeps its former value and says so on save.
        if before == value || self.body.set(key, value).is_err() {
            return;
        }
        self.refresh_shown();
        self.refresh_wanted(context);
        if reading == Reading::Accept {
            prefill::follow(self, key, &before, context);
        }
    }

    pub(in crate::app::form) fn refresh_choices(&mut self, context: &Context<'_>) {
        self.choices = match self.focused() {
            Some(field) if field.has_choices() => {
                typed::choices(field.spec, self.body.target(field.spec), field.sought(), OFFERED, context)
            }
            _ => Vec::new(),
        };
        self.put_suggested_first(context);
    }

    /// Puts the likeliest categories before the others, as long as nothing is typed for one.
    fn put_suggested_first(&mut self, context: &Context<'_>) {
        let Some(field) = self.focused().filter(|field| field.spec.key == CATEGORY && field.sought().is_empty()) else {
            return;
        };
        let named = |key: &String| {
            // A key may begin others: the category below it is not the one meant.
            let choices = typed::choices(field.spec, None, key, OFFERED, context);
            choices.into_iter().find(|choice| matches!(&choice.pick, Picked::Code(code) if code == key))
        };
        let first: Vec<Choice> = self.suggested.ranked.iter().filter_map(named).collect();
        self.choices.retain(|other| first.iter().all(|choice| choice.pick != other.pick));
        self.choices.splice(0..0, first);
    }

    pub(super) fn is_suggested(&self, choice: &Choice) -> bool {
        matches!((&choice.pick, self.suggested.clear()), (Picked::Code(code), Some(key)) if code == key)
    }

    /// Works out what stands at the right of a field.
    pub(super) fn refresh_aside(&mut self, index: usize, context: &Context<'_>) {
        let Some(field) = self.fields.get(index) else { return };
        let aside = match &field.control {
            Control::Text(text) if !field.is_prose() && !field.is_empty() => {
                let target = self.body.target(field.spec);
                let is_filter = matches!(self.body, Body::Filter(..));
                // What the program wrote there itself need not be read back.
                let value = match field.stale || is_filter {
                    true => self.body.read(field.spec, text.text(), context),
                    false => Ok(self.body.get(field.spec.key)),
                };
                value.map_or(String::new(), |value| {
                    let shown = field.stale.then(|| typed::show(field.spec, target, &value, context));
                    // A filter takes most texts as they stand.
                    let is_echo = |shown: &String| is_filter && !field.is_list() && shown == text.text().trim();
                    let news = shown.filter(|shown| !is_echo(shown));
                    say::understood(news.as_deref(), &explained(field.spec, &value, context))
                })
            }
            _ => String::new(),
        };
        self.fields[index].aside = aside;
    }

    /// The pick list of the focused field, narrowed to what is being typed; `None` where the field has none.
    pub(in crate::app::form) fn pick_list(&mut self, context: &Context<'_>) -> Option<Pick> {
        if let Some(field) = self.focused().filter(|field| field.names_people()) {
            return self.roster(field, context);
        }
        let field = self.focused().filter(|field| field.has_choices())?;
        let (spec, target) = (field.spec, self.body.target(field.spec));
        let typed = if field.stale { field.sought().to_owned() } else { String::new() };
        if !field.is_list() || !field.stale {
            let value = self.body.get(spec.key);
            let pick = Pick::open(spec, target, &typed, &value, context);
            let is_offered = spec.key == CATEGORY && value.is_empty();
            return Some(if is_offered { pick.with_first(&self.suggested.ranked, context) } else { pick });
        }
        let (named, unknown) = self.named(field, context);
        let typed = if unknown.contains(&typed) { typed } else { String::new() };
        Some(Pick::open(spec, target, &typed, &named, context))
    }

    /// The roster for a list of people.
    fn roster(&self, field: &Field, context: &Context<'_>) -> Option<Pick> {
        let Control::Rows(rows) = &field.control else { return None };
        let person = PartKind::Participant.specs().into_iter().next()?;
        Some(Pick::open_people(field.spec.key, person, rows.people(), context))
    }

    /// What is named in a field that takes several, and the names nobody has.
    fn named(&self, field: &Field, context: &Context<'_>) -> (Value, Vec<String>) {
        let (mut keys, mut ids, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        let separators = typed::separators(field.spec, context);
        let names = field.text().split(|letter| separators.contains(letter)).map(str::trim);
        for name in names.filter(|name| !name.is_empty()) {
            match self.body.read(field.spec, name, context) {
                Ok(Value::Codes(more)) => keys.extend(more),
                Ok(Value::Refs(more)) => ids.extend(more),
                _ => unknown.push(name.to_owned()),
            }
        }
        let named = if matches!(field.spec.kind, FieldKind::Codes(_)) { Value::Codes(keys) } else { Value::Refs(ids) };
        (named, unknown)
    }

    /// Whether the focused field holds a number that can only be one code, so that the cursor may go on by itself.
    pub(in crate::app::form) fn is_complete(&self, context: &Context<'_>) -> bool {
        let Some(field) = self.focused().filter(|field| field.stale) else { return false };
        let FieldKind::Code(list) = field.spec.kind else { return false };
        let typed = fold(field.text());
        if typed.is_empty() || !typed.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let Ok(Value::Code(meant)) = typed::parse(field.spec, None, &typed, context) else { return false };
        // A longer number or key may still be on its way.
        let codes = context.codes.choosable(list);
        let longer = |text: &str| text.len() > typed.len() && text.starts_with(&typed);
        let mut others = codes.filter(|(_, code)| code.key != meant);
        !others.any(|(ordinal, code)| longer(&code.key) || longer(&ordinal.to_string()))
    }
}

/// What is worth knowing about a value besides its name: a weekday, a code's definition.
fn explained(spec: &Spec, value: &Value, context: &Context<'_>) -> String {
    match (spec.kind, value) {
        // Nobody knows an issue by its number.
        (FieldKind::Ref(Kind::Issue), Value::Ref(id)) => {
            let entry = context.directory.entry(Kind::Issue, *id);
            entry.map_or_else(String::new, |entry| shown::by_key(&entry.record, "title", context))
        }
        (_, Value::Date(date)) => weekday(date.0.weekday()).to_owned(),
        (FieldKind::Code(list), Value::Code(key)) => {
            context.codes.code(list, key).map_or(String::new(), |code| code.definition.clone())
        }
        _ => String::new(),
    }
}
