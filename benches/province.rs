//! `cargo bench --bench province -- [STATIONS] [--at FOLDER] [--counties] [--rebuild]`: a province whose stations' two years
//! add up to the bulletin's figures.
//!
//! Every station is a desk with keys and a chain of its own and packs its records as the program does; its desk goes once
//! that is done. Then a province takes all packages in, in no order and some of them twice, in a process of its own whose
//! time and memory are told, and its figures must be the expected ones: the bulletin's for 10,425 stations, their part for
//! fewer. With `--counties` the packages go to the counties, which pack them up. What was made is kept in the
//! folder and used again; without one it goes.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

#[path = "province/make.rs"]
mod make;
#[path = "province/share.rs"]
mod share;
#[path = "province/station.rs"]
mod station;
#[path = "province/take.rs"]
mod take;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use make::{PROVINCE, Site};

/// Stations without another number.
const SOME: u64 = 1_000;
/// The argument that makes this the process that takes in: the desk, the folder of packages.
const TAKE: &str = "--take";
/// As that, for the figures: the desk, the number of stations.
const FIGURES: &str = "--figures";
/// As that, for what goes back: the desk, the folder.
const ANSWER: &str = "--answer";
/// As that, to make the store anew from the journals: the desk.
const ANEW: &str = "--anew";
/// The argument that asks for that.
const REBUILD: &str = "--rebuild";
/// Stations that are sent a receipt.
const ANSWERED: usize = 100;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        [TAKE, root, folder] => return took(Path::new(root), Path::new(folder)),
        [FIGURES, root, stations] => return figures(Path::new(root), stations.parse().unwrap()),
        [ANEW, root] => return rebuilt(Path::new(root)),
        [ANSWER, root, folder] => return answered(Path::new(root), Path::new(folder)),
        _ => {}
    }
    let stations = words.iter().find_map(|word| word.parse().ok()).unwrap_or(SOME);
    let at = words.iter().position(|word| *word == "--at").map(|at| PathBuf::from(words[at + 1]));
    let passing = tempfile::tempdir().unwrap();
    let site = Site { root: at.unwrap_or_else(|| passing.path().to_path_buf()), stations };
    let start = Instant::now();
    site.make();
    row("stations", &stations.to_string());
    row("made in", &format!("{:.0} s", start.elapsed().as_secs_f64()));
    let desk = if words.contains(&"--counties") { through_counties(&site) } else { directly(&site) };
    if words.contains(&REBUILD) {
        itself(&[ANEW, &shown(&desk)]);
        itself(&[FIGURES, &shown(&desk), &site.stations.to_string()]);
    }
    std::fs::remove_dir_all(desk).unwrap();
}

/// Takes every station's package in at the province; gives the desk.
fn directly(site: &Site) -> PathBuf {
    let desk = fresh(site, &site.province(false));
    itself(&[TAKE, &shown(&desk), &shown(&site.packages(&PROVINCE.to_string()))]);
    itself(&[FIGURES, &shown(&desk), &site.stations.to_string()]);
    itself(&[ANSWER, &shown(&desk), &shown(&site.root.join("receipts"))]);
    desk
}

/// Takes them in at their counties, and what those pack at the province; gives the desk.
fn through_counties(site: &Site) -> PathBuf {
    let start = Instant::now();
    let up = site.packages("up");
    if up.exists() {
        std::fs::remove_dir_all(&up).unwrap();
    }
    std::fs::create_dir_all(&up).unwrap();
    for county in site.counties() {
        let desk = fresh(site, &site.county(county));
        take::take_all(&desk, &site.packages(&county.to_string()));
        take::pack_up(&desk, PROVINCE, &up);
        std::fs::remove_dir_all(desk).unwrap();
    }
    row("counties", &site.counties().len().to_string());
    row("  taken in and packed up in", &format!("{:.0} s", start.elapsed().as_secs_f64()));
    let desk = fresh(site, &site.province(true));
    itself(&[TAKE, &shown(&desk), &shown(&up)]);
    itself(&[FIGURES, &shown(&desk), &site.stations.to_string()]);
    desk
}

/// A copy of a desk that has taken nothing in yet.
fn fresh(site: &Site, desk: &Path) -> PathBuf {
    let to = site.root.join("fresh");
    if to.exists() {
        std::fs::remove_dir_all(&to).unwrap();
    }
    copy(desk, &to);
    to
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let to = to.join(entry.file_name());
        match entry.path() {
            folder if folder.is_dir() => copy(&folder, &to),
            file => assert!(std::fs::copy(file, to).is_ok()),
        }
    }
}

/// Runs this program in a process of its own, and lets it print its part of the table.
fn itself(arguments: &[&str]) {
    assert!(Command::new(std::env::current_exe().unwrap()).args(arguments).status().unwrap().success());
}

fn took(root: &Path, folder: &Path) {
    let took = take::take_all(root, folder);
    row("packages, with those that came twice", &took.packages.to_string());
    row("changes taken in", &took.lines.to_string());
    row("  in", &format!("{:.1} s", took.seconds));
    row("  a second", &format!("{:.0}", took.lines as f64 / took.seconds));
    row("  most memory", &format!("{} MiB", take::peak_mib()));
    for (name, folder) in [("journals", "journal"), ("store", "db-"), ("inbox", "inbox")] {
        row(&format!("  {name}"), &format!("{} MiB", take::bytes(root, folder) >> 20));
    }
}

fn figures(root: &Path, stations: u64) {
    let (shown, seconds) = take::figures(root, stations);
    row("figures counted in", &format!("{seconds:.1} s"));
    row("  most memory", &format!("{} MiB", take::peak_mib()));
    shown.iter().for_each(|(id, amount)| row(&format!("  {id}"), amount));
}

fn answered(root: &Path, folder: &Path) {
    let [receipts, standing, again] = take::answer(root, ANSWERED, folder);
    row(&format!("receipts for {ANSWERED} stations, or all"), &format!("{receipts:.2} s"));
    row("how the desk stands", &format!("{:.1} ms", 1_000.0 * standing));
    row("  once more, after one more package", &format!("{:.1} ms", 1_000.0 * again));
}

fn rebuilt(root: &Path) {
    let (lines, seconds) = take::rebuild(root);
    row("store made anew", &format!("{seconds:.1} s"));
    row("  changes a second", &format!("{:.0}", lines as f64 / seconds));
    row("  most memory", &format!("{} MiB", take::peak_mib()));
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn row(name: &str, figure: &str) {
    println!("{name:<44}{figure:>18}");
}
