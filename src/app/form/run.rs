//! What each command of a form does.

use super::field::{self, Control, Edit};
use super::page::To;
use super::pick::{Done, Pick};
use super::prefill;
use super::rows::SignIn;
use super::{Form, FormCommand, Outcome, Subject, Weight, layout};
use crate::app::key::{Code, Key};
use crate::model::{Carry, Context, Record, Value};
use crate::text::clean;
use crate::text::zh::app::form as say;

impl Form {
    /// Obeys a command.
    pub(super) fn run(&mut self, command: FormCommand, context: &Context<'_>) -> Outcome {
        match command {
            FormCommand::Accept => self.accept(context),
            FormCommand::Next => self.leave_for(To::Next, context),
            FormCommand::Back => self.leave_for(To::Back, context),
            FormCommand::Down => self.step_rows(1, context),
            FormCommand::Up => self.step_rows(-1, context),
            FormCommand::PageDown => self.step_page(1, context),
            FormCommand::PageUp => self.step_page(-1, context),
            FormCommand::Save => self.save(false, context),
            FormCommand::SaveAnother => self.save(true, context),
            FormCommand::Leave => self.back(context),
            FormCommand::CopyLast => self.copy_last(context),
            FormCommand::CopyAll => self.copy_all(context),
            FormCommand::Pick => self.open_pick(context),
            FormCommand::Add => self.add(context),
            FormCommand::AddIssue => self.open_issue(None, context),
            FormCommand::Remove => self.remove_row(context),
            FormCommand::MoveUp => self.move_row(false),
            FormCommand::MoveDown => self.move_row(true),
            FormCommand::NextFinding => self.next_finding(context),
            FormCommand::CodePoint => match self.active().edit(field::Field::take_code_point, context) {
                Edit::Refused => self.refuse(say::NO_CODE_POINT),
                edit => self.told(edit),
            },
            FormCommand::Clear => {
                let edit = self.active().clear(context);
                self.told(edit)
            }
            FormCommand::ClearAll => self.clear_all(context),
        }
    }

    /// A key that is no command edits the focused field.
    pub(super) fn edit(&mut self, key: Key, context: &Context<'_>) -> Outcome {
        if self.page().focused_rows().is_some() {
            match key.code {
                Code::Insert => return self.add(context),
                Code::Delete => return self.remove_row(context),
                _ => {}
            }
        }
        if let Some(outcome) = self.sign_in(key, context).or_else(|| self.seek(key, context)) {
            return outcome;
        }
        let edit = self.active().press(key, context);
        let typed = matches!(key.code, Code::Char(_));
        if typed && edit == Edit::Changed && self.active().is_complete(context) {
            if let Err(message) = self.active().accept(context) {
                return self.refuse(message);
            }
            self.advanced = self.active().go(To::Empty, context);
            if !self.advanced {
                self.say_all_filled();
            }
        }
        self.told(edit)
    }

    /// What a caller hears of an edit.
    pub(super) fn told(&mut self, edit: Edit) -> Outcome {
        match edit {
            Edit::Changed => Outcome::Edited,
            Edit::Moved | Edit::Ignored => Outcome::Stay,
            Edit::Refused => {
                let yes_no = matches!(self.page().focused().map(|field| &field.control), Some(Control::YesNo(_)));
                self.refuse(if yes_no { say::YES_OR_NO } else { say::NOT_HERE })
            }
        }
    }

    /// Enter: a line break in a text of several lines, a row's page on a row, else on to the next empty field.
    fn accept(&mut self, context: &Context<'_>) -> Outcome {
        match self.page().focused().map(|field| &field.control) {
            Some(Control::Text(text)) if text.is_several() => {
                let edit = self.active().edit(|field| field.insert("\n"), context);
                return self.told(edit);
            }
            Some(Control::Rows(rows)) if rows.selected < rows.rows.len() => {
                return self.end_sign_in(context).unwrap_or_else(|| self.open_row(context));
            }
            _ => {}
        }
        let edited = self.edited_key();
        if let Err(message) = self.active().accept(context) {
            // Several fit: let the clerk point at one.
            if self.page().choices.len() > 1 {
                return self.open_pick(context);
            }
            return self.refuse(message);
        }
        if self.go_to_next_error(context) {
            return Outcome::Edited;
        }
        if !self.active().go(To::Empty, context) {
            self.say_all_filled();
        }
        edited.map_or(Outcome::Edited, |key| self.look_over(key, context))
    }

