//! The cells of one sheet, row by row, as they stand in its XML.

use std::io::Read;
use std::ops::ControlFlow;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use quick_xml::events::BytesStart;

use super::formats::Dates;
use super::strings::{Strings, read_text, unescaped};
use super::{Area, Cell, Delivery, Row};
use crate::report::guard::{MAX_CELL_BYTES, Node, Why, Xml, attribute};
use crate::text::zh::report::sheet as zh;

/// The last row and column a spreadsheet has; references beyond are not believed.
const LAST_ROW: u32 = 1_048_576;
const LAST_COLUMN: u32 = 16_384;
/// Merged areas of one sheet that are kept.
pub const MAX_AREAS: usize = 10_000;
/// Progress is shown once for so many rows, blank ones included.
const ROWS_A_STEP: u32 = 2_000;

/// What cells refer to.
pub struct Context<'a> {
    /// The shared texts.
    pub strings: &'a Strings,
    /// Which styles are dates, and how dates count.
    pub dates: &'a Dates,
}

/// Hands the rows of a sheet over until the receiver or a limit ends it.
pub fn read<R: Read>(xml: &mut Xml<R>, context: &Context<'_>, delivery: &mut Delivery<'_>) -> Result<(), Why> {
    let mut row = 0_u32;
    let mut seen = 0_u32;
    loop {
        match xml.next_node()? {
            Node::Start(tag) if tag.local_name().as_ref() == b"row" => {
                row = row_number(&tag).unwrap_or(row.saturating_add(1));
                seen = seen.wrapping_add(1);
                let cells = read_row(xml, row, context, delivery)?;
                let mut go_on = delivery.row(Row { number: row, cells });
                if go_on.is_continue() && seen.is_multiple_of(ROWS_A_STEP) {
                    go_on = delivery.progress(xml.permille());
                }
                if go_on == ControlFlow::Break(()) {
                    return Ok(());
                }
            }
            Node::Over => return Ok(()),
            _ => {}
        }
    }
}

/// Reads the merged areas of a sheet.
pub fn merged<R: Read>(xml: &mut Xml<R>) -> Result<Vec<Area>, Why> {
    let mut areas = Vec::new();
    loop {
        match xml.next_node()? {
            Node::Start(tag) if tag.local_name().as_ref() == b"mergeCell" => {
                let area = attribute(&tag, "ref").and_then(|reference| area(&reference));
                if areas.len() < MAX_AREAS {
                    areas.extend(area);
                }
            }
            Node::Over => return Ok(areas),
            _ => {}
        }
    }
}

fn read_row<R: Read>(
    xml: &mut Xml<R>,
    row: u32,
    context: &Context<'_>,
    delivery: &mut Delivery<'_>,
) -> Result<Vec<(u32, Cell)>, Why> {
    let outside = xml.depth().saturating_sub(1);
    let mut cells: Vec<(u32, Cell)> = Vec::new();
    let mut next = 0_u32;
    while xml.depth() > outside {
        let Node::Start(tag) = xml.next_node()? else {
            continue;
        };
        if tag.local_name().as_ref() != b"c" {
            continue;
        }
        let head = Head::of(&tag);
        let column = head.column.unwrap_or(next);
        next = column.saturating_add(1);
        if column >= delivery.limits.columns {
            xml.skip_element()?;
            delivery.column_beyond(row);
            continue;
        }
        let Some(cell) = read_cell(xml, &head, context)? else {
            continue;
        };
        match cells.binary_search_by_key(&column, |(column, _)| *column) {
            // A column that comes twice: the first stands, as in a spreadsheet program's repair.
            Ok(_) => {}
            Err(at) => cells.insert(at, (column, cell)),
        }
    }
    Ok(cells)
}

/// How a cell's value is kept.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Kind {
    Number,
    Shared,
    Text,
    Bool,
    Error,
    Iso,
}

/// What a cell's tag says.
struct Head {
    column: Option<u32>,
    style: usize,
    kind: Kind,
}

impl Head {
    fn of(tag: &BytesStart<'_>) -> Self {
        let mut head = Self { column: None, style: 0, kind: Kind::Number };
        for attribute in tag.attributes().with_checks(false).flatten() {
            let value = attribute.value.as_ref();
            match attribute.key.as_ref() {
                b"r" => head.column = split_reference(value).map(|(column, _)| column),
                b"s" => head.style = decimal(value).and_then(|style| usize::try_from(style).ok()).unwrap_or_default(),
                b"t" => {
                    head.kind = match value {
                        b"s" => Kind::Shared,
                        b"str" | b"inlineStr" => Kind::Text,
                        b"b" => Kind::Bool,
                        b"e" => Kind::Error,
                        b"d" => Kind::Iso,
                        _ => Kind::Number,
                    }
                }
                _ => {}
            }
        }
        head
    }
}

