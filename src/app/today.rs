//! 今日: what the books say needs doing, each line with where Enter leads.
//!
//! Everything shown was read before ([`Gathered`]), bounded and with totals that are kept, so that the page costs the same
//! in a large book. What stands on it is about one screen: each sort shows a few and leads to the list of the rest.

mod below;
mod days;
mod desk;
mod drafts;
mod gathered;
mod issues;
mod narrow;

use super::list::Motion;
use super::tab::Tab;
use crate::model::{Context, Date, Entry, Kind, Org, Record};
use crate::store::drafts::Draft;
use crate::store::reader::List;
use crate::text::width;
use crate::text::zh::app::screens::today as text;

pub use below::{Below, Odd};
pub use drafts::{draft_text, words_of};
pub use gathered::{
    AHEAD_READ, DECIDED_READ, DUE_READ, Fruitless, Gathered, PROMISED_READ, RECEPTIONS_READ, ROSTER_READ, Short,
};
pub use issues::Tier;
pub use narrow::Narrow;

/// How many notices are shown, and lines of each.
const NOTICES_SHOWN: usize = 5;
/// Columns a notice is broken at: those of the narrowest screen.
const NOTICE_COLUMNS: usize = 54;

/// Where a line leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// To a record of an organisation.
    Record(Org, Kind, u64),
    /// To a list: its tab and its place there.
    Shelf(Tab, usize),
    /// To the records it counts, as a filter takes them.
    Narrow(Narrow),
    /// To what the level above has sent down to be taken over.
    Takeover,
    /// To the list of the desks below that shows what is odd there.
    Below(Odd),
    /// To the setting of a year's holidays.
    Holidays(i32),
    /// To a draft, by its place among the drafts.
    Draft(usize),
    /// To whether what was put aside was entered again.
    Reenter,
}

impl Target {
    /// A tab's list; its first one where the tab has no such list.
    fn list(tab: Tab, list: List) -> Target {
        let place = tab.shelves().iter().position(|shelf| shelf.list == list);
        Target::Shelf(tab, place.unwrap_or(0))
    }
}

/// How a line is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight {
    /// The name of what follows.
    Heading,
    /// To be known.
    Plain,
    /// Soon due.
    Soon,
    /// Past its day.
    Late,
}

/// One line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TodayLine {
    /// What it says.
    pub text: String,
    /// How it is meant.
    pub weight: Weight,
    /// Where Enter leads.
    pub target: Option<Target>,
}

/// The page and its selected line.
#[derive(Clone, Debug, Default)]
pub struct Today {
    /// What was read.
    pub gathered: Gathered,
    /// How the desks below stand; none at a station, and before it was read.
    pub below: Option<Below>,
    /// Forms that were left unfinished, the newest first.
    pub drafts: Vec<Draft>,
    /// What the opening of the desk has to tell.
    pub notices: Vec<String>,
    /// The selected line among those that lead somewhere.
    pub selected: usize,
}

impl Today {
    /// The lines of the page.
    pub fn lines(&self, context: &Context<'_>) -> Vec<TodayLine> {
        let mut lines = Vec::new();
        self.notice_lines(&mut lines);
        self.cut_off_lines(&mut lines);
        self.reenter_lines(&mut lines);
        self.start_lines(&mut lines);
        self.draft_lines(&mut lines, context);
        self.reception_lines(&mut lines, context);
        self.due_lines(&mut lines, context);
        self.promise_lines(&mut lines, context);
        self.decision_lines(&mut lines, context);
        self.owed_lines(&mut lines);
        self.below_lines(&mut lines);
        self.deputy_lines(&mut lines);
        self.desk_lines(&mut lines, context);
        lines
    }

    /// Where the selected line leads.
    pub fn target(&self, context: &Context<'_>) -> Option<Target> {
        self.lines(context).into_iter().filter_map(|line| line.target).nth(self.selected)
    }

    /// Moves the selection among the lines that lead somewhere; saturates at both ends.
    pub fn select(&mut self, motion: Motion, page: usize, context: &Context<'_>) {
        let last = self.lines(context).iter().filter(|line| line.target.is_some()).count().saturating_sub(1);
        self.selected = motion.from(self.selected, last, page);
    }

    /// Takes the drafts there are; what was selected stays selected, wherever it stands now.
    pub fn take_drafts(&mut self, drafts: Vec<Draft>, context: &Context<'_>) {
        let selected = self.target(context);
        let draft = match selected {
            Some(Target::Draft(at)) => self.drafts.get(at).map(|draft| draft.name.clone()),
            _ => None,
        };
        self.drafts = drafts;
        let selected = match (selected, draft) {
            (Some(Target::Draft(_)), name) => {
                let place = self.drafts.iter().position(|draft| Some(&draft.name) == name.as_ref());
                place.map(Target::Draft)
            }
            (selected, _) => selected,
        };
        self.follow_selection(selected, context);
    }

