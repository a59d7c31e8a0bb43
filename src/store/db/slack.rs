//! Lets sled's threads sleep.
//!
//! sled 0.34.7 keeps seven threads or more, each of which wakes once a second to see whether it should end; no setting
//! reaches them. Linux lets a thread say how late its timers may be, and threads inherit that from the one that starts
//! them: started under a long slack they wake when there is work, and hardly otherwise. An old machine on a battery, or one
//! that serves many desks, is glad of it.

#[cfg(target_os = "linux")]
use std::sync::{Mutex, PoisonError};

/// Where a process reads and sets the slack of its main thread, in nanoseconds.
#[cfg(target_os = "linux")]
const PLACE: &str = "/proc/self/timerslack_ns";
/// A minute, in nanoseconds.
#[cfg(target_os = "linux")]
const LONG: &str = "60000000000";

#[cfg(target_os = "linux")]
static TURN: Mutex<()> = Mutex::new(());

/// Starts something whose threads may be woken late by timers. Where the system has no such thing, or does not let it be
/// set, it is started as usual. The slack set is the main thread's, so that it is passed on where the desk is opened there;
/// elsewhere everything is as usual.
#[cfg(target_os = "linux")]
pub fn drowsy<T>(start: impl FnOnce() -> T) -> T {
    // The place is the whole process's: of two at once the second would take the first one's for the usual.
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let usual = std::fs::read_to_string(PLACE).ok().filter(|_| std::fs::write(PLACE, LONG).is_ok());
    let _usual = usual.map(Usual);
    start()
}

/// The slack there was, written back when this goes: by a panic in sled as well, which the caller catches.
#[cfg(target_os = "linux")]
struct Usual(String);

#[cfg(target_os = "linux")]
impl Drop for Usual {
    fn drop(&mut self) {
        if let Err(error) = std::fs::write(PLACE, self.0.trim()) {
            tracing::warn!(%error, "the slack of timers stays long");
        }
    }
}

/// Starts something as usual.
#[cfg(not(target_os = "linux"))]
pub fn drowsy<T>(start: impl FnOnce() -> T) -> T {
    start()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_slack_is_long_meanwhile_and_as_usual_after() {
        let slack = || std::fs::read_to_string(PLACE).unwrap_or_default();
        let before = slack();
        let meanwhile = drowsy(slack);
        // A system without the file starts things as usual.
        assert!(meanwhile.trim() == LONG || before.is_empty());
        let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        assert_ne!(slack().trim(), LONG);
    }

    #[test]
    fn a_panic_leaves_the_slack_as_it_was() {
        let caught = std::panic::catch_unwind(|| drowsy(|| std::panic::resume_unwind(Box::new(()))));
        assert!(caught.is_err());
        let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        assert_ne!(std::fs::read_to_string(PLACE).unwrap_or_default().trim(), LONG);
    }
}
