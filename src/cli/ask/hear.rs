//! Lines from standard input: bounded, UTF-8, without control characters; and the wish that the program end.

use std::io::{self, BufRead, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

/// Most bytes of one line: twice the longest text a field takes.
const MOST_BYTES: usize = 64 * 1024;
/// Lines typed ahead that are kept before the reading waits.
const AHEAD: usize = 16;
/// How long the next line of a paste may take to come.
const PASTE: Duration = Duration::from_millis(50);

/// What was heard.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Heard {
    /// A line, without its end.
    Line(String),
    /// A line that is not taken.
    Refused(Unheard),
    /// Nothing more comes.
    End,
    /// The program is asked to end (Ctrl+C, the terminal closed).
    Stopped,
}

/// Why a line is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unheard {
    /// Longer than anything that could be kept.
    TooLong,
    /// Not UTF-8.
    NotText,
    /// Keys that type nothing, such as arrows.
    Controls,
}

/// Where lines come from.
pub trait Hearing {
    /// The next line.
    fn hear(&mut self) -> Heard;

    /// Whether the line just heard is followed by another so fast that nobody typed it.
    fn is_pasted(&mut self) -> bool {
        false
    }

    /// Whether what is typed, Enter included, is seen where the question stands.
    fn is_echoed(&self) -> bool {
        true
    }
}

/// Reads one line; `None` at the end. Of one too long no more than its bound is held.
pub fn read_line(input: &mut dyn BufRead) -> io::Result<Option<Heard>> {
    let mut line = Vec::new();
    let (mut too_long, mut any) = (false, false);
    loop {
        let bytes = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        if bytes.is_empty() {
            return Ok(any.then(|| checked(line, too_long)));
        }
        any = true;
        let end = memchr::memchr(b'\n', bytes);
        let piece = &bytes[..end.unwrap_or(bytes.len())];
        too_long |= line.len() + piece.len() > MOST_BYTES;
        if !too_long {
            line.extend_from_slice(piece);
        }
        let used = end.map_or(bytes.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(Some(checked(line, too_long)));
        }
    }
}

fn checked(mut line: Vec<u8>, too_long: bool) -> Heard {
    if too_long {
        return Heard::Refused(Unheard::TooLong);
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    match String::from_utf8(line) {
        Err(_) => Heard::Refused(Unheard::NotText),
        Ok(text) if text.contains(|c: char| c.is_control() && c != '\t') => Heard::Refused(Unheard::Controls),
        Ok(text) => Heard::Line(text),
    }
}

/// Standard input, read beside the dialogue so that a signal is heard while it waits.
pub struct Ears {
    lines: Receiver<Heard>,
    ahead: Option<Heard>,
    stopped: Arc<AtomicBool>,
    by_hand: bool,
}

impl Ears {
    /// Begins to listen.
    pub fn open() -> io::Result<Ears> {
        let (sender, lines) = sync_channel(AHEAD);
        let stopped = Arc::new(AtomicBool::new(false));
        watch(sender.clone(), Arc::clone(&stopped))?;
        std::thread::Builder::new().name("lines".to_owned()).spawn(move || {
            let mut input = io::stdin().lock();
            loop {
                // What cannot be read any more has ended.
                let heard = read_line(&mut input).unwrap_or_default().unwrap_or(Heard::End);
                let ends = heard == Heard::End;
                if sender.send(heard).is_err() || ends {
                    return;
                }
            }
        })?;
        Ok(Ears { lines, ahead: None, stopped, by_hand: io::stdin().is_terminal() })
    }
}

impl Hearing for Ears {
    fn hear(&mut self) -> Heard {
        let heard = match self.ahead.take() {
            Some(heard) => heard,
            None if self.stopped.load(Ordering::SeqCst) => Heard::Stopped,
            None => self.lines.recv().unwrap_or(Heard::End),
        };
        if self.stopped.load(Ordering::SeqCst) { Heard::Stopped } else { heard }
    }

    fn is_pasted(&mut self) -> bool {
        if self.by_hand && self.ahead.is_none() {
            self.ahead = self.lines.recv_timeout(PASTE).ok();
        }
        matches!(self.ahead, Some(Heard::Line(_) | Heard::Refused(_)))
    }

    fn is_echoed(&self) -> bool {
        self.by_hand
    }
}

/// Notes a signal that ends the program, and wakes the dialogue.
#[cfg(unix)]
fn watch(wake: SyncSender<Heard>, stopped: Arc<AtomicBool>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    let listen = move || {
        for _ in signals.forever() {
            stopped.store(true, Ordering::SeqCst);
            // Where lines are waiting nobody sleeps: the next one heard looks at the mark.
            let _full = wake.try_send(Heard::Stopped);
        }
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(listen).map(drop)
}

/// Elsewhere Ctrl+C ends the program at once; the draft is written after every answer.
#[cfg(not(unix))]
fn watch(_: SyncSender<Heard>, _: Arc<AtomicBool>) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn heard(bytes: &[u8]) -> Vec<Heard> {
        let mut input = io::BufReader::with_capacity(7, bytes);
        std::iter::from_fn(|| read_line(&mut input).unwrap()).collect()
    }

    fn line(text: &str) -> Heard {
        Heard::Line(text.to_owned())
    }

    #[test]
    fn lines_end_as_either_system_ends_them_and_the_last_needs_no_end() {
        assert_eq!(heard("张三\r\n\n李\t四".as_bytes()), [line("张三"), line(""), line("李\t四")]);
        assert_eq!(heard(b""), []);
    }

    #[test]
    fn what_is_no_text_is_refused_and_the_next_line_is_heard() {
        let refused = |why| Heard::Refused(why);
        let controls = b"\x1b[A\n\x07\n\0\n\xc2\x9b31m\nok\n";
        let expected = [Unheard::Controls; 4].map(refused).into_iter().chain([line("ok")]).collect::<Vec<_>>();
        assert_eq!(heard(controls), expected);
        assert_eq!(heard(b"\xd5\xc5\xc8\xfd\nok\n"), [refused(Unheard::NotText), line("ok")]);
        let mut long = vec![b'a'; 10_000_000];
        long.extend_from_slice(b"\nok\n");
        assert_eq!(heard(&long), [refused(Unheard::TooLong), line("ok")]);
        let most = "a".repeat(MOST_BYTES);
        assert_eq!(heard(most.as_bytes()), [line(&most)]);
    }
}
