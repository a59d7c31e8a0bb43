//! 今日: what the books say needs doing, each line with where Enter leads.

use std::ops::RangeInclusive;

use super::list::Motion;
use super::shown;
use super::tab::Tab;
use crate::model::issue::Stage;
use crate::model::reception::{ANNOUNCED, PLANNED};
use crate::model::{Context, Date, Entry, Kind, Record, life, moves};
use crate::store::drafts::Draft;
use crate::text::width;
use crate::text::zh::app::screens::today as text;

/// How many reception days, due issues and answered issues are looked at; what lies beyond shows as "more".
pub const RECEPTIONS_READ: usize = 40;
/// Issues somebody owes an answer for, the earliest due first.
pub const DUE_READ: usize = 60;
/// Answered issues, the newest first.
pub const REPLIED_READ: usize = 200;
/// How many lines of one sort are shown.
const LINES_A_SORT: usize = 5;
/// Columns a notice is broken at: those of the narrowest screen.
const NOTICE_COLUMNS: usize = 54;
/// The fields that tell one draft of a new record from another, the most telling first.
const TELLING_KEYS: [&str; 8] = ["title", "name", "topic", "theme", "content", "summary", "village", "place"];
/// Columns shown of such a field.
const TELLING_COLUMNS: usize = 30;

/// What was read for 今日; bounded, however large the books are.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// The first reception days of their list: planned ones stand before today's.
    pub receptions: Vec<Entry>,
    /// The first issues of the due list.
    pub due: Vec<Entry>,
    /// The first of them that are due today or later.
    pub coming: Vec<Entry>,
    /// The newest answered issues.
    pub replied: Vec<Entry>,
    /// Live records of each book.
    pub totals: Vec<(Kind, u64)>,
    /// Issues not assigned yet.
    pub registered: u64,
    /// Answered issues, read or not.
    pub replied_total: u64,
}

/// Where a line leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// To a record.
    Record(Kind, u64),
    /// To a list: its tab and its place there.
    Shelf(Tab, usize),
    /// To a draft, by its place among the drafts.
    Draft(usize),
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
    /// Forms that were left unfinished, the newest first.
    pub drafts: Vec<Draft>,
    /// What the opening of the desk has to tell.
    pub notices: Vec<String>,
    /// The selected line among those that lead somewhere.
    pub selected: usize,
}

