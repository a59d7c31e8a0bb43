//! A journal that lost its end, and how the records come back.

use std::fs;

use super::*;
use crate::store::journal::Mark;

/// A desk whose journal lost its last two saves: an addition, and an edit of the first record.
fn with_lost_tail() -> (Home, Vec<Entry>) {
    let home = Home::new();
    let mut desk = home.init();
    let first = add(&mut desk, deputy("张三"));
    let short = fs::read(home.journal()).unwrap();
    let lost = vec![edit(&mut desk, &first, deputy("张三丰")), add(&mut desk, issue("路灯不亮"))];
    drop(desk);
    fs::write(home.journal(), short).unwrap();
    (home, lost)
}

#[test]
fn a_lost_tail_is_shown_and_set_aside() {
    let (home, lost) = with_lost_tail();
    for _ in 0..2 {
        let mut desk = home.open();
        assert!(desk.read_only().is_some());
        assert!(desk.notices()[0].text.contains("2 条记录"), "{:?}", desk.notices());
        for entry in &lost {
            assert_eq!(desk.reader().entry(entry.kind(), entry.id).unwrap().as_ref(), Some(entry));
        }
        let mut batch = desk.batch(stamp());
        batch.add(deputy("李四"));
        assert!(desk.commit(batch).is_err());
    }
    assert_eq!(fs::read_to_string(home.root().join("salvage.jsonl")).unwrap().lines().count(), 2);
    assert!(!home.root().join("salvage-2.jsonl").exists());
}

#[test]
fn one_command_takes_them_in() {
    let (home, lost) = with_lost_tail();
    drop(home.open());
    let salvage = || Desk::salvage(Arc::clone(&home.disk), home.root(), &stamp(), &mut go_on);
    let (mut desk, taken) = salvage().unwrap();
    assert_eq!((taken, desk.read_only()), (2, None));
    // Their lines have numbers that were used before: whoever has the lost ones can tell.
    let lines: Vec<_> = desk.journal().lines_after(Mark::START).unwrap().map(|line| line.unwrap().envelope).collect();
    let verbs: Vec<&str> = lines.iter().map(|line| line.verb.as_str()).collect();
    assert_eq!(verbs, ["begin", "add", "add", "begin", "salvage", "salvage"]);
    assert_eq!((desk.journal.chain().number, desk.journal.chain().seq), (2, 4));
    for entry in &lost {
        let now = desk.reader().entry(entry.kind(), entry.id).unwrap().unwrap();
        assert_eq!(now.record, entry.record);
    }
    assert_eq!(as_issue(&add(&mut desk, issue("下一件"))).number, "2026-0002");
    assert_sound(&desk);
    drop(desk);
    assert_eq!(home.open().notices(), []);
    assert!(matches!(salvage(), Err(OpenError::NothingToSalvage { .. })));
}

#[test]
fn taking_in_twice_adds_nothing() {
    let (home, _) = with_lost_tail();
    drop(home.open());
    let path = home.root().join("salvage.jsonl");
    let kept = fs::read(&path).unwrap();
    let salvage = || Desk::salvage(Arc::clone(&home.disk), home.root(), &stamp(), &mut go_on);
    drop(salvage().unwrap());
    // As if the power had gone before the file was renamed.
    fs::write(&path, kept).unwrap();
    // Until then new records could get the same numbers.
    let desk = home.open();
    assert_eq!(desk.read_only(), Some(&desk.notices()[0].text[..]));
    drop(desk);
    let (desk, taken) = salvage().unwrap();
    assert_eq!((taken, desk.journal.chain().number), (0, 2));
}

#[test]
fn what_does_not_fit_any_more_is_named_and_kept() {
    let (home, _) = with_lost_tail();
    drop(home.open());
    // Put away by a clerk who went on, and brought back later.
    let (path, away) = (home.root().join("salvage.jsonl"), home.root().join("away"));
    fs::rename(&path, &away).unwrap();
    fs::remove_dir_all(home.store()).unwrap();
    let mut desk = home.open();
    let other = add(&mut desk, issue("另一件，同一个编号"));
    drop(desk);
    fs::rename(&away, &path).unwrap();
    let (desk, taken) = Desk::salvage(Arc::clone(&home.disk), home.root(), &stamp(), &mut go_on).unwrap();
    assert_eq!(taken, 1);
    assert!(desk.notices().iter().any(|notice| notice.text.contains("有 1 条记录")), "{:?}", desk.notices());
    assert_eq!(entry(&desk, Kind::Issue, 1), other);
    let kept = fs::read_to_string(home.root().join("salvage.jsonl.taken")).unwrap();
    assert!(kept.contains("路灯不亮"), "{kept}");
}

#[test]
fn a_bent_file_is_refused_with_its_line() {
    let (home, _) = with_lost_tail();
    drop(home.open());
    let path = home.root().join("salvage.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    let (first, _) = text.split_once('\n').unwrap();
    fs::write(&path, format!("{first}\n{{\"kind\":\"deputy\"\n")).unwrap();
    let error = Desk::salvage(Arc::clone(&home.disk), home.root(), &stamp(), &mut go_on).err().unwrap();
    assert!(matches!(error, OpenError::BadSalvage { line: 2, .. }), "{error}");
    assert!(path.exists());
}

#[test]
fn a_rebuild_sets_aside_what_the_journal_has_lost() {
    let (home, lost) = with_lost_tail();
    let desk = Desk::rebuild(Arc::clone(&home.disk), home.root(), &mut go_on).unwrap();
    assert!(desk.read_only().is_some());
    assert_eq!(desk.reader().total(Kind::Issue), 0);
    drop(desk);
    let (desk, taken) = Desk::salvage(Arc::clone(&home.disk), home.root(), &stamp(), &mut go_on).unwrap();
    assert_eq!(taken, 2);
    assert_eq!(entry(&desk, Kind::Issue, 1).record, lost[1].record);
}

#[test]
fn a_damaged_end_is_shown_and_set_aside_and_nothing_is_made_anew_from_it() {
    let home = Home::new();
    let mut desk = home.init();
    add(&mut desk, deputy("张三"));
    let last = add(&mut desk, issue("路灯不亮"));
    drop(desk);
    let good = fs::read(home.journal()).unwrap();
    let mut bent = good.clone();
    let at = bent.len() - 5;
    bent[at] ^= 1;
    fs::write(home.journal(), &bent).unwrap();
    let desk = home.open();
    assert!(desk.read_only().is_some());
    assert_eq!(entry(&desk, Kind::Issue, 1), last);
    drop(desk);
    assert_eq!(fs::read_to_string(home.root().join("salvage.jsonl")).unwrap().lines().count(), 1);
    let rebuilt = Desk::rebuild(Arc::clone(&home.disk), home.root(), &mut go_on);
    assert!(matches!(rebuilt.err().unwrap(), OpenError::Read(_)));
    let salvaged = Desk::salvage(Arc::clone(&home.disk), home.root(), &stamp(), &mut go_on);
    assert!(matches!(salvaged.err().unwrap(), OpenError::Read(_)));
    assert_eq!(entry(&home.open(), Kind::Issue, 1), last);
    assert_eq!(fs::read(home.journal()).unwrap(), bent);
    // With the journal brought back there is nothing left to take in.
    fs::write(home.journal(), &good).unwrap();
    let (desk, taken) = Desk::salvage(Arc::clone(&home.disk), home.root(), &stamp(), &mut go_on).unwrap();
    assert_eq!(taken, 0);
    assert_eq!(entry(&desk, Kind::Issue, 1), last);
}
