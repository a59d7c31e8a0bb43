//! A question on a terminal, answered by one line.

use std::io::{self, IsTerminal, Write};

use super::ask::hear::{Heard, read_line};

/// Whether somebody is there to answer.
pub fn is_there() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks; none where no line came that could be read.
pub fn line(question: &str) -> Option<String> {
    let mut stderr = io::stderr();
    let _closed = write!(stderr, "{question}").and_then(|()| stderr.flush());
    match read_line(&mut io::stdin().lock()) {
        Ok(Some(Heard::Line(line))) => Some(line),
        _ => None,
    }
}
