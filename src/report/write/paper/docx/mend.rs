//! What the library's XML lacks: the order the schema gives, heading rows that are repeated, line breaking of Chinese.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::super::super::WriteFault;
use crate::model::order::Order as _;

/// The children of these elements in the order of ECMA-376; the library writes them in an order of its own, which strict
/// readers refuse. Those not named come last.
const ORDERS: [(&str, &[&str]); 8] = [
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:framePr",
            "w:widowControl",
            "w:numPr",
            "w:pBdr",
            "w:shd",
            "w:tabs",
            "w:overflowPunct",
            "w:bidi",
            "w:adjustRightInd",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:textAlignment",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
        ],
    ),
    (
        "w:rPr",
        &["w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:color", "w:spacing", "w:sz", "w:szCs", "w:lang"],
    ),
    ("w:tblPr", &["w:tblStyle", "w:tblW", "w:jc", "w:tblInd", "w:tblBorders", "w:tblLayout", "w:tblCellMar"]),
    ("w:trPr", &["w:cantSplit", "w:trHeight", "w:tblHeader"]),
    ("w:tcPr", &["w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:shd", "w:tcMar", "w:textDirection", "w:vAlign"]),
    (
        "w:sectPr",
        &[
            "w:headerReference",
            "w:footerReference",
            "w:type",
            "w:pgSz",
            "w:pgMar",
            "w:pgNumType",
            "w:cols",
            "w:titlePg",
            "w:textDirection",
            "w:docGrid",
        ],
    ),
    (
        "w:style",
        &[
            "w:name",
            "w:basedOn",
            "w:next",
            "w:link",
            "w:uiPriority",
            "w:qFormat",
            "w:pPr",
            "w:rPr",
            "w:tblPr",
            "w:tcPr",
        ],
    ),
    ("w:settings", &["w:zoom", "w:defaultTabStop", "w:evenAndOddHeaders", "w:compat", "w:docVars"]),
];

/// Added to the properties that every paragraph has: full stops stay within the text block and within their cell. LibreOffice
/// 7.4 lets them hang out by one character all the same.
const PARAGRAPH: &str = r#"<w:overflowPunct w:val="0"/>"#;
/// Added to those that every character has, so that lines are broken by the rules for Chinese.
const LANGUAGE: &str = r#"<w:lang w:val="en-US" w:eastAsia="zh-CN"/>"#;
/// Added to a row that is repeated on each page.
const REPEATED: &str = "<w:tblHeader/>";

/// A part of the file as it should be; `repeated` tells for each row of its tables whether it is repeated on each page.
pub(super) fn mended(part: &[u8], repeated: &[bool]) -> Result<Vec<u8>, WriteFault> {
    let mut mender = Mender { reader: Reader::from_reader(part), rows: repeated.iter(), path: Vec::new() };
    let mut out = Vec::with_capacity(part.len());
    mender.children(&mut out).map_err(|error| WriteFault::System(std::io::Error::other(error)))?;
    Ok(out)
}

struct Mender<'a> {
    reader: Reader<&'a [u8]>,
    rows: std::slice::Iter<'a, bool>,
    /// The names of the elements that are open.
    path: Vec<Vec<u8>>,
}

