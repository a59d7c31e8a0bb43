//! Stations, a county and a city that exchange packages by a folder.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod converge;
mod counts;
mod deciding;
mod hostile;
mod passing;
mod rebuilding;
mod restored;
mod takeover;
mod unused;
mod vouched;

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use tempfile::TempDir;

use super::below::{Lowers, arrivals};
use super::parties::{add, confirm, export, fingerprint};
use super::send::{Order, Sent, send};
use super::standing::{Counted, Standing, Troubles, missing};
use super::take::{Site, Taken, Trial, take_in, try_out};
use super::*;
use crate::model::issue::Issue;
use crate::model::visit::Visit;
use crate::model::{Date, Entry};
use crate::store::batch::Stamp;
use crate::store::desk::{Desk, NewDesk};
use crate::store::disk::RealDisk;
use crate::sync::judge::Verdict;
use crate::sync::keys::OwnKeys;
use crate::sync::package::Sort;

const COUNTY: Org = Org(430_122);
const CITY: Org = Org(4301);

fn stamp() -> Stamp {
    Stamp { at: "2026-11-23T09:12:33+08:00".to_owned(), by: "李工".to_owned() }
}

/// A desk with its keys, in a directory of its own.
struct Party {
    dir: TempDir,
    desk: Desk,
    keys: OwnKeys,
    /// The parties below, as of the last reading.
    lowers: RefCell<Lowers>,
}

fn party(org: Org) -> Party {
    let dir = tempfile::tempdir().unwrap();
    let new = NewDesk { org, name: format!("单位{org}"), operator: "李工".to_owned() };
    let desk = Desk::init(Arc::new(RealDisk), dir.path(), &new, &stamp()).unwrap();
    let keys = OwnKeys::of_desk(&RealDisk, dir.path()).unwrap();
    Party { dir, desk, keys, lowers: RefCell::default() }
}

/// Each gets the other's key file and hears its fingerprint.
fn acquaint(one: &mut Party, other: &mut Party, stick: &TempDir) {
    for _ in 0..2 {
        let (file, told) = export(&other.desk, &other.keys, stick.path(), &stamp()).unwrap();
        let added = add(&mut one.desk, &file, &stamp()).unwrap();
        assert_eq!(fingerprint(party_of(&added).unwrap()).unwrap(), told);
        confirm(&mut one.desk, other.desk.org(), &told.replace(' ', "，"), &stamp()).unwrap();
        std::mem::swap(one, other);
    }
}

impl Party {
    fn visits(&mut self, count: usize) {
        let mut batch = self.desk.batch(stamp());
        for _ in 0..count {
            batch.add(Record::Visit(Visit { date: Date::from_ymd(2026, 11, 20), ..Visit::default() }));
        }
        self.desk.commit(batch).unwrap();
    }

    fn issue(&mut self, title: &str) -> Entry {
        let mut batch = self.desk.batch(stamp());
        let reported_on = Date::from_ymd(2026, 11, 20);
        batch.add(Record::Issue(Box::new(Issue { title: title.to_owned(), reported_on, ..Issue::default() })));
        self.desk.commit(batch).unwrap().remove(0)
    }

    fn send(&mut self, sort: Sort, to: Org, stick: &TempDir) -> Sent {
        let order = Order { sort, to, folder: stick.path() };
        let sent = send(&mut self.desk, &self.keys, &order, &stamp(), &mut |_| ControlFlow::Continue(())).unwrap();
        assert_eq!(sent.len(), 1);
        sent.into_iter().next().unwrap()
    }

    fn trial(&self, path: &std::path::Path) -> Result<Trial, ExchangeError> {
        let reader = self.desk.reader();
        let site = Site { disk: self.desk.disk(), root: self.dir.path(), reader: &reader, keys: &self.keys };
        try_out(site, path, &mut |_, _| ControlFlow::Continue(()))
    }

    /// What a package would do but for what it acknowledges.
    fn held(&self, path: &std::path::Path) -> Result<Trial, ExchangeError> {
        let reader = self.desk.reader();
        let site = Site { disk: self.desk.disk(), root: self.dir.path(), reader: &reader, keys: &self.keys };
        super::trial::try_held(site, path, &mut |_, _| ControlFlow::Continue(()))
    }

