//! Desks that were lost, cloned, killed half way or restored, by command.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::desk::*;
use super::sync::*;

const STATION: &str = "430122105001";

/// A station and a county that know each other; the county has a fortnight of the station's.
fn pair() -> (Desk, Desk) {
    let (one, county, stick) = (station(1), above("county", COUNTY), folder());
    acquaint(&one, &county);
    work(&one, 1, 0);
    taken(&county, &packed(&one, "up", &[], stick.path())[0]);
    taken(&one, &packed(&county, "down", &[], stick.path())[0]);
    work(&one, 2, 1);
    taken(&county, &packed(&one, "up", &[], stick.path())[0]);
    (one, county)
}

/// A station on a new computer, known to the county.
fn fresh(county: &Desk) -> Desk {
    let desk = Desk::nowhere();
    desk.done(&["init", "--code", STATION, "--name", "第1联络站"]);
    acquaint(&desk, county);
    desk
}

fn sound(desk: &Desk) {
    assert!(desk.done(&["verify"]).contains("没有发现问题"));
}

fn copy_of(desk: &Desk) -> Desk {
    let copy = Desk::nowhere();
    copy_all(&desk.root, &copy.root);
    copy
}

#[test]
fn a_lost_station_is_rebuilt_from_the_countys_copy() {
    let (one, county) = pair();
    let stick = folder();
    let newest = one.newest("issue")["number"].as_str().unwrap().to_owned();
    let shown = |desk: &Desk| (desk.all(), desk.done(&["show", "issue", &newest]), figures(desk));
    let before = shown(&one);
    drop(one);
    let one = fresh(&county);
    let full = packed(&county, "full", &["--for", STATION], stick.path()).remove(0);
    // A trial says what would become of it, and changes nothing.
    let tried = one.run(&["unpack", text(&full), "--dry-run", "--format", "jsonl"]);
    assert!(tried.err.contains("重建本站：") && tried.err.contains("条记录"), "{}", tried.err);
    assert_eq!(serde_json::from_str::<Value>(tried.out.trim()).unwrap()["result"], "rebuild");
    assert!(one.records("issue", &[]).is_empty());
    // For another station it is none.
    let other = station(2);
    let refused = other.run(&["unpack", text(&full), "--yes"]);
    assert!(refused.code == 1 && refused.err.contains("打不开"), "{}", refused.err);
    taken(&one, &full);
    assert!(shown(&one) == before, "not as it was");
    sound(&one);
    assert_eq!(upward(&one)["unsent"], 0);
    // It works on; the county holds it until somebody has asked by telephone.
    work(&one, 3, 2);
    let up = packed(&one, "up", &[], stick.path()).remove(0);
    let waits = county.run(&["unpack", text(&up), "--yes"]);
    assert!(waits.code == 0 && waits.err.contains("--agree"), "{}", waits.err);
    let decided = county.run(&["party", "decide", STATION, "--adopt", "--reason", "电话核实，烧了换的"]);
    assert_eq!(decided.code, 0, "{}", decided.err);
    assert!(county.done(&["show", "received", STATION]).contains("烧了换的"));
    assert!(figures(&county) == figures(&one));
    taken(&one, &packed(&county, "receipt", &[], stick.path())[0]);
    assert_eq!(upward(&one)["unsent"], 0);
    // And on, as ever.
    work(&one, 1, 3);
    taken(&county, &packed(&one, "up", &[], stick.path())[0]);
    assert!(figures(&county) == figures(&one));
    sound(&one);
    sound(&county);
}

#[test]
fn a_station_that_has_begun_anew_is_not_rebuilt_over_it() {
    let (one, county) = pair();
    let stick = folder();
    drop(one);
    let one = fresh(&county);
    one.add("deputy", &["name=汤建国", "levels=乡镇", "term=镇第十九届"]);
    let before = one.all();
    let full = packed(&county, "full", &["--for", STATION], stick.path()).remove(0);
    let ran = one.run(&["unpack", text(&full), "--yes"]);
    assert!(ran.code == 1 && ran.err.contains("liaison backup"), "{}", ran.err);
    assert!(one.all() == before);
}

#[test]
fn the_county_decides_where_two_computers_send_for_one_station() {
    for adopts in [true, false] {
        let (one, county) = pair();
        let (stick, drawer) = (folder(), folder());
        let twin = copy_of(&one);
        twin.add("issue", &["channel=来电", "deputies=汤建国", "title=另一台电脑", "content=坏了", "category=1201"]);
        work(&one, 1, 2);
        taken(&county, &packed(&one, "up", &[], stick.path())[0]);
        let before = county.all();
        let other = packed(&twin, "up", &[], drawer.path()).remove(0);
        let ran = county.run(&["unpack", text(&other), "--yes"]);
        assert!(ran.code == 1 && ran.err.contains("party decide"), "{}", ran.err);
        assert!(county.done(&["sync"]).contains("party decide") && county.all() == before);
        county.not_done(&["party", "decide", STATION, "--reason", "没选"], 2, "--adopt");
        let sides = county.done(&["party", "decide", STATION, "--dry-run"]);
        assert!(sides.contains("两边相同") && sides.contains("另一台电脑"), "{sides}");
        county.not_done(&["party", "decide", STATION, "--adopt", "--keep", "--reason", "都选"], 2, "");
        county.not_done(&["party", "decide", STATION, "--adopt"], 2, "--reason");
        let what = if adopts { "--adopt" } else { "--keep" };
        county.done(&["party", "decide", "第1联络站", what, "--reason", "问过李工"]);
        let winner = if adopts { &twin } else { &one };
        assert!(figures(&county) == figures(winner));
        assert_eq!(county.all() == before, !adopts);
        county.not_done(&["party", "decide", STATION, what, "--reason", "再来"], 1, "不必决定");
        sound(&county);
        county.done(&["rebuild"]);
        assert!(figures(&county) == figures(winner));
    }
}

