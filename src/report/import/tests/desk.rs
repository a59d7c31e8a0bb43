//! Files taken in by a real desk: groups, the file of bad rows, twice, cancelled.

use std::fs;
use std::sync::Arc;

use tempfile::TempDir;

use super::*;
use crate::model::codes::CodeLists;
use crate::model::{Date, Org};
use crate::store::desk::NewDesk;
use crate::store::disk::RealDisk;
use crate::store::mappings;

pub(super) struct Bench {
    folder: TempDir,
    pub(super) desk: Desk,
    pub(super) codes: CodeLists,
}

impl Bench {
    pub(super) fn new() -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let new = NewDesk { org: Org(430_112_103_001), name: "茶亭站".into(), operator: "李慧".into() };
        let desk = Desk::init(Arc::new(RealDisk), &folder.path().join("desk"), &new, &stamp()).unwrap();
        Bench { folder, desk, codes: CodeLists::shipped().unwrap() }
    }

    fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }

    fn take_in(&mut self, path: &Path, news: &mut OnNews<'_>) -> Result<Outcome, ImportError> {
        self.take_in_as(path, &Request::default(), news)
    }

    pub(super) fn take_in_as(
        &mut self,
        path: &Path,
        request: &Request,
        news: &mut OnNews<'_>,
    ) -> Result<Outcome, ImportError> {
        let reader = self.desk.reader();
        let today = Date::from_ymd(2026, 11, 23).unwrap();
        let context = Context { today, codes: &self.codes, directory: &reader };
        let fallback = self.folder.path().join("desk");
        let mut source = Source::open(&real(), path, request)?;
        source.take_in(&mut self.desk, &stamp(), &context, &fallback, news)
    }

    fn all(&mut self, path: &Path) -> Outcome {
        self.take_in(path, &mut |_| ControlFlow::Continue(())).unwrap()
    }

    fn issues(&self) -> u64 {
        self.desk.reader().total(Kind::Issue)
    }
}

pub(super) fn real() -> Arc<dyn Disk> {
    Arc::new(RealDisk)
}

fn stamp() -> Stamp {
    Stamp { at: "2026-11-23T09:12:33+08:00".into(), by: "李慧".into() }
}

fn many(rows: usize) -> String {
    let rows = (1..=rows).map(|at| format!("{at},2026-01-05,第{at}件事情,这是第{at}件事情的内容,交通\n"));
    format!("留言编号,留言时间,留言主题,留言详情,类别\n{}", rows.collect::<String>())
}

#[test]
fn bad_rows_are_corrected_in_the_file_beside() {
    let mut bench = Bench::new();
    let path = bench.file(
        "台账.csv",
        "工单编号,反映时间,标题,内容,姓名,备注\n\
         1,2026-01-05,路灯不亮,村口路灯不亮一个月,王五,\n\
         2,5日,水渠堵塞,\"=水渠堵塞，\n灌不了田\",赵六,见附件\n\
         ,,,,,\n\
         3,2026-01-06,,,孙七,\n",
    );
    let outcome = bench.all(&path);
    assert_eq!((outcome.added, outcome.bad), (1, 2));
    let rejects = outcome.rejects.unwrap();
    assert_eq!(rejects, bench.folder.path().join("台账.未导入.csv"));
    let text = fs::read_to_string(&rejects).unwrap();
    assert!(text.starts_with("\u{feff}工单编号,反映时间,标题,内容,备注,原行号,未导入原因\r\n"), "{text}");
    assert!(text.contains("'=水渠堵塞，\n灌不了田") && text.contains("“5日”不是完整的日期"), "{text}");
    assert!(!text.contains("赵六"), "what is not kept is not kept here either: {text}");

    let corrected = text.replace(",5日,", ",2026年1月5日,");
    fs::write(&rejects, corrected).unwrap();
    let outcome = bench.all(&rejects);
    assert_eq!((outcome.added, outcome.bad), (1, 1));
    assert_eq!(outcome.rejects.unwrap().file_name().unwrap(), "台账.未导入-2.csv");
    let issue = bench.desk.reader().issue_by_number("2026-0002").unwrap().unwrap();
    assert!(
        matches!(&issue.record, Record::Issue(issue) if (&issue.external_no[..], &issue.content[..]) == ("2", "=水渠堵塞，\n灌不了田"))
    );

    let again = bench.all(&path);
    assert_eq!((again.added, again.repeated, again.bad), (0, 1, 2));
    assert_eq!(again.rejects.unwrap().file_name().unwrap(), "台账.未导入-3.csv", "what is being corrected stays");
}

