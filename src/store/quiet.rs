//! Panics of the stored-data library, caught and kept off the terminal.
//!
//! sled panics on damaged files, in the calling thread and in threads of its own. Such a panic is an answer ("rebuild"),
//! not a crash: it is caught, and the panic hook, which would write across the screen, logs it instead.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// How sled names its threads.
const SLED_THREADS: &str = "sled-";

/// Runs `act` and gives `None` if it panicked. `act` must leave nothing behind that a panic in it could have bent.
pub fn caught<T>(act: impl FnOnce() -> T) -> Option<T> {
    install();
    let before = QUIET.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(act)).ok();
    QUIET.set(before);
    outcome
}

/// Whether a panic of this thread right now is one that is caught: a panic hook must leave the terminal alone then.
pub fn is_quiet() -> bool {
    QUIET.get() || std::thread::current().name().is_some_and(|name| name.starts_with(SLED_THREADS))
}

fn install() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let former = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if is_quiet() {
                // Only the place: the message may quote stored bytes.
                let place = info.location().map(ToString::to_string).unwrap_or_default();
                tracing::warn!(place, "a panic inside the live store was caught");
            } else {
                former(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]
    use super::*;

    #[test]
    fn a_panic_is_an_answer() {
        assert_eq!(caught(|| 3), Some(3));
        assert_eq!(caught(|| -> u8 { panic!("bent") }), None);
        assert!(!is_quiet());
    }
}
