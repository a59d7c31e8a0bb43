//! Looking through a stick: what is on it for us is tried, and what is due is told. Nothing is written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::apart::{alarm, is_ahead};
use super::{Job, name_of, standing_above, undelivered};
use crate::app::action::Action;
use crate::app::exchange::{Arrival, Plan};
use crate::model::order::{Gather as _, Order as _};
use crate::model::party::{LOWER, Party, REVOKED};
use crate::model::upward::Upward;
use crate::model::{Kind, Org};
use crate::runtime::lent::Lent;
use crate::store::journal::JournalReader;
use crate::store::reader::Reader;
use crate::sync::exchange::below::Undelivered;
use crate::sync::exchange::restored::cut_off;
use crate::sync::exchange::take::{Agreed, Reached, Site, Trial, try_behind, try_freed};
use crate::sync::exchange::{
    ExchangeError, HELD, INBOX, inbox, is_unacknowledged, newly, party_of, received_of, troubled,
};
use crate::sync::judge::Verdict;
use crate::sync::keys::OwnKeys;
use crate::sync::medium::{self, Found, Going, MediumError};
use crate::sync::package::{Header, Name, Sort};
use crate::text::zh::app::screens::exchange as text;
use crate::text::zh::sync::medium as zh_medium;

/// Looks a stick through and reads what is for us, without changing anything but the inbox.
pub fn look(job: &Job, place: &Path, lent: &Lent, report: &dyn Fn(Action)) -> Action {
    let why = match looked(job, place, lent, report) {
        Ok(plan) if lent.flow().is_continue() => return Action::StickLooked(Box::new(plan)),
        Ok(_) => zh_medium::CANCELLED.to_owned(),
        Err(error) => error.to_string(),
    };
    // Nothing of it will be taken in.
    inbox::clear(job.disk.as_ref(), &job.root);
    Action::ExchangeFailed(why)
}

fn looked(job: &Job, place: &Path, lent: &Lent, report: &dyn Fn(Action)) -> Result<Plan, ExchangeError> {
    let mut going = |going: Going| {
        report(Action::ExchangeProgress(going.text()));
        lent.flow()
    };
    let own = job.reader.desk();
    let place = job.root.join(place);
    let found = medium::look(job.disk.as_ref(), &place, &mut going)?;
    let (mine, others) = for_us(&found.packages, own);
    let keys = OwnKeys::of_desk(job.disk.as_ref(), &job.root)?;
    let site = Site { disk: &job.disk, root: &job.root, reader: &job.reader, keys: &keys };
    let mut plan = Plan::default();
    let mut reached = Reached::default();
    let inbox = job.root.join(INBOX);
    for (at, package) in mine.iter().enumerate() {
        if lent.flow().is_break() {
            return Ok(plan);
        }
        report(Action::ExchangeProgress(text::step(at + 1, mine.len(), &package.name)));
        let taken = medium::take(job.disk.as_ref(), &package.path, &inbox, own, &mut going);
        let arrival = match taken {
            Ok(taken) => tried(site, &taken.path, package, &mut reached, lent, report),
            Err(error) => refused(job, &package.name, error.to_string()),
        };
        plan.arrivals.push(arrival);
    }
    if is_no_package(job, &place, &plan) {
        // Its folder may be any: what is due is not written there.
        return Err(MediumError::NotAFolder { folder: place }.into());
    }
    freed(site, &mut plan, &mut reached, lent)?;
    waiting(job, site, &mut plan, &reached, (lent, report));
    let is_heard = |arrival: &&Arrival| arrival.refused.is_none() || arrival.is_answered;
    let came = plan.arrivals.iter().filter(is_heard).filter_map(|arrival| arrival.org);
    plan.came = came.gather();
    let settled = plan.settle();
    plan.is_ahead = is_ahead(&job.reader, &found.packages)?;
    let is_behind = is_behind_after(&job.reader, &plan)?;
    let (coming, journal) = ((&plan.came, plan.handed(own)), &job.journal);
    let Due { packs, upward, down, stays, idle } = due(job, &job.reader, journal, coming, is_behind)?;
    let is_acked = |party: &Party| {
        let acks = |arrival: &Arrival| arrival.org == party.org() && arrival.acked > party.acked_seq;
        plan.arrivals.iter().any(acks)
    };
    let called = |party: &Party| party.org().map_or_else(String::new, |org| name_of(&job.reader, org));
    let going = |(sort, party): &(Sort, Party)| match sort {
        Sort::Up if is_acked(party) => text::going_after_receipt(&called(party)),
        Sort::Down if party.org().is_some_and(|org| down.contains_key(&org)) => {
            let waits = party.org().and_then(|org| down.get(&org)).copied().unwrap_or_default();
            text::going_down(&called(party), waits.lines())
        }
        sort => text::going(*sort, &called(party), &upward),
    };
    plan.alarm = alarm(&job.reader, &found.packages, &plan)?;
    plan.going = packs.iter().map(going).collect();
    // What is written beside does not hide that nothing goes up.
    plan.notes.extend(idle.clone().filter(|_| is_behind && !plan.going.is_empty()));
    plan.idle = idle;
    // An empty stick is as good as any to write to.
    let is_odd = !found.passed.is_empty() || found.is_cut;
    plan.notes.extend(is_odd.then(|| zh_medium::looked(&found, &place)));
    plan.notes.extend((plan.freed > 0).then(|| text::freed(plan.freed, &plan.follow)));
    plan.notes.extend((settled > 0).then(|| text::read_before(settled)));
    plan.notes.extend((stays > 0).then(|| text::stays_undelivered(stays)));
    plan.notes.extend((others > 0).then(|| text::for_others(others)));
    Ok(plan)
}

