//! Random groups of changes, against a plain list of records in memory.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::model::any::record_of;
use crate::model::duty::{self, Duty, Served};
use crate::model::issue::Stage;
use crate::model::json;
use crate::model::owing::{self, Owing};
use crate::store::copies::Place;
use crate::store::index;
use crate::store::reader::Position;

/// One thing somebody does. Numbers choose among what there is.
#[derive(Clone, Debug)]
enum Act {
    Add(Vec<Record>),
    Edit(usize, Box<Record>),
    Void(usize),
    Undo,
    Reopen,
    Rebuild,
}

const KINDS: [Kind; 5] = [Kind::Deputy, Kind::Unit, Kind::Reception, Kind::Issue, Kind::Visit];

fn any_record() -> impl Strategy<Value = Record> {
    prop::sample::select(KINDS.to_vec()).prop_flat_map(record_of).prop_map(|mut record| {
        if let Record::Issue(issue) = &mut record {
            // Checked before a save; the desk only refuses.
            issue.reported_on = issue.reported_on.or_else(|| date(1, 1));
        }
        record
    })
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => prop::collection::vec(any_record(), 1..4).prop_map(Act::Add),
        4 => (any::<usize>(), any_record()).prop_map(|(which, record)| Act::Edit(which, Box::new(record))),
        2 => any::<usize>().prop_map(Act::Void),
        3 => Just(Act::Undo),
        1 => Just(Act::Reopen),
        1 => Just(Act::Rebuild),
    ]
}

/// The records a save wrote, as they stood before it.
type Before = Vec<((Kind, u64), Option<Entry>)>;

/// The records as they should stand, and what each save that can be undone had found.
#[derive(Default)]
struct Model {
    now: BTreeMap<(Kind, u64), Entry>,
    undo: Vec<Before>,
}

impl Model {
    fn saved(&mut self, entries: &[Entry]) {
        let before =
            entries.iter().map(|entry| ((entry.kind(), entry.id), self.now.get(&(entry.kind(), entry.id)).cloned()));
        self.undo.push(before.collect());
        self.put(entries);
    }

    fn put(&mut self, entries: &[Entry]) {
        self.now.extend(entries.iter().map(|entry| ((entry.kind(), entry.id), entry.clone())));
    }

    fn live(&self) -> Vec<&Entry> {
        self.now.values().filter(|entry| entry.is_live()).collect()
    }
}

fn run(acts: Vec<Act>) {
    let home = Home::new();
    let mut desk = home.init();
    let mut model = Model::default();
    model.put(&[entry(&desk, Kind::Station, 1)]);
    for act in acts {
        match act {
            Act::Add(records) => {
                let mut batch = desk.batch(stamp());
                let ids: Vec<u64> = records.iter().map(|record| batch.add(record.clone())).collect();
                let saved = desk.commit(batch).unwrap();
                assert_eq!(saved.iter().map(|entry| entry.id).collect::<Vec<_>>(), ids);
                model.saved(&saved);
            }
            Act::Edit(which, record) => {
                let same_kind = |entry: &&&Entry| entry.kind() == record.kind();
                let live = model.live();
                let of_kind: Vec<&Entry> = live.iter().filter(same_kind).copied().collect();
                let Some(before) = of_kind.get(which % of_kind.len().max(1)).map(|entry| (*entry).clone()) else {
                    continue;
                };
                let saved = edit(&mut desk, &before, *record);
                if saved != before {
                    model.saved(&[saved]);
                }
            }
            Act::Void(which) => {
                let live = model.live();
                let live: Vec<&Entry> = live.into_iter().filter(|entry| entry.kind() != Kind::Station).collect();
                let Some(before) = live.get(which % live.len().max(1)).map(|entry| (*entry).clone()) else { continue };
                let mut batch = desk.batch(stamp());
                batch.void(&before, "录重了");
                model.saved(&desk.commit(batch).unwrap());
            }
            Act::Undo => match (desk.undo(stamp()), model.undo.pop()) {
                (Ok(undone), Some(before)) => {
                    model.put(&undone.entries);
                    for (key, before) in before {
                        let now = &model.now[&key];
                        match before {
                            Some(before) => assert_eq!(Entry { rev: now.rev, ..before }, *now),
                            None => assert!(!now.is_live()),
                        }
                    }
                }
                (Err(_), None) => {}
                (outcome, expected) => panic!("{outcome:?} {expected:?}"),
            },
            Act::Reopen => {
                drop(desk);
                desk = home.open();
            }
            Act::Rebuild => {
                let live = dump(&desk.reader().books());
                drop(desk);
                desk = Desk::rebuild(Arc::clone(&home.disk), home.root(), &mut go_on).unwrap();
                assert!(dump(&desk.reader().books()) == live, "a rebuild comes to another store");
            }
        }
    }
    agrees(&desk, &model);
}

