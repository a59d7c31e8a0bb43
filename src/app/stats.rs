//! The page 统计: the figures of a period beside those it is compared with, a figure broken down, and its course.
//!
//! Figures are counted elsewhere ([`Effect::Count`]) and kept for as long as nothing was saved since; until new ones arrive
//! the page shows those it has, for what they were counted for. Whatever is shown leads to the records it counts.

pub mod bars;
pub mod rows;
pub mod sheet;

use std::collections::VecDeque;
use std::sync::Arc;

use super::effect::Effect;
use super::list::Motion;
use crate::model::codes::CodeLists;
use crate::model::station::STATION_ID;
use crate::model::stats::dimension::deputy_of;
use crate::model::stats::{Amount, Asked, Break, Counted, Dimension, Figures, Indicator, Period, Sort, Which};
use crate::model::{Context, Date, Kind, whose};
use crate::text::when::{self, FIRST_YEAR, LAST_YEAR};
use crate::text::zh::app::screens::stats as text;
use bars::Bar;
use rows::{Line, Row};

/// The periods of a course: the chosen one and those before it.
pub const COURSE: usize = 12;
/// The most results kept, so that coming back to one is instant.
const KEPT: usize = 12;
/// The sorts of periods that follow each other on a key.
const SORTS: [Sort; 4] = [Sort::Month, Sort::Quarter, Sort::Half, Sort::Year];

/// What the page shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Face {
    /// All figures, with the last period and the same period a year before beside them.
    #[default]
    Figures,
    /// The selected figure broken down.
    Groups(Dimension),
    /// The selected figure in each of the last [`COURSE`] periods.
    Course,
}

/// A figure of the table: its indicator, and its part where it is one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Of {
    /// The indicator's id.
    pub id: &'static str,
    /// The code it is broken down to; empty for the whole.
    pub part: String,
}

/// What was counted.
#[derive(Debug)]
pub struct Held {
    /// For what.
    pub asked: Asked,
    /// The seq of the journal's line the records stood at.
    at: u64,
    /// The result, a period each.
    pub counted: Vec<Counted>,
    /// The lines of the table that shows it.
    pub rows: Vec<Row>,
}

/// A counting that runs.
#[derive(Debug)]
struct Running {
    token: u64,
    asked: Asked,
    /// Records looked at, and records there are.
    progress: (u64, u64),
}

/// What was heard of a counting.
#[derive(Debug)]
pub enum Report {
    /// So many records were looked at, of so many.
    Looked(u64, u64),
    /// Nothing was saved since: what is known still holds.
    Same,
    /// The figures, and the seq of the journal's line the records stood at.
    Done(u64, Vec<Counted>),
    /// It stopped, and why.
    Failed(String),
}

/// The page.
#[derive(Debug, Default)]
pub struct Stats {
    /// The day the screen shows.
    today: Option<Date>,
    /// The chosen period, and the day within it that another sort of period is taken around.
    chosen: Option<(Period, Date)>,
    /// Whether the lists of reports are shown in its place.
    pub is_behind: bool,
    /// What is shown.
    pub face: Face,
    /// The selected figure; the first one until one was selected.
    selected: Option<Of>,
    /// The selected bar; none for the usual one.
    bar: Option<usize>,
    shown: Option<Arc<Held>>,
    /// What was counted, the last looked at first.
    kept: VecDeque<Arc<Held>>,
    running: Option<Running>,
}

impl Stats {
    /// Notes the day the screen shows.
    pub fn see(&mut self, today: Date) {
        self.today = Some(today);
    }

    /// The chosen period; until one was chosen the month of today.
    pub fn period(&self) -> Option<Period> {
        let of_today = || Some(month_of(self.today?));
        self.chosen.map(|(period, _)| period).or_else(of_today)
    }

