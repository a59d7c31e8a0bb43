//! Packages between desks by command: three stations, a county, a city and a stick.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Datelike, Days, Local, NaiveDate};
use serde_json::Value;
use tempfile::TempDir;

use super::desk::*;

pub const COUNTY: &str = "430122";
const CITY: &str = "4301";

pub fn station(serial: usize) -> Desk {
    let desk = Desk::nowhere();
    let (code, name) = (format!("43012210500{serial}"), format!("第{serial}联络站"));
    desk.done(&["init", "--code", &code, "--name", &name]);
    desk.add("deputy", &["name=汤建国", "levels=乡镇", "term=镇第十九届"]);
    desk
}

pub fn above(level: &str, code: &str) -> Desk {
    let desk = Desk::nowhere();
    desk.done(&["init", "--level", level, "--code", code, "--name", &format!("{code}人大")]);
    desk
}

pub fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Each takes the other's key file in and hears its fingerprint.
pub fn acquaint(one: &Desk, other: &Desk) {
    let stick = folder();
    for (from, to) in [(one, other), (other, one)] {
        let told = from.done(&["party", "export", "--to", text(stick.path())]);
        let (file, fingerprint) = told.trim().split_once('\n').unwrap();
        let code = Path::new(file).file_name().unwrap().to_str().unwrap().split('-').nth(1).unwrap();
        to.done(&["party", "add", file]);
        to.done(&["party", "confirm", code, "--fingerprint", &fingerprint.replace(' ', "，")]);
    }
}

/// Packs, and gives the files.
pub fn packed(desk: &Desk, sort: &str, more: &[&str], folder: &Path) -> Vec<PathBuf> {
    let ran = desk.run(&[&["pack", sort, "--to", text(folder)], more].concat());
    assert_eq!(ran.code, 0, "{sort}: {}", ran.err);
    assert!(ran.err.trim_end().ends_with("可以拔出。"), "{}", ran.err);
    ran.out.lines().map(PathBuf::from).collect()
}

/// Takes in what must go in whole; gives the rows.
pub fn taken(desk: &Desk, path: &Path) -> Vec<Value> {
    let told = desk.done(&["unpack", text(path), "--yes", "--no-receipt", "--format", "jsonl"]);
    told.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

pub fn upward(desk: &Desk) -> Value {
    let told = desk.done(&["sync", "--format", "jsonl"]);
    serde_json::from_str(told.lines().next().unwrap()).unwrap()
}

fn today() -> NaiveDate {
    Local::now().date_naive()
}

/// A fortnight's work of a station; `round` and `serial` make each one's own.
pub fn work(desk: &Desk, serial: usize, round: u64) {
    let day = today() - Days::new(90 - round * 14);
    let on = |field: &str| format!("{field}={day}");
    for _ in 0..serial {
        let people = format!("people={}", serial * 10 + usize::try_from(round).unwrap());
        let (date, way) = (on("date"), "way=入户");
        desk.add("visit", &["deputies=汤建国", way, "village=云盘岭村", "summary=走访几户", &people, &date]);
    }
    let title = format!("title=第{round}次反映：{serial}组的路灯不亮");
    let reported = on("reported_on");
    desk.add(
        "issue",
        &["channel=来电", "deputies=汤建国", &title, "content=坏了三天了", "category=1201", "hardship=是", &reported],
    );
    if round == 0 {
        let number = desk.newest("issue")["number"].as_str().unwrap().to_owned();
        desk.done(&["do", "answer", &number, "--set", "text=已请电工修好", &on("on")]);
    }
}

/// The figures of the last hundred days: what each is of and among.
pub fn figures(desk: &Desk) -> BTreeMap<String, (i64, i64)> {
    let period = format!("{}..{}", today() - Days::new(100), today());
    let told = desk.done(&["stats", "--period", &period, "--format", "jsonl"]);
    let rows = told.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let number = |value: &Value| value.as_i64().unwrap_or_default();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    rows.map(|row| {
        (format!("{}:{}", word(&row["id"]), word(&row["part"])), (number(&row["of"]), number(&row["among"])))
    })
    .collect()
}

fn copied(from: &Path, to: &Path) -> PathBuf {
    let to = to.join(from.file_name().unwrap());
    fs::copy(from, &to).unwrap();
    to
}

pub fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), &to).unwrap();
        }
    }
}

