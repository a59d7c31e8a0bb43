//! `unpack`: what a stick, folder or file holds for this desk is tried, shown, and taken in once somebody has agreed.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use crate::app::parting::lines;
use crate::model::order::Order as _;
use crate::model::pack::SORTS;
use crate::model::{Kind, Org};
use crate::store::disk::Kind as Node;
use crate::sync::exchange::parting::of_trial;
use crate::sync::exchange::restored::{Newer, newer};
use crate::sync::exchange::send::{Order, last_receipt};
use crate::sync::exchange::take::{
    Agreed, Counts, Judged, Reached, Site, Taken, Trial, take_in, try_behind, try_freed,
};
use crate::sync::exchange::{ExchangeError, INBOX, inbox, party_of, received_of, told_by};
use crate::sync::judge::Verdict;
use crate::sync::keys::OwnKeys;
use crate::sync::medium::{self, Found, Going};
use crate::sync::package::{Name, Sort};
use crate::text::zh::cli::sync as zh;
use crate::text::zh::sync::{exchange as zh_exchange, medium as told};

use super::args::Unpack;
use super::ledger::interrupted;
use super::party::{failed, tell_replaced};
use super::session::Session;
use super::table::{Column, Table};
use super::{Exit, Failure, pack, print, prompt};

/// What is told of each package.
const COLUMNS: [Column; 11] = [
    ("from", zh::FROM, 13),
    ("sort", zh::SORT, 6),
    ("number", zh::NUMBER, 5),
    ("chains", zh::CHAINS, 6),
    ("added", zh::ADDED, 6),
    ("changed", zh::CHANGED, 5),
    ("known", zh::KNOWN, 6),
    ("forks", zh::FORKS, 4),
    ("unfit", zh::UNFIT, 4),
    ("gaps", zh::GAPS, 4),
    ("result", zh::RESULT, 10),
];

/// `unpack PATH`.
pub(super) fn unpack(session: &mut Session, unpack: &Unpack) -> Result<(), Failure> {
    let asks = !unpack.yes && !unpack.dry_run;
    if asks && !prompt::is_there() {
        return Err(Failure::usage(zh::YES_NEEDED));
    }
    let stop = interrupted();
    let packages = found(session, &unpack.path, &stop)?;
    let keys = session.keys()?;
    let inbox = session.root().join(INBOX);
    let table = Table::begin(unpack.format, &COLUMNS)?;
    let (reached, tally) = (Reached::default(), Tally::default());
    let mut work = Work { session, keys, inbox, unpack, table, stop, reached, tally };
    let done = work.run(&packages, asks);
    if !unpack.dry_run {
        // What came in is saved, what waits is kept beside, and all else lies on the stick still.
        inbox::clear(work.session.disk().as_ref(), &work.session.root());
    }
    done.and_then(|()| work.end())
}

/// The packages at a path that are meant for this desk, each sender's in the order of their numbers.
fn found(session: &Session, path: &Path, stop: &AtomicBool) -> Result<Vec<Found>, Failure> {
    let looked = medium::look(session.disk().as_ref(), path, &mut going(stop));
    print::went();
    let mut looked = looked.map_err(|error| failed(error.into()))?;
    let said = told::looked(&looked, path);
    if looked.packages.is_empty() {
        return Err(Failure::refused(said));
    }
    if !said.is_empty() {
        print::message(&said);
    }
    let (own, count) = (session.reader().desk(), looked.packages.len());
    let is_ours = |found: &&Found| Name::parse(&found.name).is_some_and(|name| name.from == own && name.to != own);
    let own_made = looked.packages.iter().filter(is_ours).count();
    warn(session, &looked.packages)?;
    // One that was named itself is tried, whatever its name says.
    if session.disk().metadata(path).is_ok_and(|meta| meta.kind == Node::Folder) {
        looked.packages.retain(|found| Name::parse(&found.name).is_none_or(|name| name.to == own));
    }
    // Those of our own that have not been fetched yet are no news.
    let others = count - looked.packages.len() - own_made;
    if looked.packages.is_empty() {
        return Err(Failure::refused(zh::none_for_us(count, own)));
    }
    if others > 0 {
        print::message(&zh::passed_over(others, own));
    }
    let order = |found: &Found| Name::parse(&found.name).map_or((1, 0, 0), |name| (0, name.from.0, name.number));
    looked.packages.order_by_key(order);
    Ok(looked.packages)
}

