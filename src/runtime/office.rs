//! Carries out effects: the open desk, its reader, its code lists, drafts, and the worker.

mod changes;
mod errands;
mod exchange;

use std::cell::Cell;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use super::daily::Daily;
use super::lent::Lent;
use super::viewer::Viewer;
use super::worker::Worker;
use super::{clock, groundwork, pages};
use crate::app::DeskInfo;
use crate::app::action::Action;
use crate::app::effect::{Called, Effect};
use crate::app::today::Gathered;
use crate::model::codes::CodeLists;
use crate::model::context::NoDirectory;
use crate::model::station::STATION_ID;
use crate::model::takeover::Counts;
use crate::model::term;
use crate::model::{Context, Date, Directory, Entry, Kind, Org, Record};
use crate::store::codes;
use crate::store::desk::{Desk, NewDesk, OpenError};
use crate::store::disk::Disk;
use crate::store::drafts;
use crate::store::reader::{Direction, List, Position, ReadError, Reader};
use crate::store::schedule;
use crate::store::settings;
use crate::sync::exchange::below::Lowers;
use crate::sync::exchange::standing::Counted;
use crate::sync::exchange::{reentered, takeover};
use crate::sync::keys::OwnKeys;
use crate::text::pinyin;
use crate::text::zh::app::screens::said as text;
use crate::text::zh::model::whose::DESK_SIGNS;

/// The folder books are written to unless another is named, within the data directory.
const EXPORT_FOLDER: &str = "export";

/// Hears how far something long is, and may stop it.
pub type Progress<'a> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'a;

/// What only the loop around the screen can do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Chore {
    /// Ring the bell.
    Bell,
    /// Draw everything anew.
    Repaint,
    /// A draft is due soon.
    DraftSoon,
    /// The draft is written.
    DraftWritten,
    /// End.
    Quit,
}

/// What a machine has beside the desk; nothing until somebody looks.
#[derive(Default)]
pub struct Surroundings {
    /// What shows files.
    pub viewer: Option<Viewer>,
    /// The person's own folder for documents.
    pub documents: Option<PathBuf>,
}

impl Surroundings {
    /// What this machine has.
    pub fn find() -> Surroundings {
        let documents = dirs::document_dir().or_else(dirs::desktop_dir).filter(|folder| folder.is_dir());
        Surroundings { viewer: Viewer::find(), documents: documents.or_else(dirs::home_dir) }
    }
}

/// A desk that is lent.
struct Loan {
    to: Lent,
    /// What whoever wants to save meanwhile hears.
    busy: &'static str,
}

/// Everything effects work on.
pub struct Office {
    disk: Arc<dyn Disk>,
    root: PathBuf,
    desk: Option<Desk>,
    reader: Option<Reader>,
    codes: CodeLists,
    worker: Worker,
    /// The thread that makes the day's backup.
    backup: Option<JoinHandle<()>>,
    /// Who has the desk, if it is lent.
    loan: Option<Loan>,
    /// The wish that the import that reads stops.
    reading: Lent,
    /// The thread of the import that goes on.
    import: Option<JoinHandle<()>>,
    /// The wish that the exchange that goes on stops.
    exchanging: Lent,
    /// The threads of what goes on with other desks.
    exchange: Vec<JoinHandle<()>>,
    /// What was counted of our own chain when the standing was last read.
    counted: Arc<Mutex<Counted>>,
    /// The parties below, as of then.
    lowers: Arc<Mutex<Lowers>>,
    /// What a level above offers, with the day and the stamp of what it was worked out from: it takes a look at every deputy.
    offered: Cell<Option<((Date, u64), Counts)>>,
    /// The thread that sends a report.
    sending: Option<JoinHandle<()>>,
    /// Stops what is being written.
    stop: Arc<AtomicBool>,
    /// What this machine has.
    pub surroundings: Surroundings,
    /// Whether what takes long to make was begun.
    is_ready: bool,
    /// The day the screen shows.
    pub today: Date,
}

impl Office {
    /// An office without a desk.
    pub fn new(disk: Arc<dyn Disk>, root: &Path, codes: CodeLists, worker: Worker, today: Date) -> Office {
        Office {
            disk,
            root: root.to_owned(),
            desk: None,
            reader: None,
            codes,
            worker,
            backup: None,
            loan: None,
            reading: Lent::default(),
            import: None,
            sending: None,
            exchanging: Lent::default(),
            exchange: Vec::new(),
            counted: Arc::default(),
            lowers: Arc::default(),
            offered: Cell::default(),
            stop: Arc::default(),
            surroundings: Surroundings::default(),
            is_ready: false,
            today,
        }
    }

