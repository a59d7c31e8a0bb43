//! Printing: results on standard output, messages on standard error. A closed pipe ends the printing quietly.

use std::io::{self, ErrorKind, IsTerminal, Write};

use crate::text::width;
use crate::text::zh::cli::say;

use super::Failure;

/// Columns of a line of progress: what fits any terminal, and wipes the line before.
const GOING_COLUMNS: usize = 76;

/// Prints a line that says what was done: it stays done, whether anybody reads it or not.
pub fn line(text: &str) {
    let _unread = writeln!(io::stdout(), "{text}");
}

/// Prints a line of what was asked for.
pub fn result(text: &str) -> Result<(), Failure> {
    written(writeln!(io::stdout(), "{text}"))
}

/// Prints results as they are.
pub fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout();
    written(stdout.write_all(bytes).and_then(|()| stdout.flush()))
}

fn written(outcome: io::Result<()>) -> Result<(), Failure> {
    match outcome {
        // A reader that went away (`| head`) wants no more; that is no failure of ours.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::refused(say::not_printed(&error))),
        _ => Ok(()),
    }
}

/// Prints a message for the person at the terminal.
pub fn message(text: &str) {
    let _closed = writeln!(io::stderr(), "{text}");
}

/// Shows how far something long has got, on a terminal only; every call replaces the line before.
pub fn progress(what: &str, done: u64, total: u64) {
    let mut stderr = io::stderr();
    if stderr.is_terminal() {
        let _closed = write!(stderr, "\r{what} {done}/{total} ").and_then(|()| stderr.flush());
    }
}

/// Shows in words how far something long has got, on a terminal only; every call replaces the line before.
pub fn going(text: &str) {
    let mut stderr = io::stderr();
    if stderr.is_terminal() {
        let _closed = write!(stderr, "\r{}", width::fit(text, GOING_COLUMNS)).and_then(|()| stderr.flush());
    }
}

/// Takes such a line away.
pub fn went() {
    let mut stderr = io::stderr();
    if stderr.is_terminal() {
        let _closed = write!(stderr, "\r{}\r", " ".repeat(GOING_COLUMNS)).and_then(|()| stderr.flush());
    }
}

/// Ends a line of progress.
pub fn progress_done() {
    let mut stderr = io::stderr();
    if stderr.is_terminal() {
        let _closed = writeln!(stderr);
    }
}

/// Columns for the eye: each as wide as said, the last one as long as it is.
pub fn columns(cells: &[(String, usize)]) -> String {
    let last = cells.len().saturating_sub(1);
    let padded = cells.iter().enumerate().map(|(at, (text, columns))| {
        let text = text.replace('\n', " ");
        if at == last { text } else { width::fit(&text, *columns) }
    });
    padded.collect::<Vec<_>>().join(" ").trim_end().to_owned()
}
