//! The cases of opening, one by one.

use std::fs;
use std::io::Write;

use super::*;
use crate::store::db::{Writes, dirs};

#[test]
fn an_empty_directory_is_no_desk() {
    let home = Home::new();
    assert!(!Desk::exists(home.disk.as_ref(), home.root()));
    assert!(matches!(home.try_open(), Err(OpenError::Settings(_))));
}

#[test]
fn a_desk_is_not_made_twice() {
    let home = Home::new();
    drop(home.init());
    assert!(Desk::exists(home.disk.as_ref(), home.root()));
    assert!(matches!(home.try_init(), Err(OpenError::Exists { .. })));
    // Without its settings the journal is still somebody's.
    let mut desk = home.open();
    add(&mut desk, deputy("张三"));
    drop(desk);
    fs::remove_file(home.root().join("desk.toml")).unwrap();
    assert!(matches!(home.try_init(), Err(OpenError::OrphanJournal { .. })));
}

#[test]
fn a_second_instance_is_turned_away() {
    let home = Home::new();
    let _desk = home.init();
    assert!(matches!(home.try_open(), Err(OpenError::Lock(_))));
}

#[test]
fn a_store_that_is_behind_catches_up() {
    let home = Home::new();
    let mut desk = home.init();
    add(&mut desk, deputy("张三"));
    drop(desk);
    let kept = home.root().join("kept");
    copy_folder(&home.store(), &kept);
    let mut desk = home.open();
    let later = add(&mut desk, issue("路灯不亮"));
    let expected = dump(&desk.reader().books());
    drop(desk);
    fs::remove_dir_all(home.store()).unwrap();
    fs::rename(&kept, home.root().join("db-1")).unwrap();
    let desk = home.open();
    assert_eq!(entry(&desk, Kind::Issue, 1), later);
    assert_eq!(dump(&desk.reader().books()), expected);
    assert_eq!(home.store(), home.root().join("db-1"));
}

#[test]
fn an_absent_store_is_rebuilt_the_same() {
    let home = Home::new();
    let mut desk = home.init();
    let first = add(&mut desk, deputy("张三"));
    edit(&mut desk, &first, deputy("张三丰"));
    add(&mut desk, issue("路灯不亮"));
    desk.undo(stamp()).unwrap();
    let expected = dump(&desk.reader().books());
    drop(desk);
    fs::remove_dir_all(home.store()).unwrap();
    let desk = home.open();
    assert_eq!(dump(&desk.reader().books()), expected);
    drop(desk);
    // And by hand, whatever its state.
    let desk = Desk::rebuild(Arc::clone(&home.disk), home.root(), &mut go_on).unwrap();
    assert_eq!(dump(&desk.reader().books()), expected);
    assert_eq!(dirs::list(home.root()).unwrap().len(), 1);
}

#[test]
fn an_unfinished_rebuild_and_another_schema_are_made_anew() {
    let home = Home::new();
    let mut desk = home.init();
    add(&mut desk, deputy("张三"));
    let expected = dump(&desk.reader().books());
    drop(desk);
    for (key, value) in [(b"complete".to_vec(), None), (b"schema".to_vec(), Some(vec![99]))] {
        let before = home.store();
        let books = Books::open(&before, ORG).unwrap();
        books.db().write(&Writes::from([((Tree::Meta, key), value)])).unwrap();
        drop(books);
        let desk = home.open();
        assert_eq!(dump(&desk.reader().books()), expected);
        assert_eq!(desk.notices().len(), 1);
        assert_ne!(home.store(), before);
    }
}

#[test]
fn a_store_that_is_not_whole_after_an_unclean_stop_is_made_anew() {
    let home = Home::new();
    let mut desk = home.init();
    add(&mut desk, deputy("张三"));
    let expected = dump(&desk.reader().books());
    drop(desk);
    let books = Books::open(&home.store(), ORG).unwrap();
    let row = books.with_prefix(Tree::Index, &[], 1).unwrap().remove(0).0;
    books
        .db()
        .write(&Writes::from([((Tree::Index, row.to_vec()), None), ((Tree::Meta, b"settled".to_vec()), None)]))
        .unwrap();
    drop(books);
    let desk = home.open();
    assert_eq!(dump(&desk.reader().books()), expected);
    assert_eq!(home.store(), home.root().join("db-2"));
}

