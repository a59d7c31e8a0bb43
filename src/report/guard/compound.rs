//! The container of workbooks before 2007 and of what WPS writes in its own form: a small file system of sectors.
//!
//! Invariant: every chain is followed for at most as many steps as the file has sectors, and no table takes more memory than
//! the file has bytes. The cfb library (0.16) was looked at: it adds up a table of sectors as often as a file names it, gigabytes for a
//! crafted one, before it compares it with the file's size.

use super::Why;

/// How every such container begins.
pub const SIGNATURE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

const HEADER_BYTES: usize = 512;
const ENTRY_BYTES: usize = 128;
/// Table places in the header itself.
const TABLES_IN_HEADER: usize = 109;
/// Numbers from here on are no sectors: ends, holes, tables.
const FIRST_SPECIAL: u32 = 0xFFFF_FFFB;
const MINI_SECTOR_SHIFT: u16 = 6;
/// Streams below lie in mini sectors.
const MINI_LIMIT: u32 = 4096;
const STREAM: u8 = 2;
/// The container's name in messages about itself.
const PART: &str = "OLE";

/// An opened container: where its sectors and its streams are.
pub struct Compound<'a> {
    bytes: &'a [u8],
    shift: u16,
    /// For each sector the next of its chain.
    next: Vec<u32>,
    /// For each mini sector the next of its chain.
    mini_next: Vec<u32>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    kind: u8,
    siblings: [u32; 2],
    child: u32,
    start: u32,
    length: usize,
}

impl<'a> Compound<'a> {
    /// Reads the tables and the directory.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Why> {
        if bytes.len() < HEADER_BYTES || !bytes.starts_with(SIGNATURE) {
            return Err(damaged());
        }
        let shift = u16_at(bytes, 30).filter(|shift| matches!(shift, 9 | 12)).ok_or_else(damaged)?;
        let mut compound = Self { bytes, shift, next: Vec::new(), mini_next: Vec::new(), entries: Vec::new() };
        compound.next = compound.read_next()?;
        let directory = compound.chain(u32_at(bytes, 48).unwrap_or(FIRST_SPECIAL), usize::MAX)?;
        compound.entries = directory.chunks_exact(ENTRY_BYTES).map(Entry::read).collect();
        let mini = compound.chain(u32_at(bytes, 60).unwrap_or(FIRST_SPECIAL), usize::MAX)?;
        compound.mini_next = numbers(&mini).collect();
        Ok(compound)
    }

    /// Whether there is a stream or folder of that name anywhere.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream at the top; none if there is none of that name.
    pub fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Why> {
        let named = |entry: &&Entry| entry.kind == STREAM && entry.name.eq_ignore_ascii_case(name);
        let Some(entry) = self.top().into_iter().find(named) else { return Ok(None) };
        let is_mini = u32::try_from(entry.length).is_ok_and(|length| length < MINI_LIMIT);
        let bytes = if is_mini { self.mini_chain(entry)? } else { self.chain(entry.start, entry.length)? };
        if bytes.len() == entry.length { Ok(Some(bytes)) } else { Err(damaged()) }
    }

    /// The entries in the root folder; a tree, of which no entry is looked at twice.
    fn top(&self) -> Vec<&Entry> {
        let mut seen = vec![false; self.entries.len()];
        let mut open: Vec<u32> = self.entries.first().map(|root| root.child).into_iter().collect();
        let mut found = Vec::new();
        while let Some(number) = open.pop() {
            let Some(at) = usize::try_from(number).ok() else { continue };
            let (Some(entry), Some(seen)) = (self.entries.get(at), seen.get_mut(at)) else { continue };
            if !std::mem::replace(seen, true) {
                open.extend(entry.siblings);
                found.push(entry);
            }
        }
        found
    }

    /// How many sectors the file has room for, the last perhaps cut short.
    fn sectors(&self) -> usize {
        (self.bytes.len().saturating_sub(1) >> self.shift).max(1)
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let number = usize::try_from(number).ok().filter(|number| *number < self.sectors())?;
        let start = (number + 1) << self.shift;
        self.bytes.get(start..self.bytes.len().min(start + (1 << self.shift)))
    }

    /// Puts the table of chains together, as much of it as the file has sectors.
    fn read_next(&self) -> Result<Vec<u32>, Why> {
        let mut next = Vec::new();
        let head = self.bytes.get(76..HEADER_BYTES).unwrap_or_default();
        let mut tables: Vec<u32> = numbers(head).take(TABLES_IN_HEADER).collect();
        let mut further = u32_at(self.bytes, 68).unwrap_or(FIRST_SPECIAL);
        for _ in 0..=self.sectors() {
            for table in tables.drain(..).filter(|table| *table < FIRST_SPECIAL) {
                next.extend(numbers(self.sector(table).ok_or_else(damaged)?));
                if next.len() >= self.sectors() {
                    return Ok(next);
                }
            }
            if further >= FIRST_SPECIAL {
                return Ok(next);
            }
            tables = numbers(self.sector(further).ok_or_else(damaged)?).collect();
            further = tables.pop().unwrap_or(FIRST_SPECIAL);
        }
        Err(damaged())
    }

    /// The bytes of a chain of sectors, at most `length`.
    fn chain(&self, start: u32, length: usize) -> Result<Vec<u8>, Why> {
        let mut bytes = Vec::new();
        for number in chain(&self.next, start, self.sectors()) {
            if bytes.len() >= length {
                break;
            }
            bytes.extend_from_slice(self.sector(number?).ok_or_else(damaged)?);
        }
        bytes.truncate(length);
        Ok(bytes)
    }

    /// The bytes of a chain of mini sectors, which lie in the root's own chain.
    fn mini_chain(&self, entry: &Entry) -> Result<Vec<u8>, Why> {
        let root = self.entries.first().ok_or_else(damaged)?;
        let room = self.chain(root.start, root.length)?;
        let mut bytes = Vec::new();
        for number in chain(&self.mini_next, entry.start, self.mini_next.len()) {
            if bytes.len() >= entry.length {
                break;
            }
            let start = usize::try_from(number?).map_err(|_| damaged())? << MINI_SECTOR_SHIFT;
            let end = room.len().min(start.saturating_add(1 << MINI_SECTOR_SHIFT));
            bytes.extend_from_slice(room.get(start..end).ok_or_else(damaged)?);
        }
        bytes.truncate(entry.length);
        Ok(bytes)
    }
}

