//! A report being sent: its form waits for the end of it, and Esc stops it.

use crate::app::App;
use crate::app::command::{self, Command};
use crate::app::effect::Effect;
use crate::app::form::Submission;
use crate::app::key::{Code, Key};
use crate::app::message::Tone;
use crate::app::save;
use crate::text::zh::app::screens::sending as text;

/// Has a form saved. One that sends a report stays as it is until that has ended: it takes long.
pub(super) fn save(app: &mut App, mut submission: Box<Submission>, also: Vec<u64>) -> Vec<Effect> {
    if save::sends(&mut submission).is_some() {
        app.is_sending = true;
        app.say(text::BEGUN, Tone::Plain);
    }
    vec![Effect::Save(submission, also)]
}

/// A key while a report is being sent.
pub(super) fn press(app: &mut App, key: Key) -> Vec<Effect> {
    if key == Key::plain(Code::Esc) {
        app.say(text::STOPPING, Tone::Plain);
        return vec![Effect::StopSending];
    }
    match command::of_key(app.place(), key).map(|spec| spec.command) {
        Some(Command::Repaint) => vec![Effect::Repaint],
        _ => refuse(app),
    }
}

/// Anything else has to wait.
pub(super) fn refuse(app: &mut App) -> Vec<Effect> {
    app.say(text::BUSY, Tone::Warning);
    vec![Effect::Bell]
}
