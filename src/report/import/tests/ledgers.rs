//! Ledgers as stations keep them, each with what comes in of it, row by row.

use super::desk::{Bench, real};
use super::*;

/// What a preview says of a file: a line a row, then the summary.
fn told(name: &str, fill: &[&str]) -> Vec<String> {
    let bench = Bench::new();
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/sheets").join(name);
    let reader = bench.desk.reader();
    let today = Date::from_ymd(2026, 11, 23).unwrap();
    let context = Context { today, codes: &bench.codes, directory: &reader };
    let fill = Some(fill.iter().map(|column| (*column).to_owned()).collect());
    let mut source = Source::open(&real(), &path, &Request { fill, ..Request::default() }).unwrap();
    let mut lines = Vec::new();
    let outcome = source.preview(&reader, "李慧", &context, &mut |news| {
        if let News::Row(row, verdict) = news {
            lines.push(line(row, verdict, &context));
        }
        ControlFlow::Continue(())
    });
    lines.extend(outcome.unwrap().lines(true));
    lines
}

fn assert_told(lines: &[String], expected: &[&str]) {
    assert_eq!(lines.len(), expected.len(), "{lines:#?}");
    for (line, expected) in lines.iter().zip(expected) {
        assert!(expected.split('…').all(|part| line.contains(part)), "{expected}: {line}\n{lines:#?}");
    }
}

#[test]
fn a_printed_ledger_with_merged_cells_sums_and_notes_gives_its_issues() {
    assert_told(
        &told("issues-in-two-row-header.xls", &[]),
        &[
            "第 5 行…2026-07-05…路灯不亮…2026-07-20",
            "第 6 行…2026-07-05…水渠堵塞",
            "第 7 行…未取",
            "第 8 行…未取",
            "第 9 行…未取",
            "第 10 行…未取",
            "第 11 行…2026-07-08…井盖松动…2026-07-30",
            "第 12 行…2026-07-09…公交改线",
            "第 13 行…2026-07-10…药店太远",
            "第 14 行…“7/11/26”不是完整的日期",
            "第 16 行…未取",
            "第 17 行…未取",
            "第 18 行…未取",
            "4 行（如第 5 行）…按 2026 年读",
            "5 行…1 行",
            "合计行 2 行、重复的表头 3 行、表下说明 2 行未取。",
            "有问题",
        ],
    );
}

#[test]
fn the_year_the_clerk_says_goes_before_that_of_the_title() {
    let bench = Bench::new();
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/sheets/issues-in-two-row-header.xls");
    let reader = bench.desk.reader();
    let context = Context { today: Date::from_ymd(2026, 11, 23).unwrap(), codes: &bench.codes, directory: &reader };
    let mut source = Source::open(&real(), &path, &Request { year: Some(2025), ..Request::default() }).unwrap();
    let mut first = String::new();
    let outcome = source.preview(&reader, "李慧", &context, &mut |news| {
        if let News::Row(row, verdict) = news
            && first.is_empty()
        {
            first = line(row, verdict, &context);
        }
        ControlFlow::Continue(())
    });
    assert!(first.contains("2025-07-05"), "{first}");
    assert!(outcome.unwrap().notes.iter().any(|note| note.contains("按 2025 年读")));
}

#[test]
fn a_roster_below_three_rows_of_titles_gives_its_deputies() {
    let lines = told("roster-in-three-row-header.xlsx", &[]);
    assert_told(
        &lines,
        &[
            "第 5 行…李 强",
            "第 6 行…𠮷小满",
            "第 7 行…谭春禾",
            "第 8 行…未取",
            "第 9 行…未取",
            "3 行",
            "合计行 1 行、表下说明 1 行未取。",
        ],
    );
}

#[test]
fn blanks_take_what_stands_above_only_where_the_clerk_says_so() {
    let table = |fill: &[&str]| {
        let mut bench = Bench::new();
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/sheets/issues-gb18030.csv");
        let fill = Some(fill.iter().map(|column| (*column).to_owned()).collect());
        let request = Request { fill, ..Request::default() };
        bench.take_in_as(&path, &request, &mut |_| ControlFlow::Continue(())).unwrap();
        let issue = |number: &str| match bench.desk.reader().issue_by_number(number).unwrap().unwrap().record {
            Record::Issue(issue) => (issue.title, issue.village, issue.reported_on.unwrap().to_string()),
            other => panic!("{other:?}"),
        };
        ["2026-0001", "2026-0002", "2026-0003"].map(issue)
    };
    let expected = |village: &str| {
        [
            ("路灯不亮", "茶亭村", "2026-07-05"),
            ("䶮家湾积水", village, "2026-07-06"),
            ("𠮷家桥护栏", "枫树坪村", "2026-07-07"),
        ]
        .map(|(title, village, day)| (title.to_owned(), village.to_owned(), day.to_owned()))
    };
    assert_eq!(table(&[]), expected(""));
    assert_eq!(table(&["村"]), expected("茶亭村"));
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/sheets/issues-gb18030.csv");
    let request = Request { fill: Some(vec!["镇".to_owned()]), ..Request::default() };
    assert!(matches!(Source::open(&real(), &path, &request), Err(ImportError::NoColumn { .. })));
}

#[test]
fn bare_numbers_of_days_count_from_where_the_workbook_says() {
    for name in ["issues-from-1904.xls", "issues-from-1904.xlsx"] {
        let lines = told(name, &[]);
        assert!(lines[0].contains("2026-07-05") && lines[1].contains("2026-07-06"), "{name}: {lines:?}");
    }
}
