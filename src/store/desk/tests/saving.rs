//! What a save does, and what it refuses.

use super::*;
use crate::model::Value;
use crate::model::event::Event;
use crate::model::issue::Stage;
use crate::model::station::STATION_ID;
use crate::model::visit::Visit;
use crate::store::desk::SaveError;

#[test]
fn what_is_saved_is_there_after_opening_again() {
    let home = Home::new();
    let mut desk = home.init();
    let saved = add(&mut desk, issue("路灯不亮"));
    assert_eq!(as_issue(&saved).number, "2026-0001");
    assert_eq!(as_issue(&saved).events.len(), 1);
    assert_eq!(as_issue(&saved).events[0].verb, "register");
    assert_eq!((saved.rev, saved.id), (1, 1));
    drop(desk);
    let desk = home.open();
    assert_eq!(entry(&desk, Kind::Issue, 1), saved);
    assert_eq!(desk.operator(), "李工");
    assert_eq!(desk.notices(), []);
    let station = entry(&desk, Kind::Station, STATION_ID);
    assert!(matches!(&station.record, Record::Station(station) if station.name == "茶亭镇代表联络站"));
    assert_sound(&desk);
}

#[test]
fn records_of_a_group_point_to_each_other() {
    let home = Home::new();
    let mut desk = home.init();
    let mut batch = desk.batch(stamp());
    let visit = batch.add(Record::Visit(Visit { date: date(11, 20), ..Visit::default() }));
    let Record::Issue(mut raised) = issue("水渠淤塞") else { unreachable!() };
    (raised.channel, raised.source) = ("visit".to_owned(), Some(visit));
    batch.add(Record::Issue(raised.clone()));
    batch.add(Record::Issue(raised));
    let saved = desk.commit(batch).unwrap();
    assert_eq!(saved.len(), 3);
    assert_eq!(as_issue(&saved[1]).number, "2026-0001");
    assert_eq!(as_issue(&saved[2]).number, "2026-0002");
    assert_eq!(ids(&desk, List::From(Kind::Visit, visit)), [1, 2]);
}

#[test]
fn numbers_run_by_the_year_and_never_come_twice() {
    let home = Home::new();
    let mut desk = home.init();
    let first = add(&mut desk, issue("一"));
    let Record::Issue(mut older) = issue("二") else { unreachable!() };
    older.reported_on = Date::from_ymd(2025, 12, 31);
    assert_eq!(as_issue(&add(&mut desk, Record::Issue(older.clone()))).number, "2025-0001");
    let mut batch = desk.batch(stamp());
    batch.void(&first, "录重了");
    desk.commit(batch).unwrap();
    assert_eq!(as_issue(&add(&mut desk, issue("三"))).number, "2026-0002");
    // An edit into another year keeps the number.
    let second = entry(&desk, Kind::Issue, 2);
    older.reported_on = date(1, 2);
    let edited = edit(&mut desk, &second, Record::Issue(older));
    assert_eq!(as_issue(&edited).number, "2025-0001");
    drop(desk);
    let mut desk = home.open();
    assert_eq!(as_issue(&add(&mut desk, issue("四"))).number, "2026-0003");
    let found = desk.reader().issue_by_number("2026-0003").unwrap().unwrap();
    assert_eq!(as_issue(&found).title, "四");
}

#[test]
fn digits_widen_past_9999() {
    let home = Home::new();
    let mut desk = home.init();
    // A journal taken over from elsewhere may stand anywhere.
    let Record::Issue(mut last) = issue("末号") else { unreachable!() };
    last.number = "2026-9999".to_owned();
    last.events = vec![Event { verb: "register".to_owned(), ..Event::default() }];
    let org = desk.org();
    let entry = Entry { org, id: 1, rev: 0, voided: None, extra: String::new(), record: Record::Issue(last) };
    desk.save(&stamp(), vec![crate::store::desk::save::Planned { verb: "register".to_owned(), entry, changed: true }])
        .unwrap();
    drop(desk);
    let mut desk = home.open();
    assert_eq!(as_issue(&add(&mut desk, issue("下一号"))).number, "2026-10000");
    assert_eq!(as_issue(&add(&mut desk, issue("再下一号"))).number, "2026-10001");
}

