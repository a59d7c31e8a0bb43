//! What the state asks of the world outside; the runtime carries it out and answers with actions.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::exchange::{Decision, Order as Exchange, Purpose};
use super::find::Query;
use super::form::Submission;
use super::importing::Order;
use super::list::PageRequest;
use super::printing::Writing;
use super::start::Start;
use super::tab::Tab;
use crate::model::alike::Asked;
use crate::model::schedule::PlannedDay;
use crate::model::stats::{Asked as Figures, Period};
use crate::model::term::Change;
use crate::model::{Date, Kind, Org};
use crate::store::desk::NewDesk;
use crate::store::drafts::Draft;
use crate::store::reader::List;
use crate::sync::exchange::takeover::Which;

/// What the clerk wants that closes a form, once its draft is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Then {
    /// Nothing: the form stays open.
    Stay,
    /// Leave the form.
    Leave,
    /// Go to a tab.
    GoTo(Tab),
    /// End the program.
    Quit,
}

/// What a record is looked up by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Called {
    /// Its day: the latest record of that day or before it is meant.
    Day(Date),
    /// Its number or name.
    Name(String),
}

/// One wish.
pub enum Effect {
    /// Read rows of a list.
    Page(PageRequest),
    /// Read what hangs on a record.
    Links {
        /// Whose record it is.
        org: Org,
        /// Its kind.
        kind: Kind,
        /// Its id.
        id: u64,
        /// The lists to look in.
        lists: Vec<List>,
    },
    /// Read what 今日 shows.
    Gather,
    /// Look for unfinished forms.
    Drafts,
    /// Read what a form starts from.
    Prepare(Start),
    /// Read a record of an organisation, to show it.
    Entry(Org, Kind, u64),
    /// Read what may be decided about an issue of a desk below, to offer it.
    Decide(Org, u64),
    /// Take over a decision of a desk above, by whose it is and its id there.
    Adopt(Org, u64),
    /// Open the form in which a decision of a desk above is refused, by whose it is and its id there.
    Decline(Org, u64),
    /// Look up the record of a kind that is called so.
    Locate(Kind, Called),
    /// Make the text of a period's report, to open its form.
    DraftReport(Period),
    /// Plan the reception days of a period, both days included, to show the plan.
    Plan(Date, Date),
    /// Add the days of a plan, all in one save.
    SavePlan(Vec<PlannedDay>),
    /// Save what a form made; a step is taken by these other issues as well.
    Save(Box<Submission>, Vec<u64>),
    /// Stop the sending of a report; it stays a draft.
    StopSending,
    /// Give a station's setting of a key up, with the reason.
    Reset(String, String),
    /// Read what the level above has sent down and what it would change.
    Offer,
    /// Take these of it over.
    TakeOver(BTreeSet<Which>),
    /// Ours of this one stays as it is, and nothing more is said of it.
    KeepOurs(Which),
    /// Read who sits where for which term.
    Sittings,
    /// Work a change of term out, to show it.
    PlanTerm(Box<Change>),
    /// Make a change of term.
    ChangeTerm(Box<Change>),
    /// Void records of a kind, with the reason.
    Void(Kind, Vec<u64>, String),
    /// Undo the last change.
    Undo,
    /// Ask what would be undone.
    Undoable,
    /// Do again what was undone last.
    Redo,
    /// The form was edited: write its draft soon.
    DraftSoon,
    /// Write a draft now, and say what it was written before.
    SaveDraft(Box<Draft>, Then),
    /// Remove a draft that is not needed any more.
    RemoveDraft(String),
    /// Look for records; the news carry the number.
    Search {
        /// The number of this search.
        token: u64,
        /// What for.
        query: Query,
    },
    /// Look for issues like the one being entered.
    Alike(Asked),
    /// Stop whatever search runs.
    CancelSearch,
    /// Count figures; the news carry the number.
    Count {
        /// The number of this counting.
        token: u64,
        /// For what.
        asked: Figures,
        /// The seq of the journal's line that figures known already were counted at.
        known: Option<u64>,
    },
    /// Stop whatever counting runs.
    CancelCount,
    /// Look into a file that is to be taken in, or list a folder.
    LookInto(Box<Order>),
    /// Read a file to its end; true to save its rows.
    Import(Box<Order>, bool),
    /// Stop reading it.
    StopImport,
    /// Read how the desk stands with others.
    Stand,
    /// Look for drives, or for key files on them.
    SeekDrives(Purpose),
    /// Look a stick or folder through for packages, and read those for us.
    LookOnStick(PathBuf),
    /// Forget what was read of a stick: nothing of it is taken in.
    ForgetStick,
    /// Take packages in and write those that are due.
    Exchange(Box<Exchange>),
    /// Stop that, or the looking.
    StopExchange,
    /// Write our key file into a folder.
    ExportKey(PathBuf),
    /// Call a list of what was put aside for re-entry done, by its name.
    Reentered(String),
    /// Add a party by its key file.
    AddParty(PathBuf),
    /// Trust a party whose fingerprint was read out so.
    ConfirmParty(Org, String),
    /// Trust a party no longer, with the reason.
    RevokeParty(Org, String),
    /// Note lines of a chain that were not used as dealt with, and how.
    Dismiss(Org, String),
    /// Read what is here and what came of a chain that somebody has to decide about.
    Parting(Org),
    /// Decide about a chain that parted or a new installation, with the reason.
    Settle(Org, Decision, String),
    /// Write what was chosen.
    Write(Box<Writing>),
    /// Stop what is being written; nothing of it stays.
    StopWriting,
    /// Make a desk.
    Init(Box<NewDesk>),
    /// Ring the bell.
    Bell,
    /// Draw the whole screen anew.
    Repaint,
    /// End the program.
    Quit,
}