/// Whether a file was named that neither is a package nor is called like one.
fn is_no_package(job: &Job, place: &Path, plan: &Plan) -> bool {
    let is_folder = job.disk.metadata(place).is_ok_and(|meta| meta.kind == crate::store::disk::Kind::Folder);
    let is_odd = |arrival: &Arrival| arrival.refused.is_some() && Name::parse(&arrival.file).is_none();
    !is_folder && !plan.arrivals.is_empty() && plan.arrivals.iter().all(is_odd)
}

/// The packages that are for us or may be, in the order in which they were made; and how many are for others.
fn for_us(packages: &[Found], own: Org) -> (Vec<&Found>, usize) {
    let name = |found: &&Found| Name::parse(&found.name);
    let (mut mine, others): (Vec<&Found>, Vec<&Found>) =
        packages.iter().partition(|found| name(found).is_none_or(|name| name.to == own));
    mine.order_by_key(|found| name(found).map(|name| (name.from, name.number)));
    // Those of our own that have not been fetched yet are no news.
    let others = others.iter().filter(|found| name(found).is_some_and(|name| name.from != own)).count();
    (mine, others)
}

/// Tries a package from the inbox.
fn tried(
    site: Site<'_>,
    path: &Path,
    package: &Found,
    reached: &mut Reached,
    lent: &Lent,
    report: &dyn Fn(Action),
) -> Arrival {
    let mut progress = |done, of| {
        report(Action::ExchangeProgress(text::trying(done, of)));
        lent.flow()
    };
    match try_behind(site, path, reached, &mut progress) {
        Ok(trial) => {
            let arrival = arrival(site, &trial, &package.name, reached);
            reached.add(&trial);
            arrival
        }
        Err(error) => Arrival {
            // Lines of ours that this desk has lost: what goes down tells the other where they parted.
            is_answered: matches!(error, ExchangeError::AcknowledgesTooMuch { from, .. } if site.reader.desk().is_above(from)),
            ..refused_of(site.reader, &package.name, error.to_string())
        },
    }
}

