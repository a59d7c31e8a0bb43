//! Desks that came back from a backup older than what they had sent or acknowledged.

use super::*;
use crate::model::pack::{ACKNOWLEDGED, WRITTEN};
use crate::store::backup::{self, Source};
use crate::store::restore::restore;
use crate::sync::exchange::decide::{Decision, decide};
use crate::sync::exchange::parting::parting;
use crate::sync::exchange::restored::{cut_off, newer};
use crate::sync::package::Name;

fn now() -> chrono::DateTime<chrono::FixedOffset> {
    chrono::DateTime::parse_from_rfc3339(&stamp().at).unwrap()
}

/// A backup of a desk, as `liaison backup` makes it.
fn saved(party: &Party) -> PathBuf {
    let (root, org) = (party.dir.path(), party.desk.org());
    let source = Source { disk: &RealDisk, root, org, saved: Some(party.desk.journal().end()) };
    backup::keep(&source, now(), &mut |_, _| ControlFlow::Continue(())).unwrap().path
}

/// The desk as it was then.
fn back(party: Party, backup: &std::path::Path) -> Party {
    let Party { dir, desk, .. } = party;
    drop(desk);
    let disk: Arc<dyn crate::store::disk::Disk> = Arc::new(RealDisk);
    restore(&disk, dir.path(), backup, now(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    let desk = Desk::open(disk, dir.path(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    let keys = OwnKeys::of_desk(&RealDisk, dir.path()).unwrap();
    Party { dir, desk, keys, lowers: RefCell::default() }
}

/// The state of each package upward, the oldest first.
fn states(party: &Party, to: Org) -> Vec<(u64, String)> {
    let mut states = Vec::new();
    packs_to(&party.desk.reader(), to, &mut |_, pack| {
        states.push((pack.last, pack.state.clone()));
        true
    })
    .unwrap();
    states.reverse();
    states
}

#[test]
fn a_county_that_came_back_gets_again_what_it_lost() {
    let (mut one, mut county, stick, drawer) = (station(1), party(COUNTY), folder(), folder());
    acquaint(&mut one, &mut county, &stick);
    one.visits(1);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let early = kept(&county.send(Sort::Receipt, one.desk.org(), &stick), &drawer);
    one.take(&early);
    let backup = saved(&county);
    one.visits(2);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let receipt = county.send(Sort::Receipt, one.desk.org(), &stick);
    one.take(&receipt);
    let whole = one.partner(COUNTY).acked_seq;

    let mut county = back(county, &backup);
    assert_eq!(county.count(Kind::Visit), 1);
    one.visits(1);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    assert!(county.take(&sent).waits);
    let receipt = county.send(Sort::Receipt, one.desk.org(), &stick);
    one.take(&receipt);
    // What the county says it has is what the station believes.
    let through = county.received(one.desk.org()).seq;
    let partner = one.partner(COUNTY);
    assert!(through < whole && partner.acked_seq == through, "{through} {whole} {}", partner.acked_seq);
    assert_eq!(one.standing(&mut Counted::default()).upward.unsent, 3);
    let expected = [ACKNOWLEDGED, WRITTEN, WRITTEN];
    assert_eq!(states(&one, COUNTY).iter().map(|(_, state)| state.as_str()).collect::<Vec<_>>(), expected);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    assert_eq!(county.trial(&sent.path).unwrap().header().chains[0].first, through + 1);
    county.take(&sent);
    assert_eq!(county.count(Kind::Visit), 4);
    assert!(county.standing(&mut Counted::default()).below[0].troubles.is_none());
    let receipt = county.send(Sort::Receipt, one.desk.org(), &stick);
    one.take(&receipt);
    assert_eq!(one.standing(&mut Counted::default()).upward.unsent, 0);
    // One from before that comes late says nothing new.
    let acked = one.partner(COUNTY).acked_seq;
    one.take(&early);
    assert_eq!(one.partner(COUNTY).acked_seq, acked);
}

#[test]
fn a_county_that_has_nothing_at_all_any_more_gets_everything() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    let backup = saved(&county);
    one.visits(2);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let receipt = county.send(Sort::Receipt, one.desk.org(), &stick);
    one.take(&receipt);
    let mut county = back(county, &backup);
    one.visits(1);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    assert!(county.take(&sent).waits);
    let receipt = county.send(Sort::Receipt, one.desk.org(), &stick);
    one.take(&receipt);
    assert_eq!(one.partner(COUNTY).acked_seq, 0);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    assert_eq!(county.count(Kind::Visit), 3);
}

#[test]
fn a_city_that_came_back_gets_the_stations_again() {
    let (mut one, mut county, mut city, stick) = (station(1), party(COUNTY), party(CITY), folder());
    acquaint(&mut one, &mut county, &stick);
    acquaint(&mut county, &mut city, &stick);
    let backup = saved(&city);
    let round = |one: &mut Party, county: &mut Party, city: &mut Party| {
        one.visits(1);
        let sent = one.send(Sort::Up, COUNTY, &stick);
        county.take(&sent);
        let sent = county.send(Sort::Up, CITY, &stick);
        city.take(&sent);
        let receipt = city.send(Sort::Receipt, COUNTY, &stick);
        county.take(&receipt);
    };
    round(&mut one, &mut county, &mut city);
    round(&mut one, &mut county, &mut city);
    assert_eq!(city.count(Kind::Visit), 2);
    let mut city = back(city, &backup);
    round(&mut one, &mut county, &mut city);
    round(&mut one, &mut county, &mut city);
    assert_eq!((city.count(Kind::Visit), county.count(Kind::Visit)), (4, 4));
}

#[test]
fn a_station_that_came_back_takes_its_own_from_the_county_and_lists_what_it_had_entered() {
    for entered in [0, 2] {
        let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
        acquaint(&mut one, &mut county, &stick);
        one.visits(1);
        let backup = saved(&one);
        one.visits(3);
        let sent = one.send(Sort::Up, COUNTY, &stick);
        county.take(&sent);
        let org = one.desk.org();
        let mut one = back(one, &backup);
        if entered > 0 {
            one.issue("恢复后录入的路灯");
            one.visits(1);
        }
        // The county's receipt names lines that are not here; what is said names the way out.
        let receipt = county.send(Sort::Receipt, org, &stick);
        let refused = one.trial(&receipt.path).unwrap_err();
        assert!(refused.to_string().contains("全量包"), "{refused}");
        let going = &mut |_: u64, _: u64| ControlFlow::Continue(());
        let full = county.send(Sort::Full, org, &stick);
        let trial = one.trial(&full.path).unwrap();
        assert_eq!(trial.parted.unwrap().entries, entered);
        // What was entered here goes aside only once somebody has agreed.
        let end = one.desk.journal().end();
        let (asked, agreed) = (trial.counts(false), trial.counts(true));
        assert_eq!((asked.installations, asked.added > 0), (u64::from(entered > 0), entered == 0));
        assert_eq!((agreed.installations, agreed.added > 0), (0, true));
        if entered > 0 {
            let refused = take_in(&mut one.desk, &one.keys, &trial, false, &stamp(), going).unwrap_err();
            assert!(refused.to_string().contains("F4") && refused.to_string().contains("--agree"), "{refused}");
            assert_eq!((one.desk.journal().end(), one.count(Kind::Issue)), (end, 1));
        }
        let taken = take_in(&mut one.desk, &one.keys, &trial, entered > 0, &stamp(), going).unwrap();
        // What was shown is what came: the three visits since the backup, and what the county says of itself; the rest was here.
        assert_eq!((agreed.added + agreed.changed, agreed.known), (taken.lines, 2));
        assert_eq!(taken.rebuilt, Some(3));
        assert_eq!((one.count(Kind::Visit), one.count(Kind::Issue)), (4, 0));
        match taken.aside {
            Some(path) => {
                let listed = std::fs::read_to_string(path).unwrap();
                assert!(entered > 0 && listed.contains("1. 意见建议 2026-0001 恢复后录入的路灯"), "{listed}");
                assert!(listed.contains("2. 代表走访 ") && !listed.contains("3. "), "{listed}");
            }
            None => assert_eq!(entered, 0),
        }
        // What the county has, it has acknowledged.
        assert!(states(&one, COUNTY).iter().all(|(_, state)| state == ACKNOWLEDGED), "{:?}", states(&one, COUNTY));
        // It goes on from there, once the county has agreed.
        one.visits(1);
        let sent = one.send(Sort::Up, COUNTY, &stick);
        let verdict = county.trial(&sent.path).unwrap().chains[0].verdict;
        assert!(matches!(verdict, Verdict::Installation { goes_on: true, .. }), "{verdict:?}");
    }
}

#[test]
fn a_county_that_came_back_keeps_what_its_stations_have_sent_since() {
    let stick = folder();
    let (mut one, mut two, mut county, mut city) = super::rebuilding::county_with_stations(&stick);
    let mut three = station(3);
    acquaint(&mut three, &mut county, &stick);
    let backup = saved(&county);
    two.visits(1);
    let sent = two.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    county.visits(1);
    let sent = county.send(Sort::Up, CITY, &stick);
    city.take(&sent);
    let mut county = back(county, &backup);
    // The stations send before the county's own records are back: the city has less of the one, and nothing of the other.
    one.visits(2);
    three.visits(3);
    for station in [&mut one, &mut three] {
        let sent = station.send(Sort::Up, COUNTY, &stick);
        county.take(&sent);
    }
    let of = |county: &Party| [&one, &three].map(|station| county.received(station.desk.org()));
    let before = of(&county);
    let full = city.send(Sort::Full, COUNTY, &stick);
    assert_eq!(county.trial(&full.path).unwrap().parted.unwrap().entries, 0);
    assert!(county.take(&full).rebuilt.is_some());
    assert_eq!((county.count(Kind::Visit), county.count(Kind::Issue)), (10, 1));
    assert_eq!(of(&county), before);
    assert_eq!(county.received(two.desk.org()).seq, city.received(two.desk.org()).seq);
    three.visits(1);
    let sent = three.send(Sort::Up, COUNTY, &stick);
    assert!(!county.take(&sent).waits);
    assert_eq!(county.count(Kind::Visit), 11);
    let Party { dir, desk, .. } = county;
    drop(desk);
    let disk: Arc<dyn crate::store::disk::Disk> = Arc::new(RealDisk);
    let report: Result<_, crate::store::desk::OpenError> =
        crate::store::verify::verify(&disk, dir.path(), &mut |_, _, _| ControlFlow::Continue(()));
    assert!(!report.unwrap().is_damaged());
}

#[test]
fn a_new_computer_above_is_sent_everything_at_once_and_a_part_that_waits_is_said() {
    let stick = folder();
    let (mut one, _two, mut county, city) = super::rebuilding::county_with_stations(&stick);
    let receipt = {
        let mut city = city;
        let receipt = city.send(Sort::Receipt, COUNTY, &stick);
        county.take(&receipt);
        receipt
    };
    assert!(receipt.chains == 0 && county.partner(CITY).acked_seq > 0);
    // The city's computer is gone.
    let mut city = party(CITY);
    acquaint(&mut county, &mut city, &stick);
    assert_eq!((county.partner(CITY).acked_seq, county.partner(CITY).acked_hash.as_str()), (0, ""));
    let sent = county.send(Sort::Up, CITY, &stick);
    let taken = city.take(&sent);
    assert!(!taken.waits && taken.packages == 1);
    assert_eq!((city.count(Kind::Visit), city.count(Kind::Issue)), (3, 1));
    // A station's computer as well, which begins anew: the city is asked too, or its copy would go on the county's word.
    let org = one.desk.org();
    let again = |county: &mut Party| {
        let mut one = party(org);
        acquaint(&mut one, county, &stick);
        one.visits(1);
        let sent = one.send(Sort::Up, COUNTY, &stick);
        let trial = county.trial(&sent.path).unwrap();
        take_in(&mut county.desk, &county.keys, &trial, true, &stamp(), &mut |_, _| ControlFlow::Continue(())).unwrap();
        std::fs::remove_file(&sent.path).unwrap();
        one
    };
    drop(one);
    one = again(&mut county);
    county.visits(1);
    let sent = county.send(Sort::Up, CITY, &stick);
    let taken = city.take(&sent);
    assert_eq!((taken.packages, taken.waits, taken.vouched.len()), (1, true, 0));
    let trial = city.trial(&sent.path).unwrap();
    take_in(&mut city.desk, &city.keys, &trial, true, &stamp(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    let known = city.received(org);
    assert_eq!(known.key, one.keys.sign.public().to_string());
    // Once more; this time the county trusts the key no longer.
    again(&mut county);
    parties::revoke(&mut county.desk, org, "电脑丢了", &stamp()).unwrap();
    let sent = county.send(Sort::Up, CITY, &stick);
    let taken = city.take(&sent);
    assert_eq!((taken.packages, taken.waits, taken.vouched.len()), (1, true, 0));
    assert_eq!(city.received(org).key, known.key);
}

#[test]
fn what_is_to_be_entered_again_is_told_in_the_words_of_its_form() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    let old = one.issue("恢复前就有的路灯");
    let backup = saved(&one);
    one.visits(1);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let org = one.desk.org();
    let mut one = back(one, &backup);
    let mut batch = one.desk.batch(stamp());
    let Record::Issue(mut issue) = old.record.clone() else { panic!() };
    issue.content = "西街三盏路灯\n夜里不亮".to_owned();
    issue.channel = "letter".to_owned();
    batch.change(crate::store::batch::EDIT, &old, Record::Issue(issue));
    one.desk.commit(batch).unwrap();
    let wrong = one.issue("录错的一件");
    let mut batch = one.desk.batch(stamp());
    batch.void(&wrong, "录错了");
    one.desk.commit(batch).unwrap();
    one.visits(1);
    let full = county.send(Sort::Full, org, &stick);
    let trial = one.trial(&full.path).unwrap();
    let going = &mut |_: u64, _: u64| ControlFlow::Continue(());
    let stopping = &mut |_: u64, _: u64| ControlFlow::Break(());
    take_in(&mut one.desk, &one.keys, &trial, true, &stamp(), stopping).unwrap_err();
    let first = one.dir.path().join("reenter-20261123091233.txt");
    assert!(!first.exists(), "nothing was replaced, nothing is to be entered again");
    std::fs::write(&first, "同一秒的另一份").unwrap();
    let taken = take_in(&mut one.desk, &one.keys, &trial, true, &stamp(), going).unwrap();
    assert_eq!(std::fs::read_to_string(&first).unwrap(), "同一秒的另一份");
    let listed = std::fs::read_to_string(taken.aside.unwrap()).unwrap();
    let told = |line: &str| assert!(listed.lines().any(|told| told == line), "{line}\n{listed}");
    told("1. 意见建议 2026-0001 恢复前就有的路灯");
    told(&format!("2026-11-23 09:12 修改（{}）", stamp().by));
    told("恢复前已有的记录，请对照改动");
    told("内容：西街三盏路灯");
    told("    夜里不亮");
    told("来源渠道：来信意见箱");
    told("2. 意见建议 2026-0002 录错的一件");
    told("最后作废了（录错了），不用补录");
    assert!(!listed.contains("标题：录错的一件"), "{listed}");
    told("日期：2026-11-20");
    assert!(listed.contains("共 4 条，涉及下面 3 个记录"), "{listed}");
    for stored in ["letter", "{", "\""] {
        assert!(!listed.contains(stored), "{stored}: {listed}");
    }
}

#[test]
fn another_installation_that_is_agreed_to_settles_what_parted_before_it() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    one.visits(1);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let org = one.desk.org();
    let receipt = county.send(Sort::Receipt, org, &stick);
    one.take(&receipt);
    let backup = saved(&one);
    one.visits(2);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    // What it enters and sends before it is brought up parts from what the county has.
    let mut one = back(one, &backup);
    one.issue("恢复后录入的路灯");
    let odd = one.send(Sort::Up, COUNTY, &stick);
    assert_eq!(county.take(&odd).forks, [org]);
    let going = &mut |_: u64, _: u64| ControlFlow::Continue(());
    let full = county.send(Sort::Full, org, &stick);
    let trial = one.trial(&full.path).unwrap();
    take_in(&mut one.desk, &one.keys, &trial, true, &stamp(), going).unwrap();
    one.visits(1);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    let trial = county.trial(&sent.path).unwrap();
    assert!(matches!(trial.chains[0].verdict, Verdict::Installation { goes_on: true, .. }));
    // Until somebody has agreed, what parted is kept.
    assert!(county.take(&sent).waits && !county.received(org).forked.is_empty());
    let trial = county.trial(&sent.path).unwrap();
    take_in(&mut county.desk, &county.keys, &trial, true, &stamp(), going).unwrap();
    let known = county.received(org);
    assert!(known.forked.is_empty() && known.parted.file.is_empty() && !known.is_undecided(), "{known:?}");
    assert!(known.decided.contains("冲突的数据包不要了"), "{known:?}");
    let kept = county.dir.path().join(INBOX).join(HELD);
    assert_eq!(std::fs::read_dir(kept).map_or(0, Iterator::count), 0);
    assert_eq!((county.count(Kind::Visit), county.count(Kind::Issue)), (4, 0));
    let what = (org, Decision::Adopt, "旧的");
    let refused = decide(&mut county.desk, &county.keys, what, &stamp(), going);
    assert!(matches!(refused, Err(ExchangeError::NothingToDecide(_))));
}

/// A decision of the county about an issue of a station.
fn decided(county: &mut Party, issue: &Entry, verb: &str) {
    let handling = crate::model::handling::Handling {
        station: issue.org.to_string(),
        issue: issue.id,
        number: "2026-0001".to_owned(),
        verb: verb.to_owned(),
        text: "请尽快修好".to_owned(),
        on: Date::from_ymd(2026, 11, 21),
        ..Default::default()
    };
    let mut batch = county.desk.batch(stamp());
    batch.add(Record::Handling(Box::new(handling)));
    county.desk.commit(batch).unwrap();
}

#[test]
fn what_a_restored_county_has_decided_since_is_listed_at_the_station_that_loses_it() {
    // What the county sends down afterwards begins at its first line, or behind what the station had acknowledged.
    for acknowledged in [false, true] {
        let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
        acquaint(&mut one, &mut county, &stick);
        let issue = one.issue("路灯不亮");
        let sent = one.send(Sort::Up, COUNTY, &stick);
        county.take(&sent);
        let org = one.desk.org();
        decided(&mut county, &issue, "urge");
        let down = county.send(Sort::Down, org, &stick);
        one.take(&down);
        if acknowledged {
            let sent = one.send(Sort::Up, COUNTY, &stick);
            county.take(&sent);
        }
        let backup = saved(&county);
        decided(&mut county, &issue, "urge");
        let down = county.send(Sort::Down, org, &stick);
        one.take(&down);
        let waiting = |one: &Party| one.desk.reader().waiting_total();
        assert_eq!(waiting(&one), 2);
        let mut county = back(county, &backup);
        // What the station sends names lines that the county has not: it is told what to do before anything is taken in.
        let sent = one.send(Sort::Up, COUNTY, &stick);
        let refused = county.trial(&sent.path).unwrap_err();
        assert!(refused.to_string().contains("下发包"), "{refused}");
        decided(&mut county, &issue, "reply");
        let down = county.send(Sort::Down, org, &stick);
        let taken = one.take(&down);
        assert_eq!(
            (taken.forks.as_slice(), taken.waits),
            if acknowledged { (&[COUNTY][..], false) } else { (&[][..], true) }
        );
        shows_both_sides(&one);
        let what = (COUNTY, Decision::Adopt, "县里恢复过备份");
        let going = &mut |_: u64, _: u64| ControlFlow::Continue(());
        let taken = decide(&mut one.desk, &one.keys, what, &stamp(), going).unwrap();
        assert_eq!(taken.lines, if acknowledged { 1 } else { 2 });
        let [replaced] = taken.replaced.as_slice() else { panic!("{taken:?}") };
        assert_eq!((replaced.org, replaced.entries, replaced.pending), (COUNTY, 1, 1));
        let listed = std::fs::read_to_string(&replaced.path).unwrap();
        assert!(listed.contains("待采纳的办理 1 项") && listed.contains("本站还没有采纳"), "{listed}");
        assert_eq!(listed.lines().count(), 2, "{listed}");
        // The one from before the backup, and the new one, which has the number of the one that is gone.
        assert_eq!(waiting(&one), 2);
        let sent = one.send(Sort::Up, COUNTY, &stick);
        county.take(&sent);
        assert!(county.trial(&sent.path).is_ok());
    }
}

/// What there is to decide about is shown: one decision here, another that came.
fn shows_both_sides(one: &Party) {
    let reader = one.desk.reader();
    let site = Site { disk: one.desk.disk(), root: one.dir.path(), reader: &reader, keys: &one.keys };
    let parting = parting(site, COUNTY, &mut |_, _| ControlFlow::Continue(())).unwrap().unwrap();
    for (side, verb) in [(&parting.ours, "urge"), (&parting.theirs, "reply")] {
        assert_eq!(side.kinds.iter().map(|(kind, count)| (*kind, *count)).collect::<Vec<_>>(), [(Kind::Handling, 1)]);
        assert_eq!((side.lines, side.days), (1, Some((day(), day()))));
        let newest = side.newest(COUNTY);
        assert!(matches!(&newest[0].1.record, Record::Handling(handling) if handling.verb == verb), "{newest:?}");
    }
    assert!(parting.through.is_some_and(|through| through > 0 && through < one.received(COUNTY).seq));
}

fn day() -> Date {
    Date::from_ymd(2026, 11, 23).unwrap()
}

#[test]
fn a_station_that_took_a_decision_over_is_asked_about_another_under_its_number() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    let issue = one.issue("路灯不亮");
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let backup = saved(&county);
    decided(&mut county, &issue, "urge");
    let down = county.send(Sort::Down, one.desk.org(), &stick);
    one.take(&down);
    let Record::Issue(content) = &issue.record else { panic!("no issue") };
    let taken = crate::model::event::Event {
        verb: "urge".to_owned(),
        on: Some(day()),
        handling: crate::model::handling::reference(COUNTY, 1),
        ..Default::default()
    };
    let mut adopted = content.as_ref().clone();
    adopted.events.push(taken);
    let mut batch = one.desk.batch(stamp());
    batch.change("urge", &issue, Record::Issue(Box::new(adopted)));
    one.desk.commit(batch).unwrap();
    assert_eq!(one.desk.reader().waiting_total(), 0);
    let mut county = back(county, &backup);
    decided(&mut county, &issue, "reply");
    let down = county.send(Sort::Down, one.desk.org(), &stick);
    assert!(one.take(&down).waits);
    let what = (COUNTY, Decision::Adopt, "县里恢复过备份");
    let taken = decide(&mut one.desk, &one.keys, what, &stamp(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    assert_eq!((taken.replaced[0].entries, taken.replaced[0].pending), (1, 0));
    assert!(std::fs::read_to_string(&taken.replaced[0].path).unwrap().contains("本站已采纳"));
    assert_eq!(one.desk.reader().waiting_total(), 1, "the reply is none that was taken over");
}

#[test]
fn signs_of_a_restored_desk_go_once_something_was_exchanged() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    one.visits(1);
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    let backup = saved(&one);
    let is_cut_off = |one: &Party| cut_off(&one.desk.reader()).unwrap().map(|party| party.id);
    let unknown = |one: &Party, number: u32| {
        let name = Name { from: one.desk.org(), to: COUNTY, sort: Sort::Up, number };
        newer(&one.desk.reader(), std::iter::once(name)).unwrap().map(|newer| newer.known)
    };
    assert_eq!((is_cut_off(&one), unknown(&one, 1), unknown(&one, 2)), (None, None, Some(1)));
    let mut one = back(one, &backup);
    assert_eq!(is_cut_off(&one), Some(COUNTY.0));
    one.visits(1);
    assert_eq!(is_cut_off(&one), Some(COUNTY.0), "what is entered brings nothing up");
    let receipt = county.send(Sort::Receipt, one.desk.org(), &stick);
    one.take(&receipt);
    assert_eq!(is_cut_off(&one), None, "the county has nothing that is not here");
    let mut one = back(one, &backup);
    let nowhere = stick.path().join("不是文件夹");
    std::fs::write(&nowhere, "").unwrap();
    let order = Order { sort: Sort::Up, to: COUNTY, folder: &nowhere };
    send(&mut one.desk, &one.keys, &order, &stamp(), &mut |_| ControlFlow::Continue(())).unwrap_err();
    assert_eq!(is_cut_off(&one), Some(COUNTY.0), "what reached no stick brings nothing up");
    one.send(Sort::Up, COUNTY, &stick);
    assert_eq!(is_cut_off(&one), None);
    let mut one = back(one, &backup);
    let full = county.send(Sort::Full, one.desk.org(), &stick);
    one.take(&full);
    assert_eq!(is_cut_off(&one), None);
    let backup = saved(&one);
    let mut one = back(one, &backup);
    one.send(Sort::Receipt, COUNTY, &stick);
    assert_eq!(is_cut_off(&one), Some(COUNTY.0), "a receipt carries nothing up");
    // A desk without a level above has nobody to be brought up by.
    let backup = saved(&county);
    assert_eq!(is_cut_off(&back(county, &backup)), None);
}