/// Tells where this desk is not what others have seen of it.
fn warn(session: &Session, packages: &[Found]) -> Result<(), Failure> {
    let names = packages.iter().filter_map(|found| Name::parse(&found.name));
    if let Some(Newer { name, known }) = newer(session.reader(), names).map_err(Failure::damaged)? {
        let (file, is_upward) = (name.to_string(), name.to.is_above(session.reader().desk()));
        let party = session.reader().entry(Kind::Party, name.to.0).map_err(Failure::damaged)?;
        let to =
            party.as_ref().and_then(party_of).map_or_else(|| name.to.to_string(), |party| party.called().to_owned());
        print::message(&zh_exchange::newer(&file, &to, known, is_upward));
    }
    Ok(())
}

fn going(stop: &AtomicBool) -> impl FnMut(Going) -> ControlFlow<()> {
    |going| {
        print::going(&going.text());
        stopped(stop)
    }
}

fn stopped(stop: &AtomicBool) -> ControlFlow<()> {
    if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

/// A package that holds, not taken in yet.
struct Tried {
    name: String,
    trial: Trial,
    /// How many packages had been taken in when it was tried.
    at: u32,
}

/// What has become of all of them.
#[derive(Default)]
struct Tally {
    refused: usize,
    forked: usize,
    waiting: usize,
    receipts: usize,
    taken: u32,
    lines: u64,
    /// Whose packages came in, so that they are owed a receipt.
    senders: Vec<Org>,
    /// Those of them of whom something came that was not here, or waits.
    news: BTreeSet<Org>,
}

/// A run of the command.
struct Work<'a> {
    session: &'a mut Session,
    keys: OwnKeys,
    inbox: PathBuf,
    unpack: &'a Unpack,
    table: Table,
    stop: Arc<AtomicBool>,
    /// What those tried and not taken in yet will bring.
    reached: Reached,
    tally: Tally,
}

