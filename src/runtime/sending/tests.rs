//! A report is sent whole or not at all: stopped, refused by the disk, cut off at any of its steps.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::ErrorKind;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use sha2::{Digest, Sha256};

use super::*;
use crate::app::form::{Filled, Subject};
use crate::model::codes::CodeLists;
use crate::model::issue::Issue;
use crate::model::moves::{self, SUBMIT};
use crate::model::report::Report;
use crate::model::{Date, Entry, Kind, Record};
use crate::store::batch::Stamp;
use crate::store::desk::NewDesk;
use crate::store::disk::Disk;
use crate::store::disk::faulty::{Fault, FaultyDisk, Span};
use crate::store::disk::model::{ModelDisk, Survival};
use crate::store::reader::Reader;

/// A desk with an issue and a report of September drafted, its files in memory.
struct Home {
    memory: ModelDisk,
    disk: FaultyDisk,
    dir: tempfile::TempDir,
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn stamp() -> Stamp {
    Stamp { at: "2026-11-20T09:00:00+08:00".to_owned(), by: "李工".to_owned() }
}

impl Home {
    fn new() -> (Home, Desk) {
        let memory = ModelDisk::new();
        let disk = FaultyDisk::new(Arc::new(memory.clone()));
        let home = Home { memory, disk, dir: tempfile::tempdir().unwrap() };
        let org = "430121105001".parse().unwrap();
        let new = NewDesk { org, name: "茶亭镇代表联络站".to_owned(), operator: "李工".to_owned() };
        let mut desk = Desk::init(Arc::new(home.disk.clone()), home.dir.path(), &new, &stamp()).unwrap();
        let mut batch = desk.batch(stamp());
        let issue = Issue {
            reported_on: Some(day("2026-09-12")),
            channel: "phone".to_owned(),
            title: "村口路灯不亮".to_owned(),
            ..Issue::default()
        };
        batch.add(Record::Issue(Box::new(issue)));
        let draft = Report { first: Some(day("2026-09-01")), last: Some(day("2026-09-30")), ..Report::default() };
        batch.add(Record::Report(Box::new(draft)));
        desk.commit(batch).unwrap();
        (home, desk)
    }

    fn open(&self) -> Desk {
        Desk::open(Arc::new(self.disk.clone()), self.dir.path(), &mut |_, _| ControlFlow::Continue(())).unwrap()
    }

    fn job(&self, desk: &Desk) -> Job {
        let making = Making {
            disk: Arc::new(self.disk.clone()),
            root: self.dir.path().to_owned(),
            reader: desk.reader(),
            journal: desk.journal(),
            codes: CodeLists::shipped().unwrap(),
            today: day("2026-11-23"),
        };
        let before = entry(&desk.reader());
        let outcome = Filled::Record(Box::new(before.record.clone()), Vec::new());
        let subject = Subject::Move(Box::new(before), moves::from_key(SUBMIT).unwrap());
        Job { making, submission: Submission { subject, outcome, another: false } }
    }

    /// Sends with this wish, asked for again before each of the news; the desk comes back, and why it was not sent.
    fn send(&self, desk: Desk, lent: &Lent, hear: &dyn Fn(&Action)) -> (Desk, Result<(), String>) {
        let told = Mutex::new(Err("nothing was told".to_owned()));
        send(self.job(&desk), desk, lent, &|action| {
            hear(&action);
            match action {
                Action::Saved(_) => *told.lock().unwrap() = Ok(()),
                Action::SaveFailed(why) => *told.lock().unwrap() = Err(why),
                _ => {}
            }
        });
        (lent.returned().unwrap(), told.into_inner().unwrap())
    }

    fn send_now(&self, desk: Desk) -> (Desk, Result<(), String>) {
        self.send(desk, &Lent::default(), &|_| {})
    }

    fn folder(&self) -> PathBuf {
        self.dir.path().join("reports/2026-09-r1")
    }

    /// The files that are kept, and what else lies beside them.
    fn kept(&self) -> Vec<String> {
        let found = self.memory.list(&self.folder(), 100).unwrap_or_default();
        found.iter().map(|entry| entry.path.file_name().unwrap().to_string_lossy().into_owned()).collect()
    }

