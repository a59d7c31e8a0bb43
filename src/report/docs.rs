//! Single documents on paper: notices, forms of one record, ledgers that lie on a desk, sheets for the public.
//!
//! Every document is a line of [`DOCUMENTS`]: what it is called, which records it is made of, and how. What stands on it
//! comes from the records through their field tables, masked; what is empty is left to be filled in by pen. Issues whose
//! residents asked for confidence stand in no list, and on a sheet of their own only under that mark.

mod assign;
pub mod blank;
mod deputy;
mod feedback;
mod issue;
mod list;
mod notice;
mod overdue;
mod place;
mod promises;
mod public;
mod reception;
mod record;
mod redone;
mod sheet;
#[cfg(test)]
mod tests;
mod urge;
mod votes;

use std::fmt;

use chrono::NaiveDateTime;

pub use place::{PutError, free, put};

use super::paper::{Block, Page, Paper};
use crate::model::order::Order as _;
use crate::model::station::{STATION_ID, Station};
use crate::model::{Context, Date, Directory, Entry, Id, Kind, Org, Record, whose};
use crate::store::reader::{Direction, List, ReadError, Reader};
use crate::text::zh::report::docs as zh;

/// Most records of one print: each may be a sheet of its own.
const MOST_SHEETS: usize = 200;
/// Records read at a time where one is looked for.
const PAGE: usize = 100;

/// Everything a document is made from.
pub struct Printer<'a> {
    /// The desk's records.
    pub reader: &'a Reader,
    /// What names them, and today.
    pub context: Context<'a>,
    /// Now, by the clock of the caller.
    pub made_at: NaiveDateTime,
    /// Whose paper it is.
    pub station: Station,
}

/// Which records a document is made of, as far as that is asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scope {
    /// These alone, in this order. A sheet of one of another desk is that desk's paper.
    pub chosen: Option<Vec<Id>>,
    /// From this day.
    pub since: Option<Date>,
    /// Through this day.
    pub until: Option<Date>,
    /// Of this year.
    pub year: Option<i32>,
    /// The one desk whose records are asked for: a list is called after it.
    pub whose: Option<Org>,
}

/// A line of the table.
pub struct Document {
    /// Its key on the command line.
    pub key: &'static str,
    /// What the clerk calls it.
    pub name: &'static str,
    /// The kind of record it is made of.
    pub kind: Kind,
    /// Whether it is put up for everybody to read.
    pub is_public: bool,
    make: Make,
}

