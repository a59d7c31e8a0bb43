//! A desk to run commands on, and records that can be saved there.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Map, Value};

/// A data directory to run commands on.
pub struct Desk {
    pub root: PathBuf,
    _dir: tempfile::TempDir,
}

/// How a command ended.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    /// A folder with a name people give folders, and nothing in it.
    pub fn nowhere() -> Desk {
        let dir = tempfile::tempdir().unwrap();
        Desk { root: dir.path().join("数据 目录").join("站 一"), _dir: dir }
    }

    pub fn demo() -> Desk {
        let desk = Desk::nowhere();
        desk.done(&["demo", "--no-open"]);
        desk
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_liaison"));
        command.arg("--data").arg(&self.root).args(args).env_remove("LANG").env_remove("LC_ALL").stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        let output = self.command(args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs what must be done, and returns its results.
    pub fn done(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        ran.out
    }

    /// Runs what must not be done: the code, and a piece of the message.
    pub fn not_done(&self, args: &[&str], code: i32, piece: &str) {
        let ran = self.run(args);
        let shown: Vec<String> = args.iter().map(|arg| arg.chars().take(60).collect()).collect();
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{shown:?}: {}", ran.err);
        assert!(ran.err.contains(piece), "{shown:?}: {}", ran.err);
    }

    pub fn add(&self, kind: &str, fields: &[&str]) -> String {
        self.done(&[&["add", kind, "--set"], fields].concat())
    }

    /// Records of a kind, the newest first, as a script reads them.
    pub fn records(&self, kind: &str, more: &[&str]) -> Vec<Map<String, Value>> {
        let lines = self.done(&[&["list", kind, "--format", "jsonl"], more].concat());
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    pub fn newest(&self, kind: &str) -> Map<String, Value> {
        self.records(kind, &["--limit", "1"]).remove(0)
    }

    /// Everything that is on record.
    pub fn all(&self) -> String {
        KINDS.map(|kind| self.done(&["list", kind, "--format", "jsonl"])).concat()
    }
}

pub const KINDS: [&str; 10] =
    ["station", "deputy", "unit", "reception", "issue", "visit", "activity", "project", "proposal", "setting"];

/// The fields of a record of a kind that can be saved.
pub fn good(kind: &str) -> Vec<&'static str> {
    match kind {
        "issue" => {
            vec!["channel=来电", "deputies=邓兰英", "title=村口路灯不亮", "content=坏了三天了", "category=1201"]
        }
        "reception" => vec!["start=9", "end=1130", "place=站里", "deputies=汤建国、唐雪梅", "groups=2", "people=3"],
        "visit" => vec!["deputies=周喆", "way=入户", "village=云盘岭村", "people=3", "summary=走访三户"],
        "deputy" => vec!["name=张三", "levels=乡镇", "term=镇第十九届"],
        "unit" => vec!["name=气象站", "level=乡镇"],
        "setting" => vec!["key=deadlines.redo_days", "value=20"],
        _ => panic!("{kind} is not added"),
    }
}

/// A good record with one field given otherwise.
pub fn spoilt<'a>(kind: &str, pair: &'a str) -> Vec<&'a str> {
    let key = pair.split('=').next().unwrap();
    let mut fields: Vec<&str> = good(kind);
    fields.retain(|field| field.split('=').next() != Some(key));
    fields.push(pair);
    fields
}
