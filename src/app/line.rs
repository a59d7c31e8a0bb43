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
    /// Whether what stands there was proposed and nothing was done to it yet.
    is_proposed: bool,
}

impl Line {
    /// A line that holds a text, the caret behind it.
    pub fn new(text: &str) -> Line {
        Line { input: Input::new(text.to_owned()), is_proposed: false }
    }

    /// A line that proposes a text: what is typed takes its place, unless the caret was moved into it first.
    pub fn proposing(text: &str) -> Line {
        Line { is_proposed: !text.is_empty(), ..Line::new(text) }
    }

    /// Whether what stands there gives way to what is typed.
    pub fn is_proposed(&self) -> bool {
        self.is_proposed
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
        let takes_away = matches!(
            request,
            InputRequest::InsertChar(_) | InputRequest::DeletePrevChar | InputRequest::DeleteNextChar
        );
        if std::mem::take(&mut self.is_proposed) && takes_away {
            self.input.reset();
        }
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
    fn what_is_typed_takes_the_place_of_what_was_proposed() {
        let after = |keys: &[Key]| {
            let mut line = Line::proposing("/家/报表");
            keys.iter().for_each(|key| assert!(line.press(*key)));
            assert!(!line.is_proposed());
            line.text().to_owned()
        };
        assert_eq!(after(&[Key::plain(Code::Char('/')), Key::plain(Code::Char('甲'))]), "/甲");
        assert_eq!(after(&[Key::plain(Code::End), Key::plain(Code::Char('甲'))]), "/家/报表甲");
        assert_eq!(after(&[Key::plain(Code::Left), Key::plain(Code::Backspace)]), "/家/表");
        assert_eq!(after(&[Key::plain(Code::Backspace)]), "");
        let mut line = Line::proposing("/家/报表");
        line.press(Key::ctrl('s'));
        assert!(line.is_proposed(), "a command changes nothing");
        line.paste("/乙/丙");
        assert_eq!(line.text(), "/乙/丙");
        assert!(!Line::proposing("").is_proposed());
    }

    #[test]
    fn chords_are_left_to_the_commands() {
        assert!(!Line::default().press(Key::ctrl('s')));
        assert!(!Line::default().press(Key::alt('1')));
    }
}
