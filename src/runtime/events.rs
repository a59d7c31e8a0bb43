//! The loop: wait for news, let the state take it, carry out what it asks for, draw once.
//!
//! Nothing ticks. The loop wakes for a key, a resize, the worker, or a deadline: the draft of an edited form, the progress
//! of a search and, once after a quiet second, the store's tidying. Everything that arrived meanwhile is taken before one
//! draw; the terminal's size is looked at there, once, however often it has changed.
//!
//! However the loop ends, what is typed is a draft first.

use std::collections::VecDeque;
use std::io;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::clock;
use super::guard::caught;
use super::office::{Chore, Office, Progress};
use super::parting::{Kept, part};
use super::terminal::Screen;
use crate::app::action::{Action, SearchReport};
use crate::app::key::Key;
use crate::app::layout::Size;
use crate::app::stats;
use crate::app::update::update;
use crate::app::{App, Layer};
use crate::view;

/// How long after an edit a form's draft is written.
const DRAFT_AFTER: Duration = Duration::from_secs(3);
/// How long nobody has typed when the store tidies up.
const IDLE_AFTER: Duration = Duration::from_secs(1);
/// How soon the progress of a search is drawn.
const DRAW_AFTER: Duration = Duration::from_millis(30);
/// The most news taken before a draw, so that a flood cannot keep the screen from changing.
const NEWS_A_FRAME: usize = 2_000;

/// Something that arrived from outside.
#[derive(Debug)]
pub enum News {
    /// A key.
    Key(Key),
    /// Pasted text.
    Paste(String),
    /// The terminal has another size.
    Resized,
    /// The program is to stop until it is told to go on.
    #[cfg_attr(not(unix), allow(dead_code, reason = "only there programs are stopped"))]
    Suspend,
    /// The program goes on after it was stopped.
    #[cfg_attr(not(unix), allow(dead_code, reason = "only there programs are stopped"))]
    Resume,
    /// The worker has something to say.
    Report(Action),
    /// The terminal has gone or the system ends the program.
    HangUp,
    /// A thread has panicked.
    Broken,
}

/// Why the loop ended before the clerk wished it.
#[derive(Debug)]
pub enum Stop {
    /// The terminal has gone or the system ends the program.
    HungUp,
    /// The terminal cannot be written to any more.
    Terminal(io::Error),
    /// Something panicked.
    Broken,
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Terminal(error)
    }
}

/// What the loop does beside the state.
pub struct Loop<'a> {
    /// The state.
    pub app: App,
    /// What carries out effects.
    pub office: Office,
    /// The terminal.
    pub screen: &'a mut Screen,
    draft_due: Option<Instant>,
    idle_due: Option<Instant>,
    /// When news that can wait are drawn.
    draw_due: Option<Instant>,
    is_over: bool,
}

