//! What comes in: a package that was tried ([`trial`](mod@super::trial)) is taken in whole, and those that waited for it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::acks;
use super::held::{held_folder, hold, kept_before, refit, release, release_unless_used};
use super::notes::Notes;
use super::parting::{Replaced, list_replaced};
pub use super::reached::{Reached, try_freed};
pub(super) use super::seen::{line_of, piece};
pub(super) use super::trial::try_held;
pub use super::trial::{Agreed, Counts, Judged, Parted, Progress, Site, Trial, try_behind, try_out};
use super::{ExchangeError, rebuild, received_of};
use crate::model::order::Gather as _;
use crate::model::{Date, Kind, Org};
use crate::store::batch::{Batch, Stamp};
use crate::store::copies::Grown;
use crate::store::desk::{self, Delivery, Desk};
use crate::sync::judge::Verdict;
use crate::sync::keys::OwnKeys;
use crate::sync::package::PackageError;

/// What was done with a package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// New lines taken in that are told to people, of all packages.
    pub lines: u64,
    /// Packages taken in: this one, and those that had waited for it.
    pub packages: u32,
    /// Whether this one waits now, for some of its chains or all.
    pub waits: bool,
    /// Chains that parted from our copies.
    pub forks: Vec<Org>,
    /// Chains of which another installation was taken in because the desk above it has confirmed its new key.
    pub vouched: Vec<Org>,
    /// How many lines of our own chain came back to this desk, which was new or as it was earlier; none otherwise.
    pub rebuilt: Option<u64>,
    /// What our copies had that what took their place has not, for each of them where there is any.
    pub replaced: Vec<Replaced>,
    /// Where is listed what was entered here after our chain had parted from that; none where nothing was.
    pub aside: Option<PathBuf>,
    /// Why what was to follow was not done, of what waited for this, say, though this itself is taken in; the clerk is told.
    pub unsettled: Option<String>,
}

impl Taken {
    /// Notes why what was to follow was not done: what is saved is saved.
    pub(super) fn settle(&mut self, done: Result<(), ExchangeError>) {
        if let Err(error) = done {
            tracing::warn!(%error, "what was to follow a package that was taken in was not done");
            self.unsettled.get_or_insert_with(|| error.to_string());
        }
    }
}

/// Takes a package in, and those that waited for it. `agreed` says to which new installations a person has agreed, our own among
/// them where entries made here are put aside.
pub fn take_in(
    desk: &mut Desk,
    keys: &OwnKeys,
    trial: &Trial,
    agreed: impl Into<Agreed>,
    stamp: &Stamp,
    progress: &mut Progress<'_>,
) -> Result<Taken, ExchangeError> {
    let agreed = agreed.into();
    if trial.rebuilds().is_some() {
        if let Some(Parted { mark, entries }) = trial.replaces().filter(|_| !agreed.covers(desk.org())) {
            return Err(ExchangeError::Replaces { through: mark.seq, entries });
        }
        return rebuild::take_in(desk, keys, trial, stamp, progress);
    }
    let mut taken = Taken::default();
    one(desk, keys, trial, agreed, stamp, (&mut taken, progress))?;
    taken.waits = trial.chains.iter().any(|judged| waits(judged, agreed));
    let followed = follow(desk, keys, orgs(trial), stamp, (&mut taken, progress));
    taken.settle(followed);
    Ok(taken)
}

