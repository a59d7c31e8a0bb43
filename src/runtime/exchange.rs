//! Packages between desks for the screens, in a thread of their own: a stick is looked through, what is for us is read and
//! tried, and then everything is taken in and written on the desk that is lent for it.

mod apart;
mod look;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

pub use apart::part;
use apart::replaced;
use look::due;
pub use look::look;

use super::clock;
use super::lent::Lent;
use crate::app::action::Action;
use crate::app::exchange::{Order, Outcome, Place, Purpose, Stood, Take};
use crate::model::codes::CodeLists;
use crate::model::completeness::{Row, Totals};
use crate::model::order::Gather as _;
use crate::model::party::Party;
use crate::model::stats::{Period, Sort as Length};
use crate::model::{Date, Kind, Org};
use crate::store::desk::Desk;
use crate::store::disk::Disk;
use crate::store::journal::JournalReader;
use crate::store::reader::Reader;
use crate::store::settings::Level;
use crate::sync::exchange::below::{Lowers, Undelivered};
use crate::sync::exchange::decide::{self, Decision};
use crate::sync::exchange::restored::{cut_off, may_go};
use crate::sync::exchange::send::{self, send};
use crate::sync::exchange::standing::{Counted, Standing, Troubles};
use crate::sync::exchange::take::{Site, Taken, take_in, try_out};
use crate::sync::exchange::{ExchangeError, inbox, parties, party_of, received_of, told_by};
use crate::sync::keys::OwnKeys;
use crate::sync::medium::{self, Going, shown_path};
use crate::sync::package::Sort;
use crate::text::zh::app::screens::{deciding as zh_deciding, exchange as text};
use crate::text::zh::sync::exchange as zh_exchange;

/// What an exchange works on.
pub struct Job {
    /// The file layer.
    pub disk: Arc<dyn Disk>,
    /// The data directory.
    pub root: PathBuf,
    /// The desk's records.
    pub reader: Reader,
    /// Its own chain.
    pub journal: JournalReader,
    /// The settings in force.
    pub codes: CodeLists,
    /// The day the screen shows.
    pub today: Date,
    /// What was counted of our chain: kept, so that the next reading goes on from there.
    pub counted: Arc<Mutex<Counted>>,
    /// The parties below, kept likewise.
    pub lowers: Arc<Mutex<Lowers>>,
    /// Who sits at the keyboard.
    pub by: String,
}

/// Reads how the desk stands with others.
pub fn stand(job: &Job) -> Action {
    match stood(job) {
        Ok(stood) => Action::Stood(Some(Box::new(stood))),
        Err(error) => {
            // The lists show the records all the same.
            tracing::warn!(%error, "how the desk stands with others was not read");
            Action::Stood(None)
        }
    }
}

/// The standing as it is now, without the parties below.
fn standing_above(job: &Job, reader: &Reader, journal: &JournalReader) -> Result<Standing, ExchangeError> {
    let mut counted = job.counted.lock().unwrap_or_else(PoisonError::into_inner);
    let standing = Standing::above(reader, journal, *counted)?;
    *counted = standing.counted;
    Ok(standing)
}

fn stood(job: &Job) -> Result<Stood, ExchangeError> {
    let month = last_month(job);
    let mut counted = job.counted.lock().unwrap_or_else(PoisonError::into_inner);
    let mut lowers = job.lowers.lock().unwrap_or_else(PoisonError::into_inner);
    let standing = Standing::with(&job.reader, &job.journal, *counted, (&mut lowers, month.first))?;
    *counted = standing.counted;
    let undelivered = Undelivered::of(&lowers.undelivered());
    let rows = standing.reported(lowers.arrivals(), month, &job.codes, job.today);
    let reported: BTreeMap<Org, Row> = rows.into_iter().map(|row| (row.org, row)).gather();
    let totals = (month, Totals::of(reported.values()));
    let fingerprint = OwnKeys::of_desk(job.disk.as_ref(), &job.root).map(|keys| keys.fingerprint());
    let (mut places, mut troubles) = (BTreeMap::new(), Troubles::default());
    for (at, below) in standing.below.iter().enumerate() {
        places.extend(below.party.org().map(|org| (org, at)));
        troubles.add(below.troubles);
    }
    let fingerprint = fingerprint.unwrap_or_default();
    let is_cut_off = cut_off(&job.reader)?.is_some();
    let above = match standing.upper.as_ref().and_then(Party::org) {
        Some(org) => job.reader.entry(Kind::Received, org.0)?,
        None => None,
    };
    let above = above.as_ref().and_then(received_of).cloned().map(Box::new);
    Ok(Stood { is_cut_off, standing, above, places, troubles, reported, totals, undelivered, fingerprint })
}

/// The month that is to be reported.
fn last_month(job: &Job) -> Period {
    let now = Period::around(Length::Month, job.today);
    now.and_then(Period::before).unwrap_or(Period { first: job.today, last: job.today })
}

