//! What goes out: a package made of our chain, and of those that came to us from below, written to a stick.

use std::cell::Cell;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value as Json;

use super::{ExchangeError, acks, pack_of, packs_to, party_of, received, received_of, unacknowledged};
use crate::model::life::Verb;
use crate::model::pack::{MADE, Pack, RECEIPT, WRITTEN};
use crate::model::party::{LOWER, Party, REVOKED, UPPER};
use crate::model::received::Received;
use crate::model::{Date, Entry, Kind, Org, Record};
use crate::store::batch::Stamp;
use crate::store::copies::{self, Place};
use crate::store::desk::Desk;
use crate::store::disk::Disk;
use crate::store::journal::{CHAIN_KIND, Epoch, Hash, MAX_LINE_BYTES, Mark, chain_at, tells, withheld};
use crate::store::keys::from_lower_hex;
use crate::store::reader::{ReadError, Reader};
use crate::store::settings::Level;
use crate::sync::keys::{BoxPublic, OwnKeys};
use crate::sync::medium::{self, Progress, shown_path};
use crate::sync::package::{Ack, Header, PackError, SCHEMA, Section, Sort, Writer};

/// The most chains of others in one package: what one save of the receiver can speak of, beside our own.
const MOST_CHAINS: usize = 800;
/// The most in one that builds a lost desk anew, which is no save of the receiver's: what a header has room for. So a county, and a
/// city, come back with one package.
const MOST_GIVEN_BACK: usize = 3500;
/// How many bytes of a journal make one of a package, about: its lines are mostly digits of hashes, which do not shrink.
const SHRINKS: u64 = 2;
/// What a package of nothing has.
const LEAST_BYTES: u64 = 4096;
/// The verb of a package that stands on the stick.
pub(super) const PACK_VERB: &str = "written";

/// What is to be sent.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// Which sort of package.
    pub sort: Sort,
    /// To whom.
    pub to: Org,
    /// Into which folder.
    pub folder: &'a Path,
}

/// A package that stands in its folder, whole and durable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The file.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// Its number among those to this party.
    pub number: u32,
    /// Lines in it that are told to people ([`crate::store::journal::Line::is_reported`]), of all chains.
    pub lines: u64,
    /// Of these, lines of desks below that are handed on.
    pub handed: u64,
    /// Chains in it.
    pub chains: usize,
}

/// Sends to a party: one package, or several where there are more chains than one may hold. Each is complete in itself: should a
/// later one fail, what was written stays good.
pub fn send(
    desk: &mut Desk,
    keys: &OwnKeys,
    order: &Order<'_>,
    stamp: &Stamp,
    progress: &mut Progress<'_>,
) -> Result<Vec<Sent>, ExchangeError> {
    let reader = desk.reader();
    let party = trusted(&reader, order)?;
    let mut others = others(&reader, desk.root(), order)?;
    let mut from = own_from(desk, &party, order)?;
    let gives_back = order.sort == Sort::Full && party.role == LOWER;
    let (most, mut sent) = (if gives_back { MOST_GIVEN_BACK } else { MOST_CHAINS }, Vec::new());
    loop {
        let some: Vec<Part> = others.drain(..others.len().min(most)).collect();
        let (one, through) = one(desk, keys, order, &party, (from, some), stamp, progress)?;
        sent.push(one);
        from = through;
        if others.is_empty() {
            return Ok(sent);
        }
    }
}

/// The name of the last receipt written for a party; none before the first, or where more of its own chain came in since.
pub fn last_receipt(reader: &Reader, to: Org) -> Result<Option<String>, ReadError> {
    let mut last = None;
    packs_to(reader, to, &mut |entry, pack| {
        if pack.sort == RECEIPT && pack.is_out() {
            last = Some((entry.clone(), pack.file.clone()));
        }
        last.is_none()
    })?;
    let Some((receipt, file)) = last else { return Ok(None) };
    let own = reader.of(reader.desk());
    let came = own.entry(Kind::Received, to.0)?.map(|entry| own.written_at(&entry)).transpose()?.flatten();
    Ok((came <= own.written_at(&receipt)?).then_some(file))
}

/// The party, if such a package may go to it.
fn trusted(reader: &Reader, order: &Order<'_>) -> Result<Party, ExchangeError> {
    let entry = reader.entry(Kind::Party, order.to.0)?;
    let party = entry.as_ref().and_then(party_of).cloned().ok_or(ExchangeError::NoParty(order.to))?;
    let name = party.called().to_owned();
    let goes = match order.sort {
        Sort::Up => party.role == UPPER,
        Sort::Down => party.role == LOWER,
        Sort::Full | Sort::Receipt => true,
    };
    if party.is_confirmed() && goes {
        Ok(party)
    } else if party.status == REVOKED {
        Err(ExchangeError::Revoked { name })
    } else if !party.is_confirmed() {
        Err(ExchangeError::NotConfirmed { name })
    } else {
        Err(ExchangeError::WrongWay { name, sort: order.sort })
    }
}

