//! The commands that look after the data, run as a clerk runs them: what they print and how they end.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod shared;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use liaison::store::disk::{Disk, RealDisk};
use shared::*;

const DONE: i32 = 0;
const REFUSED: i32 = 1;
const DAMAGED: i32 = 3;

/// Runs a command on a data directory; gives how it ended and all it said.
fn run(root: &Path, arguments: &[&str]) -> (i32, String) {
    let program = env!("CARGO_BIN_EXE_liaison");
    let output = Command::new(program).arg("--data").arg(root).args(arguments).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

#[track_caller]
fn expect(root: &Path, arguments: &[&str], code: i32, parts: &[&str]) -> String {
    let (found, said) = run(root, arguments);
    assert!(found == code && parts.iter().all(|part| said.contains(part)), "{arguments:?} ended with {found}:\n{said}");
    said
}

fn desk() -> tempfile::TempDir {
    let (disk, dir): (Arc<dyn Disk>, _) = (Arc::new(RealDisk), tempfile::tempdir().unwrap());
    let mut day = Day::new(&disk, dir.path());
    day.work();
    dir
}

fn bend(path: &Path, place: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[place] ^= 1;
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_desk_is_checked_backed_up_and_restored() {
    let (dir, stick) = (desk(), tempfile::tempdir().unwrap());
    let (root, stick) = (dir.path(), stick.path());
    expect(root, &["verify"], DONE, &["每条记录、每个列表都与日志一致", "没有发现问题"]);
    expect(root, &["rebuild"], DONE, &["已由日志重建"]);
    expect(root, &["backup", "--to", stick.to_str().unwrap()], DONE, &["已备份并核对", "liaison-430122105001-"]);
    expect(root, &["backup", "--to", "/no/such/stick"], REFUSED, &["移动磁盘"]);
    let file = files(stick).pop().unwrap();
    let before = fs::read(journal(root)).unwrap();
    fs::remove_dir_all(root).unwrap();
    expect(root, &["verify"], REFUSED, &["还没有建站"]);
    expect(root, &["backup"], REFUSED, &["没有值班台的数据"]);
    expect(root, &["restore", file.to_str().unwrap()], DONE, &["已恢复到备份时"]);
    assert!(fs::read(journal(root)).unwrap().starts_with(&before));
    expect(root, &["restore", file.to_str().unwrap()], DONE, &["恢复前的数据保存在", "backup"]);
    expect(root, &["verify"], DONE, &["先后分 2 段写成"]);
    bend(&file, 1000);
    expect(root, &["restore", file.to_str().unwrap()], DAMAGED, &["已损坏", "没有改动任何数据"]);
    expect(root, &["restore", stick.to_str().unwrap()], REFUSED, &["文件夹"]);
    expect(root, &["restore", "Cargo.toml"], REFUSED, &["不是本程序的备份"]);
}

#[test]
fn damage_is_told_and_salvaged() {
    let dir = desk();
    let root = dir.path();
    expect(root, &["salvage"], DONE, &["没有需要收回的记录"]);
    // A bad line that a backup has.
    bend(&journal(root), 700);
    expect(root, &["verify"], DAMAGED, &["第 2 行", "从第 2 行起读不到", "liaison salvage"]);
    expect(root, &["salvage"], DONE, &["日志已修补完整", "一行不缺"]);
    expect(root, &["verify"], DONE, &["没有发现问题"]);
    // A lost end.
    let whole = fs::read(journal(root)).unwrap();
    let end = whole[..whole.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap();
    fs::write(journal(root), &whole[..=end]).unwrap();
    expect(root, &["verify"], DAMAGED, &["只在数据库里还有"]);
    expect(root, &["salvage"], DONE, &["已把 1 条记录补回日志"]);
    expect(root, &["verify"], DONE, &["没有发现问题"]);
    // A bad end that nobody knows any more.
    fs::remove_dir_all(root.join("backup")).unwrap();
    for store in stores(root) {
        fs::remove_dir_all(store).unwrap();
    }
    let length = fs::metadata(journal(root)).unwrap().len();
    bend(&journal(root), usize::try_from(length).unwrap() - 30);
    expect(root, &["salvage"], DAMAGED, &["备份里也没有这一段", "上级"]);
    expect(root, &["rebuild"], DAMAGED, &["损坏", "只能查看"]);
    expect(root, &["list", "issue"], DONE, &[]);
}
