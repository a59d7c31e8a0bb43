//! The records of ours that a package changes.

use std::collections::{BTreeMap, BTreeSet};

use super::acks::Change;
use super::take::{Agreed, Judged, Trial, waits};
use super::{ExchangeError, received_of};
use crate::model::received::{Held, MOST_HELD, MOST_QUARANTINED, Quarantined, Received};
use crate::model::{Entry, Kind, Org, Record};
use crate::store::batch::{Batch, Stamp};
use crate::store::copies::Grown;
use crate::store::desk::Desk;
use crate::sync::judge::Verdict;
use crate::sync::package::Header;
use crate::text::zh::sync::exchange as zh;

/// The verb under which what was taken in is saved.
pub(super) const VERB: &str = "unpack";

/// The records of ours that one package changes.
pub(super) struct Notes<'a> {
    pub(super) trial: &'a Trial,
    pub(super) agreed: Agreed,
    /// The name under which it waits, if it does.
    pub(super) held: Option<String>,
    /// What is known of its chains, as it stands.
    pub(super) known: BTreeMap<Org, Option<Entry>>,
    /// Lines that were noted as unused and are used by now: a newer program read them when the store was made anew.
    pub(super) used: BTreeMap<Org, BTreeSet<u64>>,
    pub(super) changes: Option<Vec<Change>>,
    pub(super) stamp: &'a Stamp,
}

impl Notes<'_> {
    pub(super) fn read(&mut self, desk: &Desk) -> Result<(), ExchangeError> {
        let reader = desk.reader();
        for judged in &self.trial.chains {
            let org = judged.section.org;
            let entry = reader.entry(Kind::Received, org.0)?;
            for line in entry.as_ref().and_then(received_of).into_iter().flat_map(|received| &received.quarantined) {
                if reader.is_used(org, line.seq)? {
                    self.used.entry(org).or_default().insert(line.seq);
                }
            }
            self.known.insert(org, entry);
        }
        Ok(())
    }

    /// Adds the records to the save.
    pub(super) fn compose(&mut self, batch: &mut Batch, grown: &[Grown]) {
        for judged in &self.trial.chains {
            let org = judged.section.org;
            let before = self.known.get(&org).and_then(Option::as_ref);
            let former = before.and_then(received_of).cloned().unwrap_or_default();
            let received = self.received(judged, former.clone(), grown.iter().find(|grown| grown.org == org));
            let record = Record::Received(Box::new(received.clone()));
            match before {
                Some(before) if received != former => batch.change(VERB, before, record),
                None if received != Received::default() => batch.add_reserved(org.0, record),
                _ => {}
            }
        }
        for change in self.changes.take().into_iter().flatten() {
            change.add_to(batch);
        }
    }

    /// What is known of a chain after this package.
    fn received(&self, judged: &Judged, former: Received, grown: Option<&Grown>) -> Received {
        let mut received = former;
        let (header, org) = (self.trial.header(), judged.section.org);
        if let Some(used) = self.used.get(&org) {
            received.quarantined.retain(|line| !used.contains(&line.seq));
        }
        if let Some(grown) = grown {
            let on = self.stamp.at.get(..10).unwrap_or_default();
            let was_forked = !received.forked.is_empty();
            received = grew(received, grown, judged, header);
            if judged.is_vouched {
                received.decided = zh::vouched_on(on);
            }
            if matches!(judged.verdict, Verdict::Installation { .. }) && was_forked {
                // What parted did so with the installation before: which of the two counts has been agreed to with this one.
                received.forked.clear();
                received.parted = Held::default();
                received.decided = zh::fork_settled(on, judged.is_vouched);
            }
        }
        let number = header.number;
        if waits(judged, self.agreed)
            && let Some(file) = &self.held
        {
            received.code = org.to_string();
            if received.via.is_empty() {
                // So that who sent it hears what is missing.
                received.via = header.from.to_string();
            }
            let reason = match judged.verdict {
                Verdict::Gap { first, last } => zh::waits_for(first, last),
                Verdict::Unsigned { .. } => zh::WAITS_FOR_SIGNATURE.to_owned(),
                Verdict::Stranger { .. } => zh::WAITS_FOR_KEY.to_owned(),
                _ => zh::WAITS_FOR_AGREEMENT.to_owned(),
            };
            let unsigned = matches!(judged.verdict, Verdict::Unsigned { .. });
            let (first, last) = (judged.section.first, judged.section.last);
            received.held.retain(|held| held.file != *file);
            received.held.push(Held { file: file.clone(), number, first, last, reason, unsigned });
            let surplus = received.held.len().saturating_sub(MOST_HELD);
            received.held.drain(..surplus);
        }
        if let Verdict::Fork { at } = judged.verdict {
            let (first, last) = (judged.section.first, judged.section.last);
            received.code = org.to_string();
            received.forked = zh::forked(at, number, self.stamp.at.get(..10).unwrap_or_default());
            let file = self.held.clone().unwrap_or_default();
            received.parted = Held { file, number, first, last, ..Held::default() };
        }
        received
    }
}

/// What is known of a chain whose copy grew.
pub(super) fn grew(former: Received, grown: &Grown, judged: &Judged, header: &Header) -> Received {
    let start = match grown.anew {
        // What waited may be of the chain that takes its place: that is told by reading it ([`super::held::refit`]).
        true => Received { decided: former.decided, held: former.held, ..Received::default() },
        false => former,
    };
    let mut received = Received {
        code: grown.org.to_string(),
        via: header.from.to_string(),
        epoch: grown.chain.start.epoch.to_string(),
        key: grown.chain.start.key.to_string(),
        seq: grown.mark.seq,
        hash: grown.mark.hash.to_string(),
        bytes: grown.mark.end,
        number: header.number,
        at: header.at.clone(),
        signed_seq: judged.signed.max(start.signed_seq),
        told: start.told.saturating_add(grown.told),
        ..start
    };
    if !grown.last_at.is_empty() {
        received.last_at.clone_from(&grown.last_at);
    }
    let unfit = grown.unfit.iter().map(|(seq, why)| Quarantined { seq: *seq, reason: why.to_string() });
    received.quarantined.extend(unfit);
    let surplus = received.quarantined.len().saturating_sub(MOST_QUARANTINED);
    received.quarantined.truncate(MOST_QUARANTINED);
    let more = grown.more_unfit.saturating_add(u64::try_from(surplus).unwrap_or(u64::MAX));
    received.unlisted = received.unlisted.saturating_add(more);
    // What its owner had not signed is sent again with what has, for it was not acknowledged.
    received.held.retain(|held| held.last > received.seq && !held.unsigned);
    received
}
