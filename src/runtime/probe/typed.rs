//! What was typed ahead, from the bytes a terminal sends: once they are read, nobody else can make keys of them.

use crate::app::key::{Code, Key};
use crate::runtime::events::News;

const ESC: char = '\u{1b}';
/// What a terminal puts around pasted text.
const PASTE: &str = "\x1b[200~";
const PASTED: &str = "\x1b[201~";

/// Bits of the number that names a key's modifiers, less one.
const WITH_ALT: u8 = 2;
const WITH_CTRL: u8 = 4;

/// The keys and pastes among some bytes. Sequences no key of ours sends are passed over.
pub fn read(bytes: &[u8]) -> Vec<News> {
    let text = String::from_utf8_lossy(bytes);
    let mut rest = text.as_ref();
    let mut typed = Vec::new();
    while !rest.is_empty() {
        if let Some(pasted) = rest.strip_prefix(PASTE) {
            let (text, after) = pasted.split_once(PASTED).unwrap_or((pasted, ""));
            typed.push(News::Paste(text.to_owned()));
            rest = after;
        } else {
            let (key, after) = first(rest);
            typed.extend(key.map(News::Key));
            rest = after;
        }
    }
    typed
}

/// Whether some bytes end in the middle of a character, a sequence or a paste: the rest would be taken for keys.
pub fn is_unfinished(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none()) {
        return true;
    }
    let text = String::from_utf8_lossy(bytes);
    if text.rfind(PASTE) > text.rfind(PASTED) {
        return true;
    }
    match text.rsplit_once(ESC).map(|(_, sequence)| sequence.as_bytes()) {
        None => false,
        Some([] | [b'O'] | [b'[', b'[']) => true,
        Some([b'[', parameters @ ..]) => parameters.iter().all(|byte| is_parameter(char::from(*byte))),
        Some(_) => false,
    }
}

/// The first key of some text, and what follows it.
fn first(text: &str) -> (Option<Key>, &str) {
    let mut letters = text.chars();
    match letters.next() {
        None => (None, ""),
        Some(ESC) => escaped(letters.as_str()),
        Some(letter) => (typed(letter), letters.as_str()),
    }
}

/// The key whose bytes begin with ESC, from what follows that.
fn escaped(text: &str) -> (Option<Key>, &str) {
    let mut letters = text.chars();
    match letters.next() {
        None | Some(ESC) => (Some(Key::plain(Code::Esc)), text),
        Some('[') => {
            let sequence = letters.as_str();
            // The Linux console sends F1 to F5 as `[[A` to `[[E`.
            if let Some(letter) = sequence.strip_prefix('[').and_then(|after| after.chars().next()) {
                let number = u32::from(letter).checked_sub(u32::from('A')).filter(|number| *number < 5);
                let key =
                    number.and_then(|number| u8::try_from(number + 1).ok()).map(|number| Key::plain(Code::F(number)));
                return (key, &sequence[1 + letter.len_utf8()..]);
            }
            let end = sequence.find(|letter| !is_parameter(letter)).unwrap_or(sequence.len());
            let (parameters, rest) = sequence.split_at(end);
            let mut rest = rest.chars();
            let key = rest.next().and_then(|last| named(parameters, last));
            (key, rest.as_str())
        }
        Some('O') => {
            let key = letters.next().and_then(|last| named("", last));
            (key, letters.as_str())
        }
        Some(letter) => (typed(letter).map(|key| Key { alt: true, ..key }), letters.as_str()),
    }
}

fn is_parameter(letter: char) -> bool {
    (' '..='?').contains(&letter)
}

/// The key that sends a single character.
fn typed(letter: char) -> Option<Key> {
    Some(match letter {
        '\r' | '\n' => Key::plain(Code::Enter),
        '\t' => Key::plain(Code::Tab),
        '\u{7f}' => Key::plain(Code::Backspace),
        '\u{1}'..='\u{1a}' => Key::ctrl(char::from(letter as u8 - 1 + b'a')),
        '\u{0}'..='\u{1f}' | char::REPLACEMENT_CHARACTER => return None,
        letter => Key::plain(Code::Char(letter)),
    })
}

