//! Hostile packages, case by case as `HOSTILE` numbers them, one file of `fixtures/hostile/` each, given to the county's desk of
//! `fixtures/packages/county/`. What is refused changes nothing in the data directory; what is let in harms nobody else.
//!
//! Which test has which case (those without a module stand here):
//!
//! | | | |
//! |---|---|---|
//! | 1–3, 6–13, 16, 17, 19, 21 | what is refused | [`each_is_refused_with_its_message_and_changes_nothing`] |
//! | 4, 5 | every truncation, a bit of every byte | [`a_small_package_is_refused_however_it_is_cut_or_bent`]; every bit: `sync::package::tests::bytes` |
//! | 13 | under another sort's name | [`a_name_that_says_something_else_is_refused`] |
//! | 14, 15 | again, older, gap, overlaps, forks, another installation | [`pieces_out_of_order_change_nothing`] |
//! | 18 | acknowledgements | [`no_receipt_acknowledges_more_than_was_sent`] |
//! | 9, 19, 20, 21 | single lines that are not used | [`a_line_that_is_not_used_harms_no_other`] |
//! | 22 | pulled while writing, before the rename, while reading | `sync::medium::tests::faults`, `sync::package::tests::bytes` |
//! | 23, 24 | no space at every write; read-only | `sync::medium::tests::faults`, `…::writing`, `…::stick` |
//! | 25, 26 | two programs on one stick; name and case clash | `sync::medium::tests::writing`, `…::stick` |
//! | 27, 28, 31 | what is no file; 50,000 files; what lies beside it | `sync::medium::tests::looking` |
//! | 29 | a file that grows or changes while it is read | `sync::medium::tests::taking` |
//! | 30 | mount paths | `store::disk::drives::mounts`, `sync::medium::tests::stick` |

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use liaison::model::received::Received;
use liaison::model::{Kind, Org};
use liaison::store::check::Outcome;
use liaison::store::desk::Desk;
use liaison::store::disk::RealDisk;
use liaison::sync::exchange::take::{Site, Taken, Trial, take_in, try_out};
use liaison::sync::exchange::{ExchangeError, received_of};
use liaison::sync::keys::OwnKeys;
use tempfile::TempDir;

use super::make::{COUNTY, NEIGHBOUR, STATION, copy_all, fixtures, stamp};

