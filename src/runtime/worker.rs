//! The threads for what takes long: searching and writing books, comparing titles, and counting figures. They report by
//! actions.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use super::daily::Daily;
use super::export::{Order, export};
use super::lent::Lent;
use super::reports::{Making, Wanted};
use super::{import, sending};
use crate::app::action::{Action, SearchReport};
use crate::app::find::{HITS_AT_MOST, Query};
use crate::app::stats;
use crate::model::alike::{Alike, Asked};
use crate::model::codes::CodeLists;
use crate::model::stats::{Asked as Figures, Which};
use crate::store::alike::Titles;
use crate::store::desk::Desk;
use crate::store::reader::{Reader, SearchNews};

/// The number no search has.
const NONE: u64 = 0;

/// Something for the worker to do.
enum Job {
    Search {
        token: u64,
        query: Query,
        reader: Reader,
    },
    /// The records behind a figure.
    Behind {
        token: u64,
        which: Which,
        reader: Reader,
        codes: Box<CodeLists>,
    },
    Export(Box<Order>),
    Report(Box<(Making, Wanted)>),
}

/// What is done with a file that is to be taken in.
pub enum Import {
    /// It is looked into.
    Look,
    /// It is read without saving.
    TryOut,
    /// It is taken in, on this desk.
    TakeIn(Box<Desk>),
}

/// Figures to be counted.
struct Count {
    token: u64,
    asked: Figures,
    reader: Reader,
    codes: Box<CodeLists>,
}

/// A title whose like is looked for.
struct Title {
    token: u64,
    asked: Asked,
    reader: Reader,
}

/// The handle to the worker thread; the thread ends with it.
pub struct Worker {
    jobs: Sender<Job>,
    /// Titles go to a thread of their own: they must not wait for a book being written.
    titles: Sender<Title>,
    /// The number of the search that is wanted; any other stops.
    wanted: Arc<AtomicU64>,
    /// The number of the title that was asked about last; what is looked for an earlier one stops.
    asked: Arc<AtomicU64>,
    /// Figures go to a thread of their own as well: neither a book nor a search is waited for.
    counts: Sender<Count>,
    /// The number of the counting that is wanted; any other stops.
    counted: Arc<AtomicU64>,
    report: Report,
}

/// Where the worker's news go.
type Report = Arc<dyn Fn(Action) + Send + Sync>;

impl Worker {
    /// Starts the thread; what it has to say goes to `report`.
    pub fn start(report: impl Fn(Action) + Send + Sync + 'static) -> std::io::Result<Worker> {
        let (jobs, queue) = channel();
        let (titles, typed) = channel();
        let wanted = Arc::new(AtomicU64::new(NONE));
        let asked = Arc::new(AtomicU64::new(NONE));
        let (seen, latest) = (Arc::clone(&wanted), Arc::clone(&asked));
        let (counts, wished) = channel();
        let counted = Arc::new(AtomicU64::new(NONE));
        let current = Arc::clone(&counted);
        let report: Report = Arc::new(report);
        let told = Arc::clone(&report);
        thread::Builder::new().name("worker".to_owned()).spawn(move || work(&queue, &seen, told.as_ref()))?;
        let told = Arc::clone(&report);
        thread::Builder::new().name("alike".to_owned()).spawn(move || compare(&typed, &latest, told.as_ref()))?;
        let told = Arc::clone(&report);
        thread::Builder::new().name("figures".to_owned()).spawn(move || count(&wished, &current, told.as_ref()))?;
        Ok(Worker { jobs, titles, wanted, asked, counts, counted, report })
    }

    /// Searches; an earlier search stops.
    pub fn search(&self, token: u64, query: Query, reader: Reader) {
        self.wanted.store(token, Ordering::SeqCst);
        self.send(Job::Search { token, query, reader });
    }

    /// Looks for the records behind a figure; an earlier search stops.
    pub fn behind(&self, token: u64, which: Which, reader: Reader, codes: CodeLists) {
        self.wanted.store(token, Ordering::SeqCst);
        self.send(Job::Behind { token, which, reader, codes: Box::new(codes) });
    }

