//! Writes for a terminal and knows where its cursor stands and how it prints, so that neither is said without need.

use ratatui::layout::{Position, Size};

use super::ink::{self, Ink, PLAIN};
use super::sheet::Spot;

/// Columns that are at most written again to get over them: no move takes more bytes than that.
const BRIDGE: u16 = 10;

/// What is known of where the cursor stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Cursor {
    At(Position),
    /// In a row, after a sign of doubtful width or waiting behind the last column.
    InRow(u16),
    Nowhere,
}

/// Bytes for a terminal of a size.
#[derive(Clone, Debug)]
pub struct Pen {
    pub out: Vec<u8>,
    size: Size,
    cursor: Cursor,
    ink: Ink,
}

impl Pen {
    /// On a terminal that prints plainly, the cursor anywhere.
    pub fn new(size: Size) -> Pen {
        Pen { out: Vec::new(), size, cursor: Cursor::Nowhere, ink: PLAIN }
    }

    /// The terminal has another size, and its cursor may have moved.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.cursor = Cursor::Nowhere;
    }

    /// Where the cursor is known to stand.
    pub fn position(&self) -> Option<Position> {
        match self.cursor {
            Cursor::At(position) => Some(position),
            Cursor::InRow(_) | Cursor::Nowhere => None,
        }
    }

    /// Takes the shorter of two ways to the same end.
    pub fn shorter(&mut self, one: impl FnOnce(&mut Pen), other: impl FnOnce(&mut Pen)) {
        let (one, other) = (self.tried(one), self.tried(other));
        self.take(if other.out.len() < one.out.len() { other } else { one });
    }

    /// What a way would write and where it would lead.
    pub fn tried(&self, way: impl FnOnce(&mut Pen)) -> Pen {
        let mut trial = Pen { out: Vec::new(), ..*self };
        way(&mut trial);
        trial
    }

    /// Goes a way that was tried.
    pub fn take(&mut self, tried: Pen) {
        self.out.extend_from_slice(&tried.out);
        self.cursor = tried.cursor;
        self.ink = tried.ink;
    }

    /// Writes what stands at a column of a row, getting there first.
    pub fn put(&mut self, x: u16, y: u16, row: &[Spot]) {
        let Some(spot) = row.get(usize::from(x)) else { return };
        if self.cursor != Cursor::At(Position::new(x, y)) {
            self.reach(x, y, row, spot);
        }
        self.print(x, y, spot);
    }

    /// Blanks a row from a column on.
    pub fn erase_from(&mut self, x: u16, y: u16) {
        if self.ink.bg != PLAIN.bg || self.ink.marks_blanks() {
            self.set_ink(PLAIN);
        }
        self.go_to(Position::new(x, y));
        self.out.extend_from_slice(b"\x1b[K");
    }

    /// Moves a band of rows up by `by`, or down where it is negative. What becomes free is blank.
    pub fn scroll(&mut self, top: u16, bottom: u16, by: i32) {
        self.set_ink(PLAIN);
        self.say(format_args!("\x1b[{};{}r", top + 1, bottom));
        // Setting the margins puts the cursor somewhere.
        self.cursor = Cursor::Nowhere;
        let (row, step): (u16, &[u8]) = if by > 0 { (bottom - 1, b"\n") } else { (top, b"\x1bM") };
        self.go_to(Position::new(0, row));
        for _ in 0..by.unsigned_abs() {
            self.out.extend_from_slice(step);
        }
        self.out.extend_from_slice(b"\x1b[r");
        self.cursor = Cursor::Nowhere;
    }

    pub fn set_ink(&mut self, to: Ink) {
        ink::change(&mut self.out, self.ink, to);
        self.ink = to;
    }

    /// Takes the ink of a spot. Nothing of another is seen on a blank, as long as the ground is the same.
    fn ink_for(&mut self, spot: &Spot) {
        if !(spot.is_unmarked() && self.ink.bg == spot.ink.bg && !self.ink.marks_blanks()) {
            self.set_ink(spot.ink);
        }
    }

    /// Puts the cursor somewhere in the fewest bytes.
    pub fn go_to(&mut self, to: Position) {
        if self.cursor == Cursor::At(to) {
            return;
        }
        let mut best = absolute(to);
        let mut offer = |way: String| {
            if way.len() < best.len() {
                best = way;
            }
        };
        match self.cursor {
            Cursor::At(from) if from.y == to.y => {
                offer(sideways(from.x, to.x));
                offer(in_row(to.x));
            }
            Cursor::At(from) => {
                if from.x == to.x {
                    offer(vertically(from.y, to.y));
                }
                if from.y < to.y {
                    offer(to_line_start(from.y, to.y) + &sideways(0, to.x));
                }
            }
            Cursor::InRow(row) if row == to.y => offer(in_row(to.x)),
            Cursor::InRow(row) if row < to.y => offer(to_line_start(row, to.y) + &sideways(0, to.x)),
            Cursor::InRow(_) | Cursor::Nowhere => {}
        }
        self.out.extend_from_slice(best.as_bytes());
        self.cursor = Cursor::At(to);
    }

    /// Gets to a column: by a move, or by writing again what stands before it where that is shorter. What its ink takes
    /// counts.
    fn reach(&mut self, x: u16, y: u16, row: &[Spot], spot: &Spot) {
        let mut best = self.tried(|pen| {
            pen.go_to(Position::new(x, y));
            pen.ink_for(spot);
        });
        let here = self.position().filter(|from| from.y == y && from.x < x).map(|from| from.x);
        for start in [here, Some(0)].into_iter().flatten() {
            if x - start > BRIDGE || !may_be_rewritten(&row[usize::from(start)..usize::from(x)]) {
                continue;
            }
            let trial = self.tried(|pen| {
                pen.go_to(Position::new(start, y));
                for (at, spot) in (start..x).zip(&row[usize::from(start)..]) {
                    if spot.columns > 0 {
                        pen.print(at, y, spot);
                    }
                }
                pen.ink_for(spot);
            });
            if trial.out.len() < best.out.len() {
                best = trial;
            }
        }
        self.take(best);
    }

    /// Writes a spot where the cursor stands.
    fn print(&mut self, x: u16, y: u16, spot: &Spot) {
        self.ink_for(spot);
        self.out.extend_from_slice(spot.symbol().as_bytes());
        let end = x.saturating_add(spot.columns);
        // A cluster may be drawn as several characters, each of them wide.
        let widest = spot.symbol().chars().count().saturating_mul(2);
        self.cursor = if usize::from(x).saturating_add(widest) > usize::from(self.size.width) && !spot.is_certain() {
            Cursor::Nowhere
        } else if !spot.is_certain() || end >= self.size.width {
            Cursor::InRow(y)
        } else {
            Cursor::At(Position::new(end, y))
        };
    }

    fn say(&mut self, what: std::fmt::Arguments<'_>) {
        self.out.extend_from_slice(what.to_string().as_bytes());
    }
}

