//! What the screens are compared with: two bare programs that run as children of the bench itself, and a repaint as a
//! careful hand would write it.

pub mod by_hand;
pub mod hello_full;
pub mod table;

use std::io;

use crossterm::event::{Event, KeyCode, KeyModifiers, read};

/// Text for the references' cells; no character stands beside itself, so a shift by one changes every cell.
const TEXT: &str = "村口路灯坏了半个月，晚上看不见路，老人小孩出门不方便，请派人来修。灌渠垮了一段放不下水，十几亩田等水用；\
    垃圾桶两天没人倒，赶集路上的石板桥桥面松动。";

/// A key for a reference.
enum Heard {
    Quit,
    Key(KeyCode),
}

/// Waits for a key.
fn key() -> io::Result<Heard> {
    loop {
        if let Event::Key(key) = read()?
            && key.is_press()
        {
            let is_quit = key.code == KeyCode::Char('q') && key.modifiers.contains(KeyModifiers::CONTROL);
            return Ok(if is_quit { Heard::Quit } else { Heard::Key(key.code) });
        }
    }
}

/// So many characters of the text from a place on, beginning anew at its end.
fn text(from: usize, characters: usize) -> String {
    let all: Vec<char> = TEXT.chars().collect();
    (from..from + characters).map(|at| all[at % all.len()]).collect()
}
