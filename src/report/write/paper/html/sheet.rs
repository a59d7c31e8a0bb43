//! How an HTML paper looks, on the screen and printed.

use super::super::layout::{self, CELL_EDGE, CELL_SIDE, Layout};
use crate::text::zh::report::paper as zh;

/// The style sheet.
pub(super) fn of(layout: &Layout) -> String {
    let mut css = page(layout);
    css.push_str(&blocks());
    css.push_str(&tables(layout));
    css.push_str(
        "figure{margin:6pt 0;break-inside:avoid}\n\
         figure svg{display:block;width:100%;max-height:220mm}\n\
         .break{break-after:page}\n\
         @media screen{body{background:#e4e4e4}.break{border-top:1px dashed #999;margin:12pt 0}}\n\
         @media print{main{width:auto;padding:0;margin:0;box-shadow:none;background:none}}\n",
    );
    css
}

/// The sheet with its margins; where a browser can, the page numbers.
fn page(layout: &Layout) -> String {
    let Layout { width, height, top, right, bottom, left, .. } = *layout;
    let [width, height, top, right, bottom, left] = [width, height, top, right, bottom, left].map(points);
    let mut css = format!("@page{{size:{width} {height};margin:{top} {right} {bottom} {left}}}\n");
    if layout.number.is_some() {
        let number = format!(
            "content:\"— \" counter(page) \" —\";font:{} {};vertical-align:top;padding-top:6mm",
            points(layout::NUMBER),
            zh::NUMBER_FONTS
        );
        let aside = points(layout::NUMBER);
        css.push_str(&format!("@page:right{{@bottom-right{{{number};padding-right:{aside}}}}}\n"));
        css.push_str(&format!("@page:left{{@bottom-left{{{number};padding-left:{aside}}}}}\n"));
    }
    css.push_str(&format!(
        "html{{-webkit-print-color-adjust:exact;print-color-adjust:exact}}\n\
         body{{margin:0;color:#000;font-family:{fonts};font-size:{size};line-height:{line}}}\n\
         main{{box-sizing:content-box;width:{block};margin:12pt auto;padding:{top} {right} {bottom} {left};\
         background:#fff;box-shadow:0 0 6pt #888}}\n",
        fonts = zh::BODY_FONTS,
        size = points(layout::BODY),
        line = points(layout::LINE),
        block = points(layout.block_width()),
    ));
    css
}

fn blocks() -> String {
    let indent = points(2 * layout::BODY);
    format!(
        "h1,h2,h3,h4,p{{margin:0;font-weight:normal;font-size:inherit;white-space:pre-wrap;overflow-wrap:anywhere;\
         letter-spacing:-.25pt;orphans:1;widows:1}}\n\
         h1,h2,h3,h4,.caption{{break-after:avoid}}\n\
         h1{{font-family:{title};font-size:{title_size};line-height:{title_line};text-align:center;\
         margin-bottom:14pt;letter-spacing:0}}\n\
         h2,h3,h4,.text{{text-indent:{indent};text-align:justify}}\n\
         h2{{font-family:{head}}}\n\
         h3,.subtitle{{font-family:{sub}}}\n\
         .subtitle{{text-align:center;margin-bottom:10pt}}\n\
         .flush{{text-align:justify}}\n\
         .signed{{text-align:right;padding-right:{indent}}}\n\
         .signed + .signed{{break-before:avoid}}\n\
         .note{{font-size:{note};line-height:{note_line};margin:2pt 0;letter-spacing:0}}\n\
         .caption{{font-family:{head};font-size:{caption};line-height:{caption_line};text-align:center;\
         margin:6pt 0 3pt;letter-spacing:0}}\n",
        title = zh::TITLE_FONTS,
        title_size = points(layout::TITLE),
        title_line = points(layout::TITLE_LINE),
        head = zh::HEAD_FONTS,
        sub = zh::SUB_FONTS,
        note = points(layout::NOTE),
        note_line = points(layout::NOTE_LINE),
        caption = points(layout::CAPTION),
        caption_line = points(layout::CAPTION_LINE),
    )
}

fn tables(layout: &Layout) -> String {
    format!(
        "table{{width:calc(100% - 1pt);border-collapse:collapse;table-layout:fixed;font-size:{size};line-height:{line};\
         margin:0 auto 4pt}}\n\
         td,th{{border:.5pt solid #000;padding:{edge} {side};font-weight:normal;vertical-align:middle;text-align:left;\
         white-space:pre-wrap;overflow-wrap:anywhere}}\n\
         tr{{break-inside:avoid}}\n\
         tr.tall{{break-inside:auto}}\n\
         thead{{display:table-header-group}}\n\
         .label{{font-family:{head}}}\n\
         .centre{{text-align:center}}\n\
         .right{{text-align:right}}\n",
        size = points(layout.cell),
        line = points(layout.cell_line),
        edge = points(CELL_EDGE),
        side = points(CELL_SIDE),
        head = zh::HEAD_FONTS,
    )
}

/// Twips as points.
pub(super) fn points(twips: u32) -> String {
    format!("{}pt", f64::from(twips) / f64::from(layout::POINT))
}