/// What a package would do, in words.
fn arrival(site: Site<'_>, trial: &Trial, file: &str, reached: &Reached) -> Arrival {
    let header = trial.header();
    let mut arrival = Arrival {
        path: trial.path.clone(),
        file: file.to_owned(),
        org: Some(header.from),
        from: name_of(site.reader, header.from),
        sort: text::package(header.sort, header.number),
        counts: trial.counts(Agreed::No),
        agreed: trial.counts(Agreed::All),
        at: header.at.clone(),
        rebuilds: trial.rebuilds().is_some(),
        is_here: trial.chains.iter().all(|judged| judged.verdict == Verdict::Known),
        ..Arrival::default()
    };
    for judged in &trial.chains {
        let (org, section) = (judged.section.org, &judged.section);
        match judged.verdict {
            _ if judged.follows() => {
                if let Some((seq, why)) = judged.unfit.first() {
                    arrival.told.push(text::unfit(*seq, &why.to_string(), judged.unfit.len()));
                }
            }
            Verdict::Gap { first, last } => {
                // A code that begins with ours is of a desk below.
                let is_below = org.to_string().starts_with(&site.reader.desk().to_string());
                arrival.told.push(text::gap(org, first.max(reached.of(org).saturating_add(1)), last, is_below))
            }
            Verdict::Fork { at } => arrival.told.push(text::fork(org, at)),
            Verdict::Unsigned { .. } => arrival.told.push(text::unsigned(org)),
            Verdict::Installation { .. } | Verdict::Stranger { .. } | Verdict::Ahead if !judged.is_vouched => {
                let is_stranger = matches!(judged.verdict, Verdict::Stranger { .. });
                arrival.agreement = Some(false);
                arrival.asks.push(if is_stranger { text::stranger(org) } else { text::installation(org) });
            }
            Verdict::Installation { .. } | Verdict::Stranger { .. } | Verdict::Ahead => {
                arrival.told.push(text::vouched(org));
            }
            Verdict::Known | Verdict::Follows { .. } => {}
            Verdict::Rebuild => {
                arrival.told.push(match trial.parted {
                    Some(parted) => text::returns(judged.told(), parted.mark.seq, parted.entries),
                    None => text::rebuild(judged.told(), section.last, judged.until),
                });
                if let Some(parted) = trial.replaces() {
                    arrival.agreement = Some(false);
                    arrival.asks.push(text::replaces(parted.entries));
                }
            }
        }
    }
    tell_receipt(site, header, &mut arrival);
    arrival
}

/// What a package says that its maker has of our chain.
fn tell_receipt(site: Site<'_>, header: &Header, arrival: &mut Arrival) {
    let own = site.reader.desk();
    let acked = header.acks.iter().filter(|ack| ack.org == own && ack.through > 0);
    arrival.acked = acked.map(|ack| ack.through).max().unwrap_or(0);
    let party = site.reader.entry(Kind::Party, header.from.0).ok().flatten();
    if let Some(party) = party.as_ref().and_then(party_of) {
        let unused = header.acks.iter().find(|ack| ack.org == own).map_or(0, |ack| ack.unused);
        let is_news = arrival.acked != party.acked_seq || unused != party.unused;
        match newly(site, party, arrival.acked) {
            Ok(more) => arrival.told.extend((arrival.acked > 0 && is_news).then(|| text::receipt(more, unused))),
            Err(error) => tracing::warn!(%error, "what a receipt says was not counted"),
        }
    }
}

/// Packages that wait in the inbox for what others bring now: they are taken in with these.
fn freed(site: Site<'_>, plan: &mut Plan, reached: &mut Reached, lent: &Lent) -> Result<(), ExchangeError> {
    for trial in try_freed(site, reached, &mut |_, _| lent.flow())? {
        plan.freed += 1;
        plan.follow.add(trial.counts(Agreed::No));
    }
    Ok(())
}

/// Packages that wait in the inbox for somebody to agree to another installation.
fn waiting(job: &Job, site: Site<'_>, plan: &mut Plan, reached: &Reached, (lent, _report): (&Lent, &dyn Fn(Action))) {
    let entries = troubled(&job.reader).unwrap_or_default();
    for received in entries.iter().filter_map(received_of) {
        for held in received.installations() {
            let path = job.root.join(INBOX).join(HELD).join(&held.file);
            let Ok(trial) = try_behind(site, &path, reached, &mut |_, _| lent.flow()) else { continue };
            let sort = text::package(trial.header().sort, trial.header().number);
            let is_there = |other: &Arrival| {
                other.org == Some(trial.header().from) && other.sort == sort && other.refused.is_none()
            };
            if !plan.arrivals.iter().any(is_there) {
                let file = trial.header().name().to_string();
                let found = arrival(site, &trial, &file, reached);
                plan.arrivals.extend(found.agreement.is_some().then_some(found));
            }
        }
    }
}

