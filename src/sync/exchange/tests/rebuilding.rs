//! A station that lost everything, and gets its chain back from the county.

use super::*;
use crate::store::desk::OpenError;
use crate::sync::exchange::decide::{Decision, decide};
use crate::sync::exchange::take::Judged;

/// Every record of ours as it stands, but for what is known of others.
fn records(party: &Party) -> Vec<Entry> {
    let reader = party.desk.reader();
    let kinds = Kind::ALL.into_iter().filter(|kind| kind.is_reported());
    kinds.flat_map(|kind| crate::sync::exchange::all_of(&reader, List::All(kind)).unwrap()).collect()
}

/// The computer burns down; what the county needs to know of the next one.
fn lost(station: Party, county: &mut Party, stick: &TempDir) -> Party {
    let org = station.desk.org();
    drop(station);
    let mut fresh = party(org);
    acquaint(&mut fresh, county, stick);
    fresh
}

fn own(trial: &Trial, org: Org) -> &Judged {
    trial.chains.iter().find(|judged| judged.section.org == org).unwrap()
}

#[test]
fn a_lost_station_comes_back_whole_and_goes_on() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    one.visits(3);
    one.issue("路灯不亮");
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let receipt = county.send(Sort::Down, one.desk.org(), &stick);
    one.take(&receipt);
    one.visits(2);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let (before, org) = (records(&one), one.desk.org());

    let mut one = lost(one, &mut county, &stick);
    let full = county.send(Sort::Full, org, &stick);
    let trial = one.trial(&full.path).unwrap();
    let known = county.received(org);
    assert_eq!(
        (own(&trial, org).verdict, trial.rebuilds()),
        (Verdict::Rebuild, Some(7)),
        "the station, its visits, its issue"
    );
    assert_eq!(records(&one).len(), 1, "a trial changes nothing");
    let taken = one.take(&full);
    assert_eq!((taken.rebuilt, taken.lines, taken.packages), (Some(7), 7, 1));
    assert_eq!(trial.until().map(|day| day.to_string()).as_deref(), stamp().at.get(..10));
    assert_eq!(records(&one), before);
    // The county is trusted as it was confirmed on the new computer, and has all of it.
    let partner = one.partner(COUNTY);
    assert!(partner.is_confirmed() && partner.box_key == county.keys.unbox.public().to_string());
    assert_eq!((partner.acked_seq, partner.acked_hash.as_str()), (known.seq, known.hash.as_str()));
    assert!(one.received(COUNTY).seq > 0);
    // The same package again has nothing new.
    let again = one.trial(&full.path).unwrap();
    assert!(again.chains.iter().all(|judged| judged.verdict == Verdict::Known), "{:?}", again.chains);

    one.visits(1);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    let trial = county.trial(&sent.path).unwrap();
    let from = known.seq + 1;
    assert_eq!(own(&trial, org).verdict, Verdict::Installation { goes_on: true, from });
    assert_eq!(trial.header().chains[0].first, from, "only what is new is sent");
    assert!(county.take(&sent).waits);
    assert_eq!(county.count(Kind::Visit), 5);
    let what = (org, Decision::Adopt, "电话核实过，换了电脑");
    let agreed = decide(&mut county.desk, &county.keys, what, &stamp(), &mut |_, _| ControlFlow::Continue(()));
    assert_eq!(agreed.unwrap().packages, 1);
    assert_eq!((county.count(Kind::Visit), county.count(Kind::Issue)), (6, 1));
    let known = county.received(org);
    assert!(known.held.is_empty() && known.decided.contains("换了电脑") && known.forked.is_empty());
    let receipt = county.send(Sort::Receipt, org, &stick);
    one.take(&receipt);
    assert_eq!(one.partner(COUNTY).acked_seq, known.seq);
    one.visits(1);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    assert_eq!((county.count(Kind::Visit), one.count(Kind::Visit)), (7, 7));
    let dir = one.dir;
    drop(one.desk);
    let disk: Arc<dyn crate::store::disk::Disk> = Arc::new(RealDisk);
    let report: Result<_, OpenError> =
        crate::store::verify::verify(&disk, dir.path(), &mut |_, _, _| ControlFlow::Continue(()));
    assert!(!report.unwrap().is_damaged());
}

