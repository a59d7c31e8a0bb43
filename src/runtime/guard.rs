//! Panics: none may leave the clerk before a dead terminal, or without what was typed.
//!
//! While the screens are shown, a panic of any thread is written to the log, and the loop is told so that it ends. The
//! panics of the live store are answers and go their own way ([`crate::store::quiet`]).

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::Sender;
use std::sync::{Mutex, Once};

use super::events::News;
use crate::store::quiet;

/// The loop that is told.
static LOOP: Mutex<Option<Sender<News>>> = Mutex::new(None);

/// Panics are watched for until this is dropped.
pub struct Watch(());

impl Watch {
    /// Tells this loop from now on.
    pub fn start(news: Sender<News>) -> Watch {
        install_hook();
        set(Some(news));
        Watch(())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        set(None);
    }
}

fn set(news: Option<Sender<News>>) {
    if let Ok(mut told) = LOOP.lock() {
        *told = news;
    }
}

/// Runs `act` and gives `None` if it panicked. What `act` was at work on may be bent.
pub fn caught<T>(act: impl FnOnce() -> T) -> Option<T> {
    panic::catch_unwind(AssertUnwindSafe(act)).ok()
}

fn install_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let former = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if quiet::is_quiet() || !tell() {
                former(info);
                return;
            }
            // Only the place: the message may quote what was typed.
            let place = info.location().map(ToString::to_string).unwrap_or_default();
            let thread = std::thread::current().name().unwrap_or_default().to_owned();
            tracing::error!(place, thread, "a panic ends the program");
        }));
    });
}

/// Tells the loop; whether there is one.
fn tell() -> bool {
    // A thread that panics with the lock in its hands must not wait for itself.
    LOOP.try_lock().is_ok_and(|news| news.as_ref().is_some_and(|news| news.send(News::Broken).is_ok()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, clippy::unwrap_used)]

    use std::sync::mpsc::{RecvTimeoutError, channel};
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_loop_hears_of_a_panic_in_another_thread_while_it_is_watched_for() {
        let (news, arriving) = channel();
        let watch = Watch::start(news);
        assert!(std::thread::spawn(|| panic!("bent")).join().is_err());
        assert!(arriving.iter().next().is_some_and(|told| matches!(told, News::Broken)));
        drop(watch);
        assert_eq!(caught(|| -> u8 { panic!("bent") }), None);
        // Panics of other tests may have been told as well; now nobody tells any more.
        let end = loop {
            match arriving.recv_timeout(Duration::from_secs(5)) {
                Ok(told) => assert!(matches!(told, News::Broken)),
                Err(end) => break end,
            }
        };
        assert_eq!(end, RecvTimeoutError::Disconnected);
    }
}
