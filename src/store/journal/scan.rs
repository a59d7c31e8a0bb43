//! Going through a journal line by line, with every check that a line and its place allow.

mod follow;

use std::io::{self, BufRead};
use std::path::Path;

pub use follow::{Follow, withheld};

use super::append::{MAX_GROUP_BYTES, MAX_GROUP_LINES};
use super::chain::{CHAIN_KIND, Chain};
use super::error::{Damage, Flaw};
use super::line::{Line, MAX_LINE_BYTES, decode};
use super::mark::Mark;

/// What stands next in a file of lines.
enum Raw {
    /// A line, now in the buffer without its newline.
    Line,
    /// A line over the limit.
    TooLong,
    /// Bytes without a newline up to the end.
    Unfinished,
    /// Nothing.
    End,
}

/// Splits a file into lines in bounded memory.
struct RawLines<R> {
    input: R,
    buffer: Vec<u8>,
}

impl<R: BufRead> RawLines<R> {
    fn next(&mut self) -> io::Result<Raw> {
        self.buffer.clear();
        let mut length = 0_usize;
        loop {
            let chunk = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if chunk.is_empty() {
                let nothing = length == 0;
                return Ok(if nothing { Raw::End } else { Raw::Unfinished });
            }
            let newline = chunk.iter().position(|byte| *byte == b'\n');
            let part = &chunk[..newline.unwrap_or(chunk.len())];
            let used = part.len() + usize::from(newline.is_some());
            length = length.saturating_add(used);
            // Beyond the limit only the newline is still looked for, to tell torn from too long.
            if length <= MAX_LINE_BYTES {
                self.buffer.extend_from_slice(part);
            }
            self.input.consume(used);
            if newline.is_some() {
                let fits = length <= MAX_LINE_BYTES;
                return Ok(if fits { Raw::Line } else { Raw::TooLong });
            }
        }
    }
}

/// Why a [`Walk`] goes no further.
pub(super) enum Stop {
    /// Bytes without a newline up to the end.
    Unfinished,
    /// The end, just behind a line.
    End,
    /// A bad line.
    Bad(Flaw),
}

/// Goes from line to line, checking each against the one before.
pub(super) struct Walk<R> {
    raw: RawLines<R>,
    /// Just past the last sound line.
    pub(super) mark: Mark,
    /// Just past the last line that ended a group.
    pub(super) group: Mark,
    /// The `chain` line in force, as far as one has been met or was given.
    pub(super) chain: Option<Chain>,
}

impl<R: BufRead> Walk<R> {
    /// Goes on from `mark`, where `input` stands.
    pub(super) fn new(input: R, mark: Mark, chain: Option<Chain>) -> Self {
        Self { raw: RawLines { input, buffer: Vec::new() }, mark, group: mark, chain }
    }

    /// The next line, sound in itself and in its place; after a stop there is none.
    pub(super) fn step(&mut self) -> io::Result<Result<Line, Stop>> {
        Ok(match self.raw.next()? {
            Raw::End => Err(Stop::End),
            Raw::Unfinished => Err(Stop::Unfinished),
            Raw::TooLong => Err(Stop::Bad(Flaw::TooLong)),
            Raw::Line => self.check().map_err(Stop::Bad),
        })
    }

    /// As [`Walk::step`], but a line up to the mark is passed over: `None`.
    pub(super) fn step_on(&mut self) -> io::Result<Result<Option<Line>, Stop>> {
        Ok(match self.raw.next()? {
            Raw::End => Err(Stop::End),
            Raw::Unfinished => Err(Stop::Unfinished),
            Raw::TooLong => Err(Stop::Bad(Flaw::TooLong)),
            Raw::Line => match decode(&self.raw.buffer, self.mark.end) {
                Ok(line) if line.envelope.seq == self.mark.seq && line.envelope.hash != self.mark.hash => {
                    Err(Stop::Bad(Flaw::Hash))
                }
                Ok(line) if (1..=self.mark.seq).contains(&line.envelope.seq) => Ok(None),
                Ok(line) => self.place(line).map(Some).map_err(Stop::Bad),
                Err(flaw) => Err(Stop::Bad(flaw)),
            },
        })
    }

    /// The bytes of the line last read, without its newline.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.raw.buffer
    }

    /// The damage at the place reached.
    pub(super) fn damage(&self, path: &Path, flaw: Flaw) -> Damage {
        Damage { path: path.to_path_buf(), line: Some(self.mark.seq.saturating_add(1)), offset: self.mark.end, flaw }
    }

    fn check(&mut self) -> Result<Line, Flaw> {
        let line = decode(&self.raw.buffer, self.mark.end)?;
        self.place(line)
    }

    /// Checks a sound line against the one before.
    fn place(&mut self, line: Line) -> Result<Line, Flaw> {
        let envelope = &line.envelope;
        let expected = self.mark.seq.saturating_add(1);
        if envelope.seq != expected {
            let found = envelope.seq;
            return Err(Flaw::Seq { expected, found });
        }
        if envelope.prev != self.mark.hash {
            return Err(Flaw::Prev);
        }
        if expected == 1 || envelope.kind == CHAIN_KIND {
            let chain = Chain::read(&line).ok_or(Flaw::Chain)?;
            // A walk that began in the middle does not know the one before; opening checked it.
            let begins = expected == 1 || self.chain.is_some();
            if begins && !chain.follows(self.chain.as_ref()) {
                return Err(Flaw::Chain);
            }
            self.chain = Some(chain);
        }
        let mark = self.mark.past(&line);
        if is_too_long(self.group, mark) {
            return Err(Flaw::LongGroup);
        }
        self.mark = mark;
        if !line.envelope.more {
            self.group = self.mark;
        }
        Ok(line)
    }
}

/// Whether a save has grown beyond what is ever written at once: a reader holds one in memory.
fn is_too_long(before: Mark, now: Mark) -> bool {
    let beyond = |from: u64, to: u64, most: usize| to.saturating_sub(from) > u64::try_from(most).unwrap_or(u64::MAX);
    beyond(before.seq, now.seq, MAX_GROUP_LINES) || beyond(before.end, now.end, MAX_GROUP_BYTES)
}
