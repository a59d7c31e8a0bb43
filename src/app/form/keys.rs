//! The table of a form's commands: every command once, with its keys and what it is called.

use crate::app::key::{Code, Key};
use crate::text::zh::app::form as say;

/// What a form can be told to do, apart from typing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    /// Accept the field and go to the next empty one; a line break in a text of several lines.
    Accept,
    /// Go to the next field.
    Next,
    /// Go to the field before.
    Back,
    /// Go down a row, then to the next field.
    Down,
    /// Go up a row, then to the field before.
    Up,
    /// Go down a screenful.
    PageDown,
    /// Go up a screenful.
    PageUp,
    /// Save.
    Save,
    /// Save and start the next one with the carried fields.
    SaveAnother,
    /// Leave; what was typed stays as a draft.
    Leave,
    /// Take this field's value from the last record.
    CopyLast,
    /// Open the pick list of a coded field.
    Pick,
    /// Add a row to the list in focus; anywhere else register an issue raised.
    Add,
    /// Register an issue raised, wherever the cursor is.
    AddIssue,
    /// Take the selected row off its list.
    Remove,
    /// Go to the next finding.
    NextFinding,
    /// Turn the code point before the caret (`U+20BB7`) into its character.
    CodePoint,
    /// Clear the field.
    Clear,
}

/// One line of the table.
pub struct Line {
    /// The command.
    pub command: Command,
    /// The keys that give it, the first one shown.
    pub keys: &'static [Key],
    /// What it does, in a few words.
    pub name: &'static str,
}

const fn line(command: Command, keys: &'static [Key], name: &'static str) -> Line {
    Line { command, keys, name }
}

/// Every command of a form.
pub const LINES: &[Line] = &[
    line(Command::Accept, &[Key::plain(Code::Enter)], say::ACCEPT),
    line(Command::Next, &[Key::plain(Code::Tab)], say::NEXT),
    line(Command::Save, &[Key::ctrl('s')], say::SAVE),
    line(Command::SaveAnother, &[Key::ctrl('n')], say::SAVE_ANOTHER),
    line(Command::Leave, &[Key::plain(Code::Esc)], say::LEAVE),
    line(Command::Pick, &[Key::plain(Code::F(4)), Key::ctrl('k')], say::PICK),
    line(Command::Add, &[Key::plain(Code::F(2))], say::ADD),
    line(Command::AddIssue, &[Key::alt('i')], say::ADD_ISSUE),
    line(Command::Remove, &[Key::ctrl('d')], say::REMOVE),
    line(Command::NextFinding, &[Key::plain(Code::F(6)), Key::ctrl('t')], say::NEXT_FINDING),
    line(Command::CopyLast, &[Key::plain(Code::F(3)), Key::ctrl('r')], say::COPY_LAST),
    line(Command::Back, &[Key::plain(Code::BackTab)], say::BACK),
    line(Command::Down, &[Key::plain(Code::Down)], say::DOWN),
    line(Command::Up, &[Key::plain(Code::Up)], say::UP),
    line(Command::PageDown, &[Key::plain(Code::PageDown)], say::PAGE_DOWN),
    line(Command::PageUp, &[Key::plain(Code::PageUp)], say::PAGE_UP),
    line(Command::Clear, &[Key::ctrl('u')], say::CLEAR),
    line(Command::CodePoint, &[Key::alt('x')], say::CODE_POINT),
];

/// The command of a key; `None` for keys that edit the field. Ctrl and Alt letters count in either case.
pub fn command(key: Key) -> Option<Command> {
    let key = match key.code {
        Code::Char(letter) => Key { code: Code::Char(letter.to_ascii_lowercase()), ..key },
        _ => key,
    };
    LINES.iter().find(|line| line.keys.contains(&key)).map(|line| line.command)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::{self, Place};

    #[test]
    fn no_key_is_given_away_twice() {
        let keys: Vec<Key> = LINES.iter().flat_map(|line| line.keys).copied().collect();
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key), "{key}");
            assert!(command::of_key(Place::Form, *key).is_none(), "{key}");
        }
    }

    #[test]
    fn chords_count_in_either_case_and_letters_are_no_commands() {
        assert_eq!(command(Key::ctrl('S')), Some(Command::Save));
        assert_eq!(command(Key::plain(Code::Char('s'))), None);
    }
}