#[test]
fn a_rebuild_can_be_cancelled_and_leaves_nothing() {
    let home = Home::new();
    let mut desk = home.init();
    for group in 0..3 {
        let mut batch = desk.batch(stamp());
        for row in 0..60 {
            batch.add(deputy(&format!("代表{group}-{row}")));
        }
        desk.commit(batch).unwrap();
    }
    drop(desk);
    fs::remove_dir_all(home.store()).unwrap();
    let mut stop = |done: u64, all: u64| {
        assert!(done <= all);
        ControlFlow::Break(())
    };
    assert!(matches!(Desk::open(Arc::clone(&home.disk), home.root(), &mut stop), Err(OpenError::Cancelled)));
    assert_eq!(dirs::list(home.root()).unwrap(), []);
    assert_eq!(home.open().reader().total(Kind::Deputy), 180);
}

#[test]
fn a_store_of_another_history_is_made_anew() {
    let other = Home::new();
    let mut desk = other.init();
    for name in ["甲", "乙", "丙", "丁"] {
        add(&mut desk, deputy(name));
    }
    drop(desk);
    for records in [1_u64, 6] {
        let home = Home::new();
        let mut desk = home.init();
        for _ in 0..records {
            add(&mut desk, deputy("张三"));
        }
        drop(desk);
        fs::remove_dir_all(home.store()).unwrap();
        copy_folder(&other.store(), &home.root().join("db-1"));
        let desk = home.open();
        assert_eq!(desk.read_only(), None);
        assert_eq!(desk.reader().total(Kind::Deputy), records);
        assert_eq!(entry(&desk, Kind::Deputy, 1).record, deputy("张三"));
        // What was entered there is not thrown away.
        assert!(desk.notices()[0].text.contains("4 条记录"), "{:?}", desk.notices());
        let kept = fs::read_to_string(home.root().join("fork.jsonl")).unwrap();
        assert!(["甲", "乙", "丙", "丁"].iter().all(|name| kept.contains(name)), "{kept}");
        drop(desk);
        assert_eq!(home.open().notices(), []);
    }
}

/// Two histories that begin alike: the journal of one is put in the place of the other's.
#[test]
fn only_what_the_other_history_has_is_set_aside() {
    for rebuilt in [false, true] {
        for later in [1, 5] {
            let home = Home::new();
            let mut desk = home.init();
            let common = add(&mut desk, deputy("两边都有"));
            drop(desk);
            let (journal, store) = (home.journal(), home.store());
            let (before, kept) = (fs::read(&journal).unwrap(), home.root().join("kept"));
            copy_folder(&store, &kept);
            let mut desk = home.open();
            edit(&mut desk, &common, deputy("改名"));
            (0..3).for_each(|_| drop(add(&mut desk, deputy("只在这边"))));
            drop(desk);
            let other = home.root().join("other");
            fs::rename(home.store(), &other).unwrap();
            fs::write(&journal, before).unwrap();
            fs::rename(&kept, home.store_path()).unwrap();
            let mut desk = home.open();
            (0..later).for_each(|_| drop(add(&mut desk, deputy("另一边"))));
            drop(desk);
            fs::remove_dir_all(home.store()).unwrap();
            fs::rename(&other, home.store_path()).unwrap();
            let desk = if rebuilt {
                Desk::rebuild(Arc::clone(&home.disk), home.root(), &mut go_on).unwrap()
            } else {
                home.open()
            };
            assert_eq!((desk.read_only(), desk.reader().total(Kind::Deputy)), (None, later + 1));
            assert_eq!(entry(&desk, Kind::Deputy, 1), common);
            let kept = fs::read_to_string(home.root().join("fork.jsonl")).unwrap();
            assert_eq!(kept.lines().count(), 4, "{kept}");
            assert!(!kept.contains("两边都有") && !home.root().join("salvage.jsonl").exists());
        }
    }
}

#[test]
fn a_rebuild_from_a_damaged_journal_does_not_say_that_all_is_there() {
    let home = Home::new();
    let mut desk = home.init();
    add(&mut desk, deputy("甲"));
    let at = fs::read(home.journal()).unwrap().len() + 9;
    add(&mut desk, deputy("乙"));
    drop(desk);
    let mut bytes = fs::read(home.journal()).unwrap();
    bytes[at] ^= 1;
    fs::write(home.journal(), bytes).unwrap();
    let books = Books::open(&home.store(), ORG).unwrap();
    books.db().write(&Writes::from([((Tree::Meta, b"schema".to_vec()), Some(vec![99]))])).unwrap();
    drop(books);
    let desk = home.open();
    assert!(desk.read_only().is_some());
    let said = &desk.notices()[0].text;
    assert!(said.contains("现在看不到") && !said.contains("没有丢失"), "{said}");
    // The program that wrote the store can still read it.
    assert_eq!(dirs::list(home.root()).unwrap().len(), 2);
}

