//! A few choices to pick one from, by arrow or number.

use std::path::PathBuf;

use super::exchange::{Decision, Purpose};
use super::importing::Order;
use super::list::Motion;
use super::printing::{Wanted, Writing};
use super::stats::Face;
use crate::model::life::Verb;
use crate::model::moves::Move;
use crate::model::term::{Change, Sitting};
use crate::model::{Kind, Org};

/// A short menu.
#[derive(Clone, Debug)]
pub struct Menu {
    /// What is asked.
    pub title: String,
    /// What it is decided by, above the choices; none where the title says all.
    pub told: Vec<String>,
    /// The choices, by their names.
    pub items: Vec<(String, Choice)>,
    /// The selected one.
    pub selected: usize,
}

/// What a choice does.
#[derive(Clone, Debug)]
pub enum Choice {
    /// Takes a step in the life of the issue with this id, and the others together with it.
    Step(u64, Verb, Vec<u64>),
    /// Takes a step of the record of this kind and id, which is no issue, and the others together with it.
    Move(Kind, u64, &'static Move, Vec<u64>),
    /// Decides a step about the issue of this organisation with this id.
    Decide(Org, u64, Verb),
    /// Nothing but to hear why the step cannot be taken yet.
    Barred(&'static str),
    /// Opens a form for a new record.
    New(Kind),
    /// Opens a form for a new record of this kind that comes from the issues with these ids.
    Turn(Kind, Vec<u64>),
    /// Ends the term of these deputies.
    Sitting(Sitting),
    /// Makes the change of term that was worked out.
    ChangeTerm(Box<Change>),
    /// Shows all records of a kind that name a deputy.
    AllOf(Kind, u64),
    /// Asks where to write something.
    Print(Box<Wanted>),
    /// Writes it.
    Write(Box<Writing>),
    /// Shows another face of the figures.
    Face(Face),
    /// Throws a draft away.
    Discard(String),
    /// Calls a list of what was put aside for re-entry done.
    Reentered(String),
    /// Looks into a file that is to be taken in, as said.
    Import(Box<Order>),
    /// Looks for drives.
    Seek(Purpose),
    /// Takes this stick, folder or file.
    Drive(Purpose, PathBuf),
    /// Asks for the path of another.
    OtherFolder(Purpose),
    /// Asks for the fingerprint of a party as it was heard.
    ConfirmParty(Org),
    /// Asks why a party is trusted no longer.
    RevokeParty(Org),
    /// Asks why it is decided so about a chain.
    Settle(Org, Decision),
    /// Undoes the last change.
    Undo,
    /// Goes back.
    Nothing,
}

impl Menu {
    /// A menu with its first choice selected.
    pub fn new(title: String, items: Vec<(String, Choice)>) -> Menu {
        Menu { title, told: Vec::new(), items, selected: 0 }
    }

    /// Moves the selection; saturates at both ends.
    pub fn select(&mut self, motion: Motion) {
        let last = self.items.len().saturating_sub(1);
        self.selected = match motion {
            Motion::Up => self.selected.saturating_sub(1),
            Motion::Down => (self.selected + 1).min(last),
            Motion::PageUp | Motion::Home => 0,
            Motion::PageDown | Motion::End => last,
        };
    }

    /// Selects by the number shown before a choice, from 1.
    pub fn select_number(&mut self, number: usize) -> bool {
        let is_there = (1..=self.items.len()).contains(&number);
        if is_there {
            self.selected = number - 1;
        }
        is_there
    }
}