#[test]
fn a_preview_saves_nothing_and_counts_the_same() {
    let mut bench = Bench::new();
    let path = bench.file("留言.csv", &many(150));
    let reader = bench.desk.reader();
    let today = Date::from_ymd(2026, 11, 23).unwrap();
    let context = Context { today, codes: &bench.codes, directory: &reader };
    let mut lines = Vec::new();
    let mut source = Source::open(&real(), &path, &Request::default()).unwrap();
    let outcome = source.preview(&reader, "李慧", &context, &mut |news| {
        if let News::Row(row, verdict) = news {
            lines.push(line(row, verdict, &context));
        }
        ControlFlow::Continue(())
    });
    assert_eq!((outcome.unwrap().added, bench.issues()), (150, 0));
    assert_eq!(lines[0], "第 2 行：新增意见建议 2026-01-05 [交通运输] 1 第1件事情");
    assert_eq!(bench.all(&path).added, 150);
    assert_eq!(bench.issues(), 150);
    assert_eq!(bench.desk.reader().issue_by_number("2026-0150").unwrap().map(|entry| entry.id), Some(150));
}

#[test]
fn cancelling_leaves_whole_groups_and_a_second_go_adds_the_rest() {
    let mut bench = Bench::new();
    let path = bench.file("留言.csv", &many(250));
    let outcome = bench.take_in(&path, &mut |news| match news {
        News::Row(row, _) if row.number > 230 => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    });
    let outcome = outcome.unwrap();
    assert!(outcome.cancelled);
    assert_eq!((outcome.added, bench.issues()), (200, 200));
    let outcome = bench.all(&path);
    assert_eq!((outcome.added, outcome.repeated), (50, 200));
}

/// A workbook with the rows given and, below them, a cell beyond every bound, which shows only when it is read.
fn with_a_monstrous_end(rows: &str) -> Vec<u8> {
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |line: &str| format!("<row>{}</row>", line.split(',').map(cell).collect::<String>());
    let runs = format!("<r><t>{}</t></r>", "x".repeat(700_000)).repeat(2);
    let rows: String = rows.lines().map(row).collect();
    let sheet = format!(
        "<worksheet><sheetData>{rows}<row><c t=\"inlineStr\"><is>{runs}</is></c></row></sheetData></worksheet>"
    );
    let relation = |kind: &str, target: &str| {
        format!("<Relationships><Relationship Id=\"r1\" Type=\"x/{kind}\" Target=\"{target}\"/></Relationships>")
    };
    let parts = [
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "sheet.xml")),
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" id=\"r1\"/></sheets></workbook>".to_owned()),
        ("xl/sheet.xml", sheet),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_file_that_turns_bad_on_the_way_says_what_is_in() {
    let mut bench = Bench::new();
    let path = bench.folder.path().join("留言.xlsx");
    fs::write(&path, with_a_monstrous_end(&many(150))).unwrap();
    let error = bench.take_in(&path, &mut |_| ControlFlow::Continue(())).unwrap_err();
    assert!(matches!(error, ImportError::CutShort { added: 100, .. }), "{error}");
    assert!(error.to_string().contains("已存入 100 行"), "{error}");
    assert_eq!(bench.issues(), 100);
}

#[test]
fn what_is_no_ledger_is_refused_and_changes_nothing() {
    let mut bench = Bench::new();
    let hostile = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/hostile");
    let mut files = Vec::new();
    for entry in fs::read_dir(hostile).unwrap() {
        // Copied, because bad rows are written beside the input.
        let entry = entry.unwrap();
        files.push(bench.folder.path().join(entry.file_name()));
        fs::copy(entry.path(), files.last().unwrap()).unwrap();
    }
    files.push(bench.file("空.csv", ""));
    files.push(bench.file("诗.csv", "床前明月光\n疑是地上霜\n"));
    files.push(bench.folder.path().to_owned());
    for path in files {
        if let Err(error) = bench.take_in(&path, &mut |_| ControlFlow::Continue(())) {
            assert!(error.to_string().contains('。'), "{}: {error}", path.display());
        }
    }
    assert_eq!(bench.issues(), 0);
}