#[test]
fn a_change_based_on_an_older_state_is_refused() {
    let home = Home::new();
    let mut desk = home.init();
    let first = add(&mut desk, deputy("张三"));
    let second = edit(&mut desk, &first, deputy("张三丰"));
    assert_eq!(second.rev, 2);
    let mut batch = desk.batch(stamp());
    batch.add(deputy("李四"));
    batch.change("edit", &first, deputy("张叁"));
    let error = desk.commit(batch).unwrap_err();
    assert!(matches!(error, SaveError::Changed { .. }), "{error}");
    assert_eq!(entry(&desk, Kind::Deputy, 1), second);
    assert_eq!(desk.reader().total(Kind::Deputy), 1);
    // Twice in one group.
    let mut batch = desk.batch(stamp());
    batch.change("edit", &second, deputy("甲"));
    batch.change("edit", &second, deputy("乙"));
    assert!(matches!(desk.commit(batch), Err(SaveError::Changed { .. })));
}

#[test]
fn the_station_keeps_its_code() {
    let home = Home::new();
    let mut desk = home.init();
    let before = entry(&desk, Kind::Station, STATION_ID);
    let Record::Station(mut station) = before.record.clone() else { panic!("not the station") };
    station.code = "999999999999".to_owned();
    station.name = "新名".to_owned();
    let mut batch = desk.batch(stamp());
    batch.change("edit", &before, Record::Station(station));
    desk.commit(batch).unwrap();
    let kept = entry(&desk, Kind::Station, STATION_ID).record;
    assert_eq!((kept.get("code"), kept.get("name")), (before.record.get("code"), Value::Text("新名".to_owned())));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let home = Home::new();
    let mut desk = home.init();
    let saved = add(&mut desk, deputy("张三"));
    let station = entry(&desk, Kind::Station, STATION_ID);
    let try_to = |desk: &mut Desk, fill: &dyn Fn(&mut crate::store::batch::Batch)| {
        let mut batch = desk.batch(stamp());
        fill(&mut batch);
        desk.commit(batch).unwrap_err()
    };
    assert!(matches!(try_to(&mut desk, &|batch| batch.void(&station, "错")), SaveError::OneStation));
    assert!(matches!(try_to(&mut desk, &|batch| _ = batch.add(station.record.clone())), SaveError::OneStation));
    assert!(matches!(try_to(&mut desk, &|batch| batch.void(&saved, " ")), SaveError::NoReason));
    assert!(matches!(try_to(&mut desk, &|batch| _ = batch.add(Kind::Issue.blank())), SaveError::NoDate));
    let absent = Entry { id: 99, ..saved.clone() };
    assert!(matches!(try_to(&mut desk, &|batch| batch.void(&absent, "错")), SaveError::NoRecord { .. }));
    let mut batch = desk.batch(Stamp { at: "昨天".to_owned(), by: String::new() });
    batch.add(deputy("李四"));
    assert!(matches!(desk.commit(batch), Err(SaveError::BadStamp { .. })));
    let mut batch = desk.batch(stamp());
    batch.void(&saved, "错");
    let voided = desk.commit(batch).unwrap().remove(0);
    assert!(matches!(
        try_to(&mut desk, &|batch| batch.change("edit", &voided, deputy("甲"))),
        SaveError::Voided { .. }
    ));
}

#[test]
fn a_change_that_changes_nothing_writes_nothing() {
    let home = Home::new();
    let mut desk = home.init();
    let saved = add(&mut desk, deputy("张三"));
    let before = std::fs::read(home.journal()).unwrap();
    assert_eq!(edit(&mut desk, &saved, saved.record.clone()), saved);
    let empty = desk.batch(stamp());
    assert_eq!(desk.commit(empty).unwrap(), []);
    assert_eq!(std::fs::read(home.journal()).unwrap(), before);
}

#[test]
fn totals_and_lists_follow() {
    let home = Home::new();
    let mut desk = home.init();
    let one = add(&mut desk, issue("一"));
    add(&mut desk, issue("二"));
    assert_eq!(ids(&desk, List::All(Kind::Issue)), [2, 1]);
    let mut assigned = as_issue(&one).clone();
    (assigned.stage, assigned.due_on) = (Stage::Assigned, date(12, 1));
    edit(&mut desk, &one, Record::Issue(Box::new(assigned)));
    let reader = desk.reader();
    assert_eq!((reader.stage_total(Stage::Registered), reader.stage_total(Stage::Assigned)), (1, 1));
    assert_eq!(ids(&desk, List::Stage(Stage::Assigned)), [1]);
    assert_eq!(ids(&desk, List::Due), [1]);
    let mut batch = desk.batch(stamp());
    batch.void(&entry(&desk, Kind::Issue, 1), "录重了");
    desk.commit(batch).unwrap();
    assert_eq!((reader.total(Kind::Issue), reader.stage_total(Stage::Assigned)), (1, 0));
    assert_eq!(ids(&desk, List::All(Kind::Issue)), [2]);
    assert_eq!(ids(&desk, List::Voided(Kind::Issue)), [1]);
    assert!(ids(&desk, List::Due).is_empty());
    assert_sound(&desk);
}
