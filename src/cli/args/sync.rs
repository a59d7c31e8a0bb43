//! The verbs of what goes between levels: `party`, `pack`, `unpack`, `media` and `sync`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum, value_parser};

use super::Format;
use crate::text::zh::cli::help;

/// `party`.
#[derive(Debug, Subcommand)]
#[command(subcommand_help_heading = help::COMMANDS, next_help_heading = help::OPTIONS)]
pub enum Party {
    /// Writes this desk's key file.
    #[command(about = help::PARTY_EXPORT, help_template = help::SUB_TEMPLATE)]
    Export(PartyExport),
    /// Takes the key file of another in.
    #[command(about = help::PARTY_ADD, help_template = help::SUB_TEMPLATE)]
    Add(PartyAdd),
    /// Trusts it once its fingerprint was compared.
    #[command(about = help::PARTY_CONFIRM, help_template = help::SUB_TEMPLATE)]
    Confirm(PartyConfirm),
    /// Lists them.
    #[command(about = help::PARTY_LIST, help_template = help::SUB_TEMPLATE)]
    List(PartyList),
    /// Trusts one no longer.
    #[command(about = help::PARTY_REVOKE, help_template = help::SUB_TEMPLATE)]
    Revoke(PartyRevoke),
    /// Decides about one whose records parted from our copy, or who has a new installation.
    #[command(about = help::PARTY_DECIDE, help_template = help::SUB_TEMPLATE)]
    Decide(PartyDecide),
    /// Lists the lines of one that were not used.
    #[command(about = help::PARTY_QUARANTINED, help_template = help::SUB_TEMPLATE)]
    Quarantined(PartyQuarantined),
    /// Notes that they were dealt with.
    #[command(about = help::PARTY_DISMISS, help_template = help::SUB_TEMPLATE)]
    Dismiss(PartyDismiss),
}

/// `party export`.
#[derive(Debug, Args)]
pub struct PartyExport {
    /// The folder.
    #[arg(long, value_name = "DIR", default_value = ".", help = help::PARTY_EXPORT_TO)]
    pub to: PathBuf,
}

/// `party add`.
#[derive(Debug, Args)]
pub struct PartyAdd {
    /// The key file of the other side.
    #[arg(value_name = "FILE", help = help::PARTY_FILE)]
    pub file: PathBuf,
}

/// `party confirm`.
#[derive(Debug, Args)]
pub struct PartyConfirm {
    /// Which.
    #[arg(value_name = "CODE", help = help::PARTY_CODE)]
    pub code: String,
    /// Its fingerprint as it was read out.
    #[arg(long, value_name = "TEXT", help = help::PARTY_FINGERPRINT)]
    pub fingerprint: Option<String>,
}

/// `party list`.
#[derive(Debug, Args)]
pub struct PartyList {
    /// How rows are printed.
    #[arg(long, value_enum, default_value = "table", help = help::FORMAT)]
    pub format: Format,
}

/// `party revoke`.
#[derive(Debug, Args)]
pub struct PartyRevoke {
    /// Which.
    #[arg(value_name = "CODE", help = help::PARTY_CODE)]
    pub code: String,
    /// Why.
    #[arg(long, value_name = "TEXT", help = help::REASON)]
    pub reason: String,
}

/// `party decide`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("decision").required(true))]
pub struct PartyDecide {
    /// Whose records.
    #[arg(value_name = "CODE", help = help::PARTY_CODE)]
    pub code: String,
    /// What came takes the place of what is here.
    #[arg(long, group = "decision", help = help::DECIDE_ADOPT)]
    pub adopt: bool,
    /// What is here stays.
    #[arg(long, group = "decision", help = help::DECIDE_KEEP)]
    pub keep: bool,
    /// Only shows what is here and what came.
    #[arg(long, group = "decision", help = help::DECIDE_DRY_RUN)]
    pub dry_run: bool,
    /// Why.
    #[arg(long, value_name = "TEXT", required_unless_present = "dry_run", help = help::REASON)]
    pub reason: Option<String>,
}

/// `party quarantined`.
#[derive(Debug, Args)]
pub struct PartyQuarantined {
    /// Whose records.
    #[arg(value_name = "CODE", help = help::PARTY_CODE)]
    pub code: String,
    /// How rows are printed.
    #[arg(long, value_enum, default_value = "table", help = help::FORMAT)]
    pub format: Format,
}

/// `party dismiss`.
#[derive(Debug, Args)]
pub struct PartyDismiss {
    /// Whose records.
    #[arg(value_name = "CODE", help = help::PARTY_CODE)]
    pub code: String,
    /// Only this line.
    #[arg(long, value_name = "N", value_parser = value_parser!(u64).range(1..), help = help::DISMISS_SEQ)]
    pub seq: Option<u64>,
    /// Why.
    #[arg(long, value_name = "TEXT", help = help::REASON)]
    pub reason: String,
}

/// What a package is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PackSort {
    /// What is new, to the party above.
    #[value(help = help::VALUE_UP)]
    Up,
    /// Decisions, rosters and code lists, to one below.
    #[value(help = help::VALUE_DOWN)]
    Down,
    /// Everything from the first line on.
    #[value(help = help::VALUE_FULL)]
    Full,
    /// What has arrived.
    #[value(help = help::VALUE_RECEIPT)]
    Receipt,
}

