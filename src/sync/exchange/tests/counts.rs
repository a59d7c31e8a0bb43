//! What is told to people is counted alike, wherever it is told.

use super::super::below::Undelivered;
use super::super::take::Agreed;
use super::*;
use crate::model::handling::Handling;
use crate::model::setting::Setting;
use crate::model::unit::Unit;

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