impl Entry {
    fn read(bytes: &[u8]) -> Entry {
        let units = usize::from(u16_at(bytes, 64).unwrap_or_default()).min(64) / 2;
        let name = bytes.get(..units * 2).unwrap_or_default();
        let name: Vec<u16> = name.chunks_exact(2).filter_map(|unit| u16_at(unit, 0)).collect();
        let number = |at: usize| u32_at(bytes, at).unwrap_or(FIRST_SPECIAL);
        Entry {
            name: String::from_utf16_lossy(&name).trim_end_matches('\0').to_owned(),
            kind: bytes.get(66).copied().unwrap_or_default(),
            siblings: [number(68), number(72)],
            child: number(76),
            start: number(116),
            // Larger streams than 4 GB are not read; older programs leave rubbish in the upper half.
            length: usize::try_from(number(120)).unwrap_or(usize::MAX),
        }
    }
}

/// The numbers of a chain, each below `count`; a fault where it leads out of the table or back to where it was.
fn chain(next: &[u32], start: u32, count: usize) -> impl Iterator<Item = Result<u32, Why>> {
    let mut seen = vec![false; count];
    let mut number = start;
    std::iter::from_fn(move || {
        if number >= FIRST_SPECIAL {
            return None;
        }
        let here = number;
        let at = usize::try_from(here).ok();
        let is_new = at.and_then(|at| seen.get_mut(at)).is_some_and(|seen| !std::mem::replace(seen, true));
        match at.and_then(|at| next.get(at)) {
            Some(next) if is_new => number = *next,
            _ => {
                number = FIRST_SPECIAL;
                return Some(Err(damaged()));
            }
        }
        Some(Ok(here))
    })
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|number| u32_at(number, 0))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn damaged() -> Why {
    Why::Damaged { part: PART.to_owned() }
}
