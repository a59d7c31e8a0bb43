//! Tables as csv: UTF-8 with its mark and CRLF, as spreadsheet programs in China open it; headings first, no title.

use std::io::{BufWriter, Write};
use std::path::Path;

use csv::{Terminator, WriterBuilder};

use super::target::Target;
use super::{Progress, Steps, WriteError, WriteFault, Written, carried};
use crate::report::formula::made_harmless;
use crate::report::table::{Cell, Ledger, yuan};
use crate::store::disk::Disk;

/// Tells programs that would else guess GB18030 that the file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes one table to `path`, in place of what stands there.
pub fn write_csv(
    disk: &dyn Disk,
    mut ledger: Ledger<'_>,
    path: &Path,
    progress: &mut Progress<'_>,
) -> Result<Written, WriteError> {
    written(disk, &mut ledger, path, progress).map_err(|why| why.at(path))
}

fn written(
    disk: &dyn Disk,
    ledger: &mut Ledger<'_>,
    path: &Path,
    progress: &mut Progress<'_>,
) -> Result<Written, WriteFault> {
    let mut steps = Steps::new(progress);
    let mut target = Target::create(disk, path)?;
    let mut buffered = BufWriter::new(&mut target);
    buffered.write_all(BYTE_ORDER_MARK)?;
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(buffered);

    let labels = ledger.table.columns.iter().map(|column| text_of(&column.label));
    writer.write_record(labels).map_err(fault)?;
    while let Some(row) = ledger.rows.next_row().map_err(WriteFault::Source)? {
        writer.write_record(row.iter().map(value_of)).map_err(fault)?;
        steps.row()?;
    }
    writer.flush()?;
    drop(writer);
    steps.ask()?;
    target.finish()?;
    Ok(Written { rows: steps.rows, ..Written::default() })
}

fn value_of(cell: &Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => text_of(text),
        Cell::Integer(number) => number.to_string(),
        Cell::Date(date) => date.to_string(),
        Cell::Money(fen) => yuan(*fen),
    }
}

fn text_of(text: &str) -> String {
    made_harmless(&carried(text)).into_owned()
}

fn fault(error: csv::Error) -> WriteFault {
    // Rows of any length are allowed, so only the file itself can fail.
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => std::io::Error::other(format!("{other:?}")).into(),
    }
}