#[test]
fn a_torn_save_is_cut_and_told() {
    let home = Home::new();
    let mut desk = home.init();
    add(&mut desk, deputy("张三"));
    drop(desk);
    let mut file = fs::OpenOptions::new().append(true).open(home.journal()).unwrap();
    file.write_all(b"{\"seq\":4,\"at\":\"2026").unwrap();
    let mut desk = home.open();
    assert_eq!(desk.read_only(), None);
    assert_eq!(desk.notices().len(), 1);
    add(&mut desk, deputy("李四"));
    assert_eq!(desk.reader().total(Kind::Deputy), 2);
}

#[test]
fn a_damaged_middle_makes_the_desk_read_only() {
    let home = Home::new();
    let mut desk = home.init();
    for name in ["甲", "乙", "丙"] {
        add(&mut desk, deputy(name));
    }
    drop(desk);
    let mut bytes = fs::read(home.journal()).unwrap();
    let at = bytes.windows(3).rposition(|window| window == "乙".as_bytes()).unwrap();
    bytes[at] ^= 1;
    fs::write(home.journal(), &bytes).unwrap();
    // The store knows them all; the tail of the journal is sound.
    assert_eq!(home.open().reader().total(Kind::Deputy), 3);
    fs::remove_dir_all(home.store()).unwrap();
    let mut desk = home.open();
    assert!(desk.read_only().is_some());
    assert_eq!(desk.reader().total(Kind::Deputy), 1);
    let mut batch = desk.batch(stamp());
    batch.add(deputy("丁"));
    let refused = desk.commit(batch).unwrap_err();
    assert_eq!(refused.to_string(), desk.read_only().unwrap());
    assert!(desk.undo(stamp()).is_err());
    assert_eq!(fs::read(home.journal()).unwrap(), bytes);
}

#[test]
fn unknown_kinds_are_held_and_known_ones_go_on() {
    let home = Home::new();
    let mut desk = home.init();
    add(&mut desk, deputy("张三"));
    let stamp = crate::store::journal::Stamp {
        at: chrono::DateTime::parse_from_rfc3339("2026-11-23T09:12:33+08:00").unwrap(),
        by: "李工".to_owned(),
    };
    let line = |kind: &str, data: &str| crate::store::journal::NewLine {
        kind: kind.to_owned(),
        id: 9,
        rev: 1,
        verb: "add".to_owned(),
        data: data.to_owned(),
    };
    // As a newer program might leave them; the second has a body this one cannot read.
    desk.journal.append(&stamp, &[line("petition", r#"{"title":"修路"}"#), line("deputy", r#"{"name":7}"#)]).unwrap();
    drop(desk);
    let mut desk = home.open();
    assert_eq!(desk.reader().books().with_prefix(Tree::Held, &[], 9).unwrap().len(), 2);
    assert_sound(&desk);
    // Its number stays used.
    assert_eq!(add(&mut desk, deputy("李四")).id, 10);
    assert_eq!(desk.undo(super::stamp()).unwrap().text, "已撤销：新增代表“李四”");
    assert_eq!(desk.undo(super::stamp()).unwrap().text, "已撤销：新增代表“张三”");
}

#[test]
fn unknown_keys_are_written_back() {
    let home = Home::new();
    let mut desk = home.init();
    add(&mut desk, deputy("张三"));
    let before = entry(&desk, Kind::Deputy, 1);
    let entry = Entry { extra: r#"{"later":[1]}"#.to_owned(), ..before };
    desk.save(&stamp(), vec![crate::store::desk::save::Planned { verb: "edit".to_owned(), entry, changed: true }])
        .unwrap();
    let now = super::entry(&desk, Kind::Deputy, 1);
    let edited = edit(&mut desk, &now, deputy("张三丰"));
    assert_eq!(edited.extra, r#"{"later":[1]}"#);
    assert!(fs::read_to_string(home.journal()).unwrap().lines().last().unwrap().contains(r#""later":[1]"#));
}

pub(super) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