    fn take(&mut self, sent: &Sent) -> Taken {
        let trial = self.trial(&sent.path).unwrap();
        take_in(&mut self.desk, &self.keys, &trial, false, &stamp(), &mut |_, _| ControlFlow::Continue(())).unwrap()
    }

    fn received(&self, org: Org) -> crate::model::received::Received {
        let entry = self.desk.reader().entry(Kind::Received, org.0).unwrap().unwrap();
        received_of(&entry).unwrap().clone()
    }

    fn partner(&self, org: Org) -> crate::model::party::Party {
        party_of(&self.desk.reader().entry(Kind::Party, org.0).unwrap().unwrap()).unwrap().clone()
    }

    fn count(&self, kind: Kind) -> u64 {
        self.desk.reader().total(kind)
    }

    /// What is read anew, what is read on from the reading before, and what the lines of our journal say, are the same.
    fn standing(&self, before: &mut Counted) -> Standing {
        let (reader, journal) = (self.desk.reader(), self.desk.journal());
        let standing = Standing::of(&reader, &journal, *before).unwrap();
        let since = Date::from_ymd(2026, 11, 1).unwrap();
        let mut lowers = self.lowers.borrow_mut();
        let kept = Standing::with(&reader, &journal, *before, (&mut lowers, since)).unwrap();
        assert_eq!(standing, kept);
        if !kept.below.is_empty() {
            assert_eq!(*lowers.arrivals(), arrivals(&journal, since).unwrap());
        }
        assert_eq!(standing, Standing::of(&reader, &journal, standing.counted).unwrap());
        let anew = Standing::of(&reader, &journal, Counted::default()).unwrap();
        assert_eq!((&standing.upward, &standing.below), (&anew.upward, &anew.below));
        *before = standing.counted;
        standing
    }
}

fn station(serial: u64) -> Party {
    party(Org(430_122_105_000 + serial))
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// A copy of a package elsewhere, as when a stick is kept.
fn kept(sent: &Sent, to: &TempDir) -> Sent {
    let path: PathBuf = to.path().join(&sent.name);
    std::fs::copy(&sent.path, &path).unwrap();
    Sent { path, ..sent.clone() }
}

#[test]
fn up_and_the_receipt_back() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    one.visits(3);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    assert_eq!(sent.name, format!("LZ-{}-{COUNTY}-up-0001.lz", one.desk.org()));
    let trial = county.trial(&sent.path).unwrap();
    assert_eq!(trial.chains[0].verdict, Verdict::Follows { from: 1 });
    assert_eq!(county.count(Kind::Visit), 0);
    county.take(&sent);
    assert_eq!(county.count(Kind::Visit), 3);
    let known = county.received(one.desk.org());
    assert_eq!((known.number, known.signed_seq), (1, known.seq - 1));
    // The same again changes nothing.
    let before = county.desk.journal().end();
    assert_eq!(county.take(&sent), Taken::default());
    assert_eq!(county.desk.journal().end(), before);
    let receipt = county.send(Sort::Receipt, one.desk.org(), &stick);
    one.take(&receipt);
    assert_eq!(one.partner(COUNTY).acked_seq, known.seq);
    // What is sent next begins behind it.
    one.visits(1);
    let next = one.send(Sort::Up, COUNTY, &stick);
    let trial = county.trial(&next.path).unwrap();
    assert_eq!(trial.header().chains[0].first, known.seq + 1);
    county.take(&next);
    assert_eq!(county.count(Kind::Visit), 4);
}

