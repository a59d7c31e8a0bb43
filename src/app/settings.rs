//! The settings, one under the other by groups: what is in force, and where it comes from.

use super::list::Motion;
use super::tab::Tab;
use crate::model::Context;
use crate::model::codes::Origin;
use crate::model::setting::known::{self, Item};
use crate::text::pinyin::Matcher;
use crate::text::zh::app::screens::settings as text;

/// The list of settings, as far as it must be remembered: its lines follow from what is in force.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The selected line.
    pub selected: usize,
    /// What its lines are narrowed to; empty for all.
    pub word: String,
}

/// Where Enter on a line leads.
#[derive(Clone, PartialEq, Debug)]
pub enum Target {
    /// To the form of a setting.
    Setting(Item),
    /// To a list of a tab, where records stand that are kept like settings.
    Shelf(Tab, usize),
}

/// One line.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// The group it belongs to.
    pub group: &'static str,
    /// What it is called.
    pub label: String,
    /// Its line of help.
    pub help: &'static str,
    /// Where Enter leads.
    pub target: Target,
}

/// Lists that are kept like settings.
const SHELVES: [(&str, (&str, &str), Tab, usize); 2] =
    [(text::UNITS_GROUP, text::UNITS, Tab::Deputies, 1), (text::UNITS_GROUP, text::STATION, Tab::Deputies, 2)];

impl Settings {
    /// The lines that fit what it is narrowed to.
    pub fn lines(&self, context: &Context<'_>) -> Vec<Line> {
        let settings = known::all(context).into_iter().map(|item| Line {
            group: item.known.group.name(),
            label: item.label(),
            help: item.known.spec.hint,
            target: Target::Setting(item),
        });
        let shelves = SHELVES.into_iter().map(|(group, (label, help), tab, shelf)| Line {
            group,
            label: label.to_owned(),
            help,
            target: Target::Shelf(tab, shelf),
        });
        let matcher = Matcher::new(&self.word);
        let fits = |line: &Line| {
            let by_key = matches!(&line.target, Target::Setting(item) if item.key.contains(self.word.trim()));
            by_key || matcher.is_match(&line.label) || matcher.is_match(line.group)
        };
        settings.chain(shelves).filter(fits).collect()
    }

    /// The selected line.
    pub fn line(&self, context: &Context<'_>) -> Option<Line> {
        self.lines(context).into_iter().nth(self.selected)
    }

    /// Moves the selection; saturates at both ends.
    pub fn select(&mut self, motion: Motion, page: usize, context: &Context<'_>) {
        let last = self.lines(context).len().saturating_sub(1);
        self.selected = motion.from(self.selected, last, page);
    }

    /// Selects the line of a setting, where it is shown.
    pub fn select_key(&mut self, key: &str, context: &Context<'_>) {
        let is_it = |line: Line| matches!(line.target, Target::Setting(item) if item.key == key);
        if let Some(place) = self.lines(context).into_iter().position(is_it) {
            self.selected = place;
        }
    }

    /// Narrows the lines to a word.
    pub fn narrow(&mut self, word: &str) {
        self.word = word.to_owned();
        self.selected = 0;
    }
}

impl Line {
    /// What is in force, in a few words; nothing for a list of records.
    pub fn summary(&self, context: &Context<'_>) -> String {
        match &self.target {
            Target::Setting(item) => item.summary(context.codes),
            Target::Shelf(..) => String::new(),
        }
    }

    /// Where what is in force comes from; empty for a list of records.
    pub fn origin(&self, context: &Context<'_>) -> &'static str {
        match &self.target {
            Target::Setting(item) => origin_name(context.codes.origin(&item.key)),
            Target::Shelf(..) => "",
        }
    }
}

/// What an origin is called.
pub fn origin_name(origin: Origin) -> &'static str {
    match origin {
        Origin::Shipped => text::SHIPPED,
        Origin::Station => text::OWN,
        Origin::NotTaken => text::NOT_TAKEN,
    }
}
