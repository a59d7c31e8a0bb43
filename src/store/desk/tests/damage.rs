//! sled's files cut, bent and removed: the desk opens with every record there, and nothing panics out.

use std::fs;
use std::path::PathBuf;

use super::*;

/// A desk with some records, some of them changed, and the store as it should be.
fn filled() -> (Home, Dump) {
    let home = Home::new();
    let mut desk = home.init();
    for group in 0..8 {
        let mut batch = desk.batch(stamp());
        for row in 0..40 {
            batch.add(issue(&format!("第{group}批第{row}件：村口路灯不亮，请派人修理")));
        }
        let saved = desk.commit(batch).unwrap();
        edit(&mut desk, &saved[0], issue("改过的一件"));
    }
    let expected = dump(&desk.reader().books());
    drop(desk);
    (home, expected)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Damages a copy of the store in one way, opens, and expects everything to be there.
fn survives(home: &Home, kept: &Path, expected: &Dump, what: &str, hurt: &dyn Fn(&Path)) {
    for (_, path) in crate::store::db::dirs::list(home.root()).unwrap() {
        fs::remove_dir_all(path).unwrap();
    }
    let store = home.root().join("db-1");
    super::opening::copy_folder(kept, &store);
    hurt(&store);
    let mut desk = home.try_open().unwrap_or_else(|error| panic!("{what}: {error}"));
    if desk.reader().total(Kind::Issue) != 320 || check::check(&desk.reader().books(), &mut go_on).is_err() {
        // Damage that shows only when that page is read: what the runtime does then.
        desk.heal(&mut go_on).unwrap();
    }
    assert!(dump(&desk.reader().books()) == *expected, "{what}: the store is not as it was");
    let added = add(&mut desk, issue("照常录入"));
    assert_eq!(as_issue(&added).number, "2026-0321", "{what}");
    drop(desk);
    let desk = home.open();
    assert_eq!(entry(&desk, Kind::Issue, added.id), added, "{what}");
    drop(desk);
    // The next damage starts from the same journal.
    let journal = fs::read(home.journal()).unwrap();
    let end = journal[..journal.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap();
    fs::write(home.journal(), &journal[..=end]).unwrap();
}

#[test]
fn truncated_files_are_rebuilt() {
    let (home, expected) = filled();
    let kept = home.root().join("kept");
    fs::rename(home.store(), &kept).unwrap();
    for (index, file) in files(&kept).iter().enumerate() {
        let name = file.strip_prefix(&kept).unwrap().to_path_buf();
        let length = fs::metadata(file).unwrap().len();
        for percent in [0, 25, 50, 75, 95] {
            let what = format!("{} cut to {percent} % ({index})", name.display());
            survives(&home, &kept, &expected, &what, &|store| {
                let file = fs::OpenOptions::new().write(true).open(store.join(&name)).unwrap();
                file.set_len(length * percent / 100).unwrap();
            });
        }
    }
}

#[test]
fn missing_files_are_rebuilt() {
    let (home, expected) = filled();
    let kept = home.root().join("kept");
    fs::rename(home.store(), &kept).unwrap();
    for file in files(&kept) {
        let name = file.strip_prefix(&kept).unwrap().to_path_buf();
        let what = format!("{} removed", name.display());
        survives(&home, &kept, &expected, &what, &|store| fs::remove_file(store.join(&name)).unwrap());
    }
    survives(&home, &kept, &expected, "a file in its place", &|store| {
        fs::remove_dir_all(store).unwrap();
        fs::write(store, b"x").unwrap();
    });
}

#[test]
fn bent_bytes_are_rebuilt() {
    let (home, expected) = filled();
    let kept = home.root().join("kept");
    fs::rename(home.store(), &kept).unwrap();
    for file in files(&kept) {
        let name = file.strip_prefix(&kept).unwrap().to_path_buf();
        let length = fs::metadata(&file).unwrap().len();
        for part in 0..12_u64 {
            let at = usize::try_from(length * part / 12 + 5).unwrap();
            let what = format!("{} bent at {at}", name.display());
            survives(&home, &kept, &expected, &what, &|store| {
                let path = store.join(&name);
                let mut bytes = fs::read(&path).unwrap();
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 0x41;
                }
                fs::write(&path, bytes).unwrap();
            });
        }
    }
}