#[test]
fn packages_in_any_order_with_one_lost_come_to_the_same() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    let drawer = folder();
    let mut sent = Vec::new();
    for _ in 0..3 {
        one.visits(2);
        sent.push(kept(&one.send(Sort::Up, COUNTY, &stick), &drawer));
        // A receipt that never got home would make the next one begin later; here each begins at line 1.
    }
    // The last one alone has everything.
    county.take(&sent[2]);
    assert_eq!(county.count(Kind::Visit), 6);
    for package in [0, 1, 2, 0] {
        assert_eq!(county.take(&sent[package]), Taken::default());
    }
    // Acknowledged, then two packages of which the first is lost: the second waits.
    let receipt = county.send(Sort::Receipt, one.desk.org(), &stick);
    one.take(&receipt);
    one.visits(1);
    let lost = kept(&one.send(Sort::Up, COUNTY, &stick), &drawer);
    // Pretends that the county had acknowledged what it never got: a restored county desk.
    let acked = one.partner(COUNTY);
    let trial = county.trial(&lost.path).unwrap();
    let section = trial.header().chains[0].clone();
    let before = one.desk.reader().entry(Kind::Party, COUNTY.0).unwrap().unwrap();
    let skipped = crate::model::party::Party {
        acked_seq: section.last,
        acked_hash: section.after.to_string(),
        acked_end: acks::end_of(&one.desk.journal(), crate::store::journal::Mark::START, section.last)
            .unwrap()
            .unwrap()
            .1,
        ..acked
    };
    let mut batch = one.desk.batch(stamp());
    batch.change("receipt", &before, Record::Party(Box::new(skipped)));
    one.desk.commit(batch).unwrap();
    one.visits(1);
    let later = kept(&one.send(Sort::Up, COUNTY, &stick), &drawer);
    let waits = county.take(&later);
    assert!(waits.waits && waits.packages == 0, "{waits:?}");
    assert_eq!(county.count(Kind::Visit), 6);
    assert_eq!(county.received(one.desk.org()).held.len(), 1);
    let troubles = county.standing(&mut Counted::default()).below[0].troubles;
    assert_eq!(troubles, Troubles { held: 1, gaps: 1, ..Troubles::default() });
    // Again: it waits once.
    county.take(&later);
    assert_eq!(county.received(one.desk.org()).held.len(), 1);
    // The lost one comes: both are taken in.
    let both = county.take(&lost);
    assert_eq!(both.packages, 2);
    assert_eq!(county.count(Kind::Visit), 8);
    assert!(county.received(one.desk.org()).held.is_empty());
    assert!(county.standing(&mut Counted::default()).below[0].troubles.is_none());
    assert!(std::fs::read_dir(county.dir.path().join(INBOX).join(HELD)).unwrap().next().is_none());
}

#[test]
fn a_county_hands_its_stations_on_with_its_own() {
    let (mut one, mut two, mut county, mut city) = (station(1), station(2), party(COUNTY), party(CITY));
    let stick = folder();
    acquaint(&mut one, &mut county, &stick);
    acquaint(&mut two, &mut county, &stick);
    acquaint(&mut county, &mut city, &stick);
    one.visits(2);
    two.visits(3);
    one.issue("路灯不亮");
    for station in [&mut one, &mut two] {
        let sent = station.send(Sort::Up, COUNTY, &stick);
        county.take(&sent);
    }
    county.visits(1);
    let sent = county.send(Sort::Up, CITY, &stick);
    assert_eq!(sent.chains, 3);
    city.take(&sent);
    assert_eq!((city.count(Kind::Visit), city.count(Kind::Issue)), (6, 1));
    // The station's own signature covers its chain, though it came by the county.
    let through = city.received(one.desk.org());
    assert_eq!((through.via.as_str(), through.signed_seq), ("430122", through.seq - 1));
    // Acknowledged, only what is new goes again.
    let receipt = city.send(Sort::Receipt, COUNTY, &stick);
    county.take(&receipt);
    two.visits(1);
    let sent = two.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let sent = county.send(Sort::Up, CITY, &stick);
    assert_eq!(sent.chains, 2);
    city.take(&sent);
    assert_eq!(city.count(Kind::Visit), 7);
}

