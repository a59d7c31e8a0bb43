//! The parties below and what came from them. A desk that stays open keeps [`Lowers`], read once from its journal and then from the
//! lines written since: there may be thousands of parties, of which a package changes a few.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::acks::is_line;
use super::send::PACK_VERB;
use super::standing::Troubles;
use super::{ExchangeError, lowers, party_of, received, received_of};
use crate::model::codes::CodeLists;
use crate::model::completeness::Arrivals;
use crate::model::handling::Handling;
use crate::model::pack::{ACKNOWLEDGED, DOWN, FULL, Pack};
use crate::model::party::{LOWER, Party};
use crate::model::received::Received;
use crate::model::{Date, Kind, Org, Record, json};
use crate::store::journal::{JournalReader, Line, Mark};
use crate::store::reader::Reader;

/// One party below, with what came from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Below {
    /// The party.
    pub party: Arc<Party>,
    /// What is known of its own chain; none before its first package.
    pub received: Option<Arc<Received>>,
    /// Chains of others that came through it.
    pub handed: u64,
    /// What is to be decided or asked for, its own chain and those it handed on together.
    pub troubles: Troubles,
}

/// The parties below and the chains that came from them, up to a line of our journal.
#[derive(Clone, Debug)]
pub struct Lowers {
    mark: Mark,
    /// From which day on packages are told in `came`.
    since: Option<Date>,
    parties: BTreeMap<Org, Arc<Party>>,
    chains: BTreeMap<Org, Arc<Received>>,
    came: BTreeMap<Org, Arrivals>,
    /// Our decisions that went into no package down since: the last line of each, and about whose issue it is.
    decided: BTreeMap<u64, (u64, Org)>,
    /// Those that went to each party, as in `decided` with the record before: what it loses is for it again.
    delivered: BTreeMap<Org, Vec<(u64, u64, Org)>>,
    /// The lines that all below share, people, units and code lists, in their order.
    shared: Vec<u64>,
    /// Through which line a package went to each party; it is gone back behind what the party has lost.
    gone: BTreeMap<Org, u64>,
}

/// What is for a party below and went into no package to it 未下发.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Undelivered {
    /// Our decisions about issues of its own or of those below it.
    pub decided: u64,
    /// Changes of people, units and code lists.
    pub shared: u64,
}

impl Undelivered {
    /// All of it, in lines.
    pub fn lines(&self) -> u64 {
        self.decided + self.shared
    }

    /// What all parties wait for together: a change that all share counts once; and how many parties wait.
    pub fn of(all: &BTreeMap<Org, Undelivered>) -> (u64, u64) {
        let decided: u64 = all.values().map(|one| one.decided).sum();
        let shared = all.values().map(|one| one.shared).max().unwrap_or(0);
        (decided + shared, u64::try_from(all.len()).unwrap_or(u64::MAX))
    }
}

impl Default for Lowers {
    /// Nothing was read yet.
    fn default() -> Lowers {
        let (parties, chains, came, decided) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let (delivered, shared, gone) = (BTreeMap::new(), Vec::new(), BTreeMap::new());
        Lowers { mark: Mark::START, since: None, parties, chains, came, decided, delivered, shared, gone }
    }
}

impl Lowers {
    /// Reads the lines written since it was read last; everything where that is not known, the journal is another one, or packages
    /// are asked for from another day on.
    pub fn read_on(&mut self, journal: &JournalReader, since: Date) -> Result<(), ExchangeError> {
        if self.since != Some(since) || !is_line(journal, &self.mark)? {
            *self = Lowers { since: Some(since), ..Lowers::default() };
        }
        let mut lines = journal.lines_after(self.mark)?;
        for line in &mut lines {
            self.take(&line?, since);
        }
        self.mark = lines.mark();
        Ok(())
    }

