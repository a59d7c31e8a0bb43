//! The command line's types: every verb, argument and option, with its help in `text::zh::cli::help`.

mod print;
mod report;
mod stats;
mod sub;
mod sync;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, value_parser};

use crate::model::Kind;
use crate::runtime::Options;
use crate::text::zh::cli::help;
use crate::view::theme::Palette;

pub use print::{Forms, Print, Sheet};
pub use report::{Report, ReportForm};
pub use stats::Stats;
pub use sub::{SettingGet, SettingReset, SettingSet, Settings, SettingsList, Term, TermChange};
pub use sync::{
    Adopt, Decide, Media, Pack, PackSort, Party, PartyAdd, PartyConfirm, PartyDecide, PartyDismiss, PartyExport,
    PartyList, PartyQuarantined, PartyRevoke, Sync, Takeover, TakeoverOf, Unpack,
};

/// `liaison`.
#[derive(Debug, Parser)]
#[command(
    name = "liaison",
    version,
    about = help::ABOUT,
    help_template = help::TEMPLATE,
    subcommand_help_heading = help::COMMANDS,
    next_help_heading = help::OPTIONS,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub struct Cli {
    /// The data directory.
    #[arg(long, global = true, value_name = "DIR", help = help::DATA)]
    pub data: Option<PathBuf>,

    /// Draws signs of ambiguous width in ASCII.
    #[arg(long, global = true, help = help::ASCII)]
    pub ascii: bool,

    /// The colours of the screens.
    #[arg(long, global = true, value_enum, value_name = "THEME", help = help::THEME)]
    pub theme: Option<Theme>,

    /// Prints the help.
    #[arg(short, long, global = true, action = clap::ArgAction::Help, help = help::HELP)]
    pub help: Option<bool>,

    /// Prints the version.
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help = help::VERSION)]
    pub version: Option<bool>,

    /// What to do; without one the desk opens.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

impl Cli {
    /// How the screens are to be shown.
    pub fn options(&self) -> Options {
        let palette = self.theme.map(|theme| match theme {
            Theme::Normal => Palette::Normal,
            Theme::Contrast => Palette::HighContrast,
            Theme::Mono => Palette::Mono,
        });
        Options { ascii: self.ascii, palette }
    }
}

/// The colours of the screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Theme {
    /// Of ordinary strength.
    #[value(help = help::VALUE_NORMAL)]
    Normal,
    /// Bright, nothing faint.
    #[value(help = help::VALUE_CONTRAST)]
    Contrast,
    /// None.
    #[value(help = help::VALUE_MONO)]
    Mono,
}

