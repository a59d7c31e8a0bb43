//! `liaison settings` as a person or a script meets it: what is in force comes out in the form that goes in, a bad value
//! changes nothing, and nothing stored before a change is touched by it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

struct Desk {
    root: PathBuf,
    dir: tempfile::TempDir,
}

/// How a command ended.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    fn demo() -> Desk {
        let dir = tempfile::tempdir().unwrap();
        let desk = Desk { root: dir.path().join("数据"), dir };
        desk.done(&["demo", "--no-open"]);
        desk
    }

    fn run(&self, args: &[&str], stdin: &str) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_liaison"));
        command.arg("--data").arg(&self.root).args(args);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A command that reads nothing may have closed its end.
        let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    #[track_caller]
    fn done(&self, args: &[&str]) -> String {
        let ran = self.run(args, "");
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        ran.out
    }

    #[track_caller]
    fn not_done(&self, args: &[&str], code: i32, piece: &str) {
        let ran = self.run(args, "");
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(piece), "{args:?}: {}", ran.err);
    }

    fn get(&self, key: &str) -> String {
        self.done(&["settings", "get", key])
    }

    fn listed(&self) -> Vec<Value> {
        let lines = self.done(&["settings", "list", "--format", "jsonl"]);
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn lines(&self) -> usize {
        let journal = fs::read_dir(self.root.join("journal")).unwrap().next().unwrap().unwrap();
        fs::read_to_string(journal.path()).unwrap().lines().count()
    }
}

#[test]
fn what_get_prints_set_takes_for_every_key() {
    let desk = Desk::demo();
    let all = desk.listed();
    assert!(all.len() > 30);
    for line in &all {
        let key = line["key"].as_str().unwrap();
        let text = desk.get(key);
        assert_eq!(text.trim_end(), line["value"].as_str().unwrap().trim_end(), "{key}");
        let ran = desk.run(&["settings", "set", key, "--file", "-"], &text);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{key}: {}", ran.err);
        assert!(ran.err.contains("没有变化"), "{key}: {}", ran.err);
    }
    // A list that was changed comes out as it went in, too.
    desk.done(&["settings", "set", "codes.nature", "[[nature]]\nkey='praise'\nname='表扬'\n"]);
    let text = desk.get("codes.nature");
    assert!(text.contains("praise") && text.contains("criticism"), "what is left out stays known: {text}");
    let ran = desk.run(&["settings", "set", "codes.nature", "--file", "-"], &format!("\u{feff}{text}"));
    assert!(ran.err.contains("没有变化"), "{}", ran.err);
}

#[test]
fn a_setting_is_set_listed_and_reset() {
    let desk = Desk::demo();
    assert!(desk.done(&["settings", "set", "deadlines.redo_days", "20"]).contains("deadlines.redo_days 重办期限"));
    assert_eq!(desk.get("deadlines.redo_days"), "20\n");
    let table = desk.done(&["settings", "list", "--group", "办理时限"]);
    assert!(table.contains("20 天") && table.contains("本站设定") && !table.contains("抄送单位"), "{table}");
    let csv = desk.done(&["settings", "list", "--group", "recipients", "--format", "csv"]);
    assert_eq!(csv.lines().count(), 3, "{csv}");
    desk.done(&["settings", "set", "recipients.copy", "镇党委、镇人民政府"]);
    assert_eq!(desk.get("recipients.copy"), "[\"镇党委\", \"镇人民政府\"]\n");
    let said = desk.done(&["settings", "reset", "deadlines.redo_days", "--reason", "按新规定"]);
    assert!(said.contains("随程序的设置") && !said.contains("停用"), "{said}");
    assert_eq!(desk.get("deadlines.redo_days"), "30\n");
    assert!(desk.run(&["settings", "reset", "deadlines.redo_days", "--reason", "再来"], "").err.contains("没有改过"));
    // It can be set again, and undone.
    desk.done(&["settings", "set", "deadlines.redo_days", "25"]);
    desk.done(&["undo"]);
    assert_eq!(desk.get("deadlines.redo_days"), "30\n");
    // The record itself is there as any other.
    desk.done(&["add", "setting", "--set", "key=deadlines.notice_days", "value=5"]);
    assert_eq!(desk.get("deadlines.notice_days"), "5\n");
    desk.done(&["settings", "set", "deadlines.notice_days", "4"]);
    assert!(desk.done(&["list", "setting"]).contains("deadlines.notice_days"));
}

#[test]
fn a_reset_list_keeps_the_stations_own_codes_as_retired() {
    let desk = Desk::demo();
    desk.done(&["settings", "set", "codes.nature", "[[nature]]\nkey='praise'\nname='表扬'\n"]);
    let said = desk.done(&["settings", "reset", "codes.nature", "--reason", "不用了"]);
    assert!(said.contains("留作停用"), "{said}");
    let text = desk.get("codes.nature");
    let own = text.split("[[nature]]").find(|code| code.contains("praise")).unwrap();
    assert!(own.contains("retired = true"), "{text}");
    assert_eq!(text.matches("retired").count(), 1, "{text}");
}

#[test]
fn a_bad_value_says_where_and_changes_nothing() {
    let desk = Desk::demo();
    let before = desk.lines();
    let file = desk.dir.path().join("表.toml");
    fs::write(&file, "[[nature]]\nkey = 'x'\nname = 3\n").unwrap();
    let file = file.to_str().unwrap();
    desk.not_done(&["settings", "set", "codes.nature", "--file", file], 1, "第 3 行");
    desk.not_done(&["settings", "set", "deadlines.redo_days", "-1"], 1, "0 到 3650 的整数");
    desk.not_done(&["settings", "set", "deadlines.warn_days", "七"], 1, "[7, 3]");
    desk.not_done(&["settings", "set", "codes.class", "[[class]]\nkey='D'\nname='D类'"], 1, "只能改名称");
    desk.not_done(&["settings", "set", "recipients.to", "[\"甲\",\n3]"], 1, "第 2 行");
    desk.not_done(&["settings", "set", "codes.nature", "--file", "没有这个文件"], 1, "检查文件名");
    desk.not_done(&["settings", "set", "codes.nature"], 2, "--file");
    desk.not_done(&["settings", "set", "codes.nature", "x", "--file", file], 2, "同时使用");
    desk.not_done(&["settings", "get", "print.footer"], 2, "settings list");
    desk.not_done(&["settings", "list", "--group", "别的"], 2, "deadlines");
    desk.not_done(&["settings", "reset", "codes.nature", "--reason", " "], 1, "原因");
    desk.not_done(&["settings", "别的"], 2, "别的");
    assert_eq!(desk.lines(), before);
}

#[test]
fn a_changed_term_leaves_what_was_assigned_as_it_is() {
    let desk = Desk::demo();
    let issues = || {
        let lines = desk.done(&["list", "issue", "--format", "jsonl"]);
        let rows = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        rows.map(|row| (row["number"].clone(), row["due_on"].clone(), row["route"].clone(), row["events"].clone()))
            .collect::<Vec<_>>()
    };
    let before = issues();
    let terms = "[[route]]\nkey='township'\nname='转镇直部门'\ndays=5\nworking=true\n";
    desk.done(&["settings", "set", "codes.route", terms]);
    let after = issues();
    assert_eq!(before.len(), after.len());
    for (one, other) in before.iter().zip(&after) {
        assert_eq!((&one.0, &one.1, &one.2), (&other.0, &other.1, &other.2));
    }
    assert!(desk.done(&["settings", "get", "codes.route"]).contains("days = 5"));
}
