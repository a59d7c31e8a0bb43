//! Takes packages in as `liaison unpack` does, and counts what it costs and what came of it.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use liaison::model::codes::CodeLists;
use liaison::model::stats::{Amount, Asked, Counted};
use liaison::model::{Entry, Kind, Org};
use liaison::store::desk::Desk;
use liaison::store::disk::RealDisk;
use liaison::sync::exchange::below::Lowers;
use liaison::sync::exchange::send::{Order, send};
use liaison::sync::exchange::standing::{self, Standing};
use liaison::sync::exchange::take;
use liaison::sync::exchange::{INBOX, parties};
use liaison::sync::keys::OwnKeys;
use liaison::sync::medium;
use liaison::sync::package::Sort;

use crate::share::{Dice, Sums, standing};
use crate::station::{period, stamp};

/// One package of so many comes twice.
const TWICE: u64 = 20;

/// What a desk has taken in, line by line of a table.
pub struct Took {
    pub packages: usize,
    pub lines: u64,
    pub seconds: f64,
}

fn open(root: &Path) -> Desk {
    Desk::open(Arc::new(RealDisk), root, &mut |_, _| ControlFlow::Continue(())).unwrap()
}

/// Every package of a folder, some of them twice, in an order that the number tells.
fn shuffled(folder: &Path, number: u64) -> Vec<PathBuf> {
    let mut packages: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    packages.retain(|path| path.extension().is_some_and(|ending| ending == "lz"));
    packages.sort_unstable();
    let mut dice = Dice(number);
    let again: Vec<PathBuf> = packages.iter().filter(|_| dice.roll(TWICE) == 0).cloned().collect();
    packages.extend(again);
    dice.shuffle(&mut packages);
    packages
}

/// Takes a folder's packages in.
pub fn take_all(root: &Path, folder: &Path) -> Took {
    let start = Instant::now();
    let mut desk = open(root);
    let keys = OwnKeys::of_desk(&RealDisk, root).unwrap();
    let packages = shuffled(folder, 7);
    let (inbox, own, mut lines) = (root.join(INBOX), desk.org(), 0);
    for (at, package) in packages.iter().enumerate() {
        let taken = medium::take(&RealDisk, package, &inbox, own, &mut |_| ControlFlow::Continue(())).unwrap();
        let reader = desk.reader();
        let site = take::Site { disk: desk.disk(), root, reader: &reader, keys: &keys };
        let trial = take::try_out(site, &taken.path, &mut |_, _| ControlFlow::Continue(())).unwrap();
        let done =
            take::take_in(&mut desk, &keys, &trial, false, &stamp(), &mut |_, _| ControlFlow::Continue(())).unwrap();
        lines += done.lines;
        if (at + 1) % 1_000 == 0 {
            eprintln!("{} packages, {lines} changes, {:.1} s", at + 1, start.elapsed().as_secs_f64());
        }
    }
    drop(desk);
    Took { packages: packages.len(), lines, seconds: start.elapsed().as_secs_f64() }
}

/// Packs what a county has upward.
pub fn pack_up(root: &Path, to: Org, folder: &Path) {
    let mut desk = open(root);
    let keys = OwnKeys::of_desk(&RealDisk, root).unwrap();
    let order = Order { sort: Sort::Up, to, folder };
    send(&mut desk, &keys, &order, &stamp(), &mut |_| ControlFlow::Continue(())).unwrap();
}

/// Sends a receipt to so many parties, and reads how the desk stands: anew, and once more when one more receipt was sent; in seconds.
pub fn answer(root: &Path, most: usize, folder: &Path) -> [f64; 3] {
    std::fs::create_dir_all(folder).unwrap();
    let mut desk = open(root);
    let keys = OwnKeys::of_desk(&RealDisk, root).unwrap();
    let parties = parties(&desk.reader()).unwrap();
    let start = Instant::now();
    let mut answer = |party: &Entry| {
        let order = Order { sort: Sort::Receipt, to: Org(party.id), folder };
        send(&mut desk, &keys, &order, &stamp(), &mut |_| ControlFlow::Continue(())).unwrap();
        (desk.reader(), desk.journal())
    };
    parties.iter().take(most).for_each(|party| drop(answer(party)));
    let receipts = start.elapsed().as_secs_f64();
    let mut lowers = Lowers::default();
    let mut stands = || {
        let (reader, journal) = answer(&parties[0]);
        let start = Instant::now();
        let kept = (&mut lowers, period().first);
        let standing = Standing::with(&reader, &journal, standing::Counted::default(), kept).unwrap();
        assert!(!standing.below.is_empty());
        start.elapsed().as_secs_f64()
    };
    [receipts, stands(), stands()]
}