/// `pack`.
#[derive(Debug, Args)]
pub struct Pack {
    /// Which sort.
    #[arg(value_enum, value_name = "SORT", help = help::PACK_SORT)]
    pub sort: PackSort,
    /// To whom.
    #[arg(long = "for", value_name = "CODE", help = help::PACK_FOR)]
    pub receiver: Option<String>,
    /// To every party below.
    #[arg(long, conflicts_with = "receiver", help = help::PACK_ALL)]
    pub all: bool,
    /// The stick or folder.
    #[arg(long = "to", value_name = "PATH", help = help::PACK_TO)]
    pub folder: PathBuf,
}

/// `unpack`.
#[derive(Debug, Args)]
pub struct Unpack {
    /// The stick, folder or file.
    #[arg(value_name = "PATH", help = help::UNPACK_PATH)]
    pub path: PathBuf,
    /// Only shows what would come in.
    #[arg(long, conflicts_with = "yes", help = help::UNPACK_DRY_RUN)]
    pub dry_run: bool,
    /// Without asking.
    #[arg(long, help = help::UNPACK_YES)]
    pub yes: bool,
    /// Agrees to a new installation of the sender.
    #[arg(long, help = help::UNPACK_AGREE)]
    pub agree: bool,
    /// How rows are printed.
    #[arg(long, value_enum, default_value = "table", help = help::FORMAT)]
    pub format: Format,
}

/// `takeover`.
#[derive(Debug, Args)]
pub struct Takeover {
    /// What of it; all of it where nothing is named.
    #[arg(value_enum, value_name = "WHAT", help = help::TAKEOVER_WHAT)]
    pub what: Option<TakeoverOf>,
    /// Only these, by their numbers above, whatever is usual.
    #[arg(long, value_name = "N", value_delimiter = ',', requires = "what", help = help::TAKEOVER_PICK)]
    pub pick: Vec<u64>,
    /// Ours of these stays as it is, and nothing more is said of them.
    #[arg(long, requires = "pick", help = help::TAKEOVER_KEEP)]
    pub keep_ours: bool,
    /// Only shows what would change.
    #[arg(long, conflicts_with = "yes", help = help::TAKEOVER_DRY_RUN)]
    pub dry_run: bool,
    /// Without asking.
    #[arg(long, help = help::TAKEOVER_YES)]
    pub yes: bool,
    /// How rows are printed.
    #[arg(long, value_enum, default_value = "table", help = help::FORMAT)]
    pub format: Format,
}

/// What can be taken over.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum TakeoverOf {
    /// Deputies.
    #[value(help = help::VALUE_ROSTER)]
    Roster,
    /// Units.
    #[value(help = help::VALUE_UNITS)]
    Units,
    /// Code lists, terms and holidays.
    #[value(help = help::VALUE_SETTINGS)]
    Settings,
}

/// `media`.
#[derive(Debug, Args)]
pub struct Media {
    /// At most so many.
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = value_parser!(u64).range(1..), help = help::LIMIT)]
    pub limit: Option<u64>,
    /// How rows are printed.
    #[arg(long, value_enum, default_value = "table", help = help::FORMAT)]
    pub format: Format,
}

/// `sync`.
#[derive(Debug, Args)]
pub struct Sync {
    /// Whether those below have reported which period; without one the last month.
    #[arg(long, value_name = "P", allow_hyphen_values = true, help = help::SYNC_PERIOD)]
    pub period: Option<String>,
    /// How rows are printed.
    #[arg(long, value_enum, default_value = "table", help = help::FORMAT)]
    pub format: Format,
}

/// `decide`.
#[derive(Debug, Args)]
pub struct Decide {
    /// The step.
    #[arg(value_name = "VERB", help = help::DECIDE_VERB)]
    pub verb: String,
    /// The station and the issue's number there.
    #[arg(value_name = "STATION/NUMBER", help = help::DECIDE_ISSUE)]
    pub issue: String,
    /// Asks for it line by line.
    #[arg(long, help = help::ASK)]
    pub ask: bool,
    /// What is decided.
    #[arg(long, value_name = "field=value", num_args = 1.., help = help::SET)]
    pub set: Vec<String>,
}

/// `adopt`.
#[derive(Debug, Args)]
pub struct Adopt {
    /// The issue's number.
    #[arg(value_name = "ID", help = help::ADOPT_ISSUE)]
    pub id: Option<String>,
    /// Asks for the step line by line, what the decision says in it already.
    #[arg(long, requires = "id", help = help::ASK)]
    pub ask: bool,
    /// Says that it will not be taken over.
    #[arg(long, requires = "id", help = help::ADOPT_REFUSE)]
    pub refuse: bool,
    /// Why.
    #[arg(long, value_name = "TEXT", requires = "refuse", help = help::ADOPT_REASON)]
    pub reason: Option<String>,
    /// What the step needs beyond the decision.
    #[arg(long, value_name = "field=value", num_args = 1.., requires = "id", help = help::SET)]
    pub set: Vec<String>,
    /// How those that wait are printed.
    #[arg(long, value_enum, default_value = "table", conflicts_with = "id", help = help::FORMAT)]
    pub format: Format,
}
