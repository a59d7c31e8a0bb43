//! The terminal: whether it will do, taking it over, and giving it back whatever happens.

use std::env;
use std::ffi::OsStr;
use std::io::{self, IsTerminal, stdin, stdout};
use std::time::{Duration, Instant};

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size,
};
use ratatui::Frame;
use ratatui::layout::Size;

use super::backend::Canvas;
use super::events::News;
use super::{Options, probe, signals};
use crate::text::zh::app::screens::terminal as text;
use crate::view::theme::{Palette, Theme};

/// How often the progress of a long opening is drawn.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);

/// The size of a terminal that names none.
const USUAL: Size = Size { width: 80, height: 24 };

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
    /// A Windows console from before control sequences.
    #[error("{}", text::OLD_CONSOLE)]
    OldConsole,
    /// The terminal refused.
    #[error("{}", text::refused(.0))]
    Refused(#[from] io::Error),
}

/// Draws how much of something is done.
pub type DrawProgress = fn(&mut Frame<'_>, u64, u64, Theme);

/// The terminal while the screens are shown; dropping it gives the terminal back.
pub struct Screen {
    canvas: Canvas<Out>,
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
    #[cfg(windows)]
    if !crossterm::ansi_support::supports_ansi() {
        return Err(TerminalError::OldConsole);
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
    /// Takes the terminal over. Gives what was typed while it was asked for its manner as well.
    pub fn open(options: Options) -> Result<(Screen, Vec<News>), TerminalError> {
        check()?;
        enable_raw_mode()?;
        match take_over(options) {
            Ok(taken) => Ok(taken),
            Err(error) => {
                give_back();
                Err(error.into())
            }
        }
    }

    /// The columns and rows that the terminal has now; the next frame is drawn on them.
    pub fn measure(&mut self) -> io::Result<Size> {
        self.canvas.resize(measure()?);
        Ok(self.canvas.size())
    }

    /// Draws a frame.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.canvas.draw(draw)
    }

    /// Draws how far something long is, now and then; whether it was due. What cannot be drawn is still worth doing.
    pub fn show_progress(&mut self, draw: DrawProgress, done: u64, of: u64) -> bool {
        let is_due = self.progressed.is_none_or(|at| at.elapsed() >= PROGRESS_EVERY);
        if is_due {
            self.progressed = Some(Instant::now());
            let theme = self.theme;
            let measured = self.measure();
            if let Err(error) = measured.and_then(|_| self.draw(|frame| draw(frame, done, of, theme))) {
                tracing::warn!(%error, "progress was not drawn");
            }
        }
        is_due
    }

    /// Gives the terminal back, stops, and takes the terminal again when the program goes on.
    pub fn suspend(&mut self) -> io::Result<()> {
        give_back();
        signals::stop()?;
        self.resume()
    }

    /// Takes the terminal again after the program was stopped: whoever had it meanwhile has set it up for itself.
    pub fn resume(&mut self) -> io::Result<()> {
        // Raw mode is set only where it is not thought to be set.
        disable_raw_mode()?;
        enable_raw_mode()?;
        execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        self.repaint()
    }

    /// Forgets what stands on the terminal, so that the next frame draws all of it.
    pub fn repaint(&mut self) -> io::Result<()> {
        self.canvas.repaint()
    }

    /// Rings the bell.
    pub fn bell(&mut self) -> io::Result<()> {
        self.canvas.bell()
    }
}

/// A terminal in raw mode becomes a screen.
fn take_over(options: Options) -> io::Result<(Screen, Vec<News>)> {
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
    // Where ASCII is wished for, nothing hangs on the answer.
    let answer = if options.ascii { probe::Answer::default() } else { probe::ask() };
    let palette = options.palette.unwrap_or_else(|| palette(env::var_os("NO_COLOR").as_deref()));
    let theme = Theme { palette, ascii: options.ascii || answer.is_wide };
    let canvas = Canvas::new(out()?, measure()?)?;
    Ok((Screen { canvas, theme, progressed: None }, answer.typed))
}

/// The palette where none is named: a `NO_COLOR` that says anything asks for none.
fn palette(no_color: Option<&OsStr>) -> Palette {
    match no_color {
        Some(value) if !value.is_empty() => Palette::Mono,
        _ => Palette::Normal,
    }
}

fn measure() -> io::Result<Size> {
    let told = told_size()?;
    Ok(Size { width: side(told.width, "COLUMNS", USUAL.width), height: side(told.height, "LINES", USUAL.height) })
}

fn told_size() -> io::Result<Size> {
    // One call, where crossterm opens the terminal anew each time: this is asked before every frame.
    #[cfg(unix)]
    if let Ok(size) = rustix::termios::tcgetwinsize(rustix::stdio::stdout()) {
        return Ok(Size { width: size.ws_col, height: size.ws_row });
    }
    let (width, height) = size()?;
    Ok(Size { width, height })
}

/// A side of the terminal. One that does not know its own, as on a serial line, has what a variable says or what is usual.
fn side(told: u16, variable: &str, usual: u16) -> u16 {
    if told > 0 {
        return told;
    }
    let named = env::var(variable).ok().and_then(|value| value.trim().parse().ok());
    named.filter(|named| *named > 0).unwrap_or(usual)
}

/// Where frames are written: past the standard library's buffer, which sends what ends in a line break by itself.
#[cfg(unix)]
fn out() -> io::Result<Out> {
    use std::os::fd::AsFd;
    stdout().as_fd().try_clone_to_owned().map(Out::from)
}

#[cfg(unix)]
type Out = std::fs::File;

/// Where frames are written: the standard library gives the console the characters it wants.
#[cfg(not(unix))]
fn out() -> io::Result<Out> {
    Ok(stdout())
}

#[cfg(not(unix))]
type Out = io::Stdout;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_color_asks_for_attributes_only() {
        assert_eq!(palette(None), Palette::Normal);
        assert_eq!(palette(Some(OsStr::new(""))), Palette::Normal);
        assert_eq!(palette(Some(OsStr::new("1"))), Palette::Mono);
    }

    #[test]
    fn a_side_that_is_not_known_is_the_usual_one() {
        assert_eq!(side(132, "LIAISON_NO_SUCH_SIDE", 80), 132);
        assert_eq!(side(0, "LIAISON_NO_SUCH_SIDE", 80), 80);
    }

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
