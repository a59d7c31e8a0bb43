//! Taking into the inbox: names, changes while reading, what is no file.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::super::{MediumError, Stage, Taken, take};
use super::{NAME, OWNER, STICK, content, files, going_on, stick};
use crate::store::disk::Disk;
use crate::store::disk::model::ModelDisk;

const INBOX: &str = "/desk/inbox";

fn stick_with(name: &str, bytes: &[u8]) -> (ModelDisk, PathBuf) {
    let disk = stick();
    let path = Path::new(STICK).join(name);
    disk.put(&path, bytes);
    (disk, path)
}

fn taken(disk: &dyn Disk, from: &Path) -> Result<Taken, MediumError> {
    take(disk, from, Path::new(INBOX), OWNER, &mut going_on)
}

#[test]
fn the_same_bytes_are_one_file_and_others_get_a_number() {
    let (disk, from) = stick_with(NAME, content());
    let first = taken(&disk, &from).unwrap();
    assert_eq!((first.name.as_str(), first.bytes, first.is_new), (NAME, 150_000, true));
    let again = taken(&disk, &from).unwrap();
    assert_eq!(again, Taken { is_new: false, ..first.clone() });
    disk.remove(&from).unwrap();
    disk.put(&from, b"a cloned station's");
    let other = taken(&disk, &from).unwrap();
    assert_eq!(other.name, "LZ-430122105001-430122-up-0012-2.lz");
    assert_eq!(taken(&disk, &from).unwrap(), Taken { is_new: false, ..other });
    assert_eq!(disk.bytes(&first.path).unwrap(), content());
    assert_eq!(files(&disk, Path::new(INBOX)).len(), 2);
}

/// 26.
#[test]
fn any_name_gets_one_that_stays_in_the_inbox() {
    for name in ["..lz", "LZ-\u{202e}包 包.lz", "aux", "a\nb.lz"] {
        let (disk, from) = stick_with(name, b"bytes");
        let taken = taken(&disk, &from).unwrap();
        assert!(taken.name.is_ascii() && taken.name.starts_with("LZ-") && taken.name.ends_with(".lz"), "{taken:?}");
        assert_eq!(files(&disk, Path::new(INBOX)), [taken.path]);
    }
}

/// 29.
#[test]
fn a_file_that_changes_while_it_is_read_is_refused() {
    let longer = |disk: &ModelDisk, from: &Path| disk.open_append(from).unwrap().append(b"more").unwrap();
    let shorter = |disk: &ModelDisk, from: &Path| disk.open_append(from).unwrap().set_len(9).unwrap();
    let other = |disk: &ModelDisk, from: &Path| {
        let mut file = disk.open_append(from).unwrap();
        file.set_len(149_999).unwrap();
        file.append(b"x").unwrap();
    };
    let changes: [fn(&ModelDisk, &Path); 3] = [longer, shorter, other];
    for change in changes {
        for moment in 0..3 {
            let (disk, from) = stick_with(NAME, content());
            let mut seen = 0;
            let refused = take(&disk, &from, Path::new(INBOX), OWNER, &mut |going| {
                assert_eq!(going.stage, Stage::Taking);
                if seen == moment {
                    change(&disk, &from);
                }
                seen += 1;
                ControlFlow::Continue(())
            });
            assert!(matches!(refused, Err(MediumError::Changed { .. })), "{refused:?}");
            assert!(files(&disk, Path::new(INBOX)).is_empty());
        }
    }
}

#[test]
fn a_stop_leaves_nothing_in_the_inbox() {
    for moment in 0..4 {
        let (disk, from) = stick_with(NAME, content());
        let mut seen = 0;
        let stopped = take(&disk, &from, Path::new(INBOX), OWNER, &mut |_| {
            seen += 1;
            if seen > moment { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(matches!(stopped, Err(MediumError::Cancelled)));
        assert!(files(&disk, Path::new(INBOX)).is_empty());
    }
}

/// 22, 27.
#[test]
fn what_is_gone_or_no_file_is_told() {
    let (disk, from) = stick_with(NAME, b"");
    assert_eq!(taken(&disk, &from).unwrap().bytes, 0, "an empty file is for the reader of packages to refuse");
    let gone = taken(&disk, &Path::new(STICK).join("LZ-gone.lz")).unwrap_err().to_string();
    assert!(gone.contains("没有了回应"), "{gone}");
    assert!(matches!(taken(&disk, Path::new(STICK)), Err(MediumError::NotAFile { .. })));
}
