//! A desk that lost everything gets its own chain back from the desk above, which has kept it.
//!
//! What is written behind the recovered lines: the parties as they were confirmed on the new desk, the sender's with the whole
//! recovered chain acknowledged; and of the chains of others what came along now, with what was known of them before. A desk that
//! came back from a backup keeps the copies it has, unless more of them comes along. Of a chain whose copy was lost and did not come
//! along it says that nothing is here.

use std::collections::BTreeMap;

use super::held::release;
use super::notes::grew;
use super::reenter;
use super::take::{Judged, Progress, Taken, Trial};
use super::{ExchangeError, pack_of, parties, party_of, received, received_of};
use crate::model::pack::{ACKNOWLEDGED, Pack, RECEIPT};
use crate::model::party::Party;
use crate::model::received::Received;
use crate::model::{Date, Entry, Kind, Org, Record};
use crate::store::batch::Stamp;
use crate::store::copies::{self, Grown};
use crate::store::desk::{Becoming, Delivery, Desk, Section};
use crate::sync::judge::Verdict;
use crate::sync::keys::OwnKeys;
use crate::sync::package::PackageError;

/// The verb under which the records about others are saved.
const VERB: &str = "recover";

/// Makes this desk, which is new or came back from a backup, the one whose chain a package brings.
pub(super) fn take_in(
    desk: &mut Desk,
    keys: &OwnKeys,
    trial: &Trial,
    stamp: &Stamp,
    progress: &mut Progress<'_>,
) -> Result<Taken, ExchangeError> {
    let reader = desk.reader();
    let kept = kept(desk, trial)?;
    let known = Known { own: desk.org(), trial, parties: parties(&reader)?, kept, today: day_of(stamp) };
    let comes = |judged: &Judged| is_whole(judged) && !known.kept.contains_key(&judged.section.org);
    let section = |judged: &Judged| Section { org: judged.section.org, lines: judged.section.count, anew: true };
    let sections: Vec<Section> = trial.chains.iter().filter(|judged| comes(judged)).map(section).collect();
    let input = desk.disk().open_read(&trial.path).map_err(|error| PackageError::Disk(error.kind()))?;
    let keep = |at: usize| trial.chains.get(at).is_some_and(comes);
    let mut feed = trial.checked.lines(input, &keys.unbox)?.feed(keep);
    let delivery = Delivery { sections: &sections, lines: &mut feed };
    let mut amend = |grown: &[Grown], former: Vec<Entry>| known.amended(grown, &former);
    let aside = match trial.replaces() {
        Some(parted) => Some(reenter::list(desk, parted, stamp)?),
        None => None,
    };
    let keep: Vec<Org> = known.kept.keys().copied().collect();
    let common = trial.parted.map(|parted| parted.mark);
    let becoming = Becoming { key: keys.sign.public(), common, keep: &keep };
    let done = desk.recover(stamp, becoming, delivery, &mut amend, progress);
    // Once it is decided the desk takes nothing more until that is done: what is listed will be gone.
    let is_decided = desk.read_only().is_some();
    done.inspect_err(|_| aside.iter().filter(|_| !is_decided).for_each(|path| release(desk, path)))?;
    let lines = trial.chains.iter().filter(|judged| comes(judged)).map(Judged::told).sum();
    Ok(Taken { lines, packages: 1, rebuilt: trial.rebuilds(), aside, ..Taken::default() })
}

/// Whether a package has all of a chain from its first line on.
fn is_whole(judged: &Judged) -> bool {
    judged.section.first <= 1 && judged.section.count > 0
}

/// What is known of the chains of others whose copies stay: those of a desk that came back from a backup, unless more comes along.
fn kept(desk: &Desk, trial: &Trial) -> Result<BTreeMap<Org, Received>, ExchangeError> {
    let mut kept = BTreeMap::new();
    if trial.parted.is_none() {
        return Ok(kept);
    }
    for entry in received(&desk.reader())? {
        let Some((org, known)) = received_of(&entry).and_then(|known| Some((known.org()?, known))) else { continue };
        let coming = trial.chains.iter().find(|judged| judged.section.org == org && is_whole(judged));
        let has_more = |judged: &Judged| match judged.verdict {
            // Through the desk above comes only what was agreed to here.
            Verdict::Follows { .. } | Verdict::Installation { .. } => true,
            _ => judged.section.last > known.seq,
        };
        if !coming.is_some_and(has_more) && copies::is_here(desk.disk().as_ref(), desk.root(), &entry)? {
            kept.insert(org, known.clone());
        }
    }
    Ok(kept)
}

/// What is known before the chain comes back.
struct Known<'a> {
    own: Org,
    trial: &'a Trial,
    /// The parties of the new desk.
    parties: Vec<Entry>,
    /// What is known of the chains whose copies stay.
    kept: BTreeMap<Org, Received>,
    today: Option<Date>,
}