#[test]
fn what_goes_down_is_for_those_it_concerns() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    let issue = one.issue("路灯不亮");
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let decided = |station: Org| crate::model::handling::Handling {
        station: station.to_string(),
        issue: issue.id,
        verb: "urge".to_owned(),
        text: "请尽快答复".to_owned(),
        ..Default::default()
    };
    let mut batch = county.desk.batch(stamp());
    for org in [one.desk.org(), Org(430_122_105_002)] {
        batch.add(Record::Handling(Box::new(decided(org))));
    }
    county.desk.commit(batch).unwrap();
    county.visits(1);
    let down = county.send(Sort::Down, one.desk.org(), &stick);
    one.take(&down);
    let above = one.desk.reader().of(COUNTY);
    assert!(above.entry(Kind::Handling, 1).unwrap().is_some());
    assert!(above.entry(Kind::Handling, 2).unwrap().is_none());
    assert!(above.entry(Kind::Visit, 1).unwrap().is_none());
    assert_eq!(one.count(Kind::Visit), 0);
    // It says as well what the county has.
    assert!(one.partner(COUNTY).acked_seq > 0);
}

#[test]
fn a_cloned_desk_is_found_out_and_nothing_of_it_taken_in() {
    let (mut one, mut county, stick, drawer) = (station(1), party(COUNTY), folder(), folder());
    acquaint(&mut one, &mut county, &stick);
    one.visits(1);
    let org = one.desk.org();
    // A copy of the whole directory, as of now.
    let twin = folder();
    let Party { dir, desk, .. } = one;
    drop(desk);
    copy_all(dir.path(), twin.path());
    let open = |dir: TempDir| {
        let desk = Desk::open(Arc::new(RealDisk), dir.path(), &mut |_, _| ControlFlow::Continue(())).unwrap();
        let keys = OwnKeys::of_desk(&RealDisk, dir.path()).unwrap();
        Party { dir, desk, keys, lowers: RefCell::default() }
    };
    let (mut one, mut twin) = (open(dir), open(twin));
    one.visits(1);
    twin.issue("另一台电脑");
    let sent = kept(&one.send(Sort::Up, COUNTY, &stick), &drawer);
    let other_stick = folder();
    let cloned = twin.send(Sort::Up, COUNTY, &other_stick);
    county.take(&sent);
    let trial = county.trial(&cloned.path).unwrap();
    assert!(matches!(trial.chains[0].verdict, Verdict::Fork { .. }), "{:?}", trial.chains[0].verdict);
    let taken = county.take(&cloned);
    assert_eq!((taken.packages, taken.forks), (0, vec![org]));
    assert!(!county.received(org).forked.is_empty());
    assert_eq!((county.count(Kind::Visit), county.count(Kind::Issue)), (2, 0));
}

fn copy_all(from: &std::path::Path, to: &std::path::Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir(&to).unwrap();
            copy_all(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), &to).unwrap();
        }
    }
}

#[test]
fn a_folder_stands_for_the_only_key_file_in_it() {
    let (mut one, county, stick) = (station(1), party(COUNTY), folder());
    assert!(matches!(add(&mut one.desk, stick.path(), &stamp()), Err(ExchangeError::NoKeyFile(_))));
    // Our own is none of them.
    export(&one.desk, &one.keys, stick.path(), &stamp()).unwrap();
    export(&county.desk, &county.keys, stick.path(), &stamp()).unwrap();
    assert_eq!(add(&mut one.desk, stick.path(), &stamp()).unwrap().id, COUNTY.0);
    let city = party(Org(4301));
    export(&city.desk, &city.keys, stick.path(), &stamp()).unwrap();
    let several = add(&mut one.desk, stick.path(), &stamp());
    assert!(matches!(several, Err(ExchangeError::SeveralKeyFiles(files)) if files.len() == 2));
}

