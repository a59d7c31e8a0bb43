//! One question: about a field of one line, or a text of several.

use super::dialogue::Dialogue;
use super::help;
use super::talk::{Left, is_dash, word};
use crate::app::form::field::{Control, Field};
use crate::model::typed::{self, TypedError};
use crate::model::{FieldKind, Kind};
use crate::text::clean;
use crate::text::zh::cli::ask as zh;
use crate::text::zh::model::check;

/// Characters of a long text that are read out.
const READ_OUT: usize = 20;
/// Most bytes of a text of several lines: twice the longest a field takes.
const MOST_TEXT: usize = 64 * 1024;

impl Dialogue<'_, '_> {
    /// Asks for a field until its answer is a value, or it is left as it stands.
    pub fn ask_field(&mut self, key: &str) -> Result<(), Left> {
        match self.field(key).map(|field| &field.control) {
            None => return Ok(()),
            Some(Control::Rows(_)) => self.ask_rows(key, false)?,
            Some(Control::Text(text)) if text.is_several() => self.ask_text(key)?,
            Some(_) => self.ask_line(key)?,
        }
        self.keep();
        self.tell_alike();
        Ok(())
    }

    fn ask_line(&mut self, key: &str) -> Result<(), Left> {
        let Some(before) = self.field(key).map(|field| field.text().to_owned()) else { return Ok(()) };
        loop {
            let Some(field) = self.field(key) else { return Ok(()) };
            let is_wrong = field.error.is_some();
            let shown = if is_wrong { before.clone() } else { value(field) };
            let (question, is_prose) = (zh::field(field.spec.label, field.required, &shown), field.is_prose());
            let line = self.talk.ask(&question)?;
            let typed = word(&line);
            if typed.is_empty() {
                if is_wrong {
                    // What stood there was a value, or nothing.
                    let _kept = self.form.answer(key, &before, self.context);
                }
                if self.may_leave(key)? {
                    return Ok(());
                }
            } else if is_dash(&typed) {
                if self.clear(key) {
                    return Ok(());
                }
            } else if typed == "?" || (typed.starts_with('?') && !is_prose) {
                help::help(self, key, typed.trim_start_matches('?').trim());
            } else if self.take(key, &line)? {
                return Ok(());
            }
        }
    }

    /// Takes an answer; says what was understood where that is not what was typed.
    fn take(&mut self, key: &str, line: &str) -> Result<bool, Left> {
        let answer = self.form.answer(key, line, self.context);
        match answer {
            Ok(()) => {
                self.talk.right();
                if let Some(said) = self.field(key).and_then(|field| understood(field, line)) {
                    self.talk.say(&said);
                }
                Ok(true)
            }
            Err(error) => {
                self.explain(key, &error);
                // Not lost either, should the power go now.
                self.keep();
                self.talk.wrong()?;
                Ok(false)
            }
        }
    }

    fn explain(&mut self, key: &str, error: &TypedError) {
        let Some(field) = self.field(key).filter(|_| !error.candidates.is_empty()) else {
            return self.talk.say(&error.message);
        };
        let by_id = is_by_id(field, self.form.page().body().target(field.spec));
        let question = zh::several(field.spec.label);
        self.talk.say(&question);
        for choice in &error.candidates {
            self.talk.say(&help::choice(choice, by_id));
        }
    }

    /// Whether an empty answer is one: not where something must be filled in.
    fn may_leave(&mut self, key: &str) -> Result<bool, Left> {
        match self.field(key).filter(|field| field.required && field.is_empty()).map(|field| field.spec.label) {
            Some(label) => {
                self.talk.say(&check::missing(label));
                self.talk.wrong()?;
                Ok(false)
            }
            None => {
                self.talk.right();
                Ok(true)
            }
        }
    }

    /// Empties a field. What is required and was filled is asked for again; empty already, it is left for later.
    fn clear(&mut self, key: &str) -> bool {
        let Some(field) = self.field(key) else { return true };
        let (was_empty, required) = (field.is_empty() && field.error.is_none(), field.required);
        // Nothing is a value of every field.
        let _cleared = self.form.answer(key, "", self.context);
        if !was_empty {
            self.talk.say(zh::CLEARED);
        }
        was_empty || !required
    }

    fn ask_text(&mut self, key: &str) -> Result<(), Left> {
        loop {
            let Some(field) = self.field(key) else { return Ok(()) };
            let question = zh::prose(field.spec.label, field.required, &value(field));
            let line = self.talk.ask(&question)?;
            let typed = word(&line);
            if typed.is_empty() {
                // A text that is too long stays to be cut; saving says so again.
                if self.may_leave(key)? {
                    return Ok(());
                }
            } else if is_dash(&typed) {
                if self.clear(key) {
                    return Ok(());
                }
            } else if typed == "?" {
                help::help(self, key, "");
            } else {
                let mut text = line;
                let heard = self.hear_text(&mut text);
                // What was heard so far is kept, however the hearing ended.
                let answer = self.form.answer(key, &text, self.context);
                heard?;
                match answer {
                    Ok(()) => {
                        self.talk.right();
                        return Ok(());
                    }
                    Err(error) => {
                        self.talk.say(&error.message);
                        self.keep();
                        self.talk.wrong()?;
                    }
                }
            }
        }
    }

    /// Hears lines up to an empty one; an empty line within a paste is part of it.
    fn hear_text(&mut self, text: &mut String) -> Result<(), Left> {
        let mut is_over = false;
        loop {
            let Some(line) = self.talk.hear()? else { continue };
            if clean::line(&line).is_empty() && !self.talk.is_pasted() {
                break;
            }
            is_over |= text.len() + line.len() > MOST_TEXT;
            if !is_over {
                text.push('\n');
                text.push_str(&line);
            }
        }
        if is_over {
            self.talk.say(zh::OVERLONG);
        }
        Ok(())
    }
}

/// What stands in a field, as it is read out.
pub fn value(field: &Field) -> String {
    let text = match &field.control {
        Control::Rows(rows) if rows.rows.is_empty() => String::new(),
        Control::Rows(rows) => {
            let lines: Vec<String> = rows.rows.iter().map(|row| row.page.summary()).collect();
            return zh::rows(&lines);
        }
        _ => field.text().replace('\n', " "),
    };
    if field.spec.kind == FieldKind::Date && !field.aside.is_empty() && field.error.is_none() {
        return zh::with_weekday(&text, &field.aside);
    }
    let chars = text.chars().count();
    if field.is_prose() && chars > 2 * READ_OUT {
        return zh::shortened(&text.chars().take(READ_OUT).collect::<String>(), chars);
    }
    text
}

/// What was understood, where that is more or other than what was typed.
fn understood(field: &Field, typed: &str) -> Option<String> {
    let shown = field.text();
    let differs = shown != typed.trim();
    (differs || !field.aside.is_empty()).then(|| zh::understood(shown, &field.aside))
}

/// Whether records of the field are chosen by `#id`, because their numbers mean something else.
pub fn is_by_id(field: &Field, target: Option<Kind>) -> bool {
    matches!(field.spec.kind, FieldKind::Ref(_) | FieldKind::Refs(_)) && !typed::is_numbered(target)
}
