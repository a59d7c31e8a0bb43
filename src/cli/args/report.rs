//! `report`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::text::zh::cli::help;

/// The form of a report's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportForm {
    /// For WPS and Word.
    #[value(help = help::VALUE_DOCX)]
    Docx,
    /// A workbook.
    #[value(help = help::VALUE_XLSX)]
    Xlsx,
    /// For a browser.
    #[value(help = help::VALUE_HTML)]
    Html,
}

/// `report`.
#[derive(Debug, Args)]
pub struct Report {
    /// Of which period.
    #[arg(value_name = "PERIOD", help = help::REPORT_PERIOD)]
    pub period: String,
    /// The file or folder.
    #[arg(long, value_name = "PATH", help = help::REPORT_TO)]
    pub to: PathBuf,
    /// Its form; by the file's ending where it is not given.
    #[arg(long, value_enum, help = help::REPORT_FORMAT)]
    pub format: Option<ReportForm>,
    /// Fixes it as it is sent.
    #[arg(long, help = help::REPORT_MARK_SENT)]
    pub mark_sent: bool,
    /// Issues told as examples.
    #[arg(long = "case", value_name = "NUMBER", num_args = 1.., help = help::REPORT_CASE)]
    pub cases: Vec<String>,
    /// Words of its sections.
    #[arg(long, value_name = "section=text", num_args = 1.., help = help::REPORT_SET)]
    pub set: Vec<String>,
}
