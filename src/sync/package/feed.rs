//! The lines of a checked package as one stream of bytes, for what reads journals.

use std::io::{self, BufRead, Read};

use super::error::PackageError;
use super::reader::Lines;

/// The lines of some of a package's chains, as they stand and nothing else. The last of them is given out only when the
/// package has been read to its end and is still what was checked: who has not all lines has nothing to make lasting.
pub struct Feed<'a> {
    lines: Lines<'a>,
    keep: Vec<bool>,
    /// What is given out now, from `at` on.
    now: Vec<u8>,
    at: usize,
    /// The line behind it.
    next: Vec<u8>,
    begun: bool,
    failed: Option<PackageError>,
}

impl<'a> Lines<'a> {
    /// The lines of the chains that `keep` names by their index in the header, as a stream.
    pub fn feed(self, keep: impl Fn(usize) -> bool) -> Feed<'a> {
        let keep = (0..self.header().chains.len()).map(keep).collect();
        Feed { lines: self, keep, now: Vec::new(), at: 0, next: Vec::new(), begun: false, failed: None }
    }
}

impl Feed<'_> {
    /// Why it could not be read on, after an error.
    pub fn failed(&self) -> Option<&PackageError> {
        self.failed.as_ref()
    }

    /// Moves on by one line; nothing is left behind the last.
    fn advance(&mut self) -> Result<(), PackageError> {
        std::mem::swap(&mut self.now, &mut self.next);
        self.at = 0;
        self.next.clear();
        while let Some((section, line)) = self.lines.pass()? {
            if self.keep.get(section) == Some(&true) {
                self.next.extend_from_slice(line);
                break;
            }
        }
        Ok(())
    }
}

impl BufRead for Feed<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.failed.is_none() && self.at >= self.now.len() && !(self.begun && self.next.is_empty()) {
            self.begun = true;
            self.failed = self.advance().err();
        }
        match &self.failed {
            Some(error) => Err(io::Error::other(error.to_string())),
            None => Ok(self.now.get(self.at..).unwrap_or_default()),
        }
    }

    fn consume(&mut self, amount: usize) {
        self.at = self.at.saturating_add(amount).min(self.now.len());
    }
}

impl Read for Feed<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buf)?;
        self.consume(read);
        Ok(read)
    }
}