impl Known<'_> {
    /// The records to be written behind the recovered lines, of which `former` are the last about others.
    fn amended(&self, grown: &[Grown], former: &[Entry]) -> Vec<(String, Entry)> {
        let mut records: Vec<Record> = Vec::new();
        for party in self.parties.iter().filter_map(party_of) {
            let before = former.iter().filter_map(party_of).find(|before| before.code == party.code);
            records.push(Record::Party(Box::new(self.party(party, before, grown))));
        }
        let is_here = |org: &Org| self.kept.contains_key(org) || grown.iter().any(|grown| grown.org == *org);
        let lost =
            former.iter().filter_map(received_of).filter(|received| !received.org().is_some_and(|org| is_here(&org)));
        let nothing =
            |lost: &Received| Received { code: lost.code.clone(), via: lost.via.clone(), ..Received::default() };
        records.extend(lost.map(|lost| Record::Received(Box::new(nothing(lost)))));
        let come = grown.iter().filter(|grown| grown.org != self.own).filter_map(|grown| {
            let judged = self.trial.chains.iter().find(|judged| judged.section.org == grown.org)?;
            let before = former.iter().filter_map(received_of).find(|before| before.org() == Some(grown.org));
            Some(Record::Received(Box::new(self.come(grown, judged, before))))
        });
        records.extend(come);
        records.extend(self.kept.values().map(|kept| Record::Received(Box::new(kept.clone()))));
        let records = records.into_iter().filter_map(|record| self.entry(record, former));
        let packs = self.packs(grown, former);
        records.chain(packs).map(|entry| (VERB.to_owned(), entry)).collect()
    }

    /// Our packages to who has just sent our chain that are acknowledged thereby.
    fn packs(&self, grown: &[Grown], former: &[Entry]) -> Vec<Entry> {
        let through = grown.iter().find(|grown| grown.org == self.own).map_or(0, |ours| ours.mark.seq);
        let from = self.trial.header().from.to_string();
        let arrived = former.iter().filter_map(|entry| {
            let pack = pack_of(entry).filter(|pack| pack.to == from)?;
            // One that is only noted as made has gone as well: who has our chain through it has it from it.
            let has_gone = pack.sort != RECEIPT && pack.last > 0 && pack.has_arrived(through);
            let state = (has_gone && pack.state != ACKNOWLEDGED).then(|| ACKNOWLEDGED.to_owned())?;
            let record = Record::Pack(Box::new(Pack { state, ..pack.clone() }));
            Some(Entry { record, ..entry.clone() })
        });
        arrived.collect()
    }

    /// What is known of a chain that came along; of one that we had handed up, as it was, and that it is acknowledged above.
    fn come(&self, grown: &Grown, judged: &Judged, before: Option<&Received>) -> Received {
        let received = grew(Received::default(), grown, judged, self.trial.header());
        if !self.own.is_above(grown.org) {
            return received;
        }
        let known = Received { via: grown.org.to_string(), ..received.clone() };
        let Received { via, number, at, decided, .. } =
            before.filter(|before| before.seq > 0).unwrap_or(&known).clone();
        Received {
            via,
            number,
            at,
            decided,
            acked_seq: grown.mark.seq,
            acked_hash: grown.mark.hash.to_string(),
            acked_end: grown.mark.end,
            acked_told: received.told,
            ..received
        }
    }

    /// A party as it was confirmed here, with how far it has our chain.
    fn party(&self, now: &Party, before: Option<&Party>, grown: &[Grown]) -> Party {
        let mut party = now.clone();
        let before = before.cloned().unwrap_or_default();
        party.acked_epoch = before.acked_epoch;
        party.acked_seq = before.acked_seq;
        party.acked_hash = before.acked_hash;
        party.acked_end = before.acked_end;
        party.acked_on = before.acked_on;
        party.last_receipt = before.last_receipt;
        let ours = grown.iter().find(|grown| grown.org == self.own);
        if let Some(ours) = ours.filter(|_| now.org() == Some(self.trial.header().from)) {
            // It has all that it has just sent.
            party.acked_epoch = ours.chain.start.epoch.to_string();
            party.acked_seq = ours.mark.seq;
            party.acked_hash = ours.mark.hash.to_string();
            party.acked_end = ours.mark.end;
            party.acked_on = self.today;
        }
        party
    }

    /// A record in the place of its former revision, if there was one.
    fn entry(&self, record: Record, former: &[Entry]) -> Option<Entry> {
        let id = match &record {
            Record::Party(party) => party.org()?.0,
            Record::Received(received) => received.org()?.0,
            _ => return None,
        };
        let kind: Kind = record.kind();
        let before = former.iter().find(|before| (before.kind(), before.id) == (kind, id)).cloned();
        let fresh = Entry { org: self.own, id, rev: 0, voided: None, extra: String::new(), record: record.clone() };
        Some(Entry { record, voided: None, ..before.unwrap_or(fresh) })
    }
}

pub(super) fn day_of(stamp: &Stamp) -> Option<Date> {
    stamp.at.get(..10).and_then(|day| day.parse().ok())
}
