//! The texts of a workbook, each once where that is cheap: cells name them by their place. They stand behind the sheets and
//! begin with their number, so until then they wait, packed, in memory.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::super::WriteFault;
use super::shell::Shared;

/// A text of at most so many bytes may stand in many cells.
const SHORT_BYTES: usize = 200;
/// Texts remembered to be named again; beyond, a text is written once more, which costs only room.
const MOST_REMEMBERED: usize = 8_000;
/// Bytes packed at a time.
const BLOCK: usize = 64 * 1024;
/// Packed fast: it is unpacked again, and packed well into the file.
const FAST: i64 = 1;

/// The texts so far.
pub(super) struct Strings {
    packed: ZipWriter<Cursor<Vec<u8>>>,
    block: String,
    known: HashMap<Box<str>, u32>,
    unique: u32,
    count: u64,
}

impl Strings {
    /// Begins with the texts above the rows.
    pub(super) fn new(shared: &Shared) -> Result<Strings, WriteFault> {
        let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let options = options.compression_level(Some(FAST)).last_modified_time(DateTime::default());
        packed.start_file("si", options).map_err(io::Error::other)?;
        let (block, unique) = (shared.texts.clone(), shared.unique);
        Ok(Strings { packed, block, known: HashMap::new(), unique, count: u64::from(unique) })
    }

    /// The place of a text; one that was seen is not written again.
    pub(super) fn place(&mut self, text: &str) -> Result<u32, WriteFault> {
        self.count += 1;
        let is_short = text.len() <= SHORT_BYTES;
        if is_short && let Some(place) = self.known.get(text) {
            return Ok(*place);
        }
        let place = self.unique;
        self.unique += 1;
        if is_short && self.known.len() < MOST_REMEMBERED {
            self.known.insert(text.into(), place);
        }
        // Blanks at the ends are dropped where nothing says to keep them.
        let keeps = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
        self.block.push_str(if keeps { "<si><t xml:space=\"preserve\">" } else { "<si><t>" });
        self.block.push_str(&escaped(text));
        self.block.push_str("</t></si>");
        if self.block.len() >= BLOCK {
            self.packed.write_all(self.block.as_bytes())?;
            self.block.clear();
        }
        Ok(place)
    }

    /// Writes the part; `ask` is asked now and then whether to go on.
    pub(super) fn finish(
        mut self,
        before: &str,
        out: &mut dyn Write,
        ask: &mut dyn FnMut() -> Result<(), WriteFault>,
    ) -> Result<(), WriteFault> {
        self.packed.write_all(self.block.as_bytes())?;
        let packed = self.packed.finish().map_err(io::Error::other)?;
        write!(out, "{before} count=\"{}\" uniqueCount=\"{}\">", self.count, self.unique)?;
        let mut archive = ZipArchive::new(packed).map_err(io::Error::other)?;
        let mut texts = archive.by_index(0).map_err(io::Error::other)?;
        let mut block = vec![0; BLOCK];
        loop {
            ask()?;
            match texts.read(&mut block)? {
                0 => break,
                read => out.write_all(block.get(..read).unwrap_or_default())?,
            }
        }
        out.write_all(b"</sst>")?;
        Ok(())
    }
}

/// A text as it stands in a cell's element: its own signs are no markup, and what looks like the escape of a character
/// (`_x000D_`, ECMA-376 part 1, 22.9.2.19) is none.
fn escaped(text: &str) -> Cow<'_, str> {
    let is_markup = |byte: &u8| matches!(*byte, b'&' | b'<' | b'>');
    let text = if text.contains("_x") { without_escapes(text).into() } else { Cow::Borrowed(text) };
    if !text.as_bytes().iter().any(is_markup) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
    out.into()
}

fn without_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        let is_escape = |code: &[u8]| code.iter().take(4).all(u8::is_ascii_hexdigit) && code.ends_with(b"_");
        out.push_str(if behind.as_bytes().get(2..7).is_some_and(is_escape) { "_x005F_" } else { "_" });
        rest = behind.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_text_is_no_markup_and_no_escape() {
        for (text, expected) in [
            ("<r>&</r>", "&lt;r&gt;&amp;&lt;/r&gt;"),
            ("_x000D_", "_x005F_x000D_"),
            ("_x000D_x0041_", "_x005F_x000D_x005F_x0041_"),
            ("_x00G0_ 甲_x00甲", "_x00G0_ 甲_x00甲"),
            ("路灯", "路灯"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
