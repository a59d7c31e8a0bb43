//! Every file operation made to fail, and the power cut at any of them: what was acknowledged is there.

use std::io::ErrorKind;

use super::*;
use crate::store::disk::faulty::{Fault, FaultyDisk, Operation, Span};
use crate::store::disk::model::{ModelDisk, Survival};

/// Makes a desk and saves until something fails; gives what was acknowledged.
fn work(home: &Home) -> Result<Vec<Entry>, Vec<Entry>> {
    let mut saved: Vec<Entry> = Vec::new();
    let Ok(mut desk) = home.try_init() else { return Err(saved) };
    for round in 0..3 {
        let mut batch = desk.batch(stamp());
        batch.add(deputy(&format!("代表{round}")));
        batch.add(issue(&format!("第{round}件")));
        match desk.commit(batch) {
            Ok(entries) => saved.extend(entries),
            Err(_) => return Err(saved),
        }
        let before = saved[0].clone();
        let mut batch = desk.batch(stamp());
        batch.change("edit", &before, deputy(&format!("改名{round}")));
        match desk.commit(batch) {
            Ok(mut entries) => saved[0] = entries.remove(0),
            Err(_) => return Err(saved),
        }
    }
    Ok(saved)
}

/// Opens on what is left and finds everything acknowledged, in a store that agrees with itself.
fn all_there(home: &Home, saved: &[Entry], what: &str) {
    if !Desk::exists(home.disk.as_ref(), home.root()) {
        assert!(saved.is_empty(), "{what}");
        drop(home.try_init().unwrap_or_else(|error| panic!("{what}: set-up cannot be tried again: {error}")));
        return;
    }
    let mut desk = home.try_open().unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(desk.read_only(), None, "{what}");
    for entry in saved {
        let now = super::entry(&desk, entry.kind(), entry.id);
        // An unacknowledged edit may have reached the disk all the same.
        assert!(now == *entry || now.rev == entry.rev + 1, "{what}: {now:?}");
    }
    assert_sound(&desk);
    add(&mut desk, issue("照常录入"));
}

#[test]
fn every_failure_is_survived() {
    let operations = {
        let disk = FaultyDisk::new(Arc::new(ModelDisk::new()));
        let home = Home::on(Arc::new(disk.clone()));
        assert_eq!(work(&home).unwrap().len(), 6);
        disk.operations()
    };
    for span in [Span::Once, Span::Writes] {
        for nth in 0..operations {
            let disk = FaultyDisk::new(Arc::new(ModelDisk::new()));
            let home = Home::on(Arc::new(disk.clone()));
            disk.fail(nth, Fault::Short(7, ErrorKind::StorageFull), span);
            let saved = work(&home).unwrap_or_else(|saved| saved);
            disk.heal();
            all_there(&home, &saved, &format!("operation {nth} of {operations}, {span:?}"));
        }
    }
}

#[test]
fn every_power_cut_is_survived() {
    let operations = {
        let disk = FaultyDisk::new(Arc::new(ModelDisk::new()));
        let home = Home::on(Arc::new(disk.clone()));
        work(&home).unwrap();
        disk.operations()
    };
    for nth in 0..operations {
        for survival in [Survival::Least, Survival::Most, Survival::Torn(nth)] {
            let model = ModelDisk::new();
            let disk = FaultyDisk::new(Arc::new(model.clone()));
            let home = Home::on(Arc::new(disk.clone()));
            disk.fail(nth, Fault::Short(20, ErrorKind::Other), Span::Everything);
            let saved = work(&home).unwrap_or_else(|saved| saved);
            model.cut_power(survival);
            disk.heal();
            all_there(&home, &saved, &format!("power cut at {nth} of {operations}, {survival:?}"));
        }
    }
}

#[test]
fn a_save_costs_one_sync() {
    let disk = FaultyDisk::new(Arc::new(ModelDisk::new()));
    let home = Home::on(Arc::new(disk.clone()));
    let mut desk = home.init();
    let mut costs = |act: &mut dyn FnMut(&mut Desk)| {
        let (syncs, operations) = (disk.count(Operation::SyncData), disk.operations());
        act(&mut desk);
        (disk.count(Operation::SyncData) - syncs, disk.operations() - operations)
    };
    // Length, append, sync: nothing else.
    assert_eq!(costs(&mut |desk| drop(add(desk, issue("路灯不亮")))), (1, 3));
    assert_eq!(costs(&mut |desk| drop(desk.undo(stamp()).unwrap())).0, 1);
    let hundred = &mut |desk: &mut Desk| {
        let mut batch = desk.batch(stamp());
        (0..100).for_each(|row| _ = batch.add(issue(&format!("第{row}件"))));
        assert_eq!(desk.commit(batch).unwrap().len(), 100);
    };
    assert_eq!(costs(hundred), (1, 3));
}

#[test]
fn a_full_disk_refuses_and_goes_on() {
    let disk = FaultyDisk::new(Arc::new(ModelDisk::new()));
    let home = Home::on(Arc::new(disk.clone()));
    let mut desk = home.init();
    disk.fail(1, Fault::Short(30, ErrorKind::StorageFull), Span::Once);
    let mut batch = desk.batch(stamp());
    batch.add(issue("路灯不亮"));
    assert!(desk.commit(batch).is_err());
    assert_eq!(desk.read_only(), None);
    assert_eq!(desk.reader().total(Kind::Issue), 0);
    assert_eq!(as_issue(&add(&mut desk, issue("路灯不亮"))).number, "2026-0001");
}

#[test]
fn a_store_that_fails_after_the_sync_follows_later() {
    let home = Home::new();
    let mut desk = home.init();
    add(&mut desk, deputy("张三"));
    // As a read error in the middle of a session leaves it.
    desk.reader().books().db().break_for_test();
    assert!(desk.reader().entry(Kind::Deputy, 1).unwrap_err().wants_rebuild());
    let reader = desk.reader();
    desk.heal(&mut go_on).unwrap();
    assert!(reader.entry(Kind::Deputy, 1).unwrap().is_some());
    // And between the sync and the transaction.
    let planned = super::super::plan::plan(&desk.reader(), &{
        let mut batch = desk.batch(stamp());
        batch.add(issue("路灯不亮"));
        batch
    });
    desk.reader().books().db().break_for_test();
    let saved = desk.save(&stamp(), planned.unwrap()).unwrap();
    assert_eq!(entry(&desk, Kind::Issue, 1), saved.0[0]);
    assert_sound(&desk);
}
