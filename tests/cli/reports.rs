//! `report`: drafted, sent, printed again as it was sent, and what came later told in the next one.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use super::desk::*;

#[test]
fn what_was_sent_is_printed_again_byte_for_byte_and_later_entries_are_told_in_the_next() {
    let desk = Desk::demo();
    let out = desk.root.join("out");
    let to = |name: &str| out.join(name).to_string_lossy().into_owned() + "/";
    desk.done(&["report", "2026-09", "--to", &to("draft"), "--set", "plan=下月走访。"]);
    assert!(desk.done(&["list", "report"]).contains("草稿"));
    desk.done(&["report", "2026-09", "--to", &to("sent"), "--mark-sent"]);
    desk.not_done(&["report", "2026-09", "--to", &to("x"), "--mark-sent"], 1, "已报送");
    desk.not_done(&["edit", "report", "2026-09", "--set", "plan=别的"], 1, "不能再改");
    let visit = ["date=2026-09-10", "deputies=彭秋菊", "way=入户", "village=双井村", "people=5", "summary=补录的走访"];
    desk.done(&[&["add", "visit", "--set"], visit.as_slice()].concat());
    desk.done(&["report", "2026-09", "--to", &to("again")]);
    let files = |folder: &str| {
        let mut files: Vec<_> = fs::read_dir(out.join(folder)).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        files
    };
    let (sent, again) = (files("sent"), files("again"));
    assert_eq!((sent.len(), again.len()), (3, 3));
    for (sent, again) in sent.iter().zip(&again) {
        assert!(fs::read(sent).unwrap() == fs::read(again).unwrap(), "{}", again.display());
    }
    let kept = desk.root.join("reports").join("2026-09-r1").join("report.docx");
    fs::write(&kept, b"bent").unwrap();
    let ran = desk.run(&["report", "2026-09", "--to", &out.join("bent.docx").to_string_lossy()]);
    assert!(ran.code == 0 && ran.err.contains("与报送时逐字相同"), "{}", ran.err);
    assert_eq!(fs::read(out.join("bent.docx")).unwrap(), fs::read(kept).unwrap());

    let october = out.join("october.html");
    desk.done(&["report", "2026-10", "--to", &october.to_string_lossy(), "--mark-sent"]);
    let text = fs::read_to_string(&october).unwrap();
    assert!(text.contains("以前各期的补登") && text.contains("报送后补录、改动的记录1条"), "{text}");
    desk.done(&["void", "report", "2026-09", "--reason", "漏记走访"]);
    let corrected = out.join("corrected.html");
    desk.done(&["report", "2026-09", "--to", &corrected.to_string_lossy(), "--mark-sent"]);
    assert!(fs::read_to_string(&corrected).unwrap().contains("（更正件）"));
    desk.done(&["verify"]);
}

#[test]
fn a_report_that_cannot_be_written_says_why() {
    let desk = Desk::demo();
    let to = desk.root.join("a.txt").to_string_lossy().into_owned();
    desk.not_done(&["report", "2026-09", "--to", &to], 2, ".docx");
    let to = desk.root.join("a.docx").to_string_lossy().into_owned();
    desk.not_done(&["report", "某年", "--to", &to], 2, "某年");
    desk.not_done(&["report", "2026-09", "--to", &to, "--set", "foo=1"], 2, "foo");
    desk.not_done(&["report", "2099", "--to", &to, "--mark-sent"], 1, "才结束");
    assert!(!std::path::Path::new(&to).exists());
}

/// What stands between the tags of a text, each piece by itself.
fn pieces(xml: &str) -> Vec<String> {
    let text = |piece: &str| piece.split_once('>').map_or("", |(_, text)| text).trim().to_owned();
    xml.split('<').map(text).filter(|text| !text.is_empty()).collect()
}

fn unzipped(file: &Path, part: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(part).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The text and numbers of the first sheet's cells, a number as its number.
fn cells(workbook: &Path) -> Vec<String> {
    let shared: Vec<String> = unzipped(workbook, "xl/sharedStrings.xml")
        .split("<si>")
        .skip(1)
        .map(|item| pieces(&format!("<{item}")).concat())
        .collect();
    let sheet = unzipped(workbook, "xl/worksheets/sheet1.xml");
    let value = |cell: &str| {
        let value = cell.split_once("<v>").and_then(|(_, rest)| rest.split_once("</v>")).map(|(value, _)| value)?;
        let is_text = cell.split_once('>').is_some_and(|(head, _)| head.contains("t=\"s\""));
        if is_text { value.parse().ok().and_then(|at: usize| shared.get(at).cloned()) } else { Some(value.to_owned()) }
    };
    sheet.split("<c ").skip(1).filter_map(value).collect()
}

/// A number of a workbook as paper shows it.
fn as_shown(value: &str, like: &str) -> String {
    match (value.parse::<f64>(), like) {
        (Ok(number), like) if like.ends_with('%') => format!("{:.1}%", number * 100.0),
        (Ok(number), like) => format!("{number:.*}", like.split_once('.').map_or(0, |(_, decimals)| decimals.len())),
        (Err(_), _) => value.to_owned(),
    }
}

#[test]
fn a_months_figures_are_the_same_to_the_digit_wherever_they_stand() {
    let desk = Desk::demo();
    let out = desk.root.join("month");
    let file = |ending: &str| out.join(format!("m.{ending}"));
    fs::create_dir_all(&out).unwrap();
    for ending in ["docx", "html", "xlsx"] {
        desk.done(&["report", "2026-10", "--to", &file(ending).to_string_lossy()]);
    }
    let docx = pieces(&unzipped(&file("docx"), "word/document.xml"));
    let html = pieces(&fs::read_to_string(file("html")).unwrap());
    let xlsx = cells(&file("xlsx"));
    let beside = |cells: &[String], label: &str| {
        cells.iter().position(|cell| cell == label).and_then(|at| cells.get(at + 1).cloned())
    };
    let table = desk.done(&["stats", "--period", "2026-10"]);
    let mut compared = 0;
    for line in desk.done(&["stats", "--period", "2026-10", "--format", "jsonl"]).lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let of = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        let (id, name, unit, value) = (of("id"), of("name"), of("unit"), of("value"));
        let label = if unit.is_empty() { name } else { format!("{name}（{unit}）") };
        // A report leaves out what was nothing in every period it compares.
        let Some(in_docx) = beside(&docx, &label).filter(|_| of("part").is_empty()) else { continue };
        assert_eq!(in_docx, value, "{label} in docx");
        assert_eq!(beside(&html, &label), Some(value.clone()), "{label} in html");
        let in_xlsx = beside(&xlsx, &label).unwrap_or_default();
        assert_eq!(as_shown(&in_xlsx, &value), value, "{label} in xlsx");
        let row = table.lines().find(|row| row.split_whitespace().next() == Some(&id)).unwrap_or_default();
        assert_eq!(row.split_whitespace().last(), Some(value.as_str()), "{label} in plain lines");
        compared += 1;
    }
    assert!(compared >= 40, "{compared}");
}
