//! Tests of the journal, by subject; here is what they share: a small journal with fixed salts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod damage;
mod desk;
mod faults;
mod format;

use std::path::Path;
use std::sync::Arc;

use super::append;
use super::line::Draft;
use super::*;
use crate::store::disk::model::ModelDisk;
use crate::store::keys::PublicKey;

const ORG: Org = Org(430_122_105_001);
const PATH: &str = "/desk/journal/430122105001.jsonl";

fn path() -> &'static Path {
    Path::new(PATH)
}

fn arc(disk: &(impl Disk + Clone + 'static)) -> Arc<dyn Disk> {
    Arc::new(disk.clone())
}

fn stamp() -> Stamp {
    Stamp { at: DateTime::parse_from_rfc3339("2026-11-23T09:12:33+08:00").unwrap(), by: "李华".to_owned() }
}

fn start() -> ChainStart {
    ChainStart {
        org: ORG,
        epoch: Epoch([0xe0; 16]),
        key: PublicKey::from_hex(&"a1".repeat(32)).unwrap(),
        program: "liaison 0.1.0".to_owned(),
    }
}

fn new_line(kind: &str, id: u64, text: &str) -> NewLine {
    NewLine {
        kind: kind.to_owned(),
        id,
        rev: 1,
        verb: "register".to_owned(),
        data: serde_json::json!({ "summary": text }).to_string(),
    }
}

/// A made-up journal: its header, an issue, a reception day with two issues, another key.
fn small(disk: &ModelDisk) -> Journal {
    let salt = || Ok([0x5a; 16]);
    let mut journal = append::create(arc(disk), path(), &stamp(), &start(), salt).unwrap();
    let issue = new_line("issue", 1, "路灯不亮\t\"\\");
    journal.append(&stamp(), &[issue]).unwrap();
    let day = [new_line("reception_day", 1, "接待"), new_line("issue", 2, "水管"), new_line("issue", 3, "公交")];
    journal.append(&stamp(), &day).unwrap();
    let key = PublicKey::from_hex(&"b2".repeat(32)).unwrap();
    let epoch = Epoch([0xe1; 16]);
    journal.begin_epoch(&stamp(), epoch, key, "liaison 0.2.0").unwrap();
    journal
}

/// The bytes of [`small`], and where its lines end.
fn small_bytes() -> (Vec<u8>, Vec<usize>) {
    let disk = ModelDisk::new();
    small(&disk);
    let bytes = disk.bytes(path()).unwrap();
    let newline = |(at, byte): (usize, &u8)| (*byte == b'\n').then_some(at + 1);
    let ends = bytes.iter().enumerate().filter_map(newline).collect();
    (bytes, ends)
}

fn disk_with(bytes: &[u8]) -> ModelDisk {
    let disk = ModelDisk::new();
    disk.put(path(), bytes);
    disk
}

fn open(disk: &ModelDisk, applied: Option<Mark>) -> Result<Opened, JournalError> {
    Journal::open(arc(disk), path(), ORG, applied)
}

/// The marks of all lines, as an applier would keep them.
fn marks(journal: &Journal) -> Vec<Mark> {
    let mut mark = Mark::START;
    let past = |line: Result<Line, ReadError>| {
        mark = mark.past(&line.unwrap());
        mark
    };
    let lines = journal.reader().lines_after(Mark::START).unwrap();
    lines.map(past).collect()
}

/// `(kind, id, data)` of all lines that are no `chain` line.
fn records(journal: &Journal) -> Vec<(String, u64, String)> {
    let lines = journal.reader().lines_after(Mark::START).unwrap();
    lines
        .map(|line| line.unwrap())
        .filter(|line| line.envelope.kind != CHAIN_KIND)
        .map(|line| {
            let data = line.body.data().unwrap().to_owned();
            (line.envelope.kind, line.envelope.id, data)
        })
        .collect()
}

/// A line as this or another program might write it behind `mark`.
fn crafted(mark: Mark, kind: &str, id: u64, data: &str, more: bool) -> Vec<u8> {
    let draft = Draft {
        seq: mark.seq + 1,
        at: "2026-11-23T09:12:33+08:00",
        by: "x",
        org: ORG,
        kind,
        id,
        rev: 1,
        verb: "register",
        more,
        prev: mark.hash,
        salt: [0; 16],
        data,
    };
    draft.encode().0.into_bytes()
}
