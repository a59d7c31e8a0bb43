//! The settings screen: opened, narrowed, and what its lines lead to.

use super::{go_to_shelf, run as commands};
use crate::app::command::{Command, Place};
use crate::app::effect::Effect;
use crate::app::message::Tone;
use crate::app::prompt::Asked;
use crate::app::settings::{Settings, Target};
use crate::app::start::Start;
use crate::app::{App, Layer};
use crate::model::Context;
use crate::model::codes::Origin;
use crate::text::zh::app::screens::settings as text;

/// Opens the settings, or gives the selected one up.
pub(super) fn run(app: &mut App, command: Command, context: &Context<'_>) -> Vec<Effect> {
    if command == Command::Settings { open(app) } else { reset(app, context) }
}

pub(super) fn open(app: &mut App) -> Vec<Effect> {
    app.message = None;
    app.push(Layer::Settings(Box::default()));
    Vec::new()
}

/// Opens the settings with one of them selected.
pub(super) fn open_at(app: &mut App, key: &str, context: &Context<'_>) -> Vec<Effect> {
    let mut settings = Settings::default();
    settings.select_key(key, context);
    app.message = None;
    app.push(Layer::Settings(Box::new(settings)));
    Vec::new()
}

/// Enter: the form of the selected setting, or the list it stands for.
pub(super) fn follow(app: &mut App, context: &Context<'_>) -> Vec<Effect> {
    match selected(app, context) {
        Some(Target::Setting(item)) => {
            if let Some(reason) = app.desk.as_ref().and_then(|desk| desk.read_only.clone()) {
                app.say(text::read_only(&reason), Tone::Warning);
                return vec![Effect::Bell];
            }
            commands::prepare(app, Start::Setting(item.key))
        }
        Some(Target::Shelf(tab, shelf)) => go_to_shelf(app, tab, shelf),
        None => Vec::new(),
    }
}

/// Asks why the selected setting is given up.
fn reset(app: &mut App, context: &Context<'_>) -> Vec<Effect> {
    let refused = match selected(app, context) {
        Some(Target::Setting(item)) if context.codes.origin(&item.key) != Origin::Shipped => {
            return commands::ask(app, text::reset_reason(&item.label()), Asked::ResetReason(item.key));
        }
        Some(Target::Setting(_)) => text::IS_SHIPPED,
        Some(Target::Shelf(..)) | None => text::NO_SETTING,
    };
    app.say(refused, Tone::Warning);
    vec![Effect::Bell]
}

/// Asks what the lines are to be narrowed to.
pub(super) fn ask_word(app: &mut App) -> Vec<Effect> {
    commands::ask(app, text::NARROW_TO.to_owned(), Asked::Narrow)
}

/// Narrows the lines; an empty word shows all of them.
pub(super) fn narrow(app: &mut App, word: &str) -> Vec<Effect> {
    if let Some(settings) = top(app) {
        settings.narrow(word);
    }
    Vec::new()
}

/// Esc on narrowed settings: all of them again. False where there is nothing to widen.
pub(super) fn widen(app: &mut App) -> bool {
    if app.place() != Place::Settings {
        return false;
    }
    match top(app) {
        Some(settings) if !settings.word.is_empty() => {
            settings.narrow("");
            true
        }
        _ => false,
    }
}

fn top(app: &mut App) -> Option<&mut Settings> {
    match app.layers.last_mut() {
        Some(Layer::Settings(settings)) => Some(settings),
        _ => None,
    }
}

fn selected(app: &App, context: &Context<'_>) -> Option<Target> {
    match app.layers.last() {
        Some(Layer::Settings(settings)) => settings.line(context).map(|line| line.target),
        _ => None,
    }
}
