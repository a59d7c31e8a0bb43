//! How a cell is printed, and the fewest bytes from one way of printing to another.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// The attributes that are used, each with its SGR number and the one that takes it back. Bold and dim share theirs, and are
/// never set both.
const ATTRIBUTES: [(Modifier, u8, u8); 4] =
    [(Modifier::BOLD, 1, 22), (Modifier::DIM, 2, 22), (Modifier::UNDERLINED, 4, 24), (Modifier::REVERSED, 7, 27)];
const WEIGHT: Modifier = Modifier::BOLD.union(Modifier::DIM);
const USED: Modifier = WEIGHT.union(Modifier::UNDERLINED).union(Modifier::REVERSED);

/// What the style of a cell is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ink {
    /// In front.
    pub fg: Color,
    /// Behind.
    pub bg: Color,
    pub modifier: Modifier,
}

/// How a terminal prints when nothing was said.
pub const PLAIN: Ink = Ink { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

impl Ink {
    /// The style of a cell, without what cannot be seen of it.
    pub fn of(cell: &Cell) -> Ink {
        let modifier = cell.modifier & USED;
        // Both at once is understood in different ways.
        let modifier = if modifier.contains(WEIGHT) { modifier - Modifier::DIM } else { modifier };
        let ink = Ink { fg: cell.fg, bg: cell.bg, modifier };
        if cell.symbol() == " " && !ink.marks_blanks() { Ink { bg: cell.bg, ..PLAIN } } else { ink }
    }

    /// Whether more than the ground is seen of a blank.
    pub fn marks_blanks(self) -> bool {
        self.modifier.intersects(Modifier::UNDERLINED | Modifier::REVERSED)
    }
}

/// Appends what brings a terminal from one ink to another.
pub fn change(out: &mut Vec<u8>, from: Ink, to: Ink) {
    if from == to {
        return;
    }
    if to == PLAIN {
        out.extend_from_slice(b"\x1b[m");
        return;
    }
    let (afresh, onwards) = (afresh(to), onwards(from, to));
    let shorter = if afresh.len() < onwards.len() { afresh } else { onwards };
    out.extend_from_slice(b"\x1b[");
    out.extend_from_slice(shorter.as_bytes());
    out.push(b'm');
}

/// Takes everything back, then says all of it.
fn afresh(to: Ink) -> String {
    join([Some("0".to_owned()), Some(onwards(PLAIN, to))])
}

/// Says only what differs.
fn onwards(from: Ink, to: Ink) -> String {
    let off = ATTRIBUTES.iter().filter(|(one, ..)| from.modifier.contains(*one) && !to.modifier.contains(*one));
    let on = ATTRIBUTES.iter().filter(|(one, ..)| to.modifier.contains(*one) && !from.modifier.contains(*one));
    let codes = off.map(|(_, _, off)| off).chain(on.map(|(_, on, _)| on));
    let attributes = codes.map(u8::to_string).collect::<Vec<_>>().join(";");
    let fg = (from.fg != to.fg).then(|| colour(to.fg, 0));
    let bg = (from.bg != to.bg).then(|| colour(to.bg, 10));
    join([Some(attributes), fg, bg])
}

fn join<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(";")
}

/// The SGR parameters of a colour; `ground` is 0 in front and 10 behind.
fn colour(colour: Color, ground: u8) -> String {
    let number = match colour {
        Color::Reset => 39,
        Color::Black => 30,
        Color::Red => 31,
        Color::Green => 32,
        Color::Yellow => 33,
        Color::Blue => 34,
        Color::Magenta => 35,
        Color::Cyan => 36,
        Color::Gray => 37,
        Color::DarkGray => 90,
        Color::LightRed => 91,
        Color::LightGreen => 92,
        Color::LightYellow => 93,
        Color::LightBlue => 94,
        Color::LightMagenta => 95,
        Color::LightCyan => 96,
        Color::White => 97,
        Color::Indexed(index) => return format!("{};5;{index}", 38 + ground),
        Color::Rgb(red, green, blue) => return format!("{};2;{red};{green};{blue}", 38 + ground),
    };
    (number + ground).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(from: Ink, to: Ink) -> String {
        let mut out = Vec::new();
        change(&mut out, from, to);
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn only_what_differs_is_said() {
        let cyan = Ink { fg: Color::Cyan, ..PLAIN };
        let title = Ink { modifier: Modifier::BOLD, ..cyan };
        assert_eq!(changed(PLAIN, PLAIN), "");
        assert_eq!(changed(PLAIN, title), "\x1b[1;36m");
        assert_eq!(changed(title, cyan), "\x1b[22m");
        assert_eq!(changed(title, PLAIN), "\x1b[m");
        assert_eq!(changed(cyan, Ink { fg: Color::LightRed, ..PLAIN }), "\x1b[91m");
        assert_eq!(changed(title, Ink { modifier: Modifier::REVERSED, ..PLAIN }), "\x1b[0;7m");
    }

    #[test]
    fn dim_is_taken_back_before_bold() {
        let dim = Ink { modifier: Modifier::DIM, fg: Color::Cyan, bg: Color::Blue };
        let bold = Ink { modifier: Modifier::BOLD, ..dim };
        assert_eq!(changed(dim, bold), "\x1b[22;1m");
    }

    #[test]
    fn a_blank_has_only_what_is_seen_of_it() {
        let mut cell = Cell::new(" ");
        cell.set_fg(Color::Red);
        cell.modifier = Modifier::BOLD | Modifier::ITALIC;
        assert_eq!(Ink::of(&cell), PLAIN);
        cell.modifier = Modifier::BOLD | Modifier::REVERSED;
        assert_eq!(Ink::of(&cell), Ink { fg: Color::Red, bg: Color::Reset, modifier: cell.modifier });
    }
}
