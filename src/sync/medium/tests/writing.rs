//! Writing: names, room, leftovers, stopping.

use std::io::{self, ErrorKind, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::super::{MAX_BYTES, MediumError, Order, Stage, WriteError, write};
use super::{NAME, STICK, content, files, going_on, order, put, put_watched, stick};
use crate::store::disk::faulty::{Fault, FaultyDisk, Span};
use crate::store::disk::{Disk, Space};

#[test]
fn what_is_written_stands_there_whole_and_is_told_exactly() {
    let disk = stick();
    let mut stages = Vec::new();
    let written = put_watched(&order(&disk), &mut |going| {
        stages.push(going.stage);
        assert!(going.stage == Stage::Writing || going.of == 150_000);
        ControlFlow::Continue(())
    });
    let written = written.unwrap();
    assert_eq!((written.name.as_str(), written.bytes), (NAME, 150_000));
    assert_eq!(written.sha256.0, <[u8; 32]>::from(Sha256::digest(content())));
    assert_eq!(files(&disk, Path::new(STICK)), [written.path]);
    stages.dedup();
    assert_eq!(stages, [Stage::Writing, Stage::Settling, Stage::Checking]);
}

#[test]
fn a_stop_at_any_moment_leaves_nothing() {
    let disk = stick();
    let mut moments = 0;
    put_watched(&order(&disk), &mut |_| {
        moments += 1;
        ControlFlow::Continue(())
    })
    .unwrap();
    for moment in 0..moments {
        let disk = stick();
        let mut seen = 0;
        let stopped = put_watched(&order(&disk), &mut |_| {
            seen += 1;
            if seen > moment { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(matches!(stopped, Err(MediumError::Cancelled)), "{moment}");
        assert!(files(&disk, Path::new(STICK)).is_empty(), "{moment}");
    }
    assert!(moments > 5);
}

/// 26.
#[test]
fn nothing_is_replaced_whatever_its_case() {
    let disk = stick();
    let there = Path::new(STICK).join(NAME);
    disk.put(&there, b"another program's");
    let second = put(&order(&disk)).unwrap();
    assert_eq!(second.name, "LZ-430122105001-430122-up-0012-2.lz");
    assert_eq!(disk.bytes(&there).unwrap(), b"another program's");

    let disk = stick();
    disk.ignore_case();
    disk.put(&Path::new(STICK).join(NAME.to_lowercase()), b"on FAT");
    assert_eq!(put(&order(&disk)).unwrap().name, "LZ-430122105001-430122-up-0012-2.lz");
}

/// 25.
#[test]
fn two_programs_on_one_stick_both_get_a_name() {
    let disk = stick();
    let other = Order { owner: crate::model::Org(430_122_105_002), ..order(&disk) };
    let mut inner = None;
    let outer = put_watched(&order(&disk), &mut |going| {
        if going.stage == Stage::Checking && inner.is_none() {
            inner = Some(put(&other).unwrap());
        }
        ControlFlow::Continue(())
    });
    let (outer, inner) = (outer.unwrap(), inner.unwrap());
    assert_eq!(inner.name, NAME);
    assert_ne!(outer.name, inner.name);
    assert!([outer.path, inner.path].iter().all(|path| disk.bytes(path).unwrap() == content()));
    assert_eq!(files(&disk, Path::new(STICK)).len(), 2);
}

/// 23, 24.
#[test]
fn room_and_write_protection_are_looked_at_first() {
    let disk = stick();
    disk.set_space(Space { free: Some(100_000), is_read_only: false });
    let refused = put(&order(&disk)).unwrap_err();
    assert!(matches!(refused, MediumError::NoSpace { free: 100_000, .. }));
    assert!(refused.to_string().contains("只剩 97.6 KB"), "{refused}");
    disk.set_space(Space { free: Some(1 << 40), is_read_only: true });
    assert!(matches!(put(&order(&disk)), Err(MediumError::ReadOnly { .. })));
    disk.set_space(Space { free: Some(1 << 40), is_read_only: false });
    let large = Order { estimate: MAX_BYTES + 1, ..order(&disk) };
    assert!(matches!(put(&large), Err(MediumError::TooLarge { .. })));
    put(&order(&disk)).unwrap();
}

/// 26.
#[test]
fn wrong_places_and_names_are_refused_before_anything_is_written() {
    let disk = stick();
    disk.put(Path::new("/file"), b"");
    let nowhere = Order { folder: Path::new("/media/none"), ..order(&disk) };
    assert!(matches!(put(&nowhere), Err(MediumError::NoFolder { .. })));
    let file = Order { folder: Path::new("/file"), ..order(&disk) };
    assert!(matches!(put(&file), Err(MediumError::NotAFolder { .. })));
    for name in ["../LZ-1-2-up-0001.lz", "LZ-包.lz", "x.txt", ""] {
        assert!(matches!(put(&Order { name, ..order(&disk) }), Err(MediumError::BadName { .. })), "{name}");
    }
    assert!(files(&disk, Path::new(STICK)).is_empty());
}

#[test]
fn the_messages_say_what_happened() {
    for (kind, says) in [
        (ErrorKind::StorageFull, "空间用完"),
        (ErrorKind::ReadOnlyFilesystem, "只读"),
        (ErrorKind::Other, "写到一半"),
        (ErrorKind::NotFound, "不能建文件"),
        (ErrorKind::FileTooLarge, "4 GB"),
    ] {
        let disk = FaultyDisk::new(Arc::new(stick()));
        // Folder, room, new file, leftovers (two looks), and then the first piece.
        disk.fail(5, Fault::Error(kind), Span::Once);
        let refused = put(&order(&disk)).unwrap_err().to_string();
        assert!(refused.contains(says), "{kind:?}: {refused}");
    }
}

#[test]
fn leftovers_go_with_the_next_writing_and_other_files_stay() {
    let disk = stick();
    let put_file = |name: &str| disk.put(&Path::new(STICK).join(name), b"half");
    put_file("lz-430122105001-0123abcd.tmp");
    put_file("lz-430122105002-0123abcd.tmp");
    let kept = ["lz-430122105001.tmp", "lz-notours-0123abcd.tmp", "a.tmp", "autorun.inf"];
    kept.iter().for_each(|name| put_file(name));
    put(&order(&disk)).unwrap();
    let names = || files(&disk, Path::new(STICK)).len();
    assert_eq!(names(), kept.len() + 2, "its own leftover is gone, another desk's may be being written");
    disk.wait(Duration::from_secs(25 * 60 * 60));
    put(&order(&disk)).unwrap();
    assert_eq!(names(), kept.len() + 2, "and that goes after a day");
}

#[test]
fn what_the_device_holds_is_compared() {
    let disk = stick();
    let refused = put_watched(&order(&disk), &mut |going| {
        if going.stage == Stage::Settling {
            let half = files(&disk, Path::new(STICK)).remove(0);
            disk.open_append(&half).unwrap().append(b"x").unwrap();
        }
        ControlFlow::Continue(())
    });
    assert!(matches!(refused, Err(MediumError::Bent { .. })));
    assert!(files(&disk, Path::new(STICK)).is_empty());
}

#[test]
fn a_source_that_fails_is_told_as_such_and_leaves_nothing() {
    let disk = stick();
    let fill = |out: &mut dyn Write| -> Result<(), io::Error> {
        out.write_all(content())?;
        Err(io::Error::other("the journal is damaged"))
    };
    let failed = write(&order(&disk), fill, &mut going_on).unwrap_err();
    assert!(matches!(failed, WriteError::Source(error) if error.to_string().contains("journal")));
    assert!(files(&disk, Path::new(STICK)).is_empty());
    let failed = write(&order(&disk), |out| out.write_all(b"short"), &mut going_on);
    assert_eq!(failed.unwrap().bytes, 5);
}
