//! How this desk stands with those above it and below it: what was not reported yet, and what came from whom.
//!
//! Read from records and from the end of our journal: a desk that stays open gives the former [`Counted`] back, and then only the
//! lines written since are read.

use std::collections::BTreeMap;

use super::acks::is_line;
use super::{ExchangeError, lowers, packs_to, party_of, received, received_of, upper};
use crate::model::codes::CodeLists;
use crate::model::completeness::{self, Arrivals};
use crate::model::pack::Pack;
use crate::model::party::Party;
use crate::model::received::Received;
use crate::model::stats::Period;
use crate::model::upward::{Owed, Upward};
use crate::model::{Date, Kind, Org};
use crate::store::journal::{Hash, JournalReader, Line, Mark};
use crate::store::keys::from_lower_hex;
use crate::store::reader::Reader;

/// How many lines of our own chain count as to be reported, up to a place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    mark: Mark,
    lines: u64,
    begun_on: Option<Date>,
}

impl Default for Counted {
    /// Nothing was counted yet.
    fn default() -> Counted {
        Counted { mark: Mark::START, lines: 0, begun_on: None }
    }
}

/// How this desk stands with all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The party above, confirmed or not.
    pub upper: Option<Party>,
    /// How far our own records have gone there; all zeros without one.
    pub upward: Upward,
    /// Decisions of the desks above that wait for a step of ours.
    pub decisions: u64,
    /// The parties below, in list order.
    pub below: Vec<Below>,
    /// What is known of our own chain: for the next reading.
    pub counted: Counted,
}

/// One party below, with what came from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Below {
    /// The party.
    pub party: Party,
    /// What is known of its own chain; none before its first package.
    pub received: Option<Received>,
    /// Chains of others that came through it.
    pub handed: u64,
    /// What is to be decided or asked for, its own chain and those it handed on together.
    pub troubles: Troubles,
}

/// What did not fit of some chains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Troubles {
    /// Packages that wait 暂存.
    pub held: u64,
    /// Ranges of lines that never came 缺口.
    pub gaps: u64,
    /// Packages of another installation, which somebody has to agree to.
    pub installations: u64,
    /// Chains that parted from our copy 冲突.
    pub forks: u64,
    /// Lines that were not used 隔离.
    pub quarantined: u64,
}

impl Troubles {
    /// What did not fit of a chain.
    pub fn of(received: &Received) -> Troubles {
        let count = |many: usize| u64::try_from(many).unwrap_or(u64::MAX);
        Troubles {
            held: count(received.held.len()),
            gaps: count(missing(received).len()),
            installations: count(received.installations().count()),
            forks: u64::from(!received.forked.is_empty()),
            quarantined: count(received.quarantined.len()),
        }
    }

    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        *self == Troubles::default()
    }

    fn add(&mut self, other: Troubles) {
        self.held += other.held;
        self.gaps += other.gaps;
        self.installations += other.installations;
        self.forks += other.forks;
        self.quarantined += other.quarantined;
    }
}

/// The ranges of lines that are missing before what waits, first and last line.
pub fn missing(received: &Received) -> Vec<(u64, u64)> {
    let (mut missing, mut begin) = (Vec::new(), received.seq.saturating_add(1));
    let mut ranges: Vec<(u64, u64)> = received.held.iter().map(|held| (held.first, held.last)).collect();
    ranges.sort_unstable();
    for (first, last) in ranges {
        if first > begin {
            missing.push((begin, first - 1));
        }
        begin = begin.max(last.saturating_add(1));
    }
    missing
}

impl Standing {
    /// Reads it. `counted` is that of the former reading, or the default.
    pub fn of(reader: &Reader, journal: &JournalReader, counted: Counted) -> Result<Standing, ExchangeError> {
        Ok(Standing { below: below(reader)?, ..Standing::above(reader, journal, counted)? })
    }

    /// As [`Standing::of`] but for the parties below, of which there may be thousands: none is read.
    pub fn above(reader: &Reader, journal: &JournalReader, counted: Counted) -> Result<Standing, ExchangeError> {
        let upper = upper(reader)?.as_ref().and_then(party_of).cloned();
        let mut standing = Standing {
            upper: None,
            upward: Upward::default(),
            decisions: reader.waiting_total().saturating_sub(reader.revoked_total()),
            below: Vec::new(),
            counted,
        };
        if let Some(party) = upper {
            let packs = packs_since(reader, &party)?;
            standing.counted = count(journal, counted, &party, &packs)?;
            standing.upward = Upward::of(standing.counted.lines, &party, &packs);
            standing.upper = Some(party);
        }
        Ok(standing)
    }

    /// What is owed above: its decisions alone without a party above.
    pub fn owed(&self, codes: &CodeLists, today: Date) -> Owed {
        let decisions = self.decisions;
        if self.upper.is_none() {
            return Owed { decisions, ..Owed::default() };
        }
        Owed::of(decisions, &self.upward, self.counted.begun_on, codes, today)
    }