#[test]
fn who_is_not_trusted_gets_nothing_and_brings_nothing() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    let order = Order { sort: Sort::Up, to: COUNTY, folder: stick.path() };
    let going = &mut |_| ControlFlow::Continue(());
    assert!(matches!(send(&mut one.desk, &one.keys, &order, &stamp(), going), Err(ExchangeError::NoParty(_))));
    let (file, told) = export(&county.desk, &county.keys, stick.path(), &stamp()).unwrap();
    add(&mut one.desk, &file, &stamp()).unwrap();
    let refused = send(&mut one.desk, &one.keys, &order, &stamp(), going);
    assert!(matches!(refused, Err(ExchangeError::NotConfirmed { .. })));
    let wrong = confirm(&mut one.desk, COUNTY, "11111 22222 33333 44444 55555 66666", &stamp());
    assert!(matches!(wrong, Err(ExchangeError::OtherFingerprint)));
    let short = confirm(&mut one.desk, COUNTY, "１１１１１ 22222", &stamp());
    assert!(matches!(short, Err(ExchangeError::FingerprintLength { digits: 10 })));
    let own = confirm(&mut one.desk, COUNTY, &one.keys.fingerprint(), &stamp());
    assert!(matches!(own, Err(ExchangeError::OwnFingerprint)));
    let wide = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(u32::from('０') + digit)).unwrap_or('\u{3000}');
    let told: String = told.chars().map(wide).collect();
    confirm(&mut one.desk, COUNTY, &told, &stamp()).unwrap();
    let sent = one.send(Sort::Up, COUNTY, &stick);
    assert!(matches!(county.trial(&sent.path), Err(ExchangeError::Package(_))));
    parties::revoke(&mut one.desk, COUNTY, "换了电脑", &stamp()).unwrap();
    assert!(matches!(send(&mut one.desk, &one.keys, &order, &stamp(), going), Err(ExchangeError::Revoked { .. })));
    // Nor is it trusted again by what was heard before: its key file has to come anew, and why it was revoked stays known.
    let again = confirm(&mut one.desk, COUNTY, &told, &stamp());
    assert!(matches!(again, Err(ExchangeError::Revoked { .. })));
    assert_eq!(one.partner(COUNTY).reason, "换了电脑");
    let added = add(&mut one.desk, &file, &stamp()).unwrap();
    assert!(!party_of(&added).unwrap().is_confirmed() && party_of(&added).unwrap().reason == "换了电脑");
    confirm(&mut one.desk, COUNTY, &told, &stamp()).unwrap();
    assert!(one.partner(COUNTY).is_confirmed() && one.partner(COUNTY).reason.is_empty());
    // A neighbour is neither above nor below.
    let other = party(Org(430_123));
    let (file, _) = export(&other.desk, &other.keys, stick.path(), &stamp()).unwrap();
    assert!(matches!(add(&mut county.desk, &file, &stamp()), Err(ExchangeError::SameLevel(_))));
}

#[test]
fn both_sides_know_how_they_stand() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    let mut counted = Counted::default();
    assert_eq!(one.standing(&mut counted).upper, None);
    acquaint(&mut one, &mut county, &stick);
    one.visits(2);
    let standing = one.standing(&mut counted);
    let all = standing.upward.unsent;
    assert!(all >= 2 && standing.upward.waiting == 0, "{:?}", standing.upward);
    assert!(standing.upper.is_some() && standing.below.is_empty());
    let sent = one.send(Sort::Up, COUNTY, &stick);
    let upward = one.standing(&mut counted).upward;
    assert_eq!((upward.unsent, upward.waiting, upward.packed_on), (all, all, Date::from_ymd(2026, 11, 23)));
    assert_eq!(county.standing(&mut Counted::default()).below[0].received, None);
    county.take(&sent);
    let below = county.standing(&mut Counted::default()).below;
    assert_eq!((below.len(), below[0].received.as_ref().unwrap().number), (1, 1));
    assert!(below[0].troubles.is_none() && missing(below[0].received.as_ref().unwrap()).is_empty());
    let receipt = county.send(Sort::Receipt, one.desk.org(), &stick);
    one.take(&receipt);
    one.visits(1);
    let upward = one.standing(&mut counted).upward;
    assert_eq!((upward.unsent, upward.waiting), (1, 0));
    // The days its packages were made, from the county's own journal.
    let came = arrivals(&county.desk.journal(), Date::from_ymd(2026, 11, 1).unwrap()).unwrap();
    assert_eq!(came[&one.desk.org()].made_on, [Date::from_ymd(2026, 11, 23).unwrap()]);
    let since = arrivals(&county.desk.journal(), Date::from_ymd(2026, 11, 24).unwrap()).unwrap();
    assert!(since[&one.desk.org()].made_on.is_empty());
    assert_eq!(since[&one.desk.org()].enrolled_on, Date::from_ymd(2026, 11, 23));
}

