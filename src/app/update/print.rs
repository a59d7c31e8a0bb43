//! Printing and handing on: what is offered, where it goes, whether it is shown.

use crate::app::action::Written;
use crate::app::command::Place;
use crate::app::effect::Effect;
use crate::app::line::Line;
use crate::app::menu::{Choice, Menu};
use crate::app::message::Tone;
use crate::app::printing::{self, Wanted, Writing};
use crate::app::prompt::{Asked, Prompt};
use crate::app::{App, Layer};
use crate::model::Context;
use crate::text::zh::app::screens::printing as text;

/// Offers what can be printed or handed on of what is in view.
pub(super) fn offer(app: &mut App, context: &Context<'_>) -> Vec<Effect> {
    match printing::offered(app, context) {
        Ok(menu) => {
            app.message = None;
            app.push(Layer::Menu(Box::new(menu)));
            Vec::new()
        }
        Err(why) => {
            app.say(why, Tone::Warning);
            vec![Effect::Bell]
        }
    }
}

/// Asks where to, with the place of the last time filled in.
pub(super) fn ask_folder(app: &mut App, wanted: Wanted) -> Vec<Effect> {
    let folder = app.desk.as_ref().map_or("", |desk| desk.folder.as_str());
    let line = Line::proposing(folder);
    app.message = None;
    app.push(Layer::Prompt(Box::new(Prompt {
        question: text::folder(!folder.is_empty()).to_owned(),
        line,
        purpose: Asked::Folder(Box::new(wanted)),
    })));
    Vec::new()
}

/// The place is known. Where the system can show a file, asks whether it is to; else writes.
pub(super) fn placed(app: &mut App, wanted: Wanted, folder: String) -> Vec<Effect> {
    let writing = |opens| Writing { wanted: wanted.clone(), folder: folder.clone(), opens };
    if !app.desk.as_ref().is_some_and(|desk| desk.has_viewer) {
        return write(app, writing(false));
    }
    let choice = |name: &str, opens| (name.to_owned(), Choice::Write(Box::new(writing(opens))));
    let items = vec![choice(text::OPEN, true), choice(text::ONLY_WRITE, false)];
    app.push(Layer::Menu(Box::new(Menu::new(text::SHOW.to_owned(), items))));
    Vec::new()
}

/// Writes, while the screen goes on.
pub(super) fn write(app: &mut App, writing: Writing) -> Vec<Effect> {
    app.message = None;
    app.is_writing = true;
    vec![Effect::Write(Box::new(writing))]
}

/// Esc while something is written: that is stopped first. Nothing where a question or a choice lies on top.
pub(super) fn stop(app: &mut App) -> Option<Vec<Effect>> {
    let is_free = matches!(
        app.place(),
        Place::Today | Place::Stats | Place::List | Place::Find | Place::Filtered | Place::Detail
    );
    if !app.is_writing || !is_free {
        return None;
    }
    app.say(text::STOPPING, Tone::Plain);
    Some(vec![Effect::StopWriting])
}

/// What was to be written is there, or is not.
pub(super) fn written(app: &mut App, written: Result<Written, String>) -> Vec<Effect> {
    app.is_writing = false;
    match written {
        Ok(Written { said, folder }) => {
            if let Some(desk) = &mut app.desk {
                desk.folder = folder;
            }
            app.say(said, Tone::Done);
            Vec::new()
        }
        Err(why) => {
            app.say(why, Tone::Error);
            vec![Effect::Bell]
        }
    }
}
