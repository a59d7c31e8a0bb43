//! What is written is read back the same, and a file is there whole or not at all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod hostile;

use std::io::{ErrorKind, Read};
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::report::sheet::{self, Limits, Step, Workbook};
use crate::report::table::{Align, Cell, Column, Ledger, Table};
use crate::store::disk::faulty::{Fault, FaultyDisk, Span};
use crate::store::disk::model::ModelDisk;
use crate::store::disk::{Disk, RealDisk};

fn made_at() -> NaiveDateTime {
    "2026-11-23T09:12:33".parse().unwrap()
}

fn column(label: &str, width: u16, wrap: bool) -> Column {
    Column { label: label.into(), width, align: Align::Left, wrap }
}

fn table() -> Table {
    Table {
        name: "群众意见".into(),
        title: "群众意见建议台账".into(),
        notes: vec!["白沙镇代表联络站　2026 年".into(), "不得录入、存储国家秘密".into()],
        columns: vec![
            column("编号", 12, false),
            column("内容", 20, true),
            column("日期", 12, false),
            column("资金", 12, false),
            column("人数", 6, false),
        ],
        printed: 4,
    }
}

fn row(text: &str) -> Vec<Cell> {
    let day = NaiveDate::from_ymd_opt(2026, 10, 8).unwrap();
    vec![
        Cell::Text("2026-0001".into()),
        Cell::Text(text.into()),
        Cell::Date(day),
        Cell::Money(123_456),
        Cell::Integer(3),
    ]
}

/// Writes `rows` under `name` in a folder of its own.
fn write(name: &str, rows: &[Vec<Cell>]) -> (TempDir, PathBuf, Written) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let written = write_to(&path, rows, &mut |_| ControlFlow::Continue(())).unwrap();
    (folder, path, written)
}

fn write_to(path: &Path, rows: &[Vec<Cell>], progress: &mut Progress<'_>) -> Result<Written, WriteError> {
    let table = table();
    let mut rows = rows.iter().cloned();
    let mut source = || Ok(rows.next());
    let ledger = Ledger { table: &table, rows: &mut source };
    match path.extension() {
        Some(_) if path.ends_with("台账.gb18030.csv") => {
            write_csv(&RealDisk, ledger, Encoding::Gb18030, path, progress)
        }
        Some(ending) if ending == "csv" => write_csv(&RealDisk, ledger, Encoding::Utf8, path, progress),
        Some(ending) if ending == "html" => write_html(&RealDisk, &mut [ledger], path, progress),
        _ => write_xlsx(&RealDisk, &mut [ledger], made_at(), path, progress),
    }
}

fn read(path: &Path) -> Vec<sheet::Row> {
    let mut book = Workbook::open(&RealDisk, path).unwrap();
    let name = book.sheets()[0].to_owned();
    let mut rows = Vec::new();
    let outcome = book.rows(&name, &Limits::default(), &mut |step| {
        if let Step::Row(row) = step {
            rows.push(row);
        }
        ControlFlow::Continue(())
    });
    assert_eq!(outcome.unwrap().notes, []);
    rows
}

fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_workbook_looks_and_prints_like_a_ledger() {
    let long = "门前的路灯坏了三个月，晚上出门看不见，老人摔过两次。".repeat(4);
    let (_folder, path, written) = write("台账.xlsx", &[row(&long), row("短")]);
    assert_eq!(written, Written { rows: 2, ..Written::default() });

    let sheet = part(&path, "xl/worksheets/sheet1.xml");
    for expected in [
        "<mergeCell ref=\"A1:D1\"/>",
        "<mergeCell ref=\"A3:D3\"/>",
        "<pane ySplit=\"4\" topLeftCell=\"A5\"",
        "<autoFilter ref=\"A4:E6\"/>",
        "paperSize=\"9\"",
        "orientation=\"landscape\"",
        "fitToHeight=\"0\"",
        "horizontalCentered=\"1\"",
        "&amp;P",
    ] {
        assert!(sheet.contains(expected), "{expected} is not in {sheet}");
    }
    // 208 columns in a column of 20: eleven lines.
    assert!(sheet.contains("<row r=\"5\" spans=\"1:5\" ht=\"171\" customHeight=\"1\""), "{sheet}");
    assert!(sheet.contains("<row r=\"6\" spans=\"1:5\" ht=\"21\" customHeight=\"1\""), "{sheet}");
    assert!(
        part(&path, "xl/workbook.xml").contains("'群众意见'!$4:$4")
            || part(&path, "xl/workbook.xml").contains("群众意见!$4:$4")
    );
    // The last column is there to be read, not to be printed.
    assert!(part(&path, "xl/workbook.xml").contains("$A$1:$D$6"), "{}", part(&path, "xl/workbook.xml"));
    assert!(part(&path, "docProps/core.xml").contains("2026-11-23T09:12:33Z"));

    let rows = read(&path);
    assert_eq!(rows[0].cell(0).unwrap().text(), "群众意见建议台账");
    assert_eq!(rows[3].cells.len(), 5);
    assert_eq!(rows[4].cell(2), Some(&sheet::Cell::Date("2026-10-08T00:00:00".parse().unwrap())));
    assert_eq!(rows[4].cell(3), Some(&sheet::Cell::Number(1234.56)));
    assert_eq!(rows[4].cell(4), Some(&sheet::Cell::Number(3.0)));
}

