//! The help: the table of commands, written out place by place.

use super::command::{self, Place, editing, manual};
use crate::text::width;
use crate::text::zh::app::screens::help as text;

/// One line of the help.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HelpLine {
    /// The name of a place.
    Heading(&'static str),
    /// Keys, the command's name, and what it does.
    Command {
        /// The keys, separated by blanks.
        keys: String,
        /// The command's name.
        name: &'static str,
        /// What it does, or as much of it as fits.
        help: String,
    },
    /// The rest of what a command does.
    More(String),
    /// A sentence, or a part of it.
    Note(String),
}

/// Columns of the keys and of the command's name.
pub const KEYS: usize = 18;
/// Columns of the command's name.
pub const NAME: usize = 11;

/// The whole help in lines of at most `columns` display columns; the chapter of the place it was called from stands first.
pub fn lines(from: Place, columns: usize) -> Vec<HelpLine> {
    let mut lines = Vec::new();
    for note in [text::SECRETS, text::INPUT_METHOD, text::MARKS] {
        push_note(&mut lines, note, columns);
    }
    let rest = manual::CHAPTERS.into_iter().filter(|place| *place != from);
    for place in manual::CHAPTERS.into_iter().filter(|place| *place == from).chain(rest) {
        lines.push(HelpLine::Heading(text::place(place)));
        push_place(&mut lines, place, columns);
    }
    lines
}

fn push_place(lines: &mut Vec<HelpLine>, place: Place, columns: usize) {
    let notes: &[&'static str] = if place == Place::Form { &text::FILLING } else { &[] };
    notes.iter().for_each(|note| push_note(lines, note, columns));
    let room = columns.saturating_sub(KEYS + NAME).max(2);
    let mut push = |keys: String, name: &'static str, help: &'static str| {
        let mut parts = width::wrap(help, room).into_iter().map(|range| help[range].to_owned());
        let help = parts.next().unwrap_or_default();
        lines.push(HelpLine::Command { keys, name, help });
        lines.extend(parts.map(HelpLine::More));
    };
    for editing in editing::of_place(place) {
        push(editing.shown(), editing.name, editing.help);
    }
    for spec in command::of_place(place) {
        push(manual::keys(place, spec.command), spec.name, spec.help);
    }
}

fn push_note(lines: &mut Vec<HelpLine>, note: &str, columns: usize) {
    lines.extend(width::wrap(note, columns.max(2)).into_iter().map(|range| HelpLine::Note(note[range].to_owned())));
}