    fn take(&mut self, line: &Line, since: Date) {
        let org = Org(line.envelope.id);
        if matches!(line.envelope.kind.parse(), Ok(Kind::Deputy | Kind::Unit)) {
            self.shared.push(line.envelope.seq);
        }
        match said(line) {
            Some(Said { record: Record::Party(party), is_live }) => match is_live && party.role == LOWER {
                true => {
                    enrol(&mut self.came, &party);
                    let before = self.parties.insert(org, Arc::new(*party));
                    self.lost(org, before.as_deref());
                }
                false => drop(self.parties.remove(&org)),
            },
            Some(Said { record: Record::Setting(setting), .. }) if CodeLists::is_shared(&setting.key) => {
                self.shared.push(line.envelope.seq);
            }
            Some(Said { record: Record::Received(received), is_live }) => {
                came(&mut self.came, &received, since);
                match is_live {
                    true => drop(self.chains.insert(org, Arc::new(*received))),
                    false => drop(self.chains.remove(&org)),
                }
            }
            Some(Said { record: Record::Handling(handling), is_live }) => self.decide(line, &handling, is_live),
            Some(Said { record: Record::Pack(pack), .. }) => self.sent(&pack, &line.envelope.verb),
            _ => {}
        }
    }

    fn decide(&mut self, line: &Line, handling: &Handling, is_live: bool) {
        // What is taken back before it went anywhere is to be told to nobody.
        if !is_live && line.envelope.rev == 2 && self.decided.remove(&line.envelope.id).is_some() {
            return;
        }
        // Why one of a desk above goes no further is told upward only.
        let about = handling.org().filter(|_| !handling.declines()).map(|org| (line.envelope.seq, org));
        self.decided.extend(about.map(|about| (line.envelope.id, about)));
    }

    fn sent(&mut self, pack: &Pack, verb: &str) {
        let goes_down = pack.is_out() && (pack.sort == DOWN || pack.sort == FULL);
        let Some(to) = pack.to.parse::<Org>().ok().filter(|_| goes_down) else { return };
        // What a receipt says of a package later, that it came or was lost, sends nothing.
        if verb == PACK_VERB {
            self.gone.insert(to, pack.last);
        } else if pack.state != ACKNOWLEDGED {
            return;
        }
        let delivered = self.delivered.entry(to).or_default();
        self.decided.retain(|id, (seq, org)| {
            let goes = *seq <= pack.last && (*org == to || to.is_above(*org));
            delivered.extend(goes.then_some((*id, *seq, *org)));
            !goes
        });
    }

    /// A party that has less of our chain than it had, as after it got another computer, is sent the rest again.
    fn lost(&mut self, org: Org, before: Option<&Party>) {
        let acked = self.parties.get(&org).map_or(0, |party| party.acked_seq);
        if before.is_none_or(|before| before.acked_seq <= acked) {
            return;
        }
        if let Some(gone) = self.gone.get_mut(&org) {
            *gone = acked.min(*gone);
        }
        for (id, seq, about) in
            self.delivered.get_mut(&org).map(|all| all.extract_if(.., |(_, seq, _)| *seq > acked)).into_iter().flatten()
        {
            // Only as it stands now.
            let newest = self.decided.entry(id).or_insert((seq, about));
            *newest = (seq, about).max(*newest);
        }
    }

    /// What is for each party and went into no package to it; those that wait for nothing are not among them.
    pub fn undelivered(&self) -> BTreeMap<Org, Undelivered> {
        let mut waiting: BTreeMap<Org, Undelivered> = BTreeMap::new();
        for (_, org) in self.decided.values() {
            let code = org.to_string();
            // Through the party itself, or through the one above it that packages go to.
            let to = (1..=code.len()).filter_map(|end| code.get(..end)?.parse::<Org>().ok());
            let mut to = to.filter(|to| self.parties.get(to).is_some_and(|party| party.is_confirmed()));
            if let Some(to) = to.next_back() {
                waiting.entry(to).or_default().decided += 1;
            }
        }
        for (org, _) in self.parties.iter().filter(|(_, party)| party.is_confirmed()) {
            let gone = self.gone.get(org).copied().unwrap_or(0);
            let shared = self.shared.len() - self.shared.partition_point(|seq| *seq <= gone);
            if shared > 0 {
                waiting.entry(*org).or_default().shared = u64::try_from(shared).unwrap_or(u64::MAX);
            }
        }
        waiting
    }