#[test]
fn a_page_repeats_its_headings_and_escapes_what_it_shows() {
    let texts = ["<script>alert(1)</script>", "\"onload=\"x'&amp;", "=1+1", "\u{feff} ＝1\u{7}", "一\r\n二"];
    let (_folder, path, written) = write("台账.html", &texts.map(row));
    assert_eq!(written, Written { rows: 5, ..Written::default() });
    let page = std::fs::read_to_string(&path).unwrap();
    for expected in [
        "<meta charset=\"utf-8\">",
        "<h1>群众意见建议台账</h1>",
        "display: table-header-group",
        "<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>",
        "<td>&quot;onload=&quot;x&#39;&amp;amp;</td>",
        "sdnum=\"0;0;@\">=1+1</td>",
        "sdnum=\"0;0;@\">\u{feff} ＝1</td>",
        "<td>一\n二</td>",
        "<td>1234.56</td>",
    ] {
        assert!(page.contains(expected), "{expected} is not in {page}");
    }
    assert!(!page.contains("人数"), "what is off the paper is off the page");
    assert!(!page.contains("<script") && page.matches("<table>").count() == 1);
}

#[test]
fn csv_is_what_programs_in_china_open() {
    let (_folder, path, _) = write("台账.csv", &[row("一\n二"), row("=1+1")]);
    let text = std::fs::read_to_string(&path).unwrap();
    let expected = "\u{feff}编号,内容,日期,资金,人数\r\n\
                    2026-0001,\"一\n二\",2026-10-08,1234.56,3\r\n\
                    2026-0001,'=1+1,2026-10-08,1234.56,3\r\n";
    assert_eq!(text, expected);
}

#[test]
fn a_csv_is_read_by_its_own_delimiter_whatever_its_texts_hold() {
    let (_folder, path, _) = write("台账.csv", &[row("甲;\n乙;丙"), row("丁;\n戊;己")]);
    let rows = read(&path);
    assert_eq!(rows.iter().map(|row| row.cells.len()).collect::<Vec<_>>(), [5, 5, 5]);
    assert_eq!(rows[1].cell(1).unwrap().text(), "甲;\n乙;丙");
}

#[test]
fn formulas_are_text_in_a_workbook() {
    let (_folder, path, _) = write("台账.xlsx", &[row("=HYPERLINK(\"http://x\")"), row("<r>_x000D_&</r>")]);
    let sheet = part(&path, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>"), "{sheet}");
    assert!(part(&path, "xl/styles.xml").contains("quotePrefix=\"1\""));
    let rows = read(&path);
    assert_eq!(rows[4].cell(1).unwrap().text(), "=HYPERLINK(\"http://x\")");
    assert_eq!(rows[5].cell(1).unwrap().text(), "<r>_x000D_&</r>");
}

#[test]
fn what_a_cell_cannot_hold_is_cut_and_told() {
    let (_folder, path, written) = write("台账.xlsx", &[row(&"长𠮷".repeat(20_000))]);
    assert_eq!((written.cut_cells, written.overfull_rows), (1, 1));
    assert_eq!(written.notes().len(), 2);
    let rows = read(&path);
    let text = rows[4].cell(1).unwrap().text().into_owned();
    assert!(text.ends_with(zh::CUT_MARK) && text.encode_utf16().count() <= 32_767);
    assert!(part(&path, "xl/worksheets/sheet1.xml").contains("ht=\"408.75\""));
}

#[test]
fn several_tables_become_sheets_of_different_names() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("全部.xlsx");
    let table = table();
    let (mut one, mut two) = (|| Ok(None), || Ok(None));
    let ledgers = &mut [Ledger { table: &table, rows: &mut one }, Ledger { table: &table, rows: &mut two }];
    write_xlsx(&RealDisk, ledgers, made_at(), &path, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(Workbook::open(&RealDisk, &path).unwrap().sheets(), ["群众意见", "群众意见(2)"]);
}

#[test]
fn a_file_is_whole_or_not_there() {
    for name in ["台账.xlsx", "台账.csv", "台账.gb18030.csv"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, "before").unwrap();
        let left = || std::fs::read_dir(folder.path()).unwrap().count();

        let cancelled = write_to(&path, &[row("x")], &mut |_| ControlFlow::Break(())).unwrap_err();
        assert!(matches!(cancelled.why, WriteFault::Cancelled) && cancelled.to_string().contains("已取消"));
        assert_eq!((std::fs::read(&path).unwrap(), left()), (b"before".to_vec(), 1));

        let table = table();
        let mut source = || Err("账本读不出来".into());
        let ledger = Ledger { table: &table, rows: &mut source };
        let failed =
            write_csv(&RealDisk, ledger, Encoding::Utf8, &path, &mut |_| ControlFlow::Continue(())).unwrap_err();
        assert!(failed.to_string().contains("账本读不出来"), "{failed}");
        assert_eq!((std::fs::read(&path).unwrap(), left()), (b"before".to_vec(), 1));

        write_to(&path, &[row("x")], &mut |_| ControlFlow::Continue(())).unwrap();
        assert_ne!(std::fs::read(&path).unwrap(), b"before");
        assert_eq!(left(), 1);
    }
}

