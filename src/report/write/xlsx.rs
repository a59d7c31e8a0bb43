//! Tables as an xlsx workbook that looks like a ledger and prints like one.
//!
//! Sheets are built in memory, about 6 KB for a row of twenty columns: 120 MB at 20,000 rows, 560 MB at 100,000. The
//! library's modes for large sheets would take a quarter of that, but panic when the disk for their scratch file is
//! full or missing, leave residents' words in that file, and one of them writes texts in place, which WPS has failed
//! to open. A station's own ledger has some thousands of rows; for more, csv takes next to no memory.

use std::borrow::Cow;
use std::io::Write;
use std::path::Path;

use chrono::{Datelike, NaiveDateTime, Timelike};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::names::safe_sheet_name;
use super::target::Target;
use super::{Progress, Steps, WriteError, WriteFault, Written, carried};
use crate::report::formula::is_armed;
use crate::report::table::{Align, Cell, Column, Ledger};
use crate::store::disk::Disk;
use crate::text::width;
use crate::text::zh::report::write as zh;

/// Rows of a sheet.
const SHEET_ROWS: u32 = 1_048_576;
/// UTF-16 units of text that a cell holds.
const CELL_UNITS: usize = 32_767;
/// The tallest row, in points: 409, down to whole pixels of 0.75 points.
pub(super) const MAX_ROW_POINTS: f64 = 408.75;
pub(super) const BODY_POINTS: f64 = 10.5;
pub(super) const LINE_POINTS: f64 = 15.0;
/// Above and below the lines of a row.
pub(super) const PADDING_POINTS: f64 = 6.0;
pub(super) const TITLE_POINTS: f64 = 16.0;
pub(super) const TITLE_ROW_POINTS: f64 = 30.0;
pub(super) const A4: u8 = 9;

/// Writes tables to `path`, one sheet each, in place of what stands there.
///
/// `made_at` goes into the document's properties.
pub fn write_xlsx(
    disk: &dyn Disk,
    ledgers: &mut [Ledger<'_>],
    made_at: NaiveDateTime,
    path: &Path,
    progress: &mut Progress<'_>,
) -> Result<Written, WriteError> {
    written(disk, ledgers, made_at, path, progress).map_err(|why| why.at(path))
}

fn written(
    disk: &dyn Disk,
    ledgers: &mut [Ledger<'_>],
    made_at: NaiveDateTime,
    path: &Path,
    progress: &mut Progress<'_>,
) -> Result<Written, WriteFault> {
    let mut steps = Steps::new(progress);
    // Before the work, so that a wrong path is told at once.
    let mut target = Target::create(disk, path)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&excel_time(made_at)?));
    let mut result = Written::default();
    let mut names = Vec::new();
    for ledger in ledgers {
        let name = safe_sheet_name(&ledger.table.name, &names);
        let sheet = workbook.add_worksheet();
        sheet.set_name(&name)?;
        names.push(name);
        fill(sheet, ledger, &mut steps, &mut result)?;
    }
    // Not saved straight into the file: the library's archive complains on the terminal when it cannot be finished.
    let bytes = workbook.save_to_buffer()?;
    steps.ask()?;
    target.write_all(&bytes)?;
    target.finish()?;
    result.rows = steps.rows;
    Ok(result)
}

pub(super) fn excel_time(at: NaiveDateTime) -> Result<ExcelDateTime, XlsxError> {
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    let year = u16::try_from(at.year()).unwrap_or_default();
    let hour = u16::try_from(at.hour()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, small(at.month()), small(at.day()))?.and_hms(hour, small(at.minute()), at.second())
}

