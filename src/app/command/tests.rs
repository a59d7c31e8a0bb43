//! No key is given away twice, every command can be reached with an input method on, and by two ways.

use super::*;
use crate::app::key::Code;

fn in_place(place: Place) -> impl Iterator<Item = &'static CommandSpec> {
    COMMANDS.iter().filter(move |spec| spec.places.contains(&place))
}

/// Where a line is typed, so that characters are no commands.
const TYPING: [Place; 8] =
    [Place::Find, Place::Form, Place::Filter, Place::Nested, Place::Prompt, Place::Palette, Place::Setup, Place::Pick];

fn is_character(key: &Key) -> bool {
    !key.ctrl && !key.alt && matches!(key.code, Code::Char(_))
}

#[test]
fn no_key_means_two_commands_in_one_place() {
    for &place in Place::ALL {
        let mut given: Vec<(Key, Command)> = Vec::new();
        for spec in in_place(place) {
            for key in spec.keys {
                let clash = given.iter().find(|(other, _)| other == key);
                assert_eq!(clash, None, "{key} is given to {:?} as well, in {place:?}", spec.command);
                given.push((*key, spec.command));
            }
        }
    }
}

#[test]
fn every_command_has_a_key_an_input_method_leaves_alone() {
    for &place in Place::ALL {
        for spec in in_place(place) {
            assert!(keys_of(place, spec.command).any(|key| !is_character(key)), "{:?} in {place:?}", spec.command);
        }
    }
}

/// The commands of the tabs.
const TABS: [Command; 9] = [
    Command::Today,
    Command::Receptions,
    Command::Issues,
    Command::Visits,
    Command::Deputies,
    Command::Activities,
    Command::Projects,
    Command::Stats,
    Command::Sync,
];

#[test]
fn every_command_has_a_second_way_to_it() {
    for &place in Place::ALL {
        let has_palette = in_place(place).any(|spec| spec.command == Command::Palette);
        for spec in in_place(place) {
            let keys: Vec<&Key> = keys_of(place, spec.command).filter(|key| !key.is_full_width()).collect();
            // The keys a terminal never keeps for itself (arrows, Enter, Esc, Tab, paging) need no second.
            let is_sure = keys.iter().any(|key| !key.may_be_kept() && !is_character(key) && !key.ctrl);
            let is_tab = TABS.contains(&spec.command);
            // From a choice or a question, Esc leads to where the digits are.
            let leads_out = is_tab && in_place(place).any(|spec| spec.command == Command::Back);
            let ways = keys.len() + usize::from(has_palette) + usize::from(leads_out);
            assert!(is_sure || ways >= 2, "{:?} in {place:?} has only {keys:?}", spec.command);
            let kept = keys.iter().all(|key| key.may_be_kept());
            let has_another = !kept || has_palette || leads_out;
            assert!(has_another, "{:?} in {place:?} stands on keys a terminal may keep", spec.command);
        }
    }
}

#[test]
fn no_editing_key_is_a_command_as_well() {
    for &place in Place::ALL {
        for editing in editing::of_place(place) {
            for key in editing.keys {
                let command = of_key(place, *key).map(|spec| spec.command);
                assert_eq!(command, None, "{key} in {place:?}");
            }
        }
    }
}

#[test]
fn keys_that_terminals_and_input_methods_take_are_not_used() {
    let taken = [Key::plain(Code::F(10)), Key::plain(Code::F(11)), Key::ctrl(' '), Key::ctrl('.'), Key::ctrl('c')];
    for spec in COMMANDS {
        // Control codes that a terminal cannot tell from Tab, Enter, Backspace and Esc.
        let doubles = ['i', 'm', 'h', 'j', '['].map(Key::ctrl);
        for key in spec.keys {
            assert!(!taken.contains(key) && !doubles.contains(key), "{key} for {:?}", spec.command);
        }
    }
}

#[test]
fn a_bare_letter_is_no_command() {
    for spec in COMMANDS {
        let letter = |key: &&Key| is_character(key) && matches!(key.code, Code::Char(c) if c.is_alphabetic());
        assert_eq!(spec.keys.iter().find(letter), None, "{:?}", spec.command);
    }
}

#[test]
fn where_a_line_is_typed_no_command_takes_a_character() {
    for place in TYPING.into_iter().filter(|place| *place != Place::Pick) {
        for spec in in_place(place) {
            assert_eq!(spec.keys.iter().find(|key| is_character(key)), None, "{:?} in {place:?}", spec.command);
        }
    }
}

#[test]
fn a_character_has_its_full_width_twin() {
    for &place in Place::ALL {
        for spec in in_place(place) {
            for key in keys_of(place, spec.command).filter(|key| is_character(key) && !key.is_full_width()) {
                let Code::Char(letter) = key.code else { continue };
                let twin = match letter {
                    ' ' => '\u{3000}',
                    letter => char::from_u32(u32::from(letter) + 0xfee0).unwrap_or(letter),
                };
                let has_twin = keys_of(place, spec.command).any(|key| key.code == Code::Char(twin));
                assert!(has_twin, "{letter} without {twin} for {:?} in {place:?}", spec.command);
            }
        }
    }
}

#[test]
fn chords_count_in_either_case() {
    let save = of_key(Place::Form, Key::ctrl('S')).map(|spec| spec.command);
    assert_eq!(save, Some(Command::Form(FormCommand::Save)));
    assert!(of_key(Place::Form, Key::plain(Code::Char('s'))).is_none());
}

#[test]
fn the_readme_has_the_table_as_it_is() {
    let readme = include_str!("../../../README.md");
    let table = manual::markdown();
    assert!(readme.contains(&table), "put the output of `cargo run -- keys` into the README:\n{table}");
}
