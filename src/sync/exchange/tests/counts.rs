//! What is told to people is counted alike, wherever it is told.

use super::super::acks;
use super::super::below::Undelivered;
use super::super::take::{Agreed, Reached, try_behind, try_freed};
use super::*;
use crate::model::handling::Handling;
use crate::model::setting::Setting;
use crate::model::unit::Unit;
use crate::store::journal::Mark;

/// What a package holds, as its maker and its receiver tell it.
fn told(from: &Party, sent: &Sent, to: &mut Party) -> [u64; 4] {
    let packs = packs(&from.desk.reader(), to.desk.org());
    let trial = to.trial(&sent.path).unwrap();
    let counts = trial.counts(Agreed::No);
    let taken = to.take(sent);
    [sent.lines, u64::from(packs), counts.added + counts.changed, taken.lines]
}

/// The count of the newest package to a party in the register.
fn packs(reader: &crate::store::reader::Reader, to: Org) -> u32 {
    let mut count = None;
    packs_to(reader, to, &mut |_, pack| {
        count = Some(pack.count);
        false
    })
    .unwrap();
    count.unwrap()
}

#[test]
fn a_package_is_told_with_one_count_by_its_maker_and_its_receiver() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    one.visits(3);
    let issue = one.issue("路灯不亮");
    let mut counted = Counted::default();
    let unsent = one.standing(&mut counted).upward.unsent;
    assert_eq!(unsent, 5, "the station itself, three visits and an issue; keys, parties and packages are none");
    let sent = one.send(Sort::Up, COUNTY, &stick);
    assert_eq!(told(&one, &sent, &mut county), [unsent; 4]);

    // A county's own issue is not for its station, its decision and its units are.
    county.issue("县里的");
    let mut batch = county.desk.batch(stamp());
    let number = "2026-0001".to_owned();
    let (org, id) = (one.desk.org().to_string(), issue.id);
    let decision = crate::model::handling::Handling { station: org, issue: id, number, ..Default::default() };
    batch.add(Record::Handling(Box::new(decision)));
    county.desk.commit(batch).unwrap();
    let sent = county.send(Sort::Down, one.desk.org(), &stick);
    assert_eq!(told(&county, &sent, &mut one), [1; 4]);
    let mut counted = Counted::default();
    assert_eq!(one.standing(&mut counted).upward.unsent, 0);
}

#[test]
fn another_installation_is_counted_once_it_is_agreed_to() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    one.visits(3);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let mut again = station(1);
    acquaint(&mut again, &mut county, &stick);
    again.visits(2);
    let sent = again.send(Sort::Up, COUNTY, &stick);
    let trial = county.trial(&sent.path).unwrap();
    let counts = |agreed: Agreed| {
        let counts = trial.counts(agreed);
        (counts.added, counts.changed, counts.known, counts.installations)
    };
    assert_eq!(counts(Agreed::No), (0, 0, 0, 1));
    assert_eq!(counts(Agreed::All), (3, 0, 0, 0), "the station and its visits");
    let desk = &mut county.desk;
    let taken = take_in(desk, &county.keys, &trial, Agreed::All, &stamp(), &mut |_, _| ControlFlow::Continue(()));
    assert_eq!(taken.unwrap().lines, 3);
}

/// What packages would do that are tried one after another, with those kept here that follow: new and changed.
fn tried(party: &Party, sent: &[&Sent]) -> Vec<u64> {
    let reader = party.desk.reader();
    let site = Site { disk: party.desk.disk(), root: party.dir.path(), reader: &reader, keys: &party.keys };
    let (mut reached, mut told) = (Reached::default(), Vec::new());
    let mut count = |trial: &Trial| {
        let counts = trial.counts(Agreed::No);
        told.push(counts.added + counts.changed);
    };
    for sent in sent {
        let trial = try_behind(site, &sent.path, &reached, &mut |_, _| ControlFlow::Continue(())).unwrap();
        reached.add(&trial);
        count(&trial);
    }
    try_freed(site, &mut reached, &mut |_, _| ControlFlow::Continue(())).unwrap().iter().for_each(count);
    told
}

#[test]
fn what_two_packages_bring_is_counted_once_before_and_after() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    one.visits(3);
    let first = one.send(Sort::Up, COUNTY, &stick);
    one.visits(2);
    let second = one.send(Sort::Up, COUNTY, &stick);
    // The second holds what the first does, for no receipt came back.
    assert_eq!(tried(&county, &[&first, &second, &second]), [4, 2, 0]);
    assert_eq!(tried(&county, &[&second, &first]), [6, 0]);
    assert_eq!([county.take(&first).lines, county.take(&second).lines], [4, 2]);
}