/// The verbs.
#[derive(Debug, Subcommand)]
#[command(subcommand_help_heading = help::COMMANDS, next_help_heading = help::OPTIONS)]
pub enum Verb {
    /// Makes and opens a desk on sample data.
    #[command(about = help::DEMO, help_template = help::SUB_TEMPLATE)]
    Demo(Demo),
    /// Sets a desk up without questions.
    #[command(about = help::INIT, help_template = help::SUB_TEMPLATE)]
    Init(Init),
    /// Adds a record.
    #[command(about = help::ADD, help_template = help::SUB_TEMPLATE)]
    Add(Add),
    /// Changes a record.
    #[command(about = help::EDIT, help_template = help::SUB_TEMPLATE)]
    Edit(Edit),
    /// Voids a record.
    #[command(about = help::VOID, help_template = help::SUB_TEMPLATE)]
    Void(Void),
    /// Takes a step in an issue's life.
    #[command(name = "do", about = help::do_a_step(), help_template = help::SUB_TEMPLATE)]
    Step(Step),
    /// Decides about an issue of a station.
    #[command(about = help::DECIDE, help_template = help::SUB_TEMPLATE)]
    Decide(Decide),
    /// Takes a decision of the level above over, or lists those that wait.
    #[command(about = help::ADOPT, help_template = help::SUB_TEMPLATE)]
    Adopt(Adopt),
    /// Undoes the last change.
    #[command(about = help::UNDO, help_template = help::SUB_TEMPLATE)]
    Undo,
    /// Plans reception days by the station's rules.
    #[command(about = help::PLAN, help_template = help::SUB_TEMPLATE)]
    Plan(Plan),
    /// Lists records.
    #[command(about = help::LIST, help_template = help::SUB_TEMPLATE)]
    List(List),
    /// Shows one record whole.
    #[command(about = help::SHOW, help_template = help::SUB_TEMPLATE)]
    Show(Show),
    /// What a station can set.
    #[command(
        about = help::SETTINGS,
        help_template = help::SUB_TEMPLATE,
        subcommand_help_heading = help::COMMANDS,
        disable_help_subcommand = true
    )]
    Settings {
        /// What is done with them.
        #[command(subcommand)]
        what: Settings,
    },
    /// Who sits for which term, and a change of term.
    #[command(about = help::TERM, help_template = help::SUB_TEMPLATE)]
    Term {
        /// What is done.
        #[command(subcommand)]
        what: Term,
    },
    /// Takes a workbook or csv in.
    #[command(about = help::IMPORT, help_template = help::SUB_TEMPLATE)]
    Import(Import),
    /// Writes ledgers.
    #[command(about = help::EXPORT, help_template = help::SUB_TEMPLATE)]
    Export(Export),
    /// Counts the figures of a period.
    #[command(about = help::STATS, help_template = help::SUB_TEMPLATE)]
    Stats(Stats),
    /// Prints a document.
    #[command(about = help::PRINT, help_template = help::SUB_TEMPLATE)]
    Print(Print),
    /// Writes the report of a period.
    #[command(about = help::REPORT, help_template = help::SUB_TEMPLATE)]
    Report(Report),
    /// Writes the blank forms.
    #[command(about = help::FORMS, help_template = help::SUB_TEMPLATE)]
    Forms(Forms),
    /// Whom packages go to and come from.
    #[command(
        about = help::PARTY,
        help_template = help::SUB_TEMPLATE,
        subcommand_help_heading = help::COMMANDS,
        disable_help_subcommand = true
    )]
    Party {
        /// What is done with them.
        #[command(subcommand)]
        what: Party,
    },
    /// Makes packages and writes them to a stick.
    #[command(about = help::PACK, help_template = help::SUB_TEMPLATE)]
    Pack(Pack),
    /// Takes packages from a stick in.
    #[command(about = help::UNPACK, help_template = help::SUB_TEMPLATE)]
    Unpack(Unpack),
    /// Takes over what the level above has sent down of its roster, units and code lists.
    #[command(about = help::TAKEOVER, help_template = help::SUB_TEMPLATE)]
    Takeover(Takeover),
    /// The register of media.
    #[command(about = help::MEDIA, help_template = help::SUB_TEMPLATE)]
    Media(Media),
    /// How the desk stands with those above and below.
    #[command(about = help::SYNC, help_template = help::SUB_TEMPLATE)]
    Sync(Sync),
    /// Checks the whole journal and the store against it.
    #[command(about = help::VERIFY, help_template = help::SUB_TEMPLATE)]
    Verify,
    /// Builds the store anew from the journal.
    #[command(about = help::REBUILD, help_template = help::SUB_TEMPLATE)]
    Rebuild,
    /// Copies everything but the store.
    #[command(about = help::BACKUP, help_template = help::SUB_TEMPLATE)]
    Backup(Backup),
    /// Puts a backup in place.
    #[command(about = help::RESTORE, help_template = help::SUB_TEMPLATE)]
    Restore(Restore),
    /// Takes records in that the journal lost.
    #[command(about = help::SALVAGE, help_template = help::SUB_TEMPLATE)]
    Salvage,
    /// Prints the table of keys.
    #[command(about = help::KEYS, help_template = help::SUB_TEMPLATE)]
    Keys,
    /// Prints completions for a shell.
    #[command(about = help::COMPLETIONS, help_template = help::SUB_TEMPLATE)]
    Completions(Completions),
    /// Prints the manual page.
    #[command(about = help::MAN, help_template = help::SUB_TEMPLATE)]
    Man,
}

/// `demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// How many records a large desk gets.
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = value_parser!(u32).range(1..), help = help::DEMO_RECORDS)]
    pub records: Option<u32>,
    /// Throws an earlier demo away.
    #[arg(long, help = help::DEMO_FRESH)]
    pub fresh: bool,
    /// Only makes it.
    #[arg(long, help = help::DEMO_NO_OPEN)]
    pub no_open: bool,
}

/// The level of a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// A station.
    #[value(help = help::VALUE_STATION)]
    Station,
    /// A county.
    #[value(help = help::VALUE_COUNTY)]
    County,
    /// A city or prefecture.
    #[value(help = help::VALUE_CITY)]
    City,
    /// A province.
    #[value(help = help::VALUE_PROVINCE)]
    Province,
}

