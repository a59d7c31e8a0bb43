//! Tables as a page that a browser prints: what is on paper, across A4, the headings on every sheet. Rows go out one by one,
//! so that a large ledger takes no memory.
//!
//! Invariant: every text is escaped, nothing on the page runs or is fetched, and a spreadsheet program that opens the page
//! takes no text for a formula.

use std::borrow::Cow;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::target::Target;
use super::{Progress, Steps, WriteError, WriteFault, Written, carried};
use crate::report::formula::is_armed;
use crate::report::table::{Align, Cell, Column, Ledger, yuan};
use crate::store::disk::Disk;
use crate::text::zh::report::write as zh;

/// Spreadsheet programs take a cell of these for text: the first goes by the style (Excel, WPS), the second by the number
/// format of the cell (LibreOffice).
const TEXT_CELL: &str = " style=\"mso-number-format:'\\@'\" sdnum=\"0;0;@\"";

/// Writes tables to `path`, one below the other, each on a sheet of its own, in place of what stands there.
pub fn write_html(
    disk: &dyn Disk,
    ledgers: &mut [Ledger<'_>],
    path: &Path,
    progress: &mut Progress<'_>,
) -> Result<Written, WriteError> {
    written(disk, ledgers, path, progress).map_err(|why| why.at(path))
}

fn written(
    disk: &dyn Disk,
    ledgers: &mut [Ledger<'_>],
    path: &Path,
    progress: &mut Progress<'_>,
) -> Result<Written, WriteFault> {
    let mut steps = Steps::new(progress);
    let mut target = Target::create(disk, path)?;
    let mut out = BufWriter::new(&mut target);
    let name = ledgers.first().map(|ledger| ledger.table.title.as_str()).unwrap_or_default();
    write_head(&mut out, name)?;
    for ledger in ledgers {
        write_ledger(&mut out, ledger, &mut steps)?;
    }
    out.write_all(b"</body>\n</html>\n")?;
    out.flush()?;
    drop(out);
    steps.ask()?;
    target.finish()?;
    Ok(Written { rows: steps.rows, ..Written::default() })
}

/// What stands before the first table. The policy lets nothing run or be fetched, whatever a table holds.
fn write_head(out: &mut impl Write, name: &str) -> Result<(), WriteFault> {
    let (head, body) = (zh::HEAD_FONT, zh::BODY_FONT);
    writeln!(
        out,
        "<!DOCTYPE html>
<html lang=\"zh-CN\">
<head>
<meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">
<title>{title}</title>
<style>
@page {{ size: A4 landscape; margin: 12mm 10mm 14mm; }}
body {{ margin: 0; color: #000; background: #fff; font: 10.5pt/1.4 {body}, FangSong, serif; }}
section + section {{ break-before: page; }}
h1 {{ margin: 0 0 6pt; font: bold 16pt/1.4 {head}, SimSun, serif; text-align: center; }}
p {{ margin: 0 0 3pt; }}
table {{ width: 100%; border-collapse: collapse; table-layout: fixed; }}
thead {{ display: table-header-group; }}
tr {{ break-inside: avoid; }}
th, td {{ border: 0.75pt solid #000; padding: 2pt 3pt; overflow-wrap: anywhere; }}
th {{ font-family: {head}, SimSun, serif; text-align: center; }}
td {{ white-space: pre-wrap; }}
.c {{ text-align: center; }}
.r {{ text-align: right; }}
</style>
</head>
<body>",
        title = escaped(name)
    )?;
    Ok(())
}

fn write_ledger(out: &mut impl Write, ledger: &mut Ledger<'_>, steps: &mut Steps<'_, '_>) -> Result<(), WriteFault> {
    let table = ledger.table;
    let columns = table.columns.get(..table.printed).unwrap_or(&table.columns);
    writeln!(out, "<section>\n<h1>{}</h1>", escaped(&table.title))?;
    for note in &table.notes {
        writeln!(out, "<p>{}</p>", escaped(note))?;
    }
    writeln!(out, "<table>\n<colgroup>")?;
    let whole = columns.iter().map(|column| f64::from(column.width)).sum::<f64>().max(1.0);
    for column in columns {
        writeln!(out, "<col style=\"width:{:.2}%\">", f64::from(column.width) * 100.0 / whole)?;
    }
    writeln!(out, "</colgroup>\n<thead>\n<tr>")?;
    for column in columns {
        writeln!(out, "<th scope=\"col\">{}</th>", escaped(&column.label))?;
    }
    writeln!(out, "</tr>\n</thead>\n<tbody>")?;
    while let Some(row) = ledger.rows.next_row().map_err(WriteFault::Source)? {
        out.write_all(b"<tr>")?;
        for (cell, column) in row.iter().zip(columns) {
            write_cell(out, cell, column)?;
        }
        out.write_all(b"</tr>\n")?;
        steps.row()?;
    }
    writeln!(out, "</tbody>\n</table>\n</section>")?;
    Ok(())
}

fn write_cell(out: &mut impl Write, cell: &Cell, column: &Column) -> Result<(), WriteFault> {
    let class = match column.align {
        Align::Left => "",
        Align::Centre => " class=\"c\"",
        Align::Right => " class=\"r\"",
    };
    let armed = |text: &str| if is_armed(text) { TEXT_CELL } else { "" };
    let (text, armed) = match cell {
        Cell::Blank => (Cow::Borrowed(""), ""),
        Cell::Text(text) => {
            let text = carried(text);
            let armed = armed(&text);
            (text, armed)
        }
        Cell::Integer(number) => (number.to_string().into(), ""),
        Cell::Date(date) => (date.to_string().into(), ""),
        Cell::Money(fen) => (yuan(*fen).into(), ""),
    };
    for part in ["<td", class, armed, ">", &escaped(&text), "</td>"] {
        out.write_all(part.as_bytes())?;
    }
    Ok(())
}

/// Text as it may stand between tags and in quoted attributes.
fn escaped(text: &str) -> Cow<'_, str> {
    let sign = |byte: u8| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        _ => None,
    };
    let mut out = String::new();
    let mut rest = text;
    // The signs are ASCII: they stand between characters.
    while let Some((at, sign)) = rest.bytes().enumerate().find_map(|(at, byte)| Some((at, sign(byte)?))) {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        out.push_str(sign);
        rest = behind.get(1..).unwrap_or_default();
    }
    if out.is_empty() {
        return Cow::Borrowed(text);
    }
    out.push_str(rest);
    out.into()
}
