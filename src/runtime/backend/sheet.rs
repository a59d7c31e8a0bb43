//! A screen of cells as a terminal has them: a wide character stands in its first cell and covers those after it.

use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::ink::{Ink, PLAIN};
use crate::text::width;

/// What stands in one column of one row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spot {
    cell: Cell,
    pub ink: Ink,
    /// The columns it takes; 0 for one that is covered by the character before it.
    pub columns: u16,
}

const BLANK: Spot = Spot { cell: Cell::EMPTY, ink: PLAIN, columns: 1 };
const COVERED: Spot = Spot { cell: Cell::EMPTY, ink: PLAIN, columns: 0 };

impl Spot {
    /// What a cell shows. A control character shows nothing: it would be an order to the terminal.
    fn of(cell: &Cell) -> Spot {
        let ink = Ink::of(cell);
        let symbol = cell.symbol();
        let columns = u16::try_from(width::columns(symbol)).unwrap_or(u16::MAX);
        if columns == 0 || symbol.contains(char::is_control) {
            return BLANK;
        }
        let mut kept = Cell::EMPTY;
        kept.set_symbol(symbol);
        Spot { cell: kept, ink, columns }
    }

    pub fn symbol(&self) -> &str {
        self.cell.symbol()
    }

    /// Whether it looks as after an erasure.
    pub fn is_blank(&self) -> bool {
        *self == BLANK
    }

    /// Whether nothing is seen of it but its ground.
    pub fn is_unmarked(&self) -> bool {
        self.symbol() == " " && !self.ink.marks_blanks()
    }

    /// Whether every terminal moves its cursor as far as the symbol is measured: not so for clusters of several
    /// characters, for signs that some terminals draw two columns wide, and for those that became wide after some terminals
    /// were made. The horizontal rule is let through: it is its own neighbour.
    pub fn is_certain(&self) -> bool {
        let mut letters = self.symbol().chars();
        match (letters.next(), letters.next()) {
            (Some('─'), None) => true,
            (Some(letter), None) => letter.is_ascii() || (self.columns == 2 && has_always_been_wide(letter)),
            _ => false,
        }
    }
}

/// Whether a character is in a block that terminals have drawn two columns wide as long as they have drawn it: punctuation,
/// kana, ideographs, hangul, full-width forms.
fn has_always_been_wide(letter: char) -> bool {
    matches!(letter,
        '\u{3000}'..='\u{303e}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}')
}

/// The cells of a screen, row by row.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sheet {
    size: Size,
    spots: Vec<Spot>,
}

impl Sheet {
    /// A blank one.
    pub fn new(size: Size) -> Sheet {
        let count = usize::from(size.width) * usize::from(size.height);
        Sheet { size, spots: vec![BLANK; count] }
    }

    pub fn size(&self) -> Size {
        self.size
    }

    /// Blanks all of it.
    pub fn clear(&mut self) {
        self.spots.fill(BLANK);
    }

    /// The spots of a row; none below the end.
    pub fn row(&self, row: u16) -> &[Spot] {
        let columns = usize::from(self.size.width);
        let start = usize::from(row) * columns;
        self.spots.get(start..start + columns).unwrap_or_default()
    }

    /// Puts a cell in its place. One that does not fit in the row is a blank; what it covers in part goes.
    pub fn put(&mut self, at: Position, cell: &Cell) {
        if at.x >= self.size.width || at.y >= self.size.height {
            return;
        }
        let columns = usize::from(self.size.width);
        let start = usize::from(at.y) * columns;
        let row = &mut self.spots[start..start + columns];
        let x = usize::from(at.x);
        let spot = Spot::of(cell);
        let spot = if x + usize::from(spot.columns) > columns { BLANK } else { spot };
        let end = x + usize::from(spot.columns);
        if row[x].columns == 0 {
            let head = row[..x].iter().rposition(|spot| spot.columns > 0).unwrap_or(x);
            row[head..x].fill(BLANK);
        }
        for rest in row[end..].iter_mut().take_while(|spot| spot.columns == 0) {
            *rest = BLANK;
        }
        row[x + 1..end].fill(COVERED);
        row[x] = spot;
    }

    /// Moves the rows from `top` to before `bottom` up by `by` rows, or down where it is negative; the others of them
    /// become blank.
    pub fn scroll(&mut self, top: u16, bottom: u16, by: i32) {
        let columns = usize::from(self.size.width);
        let band = usize::from(top) * columns..usize::from(bottom) * columns;
        let Some(band) = self.spots.get_mut(band) else { return };
        let moved = (by.unsigned_abs() as usize * columns).min(band.len());
        let kept = band.len() - moved;
        if by > 0 {
            band.rotate_left(moved);
            band[kept..].fill(BLANK);
        } else {
            band.rotate_right(moved);
            band[..moved].fill(BLANK);
        }
    }
}
