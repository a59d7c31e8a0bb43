//! A full repaint as a careful hand would write it: one cursor move a row, the text, a style only where it changes, and
//! an erase for a blank tail.

use std::fmt::Write;

use vt100::{Cell, Color, Screen};

/// What the style of a cell is made of.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Ink {
    fg: Color,
    bg: Color,
    /// Bold, dim, italic, underlined, inverse.
    attributes: [bool; 5],
}

/// The codes that set the attributes, and those that take them back; bold and dim are taken back together.
const SET: [u8; 5] = [1, 2, 3, 4, 7];
const UNSET: [u8; 5] = [22, 22, 23, 24, 27];
const UNDERLINED: usize = 3;
const INVERSE: usize = 4;

/// The bytes that bring a screen about whatever stood there before, cursor included.
///
/// # Panics
///
/// When they do not.
pub fn repaint(screen: &Screen) -> Vec<u8> {
    let (rows, columns) = screen.size();
    let mut out = String::new();
    let mut ink = Ink::default();
    for row in 0..rows {
        write!(out, "\x1b[{}H", row + 1).unwrap();
        let cells: Vec<&Cell> = (0..columns).filter_map(|column| screen.cell(row, column)).collect();
        let is_blank = |cell: &&Cell| is_blank(cell) && Ink::of(cell).is_plain_when_blank();
        let end = cells.len() - cells.iter().rev().take_while(|cell| is_blank(cell)).count();
        for cell in cells[..end].iter().filter(|cell| !cell.is_wide_continuation()) {
            let wanted = Ink::of(cell);
            // The colour of a blank's ink is not seen.
            if !(is_blank(cell) && ink.is_plain_when_blank() && wanted.is_plain_when_blank()) {
                out.push_str(&ink.change_to(wanted));
                ink = wanted;
            }
            out.push_str(if cell.has_contents() { cell.contents() } else { " " });
        }
        if end < cells.len() {
            if !ink.is_plain_when_blank() {
                out.push_str(&ink.change_to(Ink::default()));
                ink = Ink::default();
            }
            out.push_str("\x1b[K");
        }
    }
    out.push_str(&ink.change_to(Ink::default()));
    let (row, column) = cursor(screen);
    write!(out, "\x1b[{};{}H", row + 1, column + 1).unwrap();
    check(screen, out.as_bytes());
    out.into_bytes()
}

/// Holds the bytes against the screen, on a terminal full of something else.
fn check(screen: &Screen, bytes: &[u8]) {
    let (rows, columns) = screen.size();
    let mut terminal = vt100::Parser::new(rows, columns, 0);
    terminal.process("别".repeat(usize::from(rows * columns / 2)).as_bytes());
    terminal.process(bytes);
    assert_eq!(cursor(terminal.screen()), cursor(screen));
    for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
        let seen = |screen: &Screen| seen(screen.cell(row, column).unwrap());
        assert!(seen(terminal.screen()) == seen(screen), "row {row}, column {column}");
    }
}

/// Where the cursor stands, from 0; behind the last column it waits on it.
fn cursor(screen: &Screen) -> (u16, u16) {
    let (row, column) = screen.cursor_position();
    (row, column.min(screen.size().1 - 1))
}

/// What shows of a cell.
fn seen(cell: &Cell) -> (String, Ink) {
    match Ink::of(cell) {
        ink if is_blank(cell) && ink.is_plain_when_blank() => (" ".to_owned(), Ink::default()),
        ink if is_blank(cell) => (" ".to_owned(), ink),
        ink => (cell.contents().to_owned(), ink),
    }
}

fn is_blank(cell: &Cell) -> bool {
    !cell.is_wide_continuation() && matches!(cell.contents(), "" | " ")
}

impl Ink {
    fn of(cell: &Cell) -> Ink {
        let attributes = [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()];
        Ink { fg: cell.fgcolor(), bg: cell.bgcolor(), attributes }
    }

    /// Whether a blank in it is nothing but a blank.
    fn is_plain_when_blank(self) -> bool {
        self.bg == Color::Default && !self.attributes[UNDERLINED] && !self.attributes[INVERSE]
    }

    /// The shortest sequence from one style to another: what differs, or everything from nothing.
    fn change_to(self, to: Ink) -> String {
        if self == to {
            return String::new();
        }
        let anew = [vec![String::new()], Ink::default().codes_to(to)].concat();
        let lists = [self.codes_to(to), anew].map(|codes| format!("\x1b[{}m", codes.join(";")));
        lists.into_iter().min_by_key(String::len).unwrap_or_default()
    }

    fn codes_to(self, to: Ink) -> Vec<String> {
        let mut codes = Vec::new();
        let mut has = self.attributes;
        for at in 0..has.len() {
            if has[at] && !to.attributes[at] {
                codes.push(UNSET[at].to_string());
                for other in 0..has.len() {
                    has[other] &= UNSET[other] != UNSET[at];
                }
            }
        }
        codes.extend((0..has.len()).filter(|at| to.attributes[*at] && !has[*at]).map(|at| SET[at].to_string()));
        if self.fg != to.fg {
            codes.push(color(to.fg, 30));
        }
        if self.bg != to.bg {
            codes.push(color(to.bg, 40));
        }
        codes
    }
}

/// A colour's code; `base` is 30 for the ink and 40 for the ground.
fn color(color: Color, base: u16) -> String {
    match color {
        Color::Default => (base + 9).to_string(),
        Color::Idx(index @ 0..=7) => (base + u16::from(index)).to_string(),
        Color::Idx(index @ 8..=15) => (base + 60 + u16::from(index - 8)).to_string(),
        Color::Idx(index) => format!("{};5;{index}", base + 8),
        Color::Rgb(red, green, blue) => format!("{};2;{red};{green};{blue}", base + 8),
    }
}
