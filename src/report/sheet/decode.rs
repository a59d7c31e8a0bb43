//! The text of a csv file in whatever encoding it has: UTF-8, UTF-16 with its mark, GB18030, or lines of both.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::Note;

/// A decoded file and what had to be done to it.
pub struct Decoded {
    /// The text without byte order mark and zero bytes.
    pub text: String,
    /// What the clerk should know.
    pub notes: Vec<Note>,
}

/// Decodes a whole csv file.
pub fn decode(bytes: &[u8]) -> Decoded {
    let mut notes = Vec::new();
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => {
            let (text, faults) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
            if faults {
                notes.push(Note::Undecodable { row: first_fault(&text) });
            }
            text
        }
        None => decode_unmarked(bytes, &mut notes),
    };
    let zeros = text.bytes().filter(|byte| *byte == 0).count();
    let text = if zeros == 0 { text.into_owned() } else { text.replace('\0', "") };
    if zeros > 0 {
        notes.push(Note::ZeroBytes { count: zeros });
    }
    Decoded { text, notes }
}

fn decode_unmarked<'a>(bytes: &'a [u8], notes: &mut Vec<Note>) -> Cow<'a, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    // The whole file first: a line or two of GB18030 can look like UTF-8, a whole file hardly.
    if let Some(text) = GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        return text;
    }
    notes.push(Note::MixedEncodings);
    let mut text = String::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match UTF_8.decode_without_bom_handling_and_without_replacement(line) {
            Some(line) => text.push_str(&line),
            None => text.push_str(&GB18030.decode_without_bom_handling(line).0),
        }
    }
    if text.contains(char::REPLACEMENT_CHARACTER) {
        notes.push(Note::Undecodable { row: first_fault(&text) });
    }
    Cow::Owned(text)
}

/// The line, from 1, with the first character that stands for undecodable bytes.
fn first_fault(text: &str) -> u32 {
    let before = text.split(char::REPLACEMENT_CHARACTER).next().unwrap_or_default();
    let lines = before.bytes().filter(|byte| *byte == b'\n').count();
    u32::try_from(lines).unwrap_or(u32::MAX).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_mark(mark: &[u8], units: impl Iterator<Item = [u8; 2]>) -> Vec<u8> {
        mark.iter().copied().chain(units.flatten()).collect()
    }

    #[test]
    fn each_encoding_is_known() {
        let text = "标题,联通\r\n𠮷,1\r\n";
        let gb = GB18030.encode(text).0;
        let little = with_mark(&[0xFF, 0xFE], text.encode_utf16().map(u16::to_le_bytes));
        let big = with_mark(&[0xFE, 0xFF], text.encode_utf16().map(u16::to_be_bytes));
        let marked = with_mark(&[], std::iter::empty()).into_iter().chain("\u{feff}".bytes()).chain(text.bytes());
        for bytes in [text.as_bytes(), &gb, &little, &big, &marked.collect::<Vec<u8>>()] {
            let decoded = decode(bytes);
            assert_eq!((decoded.text.as_str(), decoded.notes), (text, Vec::new()));
        }
    }

    #[test]
    fn lines_of_two_encodings_and_zero_bytes_are_told() {
        let mut bytes = "一,二三\n".as_bytes().to_vec();
        bytes.extend_from_slice(&GB18030.encode("四,五\n").0);
        bytes.extend_from_slice(b"\xff\xff,\0\n");
        let decoded = decode(&bytes);
        assert!(decoded.text.starts_with("一,二三\n四,五\n"), "{}", decoded.text);
        let notes = [Note::MixedEncodings, Note::Undecodable { row: 3 }, Note::ZeroBytes { count: 1 }];
        assert_eq!(decoded.notes, notes);
    }
}
