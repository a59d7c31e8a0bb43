//! The arguments of `stats`.

use clap::{Args, value_parser};

use super::Format;
use crate::text::zh::cli::help;

/// `stats`.
#[derive(Debug, Args)]
pub struct Stats {
    /// For which period; without one this month.
    #[arg(long, value_name = "P", allow_hyphen_values = true, help = help::STATS_PERIOD)]
    pub period: Option<String>,
    /// Broken down by what.
    #[arg(long, value_name = "DIM", help = help::STATS_BY)]
    pub by: Option<String>,
    /// Of which station, county or city alone.
    #[arg(long, value_name = "STATION", help = help::STATS_STATION)]
    pub station: Option<String>,
    /// With the period before and the year before beside.
    #[arg(long, help = help::STATS_COMPARE)]
    pub compare: bool,
    /// With what each figure means.
    #[arg(long, help = help::STATS_DEFINITIONS)]
    pub definitions: bool,
    /// The records behind a figure in place of figures.
    #[arg(long, value_name = "ID", conflicts_with_all = ["compare", "definitions"], help = help::STATS_RECORDS)]
    pub records: Option<String>,
    /// Of those records only the ones of a group.
    #[arg(long, value_name = "KEY", requires = "records", requires = "by", help = help::STATS_GROUP)]
    pub group: Option<String>,
    /// At most so many of those records.
    #[arg(long, value_name = "N", requires = "records", allow_negative_numbers = true, value_parser = value_parser!(u64).range(1..), help = help::LIMIT)]
    pub limit: Option<u64>,
    /// How rows are printed.
    #[arg(long, value_enum, default_value = "table", help = help::FORMAT)]
    pub format: Format,
}
