//! The system's wish that the program end: the open form's draft is written and the terminal given back first.

use std::io;
use std::sync::mpsc::Sender;

use super::events::News;

/// Tells the loop when the system ends the program or the terminal goes.
#[cfg(unix)]
pub fn start(news: Sender<News>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    let listen = move || {
        for _ in signals.forever() {
            if news.send(News::HangUp).is_err() {
                return;
            }
        }
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(listen).map(drop)
}

/// Elsewhere the terminal's closing ends the program; drafts are written every few seconds.
#[cfg(not(unix))]
pub fn start(_: Sender<News>) -> io::Result<()> {
    Ok(())
}
