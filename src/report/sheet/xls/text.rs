//! Texts in records: of one or two bytes a character, plain or with runs and reading aids, over several records.

use super::records::{CONTINUE, Records, byte, u16_at};

const WIDE: u8 = 0x01;
const READING_AIDS: u8 = 0x04;
const RUNS: u8 = 0x08;
/// Bytes of a run.
const RUN_BYTES: usize = 4;

/// A text within one record with a length of one byte: a sheet's name.
pub fn short(data: &[u8], at: usize) -> Option<String> {
    let length = usize::from(byte(data, at)?);
    within(data, at + 1, length)
}

/// A text within one record with a length of two bytes; what does not fit is left out.
pub fn long(data: &[u8], at: usize) -> Option<String> {
    let length = usize::from(u16_at(data, at)?);
    within(data, at + 2, length)
}

fn within(data: &[u8], at: usize, length: usize) -> Option<String> {
    let flags = byte(data, at)?;
    // Runs and reading aids have their counts before the characters; their own bytes stand behind.
    let counts = if flags & RUNS == 0 { 0 } else { 2 } + if flags & READING_AIDS == 0 { 0 } else { 4 };
    let mut units = Vec::new();
    take(data.get(at + 1 + counts..)?, flags & WIDE != 0, length, &mut units);
    Some(String::from_utf16_lossy(&units))
}

/// Takes up to `length` characters; how many bytes they had.
fn take(bytes: &[u8], wide: bool, length: usize, units: &mut Vec<u16>) -> usize {
    let before = units.len();
    if wide {
        units.extend(bytes.chunks_exact(2).take(length).filter_map(|unit| u16_at(unit, 0)));
        (units.len() - before) * 2
    } else {
        units.extend(bytes.iter().take(length).map(|unit| u16::from(*unit)));
        units.len() - before
    }
}

/// The bytes of a record and of those that continue it.
pub struct Pieces<'a> {
    records: Records<'a>,
    piece: &'a [u8],
}

impl<'a> Pieces<'a> {
    /// From the beginning of the record at `start`.
    pub fn at(stream: &'a [u8], start: usize) -> Self {
        let mut records = Records::at(stream, start);
        let piece = records.next().map(|record| record.data).unwrap_or_default();
        Self { records, piece }
    }

    /// Passes bytes over.
    pub fn skip(&mut self, mut count: usize) -> Option<()> {
        loop {
            let here = count.min(self.piece.len());
            self.piece = self.piece.get(here..)?;
            count -= here;
            if count == 0 {
                return Some(());
            }
            self.turn()?;
        }
    }

    /// The next text of a table of shared texts; none when no more is whole.
    pub fn rich_text(&mut self) -> Option<String> {
        let length = usize::from(self.number()?);
        let flags = self.byte()?;
        let runs = if flags & RUNS == 0 { 0 } else { usize::from(self.number()?) };
        let aids = if flags & READING_AIDS == 0 {
            0
        } else {
            let (low, high) = (self.number()?, self.number()?);
            usize::from(low) | usize::from(high) << 16
        };
        let text = self.characters(flags, length)?;
        // What ends the table in the middle of them takes no text away.
        let _end = self.skip(runs * RUN_BYTES).and_then(|()| self.skip(aids));
        Some(text)
    }

    /// A text with a length of two bytes and nothing but characters.
    pub fn text(&mut self) -> Option<String> {
        let length = usize::from(self.number()?);
        let flags = self.byte()?;
        self.characters(flags, length)
    }

    /// Each record that goes on with characters says anew how wide they are.
    fn characters(&mut self, mut flags: u8, length: usize) -> Option<String> {
        let mut units: Vec<u16> = Vec::new();
        loop {
            let used = take(self.piece, flags & WIDE != 0, length - units.len(), &mut units);
            self.piece = self.piece.get(used..)?;
            if units.len() == length {
                return Some(String::from_utf16_lossy(&units));
            }
            self.turn()?;
            flags = self.byte()?;
        }
    }

    fn number(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn byte(&mut self) -> Option<u8> {
        while self.piece.is_empty() {
            self.turn()?;
        }
        let (first, rest) = self.piece.split_first()?;
        self.piece = rest;
        Some(*first)
    }

    /// On to the next record, if it continues this one.
    fn turn(&mut self) -> Option<()> {
        let next = self.records.next().filter(|next| next.kind == CONTINUE)?;
        self.piece = next.data;
        Some(())
    }
}
