//! The checks of documents on the page. Each needs LibreOffice and poppler, which `.ci/run` installs.

use std::collections::BTreeMap;
use std::path::Path;

use liaison::report::paper::{Block, Chart, ChartForm, Content, Page, Paper};
use liaison::report::write::PaperForm;

use super::office::pdfs;
use super::pages::{Sheet, Word, lines, sheets, touching_the_edge};
use super::{every, samples};

const POINTS_PER_MM: f64 = 72.0 / 25.4;
/// Nothing stands nearer to the edge of the sheet, in millimetres: printers do not print there.
const EDGE: usize = 5;
/// Widths are the library's whole twips and the PDF's tenths of points.
const SIDE_TOLERANCE: f64 = 1.0;
/// A character's box is higher than its line.
const LINE_TOLERANCE: f64 = 8.0;

/// Where the text block of a page lies: left, top, width, height in millimetres; GB/T 9704-2012 for reports.
fn block_of(page: Page) -> (f64, f64, f64, f64) {
    match page {
        Page::Report => (28.0, 37.0, 156.0, 225.0),
        Page::Form => (25.0, 20.0, 165.0, 257.0),
        Page::Wide => (20.0, 25.0, 257.0, 163.0),
    }
}

/// What is wrong with a document's pages; nothing if it is as an office accepts it.
pub fn check(paper: &Paper, pdf: &Path) -> Vec<String> {
    let sheets = sheets(pdf);
    let mut wrong = Vec::new();
    for (number, sheet) in (1..).zip(&sheets) {
        let told = sheet_size(paper.page, sheet).into_iter().chain(within(paper.page, number, sheet));
        wrong.extend(told.map(|what| format!("{}, page {number}: {what}", paper.name)));
    }
    let edges = touching_the_edge(pdf, EDGE);
    wrong.extend(edges.iter().map(|page| format!("{}, page {page}: runs off the sheet", paper.name)));
    wrong.extend(lost(paper, &sheets).map(|what| format!("{}: {what}", paper.name)));
    // What is filled in by pen, or goes out under a seal, ends where it is meant to.
    let pages = 1 + paper.blocks.iter().filter(|block| matches!(block, Block::PageBreak)).count();
    let is_measured = ["空白", "交办单", "督办单"].iter().any(|part| paper.name.contains(part));
    if is_measured && sheets.len() != pages {
        wrong.push(format!("{}: {} pages instead of {pages}", paper.name, sheets.len()));
    }
    if sheets.iter().any(|sheet| sheet.words.iter().all(|word| is_of_number(&word.text))) {
        // A form of which nothing is filled in still has its labels.
        wrong.push(format!("{}: an empty page", paper.name));
    }
    wrong
}

fn is_of_number(text: &str) -> bool {
    text.chars().all(|c| c == '—' || c.is_ascii_digit())
}

fn sheet_size(page: Page, sheet: &Sheet) -> Option<String> {
    let (short, long) = (210.0 * POINTS_PER_MM, 297.0 * POINTS_PER_MM);
    let (width, height) = if page == Page::Wide { (long, short) } else { (short, long) };
    let is_right = (sheet.width - width).abs() < 1.0 && (sheet.height - height).abs() < 1.0;
    (!is_right).then(|| format!("is {} × {} points", sheet.width, sheet.height))
}

