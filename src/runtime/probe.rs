//! Whether this terminal draws signs of ambiguous width two columns wide: one is printed, and the cursor looked at.

#[cfg(unix)]
mod unix;

use std::io::{self, Write, stdout};

use crate::app::key::Key;
use crate::text::zh::text::ELLIPSIS;

/// What came of asking.
#[derive(Debug, Default)]
pub struct Answer {
    /// Whether the sign took two columns. A terminal that does not answer counts as one that draws it narrow.
    pub is_wide: bool,
    /// What was typed meanwhile.
    pub typed: Vec<Key>,
}

fn print(text: &str) -> io::Result<()> {
    let mut out = stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Asks the terminal, which must be in raw mode and is cleared afterwards.
#[cfg(unix)]
pub fn ask() -> io::Result<Answer> {
    use std::time::{Duration, Instant};

    /// How long an answer is waited for.
    const PATIENCE: Duration = Duration::from_millis(200);
    /// More than anybody types in that time.
    const MOST_BYTES: usize = 4096;

    // Keys that wait already would have to be read before the answer.
    if unix::is_readable(Duration::ZERO)? {
        return Ok(Answer::default());
    }
    print(&format!("\x1b[H{ELLIPSIS}\x1b[6n"))?;
    let until = Instant::now() + PATIENCE;
    let mut arrived = Vec::new();
    let mut reply = None;
    while reply.is_none() && arrived.len() < MOST_BYTES {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() || !unix::is_readable(left)? || !unix::read(&mut arrived)? {
            break;
        }
        reply = unix::take_reply(&mut arrived);
    }
    print("\x1b[H\x1b[K")?;
    // Columns are counted from 1: after one sign that took one of them, the cursor stands in the second.
    Ok(Answer { is_wide: reply.is_some_and(|column| column > 2), typed: unix::keys(&arrived) })
}

/// Asks the console, which knows where its cursor stands.
#[cfg(not(unix))]
pub fn ask() -> io::Result<Answer> {
    print(&format!("\x1b[H{ELLIPSIS}"))?;
    let column = crossterm::cursor::position()?.0;
    print("\x1b[H\x1b[K")?;
    Ok(Answer { is_wide: column > 1, typed: Vec::new() })
}
