//! What several packages would do that are tried one after another before any of them is taken in.

use std::collections::{BTreeMap, BTreeSet};

use super::held::held_folder;
use super::trial::{Judged, Progress, Site, Trial, tried};
use super::{ExchangeError, received_of};
use crate::model::{Kind, Org};
use crate::sync::judge::Verdict;
use crate::sync::package::PackageError;

/// Through which lines the packages tried before will have brought each chain, should they all be taken in: what a later one has of
/// these is counted once.
#[derive(Clone, Debug, Default)]
pub struct Reached(BTreeMap<Org, u64>);

impl Reached {
    /// Through which line of a chain; 0 for none.
    pub fn of(&self, org: Org) -> u64 {
        self.0.get(&org).copied().unwrap_or(0)
    }

    /// Adds what a package brings to what those before it do.
    pub fn add(&mut self, trial: &Trial) {
        for judged in trial.chains.iter().filter(|judged| judged.follows() || judged.verdict == Verdict::Known) {
            let reached = self.0.entry(judged.section.org).or_default();
            *reached = judged.section.last.max(*reached);
        }
        // Another installation begins anew.
        let anew = trial.chains.iter().filter(|judged| judged.is_vouched);
        self.0.extend(anew.map(|judged| (judged.section.org, judged.section.last)));
    }
}

/// Tries the packages kept here that wait for what those tried before bring: they are taken in with them.
pub fn try_freed(
    site: Site<'_>,
    reached: &mut Reached,
    progress: &mut Progress<'_>,
) -> Result<Vec<Trial>, ExchangeError> {
    let (mut freed, mut files) = (Vec::new(), BTreeSet::new());
    let mut orgs: Vec<Org> = reached.0.keys().copied().collect();
    while let Some(org) = orgs.pop() {
        let entry = site.reader.entry(Kind::Received, org.0)?;
        let Some(received) = entry.as_ref().and_then(received_of) else { continue };
        for held in received.held.iter().filter(|held| !held.unsigned) {
            let through = reached.of(org);
            let waits_for_it = held.first <= through.saturating_add(1) && held.last > through;
            if through <= received.seq || !waits_for_it || files.contains(&held.file) {
                continue;
            }
            match tried(site, &held_folder(site.root).join(&held.file), reached, progress) {
                Ok(trial) if trial.chains.iter().any(Judged::follows) => {
                    files.insert(held.file.clone());
                    reached.add(&trial);
                    orgs.extend(trial.chains.iter().map(|judged| judged.section.org));
                    freed.push(trial);
                }
                // It waits for something else as well.
                Ok(_) => {}
                Err(error @ ExchangeError::Package(PackageError::Stopped)) => return Err(error),
                Err(error) => {
                    // It is in the lists of all its chains, and is read no better for another of them.
                    files.insert(held.file.clone());
                    tracing::warn!(%error, "a package that waits was not read");
                }
            }
        }
    }
    Ok(freed)
}
