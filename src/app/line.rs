//! One line of typed text with its caret.

use tui_input::{Input, InputRequest};

use super::key::{Code, Key};
use crate::text::clean;

/// The most characters a line takes.
const MOST: usize = 200;

/// A line being typed.
#[derive(Clone, Debug, Default)]
pub struct Line {
    input: Input,
}

impl Line {
    /// A line that holds a text, the caret behind it.
    pub fn new(text: &str) -> Line {
        Line { input: Input::new(text.to_owned()) }
    }

    /// What is typed.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// What stands before the caret.
    pub fn before_caret(&self) -> &str {
        let text = self.input.value();
        let end = text.char_indices().nth(self.input.cursor()).map_or(text.len(), |(at, _)| at);
        &text[..end]
    }

    /// Takes an editing key; false for a key that is none.
    pub fn press(&mut self, key: Key) -> bool {
        let Some(request) = request_of(key) else { return false };
        if matches!(request, InputRequest::InsertChar(_)) && self.text().chars().count() >= MOST {
            return true;
        }
        self.input.handle(request);
        true
    }

    /// Inserts pasted text on the line: line breaks and tabs become blanks, other control characters are dropped.
    pub fn paste(&mut self, text: &str) {
        for letter in text.chars().take(MOST) {
            let letter = if letter.is_whitespace() { ' ' } else { letter };
            if clean::is_clean_char(letter) {
                self.press(Key::plain(Code::Char(letter)));
            }
        }
    }
}

fn request_of(key: Key) -> Option<InputRequest> {
    if key.alt {
        return None;
    }
    Some(match (key.ctrl, key.code) {
        (false, Code::Char(letter)) if !letter.is_control() => InputRequest::InsertChar(letter),
        (false, Code::Backspace) => InputRequest::DeletePrevChar,
        (false, Code::Delete) => InputRequest::DeleteNextChar,
        (false, Code::Left) => InputRequest::GoToPrevChar,
        (false, Code::Right) => InputRequest::GoToNextChar,
        (false, Code::Home) => InputRequest::GoToStart,
        (false, Code::End) => InputRequest::GoToEnd,
        (true, Code::Char('u')) => InputRequest::DeleteLine,
        (true, Code::Char('w')) => InputRequest::DeletePrevWord,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Line {
        let mut line = Line::default();
        line.paste(text);
        line
    }

    #[test]
    fn the_caret_counts_characters_of_any_width() {
        let mut line = typed("路灯a不亮");
        assert_eq!(line.before_caret(), "路灯a不亮");
        line.press(Key::plain(Code::Left));
        line.press(Key::plain(Code::Left));
        assert_eq!(line.before_caret(), "路灯a");
        line.press(Key::plain(Code::Backspace));
        assert_eq!(line.text(), "路灯不亮");
    }

    #[test]
    fn pasted_line_breaks_and_escapes_do_no_harm() {
        assert_eq!(typed("一\r\n二\u{1b}[31m").text(), "一  二[31m");
    }

    #[test]
    fn a_line_is_bounded() {
        assert_eq!(typed(&"长".repeat(10_000)).text().chars().count(), MOST);
    }

    #[test]
    fn chords_are_left_to_the_commands() {
        assert!(!Line::default().press(Key::ctrl('s')));
        assert!(!Line::default().press(Key::alt('1')));
    }
}
