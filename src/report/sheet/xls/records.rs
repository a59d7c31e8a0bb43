//! The records a workbook's stream is made of: a kind, a length, so many bytes.

/// Begins and ends a part of the stream: the globals, a sheet, a chart.
pub const BOF: u16 = 0x0809;
/// See [`BOF`].
pub const EOF: u16 = 0x000A;
/// The rest of the record before it.
pub const CONTINUE: u16 = 0x003C;
/// The workbook is encrypted from here on.
pub const FILE_PASS: u16 = 0x002F;
/// Whether dates count from 1904.
pub const DATE_MODE: u16 = 0x0022;
/// The code of a number format.
pub const FORMAT: u16 = 0x041E;
/// How a cell looks, in the order cells refer to.
pub const STYLE_OF_CELLS: u16 = 0x00E0;
/// A sheet's name and place.
pub const SHEET: u16 = 0x0085;
/// The texts that cells refer to.
pub const SHARED_TEXTS: u16 = 0x00FC;
/// There are macros.
pub const MACROS: u16 = 0x00D3;
/// Another workbook that is referred to.
pub const LINKED_BOOK: u16 = 0x01AE;
/// Merged cells.
pub const MERGED_CELLS: u16 = 0x00E5;

/// A record.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    /// Its kind.
    pub kind: u16,
    /// Its bytes.
    pub data: &'a [u8],
    /// Where it begins in the stream.
    pub start: usize,
}

/// The records from some place of a stream on; ends where one does not fit any more.
pub struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    /// From a place on.
    pub fn at(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let start = self.at;
        let (kind, length) = (u16_at(self.stream, start)?, u16_at(self.stream, start.checked_add(2)?)?);
        let from = start.checked_add(4)?;
        let to = from.checked_add(usize::from(length))?;
        let data = self.stream.get(from..to)?;
        self.at = to;
        Some(Record { kind, data, start })
    }
}

/// The records of one part, without those of parts within it; none if no part of that kind begins there.
pub fn part(stream: &[u8], start: usize, kind: u16) -> Option<impl Iterator<Item = Record<'_>>> {
    let mut records = Records::at(stream, start);
    records.next().filter(|first| first.kind == BOF && u16_at(first.data, 2) == Some(kind))?;
    let mut depth = 0_u32;
    Some(records.map_while(move |record| {
        match record.kind {
            BOF => depth = depth.saturating_add(1),
            EOF => depth = depth.checked_sub(1)?,
            _ => {}
        }
        Some((depth, record))
    }))
    .map(|records| records.filter_map(|(depth, record)| (depth == 0).then_some(record)))
}

/// A byte.
pub fn byte(data: &[u8], at: usize) -> Option<u8> {
    data.get(at).copied()
}

/// Two bytes as a number.
pub fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Four bytes as a number.
pub fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// Eight bytes as a number with a fraction.
pub fn f64_at(data: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(data.get(at..at.checked_add(8)?)?.try_into().ok()?))
}