#[test]
fn what_waits_is_counted_with_what_frees_it() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    one.visits(3);
    let first = one.send(Sort::Up, COUNTY, &stick);
    let lines: Vec<Sent> = (0..2)
        .map(|_| {
            one.visits(2);
            after(&mut one, &county, &stick)
        })
        .collect();
    // The later of them comes first, and waits.
    assert_eq!(tried(&county, &[&lines[1]]), [0]);
    assert!(county.take(&lines[1]).waits);
    assert_eq!(tried(&county, &[&first]), [4]);
    assert_eq!(tried(&county, &[&first, &lines[0]]), [4, 2, 2]);
    assert_eq!([county.take(&first).lines, county.take(&lines[0]).lines], [4, 4]);
}

/// Sends, and takes it for acknowledged, as if the receipt for it had come: the next package begins behind it.
fn after(one: &mut Party, county: &Party, stick: &TempDir) -> Sent {
    let before = one.desk.reader().entry(Kind::Party, COUNTY.0).unwrap().unwrap();
    let sent = one.send(Sort::Up, COUNTY, stick);
    let acked_seq = county.trial(&sent.path).unwrap().chains[0].section.last;
    let (hash, acked_end) = acks::end_of(&one.desk.journal(), Mark::START, acked_seq).unwrap().unwrap();
    let party = party_of(&before).unwrap().clone();
    let acked = crate::model::party::Party { acked_seq, acked_hash: hash.to_string(), acked_end, ..party };
    let mut batch = one.desk.batch(stamp());
    batch.change("receipt", &before, Record::Party(Box::new(acked)));
    one.desk.commit(batch).unwrap();
    sent
}

#[test]
fn what_a_county_hands_on_is_told_beside_its_own_until_the_receipt() {
    let (mut one, mut county, mut city, stick) = (station(1), party(COUNTY), party(Org(4301)), folder());
    acquaint(&mut one, &mut county, &stick);
    acquaint(&mut county, &mut city, &stick);
    let upward = |county: &Party| {
        let upward = county.standing(&mut Counted::default()).upward;
        (upward.unsent, upward.handed, upward.waiting + upward.handed_waiting)
    };
    one.visits(3);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    assert_eq!(upward(&county), (1, 0, 0), "the county itself");
    county.take(&sent);
    assert_eq!(upward(&county), (1, 4, 0));
    let sent = county.send(Sort::Up, city.desk.org(), &stick);
    assert_eq!((sent.lines, sent.handed), (5, 4));
    assert_eq!(upward(&county), (1, 4, 5));
    assert_eq!(city.take(&sent).lines, 5);
    one.visits(2);
    let more = one.send(Sort::Up, COUNTY, &stick);
    county.take(&more);
    assert_eq!(upward(&county), (1, 6, 5));
    let receipt = city.send(Sort::Receipt, COUNTY, &stick);
    county.take(&receipt);
    assert_eq!(upward(&county), (0, 2, 0));
    let sent = county.send(Sort::Up, city.desk.org(), &stick);
    assert_eq!((sent.lines, sent.handed), (2, 2));
    city.take(&sent);
    let receipt = city.send(Sort::Receipt, COUNTY, &stick);
    county.take(&receipt);
    assert_eq!(upward(&county), (0, 0, 0));
}