    /// What the page needs counted.
    fn asked(&self) -> Option<Asked> {
        let (period, today) = (self.period()?, self.today?);
        Some(match self.face {
            Face::Figures => {
                let compared = [period.before(), period.year_before()].into_iter().flatten();
                Asked { periods: std::iter::once(period).chain(compared).collect(), by: None, today }
            }
            Face::Groups(by) => Asked { periods: vec![period], by: Some(by), today },
            Face::Course => {
                let back = std::iter::successors(Some(period), |period| period.before().filter(|at| is_usual(*at)));
                let mut periods: Vec<Period> = back.take(COURSE).collect();
                periods.reverse();
                Asked { periods, by: None, today }
            }
        })
    }

    /// Looks at the page: shows what is known, and asks for it under a number, or whether it still holds.
    pub fn look(&mut self, token: u64) -> Option<Effect> {
        let asked = self.asked()?;
        let known = self.kept.iter().position(|held| held.asked == asked).and_then(|at| self.kept.remove(at));
        if let Some(held) = &known {
            self.kept.push_front(Arc::clone(held));
            self.shown = known.clone();
        }
        self.running = Some(Running { token, asked: asked.clone(), progress: (0, 0) });
        Some(Effect::Count { token, asked, known: known.map(|held| held.at) })
    }

    /// Nobody waits for the figures any more.
    pub fn leave(&mut self) -> bool {
        self.running.take().is_some()
    }

    /// Takes what was heard of the counting with a number; of an earlier one nothing. Why it failed comes back.
    pub fn take(&mut self, token: u64, report: Report, codes: &CodeLists) -> Option<String> {
        let mut running = self.running.take_if(|running| running.token == token)?;
        match report {
            Report::Looked(looked, of) => {
                running.progress = (looked, of);
                self.running = Some(running);
            }
            Report::Same => {}
            Report::Failed(why) => return Some(why),
            Report::Done(at, counted) => {
                let asked = running.asked;
                let rows = rows::of(&counted, asked.periods.first().copied(), codes);
                let held = Arc::new(Held { asked, at, counted, rows });
                self.kept.retain(|other| other.asked != held.asked);
                self.kept.push_front(Arc::clone(&held));
                self.kept.truncate(KEPT);
                self.shown = Some(held);
            }
        }
        None
    }

    /// Of the counting that runs: the records looked at, and those there are.
    pub fn progress(&self) -> Option<(u64, u64)> {
        self.running.as_ref().map(|running| running.progress)
    }

    /// What is shown, where it is what the page shows now in kind: figures of another period stay until the new ones
    /// arrive, bars of another sort would say nothing.
    pub fn held(&self) -> Option<&Held> {
        let held = self.shown.as_deref()?;
        let asked = self.asked()?;
        let same_sort = held.asked.by == asked.by && (held.asked.periods.len() > 3) == (self.face == Face::Course);
        same_sort.then_some(held)
    }

    /// Whether what is shown was counted for something else than is chosen now.
    pub fn is_stale(&self) -> bool {
        self.shown.as_ref().is_some_and(|held| Some(&held.asked) != self.asked().as_ref())
    }

    /// The period of the figures that are shown.
    pub fn shown_period(&self) -> Option<Period> {
        let periods = &self.held()?.asked.periods;
        if self.face == Face::Course { periods.last().copied() } else { periods.first().copied() }
    }

    /// The identities that do not hold in what is shown.
    pub fn breaks(&self) -> impl Iterator<Item = (Period, &Break)> {
        let counted = self.held().into_iter().flat_map(|held| &held.counted);
        counted.flat_map(|counted| counted.total.breaks.iter().map(|broken| (counted.period, broken)))
    }

    /// The lines of the table.
    pub fn rows(&self) -> &[Row] {
        self.held().filter(|_| self.face == Face::Figures).map_or(&[], |held| &held.rows)
    }

    /// The selected line, by its place among all of them.
    pub fn selected_row(&self) -> Option<usize> {
        let is_figure = |row: &Row| matches!(row, Row::Figure(_));
        let is = |of: &Of| self.rows().iter().position(|row| matches!(row, Row::Figure(line) if line.of == *of));
        self.selected.as_ref().and_then(is).or_else(|| self.rows().iter().position(is_figure))
    }

