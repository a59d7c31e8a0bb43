//! The desk on the other side of a stick, on the disk of the bench, and desks that know each other.

use super::bench::Bench;
use crate::app::Layer;
use crate::app::command::Place;
use crate::app::exchange::Exchange;
use crate::model::party::Party;
use crate::model::visit::Visit;
use crate::model::{Date, Kind, Org, Record};
use crate::store::batch::{Batch, Stamp};
use crate::store::desk::{Desk, NewDesk};
use crate::store::disk::faulty::FaultyDisk;
use crate::store::disk::{Access, Disk};
use crate::store::journal::Mark;
use crate::sync::exchange::send::{Order, send};
use crate::sync::exchange::take::{Site, take_in, try_out};
use crate::sync::exchange::{parties, party_of};
use crate::sync::keys::OwnKeys;
use crate::sync::package::Sort;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub const STICK: &str = "/media/lihua/LZDATA";

pub const STATION: Org = Org(430_121_105_001);

pub const COUNTY: Org = Org(430_121);

pub const CITY: Org = Org(4301);

pub fn stamp() -> Stamp {
    Stamp { at: "2026-11-23T09:12:33+08:00".to_owned(), by: "王工".to_owned() }
}

/// The desk on the other side, on the bench's disk.
pub struct Other {
    pub disk: FaultyDisk,
    pub dir: tempfile::TempDir,
    pub desk: Desk,
    pub keys: OwnKeys,
}

impl Other {
    pub fn new(bench: &Bench, org: Org) -> Other {
        let (disk, dir) = (bench.disk(), tempfile::tempdir().unwrap());
        let name = match org {
            STATION => "茶亭镇代表联络站",
            CITY => "长沙市人大",
            _ => "长沙县人大",
        };
        let new = NewDesk { org, name: name.to_owned(), operator: "王工".to_owned() };
        let desk = Desk::init(Arc::new(disk.clone()), dir.path(), &new, &stamp()).unwrap();
        let keys = OwnKeys::of_desk(&disk, dir.path()).unwrap();
        Other { disk, dir, desk, keys }
    }

    /// Puts its key file onto the stick; gives the fingerprint.
    pub fn export(&self) -> String {
        parties::export(&self.desk, &self.keys, Path::new(STICK), &stamp()).unwrap().1
    }

    /// The same desk on another computer: a copy of its data.
    pub fn cloned(&self) -> Other {
        let dir = tempfile::tempdir().unwrap();
        for folder in ["", "journal", "keys"] {
            self.disk.create_dir_all(&dir.path().join(folder)).unwrap();
            for entry in self.disk.list(&self.dir.path().join(folder), 100).unwrap() {
                let name = entry.path.strip_prefix(self.dir.path()).unwrap();
                if entry.meta.kind == crate::store::disk::Kind::File && !name.starts_with("lock") {
                    let bytes = self.disk.read(&entry.path, 1 << 20).unwrap();
                    self.disk.write_atomic(&dir.path().join(name), &bytes, Access::Private).unwrap();
                }
            }
        }
        let disk = self.disk.clone();
        let desk = Desk::open(Arc::new(disk.clone()), dir.path(), &mut |_, _| ControlFlow::Continue(())).unwrap();
        let keys = OwnKeys::of_desk(&disk, dir.path()).unwrap();
        Other { disk, dir, desk, keys }
    }

    pub fn acquaint(&mut self, org: Org) {
        let file = Path::new(STICK).join(format!("LZ-{org}-key.txt"));
        let added = parties::add(&mut self.desk, &file, &stamp()).unwrap();
        let told = parties::fingerprint(party_of(&added).unwrap()).unwrap();
        parties::confirm(&mut self.desk, org, &told, &stamp()).unwrap();
    }

    pub fn visits(&mut self, count: usize) {
        let mut batch = self.desk.batch(stamp());
        for _ in 0..count {
            batch.add(Record::Visit(Visit { date: Date::from_ymd(2026, 11, 20), ..Visit::default() }));
        }
        self.desk.commit(batch).unwrap();
    }

    /// A group of changes.
    pub fn batch(&self) -> Batch {
        self.desk.batch(stamp())
    }

    /// Keeps records, all in one save.
    pub fn commit(&mut self, records: Vec<Record>) {
        let mut batch = self.batch();
        records.into_iter().for_each(|record| {
            batch.add(record);
        });
        self.desk.commit(batch).unwrap();
    }

    /// Takes in every package from a desk that is on the stick and fits.
    pub fn take_all(&mut self, from: Org) {
        let own = self.desk.org();
        let mut names: Vec<String> = names_in(&self.disk);
        names.retain(|name| name.starts_with(&format!("LZ-{from}-{own}-")));
        names.sort_by_key(|name| name.rsplit('-').next().map(str::to_owned));
        for name in names {
            self.take(&name);
        }
    }

    /// Takes a file off the stick.
    pub fn remove(&self, file: &Path) {
        self.disk.remove(file).unwrap();
    }

    pub fn send(&mut self, sort: Sort, to: Org) -> PathBuf {
        let order = Order { sort, to, folder: Path::new(STICK) };
        let sent = send(&mut self.desk, &self.keys, &order, &stamp(), &mut |_| ControlFlow::Continue(()));
        sent.unwrap().remove(0).path
    }

