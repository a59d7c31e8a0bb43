//! `cargo bench --bench desk`: what the store costs at 1,000, 30,000 and 100,000 records, beside a bare append + fdatasync.
//! Of twenty records fourteen are issues, so that the second size has just more of them than a look for like ones reads, and
//! some 20,000.
//!
//! Prints a table and checks nothing: machines are noisy, so compare the columns of one run. Each size runs in a process
//! of its own, so that the memory it reports is its own. `cargo bench --bench desk -- figures` counts figures only.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::fs::OpenOptions;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use liaison::demo;
use liaison::model::alike::Asked;
use liaison::model::codes::CodeLists;
use liaison::model::issue::Issue;
use liaison::model::stats::{Asked as AskedFigures, Dimension, Period, Sort, Which};
use liaison::model::{Date, Kind, Record};
use liaison::store::alike::Titles;
use liaison::store::batch::Stamp;
use liaison::store::desk::Desk;
use liaison::store::disk::RealDisk;
use liaison::store::disk::faulty::{FaultyDisk, Operation};
use liaison::store::reader::{Direction, List, SearchNews};

const SIZES: [u32; 3] = [1_000, 30_000, 100_000];
const SAVES: usize = 200;
const PAGE: usize = 20;
/// A word of two characters that many records hold, and one that none does.
const COMMON: &str = "路灯";
const RARE: &str = "蹊跷";
/// A title that shares much with many, and one that shares nothing with any.
const TYPED: &str = "反映石桥湾村3组自来水管网经常停水不通知，盼解决";
const RARE_TITLE: &str = "龙舟蹊跷沉没";
/// The argument that makes this the measuring process of one size.
const CHILD: &str = "--size";
/// The argument that has figures counted and nothing else.
const FIGURES: &str = "figures";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let figures_only = arguments.iter().any(|argument| argument == FIGURES);
    if let [first, size, ..] = &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..]
        && *first == CHILD
    {
        measure(size.parse().unwrap(), figures_only);
        return;
    }
    row("records", &SIZES.map(|size| size.to_string()));
    let columns = SIZES.map(|size| {
        let only = figures_only.then_some(FIGURES);
        let size = size.to_string();
        let run = Command::new(std::env::current_exe().unwrap()).args([CHILD, &size]).args(only).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8(run.stdout).unwrap()
    });
    let figures =
        columns.each_ref().map(|column| column.lines().map(|line| line.split_once('\t').unwrap()).collect::<Vec<_>>());
    for (at, (name, _)) in figures[0].iter().enumerate() {
        row(name, &figures.each_ref().map(|column| column[at].1.to_owned()));
    }
}

fn row(name: &str, figures: &[String; SIZES.len()]) {
    println!("{name:<44}{:>14}{:>14}{:>14}", figures[0], figures[1], figures[2]);
}

fn measure(size: u32, figures_only: bool) {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("desk");
    if figures_only {
        make(&root, size);
        return figures(&root);
    }
    let bare = bare_append(dir.path());
    report("bare append + fdatasync, p50", &time(bare));
    make(&root, size);
    report("open after a clean stop, p50 of 5", &time(median((0..5).map(|_| clocked(|| drop(open(&root)))))));
    saves(&root, bare);
    reads(&root);
    alike(&root);
    figures(&root);
    rebuild(&root, size);
}

fn make(root: &Path, size: u32) {
    let new = demo::station("李慧").unwrap();
    let mut desk = Desk::init(Arc::new(RealDisk), root, &new, &stamp()).unwrap();
    demo::year(&mut desk, &CodeLists::shipped().unwrap(), today(), &stamp()).unwrap();
    demo::large(&mut desk, size, today(), &stamp(), &mut |_| {}).unwrap();
}

fn saves(root: &Path, bare: Duration) {
    let disk = Arc::new(FaultyDisk::new(Arc::new(RealDisk)));
    let mut desk = Desk::open(disk.clone(), root, &mut |_, _| ControlFlow::Continue(())).unwrap();
    let syncs = disk.count(Operation::SyncData);
    let one = median((0..SAVES).map(|number| {
        clocked(|| {
            let mut batch = desk.batch(stamp());
            batch.add(Record::Issue(Box::new(issue(number))));
            desk.commit(batch).unwrap();
        })
    }));
    report("save one issue, p50", &time(one));
    report("  as multiples of a bare append + fdatasync", &format!("{:.1}", one.as_secs_f64() / bare.as_secs_f64()));
    let each = (disk.count(Operation::SyncData) - syncs) as f64 / SAVES as f64;
    report("  fdatasync calls a save", &format!("{each:.2}"));
}

fn reads(root: &Path) {
    let desk = open(root);
    let reader = desk.reader();
    let list = List::All(Kind::Issue);
    let first = reader.page(list, None, Direction::Forward, PAGE).unwrap();
    let from = first.last().map(|row| &row.position);
    let page = median((0..200).map(|_| clocked(|| drop(reader.page(list, from, Direction::Forward, PAGE).unwrap()))));
    report("list page of 20, p50", &time(page));
    for (name, word) in [("common", COMMON), ("absent", RARE)] {
        let start = Instant::now();
        let mut first_page = None;
        let mut hits = 0;
        reader
            .search(Kind::Issue, word, &mut |news| {
                if let SearchNews::Hit(_) = news {
                    hits += 1;
                    if hits == PAGE {
                        first_page = Some(start.elapsed());
                    }
                }
                ControlFlow::Continue(())
            })
            .unwrap();
        let all = start.elapsed();
        report(&format!("search, {name} word: first page"), &first_page.map_or("—".to_owned(), time));
        report(&format!("search, {name} word: to the end"), &time(all));
    }
    report("resident memory after use", &format!("{} MiB", resident_mib()));
}

