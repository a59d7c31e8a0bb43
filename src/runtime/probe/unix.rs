//! Reading what a terminal answers, and what is typed meanwhile, with a limit on the waiting.

use std::io;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, retry_on_intr};
use rustix::stdio::stdin;

use crate::app::key::{Code, Key};

const ESC: u8 = 0x1b;

/// Whether something arrives in this time.
pub(super) fn is_readable(within: Duration) -> io::Result<bool> {
    let timeout = Timespec::try_from(within).map_err(|_| Errno::INVAL)?;
    let input = stdin();
    match poll(&mut [PollFd::new(&input, PollFlags::IN)], Some(&timeout)) {
        Ok(ready) => Ok(ready > 0),
        // The caller looks at the time that is left.
        Err(Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Reads what has arrived; whether that was anything.
pub(super) fn read(arrived: &mut Vec<u8>) -> io::Result<bool> {
    let mut chunk = [0; 256];
    let count = retry_on_intr(|| rustix::io::read(stdin(), &mut chunk))?;
    arrived.extend_from_slice(&chunk[..count]);
    Ok(count > 0)
}

/// Takes the cursor's place out of what has arrived and gives its column, counted from 1.
pub(super) fn take_reply(arrived: &mut Vec<u8>) -> Option<u16> {
    let starts = arrived.windows(2).enumerate().filter(|(_, pair)| *pair == [ESC, b'[']).map(|(at, _)| at);
    let mut reply = starts.filter_map(|start| {
        let length = arrived[start..].iter().position(|byte| *byte == b'R')?;
        let place = std::str::from_utf8(&arrived[start + 2..start + length]).ok()?;
        let (row, column) = place.split_once(';')?;
        row.parse::<u16>().ok()?;
        Some((start..=start + length, column.parse().ok()?))
    });
    let (range, column) = reply.next_back()?;
    arrived.drain(range);
    Some(column)
}

/// The characters among what was typed ahead, with Enter, Tab, Backspace and chords of Ctrl and Alt. Other keys, which
/// send sequences of their own, are passed over.
pub(super) fn keys(typed: &[u8]) -> Vec<Key> {
    let text = String::from_utf8_lossy(typed);
    let mut letters = text.chars().peekable();
    let mut keys = Vec::new();
    while let Some(letter) = letters.next() {
        let key = match letter {
            '\r' | '\n' => Key::plain(Code::Enter),
            '\t' => Key::plain(Code::Tab),
            '\u{7f}' => Key::plain(Code::Backspace),
            '\u{1b}' => match letters.next() {
                None => Key::plain(Code::Esc),
                Some('[') => {
                    while letters.next_if(|letter| !('@'..='~').contains(letter)).is_some() {}
                    letters.next();
                    continue;
                }
                Some('O') => {
                    letters.next();
                    continue;
                }
                Some(letter) => Key::alt(letter),
            },
            '\u{1}'..='\u{1a}' => Key::ctrl(char::from(letter as u8 - 1 + b'a')),
            '\u{0}'..='\u{1f}' | char::REPLACEMENT_CHARACTER => continue,
            letter => Key::plain(Code::Char(letter)),
        };
        keys.push(key);
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(arrived: &str) -> (Option<u16>, String) {
        let mut bytes = arrived.as_bytes().to_vec();
        let column = take_reply(&mut bytes);
        (column, String::from_utf8_lossy(&bytes).into_owned())
    }

    #[test]
    fn the_reply_is_found_among_what_is_typed() {
        assert_eq!(reply("\x1b[1;2R"), (Some(2), String::new()));
        assert_eq!(reply("路R\x1b[A\x1b[1;3R\r"), (Some(3), "路R\x1b[A\r".to_owned()));
        assert_eq!(reply("\x1b[1;"), (None, "\x1b[1;".to_owned()));
        assert_eq!(reply("R\x1b[Rx"), (None, "R\x1b[Rx".to_owned()));
    }

    #[test]
    fn what_is_typed_ahead_becomes_keys() {
        let typed = keys("3\r路\t\x1b[B\x1bOPx\x7f\x11\x1bi\x1b".as_bytes());
        let plain = Key::plain;
        let letter = |letter| plain(Code::Char(letter));
        assert_eq!(
            typed,
            [
                letter('3'),
                plain(Code::Enter),
                letter('路'),
                plain(Code::Tab),
                letter('x'),
                plain(Code::Backspace),
                Key::ctrl('q'),
                Key::alt('i'),
                plain(Code::Esc),
            ]
        );
    }
}
