//! Hears that the terminal goes.
//!
//! One that is the controlling terminal goes with a signal. One that is not says so to whoever waits for it, but not to
//! who waits for keys by way of crossterm: that reads the end of its input over and over and never comes back.

use std::io;
use std::sync::mpsc::Sender;

use super::events::News;

/// Starts the thread that waits for the terminal's end, and for nothing else.
#[cfg(unix)]
pub fn start(news: Sender<News>) -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::retry_on_intr;
    use rustix::stdio::stdin;

    let listen = move || {
        let input = stdin();
        // An end and an error are told of without being asked for; keys wake nobody here.
        let mut waited = [PollFd::new(&input, PollFlags::empty())];
        let outcome = retry_on_intr(|| poll(&mut waited, None));
        if outcome.is_ok() && waited[0].revents().intersects(PollFlags::HUP | PollFlags::ERR) {
            // The loop has ended when nobody listens.
            let _ = news.send(News::HangUp);
        } else {
            // A system that cannot wait for terminals so: there the signal has to do.
            tracing::warn!(?outcome, "the terminal's end is not waited for");
        }
    };
    std::thread::Builder::new().name("hang-up".to_owned()).spawn(listen).map(drop)
}

/// Elsewhere the terminal's closing ends the program.
#[cfg(not(unix))]
pub fn start(_: Sender<News>) -> io::Result<()> {
    Ok(())
}