impl Mender<'_> {
    /// Copies everything up to the end of the element that is open, or of the part.
    fn children(&mut self, out: &mut Vec<u8>) -> Result<(), quick_xml::Error> {
        let order = self.path.last().and_then(|name| ORDERS.iter().find(|(of, _)| of.as_bytes() == name.as_slice()));
        let mut sorted: Vec<(usize, Vec<u8>)> = Vec::new();
        loop {
            let mut piece = Vec::new();
            let event = self.reader.read_event()?;
            let name = match &event {
                Event::Start(start) | Event::Empty(start) => start.name().as_ref().to_vec(),
                _ => Vec::new(),
            };
            match &event {
                Event::Eof | Event::End(_) => break,
                Event::Start(start) => {
                    wrap(&mut piece, b"<", start, b">");
                    self.path.push(name.clone());
                    self.children(&mut piece)?;
                    self.path.pop();
                    wrap(&mut piece, b"</", &name, b">");
                }
                Event::Empty(start) => {
                    let mut inner = Vec::new();
                    self.path.push(name.clone());
                    inner.extend_from_slice(self.added().as_bytes());
                    self.path.pop();
                    if inner.is_empty() {
                        wrap(&mut piece, b"<", start, b"/>");
                    } else {
                        wrap(&mut piece, b"<", start, b">");
                        piece.extend_from_slice(&inner);
                        wrap(&mut piece, b"</", &name, b">");
                    }
                }
                Event::Text(text) => piece.extend_from_slice(text),
                Event::GeneralRef(reference) => wrap(&mut piece, b"&", reference, b";"),
                Event::Decl(declaration) => wrap(&mut piece, b"<?", declaration, b"?>"),
                // The library writes none of these.
                Event::CData(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {}
            }
            match order {
                Some((_, names)) => {
                    let place = names.iter().position(|known| known.as_bytes() == name.as_slice());
                    sorted.push((place.unwrap_or(names.len()), piece));
                }
                None => out.extend_from_slice(&piece),
            }
        }
        if let Some((_, names)) = order {
            let added = self.added();
            let place = names.iter().position(|known| added.starts_with(&format!("<{known} ")));
            sorted.push((place.unwrap_or(names.len()), added.as_bytes().to_vec()));
            sorted.order_by_key(|(place, _)| *place);
            sorted.iter().for_each(|(_, piece)| out.extend_from_slice(piece));
        }
        Ok(())
    }

    /// What the element that is open lacks.
    fn added(&mut self) -> &'static str {
        let name = |up: usize| self.path.iter().rev().nth(up).map(Vec::as_slice).unwrap_or_default();
        match (name(0), name(1)) {
            (b"w:trPr", _) if self.rows.next().is_some_and(|repeated| *repeated) => REPEATED,
            (b"w:pPr", b"w:pPrDefault") => PARAGRAPH,
            (b"w:rPr", b"w:rPrDefault") => LANGUAGE,
            _ => "",
        }
    }
}

fn wrap(out: &mut Vec<u8>, before: &[u8], inner: &[u8], after: &[u8]) {
    out.extend_from_slice(before);
    out.extend_from_slice(inner);
    out.extend_from_slice(after);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn mended(part: &str, repeated: &[bool]) -> String {
        String::from_utf8(super::mended(part.as_bytes(), repeated).unwrap()).unwrap()
    }

    #[test]
    fn properties_are_put_into_the_order_of_the_schema() {
        let part = r#"<?xml version="1.0"?><w:p a="&lt;"><w:pPr><w:rPr/><w:jc w:val="both"/><w:pStyle w:val="x"/></w:pPr> a&amp;b </w:p>"#;
        let expected = r#"<?xml version="1.0"?><w:p a="&lt;"><w:pPr><w:pStyle w:val="x"/><w:jc w:val="both"/><w:rPr/></w:pPr> a&amp;b </w:p>"#;
        assert_eq!(mended(part, &[]), expected);
        let section = r#"<w:sectPr><w:pgSz/><w:docGrid/><w:footerReference/></w:sectPr>"#;
        assert_eq!(mended(section, &[]), r#"<w:sectPr><w:footerReference/><w:pgSz/><w:docGrid/></w:sectPr>"#);
    }

    #[test]
    fn heading_rows_are_marked() {
        let part = "<t><w:tr><w:trPr/></w:tr><w:tr><w:trPr><w:trHeight/><w:cantSplit/></w:trPr></w:tr><w:tr><w:trPr/></w:tr></t>";
        let expected = "<t><w:tr><w:trPr><w:tblHeader/></w:trPr></w:tr><w:tr><w:trPr><w:cantSplit/><w:trHeight/><w:tblHeader/></w:trPr></w:tr><w:tr><w:trPr/></w:tr></t>";
        assert_eq!(mended(part, &[true, true, false]), expected);
    }

    #[test]
    fn defaults_know_chinese() {
        let part =
            "<w:rPrDefault><w:rPr><w:sz/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:rPr/></w:pPr></w:pPrDefault>";
        let expected = format!(
            "<w:rPrDefault><w:rPr><w:sz/>{LANGUAGE}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{PARAGRAPH}<w:rPr/></w:pPr></w:pPrDefault>"
        );
        assert_eq!(mended(part, &[]), expected);
    }
}
