//! The styles of a document: what the clerk changes in one place when an office wants it otherwise.

use docx_rs::{AlignmentType, Docx, LineSpacing, LineSpacingType, RunFonts, SpecialIndentType, Style, StyleType};

use super::super::layout::{self, Layout, POINT};
use super::twips;
use crate::text::zh::report::paper as zh;

pub(super) const TITLE: &str = "Title";
pub(super) const SUBTITLE: &str = "Subtitle";
pub(super) const FIRST: &str = "Heading1";
pub(super) const SECOND: &str = "Heading2";
pub(super) const THIRD: &str = "Heading3";
pub(super) const BODY: &str = "BodyFirst";
pub(super) const FLUSH: &str = "Body";
pub(super) const SIGNED: &str = "Signature";
pub(super) const NOTE: &str = "Note";
pub(super) const CAPTION: &str = "Caption";
pub(super) const CELL: &str = "Cell";
pub(super) const LABEL: &str = "CellLabel";
pub(super) const BAR: &str = "Bar";
pub(super) const ODD: &str = "FooterOdd";
pub(super) const EVEN: &str = "FooterEven";
pub(super) const GAP: &str = "Gap";

/// Closer together by a quarter of a point, 28 characters of 16 points fill the 156 mm of the text block.
const CLOSER: i32 = -5;

/// A style: measures in twips.
struct Look {
    id: &'static str,
    /// Word and WPS know these names and show them in Chinese.
    name: &'static str,
    font: &'static str,
    size: u32,
    line: u32,
    align: AlignmentType,
    /// Before the first line, before every line, behind every line.
    indents: (u32, u32, u32),
    /// Above and below.
    apart: (u32, u32),
    /// Not the last line of a page.
    keeps: bool,
    outline: Option<usize>,
}

impl Look {
    const fn of(id: &'static str, name: &'static str, font: &'static str, size: u32, line: u32) -> Look {
        Look {
            id,
            name,
            font,
            size,
            line,
            align: AlignmentType::Left,
            indents: (0, 0, 0),
            apart: (0, 0),
            keeps: false,
            outline: None,
        }
    }

    const fn body(id: &'static str, name: &'static str, font: &'static str) -> Look {
        Look { align: AlignmentType::Both, ..Look::of(id, name, font, layout::BODY, layout::LINE) }
    }

    const fn indented(id: &'static str, name: &'static str, font: &'static str) -> Look {
        Look { indents: (2 * layout::BODY, 0, 0), ..Look::body(id, name, font) }
    }

    const fn heading(id: &'static str, name: &'static str, font: &'static str, level: usize) -> Look {
        Look { keeps: true, outline: Some(level), ..Look::indented(id, name, font) }
    }

    const fn centred(self) -> Look {
        Look { align: AlignmentType::Center, ..self }
    }
}

fn looks(layout: &Layout) -> Vec<Look> {
    let number = |id, name| Look::of(id, name, zh::NUMBER_FONT, layout::NUMBER, 18 * POINT);
    vec![
        Look {
            keeps: true,
            apart: (0, 14 * POINT),
            ..Look::of(TITLE, "Title", zh::TITLE_FONT, layout::TITLE, layout::TITLE_LINE).centred()
        },
        Look { apart: (0, 10 * POINT), ..Look::body(SUBTITLE, "Subtitle", zh::SUB_FONT).centred() },
        Look::heading(FIRST, "heading 1", zh::HEAD_FONT, 0),
        Look::heading(SECOND, "heading 2", zh::SUB_FONT, 1),
        Look::heading(THIRD, "heading 3", zh::BODY_FONT, 2),
        Look::indented(BODY, "Body Text First Indent", zh::BODY_FONT),
        Look::body(FLUSH, "Body Text", zh::BODY_FONT),
        Look {
            align: AlignmentType::Right,
            // Two characters are left free behind who signs and the date.
            indents: (0, 0, 2 * layout::BODY),
            ..Look::body(SIGNED, "Signature", zh::BODY_FONT)
        },
        Look { apart: (40, 40), ..Look::of(NOTE, "Note", zh::BODY_FONT, layout::NOTE, layout::NOTE_LINE) },
        Look {
            keeps: true,
            apart: (120, 60),
            ..Look::of(CAPTION, "caption", zh::HEAD_FONT, layout::CAPTION, layout::CAPTION_LINE).centred()
        },
        Look::of(CELL, "Table Text", zh::BODY_FONT, layout.cell, layout.cell_line),
        Look::of(LABEL, "Table Label", zh::HEAD_FONT, layout.cell, layout.cell_line),
        Look::of(BAR, "Chart Text", zh::BODY_FONT, layout::NOTE, layout::NOTE_LINE),
        Look { align: AlignmentType::Right, indents: (0, 0, layout::NUMBER), ..number(ODD, "Footer Odd") },
        Look { indents: (0, layout::NUMBER, 0), ..number(EVEN, "Footer Even") },
        Look::of(GAP, "Gap", zh::BODY_FONT, POINT, POINT),
    ]
}

/// The document with its styles.
pub(super) fn add(docx: Docx, layout: &Layout) -> Docx {
    let mut docx = docx.default_fonts(fonts(zh::BODY_FONT)).default_size((layout::BODY / (POINT / 2)) as usize);
    for look in looks(layout) {
        docx = docx.add_style(style(&look));
    }
    docx
}

fn style(look: &Look) -> Style {
    let (first, left, right) = look.indents;
    let (before, after) = look.apart;
    let spacing =
        LineSpacing::new().before(before).after(after).line_rule(LineSpacingType::Exact).line(twips(look.line));
    let mut style = Style::new(look.id, StyleType::Paragraph)
        .name(look.name)
        .based_on("Normal")
        .fonts(fonts(look.font))
        .size((look.size / (POINT / 2)) as usize)
        .line_spacing(spacing)
        .align(look.align);
    if look.indents != (0, 0, 0) {
        let first = (first > 0).then(|| SpecialIndentType::FirstLine(twips(first)));
        style = style.indent(Some(twips(left)), first, Some(twips(right)), None);
    }
    if look.size == layout::BODY {
        style.run_property = style.run_property.character_spacing(CLOSER);
    } else {
        // The page's grid is that of the body's lines.
        style = style.snap_to_grid(false);
    }
    if let Some(level) = look.outline {
        style = style.outline_lvl(level);
    }
    style.paragraph_property = style.paragraph_property.keep_next(look.keeps).widow_control(false);
    style
}

/// One font for characters of every script.
fn fonts(name: &str) -> RunFonts {
    RunFonts::new().ascii(name).hi_ansi(name).east_asia(name).cs(name)
}
