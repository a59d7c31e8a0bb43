//! What is decided between desks by command: decisions answered, keys replaced, two computers of one station, odd lines put away.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use super::desk::*;
use super::sync::*;

const STATION: &str = "430122105001";

fn rows(told: &str) -> Vec<Value> {
    told.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A station with an issue that its county has assigned, and the issue's number.
fn assigned() -> (Desk, Desk, String) {
    let (one, county, stick) = (station(1), above("county", COUNTY), folder());
    acquaint(&one, &county);
    for desk in [&one, &county] {
        desk.add("unit", &["name=县水利局", "level=县"]);
    }
    work(&one, 1, 2);
    let number = one.newest("issue")["number"].as_str().unwrap().to_owned();
    taken(&county, &packed(&one, "up", &[], stick.path())[0]);
    county.done(&["decide", "assign", &format!("{STATION}/{number}"), "--set", "unit=县水利局"]);
    taken(&one, &packed(&county, "down", &["--for", STATION], stick.path())[0]);
    (one, county, number)
}

/// Runs a command and types lines into it; what it said.
fn asked(desk: &Desk, args: &[&str], lines: &[&str]) -> Ran {
    let mut command = desk.command(args);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // The program may end before it read everything.
    let _ = stdin.write_all(lines.iter().map(|line| format!("{line}\n")).collect::<String>().as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn a_decision_is_refused_for_a_reason_that_the_county_hears() {
    let (one, county, number) = assigned();
    one.not_done(&["adopt", &number, "--reason", "不归他们管"], 2, "--refuse");
    one.not_done(&["adopt", &number, "--refuse"], 1, "原因");
    one.not_done(&["adopt", &number, "--refuse", "--reason", " "], 1, "原因");
    assert_eq!(upward(&one)["decisions"], 1, "what was not done changes nothing");
    one.done(&["adopt", &number, "--refuse", "--reason", "这条渠归县交通局管"]);
    assert_eq!(
        (one.newest("issue")["stage"].as_str(), &upward(&one)["decisions"]),
        (Some("registered"), &Value::from(0))
    );
    one.not_done(&["adopt", &number], 1, "没有待采纳");
    let stick = folder();
    taken(&county, &packed(&one, "up", &[], stick.path())[0]);
    let shown = county.done(&["show", "issue", &format!("{STATION}/{number}")]);
    assert!(shown.contains("不予采纳") && shown.contains("这条渠归县交通局管"), "{shown}");
    // Refused, it may be taken back, and another be made.
    county.done(&["void", "handling", "1", "--reason", "改交交通局"]);
    county.add("unit", &["name=县交通局", "level=县"]);
    county.done(&["decide", "assign", &format!("{STATION}/{number}"), "--set", "unit=县交通局"]);
    one.add("unit", &["name=县交通局", "level=县"]);
    taken(&one, &packed(&county, "down", &["--for", STATION], stick.path())[0]);
    one.done(&["adopt", &number]);
    assert!(one.newest("issue")["unit"].as_str().unwrap().contains("县交通局"));
    for desk in [&one, &county] {
        assert!(desk.done(&["verify"]).contains("没有发现问题"));
    }
}

#[test]
fn a_decision_is_taken_over_line_by_line() {
    let (one, _, number) = assigned();
    // Input that ends at once saves nothing.
    let ended = asked(&one, &["adopt", &number, "--ask"], &[]);
    assert_eq!((ended.code, &upward(&one)["decisions"]), (1, &Value::from(1)), "{}", ended.err);
    let ran = asked(&one, &["adopt", &number, "--ask"], &["", "", "", "", "", ""]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("县水利局"), "{}", ran.err);
    assert_eq!(
        (one.newest("issue")["stage"].as_str(), &upward(&one)["decisions"]),
        (Some("assigned"), &Value::from(0))
    );
    let again = asked(&one, &["adopt", &number, "--ask"], &[""]);
    assert!(again.code == 1 && again.err.contains("没有待采纳"), "{}", again.err);
}

#[test]
fn ours_stays_and_is_not_offered_again() {
    let (one, county, stick) = (station(1), above("county", COUNTY), folder());
    acquaint(&one, &county);
    let deputy = |desk: &Desk, name: &str, post: &str| {
        desk.add("deputy", &[&format!("name={name}"), "levels=县", "term=县第十八届", &format!("post={post}")]);
    };
    deputy(&one, "周建设", "校长");
    deputy(&county, "周建设", "局长");
    deputy(&county, "李红", "医生");
    packed(&county, "down", &[], stick.path());
    taken(&one, stick.path());
    let offered = || rows(&one.done(&["takeover", "roster", "--dry-run", "--format", "jsonl"]));
    let standings = || {
        let mut all: Vec<String> = offered().iter().map(|row| row["standing"].as_str().unwrap().to_owned()).collect();
        all.sort();
        all
    };
    assert_eq!(standings(), ["conflict", "new"]);
    one.not_done(&["takeover", "roster", "--keep-ours", "--yes"], 2, "--pick");
    one.done(&["takeover", "roster", "--pick", "1", "--keep-ours", "--yes"]);
    assert_eq!(standings(), ["new"]);
    one.done(&["takeover", "roster", "--yes"]);
    assert!(offered().is_empty());
    let posts = || {
        let rows = one.records("deputy", &["--where", "levels=县"]);
        rows.iter().map(|row| row["post"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(posts().contains(&"校长".to_owned()) && posts().contains(&"医生".to_owned()), "{:?}", posts());
    // Another change there is another question.
    county.done(&["edit", "deputy", "周建设", "--set", "post=书记"]);
    packed(&county, "down", &[], stick.path());
    taken(&one, stick.path());
    assert_eq!(standings(), ["conflict"]);
}

/// The county of `fixtures/packages/county/`, which trusts the station that the packages of `fixtures/hostile/` are of.
fn county_of_fixtures() -> Desk {
    let desk = Desk::nowhere();
    copy_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/packages/county"), &desk.root);
    desk
}

#[test]
fn lines_that_were_not_used_are_listed_and_put_away() {
    let county = county_of_fixtures();
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/hostile/20-records-of-others.lz");
    // No receipt is written beside it.
    let ran = county.run(&["unpack", text(&package), "--yes", "--no-receipt"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let listed = || {
        let told = county.done(&["party", "quarantined", STATION, "--format", "jsonl"]);
        rows(&told).iter().map(|row| row["seq"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(listed(), [3, 4, 5, 6, 7]);
    assert!(county.done(&["sync"]).contains("隔离"));
    county.not_done(&["party", "dismiss", STATION], 2, "--reason");
    county.not_done(&["party", "dismiss", STATION, "--reason", " "], 1, "请写明为什么");
    county.not_done(&["party", "dismiss", STATION, "--seq", "2", "--reason", "问过了"], 1, "没有");
    county.not_done(&["party", "dismiss", "430122105009", "--reason", "问过了"], 1, "");
    county.done(&["party", "dismiss", STATION, "--seq", "4", "--reason", "电话问过，是试验"]);
    assert_eq!(listed(), [3, 5, 6, 7]);
    county.done(&["party", "dismiss", STATION, "--reason", "都问过了"]);
    assert_eq!(listed(), Vec::<u64>::new());
    county.not_done(&["party", "dismiss", STATION, "--reason", "再来"], 1, "没有");
    // They do not come back with what is made anew from the journals.
    county.done(&["rebuild"]);
    assert_eq!(listed(), Vec::<u64>::new());
    assert!(county.done(&["verify"]).contains("没有发现问题"));
}

/// Two computers of one station, which gave the same numbers to different records.
#[test]
fn the_records_of_a_cloned_station_are_never_mixed() {
    for adopts in [true, false] {
        let (one, county, drawer) = (station(1), above("county", COUNTY), folder());
        acquaint(&one, &county);
        work(&one, 1, 0);
        taken(&county, &packed(&one, "up", &[], drawer.path())[0]);
        let twin = Desk::nowhere();
        copy_all(&one.root, &twin.root);
        let issue = |desk: &Desk, title: &str| {
            desk.add("issue", &["channel=来电", "deputies=汤建国", title, "content=坏了三天", "category=1201"]);
            let number = desk.newest("issue")["number"].as_str().unwrap().to_owned();
            desk.done(&["do", "answer", &number, "--set", &format!("text=答复：{}", &title["title=".len()..])]);
            (number, desk.newest("issue")["id"].clone())
        };
        let (ours, theirs) = (issue(&one, "title=旧电脑上的路灯"), issue(&twin, "title=新电脑上的水渠"));
        assert_eq!(ours, theirs, "both gave it the same number");
        let visit = |desk: &Desk, village: &str, people: &str| {
            desk.add("visit", &["deputies=汤建国", "way=入户", village, people, "summary=走访"]);
        };
        visit(&one, "village=旧村", "people=3");
        visit(&twin, "village=新村", "people=50");
        taken(&county, &packed(&one, "up", &[], drawer.path())[0]);
        let before = county.all();
        let other = packed(&twin, "up", &[], &folder_of(&drawer, "twin")).remove(0);
        let ran = county.run(&["unpack", text(&other), "--yes"]);
        assert!(ran.code == 1 && ran.err.contains("party decide"), "{}", ran.err);
        assert!(county.all() == before, "something of the other computer came in");
        let what = if adopts { "--adopt" } else { "--keep" };
        county.done(&["party", "decide", STATION, what, "--reason", "电话问过"]);
        let (stays, goes) = if adopts { (&twin, &one) } else { (&one, &twin) };
        let (has, lacks) = if adopts { ("新", "旧") } else { ("旧", "新") };
        for round in 0..2 {
            let shown = county.done(&["show", "issue", &format!("{STATION}/{}", ours.0)]);
            let all = [shown, county.done(&["list", "visit"]), county.all()].concat();
            assert!(
                all.contains(&format!("{has}电脑上的")) && !all.contains(&format!("{lacks}电脑上的")),
                "{round}: {all}"
            );
            assert!(all.contains(&format!("{has}村")) && !all.contains(&format!("{lacks}村")), "{round}");
            assert_eq!(county.records("issue", &["--search", &format!("{lacks}电脑")]).len(), 0);
            assert_eq!(county.records("issue", &["--search", &format!("{has}电脑")]).len(), 1);
            assert!(figures(&county) == figures(stays));
            // And of what is made anew from the journals.
            county.done(&["rebuild"]);
        }
        // What the one that lost sends later stays out as well; the other goes on.
        visit(goes, "village=后来的村", "people=7");
        let late = packed(goes, "up", &[], &folder_of(&drawer, "late")).remove(0);
        assert_eq!(county.run(&["unpack", text(&late), "--yes"]).code, 1);
        visit(stays, "village=接着的村", "people=9");
        let next = packed(stays, "up", &[], &folder_of(&drawer, "next")).remove(0);
        taken(&county, &next);
        let all = county.all();
        assert!(all.contains("接着的村") && !all.contains("后来的村"));
        assert!(county.done(&["verify"]).contains("没有发现问题"));
    }
}

/// A desk on another computer, with keys of its own.
fn on_a_new_computer(level: &str, code: &str, name: &str) -> Desk {
    let desk = Desk::nowhere();
    desk.done(&["init", "--level", level, "--code", code, "--name", name]);
    desk
}

/// Exports a key file, and gives it with its fingerprint.
fn exported(desk: &Desk, folder: &Path) -> (String, String) {
    let told = desk.done(&["party", "export", "--to", text(folder)]);
    let (file, fingerprint) = told.trim().split_once('\n').unwrap();
    (file.to_owned(), fingerprint.to_owned())
}

#[test]
fn a_station_with_new_keys_is_confirmed_anew() {
    let (old, county, drawer) = (station(1), above("county", COUNTY), folder());
    acquaint(&old, &county);
    work(&old, 1, 0);
    let first = packed(&old, "up", &[], drawer.path()).remove(0);
    taken(&county, &first);
    work(&old, 1, 1);
    let made_before = packed(&old, "up", &[], &folder_of(&drawer, "before")).remove(0);
    let down = packed(&county, "down", &["--for", STATION], drawer.path()).remove(0);
    // The station's computer is stolen: nothing under its key is believed any more.
    county.done(&["party", "revoke", STATION, "--reason", "电脑被盗"]);
    let refused = county.run(&["unpack", text(&made_before), "--yes"]);
    assert!(refused.code == 1 && refused.err.contains("已经停用"), "{}", refused.err);
    county.not_done(&["pack", "down", "--for", STATION, "--to", text(drawer.path())], 1, "停用");
    let new = on_a_new_computer("station", STATION, "第1联络站");
    let (file, fingerprint) = exported(&new, drawer.path());
    county.done(&["party", "add", &file]);
    county.not_done(
        &["party", "confirm", STATION, "--fingerprint", &exported(&old, &folder_of(&drawer, "old")).1],
        1,
        "指纹不一致",
    );
    county.done(&["party", "confirm", STATION, "--fingerprint", &fingerprint]);
    let (file, told) = exported(&county, drawer.path());
    new.done(&["party", "add", &file]);
    new.done(&["party", "confirm", COUNTY, "--fingerprint", &told]);
    // What the old key signed and what it opens.
    let refused = county.run(&["unpack", text(&made_before), "--yes"]);
    assert!(refused.code == 1 && refused.err.contains("不是它登记的密钥"), "{}", refused.err);
    let unread = new.run(&["unpack", text(&down), "--yes"]);
    assert!(unread.code == 1 && unread.err.contains("密钥打不开"), "{}", unread.err);
    // The county gives back what it has, and the station goes on under its new key.
    taken(&new, &packed(&county, "full", &["--for", STATION], drawer.path())[0]);
    assert_eq!(new.records("issue", &[]).len(), 1);
    work(&new, 1, 2);
    let up = packed(&new, "up", &[], &folder_of(&drawer, "new")).remove(0);
    let waits = county.run(&["unpack", text(&up), "--yes"]);
    assert!(waits.code == 0 && waits.out.contains("换机待确认"), "{}{}", waits.out, waits.err);
    county.done(&["unpack", text(&up), "--yes", "--agree"]);
    assert!(figures(&county) == figures(&new));
    // The thief's go on being refused.
    work(&old, 3, 3);
    let stolen = packed(&old, "up", &[], &folder_of(&drawer, "stolen")).remove(0);
    let refused = county.run(&["unpack", text(&stolen), "--yes"]);
    assert!(refused.code == 1 && refused.err.contains("不是它登记的密钥"), "{}", refused.err);
    assert!(figures(&county) == figures(&new));
    assert!(county.done(&["verify"]).contains("没有发现问题"));
}

#[test]
fn a_county_with_new_keys_gets_everything_again() {
    let (one, old, drawer) = (station(1), above("county", COUNTY), folder());
    acquaint(&one, &old);
    work(&one, 1, 0);
    taken(&old, &packed(&one, "up", &[], drawer.path())[0]);
    taken(&one, &packed(&old, "receipt", &[], drawer.path())[0]);
    assert_eq!(upward(&one)["unsent"], 0);
    let down = packed(&old, "down", &["--for", STATION], drawer.path()).remove(0);
    let new = on_a_new_computer("county", COUNTY, "430122人大");
    let (file, told) = exported(&one, drawer.path());
    new.done(&["party", "add", &file]);
    new.done(&["party", "confirm", STATION, "--fingerprint", &told]);
    let (file, told) = exported(&new, drawer.path());
    one.done(&["party", "add", &file]);
    // Until somebody has compared it nothing goes there, and nothing of the old key comes in.
    one.not_done(&["pack", "up", "--to", text(drawer.path())], 1, "还没有核对");
    one.done(&["party", "confirm", COUNTY, "--fingerprint", &told]);
    let refused = one.run(&["unpack", text(&down), "--yes"]);
    assert!(refused.code == 1 && refused.err.contains("不是它登记的密钥"), "{}", refused.err);
    assert!(upward(&one)["unsent"].as_u64() > Some(0), "what the old one had acknowledged the new one need not have");
    let up = packed(&one, "up", &[], &folder_of(&drawer, "new")).remove(0);
    let unread = old.run(&["unpack", text(&up), "--yes"]);
    assert!(unread.code == 1 && unread.err.contains("密钥打不开"), "{}", unread.err);
    taken(&new, &up);
    assert!(figures(&new) == figures(&one) && new.records("issue", &[]).len() == 1);
    taken(&one, &packed(&new, "receipt", &[], &folder_of(&drawer, "back"))[0]);
    assert_eq!(upward(&one)["unsent"], 0);
    // The same keys revoked by mistake are trusted again by their file and fingerprint, and it goes on where it stood.
    new.done(&["party", "revoke", STATION, "--reason", "弄错了"]);
    work(&one, 1, 1);
    let next = packed(&one, "up", &[], &folder_of(&drawer, "next")).remove(0);
    assert_eq!(new.run(&["unpack", text(&next), "--yes"]).code, 1);
    let (file, told) = exported(&one, drawer.path());
    let added = new.run(&["party", "add", &file]);
    assert!(added.code == 0 && added.err.contains("弄错了"), "{}", added.err);
    new.done(&["party", "confirm", STATION, "--fingerprint", &told]);
    taken(&new, &next);
    assert!(figures(&new) == figures(&one));
    assert!(fs::read_dir(new.root.join("inbox")).map_or(0, Iterator::count) <= 1, "nothing but what waits stays there");
}