#[test]
fn a_file_can_be_explained_by_hand() {
    let bench = Bench::new();
    let path = bench.file("表.csv", "哪天,说了啥,别的\n2026-01-05,路灯不亮一个月,无\n");
    let open = |map: &[(&str, &str)]| {
        let by_hand = |(column, field): &(&str, &str)| ByHand { column: (*column).into(), field: (*field).into() };
        Source::open(&real(), &path, &Request { map: map.iter().map(by_hand).collect(), ..Request::default() })
    };
    assert!(matches!(open(&[]), Err(ImportError::NoHeader { .. })));
    let source = open(&[("哪天", "reported_on"), ("说了啥", "内容"), ("别的", "")]).unwrap();
    assert_eq!(source.kind(), Kind::Issue);
    let lines = source.lines().join("\n");
    assert!(lines.contains("A 列“哪天” → 反映日期") && lines.contains("不导入：C 列“别的”"), "{lines}");
    assert!(matches!(open(&[("没有的列", "title")]), Err(ImportError::NoHeader { .. } | ImportError::NoColumn { .. })));
}

#[test]
fn a_ledger_is_known_again_where_one_of_its_titles_has_changed() {
    let bench = Bench::new();
    let root = bench.folder.path();
    let path = bench.file("表.csv", "哪天,说了啥,归口\n2026-01-05,路灯不亮一个月,交通\n");
    let by_hand = |(column, field): (&str, &str)| ByHand { column: column.into(), field: field.into() };
    let map = [("哪天", "reported_on"), ("说了啥", "content"), ("归口", "category")].map(by_hand).to_vec();
    let request = Request { map, ..Request::default() };
    let source = Source::open(&real(), &path, &request).unwrap();
    mappings::remember(&RealDisk, root, source.memory(&request).unwrap()).unwrap();
    let known = Mappings::load(&RealDisk, root).unwrap();
    let open =
        |content: &str| Source::open_again(&real(), &bench.file("又一张.csv", content), &Request::default(), &known);
    let source = open("哪天,说了啥,归谁管\n2026-01-06,水渠堵了,农业\n").unwrap();
    let keys: Vec<_> = source.columns().iter().map(Column::key).collect();
    assert_eq!(keys, [Some("reported_on"), Some("content"), None]);
    assert!(source.columns()[0].chosen == Some(Chosen::Before) && source.columns()[2].is_unknown());
    assert!(matches!(open("哪天,天气,别的\n2026-01-05,晴,无\n"), Err(ImportError::NoHeader { .. })), "another file");
}

#[test]
fn which_blanks_are_filled_is_known_again_until_it_is_said_otherwise() {
    let bench = Bench::new();
    let root = bench.folder.path();
    let path = bench.file("表.csv", "反映日期,标题,内容,村\n2026-01-05,路灯不亮,村口路灯不亮一个月,茶亭村\n");
    let open = |fill: Option<&[&str]>| {
        let fill = fill.map(|titles| titles.iter().map(|title| (*title).to_owned()).collect());
        let request = Request { fill, ..Request::default() };
        let known = Mappings::load(&RealDisk, root).unwrap();
        let source = Source::open_again(&real(), &path, &request, &known).unwrap();
        let filled: Vec<String> = source.filled().map(|column| column.title.clone()).collect();
        (filled, source.memory(&request), source.lines().join("\n"))
    };
    assert!(open(None).1.is_none(), "nothing was chosen");
    for (said, filled) in [(["村"].as_slice(), ["村"].as_slice()), (&[], &[])] {
        let (now, memory, lines) = open(Some(said));
        assert_eq!(now, filled);
        assert_eq!(lines.contains("空格沿用上一行：D 列“村”"), !filled.is_empty(), "{lines}");
        mappings::remember(&RealDisk, root, memory.unwrap()).unwrap();
        assert_eq!(open(None).0, filled, "as it was said last");
    }
}
