//! Where a document goes: a file that is named, or a folder, where nothing that stands there is written over.

use std::io;
use std::path::{Path, PathBuf};

use crate::report::paper::Paper;
use crate::report::write::{self, PaperForm, WriteError, safe_file_name};
use crate::store::disk::{Disk, Kind};
use crate::text::zh::report::{docs as zh, export};

/// Names tried beside one that is taken.
const MOST_COPIES: u32 = 999;

/// A document that was not written; Display is the Chinese message.
#[derive(Debug, thiserror::Error)]
pub enum PutError {
    /// The ending and the form that was asked for do not agree.
    #[error("{}", export::other_ending(.path, .ending))]
    OtherEnding {
        /// The file.
        path: PathBuf,
        /// The ending of the form.
        ending: &'static str,
    },
    /// The ending is of no form a document has.
    #[error("{}", zh::unknown_ending(.path))]
    UnknownEnding {
        /// The file.
        path: PathBuf,
    },
    /// The folder could not be made.
    #[error("{}", export::no_folder(.path, .source))]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Writes a paper: to the file that `to` names by its ending, else under the paper's own name into the folder `to`, which
/// is made where it is not there. Returns the file.
pub fn put(disk: &dyn Disk, paper: &Paper, to: &Path, form: Option<PaperForm>) -> Result<PathBuf, PutError> {
    let (path, form) = place(disk, paper, to, form)?;
    write::paper(disk, paper, form, &path)?;
    Ok(path)
}

fn place(disk: &dyn Disk, paper: &Paper, to: &Path, form: Option<PaperForm>) -> Result<(PathBuf, PaperForm), PutError> {
    let is_folder = disk.metadata(to).is_ok_and(|found| found.kind == Kind::Folder);
    let is_meant_as_folder = to.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR]);
    if !is_folder && !is_meant_as_folder && to.extension().is_some() {
        let ending = PaperForm::of_ending(to).ok_or_else(|| PutError::UnknownEnding { path: to.to_owned() })?;
        return match form {
            Some(form) if form != ending => Err(PutError::OtherEnding { path: to.to_owned(), ending: form.ending() }),
            _ => Ok((to.to_owned(), ending)),
        };
    }
    if !is_folder {
        disk.create_dir_all(to).map_err(|source| PutError::Folder { path: to.to_owned(), source })?;
    }
    let form = form.unwrap_or(PaperForm::Docx);
    Ok((free(disk, to, &paper.name, form.ending()), form))
}

/// A name in a folder under which nothing stands yet: `name.docx`, else `name (2).docx` and so on.
pub fn free(disk: &dyn Disk, folder: &Path, name: &str, ending: &str) -> PathBuf {
    let first = safe_file_name(&format!("{name}.{ending}"));
    // A safe name is short enough to be added to.
    let stem = first.strip_suffix(ending).and_then(|stem| stem.strip_suffix('.')).unwrap_or(&first);
    let numbered = (2..=MOST_COPIES).map(|number| format!("{stem} ({number}).{ending}"));
    let mut names = std::iter::once(first.clone()).chain(numbered).map(|name| folder.join(name));
    names.find(|path| disk.metadata(path).is_err()).unwrap_or_else(|| folder.join(&first))
}
