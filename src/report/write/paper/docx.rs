//! A paper as docx, in the manner of GB/T 9704-2012, without letterhead.
//!
//! The library makes the parts of the file; [`mend`] puts into them what it does not know, and [`pack`] puts them together, so
//! that the same paper is the same file. Word draws no picture that every program shows, so a chart is a table of bars.

mod bars;
mod footer;
mod grid;
mod mend;
mod pack;
mod style;

use docx_rs::{
    AlignmentType, DocGrid, DocGridType, Docx, PageMargin, PageOrientationType, Paragraph, Run, Settings, Table,
};

use super::super::{WriteFault, carried};
use super::layout::{LINE, Layout};
use crate::report::paper::{Block, Level, Page, Paper};

/// Rows of all tables together: a text program, and the library, take more than 30 KB of memory for each.
const MOST_ROWS: usize = 2_000;

/// The file's bytes.
pub(super) fn bytes(paper: &Paper) -> Result<Vec<u8>, WriteFault> {
    let rows = paper.blocks.iter().map(rows_of).sum();
    if rows > MOST_ROWS {
        return Err(WriteFault::TooLong { rows, limit: MOST_ROWS });
    }
    let mut body = Body::new(paper.page);
    for (at, block) in paper.blocks.iter().enumerate() {
        match (block, paper.blocks.get(at + 1)) {
            // Who signs is not parted from the date.
            (Block::Signed(text), Some(Block::Signed(_))) => body.signed(text),
            _ => body.block(block),
        }
    }
    body.finish(paper)
}

fn rows_of(block: &Block) -> usize {
    match block {
        Block::Table(grid) => grid.rows.len(),
        Block::Chart(chart) => chart.labels.len().saturating_mul(chart.series.len()),
        _ => 0,
    }
}

/// The document as far as it is written.
struct Body {
    layout: Layout,
    docx: Docx,
    /// The next paragraph begins a page.
    breaks: bool,
    /// Whether anything is written: a page break before everything would be an empty page.
    begun: bool,
    /// Whether a table stands last: two without a paragraph between them would become one.
    after_table: bool,
    /// For every row of every table whether it is repeated on each page.
    repeated: Vec<bool>,
    /// Paragraphs so far; each is named by its number.
    count: u32,
}

impl Body {
    fn new(page: Page) -> Body {
        let layout = Layout::of(page);
        let margins = PageMargin {
            top: twips(layout.top),
            bottom: twips(layout.bottom),
            left: twips(layout.left),
            right: twips(layout.right),
            header: 851,
            footer: twips(layout.number.unwrap_or(567)),
            gutter: 0,
        };
        let mut docx = Docx::new()
            .page_size(layout.width, layout.height)
            .page_margin(margins)
            .settings(Settings::new().even_and_odd_headers().default_tab_stop(640));
        if page == Page::Wide {
            docx = docx.page_orient(PageOrientationType::Landscape);
        }
        docx.document.section_property.doc_grid =
            Some(DocGrid::with_empty().grid_type(DocGridType::Lines).line_pitch(LINE as usize));
        docx = style::add(docx, &layout);
        Body { layout, docx, breaks: false, begun: false, after_table: false, repeated: Vec::new(), count: 0 }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(text) => self.lines(style::TITLE, text),
            Block::Subtitle(text) => self.lines(style::SUBTITLE, text),
            Block::Heading(level, text) => {
                let style = match level {
                    Level::First => style::FIRST,
                    Level::Second => style::SECOND,
                    Level::Third => style::THIRD,
                };
                self.lines(style, text);
            }
            Block::Text(text) => self.lines(style::BODY, text),
            Block::Flush(text) => self.lines(style::FLUSH, text),
            Block::Signed(text) => self.lines(style::SIGNED, text),
            Block::Note(text) => self.lines(style::NOTE, text),
            Block::Table(grid) => {
                if let Some(caption) = &grid.caption {
                    self.lines(style::CAPTION, caption);
                }
                grid::add(self, grid);
            }
            Block::Chart(chart) => bars::add(self, chart),
            Block::PageBreak => self.breaks = self.begun,
        }
    }

    /// Paragraphs of a style, one for each line.
    fn lines(&mut self, style: &str, text: &str) {
        for line in carried(text).split('\n') {
            let paragraph = self.line(style, line);
            self.push(paragraph);
        }
    }

    /// Who signs, on the page of what comes next.
    fn signed(&mut self, text: &str) {
        for line in carried(text).split('\n') {
            let paragraph = self.line(style::SIGNED, line).keep_next(true);
            self.push(paragraph);
        }
    }

    /// A paragraph with a name of its own.
    fn line(&mut self, style: &str, line: &str) -> Paragraph {
        self.count += 1;
        let paragraph = Paragraph::new().id(format!("{:08X}", self.count)).style(style);
        if line.is_empty() { paragraph } else { paragraph.add_run(run(line)) }
    }

    fn push(&mut self, paragraph: Paragraph) {
        let paragraph = if std::mem::take(&mut self.breaks) { paragraph.page_break_before(true) } else { paragraph };
        self.add(|docx| docx.add_paragraph(paragraph));
        self.after_table = false;
    }

    /// Adds a table; `repeated` tells for each of its rows whether it is repeated on each page.
    fn push_table(&mut self, table: Table, repeated: impl IntoIterator<Item = bool>) {
        if self.after_table || self.breaks {
            self.gap();
        }
        self.repeated.extend(repeated);
        self.add(|docx| docx.add_table(table));
        self.after_table = true;
    }

    /// A paragraph that takes next to no room.
    fn gap(&mut self) {
        let gap = self.line(style::GAP, "");
        self.push(gap);
    }

    fn add(&mut self, change: impl FnOnce(Docx) -> Docx) {
        self.docx = change(std::mem::take(&mut self.docx));
        self.begun = true;
    }

    fn finish(mut self, paper: &Paper) -> Result<Vec<u8>, WriteFault> {
        // A document ends in a paragraph; a table at its end would be followed by an empty line, perhaps on a page of its own.
        if self.after_table || !self.begun {
            self.gap();
        }
        if self.layout.number.is_some() {
            let odd = footer::of(self.line(style::ODD, ""));
            let even = footer::of(self.line(style::EVEN, ""));
            self.docx = self.docx.footer(odd).even_footer(even);
        }
        pack::bytes(self.docx.build(), &self.repeated, paper)
    }
}

/// A stretch of text, with its tabs.
fn run(line: &str) -> Run {
    let mut run = Run::new();
    for (at, part) in line.split('\t').enumerate() {
        if at > 0 {
            run = run.add_tab();
        }
        if !part.is_empty() {
            run = run.add_text(part);
        }
    }
    run
}

fn twips(measure: u32) -> i32 {
    i32::try_from(measure).unwrap_or(i32::MAX)
}

fn aligned(align: crate::report::table::Align) -> AlignmentType {
    use crate::report::table::Align;
    match align {
        Align::Left => AlignmentType::Left,
        Align::Centre => AlignmentType::Center,
        Align::Right => AlignmentType::Right,
    }
}
