//! Whatever becomes of single packages: once all that was lost is sent again, every desk holds exactly what it should.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::model::codes::CodeLists;
use crate::model::handling::Handling;
use crate::model::stats::{Amount, Asked, Counted as CountedPeriod, Dimension, Period};
use crate::model::unit::Unit;
use crate::store::batch::EDIT;
use crate::store::journal::withheld;
use crate::store::reader::List;
use crate::store::verify::{Store, verify};

/// What happens next; a desk below is told by its place.
#[derive(Clone, Debug)]
enum Step {
    /// A station registers issues and visits.
    Work(usize, usize),
    /// It changes, or voids, something it has.
    Change(usize, Index),
    /// It packs for the county.
    Up(usize),
    /// The county decides something about an issue of a station, or names a unit.
    Decide(usize),
    /// The county packs for a station.
    Down(usize),
    /// The county answers a station.
    Receipt(usize),
    /// A package on its way arrives, and stays on its stick: it may arrive again.
    Arrive(Index),
    /// A package on its way is lost.
    Lose(Index),
    /// The county acknowledged everything, and went back to a backup from before.
    Forget(usize),
    /// The county packs for the city.
    Hand,
    /// The city decides something about an issue of a station.
    Above(usize),
    /// The city packs for the county, or answers it.
    Back(bool),
    /// The county passes on what the city decided, as far as it goes.
    Pass,
}

fn step(stations: usize) -> impl Strategy<Value = Step> {
    let who = move || 0..stations;
    prop_oneof![
        3 => (who(), 1_usize..4).prop_map(|(at, count)| Step::Work(at, count)),
        2 => (who(), any::<Index>()).prop_map(|(at, which)| Step::Change(at, which)),
        4 => who().prop_map(Step::Up),
        1 => who().prop_map(Step::Decide),
        1 => who().prop_map(Step::Down),
        2 => who().prop_map(Step::Receipt),
        6 => any::<Index>().prop_map(Step::Arrive),
        2 => any::<Index>().prop_map(Step::Lose),
        1 => who().prop_map(Step::Forget),
        3 => Just(Step::Hand),
        1 => who().prop_map(Step::Above),
        2 => any::<bool>().prop_map(Step::Back),
        1 => Just(Step::Pass),
    ]
}

/// Two or three stations, what happens, and in which order what is left arrives.
fn lives() -> impl Strategy<Value = (usize, Vec<Step>, Vec<Index>)> {
    (2_usize..4).prop_flat_map(|stations| {
        let steps = prop::collection::vec(step(stations), 12..36);
        (Just(stations), steps, prop::collection::vec(any::<Index>(), 0..12))
    })
}

/// A desk of the world: a station by its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Who {
    Station(usize),
    County,
    City,
}

/// A package and whom it is for.
#[derive(Clone)]
struct Parcel {
    sent: Sent,
    to: Who,
}

/// Desks that exchange packages by folders.
struct World {
    city: Party,
    county: Party,
    stations: Vec<Party>,
    stick: TempDir,
    /// Everything that was ever packed.
    drawer: TempDir,
    packed: Vec<Parcel>,
    /// What is on its way.
    going: Vec<Parcel>,
}

impl World {
    fn new(stations: usize) -> World {
        let (mut city, mut county, stick) = (party(CITY), party(COUNTY), folder());
        let mut stations: Vec<Party> = (1..=stations).map(|serial| station(serial as u64)).collect();
        stations.iter_mut().for_each(|station| acquaint(station, &mut county, &stick));
        acquaint(&mut county, &mut city, &stick);
        World { city, county, stations, stick, drawer: folder(), packed: Vec::new(), going: Vec::new() }
    }

    fn desk(&mut self, who: Who) -> &mut Party {
        match who {
            Who::Station(at) => &mut self.stations[at],
            Who::County => &mut self.county,
            Who::City => &mut self.city,
        }
    }

    fn pack(&mut self, sort: Sort, from: Who, to: Who) -> Option<Parcel> {
        let org = self.desk(to).desk.org();
        let folder = self.stick.path().to_path_buf();
        let order = Order { sort, to: org, folder: &folder };
        let desk = self.desk(from);
        let sent = match send(&mut desk.desk, &desk.keys, &order, &stamp(), &mut |_| ControlFlow::Continue(())) {
            Ok(sent) => sent.into_iter().next().unwrap(),
            Err(ExchangeError::NothingToAcknowledge { .. }) => return None,
            Err(error) => panic!("{error}"),
        };
        let parcel = Parcel { sent: kept(&sent, &self.drawer), to };
        self.packed.push(parcel.clone());
        Some(parcel)
    }