/// All of a desk's own chain, as a package has it, with its lines.
fn whole(party: &Party) -> (crate::sync::package::Section, Vec<Vec<u8>>) {
    let (journal, head) = (party.desk.journal(), party.desk.reader().last_mark().unwrap().unwrap());
    let chain = crate::store::journal::chain_at(party.desk.disk(), journal.path(), &head).unwrap().unwrap();
    let text = std::fs::read(journal.path()).unwrap();
    let lines: Vec<Vec<u8>> =
        text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(<[u8]>::to_vec).collect();
    let (org, epoch, before) = (party.desk.org(), chain.start.epoch, crate::store::journal::Hash::ZERO);
    let section = crate::sync::package::Section {
        org,
        epoch,
        first: 1,
        last: head.seq,
        before,
        after: head.hash,
        count: head.seq,
    };
    (section, lines)
}

#[test]
fn nobody_brings_the_chain_of_somebody_else() {
    let (mut one, mut two, mut county, stick) = (station(1), station(2), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    acquaint(&mut two, &mut county, &stick);
    two.visits(2);
    let ((own, lines), (others, more)) = (whole(&one), whole(&two));
    let mut header = crate::sync::package::Header::new(Sort::Up, one.desk.org(), COUNTY, 1, &stamp().at, 1);
    header.chains = vec![own, others];
    let mut writer = crate::sync::package::Writer::new(Vec::new(), &county.keys.unbox.public(), &header).unwrap();
    lines.iter().chain(&more).for_each(|line| writer.line(line).unwrap());
    let path = stick.path().join(header.name().to_string());
    std::fs::write(&path, writer.finish(&one.keys.sign).unwrap()).unwrap();
    let refused = county.trial(&path);
    assert!(matches!(refused, Err(ExchangeError::NotTheirs { org, .. }) if org == two.desk.org()), "{refused:?}");
    assert!(county.desk.reader().entry(Kind::Received, two.desk.org().0).unwrap().is_none());
}

/// What waits for a package may fail; the package itself is in, and that is told.
#[test]
fn a_package_is_told_to_be_in_though_what_waited_for_it_was_stopped() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    let drawer = folder();
    acquaint(&mut one, &mut county, &stick);
    one.visits(1);
    let first = kept(&one.send(Sort::Up, COUNTY, &stick), &drawer);
    let section = county.trial(&first.path).unwrap().header().chains[0].clone();
    // As if the county had acknowledged what it never got.
    let before = one.desk.reader().entry(Kind::Party, COUNTY.0).unwrap().unwrap();
    let begin = crate::store::journal::Mark::START;
    let skipped = crate::model::party::Party {
        acked_seq: section.last,
        acked_hash: section.after.to_string(),
        acked_end: acks::end_of(&one.desk.journal(), begin, section.last).unwrap().unwrap().1,
        ..one.partner(COUNTY)
    };
    let mut batch = one.desk.batch(stamp());
    batch.change("receipt", &before, Record::Party(Box::new(skipped)));
    one.desk.commit(batch).unwrap();
    one.visits(1);
    let later = kept(&one.send(Sort::Up, COUNTY, &stick), &drawer);
    assert!(county.take(&later).waits);
    let trial = county.trial(&first.path).unwrap();
    // A save that goes through all the same, and a stop when the one that waited is read.
    let mut is_over = false;
    let going = &mut |done: u64, of: u64| {
        let stops = is_over;
        is_over |= done >= of;
        if stops { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let taken = take_in(&mut county.desk, &county.keys, &trial, false, &stamp(), going).unwrap();
    assert_eq!((taken.packages, county.received(one.desk.org()).seq), (1, section.last));
    assert!(taken.unsettled.is_some());
}
