//! No key is given away twice, and every command can be reached with an input method on.

use super::*;
use crate::app::form::keys;
use crate::app::key::Code;

#[test]
fn no_key_means_two_commands_in_one_place() {
    for &place in Place::ALL {
        let mut given: Vec<(Key, Command)> = Vec::new();
        for spec in COMMANDS.iter().filter(|spec| spec.places.contains(&place)) {
            for key in spec.keys {
                let clash = given.iter().find(|(other, _)| other == key);
                assert_eq!(clash, None, "{key} is given to {:?} as well, in {place:?}", spec.command);
                given.push((*key, spec.command));
            }
        }
    }
}

#[test]
fn a_form_loses_none_of_its_keys() {
    for line in keys::LINES {
        for key in line.keys {
            let taken = of_key(Place::Form, *key).map(|spec| spec.command);
            assert_eq!(taken, None, "{key} belongs to the form");
        }
    }
}

#[test]
fn every_command_has_a_key_an_input_method_leaves_alone() {
    for &place in Place::ALL {
        for spec in COMMANDS.iter().filter(|spec| spec.places.contains(&place)) {
            let same = COMMANDS.iter().filter(|other| other.command == spec.command && other.places.contains(&place));
            let is_safe = |key: &Key| key.ctrl || key.alt || !matches!(key.code, Code::Char(_));
            assert!(same.flat_map(|other| other.keys).any(is_safe), "{:?} in {place:?}", spec.command);
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
fn where_a_line_is_typed_no_command_takes_a_character() {
    for place in [Place::Find, Place::Form, Place::Prompt, Place::Setup] {
        for spec in COMMANDS.iter().filter(|spec| spec.places.contains(&place)) {
            let typed = |key: &&Key| !key.ctrl && !key.alt && matches!(key.code, Code::Char(_));
            assert_eq!(spec.keys.iter().find(typed), None, "{:?} in {place:?}", spec.command);
        }
    }
}
