//! Hostile text on its way out, one golden file each: what starts like a formula, control characters, markup, file names.

use std::path::PathBuf;

use super::*;
use crate::report::guard::{Node, Xml};
use crate::report::paper::{Block, Grid, GridCell, GridRow, Page, Paper};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/hostile").join(name)
}

/// The texts of a golden file's second column, as import reads them.
fn texts(name: &str) -> Vec<String> {
    let read = read(&fixture(name));
    read.iter().skip(1).map(|row| row.cell(1).map(|cell| cell.text().into_owned()).unwrap_or_default()).collect()
}

/// A document with the texts in every place that takes some.
fn document(texts: &[String]) -> Paper {
    let cells =
        texts.iter().map(|text| GridRow::of(vec![GridCell::text(text.as_str()), GridCell::label(text.as_str())]));
    let grid = Grid { caption: Some(texts.concat()), widths: vec![1, 1], headings: 1, rows: cells.collect() };
    let mut blocks = vec![Block::Title(texts.concat()), Block::Table(grid)];
    blocks.extend(texts.iter().flat_map(|text| [Block::Text(text.clone()), Block::Note(text.clone())]));
    let (name, author) = (texts.concat(), texts.concat());
    Paper { name, author, made_at: made_at(), page: Page::Form, blocks }
}

#[test]
fn what_starts_like_a_formula_goes_out_harmless_and_comes_back_unchanged() {
    for golden in ["42-formulas.csv", "42-formulas.xlsx"] {
        let texts = texts(golden);
        assert!(texts.iter().any(|text| text == "=1+1") && texts.len() > 12, "{texts:?}");
        for name in ["台账.csv", "台账.gb18030.csv", "台账.xlsx"] {
            let rows: Vec<Vec<Cell>> = texts.iter().map(|text| row(text)).collect();
            let (_folder, path, _) = write(name, &rows);
            let read = read(&path);
            let back = read[read.len() - texts.len()..].iter().map(|row| row.cell(1).unwrap().text().into_owned());
            // A carriage return alone is a line end in every form.
            let told = texts.iter().map(|text| text.replace('\r', "\n"));
            assert_eq!(back.collect::<Vec<_>>(), told.collect::<Vec<_>>(), "{golden} {name}");
            if name.ends_with("csv") {
                let bytes = std::fs::read(&path).unwrap();
                let text = if name.contains("gb") {
                    encoding_rs::GB18030.decode(&bytes).0
                } else {
                    String::from_utf8_lossy(&bytes)
                };
                let starts = text
                    .split(",\"")
                    .chain(text.split(','))
                    .filter(|cell| cell.starts_with(['=', '+', '@', '＝', '＋', '＠', '\t']));
                assert_eq!(starts.count(), 0, "{text}");
            }
        }
        let (_folder, path, _) = write("台账.html", &texts.iter().map(|text| row(text)).collect::<Vec<_>>());
        let page = std::fs::read_to_string(path).unwrap();
        assert_eq!(page.matches("<td>=").count() + page.matches("<td>@").count() + page.matches("<td>＝").count(), 0);
    }
}

#[test]
fn control_characters_reach_no_file() {
    let texts = texts("43-control.csv");
    assert!(texts.iter().any(|text| text.contains('\u{1b}')), "{texts:?}");
    let refused = |c: char| c.is_control() && !matches!(c, '\t' | '\n') || matches!(c, '\u{fffe}' | '\u{ffff}');
    for text in &texts {
        assert!(!carried(text).contains(refused), "{text:?}");
        assert!(carried(text).contains('甲') || text.contains('一'), "the rest stays: {text:?}");
    }
    let rows: Vec<Vec<Cell>> = texts.iter().map(|text| row(text)).collect();
    for name in ["台账.csv", "台账.html"] {
        let (_folder, path, _) = write(name, &rows);
        let text = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        assert!(!text.contains(refused), "{name}: {text:?}");
    }
    let docx = paper_bytes(&document(&texts), PaperForm::Docx).unwrap();
    for name in ["word/document.xml", "docProps/core.xml"] {
        let part = zipped(&docx, name);
        assert!(!part.contains(refused), "{name}: {part:?}");
        assert_well_formed(&part);
    }
    let html = String::from_utf8(paper_bytes(&document(&texts), PaperForm::Html).unwrap()).unwrap();
    assert!(!html.contains(refused), "{html:?}");
}

#[test]
fn markup_is_text_in_every_form() {
    let texts = texts("44-markup.csv");
    assert!(texts.iter().any(|text| text.contains("<script>")), "{texts:?}");
    let rows: Vec<Vec<Cell>> = texts.iter().map(|text| row(text)).collect();
    let (_folder, path, _) = write("台账.html", &rows);
    let ledger = std::fs::read_to_string(path).unwrap();
    let paper = String::from_utf8(paper_bytes(&document(&texts), PaperForm::Html).unwrap()).unwrap();
    for page in [ledger, paper] {
        for markup in ["<script", "<img", "\"onload=", "</td></tr></table><img", "<r><t>"] {
            assert!(!page.contains(markup), "{markup}: {page}");
        }
        assert!(page.contains("&lt;script&gt;") && page.contains("&amp;lt;b&amp;gt;"), "{page}");
    }
    let docx = paper_bytes(&document(&texts), PaperForm::Docx).unwrap();
    let part = zipped(&docx, "word/document.xml");
    assert_well_formed(&part);
    assert!(part.contains("&lt;script&gt;"), "{part}");

    let (_folder, path, _) = write("台账.xlsx", &rows);
    let read = read(&path);
    let back = read[read.len() - texts.len()..].iter().map(|row| row.cell(1).unwrap().text().into_owned());
    assert_eq!(back.collect::<Vec<_>>(), texts);
}

#[test]
fn names_of_files_stay_where_they_belong() {
    let golden = std::fs::read_to_string(fixture("45-names.jsonl")).unwrap();
    for line in golden.lines() {
        let [template, name]: [String; 2] = serde_json::from_str(line).unwrap();
        assert_eq!(safe_file_name(&template), name, "{template:?}");
    }
    assert!(golden.lines().count() > 20);
}

fn zipped(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn assert_well_formed(part: &str) {
    let length = u64::try_from(part.len()).unwrap();
    let mut xml = Xml::new(part.as_bytes(), "part", length, length, length * 2);
    while !matches!(xml.next_node().unwrap(), Node::Over) {}
    assert_eq!(xml.depth(), 0);
}