/// Lines of one chain that go into a package.
struct Part {
    org: Org,
    path: PathBuf,
    epoch: Epoch,
    /// Behind this line.
    from: Mark,
    /// Through this one.
    to: Mark,
}

impl Part {
    fn section(&self) -> Section {
        let (first, last) = (self.from.seq.saturating_add(1), self.to.seq);
        let count = last.saturating_sub(self.from.seq);
        Section { org: self.org, epoch: self.epoch, first, last, before: self.from.hash, after: self.to.hash, count }
    }

    fn bytes(&self) -> u64 {
        self.to.end.saturating_sub(self.from.end)
    }
}

/// Behind which of our own lines the package begins.
fn own_from(desk: &Desk, party: &Party, order: &Order<'_>) -> Result<Mark, ExchangeError> {
    if order.sort == Sort::Full {
        return Ok(Mark::START);
    }
    let hash = from_lower_hex(&party.acked_hash).map(Hash).unwrap_or(Hash::ZERO);
    let mark = Mark { seq: party.acked_seq, hash, start: party.acked_end, end: party.acked_end, chain: 0 };
    // What a bent record says is sent again from the first line on, which harms nothing.
    let is_ours = mark.seq == 0 || acks::is_line(&desk.journal(), &mark)?;
    Ok(if is_ours { mark } else { Mark::START })
}

/// The chains of others that go along: upward those from below, as far as they are not acknowledged; to a party that is built anew
/// its own, and those that it had handed up.
fn others(reader: &Reader, root: &Path, order: &Order<'_>) -> Result<Vec<Part>, ExchangeError> {
    let mut parts = Vec::new();
    if matches!(order.sort, Sort::Down | Sort::Receipt) {
        return Ok(parts);
    }
    let party = reader.entry(Kind::Party, order.to.0)?;
    let party = party.as_ref().and_then(party_of);
    let is_upward = party.is_some_and(|party| party.role == UPPER);
    // Who has acknowledged nothing of ours, as after it got another computer, has none of those either.
    let is_whole = order.sort == Sort::Full || (is_upward && party.is_some_and(|party| party.acked_seq == 0));
    let own = || reader.entry(Kind::Received, order.to.0).map(Vec::from_iter);
    // Below a station there is nobody.
    let has_below = Level::of(order.to) != Level::Station;
    let found = match (is_upward, order.sort) {
        (true, _) if is_whole => received(reader)?,
        (true, _) => unacknowledged(reader)?,
        (false, _) if has_below => received(reader)?,
        (false, _) => own()?,
    };
    for entry in found {
        let Some((received, org)) = received_of(&entry).and_then(|received| Some((received, received.org()?))) else {
            continue;
        };
        let is_wanted = match is_upward {
            true => reader.place(org)? == Place::Below,
            false => org == order.to || order.to.is_above(org),
        };
        if is_wanted {
            parts.extend(part_of(received, org, root, is_whole));
        }
    }
    if !is_upward {
        // With its own chain it is known to be a package that builds it anew.
        parts.sort_by_key(|part| part.org != order.to);
    }
    Ok(parts)
}

/// What of a chain from below is new to the party above; nothing where it has everything.
fn part_of(received: &Received, org: Org, root: &Path, whole: bool) -> Option<Part> {
    let epoch = Epoch(from_lower_hex(&received.epoch)?);
    let hash = |text: &str| from_lower_hex(text).map(Hash);
    let to = Mark { seq: received.seq, hash: hash(&received.hash)?, start: 0, end: received.bytes, chain: 0 };
    let from = match hash(&received.acked_hash) {
        Some(hash) if !whole && received.acked_seq > 0 => {
            Mark { seq: received.acked_seq, hash, start: 0, end: received.acked_end, chain: 0 }
        }
        _ => Mark::START,
    };
    (to.seq > from.seq && to.end > from.end).then(|| Part { org, path: copies::path_of(root, org), epoch, from, to })
}