/// As a title grows under the fingers, then one that has nothing in common with any.
fn alike(root: &Path) {
    let desk = open(root);
    let reader = desk.reader();
    let ask = |title: &str| {
        let asked = Asked { title: title.to_owned(), village: "石桥湾村".to_owned(), except: None };
        clocked(|| drop(reader.alike(&asked, &mut Titles::default(), &|| true).unwrap()))
    };
    report("look for like issues, the first time", &time(ask(TYPED)));
    report("look for like issues, p50", &time(median((0..50).map(|_| ask(TYPED)))));
    let lengths = 3..=TYPED.chars().count();
    let growing: Vec<Duration> = lengths.map(|length| ask(&TYPED.chars().take(length).collect::<String>())).collect();
    report("  the slowest while a title grows", &time(growing.into_iter().max().unwrap()));
    report("look for like issues, none is", &time(median((0..50).map(|_| ask(RARE_TITLE)))));
}

/// The figures of a month, of the one before and of a year before, in one pass; and what stands behind one of them.
fn figures(root: &Path) {
    let desk = open(root);
    let reader = desk.reader();
    let codes = CodeLists::shipped().unwrap();
    let month = Period::around(Sort::Month, today()).unwrap();
    let periods = vec![month, month.before().unwrap(), month.year_before().unwrap()];
    let mut go_on = |_, _| ControlFlow::Continue(());
    report("issues", &reader.total(Kind::Issue).to_string());
    let mut count = |name: &str, by| {
        let asked = AskedFigures { periods: periods.clone(), by, today: today() };
        let took = median((0..15).map(|_| clocked(|| drop(reader.counted(&asked, &codes, &mut go_on).unwrap()))));
        report(name, &time(took));
    };
    count("figures of three periods, p50", None);
    count("  by villages", Some(Dimension::Village));
    count("  by deputies", Some(Dimension::Deputy));
    let which = Which { id: "I9".to_owned(), part: String::new(), period: month, group: None, today: today() };
    let took = median((0..15).map(|_| clocked(|| drop(reader.counting(&which, &codes, 50, &mut go_on).unwrap()))));
    report("  the records behind one of them", &time(took));
    report("resident memory after counting", &format!("{} MiB", resident_mib()));
}

fn rebuild(root: &Path, size: u32) {
    for entry in std::fs::read_dir(root).unwrap().flatten() {
        if entry.file_name().to_string_lossy().starts_with("db-") {
            std::fs::remove_dir_all(entry.path()).unwrap();
        }
    }
    let took = clocked(|| drop(open(root)));
    report("rebuild", &time(took));
    report("  bytes of the store a record", &format!("{}", stored_bytes(root) / u64::from(size)));
    report("  records a second", &format!("{:.0}", f64::from(size) / took.as_secs_f64()));
}

fn bare_append(dir: &Path) -> Duration {
    let mut file = OpenOptions::new().create(true).append(true).open(dir.join("bare")).unwrap();
    let line = vec![b'x'; 1_200];
    median((0..SAVES).map(|_| {
        clocked(|| {
            file.write_all(&line).unwrap();
            file.sync_data().unwrap();
        })
    }))
}

fn open(root: &Path) -> Desk {
    Desk::open(Arc::new(RealDisk), root, &mut |_, _| ControlFlow::Continue(())).unwrap()
}

fn issue(number: usize) -> Issue {
    Issue {
        reported_on: Some(today()),
        channel: "letter".to_owned(),
        title: format!("第{number}件：村口路灯不亮"),
        content: "村口路灯坏了半个月，晚上看不见路，老人小孩出门不方便，请派人来修。".to_owned(),
        category: "0102".to_owned(),
        ..Issue::default()
    }
}

fn today() -> Date {
    Date::from_ymd(2026, 11, 23).unwrap()
}

fn stamp() -> Stamp {
    Stamp { at: "2026-11-23T09:00:00+08:00".to_owned(), by: "李慧".to_owned() }
}

fn clocked(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<Duration> = times.collect();
    times.sort_unstable();
    times[times.len() / 2]
}

fn time(duration: Duration) -> String {
    let micros = duration.as_micros();
    if micros < 10_000 { format!("{micros} µs") } else { format!("{} ms", duration.as_millis()) }
}

fn stored_bytes(root: &Path) -> u64 {
    let stores = std::fs::read_dir(root).unwrap().flatten();
    let stores = stores.filter(|entry| entry.file_name().to_string_lossy().starts_with("db-"));
    stores.map(|store| bytes_below(&store.path())).sum()
}

fn bytes_below(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    entries
        .map(|entry| match entry.metadata().unwrap() {
            found if found.is_dir() => bytes_below(&entry.path()),
            found => found.len(),
        })
        .sum()
}

/// From the kernel's own account; 0 where there is none.
fn resident_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) / 1024
}

fn report(name: &str, figure: &str) {
    println!("{name}\t{figure}");
}
