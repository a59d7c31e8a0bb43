//! A long opening: shows how far it is, and hears what arrives meanwhile.

use std::ops::ControlFlow;
use std::sync::mpsc::Receiver;

use super::events::News;
use super::terminal::Screen;
use crate::app::key::{Code, Key};
use crate::view;

/// The keys that stop it: the one the screen names, and those that end a program anywhere.
const STOPS: [Key; 3] = [Key::plain(Code::Esc), Key::ctrl('c'), Key::ctrl('q')];

/// What hears of the opening's progress.
pub struct Opening<'a> {
    screen: &'a mut Screen,
    arriving: &'a Receiver<News>,
    /// What the loop is to take first, in its order.
    early: Vec<News>,
    is_broken: bool,
}

impl<'a> Opening<'a> {
    /// For an opening that begins. What arrived before it does not stop it: nobody had read yet how to.
    pub fn new(screen: &'a mut Screen, arriving: &'a Receiver<News>, early: Vec<News>) -> Opening<'a> {
        Opening { screen, arriving, early, is_broken: false }
    }

    /// Shows how far it is, now and then, and stops it where that is wished for.
    pub fn hear(&mut self, done: u64, of: u64) -> ControlFlow<()> {
        if !self.screen.show_progress(view::draw_opening, done, of) {
            return ControlFlow::Continue(());
        }
        while let Ok(told) = self.arriving.try_recv() {
            self.is_broken |= matches!(told, News::Broken);
            if stops(&told) {
                return ControlFlow::Break(());
            }
            let outcome = match told {
                News::Suspend => self.screen.suspend(),
                News::Resume => self.screen.resume(),
                told => {
                    self.early.push(told);
                    Ok(())
                }
            };
            if let Err(error) = outcome {
                tracing::warn!(%error, "the terminal was not given back or taken again");
            }
        }
        ControlFlow::Continue(())
    }

    /// Whether it was stopped because a thread has panicked.
    pub fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// What arrived and is still to be taken.
    pub fn into_early(self) -> Vec<News> {
        self.early
    }
}

fn stops(told: &News) -> bool {
    match told {
        News::Key(key) => STOPS.contains(&key.lower_chord()),
        News::HangUp | News::Broken => true,
        News::Paste(_) | News::Resized | News::Suspend | News::Resume | News::Report(_) => false,
    }
}