/// Makes the store anew from the journals; how many lines they have, and in how many seconds.
pub fn rebuild(root: &Path) -> (u64, f64) {
    let start = Instant::now();
    let desk = Desk::rebuild(Arc::new(RealDisk), root, &mut |_, _| ControlFlow::Continue(())).unwrap();
    let took = start.elapsed().as_secs_f64();
    let chains = desk.reader().chains().unwrap();
    let own = desk.reader().last_mark().unwrap().unwrap().seq;
    (chains.iter().map(|(_, state)| state.applied.seq).sum::<u64>() + own, took)
}

/// Counts the figures of the two years, which must be the expected ones; gives the table and how long it took.
pub fn figures(root: &Path, stations: u64) -> (Vec<(&'static str, String)>, f64) {
    let desk = open(root);
    let start = Instant::now();
    let asked = Asked { periods: vec![period()], by: None, today: period().last.plus_days(2) };
    let codes = CodeLists::shipped().unwrap();
    let counted = desk.reader().counted(&asked, &codes, &mut |_, _| ControlFlow::Continue(())).unwrap().unwrap();
    let took = start.elapsed().as_secs_f64();
    let sums = Sums::of(stations);
    let still = standing(stations);
    let broken = sums.unkept - still;
    let count = Amount::Count;
    let rate = |of, among| Amount::Rate { of, among };
    let closed = sums.opinions - still;
    let expected = [
        ("V1", count(sums.times)),
        ("V3a", count(sums.times)),
        ("V2a", count(sums.people)),
        ("I2", count(sums.opinions)),
        ("I3", count(sums.opinions)),
        ("V7", count(sums.solved)),
        ("I14", rate(sums.solved, sums.opinions)),
        ("I17a", count(sums.kept + sums.unkept)),
        ("I17b", count(sums.kept)),
        ("I17c", count(broken)),
        ("I17d", count(still)),
        ("I8", count(closed)),
        ("I9", count(still)),
        ("V6a", Amount::Money(sums.money)),
        ("V6b", Amount::Money(sums.money)),
        ("V8", count(sums.services)),
    ];
    let [Counted { total, .. }] = &counted[..] else { unreachable!() };
    for (id, amount) in expected {
        assert_eq!(total.get(id), Some(amount), "{id}");
    }
    assert!(total.breaks.is_empty());
    assert_eq!(desk.reader().total(Kind::Deputy), sums.deputies);
    let Some(Amount::Rate { among, .. }) = total.get("V3c") else { unreachable!() };
    assert_eq!(among, sums.deputies);
    let shown = expected.map(|(id, amount)| (id, amount.shown()));
    let mut shown = shown.to_vec();
    shown.push(("deputies", sums.deputies.to_string()));
    (shown, took)
}

/// Bytes below the folder `name` of a desk, or below all that begin so.
pub fn bytes(root: &Path, name: &str) -> u64 {
    let entries = std::fs::read_dir(root).unwrap().flatten();
    let named = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(name));
    named.map(|entry| below(&entry.path())).sum()
}

fn below(path: &Path) -> u64 {
    let meta = std::fs::metadata(path).unwrap();
    if !meta.is_dir() {
        return meta.len();
    }
    std::fs::read_dir(path).unwrap().flatten().map(|entry| below(&entry.path())).sum()
}

/// The most memory this process ever held, by the kernel's own account; 0 where there is none.
pub fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) / 1024
}
