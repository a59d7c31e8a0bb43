//! Lets sled's threads sleep.
//!
//! sled 0.34.7 keeps seven threads or more, each of which wakes once a second to see whether it should end; no setting
//! reaches them. Linux lets a thread say how late its timers may be, and threads inherit that from the one that starts
//! them: started under a long slack they wake when there is work, and hardly otherwise. An old machine on a battery, or one
//! that serves many desks, is glad of it.

#[cfg(target_os = "linux")]
use std::num::NonZeroU64;

#[cfg(target_os = "linux")]
use rustix::thread::set_current_timer_slack;

/// A minute in nanoseconds, or as long as the system can be told.
#[cfg(target_os = "linux")]
const LONG: u64 = if usize::BITS < u64::BITS { u32::MAX as u64 } else { 60_000_000_000 };

/// Starts something whose threads may be woken late by timers. Where the system does not let that be set, it is started as
/// usual. No other thread is touched, and this one has the slack it began with afterwards.
#[cfg(target_os = "linux")]
pub fn drowsy<T>(start: impl FnOnce() -> T) -> T {
    let is_long = set_current_timer_slack(NonZeroU64::new(LONG)).is_ok();
    let _long = is_long.then_some(Long);
    start()
}

/// As long as it is there, the thread's slack is long: a panic in sled, which the caller catches, ends that as well.
#[cfg(target_os = "linux")]
struct Long;

#[cfg(target_os = "linux")]
impl Drop for Long {
    fn drop(&mut self) {
        // None is what the thread began with.
        if let Err(error) = set_current_timer_slack(None) {
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
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The slack of the thread that asks; none where the system has no such file.
    fn slack() -> Option<u64> {
        let thread = rustix::thread::gettid().as_raw_nonzero();
        std::fs::read_to_string(format!("/proc/{thread}/timerslack_ns")).ok()?.trim().parse().ok()
    }

    #[test]
    fn the_slack_is_long_meanwhile_in_threads_too_and_as_usual_after() {
        let Some(usual) = slack() else { return };
        let (meanwhile, of_a_thread) = drowsy(|| (slack(), std::thread::spawn(slack).join().unwrap()));
        assert_eq!((meanwhile, of_a_thread), (Some(LONG), Some(LONG)));
        assert_eq!(slack(), Some(usual));
        assert!(usual < LONG);
    }

    #[test]
    fn a_panic_leaves_the_slack_as_it_was() {
        let usual = slack();
        let caught = std::panic::catch_unwind(|| drowsy(|| std::panic::resume_unwind(Box::new(()))));
        assert!(caught.is_err());
        assert_eq!(slack(), usual);
    }
}
