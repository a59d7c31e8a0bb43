//! What one desk says it has of another's chains, given and taken.

use super::standing::missing;
use super::trial::{Site, own_journal};
use super::{ExchangeError, packs_to, party_of, received_of, received_through, unused};
use crate::model::pack::{ACKNOWLEDGED, Pack};
use crate::model::party::{Party, UPPER};
use crate::model::received::Received;
use crate::model::upward::{acknowledged, unacknowledged};
use crate::model::{Date, Entry, Kind, Org, Record};
use crate::store::batch::Batch;
use crate::store::copies;
use crate::store::journal::{Epoch, Hash, JournalReader, Mark, ReadError};
use crate::store::keys::from_lower_hex;
use crate::store::reader::Reader;
use crate::sync::package::{Ack, Header, MAX_HEADER_BYTES, Quarantined};

/// The verb under which a party's and a chain's acknowledgements are saved.
const VERB: &str = "receipt";
/// The digits of an installation that is not known.
const NO_EPOCH: Epoch = Epoch([0; 16]);

/// The most reasons why a line was not used that are told of one chain.
const MOST_REASONS: usize = 20;
/// The most bytes of such reasons in all acknowledgements together, so that they leave the header room for what has to stand there.
const MOST_REASON_BYTES: usize = MAX_HEADER_BYTES / 4;
/// What a reason takes beside its text, about.
const REASON_BYTES: usize = 48;

/// What we have of the chains that came through a party: its own, and those it handed on.
pub(super) fn of(reader: &Reader, party: Org) -> Result<Vec<Ack>, ExchangeError> {
    let mut acks: Vec<Ack> = received_through(reader, party)?.iter().filter_map(received_of).filter_map(ack).collect();
    shorten(&mut acks);
    Ok(acks)
}

/// Leaves out reasons beyond what a header has room for; how many lines were not used is told whole.
fn shorten(acks: &mut [Ack]) {
    let mut room = MOST_REASON_BYTES;
    for ack in acks {
        ack.quarantined.truncate(MOST_REASONS);
        ack.quarantined.retain(|line| {
            let bytes = line.reason.len().saturating_add(REASON_BYTES);
            let left = room.checked_sub(bytes);
            room = left.unwrap_or(room);
            left.is_some()
        });
    }
}

fn ack(received: &Received) -> Option<Ack> {
    let through = received.seq;
    let next = through.saturating_add(1);
    let held: Vec<u32> = received.held.iter().map(|held| held.number).collect();
    let missing = missing(received);
    let quarantined =
        received.quarantined.iter().map(|line| Quarantined { seq: line.seq, reason: line.reason.clone() }).collect();
    let unused = received.unused();
    let hash = from_lower_hex(&received.hash).map(Hash).filter(|_| through > 0).unwrap_or(Hash::ZERO);
    let through = if hash == Hash::ZERO { 0 } else { through };
    let epoch = from_lower_hex(&received.epoch).map_or(NO_EPOCH, Epoch);
    received.org().map(|org| Ack { org, epoch, through, hash, next, missing, held, quarantined, unused })
}

/// What an acknowledgement changes here, found before anything is saved.
pub(super) enum Change {
    /// The party has more of our own chain; packages to it that are acknowledged thereby.
    Own(Box<(Entry, Party)>, Vec<(Entry, Pack)>),
    /// It has more of a chain that came from below.
    Handed(Box<(Entry, Received)>),
}

impl Change {
    /// Adds it to a save, unless that writes the same record anyhow.
    pub(super) fn add_to(self, batch: &mut Batch) {
        match self {
            Change::Own(party, packs) => {
                let (before, party) = *party;
                batch.change(VERB, &before, Record::Party(Box::new(party)));
                packs.into_iter().for_each(|(before, pack)| batch.change(VERB, &before, Record::Pack(Box::new(pack))));
            }
            Change::Handed(received) => {
                let (before, received) = *received;
                if !batch.changes(&before) {
                    batch.change(VERB, &before, Record::Received(Box::new(received)));
                }
            }
        }
    }
}

/// What the acknowledgements of a package change; an older one changes nothing. Refused whole where one names a line that was
/// never written here. One that names an earlier line than those before it tells that the other desk has lost what came after (it
/// came back from a backup): what is sent next begins there again.
pub(super) fn changes(site: Site<'_>, header: &Header, today: Option<Date>) -> Result<Vec<Change>, ExchangeError> {
    let reader = site.reader;
    let sender = reader.entry(Kind::Party, header.from.0)?;
    let sender = sender.as_ref().and_then(party_of);
    let is_above = sender.is_some_and(|party| party.role == UPPER);
    let mut changes = Vec::new();
    for ack in &header.acks {
        let is_news = match sender {
            Some(party) => is_news(reader, party, header, ack)?,
            None => false,
        };
        let change = match (ack.org == reader.desk(), is_above) {
            (true, _) => own(site, header, (ack, is_news), today)?,
            (false, true) => handed(site, (ack, is_news))?,
            (false, false) if ack.through == 0 => None,
            // Chains of others go upward only: who is below has nothing of them to acknowledge.
            (false, false) => {
                let (from, org, through) = (header.from, ack.org, ack.through);
                return Err(ExchangeError::AcknowledgesTooMuch { from, org, through });
            }
        };
        changes.extend(change);
    }
    Ok(changes)
}