/// `init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The level of the desk.
    #[arg(long, value_enum, default_value = "station", value_name = "L", help = help::INIT_LEVEL)]
    pub level: Level,
    /// Twelve digits, or those of the county, city or province.
    #[arg(long, value_name = "C", help = help::INIT_CODE)]
    pub code: String,
    /// The station's name.
    #[arg(long, value_name = "N", help = help::INIT_NAME)]
    pub name: String,
    /// Who sits at the keyboard.
    #[arg(long, value_name = "NAME", help = help::INIT_BY)]
    pub by: Option<String>,
}

/// `add`.
#[derive(Debug, Args)]
pub struct Add {
    /// The kind of record.
    #[arg(value_name = "KIND", help = help::KIND)]
    pub kind: String,
    /// Asks for the fields line by line.
    #[arg(long, help = help::ASK)]
    pub ask: bool,
    /// Fields.
    #[arg(long, value_name = "field=value", num_args = 1.., help = help::SET)]
    pub set: Vec<String>,
}

/// `edit`.
#[derive(Debug, Args)]
pub struct Edit {
    /// The kind of record.
    #[arg(value_name = "KIND", help = help::KIND)]
    pub kind: String,
    /// Its number or name.
    #[arg(value_name = "ID", help = help::ID)]
    pub id: String,
    /// Asks what is to be changed line by line.
    #[arg(long, help = help::ASK)]
    pub ask: bool,
    /// Fields.
    #[arg(long, value_name = "field=value", num_args = 1.., required_unless_present = "ask", help = help::SET)]
    pub set: Vec<String>,
}

/// `void`.
#[derive(Debug, Args)]
pub struct Void {
    /// The kind of record.
    #[arg(value_name = "KIND", help = help::VOID_KIND)]
    pub kind: String,
    /// Its number or name.
    #[arg(value_name = "ID", help = help::ID)]
    pub id: String,
    /// Why.
    #[arg(long, value_name = "TEXT", help = help::REASON)]
    pub reason: String,
}

/// `do`.
#[derive(Debug, Args)]
pub struct Step {
    /// The step.
    #[arg(value_name = "VERB", help = help::STEP_VERB)]
    pub verb: String,
    /// The number.
    #[arg(value_name = "ID", help = help::ID)]
    pub id: String,
    /// Asks for the fields line by line.
    #[arg(long, help = help::ASK)]
    pub ask: bool,
    /// The step's fields.
    #[arg(long, value_name = "field=value", num_args = 1.., help = help::SET)]
    pub set: Vec<String>,
}

/// How rows are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Columns for the eye.
    #[value(help = help::VALUE_TABLE)]
    Table,
    /// For a spreadsheet.
    #[value(help = help::VALUE_CSV)]
    Csv,
    /// One JSON object a line.
    #[value(help = help::VALUE_JSONL)]
    Jsonl,
}

/// `list`.
#[derive(Debug, Args)]
pub struct List {
    /// The kind of record.
    #[arg(value_name = "KIND", help = help::LISTED_KIND)]
    pub kind: String,
    /// Conditions.
    #[arg(long = "where", value_name = "field=value", num_args = 1.., help = help::WHERE)]
    pub filter: Vec<String>,
    /// Only the records of a desk below.
    #[arg(long, value_name = "CODE|NAME", help = help::STATION)]
    pub station: Option<String>,
    /// From this day.
    #[arg(long, value_name = "D", allow_negative_numbers = true, help = help::SINCE)]
    pub since: Option<String>,
    /// Through this day.
    #[arg(long, value_name = "D", allow_negative_numbers = true, help = help::UNTIL)]
    pub until: Option<String>,
    /// Text or pinyin in it.
    #[arg(long, value_name = "TEXT", help = help::SEARCH)]
    pub search: Option<String>,
    /// Voided records in place of live ones.
    #[arg(long, conflicts_with = "search", help = help::VOIDED)]
    pub voided: bool,
    /// At most so many.
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = value_parser!(u64).range(1..), help = help::LIMIT)]
    pub limit: Option<u64>,
    /// How rows are printed.
    #[arg(long, value_enum, default_value = "table", help = help::FORMAT)]
    pub format: Format,
}

impl List {
    /// All records of a kind, for the commands that list one kind.
    pub fn whole(kind: Kind) -> List {
        List {
            kind: kind.key().to_owned(),
            filter: Vec::new(),
            station: None,
            since: None,
            until: None,
            search: None,
            voided: false,
            limit: None,
            format: Format::Table,
        }
    }
}

