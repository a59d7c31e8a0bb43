//! Terminal in and out, the event loop, effects, the worker thread.
//!
//! ```text
//!  input thread ─┐                        ┌─► office (desk, reader, drafts) ─┐
//!  worker ───────┼─► loop ─► app::update ─┤                                  ├─► actions, back into update
//!  signals ──────┤     └──► view, once    └─► chores (bell, draft timer)     ┘
//!  hang-up ──────┘
//! ```
//!
//! While a desk opens, `opening` takes the news: what stops it at once, everything else later, in its order.

mod backend;
pub mod clock;
mod daily;
mod events;
mod exchange;
mod export;
pub mod groundwork;
mod guard;
mod hangup;
mod import;
mod input;
mod lent;
pub mod log;
mod office;
mod opening;
pub mod pages;
mod parting;
mod probe;
mod reports;
mod sending;
mod signals;
mod terminal;
mod viewer;
mod worker;

#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::app::App;
use crate::app::layout::Size;
use crate::model::codes::{CodeLists, CodesError};
use crate::store::desk::{Desk, OpenError};
use crate::store::disk::Disk;
use crate::text::zh::app::screens::terminal as text;
use crate::view::theme::Palette;
use events::{Loop, News, Stop};
use guard::Watch;
use office::{Office, Surroundings};
use opening::Opening;
pub use parting::Kept;
use terminal::Screen;
pub use terminal::TerminalError;
use worker::Worker;

/// How the screens are to be shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Draw signs of ambiguous width in ASCII, as where the terminal is found to draw them two columns wide.
    pub ascii: bool,
    /// The colours; where none are named, `NO_COLOR` decides.
    pub palette: Option<Palette>,
}

/// Why the screens ended otherwise than by quitting; Display is the Chinese message.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The terminal will not do.
    #[error(transparent)]
    Terminal(#[from] TerminalError),
    /// The desk cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The shipped code lists do not read.
    #[error(transparent)]
    Codes(#[from] CodesError),
    /// A mistake of the program ended it.
    #[error("{}", said(.kept, .log))]
    Broken {
        /// What became of what was typed.
        kept: Kept,
        /// Where to look.
        log: PathBuf,
    },
}

impl From<io::Error> for RunError {
    fn from(error: io::Error) -> RunError {
        RunError::Terminal(error.into())
    }
}

/// Shows the desk of a data directory until the clerk quits; where there is none, the first-use set-up.
///
/// # Errors
///
/// A terminal that cannot show Chinese or is none, a desk that does not open, and a panic of any part, before which the
/// open form becomes a draft. The terminal is given back in any case.
pub fn run(root: &Path, disk: Arc<dyn Disk>, options: Options) -> Result<(), RunError> {
    let codes = CodeLists::shipped()?;
    terminal::check()?;
    let (news, arriving) = channel();
    let watch = Watch::start(news.clone());
    let shown = guard::caught(|| show(root, disk, codes, options, news, &arriving));
    drop(watch);
    shown.unwrap_or_else(|| Err(broken(root, Kept::Nothing)))
}

fn show(
    root: &Path,
    disk: Arc<dyn Disk>,
    codes: CodeLists,
    options: Options,
    news: Sender<News>,
    arriving: &Receiver<News>,
) -> Result<(), RunError> {
    // Before the terminal is taken: from here on, a signal gives it back.
    signals::start(news.clone())?;
    let has_desk = Desk::exists(disk.as_ref(), root);
    let (mut screen, typed) = Screen::open(options)?;
    let reports = news.clone();
    let worker = Worker::start(move |action| {
        // The loop has ended when nobody listens.
        let _ = reports.send(News::Report(action));
    })?;
    let mut office = Office::new(disk, root, codes, worker, clock::today());
    office.surroundings = Surroundings::find();
    // Before the desk opens, so that keys can stop it.
    input::start(news.clone())?;
    hangup::start(news)?;
    let mut opening = Opening::new(&mut screen, arriving, typed);
    let first = if has_desk { Some(office.open(&mut |done, of| opening.hear(done, of))) } else { None };
    if opening.is_broken() {
        return Err(broken(root, Kept::Nothing));
    }
    let (first, early) = (first.transpose()?, opening.into_early());
    let size = screen.measure()?;
    let app = App::new(Size { columns: size.width, rows: size.height });
    let ended = Loop::new(app, office, &mut screen).run(first, early, arriving);
    // Whatever is said now shall stand on the terminal as it was.
    drop(screen);
    match ended {
        Ok(()) => Ok(()),
        Err((Stop::HungUp, kept)) => {
            say_what_was_kept(&kept);
            Ok(())
        }
        Err((Stop::Terminal(error), _)) => Err(error.into()),
        Err((Stop::Broken, kept)) => Err(broken(root, kept)),
    }
}

/// Tells whoever ended the program by a signal what became of what was typed. The terminal may have gone as well.
fn say_what_was_kept(kept: &Kept) {
    let said = match kept {
        Kept::Nothing => return,
        Kept::Draft => text::ENDED_WITH_DRAFT.to_owned(),
        Kept::Lost(why) => text::ended_without_draft(why),
    };
    let _ = writeln!(io::stderr(), "{said}");
}

fn said(kept: &Kept, log: &Path) -> String {
    match kept {
        Kept::Nothing => text::broken(log),
        Kept::Draft => text::broken_with_draft(log),
        Kept::Lost(why) => text::broken_without_draft(why, log),
    }
}

fn broken(root: &Path, kept: Kept) -> RunError {
    RunError::Broken { kept, log: log::path(root) }
}