impl<'a> Loop<'a> {
    /// A loop about to begin.
    pub fn new(app: App, office: Office, screen: &'a mut Screen) -> Loop<'a> {
        Loop { app, office, screen, draft_due: None, idle_due: None, draw_due: None, is_over: false }
    }

    /// Runs until the clerk quits, beginning with an action and with what arrived before. Where it ends otherwise, what
    /// became of what was typed is told as well.
    pub fn run(mut self, first: Option<Action>, early: Vec<News>, news: &Receiver<News>) -> Result<(), (Stop, Kept)> {
        let stop = match caught(|| self.turn(first, early, news)) {
            Some(Ok(())) => return Ok(()),
            Some(Err(stop)) => stop,
            None => Stop::Broken,
        };
        Err((stop, part(&mut self.app, &mut self.office)))
    }

    fn turn(&mut self, first: Option<Action>, early: Vec<News>, news: &Receiver<News>) -> Result<(), Stop> {
        if let Some(action) = first {
            self.take(action)?;
        }
        for told in early {
            if !self.is_over {
                self.take_news(told)?;
            }
        }
        self.draw()?;
        self.idle_due = Some(Instant::now() + IDLE_AFTER);
        while !self.is_over {
            let Some(first) = self.wait(news)? else { continue };
            let mut can_wait = self.can_wait(&first);
            self.take_news(first)?;
            for _ in 0..NEWS_A_FRAME {
                match news.try_recv() {
                    Ok(next) if !self.is_over => {
                        can_wait = can_wait && self.can_wait(&next);
                        self.take_news(next)?;
                    }
                    _ => break,
                }
            }
            if can_wait {
                self.draw_due = Some(self.draw_due.unwrap_or(Instant::now() + DRAW_AFTER));
            } else if !self.is_over {
                self.draw()?;
            }
        }
        Ok(())
    }

    /// Whether news changes nothing that is waited for: how far a search is, and more of its hits than the screen shows.
    fn can_wait(&self, told: &News) -> bool {
        match told {
            News::Report(Action::Search(_, SearchReport::Looked { .. })) => true,
            News::Report(Action::Counted(_, stats::Report::Looked(..)) | Action::Progress(_)) => true,
            News::Report(Action::Search(..)) => {
                let rows = self.app.layout().list_rows();
                matches!(self.app.layers.last(), Some(Layer::Find(find)) if find.hits.len() >= rows)
            }
            _ => false,
        }
    }

    /// Waits for news; meets a deadline that passes first, or has passed while there was no end of news.
    fn wait(&mut self, news: &Receiver<News>) -> io::Result<Option<News>> {
        let deadline = [self.draft_due, self.idle_due, self.draw_due].into_iter().flatten().min();
        let Some(deadline) = deadline else {
            return Ok(Some(news.recv().unwrap_or(News::HangUp)));
        };
        let left = deadline.saturating_duration_since(Instant::now());
        let told = if left.is_zero() { Err(RecvTimeoutError::Timeout) } else { news.recv_timeout(left) };
        match told {
            Ok(told) => Ok(Some(told)),
            Err(RecvTimeoutError::Disconnected) => Ok(Some(News::HangUp)),
            Err(RecvTimeoutError::Timeout) => {
                self.meet_deadlines()?;
                Ok(None)
            }
        }
    }

    fn meet_deadlines(&mut self) -> io::Result<()> {
        let now = Instant::now();
        if self.draft_due.is_some_and(|due| due <= now) {
            self.draft_due = None;
            self.take(Action::DraftDue)?;
            // Only a draft that could not be written has something to show.
            self.draw()?;
        }
        if self.draw_due.is_some_and(|due| due <= now) {
            self.draw()?;
        }
        if self.idle_due.is_some_and(|due| due <= now) {
            self.idle_due = None;
            self.office.idle();
        }
        Ok(())
    }

    fn take_news(&mut self, told: News) -> Result<(), Stop> {
        self.idle_due = Some(Instant::now() + IDLE_AFTER);
        let today = clock::today();
        if today != self.office.today {
            self.office.today = today;
            self.take(Action::Clock(today))?;
        }
        match told {
            News::Key(key) => self.take(Action::Key(key))?,
            News::Paste(text) => self.take(Action::Paste(text))?,
            News::Report(action) => self.take(action)?,
            News::HangUp => return Err(Stop::HungUp),
            News::Suspend => self.suspend()?,
            News::Resume => self.screen.resume()?,
            // The next draw sees the size. Even where that is the former one again, the terminal may have lost cells meanwhile.
            News::Resized => self.screen.repaint()?,
            News::Broken => return Err(Stop::Broken),
        }
        Ok(())
    }

    /// Stops with the terminal as it was found. What is typed is a draft first: the program may never go on.
    fn suspend(&mut self) -> io::Result<()> {
        if self.draft_due.take().is_some() {
            self.take(Action::DraftDue)?;
        }
        self.screen.suspend()
    }

    /// Lets the state take an action and everything that follows from it.
    fn take(&mut self, action: Action) -> io::Result<()> {
        let screen = &mut *self.screen;
        let mut progress = |done, of| {
            screen.show_progress(view::draw_healing, done, of);
            ControlFlow::Continue(())
        };
        let chores = settle(&mut self.app, &mut self.office, action, &mut progress);
        for chore in chores {
            self.do_chore(chore)?;
        }
        Ok(())
    }

    fn do_chore(&mut self, chore: Chore) -> io::Result<()> {
        match chore {
            Chore::Bell => self.screen.bell()?,
            Chore::Repaint => self.screen.repaint()?,
            Chore::DraftSoon => self.draft_due = Some(self.draft_due.unwrap_or(Instant::now() + DRAFT_AFTER)),
            Chore::DraftWritten => self.draft_due = None,
            Chore::Quit => self.is_over = true,
        }
        Ok(())
    }

    fn draw(&mut self) -> io::Result<()> {
        self.draw_due = None;
        let size = self.screen.measure()?;
        let size = Size { columns: size.width, rows: size.height };
        if size != self.app.size {
            self.take(Action::Resize(size))?;
        }
        let (app, theme) = (&self.app, self.screen.theme);
        let context = self.office.context();
        self.screen.draw(|frame| view::draw(frame, app, &context, theme))
    }
}

/// Takes an action, carries out its effects, takes their answers, until nothing is left. What is for the loop to do comes
/// back.
pub fn settle(app: &mut App, office: &mut Office, action: Action, progress: &mut Progress<'_>) -> Vec<Chore> {
    let mut chores = Vec::new();
    let mut actions = VecDeque::from([action]);
    while let Some(action) = actions.pop_front() {
        let effects = update(app, action, &office.context());
        for effect in effects {
            let (answers, chore) = office.carry_out(effect, progress);
            actions.extend(answers);
            chores.extend(chore);
        }
    }
    chores
}
