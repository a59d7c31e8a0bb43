//! Terminal in and out, the event loop, effects, the worker thread.
//!
//! ```text
//!  input thread ─┐                        ┌─► office (desk, reader, drafts) ─┐
//!  worker ───────┼─► loop ─► app::update ─┤                                  ├─► actions, back into update
//!  signals ──────┘     └──► view, once    └─► chores (bell, draft timer)     ┘
//! ```

mod backend;
pub mod clock;
mod daily;
mod events;
mod export;
pub mod groundwork;
mod input;
pub mod log;
mod office;
mod pages;
mod signals;
mod terminal;
mod worker;

#[cfg(test)]
mod tests;

use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, poll, read};

use crate::app::App;
use crate::app::layout::Size;
use crate::model::codes::{CodeLists, CodesError};
use crate::store::desk::{Desk, OpenError};
use crate::store::disk::Disk;
use events::{Loop, News};
use office::Office;
use terminal::Screen;
pub use terminal::TerminalError;
use worker::Worker;

/// How the screens are to be shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Draw lines in ASCII, for terminals whose box-drawing characters are two columns wide.
    pub ascii: bool,
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
/// A terminal that cannot show Chinese or is none, and a desk that does not open. The terminal is given back in any case.
pub fn run(root: &Path, disk: Arc<dyn Disk>, options: Options) -> Result<(), RunError> {
    let codes = CodeLists::shipped()?;
    terminal::check()?;
    let has_desk = Desk::exists(disk.as_ref(), root);
    let mut screen = Screen::open(options.ascii)?;
    let (news, arriving) = channel();
    let reports = news.clone();
    let worker = Worker::start(move |action| {
        // The loop has ended when nobody listens.
        let _ = reports.send(News::Report(action));
    })?;
    let mut office = Office::new(disk, root, codes, worker, clock::today());
    let first = if has_desk { Some(office.open(&mut |done, of| opening(&mut screen, done, of))?) } else { None };
    signals::start(news.clone())?;
    input::start(news)?;
    let (columns, rows) = screen.size()?;
    let app = App::new(Size { columns, rows });
    Loop::new(app, office, &mut screen).run(first, &arriving)?;
    Ok(())
}

/// Shows how far a long opening is; Esc stops it. Only before the input thread reads the keys.
fn opening(screen: &mut Screen, done: u64, of: u64) -> ControlFlow<()> {
    if !screen.show_progress(done, of) {
        return ControlFlow::Continue(());
    }
    let stops = |event: Event| event.as_key_press_event().is_some_and(|key| key.code == KeyCode::Esc);
    while poll(Duration::ZERO).unwrap_or(false) {
        if read().is_ok_and(stops) {
            return ControlFlow::Break(());
        }
    }
    ControlFlow::Continue(())
}
