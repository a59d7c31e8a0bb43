//! Puts cells on the terminal with few bytes.
//!
//! ratatui's own backend moves the cursor before every wide character, which triples what a Chinese screen costs on a
//! slow line. This one knows where the cursor stands after each character and moves it only when it stands elsewhere.
//! Everything of one frame goes out in one write.

use std::io::{self, Write};

use crossterm::cursor::{Hide, MoveRight, MoveTo, Show};
use crossterm::queue;
use crossterm::style::{Attribute, Color as TermColor, Print, SetAttribute, SetBackgroundColor, SetForegroundColor};
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType as TermClear, EndSynchronizedUpdate, size};
use ratatui::backend::{Backend, ClearType, IntoCrossterm, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

use crate::text::width;

/// The largest screen that is drawn: a terminal that claims to be larger would cost memory without end.
const LARGEST: Size = Size { width: 800, height: 300 };

/// What the style of a cell is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Ink {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Ink = Ink { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

const ATTRIBUTES: [(Modifier, Attribute); 4] = [
    (Modifier::BOLD, Attribute::Bold),
    (Modifier::DIM, Attribute::Dim),
    (Modifier::UNDERLINED, Attribute::Underlined),
    (Modifier::REVERSED, Attribute::Reverse),
];

/// The terminal, seen as cells.
pub struct Cells<W: Write> {
    out: W,
    /// Where the cursor is known to stand.
    cursor: Option<Position>,
    /// Whether the cursor is known to be shown.
    shown: Option<bool>,
    /// Whether the terminal was told to wait for the rest of the frame.
    is_held: bool,
}

impl<W: Write> Cells<W> {
    /// Draws on a writer, which should be buffered.
    pub fn new(out: W) -> Cells<W> {
        Cells { out, cursor: None, shown: None, is_held: false }
    }

    fn go_to(&mut self, position: Position) -> io::Result<()> {
        match self.cursor {
            Some(cursor) if cursor == position => {}
            // Half as long as naming the place: a blank over a wide character is followed by such a step.
            Some(cursor) if cursor.y == position.y && cursor.x < position.x => {
                queue!(self.out, MoveRight(position.x - cursor.x))?;
            }
            _ => queue!(self.out, MoveTo(position.x, position.y))?,
        }
        self.cursor = Some(position);
        Ok(())
    }

    fn ink(&mut self, from: Ink, to: Ink) -> io::Result<()> {
        // Attributes can only be taken back together with everything else.
        let removes = !(from.modifier - to.modifier).is_empty();
        let from = if removes {
            queue!(self.out, SetAttribute(Attribute::Reset))?;
            PLAIN
        } else {
            from
        };
        for (modifier, attribute) in ATTRIBUTES {
            if to.modifier.contains(modifier) && !from.modifier.contains(modifier) {
                queue!(self.out, SetAttribute(attribute))?;
            }
        }
        if to.fg != from.fg {
            let color: TermColor = to.fg.into_crossterm();
            queue!(self.out, SetForegroundColor(color))?;
        }
        if to.bg != from.bg {
            let color: TermColor = to.bg.into_crossterm();
            queue!(self.out, SetBackgroundColor(color))?;
        }
        Ok(())
    }

    fn print(&mut self, at: Position, symbol: &str) -> io::Result<()> {
        self.go_to(at)?;
        queue!(self.out, Print(symbol))?;
        let columns = u16::try_from(width::columns(symbol)).unwrap_or(1);
        self.cursor = is_certain(symbol).then(|| Position::new(at.x.saturating_add(columns), at.y));
        Ok(())
    }
}

/// Whether every terminal moves its cursor as far as the symbol is measured: not so for clusters of several characters
/// and for signs that some terminals draw two columns wide. The horizontal rule is let through: it is its own neighbour.
fn is_certain(symbol: &str) -> bool {
    let mut letters = symbol.chars();
    match (letters.next(), letters.next()) {
        (Some('─'), None) => true,
        (Some(letter), None) => letter.is_ascii() || width::columns(symbol) == 2,
        _ => false,
    }
}

impl<W: Write> Write for Cells<W> {
    /// Passes bytes that are no cells (the bell) in order with them.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl<W: Write> Backend for Cells<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut ink = PLAIN;
        let mut row = None;
        let mut content = content.peekable();
        if content.peek().is_some() && !self.is_held {
            queue!(self.out, BeginSynchronizedUpdate)?;
            self.is_held = true;
        }
        for (x, y, cell) in content {
            // Behind the last column the cursor waits for the next character; it is not on the next row yet.
            if row.replace(y) != Some(y) {
                self.cursor = None;
            }
            let wanted = Ink { fg: cell.fg, bg: cell.bg, modifier: cell.modifier };
            if wanted != ink {
                self.ink(ink, wanted)?;
                ink = wanted;
            }
            self.print(Position::new(x, y), cell.symbol())?;
        }
        if ink != PLAIN {
            queue!(self.out, SetAttribute(Attribute::Reset))?;
        }
        if row.is_some() {
            self.cursor = None;
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.shown.replace(false) != Some(false) {
            queue!(self.out, Hide)?;
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.shown.replace(true) != Some(true) {
            queue!(self.out, Show)?;
        }
        Ok(())
    }

    /// Where the cursor was put last. The terminal is not asked: its answer would come in between the keys.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.unwrap_or(Position::ORIGIN))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.go_to(position.into())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.cursor = None;
        queue!(
            self.out,
            Clear(match region {
                ClearType::All => TermClear::All,
                ClearType::AfterCursor => TermClear::FromCursorDown,
                ClearType::BeforeCursor => TermClear::FromCursorUp,
                ClearType::CurrentLine => TermClear::CurrentLine,
                ClearType::UntilNewLine => TermClear::UntilNewLine,
            })
        )
    }

    /// Ends the frame: a terminal that can shows all of it at once.
    fn flush(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.is_held) {
            queue!(self.out, EndSynchronizedUpdate)?;
        }
        self.out.flush()
    }

    fn size(&self) -> io::Result<Size> {
        let (width, height) = size()?;
        Ok(Size { width: width.min(LARGEST.width), height: height.min(LARGEST.height) })
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::ZERO })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    fn written(before: &Buffer, after: &Buffer) -> String {
        let mut cells = Cells::new(Vec::new());
        cells.draw(before.diff_iter(after)).unwrap();
        String::from_utf8(cells.out).unwrap()
    }

    fn screen() -> Buffer {
        Buffer::empty(Rect::new(0, 0, 40, 3))
    }

    #[test]
    fn a_line_of_chinese_moves_the_cursor_once() {
        let mut after = screen();
        after.set_string(0, 1, "村口路灯不亮已三天", Style::new());
        let bytes = written(&screen(), &after);
        assert_eq!(bytes.matches('H').count(), 1, "{bytes:?}");
        assert!(bytes.ends_with("村口路灯不亮已三天"));
    }

    #[test]
    fn a_sign_of_doubtful_width_is_followed_by_a_move() {
        let mut after = screen();
        after.set_string(0, 0, "a…b", Style::new());
        assert_eq!(written(&screen(), &after).matches('H').count(), 2);
    }

    #[test]
    fn a_step_to_the_right_is_shorter_than_a_place() {
        let (mut before, mut after) = (screen(), screen());
        before.set_string(0, 0, "甲乙丙", Style::new());
        after.set_string(0, 0, "甲", Style::new());
        let bytes = written(&before, &after);
        assert_eq!(bytes.matches('H').count(), 1, "{bytes:?}");
        assert!(bytes.ends_with(" \u{1b}[1C "), "{bytes:?}");
    }

    #[test]
    fn an_unchanged_screen_writes_nothing() {
        let mut drawn = screen();
        drawn.set_string(3, 2, "不变", Style::new().fg(Color::Red));
        assert_eq!(written(&drawn, &drawn), "");
    }

    #[test]
    fn a_style_is_taken_back_at_its_end() {
        let mut after = screen();
        after.set_string(0, 0, "甲", Style::new().add_modifier(Modifier::REVERSED));
        after.set_string(2, 0, "乙", Style::new());
        let bytes = written(&screen(), &after);
        let reset = bytes.find("\u{1b}[0m").unwrap();
        assert!(bytes.find('甲').unwrap() < reset && reset < bytes.find('乙').unwrap(), "{bytes:?}");
    }
}
