//! Makes the hostile packages of `fixtures/hostile/` and the desk they are for, `fixtures/packages/county/`, anew:
//! `LIAISON_REMAKE=1 cargo test --test packages remake`. Wanted where the format of packages or journals goes another way; the
//! files are the same again but for what the encryption draws anew and for the county's own salts.

mod chain;
mod files;

use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use liaison::model::party::{CONFIRMED, LOWER, Party};
use liaison::model::{Org, Record};
use liaison::store::batch::Stamp;
use liaison::store::desk::{Desk, NewDesk};
use liaison::store::disk::RealDisk;
use liaison::store::journal::Hash;
use liaison::store::keys::DeskKey;
use liaison::sync::exchange::parties;
use liaison::sync::exchange::send::{Order, send};
use liaison::sync::keys::{Enrolment, OwnKeys};
use liaison::sync::package::{Header, Sort};

pub const COUNTY: Org = Org(430_122);
/// The station that sends nearly all of them.
pub const STATION: Org = Org(430_122_105_001);
/// One that the county trusts as well.
pub const NEIGHBOUR: Org = Org(430_122_105_002);
const REVOKED: Org = Org(430_122_105_003);
const ADDED: Org = Org(430_122_105_004);
/// One whose key, as it stands in the county's books, is a point of small order.
const WEAK: Org = Org(430_122_105_005);
const STRANGER: Org = Org(430_122_105_009);
const AT: &str = "2026-11-23T17:30:00+08:00";

pub fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder)
}

pub fn stamp() -> Stamp {
    Stamp { at: AT.to_owned(), by: "李工".to_owned() }
}

pub fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (from, to) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if from.is_dir() {
            copy_all(&from, &to);
        } else {
            fs::copy(from, to).unwrap();
        }
    }
}

#[test]
fn remake() {
    if std::env::var_os("LIAISON_REMAKE").is_none() {
        return;
    }
    let keys = tempfile::tempdir().unwrap();
    county(keys.path());
    let maker = Maker { keys: keys.path().to_owned(), to: receiver() };
    files::all(&maker);
}

/// A desk's keys, the same every time: made-up ones, for the tests alone.
fn keys_of(folder: &Path, org: Org) -> OwnKeys {
    let dir = folder.join(org.to_string());
    if !dir.exists() {
        fs::create_dir_all(dir.join("keys")).unwrap();
        let seed = Hash::of(&[b"made up for the tests alone ", org.to_string().as_bytes()]);
        fs::write(dir.join("keys/desk.key"), format!("liaison-desk-key 1 {seed}\n")).unwrap();
        fs::copy(fixtures("packages/desk.age"), dir.join("keys/desk.age")).unwrap();
    }
    OwnKeys::of_desk(&RealDisk, &dir).unwrap()
}

/// Whom the packages are encrypted to.
fn receiver() -> age::x25519::Recipient {
    OwnKeys::of_desk(&RealDisk, &fixtures("packages/county")).unwrap().unbox.public().to_string().parse().unwrap()
}

/// Makes the county's desk: it trusts two stations, knows some that it does not trust, and has sent something down to the first.
fn county(keys: &Path) {
    let dir = tempfile::tempdir().unwrap();
    let new = NewDesk { org: COUNTY, name: "长沙县人大".to_owned(), operator: "李工".to_owned() };
    drop(Desk::init(Arc::new(RealDisk), dir.path(), &new, &stamp()).unwrap());
    fs::copy(fixtures("packages/desk.age"), dir.path().join("keys/desk.age")).unwrap();
    let mut desk = Desk::open(Arc::new(RealDisk), dir.path(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    for org in [STATION, NEIGHBOUR, REVOKED, ADDED] {
        let (own, file) = (keys_of(keys, org), dir.path().join("key.txt"));
        let enrolment = Enrolment::of_desk(org, &format!("第{}联络站", org.0 % 10), "station", &own, AT);
        fs::write(&file, enrolment.encode(&own).unwrap()).unwrap();
        parties::add(&mut desk, &file, &stamp()).unwrap();
        fs::remove_file(&file).unwrap();
        if org != ADDED {
            parties::confirm(&mut desk, org, &enrolment.fingerprint(), &stamp()).unwrap();
        }
    }
    parties::revoke(&mut desk, REVOKED, "换了电脑", &stamp()).unwrap();
    let mut batch = desk.batch(stamp());
    let party = Party {
        code: WEAK.to_string(),
        role: LOWER.to_owned(),
        status: CONFIRMED.to_owned(),
        sign_key: "00".repeat(32),
        ..Party::default()
    };
    batch.add_reserved(WEAK.0, Record::Party(Box::new(party)));
    desk.commit(batch).unwrap();
    let own = OwnKeys::of_desk(&RealDisk, dir.path()).unwrap();
    let stick = tempfile::tempdir().unwrap();
    let order = Order { sort: Sort::Down, to: STATION, folder: stick.path() };
    send(&mut desk, &own, &order, &stamp(), &mut |_| ControlFlow::Continue(())).unwrap();
    drop(desk);
    let home = fixtures("packages/county");
    let _ = fs::remove_dir_all(&home);
    for folder in ["journal", "keys"] {
        copy_all(&dir.path().join(folder), &home.join(folder));
    }
    fs::copy(dir.path().join("desk.toml"), home.join("desk.toml")).unwrap();
}

/// What packages are made with.
struct Maker {
    keys: PathBuf,
    to: age::x25519::Recipient,
}

impl Maker {
    fn key(&self, org: Org) -> DeskKey {
        keys_of(&self.keys, org).sign
    }

    /// Writes a file.
    fn file(&self, name: &str, bytes: &[u8]) {
        assert!(bytes.len() <= 70_000, "{name} has {} bytes", bytes.len());
        fs::write(fixtures("hostile").join(name), bytes).unwrap();
    }

    /// Writes a text in sound layers, signed as it stands.
    fn signed(&self, name: &str, by: Org, text: &[u8]) {
        self.enclosed(name, &[text, self.signature(by, text).as_bytes()].concat());
    }

    /// Writes any text in sound layers.
    fn enclosed(&self, name: &str, text: &[u8]) {
        self.file(name, &self.encrypted(&gzipped(text)));
    }

    fn encrypted(&self, bytes: &[u8]) -> Vec<u8> {
        let recipient: &dyn age::Recipient = &self.to;
        let mut writer =
            age::Encryptor::with_recipients(std::iter::once(recipient)).unwrap().wrap_output(Vec::new()).unwrap();
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    fn signature(&self, by: Org, text: &[u8]) -> String {
        let key = self.key(by);
        last_line(&key.sign(&Hash::of(&[text]).0), &key.public().to_string())
    }
}

fn last_line(signature: &[u8], key: &str) -> String {
    format!("{{\"signature\":\"{}\",\"key\":\"{key}\"}}\n", hex::encode(signature))
}

fn gzipped(text: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(text).unwrap();
    writer.finish().unwrap()
}

/// A header's line, as every program writes it.
fn encoded(header: &Header) -> String {
    serde_json::to_string(header).unwrap().replacen('{', r#"{"liaison":"package","#, 1) + "\n"
}
