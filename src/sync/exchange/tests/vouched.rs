//! The key of a chain that came by another desk, held against what the desk above its owner has confirmed.

use super::super::decide::{Decision, decide};
use super::super::parties;
use super::hostile::{Chain, content, forged, pair, try_forged_to};
use super::*;
use crate::text::zh::sync::exchange as zh;

/// A station, its county and its city: the city has nothing yet.
fn three() -> (Party, Party, Party, TempDir) {
    let ((one, mut county, stick), mut city) = (pair(), party(CITY));
    acquaint(&mut county, &mut city, &stick);
    (one, county, city, stick)
}

/// All of a desk's chain, signed to its end.
fn all_of(desk: &Party) -> Chain {
    let last = desk.desk.reader().last_mark().unwrap().unwrap().seq;
    Chain::of(desk, usize::try_from(last).unwrap()).signed(9, desk)
}

fn agreed(county: &mut Party, sent: &Sent) {
    let trial = county.trial(&sent.path).unwrap();
    take_in(&mut county.desk, &county.keys, &trial, true, &stamp(), &mut |_, _| ControlFlow::Continue(())).unwrap();
}

#[test]
fn a_first_chain_under_a_key_the_county_never_confirmed_waits_until_it_has() {
    let (_, mut county, mut city, stick) = three();
    let mut stranger = station(2);
    stranger.visits(2);
    let org = stranger.desk.org();
    let package = forged(&all_of(&stranger), 50, &county, &stick);
    let trial = city.trial(&package.path).unwrap();
    assert_eq!(trial.chains[1].verdict, Verdict::Stranger { from: 1 });
    assert_eq!((trial.counts(false).installations, trial.counts(true).installations), (1, 0));
    let taken = city.take(&package);
    assert!(taken.waits && taken.packages == 1, "the county's own chain is taken in");
    let known = city.received(org);
    assert_eq!((known.seq, known.held[0].reason.as_str()), (0, zh::WAITS_FOR_KEY));
    assert!(known.is_undecided() && content(&city, org).0.is_empty());
    // It comes again, and waits again.
    let package = forged(&all_of(&stranger), 51, &county, &stick);
    assert!(city.take(&package).waits);
    // A key that was added and compared by nobody is not enough.
    let (file, told) = export(&stranger.desk, &stranger.keys, stick.path(), &stamp()).unwrap();
    add(&mut county.desk, &file, &stamp()).unwrap();
    assert!(city.take(&forged(&all_of(&stranger), 52, &county, &stick)).waits);
    confirm(&mut county.desk, org, &told, &stamp()).unwrap();
    assert!(!city.take(&forged(&all_of(&stranger), 53, &county, &stick)).waits);
    let known = city.received(org);
    assert!(known.seq > 0 && !known.is_troubled(), "{known:?}");
    assert_eq!(city.count(Kind::Visit), 2);
    assert!(std::fs::read_dir(city.dir.path().join(INBOX).join(HELD)).unwrap().next().is_none());
}

