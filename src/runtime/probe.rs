//! Whether this terminal draws signs of ambiguous width two columns wide: one is printed, and the cursor looked at.

#[cfg(unix)]
mod typed;
#[cfg(unix)]
mod unix;

use std::io::{self, Write, stdout};

use super::events::News;
use crate::text::zh::text::ELLIPSIS;

/// What came of asking.
#[derive(Debug, Default)]
pub struct Answer {
    /// Whether the sign took two columns. A terminal that does not answer counts as one that draws it narrow.
    pub is_wide: bool,
    /// What was typed before and meanwhile: keys and pastes.
    pub typed: Vec<News>,
}

/// Asks the terminal, which must be in raw mode and is cleared afterwards. One that cannot be asked is no reason to end.
pub fn ask() -> Answer {
    try_to_ask().unwrap_or_else(|error| {
        tracing::warn!(%error, "the terminal was not asked how wide it draws");
        Answer::default()
    })
}

fn print(text: &str) -> io::Result<()> {
    let mut out = stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

#[cfg(unix)]
fn try_to_ask() -> io::Result<Answer> {
    use std::time::{Duration, Instant};

    /// How long an answer is waited for.
    const PATIENCE: Duration = Duration::from_millis(200);
    /// How long, from the question, the rest of what has begun to arrive: a slow line brings an answer in pieces.
    const PATIENCE_FOR_THE_REST: Duration = Duration::from_millis(600);
    /// More than anybody types in that time; a paste may be longer than a screen.
    const MOST_BYTES: usize = 1 << 16;

    let mut arrived = Vec::new();
    // What waits already comes before the answer.
    while arrived.len() < MOST_BYTES && unix::is_readable(Instant::now())? && unix::read(&mut arrived)? {}
    let asked = arrived.len();
    print(&format!("\x1b[H{ELLIPSIS}\x1b[6n"))?;
    let since = Instant::now();
    let mut reply = None;
    while arrived.len() < MOST_BYTES {
        let patience = match reply {
            _ if typed::is_unfinished(&arrived) => PATIENCE_FOR_THE_REST,
            None => PATIENCE,
            Some(_) => break,
        };
        // What arrived before an error is not lost with it.
        match unix::is_readable(since + patience).and_then(|is_there| Ok(is_there && unix::read(&mut arrived)?)) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                tracing::warn!(%error, "the terminal's answer was not read");
                break;
            }
        }
        reply = reply.or_else(|| unix::take_reply(&mut arrived, asked));
    }
    print("\x1b[H\x1b[K")?;
    // Columns are counted from 1: after one sign that took one of them, the cursor stands in the second.
    Ok(Answer { is_wide: reply.is_some_and(|column| column > 2), typed: typed::read(&arrived) })
}

/// The console knows where its cursor stands.
#[cfg(not(unix))]
fn try_to_ask() -> io::Result<Answer> {
    print(&format!("\x1b[H{ELLIPSIS}"))?;
    let place = crossterm::cursor::position();
    print("\x1b[H\x1b[K")?;
    Ok(Answer { is_wide: place?.0 > 1, typed: Vec::new() })
}
