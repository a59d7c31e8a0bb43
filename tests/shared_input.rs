//! The program on real workbooks, which are kept outside the project: `cargo test --test shared_input -- --ignored`.
//!
//! Each run is a process of its own, so that the memory it took can be measured.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// What an import may take at most.
const MOST_KIB: u64 = 128 << 10;

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().unwrap() };
        desk.run(&["init", "--level", "station", "--code", "430112103001", "--name", "茶亭镇代表联络站"]);
        desk
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_liaison"));
        command.arg("--data").arg(self.folder.path().join("desk"));
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let output = self.command().args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", told(&output));
        output
    }

    fn import(&self, file: &str) -> String {
        told(&self.run(&["import", shared(file).to_str().unwrap()]))
    }

    /// The records of a kind, newest first.
    fn issues(&self) -> Vec<serde_json::Value> {
        let output = self.run(&["list", "issue", "--format", "jsonl"]);
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn shared(file: &str) -> PathBuf {
    let shared = std::env::var_os("LIAISON_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from);
    shared.join(file)
}

#[test]
#[ignore = "needs ../shared/data"]
fn messages_come_in_with_their_replies() {
    let desk = Desk::new();
    let told = desk.import("messages-with-replies.xlsx");
    assert!(told.contains("已新增 104 行，与已有记录相同 0 行，有问题 0 行"), "{told}");
    assert!(told.contains("为保护个人信息不导入：B 列“留言用户”"), "{told}");
    let issues = desk.issues();
    assert_eq!(issues.len(), 104);
    for issue in &issues {
        assert_eq!(issue["stage"], "replied");
        let (raised, reply) = (issue["reported_on"].as_str().unwrap(), &issue["events"][1]);
        assert!(reply["on"].as_str().unwrap() >= raised && !reply["text"].as_str().unwrap().is_empty(), "{issue}");
        assert_eq!(reply.get("class"), None);
        assert!(!issue["content"].as_str().unwrap().is_empty());
    }
    let first = issues.iter().find(|issue| issue["external_no"] == "2549").unwrap();
    assert_eq!((&first["reported_on"], &first["title"]), (&"2019-04-25".into(), &"A2区景蓉华苑物业管理有问题".into()));
    assert!(first["content"].as_str().unwrap().starts_with("2019年4月以来"));

    let again = desk.import("messages-with-replies.xlsx");
    assert!(again.contains("已新增 0 行，与已有记录相同 104 行"), "{again}");
}

#[test]
#[ignore = "needs ../shared/data"]
fn messages_come_in_by_category_without_the_repeated_row_and_the_blank_ones() {
    let desk = Desk::new();
    let told = desk.import("messages-by-category.xlsx");
    assert!(told.contains("已新增 484 行，与已有记录相同 1 行，有问题 0 行"), "{told}");
    assert!(told.contains("与第 98 行相同，不再导入：37042 "), "{told}");
    let issues = desk.issues();
    assert_eq!(issues.len(), 484);
    let of = |category: &str| issues.iter().filter(|issue| issue["category"] == category).count();
    // 城乡建设 劳动和社会保障 教育文体 卫生计生 交通运输 商贸旅游 环境保护; the repeated row was one of the second.
    assert_eq!(["02", "06", "07", "08", "05", "11", "04"].map(of), [99, 99, 95, 58, 53, 47, 33]);

    let again = desk.import("messages-by-category.xlsx");
    assert!(again.contains("已新增 0 行，与已有记录相同 485 行"), "{again}");
    let other = desk.import("messages-with-replies.xlsx");
    assert!(other.contains("已新增 104 行"), "{other}");
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "needs ../shared/data"]
fn the_sheet_with_blank_rows_takes_little_memory() {
    let desk = Desk::new();
    let mut child = desk
        .command()
        .arg("import")
        .arg(shared("messages-by-category.xlsx"))
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let ended = loop {
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        peak = peak.max(kib.unwrap_or(0));
        std::thread::sleep(std::time::Duration::from_millis(2));
    };
    assert!(ended.success(), "{ended}");
    assert!((1..MOST_KIB).contains(&peak), "{peak} KiB");
}

#[test]
#[ignore = "needs ../shared/data and LibreOffice"]
fn the_exported_ledger_opens_and_prints() {
    let desk = Desk::new();
    desk.import("messages-with-replies.xlsx");
    let ledger = desk.folder.path().join("台账.xlsx");
    desk.run(&["export", "issue", "--to", ledger.to_str().unwrap()]);
    let profile = format!("-env:UserInstallation=file://{}", desk.folder.path().join("office").display());
    let office = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(desk.folder.path())
        .arg(&ledger)
        .output()
        .unwrap();
    assert!(office.status.success(), "{}", told(&office));
    let printed = Command::new("pdftotext").arg(ledger.with_extension("pdf")).arg("-").output().unwrap();
    let text = String::from_utf8(printed.stdout).unwrap();
    for expected in ["茶亭镇代表联络站意见建议台账", "共 104 件", "反映日期", "答复内容", "不得录入、存储国家秘密"]
    {
        assert!(text.contains(expected), "{expected}");
    }
}
