//! What lines of others bring, kept for the moment between writing them to a copy and applying them: a line is read once.

use super::Commit;
use super::unfit::{Unfit, content};
use crate::model::{Entry, Org};
use crate::store::journal::{CHAIN_KIND, Line, Mark};

/// The most bytes of lines whose records are kept, of all chains of a delivery together; of what is longer the copies are read.
pub const MOST_KEPT_BYTES: u64 = 4 * 1024 * 1024;

/// One line.
pub struct Brought {
    /// Just past it.
    pub mark: Mark,
    /// What it brings.
    pub what: What,
}

/// What a line brings.
pub enum What {
    /// A record.
    Record(Box<Entry>),
    /// No record, by itself.
    Nothing,
    /// A record whose body was withheld or erased.
    Closed,
    /// A record that cannot be used.
    Unfit(Unfit),
}

impl Brought {
    /// What a line of `owner`'s chain brings; `before` is the mark of the line before it.
    pub fn of(line: &Line, before: &Mark, owner: Org) -> Brought {
        let what = match content(line, owner) {
            Ok(entry) => What::Record(Box::new(entry)),
            Err(Some(why)) => What::Unfit(why),
            Err(None) if line.envelope.kind == CHAIN_KIND => What::Nothing,
            Err(None) => What::Closed,
        };
        Brought { mark: before.past(line), what }
    }

    /// Why it cannot be used, if so.
    pub fn unfit(&self) -> Option<Unfit> {
        match &self.what {
            What::Unfit(why) => Some(*why),
            What::Record(_) | What::Nothing | What::Closed => None,
        }
    }
}

/// The lines of a chain that were just written to its copy.
pub struct Kept {
    /// The line before them.
    from: Mark,
    lines: Vec<Brought>,
}

impl Kept {
    /// None yet, behind a mark.
    pub fn from(from: Mark) -> Kept {
        Kept { from, lines: Vec::new() }
    }

    /// Keeps the next line.
    pub fn push(&mut self, line: Brought) {
        self.lines.push(line);
    }

    /// The lines, if they are those behind a mark up to what was taken in.
    pub fn between(self, mark: &Mark, commit: &Commit) -> Option<impl Iterator<Item = Brought> + use<>> {
        let is_whole = self.lines.last().is_some_and(|line| commit.is_at(&line.mark));
        (self.from == *mark && is_whole).then(|| self.lines.into_iter())
    }
}
