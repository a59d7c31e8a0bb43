//! What a person decides where a chain does not simply go on: it parted from our copy, or another installation of its desk waits.
//!
//! What is here stays, and what came is thrown away; or what came takes the place of what is here, which is kept beside. A package
//! of another installation is agreed to as such, never ahead of it: what has not come yet has no name that could be agreed to.

use std::collections::BTreeSet;
use std::io::{BufReader, Read};
use std::sync::Arc;

use super::held::{held_folder, kept_for, refit, release_unless_used};
use super::notes::grew;
use super::parting::{Replaced, list_replaced};
use super::take::{Agreed, Judged, Progress, Site, Taken, Trial, follow, forget, line_of, piece, take_in, try_held};
use super::{ExchangeError, acks, received_of};
use crate::model::order::{Gather as _, Order as _};
use crate::model::received::{Held, Received};
use crate::model::{Entry, Kind, Org, Record};
use crate::store::batch::{Batch, Stamp};
use crate::store::copies::{self, Grown};
use crate::store::desk::{Delivery, Desk, Section};
use crate::store::disk::DiskError;
use crate::store::journal::{JournalReader, Mark};
use crate::sync::judge::Verdict;
use crate::sync::keys::OwnKeys;
use crate::sync::package::PackageError;
use crate::text::zh::sync::exchange as zh;

/// The verb under which a decision is saved.
const VERB: &str = "decide";

/// What is decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// What is here stays; what came is thrown away.
    Keep,
    /// What came takes the place of what is here.
    Adopt,
}

/// Decides about a chain, for a reason. With what was taken in thereby.
pub fn decide(
    desk: &mut Desk,
    keys: &OwnKeys,
    (org, decision, reason): (Org, Decision, &str),
    stamp: &Stamp,
    progress: &mut Progress<'_>,
) -> Result<Taken, ExchangeError> {
    let reason = crate::text::clean::line(reason);
    if reason.is_empty() {
        return Err(ExchangeError::NoDecisionReason);
    }
    let before = desk.reader().entry(Kind::Received, org.0)?;
    let chain = before.as_ref().and_then(received_of).filter(|received| received.is_undecided()).cloned();
    let (Some(before), Some(received)) = (before, chain) else { return Err(ExchangeError::NothingToDecide(org)) };
    let decided = zh::decided(decision == Decision::Adopt, stamp.at.get(..10).unwrap_or_default(), &reason);
    match decision {
        Decision::Keep => keep(desk, &before, received, decided, stamp),
        Decision::Adopt if received.forked.is_empty() => {
            agree(desk, keys, &before, received, decided, (stamp, progress))
        }
        Decision::Adopt => adopt(desk, keys, org, received, decided, (stamp, progress)),
    }
}

/// Throws away what contradicts our copy.
fn keep(
    desk: &mut Desk,
    before: &Entry,
    received: Received,
    decided: String,
    stamp: &Stamp,
) -> Result<Taken, ExchangeError> {
    let mut files: BTreeSet<String> = received.installations().map(|held| held.file.clone()).gather();
    let next = received.seq.saturating_add(1);
    let mut kept = Received { forked: String::new(), decided, ..received };
    files.extend([std::mem::take(&mut kept.parted).file].into_iter().filter(|file| !file.is_empty()));
    kept.held.retain(|held| held.first > next || held.unsigned);
    save(desk, before, kept, stamp)?;
    release_unless_used(desk, &files)?;
    Ok(Taken::default())
}

