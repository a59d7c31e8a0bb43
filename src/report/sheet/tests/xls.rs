//! Workbooks before 2007: what they hold is read as from the newer form of the same workbook; bent ones are refused.

use super::*;

fn sheets(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/sheets").join(name)
}

#[test]
fn a_workbook_reads_the_same_in_its_older_and_newer_form() {
    for name in ["kinds", "from-1904"] {
        let [mut older, mut newer] =
            ["xls", "xlsx"].map(|ending| Workbook::open(&RealDisk, &sheets(&format!("{name}.{ending}"))).unwrap());
        assert_eq!(older.sheets(), newer.sheets());
        for sheet in newer.sheets().into_iter().map(str::to_owned).collect::<Vec<_>>() {
            let [mut one, mut other] = [Vec::new(), Vec::new()];
            for (book, rows) in [(&mut older, &mut one), (&mut newer, &mut other)] {
                let outcome = book.rows(&sheet, &Limits::default(), &mut |step| {
                    rows.extend(if let Step::Row(row) = step { Some(row) } else { None });
                    ControlFlow::Continue(())
                });
                assert_eq!(outcome.unwrap().notes, []);
            }
            assert_eq!(one.len(), other.len(), "{name} {sheet}");
            for (one, other) in one.iter().zip(&other) {
                assert_eq!(one, other, "{name} {sheet}");
            }
            assert_eq!(older.merged(&sheet).unwrap(), newer.merged(&sheet).unwrap());
        }
    }
}

#[test]
fn every_kind_of_cell_is_read() {
    let mut book = Workbook::open(&RealDisk, &sheets("kinds.xls")).unwrap();
    let (rows, _) = read(&mut book).unwrap();
    assert_eq!([text(&rows[0], 0), text(&rows[0], 2), text(&rows[0], 3)], ["甲乙𠮷", "一粗二，abc", "一\n二"]);
    let numbers = [1.0, 2.0, 3.25, -7.0, 0.01, 1_234_567.0, 1e300].map(Cell::Number);
    assert_eq!(rows[1].cells.iter().map(|(_, cell)| cell.clone()).collect::<Vec<_>>(), numbers);
    assert_eq!(rows[2].cell(0), Some(&date("2026-07-05T00:00:00")));
    assert_eq!(rows[2].cell(1), Some(&date("2026-07-05T09:32:09")));
    assert_eq!(rows[2].cell(2), Some(&date("1899-12-31T09:30:00")));
    assert_eq!(rows[3].cells.len(), 4, "the empty result is no cell");
    assert_eq!(rows[3].cell(1), Some(&Cell::Text("文plain ascii".into())));
    assert_eq!(rows[3].cell(2), Some(&Cell::Error("#DIV/0!".into())));
    assert_eq!(text(&rows[4], 3), "=1+1");
    assert_eq!(rows[5].number, 7, "blank rows keep their number");
    assert_eq!(text(&rows[7], 0).chars().count(), 19 * 460, "over several records");
    assert_eq!(rows.len(), 8 + 150);
    assert_eq!(book.merged("表一").unwrap(), [Area { rows: (7, 8), columns: (0, 1) }]);
    assert_eq!(book.sheets(), ["表一", "藏"]);

    let (rows, _) = read(&mut Workbook::open(&RealDisk, &sheets("from-1904.xls")).unwrap()).unwrap();
    assert_eq!(rows[0].cells, [(0, date("2026-07-05T00:00:00")), (1, Cell::Number(45_000.0))]);
}

#[test]
fn bent_workbooks_are_refused_and_say_what_to_do() {
    let cases = [
        ("34-encrypted.xls", "密码"),
        ("34-excel-95.xls", "Excel 95"),
        ("34-excel-95-inside.xls", "Excel 95"),
        ("34-raw-cells.xls", "Excel 95"),
        ("34-word.xls", "可能是文档"),
        ("34-web-page.xls", "网页"),
        ("36-self-linked-sector.xls", "损坏"),
        ("36-sector-ring.xls", "损坏"),
        ("36-short-chain.xls", "损坏"),
        ("36-sheet-beyond.xls", "损坏"),
    ];
    for (name, reason) in cases {
        let message = refusal(name);
        assert!(message.contains(name) && message.contains(reason), "{message}");
        assert!(message.contains('请'), "no cure: {message}");
    }
}