/// Makes one package and writes it; with how far our own chain goes in it.
fn one(
    desk: &mut Desk,
    keys: &OwnKeys,
    order: &Order<'_>,
    party: &Party,
    (from, others): (Mark, Vec<Part>),
    stamp: &Stamp,
    progress: &mut Progress<'_>,
) -> Result<(Sent, Mark), ExchangeError> {
    let box_key: BoxPublic = party.box_key.parse()?;
    let acks = acks::of(&desk.reader(), order.to)?;
    if order.sort == Sort::Receipt && acks.is_empty() {
        return Err(ExchangeError::NothingToAcknowledge { name: party.called().to_owned() });
    }
    check_room(desk, order, from, stamp, (&others, &acks))?;
    let made = make(desk, keys, order, from, stamp)?;
    let (mut parts, through) = own_part(desk, order, from)?;
    parts.extend(others);
    let number = pack_of(&made).map_or(1, |pack| pack.number);
    let header = header(desk, order, number, stamp, (&parts, acks));
    let bytes = parts.iter().fold(0_u64, |sum, part| sum.saturating_add(part.bytes()));
    let name = header.name().to_string();
    let (disk, owner) = (Arc::clone(desk.disk()), desk.org());
    let estimate = LEAST_BYTES.saturating_add(bytes / SHRINKS);
    let place = medium::Order { disk: disk.as_ref(), folder: order.folder, name: &name, owner, estimate };
    let (told, handed) = (Cell::new(0), Cell::new(0));
    let fill = |out: &mut dyn Write| -> Result<(), PackError> {
        told.set(0);
        handed.set(0);
        let mut writer = Writer::new(out, &box_key, &header)?;
        for part in &parts {
            let to = (order.sort == Sort::Down || part.org == owner && party.role == LOWER).then_some(order.to);
            let lines = pour(disk.as_ref(), part, to, &mut writer)?;
            told.set(told.get() + lines);
            // What goes down to a desk that is built anew is its own.
            handed.set(handed.get() + if part.org == owner || party.role == LOWER { 0 } else { lines });
        }
        writer.finish(&keys.sign)?;
        Ok(())
    };
    let written = medium::write(&place, fill, progress)?;
    let (lines, handed, chains) = (told.get(), handed.get(), header.chains.len());
    let sent = Sent { path: written.path, name: written.name, bytes: written.bytes, number, lines, handed, chains };
    note(desk, &made, &sent, order.folder, stamp)?;
    Ok((sent, through))
}

/// Whether the header will have room: asked before it is saved that a package is made, which would stay for nothing.
fn check_room(
    desk: &Desk,
    order: &Order<'_>,
    from: Mark,
    stamp: &Stamp,
    (others, acks): (&[Part], &[Ack]),
) -> Result<(), ExchangeError> {
    let mut header = header(desk, order, u32::MAX, stamp, (&own_part(desk, order, from)?.0, acks.to_vec()));
    header.chains.extend(others.iter().map(Part::section));
    Ok(header.fits()?)
}

/// Saves that a package is being made: the line goes with it.
fn make(desk: &mut Desk, keys: &OwnKeys, order: &Order<'_>, from: Mark, stamp: &Stamp) -> Result<Entry, ExchangeError> {
    let reader = desk.reader();
    let head = reader.last_mark()?.unwrap_or(Mark::START);
    let (mut number, mut reported) = (0, None);
    // What goes down reports nothing: our chain, which a desk with thousands below has long, is not counted for each of them.
    let is_upward = matches!(order.sort, Sort::Up | Sort::Full);
    packs_to(&reader, order.to, &mut |_, pack| {
        number = number.max(pack.number);
        let counts = pack.is_upward() && pack.has_arrived(from.seq);
        reported = reported.or(counts.then_some((pack.last, pack.reported)));
        is_upward && reported.is_none()
    })?;
    let reported = if is_upward { acks::reported(&desk.journal(), from, reported)? } else { 0 };
    let is_bare = order.sort == Sort::Receipt;
    let pack = Pack {
        sort: order.sort.key().to_owned(),
        number: number.saturating_add(1),
        to: order.to.to_string(),
        first: if is_bare { 0 } else { from.seq.saturating_add(1) },
        last: if is_bare { 0 } else { head.seq },
        head: head.hash.to_string(),
        signature: hex::encode(keys.sign.sign(&head.hash.0)),
        state: MADE.to_owned(),
        reported,
        on: day_of(stamp),
        by: stamp.by.clone(),
        ..Pack::default()
    };
    let mut batch = desk.batch(stamp.clone());
    batch.add(Record::Pack(Box::new(pack)));
    let saved = desk.commit(batch)?;
    saved.into_iter().next().ok_or(ExchangeError::NoParty(order.to))
}

/// The lines of our own chain that go along, and through which one.
fn own_part(desk: &Desk, order: &Order<'_>, from: Mark) -> Result<(Vec<Part>, Mark), ExchangeError> {
    let to = desk.reader().last_mark()?.unwrap_or(Mark::START);
    if order.sort == Sort::Receipt {
        return Ok((Vec::new(), to));
    }
    let path = desk.journal().path().to_path_buf();
    let chain = chain_at(desk.disk(), &path, &to)?.ok_or(ExchangeError::LostCopy(desk.org()))?;
    Ok((vec![Part { org: desk.org(), path, epoch: chain.start.epoch, from, to }], to))
}