    fn arrive(&mut self, parcel: &Parcel) -> Taken {
        self.desk(parcel.to).take(&parcel.sent)
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Work(at, count) => {
                self.stations[*at].visits(*count);
                handed_on(&mut self.stations[*at], &format!("{at} 组的路灯不亮"));
            }
            Step::Change(at, which) => change(&mut self.stations[*at], which),
            Step::Up(at) => self.sends(Sort::Up, Who::Station(*at), Who::County),
            Step::Down(at) => self.sends(Sort::Down, Who::County, Who::Station(*at)),
            Step::Receipt(at) => self.sends(Sort::Receipt, Who::County, Who::Station(*at)),
            Step::Hand => self.sends(Sort::Up, Who::County, Who::City),
            Step::Back(bare) => {
                self.sends(if *bare { Sort::Receipt } else { Sort::Down }, Who::City, Who::County);
            }
            Step::Decide(at) => decide(&mut self.county, self.stations[*at].desk.org()),
            Step::Above(at) => decide(&mut self.city, self.stations[*at].desk.org()),
            Step::Pass => self.pass(),
            Step::Arrive(which) if !self.going.is_empty() => {
                let parcel = self.going[which.index(self.going.len())].clone();
                self.arrive(&parcel);
            }
            Step::Lose(which) if !self.going.is_empty() => {
                self.going.swap_remove(which.index(self.going.len()));
            }
            Step::Arrive(_) | Step::Lose(_) => {}
            Step::Forget(at) => forget(&mut self.stations[*at]),
        }
    }

    fn sends(&mut self, sort: Sort, from: Who, to: Who) {
        let parcel = self.pack(sort, from, to);
        self.going.extend(parcel);
    }

    /// Passes on everything of the city's that waits at the county.
    fn pass(&mut self) {
        for decision in self.county.waiting() {
            let Record::Handling(handling) = &decision.record else { panic!() };
            let org = handling.org().unwrap();
            // What does not fit where the issue stands is for a person.
            let _ = self.county.pass_on(org, handling.issue);
        }
    }

    /// What is on its way arrives in an order, some of it twice; then each desk sends what the other lacks, from the stations up to the
    /// city and down again.
    fn settle(&mut self, order: &[Index]) {
        for which in order.iter().filter(|_| !self.going.is_empty()).collect::<Vec<_>>() {
            let parcel = self.going[which.index(self.going.len())].clone();
            self.arrive(&parcel);
        }
        for parcel in std::mem::take(&mut self.going) {
            self.arrive(&parcel);
        }
        for at in 0..self.stations.len() {
            self.brings(Who::Station(at), Who::County);
        }
        self.brings(Who::County, Who::City);
        let down = self.pack(Sort::Down, Who::City, Who::County).unwrap();
        self.arrive(&down);
        self.pass();
        for at in 0..self.stations.len() {
            let down = self.pack(Sort::Down, Who::County, Who::Station(at)).unwrap();
            self.arrive(&down);
        }
        // What the county has passed on, and what was acknowledged since, is the city's to know.
        self.brings(Who::County, Who::City);
        let receipt = self.pack(Sort::Receipt, Who::City, Who::County).unwrap();
        self.arrive(&receipt);
    }

    fn brings(&mut self, from: Who, to: Who) {
        let parcel = self.pack(Sort::Up, from, to).unwrap();
        if self.arrive(&parcel).waits {
            // What the desk above says it lacks, and the one below believes it had.
            let whole = self.pack(Sort::Full, from, to).unwrap();
            assert!(!self.arrive(&whole).waits);
        }
    }

    /// That every desk holds exactly what it should.
    fn holds(&self) {
        for station in &self.stations {
            is_copied(&self.county, station);
            let standing = station.standing(&mut Counted::default());
            assert_eq!((standing.upward.unsent, standing.upward.waiting), (0, 0));
            assert_eq!(station.partner(COUNTY).acked_seq, self.county.received(station.desk.org()).seq);
            self.is_copied_down(station);
        }
        for below in self.county.standing(&mut Counted::default()).below {
            assert!(below.troubles.is_none(), "{:?}", below.troubles);
        }
        for desk in [&self.county, &self.city] {
            let held = desk.dir.path().join(INBOX).join(HELD);
            assert!(std::fs::read_dir(held).map_or(true, |mut files| files.next().is_none()));
        }
        self.adds_up();
        self.holds_above();
    }

    /// That the city holds what the county does, and each station what was decided about it above.
    fn holds_above(&self) {
        is_copied(&self.city, &self.county);
        let (city, county) = (figures(&self.city), figures(&self.county));
        assert!(city.total.list == county.total.list && city.total.breaks.is_empty());
        for station in &self.stations {
            let org = station.desk.org();
            let copy = |desk: &Party| std::fs::read(copied(desk, org)).unwrap();
            assert_eq!(copy(&self.city), copy(&self.county));
            let (at_city, at_county) = (self.city.received(org), self.county.received(org));
            assert_eq!((at_city.seq, at_city.signed_seq), (at_county.seq, at_county.signed_seq));
            assert_eq!(at_county.acked_seq, at_county.seq, "the county knows that the city has it");
            // Each decision of the city's stands at the station as the county passed it on, once.
            if station.count(Kind::Issue) == 0 {
                continue;
            }
            let about = self.county.about(org, 1);
            assert!(about.above.is_empty(), "{:?}", about.above);
            let above = all_of(&station.desk.reader().of(org), List::Naming(Kind::Handling, 1)).unwrap();
            assert!(above.iter().all(|decision| decision.org == COUNTY));
            let mut passed: Vec<u64> = above.iter().filter_map(passes).collect();
            let theirs = all_of(&self.city.desk.reader().of(org), List::Naming(Kind::Handling, 1)).unwrap();
            let mut decided: Vec<u64> = theirs.iter().filter(|one| one.org == CITY).map(|one| one.id).collect();
            passed.sort_unstable();
            decided.sort_unstable();
            assert_eq!(passed, decided);
            assert_eq!(station.waiting().len(), above.len());
        }
    }

    /// A station's copy of the county's chain: the lines that are for it as they stand, of all others the envelope alone.
    fn is_copied_down(&self, station: &Party) {
        let (org, own) = (station.desk.org(), std::fs::read(self.county.desk.journal().path()).unwrap());
        let copy = std::fs::read(copied(station, COUNTY)).unwrap();
        let known = station.received(COUNTY);
        let (mut lines, mut bare) = (0, 0);
        for (theirs, ours) in
            copy.split_inclusive(|byte| *byte == b'\n').zip(own.split_inclusive(|byte| *byte == b'\n'))
        {
            lines += 1;
            if theirs != ours {
                let expected = withheld(&ours[..ours.len() - 1]).unwrap();
                assert_eq!(theirs[..theirs.len() - 1], expected);
                bare += 1;
            }
        }
        assert!(lines == known.seq && bare > 0);
        let above = station.desk.reader().of(COUNTY);
        let of_county = self.county.desk.reader();
        for id in 1..=of_county.total(Kind::Handling) {
            let decided = of_county.entry(Kind::Handling, id).unwrap().unwrap();
            let Record::Handling(handling) = &decided.record else { panic!() };
            let expected = (handling.station == org.to_string()).then_some(decided.clone());
            assert_eq!(above.entry(Kind::Handling, id).unwrap(), expected);
        }
        for id in 1..=of_county.total(Kind::Unit) {
            assert_eq!(above.entry(Kind::Unit, id).unwrap(), of_county.entry(Kind::Unit, id).unwrap());
        }
    }

    /// The county's figures, and its figures by station, are those of the stations.
    fn adds_up(&self) {
        let of_county = figures(&self.county);
        let mut sums: BTreeMap<(String, String), (u64, u64)> = BTreeMap::new();
        for station in &self.stations {
            let (org, own) = (station.desk.org().to_string(), figures(station));
            let group = of_county.groups.iter().find(|group| group.key == org);
            for figure in &own.total.list {
                if let Some(group) = group {
                    let same = group.figures.part(&figure.id, &figure.part);
                    assert!(same.is_none_or(|amount| amount == figure.amount), "{org} {figure:?} {same:?}");
                }
                let (of, among) = parts(figure.amount);
                let sum = sums.entry((figure.id.clone(), figure.part.clone())).or_default();
                *sum = (sum.0 + of, sum.1 + among);
            }
            assert!(group.is_some() || own.total.count("V1") + own.total.count("I2") == 0, "{org}");
        }
        for figure in &of_county.total.list {
            let is_median = figure.id == "I22b";
            let sum = sums.get(&(figure.id.clone(), figure.part.clone())).copied().unwrap_or_default();
            assert!(is_median || sum == parts(figure.amount), "{figure:?} {sum:?}");
        }
        assert!(of_county.total.breaks.is_empty());
    }
}