/// A file, how the error that refuses it is called in the program, and how what the clerk is told begins.
type Refusal = (&'static str, &'static str, &'static str);

/// What needs nothing before it.
const REFUSED: &[Refusal] = &[
    ("01-empty.lz", "Package(Empty)", "这个文件是空的"),
    ("02-archive.lz", "Package(NotPackage)", "这不是数据包"),
    ("02-gzip.lz", "Package(NotPackage)", "这不是数据包"),
    ("02-later-age.lz", "Package(NotPackage)", "这不是数据包"),
    ("02-many-receivers.lz", "Package(Altered)", "数据包已损坏或被改动过"),
    ("02-text.lz", "Package(NotPackage)", "这不是数据包"),
    ("03-other-key.lz", "Package(NotForKey)", "本机的密钥打不开这个数据包"),
    ("06-bomb.lz", "Package(Wrong(LongLine))", "数据包不符合规定：有一行超过 1 MiB"),
    ("06-bomb-for-a-line.lz", "Package(Wrong(LongLine))", "数据包不符合规定：有一行超过 1 MiB"),
    ("06-bomb-behind-the-signature.lz", "Package(Wrong(Trailing))", "数据包不符合规定：签名之后还有多余的内容"),
    ("07-behind-the-signature.lz", "Package(Wrong(Trailing))", "数据包不符合规定：签名之后还有多余的内容"),
    ("07-second-member.lz", "Package(Wrong(Trailing))", "数据包不符合规定：签名之后还有多余的内容"),
    ("07-behind-the-gzip.lz", "Package(Wrong(Trailing))", "数据包不符合规定：签名之后还有多余的内容"),
    ("07-behind-the-age.lz", "Package(Altered)", "数据包已损坏或被改动过"),
    ("08-mark-of-order.lz", "Package(Wrong(Header))", "数据包不符合规定：开头的说明无法识别"),
    ("08-crlf.lz", "Package(Wrong(Header))", "数据包不符合规定：开头的说明无法识别"),
    ("08-not-utf8.lz", "Package(Wrong(Header))", "数据包不符合规定：开头的说明无法识别"),
    ("08-nul.lz", "Package(Wrong(Header))", "数据包不符合规定：开头的说明无法识别"),
    ("08-crlf-in-a-line.lz", "Package(Line { org: Org(430122105001), seq: 3, flaw: Body", LINE_3),
    ("08-not-utf8-in-a-line.lz", "Package(Line { org: Org(430122105001), seq: 3, flaw: NotUtf8", LINE_3),
    ("08-nul-in-a-line.lz", "Package(Line { org: Org(430122105001), seq: 3, flaw: Body", LINE_3),
    ("09-key-twice.lz", "Package(Wrong(Header))", "数据包不符合规定：开头的说明无法识别"),
    ("09-depth.lz", "Package(Wrong(Header))", "数据包不符合规定：开头的说明无法识别"),
    ("09-number-beyond-all.lz", "Package(Wrong(Header))", "数据包不符合规定：开头的说明无法识别"),
    ("09-number-below-zero.lz", "Package(Wrong(Header))", "数据包不符合规定：开头的说明无法识别"),
    ("09-long-field.lz", "Package(Wrong(LongLine))", "数据包不符合规定：有一行超过 1 MiB"),
    ("09-tiny-lines.lz", "Package(Wrong(Header))", "数据包不符合规定：开头的说明无法识别"),
    ("09-tiny-lines-behind.lz", "Package(Wrong(Unsigned))", "数据包不符合规定：末尾没有签名"),
    ("10-changed-after-signing.lz", "Package(BadSignature", "数据包的签名与内容不符"),
    ("11-no-signature.lz", "Package(Wrong(EndsEarly))", "数据包不符合规定：记录没有写完就结束了"),
    ("11-another-object.lz", "Package(Wrong(Unsigned))", "数据包不符合规定：末尾没有签名"),
    ("11-zeros.lz", "Package(BadSignature", "数据包的签名与内容不符"),
    ("11-not-canonical.lz", "Package(BadSignature", "数据包的签名与内容不符"),
    ("11-other-station.lz", "Package(OtherKey", "数据包写着来自 430122105001，签名用的却不是它登记的密钥"),
    ("11-other-station-under-our-key.lz", "Package(BadSignature", "数据包的签名与内容不符"),
    ("11-unknown.lz", "Package(Unknown", "数据包来自 430122105009，它不在往来单位里"),
    ("11-not-confirmed.lz", "Package(Unconfirmed", "数据包来自 430122105004，它的密钥还没有核对"),
    ("11-revoked.lz", "Package(Revoked", "数据包来自 430122105003，它的密钥已经停用"),
    ("11-small-order.lz", "Package(BadSignature", "数据包的签名与内容不符，不是 430122105005 做的原样"),
    ("12-from-ourselves.lz", "Package(FromSelf)", "这是本站自己做的数据包"),
    ("12-other-county.lz", "Package(OtherReceiver", "这个数据包是给 430123 的，本机是 430122"),
    ("12-not-its-owners-key.lz", "Package(OtherKey", "数据包写着来自 430122105002，签名用的却不是它登记的密钥"),
    ("12-chain-of-a-neighbour.lz", "NotTheirs", "430122105001 发来的数据包里有 430122105002 的记录"),
    ("13-down-from-below.lz", "Package(WrongSort", "430122105001 不会给本站发下发包"),
    ("13-up-as-receipt.lz", "Package(Wrong(Receipt))", "数据包不符合规定：回执里多了记录或少了内容"),
    ("13-receipt-as-up.lz", "Package(Wrong(OwnFirst))", "数据包不符合规定：里面没有发送方自己的记录"),
    ("16-first-zero.lz", "Package(Wrong(Range))", "数据包不符合规定：说明里的起止序号与条数不符"),
    ("16-last-greatest.lz", "Package(Wrong(Range))", "数据包不符合规定：说明里的起止序号与条数不符"),
    ("16-last-beyond-all.lz", "Package(Wrong(Header))", "数据包不符合规定：开头的说明无法识别"),
    ("16-descending.lz", "Package(Wrong(Range))", "数据包不符合规定：说明里的起止序号与条数不符"),
    ("16-other-count.lz", "Package(Wrong(Range))", "数据包不符合规定：说明里的起止序号与条数不符"),
    (
        "16-lines-descending.lz",
        "Package(Line { org: Org(430122105001), seq: 1, flaw: Seq",
        "数据包里 430122105001 的第 1 行",
    ),
    ("16-line-repeated.lz", "Package(Line { org: Org(430122105001), seq: 3, flaw: Seq", LINE_3),
    ("17-hash.lz", "Package(Line { org: Org(430122105001), seq: 3, flaw: Hash", LINE_3),
    ("17-hash-before.lz", "Package(Line { org: Org(430122105001), seq: 3, flaw: Prev", LINE_3),
    ("17-ends-elsewhere.lz", "Package(Wrong(EndsElsewhere))", "数据包不符合规定：最后一条记录与说明不符"),
    ("17-other-installation.lz", "Package(Wrong(OtherChain))", "数据包不符合规定：链首信息与说明不符"),
    ("19-newer.lz", "Package(Newer", "数据包是新版程序做的"),
    ("21-made-on-no-day.lz", "Package(Wrong(Header))", "数据包不符合规定：开头的说明无法识别"),
];
const LINE_3: &str = "数据包里 430122105001 的第 3 行记录不对：";

/// The most that reading all of them may take, of which one alone would be 64 MiB, in KiB.
const MOST_KIB: u64 = 32 * 1024;

fn hostile(name: &str) -> PathBuf {
    fixtures("hostile").join(name)
}

/// The county's desk, in a directory of its own.
struct County {
    dir: TempDir,
    desk: Desk,
    keys: OwnKeys,
}

impl County {
    fn new() -> County {
        let dir = tempfile::tempdir().unwrap();
        copy_all(&fixtures("packages/county"), dir.path());
        let desk = Desk::open(Arc::new(RealDisk), dir.path(), &mut |_, _| ControlFlow::Continue(())).unwrap();
        assert!(desk.read_only().is_none() && desk.org() == COUNTY);
        let keys = OwnKeys::of_desk(&RealDisk, dir.path()).unwrap();
        County { dir, desk, keys }
    }

    /// One that has taken these in before.
    fn with(files: &[&str]) -> County {
        let mut county = County::new();
        for file in files {
            let trial = county.trial(&hostile(file)).unwrap();
            county.take(&trial).unwrap();
        }
        county
    }

    fn trial(&self, path: &Path) -> Result<Trial, ExchangeError> {
        let reader = self.desk.reader();
        let site = Site { disk: self.desk.disk(), root: self.dir.path(), reader: &reader, keys: &self.keys };
        try_out(site, path, &mut |_, _| ControlFlow::Continue(()))
    }

    fn take(&mut self, trial: &Trial) -> Result<Taken, ExchangeError> {
        self.take_agreeing(trial, false)
    }

    fn take_agreeing(&mut self, trial: &Trial, agreed: bool) -> Result<Taken, ExchangeError> {
        let going = &mut |_: u64, _: u64| ControlFlow::Continue(());
        take_in(&mut self.desk, &self.keys, trial, agreed, &stamp(), going)
    }

    /// Tries a file and, where that goes, takes it in.
    fn unpack(&mut self, path: &Path) -> Result<Taken, ExchangeError> {
        let trial = self.trial(path)?;
        self.take(&trial)
    }

    fn received(&self, org: Org) -> Received {
        let entry = self.desk.reader().entry(Kind::Received, org.0).unwrap();
        entry.as_ref().and_then(received_of).cloned().unwrap_or_default()
    }

    /// Every file of the data directory but the store, which is made from them; and what the store counts.
    fn content(&self) -> (BTreeMap<PathBuf, Vec<u8>>, Vec<u64>) {
        let mut files = BTreeMap::new();
        read_all(self.dir.path(), &mut files);
        let reader = self.desk.reader();
        assert_eq!(reader.check(&mut |_, _| ControlFlow::Continue(())).unwrap(), Outcome::Sound);
        (files, Kind::ALL.iter().map(|kind| reader.total(*kind)).collect())
    }

    /// What is here of a desk below: the copy of its chain, how far it is taken in, how many visits all desks have.
    fn holds(&self, org: Org) -> (Vec<u8>, u64, u64) {
        let copy = fs::read(liaison::store::copies::path_of(self.dir.path(), org)).unwrap_or_default();
        (copy, self.received(org).seq, self.desk.reader().total(Kind::Visit))
    }
}

fn read_all(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_store = path.file_name().unwrap().to_str().unwrap().starts_with("db-");
        if path.is_dir() && !is_store {
            read_all(&path, files);
        } else if !is_store {
            let bytes = fs::read(&path).unwrap();
            files.insert(path, bytes);
        }
    }
}

