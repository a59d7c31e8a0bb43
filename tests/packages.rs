//! Packages in the hands of tools that anybody has: age, gunzip, openssl.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use liaison::model::Org;
use liaison::store::disk::{Disk, RealDisk};
use liaison::store::journal::{ChainStart, Epoch, Hash, Journal, Mark, NewLine, Stamp};
use liaison::store::keys::DeskKey;
use liaison::sync::keys::OwnKeys;
use liaison::sync::package::{Header, Section, Sort, Writer};

const STATION: Org = Org(430_122_105_001);
const COUNTY: Org = Org(430_122);
const AT: &str = "2026-11-23T17:30:00+08:00";
/// What stands before an Ed25519 key's 32 bytes in the form that openssl reads (RFC 8410).
const KEY_START: &str = "302a300506032b6570032100";

/// Runs a shell line in a folder; gives what it printed.
#[track_caller]
fn shell(folder: &Path, line: &str) -> Vec<u8> {
    let output = Command::new("bash").args(["-o", "pipefail", "-c", line]).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A desk's keys in a folder of its own, as set-up and first need leave them.
fn keys(root: &Path, org: Org) -> OwnKeys {
    DeskKey::create(&RealDisk, &root.join("keys"), org).unwrap();
    OwnKeys::of_desk(&RealDisk, root).unwrap()
}

#[test]
#[ignore = "needs age and openssl"]
fn a_package_opens_and_verifies_with_public_tools() {
    let dir = tempfile::tempdir().unwrap();
    let (station, county) = (keys(&dir.path().join("station"), STATION), keys(&dir.path().join("county"), COUNTY));
    let path = dir.path().join("journal.jsonl");
    let stamp = Stamp { at: AT.parse().unwrap(), by: "李华".to_owned() };
    let epoch = Epoch([7; 16]);
    let start = ChainStart { org: STATION, epoch, key: station.sign.public(), program: "liaison".to_owned() };
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let mut journal = Journal::create(disk, &path, &stamp, &start).unwrap();
    // More than one chunk of age, more than one block of gzip.
    for id in 1..=600 {
        let data = format!("{{\"summary\":\"第 {id} 件：路灯不亮\"}}");
        let line = NewLine { kind: "issue".to_owned(), id, rev: 1, verb: "register".to_owned(), data };
        journal.append(&stamp, &[line]).unwrap();
    }
    let head: Mark = journal.head();
    let mut header = Header::new(Sort::Up, STATION, COUNTY, 1, AT, 7);
    let (before, after, count) = (Hash::ZERO, head.hash, head.seq);
    header.chains = vec![Section { org: STATION, epoch, first: 1, last: head.seq, before, after, count }];
    let name = header.name().to_string();
    let file = fs::File::create(dir.path().join(&name)).unwrap();
    let mut writer = Writer::new(file, &county.unbox.public(), &header).unwrap();
    let lines = fs::read(&path).unwrap();
    for line in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        writer.line(line).unwrap();
    }
    writer.finish(&station.sign).unwrap();

    let open = format!("age -d -i county/keys/desk.age {name} | gunzip > text");
    shell(dir.path(), &open);
    let text = fs::read(dir.path().join("text")).unwrap();
    let header_end = text.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    assert!(text.starts_with(br#"{"liaison":"package","format":1,"#));
    assert!(text[header_end..].starts_with(&lines));

    // The last line apart, signature and key from it, and openssl over the digest of the rest.
    shell(dir.path(), "head -n -1 text | openssl dgst -sha256 -binary > digest");
    let last: serde_json::Value = serde_json::from_slice(&shell(dir.path(), "tail -n 1 text")).unwrap();
    let bytes = |key: &str| hex::decode(last[key].as_str().unwrap()).unwrap();
    fs::write(dir.path().join("signature"), bytes("signature")).unwrap();
    fs::write(dir.path().join("key.der"), [hex::decode(KEY_START).unwrap(), bytes("key")].concat()).unwrap();
    let verify = "openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in digest -sigfile signature";
    let said = shell(dir.path(), verify);
    assert!(String::from_utf8_lossy(&said).contains("Signature Verified Successfully"), "{said:?}");
    // And openssl can tell.
    shell(dir.path(), "head -c 31 digest > other; printf x >> other");
    shell(
        dir.path(),
        "! openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in other -sigfile signature",
    );
}
