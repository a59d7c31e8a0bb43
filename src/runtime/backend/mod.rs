//! Puts frames on the terminal with few bytes.
//!
//! ratatui's own backend moves the cursor before every wide character, which triples what a Chinese screen costs on a
//! slow line. This one keeps what stands on the terminal ([`sheet`]), compares it with the whole of the next frame
//! ([`rows`]), and knows where the cursor stands after each character ([`pen`]). Everything of one frame goes out in one
//! write; a frame like the one before writes nothing.
//!
//! Invariant: [`Cells`] is given whole frames, never differences between two: ratatui's own comparison takes what a wide
//! character covers for what stands there. [`Canvas`] sees to that.

mod ink;
mod pen;
mod rows;
mod sheet;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::{Frame, Terminal};

use pen::Pen;
use sheet::Sheet;

/// The largest screen that is drawn: a terminal that claims to be larger would cost memory without end.
const LARGEST: Size = Size { width: 800, height: 300 };

/// Asks a terminal that can to show nothing before the end of the frame.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// Draws frames on a terminal.
pub struct Canvas<W: Write> {
    terminal: Terminal<Cells<W>>,
}

impl<W: Write> Canvas<W> {
    /// Draws on a writer, which need not be buffered; begins with a cleared terminal.
    pub fn new(out: W, size: Size) -> io::Result<Canvas<W>> {
        let mut canvas = Canvas { terminal: Terminal::new(Cells::new(out, size))? };
        canvas.repaint()?;
        Ok(canvas)
    }

    /// The columns and rows that are drawn.
    pub fn size(&self) -> Size {
        self.terminal.backend().size
    }

    /// Takes the terminal's size for another; the next frame is drawn on it.
    pub fn resize(&mut self, size: Size) {
        self.terminal.backend_mut().size = bounded(size);
    }

    /// Draws a frame.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.terminal.draw(draw)?;
        // Forgets the frame, so that the next is compared with a blank one.
        self.terminal.swap_buffers();
        Ok(())
    }

    /// Forgets what stands on the terminal, so that the next frame draws all of it.
    pub fn repaint(&mut self) -> io::Result<()> {
        // ratatui itself remembers nothing.
        self.terminal.backend_mut().clear()
    }

    /// Rings the bell; with the next frame where one has begun, which would else be seen half done.
    pub fn bell(&mut self) -> io::Result<()> {
        let cells = self.terminal.backend_mut();
        cells.pen.out.push(b'\x07');
        if cells.is_held { Ok(()) } else { Backend::flush(cells) }
    }
}

/// The terminal, seen as cells.
struct Cells<W: Write> {
    out: W,
    size: Size,
    pen: Pen,
    /// What stands on the terminal.
    stands: Sheet,
    /// What shall stand there; kept for its memory.
    wanted: Sheet,
    /// Whether the cursor is known to be shown.
    shown: Option<bool>,
    /// Whether the terminal was told to wait for the rest of the frame.
    is_held: bool,
    /// Whether nothing was written since the terminal was cleared.
    is_clear: bool,
}

impl<W: Write> Cells<W> {
    fn new(out: W, size: Size) -> Cells<W> {
        let size = bounded(size);
        let (stands, wanted) = (Sheet::new(size), Sheet::new(size));
        Cells { out, size, pen: Pen::new(size), stands, wanted, shown: None, is_held: false, is_clear: false }
    }

    fn hold(&mut self) {
        if !self.is_held {
            self.pen.out.extend_from_slice(BEGIN);
            self.is_held = true;
        }
    }

    fn show(&mut self, shown: bool) {
        if self.shown.replace(shown) != Some(shown) {
            self.pen.out.extend_from_slice(if shown { b"\x1b[?25h" } else { b"\x1b[?25l" });
        }
    }
}

fn bounded(size: Size) -> Size {
    Size { width: size.width.min(LARGEST.width), height: size.height.min(LARGEST.height) }
}

impl<W: Write> Backend for Cells<W> {
    type Error = io::Error;

    /// Takes a whole frame: what is not in it is blank.
    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.wanted.clear();
        for (x, y, cell) in content {
            self.wanted.put(Position::new(x, y), cell);
        }
        if self.wanted != self.stands {
            self.hold();
            rows::write(&mut self.pen, &self.stands, &self.wanted);
            self.pen.set_ink(ink::PLAIN);
            std::mem::swap(&mut self.stands, &mut self.wanted);
            self.is_clear = false;
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.show(false);
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.show(true);
        Ok(())
    }

    /// Where the cursor was put last. The terminal is not asked: its answer would come in between the keys.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.pen.position().unwrap_or(Position::ORIGIN))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.pen.go_to(position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    /// Clears all of it; a part is never asked for where the frame is the whole screen.
    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        if region != ClearType::All {
            return Err(io::ErrorKind::Unsupported.into());
        }
        if self.stands.size() != self.size {
            (self.stands, self.wanted) = (Sheet::new(self.size), Sheet::new(self.size));
            self.is_clear = false;
        }
        // A terminal that was resized may have moved its cursor.
        self.pen.resize(self.size);
        if !self.is_clear {
            self.hold();
            self.pen.out.extend_from_slice(b"\x1b[2J");
            self.stands.clear();
            self.is_clear = true;
        }
        Ok(())
    }

    /// Ends the frame and sends it.
    fn flush(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.is_held) {
            self.pen.out.extend_from_slice(END);
        }
        if self.pen.out.is_empty() {
            return Ok(());
        }
        let sent = self.out.write_all(&self.pen.out).and_then(|()| self.out.flush());
        self.pen.out.clear();
        sent
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }
}
