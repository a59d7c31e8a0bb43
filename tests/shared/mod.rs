//! What the tests of faults and damage share: a desk at work, and what must be found afterwards.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use liaison::model::deputy::Deputy;
use liaison::model::issue::Issue;
use liaison::model::reception::ReceptionDay;
use liaison::model::visit::Visit;
use liaison::model::{Date, Entry, Kind, Org, Record};
use liaison::store::backup::{self, Source};
use liaison::store::batch::Stamp;
use liaison::store::desk::{Desk, NewDesk, OpenError};
use liaison::store::disk::Disk;
use liaison::store::drafts::{self, Draft};
use liaison::store::verify::{self, Report, Store};

pub const ORG: Org = Org(430_122_105_001);

/// What a clerk was told is saved: by kind and number, as it then stood.
pub type Acknowledged = BTreeMap<(Kind, u64), Entry>;

pub fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

pub fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-23T18:00:05+08:00").unwrap()
}

pub fn stamp() -> Stamp {
    Stamp { at: "2026-11-23T09:12:33+08:00".to_owned(), by: "李慧".to_owned() }
}

pub fn journal(root: &Path) -> PathBuf {
    root.join("journal").join(format!("{ORG}.jsonl"))
}

pub fn init(disk: &Arc<dyn Disk>, root: &Path) -> Result<Desk, OpenError> {
    let new = NewDesk { org: ORG, name: "茶亭镇代表联络站".to_owned(), operator: "李慧".to_owned() };
    Desk::init(Arc::clone(disk), root, &new, &stamp())
}

pub fn open(disk: &Arc<dyn Disk>, root: &Path) -> Result<Desk, OpenError> {
    Desk::open(Arc::clone(disk), root, &mut go_on)
}

pub fn issue(title: &str) -> Record {
    let reported_on = Date::from_ymd(2026, 11, 20);
    let content = "村口路灯坏了半个月，晚上看不见路，老人孩子出门不方便。".to_owned();
    let channel = "letter".to_owned();
    Record::Issue(Box::new(Issue { reported_on, channel, title: title.to_owned(), content, ..Issue::default() }))
}

pub fn record(number: usize) -> Record {
    match number % 4 {
        0 => Record::Deputy(Deputy { name: format!("代表{number}"), ..Deputy::default() }),
        1 => {
            let date = Date::from_ymd(2026, 11, 20);
            Record::Reception(ReceptionDay { date, summary: format!("第{number}次"), ..ReceptionDay::default() })
        }
        2 => issue(&format!("第{number}件：村口路灯不亮")),
        _ => {
            let date = Date::from_ymd(2026, 11, 21);
            Record::Visit(Visit { date, topic: format!("第{number}次走访"), ..Visit::default() })
        }
    }
}

/// The steps of a clerk's day. What failed is told; what was acknowledged is noted.
pub struct Day<'a> {
    pub disk: &'a Arc<dyn Disk>,
    pub root: &'a Path,
    pub saved: Acknowledged,
    /// What the clerk was told when something failed.
    pub messages: Vec<String>,
}

impl<'a> Day<'a> {
    pub fn new(disk: &'a Arc<dyn Disk>, root: &'a Path) -> Self {
        Self { disk, root, saved: Acknowledged::new(), messages: Vec::new() }
    }

    fn note<T, E: std::error::Error>(&mut self, outcome: Result<T, E>) -> Option<T> {
        outcome.map_err(|error| self.messages.push(error.to_string())).ok()
    }

    fn acknowledge(&mut self, entries: Vec<Entry>) {
        self.saved.extend(entries.into_iter().map(|entry| ((entry.kind(), entry.id), entry)));
    }

    /// Sets the desk up, saves twelve times, edits, undoes, leaves a draft and makes the daily backup. A failure is no
    /// reason to stop, as it is none for a clerk.
    pub fn work(&mut self) {
        let Some(mut desk) = self.note(init(self.disk, self.root)) else { return };
        for number in 0..12 {
            let mut batch = desk.batch(stamp());
            batch.add(record(number));
            if number % 5 == 2 {
                batch.add(issue(&format!("第{number}件：同一次接待的另一件")));
            }
            if let Some(entries) = self.note(desk.commit(batch)) {
                self.acknowledge(entries);
            }
        }
        self.edit(&mut desk);
        if let Some(undone) = self.note(desk.undo(stamp())) {
            self.acknowledge(undone.entries);
        }
        let draft = Draft { name: "issue-1".to_owned(), kind: "issue".to_owned(), ..Draft::default() };
        self.note(drafts::save(self.disk.as_ref(), self.root, &draft));
        let source = Source { disk: self.disk.as_ref(), root: self.root, org: ORG, saved: Some(desk.journal().end()) };
        self.note(backup::daily(&source, now(), &mut go_on));
        self.note(drafts::remove(self.disk.as_ref(), self.root, "issue-1"));
        desk.idle();
    }

