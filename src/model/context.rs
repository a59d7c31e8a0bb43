//! What rules need to know from outside: the day, the code lists, and the records a reference may name.

use super::codes::CodeLists;
use super::date::Date;
use super::entry::Entry;
use super::kind::{Kind, Org};

/// Looks records up for rules and for what the clerk types; the store and tests implement it.
pub trait Directory {
    /// The record, voided or not.
    fn entry(&self, kind: Kind, id: u64) -> Option<Entry>;

    /// What a record is called on screen and on the command line: a name, a number, a date with a time.
    fn label(&self, kind: Kind, id: u64) -> Option<String>;

    /// Live records that what was typed may mean (number, name, pinyin, date), the best first, at most `limit`.
    /// An exact full name or number stands alone only if it is the only exact one, or that of the only deputy in office among
    /// them.
    fn find(&self, kind: Kind, typed: &str, limit: usize) -> Vec<Candidate>;

    /// The decisions about an issue 上级办理, voided ones of desks above among them, the newest first.
    fn decisions(&self, _issue: u64) -> Vec<Entry> {
        Vec::new()
    }

    /// Whether a decision of this desk, as it stands now, went into a package down.
    fn went_down(&self, _decision: &Entry) -> bool {
        true
    }

    /// Issues of any desk in the books that what was typed may mean, our own and those of the desks below; those of others by
    /// [`super::whose::reference`], by which [`Directory::entry`] and [`Directory::label`] know them.
    fn find_anywhere(&self, typed: &str, limit: usize) -> Vec<Candidate> {
        self.find(Kind::Issue, typed, limit)
    }

    /// Whether records of several desks stand in the books: those of a desk above stations. Desks are then found and called by
    /// their number as records of [`Kind::Received`].
    fn gathers(&self) -> bool {
        false
    }

    /// The directory of the numbers that stand in records of an organisation; `None` where that is this one. Through
    /// [`Context::of`].
    fn of(&self, org: Org) -> Option<Box<dyn Directory + '_>>;
}

/// A record that typed text may mean.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// The record's id.
    pub id: u64,
    /// What it is called.
    pub label: String,
    /// What tells it from others of the same name (a deputy's post, an issue's title).
    pub detail: String,
    /// Whether the typed text is its whole name or number.
    pub exact: bool,
}

/// Everything a rule may look at beside the record itself.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Today, read from the clock by whoever calls.
    pub today: Date,
    /// The lists of codes in force.
    pub codes: &'a CodeLists,
    /// The desk's records.
    pub directory: &'a dyn Directory,
}

impl Context<'_> {
    /// Looks at a record of an organisation with what its numbers mean there: two stations both have a deputy 3. Whoever shows or
    /// prints a record that may be another's, looks at it so.
    pub fn of<T>(&self, org: Org, look: impl FnOnce(&Context<'_>) -> T) -> T {
        match self.directory.of(org) {
            Some(directory) => look(&Context { directory: directory.as_ref(), ..*self }),
            None => look(self),
        }
    }
}

/// A directory with nothing in it: for tests and for forms before the first record.
pub struct NoDirectory;

impl Directory for NoDirectory {
    fn entry(&self, _: Kind, _: u64) -> Option<Entry> {
        None
    }

    fn label(&self, _: Kind, _: u64) -> Option<String> {
        None
    }

    fn find(&self, _: Kind, _: &str, _: usize) -> Vec<Candidate> {
        Vec::new()
    }

    fn of(&self, _: Org) -> Option<Box<dyn Directory + '_>> {
        None
    }
}
