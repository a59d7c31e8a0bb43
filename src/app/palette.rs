//! The palette: the commands of a place by their names, narrowed by what is typed.

use super::App;
use super::command::{self, CommandSpec, Place};
use super::line::Line;
use super::list::Motion;
use crate::model::order::Order as _;
use crate::text::pinyin::Matcher;

/// A palette over a place.
#[derive(Clone)]
pub struct Palette {
    /// What is typed.
    pub line: Line,
    /// The place whose commands it offers.
    pub from: Place,
    /// The commands that fit.
    pub items: Vec<&'static CommandSpec>,
    /// The selected one.
    pub selected: usize,
}

impl Palette {
    /// All commands of a place, but for the one that opens the palette.
    pub fn new(from: Place) -> Palette {
        let mut palette = Palette { line: Line::default(), from, items: Vec::new(), selected: 0 };
        palette.narrow();
        palette
    }

    /// Fits the commands to what is typed: names first, then what they do.
    pub fn narrow(&mut self) {
        let matcher = Matcher::new(self.line.text().trim());
        let all = command::of_place(self.from).into_iter().filter(|spec| spec.command != command::Command::Palette);
        let mut ranked: Vec<(bool, &'static CommandSpec)> = all
            .filter_map(|spec| {
                let by_name = matcher.is_match(spec.name);
                (by_name || matcher.is_match(spec.help)).then_some((!by_name, spec))
            })
            .collect();
        ranked.order_by_key(|(by_help, _)| *by_help);
        self.items = ranked.into_iter().map(|(_, spec)| spec).collect();
        self.selected = 0;
    }

    /// The selected command.
    pub fn chosen(&self) -> Option<&'static CommandSpec> {
        self.items.get(self.selected).copied()
    }

    /// Moves the selection; saturates at both ends.
    pub fn select(&mut self, motion: Motion, height: usize) {
        let last = self.items.len().saturating_sub(1);
        self.selected = motion.from(self.selected, last, height);
    }
}

/// Why a command of the palette may not run now, judged where it would run: below the palette.
pub fn refusal(spec: &CommandSpec, app: &App) -> Option<String> {
    (spec.enabled)(app).err()
}