fn refused(job: &Job, file: &str, why: String) -> Arrival {
    refused_of(&job.reader, file, why)
}

fn refused_of(reader: &Reader, file: &str, why: String) -> Arrival {
    let name = Name::parse(file);
    Arrival {
        file: file.to_owned(),
        org: name.map(|name| name.from),
        from: name.map_or_else(|| file.to_owned(), |name| name_of(reader, name.from)),
        sort: name.map_or_else(String::new, |name| text::package(name.sort, name.number)),
        refused: Some(why),
        ..Arrival::default()
    }
}

/// Whether others still know more of this desk than it does itself once the packages of a plan are taken in.
fn is_behind_after(reader: &Reader, plan: &Plan) -> Result<bool, ExchangeError> {
    let comes = |arrival: &&Arrival| arrival.refused.is_none();
    if plan.arrivals.iter().filter(comes).any(|arrival| arrival.rebuilds) {
        return Ok(false);
    }
    let upper = cut_off(reader)?.map(|party| Org(party.id));
    let tells = |arrival: &Arrival| arrival.org == upper && !arrival.is_known();
    let is_heard = upper.is_some() && plan.arrivals.iter().filter(comes).any(tells);
    Ok(plan.is_ahead || (upper.is_some() && !is_heard))
}

/// What is to be written.
pub(super) struct Due {
    pub(super) packs: Vec<(Sort, Party)>,
    /// How far records have gone upward.
    upward: Upward,
    /// What went into no package to a party yet.
    down: BTreeMap<Org, Undelivered>,
    /// How many parties wait for what all share, and are not written to.
    stays: u64,
    /// Why what should be written cannot.
    idle: Option<String>,
}

/// What is to be written: up what is not acknowledged, a receipt where only that is owed, down to those whose packages came, and to those
/// for whom something was decided or changed since the last one. A stick with the packages of one party below is that party's: what all
/// share goes home on it to that one only, or it would be taken for sent to those who never see the stick. Of a desk that is behind what
/// others have seen of it nothing goes up: that would part from what they have.
pub(super) fn due(
    job: &Job,
    reader: &Reader,
    journal: &JournalReader,
    (came, coming): (&BTreeSet<Org>, u64),
    is_behind: bool,
) -> Result<Due, ExchangeError> {
    let standing = standing_above(job, reader, journal)?;
    let mut due = Vec::new();
    let mut upward = standing.upward;
    upward.handed += coming;
    let idle = match &standing.upper {
        None => (reader.total(Kind::Party) == 0).then(|| text::NOBODY.to_owned()),
        Some(party) if party.is_confirmed() => is_behind.then(|| text::behind(party.called(), &upward)),
        Some(party) => Some(text::cannot_go(party.called(), party.status == REVOKED, &upward)),
    };
    if let Some(party) = standing.upper.filter(Party::is_confirmed) {
        let is_owed = !upward.is_settled() || is_unacknowledged(reader)?;
        if is_owed && !is_behind {
            due.push((Sort::Up, party));
        } else if party.org().is_some_and(|org| came.contains(&org)) {
            due.push((Sort::Receipt, party));
        }
    }
    // What goes down says what arrived as well.
    let down = undelivered(job, reader, journal)?;
    let mut lowers = came.iter().filter(|org| reader.desk().is_above(**org));
    let is_of_one = lowers.next().is_some() && lowers.next().is_none();
    let goes = |org: &Org, waits: &Undelivered| waits.decided > 0 || !is_of_one || came.contains(org);
    let wanted = down.iter().filter(|(org, waits)| goes(org, waits)).map(|(org, _)| org);
    let below: BTreeSet<Org> = came.iter().chain(wanted).copied().gather();
    let stays = down.keys().filter(|org| !below.contains(org)).count();
    for org in &below {
        let party = reader.entry(Kind::Party, org.0)?.as_ref().and_then(party_of).cloned();
        let is_below = |party: &Party| party.role == LOWER && party.is_confirmed();
        due.extend(party.filter(is_below).map(|party| (Sort::Down, party)));
    }
    Ok(Due { packs: due, upward, down, stays: u64::try_from(stays).unwrap_or(u64::MAX), idle })
}