/// Agrees to the installation that waits, and takes in what it has sent.
fn agree(
    desk: &mut Desk,
    keys: &OwnKeys,
    before: &Entry,
    received: Received,
    decided: String,
    (stamp, progress): (&Stamp, &mut Progress<'_>),
) -> Result<Taken, ExchangeError> {
    let mut waiting: Vec<Held> = received.installations().cloned().collect();
    // What goes on with our copy first, then the newest of those that begin anew: it is the one that is worked on now.
    waiting.order_by_key(|held| {
        (held.first <= 1, if held.first <= 1 { u64::from(u32::MAX - held.number) } else { held.first })
    });
    let org = Org(before.id);
    save(desk, before, Received { decided, ..received }, stamp)?;
    let mut all = Taken::default();
    for held in waiting {
        let entry = desk.reader().entry(Kind::Received, before.id)?;
        let waits = |received: &Received| received.installations().any(|still| still.file == held.file);
        // What is not waited for any longer is of before what came in with another.
        if !entry.as_ref().and_then(received_of).is_some_and(waits) {
            continue;
        }
        let path = held_folder(desk.root()).join(&held.file);
        // One that came in meanwhile with another is gone.
        if !desk.disk().exists(&path).map_err(DiskError::reading(&path))? {
            continue;
        }
        let reader = desk.reader();
        let site = Site { disk: desk.disk(), root: desk.root(), reader: &reader, keys };
        let trial = try_held(site, &path, progress)?;
        let taken = take_in(desk, keys, &trial, Agreed::Only(org), stamp, progress)?;
        all.lines += taken.lines;
        all.packages += taken.packages;
        all.forks.extend(taken.forks);
        all.vouched.extend(taken.vouched);
        all.replaced.extend(taken.replaced);
        all.unsettled = all.unsettled.or(taken.unsettled);
    }
    // A later piece whose beginning never came joins nothing that is here.
    if all.packages == 0 { Err(ExchangeError::DoesNotJoin(org)) } else { Ok(all) }
}

/// Puts the chain that parted in the place of our copy: all of it where the package begins at line 1, else behind the lines that
/// both have.
fn adopt(
    desk: &mut Desk,
    keys: &OwnKeys,
    org: Org,
    received: Received,
    decided: String,
    (stamp, progress): (&Stamp, &mut Progress<'_>),
) -> Result<Taken, ExchangeError> {
    let path = held_folder(desk.root()).join(&received.parted.file);
    let is_there = !received.parted.file.is_empty() && desk.disk().exists(&path).map_err(DiskError::reading(&path))?;
    if !is_there {
        return Err(ExchangeError::PartedLost(org));
    }
    let reader = desk.reader();
    let site = Site { disk: desk.disk(), root: desk.root(), reader: &reader, keys };
    let trial = try_held(site, &path, progress)?;
    let judged = trial.chains.iter().find(|judged| judged.section.org == org).ok_or(ExchangeError::PartedLost(org))?;
    let section = &judged.section;
    let common = section.first.saturating_sub(1);
    let ours = if common == 0 { None } else { line_of(site, org, &received, common)? };
    if !matches!(judged.verdict, Verdict::Fork { .. } | Verdict::Installation { .. }) || !piece(section).joins(|_| ours)
    {
        return Err(ExchangeError::DoesNotJoin(org));
    }
    let (replaced, lines) = replace(desk, keys, &trial, judged, decided, (stamp, progress))?;
    let mut taken = Taken { lines, packages: 1, replaced, ..Taken::default() };
    let refitted = refit(desk, keys, org, stamp, progress);
    taken.settle(refitted);
    taken.settle(release_unless_used(desk, &kept_for(&received).map(str::to_owned).collect()));
    let followed = follow(desk, keys, [org].into(), stamp, (&mut taken, progress));
    taken.settle(followed);
    Ok(taken)
}

/// Takes the chain in anew: the lines that our copy has before the package's first, then those of the package. Gives what was taken away
/// thereby, and how many entries came instead.
fn replace(
    desk: &mut Desk,
    keys: &OwnKeys,
    trial: &Trial,
    judged: &Judged,
    decided: String,
    (stamp, progress): (&Stamp, &mut Progress<'_>),
) -> Result<(Vec<Replaced>, u64), ExchangeError> {
    let org = judged.section.org;
    let before = desk.reader().entry(Kind::Received, org.0)?.ok_or(ExchangeError::NothingToDecide(org))?;
    let former = received_of(&before).cloned().unwrap_or_default();
    let common = judged.section.first.saturating_sub(1);
    let copy = copies::path_of(desk.root(), org);
    let length = match common {
        0 => 0,
        line => {
            let reader = JournalReader::at_rest(Arc::clone(desk.disk()), &copy, former.bytes);
            acks::end_of(&reader, Mark::START, line)?.ok_or(ExchangeError::LostCopy(org))?.1
        }
    };
    let input = desk.disk().open_read(&trial.path).map_err(|error| PackageError::Disk(error.kind()))?;
    let feed = trial
        .checked
        .lines(input, &keys.unbox)?
        .feed(|at| trial.chains.get(at).is_some_and(|other| other.section.org == org));
    let first = desk.disk().open_read(&copy).map_err(DiskError::reading(&copy))?;
    let mut lines = BufReader::new(first.take(length)).chain(feed);
    let sections = [Section { org, lines: common.saturating_add(judged.section.count), anew: true }];
    let delivery = Delivery { sections: &sections, lines: &mut lines };
    let reader = desk.reader();
    let site = Site { disk: desk.disk(), root: desk.root(), reader: &reader, keys };
    let (replaced, come) = list_replaced(site, trial, org, stamp, progress)?;
    let replaced: Vec<Replaced> = replaced.into_iter().collect();
    let mut compose = |batch: &mut Batch, grown: &[Grown]| {
        if let Some(grown) = grown.first() {
            let former = Received { decided: decided.clone(), ..former.clone() };
            let received = grew(former, grown, judged, trial.header());
            batch.change(VERB, &before, Record::Received(Box::new(received)));
        }
    };
    let received = desk.receive(stamp.clone(), delivery, &mut compose, progress);
    received.inspect_err(|_| forget(desk, &replaced))?;
    Ok((replaced, come))
}

fn save(desk: &mut Desk, before: &Entry, received: Received, stamp: &Stamp) -> Result<(), ExchangeError> {
    let mut batch = desk.batch(stamp.clone());
    batch.change(VERB, before, Record::Received(Box::new(received)));
    desk.commit(batch)?;
    Ok(())
}
