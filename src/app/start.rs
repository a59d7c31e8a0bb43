//! What a form is opened on, and what must be read for it first.

use super::form::{self, DECIDE, STEP, Subject};
use crate::model::event::Event;
use crate::model::handling::{Deciding, Handling};
use crate::model::life::Verb;
use crate::model::moves::{self, Move};
use crate::model::setting::known;
use crate::model::{Entry, Kind, Org, Record};
use crate::store::drafts::Draft;
use crate::store::reader::List;

/// What the clerk wants a form for.
#[derive(Clone, PartialEq, Debug)]
pub enum Start {
    /// A new record.
    New(Kind),
    /// A kept record, by its id.
    Edit(Kind, u64),
    /// A new record like a kept one, by its id.
    Like(Kind, u64),
    /// A step of an issue, by its id; the other issues take it together with it.
    Step(u64, Verb, Vec<u64>),
    /// A step of an issue, by its id, that takes a decision of a desk above over as far as it goes.
    Adopt(u64, Box<Event>),
    /// A decision about an issue of a desk below, by whose it is and its id there.
    Decide(Org, u64, Verb),
    /// A decision about an issue of a desk below that passes one of a desk above on as far as it goes.
    Pass(Org, u64, Box<Handling>),
    /// The setting of a key.
    Setting(String),
    /// A step of a record that is no issue, by its kind and id; the other records take it together with it.
    Move(Kind, u64, &'static Move, Vec<u64>),
    /// A new record that comes from issues, by their ids.
    Turn(Kind, Vec<u64>),
    /// A new record that the program made, to be looked over.
    Made(Box<Record>),
    /// A unit that a decision of a desk above needs, with whose decision it is and its id there; that is taken over when it is saved.
    UnitFor(Box<Record>, Org, u64),
    /// Going on with a draft.
    Resume(Box<Draft>),
}

/// What was read for a form.
#[derive(Debug)]
pub struct Groundwork {
    /// What it is for.
    pub start: Start,
    /// The record it is about, as it stands now; none for a new one.
    pub entry: Option<Box<Entry>>,
    /// The other records that take the same step, or the issues a new record comes from, as they stand now.
    pub company: Vec<Entry>,
    /// The issue of a desk below that is decided about, with what was decided before.
    pub deciding: Option<Box<Deciding>>,
    /// The last record of its kind.
    pub last: Option<Box<Record>>,
    /// The last issue, for the first one registered inside the form.
    pub last_issue: Option<Box<Record>>,
    /// Today's reception days, for who is on duty.
    pub receptions: Vec<Entry>,
    /// Issues raised on the reception day or visit.
    pub raised: Vec<Entry>,
    /// The drafts there are.
    pub drafts: Vec<Draft>,
    /// A name no draft has, for a new record's.
    pub draft_name: String,
}

impl Start {
    /// The kind of record the form is about; none for a draft of a kind this version does not know.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Start::New(kind) | Start::Edit(kind, _) | Start::Like(kind, _) | Start::Move(kind, ..) => Some(*kind),
            Start::Turn(kind, _) => Some(*kind),
            Start::Made(record) | Start::UnitFor(record, ..) => Some(record.kind()),
            Start::Step(..) | Start::Adopt(..) => Some(Kind::Issue),
            Start::Decide(..) | Start::Pass(..) => Some(Kind::Handling),
            Start::Setting(_) => Some(Kind::Setting),
            Start::Resume(draft) if draft.kind == STEP => Some(Kind::Issue),
            Start::Resume(draft) if draft.kind == DECIDE => Some(Kind::Handling),
            Start::Resume(draft) => draft.kind.parse().ok(),
        }
    }

    /// The id of the record the form is about; none for a new one.
    pub fn id(&self) -> Option<u64> {
        match self {
            Start::New(_) | Start::Turn(..) | Start::Made(_) | Start::Setting(_) | Start::UnitFor(..) => None,
            Start::Decide(..) | Start::Pass(..) => None,
            Start::Adopt(id, _) => Some(*id),
            Start::Resume(draft) if draft.kind == DECIDE => None,
            Start::Edit(_, id) | Start::Like(_, id) | Start::Step(id, ..) | Start::Move(_, id, ..) => Some(*id),
            Start::Resume(draft) => (draft.id != 0).then_some(draft.id),
        }
    }

    /// The issue of a desk below that a decision is about: whose it is, and its id there.
    pub fn about(&self) -> Option<(Org, u64)> {
        match self {
            Start::Decide(org, id, _) | Start::Pass(org, id, _) => Some((*org, *id)),
            Start::Resume(draft) => form::station_of(draft).map(|org| (org, draft.id)),
            _ => None,
        }
    }

    /// The kind of the records [`Start::also`] names.
    pub fn kind_of_others(&self) -> Kind {
        match self {
            Start::Turn(..) => Kind::Issue,
            _ => self.kind().unwrap_or(Kind::Issue),
        }
    }

    /// The ids of the other records that take the same step, or of the issues a new record comes from.
    pub fn also(&self) -> &[u64] {
        match self {
            Start::Step(_, _, also) | Start::Move(_, _, _, also) | Start::Turn(_, also) => also,
            Start::Resume(draft) => &draft.also,
            Start::New(_) | Start::Edit(..) | Start::Like(..) | Start::Made(_) | Start::Setting(_) => &[],
            Start::Adopt(..) | Start::Decide(..) | Start::Pass(..) | Start::UnitFor(..) => &[],
        }
    }

    /// The decision of a desk above that is taken over, or passed on, when the form is saved.
    pub fn adopts(&self) -> Option<(Org, u64)> {
        match self {
            Start::UnitFor(_, org, id) => Some((*org, *id)),
            _ => None,
        }
    }

    /// The key of the setting the form is about.
    pub fn setting(&self) -> Option<&str> {
        match self {
            Start::Setting(key) => Some(key),
            Start::Resume(draft) => form::setting_of(draft),
            _ => None,
        }
    }

    /// The list of issues raised on the record.
    pub fn raised(&self) -> Option<List> {
        if let Start::Like(..) = self {
            return None;
        }
        let kind = self.kind().filter(|kind| matches!(kind, Kind::Reception | Kind::Visit))?;
        self.id().map(|id| List::From(kind, id))
    }
}

