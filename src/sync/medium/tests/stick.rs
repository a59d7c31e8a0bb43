//! The protocol on a drive that is really mounted: `LIAISON_STICK=/media/… cargo test sync::medium -- --ignored`.

use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::super::{MediumError, Order, Stage, WriteError, look, take, write};
use super::{NAME, OWNER, content, going_on, is_package_name, put, put_watched};
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

/// Tells the process that is killed where to write.
const CHILD: &str = "LIAISON_TEST_WRITES_TO";

/// Not a test of its own: the process that is killed. Writes packages and takes them away again.
#[test]
fn child_writes_until_killed() {
    let Some(folder) = std::env::var_os(CHILD).map(PathBuf::from) else { return };
    let order = Order { disk: &RealDisk, folder: &folder, name: NAME, owner: OWNER, estimate: 150_000 };
    loop {
        fs::remove_file(put(&order).unwrap().path).unwrap();
    }
}

/// 22: a name of a package stands on the drive only once all of it does, whenever the program was killed.
#[test]
#[ignore = "wants a mounted drive of its own, which it fills"]
fn a_kill_leaves_no_half_package_on_a_real_drive() {
    const KILLS: u64 = 60;
    let folder = folder();
    let order = Order { disk: &RealDisk, folder: &folder, name: NAME, owner: OWNER, estimate: 150_000 };
    let (mut random, mut halves, mut wholes) = (0x9E37_79B9_7F4A_7C15_u64, 0, 0);
    for round in 0..KILLS {
        let mut child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "sync::medium::tests::stick::child_writes_until_killed"])
            .env(CHILD, &folder)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        while fs::read_dir(&folder).unwrap().next().is_none() {
            assert!(child.try_wait().unwrap().is_none(), "the child ended by itself");
        }
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(std::time::Duration::from_micros((random >> 33) % 40_000));
        child.kill().unwrap();
        child.wait().unwrap();
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if is_package_name(path.file_name().unwrap()) {
                assert!(fs::read(&path).unwrap() == content(), "round {round}: {} is not whole", path.display());
                fs::remove_file(&path).unwrap();
                wholes += 1;
            } else {
                halves += 1;
            }
        }
        // What was left goes with the next writing.
        let written = put(&order).unwrap();
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "round {round}");
        fs::remove_file(written.path).unwrap();
    }
    assert!(halves > 0, "no kill fell into a writing: {wholes} whole packages after {KILLS} kills");
    fs::remove_dir_all(&folder).unwrap();
}

/// 24: `LIAISON_STICK` is mounted read-only.
#[test]
#[ignore = "wants a drive of its own, mounted read-only"]
fn a_real_drive_that_is_read_only_is_told_as_such() {
    let folder = PathBuf::from(std::env::var_os("LIAISON_STICK").expect("LIAISON_STICK names a mounted drive"));
    let before = fs::read_dir(&folder).unwrap().count();
    let order = Order { disk: &RealDisk, folder: &folder, name: NAME, owner: OWNER, estimate: 150_000 };
    let refused = put(&order).unwrap_err();
    assert!(matches!(refused, MediumError::ReadOnly { .. }), "{refused:?}");
    assert!(refused.to_string().contains("只读"), "{refused}");
    assert!(look(&RealDisk, &folder, &mut going_on).unwrap().packages.is_empty());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), before);
}
