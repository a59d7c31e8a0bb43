//! Packages at the keyboard: a station and a county with a stick between them, on one disk.

mod keys;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::bench::Bench;
use crate::app::Layer;
use crate::app::command::Place;
use crate::app::exchange::{Exchange, Stage};
use crate::app::tab::Tab;
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

pub const STICK: &str = "/media/lihua/LZDATA";
pub const STATION: Org = Org(430_121_105_001);
pub const COUNTY: Org = Org(430_121);
pub const CITY: Org = Org(4301);

fn stamp() -> Stamp {
    Stamp { at: "2026-11-23T09:12:33+08:00".to_owned(), by: "王工".to_owned() }
}

/// The desk on the other side, on the bench's disk.
pub struct Other {
    disk: FaultyDisk,
    dir: tempfile::TempDir,
    pub desk: Desk,
    keys: OwnKeys,
}

impl Other {
    fn new(bench: &Bench, org: Org) -> Other {
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
    fn export(&self) -> String {
        parties::export(&self.desk, &self.keys, Path::new(STICK), &stamp()).unwrap().1
    }

    /// The same desk on another computer: a copy of its data.
    fn cloned(&self) -> Other {
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

    fn acquaint(&mut self, org: Org) {
        let file = Path::new(STICK).join(format!("LZ-{org}-key.txt"));
        let added = parties::add(&mut self.desk, &file, &stamp()).unwrap();
        let told = parties::fingerprint(party_of(&added).unwrap()).unwrap();
        parties::confirm(&mut self.desk, org, &told, &stamp()).unwrap();
    }

    fn visits(&mut self, count: usize) {
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
    fn acknowledged_by(&mut self, org: Org) {
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

    fn party(&self, org: Org) -> Party {
        party_of(&self.desk.reader().entry(Kind::Party, org.0).unwrap().unwrap()).unwrap().clone()
    }
}

/// The names on the stick.
fn on_stick(bench: &Bench) -> Vec<String> {
    names_in(&bench.disk())
}

fn names_in(disk: &FaultyDisk) -> Vec<String> {
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

fn exchange(bench: &Bench) -> &Exchange {
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

#[test]
fn a_receipt_and_what_comes_down_are_taken_in_and_answered() {
    let (mut bench, mut county) = acquainted(80, 24);
    for keys in ["9", "<F2>", "<Enter>", "<Enter>"] {
        press(&mut bench, keys);
    }
    county.take(&format!("LZ-{STATION}-{COUNTY}-up-0001.lz"));
    county.send(Sort::Down, STATION);
    press(&mut bench, "<F2>");
    bench.shows(&["下发 1号", "回执：对方已收到", "给本机的数据包 1 个", "按回车开始", "先读入它的回执"]);
    press(&mut bench, "<Enter>");
    bench.shows(&["可以拔出", "读入：", "写出并核对："]);
    press(&mut bench, "<Enter>");
    // Everything is acknowledged: what is left is the receipt for what came down.
    bench.shows(&["未上报 0 条", "已回执：至第"]);
    let receipt = format!("LZ-{STATION}-{COUNTY}-receipt-0002.lz");
    assert!(on_stick(&bench).contains(&receipt), "{:?}", on_stick(&bench));
    county.take(&receipt);
    assert!(county.party(STATION).acked_seq > 0);
    // The same stick again: nothing is new, and what is known comes to no harm.
    press(&mut bench, "<F2>");
    let Stage::Tried(plan) = &exchange(&bench).stage else { panic!("{}", bench.text()) };
    assert_eq!((plan.counts().added, plan.counts().changed), (0, 0));
}

#[test]
fn a_package_that_was_read_before_gets_its_receipt_again() {
    let (mut bench, mut station) = county_and_station();
    station.visits(3);
    station.send(Sort::Up, COUNTY);
    for _ in 0..2 {
        press(&mut bench, "9");
        press(&mut bench, "<F2>");
        press(&mut bench, "<Enter>");
        bench.shows(&["可以拔出", "写出并核对："]);
        press(&mut bench, "<Enter>");
        // What went back is lost.
        for name in on_stick(&bench).into_iter().filter(|name| !name.contains("-up-")) {
            bench.disk().remove(&std::path::Path::new(STICK).join(name)).unwrap();
        }
    }
    press(&mut bench, "<F2>");
    bench.shows(&["以前收过的包", "将写出："]);
    bench.lacks("没有要读入的，也没有要写出的");
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
fn trust(bench: &mut Bench, other: &Other) {
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

/// A county with the second package of a station on the stick; the first, which it never got, and its file.
fn county_before_a_gap() -> (Bench, Other, (PathBuf, Vec<u8>)) {
    let (bench, mut station) = county_and_station();
    station.visits(1);
    let first = station.send(Sort::Up, COUNTY);
    let kept = station.disk.read(&first, 1 << 20).unwrap();
    station.disk.remove(&first).unwrap();
    station.acknowledged_by(COUNTY);
    station.visits(1);
    station.send(Sort::Up, COUNTY);
    (bench, station, (first, kept))
}

/// A county where a package waits for the one before it.
pub fn county_with_gap() -> Bench {
    let (mut bench, ..) = county_before_a_gap();
    for key in ["1", "9", "<F2>", "<Enter>", "<Enter>"] {
        press(&mut bench, key);
    }
    bench
}

#[test]
fn a_gap_is_told_and_closes_by_itself() {
    let (mut bench, station, (first, kept)) = county_before_a_gap();
    press(&mut bench, "1");
    press(&mut bench, "9");
    press(&mut bench, "<F2>");
    bench.shows(&["缺口：", "缺第 1 至"]);
    press(&mut bench, "<Enter>");
    bench.shows(&["先存着", "可以拔出"]);
    press(&mut bench, "<Enter>");
    bench.shows(&["1  1  0"]);
    station.disk.write_atomic(&first, &kept, Access::Shared).unwrap();
    press(&mut bench, "<F2>");
    press(&mut bench, "<Enter>");
    press(&mut bench, "<Enter>");
    bench.shows(&["0  0  0"]);
}

#[test]
fn a_cloned_station_is_told_with_what_to_do() {
    let (mut bench, mut station) = county_and_station();
    let mut clone = station.cloned();
    station.visits(1);
    let first = station.send(Sort::Up, COUNTY);
    press(&mut bench, "<F2>");
    press(&mut bench, "<Enter>");
    press(&mut bench, "<Enter>");
    station.disk.remove(&first).unwrap();
    clone.visits(2);
    clone.send(Sort::Up, COUNTY);
    press(&mut bench, "<F2>");
    bench.shows(&["冲突：", "打电话问清"]);
    press(&mut bench, "<Enter>");
    bench.shows(&["有冲突"]);
    press(&mut bench, "<Enter>");
    bench.shows(&["0  0  1", "冲突 1"]);
    bench.keys("4");
    assert_eq!(bench.app.book().total, Some(1), "what the clone sent stays out");
}

/// A county at whose desk a package of a cloned station was refused, on the list of parties.
pub fn county_with_a_fork() -> (Bench, Other) {
    let (mut bench, mut station) = county_and_station();
    station.visits(1);
    let mut clone = station.cloned();
    station.visits(1);
    let first = station.send(Sort::Up, COUNTY);
    press(&mut bench, "<F2>");
    press(&mut bench, "<Enter>");
    press(&mut bench, "<Enter>");
    station.disk.remove(&first).unwrap();
    clone.visits(4);
    let second = clone.send(Sort::Up, COUNTY);
    for key in ["<F2>", "<Enter>", "<Enter>"] {
        press(&mut bench, key);
    }
    station.disk.remove(&second).unwrap();
    (bench, clone)
}

#[test]
fn a_conflict_is_decided_in_the_row_of_the_desk() {
    let (mut bench, _clone) = county_with_a_fork();
    bench.shows(&["F4 决定冲突", "冲突 1"]);
    press(&mut bench, "<F4>");
    bench.shows(&["采用对方新发来的", "保留本机已收到的", "记录冲突"]);
    press(&mut bench, "1");
    bench.shows(&["采用新发来的，原因", "原来的文件另存"]);
    // Enter alone, which ends a paste as well, decides nothing; nor does Esc.
    press(&mut bench, "<Esc>");
    bench.shows(&["冲突 1"]);
    press(&mut bench, "<F4>1问过，新电脑为准<C-s>");
    assert!(bench.message().contains("已采用对方新发来的"), "{}", bench.message());
    bench.lacks("冲突 1");
    press(&mut bench, "<F4>");
    assert!(bench.message().contains("没有冲突"), "{}", bench.message());
    bench.keys("4");
    assert_eq!(bench.app.book().total, Some(5));
    // The desk came back.
    bench.keys("9<Tab>");
    bench.shows(&["430121105001"]);
}

#[test]
fn what_is_here_may_stay_as_well() {
    let (mut bench, _clone) = county_with_a_fork();
    press(&mut bench, "<F4>2旧电脑为准<C-s>");
    assert!(bench.message().contains("以本机已收到的为准"), "{}", bench.message());
    bench.lacks("冲突 1");
    bench.keys("4");
    assert_eq!(bench.app.book().total, Some(2));
}

#[test]
fn a_new_desk_gets_its_records_back() {
    let mut bench = Bench::of(STATION, 80, 24);
    bench.put_sticks(&[STICK]);
    let (mut county, mut former) = (Other::new(&bench, COUNTY), Other::new(&bench, STATION));
    former.export();
    county.export();
    county.acquaint(STATION);
    former.acquaint(COUNTY);
    former.visits(2);
    let up = former.send(Sort::Up, COUNTY);
    county.take(&up.file_name().unwrap().to_string_lossy());
    former.disk.remove(&up).unwrap();
    drop(former);
    trust(&mut bench, &county);
    press(&mut bench, "<F6>2");
    county.acquaint(STATION);
    county.send(Sort::Full, STATION);
    press(&mut bench, "<F2>");
    bench.shows(&["重建本站：", "全量 1号"]);
    press(&mut bench, "<Enter>");
    bench.shows(&["已重建本站：", "可以拔出"]);
    press(&mut bench, "<Enter>");
    bench.keys("4");
    assert_eq!(bench.app.book().total, Some(2));
    bench.add_issue("接着登记");
}

/// A county with a package of a station that began anew, on the stick.
fn county_before_another_installation() -> (Bench, Other) {
    let (mut bench, mut station) = county_and_station();
    station.visits(1);
    let first = station.send(Sort::Up, COUNTY);
    press(&mut bench, "<F2>");
    press(&mut bench, "<Enter>");
    press(&mut bench, "<Enter>");
    station.disk.remove(&first).unwrap();
    // The station's computer is gone; it begins anew, with keys of its own.
    let mut anew = Other::new(&bench, STATION);
    trust(&mut bench, &anew);
    anew.acquaint(COUNTY);
    anew.visits(2);
    anew.send(Sort::Up, COUNTY);
    (bench, anew)
}

/// A county where the package of a station that began anew waits.
pub fn county_with_another_installation() -> Bench {
    let (mut bench, _) = county_before_another_installation();
    for key in ["<F2>", "<Enter>", "<Enter>"] {
        press(&mut bench, key);
    }
    bench
}

#[test]
fn another_installation_waits_until_somebody_agrees() {
    let (mut bench, _) = county_before_another_installation();
    press(&mut bench, "<F2>");
    bench.shows(&["换机：", "F4 同意换机"]);
    press(&mut bench, "<Enter>");
    bench.shows(&["先存着"]);
    press(&mut bench, "<Enter>");
    press(&mut bench, "<F2>");
    bench.keys("<F4>");
    assert!(bench.message().contains("已同意"), "{}", bench.message());
    // What was asked is answered.
    bench.shows(&["（已同意）"]);
    bench.lacks("属实就按 F4 同意");
    press(&mut bench, "<Enter>");
    bench.lacks("先存着");
    bench.shows(&["读入：", "可以拔出"]);
}

#[test]
fn while_it_goes_on_nothing_else_is_saved() {
    let (mut bench, _) = acquainted(80, 24);
    press(&mut bench, "9");
    press(&mut bench, "<F2>");
    let disk = bench.disk();
    let held = disk.hold();
    bench.keys("<Enter><A-4><Delete>重复<C-s>");
    assert!(bench.message().contains("交换数据包"), "{}", bench.message());
    drop(held);
    bench.finish_exchange();
    assert!(bench.message().contains("可以拔出"), "{}", bench.message());
    bench.keys("<Delete>重复<C-s>");
    assert!(bench.message().contains("已作废"), "{}", bench.message());
}

#[test]
fn stopping_leaves_nothing_half_and_says_so() {
    let (mut bench, _) = acquainted(80, 24);
    press(&mut bench, "9");
    press(&mut bench, "<F2>");
    let before = on_stick(&bench);
    let disk = bench.disk();
    let held = disk.hold();
    bench.keys("<Enter><Esc>");
    assert!(bench.message().contains("正在停下"), "{}", bench.message());
    drop(held);
    bench.finish_exchange();
    assert_eq!(on_stick(&bench), before);
    bench.shows(&["没有全部写好", "已停下"]);
    bench.lacks("可以拔出");
    press(&mut bench, "<Enter>");
    press(&mut bench, "<F2>");
    press(&mut bench, "<Enter>");
    bench.shows(&["可以拔出"]);
}

#[test]
fn without_a_stick_the_folder_is_asked_for_and_of_several_one_is_chosen() {
    let (mut bench, _) = acquainted(80, 24);
    bench.put_sticks(&[]);
    press(&mut bench, "9");
    press(&mut bench, "<F2>");
    assert_eq!(bench.app.place(), Place::Prompt);
    press(&mut bench, "/nowhere<Enter>");
    assert!(bench.message().contains("打不开"), "{}", bench.message());
    // What was typed stands there to be set right.
    assert_eq!((bench.app.place(), bench.app.tab), (Place::Prompt, Tab::Sync));
    bench.shows(&["/nowhere"]);
    bench.keys("<Esc>");
    assert_eq!((bench.app.place(), bench.app.tab), (Place::Sync, Tab::Sync));
    press(&mut bench, "<F2>");
    press(&mut bench, &format!("“{STICK}”<Enter>"));
    assert!(matches!(exchange(&bench).stage, Stage::Tried(_)), "{}", bench.text());
    press(&mut bench, "<Esc>");
    // The folder that was typed is proposed.
    press(&mut bench, "<F2>");
    press(&mut bench, "<Enter>");
    assert!(matches!(exchange(&bench).stage, Stage::Tried(_)), "{}", bench.text());
    press(&mut bench, "<Esc>");
    bench.put_sticks(&["/media/lihua/A", STICK]);
    press(&mut bench, "<F2>");
    bench.shows(&["用哪个U盘", "/media/lihua/A", "别的文件夹"]);
    press(&mut bench, "2");
    press(&mut bench, "<Enter>");
    bench.shows(&["可以拔出"]);
    assert!(on_stick(&bench).iter().any(|name| name.contains("-up-")));
}

#[test]
fn what_fails_to_be_written_is_told_and_nothing_says_that_it_can_be_pulled_out() {
    let (mut bench, _) = acquainted(80, 24);
    press(&mut bench, "9");
    press(&mut bench, "<F2>");
    let before = on_stick(&bench);
    bench.leave_room(1);
    press(&mut bench, "<Enter>");
    bench.lacks("可以拔出");
    bench.shows(&["没有全部写好", "没有写成"]);
    bench.leave_room(4 << 30);
    assert_eq!(on_stick(&bench), before);
    press(&mut bench, "<Enter><Tab><Tab><Tab>");
    bench.shows(&["未写出"]);
    // Once more, and it is out.
    press(&mut bench, "<F2>");
    press(&mut bench, "<Enter>");
    bench.shows(&["可以拔出"]);
}

#[test]
fn a_damaged_package_is_refused_and_the_rest_comes_in() {
    let (mut bench, mut county) = acquainted(80, 24);
    for keys in ["9", "<F2>", "<Enter>", "<Enter>"] {
        press(&mut bench, keys);
    }
    county.take(&format!("LZ-{STATION}-{COUNTY}-up-0001.lz"));
    let first = county.send(Sort::Down, STATION);
    county.send(Sort::Down, STATION);
    let mut bytes = county.disk.read(&first, 1 << 20).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    county.disk.write_atomic(&first, &bytes, Access::Shared).unwrap();
    press(&mut bench, "<F2>");
    bench.shows(&["不能读入 1 个", "下发 2号"]);
    press(&mut bench, "<Enter>");
    bench.shows(&["可以拔出"]);
    press(&mut bench, "<Enter>");
    press(&mut bench, "<Tab>");
    bench.shows(&["收到的记录", "430121"]);
}

#[test]
fn trust_is_ended_for_a_reason() {
    let (mut bench, _) = acquainted(80, 24);
    press(&mut bench, "9<Tab>");
    press(&mut bench, "<F6>");
    bench.shows(&["本机指纹", "停用“长沙县人大”的密钥", "写一个全量包给“长沙县人大”"]);
    press(&mut bench, "4<Enter>");
    assert_eq!(bench.app.place(), Place::Prompt, "Enter alone ends no trust");
    press(&mut bench, "换了电脑<C-s>");
    assert!(bench.message().contains("已停用"), "{}", bench.message());
    bench.shows(&["（已停用）"]);
    // A comparison alone brings no trust back.
    press(&mut bench, "<F6>");
    bench.lacks("核对“长沙县人大”");
    press(&mut bench, "<Esc>");
    // Nothing goes to whom nobody trusts.
    press(&mut bench, "<F2>");
    bench.shows(&["将写出：没有", "密钥已停用，未上报"]);
}

#[test]
fn whoever_leaves_the_page_hears_of_the_end() {
    let (mut bench, _) = acquainted(80, 24);
    press(&mut bench, "9");
    press(&mut bench, "<F2>");
    bench.keys("<Enter><A-1>");
    assert_eq!(bench.app.tab, Tab::Today);
    bench.keys("9<F2>");
    bench.finish_exchange();
    assert!(on_stick(&bench).iter().any(|name| name.contains("-up-")));
    assert_eq!(bench.app.place(), Place::Sync);
}