/// What stands outside the text block, and what is wrong with the page number.
fn within(page: Page, number: usize, sheet: &Sheet) -> Vec<String> {
    let (left, top, width, height) = block_of(page);
    let [left, top, right, bottom] = [left, top, left + width, top + height].map(|side| side * POINTS_PER_MM);
    let (below, block): (Vec<&Word>, Vec<&Word>) = sheet.words.iter().partition(|word| word.top > bottom);
    let outside = |word: &&&Word| {
        word.left < left - SIDE_TOLERANCE
            || word.right > right + hanging(word) + SIDE_TOLERANCE
            || word.top < top - LINE_TOLERANCE
            || word.bottom > bottom + LINE_TOLERANCE
    };
    let mut wrong: Vec<String> =
        block.iter().filter(outside).map(|word| format!("outside the text block: {word:?}")).collect();
    let text: String = below.iter().map(|word| word.text.as_str()).collect();
    let expected = if page == Page::Form { String::new() } else { format!("—{number}—") };
    if text != expected {
        wrong.push(format!("below the text block stands {text:?}, not {expected:?}"));
    } else if page != Page::Form {
        // One character of 14 points is left free at the outer side.
        let (from, to) = (below.first().unwrap().left, below.last().unwrap().right);
        let free = if number % 2 == 1 { right - to } else { from - left };
        if (free - 14.0).abs() > 3.0 {
            wrong.push(format!("{free:.1} points beside the page number"));
        }
    }
    wrong
}

/// How far a word may stand out at the right: by the one mark at its end, which Chinese typesetting lets hang. The document
/// asks for none to hang, which LibreOffice 7.4 does not read.
fn hanging(word: &Word) -> f64 {
    let hangs = word.text.ends_with(['，', '。', '；', '：', '、', '！', '？', '）', '》', '”']);
    // A character is as wide as four fifths of its box are high.
    if hangs { (word.bottom - word.top) * 0.8 } else { 0.0 }
}

/// The characters a paper holds.
fn characters(paper: &Paper) -> BTreeMap<char, usize> {
    let mut all = String::new();
    for block in &paper.blocks {
        match block {
            Block::Title(text) | Block::Subtitle(text) | Block::Heading(_, text) | Block::Text(text) => {
                all.push_str(text)
            }
            Block::Flush(text) | Block::Signed(text) | Block::Note(text) => all.push_str(text),
            Block::Table(grid) => {
                all.push_str(grid.caption.as_deref().unwrap_or_default());
                for cell in grid.rows.iter().flat_map(|row| &row.cells) {
                    match &cell.content {
                        Content::Text(text) => all.push_str(text),
                        Content::Figure(amount) => all.push_str(&amount.shown()),
                    }
                }
            }
            Block::Chart(chart) => {
                all.push_str(&chart.title);
                // A label as long as a paragraph is cut.
                chart.labels.iter().filter(|label| label.len() < 80).for_each(|label| all.push_str(label));
                let values = chart.series.iter().flat_map(|series| &series.values).flatten();
                values.for_each(|amount| all.push_str(&amount.shown()));
            }
            Block::PageBreak => {}
        }
    }
    counted(&all)
}

