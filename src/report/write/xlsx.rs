//! Tables as an xlsx workbook that looks like a ledger and prints like one.
//!
//! The library says what a workbook is and how it looks ([`shell`]); the rows go past it into the file one by one, because
//! it would hold every cell, about 6 KB for a row of twenty columns, and could not be stopped while it saves. Its own modes
//! for large sheets panic when the disk for their scratch file is full or missing, leave residents' words in that file, and
//! one of them writes texts in place, which WPS has failed to open. Here texts are shared, as it writes them ([`strings`]).

mod rows;
mod shell;
mod strings;

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use chrono::{Datelike, NaiveDateTime, Timelike};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use self::rows::Rows;
use self::shell::{LOOKS, Shell};
use self::strings::Strings;
use super::names::safe_sheet_name;
use super::target::Target;
use super::{Progress, Steps, WriteError, WriteFault, Written};
use crate::report::table::{self, Align, Column, Ledger};
use crate::store::disk::Disk;
use crate::text::width;
use crate::text::zh::report::write as zh;

/// Bytes that go to the file at a time.
const SINK_BYTES: usize = 64 * 1024;
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
    let failed = Cell::new(None);
    let mut sink = Sink { out: BufWriter::with_capacity(SINK_BYTES, &mut target), failed: &failed };
    let result = packed(ledgers, made_at, &mut sink, &mut steps)?;
    sink.flush()?;
    failed.take().map_or(Ok(()), Err)?;
    drop(sink);
    steps.ask()?;
    target.finish()?;
    Ok(Written { rows: steps.rows, ..result })
}

/// Writes the parts of the workbook.
fn packed(
    ledgers: &mut [Ledger<'_>],
    made_at: NaiveDateTime,
    sink: &mut Sink<'_, '_>,
    steps: &mut Steps<'_, '_>,
) -> Result<Written, WriteFault> {
    let failed = sink.failed;
    let (shell, headers) = shell(ledgers, made_at, &[])?;
    let mut archive = ZipWriter::new_stream(sink);
    // The first day that an archive knows: the document's own properties say when it was made.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in shell.fixed() {
        archive.start_file(name.as_str(), options).map_err(io::Error::other)?;
        archive.write_all(text.as_bytes())?;
    }
    let (shared_name, shared) = shell.shared()?;
    let mut strings = Strings::new(&shared)?;
    let mut result = Written::default();
    let mut counts = Vec::new();
    for ((at, ledger), header) in ledgers.iter_mut().enumerate().zip(&headers) {
        let (name, frame) = shell.frame(at, *header)?;
        archive.start_file(name, options).map_err(io::Error::other)?;
        archive.write_all(frame.before.as_bytes())?;
        let mut rows = Rows::new(&frame.looks);
        let mut count = 0;
        while let Some(cells) = ledger.rows.next_row().map_err(WriteFault::Source)? {
            count += 1;
            let row = header + count;
            if row >= SHEET_ROWS {
                return Err(WriteFault::TooManyRows { limit: SHEET_ROWS - header - 1 });
            }
            let points = points(ledger, &cells);
            result.overfull_rows += u64::from(points > MAX_ROW_POINTS);
            let row = rows.row((row + 1, points.min(MAX_ROW_POINTS)), &cells, &mut strings, &mut result)?;
            archive.write_all(row.as_bytes())?;
            failed.take().map_or(Ok(()), Err)?;
            steps.row()?;
        }
        counts.push(count);
        // What stands behind the rows says how many there are.
        let (behind, _) = self::shell(std::slice::from_mut(ledger), made_at, &[count])?;
        archive.write_all(behind.frame(0, *header)?.1.after.as_bytes())?;
    }
    let (whole, _) = self::shell(ledgers, made_at, &counts)?;
    let (name, text) = whole.workbook()?;
    archive.start_file(name, options).map_err(io::Error::other)?;
    archive.write_all(text.as_bytes())?;
    archive.start_file(shared_name, options).map_err(io::Error::other)?;
    strings
        .finish(&shared.before, &mut archive, &mut || failed.take().map_or_else(|| steps.ask(), |e| Err(e.into())))?;
    archive.finish().map_err(io::Error::other)?;
    Ok(result)
}

/// The height of a row, as tall as its texts on paper need.
fn points(ledger: &Ledger<'_>, cells: &[table::Cell]) -> f64 {
    let texts = cells.iter().zip(&ledger.table.columns).filter(|(_, column)| column.wrap);
    let lines = texts.map(|(cell, column)| match cell {
        table::Cell::Text(text) => lines_of(text, column.width),
        _ => 1,
    });
    f64::from(lines.max().unwrap_or(1)) * LINE_POINTS + PADDING_POINTS
}

/// Takes a workbook's bytes to the file. After the first failure it takes them to nowhere: the library's archive complains
/// on the terminal when it cannot be finished.
struct Sink<'a, 'd> {
    out: BufWriter<&'a mut Target<'d>>,
    failed: &'a Cell<Option<io::Error>>,
}

impl Write for Sink<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Err(error) = self.out.write_all(bytes) {
            self.failed.set(Some(error));
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if let Err(error) = self.out.flush() {
            self.failed.set(Some(error));
        }
        Ok(())
    }
}

/// The workbook as it is around so many rows of each sheet, with a row for each look instead; and the row of the headings
/// of each sheet.
fn shell(ledgers: &mut [Ledger<'_>], made_at: NaiveDateTime, counts: &[u32]) -> Result<(Shell, Vec<u32>), WriteFault> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&excel_time(made_at)?));
    let (mut names, mut headers) = (Vec::new(), Vec::new());
    for (at, ledger) in ledgers.iter().enumerate() {
        let name = safe_sheet_name(&ledger.table.name, &names);
        let sheet = workbook.add_worksheet();
        sheet.set_name(&name)?;
        names.push(name);
        let header = write_head(sheet, ledger)?;
        for (column, styles) in (0_u16..).zip(ledger.table.columns.iter().map(Styles::of)) {
            let looks: [&Format; LOOKS] = [&styles.text, &styles.armed, &styles.date, &styles.money];
            for (row, look) in (header + 1..).zip(looks) {
                sheet.write_blank(row, column, look)?;
            }
        }
        let last = header + counts.get(at).copied().unwrap_or_default();
        sheet.autofilter(header, 0, last, last_column(ledger))?;
        sheet.set_print_area(0, 0, last, last_printed(ledger))?;
        headers.push(header);
    }
    Ok((Shell::of(workbook.save_to_buffer()?)?, headers))
}

pub(super) fn excel_time(at: NaiveDateTime) -> Result<ExcelDateTime, XlsxError> {
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    let year = u16::try_from(at.year()).unwrap_or_default();
    let hour = u16::try_from(at.hour()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, small(at.month()), small(at.day()))?.and_hms(hour, small(at.minute()), at.second())
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
    // No character takes more than two columns, and most cells hold a few.
    if !text.contains('\n') && text.chars().count() * 2 <= usize::from(column_width) {
        return 1;
    }
    u32::try_from(width::wrap(text, usize::from(column_width)).len()).unwrap_or(u32::MAX)
}