/// The most memory this process has had, in KiB, where the system tells.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

#[track_caller]
fn refuses(found: Result<Taken, ExchangeError>, (file, called, says): Refusal) {
    let error = found.expect_err(file);
    let (debug, said) = (format!("{error:?}"), error.to_string());
    assert!(debug.starts_with(called), "{file}: {debug}");
    assert!(said.starts_with(says), "{file}: {said}");
    // It says what to do, and ends.
    assert!(said.contains('请') && said.ends_with('。') || said.contains("不用"), "{file}: {said}");
}

#[test]
fn each_is_refused_with_its_message_and_changes_nothing() {
    let mut county = County::new();
    let (before, peak_before) = (county.content(), peak());
    for row in REFUSED {
        let path = hostile(row.0);
        assert!(fs::metadata(&path).unwrap().len() <= 70_000, "{}", row.0);
        refuses(county.unpack(&path), *row);
        assert!(county.content() == before, "{} changed something", row.0);
    }
    if let (Some(before), Some(after)) = (peak_before, peak()) {
        assert!(after - before < MOST_KIB, "reading them took {} KiB", after - before);
    }
}

/// No file lies there that no test names, and every case from 1 to 21 has one.
#[test]
fn every_file_is_tried() {
    let named: BTreeSet<&str> = [REFUSED, RECEIPTS].concat().into_iter().map(|(file, ..)| file).collect();
    let harmless = UNUSED.iter().map(|(file, ..)| *file);
    let pieces = PIECES.iter().flat_map(|piece| piece.before.iter().copied().chain([piece.file]));
    let others = ["04-05-small.lz", "15-restored.lz", "18-all-that-was-sent.lz", "18-older.lz"];
    let named: BTreeSet<&str> = named.into_iter().chain(harmless).chain(pieces).chain(others).collect();
    let names =
        fs::read_dir(fixtures("hostile")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let there: BTreeSet<String> = names.filter(|name| name.ends_with(".lz")).collect();
    assert_eq!(there.iter().map(String::as_str).collect::<BTreeSet<_>>(), named);
    for number in 1..=21 {
        let starts = |name: &&str| {
            name.starts_with(&format!("{number:02}-")) || name[2..].starts_with(&format!("-{number:02}-"))
        };
        assert!(named.iter().any(starts), "{number}");
    }
}

/// 4, 5.
#[test]
fn a_small_package_is_refused_however_it_is_cut_or_bent() {
    let mut county = County::new();
    let (before, small, stick) =
        (county.content(), fs::read(hostile("04-05-small.lz")).unwrap(), tempfile::tempdir().unwrap());
    assert!(small.len() < 2048, "{} bytes", small.len());
    let path = stick.path().join("LZ-430122105001-430122-up-0001.lz");
    let mut told = BTreeSet::new();
    let mut try_bytes = |county: &mut County, bytes: &[u8], when: &str| {
        fs::write(&path, bytes).unwrap();
        let refused = county.unpack(&path).expect_err(when);
        let said = refused.to_string();
        assert!(said.contains('请') && said.ends_with('。'), "{when}: {said}");
        told.insert(format!("{refused:?}"));
    };
    for at in 0..small.len() {
        try_bytes(&mut county, &small[..at], "cut");
        let mut bent = small.clone();
        bent[at] ^= 1 << (at % 8);
        try_bytes(&mut county, &bent, "bent");
    }
    assert!(county.content() == before);
    let kinds = ["Package(Altered)", "Package(Cut)", "Package(Empty)", "Package(NotForKey)", "Package(NotPackage)"];
    assert_eq!(told.iter().map(String::as_str).collect::<Vec<_>>(), kinds);
    // As it is, it is taken in.
    fs::write(&path, &small).unwrap();
    assert_eq!(county.unpack(&path).unwrap().lines, 2);
}

/// 13.
#[test]
fn a_name_that_says_something_else_is_refused() {
    let (mut county, stick) = (County::new(), tempfile::tempdir().unwrap());
    let before = county.content();
    for name in ["down-0001", "receipt-0001", "full-0001", "up-0002"] {
        let path = stick.path().join(format!("LZ-430122105001-430122-{name}.lz"));
        fs::copy(hostile("04-05-small.lz"), &path).unwrap();
        let row = ("04-05-small.lz", "Package(Named", "文件名是 LZ-430122105001-430122-");
        refuses(county.unpack(&path), row);
    }
    assert!(county.content() == before);
}

/// A package, those that were taken in before it, what is found about it, and what is noted of it for the clerk.
struct PieceCase {
    before: &'static [&'static str],
    file: &'static str,
    verdict: &'static str,
    noted: &'static str,
}

