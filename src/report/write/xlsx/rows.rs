//! The rows of a sheet as they stand in its part, one after the other.

use std::fmt::Write as _;

use super::super::{WriteFault, Written, carried};
use super::shell::LOOKS;
use super::strings::Strings;
use super::{excel_time, held};
use crate::report::formula::is_armed;
use crate::report::table::Cell;

/// How a cell looks; the place of each in [`LOOKS`].
#[derive(Clone, Copy)]
enum Look {
    Text,
    Armed,
    Date,
    Money,
}

/// What a cell begins with.
struct Column {
    /// Up to the number of its row.
    name: String,
    /// From there on, by look.
    looks: [String; LOOKS],
}

/// Makes the rows of one sheet.
pub(super) struct Rows {
    columns: Vec<Column>,
    xml: String,
    number: String,
}

impl Rows {
    /// For columns of these looks.
    pub(super) fn new(looks: &[[u32; LOOKS]]) -> Rows {
        let column = |(at, looks): (usize, &[u32; LOOKS])| Column {
            name: format!("<c r=\"{}", letters(at)),
            looks: looks.map(|look| format!("\" s=\"{look}\"")),
        };
        Rows { columns: looks.iter().enumerate().map(column).collect(), xml: String::new(), number: String::new() }
    }

    /// One row, by its number from 1 and its height in points.
    pub(super) fn row(
        &mut self,
        (number, points): (u32, f64),
        cells: &[Cell],
        strings: &mut Strings,
        result: &mut Written,
    ) -> Result<&str, WriteFault> {
        self.xml.clear();
        self.number.clear();
        // A text takes whatever is written into it.
        let _always = write!(self.number, "{number}");
        let _always = write!(
            self.xml,
            "<row r=\"{number}\" spans=\"1:{}\" ht=\"{points}\" customHeight=\"1\">",
            self.columns.len()
        );
        for at in 0..self.columns.len() {
            self.cell(at, cells.get(at).unwrap_or(&Cell::Blank), strings, result)?;
        }
        self.xml.push_str("</row>");
        Ok(&self.xml)
    }

    fn cell(&mut self, at: usize, cell: &Cell, strings: &mut Strings, result: &mut Written) -> Result<(), WriteFault> {
        // Counts are far below 2^53, where a spreadsheet's numbers begin to have gaps.
        #[allow(clippy::cast_precision_loss)]
        match cell {
            Cell::Blank => {
                self.begin(at, Look::Text);
                self.xml.push_str("/>");
            }
            Cell::Text(text) => {
                let carried = carried(text);
                let (text, cut) = held(&carried);
                result.cut_cells += u64::from(cut);
                self.text(at, &text, strings)?;
            }
            Cell::Integer(number) => self.value(at, Look::Text, *number as f64),
            Cell::Date(date) => match excel_time((*date).into()) {
                Ok(day) => self.value(at, Look::Date, day.to_excel()),
                // Before 1900 a spreadsheet has no dates.
                Err(_) => self.text(at, &date.to_string(), strings)?,
            },
            Cell::Money(fen) => self.value(at, Look::Money, *fen as f64 / 100.0),
        }
        Ok(())
    }

    /// Text as text, whatever it looks like; none is a blank cell.
    fn text(&mut self, at: usize, text: &str, strings: &mut Strings) -> Result<(), WriteFault> {
        self.begin(at, if is_armed(text) { Look::Armed } else { Look::Text });
        if text.is_empty() {
            self.xml.push_str("/>");
            return Ok(());
        }
        let place = strings.place(text)?;
        let _always = write!(self.xml, " t=\"s\"><v>{place}</v></c>");
        Ok(())
    }

    fn value(&mut self, at: usize, look: Look, value: f64) {
        self.begin(at, look);
        let _always = write!(self.xml, "><v>{value}</v></c>");
    }

    fn begin(&mut self, at: usize, look: Look) {
        let Some(column) = self.columns.get(at) else { return };
        self.xml.push_str(&column.name);
        self.xml.push_str(&self.number);
        self.xml.push_str(column.looks.get(look as usize).map_or("", String::as_str));
    }
}

/// The name of a column: A to Z, AA to XFD.
fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut name = Vec::new();
    while rest > 0 {
        rest -= 1;
        name.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    name.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_are_named_as_a_spreadsheet_names_them() {
        assert_eq!([0, 25, 26, 51, 701, 702, 16_383].map(letters), ["A", "Z", "AA", "AZ", "ZZ", "AAA", "XFD"]);
    }
}