#[test]
fn a_station_with_entries_of_its_own_is_not_rebuilt() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    one.visits(3);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let org = one.desk.org();
    // A living desk has all of it, and takes the county's in.
    let full = county.send(Sort::Full, org, &stick);
    let trial = one.trial(&full.path).unwrap();
    assert_eq!((own(&trial, org).verdict, own(&trial, COUNTY).verdict), (Verdict::Known, Verdict::Follows { from: 1 }));
    one.take(&full);
    assert!(one.received(COUNTY).seq > 0);
    let mut one = lost(one, &mut county, &stick);
    one.visits(1);
    let full = county.send(Sort::Full, org, &stick);
    let end = one.desk.journal().end();
    let refused = one.trial(&full.path).unwrap_err();
    assert!(refused.to_string().contains("liaison backup"), "{refused}");
    assert_eq!((one.count(Kind::Visit), one.desk.journal().end()), (1, end));
}

/// A city, its county, and two of its stations; the city has everything of the first, and of the second what it had before.
pub(super) fn county_with_stations(stick: &TempDir) -> (Party, Party, Party, Party) {
    let (mut one, mut two, mut county, mut city) = (station(1), station(2), party(COUNTY), party(CITY));
    acquaint(&mut one, &mut county, stick);
    acquaint(&mut two, &mut county, stick);
    acquaint(&mut county, &mut city, stick);
    one.visits(2);
    two.issue("路灯不亮");
    for station in [&mut one, &mut two] {
        let sent = station.send(Sort::Up, COUNTY, stick);
        county.take(&sent);
    }
    county.visits(1);
    let sent = county.send(Sort::Up, CITY, stick);
    city.take(&sent);
    (one, two, county, city)
}

#[test]
fn a_county_comes_back_with_its_stations() {
    let stick = folder();
    let (mut one, mut two, mut county, mut city) = county_with_stations(&stick);
    let org = one.desk.org();
    let receipt = county.send(Sort::Receipt, org, &stick);
    one.take(&receipt);
    let before = [county.received(org), county.received(two.desk.org())];
    // What came after the last package for the city is lost with the county.
    two.visits(4);
    let sent = two.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);

    let mut county = lost(county, &mut city, &stick);
    let full = city.send(Sort::Full, COUNTY, &stick);
    assert_eq!(full.chains, 4);
    let trial = county.trial(&full.path).unwrap();
    assert_eq!(own(&trial, COUNTY).verdict, Verdict::Rebuild);
    assert!(county.take(&full).rebuilt.is_some());
    assert_eq!((county.count(Kind::Visit), county.count(Kind::Issue)), (3, 1));
    for before in &before {
        let known = county.received(before.org().unwrap());
        let acknowledged = crate::model::received::Received {
            acked_seq: before.seq,
            acked_hash: before.hash.clone(),
            acked_end: before.bytes,
            acked_told: before.told,
            ..before.clone()
        };
        assert_eq!(known, acknowledged);
    }
    // The stations are known by the keys they had, and go on where they were; only the county's key is another: what the computer
    // before had acknowledged is sent again, for this one need not have it.
    acquaint(&mut one, &mut county, &stick);
    one.visits(1);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    let trial = county.trial(&sent.path).unwrap();
    assert_eq!(
        (trial.header().chains[0].first, trial.chains[0].verdict),
        (1, Verdict::Follows { from: before[0].seq + 1 })
    );
    county.take(&sent);
    assert_eq!(county.count(Kind::Visit), 4);
    let receipt = county.send(Sort::Receipt, org, &stick);
    one.take(&receipt);
    assert_eq!(one.partner(COUNTY).acked_seq, county.received(org).seq);
    // What the city has not, it gets again.
    acquaint(&mut two, &mut county, &stick);
    let sent = two.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    assert_eq!(county.count(Kind::Visit), 8);
    let sent = county.send(Sort::Up, CITY, &stick);
    let trial = city.trial(&sent.path).unwrap();
    let agreed = take_in(&mut city.desk, &city.keys, &trial, true, &stamp(), &mut |_, _| ControlFlow::Continue(()));
    assert_eq!((agreed.unwrap().packages, city.count(Kind::Visit)), (1, 8));
    let Party { dir, desk, .. } = county;
    drop(desk);
    let disk: Arc<dyn crate::store::disk::Disk> = Arc::new(RealDisk);
    let report: Result<_, OpenError> =
        crate::store::verify::verify(&disk, dir.path(), &mut |_, _, _| ControlFlow::Continue(()));
    assert!(!report.unwrap().is_damaged());
}