/// What is to go down to each party and went into no package yet.
fn undelivered(
    job: &Job,
    reader: &Reader,
    journal: &JournalReader,
) -> Result<BTreeMap<Org, Undelivered>, ExchangeError> {
    // A station has nobody below: its journal is not read through.
    if Level::of(reader.desk()) == Level::Station {
        return Ok(BTreeMap::new());
    }
    let mut lowers = job.lowers.lock().unwrap_or_else(PoisonError::into_inner);
    lowers.read_on(journal, last_month(job).first)?;
    Ok(lowers.undelivered())
}

/// Looks for drives, or for the key files of others on them.
pub fn seek(disk: &dyn Disk, own: Org, purpose: Purpose) -> Action {
    let drives = match medium::drives(disk) {
        Ok(drives) => drives,
        Err(error) => return Action::Drives(purpose, Vec::new(), Some(error.to_string())),
    };
    let places = match purpose {
        Purpose::AddParty => drives.iter().flat_map(|drive| key_files(disk, &drive.root, own)).collect(),
        Purpose::Exchange | Purpose::ExportKey | Purpose::Send(..) => {
            drives.into_iter().map(|drive| Place { name: medium::shown(&drive), path: drive.root }).collect()
        }
    };
    Action::Drives(purpose, places, None)
}

/// The key files in a folder, but for our own.
pub fn key_files(disk: &dyn Disk, folder: &Path, own: Org) -> Vec<Place> {
    let paths = parties::key_files(disk, folder, own).into_iter();
    paths.map(|path| Place { name: shown_path(&path), path }).collect()
}

/// What a desk is called here.
fn name_of(reader: &Reader, org: Org) -> String {
    // What it calls itself now, where we hold its records, before what its key file said.
    if let Ok(Some(name)) = reader.desk_name(org) {
        return name;
    }
    let entry = reader.entry(Kind::Party, org.0).ok().flatten();
    entry.as_ref().and_then(party_of).map_or_else(|| org.to_string(), |party| party.called().to_owned())
}

/// Takes in what was chosen and writes what is due; the desk is given back before the end is told.
pub fn carry_out(job: &Job, order: &Order, mut desk: Desk, lent: &Lent, report: &dyn Fn(Action)) -> Action {
    let done = carried_out(job, order, &mut desk, lent, report);
    // What came in is saved, what waits is kept beside, and what was refused lies on the stick still.
    inbox::clear(job.disk.as_ref(), &job.root);
    lent.give_back(desk);
    match done {
        Ok(outcome) => Action::Exchanged(Box::new(outcome)),
        Err(error) => Action::ExchangeFailed(error.to_string()),
    }
}

fn carried_out(
    job: &Job,
    order: &Order,
    desk: &mut Desk,
    lent: &Lent,
    report: &dyn Fn(Action),
) -> Result<Outcome, ExchangeError> {
    let keys = OwnKeys::of_desk(job.disk.as_ref(), &job.root)?;
    let mut outcome = Outcome { is_whole: true, failed: order.refused.clone(), ..Outcome::default() };
    let (mut came, mut is_ahead) = (order.came.clone(), order.is_ahead);
    for take in &order.take {
        if lent.flow().is_break() {
            break;
        }
        match taken(job, desk, &keys, take, (lent, report)) {
            Ok(done) => {
                came.insert(done.from);
                is_ahead &= done.taken.rebuilt.is_none();
                outcome.came.push(done.said);
                outcome.came.extend(done.taken.replaced.iter().map(replaced));
                outcome.failed.extend(done.taken.unsettled.map(|why| zh_exchange::unsettled(&take.file, &why)));
                outcome.unused.extend(done.unused.iter().flat_map(|party| zh_exchange::unused(&take.from, party)));
            }
            Err(error) => outcome.failed.push(text::not_taken(&take.from, &take.file, &error.to_string())),
        }
    }
    let due = ordered(job, order, desk, (&came, is_ahead)).unwrap_or_else(|error| {
        // What came in stays in, and is told.
        outcome.is_whole = false;
        outcome.failed.push(error.to_string());
        Vec::new()
    });
    let mut left = Vec::new();
    for (sort, party) in due {
        if !outcome.is_whole || lent.flow().is_break() {
            left.push(text::left(sort, party.called()));
            continue;
        }
        if let Err(why) = sent(job, desk, &keys, (sort, &party), &order.place, (&mut outcome, lent, report)) {
            outcome.is_whole = false;
            outcome.failed.push(text::not_written(party.called(), &why.to_string()));
        }
    }
    outcome.failed.extend((!left.is_empty()).then(|| text::all_left(&left)));
    if lent.flow().is_break() {
        outcome.is_whole = false;
        outcome.failed.push(text::STOPPED.to_owned());
    }
    Ok(outcome)
}