#[test]
fn a_first_chain_under_a_key_the_county_never_confirmed_is_taken_in_where_a_person_agrees() {
    let (_, county, mut city, stick) = three();
    let mut stranger = station(2);
    stranger.visits(2);
    let org = stranger.desk.org();
    city.take(&forged(&all_of(&stranger), 50, &county, &stick));
    let what = (org, Decision::Adopt, "已电话核实");
    let taken = decide(&mut city.desk, &city.keys, what, &stamp(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    assert_eq!((taken.packages, city.count(Kind::Visit)), (1, 2));
    let known = city.received(org);
    assert!(known.seq > 0 && !known.is_troubled(), "{known:?}");
}

#[test]
fn a_key_that_was_confirmed_once_is_enough_for_what_was_handed_up_under_it() {
    let (mut one, mut county, mut city, stick) = three();
    one.visits(2);
    let (org, sent) = (one.desk.org(), one.send(Sort::Up, COUNTY, &stick));
    county.take(&sent);
    // The city hears of both keys before the chain under the first one comes.
    let again = party(org);
    let (file, _) = export(&again.desk, &again.keys, stick.path(), &stamp()).unwrap();
    add(&mut county.desk, &file, &stamp()).unwrap();
    let all = county.desk.reader().last_mark().unwrap().unwrap().seq;
    let first = Chain::of(&county, usize::try_from(all).unwrap());
    city.take(&first.packed_to(CITY, 40, &county, &stick));
    assert!(city.received(COUNTY).seq == all);
    let sent = county.send(Sort::Up, CITY, &stick);
    let trial = city.trial(&sent.path).unwrap();
    assert!(matches!(trial.chains[1].verdict, Verdict::Follows { .. }), "{:?}", trial.chains[1]);
    city.take(&sent);
    assert_eq!(city.count(Kind::Visit), 2);
}

#[test]
fn an_old_package_of_the_computer_before_does_not_come_back() {
    let (mut one, mut county, mut city, stick) = three();
    one.visits(2);
    let (org, sent) = (one.desk.org(), one.send(Sort::Up, COUNTY, &stick));
    county.take(&sent);
    let old = county.send(Sort::Up, CITY, &stick);
    city.take(&old);
    std::fs::remove_file(&sent.path).unwrap();
    let mut again = party(org);
    acquaint(&mut again, &mut county, &stick);
    again.visits(1);
    let sent = again.send(Sort::Up, COUNTY, &stick);
    agreed(&mut county, &sent);
    let new = county.send(Sort::Up, CITY, &stick);
    let trial = city.trial(&new.path).unwrap();
    let judged = trial.chains.iter().find(|judged| judged.section.org == org).unwrap();
    // It begins anew: what is here would go on the county's word alone.
    assert!(!judged.is_vouched && matches!(judged.verdict, Verdict::Installation { goes_on: false, .. }));
    assert_eq!(trial.counts(false).installations, 1);
    agreed(&mut city, &new);
    assert_eq!((city.received(org).key, city.count(Kind::Visit)), (again.keys.sign.public().to_string(), 1));
    // The same package once more, and one of before, change nothing and ask nothing.
    for (package, is_old) in [(&new, false), (&old, true), (&old, true)] {
        let trial = city.trial(&package.path).unwrap();
        let judged = trial.chains.iter().find(|judged| judged.section.org == org).unwrap();
        assert_eq!(judged.verdict, Verdict::Known, "{is_old}");
        assert_eq!(trial.counts(false).installations, 0);
        assert!(!city.take(package).waits);
        assert_eq!((city.received(org).key, city.count(Kind::Visit)), (again.keys.sign.public().to_string(), 1));
    }
    // What was appended to it under another key is the county's word alone: it is not signed by that.
    let mut third = party(org);
    acquaint(&mut third, &mut county, &stick);
    third.visits(1);
    let last = third.desk.reader().last_mark().unwrap().unwrap().seq;
    let unsigned = Chain::of(&third, usize::try_from(last).unwrap());
    let trial = city.trial(&forged(&unsigned, 90, &county, &stick).path).unwrap();
    assert!(matches!(trial.chains[1].verdict, Verdict::Installation { .. }) && !trial.chains[1].is_vouched);
    parties::revoke(&mut county.desk, org, "查明再说", &stamp()).unwrap();
    let trial = city.trial(&forged(&unsigned.signed(9, &third), 91, &county, &stick).path).unwrap();
    assert!(!trial.chains[1].is_vouched && trial.chains[1].verdict != Verdict::Known);
}

#[test]
fn a_station_that_was_built_anew_goes_on_at_the_city_without_a_question() {
    let (mut one, mut county, mut city, stick) = three();
    one.visits(2);
    let (org, sent) = (one.desk.org(), one.send(Sort::Up, COUNTY, &stick));
    county.take(&sent);
    city.take(&county.send(Sort::Up, CITY, &stick));
    let mut again = party(org);
    acquaint(&mut again, &mut county, &stick);
    let full = county.send(Sort::Full, org, &stick);
    again.take(&full);
    again.visits(1);
    let sent = again.send(Sort::Up, COUNTY, &stick);
    agreed(&mut county, &sent);
    let sent = county.send(Sort::Up, CITY, &stick);
    let trial = city.trial(&sent.path).unwrap();
    let judged = trial.chains.iter().find(|judged| judged.section.org == org).unwrap();
    assert!(judged.is_vouched && matches!(judged.verdict, Verdict::Installation { goes_on: true, .. }), "{judged:?}");
    assert_eq!(trial.counts(false).installations, 0);
    assert_eq!(city.take(&sent).vouched, [org]);
    assert_eq!((city.received(org).key, city.count(Kind::Visit)), (again.keys.sign.public().to_string(), 3));
    assert!(city.received(org).decided.contains("已核对"));
}

#[test]
fn who_only_passes_on_has_no_say_and_nobody_can_write_into_a_countys_mouth() {
    let (mut one, mut county, mut city, stick) = three();
    let mut province = party(Org(43));
    acquaint(&mut city, &mut province, &stick);
    one.visits(1);
    let (org, sent) = (one.desk.org(), one.send(Sort::Up, COUNTY, &stick));
    county.take(&sent);
    city.take(&county.send(Sort::Up, CITY, &stick));
    province.take(&city.send(Sort::Up, Org(43), &stick));
    // The city enrols a station of its own making under the same code.
    let mut made_up = party(org);
    acquaint(&mut made_up, &mut city, &stick);
    made_up.visits(3);
    let all = city.desk.reader().last_mark().unwrap().unwrap().seq;
    let own = Chain::of(&city, usize::try_from(all).unwrap());
    province.take(&own.packed_to(Org(43), 60, &city, &stick));
    assert_eq!(province.received(CITY).seq, all);
    let forged = try_forged_to(Org(43), &all_of(&made_up), (61, &city, &stick)).unwrap();
    let trial = province.trial(&forged.path).unwrap();
    let judged = trial.chains.iter().find(|judged| judged.section.org == org).unwrap();
    assert!(!judged.is_vouched && matches!(judged.verdict, Verdict::Installation { .. }), "{judged:?}");
}
