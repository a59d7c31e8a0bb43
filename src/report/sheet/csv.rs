//! The rows of a csv file, lenient as files of many programs need it, with the faults told.
//!
//! The csv library reads on silently to the end of the file after a quote that is never closed and does not count rows
//! as a spreadsheet shows them; a clerk needs both, so the splitting is done here.

use std::ops::ControlFlow;
use std::path::Path;

use super::decode::decode;
use super::{Cell, Delivery, Limits, Note, Outcome, Row, Step};
use crate::report::formula;
use crate::report::guard::MAX_CELL_BYTES;

/// Records looked at to find the delimiter.
const SAMPLE_RECORDS: usize = 20;
/// Progress is shown once for so many records.
const RECORDS_A_STEP: u32 = 2_000;
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// A csv file, decoded.
pub struct Document {
    name: String,
    text: String,
    delimiter: u8,
    notes: Vec<Note>,
}

impl Document {
    /// Decodes the file and finds its delimiter; its one sheet is named like the file.
    pub fn open(bytes: &[u8], file: &str) -> Self {
        let stem = Path::new(file).file_stem().unwrap_or_default();
        let decoded = decode(bytes);
        Self {
            name: stem.to_string_lossy().into_owned(),
            delimiter: delimiter_of(&decoded.text),
            text: decoded.text,
            notes: decoded.notes,
        }
    }

    /// The name of the one sheet.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Hands the rows over until the receiver, a limit or a fault ends it.
    pub fn rows(&self, limits: &Limits, receive: &mut dyn FnMut(Step) -> ControlFlow<()>) -> Outcome {
        let mut delivery = Delivery::new(limits, receive, self.notes.clone());
        let mut records = Records::new(&self.text, self.delimiter);
        let mut number = 0_u32;
        while let Some(record) = records.next() {
            number = number.saturating_add(1);
            let fields = match record {
                Ok(fields) => fields,
                Err(fault) => {
                    delivery.outcome.notes.push(fault.note(number));
                    break;
                }
            };
            let row = row_of(number, fields, &mut delivery);
            let mut go_on = delivery.row(row);
            if go_on.is_continue() && number.is_multiple_of(RECORDS_A_STEP) {
                go_on = delivery.progress(records.permille());
            }
            if go_on.is_break() {
                break;
            }
        }
        delivery.outcome
    }
}

fn row_of(number: u32, fields: Vec<String>, delivery: &mut Delivery<'_>) -> Row {
    let mut cells = Vec::new();
    for (column, field) in (0_u32..).zip(fields) {
        if field.is_empty() {
            continue;
        }
        if column >= delivery.limits.columns {
            delivery.column_beyond(number);
            break;
        }
        cells.push((column, Cell::Text(formula::disarmed(field))));
    }
    Row { number, cells }
}

/// Why the splitting cannot go on.
#[derive(Debug, PartialEq, Eq)]
enum Fault {
    UnclosedQuote,
    OverlongCell,
}

impl Fault {
    fn note(&self, row: u32) -> Note {
        match self {
            Self::UnclosedQuote => Note::UnclosedQuote { row },
            Self::OverlongCell => Note::OverlongCell { row },
        }
    }
}

/// Splits a text into records; line feed, carriage return or both end a record.
struct Records<'a> {
    text: &'a str,
    at: usize,
    delimiter: u8,
}

impl<'a> Records<'a> {
    fn new(text: &'a str, delimiter: u8) -> Self {
        Self { text, at: 0, delimiter }
    }

    fn next(&mut self) -> Option<Result<Vec<String>, Fault>> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut fields = Vec::new();
        loop {
            match self.field() {
                Ok(field) => fields.push(field),
                Err(fault) => return Some(Err(fault)),
            }
            match self.byte() {
                Some(byte) if byte == self.delimiter => self.at += 1,
                Some(b'\r') => {
                    self.at += 1;
                    self.at += usize::from(self.byte() == Some(b'\n'));
                    return Some(Ok(fields));
                }
                Some(_) => {
                    self.at += 1;
                    return Some(Ok(fields));
                }
                None => return Some(Ok(fields)),
            }
        }
    }

    /// The next field, up to the delimiter or line end after it.
    fn field(&mut self) -> Result<String, Fault> {
        let mut field = String::new();
        if self.byte() == Some(b'"') {
            self.at += 1;
            self.quoted(&mut field)?;
        }
        // What follows a closing quote without a delimiter is kept as it stands.
        let rest = self.rest();
        let ends = |byte: &u8| *byte == self.delimiter || *byte == b'\r' || *byte == b'\n';
        let length = rest.bytes().position(|byte| ends(&byte)).unwrap_or(rest.len());
        field.push_str(rest.get(..length).unwrap_or_default());
        self.at += length;
        if field.len() > MAX_CELL_BYTES {
            return Err(Fault::OverlongCell);
        }
        Ok(field)
    }

    /// Takes the inside of a quoted field and its closing quote; two quotes stand for one.
    fn quoted(&mut self, field: &mut String) -> Result<(), Fault> {
        loop {
            let rest = self.rest();
            let Some(quote) = rest.find('"') else {
                return Err(Fault::UnclosedQuote);
            };
            field.push_str(rest.get(..quote).unwrap_or_default());
            self.at += quote + 1;
            if self.byte() != Some(b'"') {
                return Ok(());
            }
            field.push('"');
            self.at += 1;
            if field.len() > MAX_CELL_BYTES {
                return Err(Fault::OverlongCell);
            }
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn permille(&self) -> u16 {
        let share = self.at.saturating_mul(1000) / self.text.len().max(1);
        u16::try_from(share).unwrap_or(1000)
    }
}

/// The delimiter by which all of the first records, or else most of them, have the same number of fields, more than one.
fn delimiter_of(text: &str) -> u8 {
    let agreement = |delimiter: u8| {
        let mut records = Records::new(text, delimiter);
        let widths: Vec<usize> =
            std::iter::from_fn(|| records.next()?.ok()).take(SAMPLE_RECORDS).map(|fields| fields.len()).collect();
        let agreeing = |width: usize| widths.iter().filter(|other| **other == width).count();
        let split = widths.iter().filter(|width| **width > 1);
        // Split by a wrong one, a text of several lines makes many records that agree.
        let agreement = |width: usize| (agreeing(width) == widths.len(), agreeing(width), width);
        split.map(|width| agreement(*width)).max().unwrap_or_default()
    };
    // Of equals the first stands: `max_by_key` would take the last.
    let [comma, others @ ..] = DELIMITERS;
    others
        .into_iter()
        .fold((comma, agreement(comma)), |best, delimiter| {
            let found = agreement(delimiter);
            if found > best.1 { (delimiter, found) } else { best }
        })
        .0
}
