//! Tests of the store below the records.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

fn pairs(db: &Db, bounds: (Bound<&[u8]>, Bound<&[u8]>), direction: Direction, limit: usize) -> Vec<u8> {
    db.range(Tree::Index, bounds, direction, limit).unwrap().iter().map(|(key, _)| key[0]).collect()
}

fn filled(path: &Path) -> Db {
    let db = Db::open(path).unwrap();
    let writes = (1..=5).map(|key| ((Tree::Index, vec![key]), Some(vec![key]))).collect();
    db.write(&writes).unwrap();
    db
}

#[test]
fn ranges_are_read_from_both_ends() {
    let dir = tempfile::tempdir().unwrap();
    let db = filled(dir.path());
    let (low, high): (&[u8], &[u8]) = (&[2], &[4]);
    assert_eq!(pairs(&db, (Bound::Included(low), Bound::Included(high)), Direction::Forward, 9), [2, 3, 4]);
    assert_eq!(pairs(&db, (Bound::Excluded(low), Bound::Excluded(high)), Direction::Forward, 9), [3]);
    assert_eq!(pairs(&db, (Bound::Unbounded, Bound::Excluded(high)), Direction::Backward, 2), [3, 2]);
    assert!(pairs(&db, (Bound::Excluded(high), Bound::Included(low)), Direction::Forward, 9).is_empty());
    assert!(pairs(&db, (Bound::Unbounded, Bound::Unbounded), Direction::Forward, 0).is_empty());
    // Another tree is another tree.
    assert_eq!(db.get(Tree::Record, &[1]).unwrap(), None);
}

#[test]
fn writes_last_over_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let db = filled(dir.path());
    db.write(&Writes::from([((Tree::Index, vec![3]), None), ((Tree::Meta, vec![1]), Some(vec![9]))])).unwrap();
    db.flush().unwrap();
    drop(db);
    let db = Db::open(dir.path()).unwrap();
    assert_eq!(pairs(&db, (Bound::Unbounded, Bound::Unbounded), Direction::Forward, 9), [1, 2, 4, 5]);
    assert_eq!(&db.get(Tree::Meta, &[1]).unwrap().unwrap()[..], [9]);
}

#[test]
fn a_store_in_use_is_no_damage() {
    let dir = tempfile::tempdir().unwrap();
    let _open = filled(dir.path());
    assert!(matches!(Db::try_open(dir.path()), Err(DbError::Busy { .. })));
}

#[test]
fn what_the_system_refuses_is_no_damage() {
    let path = Path::new("db-1");
    for kind in [io::ErrorKind::StorageFull, io::ErrorKind::PermissionDenied, io::ErrorKind::ReadOnlyFilesystem] {
        let error = understand(path, sled::Error::Io(kind.into()));
        assert!(matches!(error, DbError::System { .. }), "{error:?}");
        assert!(!error.wants_rebuild());
    }
    for error in [
        sled::Error::Io(io::ErrorKind::UnexpectedEof.into()),
        sled::Error::Corruption { at: None, bt: () },
        sled::Error::ReportableBug("odd".to_owned()),
    ] {
        assert!(understand(path, error).wants_rebuild());
    }
}

#[test]
fn broken_once_is_broken_for_good() {
    let dir = tempfile::tempdir().unwrap();
    let db = filled(dir.path());
    let outcome: Result<(), DbError> = db.guard(|_| panic!("as sled does"));
    assert!(outcome.unwrap_err().wants_rebuild());
    assert!(db.get(Tree::Index, &[1]).unwrap_err().wants_rebuild());
}

#[test]
fn directories_are_told_by_their_number() {
    let root = tempfile::tempdir().unwrap();
    for name in ["db-2", "db-10", "db-x", "db-01", "db-", "db--1", "other"] {
        std::fs::create_dir(root.path().join(name)).unwrap();
    }
    let found: Vec<u32> = dirs::list(root.path()).unwrap().into_iter().map(|(number, _)| number).collect();
    assert_eq!(found, [2, 10]);
    dirs::remove_others(root.path(), &dirs::path(root.path(), 10));
    assert_eq!(dirs::list(root.path()).unwrap(), [(10, root.path().join("db-10"))]);
    assert!(root.path().join("db-01").exists());
    assert!(dirs::list(&root.path().join("absent")).unwrap().is_empty());
}