#[test]
fn who_is_above_writes_nothing_of_a_station_at_a_living_county() {
    let stick = folder();
    let (mut one, _two, mut county, mut city) = county_with_stations(&stick);
    let org = one.desk.org();
    // The city has more of the station than the county: it comes from the station, or not at all.
    let before = county.received(org);
    one.visits(1);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    let twin = folder();
    let Party { dir, desk, .. } = county;
    drop(desk);
    copy_all(dir.path(), twin.path());
    let open = |dir: TempDir| {
        let desk = Desk::open(Arc::new(RealDisk), dir.path(), &mut |_, _| ControlFlow::Continue(())).unwrap();
        let keys = OwnKeys::of_desk(&RealDisk, dir.path()).unwrap();
        Party { dir, desk, keys, lowers: RefCell::default() }
    };
    county = open(dir);
    let mut twin = open(twin);
    twin.take(&sent);
    let handed = twin.send(Sort::Up, CITY, &stick);
    city.take(&handed);
    assert!(city.received(org).seq > before.seq);
    // What the twin wrote of its own is not known here: our chain has parted with it, which a person is told; the chains of the stations alone are left where they are.
    let full = city.send(Sort::Full, COUNTY, &stick);
    assert!(county.trial(&full.path).unwrap().parted.is_some());
    let ((of_city, lines), (section, more)) = (whole(&city), whole(&one));
    let mut header = crate::sync::package::Header::new(Sort::Full, CITY, COUNTY, 9, &stamp().at, 1);
    header.chains = vec![of_city, section];
    let mut writer = crate::sync::package::Writer::new(Vec::new(), &county.keys.unbox.public(), &header).unwrap();
    lines.iter().chain(&more).for_each(|line| writer.line(line).unwrap());
    let path = stick.path().join(header.name().to_string());
    std::fs::write(&path, writer.finish(&city.keys.sign).unwrap()).unwrap();
    let trial = county.trial(&path).unwrap();
    assert_eq!(trial.chains[1].verdict, Verdict::Known);
    take_in(&mut county.desk, &county.keys, &trial, true, &stamp(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    assert_eq!(county.received(org), before);
    // A desk below brings nothing of who is above it, full or not.
    let ((own, lines), (section, more)) = (whole(&one), whole(&county));
    let mut header = crate::sync::package::Header::new(Sort::Full, org, COUNTY, 9, &stamp().at, 1);
    header.chains = vec![own, section];
    let mut writer = crate::sync::package::Writer::new(Vec::new(), &county.keys.unbox.public(), &header).unwrap();
    lines.iter().chain(&more).for_each(|line| writer.line(line).unwrap());
    let path = stick.path().join(header.name().to_string());
    std::fs::write(&path, writer.finish(&one.keys.sign).unwrap()).unwrap();
    assert!(matches!(county.trial(&path), Err(ExchangeError::NotTheirs { .. })));
}

#[test]
fn what_the_new_computer_sent_before_it_was_rebuilt_is_not_agreed_to_with_the_rest() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    one.visits(5);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let org = one.desk.org();
    let mut one = lost(one, &mut county, &stick);
    // Somebody exchanges before the county's copy has come: a desk that begins anew, with nothing in it.
    let early = one.send(Sort::Up, COUNTY, &stick);
    assert!(county.take(&early).waits);
    let full = county.send(Sort::Full, org, &stick);
    one.take(&full);
    one.visits(1);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    assert!(county.take(&sent).waits);
    let what = (org, Decision::Adopt, "电话核实过，换了电脑");
    decide(&mut county.desk, &county.keys, what, &stamp(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    assert_eq!((county.count(Kind::Visit), one.count(Kind::Visit)), (6, 6));
    assert!(county.received(org).held.is_empty());
    let held = county.dir.path().join(crate::sync::exchange::INBOX).join(crate::sync::exchange::HELD);
    assert_eq!(std::fs::read_dir(held).unwrap().count(), 0, "nothing waits for ever");
}

#[test]
fn a_new_computer_hears_that_the_desk_above_has_not_agreed_to_it_yet() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    let org = one.desk.org();
    acquaint(&mut one, &mut county, &stick);
    one.visits(3);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    // The station's computer is gone.
    let mut one = party(org);
    acquaint(&mut one, &mut county, &stick);
    one.visits(1);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    assert!(county.take(&sent).waits);
    let receipt = county.send(Sort::Receipt, org, &stick);
    let refused = one.trial(&receipt.path).unwrap_err();
    assert!(matches!(refused, ExchangeError::NotAgreed { from: COUNTY, .. }), "{refused:?}");
}
