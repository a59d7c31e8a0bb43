//! Hostile and awkward files, one golden file each: refused or made harmless, with a message that says what to do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod xls;

use std::path::PathBuf;

use proptest::prelude::*;

use super::*;
use crate::store::disk::RealDisk;

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/hostile").join(name)
}

/// Everything that is read from the first sheet.
fn read(book: &mut Workbook) -> Result<(Vec<Row>, Outcome), Refusal> {
    let sheet = book.sheets()[0].to_owned();
    let mut rows = Vec::new();
    let outcome = book.rows(&sheet, &Limits::default(), &mut |step| {
        if let Step::Row(row) = step {
            rows.push(row);
        }
        ControlFlow::Continue(())
    })?;
    Ok((rows, outcome))
}

fn read_fixture(name: &str) -> Result<(Vec<Row>, Outcome), Refusal> {
    read(&mut Workbook::open(&RealDisk, &fixture(name))?)
}

fn refusal(name: &str) -> String {
    match read_fixture(name) {
        Err(refusal) => refusal.to_string(),
        Ok((rows, _)) => panic!("{name} was read: {} rows", rows.len()),
    }
}

fn text(row: &Row, column: u32) -> String {
    row.cell(column).map(|cell| cell.text().into_owned()).unwrap_or_default()
}

fn date(text: &str) -> Cell {
    Cell::Date(text.parse().unwrap())
}

#[test]
fn each_refusal_says_what_happened_to_which_file_and_what_to_do() {
    let cases = [
        ("33-long-text.xlsx", "长得不正常"),
        ("33-long-comment.xlsx", "长得不正常"),
        ("33-long-shared-text.xlsx", "长得不正常"),
        ("33-ratio.xlsx", "解压后大得不正常"),
        ("34-archive.xlsx", "压缩包"),
        ("34-encrypted.xlsx", "密码"),
        ("34-locked-entries.xlsx", "密码"),
        ("34-old-format.xlsx", "已损坏"),
        ("34-web-page.xlsx", "网页"),
        ("35-attributes.xlsx", "长得不正常"),
        ("35-doctype.xlsx", "实体声明"),
        ("35-doctype-in-sheet.xlsx", "实体声明"),
        ("35-nested.xlsx", "层层嵌套"),
    ];
    for (name, reason) in cases {
        let message = refusal(name);
        assert!(message.contains(name) && message.contains(reason), "{message}");
        assert!(message.contains('请'), "no cure: {message}");
    }
}

#[test]
fn far_cells_cost_nothing() {
    let (rows, outcome) = read_fixture("32-far-row.xlsx").unwrap();
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 1_048_576]);
    assert_eq!(text(&rows[1], 19), "乙");
    assert_eq!(outcome.notes, []);

    let (rows, outcome) = read_fixture("32-far-column.xlsx").unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].cells.len(), 1);
    assert_eq!(outcome.notes, [Note::ColumnsBeyond { limit: 256, row: 1 }]);
    assert_eq!(outcome.notes[0].to_string(), "只读前 256 列，右边的没有读（例如第 1 行）。");
}

#[test]
fn macros_and_links_are_never_followed() {
    let (rows, outcome) = read_fixture("34-macro.xlsm").unwrap();
    assert_eq!((text(&rows[0], 0).as_str(), outcome.notes), ("甲", vec![Note::MacrosNotRun]));

    let (rows, outcome) = read_fixture("37-links.xlsx").unwrap();
    assert_eq!(rows[0].cell(0), Some(&Cell::Number(5.0)));
    assert_eq!(text(&rows[0], 1), "缓存");
    assert_eq!(text(&rows[0], 2), "=cmd|' /C calc'!A0");
    assert_eq!(outcome.notes, [Note::LinksNotFollowed]);
}

