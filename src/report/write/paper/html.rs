//! A paper as one HTML file that needs nothing else, ready to be printed. No script, nothing from elsewhere.

mod chart;
mod grid;
mod sheet;

use quick_xml::escape::escape;

use super::super::carried;
use super::layout::Layout;
use crate::report::paper::{Block, Level, Paper};

/// The file's text.
pub(super) fn text(paper: &Paper) -> String {
    let layout = Layout::of(paper.page);
    let mut out = String::with_capacity(16 * 1024);
    out.push_str("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    // Whatever a record says, the browser neither runs nor loads anything.
    out.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    );
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str(&format!("<title>{}</title>\n", shown(&paper.name)));
    out.push_str(&format!("<meta name=\"author\" content=\"{}\">\n", shown(&paper.author)));
    out.push_str(&format!("<style>\n{}</style>\n</head>\n<body>\n<main>\n", sheet::of(&layout)));
    let mut breaks = false;
    let mut begun = false;
    for block in &paper.blocks {
        if matches!(block, Block::PageBreak) {
            breaks = begun;
            continue;
        }
        if std::mem::take(&mut breaks) {
            out.push_str("<div class=\"break\"></div>\n");
        }
        write(&mut out, block, &layout);
        begun = true;
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn write(out: &mut String, block: &Block, layout: &Layout) {
    match block {
        Block::Title(text) => lines(out, "h1", "", text),
        Block::Subtitle(text) => lines(out, "p", "subtitle", text),
        Block::Heading(Level::First, text) => lines(out, "h2", "", text),
        Block::Heading(Level::Second, text) => lines(out, "h3", "", text),
        Block::Heading(Level::Third, text) => lines(out, "h4", "", text),
        Block::Text(text) => lines(out, "p", "text", text),
        Block::Flush(text) => lines(out, "p", "flush", text),
        Block::Signed(text) => lines(out, "p", "signed", text),
        Block::Note(text) => lines(out, "p", "note", text),
        Block::Table(table) => {
            if let Some(caption) = &table.caption {
                lines(out, "p", "caption", caption);
            }
            grid::write(out, table, layout);
        }
        Block::Chart(chart) => chart::write(out, chart),
        Block::PageBreak => {}
    }
}

/// An element for each line.
fn lines(out: &mut String, element: &str, class: &str, text: &str) {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    for line in carried(text).split('\n') {
        // An empty line is as high as another.
        let line = if line.is_empty() { "<br>".to_owned() } else { escape(line).into_owned() };
        out.push_str(&format!("<{element}{class}>{line}</{element}>\n"));
    }
}

/// Text as it stands in an element or an attribute.
fn shown(text: &str) -> String {
    escape(carried(text)).into_owned()
}
