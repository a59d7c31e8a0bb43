//! A key or a paste, given to whatever is on top.

use super::{change, run, sending};
use crate::app::command::{self, Command, CommandSpec, Place};
use crate::app::effect::Effect;
use crate::app::find::Sought;
use crate::app::form::FormCommand;
use crate::app::form::field::Control;
use crate::app::key::{Code, Key};
use crate::app::message::Tone;
use crate::app::{App, Layer};
use crate::model::Context;
use crate::text::zh::app::screens::command::refused;

pub(super) fn press(app: &mut App, key: Key, context: &Context<'_>) -> Vec<Effect> {
    if app.is_sending {
        return sending::press(app, key);
    }
    let place = app.place();
    if !app.size.is_enough() && is_unseen(app, place, key) {
        return vec![Effect::Bell];
    }
    if let Some(spec) = command::of_key(place, key) {
        return give(app, spec, context);
    }
    if let Some(spec) = command::known_elsewhere(place, key) {
        return refuse(app, refused::not_here(spec.name));
    }
    match place {
        Place::Form | Place::Nested | Place::Filter | Place::Pick => type_in_form(app, key, context),
        Place::Setup => {
            app.message = None;
            app.setup.press(key);
            Vec::new()
        }
        Place::Menu => press_menu(app, key, context),
        Place::Prompt | Place::Find | Place::Palette => edit_line(app, |line| line.press(key)),
        Place::Today
        | Place::List
        | Place::Stats
        | Place::Filtered
        | Place::Detail
        | Place::Plan
        | Place::Takeover
        | Place::Import
        | Place::Imported
        | Place::Sync
        | Place::Exchange
        | Place::Help
        | Place::Settings => {
            // What was said of an earlier key is not about this one.
            app.message = None;
            Vec::new()
        }
    }
}

/// On a screen too small to show anything, nothing is done that the clerk would have to see: only typing goes on, on a line
/// or in a text of a form.
fn is_unseen(app: &App, place: Place, key: Key) -> bool {
    if let Some(spec) = command::of_key(place, key) {
        return !matches!(spec.command, Command::Quit | Command::Repaint);
    }
    let is_text = match place {
        Place::Form | Place::Nested | Place::Filter => {
            let focused = app.open_form().and_then(|open| open.form.page().focused());
            focused.is_some_and(|field| matches!(field.control, Control::Text(_)))
        }
        place => matches!(place, Place::Prompt | Place::Find | Place::Palette),
    };
    !is_text
}

/// Gives a command, if it may run now; else says why not.
pub(super) fn give(app: &mut App, spec: &CommandSpec, context: &Context<'_>) -> Vec<Effect> {
    if let Err(reason) = (spec.enabled)(app) {
        return refuse(app, reason);
    }
    let is_forms = app.place().is_form() && app.open_form().is_some_and(|open| open.form.is_own(spec.command));
    if is_forms { obey_form(app, spec.command, context) } else { run::run(app, spec.command, context) }
}

fn refuse(app: &mut App, reason: String) -> Vec<Effect> {
    app.say(reason, Tone::Warning);
    vec![Effect::Bell]
}

pub(super) fn paste(app: &mut App, text: &str, context: &Context<'_>) -> Vec<Effect> {
    if app.is_sending {
        return sending::refuse(app);
    }
    match app.place() {
        Place::Form | Place::Nested | Place::Filter | Place::Pick => {
            let Some(open) = app.open_form_mut() else { return Vec::new() };
            let outcome = open.form.paste(text, context);
            change::of_form(app, outcome, false)
        }
        Place::Setup => {
            app.message = None;
            app.setup.paste(text);
            Vec::new()
        }
        Place::Prompt | Place::Find | Place::Palette => edit_line(app, |line| {
            line.paste(text);
            true
        }),
        Place::Today
        | Place::List
        | Place::Stats
        | Place::Filtered
        | Place::Detail
        | Place::Plan
        | Place::Takeover
        | Place::Import
        | Place::Imported
        | Place::Sync
        | Place::Exchange
        | Place::Menu
        | Place::Help
        | Place::Settings => Vec::new(),
    }
}

/// The commands after which the draft is written at once, because a field was left.
const LEAVING_FIELD: [FormCommand; 6] = [
    FormCommand::Accept,
    FormCommand::Next,
    FormCommand::Back,
    FormCommand::Up,
    FormCommand::Down,
    FormCommand::CopyAll,
];

fn obey_form(app: &mut App, command: Command, context: &Context<'_>) -> Vec<Effect> {
    app.message = None;
    let Some(open) = app.open_form_mut() else { return Vec::new() };
    let outcome = open.form.obey(command, context);
    let leaves_field = matches!(command, Command::Form(command) if LEAVING_FIELD.contains(&command));
    change::of_form(app, outcome, leaves_field)
}

fn type_in_form(app: &mut App, key: Key, context: &Context<'_>) -> Vec<Effect> {
    app.message = None;
    let Some(open) = app.open_form_mut() else { return Vec::new() };
    let outcome = open.form.press(key, context);
    change::of_form(app, outcome, false)
}

fn press_menu(app: &mut App, key: Key, context: &Context<'_>) -> Vec<Effect> {
    let Some(Layer::Menu(menu)) = app.layers.last_mut() else { return Vec::new() };
    let Code::Char(letter) = key.code else { return Vec::new() };
    // An input method in Chinese mode may send the full-width digit.
    let number = if ('０'..='９').contains(&letter) {
        u32::from(letter) - u32::from('０')
    } else {
        letter.to_digit(10).unwrap_or(0)
    };
    let is_there = usize::try_from(number).is_ok_and(|number| menu.select_number(number));
    if is_there { run::accept(app, context) } else { Vec::new() }
}

/// Edits the line of a prompt or a search; a search begins anew when its word changed.
fn edit_line(app: &mut App, edit: impl FnOnce(&mut crate::app::line::Line) -> bool) -> Vec<Effect> {
    let token = app.searches + 1;
    match app.layers.last_mut() {
        Some(Layer::Prompt(prompt)) => {
            edit(&mut prompt.line);
            // What was wrong with the line is being put right.
            app.message = None;
            Vec::new()
        }
        Some(Layer::Palette(palette)) => {
            edit(&mut palette.line);
            palette.narrow();
            Vec::new()
        }
        Some(Layer::Find(find)) => {
            let Sought::Word(line) = &mut find.sought else { return Vec::new() };
            let before = line.text().to_owned();
            edit(line);
            if line.text() == before {
                return Vec::new();
            }
            find.restart(token);
            let query = find.query();
            app.searches = token;
            app.preview = None;
            app.message = None;
            vec![query.map_or(Effect::CancelSearch, |query| Effect::Search { token, query })]
        }
        _ => Vec::new(),
    }
}
