//! Writes a paper as docx, HTML or a workbook.

mod book;
mod docx;
mod html;
mod layout;
mod placed;
mod scale;

use std::io::Write as _;
use std::path::Path;

use super::target::Target;
use super::{WriteError, WriteFault};
use crate::report::paper::{Content, GridCell, Paper};
use crate::store::disk::Disk;

/// The form of a paper's file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PaperForm {
    /// For Word, WPS and LibreOffice.
    Docx,
    /// For a browser, ready to be printed.
    Html,
    /// A workbook: a summary sheet, a sheet for each further table, native charts.
    Xlsx,
}

impl PaperForm {
    /// Every form.
    pub const ALL: [PaperForm; 3] = [PaperForm::Docx, PaperForm::Html, PaperForm::Xlsx];

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            PaperForm::Docx => "docx",
            PaperForm::Html => "html",
            PaperForm::Xlsx => "xlsx",
        }
    }

    /// The form that a file's ending asks for.
    pub fn of_ending(path: &Path) -> Option<PaperForm> {
        let ending = path.extension()?.to_ascii_lowercase();
        PaperForm::ALL.into_iter().find(|form| ending == form.ending())
    }
}

/// The file's bytes: the same for the same paper, always.
pub fn paper_bytes(paper: &Paper, form: PaperForm) -> Result<Vec<u8>, WriteFault> {
    match form {
        PaperForm::Docx => docx::bytes(paper),
        PaperForm::Html => Ok(html::text(paper).into_bytes()),
        PaperForm::Xlsx => book::bytes(paper),
    }
}

/// Writes the file, whole or not at all.
pub fn paper(disk: &dyn Disk, paper: &Paper, form: PaperForm, path: &Path) -> Result<(), WriteError> {
    let write = || -> Result<(), WriteFault> {
        let bytes = paper_bytes(paper, form)?;
        let mut target = Target::create(disk, path)?;
        target.write_all(&bytes)?;
        target.finish()
    };
    write().map_err(|why| why.at(path))
}

/// What stands in a cell, as a file can carry it.
fn cell_text(cell: &GridCell) -> String {
    match &cell.content {
        Content::Text(text) => super::carried(text).into_owned(),
        Content::Figure(amount) => amount.shown(),
    }
}
