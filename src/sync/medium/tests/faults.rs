//! Every operation of writing and taking made to fail, and the power cut at each.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use super::super::take;
use super::{NAME, OWNER, STICK, content, files, going_on, order, packages, put, stick};
use crate::store::disk::Disk;
use crate::store::disk::faulty::{Fault, FaultyDisk, Operation, Span};
use crate::store::disk::model::{ModelDisk, Survival};

const FAULTS: [Fault; 4] = [
    Fault::Error(ErrorKind::StorageFull),
    Fault::Short(7, ErrorKind::StorageFull),
    // The stick is pulled: no kind stands for that.
    Fault::Error(ErrorKind::Other),
    Fault::Error(ErrorKind::ReadOnlyFilesystem),
];
const SPANS: [Span; 3] = [Span::Once, Span::Writes, Span::Everything];
const SURVIVALS: [Survival; 5] =
    [Survival::Least, Survival::Most, Survival::Torn(1), Survival::Torn(2), Survival::Torn(3)];

/// Runs `act` with each of its operations failing in every way, and with what a power cut then leaves; `holds` looks at
/// both and is told whether it was said to be done, `after` may go on with what is left. Gives the number of operations.
fn at_every_step(
    begin: impl Fn() -> ModelDisk,
    act: impl Fn(&dyn Disk) -> bool,
    holds: impl Fn(&ModelDisk, bool, &str),
    after: impl Fn(&ModelDisk, &str),
) -> u64 {
    for nth in 0.. {
        let mut was_hit = false;
        for fault in FAULTS {
            for span in SPANS {
                for survival in SURVIVALS {
                    let model = begin();
                    let disk = FaultyDisk::new(Arc::new(model.clone()));
                    disk.fail(nth, fault, span);
                    let is_done = act(&disk);
                    was_hit |= disk.operations() > nth;
                    let when = format!("{fault:?} {span:?} at operation {nth}, {survival:?}");
                    holds(&model, is_done, &when);
                    model.cut_power(survival);
                    holds(&model, is_done, &format!("power cut, {when}"));
                    after(&model, &when);
                }
            }
        }
        if !was_hit {
            return nth;
        }
    }
    unreachable!()
}

fn all_packages_are_whole(disk: &ModelDisk, is_done: bool, folder: &str, when: &str) {
    let found = packages(disk, Path::new(folder));
    for path in &found {
        assert!(disk.bytes(path).unwrap() == content(), "{} is not whole: {when}", path.display());
    }
    assert!(found.len() <= 1 && (!is_done || found.len() == 1), "{found:?}: {when}");
}

/// 22 to 24.
#[test]
fn a_stick_never_shows_a_package_that_is_not_whole() {
    let steps = at_every_step(
        stick,
        |disk| put(&order(disk)).is_ok(),
        |model, is_done, when| all_packages_are_whole(model, is_done, STICK, when),
        |model, when| {
            let again = put(&order(model)).unwrap();
            assert!(model.bytes(&again.path).unwrap() == content(), "{when}");
            assert_eq!(files(model, Path::new(STICK)), packages(model, Path::new(STICK)), "a leftover stays: {when}");
        },
    );
    assert!(steps >= 15, "{steps}");
}

/// 22.
#[test]
fn a_failure_that_passes_leaves_nothing() {
    let whole = FaultyDisk::new(Arc::new(stick()));
    put(&order(&whole)).unwrap();
    let mut failed = 0;
    for nth in 0..whole.operations() {
        let model = stick();
        let disk = FaultyDisk::new(Arc::new(model.clone()));
        disk.fail(nth, Fault::Error(ErrorKind::Other), Span::Once);
        if put(&order(&disk)).is_err() {
            failed += 1;
            assert!(files(&model, Path::new(STICK)).is_empty(), "operation {nth}");
        }
    }
    assert!(failed >= 10, "{failed}");
}

/// 22.
#[test]
fn a_refused_rename_is_told_and_leaves_nothing() {
    let model = stick();
    let disk = FaultyDisk::new(Arc::new(model.clone()));
    put(&order(&disk)).unwrap();
    let renamed = disk.operations() - 2;
    model.remove(&Path::new(STICK).join(NAME)).unwrap();
    let disk = FaultyDisk::new(Arc::new(model.clone()));
    disk.fail(renamed, Fault::Error(ErrorKind::PermissionDenied), Span::Once);
    let refused = put(&order(&disk)).unwrap_err();
    assert_eq!(disk.count(Operation::RenameNew), 1);
    assert!(refused.to_string().contains("没有权限"), "{refused}");
    assert!(files(&model, Path::new(STICK)).is_empty());
}

/// 22, 23.
#[test]
fn an_inbox_never_shows_a_package_that_is_not_whole() {
    let (from, inbox) = (Path::new(STICK).join(NAME), Path::new("/desk/inbox"));
    let begin = || {
        let disk = stick();
        disk.put(&from, content());
        disk.create_dir_all(inbox).unwrap();
        disk
    };
    let steps = at_every_step(
        begin,
        |disk| take(disk, &from, inbox, OWNER, &mut going_on).is_ok(),
        |model, is_done, when| {
            all_packages_are_whole(model, is_done, "/desk/inbox", when);
            assert!(model.bytes(&from).unwrap() == content(), "the stick was written to: {when}");
        },
        |model, when| {
            let again = take(model, &from, inbox, OWNER, &mut going_on).unwrap();
            assert_eq!(files(model, inbox), [again.path], "{when}");
        },
    );
    assert!(steps >= 15, "{steps}");
}