#[test]
fn far_cells_and_false_counts_cost_nothing() {
    let (rows, outcome) = read_fixture("32-far-cells.xls").unwrap();
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 65_536]);
    assert_eq!([text(&rows[0], 0), text(&rows[1], 0), text(&rows[1], 255)], ["甲", "乙", "丁"]);
    assert_eq!(outcome.notes, [Note::ColumnsBeyond { limit: 256, row: 1 }]);

    let (rows, _) = read_fixture("33-shared-count.xls").unwrap();
    assert_eq!(rows[0].cells, [(0, Cell::Text("甲".into())), (1, Cell::Error("#REF!".into()))]);
    let (rows, _) = read_fixture("33-text-length.xls").unwrap();
    assert_eq!([text(&rows[0], 0), text(&rows[0], 1)], ["甲乙", "丙丁"]);
    for name in ["36-table-named-often.xls", "36-own-brother.xls"] {
        assert_eq!(text(&read_fixture(name).unwrap().0[0], 1), "内容", "{name}");
    }
}

#[test]
fn lies_in_records_are_not_believed() {
    let mut book = Workbook::open(&RealDisk, &fixture("36-lies.xls")).unwrap();
    let (rows, outcome) = read(&mut book).unwrap();
    assert_eq!(book.merged("台账").unwrap(), [Area { rows: (1, 1), columns: (0, 2) }]);
    assert_eq!(rows[1].cells, [(0, Cell::Error("#NUM!".into())), (1, Cell::Error("#NUM!".into()))]);
    let errors = [(1, Cell::Error("#REF!".into())), (2, Cell::Error("#N/A".into()))];
    assert_eq!(rows[2].cells, errors, "a formula's text that never comes is none");
    assert_eq!(rows[3].cells, [(0, Cell::Text("=1+1".into()))], "of two cells in one place the first stands");
    assert_eq!(outcome.notes, [Note::ColumnsBeyond { limit: 256, row: 3 }]);
}

#[test]
fn macros_and_links_of_older_workbooks_are_never_followed() {
    let (rows, outcome) = read_fixture("34-macro.xls").unwrap();
    assert_eq!((text(&rows[0], 0).as_str(), outcome.notes), ("甲", vec![Note::MacrosNotRun]));
    let (rows, outcome) = read_fixture("37-links.xls").unwrap();
    assert_eq!(text(&rows[0], 1), "=cmd|' /C calc'!A0");
    assert_eq!(outcome.notes, [Note::LinksNotFollowed]);
}

#[test]
fn files_are_told_by_what_is_in_them() {
    let (rows, _) = read_fixture("34-csv.xls").unwrap();
    assert_eq!(text(&rows[1], 1), "门前路灯三个月不亮");
    let (rows, _) = read_fixture("34-workbook.csv").unwrap();
    assert_eq!(text(&rows[0], 1), "缓存");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn damaged_older_workbooks_never_panic(
        name in proptest::sample::select(vec!["kinds.xls", "from-1904.xls"]),
        flips in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        kept in any::<prop::sample::Index>(),
        cut in proptest::bool::weighted(0.2),
        near in proptest::bool::ANY,
    ) {
        let mut bytes = std::fs::read(sheets(name)).unwrap();
        for (place, byte) in flips {
            // Half of the times in the header and the first records, where the structure is.
            let room = if near { 1_024 } else { bytes.len() };
            let at = place.index(room);
            bytes[at] = byte;
        }
        if cut {
            bytes.truncate(kept.index(bytes.len()));
        }
        if let Ok(mut book) = Workbook::from_bytes(bytes, "台账.xls") {
            for sheet in book.sheets().into_iter().map(str::to_owned).collect::<Vec<_>>() {
                let _ = book.rows(&sheet, &Limits::default(), &mut |_| ControlFlow::Continue(()));
                let _ = book.merged(&sheet);
            }
        }
    }
}