/// Writes one table into a sheet.
fn fill(
    sheet: &mut Worksheet,
    ledger: &mut Ledger<'_>,
    steps: &mut Steps<'_, '_>,
    result: &mut Written,
) -> Result<(), WriteFault> {
    let header = write_head(sheet, ledger)?;
    let styles: Vec<Styles> = ledger.table.columns.iter().map(Styles::of).collect();
    let mut row = header;
    while let Some(cells) = ledger.rows.next_row().map_err(WriteFault::Source)? {
        row += 1;
        if row >= SHEET_ROWS {
            return Err(WriteFault::TooManyRows { limit: SHEET_ROWS - header - 1 });
        }
        let mut lines = 1;
        for ((at, cell), (column, style)) in (0_u16..).zip(&cells).zip(ledger.table.columns.iter().zip(&styles)) {
            write_cell(sheet, (row, at), cell, style, result)?;
            if let (Cell::Text(text), true) = (cell, column.wrap) {
                lines = lines.max(lines_of(text, column.width));
            }
        }
        let points = f64::from(lines) * LINE_POINTS + PADDING_POINTS;
        result.overfull_rows += u64::from(points > MAX_ROW_POINTS);
        sheet.set_row_height(row, points.min(MAX_ROW_POINTS))?;
        steps.row()?;
    }
    let last_column = last_column(ledger);
    sheet.autofilter(header, 0, row, last_column)?;
    sheet.set_print_area(0, 0, row, last_printed(ledger))?;
    Ok(())
}

/// Writes what stands above the rows and sets the sheet up for the screen and the printer; the row of the headings.
fn write_head(sheet: &mut Worksheet, ledger: &Ledger<'_>) -> Result<u32, WriteFault> {
    let table = ledger.table;
    let title = Format::new()
        .set_font_name(zh::HEAD_FONT)
        .set_font_size(TITLE_POINTS)
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    let note = body().set_text_wrap();
    let heading = bordered(Format::new().set_font_name(zh::HEAD_FONT).set_font_size(BODY_POINTS))
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);

    for (at, column) in (0_u16..).zip(&table.columns) {
        // One more than the text needs: fonts differ, and a wrapped line more than reckoned would be hidden.
        sheet.set_column_width(at, f64::from(column.width) + 1.0)?;
    }
    write_across(sheet, 0, last_printed(ledger), &table.title, &title)?;
    sheet.set_row_height(0, TITLE_ROW_POINTS)?;
    let printed = table.columns.iter().take(table.printed.max(1));
    let across: u16 = printed.map(|column| column.width).fold(0, u16::saturating_add);
    let mut header = 0;
    for line in &table.notes {
        header += 1;
        write_across(sheet, header, last_printed(ledger), line, &note)?;
        let points = f64::from(lines_of(line, across)) * LINE_POINTS + PADDING_POINTS;
        sheet.set_row_height(header, points.min(MAX_ROW_POINTS))?;
    }
    header += 1;
    let mut lines = 1;
    for (at, column) in (0_u16..).zip(&table.columns) {
        write_text(sheet, (header, at), &column.label, &heading)?;
        lines = lines.max(lines_of(&column.label, column.width));
    }
    sheet.set_row_height(header, (f64::from(lines) * LINE_POINTS + PADDING_POINTS).min(MAX_ROW_POINTS))?;

    sheet.set_freeze_panes(header + 1, 0)?;
    sheet.set_repeat_rows(header, header)?;
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_print_center_horizontally(true);
    // In inches: left, right, top, bottom, header, footer.
    sheet.set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.3);
    sheet.set_footer(zh::PAGE_FOOTER);
    Ok(header)
}

fn last_column(ledger: &Ledger<'_>) -> u16 {
    u16::try_from(ledger.table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX)
}

fn last_printed(ledger: &Ledger<'_>) -> u16 {
    let printed = ledger.table.printed.clamp(1, ledger.table.columns.len().max(1));
    u16::try_from(printed - 1).unwrap_or(u16::MAX)
}

/// Writes a line over the whole width of the paper.
fn write_across(sheet: &mut Worksheet, row: u32, last: u16, text: &str, format: &Format) -> Result<(), WriteFault> {
    if last > 0 {
        sheet.merge_range(row, 0, row, last, "", format)?;
    }
    write_text(sheet, (row, 0), text, format)
}