    /// Opens the desk of the directory; the action tells the screen.
    pub fn open(&mut self, progress: &mut Progress<'_>) -> Result<Action, OpenError> {
        let desk = Desk::open(Arc::clone(&self.disk), &self.root, progress)?;
        Ok(self.take(desk))
    }

    /// What rules and forms may look at.
    pub fn context(&self) -> Context<'_> {
        let directory: &dyn Directory = match &self.reader {
            Some(reader) => reader,
            None => &NoDirectory,
        };
        Context { today: self.today, codes: &self.codes, directory }
    }

    /// Lets the store tidy up while nobody types, and makes ready what the first form or search would wait for.
    pub fn idle(&mut self) {
        if !std::mem::replace(&mut self.is_ready, true) {
            make_ready();
        }
        if let Some(desk) = &self.desk {
            desk.idle();
        }
    }

    /// Carries out an effect. Actions are answers for the screen; a chore is left to the caller.
    pub fn carry_out(&mut self, effect: Effect, progress: &mut Progress<'_>) -> (Vec<Action>, Option<Chore>) {
        let chore = match &effect {
            Effect::Bell => Some(Chore::Bell),
            Effect::Repaint => Some(Chore::Repaint),
            Effect::DraftSoon => Some(Chore::DraftSoon),
            Effect::SaveDraft(..) | Effect::RemoveDraft(_) => Some(Chore::DraftWritten),
            Effect::Quit => Some(Chore::Quit),
            _ => None,
        };
        (self.answer(effect, progress), chore)
    }

    fn answer(&mut self, effect: Effect, progress: &mut Progress<'_>) -> Vec<Action> {
        self.take_desk_back();
        if let Some(loan) = self.loan.as_ref().filter(|_| writes(&effect)) {
            return vec![Action::SaveFailed(loan.busy.to_owned())];
        }
        match effect {
            Effect::Bell | Effect::Repaint | Effect::DraftSoon | Effect::Quit => Vec::new(),
            Effect::Drafts => match drafts::list(self.disk.as_ref(), &self.root) {
                Ok(drafts) => vec![Action::Drafts(drafts)],
                Err(error) => vec![Action::Failed(error.to_string())],
            },
            Effect::SaveDraft(mut draft, then) => {
                draft.at = clock::now();
                match drafts::save(self.disk.as_ref(), &self.root, &draft) {
                    Ok(()) => vec![Action::DraftWritten(then)],
                    Err(error) => vec![Action::DraftFailed(then, error.to_string())],
                }
            }
            Effect::RemoveDraft(name) => failed(drafts::remove(self.disk.as_ref(), &self.root, &name)),
            Effect::Init(new) => vec![self.init(&new)],
            Effect::Save(submission, also) => self.save_or_send(*submission, &also),
            Effect::Adopt(org, id) => vec![self.adopt(org, id)],
            Effect::Decline(org, id) => vec![self.decline(org, id)],
            Effect::Plan(first, last) => vec![self.plan((first, last))],
            Effect::ChangeTerm(change) => vec![self.change_term(&change)],
            Effect::TakeOver(which) => vec![self.take_over(&which)],
            Effect::KeepOurs(which) => vec![self.keep_ours(which)],
            Effect::SavePlan(days) => vec![self.save_plan(&days)],
            Effect::Void(kind, ids, reason) => vec![self.void(kind, &ids, &reason)],
            Effect::Reset(key, reason) => vec![self.reset(&key, &reason)],
            Effect::Undo => vec![self.undo()],
            Effect::Redo => vec![self.redo()],
            Effect::Undoable => vec![self.undoable()],
            other => match self.hand_over(other) {
                Ok(told) => told,
                Err(reading) => self.read_healing(&reading, progress).into_iter().collect(),
            },
        }
    }

    /// Reads; where the live store turns out damaged, it is made readable again and read once more.
    fn read_healing(&mut self, effect: &Effect, progress: &mut Progress<'_>) -> Option<Action> {
        let error = match self.read(effect)? {
            Ok(action) => return Some(action),
            Err(error) => error,
        };
        if !error.wants_rebuild() {
            return Some(Action::Failed(error.to_string()));
        }
        if let Err(error) = self.desk.as_mut()?.heal(progress) {
            return Some(Action::Failed(error.to_string()));
        }
        let again = self.read(effect)?;
        Some(again.unwrap_or_else(|error| Action::Failed(error.to_string())))
    }

    fn read(&self, effect: &Effect) -> Option<Result<Action, ReadError>> {
        let reader = self.reader.as_ref()?;
        Some(match effect {
            Effect::Page(request) => pages::rows(reader, request).map(|rows| {
                let total = pages::total(reader, request.list);
                Action::Page { request: request.clone(), rows, total }
            }),
            Effect::Links { org, kind, id, lists } => {
                let reader = reader.of(*org);
                pages::links(&reader, lists).and_then(|links| {
                    let file = if *kind == Kind::Deputy { Some(Box::new(pages::file(&reader, *id)?)) } else { None };
                    Ok(Action::Links { org: *org, kind: *kind, id: *id, links, file })
                })
            }
            Effect::Gather => {
                let last_export = settings::last_export(self.disk.as_ref(), &self.root);
                let gathered = self
                    .offered(reader)
                    .and_then(|offered| pages::gather(reader, &self.context(), last_export, offered));
                // The page shows all else without them.
                let reenter = reentered::waiting(self.disk.as_ref(), &self.root)
                    .inspect_err(|error| tracing::warn!(%error, "lists for re-entry were not looked for"))
                    .unwrap_or_default();
                gathered.map(|gathered| Action::Gathered(Box::new(Gathered { reenter, ..gathered })))
            }
            Effect::Offer => takeover::offer(reader, &self.context()).map(|offer| Action::Offered(offer.map(Box::new))),
            Effect::Sittings => reader.roster().map(|roster| Action::Sittings(term::sittings(&roster))),
            Effect::PlanTerm(change) => {
                reader.roster().map(|roster| match term::plan(&roster, change, &self.context()) {
                    Ok(plan) => Action::TermPlanned(Box::new((change.as_ref().clone(), plan))),
                    Err(why) => Action::Failed(why),
                })
            }
            Effect::Prepare(start) => {
                // Drafts that cannot be read are no reason not to open a form.
                let drafts = drafts::list(self.disk.as_ref(), &self.root).unwrap_or_default();
                groundwork::read(reader, drafts, start.clone(), self.today)
                    .map(|ground| Action::Prepared(Box::new(ground)))
            }
            Effect::Decide(org, id) => pages::deciding(reader, *org, *id).map(|about| match about {
                Some(about) => Action::Deciding(Box::new(about)),
                None => Action::Failed(text::RECORD_GONE.to_owned()),
            }),
            Effect::Locate(kind, called) => locate(reader, *kind, called),
            Effect::Entry(org, kind, id) => {
                reader.of(*org).entry(*kind, *id).map(|entry| Action::Entry(entry.map(Box::new)))
            }
            _ => return None,
        })
    }

    /// What a level above offers; worked out anew only where what it depends on has changed.
    fn offered(&self, reader: &Reader) -> Result<Counts, ReadError> {
        let now = (self.today, reader.shared_stamp());
        if let Some((_, counts)) = self.offered.get().filter(|(at, _)| *at == now) {
            return Ok(counts);
        }
        let offer = takeover::offer(reader, &self.context())?;
        let counts = offer.map_or_else(Counts::default, |offer| Counts::of(&offer.rows));
        self.offered.set(Some((now, counts)));
        Ok(counts)
    }

    fn init(&mut self, new: &NewDesk) -> Action {
        match Desk::init(Arc::clone(&self.disk), &self.root, new, &clock::stamp(&new.operator)) {
            Ok(desk) => {
                OwnKeys::prepare(self.disk.as_ref(), &self.root);
                self.take(desk)
            }
            Err(error) => Action::Failed(error.to_string()),
        }
    }

    fn take(&mut self, desk: Desk) -> Action {
        let reader = desk.reader();
        let mut notices: Vec<String> = desk.notices().iter().map(|notice| notice.text.clone()).collect();
        match codes::in_force(&reader) {
            Ok((codes, left_out)) => {
                self.codes = codes;
                notices.extend(left_out.iter().map(ToString::to_string));
            }
            Err(error) => notices.push(error.to_string()),
        }
        let station = Directory::entry(&reader, Kind::Station, STATION_ID).map(|entry| entry.record);
        let name = match station {
            Some(Record::Station(station)) => station.name,
            _ => desk.org().to_string(),
        };
        let info = DeskInfo {
            org: desk.org(),
            station: name,
            operator: desk.operator().to_owned(),
            read_only: desk.read_only().map(str::to_owned),
            notices,
            folder: settings::folder(self.disk.as_ref(), &self.root)
                .or_else(|| self.surroundings.documents.as_ref().map(|folder| folder.to_string_lossy().into_owned()))
                .unwrap_or_default(),
            has_viewer: self.surroundings.viewer.is_some(),
        };
        self.backup = self.worker.back_up(Daily {
            disk: Arc::clone(&self.disk),
            root: self.root.clone(),
            org: desk.org(),
            journal: desk.journal(),
        });
        self.reader = Some(reader);
        self.desk = Some(desk);
        Action::Opened(Box::new(info))
    }

    fn plan(&self, period: (Date, Date)) -> Action {
        let Some(reader) = &self.reader else { return Action::Failed(text::NOTHING_TO_SAVE.to_owned()) };
        match schedule::plan(reader, period, &self.context()) {
            Ok(plan) => Action::Planned(period, Box::new(plan)),
            Err(error) => Action::Failed(error.to_string()),
        }
    }

    /// What documents are made from, for tests of what stands on them.
    #[cfg(test)]
    #[allow(clippy::unwrap_used)]
    pub fn with_printer<T>(&self, what: impl FnOnce(&crate::report::docs::Printer<'_>) -> T) -> T {
        let reader = self.reader.as_ref().unwrap();
        let at = self.today.0.and_hms_opt(9, 0, 0).unwrap();
        what(&crate::report::docs::Printer::new(reader, self.context(), at).unwrap())
    }

    /// Waits until the day's backup is made, so that a fault on the disk meets what a test means.
    #[cfg(test)]
    pub fn finish_backup(&mut self) {
        if let Some(thread) = self.backup.take() {
            thread.join().unwrap_or_default();
        }
    }
}

