//! A chain that parted: what is here stays, or what came takes its place.

use super::*;
use crate::store::copies;
use crate::sync::exchange::decide::{Decision, decide};
use crate::sync::exchange::quarantine::{dismiss, quarantined};

fn open(dir: TempDir) -> Party {
    let desk = Desk::open(Arc::new(RealDisk), dir.path(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    let keys = OwnKeys::of_desk(&RealDisk, dir.path()).unwrap();
    Party { dir, desk, keys, lowers: RefCell::default() }
}

/// The same desk on two computers.
fn two_of(one: Party) -> (Party, Party) {
    let Party { dir, desk, .. } = one;
    drop(desk);
    let twin = folder();
    copy_all(dir.path(), twin.path());
    (open(dir), open(twin))
}

impl Party {
    fn decide(&mut self, org: Org, decision: Decision, reason: &str) -> Result<Taken, ExchangeError> {
        let what = (org, decision, reason);
        decide(&mut self.desk, &self.keys, what, &stamp(), &mut |_, _| ControlFlow::Continue(()))
    }

    fn kept_packages(&self) -> usize {
        std::fs::read_dir(self.dir.path().join(INBOX).join(HELD)).map_or(0, Iterator::count)
    }
}

/// A county that has two visits of the one computer, and a package of the other: an issue. With `acknowledged` the package begins
/// behind what both have.
fn parted(acknowledged: bool) -> (Party, Party, Party, Sent, TempDir) {
    let (mut one, mut county, stick, drawer) = (station(1), party(COUNTY), folder(), folder());
    acquaint(&mut one, &mut county, &stick);
    one.visits(1);
    if acknowledged {
        let sent = one.send(Sort::Up, COUNTY, &stick);
        county.take(&sent);
        let receipt = county.send(Sort::Receipt, one.desk.org(), &stick);
        one.take(&receipt);
    }
    let (mut one, mut twin) = two_of(one);
    one.visits(1);
    twin.issue("另一台电脑");
    let sent = one.send(Sort::Up, COUNTY, &drawer);
    county.take(&sent);
    let other = twin.send(Sort::Up, COUNTY, &stick);
    assert_eq!(county.take(&other).forks, [one.desk.org()]);
    (one, twin, county, other, stick)
}

#[test]
fn what_came_takes_the_place_of_what_is_here() {
    for acknowledged in [false, true] {
        let (mut one, mut twin, mut county, other, stick) = parted(acknowledged);
        let org = one.desk.org();
        assert_eq!((county.count(Kind::Visit), county.count(Kind::Issue), county.kept_packages()), (2, 0, 1));
        let copy = std::fs::read(copies::path_of(county.dir.path(), org)).unwrap();
        let first = county.trial(&other.path).unwrap().header().chains[0].first;
        assert_eq!(first > 1, acknowledged);
        // The same package again is kept once.
        county.take(&other);
        assert_eq!(county.kept_packages(), 1);
        assert!(matches!(county.decide(org, Decision::Adopt, " "), Err(ExchangeError::NoDecisionReason)));
        let taken = county.decide(org, Decision::Adopt, "新电脑为准").unwrap();
        assert_eq!(taken.packages, 1);
        assert_eq!((county.count(Kind::Visit), county.count(Kind::Issue), county.kept_packages()), (1, 1, 0));
        let known = county.received(org);
        assert!(known.forked.is_empty() && known.decided.contains("新电脑为准"), "{known:?}");
        // What was here before stands beside.
        let aside = copies::path_of(county.dir.path(), org).with_extension("old-1");
        assert_eq!(std::fs::read(aside).unwrap(), copy);
        // The new one goes on, and the old computer is the odd one now.
        let receipt = county.send(Sort::Receipt, org, &stick);
        twin.take(&receipt);
        twin.visits(1);
        let next = twin.send(Sort::Up, COUNTY, &stick);
        county.take(&next);
        assert_eq!(county.count(Kind::Visit), 2);
        one.visits(1);
        let drawer = folder();
        let odd = one.send(Sort::Up, COUNTY, &drawer);
        assert_eq!(county.take(&odd).forks, [org]);
        assert!(matches!(county.decide(COUNTY, Decision::Keep, "没有"), Err(ExchangeError::NothingToDecide(_))));
    }
}

#[test]
fn what_is_here_stays_until_the_chain_follows_again() {
    let (mut one, _twin, mut county, other, stick) = parted(true);
    let org = one.desk.org();
    county.decide(org, Decision::Keep, "旧电脑为准").unwrap();
    let known = county.received(org);
    assert!(known.forked.is_empty() && known.parted.file.is_empty() && known.decided.contains("旧电脑为准"));
    assert_eq!((county.count(Kind::Visit), county.count(Kind::Issue), county.kept_packages()), (2, 0, 0));
    // The other computer is refused as before; the right one goes on.
    assert_eq!(county.take(&other).forks, [org]);
    one.visits(1);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    assert_eq!((county.count(Kind::Visit), county.kept_packages()), (3, 1));
    // It is kept until somebody has decided, whatever follows meanwhile.
    assert!(!county.received(org).forked.is_empty());
}

#[test]
fn a_new_installation_is_not_taken_in_where_nobody_agrees() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    one.visits(1);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let org = one.desk.org();
    let mut other = station(1);
    acquaint(&mut other, &mut county, &stick);
    other.issue("冒充的");
    let sent = other.send(Sort::Up, COUNTY, &stick);
    assert!(county.take(&sent).waits);
    assert_eq!(county.kept_packages(), 1);
    county.decide(org, Decision::Keep, "没有换过电脑").unwrap();
    assert_eq!((county.count(Kind::Issue), county.kept_packages()), (0, 0));
    assert!(matches!(county.decide(org, Decision::Adopt, "再想"), Err(ExchangeError::NothingToDecide(_))));
    // It comes again, and somebody agrees after all: it takes the place of what is here.
    assert!(county.take(&sent).waits);
    county.decide(org, Decision::Adopt, "问清了，重装过").unwrap();
    assert_eq!((county.count(Kind::Visit), county.count(Kind::Issue), county.kept_packages()), (0, 1, 0));
    assert!(county.received(org).decided.contains("重装过"));
}

#[test]
fn what_was_not_used_can_be_looked_at() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    one.visits(1);
    let Party { dir, desk, .. } = one;
    let (org, path) = (desk.org(), desk.journal().path().to_path_buf());
    drop(desk);
    let disk: Arc<dyn crate::store::disk::Disk> = Arc::new(RealDisk);
    let mut journal = crate::store::journal::Journal::open(Arc::clone(&disk), &path, org, None).unwrap().journal;
    let line = crate::store::journal::NewLine {
        kind: "mystery".to_owned(),
        id: 7,
        rev: 1,
        verb: "add".to_owned(),
        data: r#"{"title":"以后的版本写的"}"#.to_owned(),
    };
    let at = chrono::DateTime::parse_from_rfc3339(&stamp().at).unwrap();
    journal.append(&crate::store::journal::Stamp { at, by: "李慧".to_owned() }, &[line]).unwrap();
    drop(journal);
    let mut one = open(dir);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let odd = quarantined(&disk, county.dir.path(), &county.desk.reader(), org).unwrap();
    assert_eq!(odd.len(), 1, "{odd:?}");
    let odd = &odd[0];
    assert_eq!((odd.kind.as_str(), odd.id, odd.by.as_str()), ("mystery", 7, "李慧"));
    assert!(odd.data.contains("以后的版本写的") && odd.reason.contains("不认识"), "{odd:?}");
    assert_eq!(county.received(org).quarantined[0].seq, odd.seq);
    // Somebody has dealt with it: it is told no more, and what was decided is.
    let refused = dismiss(&mut county.desk, (org, Some(odd.seq + 1), "问过了"), &stamp());
    assert!(matches!(refused, Err(ExchangeError::NothingQuarantined(_))), "{refused:?}");
    assert!(matches!(dismiss(&mut county.desk, (org, None, " "), &stamp()), Err(ExchangeError::NoDecisionReason)));
    assert_eq!(dismiss(&mut county.desk, (org, Some(odd.seq), "问过了"), &stamp()).unwrap(), 1);
    let received = county.received(org);
    assert!(!received.is_troubled() && received.decided.contains("问过了"), "{received:?}");
    assert!(
        county
            .desk
            .reader()
            .page(crate::store::reader::List::Troubled, None, crate::store::reader::Direction::Forward, 1)
            .unwrap()
            .is_empty()
    );
    assert!(quarantined(&disk, county.dir.path(), &county.desk.reader(), CITY).unwrap().is_empty());
}

