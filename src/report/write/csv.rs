//! Tables as csv with CRLF, as spreadsheet programs in China open it: headings first, no title. UTF-8 with its mark, or
//! GB18030 for programs that take nothing else; never GBK, which has no room for rare characters of names.

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;

use csv::{Terminator, WriterBuilder};
use encoding_rs::GB18030;

use super::target::Target;
use super::{Progress, Steps, WriteError, WriteFault, Written, carried};
use crate::report::formula::made_harmless;
use crate::report::paper::{Block, Content, GridCell, Paper};
use crate::report::table::{Cell, Column, Ledger, Table, yuan};
use crate::store::disk::Disk;

/// Tells programs that would else guess GB18030 that the file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
/// The one character, for private use, that GB18030 has no bytes for.
const NOT_IN_GB18030: char = '\u{e5e5}';

/// The bytes of a csv file's characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// UTF-8, with its mark.
    Utf8,
    /// GB18030, without a mark: it has none.
    Gb18030,
}

/// Writes one table to `path`, in place of what stands there.
pub fn write_csv(
    disk: &dyn Disk,
    mut ledger: Ledger<'_>,
    encoding: Encoding,
    path: &Path,
    progress: &mut Progress<'_>,
) -> Result<Written, WriteError> {
    written(disk, &mut ledger, encoding, path, progress).map_err(|why| why.at(path))
}

/// Writes the first table of a paper; rows that are headings between others are left out.
pub fn paper_csv(disk: &dyn Disk, paper: &Paper, encoding: Encoding, path: &Path) -> Result<(), WriteError> {
    let grid = paper.blocks.iter().find_map(|block| if let Block::Table(grid) = block { Some(grid) } else { None });
    let mut rows = grid.map_or(&[][..], |grid| &grid.rows).iter();
    let text = |cell: &GridCell| match &cell.content {
        Content::Text(text) => text.trim().to_owned(),
        Content::Figure(amount) => amount.shown(),
    };
    let heading = rows.next().map_or(&[][..], |row| &row.cells);
    let column = |cell: &GridCell| Column { label: text(cell), width: 0, align: cell.align, wrap: false };
    let columns: Vec<Column> = heading.iter().map(column).collect();
    let (printed, name) = (columns.len(), paper.name.clone());
    let table = Table { title: name.clone(), name, notes: Vec::new(), columns, printed };
    let mut rows = rows.filter(|row| row.cells.len() == printed);
    let mut next = || Ok(rows.next().map(|row| row.cells.iter().map(|cell| Cell::Text(text(cell))).collect()));
    let ledger = Ledger { table: &table, rows: &mut next };
    write_csv(disk, ledger, encoding, path, &mut |_| ControlFlow::Continue(())).map(|_| ())
}

fn written(
    disk: &dyn Disk,
    ledger: &mut Ledger<'_>,
    encoding: Encoding,
    path: &Path,
    progress: &mut Progress<'_>,
) -> Result<Written, WriteFault> {
    let mut steps = Steps::new(progress);
    let mut target = Target::create(disk, path)?;
    let mut buffered = BufWriter::new(&mut target);
    if encoding == Encoding::Utf8 {
        buffered.write_all(BYTE_ORDER_MARK)?;
    }
    let encoded = Encoded { out: buffered, encoding, rest: Vec::new() };
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(encoded);

    let labels = ledger.table.columns.iter().map(|column| text_of(&column.label));
    writer.write_record(labels.map(|label| label.as_bytes().to_owned())).map_err(fault)?;
    while let Some(row) = ledger.rows.next_row().map_err(WriteFault::Source)? {
        for cell in &row {
            writer.write_field(value_of(cell).as_bytes()).map_err(fault)?;
        }
        writer.write_record(None::<&[u8]>).map_err(fault)?;
        steps.row()?;
    }
    writer.flush()?;
    drop(writer);
    steps.ask()?;
    target.finish()?;
    Ok(Written { rows: steps.rows, ..Written::default() })
}