impl Work<'_> {
    /// Tries all packages, and takes them in where that is agreed to.
    fn run(&mut self, packages: &[Found], asks: bool) -> Result<(), Failure> {
        let mut tried = Vec::new();
        for found in packages {
            let Some(trial) = self.attempt(found)? else { continue };
            if self.unpack.yes {
                self.take(trial)?;
            } else {
                self.show(&trial.trial, &self.sides(&trial.trial))?;
                self.reached.add(&trial.trial);
                tried.push(trial);
            }
        }
        self.show_freed()?;
        self.reached = Reached::default();
        if asks && !tried.is_empty() {
            if !prompt::line(&zh::take_them(tried.len())).is_some_and(|answer| zh::is_yes(&answer)) {
                return Err(Failure::refused(zh::NOT_TAKEN));
            }
            for trial in tried {
                self.take(trial)?;
            }
        }
        Ok(())
    }

    /// Copies a package and tries it; none where it was refused, which was told.
    fn attempt(&mut self, found: &Found) -> Result<Option<Tried>, Failure> {
        let path = if self.unpack.dry_run {
            found.path.clone()
        } else {
            let (disk, own) = (Arc::clone(self.session.disk()), self.session.reader().desk());
            let taken = medium::take(disk.as_ref(), &found.path, &self.inbox, own, &mut going(&self.stop));
            print::went();
            match taken {
                Ok(taken) => taken.path,
                Err(error) => return self.refuse(&found.name, error.into()).map(|()| None),
            }
        };
        let at = self.tally.taken;
        match self.try_out(&path) {
            Ok(trial) => Ok(Some(Tried { name: found.name.clone(), trial, at })),
            Err(error) => self.refuse(&found.name, error).map(|()| None),
        }
    }

    fn try_out(&self, path: &Path) -> Result<Trial, ExchangeError> {
        let (reader, root, disk) = (self.session.reader(), self.session.root(), self.session.disk());
        let site = Site { disk, root: &root, reader, keys: &self.keys };
        let trial = try_behind(site, path, &self.reached, &mut |done, of| {
            print::progress(zh::CHECKING, done, of);
            stopped(&self.stop)
        });
        print::went();
        trial
    }

    /// Tells of packages kept here that will be taken in with those tried.
    fn show_freed(&mut self) -> Result<(), Failure> {
        let (reader, root, disk) = (self.session.reader(), self.session.root(), self.session.disk());
        let site = Site { disk, root: &root, reader, keys: &self.keys };
        let freed = try_freed(site, &mut self.reached, &mut |_, _| stopped(&self.stop)).map_err(failed)?;
        let mut counts = Counts::default();
        freed.iter().for_each(|trial| counts.add(trial.counts(Agreed::No)));
        if !freed.is_empty() {
            print::message(&zh::freed(freed.len(), &counts));
        }
        Ok(())
    }

    /// Tells why a package is not taken in; what ails this desk rather than the package, and a stop, end the command.
    fn refuse(&mut self, name: &str, error: ExchangeError) -> Result<(), Failure> {
        if !error.is_of_package() {
            return Err(failed(error));
        }
        self.tally.refused += 1;
        print::message(&zh::refused(name, &error));
        Ok(())
    }

    /// Takes a package in, and tells what became of it.
    fn take(&mut self, tried: Tried) -> Result<(), Failure> {
        // What was taken in meanwhile may be what it goes on from.
        let is_as_tried = tried.at == self.tally.taken && tried.trial.chains.iter().all(|judged| judged.reached == 0);
        let trial = if is_as_tried { Ok(tried.trial) } else { self.try_out(&tried.trial.path) };
        // Read while what is here stands as it does.
        let sides = match &trial {
            Ok(trial) if self.unpack.yes => self.sides(trial),
            _ => Vec::new(),
        };
        let stamp = self.session.stamp();
        let (unpack, stop, keys) = (self.unpack, Arc::clone(&self.stop), &self.keys);
        let desk = self.session.desk();
        let taken = trial.and_then(|trial| {
            let mut progress = |done, of| {
                print::progress(zh::TAKING_IN, done, of);
                stopped(&stop)
            };
            let taken = take_in(desk, keys, &trial, unpack.agree, &stamp, &mut progress)?;
            Ok((trial, taken))
        });
        print::went();
        match taken {
            Ok((trial, taken)) => self.count(&tried.name, &trial, &taken, &sides),
            Err(error) => self.refuse(&tried.name, error),
        }
    }

    fn count(&mut self, name: &str, trial: &Trial, taken: &Taken, sides: &[String]) -> Result<(), Failure> {
        if self.unpack.yes {
            self.show(trial, sides)?;
        }
        self.tally.taken += taken.packages;
        self.tally.lines += taken.lines;
        self.tally.waiting += usize::from(taken.waits);
        self.tally.receipts += usize::from(trial.chains.is_empty());
        let from = trial.header().from;
        if let Some(why) = &taken.unsettled {
            print::message(&zh_exchange::unsettled(name, why));
        }
        if let Some(party) = told_by(self.session.reader(), trial.header()).map_err(failed)? {
            zh_exchange::unused(party.called(), &party).iter().for_each(|line| print::message(line));
        }
        if let Some(lines) = taken.rebuilt {
            print::message(&zh::rebuilt(lines, trial.until()));
            if let Some(path) = &taken.aside {
                print::message(&zh::listed_aside(path));
            }
        }
        taken.replaced.iter().for_each(tell_replaced);
        if taken.waits {
            print::message(&match Outcome::of(trial, self.unpack.agree) {
                Outcome::HasGap => zh::waits(name, &self.waiting_for(trial)),
                Outcome::Unsigned => zh::waits_for_signature(name),
                Outcome::Stranger => zh::waits_for_key(name),
                _ => zh::waits_for_agreement(name),
            });
        }
        taken.vouched.iter().for_each(|org| print::message(&zh::vouched(name, *org)));
        if !taken.forks.is_empty() {
            self.tally.forked += 1;
            taken.forks.iter().for_each(|org| print::message(&zh::forked(name, *org)));
        }
        let is_news = taken.packages > 0 || taken.waits || !taken.forks.is_empty();
        if is_news {
            self.tally.news.insert(from);
        }
        // A receipt is not answered by another; one for what came before may have been lost.
        if !trial.chains.is_empty() && taken.rebuilt.is_none() && !self.tally.senders.contains(&from) {
            self.tally.senders.push(from);
        }
        Ok(())
    }

    /// What a package waits for, as it was noted.
    fn waiting_for(&self, trial: &Trial) -> String {
        let reader = self.session.reader();
        let noted = trial.chains.iter().filter_map(|judged| {
            let entry = reader.entry(Kind::Received, judged.section.org.0).ok().flatten()?;
            received_of(&entry)?.held.iter().rev().find(|held| held.number == trial.header().number).cloned()
        });
        noted.map(|held| held.reason).next().unwrap_or_default()
    }

    fn show(&self, trial: &Trial, sides: &[String]) -> Result<(), Failure> {
        if let Some(lines) = trial.rebuilds() {
            let name = trial.header().name().to_string();
            print::message(&zh::rebuilds(&name, lines, trial.until()));
            if let Some(parted) = trial.parted {
                print::message(&zh::returns(parted.mark.seq, parted.entries));
            }
        }
        sides.iter().for_each(|line| print::message(line));
        let (header, counts) = (trial.header(), trial.counts(self.unpack.agree));
        let sort = self.session.context().codes.name(SORTS, header.sort.key());
        let (key, word) = Outcome::of(trial, self.unpack.agree).told();
        let values: [Value; COLUMNS.len()] = [
            json!(header.from.to_string()),
            self.table.coded(header.sort.key(), sort),
            json!(header.number),
            json!(header.chains.len()),
            json!(counts.added),
            json!(counts.changed),
            json!(counts.known),
            json!(counts.forks),
            json!(counts.unfit),
            json!(counts.gaps),
            self.table.coded(key, word),
        ];
        self.table.row(&values)
    }

    /// What is here and what came of each chain that somebody has to decide about; or why that was not read: nothing depends on it.
    fn sides(&self, trial: &Trial) -> Vec<String> {
        let (reader, root) = (self.session.reader(), self.session.root());
        let site = Site { disk: self.session.disk(), root: &root, reader, keys: &self.keys };
        // What was agreed to, here or above, is taken in.
        let parts = |judged: &&Judged| match judged.verdict {
            Verdict::Fork { .. } => true,
            Verdict::Installation { .. } => !self.unpack.agree && !judged.is_vouched,
            _ => false,
        };
        let told = |judged: &Judged| match of_trial(site, trial, judged.section.org, &mut |_, _| stopped(&self.stop)) {
            Ok(parting) => parting.map_or_else(Vec::new, |parting| lines(&parting, &self.session.context())),
            Err(error) => vec![zh::sides_unread(judged.section.org, &error)],
        };
        trial.chains.iter().filter(parts).flat_map(told).collect()
    }

    fn end(mut self) -> Result<(), Failure> {
        let Tally { refused, forked, waiting, receipts, taken, lines, .. } = self.tally;
        if !self.unpack.dry_run {
            print::message(&zh::taken((taken, lines), receipts, waiting));
            self.answer()?;
        } else {
            print::message(zh::ONLY_TRIED);
        }
        if refused + forked > 0 {
            return Err(Failure { exit: Exit::Refused, message: zh::not_all_taken(refused, forked) });
        }
        Ok(())
    }

    /// Whether our last receipt for a party still lies there.
    fn is_answered(&self, to: Org, folder: &Path) -> bool {
        let file = last_receipt(self.session.reader(), to).ok().flatten();
        file.is_some_and(|file| self.session.disk().exists(&folder.join(file)).unwrap_or(false))
    }

    /// Writes beside the packages how far each of their makers is here now; where that is not wanted, says how it is done.
    fn answer(&mut self) -> Result<(), Failure> {
        let unpack = self.unpack;
        let path = &unpack.path;
        let is_folder = self.session.disk().metadata(path).is_ok_and(|meta| meta.kind == Node::Folder);
        let beside = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = if is_folder { path } else { beside };
        let (senders, mut names) = (std::mem::take(&mut self.tally.senders), Vec::new());
        if unpack.no_receipt {
            senders.iter().for_each(|org| print::message(&zh::receipt_next(*org, folder)));
            return Ok(());
        }
        for to in &senders {
            // The same stick once more: what lies on it says all that there is to say.
            if !self.tally.news.contains(to) && self.is_answered(*to, folder) {
                print::message(&zh::is_answered(*to));
                continue;
            }
            let order = Order { sort: Sort::Receipt, to: *to, folder };
            match pack::told(self.session, &self.keys, &order, &self.stop) {
                Ok(sent) => names.extend(sent.into_iter().map(|sent| sent.name)),
                Err(error) => {
                    print::message(&zh::receipt_not_written(&error));
                    return Err(Failure::refused(zh::receipt_next(*to, folder)));
                }
            }
        }
        match names.as_slice() {
            [] => {}
            [one] => print::message(&told::can_be_pulled(one, folder)),
            several => print::message(&told::all_can_be_pulled(several.len(), folder)),
        }
        Ok(())
    }
}

