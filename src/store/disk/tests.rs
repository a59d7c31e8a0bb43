//! Tests of the file layer: what every disk does, what faults do, what a power cut leaves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{ErrorKind, Read, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use super::faulty::{Fault, FaultyDisk, Operation, Span};
use super::model::{ModelDisk, Survival};
use super::{Access, Disk, Kind, RealDisk};

/// Runs a check on the real disk and on the model, which must not differ.
fn on_both(check: impl Fn(&dyn Disk, &Path)) {
    let real = tempfile::tempdir().unwrap();
    check(&RealDisk, real.path());
    let model = ModelDisk::new();
    model.create_dir_all(Path::new("/desk")).unwrap();
    check(&model, Path::new("/desk"));
}

fn kind_of<T>(result: std::io::Result<T>) -> ErrorKind {
    result.err().expect("should have failed").kind()
}

#[test]
fn writes_whole_files_and_reads_them_within_a_limit() {
    on_both(|disk, dir| {
        let path = dir.join("desk.toml");
        assert_eq!(kind_of(disk.read(&path, 10)), ErrorKind::NotFound);
        disk.write_atomic(&path, b"first", Access::Shared).unwrap();
        disk.write_atomic(&path, b"second", Access::Private).unwrap();
        assert_eq!(disk.read(&path, 6).unwrap(), b"second");
        assert_eq!(kind_of(disk.read(&path, 5)), ErrorKind::FileTooLarge);
        assert_eq!(disk.metadata(&path).unwrap().len, 6);
        assert_eq!(disk.list(dir, 1).unwrap().len(), 1, "no temporary is left");
    });
}

#[test]
fn appends_and_cuts() {
    on_both(|disk, dir| {
        let path = dir.join("log");
        let mut file = disk.create_new(&path, Access::Shared).unwrap();
        assert!(file.is_empty().unwrap());
        file.append(b"0123456789").unwrap();
        file.set_len(4).unwrap();
        file.append(b"ab").unwrap();
        file.sync_data().unwrap();
        drop(file);
        let again = disk.create_new(&path, Access::Shared);
        assert_eq!(kind_of(again), ErrorKind::AlreadyExists);
        let mut file = disk.open_append(&path).unwrap();
        file.append(b"c").unwrap();
        assert_eq!(file.len().unwrap(), 7);
        let mut reader = disk.open_read(&path).unwrap();
        reader.seek(SeekFrom::Start(2)).unwrap();
        let mut rest = String::new();
        reader.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "23abc");
    });
}

#[test]
fn copies_renames_lists_and_removes() {
    on_both(|disk, dir| {
        let deep = dir.join("backup").join("daily");
        disk.create_dir_all(&deep).unwrap();
        disk.create_dir_all(&deep).unwrap();
        let (one, two) = (deep.join("1"), deep.join("2"));
        let long = vec![b'x'; 200_000];
        disk.write_atomic(&one, &long, Access::Shared).unwrap();
        disk.copy_atomic(&one, &two, Access::Shared).unwrap();
        assert_eq!(disk.read(&two, 200_000).unwrap(), long);
        let listed = disk.list(&deep, 2).unwrap();
        assert_eq!(listed.iter().map(|e| e.path.clone()).collect::<Vec<_>>(), [one.clone(), two.clone()]);
        assert_eq!(kind_of(disk.list(&deep, 1)), ErrorKind::FileTooLarge);
        disk.rename(&one, &two).unwrap();
        disk.sync_dir(&deep).unwrap();
        assert!(!disk.exists(&one).unwrap());
        disk.remove(&two).unwrap();
        assert_eq!(kind_of(disk.remove(&two)), ErrorKind::NotFound);
        assert_eq!(disk.list(dir, 9).unwrap()[0].meta.kind, Kind::Folder, "a folder is listed as one");
    });
}

#[test]
fn moves_and_removes_whole_directories() {
    on_both(|disk, dir| {
        let (old, new) = (dir.join("old"), dir.join("new"));
        disk.create_dir_all(&old.join("deep")).unwrap();
        disk.write_atomic(&old.join("deep").join("file"), b"1", Access::Shared).unwrap();
        disk.rename(&old, &new).unwrap();
        assert!(!disk.exists(&old).unwrap());
        assert_eq!(disk.read(&new.join("deep").join("file"), 9).unwrap(), b"1");
        disk.remove_dir_all(&new).unwrap();
        assert_eq!(kind_of(disk.remove_dir_all(&new)), ErrorKind::NotFound);
        assert!(disk.list(dir, 9).unwrap().is_empty());
    });
}

