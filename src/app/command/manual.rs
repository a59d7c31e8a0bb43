//! The table of commands written out for reading: names of keys, and the whole as Markdown for the README and
//! `liaison keys`.

use super::editing::EDITING;
use super::{Command, Place, keys_of, of_place};
use crate::text::zh::app::screens::help as text;

/// The places the manual speaks of, in order.
pub const CHAPTERS: [Place; 22] = [
    Place::List,
    Place::Detail,
    Place::Plan,
    Place::Import,
    Place::Imported,
    Place::Form,
    Place::Nested,
    Place::Pick,
    Place::Find,
    Place::Filter,
    Place::Filtered,
    Place::Today,
    Place::Stats,
    Place::Sync,
    Place::Takeover,
    Place::Exchange,
    Place::Palette,
    Place::Menu,
    Place::Prompt,
    Place::Help,
    Place::Settings,
    Place::Setup,
];

/// The keys of a command in a place, separated by blanks; a full-width twin is left out, because it is the same key.
pub fn keys(place: Place, command: Command) -> String {
    let names = keys_of(place, command).filter(|key| !key.is_full_width()).map(ToString::to_string);
    names.collect::<Vec<_>>().join(" ")
}

/// The whole table as Markdown: a row for each command, with the places it can be given in and its keys there, then what
/// the keys do that are no commands.
pub fn markdown() -> String {
    let mut rows: Vec<(String, &'static str, &'static str, Vec<&'static str>)> = Vec::new();
    for place in CHAPTERS {
        for spec in of_place(place) {
            let keys = keys(place, spec.command);
            let same =
                rows.iter_mut().find(|(of, name, help, _)| *of == keys && *name == spec.name && *help == spec.help);
            match same {
                Some((.., places)) => places.push(text::place(place)),
                None => rows.push((keys, spec.name, spec.help, vec![text::place(place)])),
            }
        }
    }
    for editing in EDITING {
        let places = editing.places.iter().map(|place| text::place(*place)).collect();
        rows.push((editing.shown(), editing.name, editing.help, places));
    }
    let mut table = text::TABLE_HEAD.to_owned();
    for (keys, name, help, places) in rows {
        table.push_str(&text::table_row(&keys, name, help, &places));
    }
    table
}
