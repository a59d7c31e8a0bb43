//! The verbs with verbs of their own: `settings` and `term`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Format;
use crate::text::zh::cli::help;

/// `settings`.
#[derive(Debug, Subcommand)]
#[command(next_help_heading = help::OPTIONS)]
pub enum Settings {
    /// Lists what is in force.
    #[command(about = help::SETTINGS_LIST, help_template = help::SUB_TEMPLATE)]
    List(SettingsList),
    /// Prints one of them.
    #[command(about = help::SETTINGS_GET, help_template = help::SUB_TEMPLATE)]
    Get(SettingGet),
    /// Sets one of them.
    #[command(about = help::SETTINGS_SET, help_template = help::SUB_TEMPLATE)]
    Set(SettingSet),
    /// Gives what the station set up.
    #[command(about = help::SETTINGS_RESET, help_template = help::SUB_TEMPLATE)]
    Reset(SettingReset),
}

/// `term`.
#[derive(Debug, Subcommand)]
#[command(subcommand_help_heading = help::COMMANDS, next_help_heading = help::OPTIONS)]
pub enum Term {
    /// Lists the deputies in office by level and term.
    #[command(about = help::TERM_LIST, help_template = help::SUB_TEMPLATE)]
    List,
    /// Ends one term and begins the next.
    #[command(about = help::TERM_CHANGE, help_template = help::SUB_TEMPLATE)]
    Change(TermChange),
}

/// `term change`.
#[derive(Debug, Args)]
pub struct TermChange {
    /// The level.
    #[arg(long, value_name = "L", help = help::TERM_LEVEL)]
    pub level: String,
    /// The term that ends.
    #[arg(long, value_name = "TERM", help = help::TERM_FROM)]
    pub from: String,
    /// The term that begins.
    #[arg(long, value_name = "TERM", help = help::TERM_TO)]
    pub to: String,
    /// The day.
    #[arg(long, value_name = "D", allow_negative_numbers = true, help = help::TERM_ON)]
    pub on: Option<String>,
    /// Who was re-elected.
    #[arg(long, value_name = "NAME", num_args = 1.., help = help::TERM_REELECTED)]
    pub reelected: Vec<String>,
    /// Only shows what would change.
    #[arg(long, help = help::TERM_DRY_RUN)]
    pub dry_run: bool,
}

/// `settings list`.
#[derive(Debug, Args)]
pub struct SettingsList {
    /// Only those of a group.
    #[arg(long, value_name = "G", help = help::SETTINGS_GROUP)]
    pub group: Option<String>,
    /// How rows are printed.
    #[arg(long, value_enum, default_value = "table", help = help::FORMAT)]
    pub format: Format,
}

/// `settings get`.
#[derive(Debug, Args)]
pub struct SettingGet {
    /// Which.
    #[arg(value_name = "KEY", help = help::SETTINGS_KEY)]
    pub key: String,
}

/// `settings set`.
#[derive(Debug, Args)]
pub struct SettingSet {
    /// Which.
    #[arg(value_name = "KEY", help = help::SETTINGS_KEY)]
    pub key: String,
    /// To what.
    #[arg(value_name = "VALUE", allow_hyphen_values = true, conflicts_with = "file", help = help::SETTINGS_VALUE)]
    pub value: Option<String>,
    /// A file that holds it.
    #[arg(long, value_name = "PATH", allow_hyphen_values = true, help = help::SETTINGS_FILE)]
    pub file: Option<PathBuf>,
}

/// `settings reset`.
#[derive(Debug, Args)]
pub struct SettingReset {
    /// Which.
    #[arg(value_name = "KEY", help = help::SETTINGS_KEY)]
    pub key: String,
    /// Why.
    #[arg(long, value_name = "TEXT", help = help::REASON)]
    pub reason: String,
}