#[test]
fn a_quarter_goes_up_whatever_becomes_of_single_packages() {
    let stations = [station(1), station(2), station(3)];
    let (county, city, drawer) = (above("county", COUNTY), above("city", CITY), folder());
    stations.iter().for_each(|station| acquaint(station, &county));
    acquaint(&county, &city);
    let mut packages = Vec::new();
    for round in 0..3 {
        for (at, desk) in stations.iter().enumerate() {
            work(desk, at + 1, round);
            packages.push(packed(desk, "up", &[], drawer.path()).remove(0));
        }
        assert!(upward(&stations[0])["waiting"].as_u64() > Some(0));
    }
    // A copy of the first station's disk goes its own way from here.
    let twin = Desk::nowhere();
    copy_all(&stations[0].root, &twin.root);
    twin.add("issue", &["channel=来电", "deputies=汤建国", "title=另一台电脑", "content=坏了", "category=1201"]);
    work(&stations[0], 1, 3);
    let cloned = packed(&twin, "up", &[], folder_of(&drawer, "clone").as_path()).remove(0);
    let last = packed(&stations[0], "up", &[], drawer.path()).remove(0);

    // The second of the second station is lost; the third of the third arrives damaged; in no order, some twice.
    let damaged = copied(&packages[8], folder_of(&drawer, "damaged").as_path());
    let mut bytes = fs::read(&damaged).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&damaged, bytes).unwrap();
    for at in [6, 0, 3, 6] {
        taken(&county, &packages[at]);
    }
    county.not_taken(&damaged, "数据包已损坏");
    for package in [&packages[2], &packages[1], &last, &packages[5], &last] {
        taken(&county, package);
    }
    county.not_taken(&cloned, "与本机已收到的不一致");
    // The two that are still to come, sent again on one stick, among others' packages.
    let stick = folder();
    copied(&packages[7], stick.path());
    copied(&packages[8], stick.path());
    fs::write(stick.path().join(format!("LZ-430122105001-{CITY}-up-0001.lz")), "x").unwrap();
    let rows = taken(&county, stick.path());
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["result"], "taken");
    assert!(taken(&county, stick.path()).iter().all(|row| row["result"] == "known" && row["added"] == 0));

    // Receipts back: nothing is left to report.
    let receipts = packed(&county, "receipt", &["--all"], stick.path());
    assert_eq!(receipts.len(), 3);
    for desk in &stations {
        let rows = taken(desk, stick.path());
        assert_eq!(rows[0]["result"], "receipt");
        assert_eq!((&upward(desk)["unsent"], &upward(desk)["waiting"]), (&Value::from(0), &Value::from(0)));
    }
    // And on to the city.
    taken(&city, &packed(&county, "up", &[], stick.path())[0]);

    let each: Vec<_> = stations.iter().map(figures).collect();
    let (at_county, at_city) = (figures(&county), figures(&city));
    for (id, figure) in &at_county {
        let sum = each.iter().map(|figures| figures[id]).fold((0, 0), |sum, each| (sum.0 + each.0, sum.1 + each.1));
        assert_eq!(*figure, sum, "{id}");
    }
    assert_eq!(at_county, at_city);
    // People: 33 at the first station, 126 at the second, 279 at the third, and 13 of the last round.
    assert_eq!(["I1", "I5a", "V1", "V2a"].map(|id| at_county[&format!("{id}:")].0), [10, 3, 19, 451]);
    assert_eq!(county.records("visit", &[]).len(), 3 * (1 + 2 + 3) + 1);
    assert_eq!(county.records("issue", &[]).len(), 10);
    for desk in stations.iter().chain([&county, &city]) {
        assert!(desk.done(&["verify"]).contains("没有发现问题"));
    }
}

