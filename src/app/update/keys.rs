//! A key or a paste, given to whatever is on top.

use super::{change, run};
use crate::app::command::{self, Place};
use crate::app::effect::Effect;
use crate::app::key::{Code, Key};
use crate::app::message::Tone;
use crate::app::{App, Layer};
use crate::model::Context;

pub(super) fn press(app: &mut App, key: Key, context: &Context<'_>) -> Vec<Effect> {
    let key = lower_chord(key);
    let place = app.place();
    if let Some(spec) = command::of_key(place, key) {
        return match (spec.enabled)(app) {
            Ok(()) => run::run(app, spec.command, context),
            Err(reason) => {
                app.say(reason, Tone::Warning);
                vec![Effect::Bell]
            }
        };
    }
    match place {
        Place::Form => press_form(app, key, context),
        Place::Setup => {
            app.setup.press(key);
            Vec::new()
        }
        Place::Menu => press_menu(app, key),
        Place::Prompt | Place::Find => edit_line(app, |line| line.press(key)),
        Place::Today | Place::List | Place::Detail | Place::Help => Vec::new(),
    }
}

pub(super) fn paste(app: &mut App, text: &str, context: &Context<'_>) -> Vec<Effect> {
    match app.place() {
        Place::Form => {
            let Some(open) = app.open_form_mut() else { return Vec::new() };
            let outcome = open.form.paste(text, context);
            change::of_form(app, outcome, false)
        }
        Place::Setup => {
            app.setup.paste(text);
            Vec::new()
        }
        Place::Prompt | Place::Find => edit_line(app, |line| {
            line.paste(text);
            true
        }),
        Place::Today | Place::List | Place::Detail | Place::Menu | Place::Help => Vec::new(),
    }
}

/// Ctrl and Alt letters count in either case: Caps Lock is on more often than anybody means it.
fn lower_chord(key: Key) -> Key {
    match key.code {
        Code::Char(letter) if key.ctrl || key.alt => Key { code: Code::Char(letter.to_ascii_lowercase()), ..key },
        _ => key,
    }
}

fn press_form(app: &mut App, key: Key, context: &Context<'_>) -> Vec<Effect> {
    app.message = None;
    let Some(open) = app.open_form_mut() else { return Vec::new() };
    let outcome = open.form.press(key, context);
    let leaves_field = matches!(key.code, Code::Enter | Code::Tab | Code::BackTab | Code::Up | Code::Down);
    change::of_form(app, outcome, leaves_field)
}

fn press_menu(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Layer::Menu(menu)) = app.layers.last_mut() else { return Vec::new() };
    let Code::Char(letter) = key.code else { return Vec::new() };
    // An input method in Chinese mode may send the full-width digit.
    let number = if ('０'..='９').contains(&letter) {
        u32::from(letter) - u32::from('０')
    } else {
        letter.to_digit(10).unwrap_or(0)
    };
    let is_there = usize::try_from(number).is_ok_and(|number| menu.select_number(number));
    if is_there { run::accept(app) } else { Vec::new() }
}

/// Edits the line of a prompt or a search; a search begins anew when its word changed.
fn edit_line(app: &mut App, edit: impl FnOnce(&mut crate::app::line::Line) -> bool) -> Vec<Effect> {
    let token = app.searches + 1;
    match app.layers.last_mut() {
        Some(Layer::Prompt(prompt)) => {
            edit(&mut prompt.line);
            Vec::new()
        }
        Some(Layer::Find(find)) => {
            let before = find.line.text().to_owned();
            edit(&mut find.line);
            if find.line.text() == before {
                return Vec::new();
            }
            find.restart(token);
            let query = find.line.text().trim().to_owned();
            let kind = find.kind;
            app.searches = token;
            app.preview = None;
            app.message = None;
            if query.is_empty() {
                return vec![Effect::CancelSearch];
            }
            vec![Effect::Search { token, kind, query }]
        }
        _ => Vec::new(),
    }
}