fn header(desk: &Desk, order: &Order<'_>, number: u32, stamp: &Stamp, (parts, acks): (&[Part], Vec<Ack>)) -> Header {
    let mut header = Header::new(order.sort, desk.org(), order.to, number, &stamp.at, SCHEMA);
    header.chains = parts.iter().map(Part::section).collect();
    header.acks = acks;
    header
}

/// Saves that the package stands on the stick.
fn note(desk: &mut Desk, made: &Entry, sent: &Sent, folder: &Path, stamp: &Stamp) -> Result<(), ExchangeError> {
    let Some(pack) = pack_of(made) else { return Ok(()) };
    let pack = Pack {
        state: WRITTEN.to_owned(),
        file: sent.name.clone(),
        place: shown_path(folder),
        bytes: sent.bytes,
        count: u32::try_from(sent.lines).unwrap_or(u32::MAX),
        handed: u32::try_from(sent.handed).unwrap_or(u32::MAX),
        ..pack.clone()
    };
    let mut batch = desk.batch(stamp.clone());
    batch.change(PACK_VERB, made, Record::Pack(Box::new(pack)));
    desk.commit(batch)?;
    Ok(())
}

/// Writes the lines of a part as they stand; `to` a party below, with the bodies withheld that are not for it. How many of them are
/// told to people.
fn pour<W: Write>(disk: &dyn Disk, part: &Part, to: Option<Org>, writer: &mut Writer<W>) -> Result<u64, PackError> {
    let mut file = disk.open_read(&part.path)?;
    file.seek(SeekFrom::Start(part.from.end))?;
    let mut input = BufReader::new(file.take(part.bytes()));
    let (mut line, mut told) = (Vec::new(), 0);
    loop {
        line.clear();
        let longest = u64::try_from(MAX_LINE_BYTES).unwrap_or(u64::MAX);
        if (&mut input).take(longest).read_until(b'\n', &mut line)? == 0 {
            return Ok(told);
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        match to.filter(|to| !is_for(&line, *to)).and_then(|_| withheld(&line)) {
            Some(bare) => writer.line(&bare)?,
            None => {
                writer.line(&line)?;
                told += u64::from(tells(&line));
            }
        }
    }
}

/// Whether a line of ours is for a party below: what all below share (people, units, code lists), and what is decided about
/// issues of its own or of those below it.
fn is_for(line: &[u8], to: Org) -> bool {
    let Some((envelope, body)) = std::str::from_utf8(line).ok().and_then(|line| line.split_once('\t')) else {
        return false;
    };
    let read = |text: &str| serde_json::from_str::<Json>(text).unwrap_or_default();
    let envelope = read(envelope);
    let kind = envelope.get("kind").and_then(Json::as_str).unwrap_or_default();
    match kind.parse::<Kind>().ok() {
        // A line of the chain itself, installation and key, is for everybody; what this version does not know is for nobody.
        None => kind == CHAIN_KIND,
        Some(Kind::Deputy | Kind::Unit | Kind::Setting) => true,
        Some(Kind::Handling) => {
            let body = read(body);
            let said = |field: &str| body.pointer(field).and_then(Json::as_str).unwrap_or_default();
            // Why a decision from above goes no further is no step for those below.
            said("/data/station").starts_with(&to.to_string()) && said("/data/verb") != Verb::Decline.spec().key
        }
        Some(_) => false,
    }
}

fn day_of(stamp: &Stamp) -> Option<Date> {
    stamp.at.get(..10).and_then(|day| day.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_concerns_a_desk_goes_down_to_it() {
        let station = Org(430_122_105_001);
        let line = |kind: &str, data: &str| format!(r#"{{"seq":1,"kind":"{kind}"}}{}{{"data":{data}}}"#, '\t');
        let goes = |kind: &str, data: &str| is_for(line(kind, data).as_bytes(), station);
        for kind in ["chain", "deputy", "unit", "setting"] {
            assert!(goes(kind, "{}"), "{kind}");
        }
        assert!(goes("handling", r#"{"station":"430122105001"}"#));
        assert!(!goes("handling", r#"{"station":"430122105002"}"#));
        assert!(!goes("handling", r#"{"station":"430122105001","verb":"decline"}"#));
        for kind in ["issue", "visit", "party", "pack", "received", "report", "contact", "", "unheard-of"] {
            assert!(!goes(kind, "{}"), "{kind}");
        }
        assert!(!is_for(b"no line at all", station));
        // A city's decision about a station goes down by the county.
        assert!(is_for(line("handling", r#"{"station":"430122105001"}"#).as_bytes(), Org(430_122)));
    }
}