    fn line(&self) -> Option<&Line> {
        match self.rows().get(self.selected_row()?)? {
            Row::Figure(line) => Some(line),
            Row::Chapter(_) => None,
        }
    }

    /// The selected figure.
    pub fn figure(&self) -> Option<Of> {
        match self.face {
            Face::Figures => self.line().map(|line| line.of.clone()),
            Face::Groups(_) | Face::Course => self.selected.clone(),
        }
    }

    /// The bars that break the selected figure down, or show its course.
    pub fn bars(&self) -> Vec<Bar> {
        let (Some(held), Some(of)) = (self.held(), &self.selected) else { return Vec::new() };
        match self.face {
            Face::Figures => Vec::new(),
            Face::Groups(by) => bars::groups(held, of, by),
            Face::Course => bars::course(held, of),
        }
    }

    /// The selected one of so many bars: at first the largest group, or the chosen period.
    pub fn selected_bar(&self, count: usize) -> usize {
        let usual = if self.face == Face::Course { count.saturating_sub(1) } else { 0 };
        self.bar.unwrap_or(usual).min(count.saturating_sub(1))
    }

    /// What the selected figure comes to in the period shown, everything together.
    pub fn amount(&self) -> Option<Amount> {
        let (of, period) = (self.figure()?, self.shown_period()?);
        self.figures(period)?.part(of.id, &of.part)
    }

    fn figures(&self, period: Period) -> Option<&Figures> {
        let counted = &self.held()?.counted;
        counted.iter().find(|counted| counted.period == period).map(|counted| &counted.total)
    }

    /// Moves the selection among the figures or bars; saturates at both ends.
    pub fn select(&mut self, motion: Motion, page: usize) {
        if self.face != Face::Figures {
            let count = self.bars().len();
            self.bar = Some(motion.from(self.selected_bar(count), count.saturating_sub(1), page));
            return;
        }
        let places: Vec<usize> = self.rows().iter().enumerate().filter_map(is_figure).collect();
        let at = self.selected_row().and_then(|row| places.iter().position(|place| *place == row)).unwrap_or(0);
        let to = places.get(motion.from(at, places.len().saturating_sub(1), page)).copied();
        let to = to.and_then(|to| self.rows().get(to));
        if let Some(Row::Figure(line)) = to {
            self.selected = Some(line.of.clone());
        }
    }

    /// Shows another face of the selected figure.
    pub fn turn(&mut self, face: Face) {
        self.selected = self.figure();
        self.face = face;
        self.bar = None;
    }

    /// Chooses a period; false where the calendar of the books has no such period.
    pub fn choose(&mut self, period: Option<Period>) -> bool {
        let Some(period) = period.filter(|period| is_usual(*period)) else { return false };
        let anchor = self.today.filter(|today| period.holds(*today)).unwrap_or(period.first);
        self.chosen = Some((period, anchor));
        self.bar = None;
        true
    }

    /// Chooses the next or the former sort of period, around the same day.
    pub fn change_sort(&mut self, forward: bool) -> bool {
        let Some(period) = self.period() else { return false };
        let anchor = self.chosen.map(|(_, anchor)| anchor).or(self.today).unwrap_or(period.first);
        let place = SORTS.iter().position(|sort| *sort == period.sort());
        let next = match (place, forward) {
            (Some(place), true) => (place + 1) % SORTS.len(),
            (Some(place), false) => (place + SORTS.len() - 1) % SORTS.len(),
            (None, _) => 0,
        };
        let Some(period) = Period::around(SORTS[next], anchor) else { return false };
        self.chosen = Some((period, anchor));
        self.bar = None;
        true
    }

    /// The records that stand behind what is selected.
    pub fn which(&self) -> Option<Which> {
        let of = self.figure()?;
        let (period, group) = match self.face {
            Face::Figures => (self.shown_period()?, None),
            Face::Groups(_) | Face::Course => {
                let bars = self.bars();
                let bar = bars.get(self.selected_bar(bars.len()))?;
                (bar.period, bar.group.clone())
            }
        };
        Some(Which { id: of.id.to_owned(), part: of.part, period, group, today: self.today? })
    }

