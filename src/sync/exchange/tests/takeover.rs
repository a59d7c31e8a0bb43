//! A county's roster, units and code lists come down and are taken over by a station.

use std::collections::BTreeSet;

use super::*;
use crate::model::Context;
use crate::model::codes::CodeLists;
use crate::model::deputy::Deputy;
use crate::model::setting::Setting;
use crate::model::takeover::{Counts, Standing};
use crate::model::unit::Unit;
use crate::store::batch::EDIT;
use crate::store::codes::in_force;
use crate::sync::exchange::takeover::{Offer, Which, collect, offer};

fn deputy(name: &str) -> Deputy {
    Deputy {
        name: name.to_owned(),
        levels: vec!["county".to_owned()],
        term: "县第十八届".to_owned(),
        group: "一组".to_owned(),
        ..Deputy::default()
    }
}

fn setting(key: &str, value: &str) -> Record {
    Record::Setting(Setting { key: key.to_owned(), value: value.to_owned(), taken: None })
}

fn offered(party: &Party) -> Option<Offer> {
    let reader = party.desk.reader();
    let codes = codes(party);
    let context = Context { today: Date::from_ymd(2026, 11, 23).unwrap(), codes: &codes, directory: &reader };
    offer(&reader, &context).unwrap()
}

fn codes(party: &Party) -> CodeLists {
    in_force(&party.desk.reader()).unwrap().0
}

fn counts(party: &Party) -> Counts {
    Counts::of(&offered(party).unwrap().rows)
}

/// Takes over what is usual, and the rows named besides.
fn take_over(party: &mut Party, besides: &[Which]) -> String {
    let offer = offered(party).unwrap();
    let usual = offer.rows.iter().filter(|row| row.standing.is_usual()).map(|row| (row.kind, row.id));
    let which: BTreeSet<Which> = usual.chain(besides.iter().copied()).collect();
    let (said, rows) = offer.chosen(&which);
    let mut batch = party.desk.batch(stamp());
    assert_eq!(collect(&mut batch, rows), which.len());
    party.desk.commit(batch).unwrap();
    said
}

fn add_all(party: &mut Party, records: Vec<Record>) -> Vec<Entry> {
    let mut batch = party.desk.batch(stamp());
    records.into_iter().for_each(|record| {
        batch.add(record);
    });
    party.desk.commit(batch).unwrap()
}

#[test]
fn what_comes_down_is_taken_over_in_one_save_and_later_changes_are_recognised() {
    let (mut one, mut county, stick) = (station(1), party(COUNTY), folder());
    acquaint(&mut one, &mut county, &stick);
    assert_eq!(offered(&one), None);
    let above = add_all(
        &mut county,
        vec![
            Record::Deputy(deputy("张三")),
            Record::Deputy(deputy("李四")),
            Record::Unit(Unit { name: "县水利局".to_owned(), level: "county".to_owned(), ..Unit::default() }),
            setting("deadlines.redo_days", "20"),
            setting("sync.due_days", "9"),
        ],
    );
    add_all(&mut one, vec![Record::Deputy(Deputy { phone: "13900000001".to_owned(), ..deputy("李四") })]);
    let sent = county.send(Sort::Down, one.desk.org(), &stick);
    one.take(&sent);
    let waiting = Counts { deputies: 1, units: 1, settings: 1, ..Counts::default() };
    assert_eq!(counts(&one), waiting);
    let said = take_over(&mut one, &[]);
    assert!(said.contains("4 条"), "{said}");
    assert_eq!((one.count(Kind::Deputy), one.count(Kind::Unit), codes(&one).deadlines().redo_days), (2, 1, 20));
    assert!(offered(&one).unwrap().rows.is_empty());
    // One undo takes all of it back, and it is offered again.
    one.desk.undo(stamp()).unwrap();
    assert_eq!((one.count(Kind::Deputy), one.count(Kind::Unit)), (1, 0));
    assert_eq!(counts(&one), waiting);
    take_over(&mut one, &[]);
    // Changed above, and here.
    let mut batch = county.desk.batch(stamp());
    let left = Deputy { status: "ended".to_owned(), status_on: Date::from_ymd(2026, 11, 20), ..deputy("张三") };
    batch.change(EDIT, &above[0], Record::Deputy(left));
    batch.change(EDIT, &above[1], Record::Deputy(Deputy { phone: "13900000002".to_owned(), ..deputy("李四") }));
    batch.change(EDIT, &above[3], setting("deadlines.redo_days", "25"));
    county.desk.commit(batch).unwrap();
    let entry = crate::store::codes::setting(&one.desk.reader(), "deadlines.redo_days").unwrap().unwrap();
    let mut batch = one.desk.batch(stamp());
    batch.change(EDIT, &entry, setting("deadlines.redo_days", "15"));
    one.desk.commit(batch).unwrap();
    let sent = county.send(Sort::Down, one.desk.org(), &stick);
    one.take(&sent);
    let found: Vec<_> = offered(&one).unwrap().rows.iter().map(|row| (row.kind, row.id, row.standing)).collect();
    let expected = [
        (Kind::Deputy, 1, Standing::Left),
        (Kind::Deputy, 2, Standing::Conflict),
        (Kind::Setting, 1, Standing::Conflict),
    ];
    assert_eq!(found, expected);
    take_over(&mut one, &[(Kind::Deputy, 2)]);
    assert_eq!(codes(&one).deadlines().redo_days, 15, "what the station has set stays");
    assert_eq!(counts(&one), Counts { doubtful: 1, ..Counts::default() });
    // What is ours goes up with where it came from; nothing of it is the county's twice.
    let sent = one.send(Sort::Up, COUNTY, &stick);
    county.take(&sent);
    assert_eq!(county.desk.reader().of(one.desk.org()).entry(Kind::Deputy, 1).unwrap().unwrap().id, 1);
    assert!(offered(&county).is_none());
}