/// How the cells of one column look, by what stands in them.
struct Styles {
    text: Format,
    /// Text that a program could take for a formula when the clerk edits it.
    armed: Format,
    date: Format,
    money: Format,
}

impl Styles {
    fn of(column: &Column) -> Self {
        let align = match column.align {
            Align::Left => FormatAlign::Left,
            Align::Centre => FormatAlign::Center,
            Align::Right => FormatAlign::Right,
        };
        let base = bordered(body()).set_align(align);
        let base = if column.wrap { base.set_text_wrap() } else { base };
        Self {
            armed: base.clone().set_quote_prefix(),
            date: base.clone().set_num_format("yyyy-mm-dd"),
            money: base.clone().set_num_format("#,##0.00"),
            text: base,
        }
    }
}

pub(super) fn body() -> Format {
    Format::new().set_font_name(zh::BODY_FONT).set_font_size(BODY_POINTS).set_align(FormatAlign::VerticalCenter)
}

pub(super) fn bordered(format: Format) -> Format {
    format.set_border(FormatBorder::Thin)
}

fn write_cell(
    sheet: &mut Worksheet,
    at: (u32, u16),
    cell: &Cell,
    styles: &Styles,
    result: &mut Written,
) -> Result<(), WriteFault> {
    let (row, column) = at;
    match cell {
        Cell::Blank => {
            sheet.write_blank(row, column, &styles.text)?;
        }
        Cell::Text(text) => {
            let text = carried(text);
            let (text, cut) = held(&text);
            result.cut_cells += u64::from(cut);
            let format = if is_armed(&text) { &styles.armed } else { &styles.text };
            write_text(sheet, at, &text, format)?;
        }
        Cell::Integer(number) => {
            // Counts are far below 2^53, where a spreadsheet's numbers begin to have gaps.
            #[allow(clippy::cast_precision_loss)]
            sheet.write_number_with_format(row, column, *number as f64, &styles.text)?;
        }
        Cell::Date(date) => match excel_time((*date).into()) {
            Ok(day) => {
                sheet.write_datetime_with_format(row, column, &day, &styles.date)?;
            }
            // Before 1900 a spreadsheet has no dates.
            Err(_) => write_text(sheet, at, &date.to_string(), &styles.text)?,
        },
        Cell::Money(fen) => {
            #[allow(clippy::cast_precision_loss)]
            let yuan = *fen as f64 / 100.0;
            sheet.write_number_with_format(row, column, yuan, &styles.money)?;
        }
    }
    Ok(())
}

/// Writes text as text, whatever it looks like.
pub(super) fn write_text(sheet: &mut Worksheet, at: (u32, u16), text: &str, format: &Format) -> Result<(), WriteFault> {
    let (row, column) = at;
    // The library takes such a text for rich text of its own and would write it into the file as markup. Given as rich
    // text, it is escaped, all but what looks like the escape of a character.
    if text.starts_with("<r>") && text.ends_with("</r>") {
        let text = text.replace("_x", "_x005F_x");
        sheet.write_rich_string_with_format(row, column, &[(&Format::new(), &text)], format)?;
    } else {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

/// The text as far as a cell holds it, and whether it had to be cut; a mark then says so in the cell.
pub(super) fn held(text: &str) -> (Cow<'_, str>, bool) {
    if text.len() <= CELL_UNITS || text.encode_utf16().count() <= CELL_UNITS {
        return (Cow::Borrowed(text), false);
    }
    let mut room = CELL_UNITS - zh::CUT_MARK.encode_utf16().count();
    let fits = |c: &char| {
        let left = room.checked_sub(c.len_utf16());
        room = left.unwrap_or_default();
        left.is_some()
    };
    let mut kept: String = text.chars().take_while(fits).collect();
    kept.push_str(zh::CUT_MARK);
    (Cow::Owned(kept), true)
}

/// Lines that a text takes in a column of that width.
pub(super) fn lines_of(text: &str, column_width: u16) -> u32 {
    u32::try_from(width::wrap(text, usize::from(column_width)).len()).unwrap_or(u32::MAX)
}