#[test]
fn a_renamed_directory_is_durable_once_its_new_parent_is_synced() {
    for synced in [false, true] {
        let disk = ModelDisk::new();
        disk.put(Path::new("/stage/journal/1"), b"1");
        disk.create_dir_all(Path::new("/desk")).unwrap();
        disk.rename(Path::new("/stage/journal"), Path::new("/desk/journal")).unwrap();
        if synced {
            disk.sync_dir(Path::new("/desk")).unwrap();
        }
        disk.cut_power(Survival::Least);
        assert_eq!(disk.exists(Path::new("/desk/journal/1")).unwrap(), synced);
        assert_eq!(disk.exists(Path::new("/stage/journal/1")).unwrap(), !synced);
    }
}

#[test]
fn refuses_what_is_no_file_and_locks_once() {
    on_both(|disk, dir| {
        assert_eq!(kind_of(disk.read(dir, 10)), ErrorKind::IsADirectory);
        assert_eq!(kind_of(disk.open_read(dir)), ErrorKind::IsADirectory);
        assert_eq!(kind_of(disk.open_append(dir)), ErrorKind::IsADirectory);
        let nowhere = dir.join("no").join("where");
        let made = disk.write_atomic(&nowhere, b"", Access::Shared);
        assert_eq!(kind_of(made), ErrorKind::NotFound);
        let lock = dir.join("lock");
        let held = disk.try_lock(&lock).unwrap().unwrap();
        assert!(disk.try_lock(&lock).unwrap().is_none());
        drop(held);
        assert!(disk.try_lock(&lock).unwrap().is_some());
    });
}

#[cfg(unix)]
#[test]
fn private_files_are_private_and_sockets_are_not_opened() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let key = dir.path().join("desk.key");
    RealDisk.write_atomic(&key, b"k", Access::Private).unwrap();
    let mode = std::fs::metadata(&key).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let socket = dir.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    assert_eq!(RealDisk.metadata(&socket).unwrap().kind, Kind::Other);
    assert_eq!(kind_of(RealDisk.read(&socket, 9)), ErrorKind::InvalidInput);
}

#[test]
fn an_atomic_write_leaves_old_or_new_whatever_fails() {
    let path = Path::new("/desk/drafts");
    let faults = [Fault::Error(ErrorKind::StorageFull), Fault::Short(3, ErrorKind::StorageFull)];
    let survivals = [Survival::Least, Survival::Most, Survival::Torn(1), Survival::Torn(2)];
    let mut nth = 0;
    loop {
        let mut failed = false;
        for (fault, survival) in faults.iter().flat_map(|f| survivals.map(|s| (*f, s))) {
            let model = ModelDisk::new();
            model.put(path, b"old text");
            let disk = FaultyDisk::new(Arc::new(model.clone()));
            disk.fail(nth, fault, Span::Everything);
            let written = disk.write_atomic(path, b"new text", Access::Shared);
            failed |= written.is_err();
            model.cut_power(survival);
            let found = model.bytes(path).unwrap();
            assert!(found == b"new text" || (written.is_err() && found == b"old text"));
            let again = model.write_atomic(path, b"later", Access::Shared);
            assert!(again.is_ok(), "a leftover is in the way");
        }
        if !failed {
            break;
        }
        nth += 1;
    }
    assert!(nth >= 6, "every step was made to fail");
}

#[test]
fn a_power_cut_keeps_what_was_synced_and_no_more_than_was_written() {
    let path = Path::new("/log");
    for seed in 0..200 {
        let disk = ModelDisk::new();
        disk.put(path, b"synced ");
        let mut file = disk.open_append(path).unwrap();
        file.append(b"kept ").unwrap();
        file.sync_data().unwrap();
        file.append(b"lost?").unwrap();
        disk.cut_power(Survival::Torn(seed));
        let found = disk.bytes(path).unwrap();
        assert!(found.starts_with(b"synced kept "));
        assert!(found.len() <= b"synced kept lost?".len());
        assert_eq!(kind_of(file.append(b"x")), ErrorKind::BrokenPipe);
    }
    let disk = ModelDisk::new();
    disk.create_new(path, Access::Shared).unwrap();
    disk.cut_power(Survival::Least);
    assert!(!disk.exists(path).unwrap(), "an unsynced name is lost");
}

#[test]
fn faults_come_when_asked_and_are_counted() {
    let disk = FaultyDisk::new(Arc::new(ModelDisk::new()));
    let path = Path::new("/a");
    disk.fail(1, Fault::Error(ErrorKind::Other), Span::Once);
    assert!(!disk.exists(path).unwrap());
    assert_eq!(kind_of(disk.exists(path)), ErrorKind::Other);
    assert!(!disk.exists(path).unwrap());
    disk.fail(0, Fault::Error(ErrorKind::ReadOnlyFilesystem), Span::Writes);
    let made = disk.create_new(path, Access::Shared);
    assert_eq!(kind_of(made), ErrorKind::ReadOnlyFilesystem);
    assert!(!disk.exists(path).unwrap(), "reading still works");
    disk.heal();
    disk.create_new(path, Access::Shared).unwrap();
    assert_eq!(disk.count(Operation::Metadata), 4);
    assert_eq!(disk.operations(), 6);
}
