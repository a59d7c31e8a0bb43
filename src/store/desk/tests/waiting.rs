//! Decisions of a desk above that wait for a step of ours: the list follows the decision and our issue, whichever comes or changes.

use super::receiving::{COUNTY, ONE, chain, content, desk_of, first, lines_in, take};
use super::*;
use crate::model::event::Event;
use crate::model::handling::{Handling, reference};

fn decided(issue: u64) -> Record {
    let handling = Handling {
        station: ORG.to_string(),
        issue,
        number: "2026-0001".to_owned(),
        verb: "urge".to_owned(),
        on: date(11, 23),
        text: "请抓紧".to_owned(),
        ..Handling::default()
    };
    Record::Handling(Box::new(handling))
}

/// The county's journal: two decisions about our first issue, one about an issue we do not have; then the first is voided. Gives the
/// lines before that, and all.
fn county() -> (Vec<u8>, Vec<u8>) {
    let home = Home::new();
    let mut desk = desk_of(&home, COUNTY);
    let entry = add(&mut desk, decided(1));
    add(&mut desk, decided(1));
    add(&mut desk, decided(7));
    let path = place::journal(home.root(), COUNTY);
    let before = lines_in(&std::fs::read(&path).unwrap());
    let mut batch = desk.batch(stamp());
    batch.void(&entry, "作出有误");
    desk.commit(batch).unwrap();
    let all = std::fs::read(&path).unwrap();
    (first(&all, usize::try_from(before).unwrap()), all)
}

fn waiting(desk: &Desk) -> Vec<u64> {
    assert_sound(desk);
    let found = ids(desk, List::Waiting);
    assert_eq!(desk.reader().waiting_total(), u64::try_from(found.len()).unwrap());
    found
}

fn our_issue(desk: &Desk) -> Entry {
    desk.reader().entry(Kind::Issue, 1).unwrap().unwrap()
}

#[test]
fn what_waits_follows_the_decision_and_the_issue() {
    let (before, all) = county();
    let home = Home::new();
    let mut desk = home.init();
    add(&mut desk, issue("路灯不亮"));
    assert!(waiting(&desk).is_empty());
    take(&mut desk, &[(COUNTY, &before, false)]).unwrap();
    assert_eq!(waiting(&desk), [1, 2], "that of an issue we do not have waits for nobody");
    // One is taken over, and that is undone.
    let open = our_issue(&desk);
    let mut taken = as_issue(&open).clone();
    let event = Event { verb: "urge".to_owned(), on: date(11, 23), handling: reference(COUNTY, 1), ..Event::default() };
    taken.events.push(event);
    let mut batch = desk.batch(stamp());
    batch.change("urge", &open, Record::Issue(Box::new(taken)));
    desk.commit(batch).unwrap();
    assert_eq!(waiting(&desk), [2]);
    desk.undo(stamp()).unwrap();
    assert_eq!(waiting(&desk), [1, 2]);
    // The issue goes, and comes back.
    let mut batch = desk.batch(stamp());
    batch.void(&our_issue(&desk), "重复登记");
    desk.commit(batch).unwrap();
    assert!(waiting(&desk).is_empty());
    desk.undo(stamp()).unwrap();
    assert_eq!(waiting(&desk), [1, 2]);
    // The county takes one back.
    let rest: Vec<u8> = all[before.len()..].to_vec();
    take(&mut desk, &[(COUNTY, &rest, false)]).unwrap();
    assert_eq!(waiting(&desk), [2]);
    let expected = content(&desk);
    drop(desk);
    std::fs::remove_dir_all(home.store()).unwrap();
    let desk = home.open();
    assert_eq!(content(&desk), expected, "a rebuild comes to the same");
    assert_eq!(waiting(&desk), [2]);
}

