//! Tests of the lock: a second program is told who holds the first.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use super::{Holder, Lock, LockError};
use crate::store::disk::faulty::{Fault, FaultyDisk, Span};
use crate::store::disk::model::{ModelDisk, Survival};
use crate::store::disk::{Disk, RealDisk};

fn holder(host: &str) -> Holder {
    Holder {
        pid: 4321,
        host: host.to_owned(),
        program: "liaison 0.1.0".to_owned(),
        since: "2026-11-23T09:12:33+08:00".to_owned(),
    }
}

#[test]
fn a_second_program_is_told_who_holds_the_directory() {
    let dir = tempfile::tempdir().unwrap();
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let first = Lock::acquire(disk.clone(), dir.path(), &holder("值班一号\u{202e}")).unwrap();
    let second = Lock::acquire(disk.clone(), dir.path(), &holder("two"));
    let message = second.err().unwrap().to_string();
    for part in ["4321", "值班一号 ", "2026-11-23 09:12", "退出"] {
        assert!(message.contains(part), "{message}");
    }
    drop(first);
    Lock::acquire(disk, dir.path(), &holder("two")).unwrap();
}

#[test]
fn only_the_lock_counts_not_the_name_left_behind() {
    let (model, dir) = (ModelDisk::new(), Path::new("/desk"));
    model.put(&dir.join("lock.info"), b"not json");
    let disk: Arc<dyn Disk> = Arc::new(model.clone());
    let held = Lock::acquire(disk.clone(), dir, &holder("")).unwrap();
    model.put(&dir.join("lock.info"), &[b'['; 5000]);
    let second = Lock::acquire(disk.clone(), dir, &holder(""));
    assert!(matches!(second, Err(LockError::Held { holder: None, .. })));
    model.cut_power(Survival::Least);
    drop(held);
    Lock::acquire(disk, dir, &holder("")).unwrap();
}

#[test]
fn a_full_disk_still_opens_and_a_read_only_one_says_so() {
    let dir = Path::new("/desk");
    let model = ModelDisk::new();
    model.put(&dir.join("lock"), b"");
    let disk = FaultyDisk::new(Arc::new(model));
    disk.fail(1, Fault::Error(ErrorKind::StorageFull), Span::Writes);
    Lock::acquire(Arc::new(disk.clone()), dir, &holder("")).unwrap();
    let refused = Fault::Error(ErrorKind::ReadOnlyFilesystem);
    disk.fail(0, refused, Span::Writes);
    let error = Lock::acquire(Arc::new(disk), dir, &holder("")).err().unwrap();
    assert!(error.to_string().contains("只读"), "{error}");
}