/// A desk's copy of the chain of one below: byte for byte what that has, through its last package.
fn is_copied(above: &Party, below: &Party) {
    let (org, own) = (below.desk.org(), std::fs::read(below.desk.journal().path()).unwrap());
    let (known, copy) = (above.received(org), std::fs::read(copied(above, org)).unwrap());
    assert_eq!(copy.len() as u64, known.bytes);
    assert!(own.starts_with(&copy), "the copy of {org} is another");
    // What it lacks is that the package was written, and what was acknowledged since.
    let rest = own[copy.len()..].split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    for line in rest {
        let line = std::str::from_utf8(line).unwrap();
        let is_of = |kind: &&str| line.contains(&format!("\"kind\":\"{kind}\""));
        assert!(["pack", "party", "received"].iter().any(is_of), "{line}");
    }
}

/// The decision of the city that one of the county passes on.
fn passes(decision: &Entry) -> Option<u64> {
    match &decision.record {
        Record::Handling(handling) => handling.passes().map(|(org, id)| {
            assert_eq!(org, CITY);
            id
        }),
        _ => None,
    }
}

/// Registers an issue that a unit has: it can be urged.
fn handed_on(station: &mut Party, title: &str) {
    let (title, reported_on) = (title.to_owned(), Date::from_ymd(2026, 11, 20));
    let mut batch = station.desk.batch(stamp());
    let stage = crate::model::issue::Stage::Assigned;
    batch.add(Record::Issue(Box::new(Issue { title, reported_on, stage, ..Issue::default() })));
    station.desk.commit(batch).unwrap();
}

