//! Packages that are kept as they are: those that wait, and those that contradict what is here until somebody has decided.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::notes::VERB;
use super::take::{Progress, Site, Trial, try_held};
use super::{ExchangeError, HELD, INBOX, received_of, troubled};
use crate::model::order::Gather as _;
use crate::model::received::Received;
use crate::model::{Kind, Org, Record};
use crate::store::batch::Stamp;
use crate::store::desk::Desk;
use crate::store::disk::{Access, DiskError};
use crate::sync::judge::Verdict;
use crate::sync::keys::OwnKeys;

/// Where they are kept.
pub(super) fn held_folder(root: &Path) -> PathBuf {
    root.join(INBOX).join(HELD)
}

/// Keeps a package that waits; gives its name there.
pub(super) fn hold(desk: &Desk, trial: &Trial) -> Result<String, ExchangeError> {
    let folder = held_folder(desk.root());
    // The same package gets the same name, however often it comes.
    let name = format!("{}-{}", &trial.checked.digest().to_string()[..16], trial.header().name());
    let to = folder.join(&name);
    desk.disk().create_dir_all(&folder).map_err(DiskError::folder(&folder))?;
    desk.disk().copy_atomic(&trial.path, &to, Access::Private).map_err(DiskError::writing(&to))?;
    Ok(name)
}

/// Removes a package that waits no longer, or a list of what was not taken away.
pub(super) fn release(desk: &Desk, path: &Path) {
    if let Err(error) = desk.disk().remove(path) {
        tracing::warn!(%error, "a file that is not needed any longer was not removed");
    }
}

/// The packages that were kept for chains of this one before: those that wait, and what a chain parted with.
pub(super) fn kept_before(desk: &Desk, trial: &Trial) -> Result<BTreeSet<String>, ExchangeError> {
    let reader = desk.reader();
    let mut files = BTreeSet::new();
    for judged in &trial.chains {
        let entry = reader.entry(Kind::Received, judged.section.org.0)?;
        let Some(received) = entry.as_ref().and_then(received_of) else { continue };
        files.extend(kept_for(received).map(str::to_owned));
    }
    Ok(files)
}

/// The packages kept for a chain.
pub(super) fn kept_for(received: &Received) -> impl Iterator<Item = &str> {
    let held = received.held.iter().map(|held| held.file.as_str());
    held.chain([received.parted.file.as_str()]).filter(|file| !file.is_empty())
}

/// Goes through the packages that wait for a chain which has begun anew: those of it go on waiting, those of the one before have
/// lost what they waited for.
pub(super) fn refit(
    desk: &mut Desk,
    keys: &OwnKeys,
    org: Org,
    stamp: &Stamp,
    progress: &mut Progress<'_>,
) -> Result<(), ExchangeError> {
    let reader = desk.reader();
    let Some(before) = reader.entry(Kind::Received, org.0)? else { return Ok(()) };
    let Some(received) = received_of(&before).cloned() else { return Ok(()) };
    let site = Site { disk: desk.disk(), root: desk.root(), reader: &reader, keys };
    let mut held = received.held.clone();
    held.retain(|held| match try_held(site, &held_folder(desk.root()).join(&held.file), progress) {
        Ok(trial) => trial.chains.iter().find(|judged| judged.section.org == org).is_some_and(|judged| {
            let is_later = matches!(judged.verdict, Verdict::Follows { .. } | Verdict::Gap { .. });
            is_later && judged.section.epoch.to_string() == received.epoch
        }),
        Err(error) => {
            tracing::warn!(%error, "a package that waits was not read");
            false
        }
    });
    if held != received.held {
        let mut batch = desk.batch(stamp.clone());
        batch.change(VERB, &before, Record::Received(Box::new(Received { held, ..received })));
        desk.commit(batch)?;
    }
    Ok(())
}

/// Removes packages that were kept, unless some chain still waits for something in them.
pub(super) fn release_unless_used(desk: &Desk, files: &BTreeSet<String>) -> Result<(), ExchangeError> {
    if files.is_empty() {
        return Ok(());
    }
    let waiting = troubled(&desk.reader())?;
    let used: BTreeSet<&str> = waiting.iter().filter_map(received_of).flat_map(kept_for).gather();
    // A record of ours may have come back from another desk: nothing but a name in this folder is taken from it.
    let is_name = |file: &&String| Path::new(file).file_name().is_some_and(|name| name == file.as_str());
    for file in files.iter().filter(is_name).filter(|file| !used.contains(file.as_str())) {
        let path = held_folder(desk.root()).join(file);
        if desk.disk().exists(&path).unwrap_or(false) {
            release(desk, &path);
        }
    }
    Ok(())
}
