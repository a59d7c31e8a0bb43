//! The terminal: whether it will do, taking it over, and giving it back whatever happens.

use std::env;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write, stdin, stdout};
use std::panic;
use std::sync::Once;
use std::time::{Duration, Instant};

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::style::force_color_output;
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::{Frame, Terminal};

use super::backend::Cells;
use crate::store::quiet;
use crate::text::zh::app::screens::terminal as text;
use crate::view;
use crate::view::theme::Theme;

/// Bytes collected before they go to the terminal: a whole screen of Chinese with its styles.
const BUFFER: usize = 64 * 1024;
/// How often the progress of a long opening is drawn.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);

/// Why the screens cannot be shown here; Display says what to do instead.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    /// Input or output is no terminal.
    #[error("{}", text::NONE)]
    None,
    /// `TERM` is unset or `dumb`.
    #[error("{}", text::DUMB)]
    Dumb,
    /// The Linux console, which has no Chinese characters.
    #[error("{}", text::CONSOLE)]
    Console,
    /// The terminal refused.
    #[error("{}", text::refused(.0))]
    Refused(#[from] io::Error),
}

/// The terminal while the screens are shown; dropping it gives the terminal back.
pub struct Screen {
    terminal: Terminal<Cells<BufWriter<Stdout>>>,
    /// How roles look here.
    pub theme: Theme,
    /// When progress was drawn last.
    progressed: Option<Instant>,
}

/// Whether the screens can be shown here.
pub fn check() -> Result<(), TerminalError> {
    if !stdin().is_terminal() || !stdout().is_terminal() {
        return Err(TerminalError::None);
    }
    if cfg!(unix) {
        return suits(env::var("TERM").ok().as_deref());
    }
    Ok(())
}

/// Whether a terminal of this name can show the screens.
fn suits(term: Option<&str>) -> Result<(), TerminalError> {
    match term {
        None | Some("" | "dumb") => Err(TerminalError::Dumb),
        Some("linux") => Err(TerminalError::Console),
        Some(_) => Ok(()),
    }
}

impl Screen {
    /// Takes the terminal over.
    pub fn open(ascii: bool) -> Result<Screen, TerminalError> {
        check()?;
        install_hook();
        let mono = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        // With NO_COLOR crossterm would drop attributes as well, and the selection with them: our own theme does without
        // colours instead.
        force_color_output(true);
        enable_raw_mode()?;
        let taken = execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste);
        let screen = taken.and_then(|()| Terminal::new(Cells::new(BufWriter::with_capacity(BUFFER, stdout()))));
        match screen {
            Ok(terminal) => Ok(Screen { terminal, theme: Theme { mono, ascii }, progressed: None }),
            Err(error) => {
                give_back();
                Err(error.into())
            }
        }
    }

    /// The columns and rows that are drawn.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// Draws a frame.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.terminal.draw(draw).map(drop)
    }

    /// Draws how far a long opening is, now and then; whether it was drawn. What cannot be drawn is still worth doing.
    pub fn show_progress(&mut self, done: u64, of: u64) -> bool {
        let is_due = self.progressed.is_none_or(|at| at.elapsed() >= PROGRESS_EVERY);
        if is_due {
            self.progressed = Some(Instant::now());
            let theme = self.theme;
            if let Err(error) = self.draw(|frame| view::draw_opening(frame, done, of, theme)) {
                tracing::warn!(%error, "progress was not drawn");
            }
        }
        is_due
    }

    /// Forgets what stands on the terminal, so that the next frame draws all of it.
    pub fn repaint(&mut self) -> io::Result<()> {
        self.terminal.clear()
    }

    /// Rings the bell.
    pub fn bell(&mut self) -> io::Result<()> {
        let out = self.terminal.backend_mut();
        out.write_all(b"\x07")?;
        io::Write::flush(out)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back as it was; errors are past helping.
fn give_back() {
    let _ = execute!(stdout(), EndSynchronizedUpdate, DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

/// A panic's message is written on a terminal that was given back, where it can be read.
fn install_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let former = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !quiet::is_quiet() {
                give_back();
            }
            former(info);
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_that_cannot_show_chinese_are_told_apart() {
        assert!(matches!(suits(None), Err(TerminalError::Dumb)));
        assert!(matches!(suits(Some("")), Err(TerminalError::Dumb)));
        assert!(matches!(suits(Some("dumb")), Err(TerminalError::Dumb)));
        assert!(matches!(suits(Some("linux")), Err(TerminalError::Console)));
        for good in ["xterm-256color", "linux-fbterm", "fbterm", "screen", "tmux"] {
            assert!(suits(Some(good)).is_ok(), "{good}");
        }
    }
}