/// How often each character stands in a text: those that every font here has.
fn counted(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in text.chars().filter(|c| c.is_ascii_graphic() || ('\u{4e00}'..='\u{9fa5}').contains(c)) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// Characters of the paper that do not stand on its pages as often: something was cut off.
fn lost(paper: &Paper, sheets: &[Sheet]) -> impl Iterator<Item = String> + use<> {
    let words = sheets.iter().flat_map(|sheet| &sheet.words);
    let found = counted(&words.map(|word| word.text.as_str()).collect::<String>());
    let lost: String = characters(paper)
        .into_iter()
        .filter(|(c, count)| found.get(c).copied().unwrap_or(0) < *count)
        .map(|(c, _)| c)
        .collect();
    (!lost.is_empty()).then(|| format!("cut off: {lost}")).into_iter()
}

fn assert_all_right(papers: &[Paper], form: PaperForm, check: impl Fn(&Paper, &Path) -> Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let pdfs = pdfs(folder.path(), papers, form);
    let wrong: Vec<String> = papers.iter().zip(&pdfs).flat_map(|(paper, pdf)| check(paper, pdf)).collect();
    if let (false, Some(keep)) = (wrong.is_empty(), std::env::var_os("LIAISON_KEEP")) {
        let keep = Path::new(&keep);
        pdfs.iter().for_each(|pdf| drop(std::fs::copy(pdf, keep.join(pdf.file_name().unwrap()))));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "needs LibreOffice and poppler"]
fn every_document_of_the_demo_station_is_as_an_office_accepts_it() {
    let papers = every::every_paper();
    assert!(papers.len() >= 20, "{}", papers.len());
    assert_all_right(&papers, PaperForm::Docx, check);
}

#[test]
#[ignore = "needs LibreOffice and poppler"]
fn what_no_office_has_seen_stays_on_the_page() {
    assert_all_right(&samples::all(), PaperForm::Docx, check);
}

#[test]
#[ignore = "needs LibreOffice and poppler"]
fn a_page_of_body_text_has_22_lines_of_28_characters() {
    let folder = tempfile::tempdir().unwrap();
    let pdf = pdfs(folder.path(), &[samples::full_page()], PaperForm::Docx).remove(0);
    let pages = sheets(&pdf);
    assert_eq!(pages.len(), 3);
    for (number, sheet) in (1..).zip(&pages) {
        let lines = lines(sheet);
        let (page_number, body) = lines.split_last().unwrap();
        assert_eq!(page_number.replace(' ', ""), format!("—{number}—"));
        let lengths: Vec<usize> = body.iter().map(|line| line.chars().count()).collect();
        // The first line of the paragraph is indented by two characters.
        let expected: Vec<usize> = (0..22).map(|line| if number == 1 && line == 0 { 26 } else { 28 }).collect();
        assert_eq!(lengths, expected, "page {number}");
    }
}

#[test]
#[ignore = "needs LibreOffice and poppler"]
fn forms_for_pen_and_paper_are_one_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let pdf = pdfs(folder.path(), &[samples::form()], PaperForm::Docx).remove(0);
    assert_eq!(sheets(&pdf).len(), 1);
}

#[test]
#[ignore = "needs LibreOffice and poppler"]
fn workbooks_print_on_sheets_of_a4_with_whole_charts() {
    let mut papers = every::every_paper();
    papers.extend([samples::report(), samples::many_bars(), samples::long_table(), samples::form()]);
    assert_all_right(&papers, PaperForm::Xlsx, |paper, pdf| {
        let sheets = sheets(pdf);
        let mut wrong: Vec<String> = lost(paper, &sheets).collect();
        wrong.extend(touching_the_edge(pdf, EDGE).iter().map(|page| format!("page {page} runs off the sheet")));
        let is_a4 = |sheet: &Sheet| [Page::Form, Page::Wide].iter().any(|page| sheet_size(*page, sheet).is_none());
        wrong.extend(
            sheets.iter().filter(|sheet| !is_a4(sheet)).map(|sheet| format!("{} × {}", sheet.width, sheet.height)),
        );
        for block in &paper.blocks {
            let Block::Chart(chart) = block else { continue };
            wrong.extend(cut(chart, &sheets));
        }
        wrong.into_iter().map(|what| format!("{}: {what}", paper.name)).collect()
    });
}

/// What a chart's page lacks: its title and, where bars lie, its labels stand there twice, with the values and drawn.
fn cut(chart: &Chart, sheets: &[Sheet]) -> Vec<String> {
    // A part of a long chart holds thirty labels.
    let parts = chart.labels.chunks(30);
    let several = chart.labels.len() > 30;
    let told = parts.enumerate().filter_map(|(number, labels)| {
        let title = if several { format!("{}（{}/", chart.title, number + 1) } else { chart.title.clone() };
        let title: String = title.chars().filter(|c| !c.is_whitespace()).collect();
        let wanted = match chart.form {
            ChartForm::Bars => labels.concat() + &labels.concat(),
            ChartForm::Line => labels.concat(),
        };
        let holds = |sheet: &Sheet| {
            let text: String = sheet.words.iter().map(|word| word.text.as_str()).collect();
            let found = counted(&text);
            let all = counted(&wanted).into_iter().all(|(c, count)| found.get(&c).copied().unwrap_or(0) >= count);
            text.matches(&title).count() >= 2 && all
        };
        (!sheets.iter().any(holds)).then(|| format!("no page holds the whole chart {title}"))
    });
    told.collect()
}
