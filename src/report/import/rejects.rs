//! The rows that could not come in, in a csv file beside the input: corrected there, it is imported like any other.

use std::io::Write;
use std::path::{Path, PathBuf};

use csv::{Terminator, WriterBuilder};

use super::mapping::{Column, Target};
use crate::report::formula::made_harmless;
use crate::report::sheet::Row;
use crate::report::write::{Target as Beside, WriteError, WriteFault, carried, safe_file_name};
use crate::store::disk::Disk;
use crate::text::zh::report::import as zh;

/// Names tried until one is free: a file that the clerk is correcting is never overwritten.
const MOST_FILES: u32 = 1000;
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Where the rows that were left out go; the file is made with the first of them.
pub struct Rejects<'a> {
    disk: &'a dyn Disk,
    input: &'a Path,
    /// Used where the input's folder cannot be written.
    fallback: &'a Path,
    columns: Vec<&'a Column>,
    open: Option<Open<'a>>,
}

struct Open<'a> {
    path: PathBuf,
    target: Beside<'a>,
    /// Whole lines that wait to be written.
    lines: Vec<u8>,
}

/// Bytes collected before they are written.
const BUFFER: usize = 64 << 10;

impl<'a> Rejects<'a> {
    /// For the rows of `input`. Columns that are not kept for privacy are not kept here either.
    pub fn beside(disk: &'a dyn Disk, input: &'a Path, fallback: &'a Path, columns: &'a [Column]) -> Rejects<'a> {
        let columns = columns.iter().filter(|column| !matches!(column.target, Target::Dropped)).collect();
        Rejects { disk, input, fallback, columns, open: None }
    }

    /// Adds a row with what keeps it out.
    pub fn add(&mut self, row: &Row, reasons: &[String]) -> Result<(), WriteError> {
        let cells = self.columns.iter().map(|column| row.cell(column.at).map(|cell| cell.text()).unwrap_or_default());
        let mut line: Vec<String> = cells.map(|text| made_harmless(&carried(&text)).into_owned()).collect();
        line.push(row.number.to_string());
        line.push(reasons.join(zh::REASON_JOIN));
        let mut open = match self.open.take() {
            Some(open) => open,
            None => self.begin()?,
        };
        open.line(&line)?;
        self.open = Some(open);
        Ok(())
    }

    /// Gives the file its name; none where no row was left out.
    pub fn finish(self) -> Result<Option<PathBuf>, WriteError> {
        let Some(mut open) = self.open else { return Ok(None) };
        open.flush()?;
        let Open { path, target, .. } = open;
        target.finish().map_err(|why| why.at(&path))?;
        Ok(Some(path))
    }

    fn begin(&self) -> Result<Open<'a>, WriteError> {
        let beside = self.input.parent().unwrap_or(Path::new(""));
        let mut open = Open::create(self.disk, &self.free_name(beside))
            .or_else(|_| Open::create(self.disk, &self.free_name(self.fallback)))?;
        let titles = self.columns.iter().map(|column| made_harmless(&carried(&column.title)).into_owned());
        let titles: Vec<String> = titles.chain([zh::REJECT_ROW.to_owned(), zh::REJECT_REASON.to_owned()]).collect();
        open.lines.extend(BYTE_ORDER_MARK);
        open.line(&titles)?;
        Ok(open)
    }

    fn free_name(&self, folder: &Path) -> PathBuf {
        let stem = safe_file_name(&self.input.file_stem().unwrap_or_default().to_string_lossy());
        // What is left of a corrected file is a further one of the same name.
        let stem = stem.rsplit_once(zh::REJECTS_MARK).map_or(stem.as_str(), |(before, _)| before);
        let named = |count| folder.join(zh::rejects_file(stem, count));
        let free = |path: &PathBuf| matches!(self.disk.exists(path), Ok(false));
        (1..MOST_FILES).map(named).find(free).unwrap_or_else(|| named(MOST_FILES))
    }
}

impl<'a> Open<'a> {
    fn create(disk: &'a dyn Disk, path: &Path) -> Result<Open<'a>, WriteError> {
        let target = Beside::create(disk, path).map_err(|why| why.at(path))?;
        Ok(Open { path: path.to_owned(), target, lines: Vec::new() })
    }

    fn line(&mut self, cells: &[String]) -> Result<(), WriteError> {
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(&mut self.lines);
        let written = writer.write_record(cells).and_then(|()| Ok(writer.flush()?));
        drop(writer);
        written.map_err(|error| WriteFault::System(std::io::Error::other(error)).at(&self.path))?;
        if self.lines.len() >= BUFFER { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), WriteError> {
        self.target.write_all(&self.lines).map_err(|error| WriteFault::System(error).at(&self.path))?;
        self.lines.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::report::sheet::Cell;
    use crate::store::disk::RealDisk;

    #[test]
    fn a_folder_that_cannot_be_written_is_gone_round() {
        let folder = tempfile::tempdir().unwrap();
        let columns = [Column { at: 0, title: "标题".to_owned(), target: Target::Ignored, chosen: None }];
        let gone = folder.path().join("拔掉的U盘").join("台账.xlsx");
        let row = Row { number: 7, cells: vec![(0, Cell::Text("路灯".to_owned()))] };

        let none = Rejects::beside(&RealDisk, &gone, folder.path(), &columns);
        assert_eq!(none.finish().unwrap(), None, "no bad row, no file");

        let mut rejects = Rejects::beside(&RealDisk, &gone, folder.path(), &columns);
        rejects.add(&row, &["没有日期".to_owned(), "没有内容".to_owned()]).unwrap();
        let path = rejects.finish().unwrap().unwrap();
        assert_eq!(path, folder.path().join("台账.未导入.csv"));
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.ends_with("路灯,7,没有日期；没有内容\r\n"), "{text}");
    }
}