const fn piece(
    before: &'static [&'static str],
    file: &'static str,
    verdict: &'static str,
    noted: &'static str,
) -> PieceCase {
    PieceCase { before, file, verdict, noted }
}

const BOTH: &[&str] = &["14-first.lz", "14-second.lz"];
const PIECES: &[PieceCase] = &[
    piece(BOTH, "14-second.lz", "Known", ""),
    piece(BOTH, "14-first.lz", "Known", ""),
    piece(BOTH, "14-overlap.lz", "Known", ""),
    piece(&["14-first.lz"], "14-third.lz", "Gap { first: 4, last: 5 }", "缺第 4 至 5 行"),
    piece(BOTH, "14-fork.lz", "Fork", "与本机已收到的不同"),
    piece(BOTH, "14-fork-in-the-overlap.lz", "Fork", "与本机已收到的不同"),
    piece(BOTH, "15-restored.lz", "Installation { goes_on: false, from: 1 }", "换"),
];

/// 14, 15.
#[test]
fn pieces_out_of_order_change_nothing() {
    for PieceCase { before, file, verdict, noted } in PIECES {
        let mut county = County::with(before);
        let (held, whole) = (county.holds(STATION), county.content());
        assert!(held.1 > 0);
        let trial = county.trial(&hostile(file)).unwrap();
        let found = format!("{:?}", trial.chains[0].verdict);
        assert!(found.starts_with(verdict), "{file}: {found}");
        assert!(county.content() == whole, "{file}: trying changed something");
        county.take(&trial).unwrap();
        assert_eq!(county.holds(STATION), held, "{file}");
        let known = county.received(STATION);
        let said = [known.forked.clone(), known.held.iter().map(|held| held.reason.clone()).collect()].concat();
        assert!(if noted.is_empty() { said.is_empty() } else { said.contains(noted) }, "{file}: {said}");
        assert!(!noted.is_empty() || county.content() == whole, "{file} changed something");
    }
    // An equal overlap goes on where the copy ends.
    let mut county = County::with(&["14-first.lz"]);
    assert_eq!(county.unpack(&hostile("14-overlap.lz")).unwrap().lines, 2);
    // 15: the old installation still sends after somebody agreed to the new one.
    let trial = county.trial(&hostile("15-restored.lz")).unwrap();
    county.take_agreeing(&trial, true).unwrap();
    let held = county.holds(STATION);
    assert_eq!((held.1, held.2), (6, 4));
    for old in ["14-first.lz", "14-second.lz", "14-third.lz"] {
        county.unpack(&hostile(old)).unwrap();
        assert_eq!(county.holds(STATION), held, "{old}");
    }
    assert!(county.received(STATION).is_troubled());
}