#[test]
fn lies_in_a_sheet_are_not_believed() {
    let mut book = Workbook::open(&RealDisk, &fixture("36-lies.xlsx")).unwrap();
    let (rows, _) = read(&mut book).unwrap();
    let row = |number: u32| rows.iter().find(|row| row.number == number).unwrap();
    assert_eq!(row(1).cells.len(), 1);
    assert_eq!(row(3).cell(0), Some(&date("2019-04-25T00:00:00")));
    assert_eq!(row(3).cell(1), Some(&date("2019-04-25T12:00:00")));
    assert_eq!(text(row(3), 2), "=1+1");
    assert_eq!(row(4).cell(0), Some(&Cell::Error("#REF!".into())));
    assert_eq!(row(4).cell(1), Some(&Cell::Error("#SPILL!".into())));
    assert_eq!(text(row(4), 2), "登记x");
    assert_eq!(row(5).cell(0), Some(&Cell::Error(zh::FORMULA_WITHOUT_VALUE.into())));
    assert_eq!(row(5).cell(1), Some(&Cell::Bool(true)));
    assert_eq!(row(5).cell(2), Some(&Cell::Error("#REF!".into())));
    assert_eq!(row(6).cells, [(0, Cell::Number(2.0)), (1, Cell::Number(3.0)), (2, Cell::Number(1.0))]);
    assert_eq!(text(row(7), 0), "行号不实");
    assert_eq!(row(8).cell(0), Some(&Cell::Text("x".into())));
    assert_eq!(row(8).cell(1), Some(&date("2019-04-25T09:32:09")));
    assert_eq!(row(8).cell(2), Some(&Cell::Number(5.0)));
    assert_eq!(book.merged("台账").unwrap(), [Area { rows: (1, 1), columns: (0, 2) }]);
}

#[test]
fn csv_in_other_encodings_reads_the_same() {
    for name in ["38-gb18030.csv", "38-utf16.csv"] {
        let (rows, outcome) = read_fixture(name).unwrap();
        let read: Vec<Vec<String>> = rows.iter().map(|row| (0..3).map(|at| text(row, at)).collect()).collect();
        assert_eq!(
            read,
            [["编号", "标题", "内容"], ["1", "路灯", "两行\r\n内容"], ["2", "带\"引号\"", "联通"]],
            "{name}"
        );
        assert_eq!(outcome.notes, [], "{name}");
    }
}

#[test]
fn faults_in_csv_are_told_and_bounded() {
    let (rows, outcome) = read_fixture("38-mixed.csv").unwrap();
    assert_eq!((text(&rows[1], 1), text(&rows[2], 1)), ("路灯".into(), "井盖".into()));
    assert_eq!(outcome.notes, [Note::MixedEncodings, Note::Undecodable { row: 4 }]);

    let (rows, outcome) = read_fixture("38-nul.csv").unwrap();
    assert_eq!((text(&rows[0], 0), text(&rows[1], 1)), ("编号".into(), "路灯".into()));
    assert_eq!(outcome.notes, [Note::ZeroBytes { count: 2 }]);

    let (rows, outcome) = read_fixture("38-unclosed-quote.csv").unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(outcome.notes, [Note::UnclosedQuote { row: 3 }]);

    let (rows, outcome) = read_fixture("38-lone-cr.csv").unwrap();
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2, 4]);
    assert_eq!((text(&rows[2], 1), outcome.notes), ("井盖".into(), vec![]));

    let mut long = b"a,b\n1,2\n".to_vec();
    long.resize(10 << 20, b'x');
    let (rows, outcome) = read(&mut Workbook::from_bytes(long, "长.csv").unwrap()).unwrap();
    assert_eq!((rows.len(), outcome.notes), (2, vec![Note::OverlongCell { row: 3 }]));
}

