//! The files themselves: always the same, well-formed, and harmless whatever the records say.

use std::io::{Cursor, Read};

use liaison::report::paper::{Block, Page, Paper};
use liaison::report::write::{PaperForm, paper, paper_bytes};
use liaison::store::disk::RealDisk;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::samples;

/// The parts of a file that is an archive.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let part = |at: usize| {
        let mut part = archive.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        (part.name().to_owned(), text)
    };
    (0..count).map(part).collect()
}

/// The names of the elements of a text that must be well-formed.
fn elements(name: &str, text: &str) -> Vec<String> {
    let mut reader = Reader::from_str(text);
    let mut elements = Vec::new();
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
            Event::Eof => return elements,
            Event::Start(start) | Event::Empty(start) => {
                for attribute in start.attributes() {
                    attribute.unwrap_or_else(|error| panic!("{name}: {error}"));
                }
                elements.push(String::from_utf8_lossy(start.name().as_ref()).into_owned());
            }
            _ => {}
        }
    }
}

fn is_refused(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}')
}

#[test]
fn a_paper_is_always_the_same_file() {
    for form in PaperForm::ALL {
        let before: Vec<Vec<u8>> = samples::all().iter().map(|paper| paper_bytes(paper, form).unwrap()).collect();
        // Backwards: what was written between is another.
        for (paper, bytes) in samples::all().iter().zip(&before).rev() {
            assert!(paper_bytes(paper, form).unwrap() == *bytes, "{} {form:?}", paper.name);
        }
        let paper = samples::report();
        let frozen: Paper = serde_json::from_str(&serde_json::to_string(&paper).unwrap()).unwrap();
        assert!(paper_bytes(&frozen, form).unwrap() == paper_bytes(&paper, form).unwrap(), "{form:?}");
        let thread = std::thread::spawn(move || paper_bytes(&samples::report(), form).unwrap());
        assert!(thread.join().unwrap() == paper_bytes(&paper, form).unwrap(), "{form:?}");
    }
}

#[test]
fn parts_of_archives_are_well_formed_and_carry_no_control_characters() {
    for form in [PaperForm::Docx, PaperForm::Xlsx] {
        for paper in samples::all() {
            for (name, text) in parts(&paper_bytes(&paper, form).unwrap()) {
                elements(&name, &text);
                assert_eq!(text.chars().find(|c| is_refused(*c)), None, "{name}");
            }
        }
    }
}

#[test]
fn docx_says_who_made_it_when_and_repeats_headings() {
    let parts = parts(&paper_bytes(&samples::report(), PaperForm::Docx).unwrap());
    let part = |wanted: &str| &parts.iter().find(|(name, _)| name == wanted).unwrap().1;
    let core = part("docProps/core.xml");
    for expected in ["茶亭镇代表联络站2026年10月工作月报", "2026-11-27T09:12:33Z"] {
        assert!(core.contains(expected), "{core}");
    }
    let document = part("word/document.xml");
    assert_eq!(document.matches("<w:tblHeader/>").count(), 2);
    assert!(document.contains(r#"w:top="2098" w:right="1474" w:bottom="1984" w:left="1587""#), "margins");
    assert!(part("word/settings.xml").contains("<w:evenAndOddHeaders"), "page numbers at the outer side");
    // A page break before everything, and one after everything, would be empty pages.
    let blocks = vec![Block::PageBreak, Block::Text("正文".to_owned()), Block::PageBreak];
    let parts = self::parts(&paper_bytes(&samples::paper("页", Page::Report, blocks), PaperForm::Docx).unwrap());
    assert!(parts.iter().all(|(_, text)| !text.contains("pageBreakBefore")));
}

#[test]
fn html_holds_only_what_we_write_and_asks_for_nothing() {
    const KNOWN: [&str; 28] = [
        "html", "head", "meta", "title", "style", "body", "main", "div", "h1", "h2", "h3", "h4", "p", "br", "table",
        "colgroup", "col", "thead", "tbody", "tr", "td", "th", "figure", "svg", "text", "rect", "line", "circle",
    ];
    for paper in samples::all() {
        let html = String::from_utf8(paper_bytes(&paper, PaperForm::Html).unwrap()).unwrap();
        assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"zh-CN\">"), "{}", paper.name);
        assert_eq!(html.chars().find(|c| is_refused(*c)), None, "{}", paper.name);
        // Every tag of the file, and what stands in it.
        for tag in html.split('<').skip(2).map(|piece| piece.split('>').next().unwrap()) {
            let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap();
            assert!(KNOWN.contains(&name), "<{tag}>");
            let names: Vec<&str> = tag.split('"').step_by(2).collect();
            assert!(names.iter().all(|names| !names.contains(" on") && !names.contains(" src")), "<{tag}>");
        }
        assert_eq!(html.matches("</style>").count(), 1, "{}", paper.name);
        let addresses = html.matches("://").count();
        let ours =
            html.matches("http://www.w3.org/2000/svg").count() + html.matches("HYPERLINK(&quot;http://x").count();
        assert_eq!(addresses, ours, "{}", paper.name);
    }
}

#[test]
fn workbooks_hold_no_formula() {
    for paper in samples::all() {
        for (name, text) in parts(&paper_bytes(&paper, PaperForm::Xlsx).unwrap()) {
            let formulas = elements(&name, &text).iter().filter(|element| *element == "f").count();
            assert!(!name.starts_with("xl/worksheets") || formulas == 0, "{}: {name}", paper.name);
        }
    }
}

#[test]
fn workbooks_have_a_summary_and_a_sheet_for_each_chart() {
    let parts = parts(&paper_bytes(&samples::report(), PaperForm::Xlsx).unwrap());
    let book = &parts.iter().find(|(name, _)| name == "xl/workbook.xml").unwrap().1;
    for sheet in ["汇总", "各类意见建议件数", "办结率走势"] {
        assert!(book.contains(&format!("name=\"{sheet}\"")), "{sheet}: {book}");
    }
    assert_eq!(parts.iter().filter(|(name, _)| name.starts_with("xl/charts/chart")).count(), 2);
}

#[test]
fn a_document_of_too_many_rows_is_refused_with_the_way_out() {
    let mut paper = samples::long_table();
    let Some(Block::Table(grid)) = paper.blocks.last_mut() else { panic!("no table") };
    let row = grid.rows[1].clone();
    grid.rows.resize(2_001, row);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("清单.docx");
    let error = liaison::report::write::paper(&RealDisk, &paper, PaperForm::Docx, &path).unwrap_err().to_string();
    assert!(error.contains("xlsx") && error.contains("2000") && !path.exists(), "{error}");
    for form in [PaperForm::Html, PaperForm::Xlsx] {
        let path = path.with_extension(form.ending());
        self::paper(&RealDisk, &paper, form, &path).unwrap();
        assert!(path.metadata().unwrap().len() > 10_000);
    }
}
