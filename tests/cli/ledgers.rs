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

#[test]
fn an_old_ledger_without_the_days_of_its_answers_comes_in_with_their_words() {
    let desk = empty();
    let around = tempfile::tempdir().unwrap();
    let file = around.path().join("旧台账.csv");
    fs::write(&file, "反映日期,意见建议,办理结果\n2024.7.5,村口路灯不亮一个月,已修好\n2024.7.6,水渠堵了灌不了田,\n")
        .unwrap();
    let file = file.to_str().unwrap();
    for more in [&["--dry-run"][..], &[]] {
        let told = desk.run(&[&["import", file], more].concat()).err;
        assert!(told.contains("第 2 行：有答复内容、没有答复日期"), "{told}");
        assert!(told.contains("第 2 行：没有导入的各项，原话记在"), "{told}");
        assert!(told.contains("新增 2 行") && told.contains("有问题 0 行"), "{told}");
    }
    let shown = desk.done(&["show", "issue", "2024-0001"]);
    assert!(shown.contains("原台账所记") && shown.contains("办理结果：已修好"), "{shown}");
    // It is exported with its history, and so comes in again as it is.
    let out = around.path().join("导出.csv");
    desk.done(&["export", "issue", "--format", "csv", "--to", out.to_str().unwrap()]);
    let other = empty();
    let told = other.run(&["import", out.to_str().unwrap()]).err;
    assert!(told.contains("已新增 2 行"), "{told}");
    assert_eq!(other.done(&["show", "issue", "2024-0001"]), shown);
}

#[test]
fn a_damaged_desk_takes_no_ledger_in_and_says_why() {
    let desk = empty();
    desk.add("unit", &["name=水利站", "level=township"]);
    let journal = fs::read_dir(desk.root.join("journal")).unwrap().next().unwrap().unwrap().path();
    let whole = fs::read_to_string(&journal).unwrap();
    let mut lines: Vec<&str> = whole.lines().collect();
    lines[1] = "坏了的一行";
    fs::write(&journal, lines.join("\n") + "\n").unwrap();
    let around = tempfile::tempdir().unwrap();
    let file = around.path().join("台账.csv");
    fs::write(&file, "反映日期,标题,内容\n2026-01-05,路灯不亮,村口路灯不亮一个月\n").unwrap();
    let ran = desk.run(&["import", file.to_str().unwrap()]);
    assert!(ran.code != 0 && ran.err.contains("已存入 0 行"), "{} {}", ran.code, ran.err);
    assert_eq!(fs::read_to_string(&journal).unwrap().lines().count(), lines.len(), "nothing was written");
}