#[test]
fn what_was_decided_is_undelivered_until_it_went_down_and_never_where_it_was_taken_back_before() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    let org = one.desk.org();
    one.visits(1);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let decide = |county: &mut Party| {
        let decision = crate::model::handling::Handling { station: org.to_string(), issue: 1, ..Default::default() };
        let mut batch = county.desk.batch(stamp());
        batch.add(Record::Handling(Box::new(decision)));
        county.desk.commit(batch).unwrap().remove(0)
    };
    // What is kept of our journal and what the places of its lines tell are the same.
    let waits = |county: &Party, entry: &Entry| {
        let mut lowers = Lowers::default();
        lowers.read_on(&county.desk.journal(), Date::from_ymd(2026, 11, 1).unwrap()).unwrap();
        let went = county.desk.reader().went_down(entry).unwrap();
        assert_eq!(lowers.undelivered().is_empty(), went);
        !went
    };
    let first = decide(&mut county);
    assert!(waits(&county, &first));
    county.send(Sort::Receipt, org, &stick);
    assert!(waits(&county, &first), "a receipt holds no lines");
    county.send(Sort::Down, org, &stick);
    assert!(!waits(&county, &first));
    let second = decide(&mut county);
    assert!(waits(&county, &second));
    let mut batch = county.desk.batch(stamp());
    batch.void(&second, "改主意");
    county.desk.commit(batch).unwrap();
    assert!(!waits(&county, &first));
    // One that went down before has to be taken back there as well.
    let mut batch = county.desk.batch(stamp());
    batch.void(&first, "改主意");
    let first = county.desk.commit(batch).unwrap().remove(0);
    assert!(waits(&county, &first));
    // The station has it, and loses what it had.
    let down = county.send(Sort::Down, org, &stick);
    one.take(&down);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    assert!(!waits(&county, &first) && county.partner(org).acked_seq > 0);
    let before = county.desk.reader().entry(Kind::Party, org.0).unwrap().unwrap();
    let lost =
        crate::model::party::Party { acked_seq: 0, acked_end: 0, acked_hash: String::new(), ..county.partner(org) };
    let mut batch = county.desk.batch(stamp());
    batch.change("unpack", &before, Record::Party(Box::new(lost)));
    county.desk.commit(batch).unwrap();
    assert!(waits(&county, &first));
    county.send(Sort::Down, org, &stick);
    assert!(!waits(&county, &first));
}

#[test]
fn what_is_for_those_below_is_undelivered_until_it_went_to_each_and_again_where_it_was_lost() {
    let (mut one, mut two, mut county, stick) = (station(1), station(2), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    acquaint(&mut two, &mut county, &stick);
    let mut lowers = Lowers::default();
    let mut waits = |county: &Party| {
        let since = Date::from_ymd(2026, 11, 1).unwrap();
        lowers.read_on(&county.desk.journal(), since).unwrap();
        let mut anew = Lowers::default();
        anew.read_on(&county.desk.journal(), since).unwrap();
        let found = lowers.undelivered();
        assert_eq!(found, anew.undelivered(), "read on or anew");
        let of = |org: Org| found.get(&org).map_or((0, 0), |one| (one.decided, one.shared));
        (of(Org(430_122_105_001)), of(Org(430_122_105_002)), Undelivered::of(&found))
    };
    assert_eq!(waits(&county), ((0, 0), (0, 0), (0, 0)), "keys and packages are for nobody");
    let keep = |county: &mut Party, records: Vec<Record>| {
        let mut batch = county.desk.batch(stamp());
        for record in records {
            batch.add(record);
        }
        county.desk.commit(batch).unwrap();
    };
    let setting = |key: &str| Record::Setting(Setting { key: key.to_owned(), value: "10".to_owned(), taken: None });
    let unit = Unit { name: "县水利局".to_owned(), active: true, ..Unit::default() };
    let decision = Handling { station: "430122105002".to_owned(), issue: 1, ..Handling::default() };
    let refusal = Handling { verb: "decline".to_owned(), origin: "4301/1".to_owned(), ..decision.clone() };
    keep(&mut county, vec![Record::Unit(unit), setting("deadlines.county"), setting("schedule.rules")]);
    keep(&mut county, vec![Record::Handling(Box::new(decision)), Record::Handling(Box::new(refusal))]);
    county.visits(2);
    // What is set for this desk alone is for nobody else.
    let shared = 2;
    assert_eq!(waits(&county), ((0, shared), (1, shared), (1 + shared, 2)));
    let sent = county.send(Sort::Down, one.desk.org(), &stick);
    assert_eq!(waits(&county), ((0, 0), (1, shared), (1 + shared, 1)));
    county.send(Sort::Down, two.desk.org(), &stick);
    assert_eq!(waits(&county), ((0, 0), (0, 0), (0, 0)));
    // A receipt changes nothing of that; a new computer has nothing.
    one.take(&sent);
    let receipt = one.send(Sort::Receipt, COUNTY, &stick);
    county.take(&receipt);
    assert_eq!(waits(&county).2, (0, 0));
    let mut one = station(1);
    acquaint(&mut one, &mut county, &stick);
    assert_eq!(waits(&county), ((0, shared), (0, 0), (shared, 1)));
}
