//! Lines that come from elsewhere, to be appended to a copy of their chain.

use std::io::{self, BufRead};
use std::sync::Arc;

use super::chain::{Chain, FORMAT};
use super::error::{Flaw, ReadError};
use super::line::Line;
use super::mark::Mark;
use super::read::line_at;
use super::scan::{Stop, Walk};
use crate::model::Org;
use crate::store::disk::Disk;

/// Goes through lines that continue a copy, each checked in itself and against the one before.
pub struct Intake<R> {
    walk: Walk<R>,
    owner: Org,
}

impl<R: BufRead> Intake<R> {
    /// Lines of `owner`'s chain behind `mark`, where `chain` is in force. What stands before `mark` is passed over: that it is
    /// the same follows from the line at it, or the first one behind it.
    pub fn new(input: R, owner: Org, mark: Mark, chain: Option<Chain>) -> Intake<R> {
        Intake { walk: Walk::new(input, mark, chain), owner }
    }

    /// The next line: `None` where it is one that stands before the mark. The first flaw ends it.
    pub fn step(&mut self) -> io::Result<Result<Option<Line>, Flaw>> {
        Ok(match self.walk.step_on()? {
            Ok(line) => match &self.walk.chain {
                Some(chain) if chain.start.org != self.owner || chain.format > FORMAT => Err(Flaw::Chain),
                _ => Ok(line),
            },
            Err(Stop::Bad(flaw)) => Err(flaw),
            Err(Stop::End | Stop::Unfinished) => Err(Flaw::EndsEarly),
        })
    }

    /// The bytes of the line last read, without its newline.
    pub fn bytes(&self) -> &[u8] {
        self.walk.bytes()
    }

    /// Just past the last line, where that ends a save of its desk.
    pub fn end(&self) -> Option<Mark> {
        (self.walk.group == self.walk.mark).then_some(self.walk.mark)
    }

    /// Just past the last line.
    pub fn mark(&self) -> Mark {
        self.walk.mark
    }

    /// The `chain` line in force behind the last line.
    pub fn chain(&self) -> Option<&Chain> {
        self.walk.chain.as_ref()
    }
}

/// The `chain` line in force at a mark of a copy; `None` if the copy has not this mark.
pub fn chain_at(disk: &Arc<dyn Disk>, path: &std::path::Path, mark: &Mark) -> Result<Option<Chain>, ReadError> {
    let sound = |start| match line_at(disk.as_ref(), path, start, mark.end) {
        Ok(line) => Ok(Some(line)),
        Err(ReadError::Damage(_)) => Ok(None),
        Err(error) => Err(error),
    };
    let is_here = |line: &Line| (line.envelope.seq, line.envelope.hash, line.end) == (mark.seq, mark.hash, mark.end);
    match sound(mark.start)?.filter(is_here) {
        Some(_) => Ok(sound(mark.chain)?.as_ref().and_then(Chain::read)),
        None => Ok(None),
    }
}
