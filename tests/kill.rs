//! Kills the program with no warning at random moments while it saves, and looks for everything it had acknowledged.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::io::{BufRead, BufReader, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use liaison::model::issue::Issue;
use liaison::model::{Date, Kind, Org, Record};
use liaison::store::batch::Stamp;
use liaison::store::check::Outcome;
use liaison::store::desk::{Desk, NewDesk};
use liaison::store::disk::RealDisk;

const KILLS: u32 = 200;
const CHILD: &str = "LIAISON_TEST_SAVES_IN";

fn stamp() -> Stamp {
    Stamp { at: "2026-11-23T09:00:00+08:00".to_owned(), by: "李慧".to_owned() }
}

fn open(root: &Path) -> Desk {
    Desk::open(Arc::new(RealDisk), root, &mut |_, _| ControlFlow::Continue(())).unwrap()
}

fn issue(number: u64) -> Issue {
    Issue {
        reported_on: Date::from_ymd(2026, 11, 20),
        channel: "letter".to_owned(),
        title: format!("第{number}件：村口路灯不亮"),
        content: "村口路灯坏了半个月，晚上看不见路。".repeat(1 + usize::try_from(number % 7).unwrap()),
        category: "0102".to_owned(),
        ..Issue::default()
    }
}

/// Not a test of its own: the process that is killed. Saves groups of one to three issues and says so after each.
#[test]
fn child_saves_until_killed() {
    let Ok(root) = std::env::var(CHILD) else { return };
    let mut desk = open(Path::new(&root));
    let mut out = std::io::stdout();
    for number in 0.. {
        let mut batch = desk.batch(stamp());
        for _ in 0..=number % 3 {
            batch.add(Record::Issue(Box::new(issue(number))));
        }
        for entry in desk.commit(batch).unwrap() {
            let Record::Issue(issue) = &entry.record else { continue };
            writeln!(out, "saved {} {} {}", entry.id, issue.number, issue.title).unwrap();
        }
        out.flush().unwrap();
    }
}

#[test]
fn every_acknowledged_record_survives_two_hundred_kills() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("desk");
    let new = NewDesk {
        org: Org(430_112_103_001), name: "茶亭镇代表联络站".to_owned(), operator: "李慧".to_owned()
    };
    drop(Desk::init(Arc::new(RealDisk), &root, &new, &stamp()).unwrap());
    let mut acknowledged: Vec<(u64, String, String)> = Vec::new();
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    for round in 0..KILLS {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let first_saves = usize::try_from((random >> 60) % 6).unwrap();
        let then = Duration::from_micros((random >> 33) % 4_000);
        acknowledged.extend(saves_until_killed(&root, first_saves, then));
        // Opening is the recovery; looking every record up each time would only make the later rounds slow.
        let desk = open(&root);
        assert!(desk.read_only().is_none(), "round {round} left the desk read-only: {:?}", desk.read_only());
        let recent = acknowledged.len().saturating_sub(40);
        look_up(&desk, &acknowledged[recent..]);
    }
    assert!(acknowledged.len() > 200, "the child saved too little to prove anything: {}", acknowledged.len());
    let desk = open(&root);
    look_up(&desk, &acknowledged);
    assert_eq!(desk.reader().check(&mut |_, _| ControlFlow::Continue(())).unwrap(), Outcome::Sound);
}

/// Runs the child, kills it a moment after it has acknowledged some saves, and returns everything it acknowledged.
fn saves_until_killed(root: &Path, first_saves: usize, then: Duration) -> Vec<(u64, String, String)> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_saves_until_killed", "--nocapture", "--test-threads", "1"])
        .env(CHILD, root)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut seen = Vec::new();
    while seen.len() <= first_saves {
        match lines.next() {
            Some(line) => seen.extend(acknowledgement(&line.unwrap())),
            None => panic!("the child ended by itself"),
        }
    }
    std::thread::sleep(then);
    child.kill().unwrap();
    child.wait().unwrap();
    // What stood in the pipe was acknowledged as well; a line cut by the kill was not.
    seen.extend(lines.map_while(Result::ok).filter_map(|line| acknowledgement(&line)));
    seen
}

fn acknowledgement(line: &str) -> Option<(u64, String, String)> {
    let mut words = line.strip_prefix("saved ")?.splitn(3, ' ');
    let id = words.next()?.parse().ok()?;
    let number = words.next()?.to_owned();
    // The title's own ending tells a whole line from one that was cut.
    let title = words.next()?.to_owned();
    title.ends_with("不亮").then_some((id, number, title))
}

fn look_up(desk: &Desk, acknowledged: &[(u64, String, String)]) {
    for (id, number, title) in acknowledged {
        let entry = desk.reader().entry(Kind::Issue, *id).unwrap().unwrap_or_else(|| panic!("issue {id} is lost"));
        let Record::Issue(issue) = &entry.record else { panic!("issue {id} is of another kind") };
        assert_eq!((&issue.number, &issue.title), (number, title), "issue {id}");
    }
}
