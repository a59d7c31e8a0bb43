//! Writes tables as files: whole or not at all, never a formula, with names every system takes.

mod csv;
mod html;
mod names;
mod paper;
mod target;
#[cfg(test)]
mod tests;
mod xlsx;

use std::borrow::Cow;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

pub use csv::{Encoding, paper_csv, write_csv};
pub use html::write_html;
pub use names::{safe_file_name, safe_sheet_name};
pub use paper::{PaperForm, paper, paper_bytes};
pub(super) use target::Target;
pub use xlsx::write_xlsx;

use super::table::SourceError;
use crate::text::zh::report::write as zh;

/// Called now and then with the number of rows written; breaks to cancel, after which nothing is left behind.
pub type Progress<'a> = dyn FnMut(u64) -> ControlFlow<()> + 'a;

/// Rows between two calls of [`Progress`].
const ROWS_A_STEP: u64 = 500;

/// What was written.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Written {
    /// Rows below the headings, over all tables.
    pub rows: u64,
    /// Cells whose text was cut because a spreadsheet cell holds no more.
    pub cut_cells: u64,
    /// Rows with more lines than a spreadsheet row can show; their text is whole.
    pub overfull_rows: u64,
}

impl Written {
    /// What the clerk should know about the file, one sentence each.
    pub fn notes(&self) -> Vec<String> {
        let cut = (self.cut_cells > 0).then(|| zh::cut_cells(self.cut_cells));
        let overfull = (self.overfull_rows > 0).then(|| zh::overfull_rows(self.overfull_rows));
        cut.into_iter().chain(overfull).collect()
    }
}

/// A file that was not written; what stood under its name before still does.
#[derive(Debug, thiserror::Error)]
#[error("{}", zh::failed(&path.to_string_lossy(), why))]
pub struct WriteError {
    /// Where it was to go.
    pub path: PathBuf,
    /// What went wrong and what can be done.
    #[source]
    pub why: WriteFault,
}

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteFault {
    /// The path is a folder.
    #[error("{}", zh::DIRECTORY)]
    Directory,
    /// The path is a device or a pipe.
    #[error("{}", zh::NOT_A_FILE)]
    NotAFile,
    /// The folder it should go into does not exist.
    #[error("{}", zh::NO_FOLDER)]
    NoFolder,
    /// The system refused.
    #[error("{}", zh::system(.0))]
    System(#[from] io::Error),
    /// The file that stands there is open in another program.
    #[error("{}", zh::OPEN_ELSEWHERE)]
    OpenElsewhere(#[source] io::Error),
    /// The rows could not be had.
    #[error("{0}")]
    Source(SourceError),
    /// More rows than a sheet has.
    #[error("{}", zh::too_many_rows(*limit))]
    TooManyRows {
        /// The most rows below the headings.
        limit: u32,
    },
    /// More rows than a document bears.
    #[error("{}", crate::text::zh::report::paper::too_long(*rows, *limit))]
    TooLong {
        /// The rows of its tables.
        rows: usize,
        /// The most there may be.
        limit: usize,
    },
    /// The workbook could not be put together.
    #[error("{}", zh::WORKBOOK)]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The receiver of the progress broke off.
    #[error("{}", zh::CANCELLED)]
    Cancelled,
}

impl WriteFault {
    pub(super) fn at(self, path: &Path) -> WriteError {
        WriteError { path: path.to_owned(), why: self }
    }
}

/// Counts rows and asks now and then whether to go on.
struct Steps<'a, 'b> {
    rows: u64,
    progress: &'a mut Progress<'b>,
}

impl<'a, 'b> Steps<'a, 'b> {
    fn new(progress: &'a mut Progress<'b>) -> Self {
        Self { rows: 0, progress }
    }

    fn row(&mut self) -> Result<(), WriteFault> {
        self.rows += 1;
        if self.rows.is_multiple_of(ROWS_A_STEP) {
            return self.ask();
        }
        Ok(())
    }

    fn ask(&mut self) -> Result<(), WriteFault> {
        match (self.progress)(self.rows) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(WriteFault::Cancelled),
        }
    }
}

/// Text as a file can carry it: line ends as `\n`, no control characters and no noncharacters of XML.
pub(super) fn carried(text: &str) -> Cow<'_, str> {
    let refused = |c: char| c.is_control() && c != '\t' && c != '\n' || matches!(c, '\u{fffe}' | '\u{ffff}');
    if !may_be_refused(text.as_bytes()) || !text.contains(refused) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| !refused(*c)).collect()
}

/// Whether a text may hold what no file carries: told from its bytes without a branch, because every cell is asked.
fn may_be_refused(bytes: &[u8]) -> bool {
    let alone = |byte: u8| (byte < b' ') & (byte != b'\t') & (byte != b'\n') | (byte == 0x7F) | (byte == 0xC2);
    let pair = |first: u8, second: u8| (first == 0xEF) & (second == 0xBF);
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    bytes.iter().fold(false, |found, byte| found | alone(*byte))
        || pairs.fold(false, |found, (first, second)| found | pair(*first, *second))
}