pub fn folder_of(drawer: &TempDir, name: &str) -> PathBuf {
    let folder = drawer.path().join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

impl Desk {
    /// Looks at a stick of which everything is refused.
    fn not_taken_but_emptied(&self, path: &Path) {
        assert_eq!(self.run(&["unpack", text(path), "--yes"]).code, 1);
    }

    /// Refuses a package, and nothing of it stays.
    fn not_taken(&self, path: &Path, piece: &str) {
        let before = self.all();
        let ran = self.run(&["unpack", text(path), "--yes"]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.err.contains(piece), "{}", ran.err);
        assert!(self.all() == before, "something of a refused package stayed");
    }
}

fn inbox(desk: &Desk) -> Vec<PathBuf> {
    let names = fs::read_dir(desk.root.join("inbox")).into_iter().flatten();
    names.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn a_trial_changes_nothing_and_a_stick_is_asked_about_before() {
    let (one, county, stick) = (station(1), above("county", COUNTY), folder());
    acquaint(&one, &county);
    packed(&one, "up", &[], stick.path());
    let before = (county.all(), county.done(&["list", "received", "--format", "jsonl"]));
    let told = county.done(&["unpack", text(stick.path()), "--dry-run", "--format", "csv"]);
    assert_eq!(told.lines().next().unwrap(), "发自,种类,包号,单位数,新增,更新,未变,冲突,隔离,缺口,结果");
    assert!(told.contains("430122105001,上报,1,1,"), "{told}");
    county.not_done(&["unpack", text(stick.path())], 2, "--yes");
    assert_eq!(before, (county.all(), county.done(&["list", "received", "--format", "jsonl"])));
    assert_eq!(inbox(&county), Vec::<PathBuf>::new());
    // One that is refused leaves no copy either.
    one.done(&["party", "revoke", COUNTY, "--reason", "换了电脑"]);
    county.done(&["party", "revoke", "第1联络站", "--reason", "换了电脑"]);
    county.not_taken(stick.path(), "已经停用");
    assert_eq!(inbox(&county), Vec::<PathBuf>::new());
    // Nor does one that is taken in, and whatever an exchange left that was cut off goes with the next.
    fs::write(county.root.join("inbox/LZ-left.lz"), "half").unwrap();
    county.not_taken_but_emptied(stick.path());
    assert_eq!(inbox(&county), Vec::<PathBuf>::new());
    one.not_done(&["pack", "up", "--to", text(stick.path())], 1, "密钥已停用");
    let register = one.records("pack", &[]);
    assert_eq!(register.len(), 1);
    assert_eq!((&register[0]["state"], &register[0]["sort"]), (&Value::from("written"), &Value::from("up")));
    assert!(one.done(&["media", "--format", "csv"]).contains("LZ-430122105001-430122-up-0001.lz"));
}

#[test]
fn a_desk_restored_from_a_backup_waits_for_somebody_to_agree() {
    let (one, county, stick, backups) = (station(1), above("county", COUNTY), folder(), folder());
    acquaint(&one, &county);
    one.done(&["backup", "--to", text(backups.path())]);
    work(&one, 1, 0);
    taken(&county, &packed(&one, "up", &[], stick.path())[0]);
    let backup = fs::read_dir(backups.path()).unwrap().next().unwrap().unwrap().path();
    let told = one.done(&["restore", text(&backup)]);
    assert!(told.contains("要先接上") && told.contains("liaison pack full --for 430122105001"), "{told}");
    assert!(one.done(&["sync"]).contains("先不要录入"));
    // What went up now would part from what the county has.
    for sort in ["up", "full"] {
        one.not_done(&["pack", sort, "--to", text(stick.path())], 1, "还没有接上");
    }
    taken(&one, &packed(&county, "full", &["--for", "430122105001"], &folder_of(&stick, "full"))[0]);
    assert!(!one.done(&["sync"]).contains("先不要录入"));
    work(&one, 2, 1);
    let again = packed(&one, "up", &[], folder_of(&stick, "again").as_path()).remove(0);
    let waits = county.run(&["unpack", text(&again), "--yes"]);
    assert_eq!(waits.code, 0);
    assert!(waits.err.contains("--agree") && waits.out.contains("换机待确认"), "{}{}", waits.out, waits.err);
    assert_eq!(county.records("visit", &[]).len(), 1);
    assert!(county.done(&["sync"]).contains("暂存"));
    county.done(&["unpack", text(&again), "--yes", "--agree"]);
    assert_eq!(county.records("visit", &[]).len(), 3);
    assert_eq!(figures(&county), figures(&one));
}

#[test]
fn the_county_sees_who_has_reported_and_says_so_below() {
    let (one, two, county, stick) = (station(1), station(2), above("county", COUNTY), folder());
    one.not_done(&["pack", "up", "--to", text(stick.path())], 1, "还没有上级单位");
    acquaint(&one, &county);
    acquaint(&two, &county);
    work(&one, 1, 0);
    taken(&county, &packed(&one, "up", &[], stick.path())[0]);
    let told = county.done(&["sync", "--format", "jsonl", "--period", "今年"]);
    let rows: Vec<Value> = told.lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<_> = rows.iter().map(|row| (row["code"].as_str().unwrap(), row["number"].as_u64())).collect();
    assert_eq!(told, [("430122105001", Some(1)), ("430122105002", None)]);
    let month = today().with_day(1).unwrap() - Days::new(1);
    let told = county.done(&["sync", "--format", "jsonl", "--period", &format!("{month}..{month}")]);
    let reported: Vec<Value> = told.lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect();
    // They were enrolled after that month had ended.
    assert!(reported.iter().all(|row| row["reported"] == "exempt"), "{reported:?}");
    // To one below what it is given, and only one of them has something to be acknowledged.
    county.not_done(&["pack", "down", "--to", text(stick.path())], 2, "430122105001 第1联络站、430122105002 第2联络站");
    county.not_done(&["pack", "down", "--to", text(stick.path())], 2, "没有要下发的");
    assert_eq!(packed(&county, "receipt", &[], stick.path()).len(), 1);
    assert_eq!(packed(&county, "down", &["--all"], stick.path()).len(), 2);
    for desk in [&one, &two] {
        assert!(taken(desk, stick.path()).iter().any(|row| row["sort"] == "down"));
    }
    assert_eq!(upward(&one)["unsent"], 0);
    assert!(upward(&two)["unsent"].as_u64() > Some(0));
}

#[test]
fn what_cannot_be_sent_or_trusted_is_told_with_what_to_do() {
    let (one, county, stick) = (station(1), above("county", COUNTY), folder());
    let (here, nowhere) = (text(stick.path()), text(stick.path()).to_owned() + "/没有");
    county.done(&["party", "export", "--to", here]);
    let file = format!("{here}/LZ-{COUNTY}-key.txt");
    one.done(&["party", "add", &file]);
    fs::write(stick.path().join("别的.txt"), "不是密钥").unwrap();
    let other = format!("{here}/别的.txt");
    let six = "11111 22222 33333 44444 55555 66666";
    let table: &[(&[&str], i32, &str)] = &[
        (&["party", "add", &other], 1, "这不是密钥文件"),
        (&["party", "add", &nowhere], 1, "没有"),
        (&["party", "confirm", COUNTY], 2, "--fingerprint"),
        (&["party", "confirm", COUNTY, "--fingerprint", six], 1, "指纹不一致"),
        (&["party", "confirm", "9999", "--fingerprint", six], 1, "liaison list party"),
        (&["party", "revoke", COUNTY], 2, "还缺少：--reason"),
        (&["party", "revoke", COUNTY, "--reason", " "], 1, "停用要写明原因"),
        (&["party", "export", "--to", &nowhere], 1, "打不开"),
        (&["pack", "up"], 2, "还缺少：--to"),
        (&["pack", "side", "--to", here], 2, "可用的值：up down full receipt"),
        (&["pack", "up", "--to", here], 1, "密钥还没有核对"),
        (&["pack", "up", "--all", "--to", here], 2, "--all 只用于"),
        (&["pack", "down", "--to", here], 1, "没有已核对的下级单位"),
        (&["pack", "receipt", "--to", here], 1, "还没有收到过数据包"),
        (&["pack", "up", "--to", &nowhere], 1, "打不开"),
        (&["pack", "up", "--to", &other], 1, "不是文件夹"),
        (&["unpack", here, "--yes", "--dry-run"], 2, "不能与其他选项同时使用"),
        (&["unpack", here, "--yes"], 1, "没有数据包"),
        (&["unpack", &nowhere, "--yes"], 1, "打不开"),
        (&["sync", "--period", "很久"], 2, "很久"),
    ];
    for (args, code, piece) in table {
        one.not_done(args, *code, piece);
    }
    assert_eq!(one.records("pack", &[]).len(), 0, "an attempt that was refused used a number up");
    let ran = one.run(&["unpack", &other, "--yes"]);
    assert!(ran.code == 1 && ran.err.contains("这不是数据包"), "{}", ran.err);
}

#[test]
fn a_decision_goes_down_is_taken_over_and_seen_above() {
    let (one, county, stick) = (station(1), above("county", COUNTY), folder());
    acquaint(&one, &county);
    for desk in [&one, &county] {
        desk.add("unit", &["name=县水利局", "level=1"]);
    }
    work(&one, 1, 2);
    let number = one.newest("issue")["number"].as_str().unwrap().to_owned();
    taken(&county, &packed(&one, "up", &[], stick.path())[0]);
    // What is not there, not ours to decide or not the next step is refused.
    let issue = format!("430122105001/{number}");
    let due = format!("due_on={}", today() + Days::new(30));
    for (words, code, says) in [
        (vec!["decide", "close", &issue], 2, "assign return extend urge reply"),
        (vec!["decide", "assign", &number, "--set", "unit=县水利局"], 2, "站点代码"),
        (vec!["decide", "assign", "430122105001/2020-0001", "--set", "unit=县水利局"], 1, "还没有收到"),
        (vec!["decide", "assign", &issue, "--set", "text=快办"], 2, "text"),
        (vec!["decide", "urge", &issue, "--set", "text=请抓紧"], 1, "已登记"),
        (vec!["decide", "assign", &issue], 1, "承办单位"),
    ] {
        let ran = county.run(&words);
        assert_eq!(ran.code, code, "{words:?}: {}", ran.err);
        assert!(ran.err.contains(says), "{words:?}: {}", ran.err);
    }
    county.done(&["decide", "assign", &issue, "--set", "unit=县水利局", &due]);
    county.done(&["decide", "urge", &issue, "--set", "text=请在汛期前办好"]);
    let listed = county.done(&["list", "handling", "--format", "jsonl"]);
    assert_eq!(listed.lines().count(), 2, "{listed}");
    let of_station = county.done(&["list", "handling", "--station", "430122105001", "--format", "jsonl"]);
    assert_eq!(of_station, listed);
    // Of one station alone, the figures at the county are the station's own.
    let figures =
        |lines: String| lines.lines().filter(|line| line.contains(r#""id":"I"#)).map(str::to_owned).collect::<Vec<_>>();
    let period = format!("{}..{}", today() - Days::new(200), today());
    let own = figures(one.done(&["stats", "--period", &period, "--format", "jsonl"]));
    assert_eq!(
        figures(county.done(&["stats", "--period", &period, "--station", "430122105001", "--format", "jsonl"])),
        own
    );
    assert!(own.iter().any(|line| line.contains(r#""id":"I2""#) && !line.contains(r#""of":0"#)), "{own:?}");
    // The second was one too many.
    county.done(&["void", "handling", "2", "--reason", "不用催"]);
    taken(&one, &packed(&county, "down", &["--for", "430122105001"], stick.path())[0]);
    assert_eq!(upward(&one)["decisions"], 1);
    let waiting = one.done(&["adopt", "--format", "jsonl"]);
    assert!(waiting.contains("assign") && waiting.lines().count() == 1, "{waiting}");
    one.done(&["adopt", &number]);
    assert_eq!(one.newest("issue")["stage"], "assigned");
    assert_eq!(upward(&one)["decisions"], 0);
    let again = one.run(&["adopt", &number]);
    assert!(again.code == 1 && again.err.contains("没有待采纳"), "{}", again.err);
    // An undo opens it again.
    one.done(&["undo"]);
    assert_eq!(upward(&one)["decisions"], 1);
    one.done(&["adopt", &number]);
    taken(&county, &packed(&one, "up", &[], stick.path())[0]);
    assert_eq!(county.newest("issue")["stage"], "assigned");
    let void = county.run(&["void", "handling", "1", "--reason", "改主意"]);
    assert!(void.code == 1 && void.err.contains("采纳"), "{}", void.err);
    for desk in [&one, &county] {
        desk.done(&["verify"]);
    }
}

#[test]
fn what_was_taken_in_is_acknowledged_in_the_same_folder() {
    let (one, county, stick) = (station(1), above("county", COUNTY), folder());
    acquaint(&one, &county);
    work(&one, 1, 0);
    packed(&one, "up", &[], stick.path());
    let ran = county.run(&["unpack", text(stick.path()), "--yes", "--format", "jsonl"]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 1), "{}", ran.err);
    let receipt = format!("LZ-{COUNTY}-430122105001-receipt-0001.lz");
    assert!(ran.err.contains("给“第1联络站”的回执第 1 号") && ran.err.contains("可以拔出"), "{}", ran.err);
    // The station reads it from there, and answers no receipt with another.
    let ran = one.run(&["unpack", text(&stick.path().join(&receipt)), "--yes"]);
    assert!(ran.code == 0 && !ran.err.contains("可以拔出"), "{}", ran.err);
    assert_eq!(upward(&one)["unsent"], 0);
    assert_eq!(fs::read_dir(stick.path()).unwrap().count(), 2);
    // What lies there still, of our own making, is no news; what was read before has its receipt there, or gets it again.
    let ran = county.run(&["unpack", text(stick.path()), "--yes"]);
    assert!(ran.code == 0 && ran.err.contains("回执已在上面"), "{}", ran.err);
    assert_eq!(fs::read_dir(stick.path()).unwrap().count(), 2);
    fs::remove_file(stick.path().join(&receipt)).unwrap();
    let ran = county.run(&["unpack", text(stick.path()), "--yes"]);
    assert!(ran.code == 0 && !ran.err.contains("不是给本单位"), "{}", ran.err);
    assert!(ran.err.contains("可以拔出"), "{}", ran.err);
    assert_eq!(fs::read_dir(stick.path()).unwrap().count(), 2);
}
