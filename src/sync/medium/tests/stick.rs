//! The protocol on a drive that is really mounted: `LIAISON_STICK=/media/… cargo test sync::medium -- --ignored`.

use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::super::{MediumError, Order, Stage, WriteError, look, take, write};
use super::{NAME, OWNER, content, going_on, put, put_watched};
use crate::store::disk::{Disk, RealDisk};

/// A folder of its own on the drive, with a name that some drivers do not take.
fn folder() -> PathBuf {
    let stick = PathBuf::from(std::env::var_os("LIAISON_STICK").expect("LIAISON_STICK names a mounted drive"));
    let made = ["试 U盘", "try"].into_iter().map(|name| stick.join(name)).find(|folder| {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir(folder).is_ok()
    });
    made.expect("a folder can be made there")
}

#[test]
#[ignore = "wants a mounted drive of its own, which it fills"]
fn a_real_drive_is_written_to_filled_and_read() {
    let folder = folder();
    let order = Order { disk: &RealDisk, folder: &folder, name: NAME, owner: OWNER, estimate: 150_000 };
    fs::write(folder.join("lz-430122105001-0123abcd.tmp"), b"left by a killed program").unwrap();
    let first = put(&order).unwrap();
    assert_eq!(fs::read(&first.path).unwrap(), content());
    assert_eq!(put(&order).unwrap().name, NAME.replace(".lz", "-2.lz"));
    // FAT knows no case; a drive that does takes the name as it is.
    fs::rename(&first.path, folder.join(NAME.to_lowercase())).unwrap();
    let third = put(&order).unwrap();
    let ignores_case = RealDisk.exists(&folder.join(NAME.to_lowercase().replace("lz-", "Lz-"))).unwrap();
    assert_eq!(third.name == NAME, !ignores_case, "{third:?}");
    assert_eq!(look(&RealDisk, &folder, &mut going_on).unwrap().packages.len(), 3);

    let stopped = put_watched(&order, &mut |going| {
        if going.stage == Stage::Checking { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(matches!(stopped, Err(MediumError::Cancelled)));

    let free = RealDisk.space(&folder).unwrap().free.unwrap();
    let refused = put(&Order { estimate: free, ..order });
    assert!(matches!(refused, Err(MediumError::NoSpace { .. })), "{refused:?}");
    // An estimate that was wrong: the drive is filled to its last byte.
    let too_much = |out: &mut dyn Write| (0..=free / 150_000).try_for_each(|_| out.write_all(content()));
    match write(&order, too_much, &mut going_on).unwrap_err() {
        WriteError::Medium(MediumError::Full { written, .. }) => assert!(written > 0 && written <= free),
        other => panic!("{other:?}"),
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 3, "nothing half is left");

    let inbox = tempfile::tempdir().unwrap();
    let taken = take(&RealDisk, &third.path, inbox.path(), OWNER, &mut going_on).unwrap();
    assert_eq!((taken.sha256, taken.is_new), (third.sha256, true));
    fs::remove_dir_all(&folder).unwrap();
}
