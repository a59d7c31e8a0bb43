//! What one desk says it has of another's chains, given and taken.

use super::standing::missing;
use super::{ExchangeError, packs_to, party_of, received_of, received_through};
use crate::model::pack::Pack;
use crate::model::party::{Party, UPPER};
use crate::model::received::Received;
use crate::model::upward::acknowledged;
use crate::model::{Date, Entry, Kind, Org, Record};
use crate::store::batch::Batch;
use crate::store::copies;
use crate::store::desk::Desk;
use crate::store::journal::{Epoch, Hash, JournalReader, Mark, ReadError};
use crate::store::keys::from_lower_hex;
use crate::store::reader::Reader;
use crate::sync::package::{Ack, Header, Quarantined};

/// The verb under which a party's and a chain's acknowledgements are saved.
const VERB: &str = "receipt";
/// The digits of an installation that is not known.
const NO_EPOCH: Epoch = Epoch([0; 16]);

/// What we have of the chains that came through a party: its own, and those it handed on.
pub(super) fn of(reader: &Reader, party: Org) -> Result<Vec<Ack>, ExchangeError> {
    Ok(received_through(reader, party)?.iter().filter_map(received_of).filter_map(ack).collect())
}

fn ack(received: &Received) -> Option<Ack> {
    let through = received.seq;
    let next = through.saturating_add(1);
    let held: Vec<u32> = received.held.iter().map(|held| held.number).collect();
    let missing = missing(received);
    let quarantined =
        received.quarantined.iter().map(|line| Quarantined { seq: line.seq, reason: line.reason.clone() }).collect();
    let hash = from_lower_hex(&received.hash).map(Hash).filter(|_| through > 0).unwrap_or(Hash::ZERO);
    let through = if hash == Hash::ZERO { 0 } else { through };
    let epoch = from_lower_hex(&received.epoch).map_or(NO_EPOCH, Epoch);
    received.org().map(|org| Ack { org, epoch, through, hash, next, missing, held, quarantined })
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
/// never written here.
pub(super) fn changes(desk: &Desk, header: &Header, today: Option<Date>) -> Result<Vec<Change>, ExchangeError> {
    let sender = desk.reader().entry(Kind::Party, header.from.0)?;
    let is_above = sender.as_ref().and_then(party_of).is_some_and(|party| party.role == UPPER);
    let mut changes = Vec::new();
    for ack in header.acks.iter().filter(|ack| ack.through > 0) {
        let change = match (ack.org == desk.org(), is_above) {
            (true, _) => own(desk, header, ack, today)?,
            (false, true) => handed(desk, ack)?,
            // Chains of others go upward only: who is below has nothing of them to acknowledge.
            (false, false) => return Err(ExchangeError::AcknowledgesTooMuch { org: ack.org, through: ack.through }),
        };
        changes.extend(change);
    }
    Ok(changes)
}

fn own(desk: &Desk, header: &Header, ack: &Ack, today: Option<Date>) -> Result<Option<Change>, ExchangeError> {
    let reader = desk.reader();
    let Some(before) = reader.entry(Kind::Party, header.from.0)? else { return Ok(None) };
    let Some(party) = party_of(&before).cloned() else { return Ok(None) };
    if ack.through <= party.acked_seq {
        return Ok(None);
    }
    let too_much = || ExchangeError::AcknowledgesTooMuch { org: ack.org, through: ack.through };
    let begin = Mark { seq: party.acked_seq, hash: hash_of(&party.acked_hash), end: party.acked_end, ..Mark::START };
    let begin = if party.acked_seq > 0 { begin } else { Mark::START };
    let end =
        end_of(&desk.journal(), begin, ack.through)?.filter(|(hash, _)| *hash == ack.hash).ok_or_else(too_much)?.1;
    // Nobody can have a line that was in no package.
    let (mut packs, mut sent) = (Vec::new(), 0);
    packs_to(&reader, header.from, &mut |entry, pack| {
        // A package holds the line that says it is made, which is the one after `last`.
        sent = sent.max(if pack.last > 0 { pack.last.saturating_add(1) } else { 0 });
        if let Some(state) = acknowledged(pack, ack.through) {
            packs.push((entry.clone(), Pack { state: state.to_owned(), ..pack.clone() }));
        }
        pack.last == 0 || pack.last > party.acked_seq
    })?;
    if ack.through > sent {
        return Err(too_much());
    }
    let party = Party {
        acked_epoch: ack.epoch.to_string(),
        acked_seq: ack.through,
        acked_hash: ack.hash.to_string(),
        acked_end: end,
        acked_on: today,
        last_receipt: header.number,
        ..party
    };
    Ok(Some(Change::Own(Box::new((before, party)), packs)))
}

fn handed(desk: &Desk, ack: &Ack) -> Result<Option<Change>, ExchangeError> {
    let Some(before) = desk.reader().entry(Kind::Received, ack.org.0)? else { return Ok(None) };
    let Some(received) = received_of(&before).cloned() else { return Ok(None) };
    if ack.through <= received.acked_seq {
        return Ok(None);
    }
    let path = copies::path_of(desk.root(), ack.org);
    let copy = JournalReader::at_rest(std::sync::Arc::clone(desk.disk()), &path, received.bytes);
    let begin = match received.acked_seq {
        0 => Mark::START,
        seq => Mark { seq, hash: hash_of(&received.acked_hash), end: received.acked_end, ..Mark::START },
    };
    // Our copy may have been lost or replaced since it was handed up: then this acknowledges nothing, and it is handed up again.
    let found = if ack.through > received.seq { None } else { end_of(&copy, begin, ack.through)? };
    let Some((hash, end)) = found.filter(|(hash, _)| *hash == ack.hash) else {
        tracing::warn!(org = %ack.org, through = ack.through, "what is acknowledged is not in the copy here");
        return Ok(None);
    };
    let received = Received { acked_seq: ack.through, acked_hash: hash.to_string(), acked_end: end, ..received };
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
    let (from, mut count) = former.map_or((Mark::START, 0), |(_, reported)| (from, reported));
    for line in journal.lines_after(from)? {
        count += u64::from(line?.is_reported());
    }
    Ok(count)
}
