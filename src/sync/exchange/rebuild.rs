//! A desk that lost everything gets its own chain back from the desk above, which has kept it.
//!
//! What is written behind the recovered lines: the parties as they were confirmed on the new desk, the sender's with the whole
//! recovered chain acknowledged; and of the chains of others what came along now, with what was known of them before. Of a chain
//! whose copy was lost and did not come along it says that nothing is here.

use super::notes::grew;
use super::take::{Judged, Progress, Taken, Trial};
use super::{ExchangeError, parties, party_of, received_of};
use crate::model::party::Party;
use crate::model::received::Received;
use crate::model::{Date, Entry, Kind, Org, Record};
use crate::store::batch::Stamp;
use crate::store::copies::Grown;
use crate::store::desk::{Delivery, Desk, Section};
use crate::sync::keys::OwnKeys;
use crate::sync::package::PackageError;

/// The verb under which the records about others are saved.
const VERB: &str = "recover";

/// Makes this new desk the one whose chain a package brings.
pub(super) fn take_in(
    desk: &mut Desk,
    keys: &OwnKeys,
    trial: &Trial,
    stamp: &Stamp,
    progress: &mut Progress<'_>,
) -> Result<Taken, ExchangeError> {
    let reader = desk.reader();
    let known = Known { own: desk.org(), trial, parties: parties(&reader)?, today: day_of(stamp) };
    let section = |judged: &Judged| Section { org: judged.section.org, lines: judged.section.count, anew: true };
    let sections: Vec<Section> = trial.chains.iter().filter(|judged| is_whole(judged)).map(section).collect();
    let input = desk.disk().open_read(&trial.path).map_err(|error| PackageError::Disk(error.kind()))?;
    let keep = |at: usize| trial.chains.get(at).is_some_and(is_whole);
    let mut feed = trial.checked.lines(input, &keys.unbox)?.feed(keep);
    let delivery = Delivery { sections: &sections, lines: &mut feed };
    let mut amend = |grown: &[Grown], former: Vec<Entry>| known.amended(grown, &former);
    desk.recover(stamp, keys.sign.public(), delivery, &mut amend, progress)?;
    let lines = trial.chains.iter().filter(|judged| is_whole(judged)).map(Judged::told).sum();
    Ok(Taken { lines, packages: 1, rebuilt: trial.rebuilds(), ..Taken::default() })
}

/// Whether a package has all of a chain from its first line on.
fn is_whole(judged: &Judged) -> bool {
    judged.section.first <= 1 && judged.section.count > 0
}

/// What is known before the chain comes back.
struct Known<'a> {
    own: Org,
    trial: &'a Trial,
    /// The parties of the new desk.
    parties: Vec<Entry>,
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
        let is_here = |org: &Org| grown.iter().any(|grown| grown.org == *org);
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
        records.into_iter().filter_map(|record| Some((VERB.to_owned(), self.entry(record, former)?))).collect()
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

fn day_of(stamp: &Stamp) -> Option<Date> {
    stamp.at.get(..10).and_then(|day| day.parse().ok())
}