/// Whether spots can be written in one go: from the beginning of a character to the end of one, of certain width all.
fn may_be_rewritten(spots: &[Spot]) -> bool {
    spots.first().is_some_and(|spot| spot.columns > 0)
        && spots.iter().all(|spot| spot.columns == 0 || spot.is_certain())
}

fn absolute(to: Position) -> String {
    match (to.x, to.y) {
        (0, 0) => "\x1b[H".to_owned(),
        (0, y) => format!("\x1b[{}H", y + 1),
        (x, y) => format!("\x1b[{};{}H", y + 1, x + 1),
    }
}

fn in_row(x: u16) -> String {
    if x == 0 { "\r".to_owned() } else { format!("\x1b[{}G", x + 1) }
}

fn sideways(from: u16, to: u16) -> String {
    match (to > from, to.abs_diff(from)) {
        (_, 0) => String::new(),
        (true, by) => steps(by, 'C'),
        (false, by) => steps(by, 'D'),
    }
}

fn vertically(from: u16, to: u16) -> String {
    steps(to.abs_diff(from), if to > from { 'B' } else { 'A' })
}

fn steps(by: u16, letter: char) -> String {
    if by == 1 { format!("\x1b[{letter}") } else { format!("\x1b[{by}{letter}") }
}

/// To the first column of a lower row.
fn to_line_start(from: u16, to: u16) -> String {
    "\r".to_owned() + &"\n".repeat(usize::from(to.saturating_sub(from)))
}