impl Groundwork {
    /// What the form is about; none where the record is gone.
    pub fn subject(&self) -> Option<Subject> {
        let entry = || self.entry.clone();
        if let Some(key) = self.start.setting() {
            return known::find(key).map(|item| Subject::Setting(item, entry()));
        }
        match &self.start {
            Start::New(kind) | Start::Turn(kind, _) => Some(Subject::New(*kind)),
            Start::Made(record) | Start::UnitFor(record, ..) => Some(Subject::New(record.kind())),
            // Told above.
            Start::Setting(_) => None,
            Start::Like(kind, _) => entry().map(|_| Subject::New(*kind)),
            Start::Edit(..) => entry().map(Subject::Edit),
            Start::Step(_, verb, _) => entry().map(|entry| Subject::Step(entry, *verb)),
            Start::Adopt(_, event) => {
                Verb::from_key(&event.verb).and_then(|verb| entry().map(|entry| Subject::Step(entry, verb)))
            }
            Start::Decide(_, _, verb) => self.deciding.clone().map(|deciding| Subject::Decide(deciding, *verb)),
            Start::Pass(_, _, handling) => Verb::from_key(&handling.verb)
                .zip(self.deciding.clone())
                .map(|(verb, about)| Subject::Decide(about, verb)),
            Start::Resume(draft) if draft.kind == DECIDE => {
                Verb::from_key(&draft.verb).zip(self.deciding.clone()).map(|(verb, about)| Subject::Decide(about, verb))
            }
            Start::Move(_, _, step, _) => entry().map(|entry| Subject::Move(entry, step)),
            Start::Resume(draft) if !draft.verb.is_empty() && draft.kind != STEP => {
                moves::from_key(&draft.verb).and_then(|step| entry().map(|entry| Subject::Move(entry, step)))
            }
            Start::Resume(draft) if !draft.verb.is_empty() => {
                Verb::from_key(&draft.verb).and_then(|verb| entry().map(|entry| Subject::Step(entry, verb)))
            }
            Start::Resume(draft) if draft.id == 0 => draft.kind.parse().ok().map(Subject::New),
            Start::Resume(_) => entry().map(Subject::Edit),
        }
    }
}
