//! The help: the table of commands, written out place by place.

use super::command::{COMMANDS, CommandSpec, Place};
use super::form::keys;
use super::key::Key;
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
        /// What it does.
        help: &'static str,
    },
    /// A sentence.
    Note(&'static str),
}

/// The places the help speaks of, in order.
const CHAPTERS: [Place; 7] =
    [Place::List, Place::Detail, Place::Form, Place::Find, Place::Today, Place::Prompt, Place::Setup];

/// The whole help; the chapter of the place it was called from stands first.
pub fn lines(from: Place) -> Vec<HelpLine> {
    let mut lines =
        vec![HelpLine::Note(text::SECRETS), HelpLine::Note(text::INPUT_METHOD), HelpLine::Note(text::MARKS)];
    let rest = CHAPTERS.into_iter().filter(|place| *place != from);
    for place in CHAPTERS.into_iter().filter(|place| *place == from).chain(rest) {
        lines.push(HelpLine::Heading(text::place(place)));
        lines.extend(of_place(place));
    }
    lines
}

fn of_place(place: Place) -> Vec<HelpLine> {
    let mut lines: Vec<HelpLine> = if place == Place::Form { of_forms() } else { Vec::new() };
    let mut seen = Vec::new();
    for spec in COMMANDS.iter().filter(|spec| spec.places.contains(&place)) {
        if !seen.contains(&(spec.command, spec.name)) {
            seen.push((spec.command, spec.name));
            lines.push(HelpLine::Command { keys: keys(place, spec), name: spec.name, help: spec.help });
        }
    }
    lines
}

/// What an open form does itself.
fn of_forms() -> Vec<HelpLine> {
    let notes = text::FILLING.iter().copied().map(HelpLine::Note);
    let line = |line: &keys::Line| HelpLine::Command { keys: names(line.keys), name: line.name, help: "" };
    notes.chain(keys::LINES.iter().map(line)).collect()
}

fn names<'a>(keys: impl IntoIterator<Item = &'a Key>) -> String {
    let names: Vec<String> = keys.into_iter().map(ToString::to_string).collect();
    names.join(" ")
}

/// All keys of a command in a place: the table may name it on several lines.
fn keys(place: Place, spec: &CommandSpec) -> String {
    let same = COMMANDS.iter().filter(|other| other.command == spec.command && other.places.contains(&place));
    names(same.flat_map(|other| other.keys))
}