    /// Takes what was read; what was selected stays selected, wherever it stands now.
    pub fn take_gathered(&mut self, gathered: Gathered, context: &Context<'_>) {
        let selected = self.target(context);
        self.gathered = gathered;
        self.follow_selection(selected, context);
    }

    /// Takes how the desks below stand; what was selected stays selected.
    pub fn take_below(&mut self, below: Below, context: &Context<'_>) {
        let selected = self.target(context);
        self.below = Some(below);
        self.follow_selection(selected, context);
    }

    /// Selects the line that leads where the selected one led. The first line is where a page just opened stands, so it is
    /// no choice to keep; one that is gone leaves its place to the next.
    fn follow_selection(&mut self, selected: Option<Target>, context: &Context<'_>) {
        let targets: Vec<Target> = self.lines(context).into_iter().filter_map(|line| line.target).collect();
        let place = targets.iter().position(|target| Some(*target) == selected);
        let is_chosen = self.selected > 0 || matches!(selected, Some(Target::Draft(_)));
        if let Some(place) = place.filter(|_| is_chosen) {
            self.selected = place;
        }
        self.selected = self.selected.min(targets.len().saturating_sub(1));
    }

    /// A notice may take several lines: what happened to the books must be readable to its end.
    fn notice_lines(&self, lines: &mut Vec<TodayLine>) {
        if self.notices.is_empty() {
            return;
        }
        lines.push(heading(text::NOTICES.to_owned()));
        for notice in self.notices.iter().take(NOTICES_SHOWN) {
            for range in width::wrap(notice, NOTICE_COLUMNS).into_iter().take(NOTICES_SHOWN) {
                let text = format!("  {}", &notice[range]);
                lines.push(TodayLine { text, weight: Weight::Soon, target: None });
            }
        }
    }

    /// After a backup was put in place the level above may have more of this desk than it has itself.
    fn cut_off_lines(&self, lines: &mut Vec<TodayLine>) {
        let Some(upper) = &self.gathered.cut_off else { return };
        lines.push(heading(text::CUT_OFF.to_owned()));
        lines.push(leading(text::cut_off(upper), Weight::Late, Target::Shelf(Tab::Sync, super::tab::PARTIES)));
    }

    /// What was entered since a backup was put in place and went aside has to be entered again.
    fn reenter_lines(&self, lines: &mut Vec<TodayLine>) {
        let Some(name) = self.gathered.reenter.first() else { return };
        lines.push(heading(text::REENTER.to_owned()));
        let says = text::reenter(name, self.gathered.reenter.len());
        lines.push(leading(says, Weight::Late, Target::Reenter));
    }

    /// What comes first at a desk without a roster: reception days and visits name deputies.
    fn start_lines(&self, lines: &mut Vec<TodayLine>) {
        if !self.gathered.totals.contains(&(Kind::Deputy, 0)) {
            return;
        }
        lines.push(heading(text::START.to_owned()));
        for (says, kind) in text::STEPS {
            let (tab, shelf) = Tab::of(kind);
            lines.push(leading(says.to_owned(), Weight::Plain, Target::Shelf(tab, shelf)));
        }
        for says in text::START_WITH_LEDGERS {
            lines.push(TodayLine { text: format!("  {says}"), weight: Weight::Plain, target: None });
        }
    }

    fn draft_lines(&self, lines: &mut Vec<TodayLine>, context: &Context<'_>) {
        if self.drafts.is_empty() {
            return;
        }
        lines.push(heading(text::drafts(self.drafts.len())));
        // All of them: there is no other way to one of a new record.
        for (index, draft) in self.drafts.iter().enumerate() {
            lines.push(leading(draft_text(draft, context), Weight::Soon, Target::Draft(index)));
        }
    }
}

/// The deputies on duty on a day, by its reception days.
pub fn on_duty(receptions: &[Entry], today: Date) -> Vec<u64> {
    let mut ids: Vec<u64> = Vec::new();
    for entry in receptions.iter().filter(|entry| date_of(entry) == Some(today)) {
        let Record::Reception(day) = &entry.record else { continue };
        for id in &day.deputies {
            if !ids.contains(id) {
                ids.push(*id);
            }
        }
    }
    ids
}

fn heading(text: String) -> TodayLine {
    TodayLine { text, weight: Weight::Heading, target: None }
}

fn leading(text: String, weight: Weight, target: Target) -> TodayLine {
    TodayLine { text, weight, target: Some(target) }
}

fn record(entry: &Entry) -> Target {
    Target::Record(entry.org, entry.kind(), entry.id)
}

fn date_of(entry: &Entry) -> Option<Date> {
    entry.record.date()
}
