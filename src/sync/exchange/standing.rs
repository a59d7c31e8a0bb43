//! How this desk stands with those above it and below it: what was not reported yet, and what came from whom.
//!
//! Read from records and from the end of our journal: a desk that stays open gives the former [`Counted`] back, and then only the
//! lines written since are read.

use std::collections::BTreeMap;

use super::acks::is_line;
use super::below::{Below, Lowers, below};
use super::{ExchangeError, packs_to, party_of, upper};
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

/// What did not fit of some chains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Troubles {
    /// Packages that wait for lines that never came 暂存.
    pub held: u64,
    /// Ranges of lines that never came 缺口.
    pub gaps: u64,
    /// Chains of which another installation goes on, which somebody has to agree to; its packages count nowhere else 换机.
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
        let of_others = received.installations().count();
        Troubles {
            held: count(received.held.len().saturating_sub(of_others)),
            gaps: count(missing(received).len()),
            installations: u64::from(of_others > 0),
            forks: u64::from(!received.forked.is_empty()),
            quarantined: received.unused(),
        }
    }

    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        *self == Troubles::default()
    }

    /// Adds those of other chains.
    pub fn add(&mut self, other: Troubles) {
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

    /// As [`Standing::of`], with the parties below as they are kept: the lines written since are read.
    pub fn with(
        reader: &Reader,
        journal: &JournalReader,
        counted: Counted,
        (lowers, since): (&mut Lowers, Date),
    ) -> Result<Standing, ExchangeError> {
        let standing = Standing::above(reader, journal, counted)?;
        // A station has none: its journal is not read through for them.
        if reader.total(Kind::Party) <= u64::from(standing.upper.is_some()) {
            return Ok(standing);
        }
        lowers.read_on(journal, since)?;
        Ok(Standing { below: lowers.below(), ..standing })
    }

    /// As [`Standing::of`] but for the parties below, of which there may be thousands: none is read.
    pub fn above(reader: &Reader, journal: &JournalReader, counted: Counted) -> Result<Standing, ExchangeError> {
        let upper = upper(reader)?.as_ref().and_then(party_of).cloned();
        let mut standing = Standing {
            upper: None,
            upward: Upward::default(),
            decisions: reader.waiting_total(),
            below: Vec::new(),
            counted,
        };
        if let Some(party) = upper {
            let packs = packs_since(reader, &party)?;
            standing.counted = count(journal, counted, &party, &packs)?;
            let (all, unacknowledged) = reader.handed_totals();
            // Who has acknowledged nothing of ours is sent everything again ([`super::send`]).
            let handed = if party.acked_seq == 0 { all } else { unacknowledged };
            standing.upward = Upward::of((standing.counted.lines, handed), &party, &packs);
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
        counted.lines += u64::from(line?.is_reported());
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