#[test]
fn files_that_are_no_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let message = |name: &str, bytes: Option<&[u8]>| {
        let path = folder.path().join(name);
        if let Some(bytes) = bytes {
            std::fs::write(&path, bytes).unwrap();
        }
        Workbook::open(&RealDisk, &path).err().unwrap().to_string()
    };
    assert!(message("没有.xlsx", None).contains("找不到"));
    assert!(message("空.xlsx", Some(b"")).contains("0 字节"));
    assert!(message("", None).contains("文件夹"));
    assert!(message("图.png", Some(b"\x89PNG\r\n")).contains("不是 .xlsx"));
    assert!(message("断.xlsx", Some(b"PK\x03\x04 cut short")).contains("已损坏"));
    let many = [&b"PK\x03\x04"[..], &b"PK\x01\x02".repeat(guard::MAX_ENTRIES + 1)].concat();
    assert!(message("多.xlsx", Some(&many)).contains("部件"));
    let sparse = std::fs::File::create(folder.path().join("大.csv")).unwrap();
    sparse.set_len(guard::MAX_FILE_BYTES + 1).unwrap();
    assert!(message("大.csv", None).contains("64 MB"));
    let name = message("\u{1b}]52;c;eA==\u{7}\u{202e}.xlsx", Some(b"x"));
    assert!(!name.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{name:?}");
}

#[cfg(unix)]
#[test]
fn a_device_is_not_waited_for() {
    let message = Workbook::open(&RealDisk, std::path::Path::new("/dev/zero")).err().unwrap().to_string();
    assert!(message.contains("不是普通文件"), "{message}");
}

#[test]
fn the_receiver_can_stop_and_limits_are_told() {
    let lines: String = (0..50).map(|at| format!("{at},x\n\n,　\n")).collect();
    let mut book = Workbook::from_bytes(lines.into_bytes(), "多.csv").unwrap();
    let mut taken = 0;
    let limits = Limits { rows: 10, columns: 1 };
    let outcome = book.rows("多", &limits, &mut |_| {
        taken += 1;
        ControlFlow::Continue(())
    });
    let notes = vec![Note::ColumnsBeyond { limit: 1, row: 1 }, Note::RowsBeyond { limit: 10 }];
    assert_eq!(outcome.unwrap(), Outcome { rows: 10, stopped: false, notes });
    assert_eq!(taken, 10);

    let outcome = book.rows("多", &Limits::default(), &mut |_| ControlFlow::Break(())).unwrap();
    assert_eq!((outcome.rows, outcome.stopped), (1, true));

    let missing = book.rows("二", &limits, &mut |_| ControlFlow::Continue(())).unwrap_err();
    assert!(missing.to_string().contains("现有：多"), "{missing}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Damaged anywhere, a workbook is read or refused, never more.
    #[test]
    fn damage_never_panics(at in 0_usize..2_391, byte: u8, cut in 0_usize..40) {
        let mut bytes = std::fs::read(fixture("36-lies.xlsx")).unwrap();
        let at = at.min(bytes.len() - 1);
        bytes[at] = byte;
        bytes.truncate(bytes.len() - cut.saturating_sub(20));
        if let Ok(mut book) = Workbook::from_bytes(bytes, "损.xlsx") {
            let _ = read(&mut book);
        }
    }

    /// The same for the XML itself, where a checksum of the container would stop the change above.
    #[test]
    fn damaged_sheets_never_panic(junk in "(<c r=\"[A-Z]{0,5}[0-9]{0,12}\" [a-z]=\"[a-z0-9]{0,3}\">|</?(c|v|is|t|row|f|r)/?>|&[#a-z0-9]{0,9};|<!\\[CDATA\\[|\\]\\]>|[0-9.eE+-]{0,8}|中|_x[0-9A-F]{4}_|<!--|-->){0,20}") {
        let sheet = format!("<worksheet><sheetData><row r=\"1\">{junk}</row></sheetData></worksheet>");
        let context = cells::Context { strings: &Default::default(), dates: &Default::default() };
        let mut xml = guard::Xml::new(sheet.as_bytes(), "sheet", 1 << 10, 1, 1 << 20);
        let mut receive = |_| ControlFlow::Continue(());
        let mut delivery = Delivery::new(&Limits::default(), &mut receive, Vec::new());
        let _ = cells::read(&mut xml, &context, &mut delivery);
    }

    #[test]
    fn any_bytes_are_a_csv(bytes in proptest::collection::vec(prop_oneof![Just(b'"'), Just(b','), Just(b'\r'), Just(b'\n'), any::<u8>()], 1..200)) {
        if let Ok(mut book) = Workbook::from_bytes(bytes, "乱.csv") {
            read(&mut book).unwrap();
        }
    }
}