#[test]
fn whatever_the_disk_refuses_leaves_the_former_file_or_the_whole_new_one() {
    for path in ["/stick/台账.csv", "/stick/台账.xlsx"].map(Path::new) {
        let table = table();
        let written = |disk: &FaultyDisk| {
            // More than goes to the file at a time, and hard to pack.
            let text = |at: u64| (0..400).map(|c| format!("{:x}", at * 7_919 + c * c * 104_729)).collect::<String>();
            let mut rows = (0..60).map(|at| row(&text(at)));
            let mut source = || Ok(rows.next());
            let ledger = Ledger { table: &table, rows: &mut source };
            let go_on = &mut |_| ControlFlow::Continue(());
            match path.extension() {
                Some(ending) if ending == "csv" => write_csv(disk, ledger, Encoding::Utf8, path, go_on),
                _ => write_xlsx(disk, &mut [ledger], made_at(), path, go_on),
            }
        };
        let stick = || {
            let model = ModelDisk::new();
            model.create_dir_all(Path::new("/stick")).unwrap();
            model.put(path, b"before");
            model
        };
        let sound = stick();
        let counting = FaultyDisk::new(Arc::new(sound.clone()));
        written(&counting).unwrap();
        let whole = sound.bytes(path).unwrap();
        assert!(counting.operations() > 5 && whole != b"before");
        for span in [Span::Once, Span::Everything] {
            for nth in 0..counting.operations() {
                let model = stick();
                let disk = FaultyDisk::new(Arc::new(model.clone()));
                disk.fail(nth, Fault::Short(9, ErrorKind::StorageFull), span);
                let outcome = written(&disk);
                let left = model.bytes(path).unwrap();
                assert!(left == whole || outcome.is_err() && left == b"before", "operation {nth}, {span:?}");
                let beside = model.list(Path::new("/stick"), 9).unwrap().len();
                assert!(beside == 1 || span == Span::Everything, "operation {nth}: something is left beside");
            }
        }
    }
}

#[test]
fn a_workbook_is_asked_about_while_its_rows_and_its_texts_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("台账.xlsx");
    let rows: Vec<Vec<Cell>> = (0..1_200).map(|at| row(&format!("第{at}件：{}", "路灯不亮。".repeat(40)))).collect();
    let mut last = 0;
    let asked = |asked: &mut u64, most: u64| {
        *asked += 1;
        if *asked > most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    loop {
        let mut count = 0;
        let outcome = write_to(&path, &rows, &mut |_| asked(&mut count, last));
        let Err(error) = outcome else { break };
        assert!(matches!(error.why, WriteFault::Cancelled) && !path.exists());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        last += 1;
    }
    // Twice for the rows, at least ten times for the texts, once before the file is finished.
    assert!(last >= 13, "{last}");
    assert_eq!(read(&path).len(), 1_204);
}

#[test]
fn a_place_that_cannot_take_the_file_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let message = |path: &Path| write_to(path, &[], &mut |_| ControlFlow::Continue(())).unwrap_err().to_string();
    assert!(message(folder.path()).contains("这是文件夹"));
    assert!(message(&folder.path().join("没有/台账.xlsx")).contains("文件夹不存在"));
    #[cfg(unix)]
    assert!(message(Path::new("/dev/full")).contains("不是普通文件"));
}

/// Text as it is stored: no control characters but line ends and tabs.
fn stored() -> impl Strategy<Value = String> {
    "(['=+@＝-]|<r>|</r>|_x00[0-9A]{2}_|&amp;|[ \t\n,\";\u{3000}\u{feff}]|[a-z中𠮷é]){0,12}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_exported_is_imported_unchanged(texts in proptest::collection::vec(stored(), 1..8)) {
        let rows: Vec<Vec<Cell>> = texts.iter().map(|text| row(text)).collect();
        for name in ["台账.xlsx", "台账.csv"] {
            let (_folder, path, _) = write(name, &rows);
            let read = read(&path);
            let read: Vec<String> = read[read.len() - texts.len()..]
                .iter()
                .map(|row| row.cell(1).map(|cell| cell.text().into_owned()).unwrap_or_default())
                .collect();
            // A text of nothing but blanks is no text.
            let expected: Vec<String> = texts.iter().map(|text| if name.ends_with("xlsx") && text.trim().is_empty() { String::new() } else { text.clone() }).collect();
            prop_assert_eq!(read, expected, "{}", name);
        }
    }
}