/// 18.
const RECEIPTS: &[Refusal] = &[
    ("18-never-sent.lz", "AcknowledgesTooMuch", "数据包里的回执说已收到 430122 的记录（到第 "),
    ("18-never-written.lz", "AcknowledgesTooMuch", "数据包里的回执说已收到 430122 的记录（到第 "),
    ("18-other-hash.lz", "AcknowledgesTooMuch", "数据包里的回执说已收到 430122 的记录（到第 "),
    ("18-greatest.lz", "AcknowledgesTooMuch", "数据包里的回执说已收到 430122 的记录（到第 "),
    ("18-chain-of-a-neighbour.lz", "AcknowledgesTooMuch", "数据包里的回执说已收到 430122105002 的记录（到第 3 行"),
];

#[test]
fn no_receipt_acknowledges_more_than_was_sent() {
    let mut county = County::new();
    let before = county.content();
    for row in RECEIPTS {
        refuses(county.unpack(&hostile(row.0)), *row);
        assert!(county.content() == before, "{} changed something", row.0);
    }
    county.unpack(&hostile("18-all-that-was-sent.lz")).unwrap();
    assert!(county.content() != before, "what was sent is acknowledged");
    // An older one takes nothing back.
    let before = county.content();
    county.unpack(&hostile("18-older.lz")).unwrap();
    assert!(county.content() == before);
}

