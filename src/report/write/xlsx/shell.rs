//! A workbook without its rows, as the library writes it: every part, how the cells of each column look, and what stands
//! before and behind the rows of a sheet. So the library says what a workbook is, and no row need be held.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;

use super::super::WriteFault;

/// Looks a cell may have: text, text that looks like a formula, a date, money.
pub(super) const LOOKS: usize = 4;

const SHARED: &str = "xl/sharedStrings.xml";
const WORKBOOK: &str = "xl/workbook.xml";

/// The parts of a workbook whose sheets have a row for each look, which is cut out.
pub(super) struct Shell {
    parts: Vec<(String, String)>,
}

/// What stands around the rows of a sheet.
pub(super) struct Frame {
    /// All before the first row.
    pub before: String,
    /// All behind the last.
    pub after: String,
    /// The numbers of the looks, by column.
    pub looks: Vec<[u32; LOOKS]>,
}

/// What stands around the shared texts, and which there are.
pub(super) struct Shared {
    /// Up to the attributes that count them.
    pub before: String,
    /// The texts above the rows.
    pub texts: String,
    /// How many these are.
    pub unique: u32,
}

impl Shell {
    /// Takes a workbook apart.
    pub(super) fn of(bytes: Vec<u8>) -> Result<Shell, WriteFault> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(io::Error::other)?;
        let mut parts = Vec::new();
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).map_err(io::Error::other)?;
            let (name, mut text) = (part.name().to_owned(), String::new());
            part.read_to_string(&mut text)?;
            parts.push((name, text));
        }
        Ok(Shell { parts })
    }

    /// The parts that say the same whatever rows there are.
    pub(super) fn fixed(&self) -> impl Iterator<Item = &(String, String)> {
        let grows = |name: &str| name == SHARED || name == WORKBOOK || name.starts_with("xl/worksheets/sheet");
        self.parts.iter().filter(move |(name, _)| !grows(name))
    }

    /// The part that says how far the sheets are printed.
    pub(super) fn workbook(&self) -> Result<(&'static str, &str), WriteFault> {
        Ok((WORKBOOK, self.part(WORKBOOK)?))
    }

    /// The name of the part of a sheet, and what stands around its rows; `header` is the row of its headings, from 0.
    pub(super) fn frame(&self, sheet: usize, header: u32) -> Result<(String, Frame), WriteFault> {
        let name = format!("xl/worksheets/sheet{}.xml", sheet + 1);
        let frame = framed(self.part(&name)?, header).ok_or_else(odd)?;
        Ok((name, frame))
    }

    /// The name of the part of shared texts, and what stands in it.
    pub(super) fn shared(&self) -> Result<(&'static str, Shared), WriteFault> {
        let text = self.part(SHARED)?;
        let shared = || {
            let (before, rest) = text.split_once(" count=\"")?;
            let (_, texts) = rest.split_once('>')?;
            let texts = texts.strip_suffix("</sst>")?.to_owned();
            let unique = u32::try_from(texts.matches("<si>").count()).ok()?;
            Some(Shared { before: before.to_owned(), texts, unique })
        };
        Ok((SHARED, shared().ok_or_else(odd)?))
    }

    fn part(&self, name: &str) -> Result<&str, WriteFault> {
        let part = self.parts.iter().find(|(found, _)| found == name);
        part.map(|(_, text)| text.as_str()).ok_or_else(odd)
    }
}

fn framed(sheet: &str, header: u32) -> Option<Frame> {
    let (before, rest) = sheet.split_at(sheet.find(&format!("<row r=\"{}\"", header + 2))?);
    let (samples, after) = rest.split_at(rest.find("</sheetData>")?);
    // The extent of the cells, which a sheet need not say: it is known only behind the rows.
    let (head, behind) = before.split_once("<dimension ")?;
    let (_, behind) = behind.split_once("/>")?;
    let look = |cell: &str| cell.split('"').next()?.parse().ok();
    let rows = samples.split("<row ").skip(1);
    let rows: Vec<Vec<u32>> = rows.map(|row| row.split(" s=\"").skip(1).filter_map(look).collect()).collect();
    let columns = rows.first()?.len();
    let looks = (0..columns).map(|column| {
        let looks: Option<Vec<u32>> = rows.iter().map(|row| row.get(column).copied()).collect();
        looks?.try_into().ok()
    });
    Some(Frame { before: format!("{head}{behind}"), after: after.to_owned(), looks: looks.collect::<Option<_>>()? })
}

/// The library wrote a workbook in another way than the one this was made for; tests would see it first.
fn odd() -> WriteFault {
    io::Error::other("a workbook of an unknown shape").into()
}