fn agrees(desk: &Desk, model: &Model) {
    assert_sound(desk);
    let reader = desk.reader();
    for ((kind, id), entry) in &model.now {
        assert_eq!(reader.entry(*kind, *id).unwrap().as_ref(), Some(entry));
        let body =
            json::Body { record: entry.record.clone(), voided: entry.voided.clone(), extra: entry.extra.clone() };
        assert_eq!(json::read(*kind, &json::write(&body).unwrap()).unwrap(), body);
    }
    for kind in Kind::ALL {
        let live = model.live().into_iter().filter(|entry| entry.kind() == kind).count();
        assert_eq!(reader.total(kind), live as u64);
        for list in [List::All(kind), List::Voided(kind), List::Deputy(kind, 1), List::From(kind, 1)] {
            in_order(desk, model, list);
        }
    }
    for stage in Stage::ALL {
        assert_eq!(
            reader.stage_total(stage),
            reader.page(List::Stage(stage), None, Direction::Forward, 999).unwrap().len() as u64
        );
        in_order(desk, model, List::Stage(stage));
    }
    in_order(desk, model, List::Due);
    figures_agree(desk, model);
}

/// What is kept of each deputy, and of what is owed, is what a count of the records comes to.
fn figures_agree(desk: &Desk, model: &Model) {
    let reader = desk.reader();
    let mut counted: BTreeMap<u64, Served> = BTreeMap::new();
    let mut owed: BTreeMap<Owing, u64> = BTreeMap::new();
    for entry in model.live() {
        for (tally, amount) in duty::tallies(&entry.record) {
            counted.entry(tally.deputy).or_default().add(tally.year, tally.duty, amount);
        }
        if let Record::Issue(issue) = &entry.record {
            owing::owed(issue).into_iter().for_each(|owing| *owed.entry(owing).or_default() += 1);
        }
    }
    for deputy in counted.keys().copied().chain(0..4) {
        let expected = counted.get(&deputy).cloned().unwrap_or_default();
        assert_eq!(reader.served(deputy).unwrap(), expected);
        let year = reader.served_in(deputy, 2026).unwrap();
        for duty in Duty::ALL {
            assert_eq!(year.in_year(2026, duty), expected.in_year(2026, duty));
            assert_eq!(year.in_all(duty), expected.in_year(2026, duty), "no other year is read");
        }
    }
    for owing in Owing::ALL {
        assert_eq!(reader.owing_total(owing), owed.get(&owing).copied().unwrap_or(0), "{owing:?}");
    }
}

/// A list has the rows that follow from the records, forwards, backwards and in pages of any size.
fn in_order(desk: &Desk, model: &Model, list: List) {
    let reader = desk.reader();
    let prefix = index::prefix(list, ORG);
    let rows =
        model.now.values().flat_map(|entry| index::rows(entry, Place::Own).into_iter().map(move |row| (row, entry)));
    let mut expected: Vec<(Vec<u8>, &Entry)> = rows.filter(|(row, _)| row.starts_with(&prefix)).collect();
    expected.sort_by(|a, b| a.0.cmp(&b.0));
    for (direction, size) in [(Direction::Forward, 2), (Direction::Backward, 3)] {
        let (mut read, mut from): (Vec<Entry>, Option<Position>) = (Vec::new(), None);
        loop {
            let page = reader.page(list, from.as_ref(), direction, size).unwrap();
            assert!(page.is_sorted_by(|a, b| a.position < b.position));
            let edge = if direction == Direction::Forward { page.last() } else { page.first() };
            let Some(edge) = edge else { break };
            assert_eq!(reader.position_of(list, &edge.entry).as_ref(), Some(&edge.position));
            from = Some(edge.position.clone());
            match direction {
                Direction::Forward => read.extend(page.into_iter().map(|row| row.entry)),
                Direction::Backward => {
                    read.splice(0..0, page.into_iter().map(|row| row.entry));
                }
            }
        }
        assert!(read.iter().eq(expected.iter().map(|(_, entry)| *entry)), "{list:?} {direction:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_desk_agrees_with_a_plain_list(acts in prop::collection::vec(act(), 1..25)) {
        run(acts);
    }
}
