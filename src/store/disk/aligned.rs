//! Reads whole sectors into memory aligned like them, as a file opened past the system's buffers wants.

use std::io::{self, Read};

/// No drive in use has larger sectors, in bytes.
const SECTOR: usize = 4096;
/// How much is read at once, in bytes: whole sectors.
const BLOCK: usize = 16 * SECTOR;

/// A reader that asks `inner` for whole sectors only.
pub(super) struct AlignedRead<R> {
    inner: R,
    /// A block, and room to begin it at a sector's boundary. It never grows, so the boundary stays where it is.
    memory: Box<[u8]>,
    /// Where in `memory` the block begins.
    start: usize,
    /// What of the block was not handed on yet.
    from: usize,
    to: usize,
    /// Less than a whole sector came: that was the file's end, and the next read would begin inside a sector.
    is_at_end: bool,
}

impl<R> AlignedRead<R> {
    /// Begins at the start of a file.
    pub(super) fn new(inner: R) -> Self {
        let memory = vec![0; BLOCK + SECTOR].into_boxed_slice();
        let start = memory.as_ptr().align_offset(SECTOR).min(SECTOR);
        Self { inner, memory, start, from: 0, to: 0, is_at_end: false }
    }
}

impl<R: Read> Read for AlignedRead<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let block = &mut self.memory[self.start..self.start + BLOCK];
        if self.from == self.to && !self.is_at_end {
            let read = self.inner.read(block)?;
            (self.from, self.to) = (0, read);
            self.is_at_end = read == 0 || !read.is_multiple_of(SECTOR);
        }
        let given = out.len().min(self.to - self.from);
        out[..given].copy_from_slice(&block[self.from..self.from + given]);
        self.from += given;
        Ok(given)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// A file that refuses what a file without buffers refuses.
    struct Strict<'a> {
        bytes: &'a [u8],
        at: usize,
        most: usize,
    }

    impl Read for Strict<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let is_aligned = out.as_ptr().align_offset(SECTOR) == 0 && out.len().is_multiple_of(SECTOR);
            if !is_aligned || !self.at.is_multiple_of(SECTOR) {
                return Err(io::ErrorKind::InvalidInput.into());
            }
            let given = out.len().min(self.most).min(self.bytes.len() - self.at);
            out[..given].copy_from_slice(&self.bytes[self.at..self.at + given]);
            self.at += given;
            Ok(given)
        }
    }

    #[test]
    fn every_length_is_read_whole_in_aligned_pieces() {
        let bytes: Vec<u8> = (0..3 * BLOCK).map(|n| (n % 251) as u8).collect();
        for len in [0, 1, SECTOR - 1, SECTOR, SECTOR + 1, BLOCK, BLOCK + 7, 3 * BLOCK] {
            for most in [usize::MAX, 2 * SECTOR] {
                let mut reader = AlignedRead::new(Strict { bytes: &bytes[..len], at: 0, most });
                let mut read = vec![0; 10];
                let first = reader.read(&mut read).unwrap();
                read.truncate(first);
                reader.read_to_end(&mut read).unwrap();
                assert_eq!(read, &bytes[..len]);
            }
        }
    }
}