    /// Counts figures; an earlier counting stops.
    pub fn count(&self, token: u64, asked: Figures, reader: Reader, codes: CodeLists) {
        self.counted.store(token, Ordering::SeqCst);
        if self.counts.send(Count { token, asked, reader, codes: Box::new(codes) }).is_err() {
            tracing::error!("the thread that counts figures has ended");
        }
    }

    /// Stops the counting that runs.
    pub fn cancel_count(&self) {
        self.counted.store(NONE, Ordering::SeqCst);
    }

    /// Looks for issues like the one being entered, instead of those like what was typed before.
    pub fn alike(&self, asked: Asked, reader: Reader) {
        let token = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        if self.titles.send(Title { token, asked, reader }).is_err() {
            tracing::error!("the thread that compares titles has ended");
        }
    }

    /// Stops the search that runs.
    pub fn cancel(&self) {
        self.wanted.store(NONE, Ordering::SeqCst);
    }

    /// Writes a ledger or a document.
    pub fn export(&self, order: Order) {
        self.send(Job::Export(Box::new(order)));
    }

    /// Makes a report's text or files.
    pub fn report(&self, making: Making, wanted: Wanted) {
        self.send(Job::Report(Box::new((making, wanted))));
    }

    /// Makes the day's backup, in a thread of its own: a search must not wait for it.
    pub fn back_up(&self, daily: Daily) -> Option<JoinHandle<()>> {
        self.aside("backup", move |report| {
            if let Some(text) = daily.make() {
                report(Action::Failed(text));
            }
        })
    }

    /// Looks into a file that is to be taken in, reads it without saving, or takes it in on the desk that is lent for it: in a
    /// thread of its own, so that a search need not wait.
    pub fn import(&self, job: import::Job, what: Import, lent: Lent) -> Option<JoinHandle<()>> {
        self.aside("import", move |told| {
            told(match what {
                Import::Look => import::look(&job),
                Import::TryOut => import::try_out(&job, &lent, told),
                Import::TakeIn(desk) => import::take_in(&job, *desk, &lent, told),
            });
        })
    }

    /// Sends a report on the desk that is lent for it: in a thread of its own as well.
    pub fn send_report(&self, job: sending::Job, desk: Desk, lent: Lent) -> Option<JoinHandle<()>> {
        self.aside("sending", move |told| sending::send(job, desk, &lent, told))
    }

    /// Does something in a thread of its own.
    pub fn aside(&self, name: &str, work: impl FnOnce(&dyn Fn(Action)) + Send + 'static) -> Option<JoinHandle<()>> {
        let report = Arc::clone(&self.report);
        let started = thread::Builder::new().name(name.to_owned()).spawn(move || work(report.as_ref()));
        started.inspect_err(|error| tracing::error!(%error, name, "no thread for it")).ok()
    }

    fn send(&self, job: Job) {
        if self.jobs.send(job).is_err() {
            tracing::error!("the worker thread has ended");
        }
    }
}

fn work(queue: &Receiver<Job>, wanted: &AtomicU64, report: &dyn Fn(Action)) {
    while let Ok(job) = queue.recv() {
        match job {
            Job::Search { token, query, reader } => search(token, &query, &reader, wanted, report),
            Job::Behind { token, which, reader, codes } => behind(token, &which, (&reader, &codes), wanted, report),
            Job::Export(order) => report(export(&order, report)),
            Job::Report(job) => report(job.0.make(&job.1, report)),
        }
    }
}

/// Looks for issues like the title typed last.
fn compare(typed: &Receiver<Title>, latest: &AtomicU64, report: &dyn Fn(Action)) {
    let mut titles = Titles::default();
    while let Ok(Title { token, asked, reader }) = typed.recv() {
        let is_latest = || latest.load(Ordering::SeqCst) == token;
        let found = reader.alike(&asked, &mut titles, &is_latest).unwrap_or_else(|error| {
            // It only helps; whoever needs the store for more meets the same damage.
            tracing::warn!(%error, "no issues like the one being entered");
            Some(Alike::default())
        });
        if let Some(alike) = found {
            report(Action::Alike(Box::new((asked, alike))));
        }
    }
}

