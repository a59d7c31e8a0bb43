//! Tests of the keys: files, signatures, fingerprints.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use super::{DeskKey, KeyError, PublicKey, load_public};
use crate::model::Org;
use crate::store::disk::Disk;
use crate::store::disk::model::ModelDisk;

const ORG: Org = Org(430_122_105_001);
const DIR: &str = "/desk/keys";

#[test]
fn a_key_is_made_once_and_found_again() {
    let (disk, dir) = (ModelDisk::new(), Path::new(DIR));
    assert!(matches!(DeskKey::load(&disk, dir), Err(KeyError::Missing { .. })));
    let made = DeskKey::create(&disk, dir, ORG).unwrap();
    let again = DeskKey::create(&disk, dir, ORG);
    assert!(matches!(again, Err(KeyError::Exists { .. })));
    let loaded = DeskKey::load(&disk, dir).unwrap();
    assert_eq!(loaded.public(), made.public());
    assert_eq!(load_public(&disk, dir, ORG).unwrap(), made.public());
    let signature = loaded.sign(b"head");
    assert!(made.public().verify(b"head", &signature));
    assert!(!made.public().verify(b"heat", &signature));
    assert!(!format!("{made:?}").contains(&hex::encode(made.0.as_bytes())));
}

#[test]
fn a_file_that_is_no_key_is_refused() {
    let (disk, dir) = (ModelDisk::new(), Path::new(DIR));
    DeskKey::create(&disk, dir, ORG).unwrap();
    let path = dir.join("desk.key");
    let good = disk.bytes(&path).unwrap();
    for length in 0..good.len() - 1 {
        disk.put(&path, &good[..length]);
        assert!(DeskKey::load(&disk, dir).is_err(), "{length} bytes");
    }
    disk.put(&path, &good.to_ascii_uppercase());
    assert!(DeskKey::load(&disk, dir).is_err());
    disk.put(&path, &[&good[..good.len() - 1], b"\r\n"].concat());
    assert!(DeskKey::load(&disk, dir).is_ok(), "saved by a Windows editor");
    disk.rename(&dir.join(format!("{ORG}.pub")), &dir.join("1.pub")).unwrap();
    let other = load_public(&disk, dir, Org(1));
    assert!(matches!(other, Err(KeyError::Damaged { .. })));
}

#[test]
fn weak_keys_verify_nothing() {
    let zero = PublicKey::from_hex(&"00".repeat(32)).unwrap();
    let identity = PublicKey::from_hex(&format!("01{}", "00".repeat(31))).unwrap();
    let mut signature = [0; 64];
    signature[0] = 1;
    for key in [zero, identity] {
        assert!(!key.verify(b"", &[0; 64]));
        assert!(!key.verify(b"", &signature));
    }
}

#[test]
fn a_fingerprint_is_six_groups_of_digits() {
    let key = PublicKey::from_hex(&"00".repeat(32)).unwrap();
    // Python: sha256(b"liaison fingerprint 2" + bytes(32) + b"age1" + b"q" * 58), pairs of bytes as numbers.
    assert_eq!(key.fingerprint(&format!("age1{}", "q".repeat(58))), "43208 19135 11958 12018 23379 38510");
}