    /// Believes that what it sent last was acknowledged, so that what it sends next begins behind it.
    pub fn acknowledged_by(&mut self, org: Org) {
        let before = self.desk.reader().entry(Kind::Party, org.0).unwrap().unwrap();
        // The last line is the one that says it is written, which did not go with it.
        let journal = self.desk.journal();
        let lines: Vec<_> = journal.lines_after(Mark::START).unwrap().map(Result::unwrap).collect();
        let line = &lines[lines.len() - 2];
        let party = Party {
            acked_seq: line.envelope.seq,
            acked_hash: line.envelope.hash.to_string(),
            acked_end: line.end,
            ..party_of(&before).unwrap().clone()
        };
        let mut batch = self.desk.batch(stamp());
        batch.change("receipt", &before, Record::Party(Box::new(party)));
        self.desk.commit(batch).unwrap();
    }

    /// Takes in what the stick has for it; gives the lines.
    pub fn take(&mut self, file: &str) -> u64 {
        let reader = self.desk.reader();
        let disk: Arc<dyn Disk> = Arc::new(self.disk.clone());
        let site = Site { disk: &disk, root: self.dir.path(), reader: &reader, keys: &self.keys };
        let going = &mut |_, _| ControlFlow::Continue(());
        let trial = try_out(site, &Path::new(STICK).join(file), going).unwrap();
        take_in(&mut self.desk, &self.keys, &trial, false, &stamp(), going).unwrap().lines
    }

    pub fn party(&self, org: Org) -> Party {
        party_of(&self.desk.reader().entry(Kind::Party, org.0).unwrap().unwrap()).unwrap().clone()
    }
}

/// The names on the stick.
pub fn on_stick(bench: &Bench) -> Vec<String> {
    names_in(&bench.disk())
}

pub fn names_in(disk: &FaultyDisk) -> Vec<String> {
    let entries = disk.list(Path::new(STICK), 100).unwrap();
    let name = |path: PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    let mut names: Vec<String> = entries.into_iter().map(|entry| name(entry.path)).collect();
    names.sort();
    names
}

pub fn press(bench: &mut Bench, script: &str) {
    bench.keys(script);
    bench.finish_exchange();
}

pub fn exchange(bench: &Bench) -> &Exchange {
    match bench.app.layers.last() {
        Some(Layer::Exchange(exchange)) => exchange,
        _ => panic!("no exchange:\n{}", bench.text()),
    }
}

/// A station that has added its county at the keyboard, by the file on the stick, and confirmed it; and the county.
pub fn acquainted(columns: u16, rows: u16) -> (Bench, Other) {
    let mut bench = Bench::sample(columns, rows);
    bench.put_sticks(&[STICK]);
    let mut county = Other::new(&bench, COUNTY);
    trust(&mut bench, &county);
    press(&mut bench, "<F6>2");
    assert!(bench.message().contains("可以拔出"), "{}", bench.message());
    county.acquaint(STATION);
    press(&mut bench, "1");
    (bench, county)
}

/// A county's desk at the keyboard that knows a station, and the station.
pub fn county_and_station() -> (Bench, Other) {
    let mut bench = Bench::of(COUNTY, 80, 24);
    bench.put_sticks(&[STICK]);
    let mut station = Other::new(&bench, STATION);
    trust(&mut bench, &station);
    press(&mut bench, "<F6>2");
    station.acquaint(COUNTY);
    (bench, station)
}

/// The city above a county's desk at the keyboard, which has added and confirmed it.
pub fn city_above(bench: &mut Bench) -> Other {
    let mut city = Other::new(bench, CITY);
    // The key files of before are no longer offered.
    for name in on_stick(bench).iter().filter(|name| name.ends_with("-key.txt")) {
        city.remove(&Path::new(STICK).join(name));
    }
    trust(bench, &city);
    press(bench, "<F6>2");
    city.acquaint(COUNTY);
    city
}

/// Adds and confirms the other desk at the keyboard.
pub fn trust(bench: &mut Bench, other: &Other) {
    let told = other.export();
    press(bench, "1");
    press(bench, "9");
    press(bench, "<F6>1");
    press(bench, "1");
    assert_eq!(bench.app.kind(), Some(Kind::Party), "{}", bench.text());
    // What we hold of the other's key stands nowhere where it could be typed from.
    assert!(bench.message().contains("已添加") && !bench.message().contains(&told), "{}", bench.message());
    // Who is above stands before those below.
    press(bench, "<Home>");
    press(bench, "<F6>3");
    press(bench, "12345 12345<Enter>");
    assert!(bench.message().contains("六组"), "{}", bench.message());
    press(bench, "<Esc>");
    press(bench, "<F6>3");
    press(bench, "12345 12345 12345 12345 12345 12345<Enter>");
    assert_eq!(bench.app.place(), Place::Prompt);
    assert!(bench.message().contains("指纹不一致") && !bench.text().contains(&told), "{}", bench.text());
    press(bench, "<Esc>");
    press(bench, "<F6>3");
    press(bench, &format!("{}<Enter>", told.replace(' ', "，")));
    assert!(bench.message().contains("已核对"), "{}", bench.message());
}

/// A county's desk with a package of its station on the stick.
pub fn with_a_package() -> Bench {
    let (bench, mut station) = county_and_station();
    station.visits(3);
    station.send(Sort::Up, COUNTY);
    bench
}