/// The key that sends a sequence with these parameters and this last character.
fn named(parameters: &str, last: char) -> Option<Key> {
    let mut numbers = parameters.split(';').map(|number| number.parse::<u8>().unwrap_or(1));
    let number = numbers.next().unwrap_or(1);
    let modifiers = numbers.next().unwrap_or(1).saturating_sub(1);
    let code = match (last, number) {
        ('A', _) => Code::Up,
        ('B', _) => Code::Down,
        ('C', _) => Code::Right,
        ('D', _) => Code::Left,
        ('H', _) | ('~', 1 | 7) => Code::Home,
        ('F', _) | ('~', 4 | 8) => Code::End,
        ('Z', _) => Code::BackTab,
        // With parameters it says where a cursor stands.
        ('R', _) if !parameters.is_empty() => return None,
        ('P'..='S', _) => Code::F(last as u8 - b'P' + 1),
        ('~', 2) => Code::Insert,
        ('~', 3) => Code::Delete,
        ('~', 5) => Code::PageUp,
        ('~', 6) => Code::PageDown,
        ('~', 11..=15) => Code::F(number - 10),
        ('~', 17..=21) => Code::F(number - 11),
        ('~', 23 | 24) => Code::F(number - 12),
        _ => return None,
    };
    Some(Key { code, ctrl: modifiers & WITH_CTRL != 0, alt: modifiers & WITH_ALT != 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Key> {
        let key = |news| if let News::Key(key) = news { Some(key) } else { None };
        read(text.as_bytes()).into_iter().filter_map(key).collect()
    }

    #[test]
    fn characters_and_chords_are_keys() {
        let plain = Key::plain;
        let letter = |letter| plain(Code::Char(letter));
        assert_eq!(
            keys("3\r路\tx\x7f\x11\x1bi\x1b\x1b"),
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
                plain(Code::Esc),
            ]
        );
    }

    #[test]
    fn sequences_are_the_keys_that_send_them() {
        let codes = |text: &str| keys(text).into_iter().map(|key| key.code).collect::<Vec<_>>();
        assert_eq!(
            codes("\x1b[A\x1bOB\x1b[H\x1b[4~\x1b[Z"),
            [Code::Up, Code::Down, Code::Home, Code::End, Code::BackTab]
        );
        assert_eq!(codes("\x1bOP\x1bOR\x1b[15~\x1b[17~\x1b[24~"), [1, 3, 5, 6, 12].map(Code::F));
        assert_eq!(codes("\x1b[[A\x1b[[Ex"), [Code::F(1), Code::F(5), Code::Char('x')]);
        assert_eq!(keys("\x1b[1;5A"), [Key { code: Code::Up, ctrl: true, alt: false }]);
        // A mouse, an answer to another question, a cursor's place, and a sequence that was cut off.
        assert_eq!(keys("\x1b[<0;3;4M\x1b[?62;22c\x1b[24;80Rx\x1b[1;"), [Key::plain(Code::Char('x'))]);
    }

    #[test]
    fn a_paste_is_no_keys() {
        let typed = read("3\x1b[200~一行\r二行\x1b[201~x".as_bytes());
        assert!(matches!(&typed[..], [News::Key(_), News::Paste(text), News::Key(_)] if text == "一行\r二行"));
    }

    #[test]
    fn what_is_cut_off_is_told_from_what_is_whole() {
        for cut in ["\x1b", "x\x1b[", "\x1b[1;", "\x1b[1;2", "\x1b[[", "\x1bO", "\x1b[200~半", "\x1b[200~a\x1b[201"] {
            assert!(is_unfinished(cut.as_bytes()), "{cut:?}");
        }
        assert!(is_unfinished(&"路".as_bytes()[..2]));
        for whole in ["", "路", "\x1b[A", "\x1b[[A", "\x1bOP", "\x1bi", "\x1b[200~a\x1b[201~", "\x1b[Ax"] {
            assert!(!is_unfinished(whole.as_bytes()), "{whole:?}");
        }
    }
}