/// Takes in what waited for chains that grew. Each round takes in at least one, so there is an end.
pub(super) fn follow(
    desk: &mut Desk,
    keys: &OwnKeys,
    mut grown: BTreeSet<Org>,
    stamp: &Stamp,
    (taken, progress): (&mut Taken, &mut Progress<'_>),
) -> Result<(), ExchangeError> {
    while let Some(next) = freed(desk, keys, &grown, progress)? {
        let before = taken.packages;
        one(desk, keys, &next, Agreed::No, stamp, (taken, progress))?;
        if taken.packages == before {
            break;
        }
        grown.extend(orgs(&next));
    }
    Ok(())
}

/// Whose chains a package brings.
fn orgs(trial: &Trial) -> BTreeSet<Org> {
    trial.chains.iter().map(|judged| judged.section.org).gather()
}

/// Whether a chain of a package is to be taken in now.
fn enters(judged: &Judged, agreed: Agreed) -> bool {
    match judged.verdict {
        Verdict::Follows { .. } => true,
        Verdict::Installation { .. } => judged.is_vouched || agreed.covers(judged.section.org),
        Verdict::Stranger { .. } => agreed.covers(judged.section.org),
        _ => false,
    }
}

pub(super) fn waits(judged: &Judged, agreed: Agreed) -> bool {
    match judged.verdict {
        Verdict::Gap { .. } | Verdict::Ahead | Verdict::Unsigned { .. } => true,
        Verdict::Installation { .. } | Verdict::Stranger { .. } => !enters(judged, agreed),
        _ => false,
    }
}

/// Whether a package is kept for a chain: it waits, or it parted and somebody has to decide.
fn stays(judged: &Judged, agreed: Agreed) -> bool {
    waits(judged, agreed) || matches!(judged.verdict, Verdict::Fork { .. })
}

/// Takes one package in: one save.
fn one(
    desk: &mut Desk,
    keys: &OwnKeys,
    trial: &Trial,
    agreed: Agreed,
    stamp: &Stamp,
    (taken, progress): (&mut Taken, &mut Progress<'_>),
) -> Result<(), ExchangeError> {
    let today = stamp.at.get(..10).and_then(|day| day.parse::<Date>().ok());
    let reader = desk.reader();
    let site = Site { disk: desk.disk(), root: desk.root(), reader: &reader, keys };
    let changes = acks::changes(site, trial.header(), today)?;
    let is_held = trial.path.starts_with(held_folder(desk.root()));
    let held = match trial.chains.iter().any(|judged| stays(judged, agreed)) {
        true if is_held => trial.path.file_name().map(|name| name.to_string_lossy().into_owned()),
        true => Some(hold(desk, trial)?),
        false => None,
    };
    let mut kept = kept_before(desk, trial)?;
    let mut notes =
        Notes { trial, agreed, held, known: BTreeMap::new(), used: BTreeMap::new(), changes: Some(changes), stamp };
    notes.read(desk)?;
    let sections: Vec<desk::Section> =
        trial.chains.iter().filter(|judged| enters(judged, agreed)).map(section).collect();
    if sections.is_empty() {
        let mut batch = desk.batch(stamp.clone());
        notes.compose(&mut batch, &[]);
        if !batch.is_empty() {
            desk.commit(batch)?;
        }
    } else {
        let input = desk.disk().open_read(&trial.path).map_err(|error| PackageError::Disk(error.kind()))?;
        let keep = |at: usize| trial.chains.get(at).is_some_and(|judged| enters(judged, agreed));
        let mut feed = trial.checked.lines(input, &keys.unbox)?.feed(keep);
        let delivery = Delivery { sections: &sections, lines: &mut feed };
        let mut replaced = Vec::new();
        for section in sections.iter().filter(|section| section.anew) {
            replaced.extend(list_replaced(site, trial, section.org, stamp, progress)?.0);
        }
        let mut compose = |batch: &mut Batch, grown: &[Grown]| notes.compose(batch, grown);
        let received = desk.receive(stamp.clone(), delivery, &mut compose, progress);
        received.inspect_err(|_| forget(desk, &replaced))?;
        taken.replaced.append(&mut replaced);
        taken.lines += trial.chains.iter().filter(|judged| enters(judged, agreed)).map(Judged::told).sum::<u64>();
        taken.packages += 1;
        taken.vouched.extend(trial.chains.iter().filter(|judged| judged.is_vouched).map(|judged| judged.section.org));
        for section in sections.iter().filter(|section| section.anew) {
            let refitted = refit(desk, keys, section.org, stamp, progress);
            taken.settle(refitted);
        }
    }
    let forked = trial.chains.iter().filter(|judged| matches!(judged.verdict, Verdict::Fork { .. }));
    taken.forks.extend(forked.map(|judged| judged.section.org));
    if is_held && notes.held.is_none() {
        release(desk, &trial.path);
        kept.retain(|file| !trial.path.ends_with(file));
    }
    // What waited for these chains, or parted with them, may do so no longer.
    kept.retain(|file| notes.held.as_ref() != Some(file));
    taken.settle(release_unless_used(desk, &kept));
    Ok(())
}

/// Removes the lists of what was to be taken away and was not.
pub(super) fn forget(desk: &Desk, replaced: &[Replaced]) {
    replaced.iter().for_each(|replaced| release(desk, &replaced.path));
}

fn section(judged: &Judged) -> desk::Section {
    let anew = matches!(judged.verdict, Verdict::Installation { goes_on: false, .. });
    desk::Section { org: judged.section.org, lines: judged.section.count, anew }
}

/// A package that waited for one of these chains and can be taken in now.
fn freed(
    desk: &Desk,
    keys: &OwnKeys,
    grown: &BTreeSet<Org>,
    progress: &mut Progress<'_>,
) -> Result<Option<Trial>, ExchangeError> {
    let reader = desk.reader();
    let site = Site { disk: desk.disk(), root: desk.root(), reader: &reader, keys };
    for org in grown {
        let entry = reader.entry(Kind::Received, org.0)?;
        let Some(received) = entry.as_ref().and_then(received_of) else { continue };
        for held in received.held.iter().filter(|held| held.first <= received.seq.saturating_add(1)) {
            let path = held_folder(desk.root()).join(&held.file);
            match try_held(site, &path, progress) {
                Ok(trial) if trial.chains.iter().any(|judged| enters(judged, Agreed::No)) => return Ok(Some(trial)),
                // It waits for something else, or what it brings has come by another way.
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "a package that waits was not read"),
            }
        }
    }
    Ok(None)
}
