//! Texts of a workbook: the shared table, rich text as its plain runs, and the escapes for control characters.

use std::io::Read;

use crate::report::guard::{MAX_CELL_BYTES, Node, Why, Xml};

/// The shared texts, one after the other in one buffer: a table of short texts would else be mostly allocations.
#[derive(Default)]
pub struct Strings {
    text: String,
    ends: Vec<u32>,
}

/// The most shared texts; a table of empty ones would else take more memory than its file has bytes.
const MAX_STRINGS: usize = 2_000_000;

impl Strings {
    /// The text with that number, from 0.
    pub fn get(&self, number: usize) -> Option<&str> {
        let end = self.end(number)?;
        let start = match number.checked_sub(1) {
            Some(before) => self.end(before)?,
            None => 0,
        };
        self.text.get(start..end)
    }

    /// Bytes of all texts together.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    fn end(&self, number: usize) -> Option<usize> {
        usize::try_from(*self.ends.get(number)?).ok()
    }

    /// Adds a text, unless the table is full.
    pub fn push(&mut self, text: &str) -> Option<()> {
        let end = u32::try_from(self.text.len() + text.len()).ok()?;
        self.text.push_str(text);
        self.ends.push(end);
        (self.ends.len() <= MAX_STRINGS).then_some(())
    }
}

/// Reads the table of shared texts.
pub fn read_table<R: Read>(xml: &mut Xml<R>) -> Result<Strings, Why> {
    let mut strings = Strings::default();
    loop {
        match xml.next_node()? {
            Node::Start(tag) if tag.local_name().as_ref() == b"si" => {
                let text = read_text(xml)?;
                strings.push(&text).ok_or_else(|| xml.inflates())?;
            }
            Node::Over => return Ok(strings),
            _ => {}
        }
    }
}

/// Reads the rest of an element that holds a plain or rich text, reading aids (phonetic runs) left out.
pub fn read_text<R: Read>(xml: &mut Xml<R>) -> Result<String, Why> {
    let outside = xml.depth().saturating_sub(1);
    let mut text = String::new();
    // The depth of the `t` that is open.
    let mut run = None;
    while xml.depth() > outside {
        let depth = xml.depth();
        match xml.next_node()? {
            Node::Start(tag) => match tag.local_name().as_ref() {
                b"t" => run = Some(depth),
                b"rPh" => xml.skip_element()?,
                _ => {}
            },
            Node::Text(piece) if run.is_some() => {
                text.push_str(&piece);
                if text.len() > MAX_CELL_BYTES {
                    return Err(xml.overlong());
                }
            }
            Node::End if run.is_some_and(|opened| depth == opened + 1) => run = None,
            Node::Over => return Err(xml.damaged()),
            _ => {}
        }
    }
    Ok(unescaped(text))
}

/// Turns `_x000D_` and the like back into the characters they stand for; the format has no other way to carry them.
pub fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let units: Vec<u16> = escapes(from).collect();
        if units.is_empty() {
            plain.push_str("_x");
            rest = from.get(2..).unwrap_or_default();
        } else {
            // Decoded together, because a character beyond the first plane takes two escapes.
            plain.push_str(&String::from_utf16_lossy(&units));
            rest = from.get(units.len() * ESCAPE_BYTES..).unwrap_or_default();
        }
    }
    plain.push_str(rest);
    plain
}

const ESCAPE_BYTES: usize = "_x0000_".len();

/// The code units of the escapes that follow each other at the start of `text`.
fn escapes(text: &str) -> impl Iterator<Item = u16> {
    text.as_bytes().chunks(ESCAPE_BYTES).map_while(|escape| {
        let digits = escape.strip_prefix(b"_x")?.strip_suffix(b"_")?;
        let digits = digits.iter().all(u8::is_ascii_hexdigit).then_some(digits)?;
        u16::from_str_radix(std::str::from_utf8(digits).ok().filter(|hex| hex.len() == 4)?, 16).ok()
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn table(xml: &str) -> Strings {
        read_table(&mut Xml::new(xml.as_bytes(), "strings", 1 << 20, 1, 1 << 20)).unwrap()
    }

    #[test]
    fn rich_text_cdata_entities_and_empty_entries_keep_their_numbers() {
        let strings = table(
            "<sst><si><t>a</t></si><si/><si><r><rPr><b/></rPr><t>粗</t></r><r><t xml:space=\"preserve\"> 细&amp;&#x9;</t></r>\
             <rPh sb=\"0\" eb=\"1\"><t>cu</t></rPh></si><si><t><![CDATA[<b>]]></t></si><si><t>x_x000D_\r\ny_x005F_x000D_</t></si></sst>",
        );
        assert_eq!(strings.get(0), Some("a"));
        assert_eq!(strings.get(1), Some(""));
        assert_eq!(strings.get(2), Some("粗 细&\t"));
        assert_eq!(strings.get(3), Some("<b>"));
        assert_eq!(strings.get(4), Some("x\r\ny_x000D_"));
        assert_eq!(strings.get(5), None);
    }

    #[test]
    fn escapes_stand_for_characters() {
        assert_eq!(unescaped("_xD83D__xDE00_!".into()), "😀!");
        assert_eq!(unescaped("_x_x00_x0041".into()), "_x_x00_x0041");
        assert_eq!(unescaped("a_x00é1_".into()), "a_x00é1_");
    }
}
