//! Which cell styles show a date, and what date a serial number stands for.

use std::collections::HashMap;
use std::io::Read;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use crate::report::guard::{Node, Why, Xml, attribute};

/// How a workbook keeps dates.
#[derive(Default)]
pub struct Dates {
    /// For each cell style, whether it shows a date or a time.
    pub styles: Vec<bool>,
    /// Whether day 0 is 1904-01-01 (old Macintosh workbooks) instead of the eve of 1900.
    pub from_1904: bool,
}

/// 9999-12-31, the last day a spreadsheet knows.
const LAST_SERIAL: f64 = 2_958_466.0;
const SECONDS_A_DAY: f64 = 86_400.0;

impl Dates {
    /// Whether cells of that style show dates.
    pub fn is_date(&self, style: usize) -> bool {
        self.styles.get(style).copied().unwrap_or_default()
    }

    /// The date and time of a serial number, to the nearest second; none if no calendar has it.
    pub fn of_serial(&self, serial: f64) -> Option<NaiveDateTime> {
        if !(0.0..LAST_SERIAL).contains(&serial) {
            return None;
        }
        // Spreadsheets count a 29 February 1900 that never was: day 60. Before it, the days lie one later.
        let (year, month, day) = match serial {
            _ if self.from_1904 => (1904, 1, 1),
            0.0..60.0 => (1899, 12, 31),
            60.0..61.0 => return None,
            _ => (1899, 12, 30),
        };
        let start = NaiveDate::from_ymd_opt(year, month, day)?.and_hms_opt(0, 0, 0)?;
        // In range by the check above; the fraction was rounded away.
        #[allow(clippy::cast_possible_truncation)]
        let seconds = (serial * SECONDS_A_DAY).round() as i64;
        start.checked_add_signed(TimeDelta::try_seconds(seconds)?)
    }
}

/// Reads the styles part: for each cell style, whether it shows a date.
pub fn read<R: Read>(xml: &mut Xml<R>) -> Result<Vec<bool>, Why> {
    let mut codes: HashMap<String, bool> = HashMap::new();
    let mut styles = Vec::new();
    let mut in_cell_styles = false;
    loop {
        match xml.next_node()? {
            Node::Start(tag) => match tag.local_name().as_ref() {
                b"numFmt" => {
                    if let (Some(id), Some(code)) = (attribute(&tag, "numFmtId"), attribute(&tag, "formatCode")) {
                        codes.insert(id, shows_date(&code));
                    }
                }
                b"cellXfs" => in_cell_styles = true,
                // Named styles have entries of the same name; cells count only through `cellXfs`.
                b"cellStyleXfs" | b"cellStyles" | b"dxfs" => in_cell_styles = false,
                b"xf" if in_cell_styles => {
                    let id = attribute(&tag, "numFmtId").unwrap_or_default();
                    styles.push(codes.get(&id).copied().unwrap_or_else(|| id.parse().is_ok_and(built_in_date)));
                }
                _ => {}
            },
            Node::Over => return Ok(styles),
            _ => {}
        }
    }
}

/// Formats without a code of their own; 27–36 and 50–58 are the Chinese ones (ECMA-376 part 1, 18.8.30).
pub fn built_in_date(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether a format code shows a date or time: a letter for one outside quotes, escapes and brackets.
pub fn shows_date(code: &str) -> bool {
    let mut characters = code.chars().peekable();
    let mut after_digit = false;
    while let Some(c) = characters.next() {
        match c {
            // Only the first section counts: the others are for negative numbers, zero and text.
            ';' => return false,
            '"' => while characters.next().is_some_and(|quoted| quoted != '"') {},
            '\\' | '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                // Elapsed time, as in [h]:mm; anything else is a colour, a condition or a locale.
                let elapsed = |unit| !inside.is_empty() && inside.chars().all(|c| c.eq_ignore_ascii_case(&unit));
                if ['h', 'm', 's'].into_iter().any(elapsed) {
                    return true;
                }
            }
            'G' | 'g' if characters.clone().take(6).eq("eneral".chars()) => return false,
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => return true,
            // A year of an era, unless it is the exponent of 0.00E+00.
            'e' | 'E' if !after_digit => return true,
            _ => {}
        }
        after_digit = matches!(c, '0' | '#' | '?');
    }
    false
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn date_codes_are_told_from_number_codes() {
        for code in [
            "yyyy-mm-dd",
            "yyyy\"年\"m\"月\"d\"日\"",
            "[$-804]yyyy/m/d;@",
            "h:mm:ss",
            "[h]:mm",
            "[DBNum1][$-804]m\"月\"d\"日\"",
            "上午/下午h\"时\"",
            "e\"年\"",
        ] {
            assert!(shows_date(code), "{code}");
        }
        for code in [
            "General",
            "0.00E+00",
            "#,##0.00\"d\"",
            "[Red]0",
            "0_);\"yes\"",
            "\\d0",
            "@",
            "[$¥-804]#,##0.00",
            "\"共\"0\"件\"",
        ] {
            assert!(!shows_date(code), "{code}");
        }
    }

    #[test]
    fn serials_of_both_calendars() {
        let day = |dates: &Dates, serial| dates.of_serial(serial).map(|at| at.to_string());
        let (from_1900, from_1904) = (Dates::default(), Dates { from_1904: true, ..Dates::default() });
        assert_eq!(day(&from_1900, 43_580.397_326_388_89).unwrap(), "2019-04-25 09:32:09");
        assert_eq!(day(&from_1904, 42_118.0).unwrap(), "2019-04-25 00:00:00");
        assert_eq!(day(&from_1900, 1.0).unwrap(), "1900-01-01 00:00:00");
        assert_eq!(day(&from_1900, 0.5).unwrap(), "1899-12-31 12:00:00");
        assert_eq!(day(&from_1900, 61.0).unwrap(), "1900-03-01 00:00:00");
        for none in [60.0, -1.0, 3e6, f64::NAN, f64::INFINITY] {
            assert_eq!(day(&from_1900, none), None);
        }
    }

    #[test]
    fn only_cell_styles_count() {
        let styles = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;\"/></numFmts>\
            <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
            <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"31\"/><xf/></cellXfs></styleSheet>";
        let read = read(&mut Xml::new(styles.as_bytes(), "styles", 1 << 20, 1, 1 << 20)).unwrap();
        assert_eq!(read, [false, true, true, false]);
    }
}
