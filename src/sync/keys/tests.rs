//! Tests of the keys that packages are encrypted to, and of enrolment files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use super::*;
use crate::model::Org;
use crate::store::disk::model::ModelDisk;
use crate::store::keys::DeskKey;

const ORG: Org = Org(430_122_105_001);

fn keys(disk: &ModelDisk) -> OwnKeys {
    let root = Path::new("/desk");
    if DeskKey::load(disk, &root.join("keys")).is_err() {
        DeskKey::create(disk, &root.join("keys"), ORG).unwrap();
    }
    OwnKeys::of_desk(disk, root).unwrap()
}

#[test]
fn a_desk_gets_its_second_key_at_first_need() {
    let disk = ModelDisk::new();
    assert!(matches!(OwnKeys::of_desk(&disk, Path::new("/desk")), Err(OwnKeyError::Sign(KeyError::Missing { .. }))));
    let made = keys(&disk);
    let dir = Path::new("/desk/keys");
    assert!(matches!(BoxKey::create(&disk, dir), Err(OwnKeyError::Exists { .. })));
    let again = keys(&disk);
    assert_eq!(again.unbox.public(), made.unbox.public());
    assert_eq!(again.fingerprint(), made.fingerprint());
    let text = String::from_utf8(disk.bytes(&dir.join("desk.age")).unwrap()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..2], ["# liaison-box-key 1".to_owned(), format!("# public key: {}", made.unbox.public())]);
    assert!(lines[2].starts_with("AGE-SECRET-KEY-1"));
    assert!(!format!("{:?}", made.unbox).contains("SECRET"));
}

#[test]
fn a_file_that_is_no_key_is_damaged_and_never_replaced() {
    let disk = ModelDisk::new();
    keys(&disk);
    let path = Path::new("/desk/keys/desk.age");
    let good = disk.bytes(path).unwrap();
    for length in 0..good.len() - 1 {
        disk.put(path, &good[..length]);
        let found = OwnKeys::of_desk(&disk, Path::new("/desk"));
        assert!(matches!(found, Err(OwnKeyError::Damaged { .. })), "{length} bytes");
    }
    let text = String::from_utf8(good.clone()).unwrap();
    disk.put(path, text.replace('\n', "\r\n").as_bytes());
    assert!(OwnKeys::of_desk(&disk, Path::new("/desk")).is_ok(), "saved by a Windows editor");
    let secret = text.lines().last().unwrap();
    disk.put(path, format!("{text}{secret}\n").as_bytes());
    assert!(OwnKeys::of_desk(&disk, Path::new("/desk")).is_err(), "two keys");
}

#[cfg(unix)]
#[test]
fn others_cannot_read_it() {
    use std::os::unix::fs::PermissionsExt;

    use crate::store::disk::RealDisk;
    let dir = tempfile::tempdir().unwrap();
    BoxKey::create(&RealDisk, dir.path()).unwrap();
    let mode = dir.path().join("desk.age").metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_public_key_has_one_written_form() {
    let key = BoxKey::generate().unwrap().public();
    let text = key.to_string();
    assert_eq!(text.parse(), Ok(key));
    let found = |text: &str| text.parse::<BoxPublic>().unwrap_err();
    assert_eq!(found(""), BoxPublicError::NotAge);
    assert_eq!(found("路灯"), BoxPublicError::NotAge);
    assert_eq!(found("AGE-SECRET-KEY-1QQQ"), BoxPublicError::Secret);
    assert_eq!(found(&text.to_ascii_uppercase()), BoxPublicError::NotAge);
    assert_eq!(found(&text[..text.len() - 1]), BoxPublicError::Mistyped);
    assert_eq!(found(&format!("{text}q")), BoxPublicError::Mistyped);
    assert_eq!(found(&format!("{text}\n")), BoxPublicError::Mistyped);
    for at in 4..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] = if bytes[at] == b'q' { b'p' } else { b'q' };
        assert_eq!(found(std::str::from_utf8(&bytes).unwrap()), BoxPublicError::Mistyped, "character {at}");
    }
}