/// What becomes of a package.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It is taken in.
    Taken,
    /// It waits for lines before it.
    HasGap,
    /// It came by another desk, and waits for a signature of its owner.
    Unsigned,
    /// It came by another desk under a key that nobody above its owner has confirmed.
    Stranger,
    /// It waits for somebody to agree to another installation.
    OtherInstallation,
    /// It contradicts our copy.
    Forked,
    /// It only says what the other side has.
    Receipt,
    /// All of it is here.
    NothingNew,
    /// This new desk becomes the one whose chain it brings.
    Rebuild,
    /// So it does once somebody agrees that entries made here go aside.
    Replaces,
}

impl Outcome {
    fn of(trial: &Trial, agreed: bool) -> Outcome {
        let any = |is: fn(&Verdict) -> bool| trial.chains.iter().any(|judged| is(&judged.verdict));
        let is_ahead = any(|verdict| matches!(verdict, Verdict::Ahead));
        let is_stranger = any(|verdict| matches!(verdict, Verdict::Stranger { .. }));
        let is_anew = |judged: &Judged| matches!(judged.verdict, Verdict::Installation { .. });
        let asks = is_ahead || trial.chains.iter().any(|judged| is_anew(judged) && !judged.is_vouched);
        let is_other = asks || is_stranger || trial.chains.iter().any(is_anew);
        if trial.rebuilds().is_some() {
            if trial.replaces().is_some() && !agreed { Outcome::Replaces } else { Outcome::Rebuild }
        } else if any(|verdict| matches!(verdict, Verdict::Fork { .. })) {
            Outcome::Forked
        } else if trial.chains.iter().any(|judged| matches!(judged.verdict, Verdict::Gap { .. }) && !judged.follows()) {
            Outcome::HasGap
        } else if any(|verdict| matches!(verdict, Verdict::Unsigned { .. })) {
            Outcome::Unsigned
        } else if is_stranger && !agreed {
            Outcome::Stranger
        } else if asks && !agreed {
            Outcome::OtherInstallation
        } else if is_ahead {
            Outcome::HasGap
        } else if is_other || trial.chains.iter().any(Judged::follows) {
            Outcome::Taken
        } else if trial.chains.is_empty() {
            Outcome::Receipt
        } else {
            Outcome::NothingNew
        }
    }

    /// Its key for scripts, and its word.
    fn told(self) -> (&'static str, &'static str) {
        match self {
            Outcome::Taken => ("taken", zh::TAKEN),
            Outcome::HasGap => ("gap", zh::HAS_GAP),
            Outcome::Unsigned => ("unsigned", zh::UNSIGNED),
            Outcome::Stranger => ("key", zh::STRANGER),
            Outcome::OtherInstallation => ("installation", zh::OTHER_INSTALLATION),
            Outcome::Forked => ("fork", zh::FORKED),
            Outcome::Receipt => ("receipt", zh::RECEIPT),
            Outcome::NothingNew => ("known", zh::NOTHING_NEW),
            Outcome::Rebuild => ("rebuild", zh::REBUILD),
            Outcome::Replaces => ("replaces", zh::REPLACES),
        }
    }
}
