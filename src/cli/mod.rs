//! The command line: clap types and calls into the library.
//!
//! Results go to standard output, messages to standard error in Chinese. Exit codes: [`Exit`].

pub mod args;
mod ask;
mod decide;
mod filter;
mod find;
mod keep;
mod known;
mod ledger;
mod list;
mod man;
mod pack;
mod papers;
mod party;
mod plan;
mod print;
mod prompt;
mod record;
mod report;
mod session;
mod settings;
mod show;
mod standing;
mod stats;
mod table;
mod takeover;
mod term;
mod unpack;
mod usage;

use std::ffi::OsString;

use clap::{CommandFactory, Parser};

use crate::runtime::log;
use crate::store::desk::Desk;

use args::{Cli, Verb};
use session::{Paths, Session};

/// How a run ended, as the shell sees it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// Done.
    Done,
    /// Refused, with the reason.
    Refused,
    /// Wrong usage.
    Usage,
    /// Stored data is damaged, with what to do.
    Damaged,
}

impl Exit {
    /// The code the process exits with.
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::Refused => 1,
            Exit::Usage => 2,
            Exit::Damaged => 3,
        }
    }
}

/// A run that did not do what was asked.
#[derive(Debug)]
pub struct Failure {
    /// Its exit code.
    pub exit: Exit,
    /// What happened and what to do, for the clerk.
    pub message: String,
}

impl Failure {
    /// Refused with a reason.
    pub fn refused(message: impl ToString) -> Failure {
        Failure { exit: Exit::Refused, message: message.to_string() }
    }

    /// Used wrongly.
    pub fn usage(message: impl ToString) -> Failure {
        Failure { exit: Exit::Usage, message: message.to_string() }
    }

    /// Stored data is damaged.
    pub fn damaged(message: impl ToString) -> Failure {
        Failure { exit: Exit::Damaged, message: message.to_string() }
    }
}

/// Runs the program with its arguments; what it prints goes to the process's own streams.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            return match usage::explain(&error) {
                usage::Parsed::Print(text) => ended(print::result(text.trim_end())),
                usage::Parsed::Wrong(text) => {
                    print::message(&text);
                    Exit::Usage
                }
            };
        }
    };
    ended(dispatch(cli))
}

fn ended(outcome: Result<(), Failure>) -> Exit {
    match outcome {
        Ok(()) => Exit::Done,
        Err(failure) => {
            print::message(&failure.message);
            failure.exit
        }
    }
}

fn dispatch(cli: Cli) -> Result<(), Failure> {
    let paths = Paths::locate(cli.data.as_deref())?;
    if Desk::exists(paths.disk.as_ref(), &paths.root) {
        log::start(&paths.disk, &paths.root);
    }
    let options = cli.options();
    let Some(verb) = cli.verb else { return session::open_desk(&paths, options) };
    match verb {
        Verb::Demo(demo) => session::demo(cli.data.as_deref(), &demo, options),
        Verb::Init(init) => session::init(&paths, &init),
        Verb::Add(add) => record::add(&mut Session::open(&paths)?, &add),
        Verb::Edit(edit) => record::edit(&mut Session::open(&paths)?, &edit),
        Verb::Void(void) => record::void(&mut Session::open(&paths)?, &void),
        Verb::Step(step) => record::step(&mut Session::open(&paths)?, &step),
        Verb::Decide(decide) => decide::decide(&mut Session::open(&paths)?, &decide),
        Verb::Adopt(adopt) => decide::adopt(&mut Session::open(&paths)?, &adopt),
        Verb::Undo => record::undo(&mut Session::open(&paths)?),
        Verb::Plan(plan) => plan::plan(&mut Session::open(&paths)?, &plan),
        Verb::List(list) => list::list(&Session::open(&paths)?, &list),
        Verb::Show(show) => show::show(&Session::open(&paths)?, &show),
        Verb::Term { what } => term::term(&paths, &what),
        Verb::Settings { what } => settings::settings(&paths, &what),
        Verb::Import(import) => ledger::import(&mut Session::open(&paths)?, &import),
        Verb::Export(export) => ledger::export(&Session::open(&paths)?, &export),
        Verb::Stats(asked) => stats::stats(&Session::open(&paths)?, &asked),
        Verb::Print(print) => papers::print(&paths, &print),
        Verb::Report(report) => report::report(&mut Session::open(&paths)?, &report),
        Verb::Forms(forms) => papers::forms(&Session::open(&paths)?, &forms),
        Verb::Party { what } => party::party(&paths, &what),
        Verb::Pack(pack) => pack::pack(&mut Session::open(&paths)?, &pack),
        Verb::Takeover(takeover) => takeover::takeover(&mut Session::open(&paths)?, &takeover),
        Verb::Unpack(unpack) => unpack::unpack(&mut Session::open(&paths)?, &unpack),
        Verb::Media(media) => pack::media(&Session::open(&paths)?, &media),
        Verb::Sync(sync) => standing::sync(&mut Session::open(&paths)?, &sync),
        Verb::Verify => keep::verify(&paths),
        Verb::Rebuild => keep::rebuild(&paths),
        Verb::Backup(backup) => keep::backup(&paths, &backup),
        Verb::Restore(restore) => keep::restore(&paths, &restore),
        Verb::Salvage => keep::salvage(&paths),
        Verb::Keys => print::result(crate::app::command::manual::markdown().trim_end()),
        Verb::Completions(completions) => {
            let mut command = Cli::command();
            let mut script = Vec::new();
            clap_complete::generate(completions.shell, &mut command, "liaison", &mut script);
            print::bytes(&script)
        }
        Verb::Man => print::bytes(man::page().map_err(Failure::refused)?.as_bytes()),
    }
}