/// Notes that the county has acknowledged everything of a desk so far, as if it had said so.
fn believes(party: &mut Party, above: Org) {
    // The last line is the one that says the package is written, which did not go with it.
    let lines: Vec<_> =
        party.desk.journal().lines_after(crate::store::journal::Mark::START).unwrap().map(Result::unwrap).collect();
    let line = &lines[lines.len() - 2];
    let before = party.desk.reader().entry(Kind::Party, above.0).unwrap().unwrap();
    let known = crate::model::party::Party {
        acked_seq: line.envelope.seq,
        acked_hash: line.envelope.hash.to_string(),
        acked_end: line.end,
        ..party.partner(above)
    };
    let mut batch = party.desk.batch(stamp());
    batch.change("receipt", &before, Record::Party(Box::new(known)));
    party.desk.commit(batch).unwrap();
}

#[test]
fn what_waited_for_the_chain_that_is_adopted_goes_on_waiting() {
    let (mut one, mut twin, mut county, _, stick) = parted(true);
    let org = one.desk.org();
    // Of the other computer a package is lost, and the one after it waits; so does one of the first computer.
    let mut waits = Vec::new();
    for party in [&mut twin, &mut one] {
        believes(party, COUNTY);
        party.visits(1);
        waits.push(kept(&party.send(Sort::Up, COUNTY, &stick), &folder_kept()));
        believes(party, COUNTY);
        party.visits(1);
        let drawer = folder_kept();
        let last = kept(&party.send(Sort::Up, COUNTY, &stick), &drawer);
        assert!(county.take(&last).waits, "{:?}", county.received(org));
    }
    assert_eq!((county.received(org).held.len(), county.kept_packages()), (2, 3));
    county.decide(org, Decision::Adopt, "新电脑为准").unwrap();
    assert_eq!((county.count(Kind::Visit), county.count(Kind::Issue)), (1, 1));
    // The one that was missing comes, and with it the one that waited.
    let taken = county.take(&waits[0]);
    assert_eq!((taken.packages, county.count(Kind::Visit)), (2, 3));
    assert_eq!(twin.count(Kind::Visit), 3);
}

