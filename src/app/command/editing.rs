//! The keys that are no commands: they type, edit a line, or move within it. Listed beside the table of commands, so that the
//! help and the README name them, and tests can tell that none of them is given away twice or left out.

use super::Place;
use crate::app::key::{Code, Key};
use crate::text::zh::app::screens::editing as text;

/// Some keys that do the same kind of thing.
pub struct Editing {
    /// Where.
    pub places: &'static [Place],
    /// The keys.
    pub keys: &'static [Key],
    /// How they are written where all of them would be too many; else empty.
    pub written: &'static str,
    /// What they are called.
    pub name: &'static str,
    /// What they do, in one sentence.
    pub help: &'static str,
}

impl Editing {
    /// The keys as the clerk reads them.
    pub fn shown(&self) -> String {
        match self.written {
            "" => self.keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            written => written.to_owned(),
        }
    }
}

const FORMS: &[Place] = &[Place::Form, Place::Nested, Place::Filter];
const LINES: &[Place] = &[Place::Prompt, Place::Find, Place::Palette];
const LISTED: &[Place] = &[Place::Form, Place::Nested];
const DIGITS: [Key; 9] = [
    key(Code::Char('1')),
    key(Code::Char('2')),
    key(Code::Char('3')),
    key(Code::Char('4')),
    key(Code::Char('5')),
    key(Code::Char('6')),
    key(Code::Char('7')),
    key(Code::Char('8')),
    key(Code::Char('9')),
];

const fn key(code: Code) -> Key {
    Key::plain(code)
}

const fn with_ctrl(code: Code) -> Key {
    Key { code, ctrl: true, alt: false }
}

const fn editing(
    places: &'static [Place],
    (name, help): text::Text,
    written: &'static str,
    keys: &'static [Key],
) -> Editing {
    Editing { places, keys, written, name, help }
}

/// The keys of a caret.
const CARET: &[Key] = &[
    key(Code::Left),
    key(Code::Right),
    with_ctrl(Code::Left),
    with_ctrl(Code::Right),
    key(Code::Home),
    key(Code::End),
    with_ctrl(Code::Home),
    with_ctrl(Code::End),
];
/// The keys that take characters away, and the one that puts a word taken away back.
const ERASING: &[Key] = &[
    key(Code::Backspace),
    key(Code::Delete),
    with_ctrl(Code::Backspace),
    Key::ctrl('w'),
    with_ctrl(Code::Delete),
    Key::ctrl('y'),
];

/// The caret's keys on a line outside a form.
const LINE_CARET: &[Key] = &[key(Code::Left), key(Code::Right), key(Code::Home), key(Code::End)];
/// The keys that take characters away there.
const LINE_ERASING: &[Key] = &[key(Code::Backspace), key(Code::Delete), Key::ctrl('w'), Key::ctrl('u')];

/// Every editing key, place by place.
pub static EDITING: &[Editing] = &[
    editing(FORMS, text::CARET, text::CARET_KEYS, CARET),
    editing(FORMS, text::ERASE, text::ERASE_KEYS, ERASING),
    editing(FORMS, text::TOGGLE, "", &[key(Code::Char(' '))]),
    editing(LISTED, text::ADD_ROW, "", &[key(Code::Insert)]),
    editing(LISTED, text::REMOVE_ROW, "", &[key(Code::Delete)]),
    editing(&[Place::Pick], text::NARROW, "", &[key(Code::Backspace), Key::ctrl('u')]),
    editing(&[Place::Pick], text::PICK_NUMBER, text::NUMBER_KEYS, &DIGITS),
    editing(&[Place::Menu], text::MENU_NUMBER, text::NUMBER_KEYS, &DIGITS),
    editing(LINES, text::LINE_CARET, "", LINE_CARET),
    editing(LINES, text::LINE_ERASE, text::LINE_ERASE_KEYS, LINE_ERASING),
    editing(&[Place::Setup], text::SETUP_NEXT, "", &[key(Code::Enter), key(Code::Tab), key(Code::Down)]),
    editing(&[Place::Setup], text::SETUP_BACK, "", &[key(Code::BackTab), key(Code::Up)]),
    editing(&[Place::Setup], text::LINE_CARET, "", LINE_CARET),
    editing(&[Place::Setup], text::LINE_ERASE, text::LINE_ERASE_KEYS, LINE_ERASING),
];

/// Those of a place.
pub fn of_place(place: Place) -> impl Iterator<Item = &'static Editing> {
    EDITING.iter().filter(move |editing| editing.places.contains(&place))
}
