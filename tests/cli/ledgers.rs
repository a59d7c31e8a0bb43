//! Ledgers out of one desk and into another.

use std::fs;
use std::path::Path;

use super::desk::Desk;

/// A desk on which nobody has written anything.
fn empty() -> Desk {
    let desk = Desk::nowhere();
    assert_eq!(desk.run(&["init", "--code", "430112103001", "--name", "茶亭镇代表联络站", "--by", "王"]).code, 0);
    desk
}

/// All ledgers of a desk, each by its file's name.
fn exported(desk: &Desk, folder: &Path) -> Vec<(String, String)> {
    fs::create_dir(folder).unwrap();
    desk.done(&["export", "all", "--format", "csv", "--to", folder.to_str().unwrap()]);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let read =
        |entry: fs::DirEntry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap());
    let mut files: Vec<(String, String)> = files.map(read).collect();
    files.sort();
    files
}

#[test]
fn a_workbook_of_all_ledgers_comes_in_whole_at_once_and_goes_out_the_same() {
    let (demo, other) = (Desk::demo(), empty());
    let around = tempfile::tempdir().unwrap();
    let book = around.path().join("全部台账.xlsx");
    let book = book.to_str().unwrap();
    demo.done(&["export", "all", "--to", book]);
    let tried = other.run(&["import", book, "--dry-run"]).err;
    assert!(
        tried.contains("依次读入 8 张工作表：承办单位名册、代表花名册、") && tried.contains("正式导入时不会"),
        "{tried}"
    );
    let told = other.run(&["import", book]).err;
    assert!(!told.contains("不能导入") && !told.contains("没有读的工作表"), "{told}");
    let (before, after) = (around.path().join("前"), around.path().join("后"));
    let (before, after) = (exported(&demo, &before), exported(&other, &after));
    assert_eq!(before.len(), 8);
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before, after);
    }
    let again = other.run(&["import", book]).err;
    assert_eq!(again.matches("已新增 0 行").count(), 8, "{again}");

    let only = empty().run(&["import", book, "--sheet", "承办单位名册"]).err;
    assert!(only.contains("没有读的工作表：接待日志、") && !only.contains("依次读入"), "{only}");
}