impl Drop for Office {
    /// An import stops between two groups, a report before it is kept; the desk is closed by whoever has it.
    fn drop(&mut self) {
        self.reading.stop();
        self.exchanging.stop();
        self.stop_sending();
        let others = std::mem::take(&mut self.exchange);
        for thread in [self.import.take(), self.sending.take()].into_iter().flatten().chain(others) {
            thread.join().unwrap_or_default();
        }
    }
}

/// Whether an effect changes the books.
fn writes(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Save(..)
            | Effect::SavePlan(_)
            | Effect::Reset(..)
            | Effect::ChangeTerm(_)
            | Effect::TakeOver(_)
            | Effect::KeepOurs(_)
            | Effect::Void(..)
            | Effect::Adopt(..)
            | Effect::Decline(..)
            | Effect::Undo
            | Effect::Undoable
            | Effect::ExportKey(_)
            | Effect::AddParty(_)
            | Effect::ConfirmParty(..)
            | Effect::RevokeParty(..)
            | Effect::Dismiss(..)
            | Effect::Redo
    )
}

/// Reads the table of readings in a thread of its own: a key that comes meanwhile must not wait, nor a search behind it.
fn make_ready() {
    let started = thread::Builder::new().name("pinyin".to_owned()).spawn(pinyin::make_ready);
    if let Err(error) = started {
        // Whoever needs it first makes it.
        tracing::warn!(%error, "no thread for the table of readings");
    }
}

