//! What the records of cells say.

use super::super::{Area, Cell};
use super::records::{Record, Records, byte, f64_at, u16_at, u32_at};
use super::text::{self, Pieces};
use crate::report::sheet::formats::Dates;
use crate::report::sheet::strings::Strings;

const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const RICH_LABEL: u16 = 0x00D6;
const TRUTH_OR_ERROR: u16 = 0x0205;
const SHORT_NUMBER: u16 = 0x027E;
const SHORT_NUMBERS: u16 = 0x00BD;
const SHARED_LABEL: u16 = 0x00FD;
const FORMULA: u16 = 0x0006;
/// Formulas in newer files of some programs.
const FORMULA_TOO: u16 = 0x0406;
/// The text a formula gave; it follows the formula, or the formula's shared part.
const RESULT: u16 = 0x0207;
const SHARED_FORMULA: u16 = 0x04BC;
const ARRAY: u16 = 0x0221;
const DATA_TABLE: u16 = 0x0236;

/// What cells refer to.
pub struct Context<'a> {
    /// The shared texts.
    pub strings: &'a Strings,
    /// Which styles are dates, and how dates count.
    pub dates: &'a Dates,
}

/// The row, from 0, of a record that gives a cell a value.
pub fn row_of(record: &Record<'_>) -> Option<u16> {
    let has_value = matches!(
        record.kind,
        NUMBER
            | LABEL
            | RICH_LABEL
            | TRUTH_OR_ERROR
            | SHORT_NUMBER
            | SHORT_NUMBERS
            | SHARED_LABEL
            | FORMULA
            | FORMULA_TOO
    );
    u16_at(record.data, 0).filter(|_| has_value)
}

/// The cells of the record at a place of the stream, each with its column.
pub fn read(stream: &[u8], start: usize, context: &Context<'_>) -> Vec<(u16, Cell)> {
    let Some(record) = Records::at(stream, start).next() else { return Vec::new() };
    let data = record.data;
    let Some(first) = u16_at(data, 2) else { return Vec::new() };
    if record.kind == SHORT_NUMBERS {
        // Pairs of style and number, and the last column, which is not believed.
        let pairs = data.get(4..data.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6);
        let number = |pair: &[u8]| Some(number(u16_at(pair, 0)?, short_number(u32_at(pair, 2)?), context));
        return (first..=u16::MAX).zip(pairs.filter_map(number)).collect();
    }
    let cell = match record.kind {
        FORMULA | FORMULA_TOO => result(stream, &record, context),
        _ => value(&record, context),
    };
    cell.map(|cell| (first, cell)).into_iter().collect()
}

/// The areas a record of merged cells names.
pub fn areas(data: &[u8]) -> impl Iterator<Item = Area> {
    let areas = data.get(2..).unwrap_or_default().chunks_exact(8);
    areas.filter_map(|area| {
        let side = |at: usize| u16_at(area, at).map(u32::from);
        let (top, bottom, left, right) = (side(0)? + 1, side(2)? + 1, side(4)?, side(6)?);
        (top <= bottom && left <= right).then_some(Area { rows: (top, bottom), columns: (left, right) })
    })
}

fn value(record: &Record<'_>, context: &Context<'_>) -> Option<Cell> {
    let data = record.data;
    let style = u16_at(data, 4)?;
    Some(match record.kind {
        NUMBER => number(style, f64_at(data, 6)?, context),
        SHORT_NUMBER => number(style, short_number(u32_at(data, 6)?), context),
        LABEL | RICH_LABEL => Cell::Text(text::long(data, 6)?),
        SHARED_LABEL => {
            let text = usize::try_from(u32_at(data, 6)?).ok().and_then(|number| context.strings.get(number));
            // A number without a text: shown as a spreadsheet shows what it cannot find.
            text.map_or_else(|| Cell::Error("#REF!".to_owned()), |text| Cell::Text(text.to_owned()))
        }
        TRUTH_OR_ERROR => truth_or_error(byte(data, 7)? != 0, byte(data, 6)?),
        _ => return None,
    })
}

/// What a formula gave when the workbook was saved.
fn result(stream: &[u8], record: &Record<'_>, context: &Context<'_>) -> Option<Cell> {
    let data = record.data;
    if u16_at(data, 12)? != 0xFFFF {
        return Some(number(u16_at(data, 4)?, f64_at(data, 6)?, context));
    }
    match byte(data, 6)? {
        0 => {
            let mut after = Records::at(stream, record.start).skip(1);
            let text = after.find(|next| !matches!(next.kind, SHARED_FORMULA | ARRAY | DATA_TABLE));
            text.filter(|next| next.kind == RESULT)
                .and_then(|next| Pieces::at(stream, next.start).text())
                .map(Cell::Text)
        }
        1 => Some(truth_or_error(false, byte(data, 8)?)),
        2 => Some(truth_or_error(true, byte(data, 8)?)),
        // An empty text.
        _ => None,
    }
}

fn number(style: u16, number: f64, context: &Context<'_>) -> Cell {
    let date = context.dates.is_date(usize::from(style)).then(|| context.dates.of_serial(number)).flatten();
    match date {
        Some(date) => Cell::Date(date),
        None if number.is_finite() => Cell::Number(number),
        None => Cell::Error("#NUM!".to_owned()),
    }
}

/// Thirty bits of a number: whole, or the upper half of one with a fraction; perhaps in hundredths.
fn short_number(bits: u32) -> f64 {
    let whole = bits & 2 != 0;
    let number = if whole { f64::from(bits.cast_signed() >> 2) } else { f64::from_bits(u64::from(bits & !3) << 32) };
    if bits & 1 != 0 { number / 100.0 } else { number }
}

fn truth_or_error(is_error: bool, value: u8) -> Cell {
    let error = match value {
        _ if !is_error => return Cell::Bool(value != 0),
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        _ => "#REF!",
    };
    Cell::Error(error.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_are_whole_or_fractions_or_hundredths() {
        let bits = |number: f64| u32::try_from(number.to_bits() >> 32).unwrap_or_default();
        assert_eq!(short_number(bits(1.0)), 1.0);
        assert_eq!(short_number(bits(150.0) | 1), 1.5);
        assert_eq!(short_number(12_345 << 2 | 2), 12_345.0);
        assert_eq!(short_number((-7_i32 << 2).cast_unsigned() | 3), -0.07);
    }
}
