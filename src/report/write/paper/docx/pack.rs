//! Puts the parts of a document together: the same parts are the same bytes, whenever and after whatever they are written.

use std::io::{Cursor, Write};

use docx_rs::XMLDocx;
use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::super::super::{WriteFault, carried};
use super::mend::mended;
use crate::report::paper::Paper;
use crate::text::zh::report::paper as zh;

/// The file's bytes; `repeated` as [`mended`] has it.
pub(super) fn bytes(parts: XMLDocx, repeated: &[bool], paper: &Paper) -> Result<Vec<u8>, WriteFault> {
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".to_owned(), parts.content_type),
        ("_rels/.rels".to_owned(), parts.rels),
        ("docProps/app.xml".to_owned(), parts.doc_props.app),
        ("docProps/core.xml".to_owned(), properties(paper).into_bytes()),
        ("docProps/custom.xml".to_owned(), parts.doc_props.custom),
        ("word/_rels/document.xml.rels".to_owned(), parts.document_rels),
        ("word/document.xml".to_owned(), mended(&parts.document, repeated)?),
        ("word/styles.xml".to_owned(), mended(&parts.styles, &[])?),
        ("word/settings.xml".to_owned(), mended(&parts.settings, &[])?),
        ("word/fontTable.xml".to_owned(), fonts().into_bytes()),
        ("word/comments.xml".to_owned(), parts.comments),
        ("word/numbering.xml".to_owned(), parts.numberings),
        ("word/commentsExtended.xml".to_owned(), parts.comments_extended),
        ("word/footnotes.xml".to_owned(), parts.footnotes),
    ];
    for (number, footer) in (1..).zip(parts.footers) {
        files.push((format!("word/footer{number}.xml"), mended(&footer, &[])?));
    }
    zipped(files).map_err(|error| WriteFault::System(std::io::Error::other(error)))
}

fn zipped(files: Vec<(String, Vec<u8>)>) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // The first day that an archive knows: the document's own properties say when it was made.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, content) in files {
        archive.start_file(name, options)?;
        archive.write_all(&content)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Who made the document and when.
fn properties(paper: &Paper) -> String {
    let (name, author) = (carried(&paper.name), carried(&paper.author));
    let (name, author) = (escape(&*name), escape(&*author));
    // The time of the station's own clock; the format has no way to leave the zone open.
    let at = paper.made_at.format("%Y-%m-%dT%H:%M:%SZ");
    let mut text = String::from(r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties"#);
    for (prefix, space) in [
        ("cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("dcterms", "http://purl.org/dc/terms/"),
        ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ] {
        text.push_str(&format!(r#" xmlns:{prefix}="{space}""#));
    }
    text.push_str(&format!("><dc:title>{name}</dc:title><dc:creator>{author}</dc:creator>"));
    text.push_str(&format!("<cp:lastModifiedBy>{author}</cp:lastModifiedBy>"));
    for element in ["created", "modified"] {
        text.push_str(&format!(r#"<dcterms:{element} xsi:type="dcterms:W3CDTF">{at}</dcterms:{element}>"#));
    }
    text.push_str("</cp:coreProperties>");
    text
}

/// The fonts, with what takes the place of one that a computer does not have.
fn fonts() -> String {
    let mut text = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    );
    for (font, other) in zh::FONTS {
        // Character set 86 is GB 2312.
        text.push_str(&format!(
            r#"<w:font w:name="{font}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>"#
        ));
    }
    text.push_str("</w:fonts>");
    text
}
