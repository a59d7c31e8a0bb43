//! Looking through folders, on real files: links, pipes, many names.

use std::ops::ControlFlow;
use std::path::Path;

use super::super::{Looked, MAX_NAMES, MediumError, look};
use super::{NAME, STICK, going_on, stick};
use crate::store::disk::RealDisk;

fn names(looked: &Looked) -> Vec<&str> {
    looked.packages.iter().map(|found| found.name.as_str()).collect()
}

/// 31.
#[test]
fn packages_are_found_at_the_top_and_in_one_folder() {
    let disk = stick();
    let at = |name: &str| Path::new(STICK).join(name);
    for name in [NAME, "lz-1-2-DOWN-0003.LZ", "Liaison/LZ-1-2-up-0002.lz", "other/LZ-1-2-up-0009.lz"] {
        disk.put(&at(name), b"12345");
    }
    for name in ["autorun.inf", "LZ-1-2-up-0001.lz.lnk", "照片.jpg", "lz-430122-0123abcd.tmp", "LZ-notes.txt"] {
        disk.put(&at(name), b"never opened");
    }
    let looked = look(&disk, Path::new(STICK), &mut going_on).unwrap();
    assert_eq!(names(&looked), ["LZ-1-2-up-0002.lz", NAME, "lz-1-2-DOWN-0003.LZ"]);
    assert!(looked.packages.iter().all(|found| found.bytes == 5 && found.modified.is_some()));
    assert!(looked.passed.is_empty() && !looked.is_cut);
    // A file whose path was typed is taken for what it is, whatever its name.
    let typed = look(&disk, &at("照片.jpg"), &mut going_on).unwrap();
    assert_eq!(names(&typed), ["照片.jpg"]);
    let none = look(&disk, Path::new("/media/none"), &mut going_on).unwrap_err();
    assert!(none.to_string().contains("插好"), "{none}");
}

/// 27.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_passed_over_and_never_opened() {
    use super::super::{Passed, Passing};
    use std::os::unix::fs::symlink;

    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    std::fs::write(at(NAME), b"12345").unwrap();
    std::fs::write(at("secret"), b"not on the stick").unwrap();
    symlink(at("secret"), at("LZ-link.lz")).unwrap();
    symlink(at("nowhere"), at("LZ-dangling.lz")).unwrap();
    symlink("/", at("liaison")).unwrap();
    std::fs::create_dir(at("LZ-folder.lz")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(at("LZ-socket.lz")).unwrap();
    // Opening a pipe would wait for ever.
    let made = std::process::Command::new("mkfifo").arg(at("LZ-pipe.lz")).status().unwrap();
    assert!(made.success());
    let mut looked = look(&RealDisk, dir.path(), &mut going_on).unwrap();
    assert_eq!(names(&looked), [NAME]);
    looked.passed.sort_by(|a, b| a.name.cmp(&b.name));
    let passed: Vec<(&str, Passing)> = looked.passed.iter().map(|Passed { name, why }| (name.as_str(), *why)).collect();
    let other = Passing::NotAFile;
    let expected = [
        ("LZ-dangling.lz", other),
        ("LZ-folder.lz", Passing::Folder),
        ("LZ-link.lz", other),
        ("LZ-pipe.lz", other),
        ("LZ-socket.lz", other),
    ];
    assert_eq!(passed, expected);
    for name in ["LZ-link.lz", "LZ-pipe.lz", "LZ-folder.lz"] {
        let inbox = dir.path().join("inbox");
        let refused = super::super::take(&RealDisk, &at(name), &inbox, super::OWNER, &mut going_on);
        assert!(matches!(refused, Err(MediumError::NotAFile { .. })), "{name}");
    }
    // A device that was named itself, which never ends.
    let device = Path::new("/dev/zero");
    let looked = look(&RealDisk, device, &mut going_on).unwrap();
    assert!(looked.packages.is_empty() && looked.passed[0].why == other, "{looked:?}");
    let refused = super::super::take(&RealDisk, device, dir.path(), super::OWNER, &mut going_on);
    assert!(matches!(refused, Err(MediumError::NotAFile { .. })));
}

/// 26.
#[cfg(unix)]
#[test]
fn names_that_would_move_the_cursor_are_shown_harmless() {
    use std::os::unix::ffi::OsStrExt;

    let dir = tempfile::tempdir().unwrap();
    for name in [&b"LZ-\x1b[2J\n.lz"[..], b"LZ-\xff.lz", "LZ-\u{202e}..\u{200b}.lz".as_bytes()] {
        std::fs::write(dir.path().join(std::ffi::OsStr::from_bytes(name)), b"x").unwrap();
    }
    let looked = look(&RealDisk, dir.path(), &mut going_on).unwrap();
    assert_eq!(looked.packages.len(), 3);
    let is_clean = |name: &str| name.chars().all(crate::text::clean::is_clean_char);
    assert!(names(&looked).into_iter().all(is_clean), "{looked:?}");
}

/// 28.
#[test]
fn fifty_thousand_files_are_looked_through_with_progress_and_can_be_stopped() {
    let dir = tempfile::tempdir().unwrap();
    for number in 0..50_000 {
        std::fs::File::create(dir.path().join(format!("IMG_{number:05}.jpg"))).unwrap();
    }
    std::fs::write(dir.path().join(NAME), b"x").unwrap();
    let mut told = 0;
    let looked = look(&RealDisk, dir.path(), &mut |_| {
        told += 1;
        ControlFlow::Continue(())
    });
    let looked = looked.unwrap();
    assert_eq!((looked.names, names(&looked)), (50_001, vec![NAME]));
    assert!(told >= 100, "{told}");
    let mut left = 3;
    let stopped = look(&RealDisk, dir.path(), &mut |_| {
        left -= 1;
        if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(matches!(stopped, Err(MediumError::Cancelled)));
}

/// 28.
#[test]
fn looking_ends_somewhere_and_says_so() {
    let disk = stick();
    for number in 0..=MAX_NAMES {
        disk.put(&Path::new(STICK).join(format!("{number:06}")), b"");
    }
    let looked = look(&disk, Path::new(STICK), &mut going_on).unwrap();
    assert!(looked.is_cut && looked.names == MAX_NAMES);
    assert!(crate::text::zh::sync::medium::looked(&looked, Path::new(STICK)).contains("只看了前"));
}
