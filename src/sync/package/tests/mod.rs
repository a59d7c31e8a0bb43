//! Tests of packages: what is written reads, and nothing else does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bytes;
mod hostile;
mod lines;
mod parties;

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use age::Encryptor;
use chrono::DateTime;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::writer::signature_line;
use super::*;
use crate::model::Org;
use crate::store::disk::Disk;
use crate::store::disk::model::ModelDisk;
use crate::store::journal::{ChainStart, Epoch, Hash, Journal, NewLine, Stamp};
use crate::store::keys::DeskKey;
use crate::sync::keys::BoxKey;

const STATION: Org = Org(430_122_105_001);
const COUNTY: Org = Org(430_122);
const AT: &str = "2026-11-23T17:30:00+08:00";

/// A station with a small journal, and the county that its packages are for.
struct World {
    sign: DeskKey,
    county: BoxKey,
    /// Without newlines.
    lines: Vec<Vec<u8>>,
    epoch: Epoch,
}

impl World {
    fn new(texts: &[&str]) -> World {
        let disk = ModelDisk::new();
        let sign = DeskKey::create(&disk, Path::new("/keys"), STATION).unwrap();
        let epoch = Epoch([0xe0; 16]);
        let lines = journal(&disk, STATION, epoch, &sign, texts);
        World { sign, county: BoxKey::generate().unwrap(), lines, epoch }
    }

    /// The header of a package with all lines from `first` on.
    fn header(&self, first: usize) -> Header {
        let mut header = Header::new(Sort::Up, STATION, COUNTY, 12, AT, 7);
        header.chains = vec![section(STATION, self.epoch, &self.lines, first)];
        header
    }

    fn pack(&self, header: &Header, lines: &[Vec<u8>]) -> Result<Vec<u8>, PackError> {
        let mut writer = Writer::new(Vec::new(), &self.county.public(), header)?;
        for line in lines {
            writer.line(line)?;
        }
        writer.finish(&self.sign)
    }

    /// A sound package with the whole journal.
    fn sound(&self) -> Vec<u8> {
        self.pack(&self.header(1), &self.lines).unwrap()
    }

    /// The text of a package with the whole journal, but for its last line.
    fn text(&self) -> Vec<u8> {
        let header = self.header(1).encode().unwrap();
        [header.as_bytes(), &self.lines.join(&b'\n'), b"\n"].concat()
    }

    /// Any text, signed by the station, in sound layers.
    fn signed(&self, text: &[u8]) -> Vec<u8> {
        self.enclosed(&[text, signature(&self.sign, text).as_bytes()].concat())
    }

    /// Any bytes, in sound layers.
    fn enclosed(&self, text: &[u8]) -> Vec<u8> {
        self.encrypted(&gzipped(text))
    }

    fn encrypted(&self, bytes: &[u8]) -> Vec<u8> {
        let to = self.county.public();
        let encryptor = Encryptor::with_recipients(std::iter::once(to.recipient())).unwrap();
        let mut writer = encryptor.wrap_output(Vec::new()).unwrap();
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    fn signer(&self) -> Signer {
        Signer { key: self.sign.public(), role: Role::Lower, standing: Standing::Confirmed }
    }

    /// What the county makes of a file.
    fn check(&self, file: &[u8]) -> Result<Checked, PackageError> {
        self.check_as(file, Some(self.signer()))
    }

    fn check_as(&self, file: &[u8], signer: Option<Signer>) -> Result<Checked, PackageError> {
        let known = |from| if from == STATION { signer } else { None };
        let expected = Expected { own: COUNTY, name: None, signer: &known };
        check(file, &self.county, &expected, (), |(), _| {}, &mut go_on).map(|(checked, ())| checked)
    }

    /// What is wrong with a text, signed as it stands.
    #[track_caller]
    fn refuses(&self, text: &[u8], wrong: Wrong) {
        assert_eq!(self.check(&self.signed(text)).unwrap_err(), PackageError::Wrong(wrong));
    }
}

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn gzipped(text: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(text).unwrap();
    writer.finish().unwrap()
}

fn signature(key: &DeskKey, text: &[u8]) -> String {
    signature_line(&hex::encode(key.sign(&Hash::of(&[text]).0)), &key.public().to_string())
}

/// The lines of a journal: its chain line, then one save for each text; `+` at a text's end joins the next to its save.
fn journal(disk: &ModelDisk, org: Org, epoch: Epoch, key: &DeskKey, texts: &[&str]) -> Vec<Vec<u8>> {
    let path = format!("/journal/{org}.jsonl");
    let path = Path::new(&path);
    let disk: Arc<dyn Disk> = Arc::new(disk.clone());
    let stamp = Stamp { at: DateTime::parse_from_rfc3339(AT).unwrap(), by: "李华".to_owned() };
    let start = ChainStart { org, epoch, key: key.public(), program: "liaison 0.1.0".to_owned() };
    let mut journal = Journal::create(Arc::clone(&disk), path, &stamp, &start).unwrap();
    let mut group = Vec::new();
    for (id, text) in (1..).zip(texts) {
        let data = serde_json::json!({ "summary": text }).to_string();
        group.push(NewLine { kind: "issue".to_owned(), id, rev: 1, verb: "register".to_owned(), data });
        if !text.ends_with('+') {
            journal.append(&stamp, &std::mem::take(&mut group)).unwrap();
        }
    }
    let bytes = disk.read(path, 1 << 24).unwrap();
    bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(<[u8]>::to_vec).collect()
}

/// What a header says of the lines of a journal from number `first` on.
fn section(org: Org, epoch: Epoch, lines: &[Vec<u8>], first: usize) -> Section {
    let hash = |number: usize| match number {
        0 => Hash::ZERO,
        number => {
            let (envelope, _) = std::str::from_utf8(&lines[number - 1]).unwrap().split_once('\t').unwrap();
            Hash::from_hex(&envelope[envelope.len() - 66..envelope.len() - 2]).unwrap()
        }
    };
    let (first_seq, last) = (u64::try_from(first).unwrap(), u64::try_from(lines.len()).unwrap());
    Section {
        org,
        epoch,
        first: first_seq,
        last,
        before: hash(first - 1),
        after: hash(lines.len()),
        count: last + 1 - first_seq,
    }
}
