//! Makes the desks: province and counties, which stay, and the stations, which go once their packages are made.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use liaison::model::Org;
use liaison::model::codes::CodeLists;
use liaison::store::desk::{Desk, NewDesk};
use liaison::store::disk::RealDisk;
use liaison::sync::exchange::parties::{add, confirm, export};
use liaison::sync::exchange::send::{Order, send};
use liaison::sync::keys::OwnKeys;
use liaison::sync::package::Sort;

use crate::station::{fill, stamp};

const TOWNSHIPS: &str = include_str!("../../fixtures/townships.csv");
/// The province's code.
pub const PROVINCE: Org = Org(43);
/// Stations in one township.
const IN_A_TOWNSHIP: u64 = 6;
/// Stations made at a time.
const THREADS: u64 = 2;

/// Where everything stands. A folder that is there already, of the same number of stations, is used as it is.
pub struct Site {
    /// The folder.
    pub root: PathBuf,
    /// How many stations.
    pub stations: u64,
}

/// A key file, and the fingerprint read out for it.
type Told = (PathBuf, String);

impl Site {
    /// The province's desk with the stations as its parties, or with the counties.
    pub fn province(&self, has_counties: bool) -> PathBuf {
        self.root.join(if has_counties { "province-above-counties" } else { "province" })
    }

    /// A county's desk.
    pub fn county(&self, county: Org) -> PathBuf {
        self.root.join("counties").join(county.to_string())
    }

    /// The folder of packages to a desk.
    pub fn packages(&self, to: &str) -> PathBuf {
        self.root.join("packages").join(to)
    }

    /// The counties that have stations.
    pub fn counties(&self) -> Vec<Org> {
        let mut counties: Vec<Org> = (0..self.stations).map(|at| county_of(station(at))).collect();
        counties.sort_unstable();
        counties.dedup();
        counties
    }

    /// Makes what is not there yet.
    pub fn make(&self) {
        let done = self.root.join("made");
        if done.exists() {
            return;
        }
        for folder in [self.packages(""), self.root.join("keys")] {
            std::fs::create_dir_all(folder).unwrap();
        }
        let keys = self.root.join("keys");
        let mut above = vec![(PROVINCE, init(&self.province(false), PROVINCE))];
        let mut province = init(&self.province(true), PROVINCE);
        std::fs::create_dir_all(keys.join("43")).unwrap();
        let told = tell(&province, &self.province(true), &keys.join("43"));
        for county in self.counties() {
            let root = self.county(county);
            let mut desk = init(&root, county);
            acquaint(&mut desk, PROVINCE, &told);
            let told = tell(&desk, &root, &keys);
            acquaint(&mut province, county, &told);
            above.push((county, desk));
        }
        let told: Vec<(Org, Told)> = above.iter().map(|(org, desk)| (*org, tell(desk, desk.root(), &keys))).collect();
        for (org, _) in &told {
            std::fs::create_dir_all(self.packages(&org.to_string())).unwrap();
        }
        // Their desks go at once: what is in memory need not be written.
        let passing = tempfile::tempdir().unwrap();
        let next = AtomicU64::new(0);
        let (sender, receiver) = std::sync::mpsc::channel::<(Org, Told)>();
        std::thread::scope(|scope| {
            for _ in 0..THREADS {
                let (next, told, sender) = (&next, &told, sender.clone());
                let folders = (passing.path(), keys.as_path());
                scope.spawn(move || {
                    let codes = CodeLists::shipped().unwrap();
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        if at >= self.stations {
                            return;
                        }
                        sender.send((station(at), self.pack(at, &codes, told, folders))).unwrap();
                    }
                });
            }
            drop(sender);
            let mut made = 0;
            for (org, told) in receiver {
                for (above, desk) in above.iter_mut().filter(|(above, _)| [PROVINCE, county_of(org)].contains(above)) {
                    assert!(org.to_string().starts_with(&above.to_string()));
                    acquaint(desk, org, &told);
                }
                made += 1;
                if made % 500 == 0 {
                    eprintln!("{made} stations made");
                }
            }
        });
        std::fs::write(done, self.stations.to_string()).unwrap();
    }

    /// Makes a station, which packs for its county and for the province; gives its key file.
    fn pack(&self, at: u64, codes: &CodeLists, told: &[(Org, Told)], (passing, keys): (&Path, &Path)) -> Told {
        let org = station(at);
        let root = passing.join(org.to_string());
        let mut desk = init(&root, org);
        let own = OwnKeys::of_desk(&RealDisk, &root).unwrap();
        fill(&mut desk, codes, self.stations, at);
        for (above, told) in told.iter().filter(|(above, _)| [county_of(org), PROVINCE].contains(above)) {
            acquaint(&mut desk, *above, told);
            let order = Order { sort: Sort::Up, to: *above, folder: &self.packages(&above.to_string()) };
            send(&mut desk, &own, &order, &stamp(), &mut |_| ControlFlow::Continue(())).unwrap();
        }
        let told = tell(&desk, &root, keys);
        drop(desk);
        std::fs::remove_dir_all(root).unwrap();
        told
    }
}

/// A station's code: those of a township follow each other, and so do the townships of a county.
fn station(at: u64) -> Org {
    let township = usize::try_from(at / IN_A_TOWNSHIP).unwrap();
    let line = TOWNSHIPS.lines().skip(1).nth(township).unwrap();
    let code: u64 = line.split(',').next().unwrap().parse().unwrap();
    Org(code * 1_000 + at % IN_A_TOWNSHIP + 1)
}

fn county_of(station: Org) -> Org {
    Org(station.0 / 1_000_000)
}

fn init(root: &Path, org: Org) -> Desk {
    let new = NewDesk { org, name: format!("{org}站"), operator: stamp().by };
    Desk::init(Arc::new(RealDisk), root, &new, &stamp()).unwrap()
}

fn tell(desk: &Desk, root: &Path, folder: &Path) -> Told {
    export(desk, &OwnKeys::of_desk(&RealDisk, root).unwrap(), folder, &stamp()).unwrap()
}

fn acquaint(desk: &mut Desk, org: Org, (file, fingerprint): &Told) {
    add(desk, file, &stamp()).unwrap();
    confirm(desk, org, fingerprint, &stamp()).unwrap();
}