    /// The focused field, where it was edited since it was entered and holds something.
    fn edited_key(&self) -> Option<&'static str> {
        self.page().focused().filter(|field| field.stale && !field.is_empty()).map(|field| field.spec.key)
    }

    fn say_all_filled(&mut self) {
        let text = match (&self.nested, &self.subject) {
            (Some(_), _) => say::ALL_FILLED_NESTED,
            (None, Subject::Filter(_)) => say::ALL_ASKED,
            (None, _) => say::ALL_FILLED,
        };
        self.say(Weight::Info, text);
    }

    /// Leaves the field for another one; what is no value stays as typed and is marked.
    fn leave_for(&mut self, to: To, context: &Context<'_>) -> Outcome {
        let edited = self.edited_key();
        let read = self.active().accept(context);
        self.active().go(to, context);
        match (read, edited) {
            (Ok(()), Some(key)) => self.look_over(key, context),
            (Ok(()), None) => Outcome::Edited,
            (Err(message), _) => self.refuse(message),
        }
    }

    fn step_rows(&mut self, by: isize, context: &Context<'_>) -> Outcome {
        let within = match self.active().focused_mut() {
            Some(field) => match &mut field.control {
                Control::Text(text) if text.is_several() => text.move_rows(by),
                Control::Rows(rows) => rows.step(by > 0),
                _ => false,
            },
            None => false,
        };
        if within {
            return Outcome::Stay;
        }
        self.leave_for(if by > 0 { To::Next } else { To::Back }, context)
    }

    fn step_page(&mut self, by: isize, context: &Context<'_>) -> Outcome {
        let body = layout::bands(self.size.1, self.listed()).body;
        let by = isize::try_from(body.max(2) - 1).unwrap_or(1) * by;
        let within = match self.active().focused_mut().map(|field| &mut field.control) {
            Some(Control::Text(text)) if text.is_several() => text.move_rows(by),
            Some(Control::Rows(rows)) => rows.step_page(by),
            _ => false,
        };
        if within { Outcome::Stay } else { self.leave_for(To::By(by), context) }
    }

    fn copy_last(&mut self, context: &Context<'_>) -> Outcome {
        let Some(key) = self.page().focused().map(|field| field.spec.key) else { return self.refuse(say::NOT_HERE) };
        match self.last().map(|last| last.get(key)) {
            Some(value) if !value.is_empty() => {
                self.active().set_value(key, value, context);
                self.active().touch(key);
                Outcome::Edited
            }
            _ => self.refuse(say::NO_LAST),
        }
    }

    /// Fills every field nobody typed in from the last record, but for what belongs to the day, the clerk and that record
    /// alone; a step takes from the last issue only whose hands it went to.
    fn copy_all(&mut self, context: &Context<'_>) -> Outcome {
        let Some(last) = self.last().cloned() else { return self.refuse(say::NO_LAST) };
        let is_step = matches!(self.subject, Subject::Step(..) | Subject::Decide(..) | Subject::Move(..));
        let page = self.active();
        let _ = page.accept(context);
        let open = |field: &&field::Field| {
            let is_free = field.prefilled || field.is_empty();
            let is_taken = if is_step { field.spec.carry == Carry::Last } else { prefill::is_copied(field.spec) };
            is_free && is_taken && !matches!(field.control, Control::Rows(_))
        };
        let keys: Vec<&'static str> = page.fields().iter().filter(open).map(|field| field.spec.key).collect();
        let mut count = 0;
        for key in keys {
            let value = last.get(key);
            if !value.is_empty() && page.body().get(key) != value {
                page.set_value(key, value, context);
                page.touch(key);
                count += 1;
            }
        }
        page.refocus(context);
        self.say(Weight::Info, say::copied(count));
        Outcome::Edited
    }

    /// The record F3 copies from.
    pub(super) fn last(&self) -> Option<&Record> {
        match &self.nested {
            Some(nested) => nested.before.as_ref(),
            None => self.last.as_ref(),
        }
    }

    /// Opens the pick list, narrowed to what is being typed.
    fn open_pick(&mut self, context: &Context<'_>) -> Outcome {
        match self.active().pick_list(context) {
            Some(pick) => {
                self.pick = Some(pick.or_all(context));
                Outcome::Stay
            }
            None => self.refuse(say::NO_LIST),
        }
    }

    pub(super) fn after_pick(&mut self, pick: Pick, done: Done, context: &Context<'_>) -> Outcome {
        match done {
            Done::Open => self.pick = Some(pick),
            Done::Refused => {
                self.pick = Some(pick);
                return self.refuse(say::NOT_IN_LIST);
            }
            Done::Cancelled => {}
            Done::Chosen(value) => {
                if let Some(key) = pick.people {
                    return self.take_people(key, &value, context);
                }
                let page = self.active();
                page.set_value(pick.spec.key, value, context);
                page.touch(pick.spec.key);
                page.go(To::Empty, context);
                return Outcome::Edited;
            }
        }
        Outcome::Stay
    }

    /// Puts the people chosen on their list; the cursor stays there, because who did not come is marked next.
    fn take_people(&mut self, key: &'static str, value: &Value, context: &Context<'_>) -> Outcome {
        let ids = match value {
            Value::Refs(ids) => ids.as_slice(),
            Value::Ref(id) => std::slice::from_ref(id),
            _ => &[],
        };
        let page = self.active();
        if let Some(rows) = page.rows_mut(key) {
            rows.set_people(ids, context);
        }
        page.touch(key);
        self.say(Weight::Info, say::on_list(ids.len()));
        Outcome::Edited
    }

    /// A digit on a list of deputies on duty is one of the sign-in time of the selected one; whether it was one.
    fn sign_in(&mut self, key: Key, context: &Context<'_>) -> Option<Outcome> {
        let Code::Char(letter) = key.code else { return None };
        let digit = clean::fold(letter.encode_utf8(&mut [0; 4])).chars().next().filter(char::is_ascii_digit)?;
        let is_typed = !key.ctrl && !key.alt;
        let list = self.page().focused().filter(|field| is_typed && field.takes_times()).map(|field| field.spec.key)?;
        let rows = self.active().rows_mut(list)?;
        match rows.sign_in(digit, context) {
            SignIn::Nobody => None,
            SignIn::Begun => {
                let typed = rows.sought.clone();
                self.say(Weight::Info, say::signing_in(&typed));
                Some(Outcome::Stay)
            }
            SignIn::Noted => {
                self.active().touch(list);
                self.say(Weight::Info, say::SIGNED_IN);
                Some(Outcome::Edited)
            }
            SignIn::NoTime => Some(self.refuse(say::NO_SUCH_TIME)),
        }
    }

    /// Enter after digits on a list of deputies on duty: that was the time, now for the next one.
    fn end_sign_in(&mut self, context: &Context<'_>) -> Option<Outcome> {
        let list = self.page().focused().filter(|field| field.takes_times()).map(|field| field.spec.key)?;
        if self.active().rows_mut(list)?.end_sign_in(context)? {
            self.active().touch(list);
            return Some(Outcome::Edited);
        }
        Some(self.refuse(say::NO_SUCH_TIME))
    }

    /// A letter on a list of people looks for a name; whether it was one.
    fn seek(&mut self, key: Key, context: &Context<'_>) -> Option<Outcome> {
        let Code::Char(letter) = key.code else { return None };
        let is_letter = !key.ctrl && !key.alt && !letter.is_whitespace();
        let list =
            self.page().focused().filter(|field| is_letter && field.names_people()).map(|field| field.spec.key)?;
        if self.page().focused_rows().is_some_and(|rows| rows.rows.is_empty()) {
            // Nobody to look for yet: the letter looks for somebody to put on the list.
            let mut pick = self.active().pick_list(context)?;
            let done = pick.press(key, context);
            return Some(self.after_pick(pick, done, context));
        }
        let rows = self.active().rows_mut(list)?;
        if !rows.seek(letter, context) {
            return Some(self.refuse(say::NOBODY_CALLED_SO));
        }
        let sought = rows.sought.clone();
        self.say(Weight::Info, say::seeking(&sought));
        Some(Outcome::Stay)
    }

    /// Esc: out of the nested page, or out of the form.
    fn back(&mut self, context: &Context<'_>) -> Outcome {
        if self.nested.is_some() {
            return self.leave_nested(context);
        }
        // What was typed last is read as well, so that the draft knows which fields apply.
        let _ = self.root.accept(context);
        Outcome::Leave
    }
}