/// Looks up the record of a kind that is called so. Above stations that of another desk as well: by its day, by an issue's number,
/// or with whose it is, `茶亭镇/2026-0012`.
fn locate(reader: &Reader, kind: Kind, called: &Called) -> Result<Action, ReadError> {
    let (typed, entry) = match called {
        Called::Day(day) if reader.is_above() => {
            let list = List::All(kind);
            let from = Position::of_day(list, *day);
            let row = reader.page(list, Some(&from), Direction::Forward, 1)?.pop();
            (day.to_string(), row.map(|row| row.entry))
        }
        Called::Day(day) => (day.to_string(), reader.up_to(kind, *day, 1)?.pop()),
        Called::Name(name) => (name.clone(), named(reader, kind, name)?),
    };
    Ok(Action::Located { typed, entry: entry.map(Box::new) })
}

fn named(reader: &Reader, kind: Kind, name: &str) -> Result<Option<Entry>, ReadError> {
    let of = |reader: &Reader, name: &str| match reader.find(kind, name, 1).first() {
        Some(candidate) => reader.entry(kind, candidate.id),
        None => Ok(None),
    };
    if let Some((desk, rest)) = name.split_once(DESK_SIGNS).filter(|_| reader.is_above())
        && let Some(desk) = reader.find(Kind::Received, desk, 1).first()
    {
        return of(&reader.of(Org(desk.id)), rest.trim());
    }
    match of(reader, name)? {
        None if kind == Kind::Issue && reader.is_above() => Ok(reader.issues_numbered(name)?.into_iter().next()),
        found => Ok(found),
    }
}

fn failed<E: std::fmt::Display>(result: Result<(), E>) -> Vec<Action> {
    result.err().map(|error| Action::Failed(error.to_string())).into_iter().collect()
}