    /// The report is sent with its three files as its digests say.
    fn is_whole(&self, desk: &Desk) -> bool {
        let Record::Report(report) = entry(&desk.reader()).record else { panic!() };
        let is_there = |line: &String| {
            let (ending, digest) = line.split_once(' ').unwrap();
            let bytes = self.memory.bytes(&self.folder().join(format!("report.{ending}")));
            bytes.is_some_and(|bytes| hex::encode(Sha256::digest(bytes)) == digest)
        };
        report.is_sent() && report.digests.len() == 3 && report.digests.iter().all(is_there)
    }
}

fn entry(reader: &Reader) -> Entry {
    reader.entry(Kind::Report, 1).unwrap().unwrap()
}

fn is_draft(desk: &Desk) -> bool {
    matches!(entry(&desk.reader()).record, Record::Report(report) if !report.is_sent())
}

#[test]
fn a_report_is_sent_with_its_files_and_tells_how_far_it_is() {
    let (home, desk) = Home::new();
    let heard = Mutex::new(Vec::new());
    let (desk, sent) = home.send(desk, &Lent::default(), &|action| {
        if let Action::Progress(text) = action {
            heard.lock().unwrap().push(text.clone());
        }
    });
    assert_eq!(sent, Ok(()));
    assert!(home.is_whole(&desk) && home.kept().len() == 3, "{:?}", home.kept());
    let heard = heard.into_inner().unwrap();
    assert!(heard.iter().all(|text| text.contains("Esc")), "{heard:?}");
    let percent = |text: &String| text.chars().filter(char::is_ascii_digit).collect::<String>().parse::<u64>().unwrap();
    let percents: Vec<u64> = heard.iter().map(percent).collect();
    // Six passes, told as one way.
    assert!(percents.len() > 6 && percents.is_sorted() && percents.last() == Some(&100), "{percents:?}");
}

#[test]
fn stopped_it_stays_a_draft_without_a_file_and_can_be_sent_again() {
    let (home, desk) = Home::new();
    let lent = Lent::default();
    let (desk, sent) = home.send(desk, &lent, &|action| {
        if matches!(action, Action::Progress(_)) {
            lent.stop();
        }
    });
    assert!(sent.unwrap_err().contains("已停下"));
    assert!(is_draft(&desk) && home.kept().is_empty());
    let (desk, sent) = home.send_now(desk);
    assert_eq!(sent, Ok(()));
    assert!(home.is_whole(&desk));
}

#[test]
fn a_disk_that_refuses_any_step_leaves_a_draft_without_a_file() {
    let (home, mut desk) = Home::new();
    for nth in 0.. {
        home.disk.fail(nth, Fault::Error(ErrorKind::StorageFull), Span::Once);
        let sent;
        (desk, sent) = home.send_now(desk);
        home.disk.heal();
        match sent {
            Ok(()) => {
                assert!(home.is_whole(&desk));
                // Three files, each removed, made, filled, synced, renamed and its folder synced, then the journal.
                assert!(nth > 18, "{nth}");
                return;
            }
            Err(why) => {
                assert!(why.contains("没有报送"), "{why}");
                assert!(is_draft(&desk) && home.kept().is_empty(), "{nth}: {:?}", home.kept());
            }
        }
    }
}

#[test]
fn a_power_cut_at_any_step_leaves_what_a_second_go_completes() {
    for nth in 0.. {
        let (home, desk) = Home::new();
        home.disk.fail(nth, Fault::Error(ErrorKind::Other), Span::Everything);
        let (desk, sent) = home.send_now(desk);
        drop(desk);
        home.disk.heal();
        let survival = [Survival::Least, Survival::Most, Survival::Torn(nth)];
        home.memory.cut_power(survival[usize::try_from(nth % 3).unwrap()]);
        let desk = home.open();
        let is_over = sent.is_ok();
        let (desk, sent) = if is_draft(&desk) { home.send_now(desk) } else { (desk, Ok(())) };
        assert_eq!(sent, Ok(()), "{nth}");
        assert!(home.is_whole(&desk), "{nth}: {:?}", home.kept());
        assert_eq!(home.kept().len(), 3, "{nth}: {:?}", home.kept());
        if is_over {
            assert!(nth > 18, "{nth}");
            return;
        }
    }
}
