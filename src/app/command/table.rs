//! The table of commands, in the order of the hint line.

use super::enabled::{
    always, has_links, has_list, may_edit, may_leave, may_new, may_open, may_step, may_undo, may_void, opened,
};
use super::{Command, CommandSpec, Place};
use crate::app::App;
use crate::app::key::{Code, Key};
use crate::text::zh::app::screens::command as text;

const BOOKS: &[Place] = &[Place::List];
const LISTS: &[Place] = &[Place::Today, Place::List];
const RECORDS: &[Place] = &[Place::List, Place::Find, Place::Detail];
/// Where no line is typed, so that letters, digits and Delete are commands.
const READING: &[Place] = &[Place::Today, Place::List, Place::Detail];
const TABBED: &[Place] = &[Place::Today, Place::List, Place::Find, Place::Detail, Place::Form, Place::Help];
const MOVING: &[Place] = &[Place::Today, Place::List, Place::Find, Place::Detail, Place::Menu, Place::Help];
const JUMPING: &[Place] = &[Place::Today, Place::List, Place::Detail, Place::Menu, Place::Help];
const OPENING: &[Place] = &[Place::Today, Place::List, Place::Find, Place::Detail];
const LEAVING: &[Place] =
    &[Place::Today, Place::List, Place::Find, Place::Detail, Place::Prompt, Place::Menu, Place::Help];
const HELPED: &[Place] =
    &[Place::Today, Place::List, Place::Find, Place::Detail, Place::Form, Place::Menu, Place::Prompt];

const fn key(code: Code) -> Key {
    Key::plain(code)
}

const fn letter(letter: char) -> Key {
    Key::plain(Code::Char(letter))
}

struct Line {
    command: Command,
    text: (&'static str, &'static str),
    places: &'static [Place],
    keys: &'static [Key],
}

const fn line(
    command: Command,
    text: (&'static str, &'static str),
    places: &'static [Place],
    keys: &'static [Key],
) -> Line {
    Line { command, text, places, keys }
}

impl Line {
    const fn hinted(self, enabled: fn(&App) -> Result<(), String>) -> CommandSpec {
        self.spec(true, enabled)
    }

    const fn unhinted(self, enabled: fn(&App) -> Result<(), String>) -> CommandSpec {
        self.spec(false, enabled)
    }

    const fn spec(self, hinted: bool, enabled: fn(&App) -> Result<(), String>) -> CommandSpec {
        let (name, help) = self.text;
        CommandSpec { command: self.command, name, help, places: self.places, keys: self.keys, hinted, enabled }
    }
}

/// Every command.
pub static COMMANDS: &[CommandSpec] = &[
    line(Command::Create, text::CREATE, &[Place::Setup], &[Key::ctrl('s'), key(Code::F(2))]).hinted(always),
    line(Command::New, text::NEW, BOOKS, &[key(Code::F(2)), Key::ctrl('n')]).hinted(may_new),
    line(Command::Open, text::OPEN, OPENING, &[key(Code::Enter)]).hinted(may_open),
    line(Command::Edit, text::EDIT, RECORDS, &[key(Code::F(3)), Key::ctrl('e')]).hinted(may_edit),
    line(Command::NextStep, text::NEXT_STEP, RECORDS, &[key(Code::F(6)), Key::ctrl('t')]).hinted(may_step),
    line(Command::Find, text::FIND, LISTS, &[letter('/'), letter('／'), Key::ctrl('f')]).hinted(opened),
    line(Command::Shelf, text::SHELF, BOOKS, &[key(Code::Tab), key(Code::Right)]).hinted(has_list),
    line(Command::ShelfBack, text::SHELF_BACK, BOOKS, &[key(Code::BackTab), key(Code::Left)]).unhinted(has_list),
    line(Command::NextLink, text::NEXT_LINK, &[Place::Detail], &[key(Code::Tab)]).hinted(has_links),
    line(Command::PreviousLink, text::PREVIOUS_LINK, &[Place::Detail], &[key(Code::BackTab)]).unhinted(has_links),
    line(Command::Accept, text::ACCEPT, &[Place::Prompt, Place::Menu], &[key(Code::Enter)]).hinted(always),
    line(Command::Back, text::BACK, LEAVING, &[key(Code::Esc)]).hinted(may_leave),
    line(Command::Help, text::HELP, HELPED, &[key(Code::F(1)), Key::ctrl('g')]).hinted(always),
    line(Command::Help, text::HELP, READING, &[letter('?'), letter('？')]).unhinted(always),
    line(Command::Void, text::VOID, &[Place::List, Place::Detail], &[key(Code::Delete), Key::ctrl('d')])
        .unhinted(may_void),
    line(Command::Void, text::DISCARD, &[Place::Today], &[key(Code::Delete), Key::ctrl('d')]).unhinted(opened),
    line(Command::Undo, text::UNDO, READING, &[Key::ctrl('z'), key(Code::F(12))]).unhinted(may_undo),
    line(Command::Export, text::EXPORT, BOOKS, &[key(Code::F(8)), Key::ctrl('o')]).unhinted(has_list),
    line(Command::Today, text::TODAY, TABBED, &[Key::alt('1')]).unhinted(opened),
    line(Command::Receptions, text::RECEPTIONS, TABBED, &[Key::alt('2')]).unhinted(opened),
    line(Command::Issues, text::ISSUES, TABBED, &[Key::alt('3')]).unhinted(opened),
    line(Command::Visits, text::VISITS, TABBED, &[Key::alt('4')]).unhinted(opened),
    line(Command::Deputies, text::DEPUTIES, TABBED, &[Key::alt('5')]).unhinted(opened),
    line(Command::Today, text::TODAY, READING, &[letter('1'), letter('１')]).unhinted(opened),
    line(Command::Receptions, text::RECEPTIONS, READING, &[letter('2'), letter('２')]).unhinted(opened),
    line(Command::Issues, text::ISSUES, READING, &[letter('3'), letter('３')]).unhinted(opened),
    line(Command::Visits, text::VISITS, READING, &[letter('4'), letter('４')]).unhinted(opened),
    line(Command::Deputies, text::DEPUTIES, READING, &[letter('5'), letter('５')]).unhinted(opened),
    line(Command::Up, text::UP, MOVING, &[key(Code::Up)]).unhinted(always),
    line(Command::Down, text::DOWN, MOVING, &[key(Code::Down)]).unhinted(always),
    line(Command::PageUp, text::PAGE_UP, MOVING, &[key(Code::PageUp)]).unhinted(always),
    line(Command::PageDown, text::PAGE_DOWN, MOVING, &[key(Code::PageDown)]).unhinted(always),
    line(Command::Home, text::HOME, JUMPING, &[key(Code::Home)]).unhinted(always),
    line(Command::End, text::END, JUMPING, &[key(Code::End)]).unhinted(always),
    line(Command::Repaint, text::REPAINT, Place::ALL, &[Key::ctrl('l')]).unhinted(always),
    line(Command::Quit, text::QUIT, Place::ALL, &[Key::ctrl('q')]).hinted(always),
];