#[test]
fn a_county_comes_back_from_its_backup_with_its_stations() {
    let (one, county) = pair();
    let (two, stick, backups) = (station(2), folder(), folder());
    acquaint(&two, &county);
    work(&two, 2, 0);
    taken(&county, &packed(&two, "up", &[], stick.path())[0]);
    let (all, told) = (county.all(), figures(&county));
    county.done(&["backup", "--to", text(backups.path())]);
    let backup = fs::read_dir(backups.path()).unwrap().next().unwrap().unwrap().path();
    // Onto another computer, and over what came later.
    let elsewhere = Desk::nowhere();
    work(&one, 1, 2);
    let later = packed(&one, "up", &[], stick.path()).remove(0);
    taken(&county, &later);
    assert!(figures(&county) != told);
    for desk in [&elsewhere, &county] {
        desk.done(&["restore", text(&backup)]);
        assert!(desk.all() == all && figures(desk) == told);
        sound(desk);
        desk.done(&["rebuild"]);
        assert!(desk.all() == all);
        // What came later comes again, and what was there goes on.
        assert_eq!(taken(desk, &later)[0]["result"], "taken");
        work(&two, 1, 2);
        taken(desk, &packed(&two, "up", &[], stick.path())[0]);
        sound(desk);
    }
    // Both have all of the first station; the second sent one package more to the county.
    assert_eq!(elsewhere.records("issue", &[]).len() + 1, county.records("issue", &[]).len());
}

/// Runs a command and kills it after a while; whether it came to its end before.
fn killed_after(desk: &Desk, args: &[&str], wait: Duration) -> bool {
    let mut child = desk.command(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let until = Instant::now() + wait;
    while Instant::now() < until {
        if child.try_wait().unwrap().is_some() {
            return true;
        }
        sleep(Duration::from_micros(300));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    false
}

/// Takes a package in on a copy of a desk, killed at another moment each time: it is sound, and a second go comes to the same.
fn survives_kills(desk: &Desk, package: &Path, rounds: u32) {
    let args = ["unpack", text(package), "--yes"];
    let undisturbed = copy_of(desk);
    let begun = Instant::now();
    undisturbed.done(&args);
    let whole = begun.elapsed();
    let (before, after) = (desk.all(), undisturbed.all());
    assert!(before != after);
    for round in 0..rounds {
        let copy = copy_of(desk);
        killed_after(&copy, &args, whole * round / rounds);
        sound(&copy);
        let found = copy.all();
        assert!(found == before || found == after, "round {round}: something in between");
        copy.done(&args);
        assert!(copy.all() == after, "round {round}");
        sound(&copy);
    }
}

#[test]
fn a_kill_while_taking_in_leaves_nothing_half_done() {
    let (one, county) = pair();
    let stick = folder();
    work(&one, 3, 2);
    let up: PathBuf = packed(&one, "up", &[], stick.path()).remove(0);
    survives_kills(&county, &up, 8);
    // The same of a desk that is rebuilt.
    let one = fresh(&county);
    let full = packed(&county, "full", &["--for", STATION], stick.path()).remove(0);
    survives_kills(&one, &full, 8);
}

/// 22: a package's name stands on the stick only once all of it does, and the desk knows what is not out, whenever it was killed.
/// `LIAISON_STICK` names a drive to do it on; without one it is a folder.
#[test]
#[ignore = "wants a mounted drive of its own"]
fn a_kill_while_writing_a_stick_leaves_no_half_package() {
    const ROUNDS: u32 = 24;
    let (one, county) = pair();
    let drive = std::env::var_os("LIAISON_STICK").map_or_else(std::env::temp_dir, PathBuf::from);
    let stick = tempfile::tempdir_in(drive).unwrap();
    let args = ["pack", "up", "--to", text(stick.path())];
    let begun = Instant::now();
    packed(&copy_of(&one), "up", &[], &folder_of(&stick, "liaison"));
    let whole = begun.elapsed();
    fs::remove_dir_all(stick.path().join("liaison")).unwrap();
    let (mut wholes, mut nones) = (0, 0);
    for round in 0..ROUNDS {
        let copy = copy_of(&one);
        killed_after(&copy, &args, whole * round / ROUNDS);
        sound(&copy);
        let packages = names_on(stick.path(), ".lz");
        for name in &packages {
            let ran = county.run(&["unpack", text(&stick.path().join(name)), "--dry-run"]);
            assert_eq!(ran.code, 0, "round {round}: {}", ran.err);
        }
        wholes += usize::from(packages.len() == 1);
        nones += usize::from(packages.is_empty());
        // What is in the register as written stands there.
        let written = |desk: &Desk| desk.records("pack", &["--where", "state=已写出"]).len();
        assert!(written(&copy) <= written(&one) + packages.len(), "round {round}");
        assert_ne!(upward(&copy)["unsent"], 0, "round {round}");
        // Once more, and it is out; what the first go left goes with it.
        let again = packed(&copy, "up", &[], stick.path()).remove(0);
        assert_eq!(names_on(stick.path(), "").len(), packages.len() + 1, "round {round}");
        let county = copy_of(&county);
        taken(&county, &again);
        assert!(figures(&county) == figures(&copy), "round {round}");
        for name in names_on(stick.path(), "") {
            fs::remove_file(stick.path().join(name)).unwrap();
        }
    }
    assert!(wholes + nones == ROUNDS as usize && nones > 0, "{wholes} whole, {nones} none");
}

fn names_on(folder: &Path, ending: &str) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.ends_with(ending)).collect()
}