/// What is to be written: what was asked for, or what is due.
fn ordered(
    job: &Job,
    order: &Order,
    desk: &Desk,
    (came, is_ahead): (&BTreeSet<Org>, bool),
) -> Result<Vec<(Sort, Party)>, ExchangeError> {
    let reader = desk.reader();
    let Some((sort, to)) = order.send else {
        let is_behind = is_ahead || cut_off(&reader)?.is_some();
        return Ok(due(job, &reader, &desk.journal(), (came, 0), is_behind)?.packs);
    };
    may_go(&reader, sort, to)?;
    let entry = desk.reader().entry(Kind::Party, to.0)?;
    let party = entry.as_ref().and_then(party_of).cloned().ok_or(ExchangeError::NoParty(to))?;
    Ok(vec![(sort, party)])
}

/// What came of a package that was taken in.
struct Done {
    /// Who made it.
    from: Org,
    /// A sentence.
    said: String,
    /// What was done.
    taken: Taken,
    /// Who made it, where that could not use lines of ours.
    unused: Option<Party>,
}

/// Takes one package in.
fn taken(
    job: &Job,
    desk: &mut Desk,
    keys: &OwnKeys,
    take: &Take,
    (lent, report): (&Lent, &dyn Fn(Action)),
) -> Result<Done, ExchangeError> {
    let mut progress = |done, of| {
        report(Action::ExchangeProgress(text::taking(done, of)));
        lent.flow()
    };
    let reader = desk.reader();
    // What came in before this one has changed what it means.
    let site = Site { disk: &job.disk, root: &job.root, reader: &reader, keys };
    let trial = try_out(site, &take.path, &mut progress)?;
    let taken = take_in(desk, keys, &trial, take.agreed, &clock::stamp(&job.by), &mut progress)?;
    let (from, file) = (&take.from, &take.file);
    let said = if let Some(lines) = taken.rebuilt {
        match &taken.aside {
            Some(path) => text::rebuilt_aside(lines, taken.lines, &shown_path(path)),
            None => text::rebuilt(lines, taken.lines, trial.until()),
        }
    } else if taken.forks.is_empty() {
        let vouched = if taken.vouched.is_empty() { String::new() } else { text::took_vouched(&taken.vouched) };
        let unfit = trial.counts(take.agreed).unfit;
        let unfit = if unfit > 0 { text::took_unfit(unfit) } else { String::new() };
        text::took(from, file, taken.lines, taken.waits) + &unfit + &vouched
    } else {
        text::took_fork(from, file, taken.lines)
    };
    let unused = told_by(&desk.reader(), trial.header())?;
    Ok(Done { from: trial.header().from, said, taken, unused })
}

/// Decides about a chain; the desk is given back before the end is told.
pub fn decide(job: &Job, (org, decision, reason): (Org, Decision, &str), mut desk: Desk, lent: &Lent) -> Action {
    let done = OwnKeys::of_desk(job.disk.as_ref(), &job.root).map_err(ExchangeError::from).and_then(|keys| {
        let what = (org, decision, reason);
        decide::decide(&mut desk, &keys, what, &clock::stamp(&job.by), &mut |_, _| lent.flow())
    });
    lent.give_back(desk);
    let said = |taken: Taken| {
        let said = zh_deciding::decided(org, decision == Decision::Adopt, taken.lines);
        let said = std::iter::once(said).chain(taken.replaced.iter().map(replaced)).collect::<Vec<_>>().join("；");
        taken.unsettled.map_or(said.clone(), |why| zh_deciding::decided_but(&said, &why))
    };
    Action::Decided(done.map(said).map_err(|error| error.to_string()))
}

/// Writes one package.
fn sent(
    job: &Job,
    desk: &mut Desk,
    keys: &OwnKeys,
    (sort, party): (Sort, &Party),
    place: &Path,
    (outcome, lent, report): (&mut Outcome, &Lent, &dyn Fn(Action)),
) -> Result<(), ExchangeError> {
    let Some(to) = party.org() else { return Ok(()) };
    let mut progress = |going: Going| {
        report(Action::ExchangeProgress(going.text()));
        lent.flow()
    };
    let folder = folder_of(job, place);
    let order = send::Order { sort, to, folder: &folder };
    for sent in send(desk, keys, &order, &clock::stamp(&job.by), &mut progress)? {
        outcome.went.push(text::wrote(&name_of(&job.reader, to), &sent));
    }
    Ok(())
}

/// Where packages are written: the folder itself, or that of the file which was named.
fn folder_of(job: &Job, place: &Path) -> PathBuf {
    let place = job.root.join(place);
    let is_folder = job.disk.metadata(&place).is_ok_and(|meta| meta.kind == crate::store::disk::Kind::Folder);
    match place.parent() {
        Some(parent) if !is_folder && job.disk.exists(&place).unwrap_or(false) => parent.to_path_buf(),
        _ => place,
    }
}