impl Today {
    /// Today's reception days.
    pub fn receptions_today<'a>(&'a self, context: &Context<'_>) -> impl Iterator<Item = &'a Entry> + use<'a> {
        let today = context.today;
        self.gathered.receptions.iter().filter(move |entry| date_of(entry) == Some(today))
    }

    /// The lines of the page.
    pub fn lines(&self, context: &Context<'_>) -> Vec<TodayLine> {
        let mut lines = Vec::new();
        self.notice_lines(&mut lines);
        self.start_lines(&mut lines);
        self.draft_lines(&mut lines, context);
        self.reception_lines(&mut lines, context);
        self.due_lines(&mut lines, context);
        self.replied_lines(&mut lines, context);
        self.total_lines(&mut lines);
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

    /// Takes the drafts there are; a draft that was selected stays selected, wherever it stands now.
    pub fn take_drafts(&mut self, drafts: Vec<Draft>, context: &Context<'_>) {
        let selected = match self.target(context) {
            Some(Target::Draft(at)) => self.drafts.get(at).map(|draft| draft.name.clone()),
            _ => None,
        };
        self.drafts = drafts;
        let lines = self.lines(context);
        let is_it = |target: Target| match target {
            Target::Draft(at) => self.drafts.get(at).is_some_and(|draft| Some(&draft.name) == selected.as_ref()),
            Target::Record(..) | Target::Shelf(..) => false,
        };
        if let Some(place) = lines.iter().filter_map(|line| line.target).position(is_it) {
            self.selected = place;
        }
        self.keep_selection(context);
    }

    /// Keeps the selection on a line that is there, after the lines changed.
    pub fn keep_selection(&mut self, context: &Context<'_>) {
        let lines = self.lines(context);
        let count = lines.iter().filter(|line| line.target.is_some()).count();
        self.selected = self.selected.min(count.saturating_sub(1));
    }

    /// A notice may take several lines: what happened to the books must be readable to its end.
    fn notice_lines(&self, lines: &mut Vec<TodayLine>) {
        if self.notices.is_empty() {
            return;
        }
        lines.push(heading(text::NOTICES.to_owned()));
        for notice in self.notices.iter().take(LINES_A_SORT) {
            for range in width::wrap(notice, NOTICE_COLUMNS).into_iter().take(LINES_A_SORT) {
                let text = format!("  {}", &notice[range]);
                lines.push(TodayLine { text, weight: Weight::Soon, target: None });
            }
        }
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

    fn reception_lines(&self, lines: &mut Vec<TodayLine>, context: &Context<'_>) {
        lines.push(heading(text::RECEPTIONS.to_owned()));
        let before = lines.len();
        for entry in self.receptions_today(context) {
            let names = shown::by_key(&entry.record, "deputies", context);
            let place = shown::by_key(&entry.record, "place", context);
            let line = text::on_duty(&shown::by_key(&entry.record, "start", context), &place, &names);
            lines.push(leading(line, Weight::Plain, record(entry)));
        }
        // The list is newest first, so the next day is the last one that lies ahead.
        let ahead = self.gathered.receptions.iter().rev().filter(|entry| is_ahead(entry, context));
        for entry in ahead.take(3) {
            let days = date_of(entry).map_or(0, |date| date.days_since(context.today));
            lines.push(leading(text::ahead(days, &shown::headline(entry, context)), Weight::Plain, record(entry)));
        }
        if lines.len() == before {
            let to = Target::Shelf(Tab::Receptions, 0);
            lines.push(leading(text::NO_RECEPTION.to_owned(), Weight::Plain, to));
        }
    }

    fn due_lines(&self, lines: &mut Vec<TodayLine>, context: &Context<'_>) {
        let warned = context.codes.deadlines().warned();
        let late = due_within(&self.gathered.due, i64::MIN..=-1, context);
        let soon = due_within(&self.gathered.coming, 0..=warned, context);
        let seen = |shown: &[(&Entry, i64)]| (shown.len(), shown.len() < DUE_READ);
        lines.push(heading(text::due(seen(&late), seen(&soon), warned)));
        // Those that can still be answered in time are not crowded out by those that are late.
        let least = soon.len().min(LINES_A_SORT / 2);
        let of_late = late.iter().take(LINES_A_SORT - least);
        let rest = LINES_A_SORT - of_late.len();
        for (entry, days) in of_late.chain(soon.iter().take(rest)) {
            let weight = if *days < 0 { Weight::Late } else { Weight::Soon };
            lines.push(leading(text::due_line(*days, &shown::headline(entry, context)), weight, record(entry)));
        }
        if late.len() + soon.len() > LINES_A_SORT {
            lines.push(leading(text::ALL_DUE.to_owned(), Weight::Plain, Target::Shelf(Tab::Issues, 1)));
        }
        if self.gathered.registered > 0 {
            let to = Target::Shelf(Tab::Issues, 2);
            lines.push(leading(text::registered(self.gathered.registered), Weight::Soon, to));
        }
    }

    fn replied_lines(&self, lines: &mut Vec<TodayLine>, context: &Context<'_>) {
        let waiting = self.gathered.replied.iter().filter(|entry| !is_fed_back(entry)).count();
        let is_whole = self.gathered.replied_total <= REPLIED_READ as u64;
        if waiting > 0 {
            let to = Target::Shelf(Tab::Issues, 4);
            lines.push(leading(text::not_fed_back(waiting, is_whole), Weight::Soon, to));
        }
        let days = |entry: &Entry| promise_of(entry).map(|day| day.days_since(context.today));
        let promises = self.gathered.replied.iter().filter_map(|entry| days(entry).map(|days| (entry, days)));
        let warned = context.codes.deadlines().warned();
        let mut promises: Vec<(&Entry, i64)> = promises.filter(|(_, days)| *days <= warned).collect();
        promises.sort_by_key(|(_, days)| *days);
        for (entry, days) in promises.into_iter().take(LINES_A_SORT) {
            let weight = if days < 0 { Weight::Late } else { Weight::Soon };
            lines.push(leading(text::promise(days, &shown::headline(entry, context)), weight, record(entry)));
        }
    }

    fn total_lines(&self, lines: &mut Vec<TodayLine>) {
        lines.push(heading(text::TOTALS.to_owned()));
        for (kind, total) in &self.gathered.totals {
            let (tab, shelf) = Tab::of(*kind);
            lines.push(leading(
                text::total(tab.shelves()[shelf].name, *kind, *total),
                Weight::Plain,
                Target::Shelf(tab, shelf),
            ));
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

/// What a draft is of, in one line.
pub fn draft_text(draft: &Draft, context: &Context<'_>) -> String {
    let verb = life::Verb::from_key(&draft.verb).map(|verb| verb.spec().name);
    let moved = moves::from_key(&draft.verb);
    let what = match (verb, draft.kind.parse::<Kind>()) {
        (_, Ok(kind)) if moved.is_some() => {
            let label = context.directory.label(kind, draft.id).unwrap_or_default();
            text::draft_of_step(moved.map_or("", |step| step.name), &label, draft.also.len())
        }
        (Some(name), _) => {
            let issue = context.directory.label(Kind::Issue, draft.id).unwrap_or_default();
            text::draft_of_step(name, &issue, draft.also.len())
        }
        (None, Ok(kind)) if draft.id == 0 => text::draft_of_new(kind, &words_of(draft)),
        (None, Ok(kind)) => text::draft_of_edit(kind, &context.directory.label(kind, draft.id).unwrap_or_default()),
        (None, Err(())) => draft.kind.clone(),
    };
    text::draft_line(&what, &draft.at)
}

fn heading(text: String) -> TodayLine {
    TodayLine { text, weight: Weight::Heading, target: None }
}

fn leading(text: String, weight: Weight, target: Target) -> TodayLine {
    TodayLine { text, weight, target: Some(target) }
}

fn record(entry: &Entry) -> Target {
    Target::Record(entry.kind(), entry.id)
}

fn date_of(entry: &Entry) -> Option<Date> {
    entry.record.date()
}

fn is_ahead(entry: &Entry, context: &Context<'_>) -> bool {
    let Record::Reception(day) = &entry.record else { return false };
    [PLANNED, ANNOUNCED].contains(&day.stage.as_str()) && day.date.is_some_and(|date| date > context.today)
}

/// The issues due within so many days from today, with the days.
fn due_within<'e>(issues: &'e [Entry], days: RangeInclusive<i64>, context: &Context<'_>) -> Vec<(&'e Entry, i64)> {
    let due_in = |entry: &'e Entry| due_of(entry).map(|due| (entry, due.days_since(context.today)));
    issues.iter().filter_map(due_in).filter(|(_, due)| days.contains(due)).collect()
}

fn due_of(entry: &Entry) -> Option<Date> {
    match &entry.record {
        Record::Issue(issue) if issue.stage == Stage::Tracking => promise_of(entry),
        Record::Issue(issue) => issue.due_on,
        _ => None,
    }
}

/// The promised finish date of a class-B answer that is not finished.
fn promise_of(entry: &Entry) -> Option<Date> {
    let Record::Issue(issue) = &entry.record else { return None };
    life::promised_on(issue).filter(|_| issue.stage.is_open())
}

/// Whether the latest answer was fed back to whoever raised the issue.
fn is_fed_back(entry: &Entry) -> bool {
    matches!(&entry.record, Record::Issue(issue) if life::is_fed_back(issue))
}

/// The first words typed in a draft of a new record, so that two of them can be told apart; personal numbers masked.
pub fn words_of(draft: &Draft) -> String {
    let typed = |key: &&str| {
        let field = draft.fields.iter().find(|(of, _)| of == key);
        field.map(|(_, typed)| typed.trim()).filter(|typed| !typed.is_empty())
    };
    let words = TELLING_KEYS.iter().find_map(typed).unwrap_or_default();
    let line = words.lines().next().unwrap_or_default();
    width::cut(&shown::free(line), TELLING_COLUMNS).to_owned()
}
