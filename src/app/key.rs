//! Keys as the program names them, whatever terminal they come from.

use std::fmt;

use crate::text::zh::app::screens::key as name;

/// A key without its modifiers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Code {
    /// A printed character.
    Char(char),
    /// F1 to F12.
    F(u8),
    /// Enter.
    Enter,
    /// Esc.
    Esc,
    /// Tab.
    Tab,
    /// Shift+Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Up.
    Up,
    /// Down.
    Down,
    /// Left.
    Left,
    /// Right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// PageUp.
    PageUp,
    /// PageDown.
    PageDown,
}

/// A key press. Shift is not kept: it is in the character or in `BackTab`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Key {
        Key { code, ctrl: false, alt: false }
    }

    /// A key with Ctrl.
    pub const fn ctrl(letter: char) -> Key {
        Key { code: Code::Char(letter), ctrl: true, alt: false }
    }

    /// A key with Alt.
    pub const fn alt(letter: char) -> Key {
        Key { code: Code::Char(letter), ctrl: false, alt: true }
    }

    /// The key with a chord's letter in lower case.
    pub fn lower_chord(self) -> Key {
        match self.code {
            Code::Char(letter) if self.ctrl || self.alt => {
                Key { code: Code::Char(letter.to_ascii_lowercase()), ..self }
            }
            _ => self,
        }
    }

    /// Whether it is the full-width twin of a character's key, as an input method sends it.
    pub fn is_full_width(self) -> bool {
        matches!(self.code, Code::Char('\u{3000}' | '【' | '】' | '\u{ff01}'..='\u{ff5e}'))
    }

    /// Whether a terminal or a window manager may keep the key for itself: GNOME and MATE take F1 and Alt with digits,
    /// others further function keys or the letters of their menus.
    pub fn may_be_kept(self) -> bool {
        self.alt || matches!(self.code, Code::F(_))
    }
}

impl fmt::Display for Key {
    /// The name on the hint line and in the help: `Ctrl+S`, `F2`, `Enter`, `/`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl+")?;
        }
        if self.alt {
            f.write_str("Alt+")?;
        }
        match self.code {
            Code::Char(' ') => f.write_str(name::SPACE),
            Code::Char(letter) if self.ctrl || self.alt => write!(f, "{}", letter.to_ascii_uppercase()),
            Code::Char(letter) => write!(f, "{letter}"),
            Code::F(number) => write!(f, "F{number}"),
            Code::Enter => f.write_str("Enter"),
            Code::Esc => f.write_str("Esc"),
            Code::Tab => f.write_str("Tab"),
            Code::BackTab => f.write_str("Shift+Tab"),
            Code::Backspace => f.write_str(name::BACKSPACE),
            Code::Delete => f.write_str("Delete"),
            Code::Insert => f.write_str("Insert"),
            Code::Up => f.write_str(name::UP),
            Code::Down => f.write_str(name::DOWN),
            Code::Left => f.write_str(name::LEFT),
            Code::Right => f.write_str(name::RIGHT),
            Code::Home => f.write_str("Home"),
            Code::End => f.write_str("End"),
            Code::PageUp => f.write_str("PageUp"),
            Code::PageDown => f.write_str("PageDown"),
        }
    }
}