/// How a document is made.
enum Make {
    /// A sheet for each record.
    Each {
        page: Page,
        /// Whether it can be made of a record; if not, why, with what to do.
        fits: fn(&Entry) -> Result<(), &'static str>,
        make: fn(&Entry, &Printer<'_>, &Scope) -> Result<Vec<Block>, DocError>,
    },
    /// One document of many records, or of those chosen.
    List {
        page: Page,
        /// Whether a record may stand in it.
        takes: fn(&Entry, Date) -> bool,
        make: fn(&Document, &Printer<'_>, &Scope) -> Result<Vec<Block>, DocError>,
    },
}

/// Why a document was not made; Display is the Chinese message.
#[derive(Debug, thiserror::Error)]
pub enum DocError {
    /// No record is named to make it of.
    #[error("{}", zh::names_no_record(.0))]
    NoRecord(&'static str),
    /// It cannot be made of this record.
    #[error("{}", zh::does_not_fit(.document, .record, .why))]
    Unfit {
        /// The document.
        document: &'static str,
        /// The record.
        record: String,
        /// Why, and what to do.
        why: &'static str,
    },
    /// Nothing would stand in it.
    #[error("{0}")]
    Nothing(String),
    /// More sheets than are printed at a time.
    #[error("{}", zh::too_many(MOST_SHEETS))]
    TooMany,
    /// The desk could not be read.
    #[error(transparent)]
    Desk(#[from] ReadError),
}

const fn each(
    (key, name): zh::Named,
    kind: Kind,
    page: Page,
    fits: fn(&Entry) -> Result<(), &'static str>,
    make: fn(&Entry, &Printer<'_>, &Scope) -> Result<Vec<Block>, DocError>,
) -> Document {
    Document { key, name, kind, is_public: false, make: Make::Each { page, fits, make } }
}

const fn list(
    (key, name): zh::Named,
    kind: Kind,
    page: Page,
    takes: fn(&Entry, Date) -> bool,
    make: fn(&Document, &Printer<'_>, &Scope) -> Result<Vec<Block>, DocError>,
) -> Document {
    Document { key, name, kind, is_public: false, make: Make::List { page, takes, make } }
}

const fn public(document: Document) -> Document {
    Document { is_public: true, ..document }
}

/// Every document, in the order they are offered.
pub static DOCUMENTS: [Document; 18] = [
    public(list(zh::NOTICE, Kind::Reception, Page::Form, notice::takes, notice::make)),
    each(zh::RECEPTION, Kind::Reception, Page::Form, reception::fits, reception::make),
    each(zh::ISSUE, Kind::Issue, Page::Form, |_| Ok(()), issue::make),
    each(zh::ASSIGN, Kind::Issue, Page::Form, assign::fits, assign::make),
    each(zh::URGE, Kind::Issue, Page::Form, urge::fits, urge::make),
    each(zh::FEEDBACK, Kind::Issue, Page::Form, feedback::fits, feedback::of_issue),
    list(zh::OVERDUE, Kind::Issue, Page::Wide, overdue::takes, overdue::make),
    list(zh::PROMISES, Kind::Issue, Page::Wide, promises::takes, promises::make),
    list(zh::REDONE, Kind::Issue, Page::Wide, redone::takes, redone::make),
    public(list(zh::PUBLIC_ISSUES, Kind::Issue, Page::Wide, public::takes_issue, public::issues)),
    each(zh::VISIT, Kind::Visit, Page::Form, |_| Ok(()), record::make),
    public(list(zh::PUBLIC_VISITS, Kind::Visit, Page::Wide, public::takes_visit, public::visits)),
    each(zh::DEPUTY, Kind::Deputy, Page::Form, |_| Ok(()), deputy::make),
    each(zh::ACTIVITY, Kind::Activity, Page::Form, |_| Ok(()), record::make),
    each(zh::PROJECT, Kind::Project, Page::Form, |_| Ok(()), record::make),
    list(zh::VOTES, Kind::Project, Page::Wide, votes::takes, votes::make),
    each(zh::PROPOSAL, Kind::Proposal, Page::Form, |_| Ok(()), record::make),
    each(zh::PROPOSAL_FEEDBACK, Kind::Proposal, Page::Form, feedback::fits, feedback::of_proposal),
];

/// The document of a key or name.
pub fn find(called: &str) -> Option<&'static Document> {
    DOCUMENTS.iter().find(|document| document.key == called || document.name == called)
}

impl<'a> Printer<'a> {
    /// A printer for the station of a desk.
    pub fn new(reader: &'a Reader, context: Context<'a>, made_at: NaiveDateTime) -> Result<Printer<'a>, ReadError> {
        let station = match reader.entry(Kind::Station, STATION_ID)?.map(|entry| entry.record) {
            Some(Record::Station(station)) => station,
            _ => Station::default(),
        };
        Ok(Printer { reader, context, made_at, station })
    }

    fn today(&self) -> Date {
        Date(self.made_at.date())
    }

    /// Makes something of a record as the desk would that wrote it: under its name, with what its numbers mean there.
    fn for_desk_of<T>(
        &self,
        entry: &Entry,
        make: impl FnOnce(&Printer<'_>) -> Result<T, DocError>,
    ) -> Result<T, DocError> {
        if entry.org == self.reader.org() {
            return make(self);
        }
        let reader = self.reader.of(entry.org);
        let context = Context { directory: &reader, ..self.context };
        make(&Printer::new(&reader, context, self.made_at)?)
    }

    /// This printer, with the name of a desk below.
    fn called_after(&self, org: Org) -> Result<Printer<'a>, ReadError> {
        let name = self.reader.desk_name(org)?.unwrap_or_else(|| self.station.name.clone());
        Ok(Printer { station: Station { name, ..self.station.clone() }, ..*self })
    }

    /// A cell of a record in a list of several desks' records.
    fn cell(&self, entry: &Entry, key: &str) -> String {
        let shown = |printer: &Printer<'_>| sheet::by_key(&entry.record, key, printer);
        match self.context.directory.of(entry.org) {
            Some(directory) => {
                let context = Context { directory: directory.as_ref(), ..self.context };
                shown(&Printer { context, station: Station::default(), ..*self })
            }
            None => shown(self),
        }
    }

    /// Whether records of several desks may stand in a list, each with whose it is.
    fn gathers(&self, kind: Kind) -> bool {
        self.reader.is_above() && whose::is_told(kind)
    }

    fn paper(&self, name: String, page: Page, blocks: Vec<Block>) -> Paper {
        Paper { name, author: self.station.name.clone(), made_at: self.made_at, page, blocks }
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)
    }
}

impl Document {
    /// Whether it is made of one record, a sheet each; else of a list.
    pub fn is_of_each(&self) -> bool {
        matches!(self.make, Make::Each { .. })
    }

    /// Whether it can be made of this record; if not, why, with what to do.
    pub fn fits(&self, entry: &Entry, today: Date) -> Result<(), &'static str> {
        if !entry.is_live() {
            return Err(zh::IS_VOIDED);
        }
        match self.make {
            _ if entry.kind() != self.kind => Err(zh::OTHER_KIND),
            Make::Each { fits, .. } => fits(entry),
            Make::List { takes, .. } if takes(entry, today) => Ok(()),
            Make::List { .. } => Err(zh::STANDS_NOT_IN_IT),
        }
    }

    /// Makes it. Of a list that holds nothing there is no document, and none of a record that does not fit.
    pub fn paper(&self, printer: &Printer<'_>, scope: &Scope) -> Result<Paper, DocError> {
        match self.make {
            Make::Each { page, make, .. } => {
                let ids = scope.chosen.as_deref().filter(|ids| !ids.is_empty()).ok_or(DocError::NoRecord(self.name))?;
                if ids.len() > MOST_SHEETS {
                    return Err(DocError::TooMany);
                }
                let mut blocks = Vec::new();
                let mut called = String::new();
                for id in ids {
                    let entry = self.entry(*id, printer)?;
                    if called.is_empty() {
                        called = name_of(&entry);
                    } else {
                        blocks.push(Block::PageBreak);
                    }
                    blocks.extend(printer.for_desk_of(&entry, |printer| make(&entry, printer, scope))?);
                }
                Ok(printer.paper(zh::file_of(self.name, &called, ids.len()), page, blocks))
            }
            Make::List { page, make, .. } => {
                let of = match scope.whose.filter(|org| *org != printer.reader.org()) {
                    Some(org) => printer.called_after(org)?,
                    None => Printer { station: printer.station.clone(), ..*printer },
                };
                let blocks = make(self, &of, scope)?;
                let name = zh::file_of_list(&of.station.name, self.name, printer.today());
                Ok(printer.paper(name, page, blocks))
            }
        }
    }

    /// A record that is to be printed, if it fits.
    fn entry(&self, (org, id): Id, printer: &Printer<'_>) -> Result<Entry, DocError> {
        let unfit = |record: String, why| DocError::Unfit { document: self.name, record, why };
        match printer.reader.of(org).entry(self.kind, id)? {
            Some(entry) => match self.fits(&entry, printer.today()) {
                Ok(()) => Ok(entry),
                Err(why) => Err(unfit(name_of(&entry), why)),
            },
            None => Err(unfit(format!("#{id}"), zh::GONE)),
        }
    }

    /// Whether a record may stand in a document of a list.
    fn takes(&self, entry: &Entry, today: Date) -> bool {
        matches!(self.make, Make::List { takes, .. } if takes(entry, today))
    }
}

/// What a record is called in the name of a file.
fn name_of(entry: &Entry) -> String {
    match &entry.record {
        Record::Issue(issue) if !issue.number.is_empty() => issue.number.clone(),
        Record::Deputy(deputy) => deputy.name.clone(),
        Record::Project(project) => project.title.clone(),
        Record::Proposal(proposal) => proposal.title.clone(),
        other => other.date().map_or_else(|| format!("#{}", entry.id), |date| date.to_string()),
    }
}

/// The documents that can be made of a record, as a menu offers them: the sheets of its own first.
pub fn of_record(entry: &Entry, today: Date) -> Vec<&'static Document> {
    let mut fitting: Vec<&Document> = DOCUMENTS.iter().filter(|one| one.fits(entry, today).is_ok()).collect();
    fitting.order_by_key(|document| !document.is_of_each());
    fitting
}

/// Every document that can be made from a desk, each of the latest record that fits, and the blank forms.
pub fn every_paper(printer: &Printer<'_>) -> Result<Vec<Paper>, DocError> {
    let mut papers = Vec::new();
    for document in &DOCUMENTS {
        let scope = match document.is_of_each() {
            true => match latest_that_fits(document, printer)? {
                Some(id) => Scope { chosen: Some(vec![(printer.reader.org(), id)]), ..Scope::default() },
                None => continue,
            },
            false => Scope::default(),
        };
        match document.paper(printer, &scope) {
            Ok(paper) => papers.push(paper),
            Err(DocError::Nothing(_)) => {}
            Err(error) => return Err(error),
        }
    }
    papers.extend(blank::FORMS.map(|kind| blank::form(kind, printer)));
    papers.push(blank::forms(printer));
    Ok(papers)
}

fn latest_that_fits(document: &Document, printer: &Printer<'_>) -> Result<Option<u64>, ReadError> {
    let list = List::Station(document.kind, printer.reader.org());
    let mut from = None;
    loop {
        let rows = printer.reader.page(list, from.as_ref(), Direction::Forward, PAGE)?;
        let Some(last) = rows.last() else { return Ok(None) };
        from = Some(last.position.clone());
        if let Some(row) = rows.iter().find(|row| document.fits(&row.entry, printer.today()).is_ok()) {
            return Ok(Some(row.entry.id));
        }
    }
}

/// What the classes of an answer mean: the same letters mean other things elsewhere.
fn definitions(printer: &Printer<'_>) -> Block {
    Block::Note(super::export::definitions(printer.context.codes))
}

/// What a record of the desk is called; empty for one that is not there.
fn called(directory: &dyn Directory, kind: Kind, id: Option<u64>) -> String {
    id.and_then(|id| directory.label(kind, id)).unwrap_or_default()
}