/// Counts figures, as long as they are wanted.
fn count(wished: &Receiver<Count>, current: &AtomicU64, report: &dyn Fn(Action)) {
    while let Ok(Count { token, asked, reader, codes }) = wished.recv() {
        let is_wanted = || current.load(Ordering::SeqCst) == token;
        if !is_wanted() {
            continue;
        }
        let mut progress = |looked, of| {
            if !is_wanted() {
                return ControlFlow::Break(());
            }
            report(Action::Counted(token, stats::Report::Looked(looked, of)));
            ControlFlow::Continue(())
        };
        // What is saved while it counts makes it old already.
        let at = reader.applied();
        let told = match at.and_then(|at| Ok((at, reader.counted(&asked, &codes, &mut progress)?))) {
            Ok((at, Some(counted))) => stats::Report::Done(at, counted),
            Ok((_, None)) => continue,
            Err(error) => stats::Report::Failed(error.to_string()),
        };
        report(Action::Counted(token, told));
    }
}

/// Looks for the records behind a figure: as many are told of as the screen keeps, the rest are only counted.
fn behind(
    token: u64,
    which: &Which,
    (reader, codes): (&Reader, &CodeLists),
    wanted: &AtomicU64,
    report: &dyn Fn(Action),
) {
    let is_wanted = || wanted.load(Ordering::SeqCst) == token;
    if !is_wanted() {
        return;
    }
    let mut progress = |looked, of| {
        if !is_wanted() {
            return ControlFlow::Break(());
        }
        report(Action::Search(token, SearchReport::Looked { looked, of, found: 0 }));
        ControlFlow::Continue(())
    };
    match reader.counting(which, codes, HITS_AT_MOST, &mut progress) {
        Ok(None) => {}
        Ok(Some((entries, found))) => {
            for entry in entries {
                report(Action::Search(token, SearchReport::Hit(Box::new(entry))));
            }
            report(Action::Search(token, SearchReport::Looked { looked: found, of: found, found }));
            report(Action::Search(token, SearchReport::Finished));
        }
        Err(error) => report(Action::Search(token, SearchReport::Failed(error.to_string()))),
    }
}

/// Searches. As many hits are told of as the screen keeps; the rest are only counted, so that a search that finds the whole
/// book does not fill the queue with it.
fn search(token: u64, query: &Query, reader: &Reader, wanted: &AtomicU64, report: &dyn Fn(Action)) {
    let is_wanted = || wanted.load(Ordering::SeqCst) == token;
    if !is_wanted() {
        return;
    }
    let mut found = 0_usize;
    let mut news = |news: SearchNews| {
        if !is_wanted() {
            return ControlFlow::Break(());
        }
        let told = match news {
            SearchNews::Hit(entry) => {
                found += 1;
                (found <= HITS_AT_MOST).then_some(SearchReport::Hit(entry))
            }
            SearchNews::Progress(looked, of) => {
                let found = u64::try_from(found).unwrap_or(u64::MAX);
                Some(SearchReport::Looked { looked, of, found })
            }
        };
        if let Some(told) = told {
            report(Action::Search(token, told));
        }
        ControlFlow::Continue(())
    };
    let end = match query {
        Query::Word(kind, word) => reader.search(*kind, word, &mut news),
        Query::Waiting(word) => reader.search_waiting(word, &mut news),
        Query::Filter(filter) => reader.sift(filter, &mut news),
        // That goes by a job of its own.
        Query::Counted(_) => Ok(()),
    };
    let end = match end {
        Ok(()) => SearchReport::Finished,
        Err(error) => SearchReport::Failed(error.to_string()),
    };
    if is_wanted() {
        report(Action::Search(token, end));
    }
}