/// A package, the lines of it that are not used and why, and how many visits it brings.
type Unused = (&'static str, &'static [(u64, &'static str)], u64);

const UNUSED: &[Unused] = &[
    ("09-depth-in-a-record.lz", &[(3, "Unreadable")], 2),
    // The later one counts, as it does for every other reader of JSON.
    ("09-key-twice-in-a-record.lz", &[], 3),
    ("19-unknown-keys.lz", &[], 2),
    ("19-unknown-kind.lz", &[(3, "UnknownKind")], 2),
    ("20-records-of-others.lz", &[(3, "Foreign"), (4, "Foreign"), (5, "Foreign"), (6, "Foreign"), (7, "Foreign")], 2),
    ("21-days.lz", &[(3, "Unreadable"), (5, "Unreadable"), (7, "Unreadable"), (8, "Unreadable")], 4),
    ("21-clock-jumps.lz", &[], 7),
];

/// 9, 19, 20, 21.
#[test]
fn a_line_that_is_not_used_harms_no_other() {
    for (file, unused, visits) in UNUSED {
        let mut county = County::new();
        let trial = county.trial(&hostile(file)).unwrap();
        let told: Vec<(u64, String)> =
            trial.chains[0].unfit.iter().map(|(seq, why)| (*seq, format!("{why:?}"))).collect();
        let expected: Vec<(u64, String)> = unused.iter().map(|(seq, why)| (*seq, (*why).to_owned())).collect();
        assert_eq!(told, expected, "{file}");
        county.take(&trial).unwrap();
        let known = county.received(STATION);
        let listed: Vec<(u64, String)> = known.quarantined.into_iter().map(|line| (line.seq, line.reason)).collect();
        let told: Vec<(u64, String)> = trial.chains[0].unfit.iter().map(|(seq, why)| (*seq, why.to_string())).collect();
        assert_eq!(listed, told, "{file}");
        assert_eq!(known.seq, trial.header().chains[0].last, "{file}: the chain goes on to its end");
        let reader = county.desk.reader();
        assert_eq!((reader.total(Kind::Visit), reader.total(Kind::Issue)), (*visits, 0), "{file}");
        for org in [COUNTY, NEIGHBOUR] {
            assert!(reader.of(org).entry(Kind::Issue, 1).unwrap().is_none(), "{file}");
        }
        assert_eq!(reader.check(&mut |_, _| ControlFlow::Continue(())).unwrap(), Outcome::Sound, "{file}");
    }
}
