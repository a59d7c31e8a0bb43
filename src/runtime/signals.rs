//! What the system tells by signals: that the program is to end or to stop for a while, or that the terminal has changed.

use std::io;
use std::sync::mpsc::Sender;

use super::events::News;

/// Tells the loop what signals arrive.
///
/// The size is heard of here as well as by whoever reads the keys, because that one sleeps on a sequence until its end.
#[cfg(unix)]
pub fn start(news: Sender<News>) -> io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
    use signal_hook::iterator::Signals;

    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH])?;
    let listen = move || {
        for signal in signals.forever() {
            let told = match signal {
                SIGTSTP => News::Suspend,
                SIGCONT => News::Resume,
                SIGWINCH => News::Resized,
                _ => News::HangUp,
            };
            if news.send(told).is_err() {
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

/// Stops the whole program until the system lets it go on, as it would have without our hearing of it.
#[cfg(unix)]
pub fn stop() -> io::Result<()> {
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
}

/// Elsewhere no program is stopped so.
#[cfg(not(unix))]
pub fn stop() -> io::Result<()> {
    Ok(())
}