    fn edit(&mut self, desk: &mut Desk) {
        let Some((_, before)) = self.saved.iter().find(|((kind, _), _)| *kind == Kind::Deputy) else { return };
        let mut batch = desk.batch(stamp());
        batch.change("edit", before, Record::Deputy(Deputy { name: "改过的姓名".to_owned(), ..Deputy::default() }));
        if let Some(entries) = self.note(desk.commit(batch)) {
            self.acknowledge(entries);
        }
    }
}

/// Every acknowledged record stands as it was told, or as a later save that was not acknowledged has left it.
pub fn assert_all_there(desk: &Desk, saved: &Acknowledged, what: &str) {
    for ((kind, id), entry) in saved {
        let found = desk.reader().entry(*kind, *id).unwrap_or_else(|error| panic!("{what}: {error}"));
        let found = found.unwrap_or_else(|| panic!("{what}: {kind:?} {id} is gone"));
        assert!(found == *entry || found.rev > entry.rev, "{what}: {found:?} instead of {entry:?}");
    }
}

/// The check of everything stored, of a desk that is closed.
pub fn checked(disk: &Arc<dyn Disk>, root: &Path, what: &str) -> Report {
    verify::verify(disk, root, &mut |_, _, _| ControlFlow::Continue(())).unwrap_or_else(|e| panic!("{what}: {e}"))
}

/// The chain is whole, and every record and list of the store follows from it.
pub fn assert_sound(disk: &Arc<dyn Disk>, root: &Path, what: &str) {
    let report = checked(disk, root, what);
    let whole = Store::Same { applied: report.journal.head.seq };
    assert!(!report.is_damaged() && report.store == whole, "{what}: {:?}", report.lines());
}

/// A message for a clerk is Chinese and says what to do.
pub fn assert_is_a_message(message: &str) {
    let chinese = message.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    let cure = ["请", "运行", "会自动", "可以"].iter().any(|word| message.contains(word));
    assert!(chinese >= 10 && cure, "{message}");
}

/// The files in a folder and below it.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// The directories of the live store.
pub fn stores(root: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("db-"))).collect()
}

/// Numbers that look random and come again with the same seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) % limit.max(1)
    }
}

/// What a power cut may do to the live store, whose files nobody synced: cut, bent, missing, half written, or gone.
pub fn hurt_store(root: &Path, dice: &mut Dice) -> String {
    let Some(store) = stores(root).pop() else { return "no store".to_owned() };
    let files = files(&store);
    let pick = usize::try_from(dice.below(files.len() as u64)).unwrap();
    let file = &files[pick];
    let mut bytes = std::fs::read(file).unwrap();
    let length = bytes.len() as u64;
    let name = file.strip_prefix(root).unwrap().display().to_string();
    match dice.below(6) {
        0 => {
            std::fs::remove_dir_all(&store).unwrap();
            "the store removed".to_owned()
        }
        1 => {
            std::fs::remove_file(file).unwrap();
            format!("{name} removed")
        }
        2 => {
            let percent = 25 + dice.below(71);
            bytes.truncate(usize::try_from(length * percent / 100).unwrap());
            std::fs::write(file, bytes).unwrap();
            format!("{name} cut to {percent} %")
        }
        3 => {
            let from = usize::try_from(dice.below(length)).unwrap();
            bytes[from..].fill(0);
            std::fs::write(file, bytes).unwrap();
            format!("{name} zero from {from} on")
        }
        4 => {
            for _ in 0..1 + dice.below(8) {
                let place = usize::try_from(dice.below(length)).unwrap();
                if let Some(byte) = bytes.get_mut(place) {
                    *byte ^= 1 << dice.below(8);
                }
            }
            std::fs::write(file, bytes).unwrap();
            format!("bits of {name} flipped")
        }
        _ => "the store as it is".to_owned(),
    }
}