/// `plan`.
#[derive(Debug, Args)]
pub struct Plan {
    /// For which period.
    #[arg(value_name = "PERIOD", help = help::PLAN_PERIOD)]
    pub period: String,
    /// Only shows what would be added.
    #[arg(long, help = help::PLAN_DRY_RUN)]
    pub dry_run: bool,
    /// How the days are printed.
    #[arg(long, value_enum, default_value = "table", help = help::FORMAT)]
    pub format: Format,
}

/// `show`.
#[derive(Debug, Args)]
pub struct Show {
    /// The kind of record.
    #[arg(value_name = "KIND", help = help::LISTED_KIND)]
    pub kind: String,
    /// Its number or name.
    #[arg(value_name = "ID", help = help::ID)]
    pub id: String,
    /// How it is printed.
    #[arg(long, value_enum, default_value = "table", help = help::FORMAT)]
    pub format: Format,
}

/// `import`.
#[derive(Debug, Args)]
pub struct Import {
    /// The workbook or csv.
    #[arg(value_name = "FILE", help = help::IMPORT_FILE)]
    pub file: PathBuf,
    /// The kind of record its rows become.
    #[arg(long, value_name = "K", help = help::IMPORT_KIND)]
    pub kind: Option<String>,
    /// The sheet.
    #[arg(long, value_name = "S", help = help::IMPORT_SHEET)]
    pub sheet: Option<String>,
    /// Columns by hand.
    #[arg(long, value_name = help::MAP_VALUE, num_args = 1.., help = help::IMPORT_MAP)]
    pub map: Vec<String>,
    /// The year of days without one.
    #[arg(long, value_name = "YYYY", help = help::IMPORT_YEAR)]
    pub year: Option<i32>,
    /// Without what was chosen for such a file before.
    #[arg(long, help = help::IMPORT_FORGET)]
    pub forget: bool,
    /// Columns whose blanks take what stands above them.
    #[arg(long, value_name = help::FILL_VALUE, num_args = 1.., help = help::IMPORT_FILL)]
    pub fill: Vec<String>,
    /// Only shows what would come in.
    #[arg(long, help = help::DRY_RUN)]
    pub dry_run: bool,
}

/// The form of a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Ledger {
    /// A workbook.
    #[value(help = help::VALUE_XLSX)]
    Xlsx,
    /// UTF-8 with BOM.
    #[value(help = help::VALUE_CSV)]
    Csv,
    /// A page to print.
    #[value(help = help::VALUE_HTML)]
    Html,
}

/// How the characters of a csv file are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Encoding {
    /// UTF-8 with BOM.
    #[value(name = "utf-8", help = help::VALUE_UTF_8)]
    Utf8,
    /// GB18030.
    #[value(name = "gb18030", help = help::VALUE_GB18030)]
    Gb18030,
}

/// `export`.
#[derive(Debug, Args)]
pub struct Export {
    /// The book, or `all`.
    #[arg(value_name = "KIND|all", help = help::EXPORT_KIND)]
    pub kind: String,
    /// The file or folder.
    #[arg(long, value_name = "PATH", help = help::EXPORT_TO)]
    pub to: PathBuf,
    /// Its form; by the file's ending where it is not given.
    #[arg(long, value_enum, help = help::EXPORT_FORMAT)]
    pub format: Option<Ledger>,
    /// Of a csv file: how its characters are stored.
    #[arg(long, value_enum, value_name = "E", help = help::EXPORT_ENCODING)]
    pub encoding: Option<Encoding>,
    /// Only what everybody may read.
    #[arg(long, help = help::EXPORT_PUBLIC)]
    pub public: bool,
    /// Only the records of a desk below.
    #[arg(long, value_name = "CODE|NAME", help = help::STATION)]
    pub station: Option<String>,
    /// From this day.
    #[arg(long, value_name = "D", allow_negative_numbers = true, help = help::SINCE)]
    pub since: Option<String>,
    /// Through this day.
    #[arg(long, value_name = "D", allow_negative_numbers = true, help = help::UNTIL)]
    pub until: Option<String>,
}

/// `backup`.
#[derive(Debug, Args)]
pub struct Backup {
    /// The folder.
    #[arg(long, value_name = "PATH", help = help::BACKUP_TO)]
    pub to: Option<PathBuf>,
}

/// `restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup.
    #[arg(value_name = "FILE", help = help::RESTORE_FILE)]
    pub file: PathBuf,
}

/// `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL", help = help::SHELL)]
    pub shell: clap_complete::Shell,
}