/// Reads the rest of a cell; none if it has no value.
fn read_cell<R: Read>(xml: &mut Xml<R>, head: &Head, context: &Context<'_>) -> Result<Option<Cell>, Why> {
    let outside = xml.depth().saturating_sub(1);
    let mut value = String::new();
    let mut inline = None;
    let mut formula = false;
    let mut in_value = false;
    while xml.depth() > outside {
        match xml.next_node()? {
            Node::Start(tag) => match tag.local_name().as_ref() {
                b"v" => in_value = true,
                b"is" => inline = Some(read_text(xml)?),
                b"f" => {
                    formula = true;
                    xml.skip_element()?;
                }
                _ => xml.skip_element()?,
            },
            Node::Text(piece) if in_value => {
                value.push_str(&piece);
                if value.len() > MAX_CELL_BYTES {
                    return Err(xml.overlong());
                }
            }
            Node::End => in_value = false,
            Node::Over => return Err(xml.damaged()),
            Node::Text(_) => {}
        }
    }
    if let Some(text) = inline {
        return Ok(Some(Cell::Text(text)).filter(|cell| !cell.is_blank()));
    }
    if value.is_empty() {
        // An empty text is a formula's result like any other; no result at all means that nothing worked it out.
        let unknown = formula && head.kind != Kind::Text;
        return Ok(unknown.then(|| Cell::Error(zh::FORMULA_WITHOUT_VALUE.to_owned())));
    }
    Ok(Some(value_of(value, head, context)).filter(|cell| !cell.is_blank()))
}

fn value_of(value: String, head: &Head, context: &Context<'_>) -> Cell {
    match head.kind {
        Kind::Number => match value.trim().parse::<f64>() {
            Ok(number) => match context.dates.is_date(head.style).then(|| context.dates.of_serial(number)) {
                Some(Some(date)) => Cell::Date(date),
                _ => Cell::Number(number),
            },
            Err(_) => Cell::Text(value),
        },
        Kind::Shared => {
            let text = value.trim().parse().ok().and_then(|number| context.strings.get(number));
            // A number without a text: shown as a spreadsheet shows what it cannot find.
            text.map_or_else(|| Cell::Error("#REF!".to_owned()), |text| Cell::Text(text.to_owned()))
        }
        Kind::Text => Cell::Text(unescaped(value)),
        Kind::Bool => Cell::Bool(matches!(value.trim(), "1" | "true")),
        Kind::Error => Cell::Error(value),
        Kind::Iso => iso_date(value.trim()).map_or(Cell::Text(value), Cell::Date),
    }
}

fn iso_date(text: &str) -> Option<NaiveDateTime> {
    let text = text.strip_suffix('Z').unwrap_or(text);
    let with_time = || text.parse::<NaiveDateTime>().ok();
    with_time().or_else(|| Some(text.parse::<NaiveDate>().ok()?.and_time(NaiveTime::MIN)))
}

fn row_number(tag: &BytesStart<'_>) -> Option<u32> {
    let row = attribute(tag, "r")?.parse().ok()?;
    (1..=LAST_ROW).contains(&row).then_some(row)
}

/// Column (from 0) and row (from 1) of a reference such as `AB12`.
fn split_reference(reference: &[u8]) -> Option<(u32, u32)> {
    let letters = reference.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (letters, digits) = reference.split_at_checked(letters)?;
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let value = |letter: &u8| u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    let column = letters.iter().fold(0, |column, letter| column * 26 + value(letter));
    let row = decimal(digits)?;
    (column <= LAST_COLUMN && (1..=LAST_ROW).contains(&row)).then_some((column - 1, row))
}

fn area(reference: &str) -> Option<Area> {
    let (from, to) = reference.split_once(':').unwrap_or((reference, reference));
    let (left, top) = split_reference(from.as_bytes())?;
    let (right, bottom) = split_reference(to.as_bytes())?;
    (left <= right && top <= bottom).then_some(Area { rows: (top, bottom), columns: (left, right) })
}

fn decimal(digits: &[u8]) -> Option<u32> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_checked() {
        assert_eq!(split_reference(b"A1"), Some((0, 1)));
        assert_eq!(split_reference(b"xfd1048576"), Some((16_383, 1_048_576)));
        for wrong in ["", "A", "1", "A0", "XFE1", "AAAA1", "A1048577", "A99999999999", "A1B", "A-1"] {
            assert_eq!(split_reference(wrong.as_bytes()), None, "{wrong}");
        }
        assert_eq!(area("B2:A1"), None);
        assert_eq!(area("A1:C2"), Some(Area { rows: (1, 2), columns: (0, 2) }));
    }
}