/// age does not return for a point of small order: it must never be reached by one.
#[test]
fn a_point_of_small_order_is_no_key() {
    // Python, bech32 of BIP 173 with prefix "age": 32 bytes of 0; 1 and 31 bytes of 0; p - 1; p + 1 with the highest bit.
    for weak in [WEAK_ZERO, WEAK_ONE, WEAK_BELOW, WEAK_ABOVE] {
        assert_eq!(weak.parse::<BoxPublic>(), Err(BoxPublicError::Weak), "{weak}");
    }
}

const WEAK_ZERO: &str = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z";
const WEAK_ONE: &str = "age1qyqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqj7vrya";
const WEAK_BELOW: &str = "age1anlllllllllllllllllllllllllllllllllllllllllllllllals4n2t7m";
const WEAK_ABOVE: &str = "age1amlllllllllllllllllllllllllllllllllllllllllllllllllsam3fc4";

#[test]
fn an_enrolment_file_carries_both_keys() {
    let own = keys(&ModelDisk::new());
    let made = Enrolment::of_desk(ORG, "望江街道联络站", "station", &own, "2026-11-23T17:30:00+08:00");
    let text = made.encode(&own).unwrap();
    assert_eq!(text.lines().count(), 1);
    assert_eq!(Enrolment::decode(text.as_bytes()), Ok(made.clone()));
    assert_eq!(made.fingerprint(), own.fingerprint());
    let edited = format!("\u{FEFF}{}\r\n", text.trim_end());
    assert_eq!(Enrolment::decode(edited.as_bytes()), Ok(made), "saved by a Windows editor");
    assert_eq!(name_of(ORG), "LZ-430122105001-key.txt");
}

#[test]
fn an_enrolment_file_that_was_changed_is_refused() {
    let (own, other) = (keys(&ModelDisk::new()), keys(&ModelDisk::new()));
    let made = Enrolment::of_desk(ORG, "望江街道联络站", "station", &own, "2026-11-23T17:30:00+08:00");
    let text = made.encode(&own).unwrap();
    for length in 0..text.len() - 1 {
        assert!(Enrolment::decode(&text.as_bytes()[..length]).is_err(), "{length} bytes");
    }
    for at in 0..text.len() - 1 {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        assert!(Enrolment::decode(&bytes).is_err(), "byte {at}");
    }
    let exchanged = text.replace(&own.unbox.public().to_string(), &other.unbox.public().to_string());
    assert_eq!(Enrolment::decode(exchanged.as_bytes()), Err(EnrolmentError::Altered));
    let foreign = made.encode(&other).unwrap();
    assert_eq!(Enrolment::decode(foreign.as_bytes()), Err(EnrolmentError::Altered));
    let newer = text.replace("\"format\":1", "\"format\":2");
    assert_eq!(Enrolment::decode(newer.as_bytes()), Err(EnrolmentError::Newer { format: 2 }));
    let weak = Enrolment { sign: own.sign.public(), ..made };
    let weak = weak.encode(&own).unwrap().replace(&own.unbox.public().to_string(), WEAK_ZERO);
    let signed = weak.rsplit_once(",\"signature\"").unwrap().0;
    let signature = hex::encode(own.sign.sign(&crate::store::journal::Hash::of(&[signed.as_bytes()]).0));
    let weak = format!("{signed},\"signature\":\"{signature}\"}}\n");
    assert_eq!(Enrolment::decode(weak.as_bytes()), Err(EnrolmentError::BoxKey(BoxPublicError::Weak)));
}

#[test]
fn a_name_with_control_characters_is_cleaned() {
    let own = keys(&ModelDisk::new());
    let made = Enrolment::of_desk(ORG, &format!("\u{1b}[2J站\u{202e}{}", "长".repeat(100)), "station", &own, "");
    let read = Enrolment::decode(made.encode(&own).unwrap().as_bytes()).unwrap();
    assert!(read.name.chars().count() <= 40 && !read.name.contains(['\u{1b}', '\u{202e}']), "{}", read.name);
}
