//! Everything that can happen to the state: what a person did, what was read, what came of a change.

use std::path::PathBuf;

use super::DeskInfo;
use super::detail::{File, Links};
use super::effect::Then;
use super::exchange::{Outcome, Place, Plan as Packages, Purpose, Stood};
use super::importing::{Looked, Order, Tally};
use super::key::Key;
use super::layout::Size;
use super::list::PageRequest;
use super::prompt::Asked as Question;
use super::start::{Groundwork, Start};
use super::stats;
use super::today::Gathered;
use crate::model::alike::{Alike, Asked};
use crate::model::handling::Deciding;
use crate::model::schedule::Plan;
use crate::model::term::{Change, Plan as TermPlan, Sitting};
use crate::model::{Date, Entry, Kind, Org};
use crate::store::drafts::Draft;
use crate::store::reader::Row;
use crate::sync::exchange::takeover::{Offer, Which};

/// One thing that happened.
#[derive(Debug)]
pub enum Action {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The screen has another size.
    Resize(Size),
    /// It is another day; read from the clock by the runtime.
    Clock(Date),
    /// Rows that were wished for, and how many the list holds where that is kept.
    Page {
        /// The wish.
        request: PageRequest,
        /// The rows.
        rows: Vec<Row>,
        /// Records in the list.
        total: Option<u64>,
    },
    /// What hangs on a record.
    Links {
        /// Whose record it is.
        org: Org,
        /// Its kind.
        kind: Kind,
        /// Its id.
        id: u64,
        /// What hangs on it.
        links: Vec<Links>,
        /// What a deputy did.
        file: Option<Box<File>>,
    },
    /// What 今日 shows.
    Gathered(Box<Gathered>),
    /// What the level above offers to be taken over; none without such a level.
    Offered(Option<Box<Offer>>),
    /// The forms that were left unfinished.
    Drafts(Vec<Draft>),
    /// What a form starts from.
    Prepared(Box<Groundwork>),
    /// What may be decided about an issue of a desk below.
    Deciding(Box<Deciding>),
    /// What a decision of a desk above asks for before it can be taken over, and why: the form to open.
    Adopting(Start, String),
    /// A step was not saved, because the decision of a desk above it was filled in for was voided meanwhile; what to say.
    DecisionGone(String),
    /// A record that was asked for, to show it.
    Entry(Option<Box<Entry>>),
    /// The record of the list that is called what was typed, if any.
    Located {
        /// What was typed.
        typed: String,
        /// The record.
        entry: Option<Box<Entry>>,
    },
    /// What planning a period comes to.
    Planned((Date, Date), Box<Plan>),
    /// A report's text was made, or its draft found: the form to open.
    ReportReady(Start),
    /// Who sits where for which term.
    Sittings(Vec<Sitting>),
    /// What a change of term comes to.
    TermPlanned(Box<(Change, TermPlan)>),
    /// A change was saved.
    Saved(Saved),
    /// What would be undone, in a few words.
    Undoable(String),
    /// A form's change was not saved, and why.
    SaveFailed(String),
    /// News of the search with this number.
    Search(u64, SearchReport),
    /// News of the counting with this number.
    Counted(u64, stats::Report),
    /// Issues that look like the one that was asked about.
    Alike(Box<(Asked, Alike)>),
    /// Something long has got so far.
    Progress(String),
    /// The files of a folder that may be ledgers.
    FilesListed(Vec<PathBuf>),
    /// A file that may be taken in was looked at.
    LookedInto(Box<(Order, Looked)>),
    /// So many thousandths of it were read, and so many rows are in.
    ImportProgress(u16, u64),
    /// It was read to the end, or stopped; with how many rows are in where they were saved.
    ImportEnded(Box<Tally>, Option<u64>),
    /// A file could not be looked at, and why.
    LookFailed(Box<Order>, String),
    /// A file could not be read to its end or taken in, and why.
    ImportFailed(String),
    /// How the desk stands with others; none where it could not be read.
    Stood(Option<Box<Stood>>),
    /// The drives or key files that were looked for; with why there may be more.
    Drives(Purpose, Vec<Place>, Option<String>),
    /// A stick was looked through.
    StickLooked(Box<Packages>),
    /// The exchange with a stick has got so far.
    ExchangeProgress(String),
    /// It has ended.
    Exchanged(Box<Outcome>),
    /// It could not begin, or the stick could not be looked through, and why.
    ExchangeFailed(String),
    /// What there is to decide about a chain, in words.
    Parted(Org, Vec<String>),
    /// It was decided about a chain, or why that could not be done.
    Decided(Result<String, String>),
    /// A party was saved, or our key file written; what is said of it.
    PartySaved(Option<Box<Entry>>, String),
    /// What was typed for that was not taken, and why.
    PartyRefused(Question, String, String),
    /// What was to be written is there, or is not, and why.
    Written(Result<Written, String>),
    /// Something was done.
    Done(String),
    /// Something could not be done, and why.
    Failed(String),
    /// Time to write the open form's draft.
    DraftDue,
    /// The open form's draft was written, before this.
    DraftWritten(Then),
    /// The open form's draft could not be written before this, and why.
    DraftFailed(Then, String),
    /// A desk was made or opened.
    Opened(Box<DeskInfo>),
    /// The terminal has gone or the system ends the program.
    HangUp,
}

/// A change that was saved.
#[derive(Debug)]
pub struct Saved {
    /// The records as they stand now; the one the change was about first.
    pub entries: Vec<Entry>,
    /// What the change was.
    pub how: How,
}

/// Files that were written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// One sentence that says what and where.
    pub said: String,
    /// The folder they are in, as it was typed.
    pub folder: String,
}

/// What a saved change was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum How {
    /// A form was saved; true where the next one is to be opened.
    Form {
        /// Whether the next one is to be opened.
        another: bool,
    },
    /// A step was taken by so many records together; what comes after them among the entries was made or written in besides.
    Steps(usize),
    /// A decision of a level above was passed on.
    Passed,
    /// What passed on a decision that was voided above is kept as this desk's own.
    Kept,
    /// Reception days were planned.
    Plan,
    /// What a level above has sent down was taken over; in words.
    Takeover(String),
    /// Ours of this one stays as it is; in words.
    KeptOurs(Which, String),
    /// A term was changed; one sentence that says what came of it.
    Term(String),
    /// Records were voided.
    Void,
    /// A setting went back to what the program ships.
    Reset,
    /// A change was undone; one sentence that says which.
    Undo(String),
    /// What was undone was done again; one sentence that says what.
    Redo(String),
}

/// What a search has to say.
#[derive(Debug)]
pub enum SearchReport {
    /// A record was found.
    Hit(Box<Entry>),
    /// So many records were looked at, of so many, and so many found among them.
    Looked {
        /// Records looked at.
        looked: u64,
        /// Records there are.
        of: u64,
        /// Records found, those not told of one by one included.
        found: u64,
    },
    /// All were looked at.
    Finished,
    /// It stopped, and why.
    Failed(String),
}