/// Whether an acknowledgement that names an earlier line than we know of is younger than what told us so, rather than one that
/// came late. The numbers of a desk that came back from a backup begin again where the backup ends, and so may lie below those we
/// have seen: then lines that it misses tell, while a package of ours waits there that nothing has acknowledged since.
fn is_news(reader: &Reader, party: &Party, header: &Header, ack: &Ack) -> Result<bool, ExchangeError> {
    if header.number >= party.last_receipt {
        return Ok(true);
    }
    let Some(least) = ack.held.iter().min().filter(|_| !ack.missing.is_empty()) else { return Ok(false) };
    let mut waits = false;
    packs_to(reader, header.from, &mut |_, pack| {
        waits |= pack.state != ACKNOWLEDGED && ack.held.contains(&pack.number);
        pack.number > *least
    })?;
    Ok(waits)
}

/// A line of our chain, or of a copy, that a receipt names: its hash and where it ends. The one before the first has no hash.
fn named(journal: &JournalReader, begin: Mark, ack: &Ack) -> Result<Option<(String, u64)>, ExchangeError> {
    if ack.through == 0 {
        return Ok(Some((String::new(), 0)));
    }
    let begin = if ack.through < begin.seq { Mark::START } else { begin };
    let found = end_of(journal, begin, ack.through)?.filter(|(hash, _)| *hash == ack.hash);
    Ok(found.map(|(hash, end)| (hash.to_string(), end)))
}

/// Where what was acknowledged ends.
pub(super) fn mark_of(seq: u64, hash: &str, end: u64) -> Mark {
    if seq > 0 { Mark { seq, hash: hash_of(hash), end, ..Mark::START } } else { Mark::START }
}

/// Why an acknowledgement of lines that we have not sent is refused: the desk above has those from before, and has not agreed yet to the
/// installation of which it keeps a package of ours; or it is not known.
fn too_much(site: Site<'_>, header: &Header, ack: &Ack) -> Result<ExchangeError, ExchangeError> {
    let (from, org, through) = (header.from, ack.org, ack.through);
    let mut waits = false;
    if from.is_above(org) {
        packs_to(site.reader, from, &mut |_, pack| {
            waits = pack.is_out() && ack.held.contains(&pack.number);
            !waits
        })?;
    }
    Ok(if waits {
        ExchangeError::NotAgreed { from, through }
    } else {
        ExchangeError::AcknowledgesTooMuch { from, org, through }
    })
}

fn own(
    site: Site<'_>,
    header: &Header,
    (ack, is_news): (&Ack, bool),
    today: Option<Date>,
) -> Result<Option<Change>, ExchangeError> {
    let reader = site.reader;
    let Some(before) = reader.entry(Kind::Party, header.from.0)? else { return Ok(None) };
    let Some(party) = party_of(&before).cloned() else { return Ok(None) };
    let lowers = ack.through < party.acked_seq;
    if lowers && !is_news {
        return Ok(None);
    }
    if ack.through == party.acked_seq {
        let is_same = ack.hash.to_string() == party.acked_hash && is_news;
        let told = if is_same { unused::told(site, &party, ack)? } else { None };
        let told = told.map(|party| Party { acked_on: today, last_receipt: header.number, ..party });
        return Ok(told.map(|party| Change::Own(Box::new((before, party)), Vec::new())));
    }
    let begin = mark_of(party.acked_seq, &party.acked_hash, party.acked_end);
    let Some((hash, end)) = named(&own_journal(site)?, begin, ack)? else { return Err(too_much(site, header, ack)?) };
    // Nobody can have a line that was in no package.
    let (mut packs, mut sent) = (Vec::new(), party.acked_seq);
    let least = party.acked_seq.min(ack.through);
    packs_to(reader, header.from, &mut |entry, pack| {
        // A package holds the line that says it is made, which is the one after `last`.
        sent = sent.max(if pack.last > 0 { pack.last.saturating_add(1) } else { 0 });
        let state = if lowers { unacknowledged(pack, ack.through) } else { acknowledged(pack, ack.through) };
        if let Some(state) = state {
            packs.push((entry.clone(), Pack { state: state.to_owned(), ..pack.clone() }));
        }
        pack.last == 0 || pack.last > least
    })?;
    if ack.through > sent {
        return Err(too_much(site, header, ack)?);
    }
    let acked_epoch = if ack.through > 0 { ack.epoch.to_string() } else { String::new() };
    let party = unused::told(site, &party, ack)?.unwrap_or(party);
    let party = Party {
        acked_epoch,
        acked_seq: ack.through,
        acked_hash: hash,
        acked_end: end,
        acked_on: today,
        last_receipt: header.number,
        ..party
    };
    Ok(Some(Change::Own(Box::new((before, party)), packs)))
}

