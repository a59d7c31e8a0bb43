//! A visit printed on the command line names the issues raised on it.
#![allow(clippy::unwrap_used, missing_docs)]

use std::process::Command;

use serde_json::Value;

fn lines(root: &std::path::Path, arguments: &[&str]) -> Vec<Value> {
    let program = env!("CARGO_BIN_EXE_liaison");
    let output = Command::new(program).arg("--data").arg(root).args(arguments).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    said.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

#[test]
fn a_visit_names_the_issues_whose_source_it_is() {
    let dir = tempfile::tempdir().unwrap();
    lines(dir.path(), &["demo", "--no-open"]);
    let visits = lines(dir.path(), &["list", "visit", "--format", "jsonl"]);
    let named = |visit: &Value| visit["issues"].as_array().map_or(0, Vec::len);
    let issues = lines(dir.path(), &["list", "issue", "--where", "channel=visit", "--format", "jsonl"]);
    assert!(!issues.is_empty());
    assert_eq!(visits.iter().map(named).sum::<usize>(), issues.len());
    let with_one = visits.iter().find(|visit| named(visit) > 0).unwrap();
    let (id, number) = (with_one["id"].to_string(), with_one["issues"][0].as_str().unwrap());
    assert_eq!(lines(dir.path(), &["show", "visit", &id, "--format", "jsonl"]), std::slice::from_ref(with_one));
    let where_issue = format!("issues={number}");
    let found = lines(dir.path(), &["list", "visit", "--where", &where_issue, "--format", "jsonl"]);
    assert_eq!(found, std::slice::from_ref(with_one));
}