    /// The parties, in list order, with what came from each and through it.
    pub fn below(&self) -> Vec<Below> {
        rows(self.parties.values().map(Arc::clone), self.chains.values().map(Arc::clone))
    }

    /// When packages of each chain came, by the days they were made.
    pub fn arrivals(&self) -> &BTreeMap<Org, Arrivals> {
        &self.came
    }
}

/// What a line of ours says of a party, a chain, what was decided, a package, or a setting.
struct Said {
    record: Record,
    is_live: bool,
}

fn said(line: &Line) -> Option<Said> {
    let kind =
        line.envelope.kind.parse().ok().filter(|kind| {
            matches!(kind, Kind::Party | Kind::Received | Kind::Handling | Kind::Pack | Kind::Setting)
        })?;
    let json::Body { record, voided, .. } = json::read(kind, line.body.data()?).ok()?;
    Some(Said { record, is_live: voided.is_none() })
}

/// When packages of each chain came, by the days they were made: of every revision of the `received` records in our journal, which
/// is read through; and since when each party below is confirmed. What was made before `since` is passed over.
pub fn arrivals(journal: &JournalReader, since: Date) -> Result<BTreeMap<Org, Arrivals>, ExchangeError> {
    let mut lowers = Lowers::default();
    lowers.read_on(journal, since)?;
    Ok(lowers.came)
}

/// Notes since when a party below is confirmed: a key replaced later is no new beginning.
fn enrol(arrivals: &mut BTreeMap<Org, Arrivals>, party: &Party) {
    let Some((org, on)) = party.org().zip(party.status_on).filter(|_| party.is_confirmed()) else { return };
    let of = arrivals.entry(org).or_default();
    of.enrolled_on = Some(of.enrolled_on.map_or(on, |first| first.min(on)));
}

fn came(arrivals: &mut BTreeMap<Org, Arrivals>, received: &Received, since: Date) {
    let made_on = received.made_on().filter(|on| *on >= since);
    let Some((org, made_on)) = received.org().zip(made_on) else { return };
    let of = arrivals.entry(org).or_default();
    if of.made_on.last() != Some(&made_on) {
        of.made_on.push(made_on);
    }
    of.last_on = of.last_on.max(received.last_on());
}

/// The parties below with what came from each and through it, from the live store.
pub(super) fn below(reader: &Reader) -> Result<Vec<Below>, ExchangeError> {
    let (parties, chains) = (lowers(reader)?, received(reader)?);
    let parties = parties.iter().filter_map(party_of).map(|party| Arc::new(party.clone()));
    Ok(rows(parties, chains.iter().filter_map(received_of).map(|received| Arc::new(received.clone()))))
}

fn rows(parties: impl Iterator<Item = Arc<Party>>, chains: impl Iterator<Item = Arc<Received>>) -> Vec<Below> {
    let mut own: BTreeMap<Org, Arc<Received>> = BTreeMap::new();
    let mut handed: BTreeMap<Org, (u64, Troubles)> = BTreeMap::new();
    let is_through = |received: &Received| received.via != received.code && !received.via.is_empty();
    for received in chains {
        let (code, via) = (received.org(), received.via.parse().ok());
        match (code, via, is_through(&received)) {
            (Some(code), _, false) => drop(own.insert(code, received)),
            (_, Some(via), true) => {
                let (chains, troubles) = handed.entry(via).or_default();
                *chains += 1;
                troubles.add(Troubles::of(&received));
            }
            _ => {}
        }
    }
    let mut rows = Vec::new();
    for party in parties {
        let code = party.org();
        let received = code.and_then(|code| own.remove(&code));
        let (handed, mut troubles) = code.and_then(|code| handed.remove(&code)).unwrap_or_default();
        troubles.add(received.as_deref().map(Troubles::of).unwrap_or_default());
        rows.push(Below { party, received, handed, troubles });
    }
    // What waits and was never taken in says not through whom it came: whose code its own begins with.
    for received in own.values() {
        if let Some(row) = rows.iter_mut().find(|row| received.code.starts_with(&row.party.code)) {
            row.troubles.add(Troubles::of(received));
        }
    }
    rows
}