/// Names a unit, and decides something about a station's first issue that fits wherever it stands.
fn decide(desk: &mut Party, station: Org) {
    let mut batch = desk.desk.batch(stamp());
    batch.add(Record::Unit(Unit { name: format!("第{}局", station.0 % 10), ..Unit::default() }));
    let on = Date::from_ymd(2026, 11, 23);
    let text = "请尽快".to_owned();
    let station = station.to_string();
    let decided = Handling { station, issue: 1, verb: "urge".to_owned(), on, text, ..Handling::default() };
    batch.add(Record::Handling(Box::new(decided)));
    desk.desk.commit(batch).unwrap();
}

fn copied(party: &Party, org: Org) -> PathBuf {
    crate::store::copies::path_of(party.dir.path(), org)
}

fn figures(party: &Party) -> CountedPeriod {
    let day = |day| Date::from_ymd(2026, 11, day).unwrap();
    let period = Period { first: day(1), last: day(30) };
    let asked = Asked { periods: vec![period], by: Some(Dimension::Station), today: day(28) };
    let counted =
        party.desk.reader().counted(&asked, &CodeLists::shipped().unwrap(), &mut |_, _| ControlFlow::Continue(()));
    counted.unwrap().unwrap().remove(0)
}

fn parts(amount: Amount) -> (u64, u64) {
    match amount {
        Amount::Count(count) | Amount::Money(count) => (count, 0),
        Amount::Rate { of, among } | Amount::Days { of, among } => (of, among),
    }
}

/// Changes or voids one of a station's visits.
fn change(station: &mut Party, which: &Index) {
    let count = station.count(Kind::Visit);
    let Some(count) = usize::try_from(count).ok().filter(|count| *count > 0) else { return };
    let id = which.index(count) as u64 + 1;
    let Some(entry) = station.desk.reader().entry(Kind::Visit, id).unwrap().filter(Entry::is_live) else { return };
    let Record::Visit(visit) = entry.record.clone() else { panic!() };
    let mut batch = station.desk.batch(stamp());
    if visit.people > 3 {
        batch.void(&entry, "重复登记");
    } else {
        batch.change(EDIT, &entry, Record::Visit(Visit { people: visit.people + 2, ..visit }));
    }
    station.desk.commit(batch).unwrap();
}

/// Notes that the county has acknowledged everything so far.
fn forget(station: &mut Party) {
    let head = station.desk.reader().last_mark().unwrap().unwrap();
    let before = station.desk.reader().entry(Kind::Party, COUNTY.0).unwrap().unwrap();
    let party = crate::model::party::Party {
        acked_seq: head.seq,
        acked_hash: head.hash.to_string(),
        acked_end: head.end,
        ..station.partner(COUNTY)
    };
    let mut batch = station.desk.batch(stamp());
    batch.change("receipt", &before, Record::Party(Box::new(party)));
    station.desk.commit(batch).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 30, ..ProptestConfig::default() })]

    #[test]
    fn every_desk_ends_with_what_it_should_hold((stations, steps, order) in lives()) {
        let mut world = World::new(stations);
        steps.iter().for_each(|step| world.step(step));
        world.settle(&order);
        world.holds();
        // Everything that was ever packed once more, backwards: nothing changes.
        let ends = |world: &World| -> Vec<u64> {
            world.stations.iter().chain([&world.county, &world.city]).map(|party| party.desk.journal().end()).collect()
        };
        let before = ends(&world);
        for parcel in world.packed.clone().iter().rev() {
            prop_assert_eq!(world.arrive(parcel), Taken::default());
        }
        prop_assert_eq!(ends(&world), before);
        world.holds();
        let World { city, county, stations, .. } = world;
        for Party { dir, desk, .. } in stations.into_iter().chain([county, city]) {
            drop(desk);
            let disk: Arc<dyn crate::store::disk::Disk> = Arc::new(RealDisk);
            let report = verify(&disk, dir.path(), &mut |_, _, _| ControlFlow::Continue(())).unwrap();
            prop_assert!(!report.is_damaged() && matches!(report.store, Store::Same { .. }), "{:?}", report.lines());
        }
    }
}