    /// What the selected figure or bar comes to.
    pub fn selected_amount(&self) -> Option<Amount> {
        if self.face == Face::Figures {
            return self.line()?.now;
        }
        let bars = self.bars();
        bars.get(self.selected_bar(bars.len())).map(|bar| bar.amount)
    }

    /// The title of the page and how far it is.
    pub fn caption(&self) -> String {
        let Some(period) = self.period() else { return text::NAME.to_owned() };
        let is_over = self.today.is_none_or(|today| period.last < today);
        text::caption(period, is_over, self.progress(), self.shown_period().filter(|_| self.is_stale()))
    }
}

fn is_figure((at, row): (usize, &Row)) -> Option<usize> {
    matches!(row, Row::Figure(_)).then_some(at)
}

/// The month a day lies in.
pub fn month_of(day: Date) -> Period {
    Period::around(Sort::Month, day).unwrap_or(Period { first: day, last: day })
}

/// Whether a period lies in years that can be typed.
fn is_usual(period: Period) -> bool {
    period.first.year() >= FIRST_YEAR && period.last.year() <= LAST_YEAR
}

/// Reads a period with both its ends, as typed.
///
/// # Errors
///
/// Why it is none, in a sentence.
pub fn period(typed: &str, today: Date) -> Result<Period, String> {
    match when::parse_period(typed, today.0).map_err(|error| error.to_string())? {
        when::Period { first: Some(first), last: Some(last) } => {
            Period::of(Date(first), Date(last)).ok_or_else(|| text::BOTH_ENDS.to_owned())
        }
        _ => Err(text::BOTH_ENDS.to_owned()),
    }
}

/// What a figure is called, with its part where it is one.
pub fn name(of: &Of, codes: &CodeLists) -> String {
    let Some(indicator) = Indicator::of(of.id) else { return of.id.to_owned() };
    match indicator.parts {
        Some(list) if !of.part.is_empty() => text::part_of(indicator.name, codes.name(list, &of.part)),
        _ => indicator.name.to_owned(),
    }
}

/// What a group of a breakdown is called; `station` is what this station is called.
pub fn group_name(by: Dimension, key: &str, station: &str, context: &Context<'_>) -> String {
    let list = match by {
        _ if key.is_empty() => return text::NO_GROUP.to_owned(),
        Dimension::Village => return key.to_owned(),
        Dimension::Station | Dimension::County | Dimension::City => {
            let named = |org| match context.directory.of(org) {
                Some(other) => other.label(Kind::Station, STATION_ID).map(|name| whose::placed(&name, org, context)),
                None => Some(station.to_owned()).filter(|name| !name.is_empty()),
            };
            return key.parse().ok().and_then(named).unwrap_or_else(|| key.to_owned());
        }
        Dimension::Deputy => {
            let label = |(org, id)| {
                let name = context.of(org, |context| context.directory.label(Kind::Deputy, id))?;
                Some(whose::with_desk(name, org, context))
            };
            return deputy_of(key).and_then(label).unwrap_or_else(|| key.to_owned());
        }
        Dimension::Category => "category",
        Dimension::Channel => "channel",
        Dimension::Route => "route",
        Dimension::Urgency => "urgency",
    };
    context.codes.name(list, key).to_owned()
}

/// The book most of the records behind a figure belong to, until the first of them is known.
pub fn kind_of(id: &str) -> Kind {
    use crate::model::stats::indicator::Chapter;
    match Indicator::of(id).map(|indicator| indicator.chapter) {
        Some(Chapter::Reception) => Kind::Reception,
        Some(Chapter::Visit) => Kind::Visit,
        Some(Chapter::Activity | Chapter::Legislation) => Kind::Activity,
        Some(Chapter::Project) => Kind::Project,
        Some(Chapter::Issue) | None => Kind::Issue,
    }
}

#[cfg(test)]
mod tests;
