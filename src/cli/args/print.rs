//! `print` and `forms`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::text::zh::cli::help;

/// The form of a document's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Sheet {
    /// For WPS and Word.
    #[value(help = help::VALUE_DOCX)]
    Docx,
    /// For a browser.
    #[value(help = help::VALUE_HTML)]
    Html,
}

/// `print`.
#[derive(Debug, Args)]
pub struct Print {
    /// The document, by its key or name.
    #[arg(value_name = "DOC", required_unless_present = "list", help = help::PRINT_DOC)]
    pub document: Option<String>,
    /// The records, for a document of one record; those of a list.
    #[arg(value_name = "ID", help = help::PRINT_ID)]
    pub ids: Vec<String>,
    /// Lists the documents.
    #[arg(long, help = help::PRINT_LIST)]
    pub list: bool,
    /// The file or folder.
    #[arg(long, value_name = "PATH", required_unless_present = "list", help = help::PRINT_TO)]
    pub to: Option<PathBuf>,
    /// Its form; by the file's ending where it is not given.
    #[arg(long, value_enum, help = help::PRINT_FORMAT)]
    pub format: Option<Sheet>,
    /// From this day.
    #[arg(long, value_name = "D", allow_negative_numbers = true, help = help::SINCE)]
    pub since: Option<String>,
    /// Through this day.
    #[arg(long, value_name = "D", allow_negative_numbers = true, help = help::UNTIL)]
    pub until: Option<String>,
    /// Of this year.
    #[arg(long, value_name = "Y", help = help::PRINT_YEAR)]
    pub year: Option<i32>,
}

/// `forms`.
#[derive(Debug, Args)]
pub struct Forms {
    /// The file or folder.
    #[arg(long, value_name = "PATH", help = help::FORMS_TO)]
    pub to: PathBuf,
    /// Their form; by the file's ending where it is not given.
    #[arg(long, value_enum, help = help::PRINT_FORMAT)]
    pub format: Option<Sheet>,
}