    /// How each party below that is not revoked stands with a period, in the order of [`Standing::below`].
    pub fn reported(
        &self,
        arrivals: &BTreeMap<Org, Arrivals>,
        period: Period,
        codes: &CodeLists,
        today: Date,
    ) -> Vec<completeness::Row> {
        let nothing = Arrivals::default();
        let parties = self.below.iter().filter(|below| below.party.is_confirmed());
        let row = |org: Org| completeness::row(org, arrivals.get(&org).unwrap_or(&nothing), period, codes, today);
        parties.filter_map(|below| below.party.org()).map(row).collect()
    }
}

/// When packages of each chain came, by the days they were made: of every revision of the `received` records in our journal, which
/// is read through. What was written before `since` is passed over.
pub fn arrivals(journal: &JournalReader, since: Date) -> Result<BTreeMap<Org, Arrivals>, ExchangeError> {
    let mut arrivals: BTreeMap<Org, Arrivals> = BTreeMap::new();
    for line in journal.lines_after(Mark::START)? {
        let line = line?;
        let is_told = line.envelope.kind == Kind::Received.key();
        let told = line.body.data().filter(|_| is_told).and_then(|data| serde_json::from_str::<Received>(data).ok());
        let Some((org, received)) = told.and_then(|received| Some((received.org()?, received))) else { continue };
        let Some(made_on) = received.made_on().filter(|on| *on >= since) else { continue };
        let of = arrivals.entry(org).or_default();
        if of.made_on.last() != Some(&made_on) {
            of.made_on.push(made_on);
        }
        of.last_on = of.last_on.max(received.last_on());
    }
    Ok(arrivals)
}

/// Our packages to a party from the newest back to the last one that it has acknowledged.
fn packs_since(reader: &Reader, party: &Party) -> Result<Vec<Pack>, ExchangeError> {
    let (Some(org), mut packs) = (party.org(), Vec::new()) else { return Ok(Vec::new()) };
    packs_to(reader, org, &mut |_, pack| {
        packs.push(pack.clone());
        !(pack.is_upward() && pack.has_arrived(party.acked_seq))
    })?;
    Ok(packs)
}

/// Counts on from where it was counted before, or from what was acknowledged.
fn count(journal: &JournalReader, counted: Counted, party: &Party, packs: &[Pack]) -> Result<Counted, ExchangeError> {
    let mut counted = match is_line(journal, &counted.mark)? && counted.mark.seq > 0 {
        true => counted,
        false => acknowledged(journal, party, packs)?,
    };
    if counted.begun_on.is_none() && journal.end() > 0 {
        counted.begun_on = day_of(&journal.read_at(0)?);
    }
    let mut lines = journal.lines_after(counted.mark)?;
    for line in &mut lines {
        let kind: Option<Kind> = line?.envelope.kind.parse().ok();
        counted.lines += u64::from(kind.is_some_and(Kind::is_reported));
    }
    counted.mark = lines.mark();
    Ok(counted)
}

/// What a package had counted that was acknowledged whole; from the first line on where there is none.
fn acknowledged(journal: &JournalReader, party: &Party, packs: &[Pack]) -> Result<Counted, ExchangeError> {
    let end = party.acked_end;
    // Behind its last line a package has the one that says it is made, which does not count.
    let pack = packs.iter().find(|pack| pack.is_upward() && pack.last.saturating_add(1) == party.acked_seq);
    let Some((pack, hash)) = pack.zip(from_lower_hex(&party.acked_hash)) else { return Ok(Counted::default()) };
    let mark = Mark { seq: party.acked_seq, hash: Hash(hash), start: end, end, chain: 0 };
    Ok(match is_line(journal, &mark)? {
        true => Counted { mark, lines: pack.reported, begun_on: None },
        false => Counted::default(),
    })
}

fn day_of(line: &Line) -> Option<Date> {
    line.envelope.at.get(..10)?.parse().ok()
}

/// The parties below with what came from each and through it.
fn below(reader: &Reader) -> Result<Vec<Below>, ExchangeError> {
    let mut own: BTreeMap<String, Received> = BTreeMap::new();
    let mut handed: BTreeMap<String, (u64, Troubles)> = BTreeMap::new();
    for entry in received(reader)? {
        let Some(received) = received_of(&entry) else { continue };
        if received.via == received.code || received.via.is_empty() {
            own.insert(received.code.clone(), received.clone());
        } else {
            let (chains, troubles) = handed.entry(received.via.clone()).or_default();
            *chains += 1;
            troubles.add(Troubles::of(received));
        }
    }
    let mut rows = Vec::new();
    for entry in lowers(reader)? {
        let Some(party) = party_of(&entry).cloned() else { continue };
        let received = own.remove(&party.code);
        let (handed, mut troubles) = handed.remove(&party.code).unwrap_or_default();
        troubles.add(received.as_ref().map(Troubles::of).unwrap_or_default());
        rows.push(Below { party, received, handed, troubles });
    }
    // What waits and was never taken in says not through whom it came: whose code its own begins with.
    for received in own.values() {
        if let Some(row) = rows.iter_mut().find(|row| received.code.starts_with(&row.party.code)) {
            row.troubles.add(Troubles::of(received));
        }
    }
    Ok(rows)
}