fn handed(site: Site<'_>, (ack, is_news): (&Ack, bool)) -> Result<Option<Change>, ExchangeError> {
    let Some(before) = site.reader.entry(Kind::Received, ack.org.0)? else { return Ok(None) };
    let Some(received) = received_of(&before).cloned() else { return Ok(None) };
    if ack.through == received.acked_seq || (ack.through < received.acked_seq && !is_news) {
        return Ok(None);
    }
    let path = copies::path_of(site.root, ack.org);
    let copy = JournalReader::at_rest(std::sync::Arc::clone(site.disk), &path, received.bytes);
    let begin = mark_of(received.acked_seq, &received.acked_hash, received.acked_end);
    // Our copy may have been lost or replaced since it was handed up: then this acknowledges nothing, and it is handed up again.
    let found = if ack.through > received.seq { None } else { named(&copy, begin, ack)? };
    let Some((acked_hash, acked_end)) = found else {
        tracing::warn!(org = %ack.org, through = ack.through, "what is acknowledged is not in the copy here");
        return Ok(None);
    };
    // Mostly nothing is behind it.
    let behind = reported_after(&copy, mark_of(ack.through, &acked_hash, acked_end))?;
    let acked_told = received.told.saturating_sub(behind);
    let received = Received { acked_seq: ack.through, acked_hash, acked_end, acked_told, ..received };
    Ok(Some(Change::Handed(Box::new((before, received)))))
}

fn hash_of(text: &str) -> Hash {
    from_lower_hex(text).map_or(Hash::ZERO, Hash)
}

/// The hash of a line behind `begin`, and where it ends; none where the chain is shorter.
pub(super) fn end_of(journal: &JournalReader, begin: Mark, seq: u64) -> Result<Option<(Hash, u64)>, ExchangeError> {
    if seq <= begin.seq {
        return Ok((seq == begin.seq && seq > 0).then_some((begin.hash, begin.end)));
    }
    for line in journal.lines_after(begin)? {
        let line = line?;
        if line.envelope.seq == seq {
            return Ok(Some((line.envelope.hash, line.end)));
        }
    }
    Ok(None)
}

/// Whether a place in our journal is one: the line after it has its hash before it, or there is none.
pub(super) fn is_line(journal: &JournalReader, mark: &Mark) -> Result<bool, ExchangeError> {
    if mark.end >= journal.end() {
        return Ok(mark.end == journal.end());
    }
    match journal.read_at(mark.end) {
        Ok(line) => Ok(line.envelope.prev == mark.hash && line.envelope.seq == mark.seq.saturating_add(1)),
        Err(ReadError::Damage(_)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// How many of our lines count as to be reported, up to now; `former` is a package's last line and its number of such lines.
pub(super) fn reported(journal: &JournalReader, from: Mark, former: Option<(u64, u64)>) -> Result<u64, ExchangeError> {
    // Behind its last line a package has the one that says it is made, which does not count.
    let former = former.filter(|(last, _)| last.saturating_add(1) == from.seq);
    let (from, before) = former.map_or((Mark::START, 0), |(_, reported)| (from, reported));
    Ok(before + reported_after(journal, from)?)
}

/// How many of our lines behind a place count as to be reported.
pub(super) fn reported_after(journal: &JournalReader, from: Mark) -> Result<u64, ExchangeError> {
    let mut count = 0;
    for line in journal.lines_after(from)? {
        count += u64::from(line?.is_reported());
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::model::received;
    use crate::sync::package::Sort;

    #[test]
    fn however_many_lines_were_not_used_the_acknowledgements_have_room() {
        let quarantined = (1..=200)
            .map(|seq| received::Quarantined {
                seq: u64::MAX - seq,
                reason: "这一行写的是别的单位的记录，没有采用".repeat(2),
            })
            .collect::<Vec<_>>();
        let chain = |serial: u64| Received {
            code: (430_122_105_000 + serial).to_string(),
            seq: 5,
            hash: "1".repeat(64),
            quarantined: quarantined.clone(),
            ..Received::default()
        };
        let mut acks: Vec<Ack> = (0..900).filter_map(|serial| ack(&chain(serial))).collect();
        shorten(&mut acks);
        let mut header =
            Header::new(Sort::Receipt, Org(430_122), Org(430_122_105_001), 1, "2026-11-23T09:12:33+08:00", 1);
        header.acks = acks;
        header.fits().unwrap();
        assert!(header.acks.iter().all(|ack| ack.unused == 200 && ack.quarantined.len() <= MOST_REASONS));
        assert_eq!(header.acks[0].quarantined.len(), MOST_REASONS);
        let told: usize = header.acks.iter().map(|ack| ack.quarantined.len()).sum();
        assert!((1_000..3_000).contains(&told), "{told}");
    }
}