#[test]
fn what_was_voided_above_after_it_was_taken_over_is_counted_until_that_is_known() {
    let (before, all) = county();
    let home = Home::new();
    let mut desk = home.init();
    add(&mut desk, issue("路灯不亮"));
    take(&mut desk, &[(COUNTY, &before, false)]).unwrap();
    step(&mut desk, "urge");
    assert_eq!((waiting(&desk), desk.reader().revoked_total()), (vec![2], 0));
    let rest: Vec<u8> = all[before.len()..].to_vec();
    take(&mut desk, &[(COUNTY, &rest, false)]).unwrap();
    assert_eq!((waiting(&desk), desk.reader().revoked_total()), (vec![1, 2], 1));
    // That it was taken over is undone: nothing is left to look at. Redone, it is.
    desk.undo(stamp()).unwrap();
    assert_eq!((waiting(&desk), desk.reader().revoked_total()), (vec![2], 0));
    desk.redo(stamp()).unwrap();
    assert_eq!((waiting(&desk), desk.reader().revoked_total()), (vec![1, 2], 1));
    step(&mut desk, "noted");
    assert_eq!((waiting(&desk), desk.reader().revoked_total()), (vec![2], 0));
    desk.undo(stamp()).unwrap();
    let expected = content(&desk);
    drop(desk);
    std::fs::remove_dir_all(home.store()).unwrap();
    let desk = home.open();
    assert_eq!(content(&desk), expected, "a rebuild comes to the same");
    assert_eq!((waiting(&desk), desk.reader().revoked_total()), (vec![1, 2], 1));
}

/// Takes a step of the issue that names the first decision.
fn step(desk: &mut Desk, verb: &str) {
    let open = our_issue(desk);
    let mut taken = as_issue(&open).clone();
    taken.events.push(Event {
        verb: verb.to_owned(),
        on: date(11, 23),
        handling: reference(COUNTY, 1),
        ..Event::default()
    });
    let mut batch = desk.batch(stamp());
    batch.change(verb, &open, Record::Issue(Box::new(taken)));
    desk.commit(batch).unwrap();
}

#[test]
fn what_the_city_decided_about_a_station_waits_at_the_county_until_it_is_passed_on() {
    let city = Org(4301);
    let theirs = |origin: &str| {
        let Record::Handling(handling) = decided(1) else { panic!() };
        Record::Handling(Box::new(Handling { station: ONE.to_string(), origin: origin.to_owned(), ..*handling }))
    };
    let above = Home::new();
    let mut desk = desk_of(&above, city);
    add(&mut desk, theirs(""));
    let from_city = std::fs::read(place::journal(above.root(), city)).unwrap();
    let (whole, other) = (chain(ONE, "张三", 1), Home::new());
    drop(desk_of(&other, ONE));
    let empty = std::fs::read(place::journal(other.root(), ONE)).unwrap();

    let home = Home::new();
    let mut desk = desk_of(&home, COUNTY);
    take(&mut desk, &[(city, &from_city, false)]).unwrap();
    assert!(waiting(&desk).is_empty(), "nothing is known of the issue yet");
    take(&mut desk, &[(ONE, &whole, false)]).unwrap();
    assert_eq!(waiting(&desk), [1]);
    // It is passed on, and that is undone, done again, and taken back.
    add(&mut desk, theirs("4301/2"));
    assert_eq!(waiting(&desk), [1], "another decision");
    let passed = add(&mut desk, theirs("4301/1"));
    assert!(waiting(&desk).is_empty());
    desk.undo(stamp()).unwrap();
    assert_eq!(waiting(&desk), [1]);
    desk.redo(stamp()).unwrap();
    assert!(waiting(&desk).is_empty());
    let mut batch = desk.batch(stamp());
    let passed = desk.reader().entry(Kind::Handling, passed.id).unwrap().unwrap();
    batch.void(&passed, "发错了");
    desk.commit(batch).unwrap();
    assert_eq!(waiting(&desk), [1]);
    let expected = content(&desk);
    drop(desk);
    std::fs::remove_dir_all(home.store()).unwrap();
    let mut desk = home.open();
    assert_eq!(content(&desk), expected, "a rebuild comes to the same");
    // The station's computer was set up anew: the issue is gone.
    take(&mut desk, &[(ONE, &empty, true)]).unwrap();
    assert!(waiting(&desk).is_empty());
}