/// A folder that stays.
fn folder_kept() -> TempDir {
    let mut dir = folder();
    dir.disable_cleanup(true);
    dir
}

#[test]
fn a_desk_set_up_anew_that_sends_in_several_packages_is_agreed_to_once() {
    let (mut county, mut city, stick) = (party(COUNTY), party(CITY), folder());
    acquaint(&mut county, &mut city, &stick);
    county.visits(3);
    let sent = county.send(Sort::Up, CITY, &stick);
    city.take(&sent);
    let mut anew = party(COUNTY);
    acquaint(&mut anew, &mut city, &stick);
    // As many chains as make several packages: each later one begins where the one before ends.
    let mut packages = Vec::new();
    for _ in 0..3 {
        anew.visits(2);
        let drawer = folder_kept();
        packages.push(kept(&anew.send(Sort::Up, CITY, &stick), &drawer));
        believes(&mut anew, CITY);
    }
    let trial = city.trial(&packages[1].path).unwrap();
    assert_eq!(trial.chains[0].verdict, Verdict::Ahead);
    for at in [1, 0, 2] {
        assert!(city.take(&packages[at]).waits);
    }
    let known = city.received(COUNTY);
    assert!(known.forked.is_empty() && known.is_undecided(), "{known:?}");
    let taken = city.decide(COUNTY, Decision::Adopt, "电话核实过，重装了").unwrap();
    assert_eq!((taken.packages, city.count(Kind::Visit), city.kept_packages()), (3, 6, 0));
    assert!(!city.received(COUNTY).is_undecided());
}

#[test]
fn a_later_package_of_a_new_installation_alone_joins_nothing() {
    let (mut county, mut city, stick) = (party(COUNTY), party(CITY), folder());
    acquaint(&mut county, &mut city, &stick);
    county.visits(9);
    let sent = county.send(Sort::Up, CITY, &stick);
    city.take(&sent);
    let mut anew = party(COUNTY);
    acquaint(&mut anew, &mut city, &stick);
    anew.visits(2);
    let drawer = folder();
    anew.send(Sort::Up, CITY, &drawer);
    believes(&mut anew, CITY);
    anew.visits(1);
    let later = anew.send(Sort::Up, CITY, &stick);
    assert!(city.take(&later).waits);
    let refused = city.decide(COUNTY, Decision::Adopt, "核实过");
    assert!(matches!(refused, Err(ExchangeError::DoesNotJoin(COUNTY))), "{refused:?}");
    assert_eq!(city.count(Kind::Visit), 9);
    city.decide(COUNTY, Decision::Keep, "没有换过").unwrap();
    assert_eq!((city.received(COUNTY).held.len(), city.kept_packages()), (0, 0));
}
