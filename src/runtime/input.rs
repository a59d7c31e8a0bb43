//! Keys, pastes and sizes from the terminal, as the program names them.

use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::events::News;
use crate::app::key::{Code, Key};

/// Starts the thread that waits for the terminal. It ends with the program: nothing can interrupt its waiting.
pub fn start(news: Sender<News>) -> std::io::Result<()> {
    let listen = move || {
        loop {
            let (told, is_over) = match event::read() {
                // On Unix a signal has told it already.
                Ok(Event::Resize(..)) => ((!cfg!(unix)).then_some(News::Resized), false),
                Ok(Event::Paste(text)) => (Some(News::Paste(text)), false),
                Ok(Event::Key(pressed)) => (key(pressed).map(News::Key), false),
                Ok(Event::FocusGained | Event::FocusLost | Event::Mouse(_)) => (None, false),
                Err(error) => {
                    tracing::error!(%error, "the terminal cannot be read");
                    (Some(News::HangUp), true)
                }
            };
            if told.is_some_and(|told| news.send(told).is_err()) || is_over {
                return;
            }
        }
    };
    thread::Builder::new().name("input".to_owned()).spawn(listen).map(drop)
}

/// A key press as the program names it; nothing for releases and keys no command has.
pub fn key(pressed: KeyEvent) -> Option<Key> {
    if pressed.kind == KeyEventKind::Release {
        return None;
    }
    let code = match pressed.code {
        KeyCode::Char(letter) => Code::Char(letter),
        KeyCode::F(number) => Code::F(number),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        // Some terminals send Tab with Shift instead of a key of its own.
        KeyCode::Tab if pressed.modifiers.contains(KeyModifiers::SHIFT) => Code::BackTab,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    };
    let ctrl = pressed.modifiers.contains(KeyModifiers::CONTROL);
    let alt = pressed.modifiers.contains(KeyModifiers::ALT);
    // AltGr arrives as Ctrl+Alt on Windows and types a character.
    let is_typed = ctrl && alt && matches!(code, Code::Char(letter) if !letter.is_ascii_alphanumeric());
    Some(Key { code, ctrl: ctrl && !is_typed, alt: alt && !is_typed })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
        KeyEvent::new(code, modifiers)
    }

    #[test]
    fn releases_are_dropped_and_repeats_count() {
        let mut release = pressed(KeyCode::Enter, KeyModifiers::NONE);
        release.kind = KeyEventKind::Release;
        assert_eq!(key(release), None);
        release.kind = KeyEventKind::Repeat;
        assert_eq!(key(release), Some(Key::plain(Code::Enter)));
    }

    #[test]
    fn chords_and_shifted_tabs_have_their_names() {
        assert_eq!(key(pressed(KeyCode::Char('s'), KeyModifiers::CONTROL)), Some(Key::ctrl('s')));
        assert_eq!(key(pressed(KeyCode::Char('1'), KeyModifiers::ALT)), Some(Key::alt('1')));
        assert_eq!(key(pressed(KeyCode::Tab, KeyModifiers::SHIFT)), Some(Key::plain(Code::BackTab)));
        assert_eq!(key(pressed(KeyCode::BackTab, KeyModifiers::SHIFT)), Some(Key::plain(Code::BackTab)));
        let shifted = pressed(KeyCode::Char('A'), KeyModifiers::SHIFT);
        assert_eq!(key(shifted), Some(Key::plain(Code::Char('A'))));
    }

    #[test]
    fn a_character_typed_with_altgr_is_no_chord() {
        let typed = pressed(KeyCode::Char('@'), KeyModifiers::CONTROL | KeyModifiers::ALT);
        assert_eq!(key(typed), Some(Key::plain(Code::Char('@'))));
    }
}