fn value_of(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Blank => Cow::Borrowed(""),
        Cell::Text(text) => text_of(text),
        Cell::Integer(number) => number.to_string().into(),
        Cell::Date(date) => date.to_string().into(),
        Cell::Money(fen) => yuan(*fen).into(),
    }
}

fn text_of(text: &str) -> Cow<'_, str> {
    match carried(text) {
        Cow::Borrowed(text) => made_harmless(text),
        Cow::Owned(text) => made_harmless(&text).into_owned().into(),
    }
}

fn fault(error: csv::Error) -> WriteFault {
    // Rows of any length are allowed, so only the file itself can fail.
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => io::Error::other(format!("{other:?}")).into(),
    }
}

/// Takes UTF-8 and writes it in another encoding.
struct Encoded<W: Write> {
    out: W,
    encoding: Encoding,
    /// The beginning of a character whose other bytes come with the next piece.
    rest: Vec<u8>,
}

impl<W: Write> Write for Encoded<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.encoding == Encoding::Utf8 {
            return self.out.write(bytes);
        }
        self.rest.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.rest) {
            Ok(text) => text.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error)),
        };
        let mut text = String::from_utf8_lossy(self.rest.get(..whole).unwrap_or_default());
        if text.contains(NOT_IN_GB18030) {
            text = text.replace(NOT_IN_GB18030, "\u{fffd}").into();
        }
        self.out.write_all(&GB18030.encode(&text).0)?;
        self.rest.drain(..whole);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::report::sheet::{Cell as Read, Limits, Step, Workbook};

    /// Through the encoder in pieces of so many bytes.
    fn encoded(text: &str, piece: usize) -> Vec<u8> {
        let mut encoded = Encoded { out: Vec::new(), encoding: Encoding::Gb18030, rest: Vec::new() };
        text.as_bytes().chunks(piece).for_each(|piece| encoded.write_all(piece).unwrap());
        assert!(encoded.rest.is_empty());
        encoded.out
    }

    #[test]
    fn rare_characters_of_names_come_out_whole_however_they_are_cut() {
        // Of the basic plane, of extension A (no GBK bytes), of plane 2, and the one that has no bytes at all.
        let text = "叶䶮、𠮷野、㛃、𬭎\u{e5e5}";
        for piece in 1..8 {
            let bytes = encoded(text, piece);
            assert!(!bytes.windows(2).any(|pair| pair == b"&#"), "{bytes:?}");
            assert_eq!(GB18030.decode_without_bom_handling(&bytes).0, "叶䶮、𠮷野、㛃、𬭎\u{fffd}");
        }
    }

    #[test]
    fn every_character_reads_back_as_itself() {
        // Characters for private use stand for others in newer editions; delimiters and quotes are the csv's own.
        let plain = |c: &char| !matches!(c, ',' | ';' | '|' | '\t' | '"' | '\u{e000}'..='\u{f8ff}');
        for text in (' '..=char::MAX).filter(plain).collect::<Vec<_>>().chunks(2_000) {
            let text: String = text.iter().collect();
            let mut bytes = GB18030.encode("标题\n汉").0.into_owned();
            bytes.extend(encoded(&text, 1000));
            let mut read = String::new();
            let mut book = Workbook::from_bytes(bytes, "台账.csv").unwrap();
            let sheet = book.sheets()[0].to_owned();
            let outcome = book.rows(&sheet, &Limits::default(), &mut |step| {
                if let Step::Row(row) = step
                    && let Some(Read::Text(text)) = row.cell(0)
                {
                    text.clone_into(&mut read);
                }
                std::ops::ControlFlow::Continue(())
            });
            assert_eq!((read.strip_prefix('汉'), outcome.unwrap().notes), (Some(text.as_str()), Vec::new()));
        }
    }
}
