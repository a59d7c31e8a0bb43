//! A new desk gets its own chain back: all of it or nothing, and only while nothing was entered.

use std::io::ErrorKind;

use super::receiving::{COUNTY, CUTS, ONE, chain, content, desk_of, labels, lines_in};
use super::*;
use crate::store::copies::{Grown, ReceiveError, told};
use crate::store::desk::{Becoming, Delivery, Section, is_new};
use crate::store::disk::faulty::{Fault, FaultyDisk, Span};
use crate::store::disk::model::ModelDisk;
use crate::store::journal::Mark;
use crate::store::verify::verify;

/// Gives a desk its own chain back, with the county's.
fn recover(desk: &mut Desk, own: &[u8], county: &[u8]) -> Result<Vec<Grown>, ReceiveError> {
    let section = |org, bytes| Section { org, lines: lines_in(bytes), anew: true };
    let sections = [section(COUNTY, county), section(ONE, own)];
    let all = [county, own].concat();
    let key = desk.journal.chain().start.key;
    let mut amend = |grown: &[Grown], _: Vec<Entry>| {
        let of_county = grown.iter().filter(|grown| grown.org == COUNTY);
        let entry = |grown: &Grown| Entry {
            org: ONE,
            id: grown.org.0,
            rev: 0,
            voided: None,
            extra: String::new(),
            record: told(grown),
        };
        of_county.map(|grown| ("recover".to_owned(), entry(grown))).collect()
    };
    let becoming = Becoming { key, common: None, keep: &[] };
    desk.recover(&stamp(), becoming, Delivery { sections: &sections, lines: &mut &all[..] }, &mut amend, &mut go_on)
}

/// What the county's first deputy is called.
fn first_deputy(desk: &Desk) -> String {
    crate::model::Directory::label(&desk.reader().of(COUNTY), Kind::Deputy, 1).unwrap_or_default()
}

fn news(desk: &Desk) -> bool {
    is_new(&desk.reader(), &desk.journal()).unwrap()
}

#[test]
fn a_new_desk_becomes_the_former_one() {
    let (own, county) = (chain(ONE, "张三", 2), chain(COUNTY, "县代表", 1));
    let home = Home::new();
    let mut desk = desk_of(&home, ONE);
    let (reader, journal) = (desk.reader(), desk.journal());
    assert!(news(&desk));
    let epoch = desk.journal.chain().start.epoch;
    let grown = recover(&mut desk, &own, &county).unwrap();
    assert_eq!(grown.iter().map(|grown| grown.lines).sum::<u64>(), lines_in(&own) + lines_in(&county));
    assert_sound(&desk);
    // Whoever had a reader before reads the desk as it is now.
    assert_eq!((reader.total(Kind::Issue), labels(&desk, ONE)), (3, vec!["张三".to_owned()]));
    assert_eq!(journal.end(), desk.journal().end());
    assert_eq!(first_deputy(&desk), "县代表");
    let bytes = std::fs::read(home.journal()).unwrap();
    assert!(bytes.starts_with(&own), "every line as it was");
    let begun = desk.journal.chain();
    assert!(begun.number == 2 && begun.seq == lines_in(&own) + 1 && begun.start.epoch != epoch);
    assert!(!news(&desk), "it holds entries now");
    assert!(matches!(desk.undoable(), Err(super::super::SaveError::NothingToUndo)));
    assert_eq!(as_issue(&add(&mut desk, issue("接着登记的"))).number, "2026-0004");
    let expected = content(&desk);
    drop((desk, reader));
    let desk = home.open();
    assert!(desk.notices().is_empty() && content(&desk) == expected);
    drop(desk);
    std::fs::remove_dir_all(home.store()).unwrap();
    assert!(content(&home.open()) == expected, "a rebuild comes to the same");
    assert!(!verify(&home.disk, home.root(), &mut |_, _, _| ControlFlow::Continue(())).unwrap().is_damaged());
    assert!(home.root().join("backup").read_dir().unwrap().next().is_some(), "what was there before is kept");
}

#[test]
fn a_desk_with_entries_stays_as_it_is() {
    let (own, county) = (chain(ONE, "张三", 2), chain(COUNTY, "县代表", 1));
    let home = Home::new();
    let mut desk = desk_of(&home, ONE);
    add(&mut desk, deputy("李四"));
    let before = (std::fs::read(home.journal()).unwrap(), content(&desk));
    assert!(matches!(recover(&mut desk, &own, &county), Err(ReceiveError::HoldsEntries)));
    assert!((std::fs::read(home.journal()).unwrap(), content(&desk)) == before);
}

#[test]
fn what_does_not_hold_changes_nothing() {
    let (own, county) = (chain(ONE, "张三", 2), chain(COUNTY, "县代表", 1));
    let home = Home::new();
    let mut desk = desk_of(&home, ONE);
    let before = content(&desk);
    let mut bent = own.clone();
    let at = bent.len() / 2;
    bent[at] ^= 1;
    assert!(recover(&mut desk, &bent, &county).is_err());
    // Somebody else's chain under our name.
    assert!(recover(&mut desk, &chain(Org(430_122_105_002), "王五", 1), &county).is_err());
    assert!(content(&desk) == before && desk.read_only().is_none());
    assert!(!home.root().join("restore-work").exists());
    recover(&mut desk, &own, &county).unwrap();
    assert_eq!(desk.reader().total(Kind::Issue), 3);
}

#[test]
fn any_failure_and_any_power_cut_leaves_the_new_desk_or_the_former_one() {
    let (own, county) = (chain(ONE, "张三", 2), chain(COUNTY, "县代表", 1));
    for survival in CUTS {
        let mut nth = 0;
        loop {
            let model = ModelDisk::new();
            let disk = FaultyDisk::new(Arc::new(model.clone()));
            let home = Home::on(Arc::new(disk.clone()));
            drop(desk_of(&home, ONE));
            let mut desk = home.open();
            let begun = disk.operations();
            let span = if survival.is_some() { Span::Everything } else { Span::Once };
            disk.fail(nth, Fault::Short(20, ErrorKind::StorageFull), span);
            let done = recover(&mut desk, &own, &county);
            let operations = disk.operations() - begun;
            drop(desk);
            if let Some(survival) = survival {
                model.cut_power(survival);
            }
            disk.heal();
            let what = format!("{survival:?} at {nth}");
            let mut desk = home.try_open().unwrap_or_else(|error| panic!("{what}: {error}"));
            assert!(desk.read_only().is_none() && desk.notices().is_empty(), "{what}: {:?}", desk.notices());
            let total = desk.reader().total(Kind::Issue);
            assert!(total == 3 || total == 0 && done.is_err(), "{what}: {total} {done:?}");
            assert_sound(&desk);
            if total == 0 {
                recover(&mut desk, &own, &county).unwrap_or_else(|error| panic!("{what}: {error}"));
            }
            assert_eq!(desk.reader().total(Kind::Issue), 3, "{what}");
            assert_eq!(first_deputy(&desk), "县代表", "{what}");
            assert_sound(&desk);
            let chains = desk.journal().lines_after(Mark::START).unwrap();
            let chains = chains.filter(|line| line.as_ref().unwrap().envelope.kind == "chain").count();
            assert_eq!(chains, 2, "{what}");
            if operations <= nth {
                break;
            }
            nth += 1;
        }
        assert!(nth > 20, "every step was made to fail");
    }
}
