//! Reading what a terminal answers, and what is typed meanwhile, with a limit on the waiting.

use std::io;
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, retry_on_intr};
use rustix::stdio::stdin;

const ESC: u8 = 0x1b;

/// Whether something arrives before a moment.
pub(super) fn is_readable(until: Instant) -> io::Result<bool> {
    let input = stdin();
    // A signal ends the waiting early; it goes on with the time that is left.
    retry_on_intr(|| {
        let left = until.saturating_duration_since(Instant::now());
        let timeout = Timespec::try_from(left).map_err(|_| Errno::INVAL)?;
        poll(&mut [PollFd::new(&input, PollFlags::IN)], Some(&timeout))
    })
    .map(|ready| ready > 0)
    .map_err(io::Error::from)
}

/// Reads what has arrived; whether that was anything.
pub(super) fn read(arrived: &mut Vec<u8>) -> io::Result<bool> {
    let mut chunk = [0; 256];
    let count = retry_on_intr(|| rustix::io::read(stdin(), &mut chunk))?;
    arrived.extend_from_slice(&chunk[..count]);
    Ok(count > 0)
}

/// Takes the cursor's place out of what has arrived since the question and gives its column, counted from 1.
pub(super) fn take_reply(arrived: &mut Vec<u8>, asked: usize) -> Option<u16> {
    let starts = arrived.windows(2).enumerate().skip(asked).filter(|(_, pair)| *pair == [ESC, b'[']).map(|(at, _)| at);
    let mut reply = starts.filter_map(|start| {
        let length = arrived[start..].iter().position(|byte| *byte == b'R')?;
        let place = std::str::from_utf8(&arrived[start + 2..start + length]).ok()?;
        let (row, column) = place.split_once(';')?;
        row.parse::<u16>().ok()?;
        Some((start..=start + length, column.parse().ok()?))
    });
    let (range, column) = reply.next_back()?;
    arrived.drain(range);
    Some(column)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(arrived: &str) -> (Option<u16>, String) {
        let mut bytes = arrived.as_bytes().to_vec();
        let column = take_reply(&mut bytes, 0);
        (column, String::from_utf8_lossy(&bytes).into_owned())
    }

    #[test]
    fn the_reply_is_found_among_what_is_typed() {
        assert_eq!(reply("\x1b[1;2R"), (Some(2), String::new()));
        assert_eq!(reply("路R\x1b[A\x1b[1;3R\r"), (Some(3), "路R\x1b[A\r".to_owned()));
        assert_eq!(reply("\x1b[1;"), (None, "\x1b[1;".to_owned()));
        assert_eq!(reply("R\x1b[Rx"), (None, "R\x1b[Rx".to_owned()));
    }
}
