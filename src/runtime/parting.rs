//! What is done for the clerk when the program ends without her wish: what is typed becomes a draft.

use std::ops::ControlFlow;

use super::guard::caught;
use super::office::Office;
use crate::app::App;
use crate::app::action::Action;
use crate::app::update::update;

/// What became of what was typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kept {
    /// Nothing was open, or nothing typed.
    Nothing,
    /// It is a draft.
    Draft,
    /// It could not be written, and why where that is known.
    Lost(String),
}

/// Writes the open form's draft, whatever state a panic has left the program in.
pub fn part(app: &mut App, office: &mut Office) -> Kept {
    let written = caught(|| {
        let effects = update(app, Action::HangUp, &office.context());
        let mut progress = |_, _| ControlFlow::Continue(());
        let answers = effects.into_iter().flat_map(|effect| office.carry_out(effect, &mut progress).0);
        let outcome = answers.filter_map(|answer| match answer {
            Action::DraftWritten(_) => Some(Kept::Draft),
            Action::DraftFailed(_, why) => Some(Kept::Lost(why)),
            _ => None,
        });
        outcome.last().unwrap_or(Kept::Nothing)
    });
    written.unwrap_or(Kept::Lost(String::new()))
}
