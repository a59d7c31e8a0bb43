//! Packages in the hands of tools that anybody has: age, gunzip, openssl.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
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

/// The program, on a data directory.
#[track_caller]
fn liaison(root: &Path, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_liaison"))
        .arg("--data")
        .arg(root)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Each of two desks takes the other's key file in and hears its fingerprint.
fn acquaint(one: &Path, other: &Path, stick: &Path) {
    for (from, to) in [(one, other), (other, one)] {
        let told = liaison(from, &["party", "export", "--to", stick.to_str().unwrap()]);
        let (file, fingerprint) = told.trim().split_once('\n').unwrap();
        let code = Path::new(file).file_name().unwrap().to_str().unwrap().split('-').nth(1).unwrap().to_owned();
        liaison(to, &["party", "add", file]);
        liaison(to, &["party", "confirm", &code, "--fingerprint", fingerprint]);
    }
}

/// Whether openssl finds a signature of a desk's key over some bytes.
fn openssl_verifies(folder: &Path, key: &str, message: &[u8], signature: &str) -> bool {
    fs::write(folder.join("message"), message).unwrap();
    fs::write(folder.join("signature"), hex::decode(signature).unwrap()).unwrap();
    fs::write(folder.join("key.der"), hex::decode(format!("{KEY_START}{key}")).unwrap()).unwrap();
    let verify = "openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in message -sigfile signature";
    Command::new("bash").args(["-c", verify]).current_dir(folder).output().unwrap().status.success()
}

#[test]
#[ignore = "needs age and openssl"]
fn what_the_program_packs_opens_and_verifies_with_public_tools() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    let (station, county, stick) = (at("station"), at("county"), at("stick"));
    fs::create_dir(&stick).unwrap();
    liaison(&station, &["demo", "--no-open"]);
    let row: serde_json::Value =
        serde_json::from_str(liaison(&station, &["list", "station", "--format", "jsonl"]).trim()).unwrap();
    let code = row["code"].as_str().unwrap();
    liaison(&county, &["init", "--level", "county", "--code", &code[..6], "--name", "县人大"]);
    acquaint(&station, &county, &stick);
    let journal = fs::read_to_string(station.join(format!("journal/{code}.jsonl"))).unwrap();
    let told = liaison(&station, &["pack", "up", "--to", stick.to_str().unwrap()]);
    shell(dir.path(), &format!("age -d -i county/keys/desk.age '{}' | gunzip > text", told.trim()));
    let text = fs::read_to_string(at("text")).unwrap();
    let lines: Vec<&str> = text.split_terminator('\n').collect();
    let header: serde_json::Value = serde_json::from_str(lines[0]).unwrap();
    assert_eq!((&header["sort"], &header["from"], &header["to"]), (&"up".into(), &code.into(), &code[..6].into()));

    // What is packed is the journal, line for line, with the line that says so; what came after it says that it is written.
    let after = fs::read_to_string(station.join(format!("journal/{code}.jsonl"))).unwrap();
    let all: Vec<&str> = after.split_terminator('\n').collect();
    let packed = &lines[1..lines.len() - 1];
    assert_eq!(packed, &all[..all.len() - 1]);
    assert!(after.starts_with(&journal) && packed.len() == journal.lines().count() + 1 && packed.len() > 500);
    assert_eq!(header["chains"][0]["count"], packed.len());

    // The key is the one in the station's own key folder; the signature is over the digest of all that stands before it.
    let public = fs::read_to_string(station.join(format!("keys/{code}.pub"))).unwrap();
    let key = public.trim().rsplit(' ').next().unwrap();
    let last: serde_json::Value = serde_json::from_str(lines[lines.len() - 1]).unwrap();
    assert_eq!(last["key"], key);
    let digest = shell(dir.path(), "head -n -1 text | openssl dgst -sha256 -binary");
    let signature = last["signature"].as_str().unwrap();
    assert!(openssl_verifies(dir.path(), key, &digest, signature));
    let mut other = digest.clone();
    other[0] ^= 1;
    assert!(!openssl_verifies(dir.path(), key, &other, signature));

    // So is the one in the line that says that the package is made, over the hash of the line before it.
    let parts = |line: &str| {
        let (envelope, body) = line.split_once('\t').unwrap();
        [envelope, body].map(|json| serde_json::from_str::<serde_json::Value>(json).unwrap())
    };
    let [[before, _], [made, body]] = [parts(packed[packed.len() - 2]), parts(packed[packed.len() - 1])];
    assert_eq!((&made["kind"], &made["prev"]), (&"pack".into(), &before["hash"]));
    assert_eq!(body["data"]["head"], before["hash"]);
    let head = hex::decode(before["hash"].as_str().unwrap()).unwrap();
    let signature = body["data"]["signature"].as_str().unwrap();
    assert!(openssl_verifies(dir.path(), key, &head, signature));
    assert!(!openssl_verifies(dir.path(), key, &other, signature));
    // And the hash is what openssl makes of the line's beginning.
    let line = packed[packed.len() - 2];
    fs::write(at("envelope"), &line[..line.find(",\"hash\":").unwrap()]).unwrap();
    assert_eq!(shell(dir.path(), "openssl dgst -sha256 -binary envelope"), head);
}
